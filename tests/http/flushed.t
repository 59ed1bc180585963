#!/usr/bin/perl

# A compressed page of an upstream that flushes behind each byte: eleven bytes
# for one.  It stays compressed, and whole, wherever its notice stands.

use warnings;
use strict;

use Compress::Zlib qw( deflateInit memGunzip Z_OK Z_SYNC_FLUSH );
use Test::More;
use LN;

my $t = LN->new;

sub flushed {
    my ($page) = @_;
    my ($z, $status) = deflateInit(-Level => 0, -WindowBits => 31);
    my $coded = '';
    for my $byte (split //, $page) {
        for my $out ($z->deflate($byte), $z->flush(Z_SYNC_FLUSH)) {
            $coded .= $out if $out ne Z_OK;
        }
    }
    my ($end) = $z->flush;
    return $coded . $end;
}

my $text = 'x ' x 30_000;
my %page = (
    before => "<html><body><p>$text</p><article>a</article></body></html>",
    behind => "<html><body><article>a</article><p>$text</p></body></html>",
    around => "<html><body><article>$text</article></body></html>",
    nowhere => "<html><body><p>$text</p></body></html>",
);
my %coded = map { $_ => flushed($page{$_}) } keys %page;
cmp_ok(length $coded{around}, '>', 10 * length $page{around}, 'eleven for one');

my $upstream = $t->upstream(sub {
    my ($request, $c) = @_;
    my ($name) = $request =~ m{/(\w+) HTTP};
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        . "Content-Encoding: gzip\r\nConnection: close\r\n"
        . "Content-Length: @{[ length $coded{$name} ]}\r\n\r\n$coded{$name}";
});

$t->write('text', '<p>notice</p>');
$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/text; place append article;
    place append body; }
server {
    listen 127.0.0.1:PORT;
    legal_apply n;
    location /on/ { proxy_pass http://127.0.0.1:$upstream; }
    location /off/ { proxy_pass http://127.0.0.1:$upstream;
        proxy_buffering off; }
}
END

for my $path (map { ("/on/$_", "/off/$_") } sort keys %page) {
    for my $time ('', ', once more') {
        my $a = $t->get(11, $path, fields => ['Accept-Encoding: gzip']);
        like($a->{head}, qr/^Content-Encoding: gzip/m, "$path: gzip$time");
        my $body = memGunzip($a->{body}) // '';
        is($body =~ s{<aside.*?</aside>}{}sg, 1, '.. with one notice');
        ok($body eq $page{$path =~ s{.*/}{}r}, '.. and the page is whole');
    }
}

$t->done;
