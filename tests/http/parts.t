#!/usr/bin/perl

# Pages of several parts, and what filters below keep until the page's end: gzip
# and brotli their window, TLS its record.  Every buffer comes back all the same,
# or the page would stop amid itself.

use warnings;
use strict;

use Test::More;
use LN;

my $t = LN->new;
my $dir = $t->dir;
plan skip_all => 'curl is not here' if system('curl --version > /dev/null 2>&1');

system("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1"
    . " -keyout $dir/tls.key -out $dir/tls.pem 2> $dir/tls.log") == 0
    or die $t->slurp('tls.log');
srand 1;
my $words = sub { join ' ', map { sprintf '%x', rand 1 << 30 } 1 .. $_[0] };
my $rest = '<p>' . $words->(50_000) . '</p></body></html>';
my %page = (
    first => '<html><body><!--#include virtual="/nav.html" --><article>a</article>' . $rest,
    within => '<html><body><!--#include virtual="/story.html" -->' . $rest,
    many => '<html><body>' . join('', map { '<!--#include virtual="/nav.html" -->'
        . "<p>$_ " . $words->(100) . '</p>' } 1 .. 60) . '<article>a</article>' . $rest,
    plain => '<html><body><article>a</article>' . $rest,
);
$t->write("html/$_.html", $page{$_}) for keys %page;
$t->write('html/nav.html', '<nav>n</nav>');
$t->write('html/story.html', '<article>a</article>');
$t->write('html/long.html', '<section>' . $words->(20_000) . '</section>');
$t->write('text/en.html', '<p>n</p>');

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($name) = $head =~ m{^\S+ \S*/(\w+)\.html} or return;
    print $c "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n", $page{$name};
});

my $locations = <<"END";
    legal_apply n;
    location /file/ { alias DIR/html/; ssi on; }
    location /send/ { alias DIR/html/; ssi on; sendfile on; aio threads; }
    location /up/ { proxy_pass http://127.0.0.1:$upstream; ssi on; }
    location /off/ { proxy_pass http://127.0.0.1:$upstream; ssi on; proxy_buffering off; }
    location /add/ { alias DIR/html/; add_before_body /nav.html; add_after_body /long.html; }
    location /slice/ { slice 100k; proxy_set_header Range \$slice_range;
        proxy_set_header Accept-Encoding ""; proxy_http_version 1.1;
        proxy_pass http://127.0.0.1:PORT/whole/; }
    location /whole/ { alias DIR/html/; legal_apply off; }
END
$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/text; place append article; }
gzip_min_length 1; gzip_proxied any;
server { listen 127.0.0.1:PORT; root DIR/html; gzip on;
$locations
}
server { listen 127.0.0.1:H2 ssl http2; root DIR/html; gzip on;
    ssl_certificate DIR/tls.pem; ssl_certificate_key DIR/tls.key;
$locations
}
END

my $plain = 'http://127.0.0.1:' . $t->port;
my $tls = "https://127.0.0.1:$t->{h2}";
my @ways = (
    [ 'gzip', '--compressed', $plain ], [ 'plain', '', $plain ],
    [ 'TLS', '--http1.1', $tls ], [ 'TLS and gzip', '--http1.1 --compressed', $tls ],
    [ 'HTTP/2', '--http2', $tls ], [ 'HTTP/2 and gzip', '--http2 --compressed', $tls ],
);

# The page, and how curl ends.
sub page {
    my ($from, $options, $url) = @_;
    open my $f, '-|', "curl -sk -m 12 --interface 127.0.0.$from $options $url"
        or die "curl: $!";
    local $/;
    my $body = <$f>;
    close $f;
    return ($body // '', $? >> 8);
}

for my $path ('/file/first', '/file/within', '/file/many', '/send/first', '/up/first',
    '/up/within', '/up/many', '/off/first', '/off/many', '/add/plain', '/slice/plain')
{
    for my $way (@ways) {
        my ($name, $options, $host) = @$way;
        my ($should, $end) = page(21, $options, "$host$path.html");
        is($end, 0, "$path by $name, without a notice");
        my ($body, $ended) = page(11, $options, "$host$path.html");
        is($ended, 0, "$path by $name ends");
        is($body =~ s{<aside .*?</aside>}{}g, 1, 'with its notice');
        ok($body eq $should, 'and is the page');
    }
}

$t->done;
