#!/usr/bin/perl

# Hostile input: pages without an end, bombs, request fields by the hundred
# thousand, patterns made to backtrack.  Time goes up with the size and no
# faster, memory stays.  LN_HOSTILE_MB=1024 is the full size, and LN_HOSTILE_TABLE
# prints what was measured.

use warnings;
use strict;

use IO::Compress::Gzip qw( gzip );
use IO::Select;
use Test::More;
use Time::HiRes qw( sleep time );
use LN;

my $t = LN->new;
my $dir = $t->dir;
my $mb = $ENV{LN_HOSTILE_MB} // 8;
my $command = "$t->{build}/legal-notice";
my $asan = LN::sanitized();

# What a page begins with, and what comes again and again; %d is a number.
my @pages = (
    [ 'no tag', '<p>', 'word ' ],
    [ 'unclosed elements', '', '<div>' ],
    [ 'unclosed formatting', '', '<b><i>' ],
    [ 'formatting again', '<p>' . join('', map { "<$_><$_ a>" } qw( b i em code
        big small s u tt font )) . '</p>', '<div>x</div>' ],
    [ 'adoption', '<div>' x 250, '<b><div>' x 9 . '</b>' x 9 . '</div>' x 9 ],
    [ 'unclosed tables', '', '<table><td>' ],
    [ 'unclosed svg', '<svg>', '<g>' ],
    [ 'unclosed templates', '', '<template>' ],
    [ 'deep, no end', '<span>' x 511, '</i>' ],
    [ 'deep, hidden', '<video>' x 511, '</i><b></b>' ],
    [ 'deep in svg', '<svg>' . '<g>' x 511, '</x>' ],
    [ 'elements', '', '<p class="a b" title="x">t</p>' ],
    [ 'end tags', '', '</div>' ],
    [ 'one tag', '<', 'a' ],
    [ 'one value', '<p title="', 'x' ],
    [ 'attributes', '<p', ' a%d=b' ],
    [ 'one class', '<p class="', 'a ' ],
    [ 'a comment', '<!--', '->-' ],
    [ 'a script', '<script>', '<!--<script>' ],
    [ 'NUL bytes', '<p>', "\0" ],
    [ '<', '<p>', '<' ],
    [ '&', '<p>', '&amp' ],
);

# None of it is there, so that all of the page is looked at for each.
my @places = map { ('--place', $_) }
    'append #none', 'append .none > p:nth-child(2n+1)',
    'after div div div:not(.x) em:first-of-type', 'before [title*="none" i]',
    'prepend *:not(*), a[href^=x], b:nth-of-type(3)',
    'before ~ (w+w+)+none', 'after ~* (x+x+)+y[^z]*none';

# A function that gives the next bytes of a page of so many MB.
sub generator {
    my ($begin, $again, $size) = @_;
    my $left = int($size * 1048576);
    my $number = 0;
    my $block = $again =~ /%d/ ? undef : $again x (65536 / length $again);
    return sub {
        return '' if $left <= 0;
        my $piece = $begin;
        $begin = '';
        $piece .= $block // join '', map { sprintf $again, $number++ } 1 .. 9999;
        $left -= length $piece;
        return $piece;
    };
}

sub peak {
    my ($pid, $what) = @_;
    open my $f, '<', "/proc/$pid/status" or return 0;
    my ($kb) = map { /^$what:\s+(\d+)/ ? $1 : () } <$f>;
    return $kb // 0;
}

# CPU seconds and KB of the command with a page of so many MB.
sub place {
    my ($begin, $again, $size) = @_;
    my $next = generator($begin, $again, $size);
    my $cpu = (times)[2] + (times)[3];
    my $pid = open my $to, '|-';
    die "fork: $!" unless defined $pid;
    if (!$pid) {
        open STDOUT, '>', '/dev/null';
        exec $command, 'place', @places;
    }
    binmode $to;
    while (length(my $piece = $next->())) { print $to $piece }
    $to->flush;
    my $kb = peak($pid, 'VmHWM');
    close $to;
    return ((times)[2] + (times)[3] - $cpu, $kb, $?);
}

my %seconds;
sub table { print STDERR sprintf "| %s |\n", join ' | ', @_
    if $ENV{LN_HOSTILE_TABLE} }

