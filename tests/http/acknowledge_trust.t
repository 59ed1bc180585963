#!/usr/bin/perl

# Who could lift a restriction without having seen its page: by a cookie that is
# made, old, cut, doubled or another's, by a form that a foreign site sends, by a
# key that is none.  The signature is worked out anew here.

use warnings;
use strict;

use Digest::SHA qw( hmac_sha256_hex sha256_hex );
use JSON::PP;
use Test::More;
use Time::HiRes qw( sleep time );
use LN;

my $t = LN->new;
my $dir = $t->dir;
my %key = (one => 'k' x 32, two => "\0\1\2" x 20, three => 'x' x 4096);

sub key {
    my ($name, $bytes, $mode) = @_;
    $t->write("keys/$name", $bytes);
    chmod $mode // 0600, "$dir/keys/$name" or die;
}

key($_, $key{$_}) for keys %key;

my %text = (en => '<p>Adults only.</p>', ru => '<p>Только взрослым.</p>');
$t->write("gate/$_.html", $text{$_}) for keys %text;
$t->write('html/a.html', '<body>a page');

my $has_h2 = LN::has('http_v2_module');
my $tls = LN::free_port();
system "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=a"
    . " -keyout $dir/key.pem -out $dir/cert.pem 2> $dir/openssl.log";

sub conf {
    my ($keys, %o) = @_;
    my $for = $o{for} // '30d';
    return <<"END";
legal_key $keys;
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_restriction gate { in ru; page DIR/gate; acknowledge $for; }
legal_restriction other { in ru; page DIR/gate; acknowledge $for; }
server {
    listen 127.0.0.1:PORT;
    listen 127.0.0.1:H2 @{[ $has_h2 ? 'http2' : '' ]};
    listen 127.0.0.1:$tls ssl @{[ $has_h2 ? 'http2' : '' ]};
    ssl_certificate DIR/cert.pem; ssl_certificate_key DIR/key.pem;
    large_client_header_buffers 8 128k;
    client_body_timeout 1s;
    root DIR/html;
    legal_apply gate;
    location /other/ { alias DIR/html/; legal_apply other; }
}
END
}

$t->start(conf('DIR/keys/one'));

my $page = '/a.html';
my $day = 24 * 60 * 60;

