#!/usr/bin/perl

# What a request has taken of the worker's memory is given back: the same request
# again and again leaves as many blocks and bytes as there were.  Not even a
# small one of a rare way may stay.  Its connection takes the next one.

use warnings;
use strict;

use Compress::Zlib;
use Test::More;
use Time::HiRes qw( sleep );
use LN;
use Live;

my $t = LN->new;
my $dir = $t->dir;
Live::preload($t);

my $article = '<html lang="en"><body><article><p>x</p></article></body></html>';
my $noise = join '', map { chr(97 + int rand 26) } 1 .. 60_000;
my $long = "<html lang=en><body><article><p>$noise</p></article>" . '<p>y</p>' x 5000;
my $broken = '<body><b><article><table><a><select><svg><p></b>' . '<div>' x 600 . 'z';
my $frames = '<html><frameset><frame src="a"></frameset></html>';
$t->write('text/en.html', '<p lang="en">n {{arg_x}}</p>');
$t->write('text/ru.html', '<p>н</p>');
$t->write('text/de.html', '<p>d</p>');
$t->write('gate/en.html', '<p>Sure?</p><button>Yes</button>');
$t->write('key', 'k' x 32);
chmod 0600, "$dir/key" or die;

my %pages = (article => $article, long => $long, broken => $broken, frames => $frames,
    bare => '<p>a', empty => '', plain => 'text',
    utf16 => "\xfe\xff" . join('', map { "\0$_" } split //, $article),
    hydrated => '<body><div id="__next"><article>a</article></div><script src="/_next/a.js"></script>');
for my $name (keys %pages) {
    $t->write("html/$name.html", $pages{$name});
    $t->write("html/$name.html.gz", Compress::Zlib::memGzip($pages{$name}));
}
# for a worker's end: files are remembered when they are three seconds old
$t->write("html/copy$_.html", $article), $t->write("html/copy$_.html.gz",
    Compress::Zlib::memGzip($article)) for 1 .. 20;
my $written = time;
my $body = '';
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($how, $name) = $head =~ m{^\S+ /(\w+)/(\w+)} or return;
    my $page = $pages{$name} // return;
    my $coded = $how =~ /^(?:gzip|corrupt)/;
    $page = Compress::Zlib::memGzip($page) if $coded;
    $page = substr($page, 0, length($page) / 2) if $how eq 'corrupt' || $how eq 'cut';
    print $c "HTTP/1.1 200 OK\r\nConnection: close\r\n"
        . ($how eq 'untyped' ? '' : "Content-Type: text/html\r\n")
        . ($how eq 'fixed' || $how eq 'cut'
            ? "ETag: \"e\"\r\nContent-Length: " . length($pages{$name}) . "\r\n" : '')
        . ($coded ? "Content-Encoding: gzip\r\n" : '') . "\r\n";
    return if $head =~ /^HEAD/;
    while (length $page) {
        print $c substr $page, 0, 7000, '' or return;
    }
});

