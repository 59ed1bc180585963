#!/usr/bin/perl

# What `nginx -t` refuses: file, line, directive, the bad value, the remedy.

use warnings;
use strict;

use Test::More;
use LN;

my $t = LN->new;

$t->write('text/en.html', "<p>EN</p>\n");
$t->write('text/ru.html', "<p>RU</p>\n");
$t->write("two/$_.html", "<p>$_</p>") for qw( fa ru );
$t->write('empty/en.html', '');
$t->write('blank/en.html', " \n");
$t->write('none/readme', 'x');
$t->write('tag/e_n.html', '<p>x</p>');
$t->write('open/en.html', "<p>x</p>\n<p><b>y</p>\n");
$t->write('holder/en.html', "<p>x\n{{nobody_sets_this}}</p>");
$t->write('script/en.html', '<script>{{uri}}</script>');
$t->write('style/en.html', "<p>a</p>\n<p style=\"{{uri}}\">b</p>");
$t->write('event/en.html', '<p onclick="{{uri}}">b</p>');
$t->write('bare/en.html', '<p title={{uri}}>b</p>');
$t->write('block/en.html', "<p>a</p>\n<p>b<div>c</div></p>");
$t->write('table/en.html', "<table>\n{{uri}}</table>");
$t->write('comment/en.html', '<!-- {{uri}} --><p>b</p>');
$t->write('bad.mmdb', 'x' x 5000);
$t->write('void.mmdb', '');
$t->write('nets.txt', "10.0.0.0/8\n10.0.0.0/33\n");
$t->write('directory/en.html/x', '');
$t->write('long/en.html', 'x' x (1 << 20) . 'x');
mkdir $t->dir . '/dir.mmdb';

# What stands before and after the lines of a case; those begin at line 15.
my $db = 'legal_database DB/City.mmdb;';
my $rc = 'legal_jurisdiction rc { country RU; }';
my $notice = 'legal_notice n { in rc; text DIR/text; }';

sub refused {
    my ($name, $conf, $line, @says) = @_;
    my ($ok, $said) = $t->check("# case\n$conf");
    ok(!$ok, "$name: refused");
    $said =~ s/\Q@{[ $t->dir ]}\E/DIR/g;
    like($said, $_, "$name: says $_") for @says;
    like($said, qr{DIR/nginx\.conf:$line$}m, "$name: file and line");
    behind($name, $conf, $line, @says);
}

