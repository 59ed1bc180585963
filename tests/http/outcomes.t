#!/usr/bin/perl

# What becomes of a rule that is due in a request: exactly one outcome, whatever
# way the request takes.  Each case says which counters go up.

use warnings;
use strict;

use Compress::Zlib;
use IO::Socket::INET;
use JSON::PP;
use Socket qw( SOL_SOCKET SO_RCVBUF );
use Test::More;
use Time::HiRes qw( sleep );
use H2;
use LN;

my $t = LN->new;

my $long = '<html lang="en"><body><article>' . '<p>text</p>' x 60_000
    . '</article></body></html>';
my $frames = '<html><frameset><frame src="a"></frameset></html>';
my $noise = join '', map { chr(97 + int rand 26) } 1 .. 60_000;

$t->write('n/en.html', '<p>n</p>');
$t->write('html/article.html', '<html><body><article>a</article></body></html>');
$t->write('html/main.html', '<html><body><main>a</main></body></html>');
$t->write('html/body.html', '<html><body>a</body></html>');
$t->write('html/bare.html', '<p>a');
$t->write('html/empty.html', '');
$t->write('html/text.html', '<!-- a -->');
$t->write('html/long.html', $long);
$t->write('html/frames.html', $frames);
$t->write('html/two.xhtml', '<html xmlns="http://www.w3.org/1999/xhtml"><body>'
    . '<article>a</article></body></html>');
$t->write('html/sniffed', '<html><body><article>a</article></body></html>');
$t->write('html/index.html', '<html><body><main>a</main></body></html>');
$t->write('html/404.html', '<html><body><main>404</main></body></html>');
$t->write('html/451.html', '<html><body><main>451</main></body></html>');
$t->write('html/ssi.html', '<article>a</article>'
    . '<!--#include virtual="/article.html" --><p>b</p>');
$t->write('html/a.txt', 'text');
$t->write('html/a.png', 'png');
$t->write('html/a.json', '{}');

# By the first word of a path: what is sent, in pieces, undef a pause of 0.5 s.
my $head = "HTTP/1.1 200 OK\r\nConnection: close\r\n";
my $html = "${head}Content-Type: text/html\r\n";
my $body = '<html><body><article>a</article></body></html>';
my $whole = "${html}ETag: \"e\"\r\nContent-Length: " . length($body) . "\r\n";
my $later = Compress::Zlib::memGzip("<body><article>$noise$noise");
my %says = (
    page => ["$whole\r\n$body"],
    cached => ["${whole}Cache-Control: max-age=60\r\n\r\n$body"],
    old => ["${whole}Cache-Control: max-age=1\r\n\r\n$body"],
    gzip => ["${html}Content-Encoding: gzip\r\n\r\n",
        Compress::Zlib::memGzip($body)],
    odd => ["${html}Content-Encoding: odd\r\n\r\n\x01a"],
    corrupt => ["${html}Content-Encoding: gzip\r\n\r\nno gzip"],
    corrupt_later => ["${html}Content-Encoding: gzip\r\n\r\n",
        substr $later, 0, length($later) / 2],
    part => ["HTTP/1.1 206 P\r\nConnection: close\r\nContent-Type: text/html"
        . "\r\nContent-Range: bytes 0-0/9\r\nContent-Length: 1\r\n\r\n<"],
    utf7 => ["${head}Content-Type: text/html; charset=utf-7\r\n\r\na"],
    frames => ["${html}Content-Length: " . length($frames)
        . "\r\n\r\n$frames"],
    current => ["HTTP/1.1 304 N\r\nETag: \"e\"\r\nConnection: close\r\n\r\n"],
    there => ["${html}Legal-Notice: n;lang=en\r\n\r\n$body"],
    plain => ["${head}Content-Type: text/plain\r\n\r\ntext"],
    sniffed => ["${head}\r\n$body"],
    image => ["${head}Content-Type: image/png\r\n\r\npng"],
    download => ["${html}Content-Disposition: attachment\r\n\r\n$body"],
    moved => ["HTTP/1.1 302 M\r\nLocation: /a\r\nContent-Type: text/html\r\n"
        . "Connection: close\r\n\r\n$body"],
    none => ["HTTP/1.1 204 N\r\nConnection: close\r\n\r\n"],
    upgrade => ["HTTP/1.1 101 S\r\nUpgrade: websocket\r\n"
        . "Connection: upgrade\r\n\r\n"],
    interim => ["HTTP/1.1 103 E\r\n\r\n$whole\r\n$body"],
    error => ["HTTP/1.1 500 E\r\nContent-Type: text/html\r\n"
        . "Connection: close\r\n\r\n$body"],
    nothing => [],
    header_only => ["${html}Content-Length: 99\r\n\r\n"],
    cut => ["${html}Content-Length: 999999\r\n\r\n", substr $long, 0, 200_000],
    cut_tagged => ["${html}ETag: \"e\"\r\nContent-Length: 999999\r\n\r\n",
        substr $long, 0, 200_000],
    cut_after => ["${html}Content-Length: 999999\r\n\r\n$body",
        substr $long, 0, 50_000],
    slow => [undef, "$whole\r\n$body"],
    slower => ["$html\r\n", substr($long, 0, 99_999), (undef) x 6, $body],
    accel => ["${html}X-Accel-Redirect: /main.html\r\n\r\n"],
    accel_off => ["${html}X-Accel-Redirect: /off/main.html\r\n\r\n"],
    accel_up => ["${html}X-Accel-Redirect: /up/page\r\n\r\n"],
);
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($method, $name) = $head =~ m{^(\S+) /(\w+)} or return;
    my @pieces = @{ $says{$name} };
    @pieces = @{ $says{current} }
        if $head =~ /^If-None-Match: .*"e"/mi && $name !~ /^(?:current|there)/;
    for my $piece (@pieces) {
        $piece // do { sleep 0.5; next };
        $piece =~ s/\r\n\r\n\K.*//s if $method eq 'HEAD';
        print $c $piece;
        last if $method eq 'HEAD';
    }
});
my $nobody = LN::free_port();

