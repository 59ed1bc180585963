#!/usr/bin/perl

# What a page says of itself: policies, transformations, digests, and XHTML,
# which has to stay well-formed.

use warnings;
use strict;

use Test::More;
use LN;

my $t = LN->new;

$t->write('text/en.html', '<p>&#171;n&#187; <a href="/law?a=1&amp;b=2">law</a>'
    . '<br/></p>');

my %fields = (
    csp => ["Content-Security-Policy: default-src 'none'; "
        . "require-trusted-types-for 'script'; trusted-types 'none'; "
        . "style-src 'nonce-x'; sandbox"],
    transform => ['Cache-Control: no-transform, max-age=60', 'ETag: "o"',
        'Content-MD5: x', 'Digest: sha-256=x', 'Content-Digest: sha-256=:x:',
        'Repr-Digest: sha-256=:x:', 'Signature: sig=:x:',
        'Signature-Input: sig=()', 'Want-Digest: sha-256',
        'Accept-Ranges: bytes', 'Content-Language: en'],
    links => ['Link: </a.css>; rel=preload', 'Refresh: 5', 'Set-Cookie: a=b',
        'X-Frame-Options: DENY', 'Strict-Transport-Security: max-age=1'],
);

my $amp = '<!doctype html><html amp lang="en"><head><meta charset="utf-8">'
    . '<script async src="https://cdn.ampproject.org/v0.js"></script>'
    . '<style amp-boilerplate>body{-webkit-animation:x}</style><noscript>'
    . '<style amp-boilerplate>body{-webkit-animation:none}</style></noscript>'
    . '</head><body><article>a</article></body></html>';
my %html = (
    amp => $amp,
    base => '<html><head><base href="https://other.example/x/"></head><body>'
        . '<article>a</article></body></html>',
    refresh => '<html><head><meta http-equiv="refresh" content="5;url=/x">'
        . '</head><body><article>a</article></body></html>',
    iframe => '<html><body><article>a<iframe src="/x"></article></iframe>'
        . '<iframe srcdoc="&lt;/article&gt;"></iframe></article></body></html>',
    csp => "<html><head><meta http-equiv=\"Content-Security-Policy\" content="
        . "\"default-src 'none'\"></head><body><article>a<script nonce=\"x\">"
        . '"</article>"</script></article></body></html>',
);

my $open = '<?xml version="1.0" encoding="UTF-8"?>' . "\n"
    . '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en">';
my %xhtml = (
    plain => "$open<head><title>t</title></head><body><article><p>a</p>"
        . '</article></body></html>',
    doctype => $open =~ s/\n/\n<!DOCTYPE html PUBLIC "-\/\/W3C\/\/DTD XHTML 1.0
        Strict\/\/EN" "x.dtd">\n/r . '<head><title>t</title></head><body>'
        . '<div id="x"/><p>a</p></body></html>',
    empty => "$open<head><title/><script src=\"x\"/><style/></head><body>"
        . '<article><textarea/><iframe src="x"/><p/><a name="x"/>a</article>'
        . '</body></html>',
    cdata => "$open<head><script><![CDATA[ </article> <body> ]]></script>"
        . '</head><body><article><p><![CDATA[</article></body>]]></p>'
        . '</article></body></html>',
    nested => "$open<body><p>a<article>b<p>c<div>d</div></p></article>e</p>"
        . '</body></html>',
    prefixes => "$open<body><article><svg xmlns=\"http://www.w3.org/2000/svg\">"
        . '<title>&lt;/article></title><path d="x"/></svg></article></body>'
        . '</html>',
    bodyless => "$open<head><title>t</title></head></html>",
    after => "$open<body><p>a</p></body><!-- </body> --></html>\n<!-- x -->\n"
        . '<?x y?>',
    case => "$open<body><ARTICLE>a</ARTICLE><article>b</article></body></html>",
    table => "$open<body><article><table><tr><td>a</td></tr></table>"
        . '</article></body></html>',
    noscript => "$open<head><noscript><p>a</p></noscript></head><body>"
        . '<article><noscript><p>b</p></noscript></article></body></html>',
);

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($kind, $name) = $head =~ m{^\S+ \S*?/(html|xhtml|field)/(\w+)} or return;
    my $body = $kind eq 'xhtml' ? $xhtml{$name} : $html{$name}
        // '<html><body><article>a</article></body></html>';
    print $c join "\r\n", 'HTTP/1.1 200 OK', 'Connection: close',
        'Content-Type: ' . ($kind eq 'xhtml' ? 'application/xhtml+xml'
            : 'text/html'), @{ $fields{$name} // [] },
        'Content-Length: ' . length $body, '', $body;
});

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/text; place append article; }
legal_notice end { in ru; text DIR/text; }
server {
    listen 127.0.0.1:PORT;
    legal_apply n;
    location / { proxy_pass http://127.0.0.1:$upstream; }
    location /end/ { legal_apply end; proxy_pass http://127.0.0.1:$upstream; }
}
END

my $n = qr{<aside\ class="legal-notice"\ role="note"\ lang="en"\ dir="ltr"
    \ data-legal-notice="n"><p>.*?</p></aside>}xs;

for my $name (sort keys %html) {
    my $a = $t->get(11, "/html/$name");
    is((() = $a->{body} =~ /$n/g), 1, "$name has a notice");
    like($a->{body}, qr{$n</article></body>}, 'at its place');
    is($a->{body} =~ s/$n//r, $html{$name}, 'and is itself but for it');
    my ($notice) = $a->{body} =~ /($n)/;
    unlike($notice, qr/<script|<style|style=|\son\w+=|javascript:|class="(?!leg)/,
        'which no policy can forbid');
}

for my $name (sort keys %fields) {
    my ($here, $there) = map { $t->get($_, "/field/$name") } 11, 21;
    like($here->{body}, $n, "$name: the notice is there");
    for my $line (@{ $fields{$name} }) {
        my ($field, $value) = $line =~ /^(\S+): (.*)/;
        my $gone = $field =~ /Digest$|MD5|^Signature|Ranges/
            && $field !~ /^Want/;
        next if $field =~ /ETag|Cache-Control/;
        is(field($there, $field), $value, "$field is there elsewhere");
        is(field($here, $field), $gone ? undef : $value, $gone
            ? "$field is of the original" : "$field stays");
    }
}
like(fields($t->get(11, '/field/transform'), 'Cache-Control'),
    qr/no-transform/, 'no-transform holds for those behind us');

SKIP: {
    eval { require XML::LibXML }
        or skip 'no XML parser, install the package libxml-libxml-perl', 1;
    my $parser = XML::LibXML->new(load_ext_dtd => 0, no_network => 1);
    for my $name (sort keys %xhtml) {
        for my $path ("/xhtml/$name", "/end/xhtml/$name") {
            my $doc = eval { $parser->parse_string($xhtml{$name}) };
            ok($doc, "$name was well-formed") or diag $@;
            my $a = $t->get(11, $path);
            is($a->{status}, 200, "$path is answered");
            $doc = eval { $parser->parse_string($a->{body}) };
            ok($doc, "$path still is") or diag "$@\n$a->{body}";
            next unless $doc;
            my @asides = $doc->getElementsByTagNameNS(
                'http://www.w3.org/1999/xhtml', 'aside');
            is(scalar @asides, 1, 'with one notice');
            is($asides[0]->parentNode->nodeName,
                $path !~ /end/ && $xhtml{$name} =~ /<(article)>/i ? $1
                : $name eq 'bodyless' ? 'html' : 'body', 'at its place')
                if @asides && $name ne 'nested';
        }
    }
}

$t->done;
