#!/usr/bin/perl

# Databases that are replaced, broken or taken away under a running server.

use warnings;
use strict;

use File::Copy qw( copy move );
use Test::More;
use LN;

my $t = LN->new;
my $dir = $t->dir;
my $make = "$t->{build}/../tests/lib/testdb/make-testdb.pl";

$t->write('html/a.html', '<p>x');
mkdir "$dir/$_" for qw( one two );
$t->write('one.txt', "127.0.0.11/32 1 RU MOW Moscow 524901\n");
$t->write('two.txt', "127.0.0.11/32 2 DE BE Berlin 2950159\n"
    . "127.0.0.12/32 3 FR IDF Paris 2988507\n");
system('perl', $make, "$dir/$_", "$dir/$_.txt") == 0 or die for qw( one two );
my ($one, $two) = map { "$dir/$_/City.mmdb" } qw( one two );
copy($one, "$dir/db.mmdb") or die;

# An origin that answers when the test lets it.
my $origin = $t->upstream(sub {
    my ($head, $c) = @_;
    for (1 .. 400) {
        last if -e "$dir/go";
        select undef, undef, undef, 0.05;
    }
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        . "Connection: close\r\n\r\n<p>x</p>";
});
$t->write('n.html', '<p>N</p>');

sub conf {
    my ($more) = @_;
    return <<"END";
legal_database DIR/db.mmdb;
$more
legal_jurisdiction ru { region RU-MOW; }
legal_notice n { in ru; text DIR/n.html; place append body; }
server {
    listen 127.0.0.1:PORT reuseport;
    location /slow {
        legal_apply n;
        proxy_pass http://127.0.0.1:$origin;
        location /slow/client { legal_client \$arg_from;
            proxy_pass http://127.0.0.1:$origin; }
    }
    root DIR/html;
    add_header X-Worker "\$pid" always;
    add_header X-Country "\$legal_country|\$legal_jurisdictions" always;
}
END
}

$t->start(conf('legal_database_check 100ms;'), main => 'worker_processes 2;');

# Linux 5.10.223, and 6.1.78, map no sealed file shared, even to read it: EPERM

for my $pid ($t->workers) {
    open my $maps, '<', "/proc/$pid/maps" or next;
    my %as = map { $_ => 1 } map { m{^\S+ (\S+) .*memfd:legal_database} } <$maps>;
    is("@{[ keys %as ]}", 'r--p', 'a sealed copy is mapped for this worker alone');
}

sub where { return field($t->get(11, '/a.html'), 'X-Country') }
sub wait_for { select undef, undef, undef, $_[0] }

# What both workers say, each asked last of all.
sub both {
    my %says;
    for (1 .. 100) {
        my $a = $t->get(11, '/a.html');
        $says{field($a, 'X-Worker')} = field($a, 'X-Country');
        last if keys %says == 2 && $_ >= 4;
    }
    return keys %says == 2 ? join(' ', sort values %says) : 'one worker alone';
}

# Until both workers say so.
sub becomes {
    my ($want, $name) = @_;
    within(10, sub { both() eq "$want $want" });
    return is(both(), "$want $want", $name);
}

sub stays {
    my ($want, $name) = @_;
    wait_for(0.4);
    return is(both(), "$want $want", $name);
}

sub spoil {
    my ($text) = @_;
    $t->write('new.mmdb', $text);
    move("$dir/new.mmdb", "$dir/db.mmdb") or die;
}

my ($moscow, $berlin) = ('RU|ru', 'DE|');
is(where(), $moscow, 'at first');

copy($two, "$dir/new.mmdb");
move("$dir/new.mmdb", "$dir/db.mmdb");
becomes($berlin, 'moved over');

copy($one, "$dir/db.mmdb");
becomes($moscow, 'copied over');

copy($two, "$dir/new.mmdb");
utime 1000, 1000, "$dir/new.mmdb";
move("$dir/new.mmdb", "$dir/db.mmdb");
becomes($berlin, 'an older one');

my $city = do { open my $f, '<:raw', $one; local $/; <$f> };

for my $case (
    [ 'empty', '' ], [ 'garbage', 'x' x 9999 ],
    [ 'half of one', substr $city, 0, length($city) / 2 ],
    [ 'without its metadata', substr $city, 0, length($city) - 100 ],
) {
    spoil($case->[1]);
    stays($berlin, "$case->[0]: the old one stays");
}

truncate "$dir/db.mmdb", 10;
stays($berlin, 'truncated');

unlink "$dir/db.mmdb";
stays($berlin, 'deleted');

mkdir "$dir/db.mmdb";
stays($berlin, 'a directory');
rmdir "$dir/db.mmdb";
stays($berlin, 'and none again');

copy("$dir/one/Country.mmdb", "$dir/db.mmdb");
stays($berlin, 'one that lacks regions');

copy($one, "$dir/db.mmdb");
becomes($moscow, 'and a good one again');

my $log = $t->log;
is(() = $log =~ /db\.mmdb" was replaced and is in use/g, 4, 'swaps are logged');
is(() = $log =~ /db\.mmdb" is gone/g, 2, 'once each');
is(() = $log =~ /cannot be used, the old one stays in use: .*"region"/g, 1,
    'with the reason');

# One connection over a swap: what was located before is not kept.
my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $t->port,
    LocalAddr => '127.0.0.11') or die;

sub ask {
    print $s "GET /a.html HTTP/1.1\r\nHost: a\r\n\r\n";
    my $got = '';
    sysread $s, $got, 4096, length $got until $got =~ /\r\n\r\n<p>x/;
    return $got =~ /^X-Country: (.*)\r/m ? $1 : '';
}

is(ask(), $moscow, 'kept alive, before');

# A request that is under way then goes on as it has begun.
my %begun;
for my $case ([ '/slow', 11 ], [ '/slow/client?from=127.0.0.11', 21 ]) {
    my ($path, $from) = @$case;
    my $b = $begun{$path} = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
        PeerPort => $t->port, LocalAddr => "127.0.0.$from") or die;
    print $b "GET $path HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
}
wait_for(0.3);

copy($two, "$dir/new.mmdb");
move("$dir/new.mmdb", "$dir/db.mmdb");
becomes($berlin, 'swapped');
is(ask(), $berlin, 'kept alive, after');

$t->write('go', '');
for my $path (sort keys %begun) {
    my $got = join '', readline $begun{$path};
    like($got, qr/^X-Country: \Q$moscow\E\r/m, "$path: the place it had");
    is(() = $got =~ /<aside/g, 1, "$path: the notice it owed");
}

# Where nobody looks, only a reload reads the file again.
$t->stop;
$t = LN->new(dir => $dir);
copy($one, "$dir/db.mmdb");
$t->start(conf('legal_database_check off;'), main => 'worker_processes 2;');
is(both(), "$moscow $moscow", 'check off');
copy($two, "$dir/new.mmdb");
move("$dir/new.mmdb", "$dir/db.mmdb");
stays($moscow, 'a file that is replaced is not seen');
$t->reload;
becomes($berlin, 'but at a reload');

# Countries that a header says do not have to be in the file.
$t->stop;
$t = LN->new(dir => $dir);
$t->start(<<'END');
legal_database DIR/db.mmdb;
legal_database_check 100ms;
legal_jurisdiction ru { country RU; region DE-BE; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_client $http_x_country country;
    add_header X-Country "$legal_country|$legal_jurisdictions" always;
}
END
my $was = length $t->log;
copy("$dir/one/ASN.mmdb", "$dir/new.mmdb") or die;
move("$dir/new.mmdb", "$dir/db.mmdb");
within(10, sub { substr($t->log, $was) =~ /db\.mmdb" was replaced/ });
like(substr($t->log, $was), qr/was replaced and is in use/,
    'a file without countries');
is(field($t->get(21, '/a.html', fields => ['X-Country: DE-BE']), 'X-Country'),
    'DE|ru', 'and a header that has them');
copy($two, "$dir/db.mmdb");

# A file of another type, while a second one answers the term, too: the witness
# that places the reader stays.
$t->stop;
$t = LN->new(dir => $dir);
copy($one, "$dir/db.mmdb") or die;
$t->start(<<"END");
legal_database DIR/db.mmdb $two;
legal_database_check 100ms;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/n.html; place append body; }
server { listen 127.0.0.1:PORT; root DIR/html; legal_apply n; }
END
like($t->body(11, '/a.html'), qr/<p>N/, 'one of two witnesses says RU');
$was = length $t->log;
copy("$dir/one/ASN.mmdb", "$dir/new.mmdb") or die;
move("$dir/new.mmdb", "$dir/db.mmdb");
within(10, sub { substr($t->log, $was) =~ /db\.mmdb" was replaced/ });
like(substr($t->log, $was), qr/cannot be used, the old one stays in use: it cannot answer the term "country", which the old one can/,
    'a file of another type');
like($t->body(11, '/a.html'), qr/<p>N/, '.. takes nothing away');
$t->reload;
$was = $t->body(11, '/a.html');
unlike($was, qr/<p>N/, '.. before a reload');
copy($two, "$dir/db.mmdb");

# An old database.
$t->stop;
$t = LN->new(dir => $dir);
$t->start(conf('legal_database_max_age 1s uncertain;'));
wait_for(1.1);
is(where(), '|', 'an old database places nobody under "uncertain"');
$t->reload;
like($t->log, qr/\[warn\].*db\.mmdb" was built/, 'and is logged');

$t->done;
