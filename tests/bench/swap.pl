#!/usr/bin/perl

# The latency of requests while a worker reads a replaced database, against that
# before.  usage: swap.pl BUILD DATABASE [ROUNDS], by ./config.sh bench swap

use warnings;
use strict;

use File::Copy qw( copy );
use File::Path qw( make_path remove_tree );
use IO::Socket::INET;
use Time::HiRes qw( sleep time );

my ($build, $database, $rounds) = @ARGV;
-f $database or die "swap: no file \"$database\"\n";
$rounds ||= 5;

my $dir = "$build/bench-swap";
my ($port, $rate, $seconds) = (8469, 1000, 12);

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
copy($database, "$dir/db.mmdb") or die "copy: $!\n";
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

# One run: when the file was replaced, when it was in use, and all requests.
my (@before, @during, @ratios, @took);
for my $round (1 .. $rounds) {
    copy($database, "$dir/new.mmdb") or die "copy: $!\n";
    my $was = used();
    my $log = "$dir/requests";
    unlink $log;
    my $load = fork // die "fork: $!\n";
    if (!$load) {
        undef $nginx;
        exec "taskset -c 1 h2load --h1 -t1 -c10 --rps=" . $rate / 10
            . " -D $seconds --log-file=$log http://127.0.0.1:$port/a.html"
            . " > $dir/h2load 2>&1" or die;
    }
    sleep $seconds / 2;
    my $begin = time;
    rename "$dir/new.mmdb", "$dir/db.mmdb" or die "rename: $!\n";
    sleep 0.02 while used() == $was && time < $begin + $seconds;
    my $end = time;
    waitpid $load, 0;
    used() == $was + 1 or die "swap: it was not replaced, see $dir/error.log\n";

    my (@was, @is);
    open my $f, '<', $log or die "$log: $!\n";
    while (<$f>) {
        my ($at, $status, $us) = split;
        die "swap: a request fails with status $status\n" if $status != 200;
        $at /= 1e6;
        push @was, $us if $at > $begin - $seconds / 2 + 1 && $at < $begin;
        push @is, $us if $at >= $begin && $at < $end;
    }
    push @before, percentile(0.99, @was);
    push @during, percentile(0.99, @is);
    push @ratios, $during[-1] / ($before[-1] || 1);
    push @took, $end - $begin;
    printf STDERR "round %d: %d requests before, %d during\n", $round,
        scalar @was, scalar @is;
}

sub median { my @s = sort { $a <=> $b } @_; return $s[@s / 2] }

printf <<'END', (-s $database) / 1e6, $rate, median(@took), median(@before),
## While a database is replaced

A file of %.1f MB, one worker, %d requests a second. The new file was in use
after %.2f s.

| p99 of a page with a notice | measured | bar |
|---|--:|--:|
| before the file is replaced | %.2f ms | |
| from then on until it is in use | %.2f ms | |
| .. their ratio | %.2f | 2.00 |

Medians of %d rounds. The worker has one processor, the load another one.
END
    median(@during), median(@ratios), $rounds;
