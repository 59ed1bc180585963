#!/usr/bin/perl

# Streams of one HTTP/2 connection: a trusted proxy's have readers in many
# places, some are given up, windows are of any size.  Each gets what its own
# reader must have.

use warnings;
use strict;

use IO::Compress::Gzip qw( gzip );
use Test::More;
use H2;
use LN;

my $t = LN->new;

my $page = '<html lang="en"><body><article>' . '<p>text</p>' x 3000
    . '|</article>' . '<p>tail</p>' x 3000 . '</body></html>';
my $n = '<aside class="legal-notice" role="note" lang="en" dir="ltr"'
    . ' data-legal-notice="n"><p>n</p></aside>';
my $with = $page =~ s/\|/$n/r;
$page =~ s/\|//;
gzip \$page => \my $zipped;
$t->write('text/en.html', '<p>n</p>');
$t->write('html/a.html', $page);

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my $coded = $head =~ m{ /coded};
    my $body = $coded ? $zipped : $page;
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        . ($coded ? "Content-Encoding: gzip\r\n" : '')
        . 'Content-Length: ' . length($body) . "\r\nConnection: close\r\n\r\n";
    while (length(my $piece = substr $body, 0, 9000, '')) {
        print $c $piece;
        select undef, undef, undef, 0.001;
    }
});

$t->start(<<"END", main => 'worker_processes 1;');
proxy_cache_path DIR/cache keys_zone=c:1m;
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_jurisdiction eu { group EU; }
legal_notice n { in ru; text DIR/text; place append article; }
legal_restriction r { in eu; }
server {
    listen 127.0.0.1:PORT;
    listen 127.0.0.1:H2 http2;
    set_real_ip_from 127.0.0.5; real_ip_header X-Real-IP;
    root DIR/html;
    sendfile on;
    legal_apply n r;
    location /proxied { proxy_pass http://127.0.0.1:$upstream;
        proxy_buffers 2 4k; proxy_busy_buffers_size 4k; }
    location /coded { proxy_pass http://127.0.0.1:$upstream;
        proxy_buffering off; }
    location /cached { proxy_pass http://127.0.0.1:$upstream; proxy_cache c;
        proxy_cache_valid 1m; aio threads; }
}
END

my %must = (11 => 'notice', 21 => 'refused', 41 => 'page', 1 => 'notice');
my @readers = sort keys %must;
my @paths = qw( /a.html /proxied /coded /cached );

sub is_what {
    my ($body) = @_;
    return $body eq $with ? 'notice'
        : $body eq $page || $body eq $zipped ? 'page'
        : $body =~ /legal reasons/i ? 'refused' : 'else, ' . length $body;
}

srand 8;

for my $window (undef, 0, 1, 17, 1000, 16383, 70_000) {
    for my $round (1 .. 2) {
        my $h2 = H2->new(port => $t->{h2}, from => 5, window => $window);
        my %asked;
        for my $i (1 .. 20) {
            my $from = $readers[rand @readers];
            my $path = $paths[rand @paths];
            my $id = $h2->request($path, ['x-real-ip', "127.0.0.$from"]);
            if (rand() < 0.15) {
                $h2->reset($id);
                next;
            }
            $asked{$id} = [$from, $path];
            $h2->window($id, 1 + int rand 200_000)
                if defined $window && rand() < 0.5;
        }
        $h2->window($_, 100_000) for keys %asked;
        $h2->run(10);
        for my $id (sort { $a <=> $b } keys %asked) {
            my ($from, $path) = @{ $asked{$id} };
            is(is_what($h2->{streams}{$id}{body}), $must{$from},
                'window ' . ($window // 'as ever') . ": $path from $from");
        }
    }
}

$t->done;
