#!/usr/bin/perl

# A page that asks, in Chromium: the texts that come with the module, and what a
# reader does with them: click, type, go back, open two tabs, a private window.
# axe-core, which ./config.sh installs into build/, looks for what WCAG 2.2 asks
# of a page.

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

# Browsers say Sec-Fetch-Site to hosts below "localhost", as to those of https,
# and not to others: lantern.test is what an older one asks.  The two other hosts
# are of another site, and of the same.

my $b = Chromium->new(options => [ '--ignore-certificate-errors',
    '--host-resolver-rules=MAP *.test 127.0.0.1, MAP *.localhost 127.0.0.1' ]);
my $port = $t->port;
my ($front, $secure) = map { "https://$_.localhost:$t->{h2}" }
    qw( lantern secure );
my ($lantern, $herald, $sister, $old, $other) = map { "http://$_:$port" }
    qw( lantern.localhost herald.localhost sister.lantern.localhost
        lantern.test herald.test );

my %rtl = (ar => 1, fa => 1);
my @languages = qw( ar be en fa kk ru uk );

my $article = '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>The '
    . 'ferry</title><main><article><h1>The ferry</h1><p>' . 'Every hour. ' x 400
    . '</p><h2 id="times">Times</h2><p>' . 'At noon. ' x 400
    . '</p></article></main>';
$t->write("html/$_", $article) for qw( ferry.html bridge.html );
$t->write('html/open/index.html', '<!DOCTYPE html><html lang="en"><title>Home'
    . '</title><main><h1>Home</h1><p><a href="/ferry.html?a=1&amp;b=%20#times">'
    . 'The ferry</a></main>');
$t->write('html/open/write.html', '<!DOCTYPE html><html lang="en"><title>Write'
    . '</title><form method="post" action="/application/save"><input name="words" '
    . 'id="words"><button>Send</button></form>');
$t->write('html/open/own.html', '<!DOCTYPE html><html lang="en"><title>Own'
    . '</title><iframe src="/ferry.html" width="600" height="500"></iframe>');
$t->write('html/open/before.html', '<!DOCTYPE html><html lang="en"><title>Early'
    . '</title><link rel="prefetch" href="/bridge.html"><script type='
    . '"speculationrules">{"prerender": [{"source": "list", "urls": '
    . '["/ferry.html"], "eagerness": "immediate"}]}</script>'
    . '<a id="prerendered" href="/ferry.html">ferry</a> '
    . '<a id="prefetched" href="/bridge.html">bridge</a>');

$t->write('html/open/worker.html', '<!DOCTYPE html><html lang="en"><title>Worker'
    . '</title><script>navigator.serviceWorker.register("/open/worker.js", '
    . '{ scope: "/" }).then(() => navigator.serviceWorker.ready)'
    . '.then(() => document.title = "ready")</script>');
$t->write('html/open/worker.js', 'self.addEventListener("install", '
    . 'e => self.skipWaiting()); self.addEventListener("activate", '
    . 'e => e.waitUntil(clients.claim())); self.addEventListener("fetch", '
    . 'e => e.respondWith(fetch(e.request)))');

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($method, $length) = ($head =~ /^(\S+)/, $head =~ /^Content-Length: (\d+)/mi);
    read $c, my $sent, $length // 0;
    my $body = "<!DOCTYPE html><title>Application</title><p>$method $sent";
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
        . length($body) . "\r\nConnection: close\r\n\r\n$body";
});

$t->write('key', 'k' x 32);
chmod 0600, $t->dir . '/key';
my $dir = $t->dir;
system("openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=lantern.localhost "
    . "-keyout $dir/cert.key -out $dir/cert.pem 2> $dir/openssl.log") == 0
    or die 'openssl fails';
$t->start(<<"END");
legal_key DIR/key;
legal_jurisdiction here { network 127.0.0.0/8; }
legal_notice undesirable { in here; text $top/config/notices/undesirable;
    place append article; }
legal_restriction warning { in here; page $top/config/restrictions/undesirable;
    status 403; acknowledge 0; }
legal_restriction age { in here; page $top/config/restrictions/age; status 403;
    acknowledge 30d; }
log_format asked "\$request_method \$request_uri \$status "
    "dest=\$http_sec_fetch_dest site=\$http_sec_fetch_site "
    "purpose=\$http_sec_purpose cookie=\$http_cookie";
