#!/usr/bin/perl

# What is left of a reader: nothing that says who it was, where, or what the
# verdict was, in anything that is written or that outlives the connection.

use warnings;
use strict;

use File::Find qw( find );
use Socket qw( inet_aton );
use Test::More;
use LN;

my $t = LN->new;
my $dir = $t->dir;

# A reader whose address, city and region nothing else has: the name of the
# place is found nowhere by chance.
my $reader = '127.0.0.31';
my $place = qr/UA-43|Simferopol|127\.0\.0\.31/;
my $verdict = qr/crimea-notice|crimea-refusal|crimea-area/;

$t->write('text/en.html', '<p>n</p>');
$t->write('html/a.html', '<body>' . 'x' x 200_000 . '</body>');

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    open my $f, '>>', "$dir/asked";
    print $f $head;
    close $f;
    my $body = '<body>' . 'y' x 300_000 . '</body>';
    my $coding = $head =~ /klingon/ ? "Content-Encoding: klingon\r\n" : '';
    $body = "\x01$body" if $coding;
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"o\"\r\n$coding"
        . "Cache-Control: max-age=600\r\n"
        . "Content-Length: @{[ length $body ]}\r\nConnection: close\r\n\r\n$body";
});

$t->start(<<"END", main => 'worker_processes 1;');
# no address: it is nginx's own doing to log it
log_format without '\$time_local "\$request" \$bytes_sent';
access_log DIR/access.log without;
proxy_cache_path DIR/cache keys_zone=c:1m;
limit_req_zone \$host zone=other:64k rate=10000r/s;
legal_database DB/City.mmdb;
legal_jurisdiction crimea-area { region UA-43; }
legal_notice crimea-notice { in crimea-area; text DIR/text; }
legal_restriction crimea-refusal { in crimea-area; uri ~ ^/refuse; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply crimea-notice crimea-refusal;
    location /refuse { }
    location /up/ { proxy_pass http://127.0.0.1:$upstream; proxy_cache c;
        proxy_buffers 2 4k; proxy_busy_buffers_size 4k; }
    location /spooled/ { proxy_pass http://127.0.0.1:$upstream;
        proxy_buffers 2 4k; proxy_busy_buffers_size 4k; }
    location /body/ { proxy_pass http://127.0.0.1:$upstream;
        client_body_in_file_only on; }
    location /status { legal_status prometheus; allow 127.0.0.1; }
}
END

sub slurp {
    my ($path) = @_;
    open my $f, '<:raw', $path or return '';
    local $/;
    return <$f> // '';
}

# The worker's writable mappings: the heap, its stack, shared zones.
sub memory {
    my ($worker) = map { /(\d+)/ } grep { -d "/proc/$_" }
        split ' ', `pgrep -P $t->{nginx}`;
    open my $mem, '<:raw', "/proc/$worker/mem" or return;
    my %memory;
    no warnings 'portable';
    for my $line (split /\n/, slurp("/proc/$worker/maps")) {
        my ($from, $to, $name) = $line =~
            /^(\w+)-(\w+) rw\S+ \S+ \S+ \S+ *(.*)/ or next;
        my $size = hex($to) - hex $from;
        sysseek $mem, hex $from, 0 or next;
        my $got = '';
        while (length $got < $size) {
            sysread $mem, $got, $size - length $got, length $got or last;
        }
        $memory{"$name $from"} = $got;
    }
    return \%memory;
}

for my $path ('/a.html', '/a.html', '/up/x', '/up/x', '/spooled/x',
    '/up/klingon', '/refuse/a.html', '/none.html')
{
    $t->get(31, $path, fields => ['Accept-Language: ru', 'Range: bytes=0-99',
        'If-None-Match: "x"']);
}
$t->get(31, '/body/x', method => 'POST', body => 'z' x 50_000,
    fields => ['Content-Length: 50000']);
my $a = $t->get(31, '/a.html');
is(field($a, 'Legal-Notice'), 'crimea-notice;lang=en', 'the reader was told');
is($t->status(31, '/refuse/a.html'), 451, 'and refused');
select undef, undef, undef, 0.3;
my $memory = memory();
my $status = $t->body(1, '/status');

# What was written.

my %written;
find(sub { $written{$File::Find::name} = slurp($_) if -f }, $dir);
my @other = grep { !m{/(?:nginx\.conf|error\.log|text/|html/)} }
    sort keys %written;
ok(scalar(grep { m{/cache/} } @other), 'there are cache files');
ok(scalar(grep { m{/tmp/} } @other), 'and temporary files');
for my $file (@other) {
    my $name = $file =~ s/^\Q$dir\E//r;
    unlike($written{$file}, $place, "$name: no place of the reader");
    unlike($written{$file}, $verdict, "$name: no verdict");
}

my $asked = slurp("$dir/asked");
like($asked, qr{^GET /up/x }m, 'the upstream was asked');
unlike($asked, $place, 'not by a place');
unlike($asked, $verdict, 'nor by a verdict');

# nginx's own lines have `client: ADDRESS`; a line of ours has none, and names
# no place.
my @lines = split /^/, $t->log;
my @ours = grep { /legal|crimea/i } @lines;
cmp_ok(scalar(grep { /undeliverable/ } @ours), '>', 0, 'ours are logged');
is(scalar(grep { /client:|$place/ } @ours), 0, 'without the reader');
is(scalar(grep { /$place/ && !/client: / } @lines), 0,
    'no place in a line that is not nginx\'s own');

unlike($status, $place, 'counters have no place of the reader');
like($status, $verdict, 'but rules, by their sums');

# What the server remembers, once the connection is closed.

SKIP: {
    skip 'no /proc/PID/mem', 4 unless $memory;
    my $address = inet_aton($reader);

    my ($shared) = grep { m{/dev/zero} } keys %$memory;
    ok($shared, 'the shared zones are mapped');
    my @shared = map { $memory->{$_} } grep { m{/dev/zero} } keys %$memory;
    unlike(join('', @shared), $place, 'shared memory: no place');

    # 127.0.0 is also how a pointer ends, which is 8 bytes at a multiple of 8

    my @places;
    for (@shared) {
        push @places, $-[0] while /\Q$address\E/g;
    }
    is(scalar(grep { $_ % 8 != 5 } @places), 0, 'nor an address as it is');

    # What a request or a connection knew is wiped before its pool is freed:
    # the address as ln_address_t has it, family first.
    my $located = pack('L', 4) . $address;
    my @in = grep { $memory->{$_} =~ /\Q$located\E/ } keys %$memory;
    is("@in", '', 'no address that was located is left');
}

$t->done(seen => qr/undeliverable/);
