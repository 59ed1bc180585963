#!/usr/bin/perl

# What is allowed and hardly meant: `nginx -t` warns of it, and so does the
# command, in the same words.

use warnings;
use strict;

use File::Copy qw( copy move );
use Test::More;
use LN;

my $t = LN->new;
my $dir = $t->dir;
my $layouts = "$t->{build}/testdb/layouts";
my ($four, $six) = map { "$layouts/ip-location-db-country-ipv$_.mmdb" } 4, 6;
my ($city, $asn, $traits) = ("$t->{build}/testdb/City.mmdb",
    "$t->{build}/testdb/ASN.mmdb", "$layouts/GeoIP2-Anonymous-IP.mmdb");

# Databases of our own: a tree for both, with records of one family.
for my $own ([ v4 => '127.0.0.11/32' ], [ v6 => '2001:db8:11::/48' ]) {
    my ($name, $network) = @$own;
    mkdir "$dir/$name";
    $t->write("$name.txt", "$network 12389 RU MOW Moscow 524901 55 37\n");
    system('perl', "$t->{build}/../tests/lib/testdb/make-testdb.pl",
        "$dir/$name", "$dir/$name.txt") == 0 or die;
}
# .. one whose IPv4 can be found in 2002::/16 and 2001::/32, too; and one for
# both, with places and autonomous systems.
$t->write('both.txt', join '', map { "$_ 12389 RU MOW Moscow 524901 55 37\n" }
    '127.0.0.11/32', '2001:db8:11::/48');
