#!/usr/bin/perl

# What a reader sees and hears: the shipped texts in the demo's pages, in
# Chromium.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use Test::More;

my $top;
BEGIN { $top = abs_path(dirname(abs_path($0)) . '/../..') }
use lib dirname(abs_path($0));

use Chromium;
use LN;

my $t = LN->new;
my $b = Chromium->new;

my %rtl = (ar => 1, fa => 1);
my @languages = qw( ar be en fa kk ru uk );
my @demo = qw( en fa kk ru uk );

# a page in each language that has a text and no article in the demo
for my $lang (qw( ar be )) {
    my $dir = $rtl{$lang} ? 'rtl' : 'ltr';
    $t->write("site/$lang/river-pickets.html", "<!DOCTYPE html><html "
        . "lang=$lang dir=$dir><meta charset=utf-8><link rel=stylesheet "
        . "href=/legal-notice.css><title>x</title><main><article class=story>"
        . "<h1>$lang</h1><p>article</article></main><footer>foot</footer>");
}

$t->write('site/quirks.html', '<title>q</title><table width=100%><td><font '
    . 'size=2><div class=post><p>old<b>page</div></table><p>after');
$t->write('site/hostile.html', '<!DOCTYPE html><html lang=en><style>'
    . 'aside, .legal-notice { display: none; opacity: 0; height: 1px; '
    . 'position: absolute; left: -9999px; font-size: 1px }</style>'
    . '<link rel=stylesheet href=/legal-notice.css><title>h</title>'
    . '<main><article class=story><h1>h</h1><p>t</article></main>');
$t->write('site/scripted.html', '<!DOCTYPE html><html lang=en><title>s</title>'
    . '<main><article class=story><h1>h</h1><p>t</article></main>'
    . '<script>document.write("<p>written")</script>');

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction here { network 127.0.0.0/8; }
legal_notice undesirable { in here; text $top/config/notices/undesirable;
    place append article.story; place append .post; }
legal_notice foreign-agent { in here; text $top/config/notices/foreign-agent;
    place after "article h1"; }
legal_restriction r { in here; page $top/config/restrictions/451; }
server {
    listen 127.0.0.1:PORT;
    root $top/config/site;
    set \$legal_publisher "The Lantern";
    set \$legal_more_url "https://lantern.example/undesirable";
    set \$legal_blocked_by_name "a court in Minsk";
    set \$legal_contact "desk\@lantern.example";
    types { text/html html; text/css css; }
    charset utf-8;
    add_header Content-Security-Policy "default-src 'none'; style-src 'self';
        base-uri 'none'; frame-ancestors 'none';
        require-trusted-types-for 'script'; trusted-types 'none'" always;
    legal_apply undesirable;
    location = /legal-notice.css { root $top/config; legal_apply off; }
    location = /favicon.ico { return 204; }
    location ~ ^/(ar|be|quirks|scripted) { root DIR/site; }
    location = /hostile.html { root DIR/site; add_header X-Policy none; }
    location /label/ { alias $top/config/site/;
        legal_apply foreign-agent undesirable; }
    location ~ ^/label/(?<rest>(ar|be)/.*) { alias DIR/site/\$rest;
        legal_apply foreign-agent undesirable; }
    location /plain/ { alias $top/config/site/; legal_apply off; }
    location ~ ^/plain/(?<rest>(ar|be)/.*) { alias DIR/site/\$rest;
        legal_apply off; }
    location /refused/ { legal_apply r; }
}
END

my $url = 'http://127.0.0.1:' . $t->port;
my $notice = 'document.querySelector("[data-legal-notice=undesirable]")';
my $label = 'document.querySelector("[data-legal-notice=foreign-agent]")';

