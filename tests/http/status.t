#!/usr/bin/perl

# legal_status: what is counted, as JSON and for Prometheus.

use warnings;
use strict;

use JSON::PP;
use Test::More;
use LN;

my $t = LN->new;

$t->write('text/en.html', '<p>n</p>');
$t->write('html/a.html', '<html><body><article>a</article></body></html>');
$t->write('html/b.html', '<html><body><p>b</body></html>');
$t->write('html/c.html', '<p>c');
$t->write('html/f.html', '<html><frameset><frame src=a></frameset></html>');
$t->write('html/d.txt', 'text');
$t->write('html/e.html', "<body>\xff\xfe");

my %says = (
    utf7 => ['Content-Type: text/html; charset=utf-7', 'a'],
    odd => ["Content-Type: text/html\r\nContent-Encoding: odd", "\x01a"],
    corrupt => ["Content-Type: text/html\r\nContent-Encoding: gzip",
                'no gzip'],
    there => ["Content-Type: text/html\r\nLegal-Notice: n;lang=en", '<p>a'],
);
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($name) = $head =~ m{^\S+ /(\w+)} or return;
    if ($name eq 'part') {
        print $c "HTTP/1.1 206 Partial Content\r\nContent-Type: text/html\r\n"
            . "Content-Range: bytes 0-0/9\r\nContent-Length: 1\r\n\r\n<";
        return;
    }
    my ($field, $body) = @{ $says{$name} };
    print $c "HTTP/1.1 200 OK\r\n$field\r\nContent-Length: "
        . length($body) . "\r\nConnection: close\r\n\r\n$body";
});

# the path of a database may hold what JSON and Prometheus have to escape
my $odd = "o\"d\\\\d\\n\x01\xc3\xa9\xff.mmdb";
my $odd_name = "o\"d\\d\n\x01\xc3\xa9\xff.mmdb";
{
    local (@ARGV, $/) = "$ENV{LN_BUILD}/testdb/ASN.mmdb";
    $t->write($odd_name, scalar <>);
}

