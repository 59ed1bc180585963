#!/usr/bin/perl

# What an upstream could try for its page to be shown without the notice: fake
# markers, ends where HTML gives none, headers that lie.

use warnings;
use strict;

use IO::Compress::Gzip qw( gzip );
use Test::More;
use LN;

my $t = LN->new;

$t->write('text/en.html', '<p>n</p>');
$t->write('html/free.html', '<html><body>free</body></html>');

my $n = '<aside class="legal-notice" role="note" lang="en" dir="ltr"'
    . ' data-legal-notice="n"><p>n</p></aside>';

# Pages: HERE is where the notice belongs, HERE(X) after an X that is put in, too.

my $end = '</article>';
my %inside = (
    script => "<script>\"$end\"</script>",
    'a script, escaped' => "<script><!-- <script>$end</script> --></script>",
    style => "<style>/* $end */</style>",
    comment => "<!-- $end -->",
    'a comment with dashes' => "<!-- -- > --!$end -->",
    'an attribute' => "<img alt=\"$end\">",
    'an attribute in single quotes' => "<img alt='$end'>",
    'an attribute without quotes' => "<img alt=$end",
    textarea => "<textarea>$end</textarea>",
    title => "<title>$end</title>",
    xmp => "<xmp>$end</xmp>",
    iframe => "<iframe>$end</iframe>",
    noembed => "<noembed>$end</noembed>",
    noframes => "<noframes>$end</noframes>",
    noscript => "<noscript>$end</noscript>",
    'CDATA in HTML' => "<![CDATA[$end]]>",
    'a processing instruction' => "<?php $end",
    'a declaration' => "<!ELEMENT $end",
    'a doctype' => "<!DOCTYPE $end",
    'a bogus end tag' => "</ $end",
    template => "<template>$end</template>",
    'a table cell' => "<table><tr><td>$end</td></tr></table>",
    caption => "<table><caption>$end</caption></table>",
    object => "<object>$end</object>",
    'an SVG title' => "<svg><title>$end</title></svg>",
    'an SVG foreignObject' => "<svg><foreignObject>$end</foreignObject></svg>",
    'CDATA in SVG' => "<svg><![CDATA[$end]]></svg>",
    'MathML text' => "<math><mtext>$end</mtext></math>",
    'a NUL in the name' => "</art\0icle>",
    'a longer name' => '</articles>',
    'a letter beyond ASCII' => "</art\xc4\xb1cle>",
    'an element of its own' => "<article>b$end",
    'a fake notice' => $n,
    'a fake marker' => '<div data-legal-notice="n"></div>',
    'a comment that claims it' => '<!-- legal-notice n shown -->',
    'a meta that claims it' => '<meta name="Legal-Notice" content="n">',
    'http-equiv' => '<meta http-equiv="Legal-Notice" content="n;lang=en">',
);

my %pages = map {
    $_ => "<html><body><article>a$inside{$_}cHERE$end<p>d</p></body></html>"
} keys %inside;

# Where HTML does give it an end, and starts that are none.
%pages = (%pages,
    'style in SVG is no text' => "<body><article><svg><style>a"
        . "HERE(</style></svg>)$end"
        . '</style></svg></body>',
    'an end tag with attributes' => "<body><article>aHERE</article x='>'>b",
    'in capitals' => '<body><ARTICLE>aHERE</ARTICLE\nx>b' =~ s/\\n/\n/r,
    'a comment that ends at once' => "<body><article>a<!-->HERE$end-->b",
    'CDATA in HTML with a >' => "<body><article><![CDATA[a>HERE$end]]>b",
    'a start in a comment' => "<body><!-- <article> --><p>a</p>"
        . "<article>bHERE$end",
    'a start in a script' => "<body><script><article></script>"
        . "<article>bHERE$end",
    'no article' => '<body><p>aHERE</body>',
    'ends in an attribute' => '<body><p>aHERE<img alt="</body>',
    'nothing but a marker' => "${n}HERE",
);

sub expected { return $_[0] =~ s/HERE(?:\((.*)\))?/($1 \/\/ '') . $n/er }

my $plain = '<html><body><article>a</article></body></html>';
my $with = "<html><body><article>a$n</article></body></html>";
gzip \$plain => \my $zipped;

