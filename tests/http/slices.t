#!/usr/bin/perl

# Short parts of a page that is remembered are sent from memory: never a byte
# of another version of the file, never more memory than was allowed, and the
# same page whatever the way.  What a request made the worker read is seen in
# /proc/PID/io.

use warnings;
use strict;

use IO::Socket::INET;
use Test::More;
use Time::HiRes qw( sleep );
use LN;

my $t = LN->new;

$t->write('text/en.html', '<p>n</p>');

sub notice {
    my ($name) = @_;
    return '<aside class="legal-notice" role="note" lang="en" dir="ltr"'
        . " data-legal-notice=\"$name\"><p>n</p></aside>";
}

# A page: $head bytes before its article's end and $tail after it.
sub page {
    my ($c, $head, $tail) = @_;
    my $start = '<html lang="en"><body><article>';
    my $end = '</article>';
    return $start . $c x ($head - length $start) . $end
        . $c x ($tail - length $end);
}

sub with {
    my ($page, $top) = @_;
    my ($end, $start) = map { notice($_) } qw( n k );
    $page =~ s{(?=</article>)}{$end};
    $page =~ s{(?<=<article>)}{$start} if $top;
    return $page;
}

# Parts of 64 KB and less are short.
my $limit = 65536;
my %page = (
    short => page('s', 1000, 2000),
    end => page('e', 300_000, 3000),
    start => page('b', 2000, 300_000),
    limit => page('l', $limit, $limit),
    over => page('v', $limit + 1, $limit + 1),
    long => page('o', 100_000, 100_000),
    map { ("f$_" => page($_, 1500, 1500)) } 1 .. 3
);
$t->write("html/$_.html", $page{$_}) for keys %page;
$t->write("many/$_.html", page('m', 2000, 2000)) for 1 .. 600;

my $origin = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($name) = $head =~ m{/(\w+)\.html};
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"o\"\r\n"
        . "Content-Length: @{[ length $page{$name} ]}\r\n\r\n$page{$name}";
});

my $http = <<"END";
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/text; place append article; }
legal_notice k { in ru; text DIR/text; place prepend article; }
proxy_cache_path DIR/cache keys_zone=c:1m;
sendfile on;
CACHE
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply n;
    location /two/ { alias DIR/html/; legal_apply n k; }
    location /many/ { alias DIR/many/; }
    location /plain/ { alias DIR/html/; }
    location /nopush/ { alias DIR/html/; tcp_nopush on; }
    location /chunk/ { alias DIR/html/; sendfile_max_chunk 2k; }
    location /threads/ { alias DIR/html/; aio threads; }
    location /direct/ { alias DIR/html/; directio 512; }
    location /limit/ { alias DIR/html/; limit_rate 60m; }
    location /slow/ { alias DIR/html/; limit_rate 100k; }
    location /gzip/ { alias DIR/html/; gzip on; gzip_min_length 0; }
    location /sub/ { alias DIR/html/; sub_filter QQ RR; }
    location /ssi/ { alias DIR/html/; ssi on; }
    location /charset/ { alias DIR/html/; charset utf-8; }
    location /kept/ { alias DIR/html/; open_file_cache max=10; }
    location /postpone/ { alias DIR/html/; postpone_output 0; }
    location /cached/ { proxy_pass http://127.0.0.1:$origin/; proxy_cache c;
        proxy_cache_valid 1h; }
    location /status { legal_apply off; legal_status json; }
}
server { listen 127.0.0.1:H2 http2; root DIR/html; legal_apply n; }
END

sub server {
    my ($cache) = @_;
    $t->restart($http =~ s/CACHE/$cache/r);
}

sub worker {
    for (1 .. 100) {
        my ($pid) = $t->workers;
        return $pid if $pid;
        select undef, undef, undef, 0.05;
    }
    die "no worker\n";
}

sub of_worker {
    my ($file, $what) = @_;
    open my $f, '<', "/proc/@{[ worker() ]}/$file" or die $!;
    my ($n) = join('', <$f>) =~ /^$what:\s+(\d+)/m;
    return $n;
}