for my $case (@pages) {
    my ($name, $begin, $again) = @$case;
    my ($one, $least, $bad) = place($begin, $again, $mb / 4);
    my ($four, $most, $worse) = place($begin, $again, $mb);
    $seconds{$name} = $four;
    is($bad | $worse, 0, "$name: it goes well");
    cmp_ok($four, '<', 8 * $one + 0.3, "$name: four times as long at most");
    cmp_ok($most, '<', $least + 2048, "$name: in the same memory")
        unless $asan;
    table('command', $name, "$mb MB", sprintf('%.2f s', $four),
        sprintf('%.1f', $four / ($one || 0.01)), "$most KB");
}

# what is open costs a tag nothing, however deep it is in it

for my $name ('unclosed templates', 'deep, no end', 'deep, hidden',
    'deep in svg')
{
    cmp_ok($seconds{$name}, '<', 3 * $seconds{elements} + 0.15,
        "$name: as soon as others");
}

# through nginx, made as it is sent

my $big = 1048576 * ($mb < 64 ? 64 : $mb);
my $zeros = "<p>" . "\0" x $big;
gzip \$zeros => \my $bomb;
gzip \$bomb => \my $twice;
undef $zeros;
$t->write('twice', $twice);
my $thrice = do { local $/; open my $f, '-|', 'brotli', '-c', "$dir/twice"
    or die; <$f> };
my %coded = (gzip => $bomb, 'gzip,gzip' => $twice, 'gzip,gzip,br' => $thrice,
    'gzip,gzip,gzip,gzip,gzip' => $bomb);

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($what) = $head =~ m{^\S+ /(\S+)} or return;
    $what =~ s/%2C/,/g;
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n";
    if ($coded{$what}) {
        print $c "Content-Encoding: $what\r\nConnection: close\r\n\r\n",
            $coded{$what};
        return;
    }
    my ($i, $size, $how) = $what =~ /^(\d+)-([\d.]+)(?:-(\w+))?$/ or return;
    my $next = generator($pages[$i][1], $pages[$i][2], $size);
    $how //= '';
    if ($how eq 'length') {
        my ($length, $count) = (0, generator($pages[$i][1], $pages[$i][2], $size));
        while (length(my $piece = $count->())) { $length += length $piece }
        print $c "Content-Length: $length\r\n";
    } elsif ($how eq 'chunked') {
        print $c "Transfer-Encoding: chunked\r\n";
    }
    print $c "Connection: close\r\n\r\n";
    while (length(my $piece = $next->())) {
        $piece = sprintf("%x\r\n%s\r\n", length $piece, $piece)
            if $how eq 'chunked';
        print $c $piece or return;
    }
    print $c "0\r\n\r\n" if $how eq 'chunked';
});

$t->write("text/$_.html", "<p>$_</p>") for qw( en ru );
$t->write('html/a.html', '<html><body><article>x</article></body></html>');
$t->write('html/' . ('a' x 200) . '!.html',
    '<html><body><article>x</article></body></html>');

# files, longer than the worker's look at one at a time
for my $i (0, 1, 11) {
    my $next = generator($pages[$i][1], $pages[$i][2], $mb);
    open my $f, '>:raw', "$dir/html/big$i.html" or die;
    while (length(my $piece = $next->())) { print $f $piece }
    close $f or die "no space: $!";
}

$t->start(<<"END", main => 'worker_processes 1;');
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/text; language reader; place append article;
    place after '.none > p:nth-child(2n+1)'; place before ~ '(w+w+)+none'; }
legal_notice u { in ru; text DIR/text; uri ~ '^/(a+)+\$'; }
large_client_header_buffers 4 4m;
client_header_buffer_size 1m;
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply n;
    legal_preview 127.0.0.0/8;
    location /p/ {
        proxy_pass http://127.0.0.1:$upstream/; proxy_http_version 1.1;
    }
    location /now/ {
        proxy_pass http://127.0.0.1:$upstream/; proxy_http_version 1.1;
        proxy_buffering off;
    }
    location /tiny/ {
        proxy_pass http://127.0.0.1:$upstream/; proxy_http_version 1.1;
        proxy_buffering off; proxy_buffer_size 1k;
    }
    location /aaa { legal_apply u; }
}
END

my ($worker) = $t->workers;

# What the worker has now; from here on VmHWM is the most it has had.
sub rest {
    open my $f, '>', "/proc/$worker/clear_refs" or return;
    print $f 5;
    close $f;
    return peak($worker, 'VmRSS');
}

sub cpu {
    open my $f, '<', "/proc/$worker/stat" or return 0;
    my @fields = split ' ', <$f>;
    return ($fields[13] + $fields[14]) / 100;
}

