#!/usr/bin/perl

# However a page comes, in whatever buffers and however it is sent, it is the
# same page with its notice at the same byte.

use warnings;
use strict;

use IO::Socket::INET;
use Test::More;
use Time::HiRes qw( sleep );
use LN;

my $t = LN->new;

$t->write('text/en.html', '<p>n</p>');
my $n = '<aside class="legal-notice" role="note" lang="en" dir="ltr"'
    . ' data-legal-notice="n"><p>n</p></aside>';

# Pages by name: what stands before the notice, and after it.
my %page = (
    small => ['<body><article>a', '</article></body>'],
    first => ['<article>', '</article>' . 'z' x 100_000],
    last => ['<p>' . 'a' x 131_000, ''],
    edge => ['<article>' . 'b' x (32768 - 9), '</article>'],
    over => ['<article>' . 'b' x (32768 - 12), '</article>' . 'c' x 40000],
    tags => ['<article>' . '<i>x</i>' x 20_000, '</article><p>end'],
    wide => [join('', map { '<article>' . '<b title="' . 'w' x (137 * $_)
        . '">x</b>' x 3 } 1 .. 30) . '</article>' x 29,
        '</article>' . '<p>' x 1000],
    big => ['<article>' . join('', map { "<p>$_ text" } 1 .. 150_000),
        '</article>' . 'e' x 1_500_000],
);

$t->write("html/$_.html", join '', @{ $page{$_} }) for keys %page;
$t->write('html/ssi.html', '<!--# include virtual="/part/over.html" -->'
    . '<!--# include virtual="/part/small.html" --><p>end');

# /NAME.html/STEP: the page in pieces of STEP bytes, each with its own write.
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($name, $step, $pause) = $head =~ m{/(\w+)\.html/(\d+)(p?)};
    my $page = join '', @{ $page{$name} };
    my $send = $head =~ m{/\d+cut} ? 70_000 : length $page;
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        . "Content-Length: @{[ length join '', @{ $page{$name} } ]}\r\n\r\n";
    for (my $at = 0; $at < $send; $at += $step) {
        syswrite $c, substr $page, $at, $step or last;
        sleep 0.0003 if $pause;
    }
});

