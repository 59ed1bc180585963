#!/usr/bin/perl

# config/legal-notice.css in pages whose own sheets were made for other things,
# and hide, shrink or discolour what is in them.

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

# What a page's sheet says, behind the module's.
my %sheet = (
    strong => 'b, strong, h2 { color: #222 }',
    links => '.story a:not(.button) { color: #fff; text-decoration: none }',
    reset => '* { font-size: 13px; line-height: 1.2 }',
    small => '#content .story aside, #content p { font-size: 6px !important }',
    transparent => '* { color: transparent }',
    gradient => '.story * { -webkit-text-fill-color: transparent;'
        . ' background: linear-gradient(#fff, #eee) }',
    mark => 'strong { background: #ff0; color: #000 }',
    elements => 'p, strong, aside { display: none !important }',
    id => '#content aside, #content .legal-notice { display: none !important }',
    scaled => '#content aside { scale: 0; rotate: 90deg; translate: -9999px }',
    filtered => '#content aside { filter: opacity(0); mask: '
        . 'linear-gradient(transparent, transparent) }',
    narrow => '#content aside { width: 1px !important; height: 1px !important;'
        . ' max-width: 0; max-height: 0; overflow: hidden; zoom: 0.1 }',
    faint => '.story * { opacity: 0.05; visibility: hidden }',
    vertical => 'html { writing-mode: vertical-rl } aside { height: 0;'
        . ' max-height: 0 }',
    root => 'html { font-size: 62.5% } body { font-size: 1.6rem }',
    unset => '.story * { all: unset }',
    paper => '@media print { #content aside, nav, footer '
        . '{ display: none !important } }',
    fade => '.story > * { animation: none; opacity: 0; transform: translateY(9em);'
        . ' transition: opacity 1s }',
);

for my $name (keys %sheet) {
    $t->write("html/$name.html", "<!DOCTYPE html><html lang=en><head>"
        . "<meta charset=utf-8><link rel=stylesheet href=/legal-notice.css>"
        . "<style>$sheet{$name}</style><title>$name</title></head>"
        . '<body><div id=content class=content><article class=story><h1>t</h1>'
        . '<p id=text>text</article></div>');
}

$t->start(<<"END");
legal_jurisdiction here { network 127.0.0.0/8; }
legal_notice undesirable { in here; text $top/config/notices/undesirable;
    place append article; hydrated off; }
legal_notice foreign-agent { in here; text $top/config/notices/foreign-agent;
    place after "article h1"; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    set \$legal_publisher "The Lantern";
    set \$legal_more_url "https://lantern.example/undesirable";
    types { text/html html; text/css css; }
    legal_apply foreign-agent undesirable;
    location = /legal-notice.css { root $top/config; legal_apply off; }
}
END

my $url = 'http://127.0.0.1:' . $t->port;

# What keeps the words of a notice from being read.
my $faults = <<'END';
(function (name) {
    var notice = document.querySelector("[data-legal-notice=" + name + "]");
    var bad = new Set(), words = document.createTreeWalker(notice, 4), node;
    var range = document.createRange();
    notice.scrollIntoView({ block: "center" });
    while (node = words.nextNode()) {
        if (!node.data.trim()) { continue; }
        var e = node.parentElement, s = getComputedStyle(e);
        if (!e.checkVisibility({ opacityProperty: true,
                visibilityProperty: true })) { bad.add("hidden"); continue; }
        range.selectNodeContents(node);
        var q = range.getClientRects()[0];
        if (!q || q.width < 8 || q.height < 8) { bad.add("no letters"); continue; }
        if (q.left < 0 || q.right > innerWidth) { bad.add("outside"); }
        if (parseFloat(s.fontSize) < 12) { bad.add("small"); }
        if (contrast(e) < 4.5) { bad.add("contrast"); }
        for (var n = e; n; n = n.parentElement) {
            var c = getComputedStyle(n);
            if (n.closest(".legal-notice") && (c.opacity < 1
                || c.filter != "none" || c.maskImage != "none")) {
                bad.add("faint");
            }
        }
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
        var fill = rgb(getComputedStyle(n).webkitTextFillColor), back = 1;
        if (fill.length > 3 && fill[3] < 1) { return 1; }
        for ( ; n; n = n.parentElement) {
            var s = getComputedStyle(n), c = rgb(s.backgroundColor);
            if (s.backgroundImage != "none") { return 1; }
            if (c.length < 4 || c[3] > 0) { back = light(c); break; }
        }
        fill = light(fill);
        return (Math.max(fill, back) + 0.05) / (Math.min(fill, back) + 0.05);
    }
    return [...bad].join(", ") || "read";
})
END

for my $name (sort keys %sheet) {
    for my $scheme (qw( light dark )) {
        $b->open("$url/$name.html", scheme => $scheme,
            media => $name eq 'paper' ? 'print' : '');
        is($b->value("$faults('$_')"), 'read', "$name, $scheme: $_")
            for qw( undesirable foreign-agent );
    }
}

# The label's letters are twice the size of the text, whatever that is.
for my $name (qw( strong reset )) {
    $b->open("$url/$name.html");
    cmp_ok($b->value('parseFloat(getComputedStyle(document.querySelector('
        . '"[data-legal-notice=foreign-agent] strong")).fontSize)'), '>=',
        2 * $b->value('parseFloat(getComputedStyle(text).fontSize)'),
        "$name: letters twice the size");
}

# What looks for faults finds them.
$b->open("$url/$_->[0].html", styles => 0, scheme => 'light'),
    is($b->value("$faults('undesirable')"), $_->[1], "without the sheet: $_->[0]")
    for [ elements => 'hidden' ], [ transparent => 'contrast' ],
        [ small => 'no letters' ], [ filtered => 'faint' ];

$b->stop;
$t->done;
