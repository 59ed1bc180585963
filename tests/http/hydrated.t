#!/usr/bin/perl

# Elements that a script owns and renders again: pages as frameworks write them,
# reduced.  What becomes of such pages in a browser: tests/frameworks.

use warnings;
use strict;

use Test::More;

use LN;

my $t = LN->new;

my $story = '<main><article class="story"><h1>a</h1><p>b</p></article></main>';
my $end = '</body></html>';

# The page, and where it takes a notice of `place append article`.
my %pages = (
    react => [ "<!DOCTYPE html><html lang=\"en\"><head><title>a</title></head>"
        . "<body><div id=\"root\">$story<!--\$--><p>c</p><!--/\$--></div>"
        . "<footer>d</footer>|$end" ],
    document => [ '<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/>'
        . '<link rel="preload" as="script" fetchPriority="low" href="/a.js"/>'
        . "<title>a</title></head><body><header>d</header>$story<!--\$?-->"
        . '<template id="B:0"></template><p>..</p><!--/$--><script src="/a.js" '
        . 'id="_R_" async=""></script><div hidden id="S:0"><p>c</p></div>'
        . "|$end" ],
    next => [ '<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/>'
        . '<script src="/_next/static/chunks/a.js" async=""></script></head>'
        . "<body><div hidden=\"\"><!--\$--><!--/\$--></div>$story<script>"
        . "self.__next_f.push([0])</script>|$end" ],
    pages => [ '<!DOCTYPE html><html><head><meta charSet="utf-8" '
        . 'data-next-head=""/><script src="/_next/static/chunks/a.js" defer="">'
        . '</script><script src="/_next/static/b/_buildManifest.js" defer="">'
        . "</script></head><body><div id=\"__next\">$story</div><script "
        . 'id="__NEXT_DATA__" type="application/json">{}</script>'
        . "|$end" ],
    vue => [ "<!DOCTYPE html><html lang=\"en\"><body><div id=\"app\">$story"
        . "</div><footer>d</footer>|$end" ],
    vue2 => [ '<!DOCTYPE html><html lang="en"><body><div id="shop" '
        . "data-server-rendered=\"true\">$story</div>|$end" ],
    nuxt => [ '<!DOCTYPE html><html><head><link rel="modulepreload" '
        . 'as="script" href="/_nuxt/a.js"></head><body><div id="__nuxt"><div>'
        . "<!--[-->$story<!--]--></div></div><div id=\"teleports\"></div>"
        . '<script type="application/json" id="__NUXT_DATA__">[]</script>'
        . "|$end" ],
    sveltekit => [ '<!doctype html><html lang="en"><head></head><body '
        . 'data-sveltekit-preload-data="hover"><div style="display: contents">'
        . "<!--[--><!--[0-->$story<!--]--></div>\n\t|$end" ],
    angular => [ '<!doctype html><html lang="en"><head><base href="/"></head>'
        . '<body><!--nghm--><app-root ng-version="22.2.0" ngh="0" '
        . "ng-server-context=\"ssr\">$story</app-root><footer>d</footer>"
        . "|$end" ],
    astro => [ '<!DOCTYPE html><html lang="en"><body><section><div><div><div>'
        . '<astro-island uid="a" client="load" ssr await-children>'
        . "$story<!--astro:end--></astro-island></div></div></div></section>"
        . "|$end" ],
    gatsby => [ '<!DOCTYPE html><html><head><meta charSet="utf-8"/><meta '
        . 'name="generator" content="Gatsby 5.16.1"/></head><body><div '
        . 'id="___gatsby"><div style="outline:none" tabindex="-1" '
        . "id=\"gatsby-focus-wrapper\">$story</div><div id=\"gatsby-announcer\">"
        . "</div></div>|$end" ],
    solid => [ '<!DOCTYPE html><html data-hk="00" lang="en"><head><title>a'
        . "</title></head><body>$story|$end" ],
    static => [ '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        . '</head><body><main><article class="story"><h1>a</h1><p>b</p>'
        . "|</article></main>$end" ],
);

# What is a root, and what is not.  In each page a `|` is where the notice goes.
my (@cases, $config);

sub roots {
    my ($hydrated, $place, @list) = @_;
    push @cases, map { [ $hydrated, $place, $_ ] } @list;
}

my $head = '<!DOCTYPE html><html><head><title>t</title></head><body>';

