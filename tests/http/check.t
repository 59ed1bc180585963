#!/usr/bin/perl

# legal-notice check: real pages of a real server, and servers that are wrong.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use IO::Compress::Gzip qw( gzip );
use JSON::PP;
use Test::More;
use Time::HiRes ();
use LN;

my $t = LN->new;
my $dir = $t->dir;
my $command = "$ENV{LN_BUILD}/legal-notice";
plan skip_all => 'the command was built without libcurl'
    if `$command check --retries 0 http://127.0.0.1:1/ 2>&1` =~ /without libcurl/;

$t->write('key', 'k' x 32);
chmod 0600, "$dir/key";
$t->write('text/ru.html', '<p>ru</p>');
$t->write('text/en.html', '<p>en</p>');
my $page = '<!DOCTYPE html><html lang=ru><main><article>a</article></main></html>';
$t->write("html/news/$_.html", $page) for qw( a b );
$t->write('html/news/root.html', '<!DOCTYPE html><html lang=ru><body>'
    . '<div id="__next"><article>a</article></div></body></html>');
$t->write('html/other/a.html', $page);
$t->write('html/news/frames.html', '<html><frameset><frame></frameset></html>');
$t->write('html/a.png', 'x');
$t->write('html/a.txt', 'plain');

# an upstream that says and does what is wrong, by its path

my $aside = '<aside class="legal-notice" role="note" lang="ru" dir="ltr" '
    . 'data-legal-notice="n"><p>ru</p></aside>';
