#!/usr/bin/perl

# Notices with a link, a button, a nobr or a table: where a parser would end that
# of the page by theirs, the next place is taken, and at the page's end that of
# the page is ended first.  What is remembered of a page for one notice is not for
# another one that has the same places and something else in it.

use warnings;
use strict;

use Compress::Zlib ();
use IO::Compress::Gzip qw( gzip );
use Test::More;
use LN;

my $t = LN->new;

my %text = (
    plain => '<p>plain</p>',
    link => '<p>a <a href="https://lantern.example/">link</a></p>',
    button => '<p>a <button type="button">button</button></p>',
    nobr => '<p><nobr>no break</nobr></p>',
    table => '<table><tbody><tr><td>cell</td></tr></tbody></table>',
    some => '<p>en</p>',
);
my @names = qw( plain link button nobr table some );

$t->write("text/$_/en.html", $text{$_}) for @names;
$t->write('text/some/ru.html', '<p>ru <A HREF="/">link</A></p>');

# Where the notice of which name goes, behind which end tags.
my %page = (
    card => '<a href="/"><article>x|plain|button|nobr|table|</article></a>'
        . '<article>y|link|some|</article></body></html>',
    press => '<button><article>x|plain|link|nobr|table|some|</article></button>'
        . '<article>y|button|</article></body></html>',
    line => '<nobr><article>x|plain|link|button|table|some|</article></nobr>'
        . '<article>y|nobr|</article></body></html>',
    rows => '<table>|plain|link|button|nobr|some|<article>x</article>'
        . '<tr><td>y</table><p>z|table|</body></html>',
    cell => '<a><table><tr><td><article>x'
        . '|plain|link|button|nobr|table|some|</article></table></a></body></html>',
    within => '<article>x<a>y|plain|button|nobr|table|</article></a>'
        . '<article>z|link|some|</article></body></html>',
    open => '<div><a><nobr><button>x|plain|link</a>|button</button>|'
        . 'nobr</nobr>|table|some</a>|</body></html>',
    raw => '<div><a><nobr><textarea>x|plain</textarea>|link</textarea></a>|'
        . 'button</textarea>|nobr</textarea></nobr>|table</textarea>|some</textarea></a>|',
);
my %place = map { $_ => 'append article' } keys %page;
$place{rows} = 'before article';

# What of a closer the one before it has closed.
sub shared {
    my ($closer, $before) = @_;
    my @tags = $before =~ /<[^>]+>/g;
    my $n = 0;
    while (@tags && substr($closer, $n) =~ /^\Q$tags[0]\E/) {
        $n += length shift @tags;
    }
    return $n;
}

# The page with the notices of these names.
sub page {
    my ($page, @due) = @_;
    my $fill = sub {
        my %at = map { /(\w+)(.*)/ } split /\|/, $_[0];
        my ($out, $before) = ('', '');
        for my $name (sort { length $at{$a} <=> length $at{$b} }
            grep { defined $at{$_} } @due)
        {
            $out .= substr($at{$name}, shared($at{$name}, $before))
                . '<aside class="legal-notice" role="note" lang="en" dir="ltr"'
                . " data-legal-notice=\"$page-$name\">$text{$name}</aside>";
            $before = $at{$name};
        }
        return $out;
    };
    return "<html lang=\"en\"><body>$page{$page}" =~ s{\|((?:\w+(?:</\w+>)*\|)+)}{$fill->($1)}ger;
}

for my $page (keys %page) {
    my $bytes = page($page);
    unlike($bytes, qr/\||aside/, "$page as it is");
    gzip \$bytes => \my $coded;
    $t->write("html/$page.html", $bytes);
    $t->write("html/$page.html.gz", $coded);
}

# One that comes in pieces: its length is announced with the first.
my $long = join '', map { "<p>$_ " . $_ * 7919 % 1_000_003 } 1 .. 30_000;
$long = "<html lang=\"en\"><body>$long<div><a href=\"/\">open";
$t->write('html/long.html', $long);
$t->write('html/long.html.gz', Compress::Zlib::memGzip($long));

my ($rules, $locations) = ('', '');

for my $page (sort keys %page) {
    for my $name (@names) {
        $rules .= "legal_notice $page-$name { in ru; text DIR/text/$name;"
            . " place $place{$page}; }\n";
    }
    for my $due (@names, "@names") {
        $locations .= "location /$page/@{[ $due =~ tr/ /-/r ]}/ { alias DIR/html/;"
            . " legal_apply@{[ map { qq{ $page-$_} } split / /, $due ]}; }\n";
    }
}

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
$rules
gzip_static on;
sendfile on;
server {
    listen 127.0.0.1:PORT;
    location /memory/ { alias DIR/html/; sendfile off; output_buffers 2 4k;
        legal_apply open-link; }
$locations
}
END

select undef, undef, undef, 3.1;        # the files are remembered from then on

sub got {
    my ($path, $gzip) = @_;
    my $body = $t->body(11, $path,
        $gzip ? (fields => [ 'Accept-Encoding: gzip' ]) : ());
    return $gzip ? Compress::Zlib::memGunzip(\$body) // 'no gzip' : $body;
}

# What a laid out page announces counts the end tags, too, by HEAD as well.
sub announces {
    my ($path) = @_;
    my ($a, $head) = map { $t->get(11, $path, method => $_,
        fields => [ 'Accept-Encoding: gzip' ]) } qw( GET HEAD );
    is(field($a, 'Content-Length'), length $a->{body}, "$path: its length");
    is(field($head, 'Content-Length'), length $a->{body}, '.. by HEAD');
}

# at first, and with what is remembered of the file

for my $time (1 .. 3) {
    for my $page (sort keys %page) {
        for my $due (@names, "@names") {
            my $path = "/$page/@{[ $due =~ tr/ /-/r ]}/$page.html";
            my $should = page($page, split / /, $due);
            is(got($path), $should, "$path, request $time");
            is(got($path, 1), $should, "$path, compressed, request $time");
            announces($path) if $time == 3;
        }
    }
}

for my $time (1 .. 3) {
    my $path = '/memory/long.html';
    my $tail = substr got($path, 1), length $long;
    like($tail, qr{^</a><aside[^>]*>\Q$text{link}\E</aside>$},
        "$path, request $time");
    announces($path) if $time > 1;
}

$t->done;