# by an id or an attribute, on each element that may be one
roots('auto', 'append article', map { "$head<div $_><article>a</article></div>|"
    . $end } (map { qq{id="$_"} } qw( root app __next __nuxt ___gatsby
    __docusaurus q-app redwood-app svelte sapper fusion-app mm-root
    SITE_CONTAINER app-root react-app react-root __app __rspress_root
    ice-container S:0 B-S:1f story-ejs-fW )), 'data-reactroot',
    'data-react-class="a"',
    'data-server-rendered="true"', 'data-v-app', 'data-hk=1', 'ng-version="2"',
    'ng-server-context="ssr"', 'q:container="paused"',
    'data-sveltekit-preload-data="hover"', 'data-sveltekit-preload-code=a',
    'data-phx-main data-phx-session="s"',
    'style="display: contents"');
roots('auto', 'append h1', map { "$head<$_ id=root><h1>a</h1></$_>|$end" }
    qw( div main section article aside header footer nav app-root x-y ));

# not by another element, id or attribute
roots('auto', 'append h1', map { "$head<$_><h1>a|</h1></$_>$end" }
    'span id=root', 'form id=root', 'ul id=root', 'div id=Root',
    'div id=roots', 'div id=my-root', 'div id=S:', 'div id=S:x',
    'div class=root', 'div data-hks', 'div style="display: block"');

# not deeper than three elements below the body, but for an island of Astro
roots('auto', 'append h1', "$head<div><div><div id=root><h1>a</h1></div></div>"
    . "</div>|$end", "$head<div><div><div><div id=root><h1>a|</h1></div></div>"
    . "</div></div>$end", "$head<div><div><div><div><astro-island><h1>a</h1>"
    . "</astro-island></div></div></div></div>|$end",
    "$head<p><b><i><div id=root><h1>a</h1></div></i></b></p>|$end");

# a tag that is too long for its attributes to be known may be one
roots('auto', 'append h1', "$head<div data-page=\"" . 'x' x 70000
    . "\"><h1>a</h1></div>|$end", "$head<span data-page=\"" . 'x' x 70000
    . "\"><h1>a|</h1></span>$end");

# beside a root, and in it
roots('auto', $_->[0], "$head$_->[1]$end")
    for [ 'before #root', '<p>a</p>|<div id=root>b</div><p>c</p>' ],
        [ 'after #root', '<p>a</p><div id=root>b</div>|<p>c</p>' ],
        [ 'prepend #root', '<p>a</p><div id=root>b</div><p>c</p>|' ],
        [ 'append #root', '<p>a</p><div id=root>b</div><p>c</p>|' ],
        [ 'before h1', '<div id=root><h1>b</h1></div>|' ],
        [ 'after h1', '<div id=root><h1>b</h1></div>|' ],
        [ 'prepend h1', '<div id=root><h1>b</h1></div>|' ],
        [ 'append h1', '<div id=root><h1>b</h1></div>|' ],
        [ 'before h1', '<div id=root>a</div>|<h1>b</h1>' ],
        [ 'append h1', '<div id=root><h1>a</h1></div><h1>b|</h1>' ],
        [ 'append h1', '<div id=root><h1>a</h1></div><div id=app><h1>b</h1>'
            . '</div><h1>c|</h1>' ],
        [ 'append h1', '<div id=root><div id=app>a</div><h1>b</h1></div>'
            . '<h1>c|</h1>' ],
        [ 'before ~ here', '<div id=root>here</div>|' ],
        [ 'before ~ here', '<div id=root>here</div>|here' ],
        [ 'append main', '<main><div id=root>a</div>|</main>' ],
        [ 'prepend main', '<main>|<div id=root>a</div></main>' ];