my $proxy = "proxy_pass http://127.0.0.1:$upstream/";
$t->start(<<"END", main => 'worker_processes 1;');
proxy_cache_path DIR/cache keys_zone=c:1m;
limit_req_zone \$server_port zone=once:1m rate=1r/m;
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; region UA-43; }
legal_jurisdiction de { country DE; }
legal_notice n { in ru; text DIR/n; place append article;
    place append main; }
legal_notice x { in ru; text DIR/n; types application/xhtml+xml; }
legal_notice both { in ru; text DIR/n; types text/html application/xhtml+xml; }
legal_notice p { in ru; text DIR/n; types text/plain; }
legal_notice hide { in ru; text DIR/n; uncertain hide; }
legal_restriction r { in de; }
legal_restriction page { in de; }
map \$upstream_http_etag \$no_etag { default 0; "" 1; }
legal_notice given_n { in de; text DIR/n; place append article; }
legal_notice late_n { in de; text DIR/n; place append article; when \$no_etag; }
log_format rules "\$legal_notices \$legal_restriction";
server {
    listen 127.0.0.1:PORT sndbuf=32k;
    listen 127.0.0.1:H2 http2;
    root DIR/html;
    legal_apply n r;
    location /two/ { alias DIR/html/; legal_apply n x both; }
    location /hide/ { alias DIR/html/; legal_apply hide n; }
    location /plain/ { $proxy; legal_apply p; }
    location /text/ { alias DIR/html/; legal_apply p; }
    location /send/ { alias DIR/html/; sendfile on; }
    location /gzip/ { alias DIR/html/; gzip on; gzip_min_length 1; }
    location /pass/ { $proxy; legal_undeliverable pass; }
    location /pass-file/ { alias DIR/html/; legal_undeliverable pass; }
    location /dry/ { alias DIR/html/; legal_dry_run on; }
    location /dry-up/ { $proxy; legal_dry_run on; }
    location /off/ { alias DIR/html/; legal_apply off;
        access_log DIR/rules.log rules; add_header X-Due "\$legal_notices"; }
    location /asked/ { alias DIR/html/; access_log DIR/rules.log rules;
        set \$due \$legal_notices; add_header X-Due "\$legal_notices"; }
    location /preview/ { alias DIR/html/; legal_preview 127.0.0.0/24; }
    location /up/ { $proxy; }
    location /now/ { $proxy; proxy_buffering off; }
    location /small/ { $proxy; proxy_buffers 2 4k;
        proxy_busy_buffers_size 4k; }
    location /inner/ { $proxy; legal_inner_tier on; }
    location /cache/ { $proxy; proxy_cache c; proxy_cache_revalidate on; }
    location /upgrade/ { $proxy; proxy_http_version 1.1;
        proxy_set_header Upgrade websocket;
        proxy_set_header Connection upgrade; }
    location /impatient/ { $proxy; proxy_read_timeout 100ms; }
    location /nobody/ { proxy_pass http://127.0.0.1:$nobody; }
    location /nobody-page/ { proxy_pass http://127.0.0.1:$nobody;
        error_page 502 /main.html; }
    location /nobody-named/ { proxy_pass http://127.0.0.1:$nobody;
        error_page 502 = \@named; }
    location /nobody-off/ { proxy_pass http://127.0.0.1:$nobody;
        error_page 502 = \@off; }
    location /intercept/ { $proxy; proxy_intercept_errors on;
        error_page 500 /main.html; }
    location \@named { rewrite ^ /main.html break; }
    location \@off { legal_apply off; rewrite ^ /main.html break; }
    location /missing/ { error_page 404 /404.html; }
    location /try/ { try_files /none /article.html; }
    location /try-named/ { try_files /none \@named; }
    location /try-status/ { try_files /none =404; }
    location /try-off/ { try_files /none \@off; }
    location /refused-page/ { alias DIR/html/; legal_apply page;
        error_page 451 /451.html; }
    location /refused-named/ { alias DIR/html/; legal_apply page;
        error_page 451 \@named; }
    location /way/ { alias DIR/html/; legal_apply given_n late_n r; }
    location /way/dry/ { legal_dry_run on; alias DIR/html/;
        legal_apply given_n late_n r; }
    location /way/return/ { return 403; legal_apply given_n late_n r; }
    location /way/words/ { return 403 "words"; legal_apply given_n late_n r; }
    location /way/moved/ { return 301 /; legal_apply given_n late_n r; }
    location /way/free/ { alias DIR/html/; legal_apply given_n late_n; }
    location /return/ { default_type text/html; return 200 "<p>a"; }
    location /return-403/ { return 403; }
    location /return-302/ { return 302 /; }
    location /return-444/ { return 444; }
    location /asked-444/ { set \$due \$legal_notices; return 444; }
    location /denied/ { alias DIR/html/; deny all; }
    location /limited/ { alias DIR/html/; limit_req zone=once; }
    location /ssi/ { alias DIR/html/; ssi on; }
    location /auth/ { alias DIR/html/; auth_request /article.html; }
    location /mirror/ { alias DIR/html/; mirror /article.html; }
    location /after/ { alias DIR/html/; post_action /off/main.html; }
    location /slice/ { alias DIR/html/; slice 1k; }
    location /slow/ { alias DIR/html/; limit_rate 50k; }
    location /patient/ { alias DIR/html/; send_timeout 200ms; }
}
# another server, whose variable asks for a verdict before a location is known
server {
    listen 127.0.0.1:PORT;
    server_name asks;
    root DIR/html;
    legal_apply n r;
    set \$due \$legal_notices;
    location / { }
    location /off/ { legal_apply off; alias DIR/html/; }
    location /return-off/ { legal_apply off; return 200 "a"; }
    location /after-off/ { legal_apply off; return 200 "a";
        post_action /article.html; }
    location /after/ { alias DIR/html/; post_action /off/article.html; }
    location /after-rules/ { alias DIR/html/; post_action /article.html; }
    location /after-403/ { return 403; post_action /article.html; }
}
END

# The counters, by rule and outcome.
sub counted {
    my $told = decode_json($t->body(1, '/', port => $t->{watch}));
    my %n = (previews => $told->{previews}{given});
    my %rules = (%{ $told->{notices} }, %{ $told->{restrictions} });
    while (my ($name, $rule) = each %rules) {
        for my $outcome (qw( decided already_there not_modified dry_run no_page
            head aborted lost refused ))
        {
            $n{"$name $outcome"} = $rule->{$outcome} // 0;
        }
        my @places = @{ $rule->{places} // [] };
        $n{"$name place " . ($_ + 1)} = $places[$_]{shown} for 0 .. $#places;
        $n{"$name $_"} = $rule->{fallback}{$_} for keys %{ $rule->{fallback} };
        for my $how (keys %{ $rule->{undeliverable} }) {
            my $why = $rule->{undeliverable}{$how};
            $n{"$name $how $_"} = $why->{$_} for keys %$why;
        }
    }
    return \%n;
}

# What is more than it was, "decided" in front of each rule's outcomes: "n head"
# is one request of n that was decided, and its outcome.
sub more {
    my ($was, $is) = @_;
    my @more;
    my %left;
    for my $what (sort keys %$is) {
        my $n = $is->{$what} - $was->{$what} or next;
        my ($rule, $outcome) = split ' ', $what, 2;
        if (($outcome // '') eq 'decided') {
            $left{$rule} += $n;
            next;
        }
        $left{$rule} -= $n if defined $outcome;
        push @more, $n == 1 ? $what : "$what x$n";
    }
    return join ', ', @more,
        map { "$_ without one" } grep { $left{$_} } sort keys %left;
}

# Once a request is over it is counted; how soon nginx sees that, one can't tell.
sub becomes {
    my ($expected, $name, $ask) = @_;
    my $was = counted();
    my @answer = $ask->();
    my $more;
    for (1 .. 60) {
        $more = more($was, counted());
        last if $more eq $expected && length $more;
        last if $expected eq '' && ($more || $_ == 4);
        sleep 0.05;
    }
    is($more, $expected, $name);
    return @answer;
}

sub page {
    my ($expected, $name, @request) = @_;
    return becomes($expected, $name, sub { $t->get(@request) });
}

# A reader who goes after so many seconds, or when there are so many bytes.
sub leaves {
    my ($expected, $name, $path, $seconds, $bytes) = @_;
    return becomes($expected, $name, sub {
        my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
            PeerPort => $t->port, LocalAddr => '127.0.0.11') or die;
        setsockopt $s, SOL_SOCKET, SO_RCVBUF, 4096;
        print $s "GET $path HTTP/1.1\r\nHost: a\r\n\r\n";
        read $s, my ($got), $bytes if $bytes;
        sleep $seconds;
        close $s;
    });
}

# shown

page('n place 1', 'at the first place', 11, '/article.html');
page('n place 2', 'at the second', 11, '/main.html');
page('n body', 'at the end of the body', 11, '/body.html');
page('n body', 'of a body without a tag', 11, '/bare.html');
page('n end', 'at the end of the page', 11, '/text.html');
page('n no_page', 'an empty answer', 11, '/empty.html');
page('n place 1', 'of an uncertain answer', 33, '/article.html');
page('n place 1', 'beside one that is spared', 33, '/hide/article.html');
page('', 'where none is due', 34, '/article.html');
page('n place 1', 'a page of which no type is told', 11, '/up/sniffed');
page('n place 1', 'a long one', 11, '/long.html');
page('n place 1', 'sent by sendfile()', 11, '/send/long.html');
page('n place 1', 'compressed', 11, '/gzip/article.html',
    fields => ['Accept-Encoding: gzip']);
page('n place 1', 'proxied', 11, '/up/page');
page('n place 1', 'unbuffered', 11, '/now/page');
page('n place 1', 'decoded', 11, '/up/gzip');
page('n place 1', 'stored', 11, '/cache/cached');
page('n place 1', 'from the cache', 11, '/cache/cached');
page('n place 1', 'stored for a second', 11, '/cache/old');
page('p end', 'in text', 11, '/text/a.txt');
page('p end', 'in proxied text', 11, '/plain/plain');
page('n body', 'HTTP/1.0', 11, '/return/', http => '1.0');
page('n place 1', 'a slice', 11, '/slice/article.html');
page('n place 1', 'a range of a page', 11, '/article.html',
    fields => ['Range: bytes=0-3']);

sleep 2.1;
page('n place 1', 'revalidated by the cache', 11, '/cache/old');

# several notices

page('both body, n body, x no_page', 'each has its own, in HTML', 11,
    '/two/body.html');
page('both body, n place 1, x body', 'and in XHTML', 11, '/two/two.xhtml');
page('both head, n head, x head', 'HEAD', 11, '/two/two.xhtml',
    method => 'HEAD');

# already there

page('n already_there', 'an inner tier put it in', 11, '/inner/there');
page('n place 1', 'who is not trusted', 11, '/up/there');

# not modified

for my $path ('/article.html', '/up/page', '/cache/cached') {
    my ($a) = page('n place 1', "$path is had", 11, $path);
    my $etag = 'If-None-Match: ' . field($a, 'ETag');
    ($a) = page('n not_modified', "$path is current", 11, $path,
        fields => [$etag]);
    is($a->{status}, 304, 'a 304');
    page('n not_modified', "HEAD of $path", 11, $path, method => 'HEAD',
        fields => [$etag]);
}
page('n body', 'a precondition fails', 11, '/article.html',
    fields => ['If-Match: "x"']);
page('n no_page', 'an image is current', 11, '/a.png',
    fields => ['If-Modified-Since: Fri, 01 Jan 2038 00:00:00 GMT']);

# undeliverable

for my $case (['odd', 'encoding'], ['part', 'part'], ['utf7', 'charset'],
    ['frames', 'frameset'], LN::minor() < 29 ? ['interim', 'part'] : (),
    ['current', 'unconfirmed', 'If-None-Match: "x"'])
{
    my ($path, $why, @fields) = @$case;
    page("n refused $why", "$why is refused", 11, "/up/$path",
        fields => \@fields);
    page("n passed $why", "$why is passed", 11, "/pass/$path",
        fields => \@fields);
}
page('n place 1', 'nginx reads a 103 itself: the page behind it', 11,
    '/up/interim') if LN::minor() >= 29;
page('n refused corrupt', 'what is corrupt is refused', 11, '/up/corrupt');
page('n refused corrupt', 'always', 11, '/pass/corrupt');
page('n refused frameset', 'a file is refused', 11, '/frames.html');
page('n passed frameset', 'and passed', 11, '/pass-file/frames.html');
page('n refused charset', 'HEAD is refused', 11, '/up/utf7', method => 'HEAD');
page('n head', 'HEAD of a coding that is not known', 11, '/up/odd',
    method => 'HEAD');
page('n refused corrupt', 'a page that breaks after its header', 11,
    '/small/corrupt_later');

# dry run

page('n dry_run', 'a page', 11, '/dry/article.html');
page('n no_page', 'an image', 11, '/dry/a.png');
page('n dry_run', 'its HEAD', 11, '/dry/article.html', method => 'HEAD');
page('r dry_run', 'a restriction', 21, '/dry/article.html');
page('r dry_run', 'of an image', 21, '/dry/a.png');
page('n dry_run', 'a page that cannot take it', 11, '/dry-up/odd');

# refused

page('r refused', 'a page', 21, '/article.html');
page('r refused', 'an image', 21, '/a.png');
page('r refused', 'HEAD', 21, '/article.html', method => 'HEAD');
page('r refused', 'before an upstream', 21, '/up/slow');
page('r refused', 'a body of the configuration', 21, '/return/');
page('page refused', 'with a page', 21, '/refused-page/article.html');
page('page refused', 'by a name', 21, '/refused-named/article.html');
page('r refused', 'a missing file', 21, '/none.html');

# .. where notices are due, too: they give way, also those that only the header
# of the response decides, of which a refusal has none

my ($gave_way) = page('r refused', 'notices give way', 21, '/way/article.html');
unlike($gave_way->{body}, qr/<p>n/, 'and are not in its page');
unlike((page('r refused', 'HEAD', 21, '/way/article.html', method => 'HEAD'))[0]{head},
    qr/^Legal-Notice/m, 'nor in its header');
page('r dry_run', 'in a dry run', 21, '/way/dry/article.html');
page('r refused', 'of words of the configuration', 21, '/way/words/');
page('r refused', 'of a redirect', 21, '/way/moved/');
page('given_n body, late_n body, r no_page', 'not of a status page', 21, '/way/return/');
page('given_n place 1, late_n place 1', 'without a restriction they are due', 21,
    '/way/free/article.html');

# no page

page('n no_page', "$_", 11, $_) for qw( /a.png /a.json /a.txt /up/image /up/plain
    /up/download /up/moved /up/none /return-302/ );
becomes('n no_page', 'another protocol', sub {
    $t->raw(11, "GET /upgrade/upgrade HTTP/1.1\r\nHost: a\r\n"
        . "Connection: upgrade\r\nUpgrade: websocket\r\n\r\n", timeout => 0.5);
});
page('r no_page', 'a status page stands', 21, '/return-403/');
page('n body', 'but is a page', 11, '/return/');
page('n place 1', 'a request of a limit', 11, '/limited/article.html');
page('r no_page', 'the limit comes first', 21, '/limited/article.html');
page('n body', 'its page has the notice', 11, '/limited/article.html');

# HEAD

page('n head', "HEAD of $_", 11, $_, method => 'HEAD') for qw( /article.html
    /long.html /send/long.html /text.html /up/page /now/page
    /up/gzip /cache/cached /none.html /return/ /try/ /ssi/ssi.html
    /nobody/ );
page('p head', 'HEAD of a text', 11, '/text/a.txt', method => 'HEAD');
page('n no_page', 'HEAD of an image', 11, '/a.png', method => 'HEAD');
page('n no_page', 'HEAD of an empty file', 11, '/empty.html',
    method => 'HEAD');
page('n no_page', 'HEAD of a page of no type', 11, '/up/sniffed',
    method => 'HEAD');
page('n no_page', 'HEAD of a redirect', 11, '/up/moved', method => 'HEAD');

# aborted

leaves('n aborted', 'the reader goes before the header', '/up/slow', 0.1);
leaves('n aborted', 'amid a page', '/up/slower', 0.1, 1000);
leaves('n aborted', 'amid an unbuffered one', '/now/slower', 0.1, 1000);
leaves('n aborted', 'amid a file', '/slow/long.html', 0.3, 1000);
leaves('n aborted', 'a reader who takes nothing', '/patient/long.html', 1);
page('n place 1', 'the upstream is cut: its end is the page\'s', 11, '/up/cut');
page('n place 1', 'unbuffered', 11, '/now/cut');
page('n place 1', 'behind a strong entity tag', 11, '/up/cut_tagged');
page('n aborted', 'nothing but its header comes', 11, '/up/header_only');
page('n place 1', 'cut after the notice is in', 11, '/up/cut_after');

# an error's page has the notice

page('n body', 'nobody answers', 11, '/nobody/');
page('n body', 'nothing is said', 11, '/up/nothing');
page('n body', 'a time is over', 11, '/impatient/slow');
page('n place 1', 'the upstream\'s error', 11, '/up/error');
page('n place 2', 'in place of it', 11, '/intercept/error');
page('n body', "$_", 11, $_) for qw( /none.html /denied/article.html
    /return-403/ /try-status/ );
page('n body', 'a method', 11, '/article.html', method => 'POST');
becomes('n body', 'no request', sub { $t->raw(11, "nonsense\r\n\r\n") });
becomes('n body', 'a long one', sub {
    $t->raw(11, "GET /" . 'a' x 50_000 . " HTTP/1.1\r\n\r\n") });
page('', 'a connection that is closed', 11, '/return-444/');
page('n aborted', 'closed after a variable has asked', 11, '/asked-444/');

# internal redirects

page('n place 2', 'an index', 11, '/');
page('n place 2', 'a page of error_page', 11, '/missing/');
page('n place 2', 'in place of an upstream', 11, '/nobody-page/');
page('n place 2', 'by a name', 11, '/nobody-named/');
page('', 'where no rules are', 11, '/nobody-off/');
page('n place 1', 'try_files', 11, '/try/');
page('n place 2', 'by a name', 11, '/try-named/');
page('', 'where no rules are', 11, '/try-off/');
page('n place 2', 'X-Accel-Redirect', 11, '/up/accel');
page('', 'where no rules are', 11, '/up/accel_off');
page('n place 1', 'to an upstream', 11, '/up/accel_up');
page('n place 1', 'and something after it', 11, '/after/article.html');

# variables, previews, subrequests

page('', 'a variable without rules', 11, '/off/article.html');
page('n place 1', 'with them', 11, '/asked/article.html');
page('previews', 'a preview', 34, '/preview/article.html?legal_preview=RU');
page('previews', 'of a refusal', 34, '/preview/article.html?legal_preview=DE');
page('n place 1', 'a page for which none is asked', 11,
    '/preview/article.html');
page('n place 1', 'a page of parts', 11, '/ssi/ssi.html');
page('n place 1', 'where another request allows', 11, '/auth/article.html');
page('n place 1', 'that is mirrored', 11, '/mirror/article.html');

for my $case (
    [ 'n place 1', '/article.html' ], [ 'r refused', '/article.html', 21 ],
    [ '', '/off/article.html' ], [ '', '/return-off/' ], [ '', '/after-off/' ],
    [ 'n place 1', '/after/article.html' ],
    [ 'n place 1', '/after-rules/article.html' ],
    [ 'n body', '/after-403/' ], [ 'r no_page', '/after-403/', 21 ],
    [ 'r refused', '/after/article.html', 21 ],
) {
    my ($expected, $path, $from) = @$case;
    becomes($expected, "$path where a variable has asked", sub {
        $t->raw($from // 11, "GET $path HTTP/1.1\r\nHost: asks\r\n"
            . "Connection: close\r\n\r\n");
    });
}

# connections

my $get = "GET /article.html HTTP/1.1\r\nHost: a\r\n";
becomes('n head, n no_page, n place 1 x3, n refused frameset', 'pipelined', sub {
    $t->raw(11, "$get\r\n$get\r\nHEAD /main.html HTTP/1.1\r\nHost: a\r\n\r\n"
        . "GET /a.png HTTP/1.1\r\nHost: a\r\n\r\n"
        . "GET /frames.html HTTP/1.1\r\nHost: a\r\n\r\n"
        . "${get}Connection: close\r\n\r\n");
});
becomes('n place 1 x50', 'kept alive', sub {
    my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
        PeerPort => $t->port, LocalAddr => '127.0.0.11') or die;
    for (1 .. 50) {
        print $s "$get\r\n";
        sysread $s, my ($got), 65536;
    }
});

sub streams {
    my ($expected, $name, $from, @paths) = @_;
    becomes($expected, $name, sub {
        my $h2 = H2->new(port => $t->{h2}, from => $from);
        $h2->request($_) for @paths;
        $h2->run(5);
    });
}

streams('n body, n no_page, n place 1 x3', 'streams', 11,
    qw( /article.html /up/page /long.html /none.html /a.png ));
streams('r refused x2', 'refused streams', 21, qw( /article.html /up/page ));
streams('n place 1 x2', 'streams that are cut', 11,
    qw( /up/cut /up/cut_tagged ));
streams('n refused corrupt', 'one that breaks', 11, '/small/corrupt_later');
becomes('n aborted x3', 'streams that are reset', sub {
    my $h2 = H2->new(port => $t->{h2}, from => 11);
    my @streams = map { $h2->request($_) }
        qw( /slow/long.html /up/slow /up/slower );
    sleep 0.2;
    $h2->reset($_) for @streams;
    $h2->run(0.2);
});

$t->done;
