#!/usr/bin/perl

# The place of a notice in a file's version is remembered: later the file is
# not read, and no other version gets a place that isn't its own.  What a
# request made the worker read is seen in /proc/PID/io.

use warnings;
use strict;

use Test::More;
use LN;

my $t = LN->new;

$t->write('text/en.html', '<p>n</p>');

my $size = 400_000;

# A page whose article has n bytes.
sub page {
    my ($n, $c) = @_;
    my $page = '<html lang="en"><body><article>' . $c x $n . '</article>';
    return $page . '.' x ($size - length $page);
}

sub with {
    my ($page, @names) = @_;
    my $n = join '', map { '<aside class="legal-notice" role="note" lang="en"'
        . " dir=\"ltr\" data-legal-notice=\"$_\"><p>n</p></aside>" } @names;
    $page .= '</article>' unless $page =~ m{</article>};
    my $at = index $page, '</article>';
    return substr($page, 0, $at) . $n . substr $page, $at;
}

$t->write("html/$_.html", page(1000 * ord $_, $_)) for 'a' .. 'e';
utime 1_700_000_000, 1_700_000_000, $t->dir . '/html/b.html';
$t->write('html/open.html', page(300_000, 'o'));

my $origin = $t->upstream(sub {
    my ($head, $c) = @_;
    my $body = page(350_000, 'p');
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"o\"\r\n"
        . "Content-Length: $size\r\n\r\n$body";
});

my $http = <<"END";
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/text; place append article; }
legal_notice m { in ru; text DIR/text; place append article; }
legal_notice k { in ru; text DIR/text; place prepend article; }
proxy_cache_path DIR/cache keys_zone=c:1m;
sendfile on;
CACHE
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply n;
    location /two/ { alias DIR/html/; legal_apply n m; }
    location /other/ { alias DIR/html/; legal_apply k; }
    location /same/ { alias DIR/html/; legal_apply m; }
    location /gzip/ { alias DIR/html/; gzip on; gzip_min_length 0; }
    location /kept/ { alias DIR/html/; open_file_cache max=10;
        open_file_cache_valid 60s; open_file_cache_min_uses 1; }
    location /kept/send/ { alias DIR/html/; sendfile off;
        open_file_cache max=10; open_file_cache_valid 60s; }
    location /cached/ { proxy_pass http://127.0.0.1:$origin; proxy_cache c;
        proxy_cache_valid 1h; }
    location /threads/ { alias DIR/html/; aio threads; }
    location /threads/gzip/ { alias DIR/html/; aio threads; sendfile on;
        gzip on; gzip_min_length 0; }
}
END

# Bytes the server has read: a page that is looked at is read twice, once for
# its place and once by sendfile.
sub bytes_read {
    my $n = 0;
    for my $pid ($t->workers) {
        open my $io, '<', "/proc/$pid/io" or next;
        $n += $1 if join('', <$io>) =~ /^rchar: (\d+)/m;
    }
    return $n;
}

# The answer, and whether its page was looked at ("read") or not ("sent").
sub ask {
    my ($path, %o) = @_;
    my $before = bytes_read();
    my $got = $t->get(11, $path, %o);
    $got->{looks} = bytes_read() - $before > $size + 20_000 ? 'read' : 'sent';
    return $got;
}

# is() would print them
sub same { my ($got, $want, $name) = @_; ok($got eq $want, $name) }

sub looks { return ask(@_)->{looks} }

sub server {
    my ($cache) = @_;
    $t->restart($http =~ s/CACHE/$cache/r);
}

sub settle { select undef, undef, undef, 3.1 }

sub written_over {
    my ($name, $text) = @_;
    open my $f, '+<:raw', $t->dir . "/html/$name" or die $!;
    syswrite $f, $text;
    truncate $f, length $text;
    close $f;
}

# what has just changed must still be new when it is asked for again, which
# under valgrind takes seconds
server('');
my $new = time + ($ENV{LN_SLOW} ? 60 : 0);
utime $new, $new, $t->dir . '/html/a.html';
is(looks('/a.html'), 'read', 'a file that has just changed is read');
is(looks('/a.html'), 'read', 'and not remembered yet');
utime undef, undef, $t->dir . '/html/a.html';
settle();

my $first = ask('/a.html');
is($first->{looks}, 'read', 'one that has settled is read');
my $second = ask('/a.html');
is($second->{looks}, 'sent', 'and remembered');
same($first->{body}, with(page(97_000, 'a'), 'n'), 'its notice is in place');
same($second->{body}, $first->{body}, 'and there again, byte for byte');
is($second->{head} =~ s/^Date.*\n//mr, $first->{head} =~ s/^Date.*\n//mr,
    'with the same header');
is(field($second, 'Content-Length'), length $first->{body},
    'that says how long it is');
is(looks('/a.html', http => '1.0'), 'sent', 'HTTP/1.0');
is($t->get(11, '/a.html', method => 'HEAD')->{body}, '', 'HEAD');
is($t->status(11, '/a.html',
    fields => ['If-None-Match: ' . field($first, 'ETag')]), 304,
    'If-None-Match');
same($t->body(21, '/a.html'), page(97_000, 'a'), 'elsewhere: as it is');