# the whole document, by its head or by a tag of its own
for my $document (
    [ '<meta charSet="utf-8">', '' ],
    [ '<script src="/_next/static/a.js"></script>', '' ],
    [ '<link href="/_app/immutable/a.js">', '' ],
    [ '<meta name="a/config/environment" content="b">', '' ],
    [ '', ' data-hk=0' ], [ '', ' q:container=a' ] )
{
    my $begin = "<!DOCTYPE html><html$document->[1]><head>$document->[0]</head>"
        . '<body>';
    roots('auto', $_->[0], "$begin$_->[1]")
        for [ 'append h1', "<h1>a</h1>|$end" ],
            [ 'before h1', "<h1>a</h1>|$end" ],
            [ 'after h1', "<h1>a</h1>|$end" ],
            [ 'prepend body', "<h1>a</h1>|$end" ],
            [ 'append body', "<h1>a</h1>|$end" ],
            [ 'after body', '<h1>a</h1></body>|</html>' ],
            [ 'after html', "<h1>a</h1>$end|" ],
            [ 'after head', "<h1>a</h1>|$end" ],
            [ 'before ~ a<', "<h1>a</h1>|$end" ];
    roots('off', 'append h1', "$begin<h1>a|</h1>$end");
}
roots('auto', 'append h1', map { "<!DOCTYPE html><html><head>$_</head><body>"
    . "<h1>a|</h1>$end" } '<meta charset="utf-8">',
    '<script src="/next/static/a.js"></script>',
    '<meta name="config" content="/config/environment">',
    (map { "<meta charSet=\"utf-8\">$_" } '<meta data-next-head="">',
    '<meta name="next-head-count" content="2">',
    '<meta name="generator" content="Gatsby 5">',
    '<style id="expo-reset">body{overflow:hidden}</style>',
    '<script src="/_next/static/x/_buildManifest.js"></script>'));
roots('auto', 'append h1', '<!DOCTYPE html><html><head></head>'
    . "<body data-sveltekit-preload-data=a><h1>a</h1>|$end");
roots('auto', 'append h1', "$head<h1>a</h1>|$end" =~ s/<body>/<body data-hk>/r);

# elements of one's own, anywhere
roots($_->[0], $_->[1], "$head$_->[2]$end")
    for [ '.k', 'append h1', '<div class=k><h1>a</h1></div><h1>b|</h1>' ],
        [ '.k', 'append h1', '<div id=root><h1>a|</h1></div>' ],
        [ 'auto .k', 'append h1', '<div id=root><h1>a</h1></div><div class=k>'
            . '<h1>b</h1></div><h1>c|</h1>' ],
        [ '.k .l', 'append h1', '<i class=k><h1>a</h1></i><b class=l><h1>b</h1>'
            . '</b><h1>c|</h1>' ],
        [ '"main > .k"', 'append h1', '<div class=k><h1>a|</h1></div>' ],
        [ '"main > .k"', 'append h1', '<main><div class=k><h1>a</h1></div>'
            . '</main><h1>b|</h1>' ],
        [ '.k', 'append h1', '<div><div><div><div><div><b class=k><h1>a</h1>'
            . '</b></div></div></div></div></div><h1>b|</h1>' ],
        [ '.k', 'append h1', '<div class=k><div class=k>a</div><h1>b</h1></div>'
            . '<h1>c|</h1>' ],
        [ 'body', 'append h1', '<h1>a</h1>|' ],
        [ 'body', 'append body', '<h1>a</h1>|' ],
        [ 'off', 'append h1', '<div id=root><h1>a|</h1></div>' ],

        # it ends before its end tag, or without one
        [ '.k', 'append h1', '<ul><li class=k><h1>a</h1><li><h1>b|</h1></ul>' ],
        [ '.k', 'after b', '<p class=k><b>a</b><p><b>b</b>|</p>' ],
        [ '.k', 'append h1', '<section><div class=k></section><h1>b|</h1>' ],
        [ '.k', 'append h1', '<form class=k><div></form><h1>a|</h1></div>' ],
        [ '.k', 'append h1', '<form><div class=k></form><h1>a</h1></div>'
            . '<h1>b|</h1>' ],
        [ '.k', 'append h1', '<b class=k><p>a</b><h1>b|</h1></p>' ],
        [ '.k', 'append h1', '<table><td class=k><h1>a</h1><td><h1>b|</h1>'
            . '</table>' ],
        [ '.k', 'append h1', '<br class=k><h1>a|</h1>' ];

