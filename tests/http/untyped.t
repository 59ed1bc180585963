#!/usr/bin/perl

# Responses without a Content-Type: what a browser would take for HTML gets
# its notice, what it would not is left as it is.

use warnings;
use strict;

use Test::More;
use LN;

my $t = LN->new;

$t->write('text/en.html', '<p>n</p>');
my $n = '<aside class="legal-notice" role="note" lang="en" dir="ltr"'
    . ' data-legal-notice="n"><p>n</p></aside>';

my %body = (
    page => "\n<!DOCTYPE html><html lang=en><body><article>a|</article></body>",
    large => '<html lang=en><body><article>' . 'a line<br>' x 30000
        . '|</article></body>',
    short => '<p>|',
    # what one of the browsers alone shows as a page
    article => '<article>a|</article>',
    blank => "<html\nlang=en><article>a|</article>",
    meta => '<meta charset=utf-8><article>a|</article>',
    main => '<main><article>a</article></main>',
    # of which zstd gives nothing before it has the whole first block
    dense => '<html lang=en><body><article>'
        . join('', map { chr 97 + int rand 26 } 1 .. 300_000)
        . '|</article></body>',
    json => '{"a":"<html>"}',
    png => "\x89PNG\r\n\x1a\n<html>",
    less => '<',
    xml => '<?xml version="1.0"?><rss></rss>',
    void => '',
);

sub coded {
    my ($name, $coding) = @_;
    my $file = $t->write("coded/$name", $body{$name} =~ s/\|//r);
    my %command = (gzip => 'gzip -c', br => 'brotli -c', zstd => 'zstd -qc');
    return do { local $/; open my $f, '-|', "$command{$coding} $file" or die;
        <$f> };
}

my %coded;
for my $coding (qw( gzip br zstd )) {
    $coded{$coding}{$_} = coded($_, $coding) for keys %body;
}

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($size, $name) = $head =~ m{^\S+ /(\d+)/(\w+)} or return;
    (my $body = $body{$name}) =~ s/\|//;
    my ($coding) = $head =~ /coded=(\w+)/;
    $body = $coded{$coding}{$name} if $coding;
    my $more = $head =~ m{nosniff} ? "X-Content-Type-Options: nosniff\r\n" : '';
    $more .= "Content-Encoding: $coding\r\n" if $coding;
    print $c "HTTP/1.1 200 OK\r\nETag: \"o\"\r\nConnection: close\r\n$more"
        . 'Content-Length: ' . length($body) . "\r\n\r\n";
    return if $head =~ /^HEAD/;
    print $c substr $body, 0, $size, '' while length $body;
});

$t->start(<<"END");
    legal_database DB/City.mmdb;
    legal_jurisdiction rc { country RU; }
    legal_notice n { in rc; text DIR/text; place append article; }
    legal_notice x { in rc; text DIR/text; types application/xhtml+xml; }
    default_type '';
    server {
        listen 127.0.0.1:PORT;
        legal_apply n;
        location / { proxy_pass http://127.0.0.1:$upstream; }
        location /now/ {
            proxy_pass http://127.0.0.1:$upstream/; proxy_buffering off;
        }
        location /spooled/ {
            proxy_pass http://127.0.0.1:$upstream/; proxy_buffers 2 4k;
            proxy_busy_buffers_size 4k;
        }
        location /x/ {
            proxy_pass http://127.0.0.1:$upstream/; legal_apply x;
        }
        location /file/ { types { } alias DIR/html/; }
        location /sent/ { types { } alias DIR/html/; sendfile on; }
        location /said/ {
            types { } alias DIR/html/; add_header Content-Type unknown/unknown;
        }
    }
END

for my $way ('', '/now', '/spooled') {
    for my $size (1, 3, 7, 100, 100000) {
        for my $name (sort keys %body) {
            next if $name =~ /large|dense/ && $size < 100;
            my ($plain, $with) = ($body{$name}) x 2;
            $plain =~ s/\|//;
            $with =~ s/\|/$n/;
            my $a = $t->get(11, "$way/$size/$name");
            is($a->{body}, $with, "$way $name in pieces of $size, owed");
            is(field($a, 'Legal-Notice') // '', $with eq $plain ? ''
                : 'n;lang=en', 'Legal-Notice') if $size == 100;
            is($t->body(21, "$way/$size/$name"), $plain, 'and not owed');
        }
    }
}

is(field($t->get(11, '/9/page'), 'Content-Type'), 'text/html', 'it says so');
is(field($t->get(11, '/9/json'), 'Content-Type'), undef, 'and for no other');
unlike($t->body(11, '/9/page?nosniff'), qr/<aside/, 'nosniff');
unlike($t->body(11, '/x/9/page'), qr/<aside/, 'not a type of the notice');
is($t->get(11, '/9/page', method => 'HEAD')->{status}, 200, 'HEAD');

for my $coding (qw( gzip br zstd )) {
    for my $way ('', '/now') {
        for my $size (1, 7, 100000) {
            for my $name (qw( page large dense short )) {
                next if $name =~ /large|dense/ && $size < 100;
                ok($t->body(11, "$way/$size/$name?coded=$coding")
                    eq $body{$name} =~ s/\|/$n/r,
                    "$way $name, $coding, by $size");
            }
            my $a = $t->get(11, "$way/$size/json?coded=$coding");
            is(field($a, 'Content-Encoding'), $coding, "JSON, coded, by $size");
            is(field($a, 'Legal-Notice'), undef, 'is left alone');
            ok($a->{body} eq $coded{$coding}{json}, 'as it is');
        }
    }
}

my $etag = field($t->get(11, '/9/page'), 'ETag');
isnt($etag, '"o"', 'a variant');
is($t->status(11, '/9/page', fields => ["If-None-Match: $etag"]), 304,
    'who has it keeps it');
is($t->status(11, '/9/page', fields => ['If-None-Match: "o"']), 200,
    'not for the original');
is($t->status(11, '/9/json', fields => ['If-None-Match: "o"']), 304,
    'but for what takes none');

$t->write('html/page', $body{page});
like($t->body(11, '/file/page'), qr/\Q$n\E/, 'a file of no type');

# what is told of a file that is to be sent, without one byte in memory
for my $name (qw( page large short json less void )) {
    (my $plain = $body{$name}) =~ s/\|//;
    $t->write("html/$name", $plain);
    my $with = $body{$name} =~ s/\|/$n/r;
    ok($t->body(11, "/sent/$name") eq $with, "a file that is sent, $name");
    ok($t->body(21, "/sent/$name") eq $plain, 'and not owed');
}
like($t->body(11, '/said/page'), qr/\Q$n\E/,
    'one that add_header says nothing of');

$t->done;
