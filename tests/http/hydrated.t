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
server {
    listen 127.0.0.1:PORT; root DIR/html; legal_apply auto;
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
