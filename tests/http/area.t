#!/usr/bin/perl

# Jurisdictions by area: polygons of GeoJSON files, and where the accuracy
# radius of a reader's position reaches over a border.

use warnings;
use strict;

use Test::More;
use LN;

my $t = LN->new;
my $dir = $t->dir;

# Who is where: reader, latitude, longitude, radius in km; by which of the areas.
# A degree of latitude is 111 km.
my @readers = (
    # field: 30 to 36 E, 50 to 54 N; a hole at 32 to 34 E, 51 to 53 N; a second
    # polygon, 40 to 42 E, 50 to 52 N
    [ 11, 'field', 50.5, 31, 20, 'in', 'within' ],
    [ 12, 'field', 60, 20, 20, 'out', 'far away' ],
    [ 13, 'field', 50.1, 31, 20, 'uncertain', 'within, 11 km from the border' ],
    [ 14, 'field', 49.9, 31, 20, 'uncertain', 'out, 11 km from the border' ],
    [ 15, 'field', 50.1, 31, 5, 'in', 'within, known to 5 km' ],
    [ 16, 'field', 49.9, 31, 5, 'out', 'out, known to 5 km' ],
    [ 17, 'field', 52, 33, 20, 'out', 'in the hole' ],
    [ 18, 'field', 51.1, 33, 20, 'uncertain', 'near the border of the hole' ],
    [ 19, 'field', 52, 33, 200, 'uncertain', 'in the hole, known to 200 km' ],
    [ 20, 'field', 51, 41, 20, 'in', 'in the second polygon' ],
    [ 21, 'field', 51, 38, 20, 'out', 'between the two' ],
    [ 22, 'field', 51, 38, 200, 'uncertain', 'between the two, to 200 km' ],
    [ 23, 'field', 50.5, 31, '-', 'in', 'no radius, 55 km from the border' ],
    [ 24, 'field', 50.4, 31, '-', 'uncertain', 'no radius, 44 km from it' ],
    [ 25, 'field', undef, undef, undef, 'uncertain', 'a country without position' ],
    [ 26, 'field', undef, undef, undef, 'uncertain', 'a reader of no record' ],

    # cut: 170 E to 170 W, 64 to 68 N, cut at 180 degrees as RFC 7946 has it
    [ 31, 'cut', 66, 179.95, 20, 'in', 'west of the cut, which is no border' ],
    [ 32, 'cut', 66, -179.95, 20, 'in', 'east of it' ],
    [ 33, 'cut', 66, -169, 20, 'out', '45 km east of the area' ],
    [ 34, 'cut', 66, -169, 60, 'uncertain', 'the same, known to 60 km' ],
    [ 35, 'cut', 66, 165, 20, 'out', 'west of the area' ],
    [ 36, 'cut', 66, 0, 20, 'out', 'on the other side of the globe' ],

    # long: 177 to 183 E, 20 to 15 S; short: the same, written 177 E to 177 W
    (map { my ($name, $n) = @$_; (
        [ $n, $name, -17, 178, 20, 'in', 'west of 180 degrees' ],
        [ $n + 1, $name, -17, 180, 20, 'in', 'on them' ],
        [ $n + 2, $name, -17, -178, 20, 'in', 'east of them' ],
        [ $n + 3, $name, -17, -176.9, 20, 'uncertain', 'at the eastern end' ],
        [ $n + 4, $name, -17, -176.5, 20, 'out', 'beyond it' ],
        [ $n + 5, $name, -17, 0, 20, 'out', 'on the other side' ],
        [ $n + 6, $name, 17, 179, 20, 'out', 'north of the equator' ] )
    } [ long => 41 ], [ short => 51 ]),
);

$t->write('where.txt', join '', map {
    my ($reader, undef, $lat, $lon, $radius) = @$_;
    $reader == 26 ? ()
        : defined $lat ? "127.0.0.$reader/32 1 RU - - 0 $lat $lon $radius\n"
        : "127.0.0.$reader/32 1 RU - - 0\n";
} @readers);
mkdir "$dir/db";
system('perl', "$t->{build}/../tests/lib/testdb/make-testdb.pl", "$dir/db",
    "$dir/where.txt") == 0 or die "make-testdb.pl fails\n";

