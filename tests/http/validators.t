#!/usr/bin/perl

# The reader's copy (none, the plain page, this variant, another variant) by
# the reader's place by the page's origin: status and validators.

use warnings;
use strict;

use Test::More;
use LN;

my $t = LN->new;

$t->write('text/en.html', '<p>n</p>');
$t->write('ua/en.html', '<p>{{arg_x}}</p>');
$t->write('html/a.html', '<body>a</body>');
$t->write('html/a.png', 'png' x 100);
$t->write('state', 'good 1');

my $lm = 'Mon, 09 Nov 2026 00:00:00 GMT';
my $seen = $t->dir . '/seen';

sub state { $t->write('state', "@_") }

# What the upstream was asked since the last time, a line a request.
sub asked {
    my $text = '';
    if (open my $f, '<', $seen) { local $/; $text = <$f> }
    unlink $seen;
    return $text;
}

# Validators by path: e (ETag), l (Last-Modified), w (a weak ETag), n (none).
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($path) = $head =~ m{^\S+ \S*/(\w+)} or return;
    open my $s, '<', $t->dir . '/state';
    my ($state, $version) = split ' ', <$s>;
    my %has = map { $_ => 1 } split //, $path =~ s/_.*//r;
    my ($etag, $date) = ("\"v$version\"", $lm);
    $etag = "W/$etag" if $has{w};
    $date =~ s/09/sprintf '%02d', 8 + $version/e;
    my ($inm) = $head =~ /^If-None-Match: (.*?)\r/mi;
    my ($ims) = $head =~ /^If-Modified-Since: (.*?)\r/mi;
    my @odd = $head =~ /^(Range|If-Range|If-Match|If-Unm\S+): /mgi;
    my $not = defined $inm ? $inm =~ /"v$version"/ && ($has{e} || $has{w})
        : defined $ims && $has{l} && $ims eq $date;
    my $status = $state eq 'bad' ? 500 : $path =~ /_304/ || $not ? 304 : 200;
    open my $f, '>>', $seen;
    print $f "$status " . join(' ', map { $_ // '-' } $inm, $ims, @odd) . "\n";
    close $f;
    my $type = $path =~ /png/ ? 'image/png' : 'text/html';
    my $body = "<body>$version</body>";
    print $c join "\r\n", "HTTP/1.1 $status X", 'Connection: close',
        $has{e} || $has{w} ? "ETag: $etag" : (),
        $has{l} ? "Last-Modified: $date" : (),
        $path =~ /_fresh/ ? 'Cache-Control: max-age=60' : (),
        $path =~ /_old/ ? 'Cache-Control: max-age=1' : (),
        $status == 304 ? ('', '') : ("Content-Type: $type",
            'Accept-Ranges: bytes', 'Content-Length: ' . length $body, '',
            $head =~ /^HEAD/ ? '' : $body);
});

my $accel = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($to) = $head =~ m{^\S+ /accel/(\S+)} or return;
    print $c "HTTP/1.1 200 OK\r\nX-Accel-Redirect: /$to\r\n\r\n";
});