for my $n (0 .. $#cases) {
    my ($hydrated, $place, $page) = @{ $cases[$n] };
    $hydrated =~ s/(?<!\S)([.#][\w-]+)/"$1"/g if $hydrated !~ /"/;
    my ($position, $rest) = $place =~ /^(\w+ ~ |\w+ )(.*)$/;
    $config .= "legal_notice c$n { in here; text DIR/text.html;"
        . " place $position\"$rest\"; hydrated $hydrated; }\n";
    $t->write("html/c$n/p.html", $page =~ s/\|//r);
}

for my $name (keys %pages) {
    $t->write("html/$name.html", $pages{$name}[0] =~ s/\|//r);
}
$t->write('text.html', '<p>n</p>');
my $split = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($name, $at) = $head =~ m{^GET /split/(\w+)/(\d+)};
    my $page = $pages{$name}[0] =~ s/\|//r;
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        . "Connection: close\r\n\r\n", substr $page, 0, $at;
    $c->flush;
    select undef, undef, undef, 0.002;
    print $c substr $page, $at;
});

$t->start(<<"END");
legal_jurisdiction here { network 127.0.0.0/8; }
legal_notice auto { in here; text DIR/text.html; place append article; }
legal_notice none { in here; text DIR/text.html; place append article;
    hydrated off; }
legal_notice own { in here; text DIR/text.html; place append article;
    place before "#root"; hydrated main "#other > div"; }
legal_notice both { in here; text DIR/text.html; place append article;
    place append body; hydrated auto main; }
$config
server {
    listen 127.0.0.1:PORT; root DIR/html; legal_apply auto;
    @{[ map { "location /c$_/ { legal_apply c$_; }\n" } 0 .. $#cases ]}
    location /none/ { alias DIR/html/; legal_apply none; }
    location /own/ { alias DIR/html/; legal_apply own; }
    location /both/ { alias DIR/html/; legal_apply both; }
    location /all/ { alias DIR/html/; legal_apply auto none; }
    location /split/ { proxy_pass http://127.0.0.1:$split; }
}
END

my $aside = qr{<aside [^>]*><p>n</p></aside>};

sub placed { return $_[0] =~ s/$aside/|/gr }

for my $name (sort keys %pages) {
    my $page = $pages{$name}[0];
    is(placed($t->body(1, "/$name.html")), $page, "$name: outside of its root");

    # again, as remembered by the place cache
    is(placed($t->body(1, "/$name.html")), $page, "$name: and again");

    my $inside = $page =~ s/\|//r =~ s{(</article>)}{|$1}r;
    is(placed($t->body(1, "/none/$name.html")), $inside,
        "$name: off takes the place as it comes");

    my @wrong = grep {
        placed($t->body(1, "/split/$name/$_")) ne $page
    } grep { $_ < length $page } map { 7 * $_ + 1 } 0 .. length($page) / 7;
    is("@wrong", '', "$name: likewise wherever it is split");
}

for my $n (0 .. $#cases) {
    my ($hydrated, $place, $page) = @{ $cases[$n] };
    is(placed($t->body(1, "/c$n/p.html")), $page, "hydrated $hydrated, $place, "
        . substr($page =~ s/x{99,}/../r, 0, 200));
}

is(placed($t->body(1, '/own/react.html')),
    $pages{react}[0] =~ s/\|//r =~ s/(<div id="root">)/|$1/r,
    'elements of the operator, and the next place beside one');
is(placed($t->body(1, '/own/vue.html')), $pages{vue}[0],
    'and where no place is outside of them the end of the body');
is(placed($t->body(1, '/both/static.html')),
    $pages{static}[0] =~ s/\|//r =~ s{(</body>)}{|$1}r,
    'auto and a selector together');

my $both = $t->body(1, '/all/react.html');
is(() = $both =~ /$aside/g, 2, 'two notices with roots of their own');
like($both, qr{$aside</article>.*$aside</body>}s, 'each in its place');

for my $case (
    [ 'hydrated off auto', qr/"off" must stand alone/ ],
    [ 'hydrated on', qr/"auto", selectors or "off" are expected, not "on"/ ],
    [ 'hydrated No', qr/are expected, not "No"/ ],
    [ 'hydrated ".own" none', qr/are expected, not "none"/ ],
    [ 'hydrated Auto', qr/are expected, not "Auto"/ ],
    [ 'hydrated a:hover', qr/"hover"|:hover/ ],
    [ 'hydrated auto; hydrated off', qr/"hydrated" directive is duplicate/ ],
    [ 'hydrated', qr/invalid number of arguments in "hydrated"/ ],
    [ 'hydated auto', qr/unknown directive "hydated".*"hydrated"/ ])
{
    my ($line, $wanted) = @$case;
    my ($good, $said) = $t->check(<<"END");
legal_jurisdiction here { network 127.0.0.0/8; }
legal_notice n { in here; text DIR/text.html; $line; }
END
    ok(!$good, "\"$line\" is refused");
    like($said, $wanted, 'and said why');
    like($said, qr{nginx\.conf:\d+}, 'and where');
}

my ($good, $said) = $t->check(<<"END");
legal_jurisdiction here { network 127.0.0.0/8; }
legal_restriction r { in here; hydrated auto; }
END
ok(!$good, 'a restriction has no such line');

$t->done(seen => qr/\[emerg\].*hyd/);
