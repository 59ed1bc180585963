#!/usr/bin/perl

# legal_status html in Chromium: for a phone, for a screen reader, in the dark and
# on paper.  axe-core, which ./config.sh installs into build/, looks for what
# WCAG 2.2 asks of a page.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use JSON::PP;
use Test::More;

my $top;
BEGIN { $top = abs_path(dirname(abs_path($0)) . '/../..') }
use lib dirname(abs_path($0));

use Chromium;
use LN;

my $t = LN->new;
my $axe = do {
    my $path = "$ENV{LN_BUILD}/axe/node_modules/axe-core/axe.min.js";
    open my $f, '<:raw', $path or die "$path: $!: run ./config.sh test browser";
    local $/;
    <$f>;
};
my $b = Chromium->new;

my $lantern = <<"END";
legal_database DB/City.mmdb DB/Country.mmdb;
include $top/config/jurisdictions/russia-controlled.conf;
include $top/config/jurisdictions/belarus.conf;
legal_notice undesirable { in russia-controlled; text $top/config/notices/undesirable;
    place append article.story; place append main; uri ~ ^/[a-z]+/;
    since 2026-09-01; until 2099-01-01; }
legal_notice unused { in belarus; text DIR/evil.html; }
legal_restriction court-order { in belarus; page $top/config/restrictions/451;
    uri ~ /press-release; }
server {
    listen 127.0.0.1:PORT;
    root $top/config/site;
    set \$legal_publisher "The Lantern";
    set \$legal_more_url "https://lantern.example/undesirable";
    set \$legal_blocked_by_name "a court in Minsk";
    set \$legal_contact "desk\@lantern.example";
    legal_apply court-order undesirable;
    legal_preview 127.0.0.1;
    location = /status { legal_status html; }
}
END

# a text that would cover the page, if its style counted

$t->write('evil.html', '<p style="position:fixed;inset:0;background:red">'
    . 'cover</p><img src="https://evil.example/pixel.png" alt="pixel">');

$t->start($lantern);
$t->get(11, '/en/river-pickets.html') for 1 .. 3;
$t->get(61, '/en/press-release.html');
$t->get(33, '/');

my %tag = map { $_ => 1 } qw( wcag2a wcag2aa wcag21a wcag21aa wcag22aa
    best-practice );

# What axe finds; the page's policy does not hold for the protocol.
sub faults {
    $b->value("$axe; 0");
    my $r = $b->call('Runtime.evaluate', { awaitPromise => JSON::PP::true,
        returnByValue => JSON::PP::true, expression => 'axe.run().then(r => '
        . 'r.violations.map(v => [v.id, v.tags, v.nodes.map(n => n.html)]))' });
    die $r->{exceptionDetails}{text} if $r->{exceptionDetails};
    return map { "$_->[0]: $_->[2][0]" }
        grep { grep { $tag{$_} } @{ $_->[1] } } @{ $r->{result}{value} };
}

my $wide = 'document.documentElement.scrollWidth > '
    . 'document.documentElement.clientWidth';

sub judged {
    my ($url, $name) = @_;
    for my $how ([ 'on a desk' ], [ 'on 320 px', width => 320, height => 568 ],
        [ 'in the dark', scheme => 'dark' ], [ 'on paper', media => 'print' ],
        [ 'without scripts', scripts => 0 ])
    {
        my ($what, %o) = @$how;
        $b->open($url, %o);
        is(join("\n", $b->complaints), '', "$name $what: no complaint")
            if $name ne 'a page with a text that is evil';
        ok(!$b->value($wide), 'it fits');
        next if exists $o{scripts};
        is(join("\n", faults()), '', 'axe finds nothing');
    }
}

my $url = 'http://127.0.0.1:' . $t->port . '/status';
judged("$url?rule=undesirable", 'a page with texts');
judged("$url?url=/en/river-pickets.html&place=127.0.0.31",
    'a page with a text that is evil');
is($b->value('getComputedStyle(document.querySelector("#rule-unused .text p"))'
    . '.position'), 'static', 'whose style does nothing');

