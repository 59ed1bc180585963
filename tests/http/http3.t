#!/usr/bin/perl

# HTTP/3, by ngtcp2's gtlsclient: what readers get over QUIC, and by which
# address they are judged when it changes.

use warnings;
use strict;

use IO::Compress::Gzip qw( gzip );
use IO::Uncompress::Gunzip qw( gunzip );
use Test::More;
use H3;
use LN;

my $missing = H3::missing();
plan skip_all => $missing if $missing;

my $t = LN->new;
my $dir = $t->dir;
system "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=a"
    . " -keyout $dir/key.pem -out $dir/cert.pem >/dev/null 2>&1";

my $page = '<html><body><article>' . join('', map { "<p>line $_</p>" } 1 .. 4000)
    . '</article></body></html>';
$t->write('text/en.html', '<p>n</p>');
$t->write('html/a.html', $page);
$t->write("html/many/$_.html", $page =~ s/line 1</page $_</r) for 1 .. 30;
gzip \$page => \my $zipped;

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my $coded = $head =~ m{ /zipped};
    select undef, undef, undef, 1 if $head =~ m{ /slow};
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"up\"\r\n"
        . "Connection: close\r\n" . ($coded ? "Content-Encoding: gzip\r\n" : '')
        . "\r\n";
    return if $head =~ /^HEAD/;
    my $body = $coded ? $zipped : $page;
    print $c substr $body, 0, 20000, '';
    select undef, undef, undef, 2 if $head =~ m{ /stops};
    print $c $body;
});