# A ring from the south-western corner to the north-eastern one.
sub ring {
    my ($w, $s, $e, $n) = @_;
    return "[[$w,$s],\n[$e,$s],\n[$e,$n],\n[$w,$n],\n[$w,$s]]";
}

my $field = '{"type": "FeatureCollection", "features": [' . "\n"
    . '{"type": "Feature", "properties": {"name": "x"}, "geometry":' . "\n"
    . '{"type": "MultiPolygon", "coordinates": [[' . ring(30, 50, 36, 54)
    . ",\n" . ring(32, 51, 34, 53) . "],\n[" . ring(40, 50, 42, 52) . ']]}}]}';
$t->write('field.geojson', $field);
$t->write('cut.geojson', '{"type": "MultiPolygon", "coordinates": [['
    . ring(170, 64, 180, 68) . '], [' . ring(-180, 64, -170, 68) . ']]}');
$t->write('long.geojson', '{"type": "Polygon", "coordinates": ['
    . ring(177, -20, 183, -15) . ']}');
$t->write('short.geojson', '{"type": "Polygon", "coordinates": ['
    . ring(177, -20, -177, -15) . ']}');
$t->write('text/en.html', '<p>n</p>');
$t->write('html/a.html', '<html lang="en"><body><article>x</article>');

my @areas = qw( field cut long short );

