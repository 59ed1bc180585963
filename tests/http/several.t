#!/usr/bin/perl

# Several notices at one spot of a page that leaves something open there: what
# hides them is closed once, before the first of them.

use warnings;
use strict;

use Encode;
use IO::Compress::Gzip qw( gzip );
use IO::Uncompress::Gunzip qw( gunzip );
use Test::More;
use LN;

my $t = LN->new;

sub aside {
    my ($name) = @_;
    return '<aside class="legal-notice" role="note" lang="en" dir="ltr"'
        . " data-legal-notice=\"$name\"><p>$name</p></aside>";
}

$t->write("text/$_/en.html", "<p>$_</p>") for qw( a b c d o );

# name => [ the page up to its notices, what closes it, what follows ]
my %pages = (
    comment => [ '<body><p>x<!-- y', '-->' ],
    script => [ '<body><p>x<script>y', '</script>' ],
    video => [ '<body><div>x<video><p>y', '</p></video>' ],
    formatting => [ '<body><p><b hidden>x', '</b>' ],
    select => [ '<body><select><option>x', '</option></select>' ],
    react => [ '<body><rt hidden id="S:1"><p>x', '</p></rt>' ],
    body => [ '<body><div>x<video><p>y', '</p></video>', '</body></html>' ],
    long => [ '<body>' . '<video>' x 40, '</video>' x 40 ],
    plain => [ '<body><p>x</p>', '' ],
);

my %body;
for my $name (keys %pages) {
    my ($before, undef, $after) = @{ $pages{$name} };
    $body{$name} = "<!DOCTYPE html><html lang=\"en\">$before"
        . ($after // '');
    $t->write("html/$name.html", $body{$name});
}

# of the page with notices of these names
sub with {
    my ($name, @notices) = @_;
    my ($before, $closer, $after) = @{ $pages{$name} };
    return "<!DOCTYPE html><html lang=\"en\">$before$closer"
        . join('', map { aside($_) } @notices) . ($after // '');
}

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($how, $name) = $head =~ m{^GET /(\w+)/(\w+)} or return;
    my $page = $body{$name};
    my $type = 'text/html';
    if ($how eq 'utf16') {
        $type .= '; charset=utf-16le';
        $page = encode('UTF-16LE', $page);
    } elsif ($how eq 'zipped') {
        gzip \(my $plain = $page) => \$page;
        $type .= "\r\nContent-Encoding: gzip\r\nETag: \"1\"";
    }
    print $c "HTTP/1.1 200 OK\r\nContent-Type: $type\r\nConnection: close\r\n"
        . ($how eq 'bytes' ? '' : "Content-Length: @{[ length $page ]}\r\n")
        . "\r\n";
    if ($how eq 'bytes') {
        print $c substr $page, 0, 1, '' while length $page;
    } else {
        print $c $page;
    }
});

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice a { in ru; text DIR/text/a; place append article; }
legal_notice b { in ru; text DIR/text/b; place after h1; fallback none; }
legal_notice c { in ru; text DIR/text/c; place append body; }
legal_notice d { in ru; text DIR/text/d; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply d b a c;
    location /one/ { alias DIR/html/; legal_apply b c; }
    location ~ ^/(bytes|utf16|zipped|plain)/ {
        proxy_pass http://127.0.0.1:$upstream; proxy_buffering off; }
    location /again/ { proxy_pass http://127.0.0.1:$upstream/zipped/; }
}
END

select undef, undef, undef, 2.1;        # the files are remembered then

for my $name (sort keys %pages) {
    my $with = with($name, qw( d a c ));

    for my $time (1 .. 3) {
        my $got = $t->get(11, "/$name.html");
        is($got->{body}, $with, "$name, a file, request $time");
        ok(!$got->{cut}, "$name, a file, request $time: its length");
    }
    is($t->body(11, "/one/$name.html"), with($name, 'c'),
        "$name: what is not due closes nothing");
    is($t->body(11, "/$_/$name"), $with, "$name, $_") for qw( plain bytes );
    is(decode('UTF-16LE', $t->body(11, "/utf16/$name")), $with,
        "$name, UTF-16");
    for my $way (qw( zipped again again again )) {
        my $got = $t->get(11, "/$way/$name",
            fields => ['Accept-Encoding: gzip']);
        gunzip \$got->{body} => \my $plain;
        is($plain, $with, "$name, compressed, $way");
        ok(!$got->{cut}, "$name, compressed, $way: its length");
    }
}

# what stands further in goes first, whatever the order of legal_apply

# two that close the same, and stand close together in a compressed page

gzip \(my $close = '<!DOCTYPE html><html lang="en"><body>x<option>y<option>z')
    => \my $zipped;
$t->write('zipped/close.html.gz', $zipped);

$t->restart(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice a { in ru; text DIR/text/a; place "append" "#s"; }
legal_notice b { in ru; text DIR/text/b; place before h1; }
legal_notice c { in ru; text DIR/text/c; place append h2; }
legal_notice o { in ru; text DIR/text/o; place after option; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply b a c;
    location /zipped/ { root DIR; gzip_static always; legal_apply o c; }
}
END

$t->write('html/order.html', '<!DOCTYPE html><html lang="en"><body>'
    . '<h2 id="s">x<h1>y</h1>');
is($t->body(11, '/order.html'), '<!DOCTYPE html><html lang="en"><body>'
    . '<h2 id="s">x' . aside('a') . aside('c') . '</h2>' . aside('b')
    . '<h1>y</h1>', 'before a tag that ends an element, and in that');

select undef, undef, undef, 2.1;

for my $time (1 .. 3) {
    my $got = $t->get(11, '/zipped/close.html',
        fields => ['Accept-Encoding: gzip']);
    gunzip \$got->{body} => \my $plain;
    is($plain, '<!DOCTYPE html><html lang="en"><body>x<option>y</option>'
        . aside('o') . '<option>z</option>' . aside('c'),
        "two that close the same, request $time");
}

$t->done;
