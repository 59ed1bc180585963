#!/usr/bin/perl

# All modules for nginx that Debian has and that start together, loaded before
# this one and after it: a page has its notice once whatever makes or changes
# it, and where nothing is due all is as without this module.

use warnings;
use strict;

use MIME::Base64;
use Test::More;
use LN;

plan skip_all => 'not an nginx that Debian\'s modules are made for'
    if $ENV{LN_NGINX} || $ENV{LN_STATIC};

my $modules = '/usr/lib/nginx/modules';
my $ours = 'ngx_http_legal_notice_module';

# what Debian calls its packages, and the modules in them
my %package = map { (my $so = $_) =~ tr/-/_/; ($_ => "ngx_http_${so}_module") }
    qw( auth-pam brotli-filter brotli-static cache-purge dav-ext echo fancyindex
        geoip geoip2 headers-more-filter image-filter js lua memc modsecurity
        perl set-misc srcache-filter subs-filter uploadprogress upstream-fair
        xslt-filter );
$package{ndk} = 'ndk_http_module';

my @there = grep { -e "$modules/$package{$_}.so" } sort keys %package;
plan skip_all => 'fewer than two of Debian\'s modules are installed:'
    . ' ./config.sh test neighbours' if @there < 2 && !$ENV{LN_NEIGHBOURS};
is_deeply(\@there, [ sort keys %package ], 'all of them are installed')
    if $ENV{LN_NEIGHBOURS};

my $t = LN->new;

# others are made by means of ndk, which is loaded first
@there = sort { ($b eq 'ndk') <=> ($a eq 'ndk') || $a cmp $b } @there;

sub load { return join '', map { "load_module $modules/$_.so;\n" } @_ }

my @loaded = map { $package{$_} } @there;
my ($fits, $said) = $t->check('', load => load(@loaded));
ok($fits, scalar(@loaded) . ' of them start together') or diag $said;
my %has = map { $_ => 1 } @there;

my $page = '<!DOCTYPE html><html lang="en"><head><title>t</title></head><body>'
    . '<article>' . join('', map { "<p>line $_ of words</p>\n" } 1 .. 2000)
    . '</article></body></html>';

# A server of memcached's protocol, as much of it as memc and srcache speak.
sub memcached {
    my ($dir) = @_;
    return $t->server(sub {
        my ($c) = @_;
        while (my $line = <$c>) {
            my ($verb, $key, undef, undef, $size) = split ' ', $line;
            my $file = "$dir/" . unpack 'H*', $key;
            if ($verb eq 'set') {
                my $value = '';
                read $c, $value, $size + 2;
                open my $f, '>:raw', $file or die "$file: $!";
                print $f substr $value, 0, $size;
                close $f;
                print $c "STORED\r\n";
                next;
            }
            if (open my $f, '<:raw', $file) {
                my $value = do { local $/; <$f> };
                print $c "VALUE $key 0 ", length $value, "\r\n$value\r\n";
            }
            print $c "END\r\n";
        }
    });
}

