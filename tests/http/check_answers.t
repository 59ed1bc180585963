#!/usr/bin/perl

# legal-notice check: what counts as a refusal, as stored and as a notice that
# is there.

use warnings;
use strict;

use JSON::PP;
use MIME::Base64;
use Test::More;
use LN;

my $t = LN->new;
my $dir = $t->dir;
my $command = "$ENV{LN_BUILD}/legal-notice";
plan skip_all => 'the command was built without libcurl'
    if `$command check --retries 0 http://127.0.0.1:1/ 2>&1` =~ /without libcurl/;

my $page = '<!DOCTYPE html><html lang=en><body><article>a</article></body></html>';
my $aside = '<aside class="legal-notice" role="note" lang="en" dir="ltr" '
    . 'data-legal-notice="n"><p>n</p></aside>';
my $whole = $page =~ s/<\/article>/$aside<\/article>/r;

# An upstream: by the path, the fields, the page and the status.  A value of
# "as" is what a preview gets.

my %answers;
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($name) = $head =~ m{^\S+ /(\w*)} or return;
    %answers = %{ decode_json($t->slurp('answers')) };
    my ($place) = $head =~ /^X-Legal-Preview: (\S+)/m;
    my $a = $answers{$name} or return print $c "HTTP/1.1 404 x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    $a = $a->{nobody} if $a->{nobody} && ($place // '') eq 'AQ';
    my $body = $a->{body} // $page;
    my $fields = join '', map { "$_\r\n" } @{ $a->{fields} // [] };
    $fields .= "Legal-Preview: $place\r\n" if $place && $a->{preview};
    print $c 'HTTP/1.1 ', $a->{status} // 200, " x\r\nContent-Type: text/html\r\n$fields",
        'Content-Length: ', length $body, "\r\nConnection: close\r\n\r\n$body";
});
my $other = "http://127.0.0.1:$upstream";

$t->write('text/en.html', '<p>n</p>');
$t->write('html/long.html', '<!DOCTYPE html><html lang=en><body>' . ('<p>text</p>' x 14000)
    . '<article>a</article></body></html>');
