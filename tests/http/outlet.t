#!/usr/bin/perl

# legal_notices: what scripts that make a page get to know, and who else doesn't.

use warnings;
use strict;

use JSON::PP;
use Test::More;

use LN;

my $t = LN->new;

$t->write("texts/$_.html", "<p>$_ {{request_uri}} {{uri}} {{arg_a}} {{set}}</p>")
    for qw( en ru fa );
$t->write('plain.html', '<p>plain</p>');
$t->write('html/index.html', '<title>x</title><p>x');

$t->start(<<'END');
legal_jurisdiction here { network 127.0.0.11/32; }
legal_jurisdiction there { network 127.0.0.12/32; }
legal_notice named { in here; text DIR/texts; uri ~ ^/news/;
    place append article; place after 'h1.a > b'; place before ~ x; }
legal_notice plain { in here there; text DIR/plain.html; uri !~ ^/news/open/; }
legal_notice text { in here; text DIR/plain.html; types text/plain; }
legal_notice old { in here; text DIR/plain.html; until 2020-01-01; }
legal_notice none { in here; text DIR/plain.html; place append article;
    fallback none; fragments skip; }
legal_notice cms { in here; text DIR/plain.html; when $sent_http_x_legal; }
legal_notice asked { in here; text DIR/plain.html; when $arg_lang; }
legal_notice xml { in here; text DIR/plain.html; types application/xhtml+xml; }
legal_restriction secret { in here; uri ~ ^/secret/; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    set $set $request_uri;
    set $asked_before $arg_a;
    set $legal 1;
    location = /legal { legal_apply named plain text old secret; legal_notices;
        legal_preview 127.0.0.13/32; }
    location = /dry { legal_apply named secret; legal_notices;
        legal_dry_run on; }
    location = /vary { legal_apply plain; legal_notices;
        legal_cache vary X-A; }
    location = /in_if { legal_apply plain; legal_notices;
        if ($args) { set $legal 2; } }
    location = /other_if { legal_apply plain; legal_notices;
        if ($arg_a) { rewrite ^ /status break;
            proxy_pass http://127.0.0.1:PORT; } }
    location = /status_if { legal_status; if ($args) { set $legal 2; } }
    location = /off { legal_apply plain; legal_notices; legal_cache off; }
    location = /slashes { legal_apply named; legal_notices; return 403; }
    location = /more { legal_apply plain none cms asked; legal_notices;
        add_header X-Own "$uri $arg_uri"; }
    location = /xml { legal_apply xml text; legal_notices; }
    location = /status { legal_status; }
}
END

sub ask { my ($from, $query, @fields) = @_;
    return $t->get($from, "/legal?$query", fields => [ @fields ]) }

sub names { my ($a) = @_;
    return join ' ', $a->{body} =~ /data-legal-notice="(\w+)"/g }

my $news = 'uri=/news/ferry.html&lang=ru';
my $a = ask(11, $news);
is($a->{status}, 200, 'what is due');
is(names($a), 'named plain', '.. one after another');
like($a->{body}, qr{^<aside class="legal-notice" role="note" lang="ru" dir="ltr" data-legal-notice="named"><p>ru /news/ferry.html /news/ferry.html  /legal\?},
    '.. in the page\'s language, about the page');
like($a->{body}, qr{ /legal\?uri=/news/ferry.html&amp;lang=ru</p></aside>},
    'what set has made stays');
is(field($a, 'Content-Type'), 'text/html; charset=utf-8', 'as HTML');
is(field($a, 'Cache-Control'), 'private, no-cache', 'for this reader only');
is(field($a, 'Vary'), 'Accept', 'by Accept alone: the page has a language');
is(field($a, 'Legal-Notice'), 'named;lang=ru, plain', 'named in the header');
is(field($a, 'Cross-Origin-Resource-Policy'), 'same-origin',
    'for this site only');
is(field($a, 'X-Content-Type-Options'), 'nosniff', 'as the type that it has');
unlike($a->{head}, qr/Access-Control|Last-Modified|Accept-Ranges/,
    'no other origin, no date, no parts');

is(names(ask(12, $news)), 'plain', 'by the reader');
is(ask(14, $news)->{status}, 204, 'nothing due');
is(field(ask(14, $news), 'Cache-Control'), 'private, no-cache',
    '.. which is private, too');
is(names(ask(11, 'uri=/index.html')), 'plain', 'by the page');
is(ask(12, 'uri=/news/open/x')->{status}, 204, 'by what is left out');

# languages
is(field(ask(11, 'uri=/news/a', 'Accept-Language: fa'), 'Vary'),
    'Accept, Accept-Language', 'a reader who chooses');
like(ask(11, 'uri=/news/a', 'Accept-Language: fa')->{body},
    qr/lang="fa" dir="rtl"/, '.. gets that');
like(ask(11, 'uri=/news/a&lang=ru-RU', 'Accept-Language: fa')->{body},
    qr/lang="ru"/, 'the page\'s language goes first');

# what goes into pages of XHTML goes into those that scripts make, too
is(names($t->get(11, '/xml?uri=/a')), 'xml', 'and what goes into texts does not');

# negotiation
for my $case (
    [ 'application/json', 1 ], [ 'text/html', 0 ], [ '*/*', 0 ],
    [ 'application/json, text/html;q=0.9', 1 ],
    [ 'application/json;q=0.5, text/html', 0 ],
    [ 'text/html;q=0, */*', 1 ], [ 'application/*', 1 ],
    [ 'application/json;q=0, */*;q=0.1', 0 ], [ 'image/png', 0 ],
) {
    my ($accept, $json) = @$case;
    my $a = ask(11, $news, "Accept: $accept");
    is(field($a, 'Content-Type'), $json ? 'application/json'
        : 'text/html; charset=utf-8', "Accept: $accept");
}
my $json = ask(11, 'uri=/news/%25D0%25BF?a=%2522%2526a=%253Cb&lang=fa',
    'Accept: application/json');
my $told = decode_json($json->{body});
is_deeply([ map { $_->{name} } @$told ], [ qw( named plain ) ], 'JSON');
is_deeply([ sort keys %{ $told->[0] } ], [ qw( dir html lang name places ) ],
    'its keys');
is_deeply($told->[0]{places}, [ 'append article', 'after h1.a > b',
    'before ~ x' ], 'its places');
is_deeply($told->[1]{places}, [], 'none');
is("$told->[0]{lang} $told->[0]{dir}", 'fa rtl', 'its language');
is("$told->[1]{lang} $told->[1]{dir}", ' auto', '.. none');
like($told->[0]{html}, qr{<p>fa /news/%D0%BF\?a=%22%26a=%3Cb /news/\x{43f} %22%26a=%3Cb /legal\?},
    'its markup');
like(ask(11, 'uri=//news//a')->{body}, qr{<p>en //news//a /news/a  /legal},
    'slashes are doubled in $request_uri alone');
my $bytes = decode_json(ask(11, 'uri=/news/%25FF', 'Accept: application/json')
    ->{body});
like($bytes->[0]{html}, qr{/news/\x{fffd}}, 'bytes that are no UTF-8');

# places for the script of this module
like(ask(11, "$news&places=1")->{body},
    qr{^<div data-legal-places="append article\nafter h1.a &gt; b\nbefore ~ x"><aside .*</aside></div><div data-legal-places=""><aside .*</aside></div>$},
    'markup with places');
unlike(ask(11, "$news&$_")->{body}, qr/data-legal-places/, "no places: $_")
    for 'places=0', 'places=', 'places=no', 'places=11';

# preconditions
my $etag = field($a, 'ETag');
like($etag, qr/^"[0-9a-f]{32}"$/, 'an entity tag');
my $same = ask(11, $news, "If-None-Match: $etag");
is($same->{status}, 304, 'the same');
is(field($same, 'Cache-Control'), 'private, no-cache', '.. private');
is(field($same, 'Vary'), 'Accept', '.. and its Vary');
is(ask(12, $news, "If-None-Match: $etag")->{status}, 200, 'another reader');
is(ask(11, $news, "If-None-Match: $etag", 'Accept: application/json')->{status},
    200, 'another type');
is(ask(14, $news, "If-None-Match: $etag")->{status}, 204, 'nothing due');
is(ask(11, $news, 'Range: bytes=0-3')->{status}, 200, 'no parts');
is(ask(11, $news, 'If-Match: "x"')->{status}, 412, 'If-Match');

# what it is about
for my $case (
    [ '/./news/a' => 1 ], [ '/x/../news/a' => 1 ], [ '//news//a' => 1 ],
    [ '/%6eews/a' => 0, '/ne' => 'decoded once by the argument' ],
    [ '/%256eews/a' => 1 ], [ '%2Fnews%2Fa' => 1 ], [ '/news%252Fa' => 1 ],
    [ '/news/a%3Fb=/' => 1 ], [ '/news/a%23b' => 1 ], [ '/a?x=/news/' => 0 ],
    [ '/%2e/news/a' => 1 ], [ '/x/%252e%252e/news/a' => 1 ],
    [ '/news/..%252fa' => 0 ],
) {
    my ($uri, $due) = @$case;
    $due = 1 if $uri eq '/%6eews/a';
    is(names(ask(11, "uri=$uri")), $due ? 'named plain' : 'plain',
        "uri=$uri");
}
is(ask(11, 'uri=/x/../secret/a')->{status}, 451, 'a page that is refused');
is(ask(12, 'uri=/secret/a')->{status}, 200, '.. to others it is not');

# what a page's response would say counts as due; what the page lacks is not
# known here either: who asks is told that it goes nowhere else
my $more = $t->get(11, '/more?uri=/a&places=1');
is(names($more), 'plain none cms', '`when` of the response, `fallback none`');
is(field($more, 'X-Own'), '/more /a', 'the outlet\'s own variables stay');
is(field($more, 'Legal-Notice'), 'plain, none, cms', '.. which the header names');
like($more->{body}, qr{<div data-legal-places="append article" data-legal-fallback="none"><aside [^>]*"none"},
    '.. and the markup says that there is no fallback');
is(() = $more->{body} =~ /data-legal-fallback/g, 1, '.. of no other notice');
unlike($t->body(11, '/more?uri=/a'), qr/fallback/, 'nobody else is told');
is_deeply([ map { $_->{fallback} } @{ decode_json($t->body(11, '/more?uri=/a',
    fields => [ 'Accept: application/json' ])) } ], [ undef, 'none', undef ],
    'JSON says so, too');
is(names($t->get(11, '/more?uri=/a&lang=ru')), 'plain none cms asked',
    '`when` of the request is of the outlet\'s own');

# many fields of Accept are one list
is(field(ask(11, $news, 'Accept: text/html;q=0.5',
    'Accept: application/json'), 'Content-Type'), 'application/json',
    'Accept in two fields');

# what is wrong
for my $case (
    [ '' => 'missing' ], [ 'uri=' => 'missing' ], [ 'lang=ru' => 'missing' ],
    [ 'uri=news' => 'no path' ], [ 'uri=http://a/news/' => 'no path' ],
    [ 'uri=/../a' => 'would take' ], [ 'uri=/a%2500b' => 'would take' ],
    [ 'uri=/a%25zz' => 'would take' ], [ 'uri=/a%00b' => 'would take' ],
    [ 'uri=/a%0ab' => 'would take' ], [ 'uri=/a%20b' => 'would take' ],
    [ 'uri=/' . 'a' x 7000 . '&lang=ru' => '' ],
    [ 'uri=/a&lang=russian' => 'no BCP 47' ], [ 'uri=/a&lang=r' => 'no BCP' ],
    [ 'uri=/a&lang=ru%0d' => 'no BCP 47' ], [ 'uri=/a&lang=%3Cb' => 'no BCP' ],
) {
    my ($query, $why) = @$case;
    my $a = ask(11, $query);
    my $short = substr $query, 0, 30;
    is($a->{status}, $why ? 400 : 200, "status of ?$short");
    next unless $why;
    like($a->{body}, qr/$why/, '.. says why');
    is(field($a, 'Cache-Control'), 'no-store', '.. and is not stored');
    is(field($a, 'Content-Type'), 'text/plain; charset=utf-8', '.. as text');
}
is(ask(11, 'uri=/a&lang=')->{status}, 200, 'a page without a language');
for my $method (qw( POST PUT DELETE OPTIONS PATCH )) {
    is($t->status(11, "/legal?$news", method => $method,
        fields => [ 'Content-Length: 0' ]), 405, $method);
}

# whom it tells
is(ask(11, $news, 'Sec-Fetch-Site: same-origin')->{status}, 200, 'this site');
is(ask(11, $news, 'Sec-Fetch-Site: none')->{status}, 200, 'somebody by hand');
for my $site (qw( cross-site same-site x )) {
    is(ask($_, $news, "Sec-Fetch-Site: $site")->{status}, 403,
        "$site, reader $_") for 11, 14;
}

# HEAD
my $head = $t->get(11, "/legal?$news", method => 'HEAD');
is("$head->{status} $head->{body}", '200 ', 'HEAD');
is(field($head, $_), field($a, $_), "its $_")
    for qw( ETag Content-Length Content-Type Vary Legal-Notice );

# preview, dry run, other directives
is(names(ask(13, "$news&legal_preview=127.0.0.11")), 'named plain', 'a preview');
is(field(ask(13, "$news&legal_preview=127.0.0.11"), 'Cache-Control'),
    'no-store', '.. is not stored');
is(names(ask(12, "$news&legal_preview=127.0.0.11")), 'plain', 'nobody else\'s');
my $of_page = 'uri=/news/ferry.html%3Fa=b%26legal_preview=127.0.0.11&lang=ru';
is(names(ask(13, $of_page)), 'named plain', 'a preview of the page');
is(field(ask(13, $of_page), 'Cache-Control'), 'no-store', '.. is not stored');
is(field(ask(13, $of_page), 'Legal-Preview'), '127.0.0.11', '.. and says so');
is(names(ask(13, "$of_page&legal_preview=127.0.0.14")), '',
    '.. unless the request itself asks for another');
is(names(ask(12, $of_page)), 'plain', 'nobody else\'s');
is(field(ask(13, 'uri=/news/a%3Flegal_preview=nowhere'), 'Legal-Preview'),
    'invalid', 'a mistyped one');
my $dry = $t->get(11, "/dry?$news");
is($dry->{status}, 204, 'a dry run gives nothing');
is($t->status(11, '/dry?uri=/secret/'), 204, '.. and refuses nothing');
is(field($t->get(11, "/$_?uri=/a"), 'Cache-Control'), 'private, no-cache',
    "legal_cache $_") for qw( vary off );
is($t->status(11, "/slashes?$news"), 403, 'what answers in its place');
is($t->status(11, "/in_if?$news"), 200, 'where an "if" holds');
is($t->status(11, "/other_if?a=1"), 200, 'or what answers there');
like($t->body(11, '/status_if?a=1'), qr/^\{/, 'the counters where an "if" holds');

my $n = decode_json($t->body(11, '/status'))->{notices};
cmp_ok($n->{named}{outlet}, '>', 10, 'outcome outlet');
cmp_ok($n->{plain}{not_modified}, '==', 1, 'outcome not_modified');
cmp_ok($n->{plain}{head}, '==', 1, 'outcome head');
cmp_ok($n->{named}{dry_run}, '==', 1, 'outcome dry_run');
is($n->{named}{shown}, 0, 'none was put into a page');
is($n->{text}{outlet}, 0, 'plain text is no page that scripts make');
is($n->{old}{decided}, 0, 'until');
is($n->{cms}{outlet}, 4, 'what counts as due is counted as given');

my ($ok, $said) = $t->check('server { location / { legal_notices; } }');
ok(!$ok, 'an outlet without rules');
like($said, qr/"legal_notices" directive: no rule is in force there.*:\d+/,
    '.. says so');
($ok, $said) = $t->check('legal_jurisdiction h { network ::1/128; }
legal_notice n { in h; text DIR/plain.html; } legal_apply n;
server { location / { legal_notices; legal_notices; } }');
like($said, qr/"legal_notices" directive is duplicate/, 'twice');
for my $beside ('legal_notices; proxy_pass http://127.0.0.1:1;',
    'proxy_pass http://127.0.0.1:1; legal_notices;', 'legal_notices; legal_status;',
    'legal_status; stub_status;', 'stub_status; legal_status;')
{
    ($ok, $said) = $t->check("legal_jurisdiction h { network ::1/128; }
legal_notice n { in h; text DIR/plain.html; } legal_apply n;
server { location / {\n $beside } }");
    ok(!$ok, "two answer: $beside");
    like($said, qr/"legal_(?:notices|status)" directive: another directive, as "proxy_pass" is one, answers in this location block, put either into a location block of its own, in \S+:\d+/,
        '.. says so');
}

$t->done(seen => qr/legal_(?:notices|status)/);