# It is refused as well behind what is right: another definition of its kind, and
# another line of its own.
my $n = 0;
sub behind {
    my ($name, $conf, $line, @says) = @_;
    return if $name =~ /^(?:an empty jurisdiction|only except)$/;
    return if $conf !~ s/^(.*)\b(legal_jurisdiction \w+ \{)/$1legal_jurisdiction z@{[
            ++$n ]} { country DE; network 10.9.0.0\/16; } $2 network 10.8.0.0\/16;/mg
        + $conf =~ s/^(.*)\b(legal_(?:notice|restriction) \w+ \{)/$1legal_restriction z@{[
            ++$n ]} { in rc; } $2 when \$arg_z;/mg;
    my ($ok, $said) = $t->check("# case\n$conf");
    ok(!$ok, "$name, behind others: refused");
    $said =~ s/\Q@{[ $t->dir ]}\E/DIR/g;
    like($said, $_, "$name, behind others: says $_") for @says;
    like($said, qr{DIR/nginx\.conf:$line$}m, "$name, behind others: file and line");
}

sub accepted {
    my ($name, $conf) = @_;
    my ($ok, $said) = $t->check("# case\n$conf");
    ok($ok, "$name: accepted") or diag $said;
}

my $square = '{"type":"Polygon","coordinates":[[[1,2],' . "\n"
    . '[3,%s],[5,6],[1,2]]]}';
$t->write('a.json', sprintf $square, 9);
$t->write('b.json', sprintf $square, 94);

# The first line of a case.
$t->check("# case\nx");
open my $f, '<', $t->dir . '/nginx.conf' or die;
my $L;
while (<$f>) { $L = $. + 1 if /^# case/ }

accepted('a whole configuration', "$db\n$rc\n$notice\nlegal_apply n;");
accepted('a rule that is used before it is defined',
    "legal_apply n;\n$notice\n$db\n$rc");

# the place cache

accepted("place cache: $_", "legal_place_cache $_;")
    for qw( off max=1 ), 'max=1 memory=0', 'max=9 memory=1m';
refused("place cache: $_", "legal_place_cache max=1 $_;", $L,
    qr/"\Q$_\E" in "legal_place_cache"/, qr/a size like "memory=8m"/)
    for qw( memory=x memory= 1m );
refused('place cache off and memory', 'legal_place_cache off memory=1m;', $L,
    qr/"off" in "legal_place_cache"/);
refused("place cache: $_", "legal_place_cache $_;", $L,
    qr/"\Q$_\E" in "legal_place_cache"/, qr/"off" or "max=NUMBER" from 1/)
    for qw( max=0 max=-1 max=9999999 max= x );
refused('place cache twice', "legal_place_cache off;\nlegal_place_cache off;",
    $L + 1, qr/"legal_place_cache" directive is duplicate/);

# jurisdictions

refused('unknown country', "$db\nlegal_jurisdiction x {\ncountry FR UK;\n}",
    $L + 2, qr/"country"/, qr/"UK"/, qr/did you mean "GB"\?/);
refused('a group for a country', "$db\nlegal_jurisdiction x { country EU; }",
    $L + 1, qr/unknown country "EU", it is a group: write "group EU" in/);
refused('country in lower case', "$db\nlegal_jurisdiction x { country ru; }",
    $L + 1, qr/"ru"/, qr/did you mean "RU"\?/);
refused('unknown group', "$db\nlegal_jurisdiction x { group EUU; }",
    $L + 1, qr/"group"/, qr/"EUU"/, qr/"EU"/);
refused('region form', "$db\nlegal_jurisdiction x { region Crimea; }",
    $L + 1, qr/"region"/, qr/"Crimea"/, qr/ISO 3166-2/);
refused('region of no country', "$db\nlegal_jurisdiction x { region UK-43; }",
    $L + 1, qr/"UK-43"/);
refused('unknown region', "$db\nlegal_jurisdiction x { region UA-9; }",
    $L + 1, qr/"UA-9"/, qr/did you mean "UA-09"\?/);
refused('a geoname that no database has',
    "$db\nlegal_jurisdiction x {\ngeoname 524901 424242; }", $L + 2,
    qr/no database has the GeoNames id 424242 of jurisdiction "x"/,
    qr/correct it, or add one that has it, like GeoLite2-City/);
accepted('a geoname of a city', "$db\nlegal_jurisdiction x { geoname 524901; }");
refused('a city, and a file of countries',
    "legal_database DB/Country.mmdb;\nlegal_jurisdiction x {\ngeoname 524901; }",
    $L + 2, qr/no database has the GeoNames id 524901/);
refused('geoname', "$db\nlegal_jurisdiction x { geoname Paris; }",
    $L + 1, qr/"geoname"/, qr/"Paris"/);
refused('asn', "$db\nlegal_jurisdiction x { asn AS12389; }",
    $L + 1, qr/"asn"/, qr/"AS12389"/);
refused('network', "legal_jurisdiction x { network 10.0.0.0/33; }",
    $L, qr/"network"/, qr{"10\.0\.0\.0/33"});
refused('network file', "legal_jurisdiction x { network DIR/nets.txt; }",
    $L, qr{"10\.0\.0\.0/33"}, qr/nets\.txt":2/);
refused('missing network file', "legal_jurisdiction x { network no.txt; }",
    $L, qr/no\.txt/, qr/No such file/);
refused('trait', "$db\nlegal_jurisdiction x { trait evil; }",
    $L + 1, qr/"trait"/, qr/"evil"/, qr/\btor\b/);
refused('undefined jurisdiction in a term',
    "$db\n$rc\nlegal_jurisdiction x { jurisdiction rx; }", $L + 2, qr/"rx"/);
refused('unknown term', "$db\nlegal_jurisdiction x { contry RU; }",
    $L + 1, qr/"contry"/, qr/\bcountry, group\b/);
refused("$_ without a value", "$db\nlegal_jurisdiction x { $_; }",
    $L + 1, qr/in term "$_", write "$_ \S/)
    for qw( country group region geoname registered_country represented_country
        area network asn trait jurisdiction );
refused('an empty jurisdiction', "legal_jurisdiction x { }", $L, qr/"x"/);
refused('only except', "$db\nlegal_jurisdiction x { except country RU; }",
    $L + 1, qr/"x"/);
refused('doubly defined', "$db\n$rc\n$rc", $L + 2, qr/"rc"/);
refused('bad begin of a name', "legal_jurisdiction .c { country RU; }", $L,
    qr/"\.c"/);
refused('bad name', "legal_jurisdiction r.c { country RU; }", $L, qr/"r\.c"/);

refused('a word after a term',
    "$db\nlegal_jurisdiction x {\ninclude DIR/no.inc;\n}", $L + 2,
    qr{no\.inc}, qr/No such file/);
$t->write('terms.inc', "country RU;\nregion UA-43;\n");
$t->write('rule.inc', "in rc;\ntext DIR/text;\n" =~ s/DIR/$t->dir/er);
$t->write('bad.inc', "country RU;\ncountry UK;\n");
accepted('include among terms, and in a notice', "$db\n"
    . "legal_jurisdiction rc { include DIR/terms.inc; except region UA-40; }\n"
    . 'legal_notice n { include DIR/rule.inc; place append article; }');
{
    my ($ok, $said) = $t->check("$db\n"
        . 'legal_jurisdiction x { include DIR/bad.inc; }');
    ok(!$ok, 'a term that is wrong in an included file: refused');
    like($said, qr/"UK".*did you mean "GB".*\/bad\.inc:2$/m,
        'with the file that it stands in, and the line');
}

# databases

refused('missing database', "legal_database DIR/no.mmdb;", $L,
    qr/"legal_database"/, qr/no\.mmdb/, qr/No such file/);
refused('corrupt database', "legal_database DIR/bad.mmdb;", $L, qr/bad\.mmdb/);
refused('empty database', "legal_database DIR/void.mmdb;", $L,
    qr/void\.mmdb/, qr/empty/);
refused('a directory', "legal_database DIR/dir.mmdb;", $L, qr/dir\.mmdb/,
    qr/regular file/);
refused('no database at all', "$rc\n$notice\nlegal_apply n;", $L,
    qr/"country"/, qr/legal_database/);
refused('region from a Country database',
    "legal_database DB/Country.mmdb;\nlegal_jurisdiction x { region UA-43; }",
    $L + 1, qr/"region"/, qr/City/);
refused('country from an ASN database', "legal_database DB/ASN.mmdb;\n$rc",
    $L + 1, qr/"country"/);
refused('asn from a City database',
    "$db\nlegal_jurisdiction x { asn 12389; }", $L + 1, qr/"asn"/, qr/ASN/);
accepted('region from a database with names of regions',
    "legal_database DB/layouts/DBIP-City.mmdb;\n"
    . 'legal_jurisdiction x { region GB-ENG; }');
refused('region from a Country database',
    "legal_database DB/Country.mmdb;\nlegal_jurisdiction x { region GB-ENG; }",
    $L + 1, qr/no database can answer the term "region"/);
refused('a trait that no record has a field for',
    "legal_database DB/layouts/IPinfo-core.mmdb;\n"
    . 'legal_jurisdiction x { trait hosting vpn; }', $L + 1,
    qr/"trait" of jurisdiction "x", add one with these traits/);
accepted('traits that have fields',
    "legal_database DB/layouts/IPinfo-core.mmdb;\n"
    . 'legal_jurisdiction x { trait hosting anonymous; }');
accepted('traits of a file that is for traits alone',
    "legal_database DB/layouts/IPinfo-plus.mmdb use=traits;\n"
    . 'legal_jurisdiction x { trait vpn tor; }');
accepted('Kosovo, and codes that ISO has changed',
    "$db\nlegal_jurisdiction x { country XK; region IN-TG IN-TS KZ-75; }");
refused('area from a Country database',
    "legal_database DB/Country.mmdb;\nlegal_jurisdiction x { area DIR/a.json; }",
    $L + 1, qr/the term "area"/, qr/latitude and longitude/);
refused('area that is none', "$db\nlegal_jurisdiction x { area DIR/b.json; }",
    $L + 1, qr{"DIR/b\.json":2: a latitude is beyond 90}, qr/longitude comes/);
accepted('an area', "$db\nlegal_jurisdiction x { area DIR/a.json; }");
refused('too many databases', 'legal_database ' . 'DB/City.mmdb ' x 17 . ';',
    $L, qr/too many databases, 16/);
accepted('networks need none',
    'legal_jurisdiction x { network 10.0.0.0/8; }');
accepted('a country header needs none',
    "$rc\nserver { legal_client \$http_cf_ipcountry country; }");

refused('a word of use', "legal_database DB/City.mmdb use=plase;", $L,
    qr/"plase"/, qr/did you mean "place"/, qr/traits are allowed/);
refused('no word of use', "legal_database DB/City.mmdb use=;", $L, qr/""/,
    qr/place, asn and traits/);
refused('half a word of use', "legal_database DB/City.mmdb use=place,;", $L,
    qr/""/);
refused('use twice', "legal_database DB/City.mmdb use=place use=asn;", $L,
    qr/"use=asn"/, qr/one "use=" a line/);
refused('use of nothing', "legal_database use=place;", $L, qr/"use=place"/,
    qr/a database is expected/);
refused('a place that is not used',
    "legal_database DB/City.mmdb use=asn;\n$rc", $L + 1, qr/"country"/,
    qr/legal_database/);
accepted('use', "legal_database DB/City.mmdb use=place;\n"
    . "legal_database DB/ASN.mmdb DB/ASN.mmdb use=traits,asn;\n"
    . 'legal_database_conflict first;');
refused('a conflict', 'legal_database_conflict certain;', $L, qr/"certain"/,
    qr/"legal_database_conflict" directive, "uncertain" and "first" are allowed/);
refused('a conflict twice', "legal_database_conflict first;\n"
    . 'legal_database_conflict first;', $L + 1, qr/duplicate/);
refused('database check', 'legal_database_check soon;', $L, qr/"soon"/, qr/60s/);
refused("database age $_", "legal_database_max_age $_;", $L, qr/"$_"/, qr/30d/)
    for qw( old 0 );
refused('database age policy', 'legal_database_max_age 1d hide;', $L,
    qr/"hide"/, qr/"uncertain"/);
accepted('no looks at a database', "$db\nlegal_database_check off;");
refused('database check twice',
    "legal_database_check off;\nlegal_database_check 1m;", $L + 1,
    qr/"legal_database_check" directive is duplicate/);
refused('database age twice',
    "legal_database_max_age 1d;\nlegal_database_max_age 2d;", $L + 1,
    qr/"legal_database_max_age" directive is duplicate/);
accepted('no preview', 'server { legal_preview off; }');
refused('preview twice', "legal_preview off;\nlegal_preview 10.0.0.0/8;", $L + 1,
    qr/"legal_preview" directive is duplicate/);
refused('preview off and a network', 'legal_preview off 10.0.0.0/8;', $L,
    qr/"off"/);
refused('preview','legal_preview here;', $L, qr/"here"/);

# notices

refused('undefined jurisdiction', "$db\n$rc\nlegal_notice n {\nin rcc;\n"
    . "text DIR/text;\n}", $L + 3, qr/"in"/, qr/"rcc"/, qr/"rc"\?/);
refused('no in', "legal_notice n { text DIR/text; }", $L, qr/"in"/, qr/"n"/);
refused('no text', "$db\n$rc\nlegal_notice n { in rc; }", $L + 2, qr/"text"/);
for my $case (
    [ 'missing text', 'no', qr/No such file/ ],
    [ 'empty text', 'empty', qr{empty/en\.html}, qr/empty/ ],
    [ 'blank text', 'blank', qr{blank/en\.html}, qr/no words/ ],
    [ 'no text in it', 'none', qr/LANG\.html/ ],
    [ 'a text that is a directory', 'directory',
        qr{directory/en\.html" is not a regular file of 1 MiB at most} ],
    [ 'a text that is too long', 'long',
        qr{long/en\.html" is not a regular file of 1 MiB at most} ],
    [ 'bad language tag', 'tag', qr/"e_n"/ ],
    [ 'a text that does not balance', 'open', qr{open/en\.html":2:8} ],
    [ 'unknown placeholder', 'holder', qr{"nobody_sets_this"},
        qr{holder/en\.html:2:1} ],
    [ 'placeholder in script', 'script', qr{script/en\.html":1:1} ],
    [ 'placeholder in a style', 'style', qr{style/en\.html":2:11} ],
    [ 'placeholder in an event', 'event', qr{event/en\.html":1:4} ],
    [ 'placeholder without quotes', 'bare', qr{bare/en\.html":1:4} ],
    [ 'a block in a p', 'block', qr{block/en\.html":2:5},
        qr/"<div>" would end the "<p>" that it stands in, words and elements/ ],
    [ 'words in a table', 'table', qr{table/en\.html":2:1},
        qr/words cannot stand directly in "<table>".*<tr> can/ ],
    [ 'placeholder in a comment', 'comment', qr{comment/en\.html":1:6} ],
) {
    my ($name, $dir, @says) = @$case;
    refused($name, "$db\n$rc\nlegal_notice n {\nin rc;\ntext DIR/$dir;\n}",
        $L + 4, qr/"text"/, @says);
}

for my $case (
    [ 'language tag', 'language x_y', qr/"x_y"/, qr/BCP 47/ ],
    [ 'language without a text', 'language de', qr/"de"/ ],
    [ 'position', 'place inside article', qr/"inside"/, qr/"append"/ ],
    [ 'selector', 'place append art$icle', qr/offset 3/ ],
    [ 'pattern', 'place after ~ "<p[^>"', qr/offset 5/ ],
    [ 'pattern with append', 'place append ~ x', qr/"append"/ ],
    [ 'uri operator', 'uri = /x', qr/"="/, qr/"~\*"/ ],
    [ 'uri pattern', 'uri ~ "^/(x"', qr/offset 4/ ],
    [ 'types', 'types html', qr/"html"/, qr{text/html} ],
    [ 'uncertain', 'uncertain block', qr/"block"/, qr/"show" and "hide"/ ],
    [ 'date', 'since 2026-13-01', qr/"2026-13-01"/, qr/ISO 8601/ ],
    [ 'unknown directive', 'txt x', qr/"txt"/, qr/"text"/ ],
    [ 'an unlike directive', 'publisher x', qr/"publisher"/,
        qr/"in", "text", .*"since" and "until" are allowed/ ],
    [ 'a restriction\'s directive', 'status 451', qr/"status"/,
        qr/it stands in "legal_restriction"/ ],
    [ 'number of arguments', 'place append', qr/"place"/,
        qr/write "place append article"/ ],
    map { [ "$_ alone", $_, qr/number of arguments in "$_" directive, write "$_ \S/ ] }
        qw( in text language place hydrated uri when fallback fragments types
        script uncertain since until )
) {
    my ($name, $line, @says) = @$case;
    refused($name, "$db\n$rc\nlegal_notice n { in rc; text DIR/text;\n$line;\n}",
        $L + 3, @says);
}

refused('since after until', "$db\n$rc\nlegal_notice n { in rc; "
    . "text DIR/text; since 2027-01-01;\nuntil 2026-01-01; }", $L + 2,
    qr/"since"/, qr/"until"/);
refused('twice in', "$db\n$rc\n$notice\n$notice", $L + 3, qr/"n"/,
    qr/duplicate/);
refused('bad name of a notice', "$db\n$rc\n"
    . 'legal_notice n.n { in rc; text DIR/text; }', $L + 2,
    qr/invalid name "n\.n", letters, digits, "_" and "-" are allowed/);
refused('no name', 'legal_restriction "" { in rc; }', $L, qr/invalid name ""/);
for my $line ('text DIR/text', 'language en', 'uncertain hide',
    'since 2026-01-01', 'until 2027-01-01')
{
    my ($word) = split / /, $line;
    refused("$word twice in a notice", "$db\n$rc\nlegal_notice n { in rc; "
        . ($word eq 'text' ? '' : 'text DIR/text; ') . "$line;\n$line;\n}",
        $L + 3, qr/"$word" directive is duplicate/);
}
refused('name off', "$db\n$rc\nlegal_notice off { in rc; text DIR/text; }",
    $L + 2, qr/"off"/);

# restrictions

for my $case (
    [ 'status', 'status 200', qr/"200"/, qr/4xx/ ],
    [ 'page', 'page no', qr/No such file/ ],
    [ 'blocked_by', 'blocked_by example.org', qr/"example\.org"/, qr/URL/ ],
    [ 'uncertain show', 'uncertain show', qr/"allow"/ ],
    [ 'a notice\'s directive', 'place append body', qr/"place"/,
        qr/it stands in "legal_notice"/ ],
    [ 'an unlike directive', 'publisher x', qr/"publisher"/,
        qr/"in", "page", .*"blocked_by" and "acknowledge" are allowed/ ],
    map({ [ "$_ alone", $_, qr/number of arguments in "$_" directive, write "$_ \S/ ] }
        qw( page status blocked_by acknowledge )),
    [ 'uncertain alone', 'uncertain', qr/write "uncertain block"/ ],
    [ 'language page', 'language page', qr/"page" in "language"/,
        qr/a restriction has no page/, qr/"reader" or a BCP 47 language tag/ ],
    [ 'language tag', 'language x_y', qr/"x_y"/, qr/BCP 47/ ],
    [ 'language without a text', 'page DIR/text; language reader de',
        qr/restriction "r" is in "de", add one to its "page"/ ],
) {
    my ($name, $line, @says) = @$case;
    refused($name, "$db\n$rc\nlegal_restriction r { in rc;\n$line;\n}",
        $L + 3, @says);
}

accepted('a status, a page and all the rest', "$db\n$rc\nlegal_restriction r { "
    . 'in rc; status 404; page DIR/text; blocked_by https://example.org/; '
    . 'uncertain allow; since 2026-01-01; until 2027-01-01; }');
refused("a status that nginx closes on: $_", "$db\n$rc\nlegal_restriction r { "
    . "in rc;\nstatus $_;\n}", $L + 3, qr/"$_" in "status"/, qr/444 and 499/)
    for 444, 499, 500, 399, 'x';
for my $line ('status 403', 'page DIR/text', 'uncertain block',
    'blocked_by https://example.org/', 'language reader en')
{
    my ($word) = split / /, $line;
    refused("$word twice in a restriction", "$db\n$rc\nlegal_restriction r { "
        . "in rc; $line;\n$line;\n}", $L + 3,
        qr/"$word" directive is duplicate/);
}

# locations

refused('legal_apply of an unknown name', "$db\n$rc\n$notice\n"
    . "server {\nlegal_apply notice;\n}", $L + 4, qr/"legal_apply"/,
    qr/"notice"/);
refused('a near name', "$db\n$rc\nlegal_notice undesirable { in rc; "
    . "text DIR/text; }\nlegal_apply undesireable;", $L + 3,
    qr/did you mean "undesirable"\?/);
refused('a name twice', "$db\n$rc\n$notice\nlegal_apply n n;", $L + 3, qr/"n"/);
my $long = 'n' x 64;
refused('a name of 64 letters with one wrong', "$db\n$rc\n"
    . "legal_notice $long { in rc; text DIR/text; }\n"
    . 'legal_apply ' . 'n' x 63 . 'm;', $L + 3, qr/did you mean "$long"\?/);
refused('a longer one', "$db\n$rc\nlegal_notice n$long { in rc; text DIR/text; }\n"
    . "legal_apply n${long}n;", $L + 3, qr/"n${long}n"[^?]*$/m);
refused("$_ twice", "server {\n$_;\n$_;\n}", $L + 2,
    qr/"@{[ (split)[0] ]}" directive is duplicate/)
    for 'legal_client $http_x', 'legal_cache private', 'legal_undeliverable pass',
        'legal_dry_run on', 'legal_inner_tier on';
accepted('five thousand notices', join "\n", $db, $rc,
    map { "legal_notice n$_ { in rc; text DIR/text; }" } 1 .. 5000);
refused('legal_apply twice', "$db\n$rc\n$notice\nlegal_apply n;\nlegal_apply n;",
    $L + 4, qr/"legal_apply" directive is duplicate/);
refused('off and a name', "$db\n$rc\n$notice\nlegal_apply off n;", $L + 3,
    qr/"off"/);
refused('client', "legal_client 10.0.0.1;", $L, qr/variable/);
refused('client unknown', 'legal_client $nope;', $L,
    qr/"legal_client" directive: unknown variable "\$nope", set it/);
refused('client unknown among others', 'legal_client "${remote_addr}${No_pe}";', $L,
    qr/"legal_client" directive: unknown variable "\$no_pe", set it/);
refused('client prefix', 'legal_client $http_;', $L,
    qr/"legal_client" directive: unknown variable "\$http_", set it/);
refused('client word', 'legal_client $http_x place;', $L, qr/"country"/);
refused('cache', 'legal_cache public;', $L, qr/"private"/);
refused('cache vary', 'legal_cache vary;', $L, qr/"vary"/);
refused("cache vary $_->[0]", "legal_cache vary $_->[0];", $L,
    qr/"\Q@{[ $_->[0] =~ s{^X }{}r =~ tr{"}{}dr ]}\E" in "legal_cache vary"/, $_->[1])
    for [ '$http_x_country', qr/name the header, not the variable/ ],
        [ 'X $http_x', qr/name the header, not the variable/ ],
        [ 'X-A$http_x', qr/name the header, not the variable/ ],
        [ '"A, B"', qr/name each header by itself/ ],
        [ 'A,B', qr/name each header by itself/ ],
        [ '"*"', qr/"legal_cache no-store"/ ],
        [ '""', qr/a header name is expected/ ],
        [ '"A B"', qr/a header name is expected/ ],
        [ 'X-Country:', qr/a header name is expected/ ],
        [ "X-\xc3\xa4", qr/a header name is expected/ ];
accepted('cache vary of odd tokens', "legal_cache vary X-A !#%&'*+.^_`|~9;");

# what caches share holds nothing that is one reader's

sub shared {
    my ($name, $placeholder, $vary, %o) = @_;
    my $text = "shared/$name.html" =~ tr/{}$ //dr;
    $t->write($text, "<p>x\n{{$placeholder}}</p>");
    my $conf = "$db\n$rc\nlegal_notice n { in rc; text DIR/$text; }\n"
        . 'map $uri $cookie_free { default x; } map $uri $ours { default x; }'
        . "\nserver { legal_client \$http_x_country country;\n"
        . "legal_cache vary $vary; location / { legal_apply n; } }";
    return accepted("$placeholder under vary $vary", $conf) if $o{ok};
    refused("$placeholder under vary $vary", $conf, $L + 5,
        qr/notice "n", whose placeholder "$placeholder" at DIR\/$text:2:1/,
        qr/"legal_cache private"/);
}

shared("one $_", $_, 'X-Country') for qw( cookie_u http_user_agent remote_addr
    Remote_Addr remote_user binary_remote_addr proxy_add_x_forwarded_for
    connection request_id http_x_forwarded_for realip_remote_addr
    http_accept_language uid_got ssl_client_s_dn );
shared("all $_", $_, 'X-Country', ok => 1) for qw( uri request_uri host arg_x
    scheme legal_country legal_region ours http_x_country http_host
    server_name );
shared('of vary 1', 'cookie_u', 'X-Country Cookie', ok => 1);
shared('of vary 2', 'http_user_agent', 'X-Country User-Agent', ok => 1);
shared('of vary 3', 'remote_user', 'Authorization X-Country', ok => 1);
shared('not of vary 1', 'http_user', 'X-Country User-Agent');
shared('not of vary 2', 'http_x', 'X-Country');
shared('not of vary 3', 'http_country', 'X-Country');

sub warned {
    my ($name, $conf, $line, @says) = @_;
    my ($ok, $said) = $t->check("# case\n$conf");
    ok($ok, "$name: accepted") or diag $said;
    $said =~ s/\Q@{[ $t->dir ]}\E/DIR/g;
    return unlike($said, qr/\[warn\]/, "$name: without a warning") unless $line;
    is(scalar(() = $said =~ /\[warn\]/g), 1, "$name: one warning");
    like($said, $_, "$name: says $_") for qr/\[warn\]/, @says;
    like($said, qr{DIR/nginx\.conf:$line$}m, "$name: file and line");
}

# a byte order mark at the beginning of each file that is read

{
    my $mark = "\xef\xbb\xbf";
    $t->write('marked/en.html', "$mark<p>EN</p>\n");
    $t->write('marked/only.html', "$mark\n");
    $t->write('marked/nets.txt', "$mark# ours\n10.0.0.0/8\n");
    $t->write('marked/first.txt', "${mark}10.0.0.0/8\n");
    $t->write('marked/bad.txt', "${mark}10.0.0.0/33\n");
    $t->write('marked/area.json', $mark . sprintf $square, 9);
    $t->write('marked/terms.inc', "${mark}country RU;\n");
    $t->write('marked/rule.inc', "${mark}in rc;\n");
    $t->write('marked/line.inc', "${mark}\n# ours\ncountry RU;\n");
    $t->write('marked/blank.inc', "$mark in rc;\n");
    $t->write('marked/comment.inc', "$mark# ours\ncountry RU;\n");
    accepted("marked: $_->[0]", "$db\n$_->[1]")
        for [ 'text', "$rc\nlegal_notice n { in rc; text DIR/marked/en.html; }" ],
        [ 'page', "$rc\nlegal_restriction n { in rc; page DIR/marked/en.html; }" ],
        [ 'networks', 'legal_jurisdiction x { network DIR/marked/nets.txt; }' ],
        [ 'a network', 'legal_jurisdiction x { network DIR/marked/first.txt; }' ],
        [ 'an area', 'legal_jurisdiction x { area DIR/marked/area.json; }' ],
        [ 'terms', 'legal_jurisdiction x { include DIR/marked/terms.inc; }' ],
        [ 'lines of a rule', "$rc\nlegal_notice n { include DIR/marked/rule.inc;"
            . ' text DIR/text; }' ];
    accepted("marked: $_->[0]", "$db\n$_->[1]")
        for [ 'a line behind', 'legal_jurisdiction x { include DIR/marked/line.inc; }' ],
        [ 'a blank behind', "$rc\nlegal_notice n { include DIR/marked/blank.inc;"
            . ' text DIR/text; }' ];
    for my $block ("legal_jurisdiction x { include DIR/marked/comment.inc; }",
        "legal_notice n { include DIR/marked/comment.inc; text DIR/text; }")
    {
        my ($ok, $said) = $t->check("$db\n$rc\n$block\nserver { }");
        ok(!$ok, 'marked: a comment behind');
        like($said, qr{a comment stands directly behind a byte order mark, begin the file with an empty line, or save it without the mark in \S+/marked/comment\.inc:\d+},
            'the remedy is told');
    }
    refused('a mark and no words', "$db\n$rc\n"
        . 'legal_notice n { in rc; text DIR/marked/only.html; }', $L + 2,
        qr/no words/);
    refused('a mark and no network',
        'legal_jurisdiction x { network DIR/marked/bad.txt; }', $L,
        qr{"10\.0\.0\.0/33"}, qr/bad\.txt":1/);
    $t->write('marked/two/en.html', "$mark$mark<p>x</p>");
    accepted('two marks: the second is text', "$db\n$rc\n"
        . 'legal_notice n { in rc; text DIR/marked/two; }');
}

# what is written and does nothing, or more than was meant

for my $case (
    [ 'dir', '' ], [ 'dir', 'language page reader en;' ],
    [ 'dir', 'language reader ru;' ], [ 'dir', 'language ru;' ],
    [ 'one', 'language page reader;' ], [ 'one', '' ],
    [ 'none', '', qr/names no language for readers.*with a tag like "en"/ ],
    [ 'dir', 'language page reader;', qr/names no language for readers/ ],
    [ 'dir', 'language reader;', qr/names no language for readers/ ],
    [ 'dir', 'language page en reader;', qr/never used.*: put the tag last/ ],
    [ 'one', 'language en page;' ],
) {
    my ($text, $line, @says) = @$case;
    my $path = { dir => 'DIR/text', one => 'DIR/text/en.html',
        none => 'DIR/two' }->{$text};
    for my $kind ('notice', $line =~ /page/ ? () : 'restriction') {
        my $word = $kind eq 'notice' ? 'text' : 'page';
        warned("$kind, $text, $line", "$db\n$rc\n"
            . "legal_$kind n { in rc;\n$word $path; $line }",
            @says && $L + 3, @says ? qr/"language" of $kind "n"/ : (), @says);
    }
}
warned('a language without a page', "$db\n$rc\n"
    . "legal_restriction r { in rc;\nlanguage reader en; }", $L + 3,
    qr/"language" of restriction "r" does nothing without a "page"/);

for my $kind (qw( notice restriction )) {
    my $text = $kind eq 'notice' ? 'text DIR/text;' : '';
    warned("$kind: until $_->[0]", "$db\n$rc\nlegal_$kind n { in rc; $text "
        . "until $_->[0]; }", $_->[1] && $L + 2,
        qr/"until" of legal_$kind "n" is past, the rule is in force no longer/)
        for [ '2020-01-01', 1 ], [ '1970-01-01', 1 ], [ '2037-01-01', 0 ];
}
warned("a preview for $_->[0]", "server { legal_preview $_->[0]; }",
    $_->[1] && $L, qr/"legal_preview \Q$_->[1]\E" lets readers of many networks/)
    for map({ [ $_, $_ ] } qw( 0.0.0.0/0 128.0.0.0/1 2000::/3 64.0.0.0/7 )),
    [ '127.0.0.1 0.0.0.0/0', '0.0.0.0/0' ],
    map({ [ $_, '' ] } qw( 10.0.0.0/8 127.0.0.1 fc00::/7 2001:db8::/32 ::1 off ));
for my $network (qw( ::/0 ::/64 )) {
    my @says = (qr/"\Q$network\E" would hold all of IPv4, too/,
        qr/for all of IPv6 write "2000::\/3", for all of IPv4 "0\.0\.0\.0\/0"/);
    refused("a preview for $network", "legal_preview $network;", $L, @says);
    refused("a jurisdiction of $network",
        "legal_jurisdiction all { network $network; }", $L, @says);
}
warned("an age of $_->[0]", "legal_database_max_age $_->[0];", $_->[1] && $L,
    qr/is $_->[1] seconds, and every database is older: write days/)
    for [ '30 uncertain', 30 ], [ '30', 30 ], [ '12h', 43200 ], [ '1d', '' ],
    [ '30d uncertain', '' ];
warned("client $_->[0]", "server { legal_client $_->[0]; }", $_->[1] && $L,
    $_->[1])
    for map({ [ $_, qr/never is one address, so every reader is unlocated/ ] }
        '"$http_a, $http_b"', '"$http_a,$http_b"', '"$http_a $http_b"',
        '"[$http_a]"', '"${http_a}/32"'),
    [ '"$http_a, $http_b" country', qr/never is one code, so every reader/ ],
    map({ [ $_, qr/can be a list, which locates nobody.*realip/ ] }
        '$http_x_forwarded_for', '$http_forwarded', '$proxy_add_x_forwarded_for'),
    map({ [ $_, '' ] } '$http_a', '$http_a$http_b', '${http_a}', '::ffff:$http_a',
        '$http_a-$http_b country', '$http_a country');
warned("uri ~ $_->[0]", "$db\n$rc\nlegal_notice n { in rc; text DIR/text;\n"
    . "uri ~ $_->[0]; }", $_->[1] && $L + 3, $_->[1])
    for [ '^news/', qr/"\^news\/" never matches, as \$uri begins with "\/"/ ],
    [ '^https?://a/', qr/never matches/ ],
    [ '\?page=1', qr/looks for "\?", and \$uri is without the query/ ],
    [ '"/news/[?]page"', qr/looks for "\?"/ ],
    [ 'https://a/news/', qr/looks for ":\/\/", and \$uri is without scheme/ ],
    [ '^/web/\d+/https?://', '' ],
    [ '^/a%20b', qr/looks for percent-encoding, and \$uri is decoded/ ], [ '50%', '' ],
    [ '^/news/?$', '' ], [ 'news', '' ], [ '"^(/a|/b)"', '' ];

$t->write('hidden/en.html', '<p>a</p>');
$t->write('hidden/ru.html', "<div>\n<p hidden>b</p></div>");
warned('a text that is hidden', "$db\n$rc\nlegal_notice n { in rc;\n"
    . "text DIR/hidden; }", $L + 3, qr/in an element that is hidden/,
    qr{hidden/ru\.html":2:1});
warned("script $_->[0]", "$db\n$rc\nlegal_notice n { in rc; text DIR/text;\n"
    . "script $_->[0]; }", $_->[1] && $L + 3, $_->[1])
    for [ 'http://a.example/l.js', qr{"http://a\.example/l\.js" is not loaded by browsers} ],
    [ 'https://a.example/l.js', '' ], [ '/l.js', '' ];
warned("vary X-Country and client $_->[0]",
    "$db\n$rc\n$notice\nserver { legal_apply n; $_->[0]\nlegal_cache vary X-Country; }",
    $_->[1] && $L + 4, qr/located by "\$\Q$_->[1]\E"/)
    for [ '', 'remote_addr' ], [ 'legal_client $remote_addr;', 'remote_addr' ],
        [ 'legal_client $http_x_real_ip;', 'http_x_real_ip' ],
        [ 'legal_client $http_x_country country;', '' ],
        [ 'legal_client ${http_x_country} country;', '' ],
        [ 'legal_client "${http_x_country}$cookie_c" country;', 'cookie_c' ];

refused('undeliverable', 'legal_undeliverable drop;', $L, qr/"drop"/,
    qr/"legal_undeliverable" directive, "refuse" and "pass" are allowed/);

refused('status', "server {\nlocation / { legal_status xml; }\n}", $L + 1,
    qr/"xml"/, qr/"json" and "prometheus" are allowed/);
refused('status twice', "server {\nlocation / { legal_status; legal_status; }"
    . "\n}", $L + 1, qr/"legal_status" directive is duplicate/);
accepted('counters of nothing', 'server { location / { legal_status; } }');

$t->stop;
done_testing();
