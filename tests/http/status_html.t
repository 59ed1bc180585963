#!/usr/bin/perl

# legal_status html: the page for an editor, a lawyer and whoever is on call.

use warnings;
use strict;

use Digest::SHA qw( sha256_base64 );
use File::Copy qw( copy );
use File::Path qw( make_path );
use JSON::PP;
use Test::More;
use LN;

my $t = LN->new;
$t->write('text/en.html', '<p style="position:fixed">en {{legal_publisher}}'
    . ' <a href="{{legal_more_url}}">more</a></p>');
$t->write('text/ar.html', "<p>ar</p>");
$t->write('one/notice.html', '<p>one</p>');
$t->write('html/a.html', '<html lang=en><article>a</article></html>');
$t->write('html/b.html', '<html lang=en>b</html>');
$t->write('html/frames.html', '<html><frameset><frame></frameset></html>');
my $soon = (gmtime(time + 86400 * 5))[5] + 1900;
my @soon = gmtime(time + 86400 * 5);
my $until = sprintf '%04d-%02d-%02d', $soon[5] + 1900, $soon[4] + 1, $soon[3];

my $conf = <<"END";
legal_database DB/City.mmdb DB/Country.mmdb;
legal_jurisdiction rc { country RU; region UA-43; except network 127.0.0.12; }
legal_jurisdiction eu { group EU; }
legal_jurisdiction none { country ZA; }
legal_notice n { in rc none; text DIR/text; place append article;
    place append "main > .a"; uri !~* "^/x<b>"; uri ~ /; since 2026-01-02; until $until; }
legal_notice unused { in rc; text DIR/one/notice.html; fallback none; place append article; }
legal_notice later { in rc; text DIR/one/notice.html; since 2099-01-01T12:30; }
legal_notice past { in rc; text DIR/one/notice.html; until 2020-01-01; }
legal_notice dry { in rc; text DIR/one/notice.html; uri ~ ^/dry/; when \$arg_x; }
legal_restriction r { in eu; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    set \$legal_publisher "The <Lantern>";
    set \$legal_more_url "";
    legal_apply r n past later dry;
    location = /status { legal_status html; }
    location /dry/ { alias DIR/html/; legal_dry_run on; }
}
END
$t->start($conf);

# What is wrong with the tags of a page: every one that is read here is looked at.
my %wrong;