$t->start(join "\n", 'legal_database DIR/db/City.mmdb;',
    (map { "legal_jurisdiction $_ { area DIR/$_.geojson; }
        legal_notice $_ { in $_; text DIR/text; place append article; }
        legal_notice $_-hidden { in $_; text DIR/text; uncertain hide; }
        legal_restriction $_-allow { in $_; }
        legal_restriction $_-block { in $_; uncertain block; }" } @areas),
    'legal_jurisdiction both { area DIR/long.geojson DIR/field.geojson; }
    legal_jurisdiction rest { country RU; except area DIR/field.geojson; }
    legal_notice rest { in rest; text DIR/text; place append article; }
    server {
        listen 127.0.0.1:PORT;
        root DIR/html;
        add_header X-Where "$legal_jurisdictions|$legal_uncertain" always;
        location /rest/ { alias DIR/html/; legal_apply rest; }',
    (map { "location /$_/ { alias DIR/html/; legal_apply $_ $_-hidden; }
        location /$_-allow/ { alias DIR/html/; legal_apply $_-allow; }
        location /$_-block/ { alias DIR/html/; legal_apply $_-block; }" }
        @areas), '}');

my %notices = (in => [ 1, 1 ], out => [ 0, 0 ], uncertain => [ 1, 0 ]);
my %status = (in => [ 451, 451 ], out => [ 200, 200 ],
    uncertain => [ 200, 451 ]);

for (@readers) {
    my ($reader, $area, undef, undef, undef, $is, $name) = @$_;
    my $answer = $t->get($reader, "/$area/a.html");
    my ($in, $uncertain) = split /\|/, field($answer, 'X-Where');
    my $said = $uncertain ? 'uncertain'
        : $in =~ /(?:^|,)$area(?:,|$)/ ? 'in' : 'out';
    is($said, $is, "$area, $name");
    is_deeply([ map { scalar(() = $answer->{body} =~ /data-legal-notice="$_"/g) }
        $area, "$area-hidden" ], $notices{$is}, "$area, $name: notices");
    is_deeply([ map { $t->status($reader, "/$area-$_/a.html") }
        qw( allow block ) ], $status{$is}, "$area, $name: restrictions");
}

sub rest {
    my ($reader) = @_;
    my $answer = $t->get($reader, '/rest/a.html');
    my ($in, $uncertain) = split /\|/, field($answer, 'X-Where');
    return ($in =~ /rest/ ? 'in' : $uncertain ? 'uncertain' : 'out')
        . ($answer->{body} =~ /legal-notice/ ? ', shown' : '');
}

is(rest(12), 'in, shown', 'except area: out of it');
is(rest(11), 'out', 'except area: within it');
is(rest(13), 'uncertain, shown', 'except area: near its border');
like(field($t->get($_, '/rest/a.html'), 'X-Where'), qr/\bboth\b/,
    "two files in a term: reader $_") for 11, 41;

# Files that a reload finds broken change nothing.

$t->write('field.geojson', $field =~ s/\[36,54\]/[36,154]/r);
$t->reload;
is($t->status(11, '/field-allow/a.html'), 451, 'broken at a reload: still in');
like($t->log, qr{"\S+/field\.geojson":5: a latitude is beyond 90},
    'and the log says why');
$t->write('field.geojson', $field =~ s/\[30,/[28,/gr =~ s/\[36,/[29,/gr);
$t->reload;
for (1 .. 50) {
    last if $t->status(11, '/field-allow/a.html') == 200;
    select undef, undef, undef, 0.1;
}
is($t->status(11, '/field-allow/a.html'), 200, 'mended and smaller: out');

# nginx -t: the file, its line, what is wrong, and the remedy.

sub refused {
    my ($name, $json, $line, $why) = @_;
    $t->write('x.geojson', $json) if defined $json;
    my ($ok, $said) = $t->check("legal_database DIR/db/City.mmdb;\n"
        . "legal_jurisdiction x {\n    area DIR/x.geojson;\n}");
    ok(!$ok, "-t, $name: refused");
    $said =~ s/\Q$dir\E/DIR/g;
    like($said, qr/\[emerg\].*$why/, "-t, $name: says why");
    like($said, qr{"DIR/x\.geojson":$line[:,]}, "-t, $name: line $line")
        if $line;
    like($said, qr{ in DIR/nginx\.conf:\d+$}m, "-t, $name: nginx.conf's line");
}

my $polygon = "{\"type\": \"Polygon\",\n\"coordinates\": [\n%s]}";

refused('no such file', undef, 0,
    qr{cannot open area "DIR/x\.geojson": No such file});
truncate $t->write('x.geojson', '{}'), (64 << 20) + 1 or die $!;
refused('too large', undef, 0,
    qr{area "DIR/x\.geojson" is larger than 64 MB, simplify it});
refused('not JSON', "{\"type\":\n\"Polygon\",\n]", 3, qr/GeoJSON is expected/);
refused('cut short', "{\"type\": \"Polygon\",\n\"coordinates\": [[[1,2],", 2,
    qr/GeoJSON is expected/);
refused('JSON of another kind', "{\n\"name\": \"x\"}", 1,
    qr/an object with a "type" is expected/);
refused('no polygon', "{\"type\": \"FeatureCollection\",\n\"features\": []}", 1,
    qr/no polygon in it, a Polygon or MultiPolygon is expected/);
refused('a point', "{\"type\": \"Feature\",\n\"geometry\":\n"
    . "{\"type\": \"Point\", \"coordinates\": [1, 2]}}", 3,
    qr/it has no area, Polygon, MultiPolygon and collections/);
refused('a ring that is not closed',
    sprintf($polygon, "[[1,2],[3,2],\n[3,4],[1,4]]"), 3,
    qr/the ring is not closed, its last position must be its first/);
refused('a ring of three positions',
    sprintf($polygon, "[[1,2],[3,2],[1,2]]"), 3,
    qr/a ring of four positions or more is expected/);
refused('latitude first', sprintf($polygon, ring(55, 130, 58, 140)), 3,
    qr/a latitude is beyond 90 degrees, longitude comes first/);
refused('metres', sprintf($polygon, ring(500000, 50, 600000, 60)), 3,
    qr/a longitude is beyond 360 degrees, WGS 84 is expected/);
refused('a position that is none', sprintf($polygon,
    "[[1,2],\n[3,2],\n[\"3\",4],\n[1,2]]"), 5,
    qr/a position is two numbers, longitude and latitude/);
refused('another system of coordinates', "{\"type\": \"Polygon\",\n\"crs\":\n"
    . "{\"type\": \"name\", \"properties\": {\"name\": \"EPSG:3857\"}},\n"
    . '"coordinates": [' . ring(1, 2, 3, 4) . ']}', 3,
    qr/its "crs" is not WGS 84, convert it with "ogr2ogr -t_srs EPSG:4326"/);
refused('a ring that is wrong in the second polygon',
    "{\"type\": \"MultiPolygon\", \"coordinates\": [\n[" . ring(1, 2, 3, 4)
    . "],\n[[[5,5],[6,6]]]]}", 7, qr/a ring of four positions/);

$t->done(seen => qr/"area" directive: /);
