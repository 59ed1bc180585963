#!/usr/bin/perl

# Articles that are reached by a click, in pages of real packages, in Chromium:
# config/legal-notice.js shows their notices.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use Test::More;
use Time::HiRes qw( sleep time );

my ($here, $top);
BEGIN {
    $here = abs_path(dirname(abs_path($0)));
    $top = abs_path("$here/../..");
}
use lib $here, "$here/../browser";

use Chromium;
use LN;

eval { require Framework; 1 }
    or plan skip_all => 'the helper of tests of frameworks is not there';

my @apps = grep { Framework::built($_) } qw( next-16 react-router-8 links );
plan skip_all => 'no app is built, run ./config.sh test frameworks' if !@apps;

my $b = Chromium->new;

sub until_true {
    my ($expression, $name) = @_;
    my $end = time + 20;
    while (time < $end) {
        return pass($name) if $b->value($expression);
        sleep 0.05;
    }
    fail($name);
    diag $b->value('document.documentElement.outerHTML') // '';
}

my $one = 'document.querySelectorAll("[data-legal-notice]").length == 1';

# Notes when the notice of each page is there, and what the policy refused.
my $watch = <<'END';
window.shown = {};
new MutationObserver(() => {
    const n = document.querySelector('article [data-legal-notice]');
    if (n && !shown[location.pathname]
        && n.textContent.includes(location.pathname)) {
        shown[location.pathname] = performance.now();
    }
}).observe(document, { childList: true, subtree: true });
END

# From start by the links of these ids, whose last is where nothing is due.
sub navigate {
    my ($name, $t, $start, @ids) = @_;
    $b->open('http://127.0.0.1:' . $t->port . $start);
    until_true('performance.getEntriesByType("resource")'
        . '.some(e => e.name.includes("/legal-notices?"))', "$name: it asks");
    sleep 1;
    $b->value($watch);
    for my $id (@ids) {
        $b->value("window.shown = {}; window.from = performance.now();"
            . " document.querySelector('#$id').click()");
        until_true("location.pathname.endsWith('$id')"
            . ' && shown[location.pathname]', "$name: $id by a click");
        my $took = $b->value('shown[location.pathname] - from');
        cmp_ok($took, '<', 500 * ($ENV{LN_SLOW} // 1),
            sprintf "$name: .. within %d ms", $took);
    }
    for my $way (qw( back forward back forward )) {
        $b->value("history.$way()");
        sleep 0.7;
        until_true("$one && document.querySelector('article"
            . " [data-legal-notice]').textContent.includes(location.pathname)",
            "$name: $way: one, and that of the page");
    }
    $b->value('document.querySelector("[data-legal-notice]").remove()');
    until_true($one, "$name: a script takes it out: it is back");
}

$b->{events} = [];
for my $app (@apps) {
    my $t = LN->new;
    $t->write('text/en.html', '<p>EN {{uri}}</p>');
    my $links = $app eq 'links';
    my $server = $links ? undef : Framework->start($t, $app);
    my $content = $links ? "root DIR/html; alias_placeholder"
        : "proxy_pass http://127.0.0.1:$server->{port};";
    if ($links) {
        my $modules = Framework::built($app) . '/node_modules';
        my $nav = join ' ', map { "<a id=$_ href=FROM/$_>$_</a>" }
            qw( ferry harbour );
        for my $kind (qw( turbo htmx )) {
            for my $page (qw( ferry harbour index )) {
                my $n = $nav =~ s/FROM/\/$kind/gr;
                my $script = $kind eq 'turbo'
                    ? '<script type=module src=/modules/@hotwired/turbo/dist/'
                        . 'turbo.es2017-esm.js></script>'
                    : '<script src=/modules/htmx.org/dist/htmx.js></script>';
                $t->write("html/$kind/$page.html", '<!DOCTYPE html><html '
                    . "lang=en><head><meta charset=utf-8><title>$page</title>"
                    . "$script</head><body hx-boost=true><nav>$n</nav>"
                    . '<main>' . ($page eq 'index' ? 'home'
                        : "<article>$page</article>") . '</main></body></html>');
            }
        }
        $content = 'root DIR/html; try_files $uri $uri.html $uri/index.html'
            . " =404; location /modules/ { alias $modules/; }";
    }
    $t->start(<<"END");
legal_jurisdiction here { network 127.0.0.0/8; }
legal_notice named { in here; text DIR/text; place append article;
    uri ~ (ferry|harbour); script /legal-notice.js; }

server {
    listen 127.0.0.1:PORT;
    types { text/html html; text/javascript js mjs; }
    legal_apply named;
    location = /legal-notices { legal_notices; }
    location = /legal-notice.js { root $top/config; legal_apply off; }
    location / { $content }
}
END
    if ($links) {
        navigate($_, $t, "/$_/", qw( ferry harbour )) for qw( turbo htmx );
    } else {
        navigate($app, $t, '/news/ferry', qw( harbour ferry ));
    }
    $server->stop if $server;
    LN::stop();
}

$b->stop;
LN::settled();
done_testing();