# what a screen reader hears of it

$b->open($url);
my @lines = grep { $_->[1] ne 'InlineTextBox' } $b->reading;
my @headings = map { $_->[2] } grep { $_->[1] eq 'heading' } @lines;
is(join('|', @headings[0 .. 6]), 'Legal notices and restrictions|Warnings|'
    . 'What would a reader get?|Rules|Notice undesirable|Notice unused|'
    . 'Restriction court-order', 'headings');
is(join('|', map { $_->[2] } grep { $_->[1] eq 'textbox' } @lines),
    'Page|The reader is in: a country (RU), a region (UA-43), or has this '
    . 'address', 'both fields have their names');
ok((grep { $_->[1] eq 'button' && $_->[2] eq 'Say what, and why' } @lines),
    'and the button');
ok((grep { $_->[1] eq 'region' && $_->[2] eq 'Notice undesirable' } @lines),
    'a rule is a region with its name');

# the form, by hand: typed, sent, read, and the page opened

$b->value('document.querySelector("#url").value = "/en/river-pickets.html"; '
    . 'document.querySelector("#place").value = "UA-43"');
$b->{events} = [];
$b->value('document.querySelector("form").submit()');
$b->wait_for('Page.loadEventFired');
like($b->value('document.querySelector("#ask ~ section").textContent'),
    qr/undesirabledue.*by region UA-43/s, 'the form says what, and why');
my $link = $b->value('document.querySelector("#ask ~ section a").href');
$b->open($link);
is($b->value('document.querySelectorAll("[data-legal-notice]").length'), 1,
    'and its link is that page');

# empty, and many

$t->restart('server { listen 127.0.0.1:PORT; '
    . 'location = /status { legal_status html; } }');
$url = 'http://127.0.0.1:' . $t->port . '/status';
judged($url, 'an empty page');

$t->restart("legal_jurisdiction j { network 127.0.0.11; }\n" . join("\n",
    map { "legal_notice a-rule-with-a-long-name-$_ { in j; text "
        . "$top/config/notices/undesirable; }" } 1 .. 200)
    . "\nserver { listen 127.0.0.1:PORT; set \$legal_publisher P; "
    . "set \$legal_more_url u; legal_apply " . join(' ', map {
        "a-rule-with-a-long-name-$_" } 1 .. 200)
    . '; location = /status { legal_status html; } }');
$url = 'http://127.0.0.1:' . $t->port . '/status';
judged($url, '200 rules');

# what looks for faults finds them

$b->open($url);
$b->value('document.querySelector("h1").outerHTML = "<img src=x><p style='
    . '\'color:#999;background:#fff\'>pale</p>"');
my $found = join ' ', faults();
like($found, qr/image-alt/, 'a picture without words is found');
$b->value('document.querySelector("main").append("x".repeat(500))');
$b->value('document.querySelector("main").style.whiteSpace = "nowrap"');
ok($b->value($wide), 'a page that is too wide is found');

if (my $dir = $ENV{LN_SCREENSHOTS}) {
    $t->restart($lantern);
    $t->get(11, '/en/river-pickets.html') for 1 .. 128;
    $t->get(33, '/en/river-pickets.html') for 1 .. 5;
    $t->get(61, '/en/press-release.html') for 1 .. 7;
    $b->open('http://127.0.0.1:' . $t->port
        . '/status?url=/en/river-pickets.html&place=127.0.0.31#ask',
        width => 900, height => 1080);

    # the path of an installation, not that of whoever makes the picture

    $b->value('document.body.innerHTML = document.body.innerHTML.replaceAll('
        . "'$top/config', '/etc/nginx/legal-notice').replaceAll("
        . "'$t->{build}/testdb', '/var/lib/GeoIP'); location.hash = '';"
        . " location.hash = 'ask'; 0");
    unlike($b->value('document.body.innerText'), qr/\Q$top\E/,
        'no path of this machine is in the picture');
    $b->screenshot("$dir/status.png");
    pass("a picture is in $dir");
}

$b->stop;
$t->done;
