#!/usr/bin/perl

# Compares nginx with the module, and the command, to a model of their decisions
# that was written from docs/directives.md: random configurations, databases and
# readers.  usage: model.pl [SEED [DECISIONS]], LN_BUILD is the build directory.

use warnings;
use strict;

use File::Basename qw( dirname );
use File::Path qw( make_path remove_tree );
use Time::HiRes ();
use lib dirname(__FILE__);
use Model::Ask;
use Model::Compare;
use Model::Config;
use Model::Faults;
use Model::Generate;
use Model::Random;
use Model::Readers;
use Model::Verdict;

my $seed = $ARGV[0] // 1;
my $many = $ARGV[1] // 100_000;
my $build = $ENV{LN_BUILD} or die "LN_BUILD is not set\n";
my $dir = "$build/model";
my $nginx = $ENV{LN_NGINX} // 'nginx';
my $module = $ENV{LN_STATIC} ? '' : "$build/ngx_http_legal_notice_module.so";

# The time at which all databases and dates are made.
my $now = 1_790_000_000;

my %count = map { $_ => 0 } qw( decisions located accepted refused different );
my $ask;

sub prepare {
    make_path("$dir/tmp");
    Model::Config::pages($dir);
    open my $f, '>:raw', "$dir/clock" or die "$dir/clock: $!\n";
    print $f pack 'q', $now;
    close $f;
    system('gcc', '-O1', '-shared', '-fPIC', '-o', "$dir/still.so",
        dirname(__FILE__) . '/still.c') == 0 or die "gcc fails\n";
    $ask = Model::Ask->new(dir => $dir, nginx => $nginx,
        clock => "$dir/clock", shim => "$dir/still.so",
        locate => "$build/legal-notice");
}

sub say_so {
    my ($conf, $request, @wrong) = @_;
    return if $count{different}++ >= 20;
    print "different: seed $conf->{seed}\n";
    if (ref $request) {
        my $text = Model::Ask::text_of($request) =~ s/\r\n/\n    /gr;
        my $holds = Model::Verdict::settings($conf, @{ $request->{levels} });
        print '  ', JSON::PP->new->canonical->encode($holds), "\n";
        print "  $request->{server}, from $request->{address},"
            . " at $request->{now}\n    $text\n";
    } else {
        print "  legal-notice locate $request\n";
    }
    print "  $_\n" for @wrong;
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
    my ($taken, $said) = $ask->check;
    if (!$taken) {
        $count{different}++;
        print "different: seed $seed: nginx refuses, the model doesn't\n$said";
        return;
    }
    $count{accepted}++;
    $ask->start;
    for my $time (times($conf)) {
        $ask->set_clock($time);
        for my $server (@{ $conf->{servers} }) {
            my $plain = $server->{how} eq 'plain';
            my $size = $server->{how} eq 'realip' ? 300 : 20;
            my @addresses = addresses($conf, $size);
            @addresses = grep { /^127\./ && !/^127\.0\.0\.0$/
                && $_ ne '127.255.255.255' } @addresses if $plain;
            next if !@addresses;
            my @requests = requests($conf, $server, $time, @addresses);
            my @responses = $ask->ask(@requests);
            for my $n (0 .. $#requests) {
                $count{decisions}++;
                my @wrong = differs(expected($conf, $requests[$n]),
                    $requests[$n], $responses[$n]);
                say_so($conf, $requests[$n], @wrong) if @wrong;
            }
        }
    }
    $ask->stop;
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

prepare();
my $begun = Time::HiRes::time();
$| = 1;
while ($count{decisions} < $many && $count{different} < 20) {
    one($seed);
    one_wrong($seed, $_) for 1 .. 3;
    $seed++;
}
my $seconds = Time::HiRes::time() - $begun;
printf "%s, %.0f decisions a second\n",
    join(', ', map { "$count{$_} $_" } sort keys %count),
    ($count{decisions} + $count{located}) / $seconds;
exit($count{different} ? 1 : 0);

END { my $status = $?; $ask->stop if $ask; $? = $status }