$t->write('html/none.html', '<!DOCTYPE html><html lang=en><body>' . ('<p>text</p>' x 14000) . '</body></html>');
my $back = LN::free_port();
$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction rc { country RU; }
legal_notice n { in rc; text DIR/text; place append article; fallback none; }
legal_restriction r { in rc; }
server {
    listen 127.0.0.1:PORT;
    legal_preview 127.0.0.1;
    location /law/ { root DIR/html; legal_apply r; }
    location /unseen/ { root DIR/html; legal_apply r; legal_preview off; }
    location / { proxy_pass http://127.0.0.1:$back; legal_apply n; }
}
server { listen 127.0.0.1:$back; root DIR/html; }
END
my $site = 'http://127.0.0.1:' . $t->port;

sub check {
    my ($args) = @_;
    my $out = `timeout 60 $command check --retries 0 --ignore-robots $args 2>$dir/err`;
    return ($? >> 8, $out, $t->slurp('err'));
}

# what the server at /x answers, and what is said of it
sub answer {
    my ($name, $answer, $status, $says, $args) = @_;
    $t->write('answers', encode_json({ x => $answer }));
    my ($got, $out) = check(($args // '') . " $other/x");
    is($got, $status, $name) or diag $out;
    like($out, $says, '.. and what is told');
    return $out;
}

# a Link refuses by its relation type, and only with a status that refuses

my $link = 'Link: <https://law.example/>; rel=';
answer('a URL that has the word', { fields => [ 'Cache-Control: no-store',
    'Link: <https://lantern.example/politics/site-blocked-by-russia>; rel="canonical"' ] },
    1, qr/^lacks .*\n +"n" is owed/, '--notice n');
answer('the same without what it owes', { fields => [
    'Link: <https://lantern.example/site-blocked-by-russia>; rel=canonical' ] },
    0, qr/^ok /);
answer('such a link of a page that is there', { fields => [ "${link}blocked-by" ] },
    1, qr/^lacks .*\n +"n" is owed/, '--notice n');
answer("a Link of a 403: $_", { status => 403, fields => [ 'Cache-Control: no-store', "Link: $_" ] },
    0, qr/^refused .*: 403$/m)
    for '<https://a/>; rel=blocked-by', '<https://a/>;rel="blocked-by"',
        '<https://a/,b>; rel="next Blocked-By"', '<https://b/>; rel=next, <https://a/>; rel=blocked-by';
answer('of two fields, the second', { status => 403, fields => [ 'Cache-Control: no-store',
    'Link: <https://b/>; rel=next', "${link}blocked-by" ] }, 0, qr/^refused /);
answer("a Link of a 403: $_", { status => 403, fields => [ 'Cache-Control: no-store', "Link: $_" ] },
    2, qr/^failed .*\n +the status is 403$/m)
    for '<https://a/blocked-by>; rel=next', '<https://a/>; rel=next; title="blocked-by"',
        '<https://a/>; rel=not-blocked-by', '<https://a/>; title="; rel=blocked-by"';

# a refusal that is no preview is that of whoever checks

my ($status, $out) = check("--as RU $site/law/a.html");
is($status, 0, 'a refusal, as a preview');
like($out, qr/^refused .* as RU: 451$/m, '.. is one');
($status, $out) = check("--as RU --interface 127.0.0.11 $site/unseen/a.html");
is($status, 2, 'a refusal of who checks');
like($out, qr/^failed .* as RU\n +it is no preview: your address must be in/m, '.. is none of the place');
my $form = '<form method="post"><input type="hidden" name="legal_acknowledge"></form>';
for (['451', { status => 451 }], ['a form', { status => 403, body => $form }],
    ['a Link', { status => 403, fields => [ "${link}blocked-by" ] }])
{
    my ($what, $answer) = @$_;
    push @{ $answer->{fields} }, 'Cache-Control: no-store';
    answer("$what that is no preview", $answer, 2, qr/^failed .* as RU\n +it is no preview/, '--as RU');
    answer("$what that is one", { %$answer, preview => 1 }, 0, qr/^refused .* as RU/, '--as RU');
}

# a Vary excuses a cache if it tells places apart

my @shared = ('Legal-Notice: n;lang=en', 'Cache-Control: public, max-age=3600');
for my $vary ('Accept-Encoding', 'accept-encoding, User-Agent', 'Cookie', 'Accept-Language,Origin',
    'Sec-Fetch-Dest')
{
    answer("Vary: $vary", { fields => [ @shared, "Vary: $vary" ], body => $whole }, 1,
        qr/^ +a shared cache may give the page to other readers: Cache-Control is "public, max-age=3600", and nothing in Vary, "\Q$vary\E", says where they are$/m);
    answer("Vary: $vary, with an Age", { fields => [ 'Legal-Notice: n;lang=en', 'Cache-Control: private',
        'Age: 30', "Vary: $vary" ], body => $whole }, 1, qr/^ +the page comes out of a shared cache: its Age is 30$/m);
}
answer('no Vary', { fields => [ @shared ], body => $whole }, 1, qr/, and there is no Vary$/m);
answer("Vary: $_", { fields => [ @shared, 'Age: 30', "Vary: $_" ], body => $whole }, 0, qr/^ok /)
    for 'X-Country', 'Accept-Encoding, CF-IPCountry', '*';
answer('two fields Vary', { fields => [ @shared, 'Vary: Accept-Encoding', 'Vary: X-Country' ], body => $whole },
    0, qr/^ok /);

# fields that outrank Cache-Control: each by itself

sub outranks {
    my ($fields, $which) = @_;
    my $name = join ', ', @$fields;
    $fields = [ 'Legal-Notice: n;lang=en', 'Cache-Control: private', @$fields ];
    answer($name, { fields => $fields, body => $whole }, $which ? 1 : 0,
        $which ? qr/^ +a shared cache may give the page to other readers: "\Q$which\E" outranks Cache-Control$/m : qr/^ok /);
}
outranks([ $_ ], $_) for 'Edge-Control: cache-maxage=1h', 'Edge-Control: !no-store', 'X-Accel-Expires: 3600',
    'X-Accel-Expires: @4102444800', 'Surrogate-Control: max-age=60', 'CDN-Cache-Control: private="a"';
outranks([ $_ ], '') for 'Edge-Control: no-store', 'Edge-Control: bypass-cache', 'X-Accel-Expires: 0',
    'X-Accel-Expires: @1', 'X-Accel-Expires: off', 'Surrogate-Control: no-store', 'CDN-Cache-Control: private';
outranks([ 'CDN-Cache-Control: max-age=600', 'Cloudflare-CDN-Cache-Control: no-store' ], 'CDN-Cache-Control: max-age=600');
outranks([ 'Cloudflare-CDN-Cache-Control: no-store', 'CDN-Cache-Control: max-age=600' ], 'CDN-Cache-Control: max-age=600');
outranks([ 'CDN-Cache-Control: max-age=600', 'X-Accel-Expires: 0', 'cdn-cache-control: no-store' ], '');
outranks([ 'Surrogate-Control: no-store', 'CDN-Cache-Control: a', 'Surrogate-Control: max-age=1' ], 'CDN-Cache-Control: a');
answer('a page that may be stored but for one field', { fields => [ 'Legal-Notice: n;lang=en',
    'Cache-Control: private="no-store"' ], body => $whole }, 1, qr/a shared cache may give the page/);
answer('a refusal that a CDN may keep', { status => 451, fields => [ 'Cache-Control: no-store',
    'X-Accel-Expires: 60' ] }, 1, qr/^lacks .*\n +.*"X-Accel-Expires: 60" outranks Cache-Control$/m);
answer('a refusal out of a cache', { status => 451, fields => [ 'Cache-Control: no-store', 'Age: 9' ] },
    1, qr/its Age is 9$/m);

# a notice that the page shows is there, also where its header went before

($status, $out) = check("--as RU --as DE --notice n $site/long.html");
is($status, 1, 'a page whose header went before its notice');
like($out, qr/^ok +\S+ as RU: n \(, in article\)\n +"n" is in the page, and Legal-Notice does not name it\n/m,
    '.. has it') or diag $out;
like($out, qr/^lacks +\S+ as DE\n +"n" is owed, and is not there$/m, '.. where it is due');
($status, $out) = check("--as RU --notice n $site/none.html");
is($status, 1, 'a page without its place');
like($out, qr/^lacks +\S+ as RU\n +"n" is owed, and is not there$/m, '.. lacks it');
($status, $out) = check("--json --html $dir/r.html --as RU --notice n $site/long.html");
is($status, 0, 'the same as JSON');
my $o = decode_json($out);
is_deeply([ @$o{qw( result problems remarks )}, @{ $o->{notices}[0] }{qw( name visible within )} ],
    [ 'ok', [], [ '"n" is in the page, and Legal-Notice does not name it' ], 'n', JSON::PP::true, 'article' ],
    '.. and a remark');
like($t->slurp('r.html'), qr{<li>&#34;n&#34; is in the page, and Legal-Notice does not name it</li>}, '.. also in HTML');
my $private = { fields => [ 'Cache-Control: private' ] };
answer('a notice that the header does not name', { %$private, body => $whole }, 0,
    qr/^ok .*: n \(, in article\)\n +"n" is in the page/, '--notice n');
answer('the same in UTF-16', { fields => [ 'Cache-Control: private' ],
    body => "\xff\xfe" . join '', map { "$_\0" } split //, $whole }, 0, qr/^ok .*: n \(, in article\)$/m, '--notice n');
answer('one that may be stored', { body => $whole }, 1,
    qr/^lacks .*\n +a shared cache may give the page to other readers/, '--notice n');
answer("one that is not seen: $_->[0]", { %$private, body => $_->[1] }, 1,
    qr/^lacks .*\n +"n" is in the page, and Legal-Notice does not name it\n +"n" is owed, and is not there$/m, '--notice n')
    for [ comment => $page =~ s/a</<!--$aside--></r ], [ hidden => $whole =~ s/<article>/<article hidden>/r ],
        [ script => $page =~ s/a</<script>'$aside'<\/script></r ];
answer('one that a script renders again', { %$private,
    body => "<html lang=en><body><div id=__next><article>$aside</article></div></body></html>" },
    1, qr/^ +"n" is in an element that a script renders again/m);
answer('one whose bare page has the same entity tag', { preview => 1, body => $whole,
    fields => [ 'Cache-Control: no-store', 'ETag: "e"' ],
    nobody => { preview => 1, fields => [ 'Cache-Control: no-store', 'ETag: "e"' ] } },
    1, qr/^ +the page without the notice has the same entity tag, "e"/m, '--as RU');

# a name is that name

answer('a name in other letters', { fields => [ 'Legal-Notice: n;lang=en', 'Cache-Control: private' ],
    body => $whole }, 1, qr/^lacks .*\n +"N" is owed, and is not there$/m, '--notice N');

# a page that came compressed by br, or by what no curl knows

my $br = decode_base64('oQAGACJuulQd3dCU1Nm04sP1ZK0IqdhHMIooS4WSRHYy6vIF3yGy2eBw1WtwpqLsi4'
    . 'qtAlwZqlDIk6WIcqIFJp4kAj19vr/1kn4M1WzEPo/+qdREgZGmsdQR');
answer('br', { fields => [ 'Legal-Notice: n;lang=en', 'Cache-Control: private',
    'Content-Encoding: br' ], body => $br }, 0, qr/^ok .*: n \(en, in article\)$/m, '--notice n');
answer('a coding that is not known', { fields => [ 'Content-Encoding: klingon' ], body => 'x' },
    2, qr/^failed .*\n +.*encoding/im);

# a list of several would be no list of one

$t->write('from', "127.0.0.11\n");
$t->write('answers', '{}');
for (["--interface 127.0.0.11 --interface 127.0.0.12", qr/"--interface" is there twice/],
    ["--from $dir/from --interface 127.0.0.12", qr/"--from" and "--interface" exclude each other/],
    ["--html $dir/a.html --html $dir/b.html", qr/"--html" is there twice/])
{
    my ($args, $why) = @$_;
    my ($status, $out, $err) = check("$args $other/x");
    is($status, 2, "check $args");
    like($err, $why, 'why');
}

$t->done;