# The bytes that the worker read to answer.
sub reads {
    my ($path) = @_;
    my $before = of_worker('io', 'rchar');
    $t->get(11, $path);
    return of_worker('io', 'rchar') - $before;
}

sub from_memory {
    my ($n) = $t->body(11, '/status') =~ /"memory": (\d+)/;
    return $n;
}

sub same {
    my ($got, $want, $name) = @_;
    ok($got eq $want, $name)
        or diag(length($got) . ' bytes for ' . length $want);
}

sub written_over {
    my ($name, $text) = @_;
    open my $f, '+<:raw', $t->dir . "/html/$name.html" or die $!;
    syswrite $f, $text;
    close $f;
}

# What was used within a second makes no room for others.
sub idle { select undef, undef, undef, 1.1 }

sub settle { select undef, undef, undef, 3.1 }

server('');
settle();

require IO::Uncompress::Gunzip;

for my $way (qw( plain two nopush chunk threads direct limit gzip sub ssi
    charset kept postpone cached ))
{
    if ($way eq 'cached') {
        $t->get(11, "/cached/$_.html") for keys %page;
        settle();
    }
    my $n = from_memory();
    for my $name (sort keys %page) {
        for my $time (1 .. 3) {
            my $body = $t->get(11, "/$way/$name.html", fields =>
                $way eq 'gzip' ? ['Accept-Encoding: gzip'] : [])->{body};
            if ($way eq 'gzip') {
                IO::Uncompress::Gunzip::gunzip(\$body, \my $plain);
                $body = $plain;
            }
            same($body, with($page{$name}, $way eq 'two'),
                "$way: $name, time $time");
        }
    }
    $n = from_memory() - $n;
    if ($way =~ /direct|sub|ssi/) {
        is($n, 0, "$way: nothing from memory");
    } else {
        cmp_ok($n, '>', 8, "$way: $n pages from memory");
    }
}

for my $name (sort keys %page) {
    my $got = `curl -s --http2-prior-knowledge --interface 127.0.0.11 \\
        http://127.0.0.1:$t->{h2}/$name.html`;
    same($got, with($page{$name}), "HTTP/2: $name");
}

is(reads('/short.html'), 0, 'a short page is not read at all');
is(reads('/limit.html'), 0, 'nor one of two parts of 64 KB');
is(reads('/over.html'), 2 * $limit + 2, 'longer parts are sent from the file');
is(reads('/end.html'), 300_000, 'only the long part of another is');
is(reads('/start.html'), 300_000, 'or of a third');
is(reads('/long.html'), 200_000, 'a page of long parts is sent from its file');
is($t->body(11, '/short.html', method => 'HEAD'), '', 'HEAD');
same($t->get(11, '/short.html', fields => ['Range: bytes=10-20'])->{body},
    with($page{short}), 'no range of it');
same($t->body(21, '/short.html'), $page{short}, 'elsewhere: as it is');

# Another version of the file, with the old one's parts in memory.

my $changed = page('S', 1000, 2000);
written_over('short', $changed);
same($t->body(11, '/short.html'), with($changed), 'written over');
same($t->body(11, '/short.html'), with($changed), 'and again');
my $file = $t->dir . '/html/short.html';
utime 1_700_000_000, 1_700_000_000, $file;
settle();
same($t->body(11, '/short.html'), with($changed), "$_ after that")
    for 1 .. 3;
is(reads('/short.html'), 0, 'it is in memory');

written_over('short', $page{short});
utime 1_700_000_000, 1_700_000_000, $file;
same($t->body(11, '/short.html'), with($page{short}),
    'written over, and its time put back');

$t->write('html/new', $changed);
rename $t->dir . '/html/new', $file;
same($t->body(11, '/short.html'), with($changed), 'replaced');

# Memory for two of three pages: the one used least goes, when it has rested.