# Answers: their fields, with a body, and what becomes of it: `with` its
# notice, `none` where no browser shows it as a page, `refused` or `cut`.

my %answers = (
    'Legal-Notice' => [ 'with', ['Legal-Notice: n;lang=en'] ],
    'Legal-Notice twice' => [ 'with', ['Legal-Notice: n', 'Legal-Notice: n'] ],
    'legal-notice' => [ 'with', ['legal-notice: n'] ],

    'TEXT/HTML' => [ 'with', ['Content-Type: TEXT/HTML'] ],
    'a parameter' => [ 'with', ['Content-Type: text/html; a=b; charset=UTF-8'] ],
    'a tab' => [ 'with', ["Content-Type: text/html\t;\tcharset=utf-8"] ],
    'an empty parameter' => [ 'with', ['Content-Type: text/html;;;'] ],
    'two types' => [ 'with', ['Content-Type: application/json',
        'Content-Type: text/html'] ],
    'a list of types' => [ 'with', ['Content-Type: application/json, text/html'] ],
    'a list with a charset' => [ 'with',
        ['Content-Type: application/json; charset=utf-8, text/html'] ],
    'a list with a quoted comma' => [ 'with',
        ['Content-Type: text/plain; a=", text/css", text/html'] ],
    'a list with an end' => [ 'with', ['Content-Type: text/html,'] ],
    'a list with any type' => [ 'with', ['Content-Type: text/html, */*'] ],
    'a list with no type' => [ 'with', ['Content-Type: text/html, none'] ],
    'a list that is JSON' => [ 'none',
        ['Content-Type: text/html, application/json'] ],
    'no type' => [ 'with', [] ],
    'an empty type' => [ 'with', ['Content-Type:'] ],
    'no type, really' => [ 'with', ['Content-Type: html'] ],
    'any type' => [ 'with', ['Content-Type: */*'] ],
    'unknown/unknown' => [ 'with', ['Content-Type: unknown/unknown'] ],
    'application/unknown' => [ 'with', ['Content-Type: Application/Unknown'] ],
    'unknown, and nosniff' => [ 'none', ['Content-Type: unknown/unknown',
        'X-Content-Type-Options: nosniff'] ],
    'text/plain' => [ 'none', ['Content-Type: text/plain'] ],

    'attachment' => [ 'none', ['Content-Type: text/html',
        'Content-Disposition: attachment'] ],
    'ATTACHMENT' => [ 'none', ['Content-Type: text/html',
        'Content-Disposition: ATTACHMENT ; filename="a"'] ],
    'no attachment' => [ 'with', ['Content-Type: text/html',
        'Content-Disposition: attachment filename=a'] ],
    'a list of dispositions' => [ 'with', ['Content-Type: text/html',
        'Content-Disposition: attachment, inline'] ],
    'a file name attachment' => [ 'with', ['Content-Type: text/html',
        'Content-Disposition: inline; filename=attachment'] ],
    'two dispositions' => [ 'with', ['Content-Type: text/html',
        'Content-Disposition: attachment', 'Content-Disposition: inline'] ],

    'gzip that is none' => [ 'refused', ['Content-Type: text/html',
        'Content-Encoding: gzip'] ],
    'an unknown coding' => [ 'with', ['Content-Type: text/html',
        'Content-Encoding: none'] ],
    'two unknown codings' => [ 'with', ['Content-Type: text/html',
        'Content-Encoding: UTF-8, aws-chunked'] ],
    'an unknown coding, no type' => [ 'with', ['Content-Encoding: 8bit'] ],
    'an unknown coding, no text' => [ 'refused', ['Content-Type: text/html',
        'Content-Encoding: klingon'], $zipped ],
    'gzip that was not done, and an unknown coding' => [ 'with',
        ['Content-Type: text/html', 'Content-Encoding: gzip, utf-8'] ],
    'gzip and an unknown coding' => [ 'with', ['Content-Type: text/html',
        'Content-Encoding: utf-8', 'Content-Encoding: gzip'], $zipped ],
    'gzip' => [ 'with', ['Content-Type: text/html',
        'Content-Encoding: x-GZIP'], $zipped ],
    'gzip and identity' => [ 'with', ['Content-Type: text/html',
        'Content-Encoding: identity', 'Content-Encoding: gzip'], $zipped ],
    'gzip in two, one nothing' => [ 'with', ['Content-Type: text/html',
        'Content-Encoding: , gzip ,'], $zipped ],
    'gzip twice, once done' => [ 'refused', ['Content-Type: text/html',
        'Content-Encoding: gzip, gzip'], $zipped ],
    'gzip, no type' => [ 'with', ['Content-Encoding: gzip'], $zipped ],
    'gzip, no type, no page' => [ 'none', ['Content-Encoding: gzip'],
        do { gzip \('{"a":1}' x 99) => \my $z; $z } ],

    'UTF-7' => [ 'refused', ['Content-Type: text/html; charset=UTF-7'] ],
    'X-Accel-Charset' => [ 'with', ['Content-Type: text/html',
        'X-Accel-Charset: utf-7'] ],
    'X-Accel-Buffering' => [ 'with', ['Content-Type: text/html',
        'X-Accel-Buffering: no'] ],
    'X-Accel-Expires' => [ 'with', ['Content-Type: text/html',
        'X-Accel-Expires: 600'] ],
    'X-Accel-Limit-Rate' => [ 'with', ['Content-Type: text/html',
        'X-Accel-Limit-Rate: 100000'] ],
    'X-Accel-Redirect' => [ 'with', ['X-Accel-Redirect: /inner/x'] ],
    'refresh' => [ 'with', ['Content-Type: text/html', 'Refresh: 5; /a'] ],

    'a length too long' => [ 'cut', ['Content-Type: text/html',
        'Content-Length: 99999'] ],
    'two lengths' => [ 'with', ['Content-Type: text/html',
        'Content-Length: ' . length $plain,
        'Content-Length: ' . length $plain] ],
    'chunks that are none' => [ 'cut', ['Content-Type: text/html',
        'Transfer-Encoding: chunked'] ],
    'chunks' => [ 'with', ['Content-Type: text/html',
        'Transfer-Encoding: chunked'],
        sprintf "%x;x=y\r\n%s\r\n0\r\n\r\n", length $plain, $plain ],
    'chunks and a length' => [ 'with', ['Content-Type: text/html',
        'Content-Length: 5', 'Transfer-Encoding: chunked'],
        sprintf "%x\r\n%s\r\n0\r\n\r\n", length $plain, $plain ],
    'chunks that break off' => [ 'cut', ['Content-Type: text/html',
        'Transfer-Encoding: chunked'],
        sprintf "%x\r\n%s", 2 * length $plain, $plain ],
);