for my $other ([ alias => 'v4' ], [ both => 'both' ]) {
    my ($name, $networks) = @$other;
    open my $f, '<', "$t->{build}/../tests/lib/testdb/make-testdb.pl" or die;
    my $text = do { local $/; <$f> };
    $name eq 'alias' ? $text =~ s/(alias_ipv6_to_ipv4 =>) 0/$1 1/
        : $text =~ s/(city->insert_network\(\$network,) \$place/$1
            { %\$place, autonomous_system_number => \$as + 0 }/ or die;
    $t->write("make-$name.pl", $text);
    mkdir "$dir/$name";
    system('perl', "$dir/make-$name.pl", "$dir/$name", "$dir/$networks.txt") == 0
        or die;
}
my ($alias, $both) = map { "$dir/$_/City.mmdb" } qw( alias both );

my ($city4, $city6) = map { "$dir/$_/City.mmdb" } qw( v4 v6 );
my ($asn4, $asn6) = map { "$dir/$_/ASN.mmdb" } qw( v4 v6 );

# What each of the two says, without what is around it.
sub said {
    my ($databases, $terms) = @_;
    my @db = map { my ($path, $use) = split / use=/; [ $path, $use ] }
        @$databases;
    my $file = $t->write('j.conf', "legal_jurisdiction j {\n$terms\n}\n");

    my ($ok, $nginx) = $t->check(join "\n", 'include DIR/j.conf;',
        map { "legal_database $_->[0]" . ($_->[1] ? " use=$_->[1];" : ';') } @db);
    ok($ok, 'nginx -t passes') or diag $nginx;

    my $cli = join ' ', map { "--database $_->[0]"
        . ($_->[1] ? " --use $_->[1]" : '') } @db;
    my $locate = `$t->{build}/legal-notice locate $cli --jurisdictions $file \\
        127.0.0.11 2001:db8::1 2>&1 >/dev/null`;
    is($?, 0, 'the command passes') or diag $locate;

    my @nginx = $nginx =~ /\[warn\] (?:\d+#\d+: )?(.*)$/mg;
    my @cli = $locate =~ /^legal-notice locate: warning: (.*)$/mg;
    is_deeply(\@cli, \@nginx, 'both in the same words');
    is(scalar(() = $locate =~ /\n/g), @cli, 'and the command says no more');
    return @nginx;
}

sub warned {
    my ($name, $databases, $terms, @warnings) = @_;
    my @said = said($databases, $terms);
    is(scalar @said, scalar @warnings, "$name: warnings") or diag "@said";
    like($said[$_] // '', $warnings[$_], "$name: $_") for 0 .. $#warnings;
}

# A file for one family of addresses leaves readers of the other one uncertain.

sub alone {
    my ($term, $is, $path, $of) = @_;
    my $other = 10 - $of;
    return qr/^no\ database\ can\ answer\ the\ term\ \Q$term\E\ for
        \ IPv$other\ addresses,\ these\ readers\ are\ $is:
        \ "\Q$path\E"\ has\ IPv$of\ alone,\ add\ one\ for\ IPv$other
        \ to\ legal_database$/x;
}

warned('IPv4 alone', [ $four ], 'country RU;',
    alone('"country"', 'uncertain', $four, 4));
warned('IPv6 alone', [ $six ], 'country RU;',
    alone('"country"', 'uncertain', $six, 6));
warned('one for each', [ $four, $six ], 'country RU;');
warned('one for both', [ $city ], 'country RU; region UA-43; geoname 524901;');
warned('beside one for both', [ $four, $city ], 'country RU; region UA-43;');
warned('no term asks', [ $four ], 'network 10.0.0.0/8;');
warned('records of IPv4 in a tree for both', [ $city4 ], 'country RU;',
    alone('"country"', 'uncertain', $city4, 4));
warned('two of IPv4: the first tells', [ $four, $city4 ], 'country RU;',
    alone('"country"', 'uncertain', $four, 4));
warned('.. and aliases of it', [ $alias ], 'country RU;',
    alone('"country"', 'uncertain', $alias, 4));
warned('records of IPv6 in a tree for both', [ $city6 ], 'country RU;',
    alone('"country"', 'uncertain', $city6, 6));
warned('countries of both, regions of one', [ $city4, $six ],
    'country RU; region RU-MOW; geoname 524901;',
    alone('"region", "geoname"', 'uncertain', $city4, 4));
warned('an autonomous system', [ $city, $asn4 ], 'country DE; asn 12389;',
    alone('"asn"', 'out', $asn4, 4));
warned('.. that no term asks for', [ $city, $asn4 ], 'country DE;');
warned('.. of both, in two files', [ $asn4, $asn6 ], 'asn 12389;');
warned('.. beside places of one family', [ $city4, $asn ],
    'country RU; asn 12389;', alone('"country"', 'uncertain', $city4, 4));
warned('a file that is not used for it',
    [ $city4, "$both use=asn" ],
    'country RU;', alone('"country"', 'uncertain', $city4, 4));
warned('a list of networks', [ $traits ], 'trait vpn;',
    alone('"trait"', 'out', $traits, 4));
$t->write('a.json', area('[[1,2],[3,9],[5,6],[1,2]]'));
warned('an area', [ $city4 ], "area $dir/a.json;",
    alone('"area"', 'uncertain', $city4, 4));

# A file that replaces another one is warned of, likewise.  It may not take a
# family of addresses away.

{
    my $s = LN->new;
    my ($db, $dir) = ($s->dir . '/db.mmdb', $s->dir);
    my $put = sub { copy($_[0], "$db.new") && move("$db.new", $db) or die };
    $s->write('html/a.html', '<p>x');
    $put->($four);
    $s->start(<<'END', main => 'worker_processes 2;');
legal_database DIR/db.mmdb;
legal_database_check 50ms;
legal_jurisdiction j { country RU; }
server { listen 127.0.0.1:PORT; root DIR/html; }
END
    my $used = qr/was replaced and is in use/;
    my $refused = qr/stays in use: it has no IPv[46] addresses/;
    for my $case (
        [ 'IPv4 alone', $four, $used, alone('"country"', 'uncertain', $db, 4) ],
        [ 'IPv6 alone', $six, $refused ], [ 'one for both', $city, $used ],
        [ 'IPv4 alone, after both', $four, $refused ])
    {
        my ($name, $file, $end, @warnings) = @$case;
        my $was = length $s->log;
        my $said;
        $put->($file);
        within(10, sub { substr($s->log, $was) =~ /was replaced/ });
        select undef, undef, undef, 0.3;
        $said = substr $s->log, $was;
        like($said, $end, "swap, $name: in use or not");
        my @said = $said =~ /\[warn\] (?:\d+#\d+: )(.*)$/mg;
        is(scalar @said, scalar @warnings, "swap, $name: warnings")
            or diag "@said";
        like($said[0], $warnings[0], "swap, $name: it says which") if @warnings;
    }
    $s->stop;
}

# The command warns of addresses that it is asked about.

for my $case ([ '127.0.0.11', 0 ], [ '2001:db8::1', 1 ], [ '2002:7f00:b::1', 0 ],
    [ '127.0.0.11 2001:db8::1', 1 ])
{
    my $file = $t->write('j.conf', 'legal_jurisdiction j { country RU; }');
    my $said = `$t->{build}/legal-notice locate --database $four \\
        --jurisdictions $file $case->[0] 2>&1 >/dev/null`;
    is(scalar(() = $said =~ /IPv6/g) > 0, $case->[1] > 0,
        "locate $case->[0]: warns of IPv6 or not");
    is(system("$t->{build}/legal-notice compare --database $four "
        . "--jurisdictions $file 2>&1 >/dev/null | grep -q 'for IPv6'"), 0,
        'compare warns');
}

# A CDN's code answers for countries.

{
    my ($ok, $said) = $t->check("legal_database $four;\n"
        . "legal_jurisdiction j { country RU; }\n"
        . 'server { legal_client $http_x_country country; }');
    ok($ok, 'a code of a CDN') or diag $said;
    unlike($said, qr/\[warn\]/, 'a code of a CDN: no warning');
}

# .. but not where others are located by their address.
{
    my $rule = 'legal_jurisdiction j { TERM } legal_restriction n { in j; }';
    my $cdn = 'legal_client $http_x country;';
    my $beside = "server { legal_apply n; location /cdn { $cdn } }";
    my $all = "server { $cdn legal_apply n; location /a { }
        location /off { legal_apply off; legal_client \$arg_a; } }";
    my ($lacks, $alone) = (qr/no database can answer the term/,
        qr/\[warn\].*for IPv6 addresses, these readers are uncertain/);
    for my $case (
        [ 'no database', '', 'country RU;', $beside, 0, $lacks ],
        [ 'no regions', "$t->{build}/testdb/Country.mmdb", 'region UA-43;',
            $beside, 0, $lacks ],
        [ 'IPv4 alone', $four, 'country RU;', $beside, 1, $alone ],
        [ 'no database, a code everywhere', '', 'country RU; region UA-43;',
            $all, 1 ],
        [ 'no database, a code in location /', '', 'country RU;',
            "server { legal_apply n; location / { $cdn location /a { } } }", 1 ],
        [ 'no database, an address beside location /', '', 'country RU;',
            "server { legal_apply n; location / { $cdn }
                location /b { legal_client \$arg_a; } }", 0, $lacks ],
        [ 'no database, a code for one page', '', 'country RU;',
            "server { legal_apply n; location = / { $cdn } }", 0, $lacks ],
        [ 'IPv4 alone, a code everywhere', $four, 'country RU;', $all, 1 ])
    {
        my ($name, $db, $term, $servers, $passes, $says) = @$case;
        (my $with = $rule) =~ s/TERM/$term/;
        my ($ok, $said) = $t->check(($db && "legal_database $db;\n")
            . "$with\n$servers");
        is(!!$ok, !!$passes, "$name: passes or not") or diag $said;
        like($said, $says, "$name: it says so") if $says;
        unlike($said, qr/\[warn\]/, "$name: no warning") if !$says;
    }
}

# Networks whose addresses carry an IPv4 address, and count by that.

sub carries {
    my ($network) = @_;
    return qr/^network\ "\Q$network\E"\ holds\ no\ reader:\ addresses\ there
        \ carry\ an\ IPv4\ address,\ which\ counts\ in\ their\ place;
        \ name\ the\ IPv4\ network,\ or\ take\ it\ out\ in\ \S+j\.conf:2$/x;
}

warned($_, [ $city ], "network $_;", carries($_)) for qw( 2002::/16
    2002:7f00::/24 2001::/32 2001:0:7f00::/48 64:ff9b::/96 64:ff9b::a00:0/104
    ::127.0.0.0/104 ::127.0.0.2 2002:7f00:b::1 );
warned($_, [ $city ], "network $_;") for qw( 2001:db8::/32 2000::/3 2001::/16
    ::1 ::/127 ::ffff:10.0.0.0/104 10.0.0.0/8 2003::/16 64:ff9b:1::/48 );
warned('two of them, and another', [ $city ],
    'network 2002::/16 10.0.0.0/8 2001::/32;',
    map { carries($_) } qw( 2002::/16 2001::/32 ));
$t->write('nets.txt', "10.0.0.0/8\n2002:1::/32\n2002:2::/32\n");
warned('a file of them: once', [ $city ], "network $dir/nets.txt;",
    carries('2002:1::/32'));

for my $case ([ '2002::/16', 1 ], [ '::127.0.0.1', 1 ], [ '::1', 0 ],
    [ '127.0.0.1', 0 ], [ '::ffff:127.0.0.1', 0 ])
{
    my ($network, $warns) = @$case;
    my ($ok, $said) = $t->check("legal_preview $network;");
    ok($ok, "preview of $network");
    is(scalar(() = $said =~ /\[warn\].*"legal_preview\ \Q$network\E"\ holds\ no
        \ reader:\ .*\ name\ the\ IPv4\ network/gx), $warns,
        "preview of $network: warned of");
    is(scalar(() = $said =~ /\[warn\]/g), $warns, 'and no more');
}

# Regions that databases have as countries.

sub country_too {
    my ($region, $country, $except) = @_;
    return qr/^region\ "$region"\ has\ the\ country\ code\ "$country",\ too,
        \ and\ most\ databases\ have\ readers\ there\ in\ that\ country:
        \ add\ "${\($except ? 'except\ ' : '')}country\ $country"
        \ in\ \S+j\.conf:\d$/x;
}

for my $pair (qw( US-PR=PR CN-HK=HK CN-TW=TW FR-971=GP FI-01=AX NO-21=SJ
    NL-BQ1=BQ RS-KM=XK MA-12=EH ))
{
    my ($region, $country) = split /=/, $pair;
    warned($region, [ $city ], "region $region;",
        country_too($region, $country));
    warned("$region and its country", [ $city ],
        "region $region; country DE $country;");
}
warned('except', [ $city ], "country US PR;\nexcept region US-PR;",
    country_too('US-PR', 'PR', 1));
warned('except both', [ $city ], 'country US; except region US-PR;
    except country PR;');
warned('regions alone', [ $city ], 'region US-MS UA-43 RU-MOW GB-ENG US-GA
    BE-WLX GN-ML MA-10;');

# Areas that hold nothing.

sub area {
    return '{"type":"Polygon","coordinates":[' . join(',', @_) . ']}';
}

my $square = '[[10,40],[20,40],[20,50],[10,50],[10,40]]';
for my $case (
    [ 'a line', '[[10,40],[20,40],[15,40],[10,40]]' ],
    [ 'a point', '[[10,40],[10,40],[10,40],[10,40]]' ],
    [ 'a hole that is all of it', $square, $square ],
) {
    my ($name, @rings) = @$case;
    $t->write('b.json', area(@rings));
    warned($name, [ $city ], "area $dir/b.json;",
        qr/^area\ "\S+b\.json"\ holds\ no\ position:\ mend\ its\ rings,
            \ longitude\ comes\ first\ in\ \S+j\.conf:2$/x);
}
for my $case (
    [ 'a square', $square ],
    [ 'the world', '[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]]' ],
    [ 'round a pole', '[[-180,80],[-90,80],[0,80],[90,80],[180,80],[-180,80]]' ],
) {
    my ($name, @rings) = @$case;
    $t->write('b.json', area(@rings));
    warned($name, [ $city ], "area $dir/b.json;");
}

# .. and one of several polygons that does not.

$t->write('b.json', qq({"type":"MultiPolygon","coordinates":[\n[$square],\n)
    . '[[[1,1],[2,2],[3,3],[1,1]]]]}');
warned('a line beside a square', [ $city ], "area $dir/b.json;",
    qr/^a\ polygon\ of\ area\ "\S+b\.json":3\ holds\ no\ position:\ mend\ its
        \ rings,\ or\ take\ it\ out\ in\ \S+j\.conf:2$/x);

# Jurisdictions of which their exceptions leave nothing.

my $nobody = qr/^nobody\ is\ in\ jurisdiction\ "\w+":\ its\ "except"\ terms
    \ take\ out\ all\ that\ its\ other\ terms\ name,\ correct\ either
    \ in\ \S+j\.conf:\d$/x;
$t->write('c.json', area($square));
for my $terms ('country RU; except country RU;',
    'except country RU BY; country BY; country RU;',
    'country FR DE; except group EU;', 'group EU; except group EEA;',
    'region UA-43; except country UA;', 'region GB-CAM; except region GB-ENG;',
    'region UA-43 RU-MOW; except region UA-43; except country RU;',
    'network 10.1.0.0/16 10.2.0.0/16; except network 10.0.0.0/8;',
    'network 10.1.0.0/16; except network 10.0.0.0/9 10.128.0.0/9;',
    'geoname 524901; except geoname 524901;',
    'registered_country RU; except registered_country RU;',
    "area $dir/c.json; except area $dir/c.json;",
    'country RU; } legal_jurisdiction k { jurisdiction j; except country RU;',
    'country RU; } legal_jurisdiction k { country RU; except jurisdiction j;',
    'country RU; except region UA-43; }
        legal_jurisdiction k { jurisdiction j; except jurisdiction j;')
{
    warned($terms, [ $city ], $terms, $nobody);
}
warned('asn', [ $city, $asn ], 'asn 1 2; except asn 2 3 1;', $nobody);
warned('traits', [ $traits ], 'trait vpn; except trait vpn tor;',
    $nobody, alone('"trait"', 'out', $traits, 4));

for my $terms ('country RU BY; except country RU;',
    'group EEA; except group EU;', 'country UA; except region UA-43;',
    'region GB-ENG; except region GB-CAM;',
    'country RU; except registered_country RU;',
    'network 10.0.0.0/8; except network 10.0.0.0/9;',
    'network 10.0.0.0/8; except network 10.1.0.0/16 11.0.0.0/8;',
    'network 9.0.0.0/8; except network 10.0.0.0/8;',
    'country RU; network 10.0.0.0/8; except country RU;',
    "area $dir/a.json; except area $dir/c.json;",
    'geoname 524901; except country RU;',
    'country RU; except country BY; }
        legal_jurisdiction k { country RU; except jurisdiction j;',
    'country RU BY; } legal_jurisdiction k { jurisdiction j; except country RU;')
{
    warned($terms, [ $city ], $terms);
}

# Places where nothing may stand.

$t->write('text/en.html', '<p>n</p>');

sub placed {
    my ($place) = @_;
    my ($ok, $said) = $t->check("legal_database $city;\n"
        . "legal_jurisdiction j { country RU; }\n"
        . "legal_notice n { in j; text DIR/text; place $place; }\n"
        . 'server { legal_apply n; }');
    ok($ok, "$place: nginx -t passes") or diag $said;
    (my $shell = $place) =~ s/"//g;
    my $command = `echo '<p>a' | $t->{build}/legal-notice place --offset --place '$shell' 2>&1 >/dev/null`;
    is(scalar(() = $said =~ /\[warn\]/g), scalar(() = $command =~ /warning/g),
        'nginx and the command warn alike');
    return $said;
}

for my $case (map { [ split /=/ ] } 'after title=title', 'before title=title',
    'after base=base', 'before option=option', 'after optgroup=optgroup',
    'after frame=frame', 'after "head > script"=head', 'append "template p"=template',
    'append "template > div.x"=template', 'append "select span"=select',
    'append "noscript p"=noscript', 'before "title, base"=base',
    'append "object p"=object', 'after "svg > title"=title', 'append "br p"=br')
{
    my ($place, $named) = @$case;
    like(placed($place), qr/\[warn\].*"place"\ directive:\ "[^"]+":\ no\ notice
        \ can\ stand\ there:\ "$named"\ is\ of\ the\ head,\ or\ nothing\ is
        \ shown\ in\ it;\ name\ an\ element\ of\ the\ body,\ as
        \ "prepend\ body"\ in\ \S+nginx\.conf:\d+$/mx, "$place: warned of");
}
unlike(placed($_), qr/\[warn\]/, "$_: no warning") for 'after script',
    'after meta', 'before template', 'after head', 'before body', 'after br',
    'append "svg foreignObject"', 'append "foreignObject div"', 'after select',
    'append "math p"', 'before "title, article"', 'after "body > script"',
    'after ".x title-card"', 'append "dialog p"';

$t->stop;
done_testing();