$t->start(<<"END", main => 'worker_processes 1;');
legal_database DB/City.mmdb;
legal_key DIR/key;
legal_jurisdiction ru { country RU; }
legal_jurisdiction de { country DE; }
legal_jurisdiction by { country BY; }
legal_notice n { in ru; text DIR/text; place append article; hydrated auto; }
legal_notice first { in ru; text DIR/text; place prepend body; when \$arg_first; }
legal_restriction r { in de; }
legal_restriction gate { in by; page DIR/gate; acknowledge 7d; status 403; }
server {
    listen 127.0.0.1:PORT;
    listen 127.0.0.1:H2 http2;
    root DIR/html;
    legal_apply n first r gate;
    legal_preview 127.0.0.41/32;
    location /static/ { gzip_static on; alias DIR/html/; }
    location /gz/ { gzip on; gzip_min_length 0; alias DIR/html/; }
    location /aio/ { aio threads; alias DIR/html/; }
    location /pass/ { legal_undeliverable pass; alias DIR/html/; }
    location /dry/ { legal_dry_run on; alias DIR/html/; }
    location /up/ { proxy_pass http://127.0.0.1:$upstream/; }
    location /now/ { proxy_buffering off; proxy_pass http://127.0.0.1:$upstream/; }
    location /zip/ { gzip on; gzip_min_length 0; gzip_proxied any;
        proxy_pass http://127.0.0.1:$upstream/; }
    location = /outlet { legal_notices; }
    location = /html { legal_apply off; legal_status html; }
    location = /json { legal_apply off; legal_status json; }
    location = /prometheus { legal_apply off; legal_status prometheus; }
}
END
Live::loaded();

sub live { return join ' ', Live::count() }

# Once nothing changes any more: a connection is closed a little later.
sub rest {
    my ($last, $same) = ('', 0);
    for (1 .. 200) {
        my $now = live();
        $same = $now eq $last ? $same + 1 : 0;
        return $now if $same == 4;
        $last = $now;
        sleep 0.004;
    }
    return $last;
}

cmp_ok((split ' ', live())[0], '>', 100, 'blocks are counted');

# Nothing may stay, from the fourth request on.  A worker that has kept memory
# for later (a connection, a page, a name) has it by then.
my %answers;
sub stays {
    my ($from, $path, %o) = @_;
    my $ask = sub { $answers{$t->status($from, $path, %o)}++ for 1 .. $_[0]; rest() };
    $ask->(4);
    my ($before, $after);
    # something else of the worker may come in between, and does not come again
    for (1 .. 3) {
        ($before, $after) = ($ask->(1), $ask->(6));
        last if $before eq $after;
    }
    my $name = join ' ', $o{method} // 'GET', $path, "from $from", @{ $o{fields} || [] };
    is($after, $before, $name);
    return if $path =~ /cut|corrupt/;
    my $both = $t->raw($from, ($o{method} // 'GET') . " $path HTTP/1.1\r\nHost: a\r\n"
        . join('', map { "$_\r\n" } @{ $o{fields} || [] }) . "\r\n" . ($o{body} // '')
        . "GET /prometheus HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    ok(scalar($both =~ /^# TYPE legal_requests_total counter$/m), "$name: and its connection goes on");
}

my @gzip = (fields => ['Accept-Encoding: gzip']);
for my $name (sort keys %pages) {
    stays(11, "/$name.html");
    stays(11, "/$name.html?first=1&x=%3Cb%3E");
    stays(11, "/static/$name.html", @gzip);
    stays(11, "/up/$_/$name?first=1") for qw( fixed free gzip untyped cut corrupt );
    stays(11, "/pass/$name.html");
}
stays(11, "/$_/long.html", @gzip) for qw( gz aio );
stays(11, "/now/$_/long", @gzip) for qw( free gzip cut corrupt );
stays(11, "/zip/$_/long", @gzip) for qw( free gzip );
stays(11, '/article.html', method => 'HEAD');
stays(11, '/static/article.html', method => 'HEAD', @gzip);
stays(11, '/article.html', fields => ['Range: bytes=0-9']);
stays(11, '/article.html', fields => ['If-None-Match: "x", W/"y"']);
stays(11, '/article.html', fields => ['Accept-Language: de, ru;q=0.5']);
stays(11, '/dry/article.html');
stays(11, '/missing.html');
stays(11, '/outlet?uri=/article.html');
stays(11, '/outlet?uri=/article.html', fields => ['Accept: application/json']);
stays(21, $_) for qw( /article.html /up/free/article /outlet?uri=/a );
stays(61, $_) for qw( /article.html /up/free/article );
stays(61, '/article.html', fields => [ 'Cookie: legal_gate=x; legal_gate=y' ]);
stays(61, '/article.html', method => 'POST', body => 'legal_acknowledge=gate.1.x',
    fields => [ 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 26' ]);
stays(34, $_) for qw( /article.html /up/gzip/long /static/long.html
    /html /html?url=/article.html&place=127.0.0.11 /html?rule=n /json /prometheus );
stays(41, '/article.html?legal_preview=RU');
is(join(' ', sort keys %answers), '200 403 404 451 503',
    'answers of all kinds, and none is missing');

# A worker that ends gives back what it has kept of pages: with many it leaves no
# more than with two.

sub ends {
    my ($asks) = @_;
    my $before = rest();
    $asks->();
    my @old = $t->workers;
    $t->reload;
    LN::within(20, sub { !grep { -d "/proc/$_" } @old });
    my @was = split ' ', $before;
    my @is = split ' ', rest();
    return [ map { $is[$_] - $was[$_] } 0, 1 ];
}

# The C library may give a block some bytes more than were asked for.
sub differ {
    my ($one, $other) = @_;
    return $one->[0] != $other->[0] || abs($one->[1] - $other->[1]) > 256;
}

sub pages_of {
    my @names = @_;
    return ends(sub {
        for my $name (@names) {
            $t->get(11, "/$name.html") for 1 .. 2;
            $t->get(11, "/static/$name.html", @gzip) for 1 .. 3;
        }
    });
}

sleep 0.1 while time < $written + 5;
my ($few, $many);
for (1 .. 3) {
    $few = pages_of(qw( article long ));
    $many = pages_of(qw( article long ), map { "copy$_" } 1 .. 20);
    last if !differ($few, $many);
}
ok(!differ($few, $many), 'a worker that ends leaves nothing of its pages')
    or diag "blocks and bytes: @$few, and @$many";

$t->done(seen => qr/corrupt|cut|undeliverable|prematurely|refused|legal/i);
