#!/usr/bin/perl

# Databases replaced, broken and taken away while requests come in: no request
# fails, none is answered wrongly, each fault is one line in the log, and all
# workers have one copy.

use warnings;
use strict;

use File::Copy qw( copy move );
use File::Temp qw( tempfile );
use Test::More;
use Time::HiRes qw( time sleep );

# Root may read all: then nginx runs as nobody, if that may read the module.
my $nobody = 65534;
my $as_nobody;

BEGIN {
    my $as = "setpriv --reuid=65534 --regid=65534 --clear-groups";
    if ($> == 0 && $ENV{LN_BUILD} && !$ENV{LN_NGINX}
        && system("$as test -r $ENV{LN_BUILD}/ngx_http_legal_notice_module.so"
                  . " 2>/dev/null") == 0)
    {
        my ($f, $name) = tempfile(UNLINK => 1);
        print $f "#!/bin/sh\nexec $as nginx \"\$@\"\n";
        close $f;
        chmod 0755, $name;
        $ENV{LN_NGINX} = $as_nobody = $name;
    }
}

use LN;

my $t = LN->new;
my $dir = $t->dir;
my $make = "$t->{build}/../tests/lib/testdb/make-testdb.pl";

$t->write('html/a.html', '<p>x');
mkdir "$dir/$_" for qw( one two );

# with both families of addresses, of which one alone would be warned of
my $six = "2001:db8:11::/48 4 FR IDF Paris 2988507\n";
$t->write('one.txt', "127.0.0.11/32 1 RU MOW Moscow 524901\n$six");
$t->write('two.txt', "127.0.0.11/32 2 DE BE Berlin 2950159\n"
    . "127.0.0.12/32 3 FR IDF Paris 2988507\n$six");
system('perl', $make, "$dir/$_", "$dir/$_.txt") == 0 or die for qw( one two );
my ($one, $two) = map { "$dir/$_/City.mmdb" } qw( one two );
my $db = "$dir/db.mmdb";
copy($one, $db) or die;
$t->write('error.log', '');
chown $nobody, $nobody, map { "$dir/$_" } '', 'error.log', 'tmp'
    if $as_nobody;

$t->start(<<'END', main => 'worker_processes 3;');
legal_database DIR/db.mmdb;
legal_database_check 50ms;
legal_jurisdiction ru { region RU-MOW; }
server {
    listen 127.0.0.1:PORT reuseport;
    root DIR/html;
    add_header X-Where "$legal_country|$legal_jurisdictions|$pid" always;
}
END

# The load: each answer with its time, for as long as the test runs.
sub load {
    my ($number) = @_;
    return $t->spawn(sub {
        open my $out, '>', "$dir/load.$number" or die;
        $out->autoflush(1);
        while (1) {
            my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
                PeerPort => $t->port, LocalAddr => '127.0.0.11')
                or do { print $out time, " refused\n"; sleep 0.01; next };
            for (1 .. 20) {
                print $s "GET /a.html HTTP/1.1\r\nHost: a\r\n\r\n";
                my $got = '';
                while ($got !~ /\r\n\r\n<p>x/) {
                    sysread $s, $got, 4096, length $got or last;
                }
                my ($where) = $got =~ /^X-Where: ([^|]*\|[^|]*)\|/m;
                $where = 'cut' if $got !~ m{^HTTP/1.1 200 .*<p>x}s;
                print $out time, ' ', $where // 'none', "\n";
                sleep 0.002;
                last if $where eq 'cut';
            }
        }
    });
}

my @load = map { load($_) } 1 .. 2;
my ($moscow, $berlin) = ('RU|ru', 'DE|');
my @stages;
my $now = $moscow;

sub workers {
    my %seen;
    for (1 .. 60) {
        my $got = field($t->get(11, '/a.html'), 'X-Where') or next;
        my ($where, $pid) = $got =~ /^(.*)\|(\d+)$/;
        $seen{$pid} = $where;
        last if keys %seen == 3 && $_ > 20;
    }
    return %seen;
}

# The inodes of the images that processes have mapped.
sub images {
    my %inodes;
    for my $pid (@_) {
        open my $f, '<', "/proc/$pid/maps" or next;
        while (<$f>) {
            $inodes{$1} = 1 if m{ (\d+) +/memfd:legal_database};
        }
    }
    return sort keys %inodes;
}