server('legal_place_cache max=100 memory=7k;');
reads("/f$_.html") for 1, 1, 2, 2;
is(reads("/f$_.html"), 0, "f$_ is in memory") for 1, 2, 1;
reads('/f3.html') for 1, 2;
is(reads('/f3.html'), 3000, 'f3 is not while both are used');
is(reads("/f$_.html"), 0, "f$_ still is") for 2, 1;
idle();
reads('/f3.html');
is(reads('/f3.html'), 0, 'f3 is in memory now');
is(reads('/f1.html'), 0, 'f1, used after f2, still is');
is(reads('/f2.html'), 3000, 'f2 is not');

# What is being sent stays as it is, whatever goes meanwhile.  The worker may
# read on for the slow reader, too.
sub read_again {
    my ($path, $want) = @_;
    my $read;
    for (1 .. 30) {
        $read = reads($path);
        last if $read == $want;
    }
    return $read;
}

server('legal_place_cache max=100 memory=4k;');
reads('/end.html') for 1, 2;
my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
    PeerPort => $t->port, LocalAddr => '127.0.0.11', Rcvbuf => 4096) or die $!;
print $s "GET /slow/end.html HTTP/1.0\r\nHost: a\r\n\r\n";
my $got = '';
sysread $s, $got, 4096;
for my $n (1 .. 3) {
    same($t->body(11, "/f$n.html"), with($page{"f$n"}), "f$n meanwhile")
        for 1 .. 3;
}
reads('/f1.html');
is(read_again('/f1.html', 3000), 3000, 'no memory is left for others');
$t->write('html/end.html.new', 'x');
rename $t->dir . '/html/end.html.new', $t->dir . '/html/end.html';
idle();
reads('/f1.html');
is(read_again('/f1.html', 3000), 3000, 'however long it takes');
while (sysread $s, $got, 1 << 16, length $got) { }
same($got =~ s/^.*?\r\n\r\n//sr, with($page{end}), 'a slow reader');
sleep 0.1;
reads('/f1.html');
is(reads('/f1.html'), 0, 'when it is sent there is room again');

server('legal_place_cache max=1 memory=8k;');
reads('/start.html') for 1, 2;
$s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
    PeerPort => $t->port, LocalAddr => '127.0.0.11', Rcvbuf => 4096) or die $!;
print $s "GET /limit/long.html HTTP/1.0\r\nHost: a\r\n\r\n";
close $s;
reads('/f1.html') for 1 .. 3;
is(reads('/f1.html'), 0, 'one file is remembered, with its parts');
is(reads('/start.html'), 302_000 + 32768, 'another one takes its room');
same($t->body(11, '/f1.html'), with($page{f1}), 'both are right');

# 2.4 MB of short pages, 64 KB for them.

server('legal_place_cache max=1000 memory=64k;');
my $before = of_worker('status', 'RssAnon');
for my $time (1, 2) {
    $t->get(11, "/many/$_.html") for 1 .. 600;
}
my $more = of_worker('status', 'RssAnon') - $before;
cmp_ok($more, '<', 1400, "600 pages took $more KB") unless LN::sanitized();
same($t->body(11, "/many/600.html"), with(page('m', 2000, 2000)), 'the last');

server('legal_place_cache max=100 memory=0;');
reads('/f1.html') for 1 .. 3;
is(reads('/f1.html'), 3000, 'memory=0: from the file');
is(from_memory(), 0, 'nothing from memory');

# under aio threads what is read is what the system has in memory

server('legal_place_cache max=100;');
same($t->body(11, '/threads/f1.html'), with($page{f1}), 'aio threads');
SKIP: {
    my $file = $t->dir . '/html/f1.html';
    system "dd of=$file oflag=nocache conv=notrunc,fdatasync count=0 2> /dev/null";
    my $has = `fincore -nb -o RES $file 2> /dev/null`;
    skip 'the file cannot be taken out of memory', 2
        unless defined $has && $has =~ /^\s*0$/;
    same($t->body(11, '/threads/f1.html'), with($page{f1}), 'a cold file');
    is(from_memory(), 0, 'is not waited for');
}
same($t->body(11, '/threads/f1.html'), with($page{f1}), "time $_") for 1 .. 2;
cmp_ok(from_memory(), '>', 0, 'from memory in the end');
is(reads('/threads/f1.html'), 0, 'without a read');

$t->done;
