#!/usr/bin/perl

# Each configuration of docs/operations.md and the README is run, and answers
# as the text says.  Addresses and paths become the test's own.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use File::Path qw( make_path );
use IO::Compress::Gzip qw( gzip );
use IO::Uncompress::Gunzip qw( gunzip );
use IO::Socket::INET;
use Test::More;
use LN;

my $top = abs_path(dirname(abs_path($0)) . '/../..');

sub slurp { local (@ARGV, $/) = @_; return scalar <> }

my $doc = slurp("$top/docs/operations.md");
my %block;
my @names;
while ($doc =~ /^```nginx (\S+)( alone)?\n(.*?)^```$/gms) {
    push @names, $1;
    $block{$1} = { alone => $2, text => $3 };
}
is(scalar(() = $doc =~ /^```nginx/gm), scalar @names, 'each block has a name');

my ($t, $to, $theme);

# Starts nginx with block $name; $to->{ADDRESS} is an upstream or its port.
sub run {
    my ($name) = @_;
    $t = LN->new;
    for my $dir (qw( lantern herald wordpress )) {
        $t->write("srv/$dir/$_",
            "<html lang=en><body><main><article class=post>$dir<div "
            . "class=\"entry-content story\">x</div></article></main></body>")
            for qw( news/a.html other/a.html news/trial/a.html 2026/a.html
                assets/a.html );
    }
    $t->write("srv/wordpress/index.php", '');
    $t->write("srv/wordpress/wp-admin/index.php", '');
    make_path($t->dir . '/log');
    my $text = ($block{$name}{alone} ? '' : $block{base}{text})
        . ($name eq 'status' ? $block{server}{text} : '')
        . $block{$name}{text};
    my $port = $t->port;
    my $dir = $t->dir;
    $to->{$_} = ref $to->{$_} ? $t->upstream($to->{$_}) : $to->{$_}
        for keys %$to;
    $text =~ s/\b(10\.0\.0\.5:\d+)\b/127.0.0.1:@{[ $to->{$1} || 9 ]}/g;
    $text =~ s{\b10\.0\.0\.0/8}{127.0.0.200}g;
    $text =~ s/listen( +)80\b/listen${1}127.0.0.1:$port/g;
    $text =~ s/127\.0\.0\.1:8081/127.0.0.1:@{[ $to->{status} = LN::free_port ]}/;
    $text =~ s{/srv/}{$dir/srv/}g;
    $text =~ s{/var/www/html}{$dir/srv/lantern}g;
    $text =~ s{/var/log/nginx/}{$dir/log/}g;
    $text =~ s{/var/lib/legal-notice}{$dir/archive}g;
    my ($cache) = $text =~ /^proxy_cache_path +(\S+)/m;
    ok(-d dirname($cache), "$cache: nginx makes it, and no directory above it")
        if $cache;
    $text =~ s{/var/cache/}{$dir/}g;
    $text =~ s{/etc/nginx/legal-notice/}{$top/config/}g;
    $text =~ s{/etc/nginx/(legal-notice\S*\.key)}{$dir/$1}g;
    $text =~ s{(?<!config/)\blegal-notice/}{$top/config/}g;
    $text =~ s{include( +)fastcgi_params}{include$1/etc/nginx/fastcgi_params}g;

    # last, as a clone of this may lie below /srv/ or legal-notice/ itself
    $text =~ s{/var/lib/GeoIP/GeoLite2-}{$ENV{LN_BUILD}/testdb/}g;
    pass("$name:");
    $t->write('legal-notice.key', 'k' x 32);
    chmod 0600, "$dir/legal-notice.key";
    symlink "$top/config", "$dir/legal-notice" or die $!;
    eval { $t->start($text) };
    is($@, '', 'nginx takes it');
    delete $block{$name}{left};
    return $t;
}

sub shown {
    my ($from, $path, @fields) = @_;
    my $a = $t->get($from, $path, fields => \@fields);
    return $a->{status} if $a->{status} != 200;
    return join ' ', $a->{body} =~ /data-legal-notice="([^"]*)"/g;
}

sub article {
    my ($more) = @_;            # header fields, or what makes them

    return sub {
        my ($head, $c) = @_;
        my $body = "<html lang=ru><body><article>x</article></body></html>";
        my $fields = ref $more ? $more->($head) : ($more // '');
        print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n$fields"
            . "Content-Length: " . length($body) . "\r\nConnection: close"
            . "\r\n\r\n$body";
    };
}

$_->{left} = 1 for values %block;
delete $block{base}{left};

run('server');
is(shown(11, '/news/a.html'), 'undesirable', 'Moscow');
is(shown(34, '/news/a.html'), '', 'Kyiv');
is(shown(11, '/other/a.html'), '', 'another page');
like($t->body(11, '/news/a.html'), qr/The Lantern.*<\/aside><\/article>/s,
    'in the article, with its publisher');
$t->stop;

run('cdn-address');
is(shown(200, '/news/a.html', 'CF-Connecting-IP: 127.0.0.11'), 'undesirable',
    'a reader in Moscow');
is(shown(200, '/news/a.html', 'CF-Connecting-IP: 127.0.0.34'), '', 'in Kyiv');
is(shown(34, '/news/a.html', 'CF-Connecting-IP: 127.0.0.11'), '',
    'nobody else may say so');
like(field($t->get(34, '/news/a.html'), 'Cache-Control'), qr/private/,
    'no page is for all');
unlike(field($t->get(34, '/assets/a.html'), 'Cache-Control'), qr/private/,
    'but assets are');
$t->stop;

run('cdn-country');
my @place = ([ 'RU', '', 'undesirable' ], [ 'UA', '43', 'undesirable' ],
    [ 'UA', '30', '' ], [ 'UA', '', 'undesirable' ], [ 'DE', 'BE', '' ],
    [ 'XX', '', 'undesirable' ], [ 'T1', '', 'undesirable' ]);
for (@place) {
    is(shown(200, '/news/a.html', "CF-IPCountry: $_->[0]",
        $_->[1] ? "CF-Region-Code: $_->[1]" : ()), $_->[2], "$_->[0] $_->[1]");
}
like(fields($t->get(200, '/news/a.html', fields => ['CF-IPCountry: DE']),
    'Vary'), qr/CF-IPCountry, CF-Region-Code/, 'and the cache is told');
is($t->status(11, '/news/a.html'), 403, 'nobody else gets in');
$t->stop;

run('balancer-http');
is(shown(200, '/news/a.html', 'X-Forwarded-For: 127.0.0.34, 127.0.0.11'),
    'undesirable', 'the address the balancer saw');
is(shown(200, '/news/a.html', 'X-Forwarded-For: 127.0.0.11, 127.0.0.34'), '',
    'not the one the reader claims');
$t->stop;

run('balancer-tcp');
my $get = "GET /news/a.html HTTP/1.0\r\n\r\n";
like($t->raw(200, "PROXY TCP4 127.0.0.11 127.0.0.1 9 9\r\n$get"),
    qr/data-legal-notice/, 'a reader in Moscow');
unlike($t->raw(200, "PROXY TCP4 127.0.0.34 127.0.0.1 9 9\r\n$get"),
    qr/data-legal-notice/, 'in Kyiv');
unlike($t->raw(34, "PROXY TCP4 127.0.0.11 127.0.0.1 9 9\r\n$get"),
    qr/data-legal-notice/, 'from elsewhere it is not heard');
$t->stop;

$to = { '10.0.0.5:8080' => article("Cache-Control: max-age=60\r\n") };
run('cache');
is(shown(34, '/news/a.html'), '', 'stored for Kyiv');
is(shown(11, '/news/a.html'), 'undesirable', 'shown in Moscow');
is(shown(34, '/news/a.html'), '', 'and not in Kyiv');
$t->stop;

$to = { '10.0.0.5:8080' => article(sub { $_[0] =~ /inner/
    ? "Legal-Notice: undesirable;lang=ru\r\n" : '' }) };
run('edge');
is(shown(11, '/news/a.html'), 'undesirable', 'put in at the edge');
is(shown(11, '/news/inner.html'), '', 'or by the inner tier, once');
$t->stop;

$to = { '10.0.0.5:8080' => article(sub {
    "X-Said: " . ($_[0] =~ /X-Legal-Variant: (\S*)/ ? $1 : 'none') . "\r\n" })};
run('variant');
my %variant = map { $_ => field($t->get($_, '/news/a.html'), 'X-Said') }
    11, 12, 34, 21;
is($variant{11}, $variant{12}, 'the same variant');
isnt($variant{11}, $variant{34}, 'another one');
is($variant{34}, $variant{21}, 'none is the same for all');
$t->stop;

$to = { '10.0.0.5:8080' => article() };
run('kubernetes');
is(shown(200, '/news/a.html', 'X-Forwarded-For: 127.0.0.11'), 'undesirable',
    'a reader in Moscow');
is($t->status(200, '/healthz'), 204, 'it is healthy');
$t->stop;

# A FastCGI application that answers with one compressed page.
sub fastcgi {
    my $server = IO::Socket::INET->new(Listen => 5, LocalAddr => '127.0.0.1',
        LocalPort => LN::free_port(), ReuseAddr => 1) or die;
    my $port = $server->sockport;
    LN->spawn(sub {
        while (my $c = $server->accept) {
            while (read($c, my $head, 8) == 8) {
                my (undef, $type, $id, $len, $pad) = unpack 'CCnnC', $head;
                read $c, my $data, $len + $pad if $len + $pad;
                last if $type == 5 && $len == 0;
            }
            my $page = "X-Powered-By: PHP\r\nContent-Type: text/html\r\n\r\n"
                . $theme;
            print $c pack('CCnnCC', 1, 6, 1, length $page, 0, 0), $page,
                pack('CCnnCC', 1, 6, 1, 0, 0, 0),
                pack('CCnnCCNCx3', 1, 3, 1, 8, 0, 0, 0, 0);
            close $c;
        }
    });
    return $port;
}

# As the themes Twenty Twenty-One and Twenty Twenty-Two make them: the second
# one has no article around a post, but one around each comment of its readers.

my $classic = '<html lang=en><body class="post-template single"><main><article '
    . 'class="post hentry"><div class="entry-content"><p>x</div></article>'
    . '</main></body></html>';
my $block = '<html lang=en><body class="post-template single"><main><div class='
    . '"entry-content wp-block-post-content"><p>x</div><article class='
    . '"comment-body">c</article></main></body></html>';
my $missing = '<html lang=en><body class="error404"><main>none</main><aside>'
    . '<article>latest comment</article></aside></body></html>';

for my $page ($block, $missing) {
    $theme = $page;
    $to = { '10.0.0.5:9000' => fastcgi() };
    run('wordpress');
    unlike($t->body(11, '/2026/a-post/'), qr/c(omment)?<aside/,
        'a comment has no notice');
    like($t->body(11, '/2026/a-post/'), $page eq $block
        ? qr/<p>x<aside .*<\/aside><\/div><article/s
        : qr/none<aside .*<\/aside><\/main>/s, 'the post or the page has it');
    $t->stop;
}

$theme = $classic;
$to = { '10.0.0.5:9000' => fastcgi() };
run('wordpress');
like($t->body(11, '/2026/a-post/'), qr/<p>x<aside .*<\/aside><\/div>/s,
    'at the end of the post');
is(shown(11, '/wp-admin/index.php'), '', 'not in the admin pages');
is(shown(34, '/2026/a-post/'), '', 'nor in Kyiv');
$t->stop;

$theme = '<html lang=en><body class="home blog"><article class=post><div '
    . 'class="entry-content"><p>x</div></article></html>';

# a page cache's file, made of gzip's own; the home page has none of the places

sub stored {
    my ($path, $class) = @_;
    my $page = "<html lang=en><body class=\"$class\"><article class=post><div "
        . 'class=entry-content>stored</div></article></body></html>';
    gzip \$page => \my $z;
    $t->write("srv/wordpress/wp-content/cache/pages$path/index.html_gzip", $z);
    return $z;
}

$to = { '10.0.0.5:9000' => fastcgi() };
run('wordpress-cache');
stored('/2026/a-post/', 'post single');
my $home = stored('/', 'home blog');
my @gzip = (fields => ['Accept-Encoding: gzip']);
my $a = $t->get(11, '/2026/a-post/', @gzip);
is(field($a, 'Content-Encoding'), 'gzip', 'a post that is stored compressed');
is(fields($a, 'Vary'), 'Accept-Encoding', 'varies');
gunzip \($a->{body}) => \my $post;
like($post, qr/stored<aside.*<\/aside><\/div>/s, 'with its notice');
for my $from (11, 34) {
    $a = $t->get($from, '/', @gzip);
    is(field($a, 'Content-Encoding'), 'gzip', 'the home page');
    is(unpack('H*', $a->{body}), unpack('H*', $home), 'goes as it is stored');
    is(field($a, 'Legal-Notice'), undef, 'and claims none');
}
is(field($t->get(34, '/2026/a-post/', @gzip), 'Legal-Notice'), undef, 'in Kyiv');
is($t->status(11, '/2026/a-post/', fields => ['Accept-Encoding: gzip',
    'If-None-Match: ' . field($t->get(11, '/2026/a-post/', @gzip), 'ETag')]),
    304, 'known again');
like($t->body(11, '/2026/a-post/'), qr/<p>x<\/div>/, 'PHP, without gzip');
like($t->body(11, '/2026/a-post/', fields => ['Accept-Encoding: gzip',
    'Cookie: wordpress_logged_in_1=x']), qr/<p>x<\/div>/, 'or logged in');
is($t->status(11, '/wp-content/cache/pages/index.html_gzip'), 404,
    'nobody asks for the file itself');
$t->stop;

$to = { '10.0.0.5:8080' => sub {
    my ($head, $c) = @_;
    my %api = ('/api/a' => '{"ok":true}', '/api/b' => '<li>more</li>');
    my ($path) = $head =~ /^\S+ (\S+)/;
    my $body = $api{$path} // '<!DOCTYPE html><html lang=en><body>'
        . '<div id="app"></div><script src=/app.js></script></body></html>';
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
        . length($body) . "\r\nConnection: close\r\n\r\n$body";
} };
run('vue');
like($t->body(11, '/news/ferry'), qr/<div id="app"><\/div><aside/, 'the shell');
is($t->body(11, '/api/a'), '{"ok":true}', 'JSON');
is($t->body(11, '/api/b'), '<li>more</li>', 'a fragment');
is(shown(34, '/news/ferry'), '', 'in Kyiv');
$t->stop;

run('acme');
$t->write('srv/lantern/.well-known/acme-challenge/token', 'token.key');
is($t->status(21, '/news/a.html'), 451, 'refused in Germany');
$a = $t->get(21, '/.well-known/acme-challenge/token');
is("$a->{status} $a->{body}", '200 token.key', 'but the challenge');
is($t->status(21, '/.well-known/acme-challenge/none'), 404, 'that is there');
is($t->status(21, '/.well-known/security.txt'), 451, 'and nothing else');
is($t->status(11, '/news/a.html'), 200, 'elsewhere');
$t->stop;

# pages that ask

# What a reader gets who sends the form of the page that asks.
sub sent {
    my ($from, $path, $page, @fields) = @_;
    my ($token) = $page =~ /name="legal_acknowledge" value="([^"]*)"/;
    my $body = 'legal_acknowledge=' . ($token // '');
    return $t->get($from, $path, method => 'POST', body => $body, fields => [
        'Content-Type: application/x-www-form-urlencoded',
        'Content-Length: ' . length $body, @fields ]);
}

sub cookie {
    my ($answer) = @_;
    return 'Cookie: ' . ((field($answer, 'Set-Cookie') // '') =~ /^([^;]*)/)[0];
}

$to = { '10.0.0.5:8080' => article() };
run('forum');
my @jackson = ('CF-Connecting-IP: 127.0.0.51');
$a = $t->get(200, '/topic/1', fields => \@jackson);
is($a->{status}, 403, 'Mississippi, behind the CDN');
like($a->{body}, qr/<h1>Are you 18.*<button>I am 18 or older<\/button>/s, 'asked');
is(shown(51, '/topic/1'), 403, '.. or without the CDN');
is(shown(200, '/topic/1', 'CF-Connecting-IP: 127.0.0.21'), '', 'Berlin is not');
is(shown(200, '/topic/1', @jackson, 'Cookie: adult=yes'), '', 'nor is a member');
is(shown(200, '/topic/1', @jackson, 'Cookie: adult=no'), 403, 'of whom that is known');
is(shown(200, "/$_", @jackson), '', "nor $_")
    for qw( api/topics feeds/new.xml assets/a.css .well-known/security.txt );
$a = sent(200, '/topic/1', $a->{body}, @jackson);
is("$a->{status} " . field($a, 'Location'), '303 /topic/1', 'the form is taken');
is(shown(200, '/topic/1', @jackson, cookie($a)), '', 'and leads to the topic');
like(field($t->get(200, '/topic/1', fields => [ @jackson, cookie($a) ]),
    'Cache-Control'), qr/private/, '.. which the CDN does not store');
$t->stop;

$to = { '10.0.0.5:8080' => article() };

# the key is replaced by the commands, as they are typed, on two servers

my @rotate = $doc =~ /^```sh key\n(.*?)^```$/gms;
is(scalar @rotate, 3, 'three steps');
my @fleet;
for (1, 2) {
    run('forum');
    push @fleet, [ $t, $t->dir ];
}

# on one server of the fleet, with the new key of the first
sub on {
    my ($i, $command) = @_;
    my ($server, $dir) = @{ $fleet[$i] };
    my $new = "$dir/legal-notice-2.key";
    $command =~ s{/etc/nginx/conf\.d/legal\.conf}{$dir/nginx.conf}g;
    $command =~ s{/etc/nginx/}{$dir/}g;
    $command =~ s{nginx -t && systemctl reload nginx}{true} or die;
    $command =~ s{^openssl.*}{cp -p $fleet[0][1]/legal-notice-2.key $dir/}m if $i;
    is(system('sh', '-c', $command), 0, 'a step');
    is((stat $new)[2] & 0777, 0600, 'a key that only its owner reads');
    $server->reload;
}

# Whether what one has given is taken by each.
sub taken {
    my ($what) = @_;
    for my $of (0, 1) {
        $t = $fleet[$of][0];
        my $given = cookie(sent(51, '/topic/1', $t->body(51, '/topic/1')));
        for my $by (0, 1) {
            $t = $fleet[$by][0];
            is(shown(51, '/topic/1', $given), '', "$what: of $of, by $by");
        }
    }
}

taken('before');
$t = $fleet[0][0];
my $kept = cookie(sent(51, '/topic/1', $t->body(51, '/topic/1')));
my $step = 0;
for my $command (@rotate) {
    $step++;
    for my $i (0, 1) {
        on($i, $command);
        taken("step $step, server $i");
    }
    $t = $fleet[1][0];
    is(shown(51, '/topic/1', $kept), $step < 3 ? '' : 403, $step < 3
        ? 'an answer of before holds' : 'it does no more');
}
ok(!-e "$fleet[1][1]/legal-notice.key", 'the old key is gone');
$t->stop;

run('broadcaster');
$a = $t->get(11, '/news/a.html', fields => ['Accept-Language: ru']);
is($a->{status}, 403, 'Moscow: the warning before the page');
like($a->{body}, qr/<html lang="ru".*<h1>Прежде чем.*The Lantern.*<button>/s, 'in Russian');
unlike($a->{body}, qr/data-legal-notice/, 'without the notice');
is(shown(11, '/undesirable'), 404, 'the page that says more does not ask');
is(shown(34, '/news/a.html'), '', 'Kyiv');
is(shown(33, '/news/a.html'), 'undesirable', 'who is uncertain has the notice');
$a = sent(11, '/news/a.html', $a->{body});
unlike(field($a, 'Set-Cookie'), qr/Max-Age|Expires/, 'the answer is for the session');
is(shown(11, '/news/a.html', cookie($a)), 'undesirable', 'the page has the notice');
is(shown(11, '/other/a.html', cookie($a)), '', 'the next page asks no more');
is(shown(31, '/other/a.html'), 403, 'Simferopol');
$t->stop;

$to = { '10.0.0.5:3000' => article('') };
run('scripts');
like($t->body(11, '/'), qr{<script src="/legal-notice.js\?outlet=/legal-notices"},
    'the script is in the home page');
is(shown(11, '/'), '', '.. which has no notice');
like($t->body(11, '/legal-notices?uri=/news/a'), qr/^<aside .*<\/aside>$/s,
    'the outlet knows the article');
is($t->status(34, '/legal-notices?uri=/news/a'), 204, '.. for Moscow');
like($t->body(11, '/legal-notice.js'), qr/import\.meta\.url/, 'the script');
$t->stop;

$to = { '10.0.0.5:8080' => article("X-Varnish: 1\r\nAge: 5\r\n") };
run('varnish');
is(shown(11, '/news/a.html'), 'undesirable', 'from its cache to Moscow');
is(shown(34, '/news/a.html'), '', 'and to Kyiv');
$t->stop;

run('publishers');
my ($body) = map { $t->raw(11, "GET $_ HTTP/1.0\r\nHost: herald.example\r\n"
    . "\r\n") } '/2026/a.html';
like($body, qr/The Herald.*<\/aside><\/div>/s, 'the Herald, in its place');
$body = $t->raw(11, "GET /news/a.html HTTP/1.0\r\nHost: lantern.example\r\n"
    . "\r\n");
like($body, qr/The Lantern.*<\/aside><\/article>/s, 'and the Lantern');
$t->stop;

run('rollout');
is(shown(11, '/news/a.html'), '', 'a dry run shows nothing');
is(shown(11, '/news/trial/a.html'), 'undesirable', 'but where it is off');
is(shown(200, '/news/trial/a.html?legal_preview=UA-43'), 'undesirable',
    'a preview');
is(shown(200, '/news/a.html?legal_preview=UA-43'), '', 'not of a dry run');
$t->stop;

run('audit');
$t->get($_, '/news/a.html', fields => ['User-Agent: someone'])
    for 11, 34, 33;
$t->get(11, '/other/a.html');
my $log;

# its lines, when there are that many
sub audited {
    my ($n) = @_;
    within(10, sub { $log = -e $t->dir . '/log/legal-audit.log'
        ? slurp($t->dir . '/log/legal-audit.log') // '' : '';
        return (() = $log =~ /\n/g) >= $n });
}

$t->get(11, '/news/a.html?name=anna');
audited(3);
is(scalar(() = $log =~ /\n/g), 3, 'a line a page with a notice');
like($log, qr{^\S+\ a\ GET\ /news/a.html\ 200\ OK\ due="undesirable"
    \ sent="undesirable:en:[0-9a-f]{64}"\ refused=""\ in="russia-controlled"
    \ uncertain=0\ conflict=0\ preview=""\ variant=[0-9a-f]{16}$}mx,
    'says what was sent');
like($log, qr/uncertain=1/, 'and that it was uncertain');
unlike($log, qr/127\.0\.0|someone|anna/, 'and not to whom');

# the reports on it, as they are typed: what readers got is told, and nothing else

$t->get(11, '/news/a.html', method => 'HEAD');
$t->get(11, '/news/a.html', fields => ['If-None-Match: '
    . field($t->get(11, '/news/a.html'), 'ETag')]);
audited(6);
my ($digest) = $log =~ /sent="(\w+:en:\w+)"/;
my @reports = $doc =~ /^```sh report\n(.*?)^```$/gms;
my @says;
my $tools = 2 == grep { my $tool = $_; grep { -x "$_/$tool" } split /:/,
    $ENV{PATH} } qw( jq sqlite3 );
for my $report ($tools ? @reports : ()) {
    $report =~ s{/var/log/nginx/}{$t->dir . '/log/'}ge;
    push @says, scalar `$report`;
    is($?, 0, 'a report');
    is(`$report 2>&1`, $says[-1], 'is the same when it is asked for again');
}
my $day = substr $log, 0, 10;
SKIP: {
    skip 'no jq or no sqlite3', 7 unless $tools;
is($says[0] =~ s/^ +//gmr, "4 $day\t$digest\n", 'of texts a day');
is($says[1] =~ s/^ +//gmr, "4 /news/a.html\n", 'of pages');
is($says[2] =~ s/^ +//gmr, "3 russia-controlled\n1 uncertain\n",
    'of jurisdictions');
like($says[3], qr{^\{"time":"$day.*","method":"HEAD","path":"/news/a.html","status":200\}
\{"time":"$day.*","method":"GET","path":"/news/a.html","status":304\}
$}, 'of what has got none');
like($says[4], qr{^day +page +jurisdictions +readers *
-.*
$day +/news/a.html +1 *
$day +/news/a.html +russia-controlled +3 *
$}, 'by SQLite');

# the log is rotated as the text says, and nginx writes on

my ($logrotate) = grep { -x } map { "$_/logrotate" } split(/:/, $ENV{PATH}),
    '/usr/sbin';
my ($rotate) = $doc =~ /^```logrotate\n(.*?)^```$/ms;
SKIP: {
    skip 'no logrotate, or no root', 4 if !$logrotate || $>;
    my $dir = $t->dir;
    $rotate =~ s{/var/log/nginx/}{$dir/log/}g;
    $rotate =~ s{/run/nginx\.pid}{$dir/pid}g;
    my $had = slurp("$dir/log/legal-audit.json");
    chmod 0755, "$dir/log";
    my $file = $t->write('rotate', $rotate);
    chmod 0644, $file;
    is(`$logrotate -f -s $dir/rotate.status $file 2>&1`, '', 'logrotate takes it');
    my ($old) = glob "$dir/log/legal-audit.json-*";
    is($old && slurp($old), $had, 'the log has another name');
    ok(LN::within(10, sub {
        $t->get(11, '/news/a.html');
        -s "$dir/log/legal-audit.json";
    }), 'and a new one has what comes');
    unlike(`$logrotate -d -s $dir/rotate.status $file 2>&1`, qr/error/i,
        'again');
}

# and the archive's

my ($from) = $doc =~ /^    (legal-notice archive .*\n)/m;
my ($jq) = $doc =~ /^    (jq -c 'select\(\.digest.*?\n.*?)\n/m;
for ($from, $jq) {
    s{/var/lib/legal-notice}{$t->dir . '/archive'}ge;
    s{^legal-notice}{$ENV{LN_BUILD}/legal-notice};
    s{undesirable:ru:\w+}{$digest};
    s{9f86d081}{substr $digest, -64, 8}e;
}
is(`$from`, slurp("$top/config/notices/undesirable/en.html"),
    'the text that was sent');
like(`$jq`, qr/^\{"time":"$day.*"event":"start","rule":"undesirable".*\}\n$/,
    'and when it was in use');
}
$t->stop;

# the same where error_page makes the page of a refusal, and where a status page
# stands in its place

$block{audit}{text} =~ s/legal_apply( +)undesirable;/legal_apply order undesirable;
    error_page 451 \/other\/a.html;
    location \/news\/trial\/ { return 403; }
    location = \/news\/405.html { return 405; }/
    or die;
$block{audit}{text} = 'legal_restriction order { in russia-controlled;'
    . ' uri ~ ^\/(2026|news\/(trial|405)); }' . $block{audit}{text};
run('audit');
$t->get(11, '/2026/a.html?name=anna');
$t->get(11, "/news/$_") for qw( trial/a.html 405.html );
audited(3);
like($log, qr{ a GET /2026/a.html 451 OK due="" sent="order:-:-" refused="order" }m,
    'a refusal: the page that was asked for');
like($log, qr{ a GET /news/$_ OK due="undesirable" sent="undesirable:en:\w{64}" refused="order" }m,
    "a status page, $_") for 'trial/a.html 403', '405.html 405';
unlike($log, qr/anna/, 'without arguments');
$t->stop;

run('status');
is(shown(11, '/news/a.html'), 'undesirable', 'Moscow');
my @there = (port => $to->{status});
like($t->body(34, '/legal-status', @there), qr/"shown": 1,/, 'JSON');
like($t->body(34, '/metrics', @there), qr/^legal_requests_total \d/m, 'Prometheus');
$t->stop;

$to = { '10.0.0.5:8080' => article() };
run('migrated');
is(shown(11, '/news/a.html'), 'notice', 'Moscow');
is(shown(31, '/news/a.html'), 'notice', 'Simferopol');
is(shown(34, '/news/a.html'), '', 'Kyiv');
$t->stop;

is(join(' ', grep { $block{$_}{left} } @names), '', 'all blocks were run');

# the README's first configuration, as it is typed, and then by countries

my ($readme) = slurp("$top/README.md")
    =~ /^## A first configuration(.*?)^## /ms;
my ($page, $first) = $readme =~ /<< 'END'\n(.*?)^END$/gms;
my ($more) = $readme =~ /^```nginx\n(.*?)^```$/ms;
$first =~ s/8080/80/;

$block{readme} = { alone => 1, text => $first };
run('readme');
$t->write('srv/lantern/news/ferry.html', $page);
is(shown(1, '/news/ferry.html'), 'undesirable', 'this machine');
is(shown(34, '/news/ferry.html'), '', 'and no other');
like($t->body(1, '/news/ferry.html'), qr/<\/aside><\/article>/,
    'the article ends with it');
$t->stop;

$first =~ s/^legal_jurisdiction.*?^\}\n/$more/ms;
$first =~ s/in     this-machine;/in  russia-controlled;/;
$block{readme} = { alone => 1, text => $first };
run('readme');
$t->write('srv/lantern/news/ferry.html', $page);
is(shown(1, '/news/ferry.html', 'X-Legal-Preview: RU'), 'undesirable',
    'a preview');
is(shown(1, '/news/ferry.html', 'X-Legal-Preview: DE'), '', 'and of Germany');
is(shown(11, '/news/ferry.html'), 'undesirable', 'Moscow');
is(shown(34, '/news/ferry.html'), '', 'Kyiv');

$t->done;
