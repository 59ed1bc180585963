#!/usr/bin/perl

# Bounds of `legal-notice check` in docs/limits.md: at each of them, and one
# beyond.

use warnings;
use strict;

use IO::Compress::Gzip qw( gzip );
use Test::More;
use LN;

my $t = LN->new;
my $dir = $t->dir;
my $command = "$ENV{LN_BUILD}/legal-notice";
plan skip_all => 'the command was built without libcurl'
    if `$command check --retries 0 http://127.0.0.1:1/ 2>&1` =~ /without libcurl/;

my $mb = 1 << 20;
my $page = '<html lang=en><body><article>a</article></body></html>';
my $aside = sub { "<aside class=\"legal-notice\" role=\"note\" lang=\"en\" dir=\"ltr\" data-legal-notice=\"$_[0]\"><p>n</p></aside>" };
my $site;

# By the path: what is sent.
my %send = (
    field => sub {
        my ($n) = @_;
        my $value = 'no-store, ' . 'x' x ($n - 10);
        return "Legal-Notice: n;lang=en\r\nCache-Control: $value\r\n", $page =~ s/a</a@{[ $aside->('n') ]}</r;
    },
    name => sub {
        my ($n) = @_;
        my $name = 'n' x $n;
        return "Legal-Notice: x;lang=en\r\nCache-Control: private\r\n", $page =~ s/a</a@{[ $aside->($name) . $aside->('x') ]}</r;
    },
    unnamed => sub {
        my ($n) = @_;
        return "Cache-Control: private\r\n", $page =~ s/a</join('', map { $aside->("n$_") } 1 .. $n) . '<'/er;
    },
    page => sub { return '', ' ' x ($_[0] - length $page) . $page },
    sitemap => sub { return '', sitemap($_[0]) },
    packed => sub { gzip \sitemap($_[0]) => \my $z; return '', $z },
    index => sub {
        return '', '<sitemapindex>' . join('', map { "<loc>$site/none/$_</loc>" } 1 .. $_[0]) . '</sitemapindex>';
    },
    self => sub { return '', "<sitemapindex><loc>$site/self/1</loc><loc>$site/sitemap/1000</loc></sitemapindex>" },
);

sub sitemap {
    my $urls = "<urlset><loc>$site/right/1</loc>";
    return $urls . ' ' x ($_[0] - length($urls) - 9) . '</urlset>';
}

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    $site = 'http://' . ($head =~ /^Host: (\S+)/m)[0];
    my ($what, $n) = $head =~ m{^\S+ /(\w+)/(\d+)};
    if (($what // '') eq 'away' && $n) {
        print $c "HTTP/1.1 302 x\r\nLocation: /away/@{[ $n - 1 ]}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        return;
    }
    my $right = ($what // '') =~ /^(?:right|away)$/;
    my ($fields, $body) = $right ? ('', $page) : $send{$what // ''} ? $send{$what}->($n) : ();
    my $status = defined $body ? '200 OK' : '404 x';
    $body //= '';
    print $c "HTTP/1.1 $status\r\nContent-Type: text/html\r\n" . ($fields // '')
        . 'Content-Length: ' . length($body) . "\r\nConnection: close\r\n\r\n$body";
});
my $at = "http://127.0.0.1:$upstream";

sub check {
    my ($args) = @_;
    my $out = `timeout 60 $command check --retries 0 $args 2>&1`;
    return ($? >> 8, $out);
}

# what is told of it, at the bound and beyond it
sub bound {
    my ($name, $args, $n, $status, $says, $more, $beyond) = @_;
    my ($got, $out) = check(sprintf $args, $n);
    is($got, $status, "$name: $n");
    like($out, $says, '.. and what is told');
    ($got, $out) = check(sprintf $args, $more);
    is($got, $beyond->[0], "$name: $more");
    like($out, $beyond->[1], '.. and what is told');
}

bound('a field', "$at/field/%d", 8191, 0, qr/^ok .*: n \(en, in article\)/, 8192,
    [ 2, qr/the header cannot be judged: Cache-Control is longer than 8191 bytes/ ]);
bound('a name', "$at/name/%d", 1024, 0, qr/^ok .*: x \(en, in article\), n{1024} /, 1025,
    [ 0, qr/^ok .*: x \(en, in article\)$/m ]);
bound('notices without names', "$at/unnamed/%d", 64, 0, qr/^ok .* n64 \(/, 65, [ 1, qr/^lacks .*\n +"n65" is in the page/ ]);
bound('a page', "$at/page/%d", 64 * $mb, 0, qr/^ok .*: no notice/, 64 * $mb + 1, [ 2, qr/the page is larger than 64 MB/ ]);
bound('redirects', "$at/away/%d", 5, 0, qr/^ok /, 6, [ 2, qr/Maximum \(5\) redirects followed/ ]);
bound('a sitemap', "--sitemap $at/sitemap/%d", 50 * $mb, 0, qr{^ok .*/right/1}, 50 * $mb + 1, [ 2, qr/it is larger than 50 MB/ ]);
bound('one that is compressed', "--sitemap $at/packed/%d", 50 * $mb, 0, qr{^ok .*/right/1}, 50 * $mb + 1,
    [ 2, qr/it is larger than 50 MB/ ]);
bound('sitemaps', "--sitemap $at/index/%d", 9999, 2, qr{cannot use the sitemap "\S+/none/1": the status is 404}, 10000,
    [ 2, qr/there are more than 10000 sitemaps: check some of them at a time/ ]);
my ($status, $out) = check("--sitemap $at/self/1");
is($status, 0, 'a sitemap that names itself is read once');
like($out, qr/^pages: 1,/m, '.. and so are its pages');

# Many notices: Legal-Notice is long.

$t->write('text/en.html', '<p>n</p>');
$t->write('html/a.html', $page);
my @names = map { "notice-with-a-name-of-its-own-$_" } 1 .. 100;
$t->start(<<"END");
legal_jurisdiction here { network 127.0.0.1; }
@{[ map { "legal_notice $_ { in here; text DIR/text; place append article; }\n" } @names ]}
server { listen 127.0.0.1:PORT; root DIR/html; legal_apply @names; }
END
($status, $out) = check("--notice $names[99] http://127.0.0.1:" . $t->port . '/a.html');
is($status, 0, 'a page with a hundred notices') or diag $out;

$t->done;
