#!/usr/bin/perl

# Restrictions that a reader may lift: the page asks, its form comes back, a
# cookie is given, and the page behind is shown to nobody without it.

use warnings;
use strict;

use JSON::PP;
use Test::More;
use LN;

my $t = LN->new;

$t->write('keys/one', 'k' x 32);
chmod 0600, $t->dir . '/keys/one';
$t->write('gate/en.html', '<h1>Are you 18?</h1><p>Adults only.</p>'
    . '<button class="yes">I am 18 or older</button><p>Thank you.</p>');
$t->write('gate/ru.html', '<h1>Вам 18?</h1>{{legal_form}}<p>Конец.</p>');
$t->write('gate/ja.html', '<p>成人向け</p>');
$t->write('terms/en.html', '<p>Our terms, {{legal_who}}.</p>');
$t->write('n/en.html', '<p>n</p>');
$t->write('no/en.html', '<p>No.</p>');
$t->write('html/a.html', '<body>a page');
$t->write('html/b.html', '<body>b page');
$t->write('html/451.html', '<body>sorry');

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my $length = $head =~ /^Content-Length: (\d+)/mi ? $1 : 0;
    my $sent = "";
    read $c, $sent, $length if $length;
    my ($line) = $head =~ /^(\S+ \S+)/;
    my $body = "<body>up $line [$sent]";
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        . "Cache-Control: max-age=60\r\nETag: \"e\"\r\n"
        . "Content-Length: @{[ length $body ]}\r\nConnection: close\r\n\r\n"
        . ($head =~ /^HEAD/ ? '' : $body);
});

my $keyed = LN::free_port;