my $one = LN::free_port();
my $server = <<"END";
    listen 127.0.0.1:PORT;
    ssl_certificate DIR/cert.pem; ssl_certificate_key DIR/key.pem;
    root DIR/html;
    access_log DIR/access.log;
    legal_apply n r;
    legal_preview 127.0.0.41/32;
    location / { }
    location /gate/ { legal_apply gate; alias DIR/html/; }
    location /gate/up/ { legal_apply gate; proxy_pass http://127.0.0.1:$upstream/up/; }
    location /zip/ { gzip on; gzip_min_length 1; alias DIR/html/; }
    location ~ ^/(up|zipped|slow|stops)/ {
        proxy_pass http://127.0.0.1:$upstream;
    }
    location /wait/ {
        legal_apply off;
        rewrite ^/wait(/.*) /slow\$1 break;
        proxy_pass http://127.0.0.1:$upstream;
    }
    location /off/ { proxy_buffering off; proxy_pass http://127.0.0.1:$upstream; }
END

$t->write('key', 'k' x 32);
chmod 0600, "$dir/key" or die;
$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_jurisdiction eu { group EU; }
legal_notice n { in ru; text DIR/text; place append article; }
legal_restriction r { in eu; }
legal_key DIR/key;
legal_jurisdiction kz { country KZ; }
legal_restriction gate { in kz; acknowledge 30d; status 403; }
server { listen 127.0.0.1:PORT quic reuseport; $server }

# of which requests follow one another
server {
    listen 127.0.0.1:$one quic reuseport; http3_max_concurrent_streams 1;
    server_name one; $server
}
END

my $client = H3->new(dir => "$dir/h3", port => $t->port);
sub h3 { return $client->get(@_) }

my $notice = '<aside class="legal-notice" role="note" lang="en" dir="ltr"'
    . ' data-legal-notice="n"><p>n</p></aside>';
sub with { return $_[0] =~ s{</article>}{$notice</article>}r }

# what a reader gets, as over HTTP/1.1

for my $path ('/a.html', '/up/b.html', '/off/c.html', '/zipped/d.html') {
    my $a = h3(11, [ $path ]);
    is($a->{status}, 200, "$path, a reader it is due to");
    ok($a->{body} eq with($page), 'has the notice, once, and no other byte more');
    is(field($a, 'legal-notice'), 'n;lang=en', 'it says so');
    my $h1 = $t->get(11, $path);
    is(field($a, $_), field($h1, $_), "$_ as over HTTP/1.1")
        for qw( etag content-length cache-control vary content-type );
    $a = h3(41, [ $path ]);
    ok($a->{body} eq ($path =~ /zipped/ ? $zipped : $page),
        'another reader has the page as it is');
    is(field($a, 'legal-notice'), undef, 'and no word of it');
    is(field($a, 'cache-control'), 'private', 'in scope all the same');
    $a = h3(21, [ $path ]);
    is($a->{status}, 451, 'who may not see it is refused');
    is(field($a, 'cache-control'), 'no-store', 'not to be stored');
    unlike($a->{body}, qr/line 1</, 'and gets nothing of it');
}

# a page that asks, its form, and the page behind it

for my $path ('/gate/a.html', '/gate/up/b.html') {
    my $asked = h3(41, [ $path ]);
    is($asked->{status}, 403, "$path asks");
    my ($token) = $asked->{body} =~ /name="legal_acknowledge" value="([^"]*)"/;
    like($token // 'none', qr/^gate\./, '.. with its form');
    my $form = $t->write('form', 'legal_acknowledge=' . ($token // ''));
    my $sent = h3(41, [ $path ], method => 'POST', options => [ "--data=$form" ],
        fields => [ 'content-type: application/x-www-form-urlencoded' ]);
    is($sent->{status}, 303, '.. which is taken');
    is(field($sent, 'location'), $path, '.. and leads back');
    my ($cookie, $rest) = (field($sent, 'set-cookie') // '') =~ /^(legal_gate=[^;]*)(.*)/;
    is($rest, '; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure', '.. with a secure cookie');
    my $shown = h3(41, [ $path ], fields => [ 'cookie: a=b', 'cookie: ' . ($cookie // '') ]);
    is($shown->{status}, 200, '.. that shows the page');
    ok($shown->{body} eq $page, '.. whole');
    is(h3(41, [ $path ], fields => [ 'cookie: legal_gate=x' ])->{status}, 403, '.. as no other does');
}

# HEAD

for my $path ('/a.html', '/up/b.html') {
    my $get = h3(11, [ $path ]);
    my $head = h3(11, [ $path ], method => 'HEAD');
    is($head->{status}, 200, "HEAD $path");
    is($head->{body}, '', 'no body');
    is(field($head, $_), field($get, $_), "its $_ is that of GET")
        for qw( legal-notice etag content-type );
}
is(h3(21, [ '/a.html' ], method => 'HEAD')->{status}, 451, 'HEAD refused');

# conditions, by the variant's validator

my $etag = field(h3(11, [ '/a.html' ]), 'etag');
my $plain = field(h3(41, [ '/a.html' ]), 'etag');
isnt($etag, $plain, 'a variant has an ETag of its own');
is(h3(11, [ '/a.html' ], fields => [ "if-none-match: $etag" ])->{status}, 304,
    'a copy with the notice is good');
my $a = h3(11, [ '/a.html' ], fields => [ "if-none-match: $plain" ]);
is($a->{status}, 200, 'one without is not');
ok($a->{body} eq with($page), 'the notice comes');
is(h3(41, [ '/a.html' ], fields => [ "if-none-match: $plain" ])->{status}, 304,
    'but is for a reader to whom none is due');
is(h3(21, [ '/a.html' ], fields => [ "if-none-match: $plain" ])->{status}, 451,
    'no 304 passes a restriction');

# ranges

$a = h3(11, [ '/a.html' ], fields => [ 'range: bytes=0-9' ]);
is($a->{status}, 200, 'no part of a page whose notice is due');
is(h3(41, [ '/a.html' ], fields => [ 'range: bytes=0-9' ])->{body},
    substr($page, 0, 10), 'for others as ever');

# gzip

$a = h3(11, [ '/zip/a.html' ], fields => [ 'accept-encoding: gzip' ]);
is(field($a, 'content-encoding'), 'gzip', 'gzip');
gunzip \$a->{body} => \my $unzipped;
ok($unzipped eq with($page), 'with the notice in it');

# previews

$a = h3(41, [ '/a.html' ], fields => [ 'x-legal-preview: RU' ]);
ok($a->{body} eq with($page), 'a preview');
is(field($a, 'cache-control'), 'no-store', 'not to be stored');
is(h3(41, [ '/a.html' ], fields => [ 'x-legal-preview: DE' ])->{status}, 451,
    'of a restriction');
$a = h3(11, [ '/a.html' ], fields => [ 'x-legal-preview: KZ' ]);
ok($a->{body} eq with($page), 'not for everyone');

# many streams of one connection

my @many = map { "/many/$_.html" } 1 .. 30;
my @answers = h3(11, \@many);
is(scalar(grep { $_->{status} == 200 } @answers), 30, '30 streams at once');
is(scalar(grep { $answers[$_]{body} eq with($page =~ s/line 1</page @{[ $_ + 1 ]}</r) }
    0 .. 29), 30, 'each page with its notice');
@answers = h3(11, \@many, port => $one);
is(scalar(grep { $_->{body} =~ /\Q$notice\E/ } @answers), 30, 'one by one as well');

# readers at once

my %got;
{
    my %from;
    for my $from (11, 41, 21, 12) {
        defined(my $pid = fork) or die "fork: $!";
        if (!$pid) {
            my $wrong = 0;
            for my $answer (map { h3($from, [ @many[0 .. 9] ]) } 1 .. 3) {
                my $has = () = $answer->{body} =~ /\Q$notice\E/g;
                $wrong++ if $from == 21 ? $answer->{status} != 451
                    : $has != ($from != 41);
            }
            POSIX::_exit($wrong);
        }
        $from{$pid} = $from;
    }
    for my $pid (keys %from) {
        waitpid $pid, 0;
        $got{$from{$pid}} = $? >> 8;
    }
}
is_deeply(\%got, { 11 => 0, 12 => 0, 21 => 0, 41 => 0 },
    'four readers at once, 30 pages each, and none has what is another\'s');

# readers who go away

for my $path ('/stops/x', '/slow/x', '/a.html') {
    h3(11, [ $path, '/stops/y' ], seconds => 0.5);
    h3(11, [ '/a.html', $path, '/stops/z' ], first => 1);
}
h3(11, [ '/stops/x' ], options => [ '--rx-loss=0.2' ]);
ok(h3(11, [ '/a.html' ])->{body} eq with($page), 'readers who go away harm nobody');

# A connection that moves.  Its first request is judged by the old address.  When
# nginx has heard from the new one that the reader is there, that counts: after
# the two others, of which each takes a second.  Now and then a packet is lost to
# the old address for good, and gtlsclient gives up: it is tried again.

sub moves {
    my ($from, $to, @how) = @_;
    my ($log, $valid, @got);
    for (1 .. 5) {
        $log = length $t->log;
        @got = map { $_->{status}
                . ($_->{head} =~ /^legal-notice:/m ? ' n' : '') }
            h3([ $from, $to ], [ '/a.html', '/wait/x', '/wait/y', '/a.html' ],
                port => $one, options => [ '--change-local-addr=300ms', @how ]);
        $log = substr $t->log, $log;
        $valid = $log =~ /quic path seq:\d+ addr:127\.0\.0\.$to:\d+ success/;
        last if $got[3] && ($valid || @how);
    }
    like($log, qr/quic migrated to path seq:\d+ addr:127\.0\.0\.$to:/,
        "from 127.0.0.$from to 127.0.0.$to @how");
    return ($valid, @got[0, 3]);
}

my %gets = (11 => '200 n', 41 => '200', 21 => '451');

for my $way ([ 11, 21 ], [ 21, 11 ], [ 11, 41 ], [ 41, 11 ]) {
    my ($from, $to) = @$way;
    my ($valid, $first, $last) = moves($from, $to);
    ok($valid, 'the new address is validated');
    is($first, $gets{$from}, 'judged by the old one before');
    is($last, $gets{$to}, 'by the new one after');

    # A router gives the connection another address, unknown to the reader.  Not
    # every client then answers nginx's question; without that the old one counts.

    ($valid, $first, $last) = moves($from, $to, '--nat-rebinding',
        '--delay-stream=1s');
    is($first, $gets{$from}, 'judged by the old one though it came from the new');
    is($last, $gets{$valid ? $to : $from}, 'then by the one that is validated: '
        . ($valid ? 'the new' : 'the old'));
}

like($t->slurp('access.log'), qr{^127\.0\.0\.11 .*"GET /a\.html HTTP/3\.0"}m,
    'all of this was HTTP/3');

$t->done;
