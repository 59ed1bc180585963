#!/usr/bin/perl

# What a swap may not take away, and what it leaves when its worker dies.  What
# a swap takes, the next start takes, too.

use warnings;
use strict;

use File::Copy qw( copy move );
use MaxMind::DB::Writer::Tree;
use Test::More;
use LN;

my $t = LN->new;
my $dir = $t->dir;
my $make = "$t->{build}/../tests/lib/testdb/make-testdb.pl";

$t->write('html/a.html', '<p>x');

my $six = '2001:db8:11::/48';
my %networks = (
    moscow => "127.0.0.11/32 1 RU MOW Moscow 524901\n$six 1 RU MOW Moscow 524901\n",
    berlin => "127.0.0.11/32 2 DE BE Berlin 2950159\n$six 2 DE BE Berlin 2950159\n",
    four => "127.0.0.11/32 1 RU MOW Moscow 524901\n",
    six => "$six 1 RU MOW Moscow 524901\n",
    tver => "127.0.0.11/32 1 RU TVE Tver 480060\n$six 1 RU TVE Tver 480060\n",
);

for my $name (sort keys %networks) {
    $t->write("$name.txt", $networks{$name});
    mkdir "$dir/$name";
    system('perl', $make, "$dir/$name", "$dir/$name.txt") == 0 or die;
}

# A list of networks with a trait.
sub list {
    my ($name, %traits) = @_;
    my $tree = MaxMind::DB::Writer::Tree->new(ip_version => 6,
        record_size => 24, database_type => 'Test-Traits',
        languages => ['en'], description => { en => 'Traits, for tests' },
        map_key_type_callback => sub { 'boolean' },
        remove_reserved_networks => 0, alias_ipv6_to_ipv4 => 0);
    $tree->insert_network($_, { "is_$traits{$_}" => 1 }) for keys %traits;
    open my $f, '>:raw', "$dir/$name" or die;
    $tree->write_tree($f);
    close $f;
}

list('vpn-11', '127.0.0.11/32' => 'vpn', $six => 'vpn');
list('vpn-12', '127.0.0.12/32' => 'vpn', $six => 'vpn');
list('tor-11', '127.0.0.11/32' => 'tor', $six => 'tor');
list('vpn-11-four', '127.0.0.11/32' => 'vpn');

# Another file is put there whole.
sub put {
    my ($file, $name) = @_;
    $name //= 'db.mmdb';
    copy("$dir/$file", "$dir/new.mmdb") or die "$file: $!";
    move("$dir/new.mmdb", "$dir/$name") or die;
}

# What the log says since: of a swap that came.
my $was = 0;