# Length of the body, notices in it, seconds of the worker; nothing is kept.
sub stream {
    my ($path) = @_;
    my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
        PeerPort => $t->port, LocalAddr => '127.0.0.11') or die;
    print $s "GET $path HTTP/1.0\r\nHost: a\r\n\r\n";
    my ($begin, $got, $length, $notices) = (cpu(), '', 0, 0);
    my $body = 0;
    while (sysread $s, $got, 1048576, length $got) {
        if (!$body) {
            next unless $got =~ s/^(.*?\r\n\r\n)//s;
            $body = 1;
        }
        my $keep = length $got > 200 ? 200 : length $got;
        my $done = substr $got, 0, length($got) - $keep, '';
        $length += length $done;
        $notices++ while ($done . substr $got, 0, 20) =~ /<aside class="legal-n/g
            && ($-[0] < length $done);
    }
    $notices++ while $got =~ /<aside class="legal-n/g;
    return ($length + length $got, $notices, cpu() - $begin);
}

stream("/p/0-1");
for my $i (0 .. $#pages) {
    my $name = $pages[$i][0];
    my $before = rest();
    my (undef, $few, $one) = stream("/p/$i-" . $mb / 4);
    my ($length, $notices, $four) = stream("/p/$i-$mb");
    my $grown = peak($worker, 'VmHWM') - $before;
    cmp_ok($length, '>=', $mb * 1048576, "$name, proxied: all of it");
    is("$few $notices", '1 1', "$name, proxied: with its notice");
    cmp_ok($four, '<', 8 * $one + 0.3, "$name, proxied: time is linear");
    cmp_ok($grown, '<', 2048, "$name, proxied: memory stays") unless $asan;
    table('nginx', $name, "$mb MB", sprintf('%.2f s', $four),
        sprintf('%.1f', $four / ($one || 0.01)), "+$grown KB");
}

# In many small buffers: what is kept of each would add up.

stream("/tiny/0-1");
my $small = rest();
my ($many, $once) = stream('/tiny/0-48');
cmp_ok($many, '>=', 48 * 1048576, 'in buffers of 1 KB: all of it');
is($once, 1, '.. with its notice');
cmp_ok(peak($worker, 'VmHWM') - $small, '<', 400, '.. and no link of them stays')
    unless $asan;

# Meanwhile the worker answers others: the most of its time that one of them
# waits for.  What the machine does besides is no matter of the worker.

sub meanwhile {
    my ($path) = @_;
    pipe my $read, my $write or die "pipe: $!";
    my $pid = fork // die "fork: $!";
    if (!$pid) {
        my @said = stream($path);
        print $write "@said";
        close $write;
        POSIX::_exit(0);
    }
    close $write;
    my ($longest, $asked, $most) = (0, 0, 0);
    my $select = IO::Select->new($read);
    while (!$select->can_read(0.005)) {
        my $asks = cpu();
        die "no answer" unless $t->status(21, '/a.html') == 200;
        my $took = cpu() - $asks;
        $longest = $took if $took > $longest;
        $asked++;
        my $now = peak($worker, 'VmRSS');
        $most = $now if $now > $most;
    }
    my @said = split ' ', <$read>;
    waitpid $pid, 0;
    return (@said, $longest, $asked, $most);
}

for my $case (
    map({ my $i = $_; map { [ $pages[$i][0], $_, "/p/$i-$mb-$_" ] }
        qw( length chunked ) } 0, 1, 11),
    [ 'unclosed templates', 'unbuffered', "/now/5-$mb-chunked" ],
    [ 'deep, hidden', 'unbuffered', "/now/7-$mb-chunked" ],
    map({ [ $pages[$_][0], 'a file', "/big$_.html" ] } 0, 1, 11),
    [ 'a bomb', 'gzip', '/p/gzip', 0.1 ],
    [ 'a bomb', 'gzip,gzip', '/p/gzip,gzip', 0.1 ]
) {
    my ($name, $how, $path, $bound) = @$case;
    $bound //= 0.5;
    my $before = rest();
    my ($length, $notices, $cpu, $longest, $asked, $most);

    # this process may be late to see an answer, and the reader too slow; a page
    # that holds the worker holds it each time

    for (1 .. 12) {
        ($length, $notices, $cpu, $longest, $asked, $most) = meanwhile($path);
        last if $longest < $bound
            && ($notices || $t->log !~ /the reader is too slow/);
    }
    cmp_ok($length, '>=', $mb * 1048576, "$name, $how: all of it");
    is($notices, 1, "$name, $how: with its notice");
    cmp_ok($longest, '<', $bound,
        "$name, $how: others are answered meanwhile");
    my $grown = peak($worker, 'VmHWM') - $before;
    cmp_ok($grown, '<', $bound < 0.5 ? 20480 : 2048,
        "$name, $how: memory stays") unless $asan;
    table('nginx', $name, $how, "$mb MB", sprintf('%.2f s', $cpu),
        sprintf('%.0f ms, %d asked', 1000 * $longest, $asked), "+$grown KB",
        "VmRSS $most KB");
}