# The locations in which a neighbour is at work, by its package: its lines, and
# how the page is asked for.  A reader to whom nothing is due gets the very same
# as without this module; a page has the words of `like` in both.
my %ways = (
    plain => [ [ '', '' ] ],
    'brotli-filter' => [ [ '', 'brotli on; brotli_types text/html;
        brotli_min_length 20;', fields => [ 'Accept-Encoding: br' ],
        decode => 'brotli' ] ],
    'brotli-static' => [ [ '', 'brotli_static on;',
        fields => [ 'Accept-Encoding: br' ], decode => 'brotli' ] ],
    'cache-purge' => [ [ 'proxy', 'proxy_cache purge; proxy_cache_valid 1m;
        proxy_cache_key $uri; proxy_cache_purge PURGE from 127.0.0.1;' ] ],
    'dav-ext' => [ [ '', 'dav_methods PUT DELETE; dav_ext_methods PROPFIND OPTIONS;' ] ],
    echo => [
        [ 'made', 'default_type text/html; echo "<html><body><article>a</article>
            </body></html>";', like => qr/<article>a/ ],
        [ '', 'echo_before_body "<!-- before -->"; echo_after_body "<!-- after -->";',
          like => qr/<!-- before -->.*<!-- after -->/s ],
        [ 'made', 'default_type text/html; echo_location /part/a.html;',
          like => qr/line 7 of words/ ] ],
    fancyindex => [ [ '', 'fancyindex on;', path => '/dir/',
        like => qr/listed\.txt/ ] ],
    geoip2 => [ [ '', 'add_header X-Country $neighbour_country;' ] ],
    'headers-more-filter' => [
        [ '', 'more_set_headers "X-More: 1"; more_clear_headers Last-Modified;' ],
        [ 'proxy', 'more_set_headers "Content-Type: text/html; charset=utf-8";' ],
        [ '', 'more_set_input_headers "Accept-Language: ru";' ] ],
    'image-filter' => [ [ '', 'image_filter size;', path => '/i.gif', page => 0,
        like => qr/"width": 1/ ] ],
    js => [
        [ '', 'js_body_filter neighbour.body; js_header_filter neighbour.head;',
          like => qr/line 7 of js/ ],
        [ 'made', 'js_content neighbour.page;', like => qr/<article>js/ ] ],
    lua => [
        [ '', 'header_filter_by_lua_block { ngx.header.content_length = nil }
            body_filter_by_lua_block { ngx.arg[1] =
                string.gsub(ngx.arg[1], "of words", "of lua") }',
          like => qr/line 7 of lua/ ],
        [ 'made', 'default_type text/html; content_by_lua_block {
            ngx.say("<html><body><article>lua</article>"); ngx.flush(true)
            ngx.say("</body></html>") }', like => qr/<article>lua/ ],
        [ 'made', 'proxy_pass http://127.0.0.1:1; error_page 502 = $uri.lua;
            location ~ [.]lua$ { default_type text/html; content_by_lua_block {
                ngx.print("<html><body><div><script>var a = [") ngx.flush(true)
                ngx.say("1];</script></div><article>lua</article></body></html>")
            } }', like => qr/var a = \[1\];.*<article>lua/s ],
        [ '', 'access_by_lua_block { ngx.req.set_header("X", "1") }' ] ],
    modsecurity => [ [ '', q(modsecurity on; modsecurity_rules '
        SecRuleEngine On
        SecResponseBodyAccess On
        SecResponseBodyMimeType text/html
        SecResponseBodyLimit 1000000
        SecRule RESPONSE_BODY "never in a page" "id:1,phase:4,deny,status:403"
        ';) ] ],
    perl => [ [ 'made', q(perl 'sub { my $r = shift;
        $r->send_http_header("text/html");
        $r->print("<html><body><article>perl</article></body></html>");
        return OK; }';), like => qr/<article>perl/ ] ],
    'set-misc' => [ [ '', 'set_escape_uri $neighbour_uri $uri;
        add_header X-Uri $neighbour_uri;' ] ],
    'srcache-filter' => [ [ 'proxy', 'srcache_fetch GET /memc $uri;
        srcache_store PUT /memc $uri;' ] ],
    'subs-filter' => [ [ '', 'subs_filter "of words" "of subs";',
        like => qr/line 7 of subs/ ] ],
    uploadprogress => [ [ 'proxy', 'track_uploads uploads 5s;' ] ],
    'upstream-fair' => [ [ 'fair', '' ] ],
    'xslt-filter' => [ [ '', 'xslt_stylesheet DIR/page.xslt; types { text/xml xml; }', path => '/a.xml',
        like => qr/<article>xslt/ ] ],
);

delete @ways{grep { $_ ne 'plain' && !$has{$_} } keys %ways};
delete $ways{'srcache-filter'} unless $has{memc};

$t->write('page.xslt', '<xsl:stylesheet version="1.0" '
    . 'xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
    . '<xsl:output method="html"/><xsl:template match="/"><html><body>'
    . '<article>xslt</article></body></html></xsl:template></xsl:stylesheet>');
$t->write('neighbour.js', q(
    function head(r) { delete r.headersOut['Content-Length'] }
    function body(r, data, flags) {
        r.sendBuffer(data.replace(/of words/g, 'of js'), flags);
    }
    function page(r) {
        r.headersOut['Content-Type'] = 'text/html';
        r.return(200, '<html><body><article>js</article></body></html>');
    }
    export default { head, body, page };
));
$t->write('text/en.html', '<p>NOTICE</p>');

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"up\"\r\n"
        . 'Content-Length: ' . length($page) . "\r\nConnection: close\r\n\r\n";
    print $c $page unless $head =~ /^HEAD/;
});
mkdir $t->dir . '/memcached';
my $memcached = memcached($t->dir . '/memcached');

# The http block, with this module's lines or without.
sub http {
    my ($with) = @_;
    my $locations = '';
    for my $name (sort keys %ways) {
        my $n = 0;
        for my $way (@{ $ways{$name} }) {
            my ($kind, $lines) = @$way;
            my $prefix = "/$name" . $n++ . '/';
            my $from = $kind eq 'made' ? ''
                : $kind eq 'proxy' ? "proxy_pass http://127.0.0.1:$upstream;"
                : $kind eq 'fair' ? 'proxy_pass http://fair;' : 'alias DIR/html/;';
            $locations .= "location $prefix { $from $lines }\n";
        }
    }
    my $conf = <<"END";
proxy_cache_path DIR/cache keys_zone=purge:1m;
@{[ $has{js} ? 'js_import neighbour from DIR/neighbour.js;' : '' ]}
@{[ $has{geoip2} ? 'geoip2 DB/City.mmdb { $neighbour_country country iso_code; }' : '' ]}
@{[ $has{uploadprogress} ? 'upload_progress uploads 1m;' : '' ]}
@{[ $has{'upstream-fair'}
    ? "upstream fair { fair; server 127.0.0.1:$upstream; }" : '' ]}
@{[ $with ? 'legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_jurisdiction eu { group EU; }
legal_notice n { in ru; text DIR/text; place append article; }
legal_restriction r { in eu; }' : '' ]}
server {
    listen 127.0.0.1:PORT;
    @{[ $with ? 'legal_apply n r;' : '' ]}
    location /part/ { internal; alias DIR/html/; }
    @{[ $has{lua} ? 'location /socket { content_by_lua_block { ngx.status = 101
        ngx.header["Upgrade"] = "websocket" ngx.header["Connection"] = "Upgrade"
        ngx.send_headers() ngx.flush(true)
        local s = ngx.req.socket(true) if s then s:send("BYTES") end } }
    location /raw { content_by_lua_block { local s = ngx.req.socket(true)
        s:send("HTTP/1.1 200 OK\\r\\n\\r\\nraw") } }' : '' ]}
    @{[ $has{memc} ? "location /memc { internal; set \$memc_key \$args;
        memc_pass 127.0.0.1:$memcached; }" : '' ]}
    $locations
}
END
    return $conf;
}

sub files {
    my ($to) = @_;
    $to->write('html/a.html', $page);
    system "cd $to->{dir}/html && brotli -f a.html" if $has{'brotli-static'};
    $to->write('html/a.xml', '<a/>');
    $to->write('html/dir/listed.txt', 'x');
    $to->write('html/i.gif', decode_base64('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAA'
        . 'ALAAAAAABAAEAAAIBRAA7'));
    utime 1e9, 1e9, glob "$to->{dir}/html/* $to->{dir}/html/dir/*";
}

# A page, without its coding.
sub text {
    my ($answer, $program) = @_;
    my $coding = field($answer, 'Content-Encoding');
    return $answer->{body} unless $coding;
    my $file = $t->write('coded', $answer->{body});
    return `$program -dc < $file`;
}

sub forget { unlink glob $t->dir . '/memcached/*' }

my $notice = '<aside class="legal-notice" role="note" lang="en" dir="ltr"'
    . ' data-legal-notice="n"><p>NOTICE</p></aside>';

# as without this module

files($t);
$t->start(http(0), load => load(@loaded));
my %plain;
for my $name (sort keys %ways) {
    for my $n (0 .. $#{ $ways{$name} }) {
        my (undef, undef, %o) = @{ $ways{$name}[$n] };
        my $path = $o{path} // '/a.html';
        $plain{"$name$n"} = $t->get(41, "/$name$n$path", fields => $o{fields});
        forget();
    }
}

for my $order (qw( before after )) {
    my @order = $order eq 'before' ? (@loaded, $ours) : ($ours, @loaded);
    my $load = load(@order) =~ s{\Q$modules/$ours\E}{$t->{build}/$ours}r;
    my (undef, $warned) = $t->check(http(1), load => $load);
    is($warned =~ /brotli_filter_module" stands above/ || 0,
        $order eq 'after' && $has{'brotli-filter'} || 0,
        "neighbours $order: a warning where brotli stands above, and only there");

    forget();
    $t->restart(http(1), load => $load);

    for my $name (sort keys %ways) {
        for my $n (0 .. $#{ $ways{$name} }) {
            my ($kind, $lines, %o) = @{ $ways{$name}[$n] };
            my $path = "/$name$n" . ($o{path} // '/a.html');
            my @ask = ($path, fields => $o{fields});
            my $as = "$order: $name $n";
            my $plain = $plain{"$name$n"};

            # a cache meets either reader first, and then the other

            for my $first (41, 11) {
                forget();
                $t->get($first, @ask);
                my $a = $t->get(41, @ask);
                is($a->{status}, 200, "$as, nothing due");
                ok($a->{body} eq $plain->{body}, 'the bytes as without the module');
                like(text($a, $o{decode}), $o{like} // qr/line 7 of words|width/,
                    'the neighbour is at work');
                is(field($a, $_) // '', field($plain, $_) // '', "its $_")
                    for qw( Content-Length ETag Content-Type Content-Encoding
                            Last-Modified );

                $a = $t->get(11, @ask);
                is($a->{status}, 200, "$as, due");
                my $text = text($a, $o{decode});
                my $has = $text =~ s/\Q$notice\E//g;
                is($has || 0, $o{page} // 1, 'the notice, once');
                ok($text eq text($plain, $o{decode}), 'in the same page');
                is(field($a, 'Content-Length') // length $a->{body},
                    length $a->{body}, 'of the length that is said');
                ok(!$a->{cut}, 'whole');

                $a = $t->get(21, @ask);
                is($a->{status}, 451, "$as, refused");
                unlike($a->{body}, qr/line 7|<article>/, 'nothing of the page');

                next if $name ne 'srcache-filter';
                my $kept = join '', map { $t->slurp('memcached/' . (split '/')[-1]) }
                    glob $t->dir . '/memcached/*';
                like($kept, qr/line 7 of words/, 'srcache keeps a page');
                unlike($kept, qr/NOTICE|451 Un|Legal/i,
                    'srcache keeps no page of one reader');
            }
        }
    }

    # what a neighbour writes to the connection itself

    if ($has{lua}) {
        my $a = $t->raw(11, "GET /socket HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n"
            . "Connection: Upgrade\r\n\r\n", timeout => 1);
        like($a, qr/\AHTTP\/1.1 101 .*\r\n\r\nBYTES\z/s, 'a socket of Lua');
        like($t->raw(11, "GET /raw HTTP/1.1\r\nHost: a\r\n\r\n",
            timeout => 1),
            qr/\AHTTP\/1.1 200 OK\r\n\r\nraw\z/, 'what goes by no filter');
    }

    # what a neighbour makes of methods of its own

    if ($has{'dav-ext'}) {
        my $a = $t->get(11, '/dav-ext0/', method => 'PROPFIND',
            fields => [ 'Depth: 1' ]);
        is($a->{status}, 207, 'PROPFIND');
        unlike($a->{body}, qr/NOTICE/, 'is no page');
    }
}

$t->done(seen => qr/ModSecurity/);