$t->start(<<"END");
legal_archive DIR/archive;
legal_key DIR/keys/one;
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_jurisdiction us { country US; }
legal_jurisdiction both { jurisdiction ru us; }
legal_notice n { in both; text DIR/n; }
legal_restriction gate { in both; page DIR/gate; acknowledge 30d; status 403; uri !~ ^/451; }
legal_restriction terms { in both; page DIR/terms; acknowledge 0; }
legal_restriction soon { in both; page DIR/terms; acknowledge 2s; }
legal_restriction court { in both; page DIR/no; }
legal_restriction bare { in both; acknowledge 1h; }
legal_restriction maybe { in ru; acknowledge 1h; uncertain block; }
log_format audit "\$request_method \$status \$legal_restriction \$legal_sent";
log_format keyed "\$request_method \$status \$legal_variant";
proxy_cache_path DIR/cache keys_zone=c:1m;
server {
    listen 127.0.0.1:PORT;
    listen 127.0.0.1:H2;
    root DIR/html;
    set \$legal_who "you & me";
    location / { legal_apply gate n; }
    location /two/ { alias DIR/html/; legal_apply gate terms; }
    location /court/ { alias DIR/html/; legal_apply gate court; }
    location /first/ { alias DIR/html/; legal_apply court gate; }
    location /terms/ { alias DIR/html/; legal_apply terms; }
    location /soon/ { alias DIR/html/; legal_apply soon; }
    location /bare/ { alias DIR/html/; legal_apply bare; }
    location /maybe/ { alias DIR/html/; legal_apply maybe; }
    location /up/ { legal_apply gate; proxy_pass http://127.0.0.1:$upstream;
        proxy_cache c; proxy_cache_methods GET HEAD; }
    location /unbuffered/ { legal_apply gate; proxy_request_buffering off;
        proxy_pass http://127.0.0.1:$upstream; }
    location /in-file/ { legal_apply gate; client_body_in_file_only clean;
        proxy_pass http://127.0.0.1:$upstream; }
    location /small/ { legal_apply gate; client_max_body_size 16;
        proxy_pass http://127.0.0.1:$upstream; }
    location /vary/ { alias DIR/html/; legal_apply gate; legal_cache vary X-C; }
    location /off/ { alias DIR/html/; legal_apply gate; legal_cache off; }
    location /no-store/ { alias DIR/html/; legal_apply gate; legal_cache no-store; }
    location /return/ { legal_apply gate; default_type text/html; return 200 "<body>returned"; }
    location /page/ { alias DIR/html/; legal_apply gate; error_page 403 /451.html; }
    location /rewritten/ { rewrite ^ /up/there last; }
    location /try/ { alias DIR/html/; try_files \$uri \@up; }
    location \@up { legal_apply gate; proxy_pass http://127.0.0.1:$upstream; }
    location /auth/ { alias DIR/html/; legal_apply gate; auth_request /deny; }
    location = /deny { return 401; }
    location /dry/ { alias DIR/html/; legal_apply gate; legal_dry_run on; }
    location /preview/ { alias DIR/html/; legal_apply gate; legal_preview 127.0.0.0/8; }
    location /log/ { alias DIR/html/; legal_apply gate; access_log DIR/audit.log audit; }
    location = /status { legal_status html; }
    location /relative/ { alias DIR/html/; legal_apply gate; absolute_redirect off; }
}
server {
    listen 127.0.0.1:PORT;
    server_name early;
    legal_apply gate;
    return 301 https://early/;
}
server {
    listen 127.0.0.1:$keyed;
    root DIR/html;
    set \$legal_who "you & me";
    legal_apply terms;
    access_log DIR/keyed.log keyed;
}
END

my $page = '/a.html';

# A reader without a cookie, one who posts, one who has a cookie.
sub ask { return $t->get(11, $_[0], @_[1 .. $#_]) }

sub token {
    my ($got) = @_;
    return $got->{body} =~ /name="legal_acknowledge" value="([^"]*)"/ ? $1 : '';
}

sub post {
    my ($path, $body, %o) = @_;
    my @fields = @{ delete $o{fields} // [] };
    return $t->get($o{from} // 11, $path, method => 'POST', body => $body,
        fields => [ 'Content-Type: application/x-www-form-urlencoded',
            'Content-Length: ' . length $body, @fields ], %o);
}

sub set { return $_[0]{head} =~ /^Set-Cookie: (.*)$/mgi }

sub cookies {
    my ($got) = @_;
    return map { /^([^;]*)/ } set($got);
}

# Lifts the restriction of a path, and gives the cookie.
sub lift {
    my ($path, %o) = @_;
    my $got = post($path, 'legal_acknowledge=' . token(ask($path, %o)), %o);
    return (cookies($got))[0];
}

sub restrictions {
    return decode_json($t->body(1, '/', port => $t->{watch}))->{restrictions};
}

# What a request changes in the counters of a restriction.
sub counts {
    my ($name, $do) = @_;
    my $was = restrictions()->{$name};
    $do->();
    my $is = restrictions()->{$name};
    return join ' ', map { $is->{$_} == $was->{$_} ? ()
        : $is->{$_} - $was->{$_} == 1 ? $_ : "$_:" . ($is->{$_} - $was->{$_}) }
        sort keys %$is;
}

# The page that asks.
{
    my $got = ask($page);
    is($got->{status}, 403, 'a reader without a cookie is asked');
    is(LN::field($got, 'Cache-Control'), 'no-store', 'no cache stores that');
    is(LN::field($got, 'Content-Type'), 'text/html; charset=utf-8', 'as HTML');
    is(LN::field($got, 'Content-Security-Policy'),
        "frame-ancestors 'self'; form-action 'self'", 'in no foreign frame');
    is_deeply([ set($got) ], [], 'without a cookie');
    like($got->{body}, qr{<title>Are you 18\?</title>}, 'its heading is its title');
    like($got->{body}, qr{<html lang="en" dir="ltr">}, 'in its language');
    like($got->{body}, qr{Thank you\.</p>\n<form class="legal-form" method="post" autocomplete="off">\n<input type="hidden" name="legal_acknowledge" value="gate\.\d{10}\.[0-9a-f]{64}"/>\n<button class="yes">I am 18 or older</button>\n</form>\n}s,
        'the form stands at the end, with the button of the text');
    is(scalar(() = $got->{body} =~ /<button/g), 1, 'one button');
    unlike($got->{body}, qr/<script|<aside|legal_form|action=/, 'and nothing else');
    my $ru = ask($page, fields => [ 'Accept-Language: ru' ]);
    like($ru->{body}, qr{</h1>\n<form .*<button>Продолжить</button>\n</form>\n<p>Конец}s,
        'the form stands where the text says, with a word in its language');
    my $ja = ask($page, fields => [ 'Accept-Language: ja' ]);
    like($ja->{body}, qr{<html lang="ja".*<title>Unavailable For Legal Reasons<.*<button lang="en" dir="ltr">Continue</button>}s,
        'a language without a word has an English one that says so');
    my $head = ask($page, method => 'HEAD');
    is($head->{status}, 403, 'HEAD is asked, too');
    is(LN::field($head, 'Content-Length'), length $got->{body}, 'and told how long the page is');
    is($t->get(1, $page)->{status}, 200, 'a reader elsewhere is not');
    like(ask('/bare/a.html')->{body}, qr{<h1>Before you continue.*<button>Continue</button>}s,
        'without a page there is a short one');
    is(ask('/bare/a.html')->{status}, 451, 'with the status of a restriction');
}

# The form comes back.
{
    my $token = token(ask("$page?x=1&y=%20"));
    my $got = post("$page?x=1&y=%20", "legal_acknowledge=$token");
    is($got->{status}, 303, 'a right form is answered by 303');
    is(LN::field($got, 'Location'), '/a.html?x=1&y=%20',
        'to the same URI, with its query: a proxy may have another scheme and port');
    is(LN::field($got, 'Cache-Control'), 'no-store', 'which no cache stores');
    is(LN::field($got, 'Content-Length'), 0, 'and that is all');
    my ($set) = set($got);
    like($set, qr{^legal_gate=\d{10}\.[0-9a-f]{64}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax$},
        'with the cookie');
    my ($cookie) = cookies($got);
    my $in = ask($page, fields => [ "Cookie: a=b; $cookie; c=d" ]);
    is($in->{status}, 200, 'with it the page is shown');
    like($in->{body}, qr{a page<aside.*n</p></aside>}, 'with its notices');
    is(LN::field($in, 'Cache-Control'), 'private', 'as private as notices are');
    is(ask('/b.html', fields => [ "Cookie: $cookie" ])->{status}, 200, 'as are others of the restriction');
    is(ask($page, fields => [ "Cookie: $cookie" ], method => 'HEAD')->{status}, 200, 'and HEAD');
    is(ask($page, fields => [ 'Cookie: x=y', "Cookie: $cookie" ])->{status}, 200, 'in a second field as well');
    is(ask($page, fields => [ "Cookie: legal_gate=1; $cookie" ])->{status}, 200, 'and behind a wrong one');
    is(ask('/terms/a.html', fields => [ "Cookie: $cookie" ])->{status}, 451, 'but not those of another');
    my ($name, $value) = split /=/, $cookie;
    is(ask('/terms/a.html', fields => [ "Cookie: legal_terms=$value" ])->{status}, 451, 'nor by its value');
    my $again = post($page, "legal_acknowledge=$token");
    is((cookies($again))[0], $cookie, 'all who acknowledge then have the same cookie');
    is(post($page, "legal_acknowledge=$token", fields => [ "Cookie: $cookie" ])->{status}, 303,
        'a second tab may send the form, too');
    my $session = lift('/terms/a.html');
    my ($of_session) = set(post('/terms/a.html', 'legal_acknowledge=' . token(ask('/terms/a.html'))));
    unlike($of_session, qr/Max-Age|Expires/, '0 is the session');
    is(ask('/terms/a.html', fields => [ "Cookie: $session" ])->{status}, 200, '.. in which it holds');
    my $soon = lift('/soon/a.html');
    is(ask('/soon/a.html', fields => [ "Cookie: $soon" ])->{status}, 200, 'a short one holds');
    sleep 3;
    is(ask('/soon/a.html', fields => [ "Cookie: $soon" ])->{status}, 451, 'until its time');
    is(post($page, "a=1&legal_acknowledge=$token&b=2")->{status}, 303, 'other fields do not matter');
    is(post($page, 'legal_acknowledge=' . $token =~ s/(\d)/'%3' . $1/er)->{status}, 303, 'nor does the encoding');
    is($t->get(11, $page, method => 'POST', http => '1.0', body => "legal_acknowledge=$token", fields => [
        'Content-Type: application/x-www-form-urlencoded; charset=UTF-8', 'Content-Length: ' . (18 + length $token) ])->{status}, 303,
        'nor the version, nor a charset');
    is(post($page, "legal_acknowledge=$token", from => 1)->{status}, 303, 'nor where the reader is now');
}

# Several restrictions.
{
    my $gate = lift('/two/a.html');
    like($gate, qr/^legal_gate=/, 'the first of two asks');
    my $next = ask('/two/a.html', fields => [ "Cookie: $gate" ]);
    is($next->{status}, 451, 'then the second');
    like($next->{body}, qr{<p>Our terms, you &amp; me\.</p>}, 'with its placeholders');
    my ($terms) = cookies(post('/two/a.html', 'legal_acknowledge=' . token($next), fields => [ "Cookie: $gate" ]));
    like($terms, qr/^legal_terms=/, 'which has its own cookie');
    is(ask('/two/a.html', fields => [ "Cookie: $terms; $gate" ])->{status}, 200, 'both show the page');
    is(ask('/two/a.html', fields => [ "Cookie: $terms" ])->{status}, 403, 'not the second alone');
    my $court = ask('/court/a.html', fields => [ "Cookie: $gate" ]);
    is($court->{status}, 451, 'a plain one behind it still refuses');
    unlike($court->{body}, qr/<form/, 'without a form');
    is(ask('/court/a.html')->{status}, 403, 'the first one that is due answers');
    unlike(ask('/first/a.html')->{body}, qr/<form/, 'a plain one before it refuses');
    like(ask('/maybe/a.html', fields => [])->{body}, qr/<form/, 'one in RU asks');
}

# What is no document is refused without a form.
{
    my $without = sub {
        my ($what, @fields) = @_;
        my $got = ask($page, fields => \@fields);
        is($got->{status}, 403, "$what is refused");
        unlike($got->{body}, qr/<form|<button|legal_acknowledge/, '.. without a form');
        is(LN::field($got, 'Content-Security-Policy'), undef, '.. or what belongs to one');
        like($got->{body}, qr{<p>Adults only\.</p>}, '.. by the text');
    };
    my $with = sub {
        my ($what, @fields) = @_;
        like(ask($page, fields => \@fields)->{body}, qr/<form/, "$what is asked");
    };
    $without->('an image', 'Sec-Fetch-Dest: image', 'Sec-Fetch-Mode: no-cors');
    $without->('a script', 'Sec-Fetch-Dest: empty', 'Accept: text/html');
    $without->('a foreign frame', 'Sec-Fetch-Dest: iframe', 'Sec-Fetch-Site: cross-site');
    $without->('a frame of a neighbour', 'Sec-Fetch-Dest: iframe', 'Sec-Fetch-Site: same-site');
    $without->('a prefetch', 'Sec-Fetch-Dest: document', 'Sec-Purpose: prefetch');
    $without->('a prerender', 'Sec-Fetch-Dest: document', 'Sec-Purpose: prefetch;prerender');
    $without->('an old prefetch', 'Purpose: prefetch');
    $without->('JSON', 'Accept: application/json');
    $without->('an old picture', 'Accept: image/webp,*/*');
    $without->('what will not have HTML', 'Accept: text/html;q=0, */*');
    $with->('what a service worker passes on', 'Sec-Fetch-Dest: empty', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Site: same-origin');
    $without->('a script of a page', 'Sec-Fetch-Dest: empty', 'Sec-Fetch-Mode: cors', 'Sec-Fetch-Site: same-origin');
    $with->('a window', 'Sec-Fetch-Dest: document', 'Sec-Fetch-Site: cross-site');
    $with->('an own frame', 'Sec-Fetch-Dest: iframe', 'Sec-Fetch-Site: same-origin');
    $with->('an old browser', 'Accept: text/html,application/xhtml+xml,*/*;q=0.8');
    $with->('curl', 'Accept: */*');
    for my $method (qw( PUT DELETE OPTIONS PROPFIND )) {
        my $got = ask($page, method => $method);
        is($got->{status}, 403, "$method is refused");
        unlike($got->{body}, qr/<form/, '.. without a form');
    }
}

# Conditions and ranges do not pass by.
{
    my $in = ask($page, fields => [ 'Cookie: ' . lift($page) ]);
    for my $field ('If-None-Match: *', 'If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT', 'Range: bytes=0-2',
        'If-None-Match: ' . (LN::field($in, 'ETag') // 'W/"1"')) {
        my $got = ask($page, fields => [ $field ]);
        is($got->{status}, 403, "asked, whatever it says: $field");
        is(LN::field($got, $_), undef, ".. without $_") for qw( ETag Last-Modified Accept-Ranges Content-Range );
    }
}

# Another body is not eaten.
{
    my $cookie = lift('/up/x');
    for my $way (qw( up unbuffered in-file )) {
        for my $body ('name=value', 'legal_acknowledg=1', 'x=legal_acknowledge', 'a' x 1000, 'a' x 5000) {
            my $got = post("/$way/x", $body, fields => [ "Cookie: $cookie" ]);
            like($got->{body}, qr/up POST \/$way\/x \[\Q$body\E\]/, "$way: a body of the reader's comes through, " . length($body) . ' bytes');
        }
        is(post("/$way/x", 'legal_acknowledge=' . token(ask("/$way/x")))->{status}, 303, "$way: and a form is a form");
    }
    my $got = post('/up/x', 'name=value');
    is($got->{status}, 403, 'without a cookie such a post gets the page');
    like($got->{body}, qr{<p class="legal-unsent">What you have just sent has not arrived\.[^<]*</p>\n<input}, 'which tells that it did not arrive');
    like(post('/up/x', 'a', fields => [ 'Accept-Language: ru' ])->{body}, qr{legal-unsent">То, что}, '.. in the language of the page');
    unlike(ask('/up/x')->{body}, qr/legal-unsent/, 'GET has nothing to tell');
    my $multipart = $t->get(11, '/up/x', method => 'POST', body => 'x' x 200, fields => [ 'Content-Type: multipart/form-data; boundary=y', 'Content-Length: 200', "Cookie: $cookie" ]);
    like($multipart->{body}, qr/\[x{200}\]/, 'another type is not looked at');
    my $chunked = $t->get(11, '/up/x', method => 'POST', body => "5\r\na=b&c\r\n0\r\n\r\n", fields => [ 'Content-Type: application/x-www-form-urlencoded', 'Transfer-Encoding: chunked', "Cookie: $cookie" ]);
    like($chunked->{body}, qr/\[a=b&c\]/, 'a body of no known length comes through');
    is(post('/small/x', 'a' x 20, fields => [ "Cookie: $cookie" ])->{status}, 413, 'client_max_body_size holds');
    is(post('/up/x', 'legal_acknowledge=gate.1.2', fields => [ "Cookie: $cookie" ])->{status}, 303, 'an old form of a reader with a cookie leads to the page');
    is_deeply([ cookies(post('/up/x', 'legal_acknowledge=gate.1.2', fields => [ "Cookie: $cookie" ])) ], [], '.. without a cookie');
    is(post('/up/x', 'legal_acknowledge=gate.1.2', from => 1)->{status}, 303, '.. and that of a reader elsewhere');
    my $slow = $t->raw(11, '', port => $t->port, timeout => 1) // '';
}

# Other parts of nginx.
{
    my $cookie = lift('/return/x');
    like($cookie, qr/^legal_gate=/, 'the form is taken before `return`');
    is(ask('/return/x', fields => [ "Cookie: $cookie" ])->{body}, '<body>returned', 'which then answers');
    is(ask('/return/x')->{status}, 403, 'and not before');
    my $early = $t->raw(11, "GET / HTTP/1.1\r\nHost: early\r\nConnection: close\r\n\r\n");
    like($early, qr{^HTTP/1.1 403 }, '`return` of a server is behind it, too');
    my ($token) = $early =~ /value="([^"]*)"/;
    my $lifted = $t->raw(11, "POST / HTTP/1.1\r\nHost: early\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
        . (18 + length $token) . "\r\n\r\nlegal_acknowledge=$token");
    like($lifted, qr{^HTTP/1.1 303 }, '.. and lifted before it');
    my $own = ask('/page/a.html');
    like($own->{body}, qr/<form/, 'error_page does not replace a page that asks');
    is(ask('/page/a.html', fields => [ 'Sec-Fetch-Dest: image' ])->{body}, '<body>sorry', 'it replaces the other one');
    for my $path (qw( /rewritten/x /try/x )) {
        my $c = lift($path);
        like($c, qr/^legal_gate=/, "$path: lifted");
        like(ask($path, fields => [ "Cookie: $c" ])->{body}, qr/up GET/, '.. and shown');
        my $got = post("$path?q", 'legal_acknowledge=' . token(ask($path)));
        like(LN::field($got, 'Location'), qr{\Q$path\E\?q$}, '.. and led to the URI that was sent');
    }
    is(ask('/auth/a.html')->{status}, 403, 'before auth_request');
    is(ask('/auth/a.html', fields => [ 'Cookie: ' . lift('/auth/a.html') ])->{status}, 401, 'which decides afterwards');
    is(ask('/dry/a.html')->{status}, 200, 'a dry run asks nobody');
    is(LN::field(ask('/vary/a.html', fields => [ "Cookie: $cookie" ]), 'Cache-Control'), 'private', 'private under vary');
    is(LN::field(ask('/vary/a.html', fields => [ "Cookie: $cookie" ]), 'Vary'), 'X-C', '.. which is there as well');
    is(LN::field($t->get(1, '/vary/a.html'), 'Cache-Control'), undef, '.. but not where nobody is asked');
    is(LN::field(ask('/off/a.html', fields => [ "Cookie: $cookie" ]), 'Cache-Control'), 'private', 'private under off');
    is(LN::field(ask('/no-store/a.html', fields => [ "Cookie: $cookie" ]), 'Cache-Control'), 'no-store', 'no-store stays');
    is(LN::field(ask('/up/x', fields => [ "Cookie: $cookie" ]), 'Cache-Control'), 'private, max-age=60', 'what the upstream says stays');
    is(ask('/up/x')->{status}, 403, 'the page that nginx keeps is not for a reader without the cookie');
}

# Where the redirect leads.
for my $path ('//evil.example/x', '/\\evil.example/x', '/%2F/evil.example', '///evil.example', '/./evil') {
    my $token = token(ask($page));
    for my $of ("/relative/../$path", $path, "/relative/..$path") {
        my $where = LN::field(post($of, "legal_acknowledge=$token"), 'Location') // '';
        $where =~ s{^http://a(?::\d+)?(?=/)}{};
        unlike($where, qr{^(?:/[/\\]|[^/])}, "$of: the redirect stays on its host");
    }
}

# What is counted.
{
    my $token = token(ask($page));
    my $cookie = lift($page);
    is(counts('gate', sub { ask($page) }), 'asked decided refused', 'asked');
    is(counts('gate', sub { ask($page, fields => [ 'Sec-Fetch-Dest: image' ]) }), 'decided refused', 'refused without a form');
    is(counts('gate', sub { ask($page, method => 'HEAD') }), 'decided refused', 'HEAD asks nobody');
    is(counts('gate', sub { post($page, "legal_acknowledge=$token") }), 'acknowledged', 'acknowledged');
    is(counts('gate', sub { ask($page, fields => [ "Cookie: $cookie" ]) }), 'lifted', 'lifted');
    is(counts('gate', sub { ask($page, fields => [ 'Cookie: legal_gate=x' ]) }), 'asked decided invalid refused', 'a cookie that is none');
    is(counts('gate', sub { post($page, "legal_acknowledge=gate.x") }), 'asked decided invalid refused', 'a form that is none');
    is(counts('gate', sub { ask($page, fields => [ "Cookie: $cookie" ], from => 1); $t->get(21, $page) }), 'lifted', 'a reader elsewhere is not counted');
    is(counts('gate', sub { ask('/dry/a.html') }), 'decided dry_run', 'a dry run');
    my $preview = $t->get(1, '/preview/a.html?legal_preview=RU');
    like($preview->{body}, qr/<form/, 'a preview shows the page that asks');
    is(counts('gate', sub { $t->get(1, '/preview/a.html?legal_preview=RU') }), '', '.. and counts nothing');
    my $answer = post('/preview/a.html?legal_preview=RU', 'legal_acknowledge=' . token($preview), from => 1);
    like($answer->{head}, qr/^Legal-Preview: RU$/m, '.. its form\'s answer says that it is one');
    $answer = post('/preview/a.html', 'legal_acknowledge=' . token($preview), from => 1, fields => ['X-Legal-Preview: Mars']);
    like($answer->{head}, qr/^Legal-Preview: invalid$/m, '.. or that it is none');
    is(counts('gate', sub { is(post('/preview/a.html?legal_preview=RU', 'legal_acknowledge=' . token($preview), from => 1)->{status}, 303, 'its form can be tried') }), '', '.. uncounted');
    my $prometheus = 'legal_restriction_';
    ok(defined restrictions()->{gate}{$_}, "$_ is told") for qw( asked acknowledged lifted invalid );
}

# The page for people.
{
    my $got = $t->body(1, '/status');
    like($got, qr{id="rule-gate".*?<dt>Asks its reader</dt><dd>and lets through for 30 days who acknowledges, by the cookie <code>legal_gate</code></dd>}s,
        'the status page says so');
    like($got, qr{id="rule-terms".*?lets through for the session who}s, '.. of a session');
    like($got, qr{id="rule-soon".*?lets through for 2 seconds who}s, '.. of seconds');
    like($got, qr{id="rule-bare".*?lets through for 1 hour who}s, '.. of hours');
    like($got, qr{<div class="legal-form"><button class="yes">I am 18 or older</button></div></div>}, '.. and shows the button, which sends nothing');
    unlike($got, qr{<form[^>]*method="post"|legal_acknowledge}, '.. as it is no form');
    unlike($got =~ s/.*(id="rule-court".*?<\/section>).*/$1/sr, qr/Asks its reader/, '.. and nothing of one that asks nobody');
    like($got, qr{<td>let through by a cookie</td><td class="n">\d}, '.. with what was counted');
}

# The archive has the texts, and for how long they were acknowledged.
{
    my %for;
    for (map { decode_json($_) } split /^/, $t->slurp('archive/manifest.jsonl')) {
        $for{$_->{rule}} = $_->{acknowledge};
        ok(-e $t->dir . "/archive/$_->{digest}", "a text of $_->{rule} is kept");
    }
    is("$for{gate} $for{terms} " . ($for{court} // 'never'), '2592000 0 never', 'the manifest says for how long');
}

# The log says what was sent, and no more than that.
{
    my $token = token(ask('/log/a.html'));
    my $cookie = (cookies(post('/log/a.html', "legal_acknowledge=$token")))[0];
    ask('/log/a.html', fields => [ "Cookie: $cookie" ]);
    my @lines;
    within(5, sub { @lines = split /\n/, $t->slurp('audit.log'); @lines == 3 });
    like($lines[0], qr/^GET 403 gate gate:en:[0-9a-f]{64}$/, 'who was asked was sent the text');
    is($lines[1], 'POST 303 gate ', 'who acknowledged was sent none');
    is($lines[2], 'GET 200  ', 'and who is let through has none');
}

# A form can be taken before `set`: the values of its text are not known then.
{
    my @to = (port => $keyed);
    post('/a.html', 'legal_acknowledge=' . token(ask('/a.html', @to)), @to);
    my @lines;
    within(5, sub { @lines = split /\n/, $t->slurp('keyed.log'); @lines == 2 });
    like($lines[0], qr/^GET 451 [0-9a-f]{16}$/, 'a page that asks has a key');
    is($lines[1], 'POST 303 -', 'the answer to its form has none');
    unlike($t->log, qr/using uninitialized/, '.. and no line names who sent it');
}

$t->done;