for my $coding ('gzip', 'gzip,gzip', 'gzip,gzip,br') {
    my $before = rest();
    my ($length, $notices, $cpu);

    # on a busy machine this reader may be too slow for it, and lose it

    for (1 .. 5) {
        ($length, $notices, $cpu) = stream("/p/$coding");
        last if $length > $big || $t->log !~ /the reader is too slow/;
    }
    my $grown = peak($worker, 'VmHWM') - $before;
    cmp_ok($length, '>', $big, "a bomb of $coding: all of it");
    is($notices, 1, "a bomb of $coding: with its notice");
    cmp_ok($grown, '<', 20 * 1024, "a bomb of $coding: memory stays")
        unless $asan;
    table('nginx', "$coding, " . length($coded{$coding}) . ' bytes',
        $big / 1048576 . ' MB', sprintf('%.2f s', $cpu), '', "+$grown KB");
}

# .. which stays compressed for who accepts it, each time the same

{
    my $url = 'http://127.0.0.1:' . $t->port . '/p/gzip';
    my @sizes = map { chomp(my $n = `curl -s --compressed --interface 127.0.0.11 $url | wc -c`);
        $n } 1 .. 6;
    cmp_ok($sizes[0], '>', $big, 'a bomb that stays compressed: all of it');
    is("@sizes", join(' ', ($sizes[0]) x 6), '.. each time');
    is(() = $t->log =~ /corrupt or cut|zero size buf/g, 0, '.. and without a complaint');
}

is($t->status(11, '/p/gzip,gzip,gzip,gzip,gzip'), 503, 'five codings: no');

# a reader who does not read does not make it swell

{
    my $before = rest();
    my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
        PeerPort => $t->port, LocalAddr => '127.0.0.11') or die;
    print $s "GET /p/gzip HTTP/1.0\r\nHost: a\r\n\r\n";
    sleep 0.7;
    cmp_ok(peak($worker, 'VmHWM') - $before, '<', 24 * 1024,
        'a bomb for a reader who does not read') unless $asan;
}

# request fields

for my $case (
    [ 'Accept-Language', sub { 'Accept-Language: '
        . join ',', map { "x$_;q=0." . $_ % 10 } 1 .. $_[0] } ],
    [ 'If-None-Match', sub { 'If-None-Match: '
        . join ',', map { "\"e$_\"" } 1 .. $_[0] } ],
    [ 'If-Match', sub { 'If-Match: *, ' . join ',', map { "\"$_\"" }
        1 .. $_[0] } ],
    [ 'Range', sub { 'Range: bytes=' . join ',', map { "$_-$_" } 1 .. $_[0] } ],
    [ 'X-Legal-Preview', sub { 'X-Legal-Preview: ' . 'RU,' x $_[0] } ],
    [ 'Accept-Encoding', sub { 'Accept-Encoding: ' . 'gzip;q=0,' x $_[0] } ],
    [ 'Legal-Notice', sub { 'Legal-Notice: ' . 'n;lang=ru,' x $_[0] } ],
) {
    my ($name, $field) = @$case;
    my @spent;
    for my $n (25_000, 100_000) {
        my $begin = cpu();
        my $answer = $t->get(11, '/a.html', fields => [ $field->($n) ])
            for 1 .. 3;
        push @spent, cpu() - $begin;
    }
    my $answer = $t->get(11, '/a.html', fields => [ $field->(100_000) ]);
    my $owed = $name !~ /^(If-Match|X-Legal)/;
    ok(!$owed || $answer->{body} =~ /<aside class="legal-notice/,
        "100,000 of $name: the notice") or diag $answer->{head};
    cmp_ok($spent[1], '<', 8 * $spent[0] + 0.2, "$name: time is linear");
    table('nginx', "$name, 3 times", '100,000',
        sprintf('%.2f s', $spent[1]), '', '');
}

my $begin = cpu();
like($t->body(11, '/' . ('a' x 200) . '!.html'), qr/<aside class="legal-notice/,
    'a uri pattern that backtracks: the notice');
cmp_ok(cpu() - $begin, '<', 2, 'soon');

$t->done;
