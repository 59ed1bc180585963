#!/usr/bin/perl

# Compares nginx with the module, and the command, to a model of their decisions
# that was written from docs/directives.md: random configurations, databases and
# readers.  usage: model.pl [SEED [DECISIONS]], LN_BUILD is the build directory.
# LN_JOBS of them run at once, each with every so many-th seed; as many as there
# are processors without it.

use warnings;
use strict;

use File::Basename qw( dirname );
use File::Path qw( make_path remove_tree );
use Time::HiRes ();
use lib dirname(__FILE__);
use Model::Ask;
use Model::Compare;
use Model::Config;
use Model::Counters;
use Model::Faults;
use Model::Generate;
use Model::Random;
use Model::Readers;
use Model::Reduce;
use Model::Verdict;

my $seed = $ARGV[0] // 1;
my $many = $ARGV[1] // 100_000;
my $build = $ENV{LN_BUILD} or die "LN_BUILD is not set\n";
my $jobs = $ENV{LN_JOBS} // `nproc`;
$jobs = 1 if $many < 5_000;
my $dir;
my $nginx = $ENV{LN_NGINX} // 'nginx';
my $module = $ENV{LN_STATIC} ? '' : "$build/ngx_http_legal_notice_module.so";

# The time at which all databases and dates are made.
my $now = 1_790_000_000;

my %count = map { $_ => 0 } qw( decisions located accepted refused different );
my $ask;
my $number = 0;

# Seeds with a difference, each with its first request.
my %reduce;

# Everything of a job is below a directory of its own.
sub prepare {
    my ($job) = @_;
    $dir = "$build/model/$job";
    make_path("$dir/tmp");
    Model::Config::pages($dir);
    open my $f, '>:raw', "$dir/clock" or die "$dir/clock: $!\n";
    print $f pack 'q', $now;
    close $f;
    system('gcc', '-O1', '-shared', '-fPIC', '-o', "$dir/clock.so",
        dirname(__FILE__) . '/../lib/clock.c') == 0 or die "gcc fails\n";
    $ask = Model::Ask->new(dir => $dir, nginx => $nginx,
        clock => "$dir/clock", shim => "$dir/clock.so",
        locate => "$build/legal-notice", port => 19000 + 10 * $job);
}

sub say_so {
    my ($conf, $request, @wrong) = @_;
    return if $count{different}++ >= 20;
    print "different: seed $conf->{seed}\n";
    say_request($conf, $request) if defined $request;
    print "  $_\n" for @wrong;
    $reduce{$conf->{seed}} //= $request if defined $request;
}

sub say_request {
    my ($conf, $request) = @_;
    if (!ref $request) {
        print "  legal-notice locate $request\n";
        return;
    }
    my $text = Model::Ask::text_of($request) =~ s/\r\n/\n    /gr;
    my $holds = Model::Verdict::settings($conf, @{ $request->{levels} });
    print '  ', JSON::PP->new->canonical->encode($holds), "\n";
    print "  $request->{server}, from $request->{address},"
        . " at $request->{now}\n    $text\n";
}

# What is left of a seed's configuration where it still differs.
sub say_least {
    my ($seed, $request) = @_;
    my ($conf, $again, @wrong) = reduced($seed, $now, $request, \&differs_now)
        or return;
    print "the least of seed $seed, which stays in $dir:\n";
    my @lines = @{ $conf->{lines} };
    shift @lines while @lines && $lines[0] !~ /^legal_/;
    print map { "    $_\n" } @lines;
    say_request($conf, $again);
    print map { "  $_\n" } shown_records($conf,
        ref $again ? $again->{address} : $again), @wrong;
}

# The differences of one request, or of the command, in this configuration.
sub differs_now {
    my ($conf, $request) = @_;
    write_conf($conf);
    my ($taken) = $ask->check;
    return if !$taken;
    return differs_located($conf, $request, $ask->locate($conf, $request))
        if !ref $request;
    $ask->start;
    $ask->set_clock($request->{now});
    my @wrong = eval { differs(expected($conf, $request), $request,
        $ask->ask($request)) };
    $ask->stop;
    return @wrong;
}

sub write_conf {
    my ($conf) = @_;
    write_all($conf, $dir, $module, %{ $ask->{ports} });
    $ask->set_clock($now);
}