my $http = <<"END";
proxy_cache_path DIR/cache keys_zone=c:1m;
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_jurisdiction ua { region UA-43; }
legal_jurisdiction by { country BY; }
legal_jurisdiction kz { country KZ; }
legal_notice n { in ru; text DIR/text; }
legal_notice o { in ru; text DIR/ua; }
legal_notice m { in ua; text DIR/ua; }
legal_notice past { in by; text DIR/text; until 2026-01-01; }
legal_notice coming { in by; text DIR/text; since FROM; until TO; }
legal_restriction r { in kz; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply n m past coming;
    location /p/ { proxy_pass http://127.0.0.1:$upstream; }
    location /inner/ { legal_inner_tier on;
        proxy_pass http://127.0.0.1:$upstream; }
    location /c/ { proxy_pass http://127.0.0.1:$upstream;
        proxy_cache c; }
    location /revalidate/ { proxy_pass http://127.0.0.1:$upstream;
        proxy_cache c; proxy_cache_revalidate on;
        add_header X-Cache \$upstream_cache_status; }
    location /stale/ { proxy_pass http://127.0.0.1:$upstream;
        proxy_cache c; proxy_cache_use_stale http_500 updating;
        add_header X-Cache \$upstream_cache_status; }
    location /background/ { proxy_pass http://127.0.0.1:$upstream;
        proxy_cache c; proxy_cache_use_stale updating;
        proxy_cache_background_update on; proxy_cache_lock on;
        add_header X-Cache \$upstream_cache_status; }
    location /before/ { alias DIR/html/; if_modified_since before; }
    location /ims-off/ { alias DIR/html/; if_modified_since off; }
    location /etag-off/ { alias DIR/html/; etag off; }
    location /gzip/ { alias DIR/html/; gzip on; gzip_min_length 0; }
    location /return/ { default_type text/html; return 304; }
    location /to-off/ { rewrite ^ /off/a.html break;
        proxy_pass http://127.0.0.1:$upstream; }
    location /try-off/ { legal_apply n; try_files /none \@off; }
    location \@off { legal_apply off;
        proxy_pass http://127.0.0.1:$upstream; }
    location /off/ { legal_apply off; alias DIR/html/; }
    location /accel/ { proxy_pass http://127.0.0.1:$accel; }
    location /m/ { legal_apply o; proxy_pass http://127.0.0.1:$upstream; }
}
END

my $template = $http;

sub in_force {
    my ($from, $to) = map { iso($_) } @_;
    return $template =~ s/FROM/$from/r =~ s/TO/$to/r;
}

sub iso {
    my @t = gmtime $_[0];
    return POSIX::strftime('%Y-%m-%dT%H:%M:%SZ', @t);
}

$t->start($http = in_force(2145916800, 2145916801));

# The fields by which a reader asks whether its copy is current.
sub holds {
    my ($copy) = @_;
    my ($etag, $date) = map { field($copy, $_) } qw( ETag Last-Modified );
    return [ defined $etag ? "If-None-Match: $etag" : (),
        defined $date ? "If-Modified-Since: $date" : () ];
}

my %holder = (plain => 21, n => 11, m => 31);

# With m, the placeholder's value makes the variant; x=1 is what is held.
sub table {
    my ($name, $path, %o) = @_;
    my %copy = map { $_ => $t->get($holder{$_}, "$path?x=1") } keys %holder;

    for my $which (sort keys %holder) {
        my $from = $holder{$which};
        my $mine = $copy{$which};
        is($mine->{status}, 200, "$name: $which without a copy");
        if ($which ne 'plain') {
            is(field($mine, 'Last-Modified'), undef, 'no Last-Modified');
            like(field($mine, 'ETag') // '', $o{etag}, 'its ETag');
        }
        for my $held (sort keys %holder) {
            my $fields = holds($copy{$held});
            my $a = $t->get($from, "$path?x=1", fields => $fields);
            my $same = $held eq $which && @$fields ? 304 : 200;
            is($a->{status}, $same, "$name: $held held where $which is due");
            is(field($a, 'ETag'), field($mine, 'ETag'), 'with its ETag');
            is($a->{body}, $same == 304 ? '' : $mine->{body}, 'its body');
            is(field($a, 'Content-Length'), undef, 'a 304 has no length')
                if $same == 304;
        }
    }
    my ($this) = @{ holds($copy{m}) };
    is($t->status(31, "$path?x=2", fields => $this ? [$this] : []), 200,
        "$name: another value is another variant");
}

table('a file', '/a.html', etag => qr/^"[0-9a-f]+-[0-9a-f]+-\w{16}"$/);
table('a file without ETag', '/etag-off/a.html', etag => qr/^W\/"LM-\w+-\w+"$/);
table('gzip on', '/gzip/a.html', etag => qr/^"/);
table('upstream, ETag', '/p/e', etag => qr/^"v1-\w{16}"$/);
table('upstream, both', '/p/el', etag => qr/^"v1-\w{16}"$/);
table('upstream, a weak ETag', '/p/w', etag => qr/^W\/"v1-\w{16}"$/);
table('upstream, Last-Modified', '/p/l', etag => qr/^W\/"LM-\w+-\w{16}"$/);
table('upstream, neither', '/p/n', etag => qr/^$/);
table('cached, ETag', '/c/e_fresh', etag => qr/^"v1-\w{16}"$/);
table('cached, Last-Modified', '/c/l_fresh', etag => qr/^W\/"LM-\w+-\w{16}"$/);
table('cached, neither', '/c/n_fresh', etag => qr/^$/);
table('revalidated', '/revalidate/e_old', etag => qr/^"v1-\w{16}"$/);
table('an inner tier', '/inner/e', etag => qr/^"v1-\w{16}"$/);

# what the upstream is asked

my %copy = map { $_ => $t->get(11, "/p/$_") } qw( e el w l n e_png el_png );

sub told {
    my ($fields, $path, $status, $told, $name, %o) = @_;
    asked();
    is($t->status($o{from} // 11, $path, fields => $fields,
        method => $o{method} // 'GET'), $status, $name);
    is(asked(), "$told\n", "$name: what the upstream is asked");
}

told(holds($copy{e}), '/p/e', 304, '304 "v1" -', 'this variant');
told(holds($copy{e}), '/p/e', 304, '304 "v1" -', 'HEAD', method => 'HEAD');
told(holds($copy{w}), '/p/w', 304, '304 W/"v1" -', 'this one, weak');
told(holds($copy{l}), '/p/l', 304, "304 - $lm", 'this one, by its date');
told(holds($copy{n}), '/p/n', 200, '200 - -', 'nothing to go by');
told(holds($copy{e}), '/inner/e', 304, '200 - -', 'an inner tier is not asked');
told(['If-None-Match: "v1"'], '/p/e', 200, '200 - -', 'the plain copy');
told(['If-None-Match: *'], '/p/e', 200, '200 - -', 'any copy');
told(["If-Modified-Since: $lm"], '/p/l', 200, '200 - -', 'a date');
told(["If-Modified-Since: Fri, 01 Jan 2038 00:00:00 GMT"], '/p/l', 200,
    '200 - -', 'a later one');
told(['If-None-Match: "v1"'], '/p/e', 304, '304 "v1" -', 'elsewhere',
    from => 21);
told(['If-None-Match: "v1-0123456789abcdef"'], '/p/e', 200, '200 - -',
    'another variant');

my $etag = field($copy{e}, 'ETag');
my ($variant) = $etag =~ /-(\w+)"/;
told(["If-None-Match: \"x\", W/\"v0-$variant\",$etag , \"y\""], '/p/e', 304,
    '304 W/"v0", "v1" -', 'a list');
my ($by_date) = field($copy{l}, 'ETag') =~ /(LM-\w+)-/;
my @dates = map { "W/\"$_-$variant\"" } 'LM-1', $by_date, 'LM-2';
told(["If-None-Match: $_"], '/p/l', 304, "304 - $lm",
    'the last of several dates') for join(', ', @dates),
        join(', ', @dates[1, 0, 2]), join(', ', @dates[0, 2, 1]);
told(["If-None-Match: \"v0-$variant\""], '/p/e', 200, '200 "v0" -',
    'an older version of this variant');
told(["If-None-Match: x-$variant\", \"-$variant\""], '/p/e', 200, '200 - -',
    'no list');

for my $fields (['Range: bytes=0-3'], ['Range: bytes=0-3', 'If-Range: "v1"'],
    ['Range: bytes=0-3', "If-Range: $etag"])
{
    told($fields, '/p/e', 200, '200 - -', "@$fields");
}

# preconditions

for my $path ('/a.html', '/p/el', '/c/el_fresh') {
    my $e = field($t->get(11, $path), 'ETag');
    my $plain = $t->get(21, $path);
    my %is = (
        "If-Match: $e" => 200,
        'If-Match: *' => 200,
        "If-Match: \"x\", $e" => 200,
        'If-Match: ' . field($plain, 'ETag') => 412,
        "If-Match: W/$e" => 412,
        'If-Match: "x"' => 412,
        'If-Unmodified-Since: ' . field($plain, 'Last-Modified') => 412,
    );
    for my $field (sort keys %is) {
        my $a = $t->get(11, $path, fields => [$field]);
        is($a->{status}, $is{$field}, "$path, $field");
        like($a->{body}, qr/<p>n<\/p>/, 'the notice is in it');
    }
}

# what takes no notice has its own validators

for my $path ('/a.png', '/p/el_png', '/c/el_fresh_png') {
    my $plain = $t->get(21, $path);
    my ($e, $d) = map { field($plain, $_) } qw( ETag Last-Modified );
    my $a = $t->get(11, $path);
    is(field($a, 'ETag'), $e, "$path has the original's ETag");
    my %is = (
        "If-None-Match: $e" => 304,
        'If-None-Match: "x"' => 200,
        "If-Modified-Since: $d" => 304,
        'If-Modified-Since: Mon, 02 Nov 2026 00:00:00 GMT' => 200,
        "If-Match: $e" => 200,
        'If-Match: "x"' => 412,
        "If-Unmodified-Since: $d" => 200,
        'If-Unmodified-Since: Mon, 02 Nov 2020 00:00:00 GMT' => 412,
    );
    for my $field (sort keys %is) {
        $a = $t->get(11, $path, fields => [$field]);
        is($a->{status}, $is{$field}, "$path, $field");
        is(field($a, 'ETag'), $e, 'it says which') if $is{$field} != 412;
    }
}

for my $case (
    [ '/before/a.png', 'Fri, 01 Jan 2038 00:00:00 GMT', 304 ],
    [ '/before/a.png', 'Mon, 02 Nov 1998 00:00:00 GMT', 200 ],
    [ '/a.png', 'Fri, 01 Jan 2038 00:00:00 GMT', 200 ],
    [ '/ims-off/a.png', field($t->get(21, '/a.png'), 'Last-Modified'), 200 ],
) {
    my ($path, $date, $status) = @$case;
    is($t->status(11, $path, fields => ["If-Modified-Since: $date"]), $status,
        "$path, if modified since $date");
}

# a 304 that nobody asked for is not believed

my $a = $t->get(11, '/p/e_304', fields => ['If-None-Match: "v1"']);
is($a->{status}, 503, 'a 304 for a copy without the notice');
like($a->{body}, qr/<p>n<\/p>/, 'is the notice instead');
is($t->status(11, '/return/', fields => ['If-None-Match: "v1"']), 503,
    'return 304');
is($t->status(21, '/return/', fields => ['If-None-Match: "v1"']), 304,
    'elsewhere it is what it is');
is($t->status(11, '/p/e_304'), 304, 'to one who holds nothing, too');

# redirected to where nothing is owed: all is as it was asked

told(['If-None-Match: "v1"'], '/try-off/e', 304, '304 "v1" -', 'given back');
told(["If-None-Match: $etag", 'If-Match: *', 'Range: bytes=0-1'],
    '/try-off/e', 200, "200 $etag - " . join(' ', 'If-Match', 'Range'),
    'all of it');

told(["If-None-Match: $etag"], '/accel/m/e', 200, '200 - -', 'another variant');
told(["If-None-Match: $etag"], '/accel/p/e', 304, '304 "v1" -', 'the same one');
is($t->status(11, '/accel/return/', fields => ["If-None-Match: $etag"]), 503,
    'return 304 where the upstream was to be asked');

# a stale page, a page that is fetched anew behind the reader's back

for my $path ('/stale/el_old', '/background/el_old', '/revalidate/el_old') {
    state('good', 1);
    $t->get(21, $path);
}
my %held = map { $_ => $t->get(11, "/$_/el_old") } qw( stale background );
sleep 2;
state('bad', 1);
$a = $t->get(11, '/stale/el_old');
is(field($a, 'X-Cache'), 'STALE', 'a stale page');
is($a->{body}, $held{stale}{body}, 'has its notice');
$a = $t->get(11, '/stale/el_old', fields => holds($held{stale}));
is($a->{status}, 304, 'and its validator');
is($t->status(11, '/stale/el_old', fields => ['If-None-Match: "v1"']), 200,
    'and no other');
state('good', 2);
asked();
$a = $t->get(11, '/background/el_old', fields => holds($held{background}));
is(field($a, 'X-Cache'), 'STALE', 'updated in the background');
is($a->{status}, 304, 'this variant is confirmed');
my $update = '';
for (1 .. 50) {
    select undef, undef, undef, 0.3;
    last if $update ne '';
    $update .= asked();
}
$update .= asked();
is($update, "200 - -\n", 'the update asks for the page');
$a = $t->get(11, '/background/el_old', fields => holds($held{background}));
is($a->{status}, 200, 'then there is a new one');
like($a->{body}, qr/2.*<p>n<\/p>/, 'with its notice');
is($t->body(21, '/background/el_old'), '<body>2</body>',
    'and without for others');
state('good', 1);
asked();
$t->get(11, '/revalidate/el_old');
$a = $t->get(11, '/revalidate/el_old');
is(field($a, 'X-Cache'), 'HIT', 'what was revalidated');
like($a->{body}, qr/<p>n<\/p>/, 'has its notice');

# a rule comes into force, and goes out of it

my $now = time + 1;
$t->conf($http = in_force($now + 3, $now + 7));
$t->reload;
my $minsk = $t->get(61, '/a.html');
my @states = ($minsk->{body} =~ /<p>n/ ? 1 : 0);
while (time < $now + 9) {
    my $b = $t->get(61, '/a.html', fields => holds($minsk));
    if ($b->{status} == 200) {
        push @states, $b->{body} =~ /<p>n/ ? 1 : 0;
        $minsk = $b;
    } elsif ($b->{status} != 304) {
        fail("status $b->{status}");
    }
    select undef, undef, undef, 0.2;
}
like("@states", qr/^(0 )?1 0$/, 'since and until: a new variant at once');

# a changed text, a changed configuration

my $copy = $t->get(11, '/a.html');
is($t->status(11, '/a.html', fields => holds($copy)), 304, 'held');
$t->write('text/en.html', '<p>new</p>');
$t->reload;
$a = $t->get(11, '/a.html', fields => holds($copy));
is($a->{status}, 200, 'a changed text');
like($a->{body}, qr/<p>new/, 'is sent');
$t->conf($http =~ s/legal_notice n \{ in ru;/$& place prepend body;/r);
$t->reload;
is($t->status(11, '/a.html', fields => holds($a)), 200, 'a changed place');

# .. each of its words counts

my $rule = 'place prepend body; hydrated ".a" ".b"';
for my $change ([ 'prepend', 'append' ], [ 'body', 'article' ], [ '.a', '.c' ],
    [ '.b', '.c' ])
{
    my ($from, $to) = @$change;
    my @conf = map { $http =~ s/legal_notice n \{ in ru;/$& $_;/r }
        $rule, $rule =~ s/\Q$from/$to/r;
    $t->conf($conf[0]);
    $t->reload;
    $a = $t->get(11, '/a.html');
    $t->conf($conf[1]);
    $t->reload;
    is($t->status(11, '/a.html', fields => holds($a)), 200,
        "$to in place of $from");
}

$a = $t->get(11, '/a.html');
$t->conf($http =~ s/legal_apply n m/legal_apply m/r);
$t->reload;
$a = $t->get(11, '/a.html', fields => holds($a));
is($a->{status}, 200, 'a notice taken off');
is($a->{body}, '<body>a</body>', 'is gone');

# a swapped database

my $u = LN->new;
my $dir = $u->dir;
$u->write('text/en.html', '<p>n</p>');
$u->write('html/a.html', '<body>a</body>');
$u->databases(RU => "127.0.0.11/32 1 RU MOW Moscow 524901\n",
    DE => "127.0.0.11/32 1 DE BE Berlin 2950159\n");
sub swap { system("cp $dir/$_[0]/City.mmdb $dir/new && mv $dir/new $dir/db") }
swap('RU');
$u->start(<<'END');
legal_database DIR/db;
legal_database_check 100ms;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/text; }
server { listen 127.0.0.1:PORT; root DIR/html; legal_apply n; }
END

my $held = $u->get(11, '/a.html');
like($held->{body}, qr/<p>n/, 'a reader in Russia');
for my $country (qw( DE RU )) {
    swap($country);
    within(10, sub {
        $a = $u->get(11, '/a.html', fields => holds($held));
        return $a->{status} != 304;
    });
    is($a->{status}, 200, "who is said to be in $country now");
    is($a->{body} =~ /<p>n/ ? 'RU' : 'DE', $country, 'gets the other variant');
    $held = $a;
    is($u->status(11, '/a.html', fields => holds($held)), 304, 'and holds it');
}

$t->done;