$t->start(<<"END", main => 'thread_pool default threads=2;');
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/text; place append article; }
legal_notice late { in ru; text DIR/text; place after .none;
    place before article; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply n;
    location /plain/ { alias DIR/html/; }
    location /sendfile/ { alias DIR/html/; sendfile on; }
    location /nopush/ { alias DIR/html/; sendfile on; tcp_nopush on; }
    location /chunk/ { alias DIR/html/; sendfile on;
        sendfile_max_chunk 8k; }
    location /threads/ { alias DIR/html/; sendfile on; aio threads; }
    location /reads/ { alias DIR/html/; aio threads; output_buffers 3 5k; }
    location /direct/ { alias DIR/html/; sendfile on; directio 512; }
    location /buffers/ { alias DIR/html/; output_buffers 1 1k; }
    location /postpone/ { alias DIR/html/; postpone_output 0; }
    location /gzip/ { alias DIR/html/; sendfile on; gzip on;
        gzip_min_length 0; }
    location /gzipthreads/ { alias DIR/html/; sendfile on; gzip on;
        gzip_min_length 0; aio threads; }
    location /sub/ { alias DIR/html/; sendfile on; sub_filter QQ RR; }
    location /charset/ { alias DIR/html/; sendfile on; charset utf-8; }
    location /limit/ { alias DIR/html/; sendfile on; limit_rate 60m; }
    location /ssi { sendfile on; ssi on; }
    location /ssigzip { alias DIR/html/ssi; sendfile on; ssi on; gzip on;
        gzip_min_length 0; aio threads; }
    location /part/ { alias DIR/html/; aio threads; sendfile on; }
    location /add/ { alias DIR/html/; sendfile on;
        add_before_body /part/small.html; }
    location /proxied/ { proxy_pass http://127.0.0.1:$upstream/; }
    location /unbuffered/ { proxy_pass http://127.0.0.1:$upstream/;
        proxy_buffering off; proxy_buffer_size 1k; }
    location /spooled/ { proxy_pass http://127.0.0.1:$upstream/;
        sendfile on; proxy_buffers 2 4k; proxy_busy_buffers_size 4k; }
    location /spooledthreads/ { proxy_pass http://127.0.0.1:$upstream/;
        sendfile on; aio threads; aio_write on; proxy_buffers 2 4k;
        proxy_busy_buffers_size 4k; }
    location /kept/ { proxy_pass http://127.0.0.1:$upstream/;
        legal_apply late; proxy_buffering off; }
}
server { listen 127.0.0.1:H2 http2; root DIR/html; legal_apply n;
    sendfile on; }
END

sub same {
    my ($got, $want, $name) = @_;
    return pass($name) if $got eq $want;
    my $at = 0;
    $at++ while substr($got, $at, 1) eq substr $want, $at, 1;
    fail("$name: " . length($got) . ' bytes for ' . length($want)
        . ", other from $at on");
}

sub want { my ($name) = @_; return join $n, @{ $page{$name} } }

my @names = sort keys %page;
require IO::Uncompress::Gunzip;

for my $way (qw( plain sendfile nopush chunk threads reads direct buffers
    postpone sub charset limit gzip gzipthreads ))
{
    for my $name (@names) {
        my $got = $t->get(11, "/$way/$name.html", fields => $way =~ /gzip/
            ? ['Accept-Encoding: gzip'] : []);
        my $body = $got->{body};
        if ($way =~ /gzip/) {
            IO::Uncompress::Gunzip::gunzip(\$body, \my $plain);
            $body = $plain;
        }
        same($body, want($name), "$way: $name");
        ok(!$got->{cut}, "$way: $name is whole");
    }
}

my $sent = $t->get(11, '/sendfile/big.html');
is(field($sent, 'Content-Length'), length want('big'), 'a file has a length');
same($t->body(11, '/sendfile/big.html', http => '1.0'), want('big'),
    'HTTP/1.0');
is($t->body(11, '/sendfile/big.html', method => 'HEAD'), '', 'HEAD');

my ($over, $small) = map { join '', @{ $page{$_} } } qw( over small );
my $ssi = "$over$small<p>end";
$ssi =~ s{(?=</article>)}{$n};
same($t->body(11, '/ssi.html'), $ssi, 'SSI parts that are files');
my $gzipped = $t->body(11, '/ssigzip.html',
    fields => ['Accept-Encoding: gzip']);
IO::Uncompress::Gunzip::gunzip(\$gzipped, \my $plain);
same($plain, $ssi, 'the same, compressed');
same($t->body(11, '/add/over.html'), $small =~ s{(?=</article>)}{$n}r . $over,
    'before it another');

for my $way (qw( proxied unbuffered spooled spooledthreads )) {
    same($t->body(11, "/$way/$_.html/65536"), want($_), "$way: $_")
        for grep { $_ ne 'big' || $way ne 'unbuffered' } @names;
    same($t->body(11, "/$way/$_.html/7"), want($_), "$way: $_, cut small")
        for qw( small first );
    same($t->body(11, "/$way/small.html/1p"), want('small'), "$way: by bytes");
}

# A reader who is slow: the rest is spooled to a file meanwhile.
sub slowly {
    my ($path) = @_;
    my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
        PeerPort => $t->port, LocalAddr => '127.0.0.11', Rcvbuf => 4096)
        or die $!;
    print $s "GET $path HTTP/1.0\r\nHost: a\r\n\r\n";
    my $got = '';
    sleep 0.3;
    sysread $s, $got, 4096, length $got;
    sleep 0.3;
    while (sysread $s, $got, 1 << 16, length $got) { }
    return $got =~ s/^.*?\r\n\r\n//sr;
}

same(slowly("/$_/big.html/65536"), want('big'), "$_: a slow reader")
    for qw( proxied spooled spooledthreads );
same(slowly("/$_/big.html"), want('big'), "$_: a slow reader")
    for qw( sendfile threads gzip plain );

# Readers and upstreams that go away.
for my $path ('/sendfile/big.html', '/threads/big.html', '/gzip/big.html',
    '/spooled/big.html/65536', '/unbuffered/tags.html/100')
{
    for my $read (0, 1, 5000, 200_000) {
        my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
            PeerPort => $t->port, LocalAddr => '127.0.0.11') or die $!;
        print $s "GET $path HTTP/1.1\r\nHost: a\r\n"
            . "Connection: close\r\n\r\n";
        my $got = '';
        while (length $got < $read) {
            sysread $s, $got, $read - length $got, length $got or last;
        }
        close $s;
    }
}

my $cut = $t->get(11, '/unbuffered/tags.html/1000cut');
ok($cut->{status} == 0 || $cut->{cut}, 'an upstream that breaks off');

my $h2 = $t->{h2};
for my $name (@names) {
    my $got = `curl -s --http2-prior-knowledge --interface 127.0.0.11 \\
        http://127.0.0.1:$h2/$name.html`;
    same($got, want($name), "HTTP/2: $name");
}

# What is held takes no more memory than it has bytes, however it came.
sub peak {
    my $peak = 0;
    for my $pid ($t->workers) {
        open my $status, '<', "/proc/$pid/status" or next;
        my ($kb) = join('', <$status>) =~ /^VmHWM:\s+(\d+)/m;
        $peak = $kb if $kb > $peak;
    }
    return $peak;
}

my $before = peak();
same($t->body(11, '/kept/tags.html/16p', timeout => 60),
    join('', $n =~ s/"n"/"late"/r, @{ $page{tags} }), 'held, by small pieces');
my $more = peak() - $before;
cmp_ok($more, '<', 4000, "that took $more KB");

$t->done;
