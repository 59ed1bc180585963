#!/usr/bin/perl

# The latency of requests while a worker reads a replaced database, against that
# of the same run while it does not.  usage: swap.pl BUILD DATABASE [SWAPS], by
# ./config.sh bench swap

use warnings;
use strict;

use File::Copy qw( copy );
use File::Path qw( make_path remove_tree );
use IO::Socket::INET;
use Time::HiRes qw( sleep time );

my ($build, $database, $swaps) = @ARGV;
-f $database or die "swap: no file \"$database\"\n";
$swaps ||= 20;

my $dir = "$build/bench-swap";
my ($port, $rate) = (8469, 1000);
my ($each, $after) = (2.5, 0.1);        # seconds: a swap; the old one goes

remove_tree($dir);
make_path("$dir/html", "$dir/tmp");

sub put {
    my ($name, $text) = @_;
    open my $f, '>', "$dir/$name" or die "$dir/$name: $!\n";
    print $f $text;
    close $f or die "$dir/$name: $!\n";
}

put('html/a.html', '<!doctype html><article>' . '<p>text</p>' x 1000
    . '</article>');
put('n.html', '<p>notice</p>');

# Two files take turns, so that none is written during the run.
copy($database, "$dir/$_.mmdb") or die "copy: $!\n" for 0, 1;
link "$dir/0.mmdb", "$dir/db.mmdb" or die "link: $!\n";
put('nginx.conf', <<"END");
load_module $build/ngx_http_legal_notice_module.so;
daemon off;
worker_processes 1;
worker_cpu_affinity 01;
pid $dir/pid;
error_log $dir/error.log notice;
events { }
http {
    access_log off;
    client_body_temp_path $dir/tmp;
    legal_database $dir/db.mmdb;
    legal_database_check 100ms;
    legal_jurisdiction j { country RU; network 127.0.0.0/8; }
    legal_notice n { in j; text $dir/n.html; place append article; }
    server { listen 127.0.0.1:$port; root $dir/html; legal_apply n; }
}
END

my $nginx = fork // die "fork: $!\n";
if (!$nginx) {
    exec 'nginx', '-c', "$dir/nginx.conf", '-e', "$dir/error.log" or die;
}
END { kill 'QUIT', $nginx if $nginx }
for (1 .. 300) {
    last if IO::Socket::INET->new("127.0.0.1:$port");
    sleep 0.1;
}

sub used {
    open my $f, '<', "$dir/error.log" or return 0;
    return scalar grep { /was replaced and is in use/ } <$f>;
}

sub percentile {
    my ($part, @us) = @_;
    @us = sort { $a <=> $b } @us;
    return @us ? $us[@us * $part] / 1000 : 0;
}

my $log = "$dir/requests";
my $load = fork // die "fork: $!\n";
if (!$load) {
    undef $nginx;
    my $seconds = int($swaps * $each) + 4;
    my $rps = $rate / 10;
    exec "taskset -c 1 h2load --h1 -t1 -c10 --rps=$rps -D $seconds"
        . " --log-file=$log http://127.0.0.1:$port/a.html > $dir/h2load 2>&1"
        or die;
}
sleep 1.5;

# When each swap began and ended; it ends when the old database has gone.
my (@swaps, @took);
my $first = time;
for my $swap (1 .. $swaps) {
    my $was = used();
    my $begin = time;
    my $file = $swap % 2;
    link "$dir/$file.mmdb", "$dir/new.mmdb" or die "link: $!\n";
    rename "$dir/new.mmdb", "$dir/db.mmdb" or die "rename: $!\n";
    sleep 0.02 while used() == $was && time < $begin + $each;
    used() == $was + 1 or die "swap: it was not replaced, see $dir/error.log\n";
    push @took, time - $begin;
    sleep $after;
    push @swaps, [ $begin, time ];
    my $rest = $begin + $each - time;
    sleep $rest if $rest > 0;
}
my $last = time;
waitpid $load, 0;

my (@with, @without);
open my $f, '<', $log or die "$log: $!\n";
while (<$f>) {
    my ($at, $status, $us) = split;
    $at /= 1e6;
    next if $at < $first || $at > $last;
    die "swap: a request fails with status $status\n" if $status != 200;
    if (grep { $at >= $_->[0] && $at < $_->[1] } @swaps) {
        push @with, $us;
    } else {
        push @without, $us;
    }
}
@took = sort { $a <=> $b } @took;

my ($with, $without) = map { percentile(0.99, @$_) } \@with, \@without;
printf <<'END', (-s $database) / 1e6, $rate, $took[@took / 2], $without, $with,
## While a database is replaced

A file of %.1f MB, one worker, %d requests a second. The new file was in use
after %.2f s.

| p99 of a page with a notice | measured | bar |
|---|--:|--:|
| while nothing is replaced | %.2f ms | |
| from when the file is replaced until the old database has gone | %.2f ms | |
| .. their ratio | %.2f | 2.00 |

%d swaps in one run, %d requests in them and %d between them. The worker has one
processor, which the reading thread shares; the load has another one.
END
    $with / ($without || 1), $swaps, scalar @with, scalar @without;