sub one {
    my ($seed) = @_;
    my $conf = configuration($seed, $now);
    write_conf($conf);
    unlink "$dir/error.log";
    my ($taken, $said) = $ask->check;
    if (!$taken) {
        $count{different}++;
        print "different: seed $seed: nginx refuses, the model doesn't\n$said";
        return;
    }
    $count{accepted}++;
    $ask->start;
    my $counters = Model::Counters->new;
    my $resets = $ask->{resets};
    for my $time (times($conf)) {
        $ask->set_clock($time);
        for my $server (@{ $conf->{servers} }) {
            my $plain = $server->{how} eq 'plain';
            my $size = $server->{how} ne 'realip' ? 20
                : $many >= 100_000 ? 1000 : 300;
            my @addresses = addresses($conf, $size);
            @addresses = grep { /^127\./ && !/^127\.0\.0\.0$/
                && $_ ne '127.255.255.255' } @addresses if $plain;
            next if !@addresses;
            my @requests = requests($conf, $server, $time, @addresses);
            $_->{number} = ++$number for @requests;
            my @responses = $ask->ask(@requests);
            for my $n (0 .. $#requests) {
                $count{decisions}++;
                my $expected = expected($conf, $requests[$n]);
                $counters->request($expected, $requests[$n]);
                my @wrong = differs($expected, $requests[$n],
                    $responses[$n]);
                say_so($conf, $requests[$n], @wrong) if @wrong;
            }
        }
    }
    my @counted = $ask->{resets} == $resets
        ? $counters->differs($ask->status) : ();
    say_so($conf, undef, @counted) if @counted;
    $ask->stop;
    my @alarming = `grep -E '\\[(alert|crit|emerg)\\]' $dir/error.log`;
    say_so($conf, undef, "nginx logs:", @alarming) if @alarming;
    my @addresses = addresses($conf, 100);
    @addresses = () if !@{ $conf->{databases} };
    my @said = @addresses ? $ask->locate($conf, @addresses) : ();
    for my $n (0 .. $#addresses) {
        $count{located}++;
        my @wrong = differs_located($conf, $addresses[$n], $said[$n]);
        say_so($conf, $addresses[$n], @wrong) if @wrong;
    }
}

# The same configuration, made wrong: what nginx says has the line and the value.
sub one_wrong {
    my ($seed, $n) = @_;
    my $conf = configuration($seed, $now);
    number($n) for 1 .. $n;
    my $fault = spoil($conf);
    write_conf($conf);
    my ($taken, $said) = $ask->check;
    ($said) = $said =~ /^(.*\[emerg\].*)/m if !$taken && $said =~ /\[emerg\]/;
    $count{refused}++;
    my @keys = ref $fault->{key} ? @{ $fault->{key} } : $fault->{key};
    my ($from, $to) = map { $conf->{at}{$_} // die "$seed: no line of $_\n" }
        @keys[0, -1];
    my $line = $said =~ /\Q$dir\E\/nginx\.conf:(\d+)$/m ? $1 : 0;
    my @wrong = $taken ? 'nginx takes it' : (
        $said =~ /\[emerg\]/ ? () : 'no error is told',
        $line >= $from && $line <= $to ? () : "line $line, not $from to $to",
        $said =~ /\Q$fault->{value}\E.* in / ? ()
            : "the value $fault->{value} isn't named");
    return if !@wrong || $count{different}++ >= 20;
    print "different: seed $seed, fault $n: $fault->{name}\n";
    print map { "  $_\n" } @wrong,
        (split /\n/, `sed -n $from,${to}p $dir/nginx.conf`), split /\n/, $said;
}

# What one job has counted is the last line that it writes into a pipe.
sub job {
    my ($job) = @_;
    prepare($job);
    for (my $n = $seed + $job; $count{decisions} < $many / $jobs
        && $count{different} < 20; $n += $jobs)
    {
        one($n);
        one_wrong($n, $_) for 1 .. 3;
    }
    my ($first) = sort { $a <=> $b } keys %reduce;
    say_least($first, $reduce{$first}) if defined $first;
    $count{resets} = $ask->{resets};
    return join ' ', map { "$_=$count{$_}" } sort keys %count;
}

sub start_job {
    my ($job) = @_;
    my $pid = open my $out, '-|';
    die "fork: $!\n" if !defined $pid;
    return $out if $pid;
    my $told = eval { job($job) };
    print $told // "different: it ended: $@", "\n";
    $ask->stop if $ask;
    exit(defined $told ? 0 : 1);
}

my $begun = Time::HiRes::time();
my $failed = 0;
$| = 1;
for my $out (map { start_job($_) } 0 .. $jobs - 1) {
    while (my $line = <$out>) {
        if ($line =~ /^accepted=\d+ decisions=/) {
            $count{$1} += $2 while $line =~ /(\w+)=(\d+)/g;
        } else {
            print $line;
        }
    }
    if (!close $out) {
        $failed = 1;
        print "different: a job ended, with status $?\n";
    }
}
my $seconds = Time::HiRes::time() - $begun;
printf "%s, %.0f decisions a second\n",
    join(', ', map { "$count{$_} $_" } sort keys %count),
    ($count{decisions} + $count{located}) / $seconds;
exit($count{different} || $failed ? 1 : 0);