# What makes an element seen: it has a size, lies within the page's width, is
# not covered where it is looked at, and its letters stand out (WCAG 2.1, AA).
my $seen = <<'END';
(function (e) {
    if (!e) { return "not there"; }
    e.scrollIntoView({ block: "center" });
    var r = e.getBoundingClientRect(), w = document.documentElement.clientWidth;
    var s = getComputedStyle(e), bad = [];
    if (r.width < 100 || r.height < 20) { bad.push("size"); }
    if (r.left < -1 || r.right > w + 1) { bad.push("outside " + r.right); }
    if (s.visibility != "visible" || s.opacity < 1) { bad.push("faint"); }
    if (parseFloat(s.fontSize) < 12) { bad.push("small"); }
    var words = document.createTreeWalker(e, NodeFilter.SHOW_TEXT), node;
    var range = document.createRange();
    while (node = words.nextNode()) {
        if (!node.data.trim()) { continue; }
        range.selectNodeContents(node);
        var q = range.getClientRects()[0];
        if (!q || q.height < 8) { bad.push("no letters"); continue; }
        var x = q.left + q.width / 2, y = q.top + q.height / 2;
        if (y < 0 || y > innerHeight) { continue; }
        var at = document.elementFromPoint(x, y);
        if (!at || !e.contains(at)) { bad.push("covered"); }
        if (contrast(node.parentNode) < 4.5) { bad.push("contrast"); }
    }
    function rgb(c) { return c.match(/[\d.]+/g).map(Number); }
    function light(c) {
        c = c.slice(0, 3).map(function (v) {
            v /= 255;
            return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
        });
        return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
    }
    function contrast(n) {
        var front = light(rgb(getComputedStyle(n).color)), back = 1;
        for ( ; n instanceof Element; n = n.parentNode) {
            var c = rgb(getComputedStyle(n).backgroundColor);
            if (c.length < 4 || c[3] > 0) { back = light(c); break; }
        }
        return (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
    }
    return bad.join(", ") || "seen";
})
END

sub seen { return $b->value("$seen($_[0])") }

my $wide = 'document.documentElement.scrollWidth > '
    . 'document.documentElement.clientWidth';

# The note as a screen reader comes to it: the lines before, in and after it.
sub heard {
    my @lines = $b->reading;
    my (@before, @in, @after, $depth);
    for my $line (@lines) {
        my ($at, $role, $name) = @$line;
        next if $role eq 'InlineTextBox';
        if (!defined $depth) {
            if ($role eq 'note') { $depth = $at } else { push @before, $name }
        } elsif (!@after && $at > $depth) {
            push @in, $name if $role eq 'StaticText';
        } else {
            push @after, $name;
        }
    }
    return (join(' ', @before), join('', @in), join(' ', @after));
}

for my $lang (@languages) {
    my $dir = $rtl{$lang} ? 'rtl' : 'ltr';
    $b->open("$url/$lang/river-pickets.html");
    is(seen($notice), 'seen', "$lang: the notice is seen");
    is($b->value("$notice.lang"), $lang, 'in its language');
    is($b->value("getComputedStyle($notice).direction"), $dir, $dir);
    my ($before, $in, $after) = heard();
    my $text = $b->value("$notice.textContent");
    is($in =~ s/\s+//gr, $text =~ s/\s+//gr, 'a screen reader reads all of it');
    like($text, qr/The Lantern/, 'with the publisher\'s name');
    my $begin = substr $in, 0, 20;
    unlike($before, qr/\Q$begin\E/, 'after the article');
    like($after, qr/\S/, 'and before the page\'s foot');
    my $complaints = join '; ', $b->complaints;
    $b->open("$url/plain/$lang/river-pickets.html");
    is($complaints, join('; ', $b->complaints),
        'nothing on the console but what the page says without it');
    $b->open("$url/$lang/river-pickets.html");
    my ($start, $end) = map { $b->value("parseFloat(getComputedStyle($notice)"
        . ".border${_}Width)") } $rtl{$lang} ? qw( Right Left ) :
        qw( Left Right );
    cmp_ok($start, '>', $end, 'its edge is where the lines begin');

    $b->open("$url/$lang/river-pickets.html", width => 320, height => 568);
    is(seen($notice), 'seen', 'on 320 px');
    ok(!$b->value($wide), 'which the page still fits');

    $b->open("$url/$lang/river-pickets.html", media => 'print');
    is(seen($notice), 'seen', 'in print');
    $b->open("$url/$lang/river-pickets.html", scheme => 'dark');
    is(seen($notice), 'seen', 'in the dark');
    $b->open("$url/$lang/river-pickets.html", styles => 0, scripts => 0);
    is(seen($notice), 'seen', 'without sheets and scripts');

    $b->open("$url/label/$lang/river-pickets.html");
    is(seen($label), 'seen', 'the label');
    is(seen($notice), 'seen', 'and the notice');
    is($b->value("$label.previousElementSibling.localName"), 'h1',
        'under the headline');
    my ($size, $text_size) = map { $b->value("parseFloat(getComputedStyle($_)"
        . '.fontSize)') } $label, "document.querySelector('article > p, "
        . "article .text p')";
    cmp_ok($size, '>=', 2 * $text_size, 'in letters twice the size');
    $b->open("$url/label/$lang/river-pickets.html", width => 320);
    ok(!$b->value($wide), 'which fit 320 px');

    $b->open("$url/refused/", language => $lang);
    is($b->value('document.documentElement.lang + document.dir'),
        "$lang$dir", 'the 451 page');
    is(seen('document.querySelector("main")'), 'seen', 'is seen');
    my @lines = $b->reading;
    my ($heading) = grep { $_->[1] eq 'heading' } @lines;
    like($heading->[2], qr/\S/, 'begins with a heading');
    like($b->value('document.body.textContent'),
        qr/a court in Minsk.*desk\@lantern\.example/s,
        'says who and whom to write to');
    is(join('; ', grep { !/status of 451/ } $b->complaints), '',
        'nothing on the console');
    $b->open("$url/refused/", language => $lang, width => 320);
    ok(!$b->value($wide), 'and it fits 320 px');
}

$b->open("$url/quirks.html");
is($b->value('document.compatMode'), 'BackCompat', 'quirks mode');
is(seen($notice), 'seen', 'the notice is seen');
$b->open("$url/quirks.html", width => 320);
is(seen($notice), 'seen', 'on 320 px');

$b->open("$url/hostile.html");
is(seen($notice), 'seen', 'a page\'s sheet cannot hide it');

# What looks for faults finds them.

$b->open("$url/hostile.html", styles => 0);
isnt(seen($notice), 'seen', 'a notice that is hidden is found');
$b->open("$url/scripted.html");
like(join('; ', $b->complaints), qr/Security Policy/,
    'a script that the policy forbids is found');
$b->value('document.querySelector("article p").style.cssText '
    . '= "color: #ddd; min-height: 30px"');
is(seen('document.querySelector("article p")'), 'contrast',
    'pale letters are found');
is(seen('document.querySelector("nothing")'), 'not there', 'nothing is found');

# pictures for the documentation

if (my $dir = $ENV{LN_SCREENSHOTS}) {
    $b->open("$url/en/river-pickets.html", width => 820, height => 880);
    $b->screenshot("$dir/notice.png");
    $b->open("$url/fa/river-pickets.html", width => 820, height => 820);
    $b->screenshot("$dir/notice-fa.png");
    $b->open("$url/label/ru/river-pickets.html", width => 820, height => 820);
    $b->screenshot("$dir/notice-label.png");
    pass("pictures are in $dir");
}

$b->stop;
$t->done;
