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
use Framework;
use LN;

my @apps = Framework::wanted();
plan skip_all => 'no app is built, run ./config.sh test frameworks'
    if !grep { Framework::built($_) } @apps;

my $b = Chromium->new;

my $soon = 500 * ($ENV{LN_SLOW} // 1);

sub until_true {
    my ($expression, $name) = @_;
    my $end = time + 20;
    while (time < $end) {
        return pass($name) if $b->value($expression);
        sleep 0.05;
    }
    fail($name);
    diag $b->value('location.href + "\n" + document.body.outerHTML') // '';
}

# Whether the page has what is due to an article: one notice in it, which says
# its path, and on the harbour's another one; and when that was so.
my $watch = <<'EOF';
window.right = slug => {
    const all = [...document.querySelectorAll('[data-legal-notice]')];
    const [first] = document.querySelectorAll('article [data-legal-notice]');
    return location.pathname.includes(slug) && first
        && first.textContent.includes(slug) && all.filter(e =>
            e.dataset.legalNotice == 'named').length == 1
        && all.length == (slug == 'harbour' ? 2 : 1);
};
window.shown = {};
new MutationObserver(() => {
    for (const slug of [ 'ferry', 'harbour' ]) {
        const n = document.querySelector('article [data-legal-notice]');
        if (!shown[slug] && location.pathname.includes(slug) && n
            && n.textContent.includes(slug)) {
            shown[slug] = performance.now();
        }
    }
    window.heard = [...document.querySelectorAll('[role=status]')]
        .map(e => e.textContent).join() || window.heard;
}).observe(document, { childList: true, subtree: true });
EOF

# Clicks from the page at start, where the ferry is. before: a script that comes
# first; loads: what goes back and forth by loading documents.
sub navigate {
    my ($name, $port, $start, %o) = @_;
    $b->open("http://127.0.0.1:$port$start",
        before => $watch . ($o{before} // ''));
    until_true('window.hydrated && performance.getEntriesByType("resource")'
        . '.some(e => e.name.includes("/legal-notices?"))', "$name: it asks");
    sleep 1;
    $b->value('window.here = true');
    for my $slug (qw( harbour ferry )) {
        my $took;
        for my $try (1 .. 3) {
            $b->value("window.shown = {}; window.heard = '';"
                . ' window.from = performance.now();'
                . " document.querySelector('#$slug').click()");
            until_true("window.right?.('$slug')", "$name: $slug by a click");
            $took = $b->value("window.shown?.['$slug'] - window.from") // 1e9;
            last if $took < $soon || $try == 3;

            # the machine may have been busy with something else

            $b->value('history.back()');
            sleep 1;
        }
        cmp_ok($took, '<', $soon, sprintf "$name: .. within %d ms", $took);
        until_true("window.heard?.includes('$slug')",
            "$name: .. and is announced");
    }
    for my $way (qw( back forward back forward )) {
        my $slug = $way eq 'back' ? 'harbour' : 'ferry';
        $b->value("history.$way()");
        until_true("window.right?.('$slug')", "$name: $way");
        sleep 0.3;
        ok($b->value("window.right?.('$slug')"), "$name: .. and it stays so");
    }
    $b->value('document.querySelector("article [data-legal-notice]").remove()');
    until_true('window.right?.("ferry")',
        "$name: a script takes it out: it is back");
    my $loaded = $o{loads} ? 'documents were' : 'no document was';
    is(!$b->value('window.here'), !!$o{loads}, "$name: $loaded loaded");
    my @errors = grep { /legal-notice/ } Framework::errors($b);
    is("@errors", '', "$name: the script tells no error");
}

# A click that changes the article, and not the address.
sub stream {
    my ($name, $port, $start) = @_;
    $b->open("http://127.0.0.1:$port$start");
    until_true('window.hydrated && performance.getEntriesByType("resource")'
        . '.some(e => e.name.includes("/legal-notices?"))', "$name: it asks");
    sleep 1;
    $b->value('document.querySelector("#harbour").click()');
    until_true('document.querySelector("h1").textContent == "The harbour"',
        "$name: another article");
    until_true('document.querySelectorAll("article [data-legal-notice]")'
        . '.length == 1', "$name: .. has the notice of the page");
    sleep 0.3;
    is($b->value('document.querySelectorAll("[data-legal-notice]").length'), 1,
        "$name: .. once");
}

# Browsers without the Navigation API have the history alone.
my $old = 'Object.defineProperty(window, "navigation", { value: undefined })';

for my $app (@apps) {
    next if !Framework::built($app);
    my $about = Framework::about($app);
    my $starts = $about->{navigation} or next;
    my $t = LN->new;
    my $server = Framework->start($t, $app);
    ok($server, "$app starts") or next;
    $t->write('text/en.html', '<p>EN {{uri}}</p>');
    $t->start(<<"END");
legal_jurisdiction here { network 127.0.0.0/8; }
legal_notice named { in here; text DIR/text; place append article;
    uri ~ (ferry|harbour); script /legal-notice.js; }
legal_notice other { in here; text DIR/text; place before article;
    uri ~ harbour; script /legal-notice.js; }

server {
    listen 127.0.0.1:PORT;
    types { text/html html; text/javascript js mjs; }
    legal_apply named other;
    location = /legal-notices { legal_notices; }
    location = /legal-notice.js { root $top/config; legal_apply off; }
    location = /favicon.ico { return 204; }
    location / {
        proxy_pass http://127.0.0.1:$server->{port};
        proxy_http_version 1.1;
        proxy_set_header Host \$http_host;
    }
}
END
    for my $start (ref $starts ? @$starts : $starts) {
        my $loads = grep { $_ eq $start } @{ $about->{loads} // [] };
        navigate("$app $start", $t->port, $start, loads => $loads);
        navigate("$app $start, history", $t->port, $start, loads => $loads,
            before => $old);
    }
    stream("$app $about->{streams}", $t->port, $about->{streams})
        if $about->{streams};
    $server->stop;
    LN::stop();
}

$b->stop;
LN::settled();
done_testing();