sub status {
    my $answer = $t->get(34, '/status' . ($_[0] // ''));
    my $wrong = misnested($answer->{body});
    $wrong{$wrong} = 1 if $wrong ne '';
    return $answer;
}

# The first tag that stands where it may not, and text that does.
sub misnested {
    my ($html) = @_;
    my @open;
    $html =~ s/<!DOCTYPE html>|<(script|style)\b.*?<\/\1>//gs;
    while ($html =~ m{([^<]*)<(/?)([a-z][a-z0-9]*)\b([^<>]*)>}g) {
        my ($text, $end, $name, $rest) = ($1, $2, $3, $4);
        my $in = $open[-1] // 'nothing';
        return "text in <$in>: $text" if $text =~ /\S/
            && $in =~ /^(?:nothing|html|head|[uod]l|table|thead|tbody|tr)$/;
        next if $name =~ /^(?:meta|link|br|hr|img|input|col)$/;
        if ($end) {
            return "</$name> in <$in>" if $in ne $name;
            pop @open;
            next;
        }
        return "<$name> in <$in>" if $in =~ /^[uo]l$/ && $name ne 'li'
            || $in eq 'tr' && $name !~ /^t[hd]$/
            || $in =~ /^(?:table|thead|tbody)$/ && $name !~ /^(?:caption|thead|tbody|tr)$/
            || $name eq 'li' && $in !~ /^[uo]l$/;
        push @open, $name;
    }
    return @open ? "<@open> without an end" : '';
}

# a page that can do nothing but be read

my $a = status();
is($a->{status}, 200, 'the page');
is(field($a, 'Content-Type'), 'text/html; charset=utf-8', 'is HTML');
is(field($a, 'Cache-Control'), 'no-store', 'nobody stores it');
is(field($a, 'X-Content-Type-Options'), 'nosniff', 'nor guesses');
is(field($a, 'Referrer-Policy'), 'no-referrer', 'nor tells where it is');
my ($sheet) = $a->{body} =~ /<style>(.*?)<\/style>/s;
my $digest = sha256_base64($sheet);
$digest .= '=' while length($digest) % 4;
is(field($a, 'Content-Security-Policy'), "default-src 'none'; base-uri 'none'; "
    . "form-action 'self'; frame-ancestors 'none'; img-src 'self' data:; "
    . "style-src 'sha256-$digest'", 'its policy');
unlike($a->{body}, qr/<script|javascript:| on\w+=/i, 'no script');
is(status()->{body}, $t->body(34, '/status'), 'GET is as ever');
is($t->get(34, '/status', method => 'HEAD')->{body}, '', 'HEAD');
is($t->status(34, '/status', method => 'POST'), 405, 'POST');

# what each rule is

sub rule {
    my ($name, $body) = @_;
    return $body =~ /(<section class="card" id="rule-$name".*?<\/section>)/s
        ? $1 : '';
}
sub words {
    my ($html) = @_;
    $html =~ s/<[^>]*>/ /g;
    $html =~ s/\s+/ /g;
    return $html;
}

my $n = rule('n', $a->{body});
my $words = words($n);
like($words, qr/Notice n Readers in rc , none Where that is uncertain shown/,
    'whom it is for');
like($words, qr/State in force From 2026-01-02 UTC Until $until UTC/, 'when');
like($n, qr{<dt>Pages</dt><dd><code>!~\* \^/x&lt;b&gt;</code><br><code>~ /</code>},
    'where, escaped');
like($words, qr/Places append article append main &gt; \.a else at the end of the body/,
    'and where in it');
like($n, qr{<dt><code>legal_apply</code> names it in</dt><dd><code>\Q${\($t->dir)}\E/nginx\.conf:\d+</code></dd>},
    'and which line puts it in force');
unlike(rule('unused', $a->{body}), qr/names it in/, 'none, if it is not in use');
like($words, qr/It was due in no request/, 'nothing yet');
like($n, qr{<div class="text" dir="rtl" lang="ar"><p>ar</p></div>.*<div class="text" dir="ltr" lang="en"><p style="position:fixed">en The &lt;Lantern&gt; <a href="\{\{legal_more_url\}\}">more</a></p></div>}s,
    'its texts, with values');
like($n, qr/digest <code>[0-9a-f]{64}/, 'and their digests');
like(words(rule('unused', $a->{body})), qr/not in use: no legal_apply names it.*no fallback/, 'one not in use');
like(words(rule('later', $a->{body})), qr/State not yet in force From 2099-01-01 12:30 UTC Until no end/, 'one of later');
like(words(rule('past', $a->{body})), qr/State no longer in force From always Until 2020-01-01 UTC/, 'one of the past');
like(words(rule('dry', $a->{body})), qr/When \$arg_x/, 'one with a condition');
like(words(rule('r', $a->{body})), qr/Restriction r Readers in eu Where that is uncertain let through Status 451.*Unavailable For Legal Reasons/, 'a restriction');

# what was counted, with the figures of JSON

$t->get(11, '/a.html') for 1 .. 3;
$t->get(11, '/b.html') for 1 .. 2;
$t->get(33, '/a.html');
$t->get(11, '/frames.html');
$t->get(11, '/a.html', method => 'HEAD');
$t->get(11, '/dry/a.html?x=1');
$t->get(21, '/a.html');
$a = status();
$words = words(rule('n', $a->{body}));
like($words, qr/due in 9 of these, the location was uncertain 1 /, 'due');
like($words, qr/would have been shown \(dry run\) 1 shown 6 shown at append article 4 shown at the end of the body, the fallback 2 undeliverable, the page was refused frameset 1 HEAD: only the header was asked for 1 /,
    'and what became of it');
unlike($words, qr/lost|aborted/, 'and nothing else');
like(words(rule('r', $a->{body})), qr/due in 1 refused 1 /, 'a restriction');

# warnings, each with what to do

my ($warnings) = $a->{body} =~ /(<h2 id="warnings".*?)<h2/s;
$warnings = words($warnings);
for my $warning (
    qr/n : pages could not take it, and were refused\. Requests: 1 \. A frameset shows no notice: take it out/,
    qr/n : pages had none of its places, and have it at their end\. Requests: 2 \. Name a place/,
    qr/n : a dry run has kept it from acting.*Requests: 1 \. Take out legal_dry_run on/,
    qr/n : its until comes within two weeks\. Write a later date/,
    qr/unused : no legal_apply names it, and so it does nothing\. Name it/,
    qr/past : its until is past: it is in force no longer\. Write another date/)
{
    like($warnings, $warning, 'a warning');
}
unlike($warnings, qr/later :|nobody knows|City/, 'none of what is well');

# jurisdictions and databases

$words = words($a->{body});
like($words, qr/Requests of readers in it uncertain conflict rc 8 1 0 eu 1 0 0 none 0 0 0/, 'jurisdictions')
    or diag $words;
like($words, qr{\S*/City\.mmdb Type \S+ Built \d{4}-\d\d-\d\d [\d: ]*UTC , \d+ days ago Swaps 0 since the start, 0 failed}, 'databases');
like($words, qr{City\.mmdb and \S*Country\.mmdb \d+ }, 'and pairs of them');

# the form: what, and why

sub asked {
    my ($url, $place) = @_;
    s/([^A-Za-z0-9.\/])/sprintf '%%%02X', ord $1/ge for $url, $place;
    s/%20/+/g for $url, $place;
    my $a = status("?url=$url&place=$place");
    my ($ask) = $a->{body} =~ /(<h2 id="ask".*?)<h2 id="rules"/s;
    return $ask;
}

my $ask = asked('https://lantern.example/news/a%20b.html?x=1#y', 'ua-43');
like($ask, qr{value="https://lantern\.example/news/a%20b\.html\?x=1#y"},
    'what was asked stays in the form');
like($ask, qr{href="https://lantern\.example/news/a%20b\.html\?legal_preview=ua-43&amp;x=1#y"},
    'the page, as a preview');
$words = words($ask);
like($words, qr{A reader in ua-43 , on /news/a b\.html }, 'whom and what');
like($words, qr/ n due unused not due : no legal_apply names it later not due : it is not in force now past not due : it is not in force now dry not due : its uri leaves this page out r not due : the reader is in none of its jurisdictions/,
    'what is due');
like($words, qr/Whether this page is in a location block with such a legal_apply , this answer does not know\. .*legal-notice check/,
    'and what the form does not know');
like($words, qr/rc in in, by region UA-43 \(\S+:\d+\)/, 'by which term');
like($words, qr/eu out out, as no term holds/, 'or none');

$words = words(asked('/dry/a.html', '127.0.0.11'));
like($words, qr/dry due , if its when holds/, 'a condition is not known');
like($words, qr{City\.mmdb : RU, RU-MOW}, 'what each witness knows');
like($words, qr{Country\.mmdb : \w\w}, 'and the other one');
like($words, qr{rc in(, a conflict)? City\.mmdb : in, by country RU \(\S+:\d+\)}, 'and says');
like(words(asked('/a.html', '127.0.0.12')), qr/rc \w+ .*by except network 127\.0\.0\.12/,
    'also by an exception');
like(words(asked('/a.html', '127.0.0.33')), qr/n due : the location is uncertain/,
    'uncertain');
like(words(asked('/a.html', 'DE')), qr/r refused /, 'refused');
like(words(asked('/X<B>', 'RU')), qr/n not due : its uri leaves this page out/,
    'a page that is left out');

# a URL is read as a browser does: the scheme in any case, without a path too

for (['http://lantern.example/dry/a.html', '/dry/a.html'],
    ['HTTPS://lantern.example', '/'], ['http://lantern.example?x=/dry/', '/'],
    ['https://lantern.example#/dry/', '/'], ['/a.html?x#y', '/a.html'],
    ['  /dry/a.html  ', '/dry/a.html'], ['/', '/'],
    ['/a/../dry/./a.html', '/dry/a.html'], ['/a/..', '/'],
    ['https://lantern.example/x/%2e%2e/dry/a%2Ehtml?/../', '/dry/a.html'],
    ['//lantern.example' =~ s/^/http:/r . '/dry//a/..///b', '/dry/b'],
    ['/a%2Fb%25', '/a/b%'], ['/a%3fb', '/a?b'], ['/a b', '/a b'],
    ['/%D1%8F/я', '/я/я'])
{
    my ($url, $path) = @$_;
    like(words(asked($url, 'RU')), qr{A reader in RU , on \Q$path\E Open},
        "the path of \"$url\"");
}
like(words(asked('/a.html', '  UA-43 ')), qr/A reader in UA-43 ,/,
    'a place is copied with blanks');
like(words(asked('', 'RU')), qr/That is no URL/, 'a place without a URL');
like(words(asked('/a.html', 'UA')), qr/rc uncertain uncertain, by region UA-43/,
    'a country may be too little');
like(words(asked('/a.html', '127.0.0.99')),
    qr/Where this reader is no database: no place is known Why .* rc uncertain no database: uncertain, by country RU/,
    'an address of nowhere');

for ('Russia', '', 'RU,DE', '<script>alert(1)</script>') {
    like(asked('/a.html', $_), qr/That is no place/, "\"$_\" is no place");
}
for (['Belarus', 'BY'], ['RUS', 'RU'], ['crimea', 'UA-43'], ['UA-5', 'UA-05'],
    ['Moscow', 'RU-MOW'])
{
    my ($written, $meant) = @$_;
    like(words(asked('/a.html', $written)), qr/That is no place: .* Did you mean $meant \?/,
        "$written: $meant");
}
unlike(asked('/a.html', '<b>'), qr/Did you mean/, 'or nothing is near');
for ('javascript:alert(1)', 'http://', 'ttp://a/', '//evil.example/', 'a.html', 'https://', ' ',
    'ftp://a/', '/../a', '/a/../../b', '/%', '/a%zz', '/a%00b')
{
    my $ask = asked($_, 'RU');
    like($ask, qr/That is no URL/, "\"$_\" is no URL");
    unlike($ask, qr/href="/, 'no link is made of it');
}
$ask = asked('/"><script>alert(1)</script>', '"><b>');
unlike($ask, qr/<script|"><b>/, 'markup is escaped');
$ask = asked('/"><script>alert(1)</script>', 'RU');
unlike($ask, qr/<script/, 'in the answer, too');
is(status('?url=' . '%' x 4000 . '&place=%')->{status}, 200, 'whatever it is');

# what may be wrong: each warning is there when it is, and not before

my $make = "$t->{build}/../tests/lib/testdb/make-testdb.pl";
my %says = (one => "127.0.0.11/32 1 RU MOW Moscow 524901 55 37\n"
        . "127.0.0.12/32 0 RU MOW Moscow 524901 55 37\n"
        . "127.0.0.91/32 0 registered RU\n",
    two => "127.0.0.11/32 1 RU MOW Moscow 524901 55 37\n"
        . "127.0.0.12/32 0 UA 43 Simferopol 693805 44 34\n",
    asn => "127.0.0.11/32 12389 RU MOW Moscow 524901 55 37\n"
        . "127.0.0.13/32 12389 RU MOW Moscow 524901 55 37\n");
for my $name (sort keys %says) {
    make_path($t->dir . "/db/$name");
    $t->write("db/$name.txt", $says{$name});
    system('perl', $make, $t->dir . "/db/$name", $t->dir . "/db/$name.txt") == 0
        or die "make-testdb.pl fails\n";
}
copy("$t->{build}/../tests/data/ASN.mmdb", $t->dir . '/db/old.mmdb') or die;
$t->write('html/bomb.html', '<body><p>' . 'a' x 9000 . '</p>');

my $wrong = <<'END';
legal_database DIR/db/one/City.mmdb;
legal_database DIR/db/two/City.mmdb;
legal_database DIR/db/asn/ASN.mmdb;
legal_database DIR/db/old.mmdb use=asn;
legal_database_check 20ms;
legal_jurisdiction ru { country RU; }
legal_jurisdiction as { asn 12389; }
legal_jurisdiction reg { registered_country RU; }
legal_jurisdiction here { network 127.0.0.0/8; }
legal_notice n { in ru; text DIR/one/notice.html; }
legal_notice bomb { in here; text DIR/one/notice.html; place after ~ "(a+)+[bc]"; place append p; }
legal_notice asn { in as; text DIR/one/notice.html; when $arg_x $arg_y; }
legal_restriction r { in ru reg; uncertain allow; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply n;
    legal_undeliverable pass;
    location = /status { legal_apply off; legal_status html; }
    location = /json { legal_status; }
    location /r/ { alias DIR/html/; legal_apply r asn; }
    location /bomb/ { alias DIR/html/; legal_apply bomb; }
}
END
$t->restart($wrong);

sub warnings {
    my ($warnings) = status()->{body} =~ /(<h2 id="warnings".*?)<h2/s;
    return words($warnings);
}

my $age = qr{\S+/old\.mmdb : it is old: readers may have moved\. Run geoipupdate, or whatever fetches it, and read its log\. };
like(warnings(), qr/^ Warnings $age$/, 'an old database, and nothing else');

$t->get(11, '/frames.html') for 1, 2;
$t->get(11, '/a.html') for 1 .. 98;
$t->get(12, '/a.html') for 1, 2;
$t->get(99, '/a.html') for 1 .. 25;
my $frames = qr/n : pages went to readers without it, as legal_undeliverable pass says\. Requests: 2 \. A frameset shows no notice: take it out, or take the page out by "uri"\. /;
like(warnings(), qr/^ Warnings $frames$age$/, 'pages that went without');
$t->get(12, '/a.html');
$t->get(99, '/a.html') for 1 .. 7;
my $conflicts = qr/More than one request in fifty is of a reader on whom databases contradict each other\. Requests: 3 \. The rows of databases below say which\. The command legal-notice compare says where\. /;
my $unlocated = qr/More than one request in five is of a reader whom no database knows\. Requests: 32 \. Is \$remote_addr the reader's address\? Behind a proxy or a CDN it is not, until the realip module is set up\. /;
like(warnings(), qr/^ Warnings $frames$age$unlocated$conflicts$/,
    'more than a fifth unknown, a fiftieth contradicted');

$t->get(11, '/bomb/bomb.html');
$t->write('db/new', 'no database');
rename $t->dir . '/db/new', $t->dir . '/db/two/City.mmdb' or die $!;
my $unused = qr{\S+/two/City\.mmdb : a new file could not be used; the old one stayed\. The error log says why};
ok(within(5, sub { warnings() =~ $unused }), 'a file that cannot be used');
like(warnings(), qr/Matches of uri and place patterns took too long: a rule was taken to apply, a place was not found\. Requests: 1 \. The error log names the pattern: make it simpler\./,
    'a pattern that takes too long');

# .. that is no more so when a good one is there, and one that is gone

my $two = $t->dir . '/db/two/City.mmdb';
unlink $two or die;
my $gone = qr{\S+/two/City\.mmdb : its file is gone: nginx goes on with what it has read, and cannot start or reload\. Fetch the file again\.};
ok(within(5, sub { warnings() =~ $gone }), 'a file that is gone');
copy($t->dir . '/db/one/City.mmdb', "$two.new") or die;
rename "$two.new", $two or die;
ok(within(5, sub { warnings() !~ m{/two/City} }), 'a file that is there again');
system('perl', $make =~ s/make-testdb/dated/r, $t->dir . '/db/one',
    $t->dir . '/db/ahead', time + 9 * 86400) == 0 or die;
rename $t->dir . '/db/ahead/City.mmdb', $two or die;
my $future = qr{\S+/two/City\.mmdb : its date is in the future: nobody can tell when it is old\.};
ok(within(5, sub { warnings() =~ $future }), 'a file of the future');
like(words(status()->{body}), qr/ Built [\d-]+ [\d: ]*UTC , in the future Swaps/,
    '.. has no age');
{
    my ($ahead) = grep { $_->{path} =~ m{/two/City} }
        @{ decode_json($t->body(1, '/json'))->{databases} };
    is($ahead->{age}, 0, '.. in JSON it is 0');
}
like($t->log, qr{\[warn\].*two/City\.mmdb" has a date that is [89] days in the future, so nobody can tell when it is old, get it anew or set the clock},
    '.. and is logged');
$t->write('db/two.txt', $says{two});
system('perl', $make, $t->dir . '/db/two', $t->dir . '/db/two.txt') == 0 or die;
ok(within(5, sub { warnings() !~ m{/two/City} }), '.. until another one comes');

# what each witness says

$words = words(asked('/a.html', '127.0.0.11'));
like($words, qr{Where this reader is \S+/db/one/City\.mmdb : RU, RU-MOW, AS12389}, 'a system');
like($words, qr{as in \S+/db/one/City\.mmdb with ASN\.mmdb : in, by asn 12389},
    'by the database that knows it');
$words = words(asked('/a.html', '127.0.0.13'));
like($words, qr{Where this reader is ASN\.mmdb : no place is known, AS12389 Why},
    'a system without a place');
like($words, qr{as in ASN\.mmdb : in, by asn}, 'is in by it alone');
$words = words(asked('/r/a.html', '127.0.0.91'));
like($words, qr{City\.mmdb : no place is known Why}, 'a registration');
like($words, qr{reg in \S+/City\.mmdb : in, by registered_country RU}, 'is one, too');
$words = words(asked('/r/a.html', '127.0.0.12'));
like($words, qr{ru uncertain, a conflict \S+/one/City\.mmdb : in, by country RU \(\S+\) \S+/two/City\.mmdb : out, as no term holds},
    'a conflict');
like($words, qr{ r not due : the location is uncertain}, 'does not block');
like(words(rule('asn', status()->{body})), qr/When \$arg_x and \$arg_y/,
    'two conditions');

my $first = $wrong =~ s/(?=server)/legal_database_conflict first;\n/r;
copy($t->dir . '/db/one/City.mmdb', $t->dir . '/db/two/City.mmdb') or die;
$t->write('db/two.txt', $says{two});
system('perl', $make, $t->dir . '/db/two', $t->dir . '/db/two.txt') == 0 or die;
$t->restart($first =~ s/^legal_database_check.*//mr . '');
like(words(asked('/r/a.html', '127.0.0.12')), qr{ru in, a conflict }, 'the first says');
$t->restart($wrong =~ s/^legal_database_check.*/legal_database_max_age 90d uncertain;/mr);
like(warnings(), qr/old\.mmdb : it is old, and so its places do not count\./,
    'an old one that does not count');

# one rule; none; many

$a = status('?rule=r');
like($a->{body}, qr/<title>r - Legal notices<\/title>.*id="rule-r"/s, 'one rule');
unlike($a->{body}, qr/id="rule-n"|id="ask"|id="databases"/, 'and nothing else');
like(status('?rule=%3Cb%3E')->{body}, qr/id="rule-n"/, 'one that is not there: all');

$t->restart('server { listen 127.0.0.1:PORT; location = /status { legal_status html; } }');
$words = words(status()->{body});
like($words, qr/Warnings There are none\..*Rules There are none\. legal_notice and legal_restriction define them\..*Jurisdictions There are none\..*Databases There are none/,
    'nothing at all reads well');

my $many = join "\n", map { "legal_notice n$_ { in j; text DIR/text; }" } 1 .. 200;
$t->restart("legal_jurisdiction j { network 127.0.0.11; }\n$many\n"
    . 'server { listen 127.0.0.1:PORT; set $legal_publisher P; set $legal_more_url u; '
    . 'legal_apply ' . join(' ', map { "n$_" } 1 .. 200) . '; location = /status { legal_status html; }'
    . join('', map { " location /$_ { legal_apply n1; }" } 1 .. 9) . ' }');
$a = status();
is(scalar(() = $a->{body} =~ /<section class="card" id="rule-n\d+"/g), 200, '200 rules');
like(words($a->{body}), qr/All 200 by name/, 'have an index');
like(words(rule('n1', $a->{body})), qr/names it in(?: \S+:\d+){8} and 2 more /, 'lines are counted');
unlike($a->{body}, qr/class="text"/, 'and their texts elsewhere');
like($a->{body}, qr{<a href="\?rule=n200">Texts of}, 'a link away');
like(status('?rule=n200')->{body}, qr/class="text"/, 'there');

for my $case ([ 'en', '1 language A' ], [ 'en ru', '2 languages A' ]) {
    my ($languages, $says) = @$case;
    $t->write("told/$_.html", '<p>x</p>') for split ' ', $languages;
    $t->restart('legal_jurisdiction j { network 127.0.0.11; } '
        . 'legal_notice n { in j; text DIR/told; } server { listen 127.0.0.1:PORT;'
        . ' legal_apply n; location = /status { legal_status html; } }');
    like(words(status()->{body}), qr/Texts: $says/, "a text in $languages");
}
cmp_ok(length $a->{body}, '<', 300_000, 'the page is of a size');

my ($ok, $said) = $t->check('server { location = / { legal_status htm; } }');
like($said, qr/invalid value "htm" in "legal_status" directive, "html", "json" and "prometheus" are allowed/,
    'another word is refused');

is(join("\n", sort keys %wrong), '', 'each page that was read has its tags in order');

$t->done(seen => qr/legal_status/);