# Statuses of which browsers show the body.
my %statuses = (
    201 => 'with', 203 => 'with', 226 => 'with', 299 => 'with',
    300 => 'with', 301 => 'with', 302 => 'with', 305 => 'with', 306 => 'with',
    307 => 'with', 308 => 'with', 400 => 'with', 401 => 'with', 418 => 'with',
    500 => 'with', 503 => 'with', 600 => 'with', 999 => 'with',
    '000' => 'refused', 100 => 'refused', 101 => 'refused', 103 => 'refused',
    206 => 'refused', 204 => 'none', 205 => 'none', 304 => 'none',
);

for my $status (keys %statuses) {
    $answers{"status $status"} = [ $statuses{$status},
        ['Content-Type: text/html'], $plain, $status ];
}

$answers{"status $_ to elsewhere"} = [ 'none', ['Content-Type: text/html',
    'Location: http://127.0.0.1/x'], $plain, $_ ] for 301, 302, 303, 307, 308;
$answers{"status $_ to nowhere"} = [ 'with', ['Content-Type: text/html',
    'Location:'], $plain, $_ ] for 301, 302;
$answers{'status 300 to elsewhere'} = [ 'with', ['Content-Type: text/html',
    'Location: http://127.0.0.1/x'], $plain, 300 ];
$answers{'a header in the body of a 101'} = [ 'refused',
    ['Content-Type: text/html'], "HTTP/1.1 200 OK\r\n"
    . "Content-Type: text/html\r\nContent-Length: @{[ length $plain ]}\r\n\r\n"
    . $plain, 101 ];

