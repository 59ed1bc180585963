#!/usr/bin/perl

# The end of a page that an upstream has announced the length of: it goes with
# the last bytes, once, and nothing after it.

use warnings;
use strict;

use IO::Select;
use IO::Socket::INET;
use Socket qw( SOL_SOCKET SO_RCVBUF );
use Test::More;
use Time::HiRes qw( time );
use LN;

my $t = LN->new;
$t->write('text/en.html', '<p>n</p>');

my $n = '<aside class="legal-notice" role="note" lang="en" dir="ltr"'
    . ' data-legal-notice="n"><p>n</p></aside>';
my $p = '<p>' . 'text ' x 150 . "</p>\n";
my %page = (
    early => '<html lang="en"><body><article>|</article>' . $p x 8,
    middle => '<html lang="en"><body><article>' . $p x 5 . '|</article>'
        . $p x 5,
    late => '<html lang="en"><body><article>' . $p x 8 . '|</article></html>',
    none => '<html lang="en"><body>' . $p x 8 . '|',
    large => '<html lang="en"><body>' . $p x 800,
    file => '<html lang="en"><body><article>' . $p x 60 . '|</article>'
        . $p x 60,
);
$page{large} .= '|';
my %with = map { ($_ => $page{$_} =~ s/\|/$n/r) } keys %page;
s/\|// for values %page;

$t->write('html/page.html', $page{file});

# /PAGE/MORE/WAIT: so many bytes more, or less, than announced, and the end
# after WAIT seconds; FastCGI tells it apart from the last bytes.
my $fastcgi = $t->server(sub {
    my ($c) = @_;
    my $path = '';
    while (read $c, my ($record), 8) {
        my (undef, $type, $id, $length, $padding) = unpack 'CCnnC', $record;
        read $c, $record, $length + $padding if $length + $padding;
        $path .= $record if $type == 4;
        last if $type == 5 && $length == 0;
    }
    my ($name, $more, $wait) = $path =~ m{/(\w+)/(-?\d+)/([\d.]+)} or return;
    my $page = $page{$name};
    my $rest = "Content-Type: text/html\r\nContent-Length: " . length($page)
        . "\r\n\r\n" . ($more < 0 ? substr $page, 0, $more
            : $page . '<b>more</b>' x ($more / 11));
    while (length(my $piece = substr $rest, 0, 1000, '')) {
        print $c pack('CCnnCx', 1, 6, 1, length $piece, 0) . $piece;
    }
    select undef, undef, undef, $wait;
    print $c pack('CCnnCx', 1, 6, 1, 0, 0),
        pack('CCnnCx', 1, 3, 1, 8, 0) . "\0" x 8;
});

my $http = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($name) = $head =~ m{^\S+ /(\w+)} or return;
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
        . length($page{$name}) . "\r\n\r\n$page{$name}";
});

my $slow = LN::free_port();
my $through = "proxy_pass http://127.0.0.1:$http/; proxy_cache_valid 1m;";
my $params = 'fastcgi_param PATH $uri;';

$t->start(<<"END");
proxy_cache_path DIR/cache keys_zone=c:1m;
proxy_cache_path DIR/cache2 keys_zone=c2:1m;
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/text; place append article; }
server {
    listen 127.0.0.1:PORT;
    listen 127.0.0.1:$slow sndbuf=16k;
    listen 127.0.0.1:H2 http2;
    legal_apply n;
    location /buffered/ { fastcgi_pass 127.0.0.1:$fastcgi; $params }
    location /unbuffered/ { fastcgi_pass 127.0.0.1:$fastcgi; $params
        fastcgi_buffering off; }
    location /gzip/ { fastcgi_pass 127.0.0.1:$fastcgi; $params
        gzip on; gzip_min_length 1; }
    location /trailer/ { fastcgi_pass 127.0.0.1:$fastcgi; $params
        add_trailer X-T \$legal_country; }
    location /cache/ { $through proxy_cache c; }
    location /threads/ { $through proxy_cache c2; aio threads; aio_write on; }
    location /file/ { alias DIR/html/; sendfile on; tcp_nopush on; }
    location / { proxy_pass http://127.0.0.1:$http; proxy_buffers 4 1k;
        proxy_buffer_size 1k; proxy_busy_buffers_size 2k; sendfile on; }
}
END

sub ask {
    my ($port, $path, @fields) = @_;
    my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
        LocalAddr => '127.0.0.11', PeerPort => $port) or die;
    print $s join "\r\n", "GET $path HTTP/1.1", 'Host: a', @fields, '', '';
    return $s;
}

# what comes within so many seconds of silence
sub got {
    my ($s, $seconds) = @_;
    my $select = IO::Select->new($s);
    my $got = '';
    while ($select->can_read($seconds)) {
        sysread $s, $got, 65536, length $got or last;
    }
    return $got;
}