my $two = ask('/two/a.html');
is($two->{looks}, 'read', 'other places are asked for: read');
same($two->{body}, with(page(97_000, 'a'), 'n', 'm'), 'they are found');
same(ask('/two/a.html')->{body}, $two->{body}, 'again');
is(looks('/two/a.html'), 'sent', 'and remembered');
is(looks('/a.html'), 'sent', 'as are the others');

my $same = ask('/same/a.html');
is($same->{looks}, 'sent', 'another notice for the same places: known');
same($same->{body}, with(page(97_000, 'a'), 'm'), 'and it is that one');

my $k = with('</article>', 'k') =~ s{</article>}{}r;
same($t->body(11, '/other/a.html'),
    page(97_000, 'a') =~ s/(?<=<article>)/$k/r, 'one at another place');

require IO::Uncompress::Gunzip;

sub gunzipped {
    my ($path) = @_;
    my $body = $t->get(11, $path, fields => ['Accept-Encoding: gzip'])->{body};
    IO::Uncompress::Gunzip::gunzip(\$body, \my $plain);
    return $plain;
}

for my $time (qw( first second )) {
    same(gunzipped('/gzip/b.html'), with(page(98_000, 'b'), 'n'),
        "gzip: $time time");
    same($t->body(11, '/threads/c.html'), with(page(99_000, 'c'), 'n'),
        "aio threads: $time time");
}

# What threads read is not read by the worker's own one, remembered or not.

sub worker_read {
    my ($pid) = $t->workers;
    open my $io, '<', "/proc/$pid/task/$pid/io" or return 0;
    return join('', <$io>) =~ /^rchar: (\d+)/m ? $1 : 0;
}

for my $time (qw( first second third )) {
    my $before = worker_read();
    same(gunzipped('/threads/gzip/d.html'), with(page(100_000, 'd'), 'n'),
        "gzip and threads: $time time");
    cmp_ok(worker_read() - $before, '<', 150_000, 'which have read it');
}

is(looks('/b.html'), 'sent', 'gzip: remembered');
is(looks('/c.html'), 'sent', 'aio threads: remembered');

$t->get(11, '/cached/x');
settle();
my $cached = with(page(350_000, 'p'), 'n');
same(ask('/cached/x')->{body}, $cached, 'from a proxy_cache');
my $again = ask('/cached/x');
is($again->{looks}, 'sent', 'remembered there too');
same($again->{body}, $cached, 'the same');

looks('/kept/open.html') for 1 .. 2;
is(looks('/kept/open.html'), 'sent', 'open_file_cache: remembered');
$t->write('html/new', page(100_000, 'n'));
rename $t->dir . '/html/new', $t->dir . '/html/open.html';
same($t->body(11, '/kept/open.html'), with(page(300_000, 'o'), 'n'),
    'the file that is still open has its own place');
same($t->body(11, '/open.html'), with(page(100_000, 'n'), 'n'),
    'the one that has its name now has another');

is(looks('/a.html'), 'sent', 'before it is written over');
written_over('a.html', page(5_000, 'A'));
same($t->body(11, '/a.html'), with(page(5_000, 'A'), 'n'), 'after');
is(looks('/a.html'), 'read', 'it may change again at once');
written_over('a.html', page(6_000, 'B'));
same($t->body(11, '/a.html'), with(page(6_000, 'B'), 'n'), 'and does');

is(looks('/b.html'), 'sent', 'before');
written_over('b.html', page(7_000, 'C'));
utime 1_700_000_000, 1_700_000_000, $t->dir . '/html/b.html';
same($t->body(11, '/b.html'), with(page(7_000, 'C'), 'n'),
    'written over, and its time put back');

my $short = substr page(300_000, 'c'), 0, 200_000;
written_over('c.html', $short);
same(($t->body(11, '/c.html') =~ s{<aside.*}{}sr), $short, 'cut shorter');

server('legal_place_cache off;');
looks('/d.html') for 1 .. 2;
is(looks('/d.html'), 'read', 'off: never remembered');

server('legal_place_cache max=2;');
looks($_) for '/d.html', '/e.html';
is(looks('/d.html'), 'sent', 'max=2: two files');
looks('/two/d.html');
is(looks('/d.html'), 'sent', 'the one used last stays');
is(looks('/e.html'), 'read', 'the one used least went');

# a file that has become shorter than it is thought to be: nobody waits for it

server('');
for my $way ('kept', 'kept/send') {
    $t->write('html/f.html', page(300_000, 'f'));
    is($t->status(11, "/$way/f.html"), 200, "$way: whole");
    written_over('f.html', substr page(300_000, 'f'), 0, 200_000);
    my $begin = time;
    my $answer = $t->get(11, "/$way/f.html", timeout => 60);
    ok($answer->{status} != 200 || $answer->{cut},
        "$way: shorter, it does not seem whole");
    cmp_ok(time - $begin, '<', 40, "$way: and nobody waits");
    is($t->status(21, '/a.html'), 200, "$way: the worker goes on");
    unlink $t->dir . '/html/f.html';
}
like($t->log, qr/f\.html" ended while its notice was placed, replace files/,
    'and that is said');

$t->done(seen => qr/ended while its notice was placed|file was truncated|reported that/);