server {
    listen 127.0.0.1:PORT;
    server_name lantern.localhost sister.lantern.localhost lantern.test;
    root DIR/html;
    charset utf-8;
    access_log DIR/asked.log asked;
    set \$legal_publisher "The Lantern";
    set \$legal_more_url "/open/more.html";
    set \$legal_leave_url "https://weather.example/";
    legal_apply warning undesirable;
    location /open/ { legal_apply off; }
    location = /open/worker.js { legal_apply off; types { }
        default_type application/javascript;
        add_header Service-Worker-Allowed /; }
    location /quiet/ { alias DIR/html/;
        add_header Referrer-Policy no-referrer always; }
    location /gate/ { alias DIR/html/; legal_apply age; }
    location /both/ { alias DIR/html/; legal_apply age warning undesirable; }
    location /application/ { proxy_pass http://127.0.0.1:$upstream; }
    location = /favicon.ico { legal_apply off; return 204; }
}
server {
    listen 127.0.0.1:PORT;
    server_name herald.localhost herald.test;
    root DIR/other;
}
server {
    listen 127.0.0.1:H2 ssl http2;
    server_name secure.localhost;
    ssl_certificate DIR/cert.pem;
    ssl_certificate_key DIR/cert.key;
    root DIR/html;
    charset utf-8;
    set \$legal_publisher "The Lantern";
    set \$legal_more_url "/open/more.html";
    set \$legal_leave_url "https://weather.example/";
    legal_apply warning undesirable;
}
server {
    listen 127.0.0.1:H2 ssl http2;
    server_name lantern.localhost;
    ssl_certificate DIR/cert.pem;
    ssl_certificate_key DIR/cert.key;
    location / { proxy_pass http://127.0.0.1:PORT; proxy_set_header Host \$host; }
}
END

# Whether the page asks, is the article, with its notice, or what else it is.
sub is_shown {
    my ($where) = @_;
    return $b->value(q{
        document.querySelector("form.legal-form button") ? "asks"
        : document.querySelector("article > [data-legal-notice=undesirable]")
        ? "article, notice"
        : document.querySelector("article") ? "article" : document.title });
}

my $wide = 'document.documentElement.scrollWidth > '
    . 'document.documentElement.clientWidth';

my %tag = map { $_ => 1 } qw( wcag2a wcag2aa wcag21a wcag21aa wcag22aa
    best-practice );

sub faults {
    $b->value("$axe; 0");
    my $r = $b->call('Runtime.evaluate', { awaitPromise => JSON::PP::true,
        returnByValue => JSON::PP::true, expression => 'axe.run().then(r => '
        . 'r.violations.map(v => [v.id, v.tags, v.nodes.map(n => n.html)]))' });
    die $r->{exceptionDetails}{text} if $r->{exceptionDetails};
    return join "\n", map { "$_->[0]: $_->[2][0]" }
        grep { grep { $tag{$_} } @{ $_->[1] } } @{ $r->{result}{value} };
}

sub agree { return $b->loads(sub { $b->click('form.legal-form button') }) }

# The cookies of acknowledgements that the browser has for the lantern.
sub cookies {
    return join ' ', sort map { $_->{name} } grep { $_->{name} =~ /^legal_/ }
        @{ $b->call('Network.getCookies', { urls => [ @_ ? @_ : $lantern ] })
            ->{cookies} };
}

sub forget {
    $b->open('about:blank');
    $b->call('Network.clearBrowserCookies');
}

# each text, in each language

for my $path ('/ferry.html', '/gate/ferry.html') {
    for my $lang (@languages) {
        my $name = "$path, $lang";
        $b->open("$lantern$path", language => $lang);
        is(is_shown(), 'asks', "$name asks");
        is($b->value('document.documentElement.lang + document.dir'),
            $lang . ($rtl{$lang} ? 'rtl' : 'ltr'), 'in its language');
        is(faults(), '', 'axe finds nothing');
        my @lines = grep { $_->[1] ne 'InlineTextBox' } $b->reading;
        my @headings = map { $_->[2] } grep { $_->[1] eq 'heading' } @lines;
        my @buttons = map { $_->[2] } grep { $_->[1] eq 'button' } @lines;
        my @links = map { $_->[2] } grep { $_->[1] eq 'link' } @lines;
        is(scalar @headings, 1, 'one heading');
        is($b->value('document.title'), $headings[0], 'which is the title');
        is(scalar @buttons, 1, 'one button');
        cmp_ok(length $buttons[0], '>', 9, 'that says what is declared');
        is($b->value('document.links[document.links.length - 1].href'),
            'https://weather.example/', 'a link leads away');
        unlike($b->value('document.body.textContent'), qr/\{\{/, 'nothing is open');
        ok($b->value('getComputedStyle(document.querySelector("h1")).direction')
            eq ($rtl{$lang} ? 'rtl' : 'ltr'), 'it runs as its language does');
        is(join('; ', grep { !/status of 403/ } $b->complaints), '',
            'nothing on the console');

        for my $how ([ 'on 320 px', width => 320, height => 568 ],
            [ 'in the dark', scheme => 'dark' ], [ 'on paper', media => 'print' ],
            [ 'without sheets', styles => 0 ])
        {
            my ($what, %o) = @$how;
            $b->open("$lantern$path", language => $lang, %o);
            ok(!$b->value($wide), "it fits $what");
            is(faults(), '', '.. and axe finds nothing') if $what ne 'on paper';
        }
    }
}

# one click

for my $host ($lantern, $old, $front, $secure) {
    for my $scripts (1, 0) {
        my $name = "$host, " . ($scripts ? 'scripts' : 'no scripts');
        forget();
        $b->open("$host/ferry.html", scripts => $scripts);
        is(is_shown(), 'asks', "$name: the page asks");
        is(cookies($host), '', 'without a cookie');
        agree();
        is(is_shown(), 'article, notice', 'one click leads to the article');
        is($b->value('location.href'), "$host/ferry.html", 'which has its address');
        is(cookies($host), 'legal_warning', 'a cookie is there');
        is(join(' ', map { $_->{secure} ? 'Secure' : '' } @{ $b->call(
            'Network.getCookies', { urls => [ $host ] })->{cookies} }),
            $host eq $secure ? 'Secure' : '', 'which is Secure where nginx is');
        $b->open("$host/bridge.html", scripts => $scripts);
        is(is_shown(), 'article, notice', 'other pages do not ask');
    }
}

# a site whose pages send no Referer: browsers then say "Origin: null"

for my $host ($lantern, $old) {
    forget();
    $b->open("$host/quiet/ferry.html");
    agree();
    is(is_shown(), 'article, notice', "$host: Referrer-Policy: no-referrer");
}

# keys alone

forget();
$b->open("$lantern/ferry.html");
my $focus = 'document.activeElement.localName';
my $steps = 0;
while ($steps++ < 9 && $b->value($focus) ne 'button') { $b->key('Tab') }
is($b->value($focus), 'button', 'the button is reached by the tabulator');
is($b->value('document.activeElement.matches(":focus-visible")'), JSON::PP::true,
    'its focus is shown');
like($b->value('(s => s.outlineStyle + parseFloat(s.outlineWidth))'
    . '(getComputedStyle(document.activeElement))'), qr/^(?!none)[a-z]+[1-9]/,
    'by a line around it');
$b->loads(sub { $b->key('Enter') });
is(is_shown(), 'article, notice', 'Enter sends it');

# query, anchor and history

forget();
$b->open("$lantern/open/index.html");
$b->loads(sub { $b->click('a') });
is(is_shown(), 'asks', 'a link leads to a page that asks');
agree();
is($b->value('location.href'), "$lantern/ferry.html?a=1&b=%20#times",
    'query and anchor are kept');
cmp_ok($b->value('scrollY'), '>', 500, 'and it is shown from there');
my ($at, @entries) = $b->history;
$b->go(-1);
is(is_shown(), 'article, notice', 'back, the page that asked asks no more')
    or diag join "\n", $at, @entries;
$b->go(-1);
is(is_shown(), 'Home', 'and before it is the page with the link');
$b->go(2);
is(is_shown(), 'article, notice', 'forward to the article');
$b->loads(sub { $b->call('Page.reload') });
is(is_shown(), 'article, notice', 'which may be loaded again');
is(scalar(() = $t->slurp('asked.log') =~ /^POST \/ferry\.html\?/mg), 1,
    'nothing is sent twice');

# a page that asks is loaded again

forget();
$b->open("$lantern/ferry.html");
$b->loads(sub { $b->call('Page.reload') }) for 1 .. 2;
is(is_shown(), 'asks', 'loaded again, it asks again');
agree();
is(is_shown(), 'article, notice', 'and its form works');

# two tabs

forget();
$b->open("$lantern/ferry.html");
my $first = $b->tab;
$b->open("$lantern/bridge.html", keep => 1);
my $second = $b->tab;
is(is_shown(), 'asks', 'two tabs ask');
$b->tab($first);
agree();
is(is_shown(), 'article, notice', 'the form of the first one');
$b->tab($second);
is(is_shown(), 'asks', 'the second one still asks');
agree();
is(is_shown() . $b->value('location.pathname'), 'article, notice/bridge.html',
    'its form works, too');
$b->call('Target.closeTarget', { targetId => $first->[0] });

# a private window

is(cookies(), 'legal_warning', 'a reader who was asked');
my $private = $b->private;
$b->open("$lantern/ferry.html", private => $private);
is(is_shown(), 'asks', 'a private window asks again');
agree();
is(is_shown(), 'article, notice', 'and takes the answer');
$b->open("$lantern/ferry.html", private => $b->private);
is(is_shown(), 'asks', 'the next one asks anew');

# a service worker that passes everything on

my $worker = $b->private;
$b->open("$lantern/open/worker.html", private => $worker);
within(10, sub { $b->value('document.title') eq 'ready' });
is($b->value('document.title'), 'ready', 'a service worker is there');
$b->open("$lantern/ferry.html", private => $worker);
is(is_shown(), 'asks', '.. behind which the page asks');
like($t->slurp('asked.log'), qr{^GET /ferry\.html 403 dest=empty site=same-origin}m,
    '.. as what the worker asks for is no document by itself');
agree();
is(is_shown(), 'article, notice', '.. and is lifted');

# two restrictions

forget();
$b->open("$lantern/both/ferry.html");
agree();
is(is_shown(), 'asks', 'behind a restriction that is lifted, another one asks');
is(cookies(), 'legal_age', '.. and the first one does not');
agree();
is(is_shown(), 'article, notice', 'both lead to the article');

# what is sent to the application

forget();
$b->open("$lantern/open/write.html");
$b->click('#words');
$b->call('Input.insertText', { text => 'dear editor' });
$b->loads(sub { $b->click('button') });
is(is_shown(), 'asks', 'what is sent to the application without a cookie asks');
ok($b->value('document.querySelector(".legal-unsent")?.getBoundingClientRect()'
    . '.height > 9'), 'and says that it did not arrive');
is(faults(), '', 'axe finds nothing');
agree();
like($b->value('document.body.textContent'), qr/^GET /, 'then the page is shown');
$b->go(-1);
is(is_shown(), 'lantern.localhost', 'Chromium keeps what was sent to be sent again');
$b->loads(sub { $b->call('Page.reload') });
like($b->value('document.body.textContent'), qr/^POST words=dear\+editor/,
    'which it does when it is told to load that anew');
$b->go(-1);
is($b->value('document.querySelector("#words").value'), 'dear editor',
    'before that is the page where the words are');
$b->loads(sub { $b->click('button') });
like($b->value('document.body.textContent'), qr/^POST words=dear\+editor/,
    'and arrive when they are sent again');

# another site sends the form for the reader: it knows what is in it

sub from_elsewhere {
    my ($what) = @_;
    $t->write('other/link.html', "<!DOCTYPE html><title>Link</title>$what");
    $b->open("$herald/link.html");
    $b->loads(sub { $b->click('a, button') });
}

forget();
$b->open("$lantern/ferry.html");
agree();
from_elsewhere("<a href=\"$lantern/bridge.html\">bridge</a>");
is(is_shown(), 'article, notice', 'a link of another site does not ask again');
from_elsewhere("<form method=post action=\"$lantern/application/paid\"><button>"
    . 'Pay</button></form>');
is(is_shown(), 'asks', 'what another site sends comes without the cookie');
like($b->value('document.body.textContent'), qr/has not arrived/, '.. and is told');

sub forge {
    my ($host, $from, $name) = @_;
    forget();
    $b->open("$host/ferry.html");
    my $token = $b->value('document.querySelector("[name=legal_acknowledge]").value');
    for my $more ('', 'target="f" ', 'rel="noreferrer" ') {
        my $page = '<!DOCTYPE html><title>Prize</title><form method="post" '
            . "action=\"$host/ferry.html\" $more><input type=hidden "
            . "name=legal_acknowledge value=\"$token\"><button>Win</button></form>"
            . '<iframe name="f"></iframe>';
        $t->write("$_/prize.html", $page) for qw( other html/open );
        $b->open($from);
        $b->loads(sub { $b->click('button') }) if $more !~ /target/;
        if ($more =~ /target/) {
            $b->click('button');
            select undef, undef, undef, 0.5;
        }
        isnt(is_shown(), 'article, notice', "$name $more");
        is(cookies($host), '', '.. sends the form, and is not believed');
    }
}

forge($lantern, "$herald/prize.html", 'another site');
forge($lantern, "$sister/open/prize.html", 'another host of the site');
forge($old, "$other/prize.html", 'another site, to an older browser');

# a frame of another site

sub framed {
    my ($from, $page) = @_;
    $t->write('other/frame.html', "<!DOCTYPE html><title>Frame</title><iframe "
        . "src=\"$page\" width=600 height=500></iframe>");
    $b->open($from);
}

my $inner = '[...document.querySelectorAll("iframe")].map(f => { try { return '
    . 'f.contentDocument.documentElement.outerHTML } catch (e) { return "" } })'
    . '.join("")';

# What stands in all frames, those of other processes among them.
sub in_frames {
    my $html = '';
    for my $f (@{ $b->call('Target.getTargets')->{targetInfos} }) {
        next if $f->{type} ne 'iframe';
        my $s = $b->call('Target.attachToTarget', { targetId => $f->{targetId},
            flatten => JSON::PP::true })->{sessionId};
        my $r = $b->call('Runtime.evaluate', { returnByValue => JSON::PP::true,
            expression => "document.documentElement.outerHTML + $inner" }, $s);
        $html .= $r->{result}{value} =~ s/<(style|script).*?<\/\1>//gsr;
    }
    return $html . $b->value($inner);
}

my $asks = qr/<button|legal_acknowledge/;
forget();
framed("$herald/frame.html", "$lantern/ferry.html");
my $in = in_frames();
like($in, qr/<h1>Before you open/, 'a frame of another site has the text');
unlike($in, $asks, '.. and no form');
framed("$other/frame.html", "$old/ferry.html");
$in = in_frames();
like($in, qr/refused to connect|ERR_BLOCKED/, 'an older browser shows none');
unlike($in, qr/legal_acknowledge/, '.. nor a form');
framed("$herald/frame.html", "$lantern/open/own.html");
$in = in_frames();
like($in, qr/<title>Own/, 'a frame in a frame');
unlike($in, $asks, '.. has none, as the outer one is of another site');
$b->open("$lantern/open/own.html");
like(in_frames(), $asks, 'a frame of its own has the form');

# what is fetched before the reader wants it

forget();
for my $link (qw( prerendered prefetched )) {
    $b->open("$lantern/open/before.html");
    within(5, sub { $t->slurp('asked.log') =~ /purpose=prefetch/ });
    $b->loads(sub { $b->click("#$link") });
    is(is_shown(), 'asks', "a page that was $link asks when it is shown");
}
like($t->slurp('asked.log'), qr/ferry\.html 403 .*purpose=prefetch;prerender/,
    'it was asked for beforehand');

# no cookies but those of the site itself

$b->stop;
$b = Chromium->new(options => [ '--test-third-party-cookie-phaseout' ]);
$b->open("$lantern/ferry.html");
agree();
is(is_shown(), 'article, notice', 'where cookies of third parties are blocked');
$b->open("$lantern/bridge.html");
is(is_shown(), 'article, notice', 'the answer is kept');

# no cookies at all

$b->stop;
$b = Chromium->new(preferences => { profile => {
    default_content_setting_values => { cookies => 2 } } });
$b->open("$lantern/ferry.html");
agree();
is(is_shown(), 'asks', 'a browser that keeps no cookies is asked again');

# what looks for faults finds them

$b->open("$lantern/gate/ferry.html");
$b->value('document.querySelector("button").textContent = ""; '
    . 'document.documentElement.removeAttribute("lang")');
my $found = faults();
like($found, qr/^button-name/m, 'a button without a name is found');
like($found, qr/^html-has-lang/m, 'and a page without a language');
$b->value('document.querySelector("main").append("x".repeat(500))');
ok($b->value($wide), 'and one that is too wide');

if (my $dir = $ENV{LN_SCREENSHOTS}) {
    forget();
    $b->open("$lantern/ferry.html", width => 620, height => 440);
    $b->screenshot("$dir/acknowledge.png");
    pass("a picture is in $dir");
}

$b->stop;
$t->done;