sub unchunk {
    my ($body) = @_;
    my $plain = '';
    while ($body =~ s/^([0-9a-f]+)\r\n//i) {
        my $size = hex $1;
        return ($plain, $body) if $size == 0;
        $plain .= substr $body, 0, $size, '';
        $body =~ s/^\r\n//;
    }
    return ($plain, undef);
}

sub page_and_end {
    my ($head, $body) = split /\r\n\r\n/, $_[0], 2;
    return unchunk($body) if $head !~ /^Content-Length: (\d+)/mi;
    return ($body, length $body == $1 ? "\r\n" : undef);
}

# with the last bytes, before the upstream says so

for my $name (qw( early middle late none )) {
    my $s = ask($t->port, "/unbuffered/$name/0/1.5");
    my ($page, $end) = page_and_end(got($s, 0.5));
    ok($page eq $with{$name}, "the page \"$name\" is there");
    is($end, "\r\n", 'and its end with it');
    print $s "GET /late HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    my $next = got($s, 5);
    like($next, qr/^HTTP\/1.1 200 OK\r\n/, 'the next one begins after it');
    ok((page_and_end($next))[0] eq $with{late}, 'and is whole');
}

# bytes that are too many, or too few

for my $way (qw( buffered unbuffered )) {
    for my $name (qw( early late none )) {
        my $a = $t->get(11, "/$way/$name/5500/0");
        ok($a->{body} eq $with{$name}, "$way: \"$name\" ends where it said");
        ok(!$a->{cut}, 'and is whole');

        for my $less (1, 9, 700) {
            $a = $t->get(11, "/$way/$name/-$less/0");
            my $page = $a->{body} =~ s/\Q$n\E//r;
            is(length($a->{body}) - length $page, length $n,
                "$less bytes less: its notice");
            is(index($page{$name}, $page), 0, '.. its bytes');
            is(length $page, length($page{$name}) - $less, '.. some are missing');
        }
    }
}

# what is made when the end comes

for my $name (qw( early late none )) {
    my $a = $t->raw(11, "GET /trailer/$name/0/0.1 HTTP/1.1\r\nHost: a\r\n"
        . "Connection: close\r\n\r\n");
    my ($page, $end) = unchunk((split /\r\n\r\n/, $a, 2)[1]);
    ok($page eq $with{$name}, "a trailer after \"$name\"");
    is($end, "X-T: RU\r\n\r\n", 'comes');
    $a = `curl -s --compressed --interface 127.0.0.11 \\
        http://127.0.0.1:@{[ $t->port ]}/gzip/$name/0/0.1`;
    ok($a eq $with{$name}, 'gzip');
    $a = `curl -s --http2-prior-knowledge --interface 127.0.0.11 \\
        http://127.0.0.1:@{[ $t->{h2} ]}/buffered/$name/0/0.1`;
    ok($a eq $with{$name}, 'HTTP/2');
}

# through a temporary file, which the reader's slowness fills

for my $name (qw( large none early )) {
    my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
        LocalAddr => '127.0.0.11', PeerPort => $slow) or die;
    setsockopt $s, SOL_SOCKET, SO_RCVBUF, 16384;
    print $s "GET /$name HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    my $got = '';
    select undef, undef, undef, 0.5;
    while (sysread $s, $got, 20_000, length $got) {
        select undef, undef, undef, 0.003;
    }
    my ($page, $end) = page_and_end($got);
    ok($page eq $with{$name}, "\"$name\", slowly");
    is($end, "\r\n", 'and its end');
}

# through a file that is to be cached

for my $way (qw( cache threads )) {
    for my $name (qw( large none middle late )) {
        my ($page, $end) = page_and_end($t->raw(11, "GET /$way/$name HTTP/1.1"
            . "\r\nHost: a\r\nConnection: close\r\n\r\n"));
        ok($page eq $with{$name}, "$way: \"$name\" on its way to the cache");
        is($end, "\r\n", 'and its end');
    }
}

# a file whose end is a segment of its own: under tcp_nopush it waits for no
# acknowledgement, which Linux delays by 40 ms

{
    my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
        LocalAddr => '127.0.0.11', PeerPort => $t->port) or die;
    my $least = 1;
    for my $time (1 .. 200) {
        my $begin = time;
        print $s "GET /file/page.html HTTP/1.1\r\nHost: a\r\n\r\n";
        my $got = '';
        sysread $s, $got, 65536, length $got or last
            until $got =~ /\r\n\r\n(.*)/s && length $1 == length $with{file};
        my $took = time - $begin;
        $least = $took if $time > 20 && $took < $least;
        ok(substr($got, -length $with{file}) eq $with{file}, 'a file')
            if $time == 30;
        last if $time >= 30 && $least < 0.03;
    }
    cmp_ok($least, '<', 0.03, 'on a kept connection, without delay');
}

# a page that comes whole at once needs no chunks

my $a = $t->get(11, '/buffered/early/0/0');
ok($a->{body} eq $with{early}, 'a page whose place comes early');
is(LN::field($a, 'Content-Length'), length $with{early}, 'has a length');

$t->done;
