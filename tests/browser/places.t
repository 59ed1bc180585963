#!/usr/bin/perl

# Where config/legal-notice.js puts notices: where the reader sees them, as nginx
# does.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use Test::More;
use Time::HiRes qw( sleep time );

my $top;
BEGIN { $top = abs_path(dirname(abs_path($0)) . '/../..') }
use lib dirname(abs_path($0));

use Chromium;
use LN;

my $t = LN->new;
my $b = Chromium->new;

$t->write("$_.html", "<p>$_</p>") for qw( one two );

# What a click leads to is in window.go.
sub page {
    my ($body, $head) = @_;
    return '<!DOCTYPE html><html lang=en><head><meta charset=utf-8>'
        . '<title>x</title><link rel=icon href=data:,>' . ($head // '')
        . "</head><body>$body</body></html>";
}

my %page = (
    plain => page('<main><article>a</article></main>'),
    activity => page('<div id=old><article>old</article></div>'),
    unseen => page('<article hidden>no</article><template><article>no'
        . '</article></template><dialog><article>no</article></dialog>'
        . '<details><summary>s</summary><article>no</article></details>'
        . '<div style="display: none"><article>no</article></div>'
        . '<div style="display: contents"><article style="display: contents"'
        . ' id=seen>yes</article></div><article>second</article>'),
    flicker => page('<main><article id=seen>a</article></main>',
        '<style id=flicker>body { display: none }</style>'),
    heading => page('<h1 hidden>no</h1><article id=seen>yes</article>'),
    shell => page('<main style="height: 100vh; overflow: auto"><section>a'
        . '</section></main>', '<style>body { margin: 0; height: 100vh; '
        . 'overflow: hidden }</style>'),
    base => page('<main><article id=seen>a</article></main>',
        '<base href="http://127.0.0.1:1/elsewhere/">'),
);
$t->write("html/$_.html", $page{$_}) for keys %page;

$t->start(<<"END");
legal_jurisdiction here { network 127.0.0.0/8; }
legal_notice one { in here; text DIR/one.html; uri ~ ^/new/; place append article;
    script http://127.0.0.1:PORT/legal-notice.js?outlet=/legal; }
legal_notice two { in here; text DIR/two.html; uri ~ ^/new/; place append article;
    script http://127.0.0.1:PORT/legal-notice.js?outlet=/legal; }
legal_notice begin { in here; text DIR/one.html; uri ~ ^/begin/;
    place prepend article; }
legal_notice begin2 { in here; text DIR/two.html; uri ~ ^/begin/;
    place prepend article; }
legal_notice behind { in here; text DIR/one.html; uri ~ ^/behind/;
    place after article; }
legal_notice behind2 { in here; text DIR/two.html; uri ~ ^/behind/;
    place after article; }
legal_notice html { in here; text DIR/one.html; uri ~ ^/html/;
    place after html; }
legal_notice html2 { in here; text DIR/two.html; uri ~ ^/html/;
    place append article; }
legal_notice end { in here; text DIR/one.html; uri ~ ^/shell; place append article; }
legal_notice start { in here; text DIR/two.html; uri ~ ^/shell; place prepend body; }
legal_notice before { in here; text DIR/one.html; uri ~ ^/before/;
    place before h1; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    types { text/html html; text/javascript js; }
    legal_apply one two begin begin2 behind behind2 html html2 before end start;
    location = /legal { legal_notices; }
    location = /legal-notice.js { root $top/config; legal_apply off; }
}
END

my $url = 'http://127.0.0.1:' . $t->port;

sub until_true {
    my ($expression, $name) = @_;
    my $end = time + 10;
    my $value;
    while (time < $end) {
        $value = $b->value($expression);
        last if $value;
        sleep 0.02;
    }
    ok($value, $name) or diag $b->value('document.documentElement.outerHTML');
}

# Opens a page, and goes on to an address by history; then there are two.
sub go {
    my ($page, $path, $count, $name) = @_;
    $b->open("$url/$page.html");
    $b->value("history.pushState(null, '', location.origin + '$path')");
    until_true("document.querySelectorAll('aside').length == $count", $name);
}

sub notices { return $b->value('[...document.querySelectorAll("aside")].map('
    . 'e => (e.parentElement.id || e.parentElement.localName) + ": "'
    . ' + e.textContent).join("; ")') }

# A first match that nothing shows is passed over.

go('unseen', '/new/a', 2, 'a page with articles that nobody sees');
is(notices(), 'seen: one; seen: two', '.. has them in the one that is seen');

go('heading', '/before/a', 1, 'a heading that is hidden');
is(notices(), 'body: one', '.. has the notice before it, which is seen');

# React's Activity, and routers that keep the pages before: these are hidden, and
# stay in the document.

go('activity', '/new/a', 2, 'the page of a router');
is(notices(), 'old: one; old: two' =~ s/old/article/gr,
    '.. has them in its article');
$b->value('history.pushState(null, "", "/new/b"); setTimeout(() => {'
    . ' document.querySelector("#old").style.display = "none";'
    . ' document.body.insertAdjacentHTML("beforeend",'
    . ' "<div><article id=new>new</article></div>") }, 300)');
until_true('document.querySelectorAll("#new > aside").length == 2',
    'the next page, which comes later, has them');
is(notices(), 'new: one; new: two', '.. and the one that is hidden has none');
$b->value('document.querySelector("#new").parentNode.style.display = "none";'
    . ' document.querySelector("#old").style.display = "";'
    . ' history.pushState(null, "", "/new/a");'
    . ' document.querySelector("#new").append("kept")');
until_true('document.querySelectorAll("#old aside").length == 2',
    'the page before, which is shown again, has them again');
is(notices(), 'article: one; article: two', '.. and no other');

# A place that a style alone hides, later.

$b->value('document.querySelector("#old").style.display = "none"');
until_true('[...document.querySelectorAll("aside")].filter(e => '
    . 'e.checkVisibility()).length == 2', 'where their place is hidden later, '
    . 'they go to one that is seen');
is(notices(), 'body: one; body: two', '.. the end of the body');
$b->value('document.querySelector("#old").style.display = ""');
until_true('document.querySelectorAll("#old aside").length == 2',
    '.. and back again');
is(notices(), 'article: one; article: two', '.. each once');

# A page that shows nothing until a script of its own has run.

go('flicker', '/new/a', 2, 'a page that is hidden while it is made');
is(notices(), 'seen: one; seen: two', '.. has them at their place');
$b->value('document.querySelector("#flicker").remove()');
sleep 0.3;
is(notices(), 'seen: one; seen: two', '.. and when it is shown');

# Several at one place stand in the order of legal_apply.

go('plain', '/begin/a', 2, 'two at the beginning of an element');
is(notices(), 'article: one; article: two', '.. stand in their order');
go('plain', '/behind/a', 2, 'two behind an element');
is(notices(), 'main: one; main: two', '.. stand in their order');

# Outside of <html> is the end of the body.

go('plain', '/html/a', 2, 'a place after html');
is(notices(), 'article: two; body: one', '.. is the end of the body');

# <base> says where the page's links lead; the outlet is the site's own.

go('base', '/new/a', 2, 'a page with a base elsewhere');
is(notices(), 'seen: one; seen: two', '.. asks the outlet of its own site');

# A page that does not scroll shows nothing behind its window: docs/directives.md
# says so.

$b->open("$url/shell.html");
sub top_of { return $b->value("document.querySelector('[data-legal-notice=$_[0]]')"
    . '.getBoundingClientRect().top - innerHeight') }
cmp_ok(top_of('start'), '<', 0, 'the beginning of a page that does not scroll');
cmp_ok(top_of('end'), '>=', 0, '.. is seen, and its end is not');

$b->stop;
$t->done;