my %wrong = (
    lying => [ 'Legal-Notice: n;lang=ru', $page ],
    silent => [ '', $page =~ s/a<\/article>/$aside<\/article>/r ],
    hidden => [ 'Legal-Notice: n;lang=ru',
        $page =~ s/<main>/<main hidden>/r =~ s/a<\/article>/$aside<\/article>/r ],
    commented => [ 'Legal-Notice: n;lang=ru',
        $page =~ s/a<\/article>/<!--$aside--><\/article>/r ],
    language => [ 'Legal-Notice: n;lang=en',
        $page =~ s/a<\/article>/$aside<\/article>/r ],
    stored => [ "Legal-Notice: n;lang=ru\r\nCache-Control: max-age=60",
        $page =~ s/a<\/article>/$aside<\/article>/r ],
    varies => [ "Legal-Notice: n;lang=ru\r\nVary: X-Country",
        $page =~ s/a<\/article>/$aside<\/article>/r ],
    hydrated => [ "Legal-Notice: n;lang=ru\r\nCache-Control: private",
        "<html lang=ru><body><div id=__next><article>$aside</article></div></body></html>" ],
    right => [ "Legal-Notice: n;lang=ru\r\nCache-Control: private",
        $page =~ s/a<\/article>/$aside<\/article>/r ],
    bad => [ 'Legal-Notice: <b>', $page ],
    tongue => [ 'Legal-Notice: n;lang=a\\\\', $page ],
    plainly => [ "Legal-Notice: n;x=1\r\nCache-Control: private",
        $page =~ s/a<\/article>/$aside<\/article>/r ],
    bare => [ "Legal-Notice: n\r\nCache-Control: private",
        $page =~ s/a<\/article>/$aside<\/article>/r ],
    longer => [ "Legal-Notice: nn, n-2\r\nCache-Control: private",
        $page =~ s/a<\/article>/$aside<\/article>/r ],
    open => [ '', "$page<p data-legal-notice=\"n" ],
    empty => [ '', "$page<p data-legal-notice=\"\"><p data-legal-notice=\"a b\">" ],
    json => [ "Legal-Notice: n;lang=ru\r\nCache-Control: private\r\nContent-Type: application/json",
        '{}' ],
    surrogate => [ "Legal-Notice: n;lang=ru\r\nCache-Control: private\r\n"
        . 'Surrogate-Control: max-age=60', $page =~ s/a<\/article>/$aside<\/article>/r ],
    kept => [ "Legal-Notice: n;lang=ru\r\nCache-Control: private\r\n"
        . "CDN-Cache-Control: no-store\r\nVary: *\r\nAge: 9",
        $page =~ s/a<\/article>/$aside<\/article>/r ],
    confirms => [ "Legal-Notice: n;lang=ru\r\nCache-Control: no-store",
        $page =~ s/a<\/article>/$aside<\/article>/r ],
);
my $whole = $page =~ s/<\/article>/$aside<\/article>/r;
my $seen = "$dir/seen";
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($name) = $head =~ m{^\S+ /(\w*)};
    my ($place) = $head =~ /^X-Legal-Preview: (\S+)/m;
    open my $f, '>>', $seen;
    print $f "$name\n";
    print $f $head =~ /^(User-Agent: \S+)/m, "\n" if $name eq 'flaky';
    close $f;
    open $f, '<', $seen;
    my $times = grep { $_ eq "$name\n" } <$f>;
    return if $name eq 'reset';
    if ($name eq 'flaky' && $times < 3) {
        print $c "HTTP/1.1 503 x\r\nRetry-After: 0\r\nContent-Length: 0\r\n"
            . "Connection: close\r\n\r\n";
        return;
    }
    if ($name eq 'later' && $times < 2) {
        my ($after) = $head =~ m{^\S+ /later\?(\S+)};
        $after =~ s/%(..)/chr hex $1/ge;
        print $c "HTTP/1.1 429 x\r\nRetry-After: $after\r\nContent-Length: 0\r\n"
            . "Connection: close\r\n\r\n";
        return;
    }
    if ($name eq 'emptymap') {
        my $map = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>';
        print $c "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: "
            . length($map) . "\r\nConnection: close\r\n\r\n$map";
        return;
    }
    if ($name =~ /^(?:kept451|law|link|gone)$/) {
        my ($status, $field) = $name eq 'kept451' ? (451, 'Cache-Control: max-age=60')
            : $name eq 'law' ? (451, 'Cache-Control: no-store')
            : (403, 'Cache-Control: no-store');
        $field .= "\r\nLink: <https://law.example/>; rel=\"blocked-by\"" if $name eq 'link';
        print $c "HTTP/1.1 $status x\r\nContent-Type: text/html\r\n$field\r\n"
            . "Content-Length: 1\r\nConnection: close\r\n\r\nx";
        return;
    }
    if ($name eq 'confirms') {
        my $due = ($place // 'AQ') ne 'AQ';
        print $c "HTTP/1.1 304 x\r\nETag: \"o\"\r\nConnection: close\r\n\r\n"
            and return if $head =~ /^If-None-Match: "o"/m;
        my $body = $due ? $wrong{confirms}[1] : $page;
        print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: "
            . ($due ? '"v"' : '"o"') . "\r\nLegal-Preview: $place\r\n"
            . "Cache-Control: no-store\r\n"
            . ($due ? "Legal-Notice: n;lang=ru\r\n" : '') . 'Content-Length: '
            . length($body) . "\r\nConnection: close\r\n\r\n$body";
        return;
    }
    if ($name =~ /^(?:forbids|closed|limited|busily)$/) {
        my $due = ($place // 'AQ') ne 'AQ';
        my $status = $name eq 'limited' ? 503
            : !$due ? 200 : $name eq 'closed' ? 503
            : $name eq 'busily' ? 429 : 403;
        my $body = $due ? $whole : $page;
        print $c "HTTP/1.1 $status x\r\nContent-Type: text/html\r\n"
            . "Cache-Control: no-store\r\n"
            . ($place ? "Legal-Preview: $place\r\n" : '')
            . ($due && $status == 503 ? "Legal-Notice: n;lang=ru\r\n" : '')
            . 'Content-Length: ' . length($body) . "\r\nConnection: close\r\n\r\n$body";
        return;
    }
    return if $name eq 'mute' && $head =~ /^If-None-Match:/m;
    if ($name =~ /^(?:dated|same|busy|cdn|aged|nonce|moved|mute|preview|stead|edges|many|wide|xhtml)$/) {
        my $due = ($place // 'AQ') ne 'AQ';
        my $again = $head =~ /^If-(?:None-Match|Modified-Since):/m;
        my $status = !$again ? '200 OK' : $name eq 'busy' ? '412 x'
            : $name eq 'dated' && $head =~ /^If-Modified-Since:/m ? '304 x' : '200 OK';
        my $body = $status =~ /304/ ? '' : $due ? $whole : $page;
        my $now = $due ? 'due-11' : 'other-11';
        $body =~ s/<main>/<main><p id="${now}x">t\n<\/p>/ if $name eq 'nonce';
        $body =~ s/<\/html>/'<p>' . ('y' x ($due ? 2000 : 3000)) . '<\/p><\/html>'/e
            if $name eq 'moved';
        if ($name eq 'edges') {
            $body =~ s/<main>/$due ? "\x01\x7fa" . ('e' x 30) . ".1<main>" : '<main>'/e;
            $body =~ s/$/$due ? '-1' : '-2'/e;
        }
        if ($name eq 'many') {
            my $i = 0;
            my $p = join '', map { "<p>paragraph $_ of this page, "
                . ($due ? "a<$_>" : "b<$_>") . ' and more of it' } 1 .. 7;
            $body =~ s/<main>/<main>$p/;
        }
        $body =~ s/<main>/'<main>' . ("\xd0\xb6" x ($due ? 70 : 0))/e if $name eq 'wide';
        $place = 'DE' if $name eq 'stead' && $due;
        my $type = $name eq 'xhtml' ? 'application/xhtml+xml' : 'text/html';
        my $cache = $name eq 'preview' ? 'private' : 'no-store';
        print $c "HTTP/1.1 $status\r\nContent-Type: $type\r\n"
            . "Cache-Control: $cache\r\n"
            . ($place ? "Legal-Preview: $place\r\n" : '')
            . ($name eq 'dated' ? "Last-Modified: Fri, 01 Nov 2024 00:00:00 GMT\r\n" : '')
            . ($name =~ /same|busy|mute/ ? "ETag: \"s\"\r\n" : '')
            . ($name eq 'cdn' ? "CDN-Cache-Control: max-age=60\r\n" : '')
            . ($name eq 'aged' ? "Age: 30\r\n" : '')
            . ($due ? "Legal-Notice: n;lang=ru\r\n" : '')
            . 'Content-Length: ' . length($body)
            . "\r\nConnection: close\r\n\r\n$body";
        return;
    }
    if ($name eq 'robots') {
        print $c "HTTP/1.1 503 x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            and return if -e "$dir/trouble";
        print $c "HTTP/1.1 404 x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        return;
    }
    if ($name eq 'away') {
        print $c "HTTP/1.1 302 x\r\nLocation: file:///etc/passwd\r\n"
            . "Content-Length: 0\r\nConnection: close\r\n\r\n";
        return;
    }
    my ($fields, $body) = @{ $wrong{$name} || [ '', $page ] };
    $fields .= "\r\n" if $fields;
    my $type = $fields =~ /^Content-Type:/m ? '' : "Content-Type: text/html\r\n";
    print $c "HTTP/1.1 200 OK\r\n$type$fields"
        . 'Content-Length: ' . length($body)
        . "\r\nConnection: close\r\n\r\n$body";
});

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction rc { country RU; region UA-43; }
legal_jurisdiction by { country BY; }
legal_jurisdiction no { country NO; }
legal_key DIR/key;
legal_restriction gate { in no; acknowledge 1d; status 403; }
legal_notice n { in rc; text DIR/text; place append article; uri ~ ^/(news|a.txt);
    types text/html text/plain; }
legal_restriction r { in by; uri ~ ^/news/b; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply r gate n;
    legal_preview 127.0.0.50 127.0.0.1;
    location /off/ { alias DIR/html/; legal_preview off; }
}
END

my $site = 'http://127.0.0.1:' . $t->port;
my $other = "http://127.0.0.1:$upstream";

sub check {
    my ($args, $in) = @_;
    $t->write('in', $in // '');
    my $out = `timeout 60 $command check $args < $dir/in 2>$dir/err`;
    return ($? >> 8, $out, $t->slurp('err'));
}
sub objects { map { decode_json($_) } split /^/, $_[0] }

# what is right

my ($status, $out, $err) = check("--as RU --as UA-43 --as DE $site/news/a.html");
is($status, 0, 'a page that is as it must be');
is($out, <<"END", 'what is told of it');
ok       $site/news/a.html as RU: n (ru, in article)
ok       $site/news/a.html as UA-43: n (ru, in article)
ok       $site/news/a.html as DE: no notice
pages: 1, checks: 3, lacking something: 0, not checked: 0, refused: 0, left out: 0
END
is($err, '', 'and nothing else');

($status, $out) = check("--json --as ru $site/news/a.html");
my ($o) = objects($out);
is_deeply([ @$o{qw( url as status result if_none_match if_none_match_nobody
    bytes_beyond_notices )}, $o->{notices}[0]{visible}, $o->{problems} ],
    [ "$site/news/a.html", 'ru', 200, 'ok', 304, 200, 0, JSON::PP::true, [] ],
    'as JSON: 304 to its own entity tag, 200 to that without the notice');
is($o->{notices}[0]{offset}, index($t->body(11, '/news/a.html'), '<p>ru'),
    'and where it is');

($status, $out) = check("--as BY --as RU $site/news/b.html $site/a.png $site/a.txt");
is($status, 0, 'refusals and pictures lack nothing');
like($out, qr/^refused  \S+b\.html as BY: 451$/m, 'refused');
like($out, qr/^no page  \S+a\.png as RU/m, 'no page');
like($out, qr/^ok       \S+a\.txt as RU: n \(en, in text\)$/m, 'plain text');
like($out, qr/^pages: 3, checks: 6, .* refused: 1, left out: 0$/m, 'sums');

($status, $out) = check("--quiet --as RU $site/news/a.html");
unlike($out, qr/^ok/m, 'quietly');

# a page that asks

($status, $out) = check("--as NO $site/news/a.html");
is($status, 0, 'a page that asks lacks nothing');
like($out, qr/^refused  \S+a\.html as NO: 403, asks$/m, 'and is told from an error');
($status, $out) = check("--json --as NO --as BY $site/news/b.html");
my %asks = map { $_->{as} => $_->{asks} } objects($out);
is_deeply(\%asks, { NO => JSON::PP::true, BY => undef }, 'in JSON');
check("--html $dir/asks.html --as NO $site/news/a.html");
like($t->slurp('asks.html'), qr{<li>status 403</li><li>the page asks its reader, who may go on</li>}, 'in HTML');

# a restriction with another status; a 503 of the site's own

($status, $out) = check("--retries 0 --as RU $other/forbids");
is($status, 0, 'a place that is refused by another status lacks nothing');
like($out, qr/^refused  \S+forbids as RU: 403$/m, '.. and the status is told');
($status, $out) = check("--retries 0 --as RU $other/busily");
is($status, 2, 'a limit of requests is no refusal of a place');
like($out, qr/^failed .*\n +the status is 429$/m, '.. and the status is told');
($status, $out) = check("--retries 0 --as RU $other/closed");
like($out, qr/^failed .*\n +the notice is undeliverable there/m, 'the module\'s own 503');
($status, $out) = check("--retries 0 --as RU $other/limited");
is($status, 2, 'a 503 that nobody else is spared');
like($out, qr/^failed .*\n +the status is 503$/m, '.. is the site\'s');

# nothing to check is no success

for my $none ('-', "--sitemap $other/emptymap") {
    my ($status, undef, $said) = check("--as RU $none");
    is($status, 2, "$none: nothing was checked");
    like($said, qr/no page was checked: the list, or the sitemap, has none/, '.. and it is said');
}

# what is owed

($status, $out) = check("--as RU --as DE --notice n $site/news/a.html");
is($status, 1, 'a page that owes and lacks');
like($out, qr/^lacks    \S+ as DE$/m, 'which');
like($out, qr/^         "n" is owed, and is not there$/m, 'and what');
($status, $out) = check("--as RU --notice n $site/other/a.html");
is($status, 1, 'another page');

# what cannot be told

for (["--as Russia $site/news/a.html", qr/"Russia" is no place, the server says, did you mean "RU"\?/],
    ["--as RU $site/off/news/a.html", qr/it is no preview: your address must be in/],
    ["--as RU --interface 127.0.0.34 $site/news/a.html", qr/it is no preview/],
    ["--as RU $site/news/none.html", qr/the status is 404/],
    ["--as RU $site/news/frames.html", qr/the notice is undeliverable there/],
    ["$other/reset --retries 0", qr/./],
    ["--retries 0 http://127.0.0.1:1/", qr/.*onnect/],
    ["--retries 0 $other/away", qr/.*[Pp]rotocol/])
{
    my ($args, $why) = @$_;
    $args = "--retries 0 $other/reset" if $args =~ /reset/;
    my ($status, $out) = check($args);
    is($status, 2, $args);
    like($out, qr/^failed   .*\n +$why/m, 'why');
}
unlike((check("--retries 0 $other/away"))[1], qr/root:/, 'a file is no page');

# servers that say and do what is wrong, without a preview

for (['lying', 'is named by Legal-Notice, and is not in the page'],
    ['silent', 'is in the page, and Legal-Notice does not name it'],
    ['hidden', 'and the page hides it'],
    ['commented', 'and the page hides it'],
    ['language', 'has it in another language'],
    ['stored', 'a shared cache may give the page to other readers'],
    ['hydrated', 'is in an element that a script renders again'],
    ['bad', 'Legal-Notice is not valid'],
    ['tongue', 'Legal-Notice is not valid'],
    ['longer', '"n" is in the page, and Legal-Notice does not name it'],
    ['json', 'is named by Legal-Notice, and is not in the page'],
    ['surrogate', '"Surrogate-Control: max-age=60" outranks Cache-Control'],
    ['kept451', 'the refusal may be stored: Cache-Control is "max-age=60", not no-store'])
{
    my ($name, $why) = @$_;
    my ($status, $out) = check("$other/$name");
    is($status, 1, $name);
    like($out, qr/^lacks .*\n(?:         .*\n)*.*\Q$why\E/m, 'why');
}
is((check("$other/$_"))[0], 0, $_) for qw( varies right none law link open empty kept );
is((check("--retries 0 $other/gone"))[0], 2, 'another 403 is an error');
like((check("$other/link"))[1], qr/^refused .*: \d+$/m, 'a refusal by its Link');
like((check("$other/$_"))[1], qr/^ok .*: n \(, in article\)$/m,
    "a claim without a language: $_") for qw( plainly bare );
($status, $out) = check("$other/tongue $other/right");
like($out, qr/^ok .*right.*^pages: 2, checks: 2,/ms, 'others are checked all the same');
($status, $out) = check("--as RU $other/confirms");
is($status, 1, 'a 304 for a copy without the notice');
like($out, qr/a copy without the notice is said to be current/, 'why');

for (['dated', 'a copy without the notice is said to be current: 304 to the Last-Modified'],
    ['same', 'the page without the notice has the same entity tag, "s"'],
    ['cdn', '"CDN-Cache-Control: max-age=60" outranks Cache-Control'],
    ['aged', 'the page comes out of a shared cache: its Age is 30'],
    ['preview', 'the preview may be stored: Cache-Control is "private"'])
{
    my ($name, $why) = @$_;
    my ($status, $out) = check("--as RU $other/$name");
    is($status, 1, $name);
    like($out, qr/\Q$why\E/, 'why');
}
($status, $out) = check("--retries 0 --as RU $other/busy");
like($out, qr/asked for again by a condition, the status is 412/, 'a condition is answered so');

is((check("--retries 0 --as RU $other/$_->[0]"))[0], 2, $_->[0]),
like((check("--retries 0 --quiet --as RU $other/$_->[0]"))[1],
    qr/^failed .* as RU.*\n +(?:.*\n +)?\Q$_->[1]\E/m, 'why')
    for [ 'mute', 'asked for again by a condition: ' ],
        [ 'stead', 'it is a preview of "DE"' ];
is((check("--as RU $other/xhtml"))[0], 0, 'XHTML is a page');

# what differs from the page as nobody's place, beyond the notice

($status, $out) = check("--as RU $other/nonce");
is($status, 0, 'a page that differs elsewhere');
my $at = index $page, '<main>';
like($out, qr/^         differs at byte ${\($at + 13)}: "due-11x" here, "other-11x" in nobody's page$/m,
    'where, what, outside the notice');
unlike($out, qr/<p>ru/, 'the notice is no difference');
($status, $out) = check("--json --as RU $other/nonce $other/moved $site/news/a.html");
my %by = map { $_->{url} =~ m{/(\w+)(?:\.html)?$} ? ($1 => $_) : () } objects($out);
is_deeply($by{a}{differences}, [], 'no difference');
is_deeply($by{nonce}{differences}, [ { offset => $at + 13, here => 'due-11x',
    nobody => 'other-11x' } ], 'as JSON');
is($by{moved}{bytes_beyond_notices}, -1000, 'a long difference');
is($by{moved}{differences}[0]{offset}, index($whole, '</html>') + 3 + 2000 - 24,
    'begins with the word that it is in, behind the notice');
like($by{moved}{differences}[0]{nobody}, qr/^y{80}\.\.$/, 'and is cut');

($status, $out) = check("--as RU $other/many");
my $b = index($page, '<main>') + 6;
is(scalar(() = $out =~ /^         differs at byte /mg), 5, 'five differences');
like($out, qr/^         differs at byte \d+: "a" here, "b" in nobody's page\n.*\n         there are more differences$/ms,
    'and that there are more');
($status, $out) = check("--quiet --as RU $other/many");
unlike($out, qr/differ/, 'quietly, none');
($status, $out) = check("--json --html $dir/many.html --as RU $other/many $other/edges $other/wide");
%by = map { $_->{url} =~ m{/(\w+)$} ? ($1 => $_) : () } objects($out);
is($by{many}{more_differences}, JSON::PP::true, 'in JSON, too');
is($by{edges}{differences}[0]{here}, '  a' . 'e' x 30 . '.1', 'control characters are blanks');
is($by{edges}{differences}[0]{offset}, $b - 6, 'where it is');
is_deeply([ @{ $by{edges}{differences}[1] }{qw( here nobody )} ], [ '-1', '-2' ],
    'and at the end');
is($by{wide}{differences}[0]{here}, "\x{436}" x 40 . '..', 'no character is cut in two');
like($t->slurp('many.html'), qr{<li>differs at byte \d+: "a" here, "b" in nobody's page</li><li>there are more differences</li></ul>},
    'and in the report');

# the manual has each key

my $manual = do {
    my $path = dirname(abs_path($0)) . '/../../config/packaging/man/legal-notice.1';
    open my $f, '<', $path or die "$path: $!";
    local $/;
    <$f>;
};
my %keys;
($status, $out) = check("--json --as RU --as BY $other/dated $other/confirms "
    . "$other/moved $site/news/a.html $site/news/b.html $site/a.png");
for my $o (objects($out)) {
    $keys{$_} = 1 for map { keys %$_ } $o, @{ $o->{notices} }, @{ $o->{differences} // [] };
}
cmp_ok(scalar keys %keys, '>', 15, 'keys of JSON');
is(join(' ', grep { $manual !~ /^\.BR? $_\b/m } sort keys %keys), '',
    'are all in the manual');

# addresses, as a reader's complaint has them

$t->write('from', "# who complained\n127.0.0.11 Moscow\n127.0.0.34\tKyiv\n\n127.0.0.61\n");
($status, $out) = check("--from $dir/from $site/news/b.html");
is($status, 0, 'from addresses');
like($out, qr/from 127\.0\.0\.11: n \(ru, in article\)\n.* from 127\.0\.0\.34: no notice\nrefused .* from 127\.0\.0\.61: 451\n/,
    'each as that reader');
($status, $out) = check("--interface 127.0.0.11 $site/news/a.html");
like($out, qr/^ok       \S+ from 127\.0\.0\.11: n/, 'or one');

# lists and sitemaps

($status, $out) = check('--as RU -', "\xef\xbb\xbf$site/news/a.html\n# no\n\n $site/news/b.html \r\n");
like($out, qr/^pages: 2, checks: 2,/m, 'a list');
my $urlset = '<?xml version="1.0"?><urlset xmlns="x">'
    . "<url><loc> $site/news/a.html?x=1&amp;y </loc></url>"
    . "<url><loc><![CDATA[$site/news/b.html]]></loc></url></urlset>";
gzip \$urlset => \my $z;
$t->write('html/sitemap.xml', $urlset);
$t->write('html/sitemap.xml.gz', $z);
$t->write('html/cut.xml.gz', substr $z, 0, 60);
$t->write('html/index.xml', '<sitemapindex>' . join('', map {
    "<sitemap><loc>$site/$_</loc></sitemap>" } qw( sitemap.xml sitemap.xml.gz ))
    . '</sitemapindex>');
for (['sitemap.xml', 2], ['sitemap.xml.gz', 2], ['index.xml', 4]) {
    ($status, $out) = check("--as RU --sitemap $site/$_->[0]");
    is($status, 0, $_->[0]);
    like($out, qr/^pages: $_->[1], checks: $_->[1],/m, 'its pages');
}
like($out, qr/a\.html\?x=1&y as RU/, 'with their references');
for (['none.xml', 'the status is 404'], ['a.txt', 'it is no sitemap'],
    ['cut.xml.gz', 'its gzip is corrupt or cut'])
{
    ($status, $out, $err) = check("--sitemap $site/$_->[0]");
    is($status, 2, $_->[0]);
    like($err, qr/cannot use the sitemap.*\Q$_->[1]\E/, 'why');
}

$t->write('html/open.xml', "<urlset><url><loc>$site/news/a.html</loc></url><url><loc>$site/");
$t->write('html/kinds.xml', '<urlset>' . join('', map { "<url><loc>$_</loc></url>" }
    "<![CDATA[$site/news/a.html?1]]>", "$site/news/a.html?&apos;2&quot;&#38;") . '</urlset>');
$t->write('html/short.xml', 'x');
for (['open.xml', 'it is cut: a <loc> does not end'], ['short.xml', 'it is no sitemap']) {
    ($status, $out, $err) = check("--sitemap $site/$_->[0]");
    is($status, 2, $_->[0]);
    like($err, qr/cannot use the sitemap.*\Q$_->[1]\E/, 'why');
}
($status, $out) = check("--interface 127.0.0.11 --sitemap $site/kinds.xml");
is(join(q( ), sort $out =~ m{^ok +\S+a\.html\?(\S+)}mg), q('2"& 1), 'references');

# robots.txt

$t->write('html/robots.txt', "User-agent: *\nDisallow: /\n\n"
    . "User-agent: Legal-Notice-Check\nDisallow: /news\nAllow: /news/a.html\$\nAllow: /sitemap\n");
($status, $out, $err) = check("--as RU --as DE $site/news/a.html $site/news/b.html $site/news/a.html?x");
is($status, 0, 'robots.txt leaves out two pages');
like($out, qr/^left out \Q$site\E\/news\/b\.html: robots\.txt forbids it$/m, 'which');
like($out, qr/^left out \S+a\.html\?x:/m, 'by the longest rule');
like($out, qr/^ok       \S+a\.html as RU: n .*^ok       \S+a\.html as DE:/ms, 'the others are checked');
like($out, qr/^pages: 3, checks: 2, .*, left out: 2$/m, 'and counted');
($status, $out) = check("--json --as RU $site/news/b.html $site/news/a.html");
is_deeply([ map { [ @$_{qw( result status )} ] } objects($out) ],
    [ [ 'left out', 0 ], [ 'ok', 200 ] ], 'as JSON');
($status, $out, $err) = check("--as RU $site/news/b.html");
is($status, 2, 'nothing is left');
like($err, qr/no page was checked: .*--ignore-robots/, 'and how to go on');
($status, $out) = check("--as RU --ignore-robots $site/news/b.html");
is($status, 0, 'the owner goes on');
like($out, qr/^ok .*left out: 0$/ms, 'and sees the page');
($status, $out) = check("--as RU --as BY --sitemap $site/sitemap.xml $site/news/a.html");
like($out, qr/^left out \S+a\.html\?x=1&y: /m, 'pages of a sitemap, too');
$t->write('seen', '');
check("--as RU $other/none?$_ $other/right?$_") for 1;
is(scalar(() = $t->slurp('seen') =~ /^robots$/mg), 1, 'it is asked for once');
$t->write('trouble', '');
($status, $out) = check("--retries 0 $other/none");
is($status, 2, 'a robots.txt that is not told');
like($out, qr/^failed .*\n +its robots\.txt cannot be read \(the status is 503\).*--ignore-robots/, 'forbids all');
is((check("--retries 0 --ignore-robots $other/none"))[0], 0, 'unless it is ignored');
unlink "$dir/trouble";
$t->write('html/robots.txt', "User-agent: *\nDisallow: /\$\nDisallow: /?q\n");
for my $url ("$site", "$site/", "$site?q=1", "$site#a", uc($site) . '?q=/') {
    ($status, $out) = check("$url");
    like($out, qr/^left out /m, "robots.txt of a URL without a path: $url");
}
$t->write('html/robots.txt', "User-agent: *\nCrawl-delay: 0.3\n");
my $began = time;
($status, $out, $err) = check('--parallel 8 -', join '', map { "$site/news/a.html?$_\n" } 1 .. 8);
cmp_ok(time - $began, '>=', 4, 'Crawl-delay is waited for, between 16 requests');
like($err, qr/robots\.txt of \Q$site\E asks for 0\.3 s between requests/, 'and said');
unlink "$dir/html/robots.txt";

# a restriction of the whole site is none of its sitemap and robots.txt

$t->write('html/news/b-map.xml', "<urlset><url><loc>$site/news/a.html</loc></url></urlset>");
($status, $out) = check("--as BY --as RU --sitemap $site/news/b-map.xml");
is($status, 0, 'a sitemap that is refused to readers in the first place');

# on a terminal, how far it has got; lines of pages have lines of their own

SKIP: {
    skip 'no program "script": install bsdutils', 3
        unless grep { -x "$_/script" } split /:/, $ENV{PATH};
    my $screen = `script -qec "$command check $site/news/a.html $site/news/root.html" $dir/typescript < /dev/null`;
    like($screen, qr/\r0 of 2 pages.*\r1 of 2 pages.*\r2 of 2 pages/s, 'a line that counts');
    like($screen, qr/[\r\n]ok       \S+a\.html/, 'and is wiped before another one');
    like($screen, qr/2 of 2 pages\r +\rpages: 2,/, 'at the end, too');
}

# a server that is busy is asked again, and who asks says so

($status, $out) = check("$other/flaky");
is($status, 0, 'it is asked again');
like($t->slurp('seen'), qr/^User-Agent: legal-notice-check\//m, 'by name');

my $later = sub {
    my ($after) = @_;
    $t->write('seen', '');
    my $began = Time::HiRes::time();
    my ($status, $out) = check("--ignore-robots $other/later?$after");
    is($status, 0, "Retry-After: $after");
    return Time::HiRes::time() - $began;
};
$later->('0');
cmp_ok($later->($_), '>=', 0.5, 'is asked again after a while')
    for 'Fri,%2001%20Nov%202024%2000:00:00%20GMT', 'nan';
$t->write('seen', '');
($status, $out) = check("--ignore-robots --sitemap $other/later?0");
is($status, 2, 'a sitemap is asked for again');
is(scalar(() = $t->slurp('seen') =~ /^later$/mg), 2, 'twice');

# many pages, side by side

my $many = join '', map { "$site/news/a.html?$_\n" } 1 .. 600;
($status, $out) = check('--as RU --parallel 8 -', $many);
is($status, 0, '600 pages');
is(scalar(() = $out =~ /^ok .*: n \(ru, in article\)$/mg), 600, 'each');

# the report for a lawyer's file

($status, $out) = check("--html $dir/report.html --as RU --as DE --notice n "
    . "'$site/news/a.html?<b>' $other/lying");
my $report = $t->slurp('report.html');
like($report, qr/^<!DOCTYPE html>.*<td>\Q$site\E\/news\/a\.html\?&#60;b&#62;<\/td><td>DE<\/td><td><span class="bad">lacks<\/span>.*&#34;n&#34; is owed/s,
    'the report has what is wrong');
like($report, qr/lacks.*<span class="good">ok/s, 'before what is right');
like($report, qr/<p>Each page owes each reader: n\.<\/p>\n<p>\d{4}-\d\d-\d\d \d\d:\d\d UTC, legal-notice check [\d.]+\. Pages: 2\./,
    'what was asked, when, by what');
check("--html $dir/report.html --parallel 8 --as BY --as DE $site/a.png "
    . join ' ', map { "$site/news/$_.html" } qw( b a root a b ));
is(join(' ', $t->slurp('report.html') =~ /<tr><td>\S+?(\w+)\.\w+<\/td><td>(\w+)<\/td>/g),
    'a BY a DE b BY b DE a BY a DE root BY root DE a BY a DE b BY b DE',
    'pages stand in their order');
like($t->slurp('report.html'), qr/refused<\/span><\/td><td><ul><li>status 451<\/li>/,
    'a refusal has its status');
($status, $out, $err) = check("--html /proc/x $site/news/a.html");
is($status, 2, 'one that cannot be written');

# wrong usage

for (['', qr/a URL is expected/], ['ftp://a/', qr/no http or https URL: "ftp:\/\/a\/"/],
    ["--as RU --from $dir/from $site/", qr/exclude each other/],
    ["--from $dir/none $site/", qr/cannot open/], ["--parallel 0 $site/", qr/from 1 to 32/],
    ["--parallel x $site/", qr/from 1 to 32/],
    ["--parallel 33 $site/", qr/from 1 to 32/], ["--parallel 4x $site/", qr/from 1 to 32/],
    ["--retries 11 $site/", qr/--retries must be a number from 0 to 10, not "11"/],
    ["--timeout 0 $site/", qr/--timeout must be a number from 1 to 3600, not "0"/],
    ["--timeout : $site/", qr/from 1 to 3600/], ["--x $site/", qr/unknown option/],
    ["--from $dir/in $site/", qr/has no address/])
{
    my ($args, $why) = @$_;
    ($status, $out, $err) = check($args);
    is($status, 2, "check $args");
    like($err, $why, 'why');
}

# libcurl is loaded when it is asked for: one that is missing or that lacks
# something is said, and all else works

for ([ libcurl_empty => qr/libcurl cannot be loaded, install libcurl4 \(Debian\) or libcurl \(RPM\): .*libcurl\.so\.4/ ],
    [ libcurl_of_nothing => qr/libcurl is too old: it has no curl_easy_cleanup/ ])
{
    my ($name, $why) = @$_;
    mkdir "$dir/$name" or die "$name: $!";

    for my $so (map { "$dir/$name/$_" } qw( libcurl.so.4 libcurl-gnutls.so.4 )) {
        system($name =~ /empty/ ? "touch $so"
            : "echo 'int nothing;' | gcc -shared -x c - -o $so") == 0
            or die "$so: $?";
    }

    local $ENV{LD_LIBRARY_PATH} = "$dir/$name";
    ($status, $out, $err) = check("$site/");
    is($status, 2, "$name: it cannot check");
    like($err, $why, 'and says why');
    like(`$command --version`, qr/^legal-notice /, 'all else works');
}

# without libcurl it says so, and all else works

my $cli = "$ENV{LN_BUILD}/release/module/cli";
my @objects = grep { !m{/check/fetch\.o$} } split ' ', `find $cli -name '*.o'`;
my $core = "$ENV{LN_BUILD}/release/libcore.a";
SKIP: {
    skip 'the command was built elsewhere', 4 unless @objects && -e $core;
    my $module = abs_path(dirname(abs_path($0)) . '/../../module');
    my $flags = grep({ -e s/o$/gcno/r } @objects) ? '--coverage' : '';
    my $said = join '', `gcc -std=c11 $flags -DLN_WITHOUT_CURL -I$module -o $dir/without $module/cli/check/fetch.c @objects $core -lpthread -lmaxminddb -lpcre2-8 -ljansson -lz -lbrotlidec -lzstd -lcrypto -lm 2>&1`;
    is($said, '', 'built without libcurl');
    $said = `$dir/without check $site/ 2>&1`;
    is($? >> 8, 2, 'it cannot check');
    like($said, qr/was built without libcurl: install libcurl4-openssl-dev \(Debian\)/,
        'and says what is missing');
    like(`$dir/without --version`, qr/^legal-notice /, 'all else works');
}

$t->done;