my @names = ((sort keys %pages), (sort keys %answers));
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($i) = $head =~ m{^\S+ \S*/(\d+)} or return;
    my $name = $names[$i];
    my ($fields, $body, $status) = (['Content-Type: text/html'], '', 200);
    if (exists $pages{$name}) {
        $body = $pages{$name} =~ s/HERE(\(.*\))?//r;
    } else {
        (undef, $fields, $body, $status) = @{ $answers{$name} };
        $body //= $plain;
        $status //= 200;
    }
    print $c join "\r\n", "HTTP/1.1 $status X", @$fields,
        'Connection: close', '', $body;
});

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/text; place append article; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply n;
    proxy_http_version 1.1;
    location /b/ { proxy_pass http://127.0.0.1:$upstream; }
    location /u/ { proxy_pass http://127.0.0.1:$upstream;
        proxy_buffering off; }
    location /inner/ { internal; default_type text/html;
        return 200 "$plain"; }
    location /added/ { alias DIR/html/; types { }
        default_type application/octet-stream;
        add_header Content-Type "text/html; charset=utf-8"; }
    location /json/ { alias DIR/html/; types { } default_type text/html;
        add_header Content-Type application/json; }
    location /hidden/ { alias DIR/html/; add_header Content-Disposition
        "inline"; add_header Content-Disposition "attachment"; }
}
END

# From 1.23 on nginx itself answers 502 to an ambiguous length, and goes by the
# first Content-Type, not the last.  From 1.29 on it reads a 103 itself, and
# takes what follows that without a header for HTTP/0.9, which has none either.
my %since_23 = ('chunks and a length' => '502', 'two lengths' => '502',
    'two types' => 'without');
my %since_29 = (%since_23, 'status 103' => 'bare');
my $differs = LN::minor() >= 29 ? \%since_29
    : LN::minor() >= 23 ? \%since_23 : {};

for my $i (0 .. $#names) {
    my $name = $names[$i];
    my $other = $differs->{$name};
    for my $way (qw( b u )) {
        if (($other // '') eq '502') {
            is($t->get(11, "/$way/$i")->{status}, 502,
                "$name: nginx refuses it ($way)");
            next;
        }
        if (exists $pages{$name}) {
            my $should = expected($pages{$name});
            is(until_is($should, sub { $t->body(11, "/$way/$i") }), $should,
                "$name ($way)");
            next;
        }
        my $a = $t->get(11, "/$way/$i");
        my $then = $other // $answers{$name}[0];
        if ($then eq 'with') {
            is($a->{body}, $with, "$name: with its notice ($way)");
            is(fields($a, 'Legal-Notice'), 'n;lang=en', 'said once');
            ok(!$a->{cut}, 'whole');
        } elsif ($then eq 'bare') {
            my $bare = $t->raw(11, "GET /$way/$i HTTP/1.0\r\n\r\n");
            like($bare, qr/^<!DOCTYPE.*\Q$n\E/s, "$name: refused, bare ($way)");
            unlike($bare, qr/<article>/, 'without the page');
        } elsif ($then eq 'refused') {
            is($a->{status}, 503, "$name: refused ($way)");
            unlike($a->{body}, qr/<article>/, 'without the page');
        } elsif ($then eq 'cut') {
            ok($a->{cut} || $a->{status} == 502 || $a->{body} !~ /<\/article>/,
                "$name: not completed ($way)");
            unlike($a->{body}, qr/<article>a<\/article>/, 'nor without one');
        } else {
            unlike($a->{body}, qr/<aside/, "$name: no page, none ($way)");
            is(field($a, 'Legal-Notice'), undef, 'and none said');
        }
    }
}

# The same in nginx's own hands.
is($t->body(11, '/added/free.html'), "<html><body>free$n</body></html>",
    'a type by add_header');
is($t->body(11, '/json/free.html'), '<html><body>free</body></html>',
    'and one that is no page any more');
is($t->body(11, '/hidden/free.html'), "<html><body>free$n</body></html>",
    'two dispositions by add_header');

# Elsewhere nothing that an upstream says of notices goes on.
my ($fake) = grep { $names[$_] eq 'Legal-Notice' } 0 .. $#names;
my $a = $t->get(21, "/b/$fake");
is($a->{body}, $plain, 'where none is due, none');
is(field($a, 'Legal-Notice'), undef,
    'and nobody says there was one: an edge might trust it');

$t->done;