sub swapped {
    my ($file, $name) = @_;
    $was = length $t->log;
    put($file, $name);
    within(10, sub { substr($t->log, $was) =~ /" was replaced/ });
    return substr $t->log, $was;
}

my ($used, $refused) = (qr/was replaced and is in use/,
    qr/cannot be used, the old one stays in use: /);

sub reader {
    my ($address, $path) = @_;
    return $t->status(1, ($path // '/a.html') . "?a=$address");
}

my ($v4, $v6) = ('127.0.0.11', '2001:db8:11::1');
my $rule = 'legal_restriction r { in j; uncertain allow; } legal_apply r;';

sub conf {
    my ($term, %o) = @_;
    return <<"END";
legal_database @{ $o{databases} // ['DIR/db.mmdb'] };
legal_database_check 50ms;
legal_jurisdiction j { $term }
$rule
legal_client \$arg_a;
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    location /cdn { alias DIR/html; legal_client \$http_x country; }
    location /status { legal_status; }
    location /page { legal_status html; }
}
END
}

# The database check is that of readers by address, whatever others are by.
put('moscow/City.mmdb');
$t->start(conf('country RU;'));
is(reader($v4), 451, 'by address, beside a location block by country');
like(swapped('moscow/ASN.mmdb'), qr/$refused.*term "country"/,
    'a file without countries');
is(reader($v4), 451, '.. takes nothing away');

# .. nor one without a family of addresses.
like(swapped('four/City.mmdb'), qr/$refused.*IPv6/, 'a file of IPv4 alone');
is(reader($v6), 451, '.. takes no IPv6 reader away');
like(swapped('six/City.mmdb'), qr/$refused.*IPv4/, 'a file of IPv6 alone');
is(reader($v4), 451, '.. takes no IPv4 reader away');

# A worker dies after a swap, and the file that was swapped is gone.
like(swapped('berlin/City.mmdb'), $used, 'another file');
is(reader($v4), 200, '.. says that the reader is elsewhere');
$t->write('bad', 'x' x 5000);
like(swapped('bad'), $refused, 'a corrupt file');
for my $time (qw( first second )) {
    my ($worker) = $t->workers;
    kill 'KILL', $worker;
    within(10, sub { my @now = $t->workers; @now && $now[0] != $worker });
    is(reader($v4), 200, "the $time worker dies: the database is still in use");
}
like(swapped('moscow/City.mmdb'), $used, 'a swap after that');
unlink "$dir/db.mmdb";
kill 'KILL', $t->workers;
is(until_is(451, sub { reader($v4) }), 451, 'and a worker dies when the file is gone');

# Two workers at once.
put('moscow/City.mmdb');
$t->restart(conf('country RU;'), main => 'worker_processes 2;');
like(swapped('berlin/City.mmdb'), $used, 'two workers');
swapped('bad');
my %was = map { $_ => 1 } $t->workers;
kill 'KILL', keys %was;
within(10, sub { 2 == grep { !$was{$_} } $t->workers });
is(join(' ', map { reader($v4) } 1 .. 8), join(' ', (200) x 8), 'both die');
$t->reload if put('moscow/City.mmdb');
is(until_is(451, sub { reader($v4) }), 451, 'a reload reads the file');

# GeoNames ids.
$t->restart(conf('geoname 524901;'));
is(reader($v4), 451, 'a GeoNames id');
like(swapped('tver/City.mmdb'), qr/$refused.*no database has the GeoNames id 524901/,
    'a file without it');
is(reader($v4), 451, '.. takes nothing away');
my ($ok, $said) = $t->check(conf('geoname 524901;'));
ok(!$ok, '.. as at the start');
like($said, qr/no database has the GeoNames id 524901/, '.. in the same words');

put('moscow/City.mmdb', $_) for qw( db.mmdb other.mmdb );
my @both = (databases => [ 'DIR/db.mmdb', 'DIR/other.mmdb' ]);
$t->restart(conf('geoname 524901;', @both));
like(swapped('tver/City.mmdb'), $used, 'another database has it');
($ok, $said) = $t->check(conf('geoname 524901;', @both));
ok($ok, '.. as at the start') or diag $said;
like(swapped('tver/City.mmdb', 'other.mmdb'), $refused, '.. and is the last one');

# Families of what is no place; also where another database has them.
put('moscow/ASN.mmdb', $_) for qw( db.mmdb other.mmdb );
$t->restart(conf('asn 1;', @both));
like(swapped('four/ASN.mmdb'), qr/$refused.*IPv6/, 'an ASN file of IPv4 alone');
is(reader($v6), 451, '.. takes no reader out');

# Traits: each list may be the one that knows an address.
put('vpn-11');
put('vpn-12', 'other.mmdb');
$t->restart(conf('trait vpn;', @both));
is(reader($v4), 451, 'an address that one of two lists has');
like(swapped('tor-11'), qr/$refused.*term "trait"/, 'a list without the trait');
like(swapped('vpn-11-four'), qr/$refused.*IPv6/, '.. without a family');
is(reader($v4), 451, '.. takes nothing away');
like(swapped('vpn-12'), $used, 'a list with both');
is(reader($v4), 200, '.. is believed');

$t->done(seen => qr/exited on signal 9|has the GeoNames id/);