# An acknowledgement, by whatever is said of it.
sub signed {
    my (%o) = @_;
    my $expiry = sprintf '%010d', $o{expiry} // CORE::time + $day;
    my $digest = $o{digest} // sha256_hex(join '', map { sha256_hex($text{$_}) } sort keys %text);
    my $message = join '', map { "$_\n" } $o{kind} // 'cookie', $o{rule} // 'gate',
        $digest, $expiry, $o{host} // 'a';
    return "$expiry." . hmac_sha256_hex($message, $o{key} // $key{one});
}

sub status {
    my ($cookie, %o) = @_;
    return $t->get(11, $o{path} // $page, fields => [ map { "Cookie: $_" } ref $cookie ? @$cookie : $cookie ])->{status};
}

sub post {
    my ($value, @fields) = @_;
    my $body = "legal_acknowledge=$value";
    return $t->get(11, $page, method => 'POST', body => $body, fields => [
        'Content-Type: application/x-www-form-urlencoded', 'Content-Length: ' . length $body, @fields ]);
}

sub told {
    return decode_json($t->body(1, '/', port => $t->{watch}))->{restrictions}{gate}{$_[0]};
}

# A cookie is what it says to be.
{
    my $good = signed();
    is(status("legal_gate=$good"), 200, 'the signature is the documented one');
    my $invalid = told('invalid');
    my %wrong = (
        'another restriction' => signed(rule => 'other'),
        'another text' => signed(digest => sha256_hex('x')),
        'one text of two' => signed(digest => sha256_hex($text{en})),
        'another host' => signed(host => 'b'),
        'a host in capitals' => signed(host => 'A'),
        'another key' => signed(key => $key{two}),
        'no key' => signed(key => ''),
        'a form' => signed(kind => 'form'),
        'one whose time is over' => signed(expiry => CORE::time),
        'one of long ago' => signed(expiry => 1),
        'one for longer than there are' => signed(expiry => CORE::time + 31 * $day),
        'one for ever' => signed(expiry => 9999999999),
        'a time that was changed' => $good =~ s/^(\d{9})(\d)/$1 . ($2 + 1) % 10/er,
        'a signature that was changed' => $good =~ s/([0-9a-f])$/$1 eq '0' ? '1' : '0'/er,
        'capitals' => uc $good,
        'one byte less' => substr($good, 0, -1),
        'one byte more' => $good . '0',
        'a blank within' => $good =~ s/\./. /r,
        'quotes' => "\"$good\"",
        'no point' => $good =~ s/\./,/r,
        'a sign' => $good =~ s/^\d/-/r,
        'nothing' => '',
        'a point' => '.',
    );
    is(status("legal_gate=$wrong{$_}"), 451, "$_ lifts nothing") for sort keys %wrong;
    is(told('invalid') - $invalid, scalar keys %wrong, 'each of them is counted');
    is(status("legal_gate=" . substr $good, 0, $_), 451, "cut to $_ bytes") for 0 .. length($good) - 1;
    is(status("legal_gate=$good", path => '/other/a.html'), 451, 'the name is that of the restriction');
    is(status("legal_other=$good", path => '/other/a.html'), 451, '.. and so is what is signed');
    is(status("LEGAL_GATE=$good"), 451, 'a name in capitals is another');
    is(status("xlegal_gate=$good"), 451, 'so is a longer one');
    is(status('legal_gate=' . signed(expiry => CORE::time + 30 * $day + 1800)), 200, 'a clock may be half an hour behind');
    is(status('legal_gate=' . signed(expiry => CORE::time + 30 * $day + 7200)), 451, '.. but not two');
}

# Many and long ones.
{
    my $good = 'legal_gate=' . signed();
    my $bad = 'legal_gate=' . 'x' x 75;
    is(status("$good; $good"), 200, 'doubled');
    is(status("$bad; $good"), 200, 'one of another path before it');
    is(status("$good; $bad"), 200, '.. or behind it');
    is(status(join '; ', ($bad) x 3, $good), 200, 'the fourth');
    is(status(join '; ', ($bad) x 4, $good), 451, 'and no further');
    is(status([ ($bad) x 3, $good ]), 200, 'the same in fields of their own');
    is(status('a=' . 'x' x 65536 . "; $good"), 200, '64 KB before it');
    is(status('legal_gate=' . 'x' x 65536), 451, '64 KB in it');
    is(status('legal_gate=' . 'x' x 65536 . "; $good"), 200, '.. and a good one behind');
    is(status(';' x 65536 . $good), 200, '64 KB of nothing');
    is(status("\xff=\xfe; $good"), 200, 'bytes of no encoding');
}

# A form comes from the page.
{
    my $token = 'gate.' . signed(kind => 'form');
    is(post($token)->{status}, 303, 'the signature of a form, too');
    my %wrong = (
        'a cookie' => 'gate.' . signed(),
        'another restriction' => 'other.' . signed(kind => 'form', rule => 'other'),
        'another name' => 'gate.' . signed(kind => 'form', rule => 'other'),
        'another host' => 'gate.' . signed(kind => 'form', host => 'b'),
        'an old form' => 'gate.' . signed(kind => 'form', expiry => CORE::time - 1),
        'one from the future' => 'gate.' . signed(kind => 'form', expiry => CORE::time + 3 * $day),
        'no name' => signed(kind => 'form'),
        'a name alone' => 'gate.',
        'a part of the name' => 'gat.' . signed(kind => 'form'),
        'nothing' => '',
    );
    for (sort keys %wrong) {
        my $got = post($wrong{$_});
        is($got->{status}, 451, "$_ lifts nothing");
        is(LN::field($got, 'Set-Cookie'), undef, '.. and gives no cookie');
        like($got->{body}, qr/<form/, '.. but the page that asks');
        unlike($got->{body}, qr/legal-unsent/, '.. with nothing that was lost');
    }
    my %from = (
        'Sec-Fetch-Site: same-origin' => 303, 'Sec-Fetch-Site: cross-site' => 451,
        'Sec-Fetch-Site: same-site' => 451, 'Sec-Fetch-Site: none' => 451,
        'Origin: http://a' => 303, 'Origin: https://a:8443' => 303,
        'Origin: http://evil.example' => 451, 'Origin: null' => 451,
        'Origin: http://a.evil.example' => 451,
    );
    is(post($token, $_)->{status}, $from{$_}, "$_: $from{$_}") for sort keys %from;
    is(post($token, 'Sec-Fetch-Site: same-origin', 'Origin: null')->{status}, 303, 'Sec-Fetch-Site outranks Origin');
    is(post($token, 'Sec-Fetch-Site: cross-site', 'Origin: http://a')->{status}, 451, '.. both ways');
    is(post($token, 'Sec-Fetch-Site: same-origin', 'Sec-Fetch-Site: same-origin')->{status}, 451, 'two fields are none');
    my $body = "legal_acknowledge=$token";
    for my $type ('text/plain', 'multipart/form-data', 'application/json', '') {
        is($t->get(11, $page, method => 'POST', body => $body, fields => [ "Content-Type: $type", 'Content-Length: ' . length $body ])->{status},
            451, "as $type it is no form");
    }
    is($t->get(11, "$page?$body")->{status}, 451, 'nor in a GET');
    is($t->get(11, $page, method => 'PUT', body => $body, fields => [ 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: ' . length $body ])->{status},
        451, 'nor in a PUT');
    my $long = "$body&" . 'x' x 1024;
    is($t->get(11, $page, method => 'POST', body => $long, fields => [ 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: ' . length $long ])->{status},
        451, 'nor in a body that is longer than any form');
}

# No markup of the reader's, in what is asked or answered.
{
    my $got = $t->get(11, '/a.html?%3Cscript%3E"><script>alert(1)</script>');
    unlike($got->{body}, qr/script|alert/, 'the page says nothing of its URI');
    my $posted = $t->get(11, '/a.html?"><script>', method => 'POST', body => 'legal_acknowledge="><script>',
        fields => [ 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 28' ]);
    unlike($posted->{body}, qr/script/, '.. nor of what was sent');
    my $split = $t->get(11, '/a.html?a=%0d%0aSet-Cookie:x', method => 'POST', body => 'legal_acknowledge=gate.' . signed(kind => 'form'),
        fields => [ 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: ' . (23 + length signed()) ]);
    is($split->{status}, 303, 'a redirect');
    like(LN::field($split, 'Location'), qr/%0d%0aSet-Cookie:x$/, '.. splits no header');
}

# Bodies that do not come, or come slowly.
{
    my $body = 'legal_acknowledge=gate.' . signed(kind => 'form');
    my $head = "POST $page HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
        . length($body) . "\r\n\r\n";
    my $slow = sub {
        my ($pieces) = @_;
        my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $t->port, LocalAddr => '127.0.0.11') or die;
        for (@$pieces) { print $s $_; $s->flush; sleep 0.02 }
        my $got = '';
        1 while sysread $s, $got, 65536, length $got;
        return $got;
    };
    like($slow->([ $head, map { substr $body, $_, 1 } 0 .. length($body) - 1 ]), qr{^HTTP/1.1 303}, 'byte by byte');
    like($slow->([ map { substr $head . $body, $_, 60 } map { 60 * $_ } 0 .. length($head . $body) / 60 ]), qr{^HTTP/1.1 303}, 'piece by piece');
    like($slow->([ $head, substr $body, 0, 20 ]), qr{^(?:HTTP/1.1 408|$)}, 'one that does not come is given up');
    like($slow->([ "POST $page HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
        . length($body) . "\r\n\r\n", $body ]), qr{^HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 303}, '100-continue');
    my $both = $slow->([ $head =~ s/Connection: close\r\n//r . $body . "GET $page HTTP/1.1\r\nHost: a\r\nConnection: close\r\nCookie: legal_gate=" . signed() . "\r\n\r\n" ]);
    like($both, qr{^HTTP/1.1 303.*HTTP/1.1 200.*a page}s, 'the connection goes on behind it');
}

# TLS and HTTP/2, with a client that keeps cookies.
SKIP: {
    my @protocols = (http1 => '--http1.1', $has_h2 ? (http2 => '--http2') : ());
    skip 'no TLS', 1 unless LN::has('http_ssl_module');
    while (my ($name, $option) = splice @protocols, 0, 2) {
        my $curl = sub { my $out = `curl -sk $option --interface 127.0.0.11 -b $dir/$name.jar -c $dir/$name.jar @_ https://127.0.0.1:$tls$page`; return $out };
        my ($token) = $curl->() =~ /value="([^"]*)"/;
        like($token, qr/^gate\./, "$name over TLS is asked");
        my $got = $curl->('-i', '-d', "legal_acknowledge=$token");
        like($got, qr{^HTTP/\S+ 303}, '.. and acknowledges');
        like($got, qr{^set-cookie: legal_gate=\S+; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure\r}mi, '.. with a cookie that is secure');
        is($curl->(), '<body>a page', '.. which shows the page');
    }
    skip 'no HTTP/2', 1 unless $has_h2;
    my $h2 = `curl -s --http2-prior-knowledge --interface 127.0.0.11 -H 'Cookie: a=b' -H 'Cookie: legal_gate=@{[ signed(host => '127.0.0.1') ]}' http://127.0.0.1:$t->{h2}$page`;
    is($h2, '<body>a page', 'HTTP/2 may split its cookies');
}

# Keys come and go.
{
    my $old = 'legal_gate=' . signed();
    $t->conf(conf('DIR/keys/two DIR/keys/one'));
    $t->reload;
    is(status($old), 200, 'an old key is taken still');
    my $got = post('gate.' . signed(kind => 'form'));
    is($got->{status}, 303, '.. also in a form that was sent before');
    my ($expiry, $mac) = LN::field($got, 'Set-Cookie') =~ /^legal_gate=(\d+)\.([0-9a-f]+)/;
    is("$expiry.$mac", signed(expiry => $expiry, key => $key{two}), 'the first one signs');
    $t->conf(conf('DIR/keys/two'));
    $t->reload;
    is(status($old), 451, 'one that is gone is not');
    is(status("legal_gate=$expiry.$mac"), 200, 'the new one is');
    $t->conf(conf('DIR/keys/three DIR/keys/two'));
    $t->reload;
    is(status('legal_gate=' . signed(key => $key{three})), 200, 'all bytes of a long key count');
    is(status('legal_gate=' . signed(key => substr $key{three}, 0, 64)), 451, '.. to the last');
}

# A changed text asks anew, and so does a time that became shorter.
{
    $t->conf(conf('DIR/keys/one'));
    $t->reload;
    my $good = 'legal_gate=' . signed();
    is(status($good), 200, 'before');
    my $was = $text{ru};
    $text{ru} = '<p>Только совершеннолетним.</p>';
    $t->write('gate/ru.html', $text{ru});
    $t->reload;
    is(status($good), 451, 'a text of another language has changed: asked anew');
    is(status('legal_gate=' . signed()), 200, 'and answered anew');
    my $long = 'legal_gate=' . signed(expiry => CORE::time + 20 * $day);
    is(status($long), 200, 'of twenty days');
    $t->conf(conf('DIR/keys/one', for => '10d'));
    $t->reload;
    is(status($long), 451, 'ten days is the most now');
    is(status('legal_gate=' . signed(expiry => CORE::time + 9 * $day)), 200, 'nine are left');
}

# What is no key is refused.
{
    key(short => 'k' x 31);
    key(empty => '');
    key(long => 'k' x 4097);
    key("mode$_" => 'k' x 32, oct $_) for qw( 0640 0604 0644 0660 0666 0610 0601 );
    mkdir "$dir/keys/dir";
    my %said = (
        short => qr/the key ".*short" has 31 bytes, 32 to 4096 are expected: "openssl rand -out FILE 32" makes one/,
        empty => qr/has 0 bytes/, long => qr/has 4097 bytes/, dir => qr/is not a regular file/,
        none => qr/cannot read ".*none": No such file or directory: "openssl rand -out FILE 32" makes one in/,
        map { ("mode$_" => qr/the key ".*mode$_" has mode $_, others than its owner may use it: "chmod 600" it/) } qw( 0640 0604 0644 0660 0666 0610 0601 ),
    );
    for (sort keys %said) {
        my ($ok, $said) = $t->check(conf("DIR/keys/one DIR/keys/$_"));
        ok(!$ok, "$_ is no key");
        like($said, $said{$_}, '.. and it says why');
        like($said, qr/"legal_key" directive: .* in \S+nginx\.conf:\d+/, '.. and where');
    }
    key(mode0400 => 'k' x 32, 0400);
    my ($ok, $said) = $t->check(conf('DIR/keys/mode0400'));
    ok($ok, 'one that only its owner reads is') or diag $said;
    ($ok, $said) = $t->check(conf(join ' ', ('DIR/keys/one') x 9));
    like($said, qr/more than 8 files in "legal_key" directive/, 'nine are too many');
    ($ok, $said) = $t->check(conf(join ' ', ('DIR/keys/one') x 8));
    ok($ok, 'eight are not') or diag $said;
    ($ok, $said) = $t->check(conf('DIR/keys/one; legal_key DIR/keys/two'));
    like($said, qr/"legal_key" directive is duplicate/, 'one directive');
    ($ok, $said) = $t->check(conf('DIR/keys/one') =~ s/legal_key .*\n//r);
    like($said, qr/"acknowledge" directive of restriction "gate" needs a key, make one with "openssl rand -out FILE 32" and name it by "legal_key FILE", in \S+:\d+/, 'none is too few');
    ($ok, $said) = $t->check(conf('DIR/keys/one') =~ s/legal_key .*\n//r =~ s/legal_apply .*?;//gr);
    ok($ok, 'where nothing asks none is needed') or diag $said;
    unlike($t->log . $said, qr/kkkkkkkk/, 'no log has a key');
}

# What else `nginx -t` refuses.
{
    my $rule = sub {
        my ($inside, $text) = @_;
        $t->write('x/en.html', $text // '<p>a</p>');
        return $t->check(<<"END");
legal_key DIR/keys/one;
legal_jurisdiction all { network 127.0.0.0/8; }
$inside
server { listen 127.0.0.1:PORT; legal_apply r; }
END
    };
    my %refused = (
        'legal_restriction r { in all; acknowledge; }' => qr/invalid number of arguments in "acknowledge" directive/,
        'legal_restriction r { in all; acknowledge 1d 2d; }' => qr/invalid number of arguments/,
        'legal_restriction r { in all; acknowledge x; }' => qr/invalid value "x" in "acknowledge" directive, a time like "30d" is expected, or "0" for the session/,
        'legal_restriction r { in all; acknowledge -1; }' => qr/invalid value "-1"/,
        'legal_restriction r { in all; acknowledge 1ms; }' => qr/invalid value "1ms"/,
        'legal_restriction r { in all; acknowledge 1d; acknowledge 2d; }' => qr/"acknowledge" directive is duplicate/,
        'legal_notice r { in all; text DIR/x; acknowledge 1d; }' => qr/unknown directive "acknowledge" in "legal_notice"/,
    );
    for (sort keys %refused) {
        my ($ok, $said) = $rule->($_);
        ok(!$ok, "refused: $_");
        like($said, $refused{$_}, '.. and it says why');
        like($said, qr/in \S+nginx\.conf:\d+/, '.. and where');
    }
    my ($ok, $said) = $rule->('legal_restriction r { in all; acknowledge 401d; }');
    ok($ok, 'a time that no browser keeps');
    like($said, qr/\[warn\] "401d" in "acknowledge" directive is longer than browsers keep a cookie, which is 400d/, '.. is warned of');
    ($ok, $said) = $rule->('legal_restriction r { in all; acknowledge 400d; }');
    unlike($said, qr/warn/, '400 days are not');
    my %texts = (
        '<p>{{legal_form}}</p>' => qr/"\{\{legal_form\}\}" is a form, it would end the element .* at "\S+x\/en\.html":1:4/,
        "<p>a</p>\n<button>a</button><button>b</button>" => qr/a text that asks has one "<button>" at "\S+en\.html":2:19, in \S+:\d+/,
        '<button type="button">a</button>' => qr/take out the attribute "type" at "\S+":1:9/,
        '<p>a</p><button></button>' => qr/needs words/,
    );
    for (sort keys %texts) {
        ($ok, $said) = $rule->('legal_restriction r { in all; page DIR/x; acknowledge 1d; }', $_);
        ok(!$ok, "refused: $_");
        like($said, $texts{$_}, '.. and it says why');
    }
    for my $kind ('legal_restriction r { in all; page DIR/x; }', 'legal_notice r { in all; text DIR/x; }') {
        ($ok, $said) = $rule->($kind, '<p>a</p> {{legal_form}}');
        ok(!$ok, "a form in: $kind");
        like($said, qr/"\{\{legal_form\}\}" stands in the page of a restriction with "acknowledge" alone at "\S+":1:10, in \S+:\d+/, '.. is refused');
    }
    ($ok, $said) = $rule->('legal_notice r { in all; text DIR/x; }', '<p>a</p> <button>b</button><button disabled>c</button>');
    ok($ok, 'buttons of a notice are its own') or diag $said;
}

$t->done(seen => qr/\[emerg\]/);