sub http {
    my %o = (place => 'append article', more => '', @_);
    return <<"END";
legal_database DIR/City.mmdb DB/ASN.mmdb DB/ASN.mmdb 'DIR/$odd';
legal_database_check 100ms;
legal_jurisdiction rc { country RU; region UA-43; }
legal_jurisdiction eu { group EU; }
legal_jurisdiction by { country BY; }
$o{more}
legal_notice n { in rc; text DIR/text; place $o{place};
    place before ~ 'q"\\d'; }
legal_notice hide { in rc; text DIR/text; uncertain hide; uri ~ ^/hide; }
legal_restriction r { in eu; uri ~ ^/a; }
legal_restriction sure { in by; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply n r sure;
    location = /b.html { sendfile on; }
    location = /hide.html { alias DIR/html/a.html; legal_apply hide; }
    location /dry/ { alias DIR/html/; legal_dry_run on; }
    location /off/ { alias DIR/html/; legal_apply off; }
    location /up/ { proxy_pass http://127.0.0.1:$upstream/; }
    location /pass/ { proxy_pass http://127.0.0.1:$upstream/;
        legal_undeliverable pass; }
    location /inner/ { proxy_pass http://127.0.0.1:$upstream/;
        legal_inner_tier on; }
    location /preview/ { alias DIR/html/; legal_preview 127.0.0.41; }
    location = /status { legal_status; }
    location = /json { legal_status json; }
    location = /metrics { legal_status prometheus; }
    location /counters/ {
        legal_status;
        if (\$arg_if) { }
        location /counters/site/ { alias DIR/html/; }
        location /counters/off/ { alias DIR/html/; legal_apply off; }
        location /counters/more/ { legal_status;
            location /counters/more/site/ { alias DIR/html/; } }
    }
}
END
}

my $city = do { local (@ARGV, $/) = "$ENV{LN_BUILD}/testdb/City.mmdb"; <> };
$t->write('City.mmdb', $city);

$t->start(http(),
    main => 'worker_processes 2;');

sub status {
    return decode_json($t->body(34, $_[0] || '/status'));
}

my $s = status();
is($s->{requests}, 0, 'nothing is counted yet');
is($s->{notices}{n}{decided}, 0, 'of a notice');
is_deeply([map { $_->{place} } @{ $s->{notices}{n}{places} }],
    ['append article', 'before ~ q"\d'], 'places stand as they were given');
is_deeply([map { $_->{type} } @{ $s->{databases} }],
    ['Test-City', ('Test-ASN') x 3], 'databases by type');
like($s->{databases}[0]{built}, qr/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
    'with the date they were built');
cmp_ok($s->{databases}[0]{entries}, '>', 10, 'and entries');

is($s->{databases}[3]{path}, $t->dir . "/o\"d\\d\n\x01\xe9?.mmdb",
    'a path with quotes, controls and what is no UTF-8');

my $a = $t->get(34, '/status');
is(field($a, 'Content-Type'), 'application/json', 'JSON by default');
is(field($a, 'Cache-Control'), 'no-store', 'nobody stores it');
is(field($a, 'Content-Length'), length $a->{body}, 'with its length');
my $head = $t->get(34, '/status', method => 'HEAD');
is("$head->{status} $head->{body}", '200 ', 'HEAD has no body');
is(field($head, 'Content-Length'), length $a->{body}, 'but the length');
is($t->status(34, '/status', method => 'POST',
    fields => ['Content-Length: 0']), 405, 'read only');
is($t->body(34, '/json') =~ s/"age": \d+/"age"/gr,
    $a->{body} =~ s/"age": \d+/"age"/gr, 'json is json');

# Each request is ours to know: n pages of a kind are asked for.

sub ask { my ($n, @o) = @_; $t->get(@o) for 1 .. $n }

ask(3, 11, '/a.html');
ask(2, 11, '/b.html');
ask(1, 11, '/c.html');
ask(4, 33, '/a.html');
ask(2, 34, '/a.html');
ask(2, 11, '/d.txt');
ask(5, 21, '/a.html');
ask(1, 99, '/a.html');
ask(2, 11, '/hide.html');
ask(3, 33, '/hide.html');
ask(2, 11, '/dry/a.html');
ask(1, 11, '/dry/d.txt');
ask(1, 61, '/dry/a.html');
ask(7, 11, '/off/a.html');
ask(1, 11, "/up/$_") for qw( utf7 odd corrupt part );
ask(1, 11, '/f.html');
ask(2, 11, '/pass/odd');
ask(1, 11, '/inner/there');
ask(1, 11, '/up/there');
ask(1, 11, '/a.html', method => 'HEAD');
my $etag = field($t->get(11, '/a.html'), 'ETag');
ask(2, 11, '/a.html', fields => ["If-None-Match: $etag"]);
ask(3, 41, '/preview/a.html?legal_preview=RU');
ask(2, 34, '/preview/a.html?legal_preview=RU');
ask(1, 34, '/preview/a.html');

$s = status();
my $n = $s->{notices}{n};
is($s->{requests}, 1 + 3 + 2 + 1 + 4 + 2 + 2 + 5 + 1 + 5 + 4 + 4 + 2 + 2 + 1 + 1
    + 2 + 3, 'requests');
is($s->{unlocated}, 1, 'unlocated');
is_deeply($s->{previews}, { given => 3, refused => 2 }, 'previews');
is($n->{decided}, 1 + 3 + 2 + 1 + 4 + 2 + 1 + 3 + 4 + 2 + 2 + 1 + 1 + 2,
    'a notice is decided');
is($n->{uncertain}, 5, 'of these uncertain');
is_deeply([map { $_->{shown} } @{ $n->{places} }], [3 + 4 + 1 + 1, 0],
    'shown by place');
is($n->{fallback}{body} + $n->{fallback}{end}, 4, 'shown elsewhere');
is($n->{shown}, 13, 'shown in all');
is($n->{dry_run}, 2, 'a dry run of pages');
is($n->{already_there}, 1, 'put in by an inner tier');
is($n->{not_modified}, 2, 'not modified');
is($n->{no_page}, 3, 'no pages');
is($n->{head}, 1, 'answers to HEAD');
is("$n->{aborted} $n->{lost}", '0 0', 'none aborted, none lost');
is_deeply($n->{undeliverable}{refused},
    { encoding => 1, corrupt => 1, part => 1, charset => 1,
      frameset => 1, unconfirmed => 0 }, 'undeliverable');
is_deeply($n->{undeliverable}{passed},
    { encoding => 2, corrupt => 0, part => 0, charset => 0,
      frameset => 0, unconfirmed => 0 }, 'and passed');
is($s->{notices}{hide}{decided}, 2, 'another notice');
is($s->{notices}{hide}{spared}, 3, 'is hidden from the uncertain');
is_deeply($s->{restrictions}{r}, { decided => 5, refused => 5, uncertain => 0,
    spared => 1, dry_run => 0, no_page => 0, aborted => 0, lost => 0 },
    'a restriction');
is_deeply($s->{restrictions}{sure}, { decided => 1, refused => 0,
    uncertain => 0, spared => 1, dry_run => 1, no_page => 0, aborted => 0,
    lost => 0 }, 'a dry run of one');
is_deeply([ grep { exists $n->{$_} } qw( since until ) ], [],
    'a rule without dates has none');
is($s->{jurisdictions}{eu}{in}, 5, 'in a jurisdiction');
is($s->{jurisdictions}{rc}{uncertain}, 8, 'perhaps in it');

# The place cache takes files that have settled; each worker has its own.

sleep 4;
my $cache = status()->{place_cache};
ask(9, 11, '/b.html');
my $now = status()->{place_cache};
is($now->{hits} + $now->{misses} - $cache->{hits} - $cache->{misses}, 9,
    'files are looked for in the place cache');
cmp_ok($now->{hits} - $cache->{hits}, '>=', 7, 'and found');
$s = status();
$n = $s->{notices}{n};

my $log = $t->log;
is(scalar(() = $log =~ /notice "n" is undeliverable, the page "[^"]*" is/g),
    5, 'each reason is logged once');
is(scalar(() = $log =~ /dry run: notice/g), 1, 'a dry run too');
unlike($log, qr/(undeliverable|dry run).*client: /, 'and no address of it');

# for Prometheus

$a = $t->get(34, '/metrics');
my $m = $a->{body};
is(field($a, 'Content-Type'), 'text/plain; version=0.0.4; charset=utf-8',
    'the type that Prometheus asks for');
for my $line (
    'legal_requests_total ' . $s->{requests},
    'legal_previews_total{answer="refused"} 2',
    'legal_notice_shown_total{notice="n",rank="1",place="append article"} 9',
    'legal_notice_shown_total{notice="n",rank="2",place="before ~ q\"\\\\d"} 0',
    'legal_notice_shown_total{notice="n",rank="fallback",place="end"} '
        . $n->{fallback}{end},
    'legal_notice_undeliverable_total{notice="n",why="encoding",'
        . 'page="passed"} 2',
    'legal_notice_not_modified_total{notice="n"} 2',
    'legal_notice_no_page_total{notice="n"} 3',
    'legal_notice_head_total{notice="n"} 1',
    'legal_notice_aborted_total{notice="n"} 0',
    'legal_notice_lost_total{notice="n"} 0',
    'legal_restriction_lost_total{restriction="r"} 0',
    'legal_restriction_refused_total{restriction="r"} 5',
    'legal_jurisdiction_requests_total{jurisdiction="eu",answer="in"} 5',
) {
    like($m, qr/^\Q$line\E$/m, $line);
}
like($m, qr{^legal_database_info\{database="[^"]*/o\\"d\\\\d\\n\x01\xc3\xa9\?
    \.mmdb",type="Test-ASN"\}\ 1$}mx, 'a database with an odd name');
like($m, qr{^legal_database_info\{database="/[^"]*City.mmdb",
    type="Test-City"\}\ 1$}mx, 'a database');

my %series;
$series{$_}++ for $m =~ /^(legal_.*) \d+$/gm;
is(join(' ', grep { $series{$_} > 1 } sort keys %series), '',
    'no series twice');

SKIP: {
    skip 'no promtool: install prometheus', 1
        unless grep { -x "$_/promtool" } split /:/, $ENV{PATH};
    open my $p, '|-', 'promtool check metrics > ' . $t->dir . '/promtool 2>&1'
        or die;
    print $p $m;
    close $p;
    is($? >> 8, 0, 'promtool finds no fault') or system 'cat',
        $t->dir . '/promtool';
}

# over a reload: names and places that stay keep their counts

$t->conf(http(place => 'append body', more => 'legal_jurisdiction de
    { country DE; } legal_notice new { in de; text DIR/text;
    since 2026-01-02; until 2099-01-01T12:30; }
    legal_restriction ends { in de; until 2099-01-01; }')
   , main => 'worker_processes 2;');
$t->reload;
my $after = status();
is($after->{notices}{n}{decided}, $n->{decided}, 'counts outlive a reload');
is($after->{jurisdictions}{eu}{in}, 5, 'of jurisdictions too');
is_deeply([map { $_->{shown} } @{ $after->{notices}{n}{places} }], [0, 0],
    'a place that changed is counted anew');
is($after->{notices}{n}{shown}, $n->{shown}, 'not in the sum');
is($after->{notices}{new}{decided}, 0, 'a new name');
is_deeply([ @{ $after->{notices}{new} }{qw( since until )},
    $after->{restrictions}{ends}{until} ],
    [qw( 2026-01-02T00:00:00Z 2099-01-01T12:30:00Z 2099-01-01T00:00:00Z )],
    'with its dates');
like($t->body(34, '/metrics'), qr/^legal_notice_until_timestamp_seconds\{notice="new"\} 4070953800\nlegal_notice_until_timestamp_seconds\{notice="n"\} 0$|"n"\} 0\n.*"new"\} 4070953800$/m,
    'for Prometheus, too');
ask(2, 11, '/a.html');
is(status()->{notices}{n}{decided}, $n->{decided} + 2, 'and goes on');

# many at once lose nothing

my $before = status()->{notices}{n}{shown};
my @pids;
for my $i (1 .. 4) {
    push @pids, my $pid = fork;
    next if $pid;
    $t->raw(11, "GET /a.html HTTP/1.1\r\nHost: a\r\n\r\n" x 49
        . "GET /a.html HTTP/1.0\r\n\r\n") for 1 .. 5;
    POSIX::_exit(0);
}
waitpid $_, 0 for @pids;
my $more = 0;
for (1 .. 50) {
    $more = status()->{notices}{n}{shown} - $before;
    last if $more >= 1000;
    select undef, undef, undef, 0.05;
}
is($more, 1000, 'a thousand are a thousand');

# a database is replaced, then spoilt; how many swaps and failed ones there are
# then

sub replace {
    my ($data, $swaps, $failed) = @_;
    my $db;
    $t->write('new.mmdb', $data);
    rename $t->dir . '/new.mmdb', $t->dir . '/City.mmdb';
    within(10, sub {
        ($db) = @{ status()->{databases} };
        return $db->{swaps} == $swaps && $db->{failed_swaps} == $failed;
    });

    # once more would be told by then
    select undef, undef, undef, 0.6;
    return @{ status()->{databases} };
}

replace($city, 1, 0);
my ($db) = replace('spoilt', 1, 1);
is($db->{swaps}, 1, 'a swap, one for all workers');
is($db->{failed_swaps}, 1, 'a swap that failed');
like($t->body(34, '/metrics'),
    qr/^legal_database_failed_swaps_total\{[^}]*City.mmdb"\} 1$/m, 'told');

# names that come and go fill the zone in the end: that is said, and no more

sub names {
    my ($generation) = @_;
    return http(more => join '', map { "legal_notice g$generation-$_ { in rc; "
        . "text DIR/text; }\n" } 1 .. 400);
}

replace($city, 2, 1);
for my $generation (1 .. 9) {
    $t->conf(names($generation), main => 'worker_processes 2;');
    $t->reload;
}
like($t->log, qr/\[warn\] .*no room is left to count "g\d-\d+"/,
    'a full zone is told');
$before = status()->{notices}{n}{decided};
is($t->status(11, '/a.html'), 200, 'all works');
is(status()->{notices}{n}{decided}, $before + 1, 'and old names count on');

# who reads the counters is no reader; who reads a page within is one

is($t->status(21, "/counters/$_"), 200, "/counters/$_ refuses nobody")
    for qw( x more/ x?if=1 off/a.html );
like($t->body(11, "/counters/$_/a.html"), qr/<aside/,
    "/counters/$_/ has the rules of the site") for qw( site more/site );
unlike($t->body(11, '/counters/off/a.html'), qr/<aside/, 'or says off');

$t->done;