# A step that must change the answer, or must not.
sub stage {
    my ($name, $want, $step, %o) = @_;
    my $begin = time;
    my $was = length $t->log;
    my %old = map { $_ => 1 } images(keys %{ { workers() } });
    $step->();
    if ($want eq $now) {
        within(10, sub { substr($t->log, $was) =~ $o{log} });
        sleep 0.4;
    } else {
        within(10, sub {
            my %seen = map { $_ => 1 } values %{ { workers() } };
            return keys %seen == 1 && $seen{$want};
        });
    }
    my %where = workers();
    is(join(',', sort keys %{ { map { $_ => 1 } values %where } }), $want,
        $name);
    my @images = images(keys %where);

    # a busy machine lets a worker wait

    within(10, sub { @images = images(keys %where); @images == 1 });
    is(scalar @images, 1, "$name: all workers have one copy");
    ok(!$old{ $images[0] }, "$name: a new one") if $want ne $now;
    my @lines = grep { /database|legal/ && !/signal|gracefully|exit/ }
        split /^/, substr $t->log, $was;
    is(scalar @lines, $o{lines} // 1, "$name: one line") or diag(@lines);
    like($lines[0] // '', $o{log}, "$name: says so") if $o{log};
    push @stages, [ $name, $begin, time, $now eq $want ? { $now => 1 }
        : { $now => 1, $want => 1 } ];
    $now = $want;
    return;
}

sub write_db {
    my ($text) = @_;
    $t->write('new.mmdb', $text);
    move("$dir/new.mmdb", $db) or die;
}

my $city = do { open my $f, '<:raw', $one or die; local $/; <$f> };
my $used = qr/was replaced and is in use/;
my $bad = qr/cannot be used, the old one stays in use/;

stage('mv over it', $berlin,
    sub { copy($two, "$dir/n"); move("$dir/n", $db) }, log => $used);
stage('cp over it', $moscow, sub { copy($one, $db) }, log => $used);
stage('an older mtime', $berlin, sub {
    copy($two, "$dir/n"); utime 1000, 1000, "$dir/n"; move("$dir/n", $db)
}, log => $used);
stage('truncated', $berlin, sub { truncate $db, 1000 }, log => $bad);
stage('zero bytes', $berlin, sub { write_db('') }, log => $bad);
stage('half-written', $berlin,
    sub { write_db(substr $city, 0, length($city) / 2) }, log => $bad);
stage('no database', $berlin, sub { write_db('x' x 5000) }, log => $bad);
stage('the wrong type', $berlin,
    sub { copy("$dir/one/ASN.mmdb", "$dir/n"); move("$dir/n", $db) },
    log => qr/$bad.*term "region"/);
stage('deleted', $berlin, sub { unlink $db }, log => qr/is gone/);
stage('a directory', $berlin, sub { mkdir $db }, log => qr/$bad.*not a reg/);
stage('none again', $berlin, sub { rmdir $db }, log => qr/is gone/);
stage('written slowly', $moscow, sub {
    open my $f, '>:raw', $db or die;
    $f->autoflush(1);
    for (my $i = 0; $i < length $city; $i += 400) {
        print $f substr $city, $i, 400;
        sleep 0.02;
    }
    close $f;
}, log => $used);

SKIP: {
    skip 'root may read all', 6 if $> == 0 && !$as_nobody;
    stage('no permission', $moscow,
        sub { copy($two, "$dir/n"); chmod 0, "$dir/n"; move("$dir/n", $db) },
        log => $bad);
    stage('permission again', $berlin, sub { chmod 0644, $db }, log => $used);
}

stage('back', $berlin, sub { copy($two, "$dir/n"); move("$dir/n", $db) },
    log => $used) if $now eq $moscow;

# A worker that dies: the one in its place takes the copy over.
my %where = workers();
my ($victim) = keys %where;
my ($image) = images(keys %where);
kill 'KILL', $victim;
within(10, sub {
    %where = workers();
    return keys %where == 3 && !$where{$victim};
});
ok(!$where{$victim}, 'a worker was killed');

# It has the master's, too, until an idle thread has given that back.
my @images;
within(10, sub { @images = images(keys %where); @images == 1 });
is("@images", $image, 'the new one has the same copy');
is(join(',', sort keys %{ { map { $_ => 1 } values %where } }), $berlin,
    'and the same answer');

my $reload = time;
$t->reload;
sleep 0.5;
%where = workers();
is(join(',', sort keys %{ { map { $_ => 1 } values %where } }), $berlin,
    'after a reload');
@images = images(keys %where);
is(scalar @images, 1, 'all have one copy');

kill 'TERM', @load;
waitpid $_, 0 for @load;

# Reset connections of the killed worker and the reload are no answers.
my ($answers, @wrong) = 0;

for my $file (glob "$dir/load.*") {
    open my $f, '<', $file or die;
    while (<$f>) {
        my ($at, $where) = /^(\S+) (\S+)$/ or next;
        my ($stage) = grep { $at >= $_->[1] && $at < $_->[2] } @stages;
        next unless $stage;
        $answers++;
        push @wrong, "$stage->[0]: $where" unless $stage->[3]{$where};
    }
}

cmp_ok($answers, '>', 300, "$answers requests under all this");
is(join(', ', @wrong), '', 'none failed, none was answered wrongly');

# a killed worker is an alert of nginx's own
my $log = $t->log;
is(() = $log =~ /exited on signal (\d+)/g, 1, 'no other worker died');
unlike($log, qr/\[(crit|emerg)\]/, 'nothing else is alarming');
$t->stop;
done_testing();
