#!/usr/bin/perl

# Plants small faults in a copy of the project, one at a time, and says which
# of them the tests let live.  Same COUNT, SEED, ROOMS and source: same faults.
# usage: mutate.pl COPY [COUNT [SEED [ROOMS]]], called by ./config.sh mutate
#
# What `./config.sh coverage` has left says which tests reach a line: only those
# are run, the short ones first; all, where file or test have changed since.
#
# LN_AT="FILE:LINE .." plants all the faults of those lines, instead.
# LN_PATIENCE=SECONDS of processor time, used by its tests once they are compiled,
# begins no further test of a fault: it lives then.
# LN_SHARE=I/N tries each Nth place only, from the Ith: N copies side by side.
#
# For each fault only what changed is compiled, the unit tests of its room (with
# sanitizers) come first, then the HTTP tests that look at it, then all others;
# the first "not ok" ends it.

use warnings;
use strict;

use File::Basename qw( basename );
use File::Find qw( find );
use File::Path qw( make_path remove_tree );
use IO::Select;
use POSIX qw( WNOHANG setpgid );
use Time::HiRes qw( time );

my ($dir, $count, $seed, $rooms) = @ARGV;

# The tests that reach a line with code, by file and line; how long each takes.
my $map = 'build-coverage/tests';
my (%reached, %seconds);
my $changed = -M $map // 0;

if (open my $f, '<', $map) {
    while (<$f>) {
        chomp;
        my ($test, $took, $file, $lines) = split /\t/;
        $seconds{$test} = $took if -e $test && -M $test > $changed;
        next if !-e $file || -M $file < $changed;
        for (split /,/, $lines) {
            my ($first, $last) = split /-/;
            for my $line ($first .. $last // $first) {
                my $by = $reached{$file}{$line} //= {};
                $by->{$test} = 1 if $test ne '-';
            }
        }
    }
}

chdir $dir or die "$dir: $!\n";
$dir = `pwd`;
chomp $dir;
$count ||= 60;
$seed ||= 1;
$rooms ||= join ' ', grep { $_ ne 'cli' } map { m{module/([\w.]+)} }
    glob 'module/*/ module/*.c';
srand $seed;
$| = 1;

# whole, as Makefile has it: of any other name it knows no rule
my $objects = "$dir/build/mutate";
my $make = "make -s CC=$ENV{LN_CC}";
my $make_tests = "$make O=$objects FLAGS='-O2 -fsanitize=address,undefined"
    . " -fno-sanitize-recover=undefined'";
# Seconds for a test, of each of its processes' processor and by the clock: a
# busy machine makes it long, which is no fault.
my ($cpu_time, $test_time) = (100, 600);
my $patience = $ENV{LN_PATIENCE} || 1e9;
my $spent = 0;
my ($share, $shares) = split '/', $ENV{LN_SHARE} || '1/1';
my $perl_lib = "$dir/tests/lib";

# What is planted: a pattern in a line of code, and what takes its place.
my @faults = (
    [ 'equals', qr/ == /, ' != ' ],
    [ 'differs', qr/ != /, ' == ' ],
    [ 'less', qr/ < /, ' <= ' ],
    [ 'at most', qr/ <= /, ' < ' ],
    [ 'greater', qr/ > /, ' >= ' ],
    [ 'at least', qr/ >= /, ' > ' ],
    [ 'and', qr/ && /, ' || ' ],
    [ 'or', qr/ \|\| /, ' && ' ],
    [ 'plus', qr/ \+ /, ' - ' ],
    [ 'minus', qr/ - /, ' + ' ],
    [ 'one more', qr/ \+ 1\b/, ' + 2' ],
    [ 'one less', qr/ - 1\b/, ' - 0' ],
    [ 'not', qr/!(?=[a-z_]+(?:\(|->))/, '' ],
    [ 'zero', qr/ = 0;/, ' = 1;' ],
    [ 'one', qr/ = 1;/, ' = 0;' ],
    [ 'a call', qr/^    +(?:\(void\) )?(?:ln|ngx)_\w+\([^;{}]*\);$/, '    ;' ],
    [ 'a continue', qr/^( +)continue;$/, '        break;' ],
    [ 'a returned success', qr/return (?:LN|NGX)_OK;/, 'return -1;' ],
    [ 'a returned yes', qr/return 1;/, 'return 0;' ],
    [ 'a returned no', qr/return 0;/, 'return 1;' ],
);

# The tests that are likeliest to see a fault in a file of the glue, or a room.
my @likely = (
    [ qr/_conditions|_headers_in/, qw( validators requests ) ],
    [ qr/_headers_out/, qw( untouched caches validators ) ],
    [ qr{cli/check/(?:caches|host|robots|task)}, qw( check_limits check ) ],
    [ qr{cli/(?:check|list)}, qw( check check_answers check_sitemaps ) ],
    [ qr{http/directives|_module}, qw( configuration text places ) ],
    [ qr{http/status/ngx_http_legal_html}, qw( status_html status ) ],
    [ qr{http/counters|http/status}, qw( status monitoring ) ],
    [ qr{http/acknowledge|_form|_asked}, qw( acknowledge acknowledge_ways ) ],
    [ qr{http/archive}, qw( evidence ) ],
    [ qr{http/outlet}, qw( outlet ) ],
    [ qr{http/database}, qw( databases databases_load ages status ) ],
    [ qr/_decode/, qw( encodings bodies ) ],
    [ qr/_hold|_output|_scan|_splice/, qw( splice bodies ways place_cache ) ],
    [ qr/_inner|_preview/, qw( preview trust ) ],
    [ qr/_page_language|_render/, qw( languages text charsets ) ],
    [ qr/_page|_type/, qw( untouched trust_page requests ) ],
    [ qr/_place_cache/, qw( place_cache ) ],
    [ qr/_place|_verdict/, qw( decisions clients preview policies ) ],
    [ qr/_plain/, qw( text ) ],
    [ qr/_refusal/, qw( policies untouched requests ) ],
    [ qr/_request/, qw( requests ways bodies protocols ) ],
    [ qr/_untyped/, qw( untyped ) ],
    [ qr/_variables/, qw( decisions status caches ) ],
    [ qr{module/field}, qw( validators caches trust_page configuration ) ],
    [ qr{module/geo}, qw( decisions clients databases configuration ) ],
    [ qr{module/html}, qw( places charsets bodies configuration ) ],
    [ qr{module/notice}, qw( text languages configuration ) ],
);

sub files {
    my ($pattern, @dirs) = @_;
    my @found;
    find({ no_chdir => 1, wanted => sub {
        push @found, $_ if -f && $_ =~ $pattern;
    } }, @dirs);
    return sort @found;
}

# Faults that change nothing that could be seen, each with its reason.
sub equivalents {
    my %is;
    open my $f, '<', 'tests/lib/mutate.equivalent' or die "equivalents: $!\n";
    while (<$f>) {
        chomp;
        next if /^#|^$/;
        my ($file, $fault, $code, $why) = split /\t+/;
        die "mutate.equivalent:$.: no reason\n" unless $why;
        $is{join "\t", basename($file), $fault, $code} = 1;
    }
    return \%is;
}

sub trimmed {
    my ($line) = @_;
    $line =~ s/^\s+|\s+$//g;
    return $line;
}

# The lesser or greater of two, in this line and the next ones: where both are
# equal, it is either.
my $extreme = qr/^.*(?:
    \b(\S+)\ [<>]=?\ (\S+)\ \?\s+(?:\1\s+:\ \2|\2\s+:\ \1)
    |\(([\w.>-]+)\ [<>]=?\ (.+)\)\ \{\n\s+\3\ =\ \4;\n\s+\})/x;

# Room for a byte more than is needed, by doubling.
my $doubled = qr/^.*while \(.*\) \{\n.* \*= 2;/;

# A byte more of room is not seen.
my $room = qr/alloc\(.* \+ 1\)/;

# Tests that take their time.
my $slow = qr/allocation|clock|faults|hostile|monitoring|operations|signals|
    test_ln_plan\.c/x;

# Lines inside functions, without comments and log texts.
sub places {
    my $equivalent = equivalents();
    my @places;
    for my $file (files(qr/\.c$/, map { "module/$_" } split ' ', $rooms)) {
        next if $file =~ /iso3166|reference_names/;
        my @lines = lines($file);
        my ($in, $comment, $at) = (0, 0, 0);
        for (@lines) {
            my $three = join '', map { $lines[$_] // '' } $at .. $at + 2;
            $at++;
            $in = 1 if /^\{/;
            $in = 0 if /^\}/;
            $comment = 1 if m{/\*};
            my $code = $in && !$comment && !/log_error|ln_error\(|^ +"/;
            $comment = 0 if m{\*/};
            next if !$code;
            for my $i (0 .. $#faults) {
                next if $faults[$i][0] =~ /^(?:less|greater|at )/
                    && $three =~ /$extreme|$doubled/;
                next if $faults[$i][0] eq 'one more' && $_ =~ $room;
                push @places, [ $file, $at, $i ] if $_ =~ $faults[$i][1]
                    && !$equivalent->{join "\t", basename($file),
                        $faults[$i][0], trimmed($_)};
            }
        }
    }
    return @places;
}

sub run {
    my ($command) = @_;
    return system("($command) > $objects/log 2>&1") == 0;
}

sub lines {
    my ($file) = @_;
    open my $f, '<', $file or die "$file: $!\n";
    return <$f>;
}

sub put {
    my ($file, @lines) = @_;
    open my $f, '>', $file or die "$file: $!\n";
    print $f @lines;
    close $f or die "$file: $!\n";
}

# Whether command and module have all changes.
my $made;

# Compiles the core for the unit tests, or the module, if none of those sees
# file.
sub compile {
    my ($file) = @_;
    $made = 0;
    return $file =~ m{module/http} ? make() : run("$make_tests core");
}

# The command and the module, as far as they are older than the last change.
sub make {
    return $made ||= run("$make O=build/release command"
        . " && cp build/release/legal-notice build/"
        . " && cd build/nginx-src"
        . " && make -f $dir/build/nginx/Makefile modules"
        . " && cp $dir/build/nginx/*.so $dir/build/");
}

# Seconds of processor time that processes of this one have used, up to now.
sub used {
    my @times = times;
    return $times[2] + $times[3];
}

# Whether the test fails; its processes are ended at its first "not ok".
sub fails {
    my ($test) = @_;
    my @command = ($^X, $test);

    if ($test =~ /\.c$/) {
        my $program = "$objects/" . $test =~ s/\.c$//r;
        run("$make_tests $program") or die "$test does not link\n";
        die "$test was not linked with what has changed\n"
            if -M $program > -M "$objects/libcore.a";
        @command = ($program);

    } else {
        make() or die "no build\n";
    }

    my $before = used();
    remove_tree("$objects/tmp");
    make_path("$objects/tmp");
    chmod 0755, "$objects/tmp";

    my $pid = open my $out, '-|';
    die "fork: $!\n" unless defined $pid;
    if (!$pid) {
        setpgid(0, 0);
        open STDERR, '>', "$objects/stderr";
        open STDIN, '<', '/dev/null';
        $ENV{TMPDIR} = "$objects/tmp";
        $ENV{LN_BUILD} = "$dir/build";
        $ENV{PERL5LIB} = $perl_lib;
        $ENV{CMOCKA_MESSAGE_OUTPUT} = 'TAP';
        exec 'sh', '-c', 'ulimit -t "$0"; exec "$@"', $cpu_time, @command
            or POSIX::_exit(127);
    }
    my ($why, $status) = verdict($out, $pid);
    kill 'TERM', -$pid;
    for (1 .. 30) {
        last if defined $status;
        select undef, undef, undef, 0.1;
        $status = $? if waitpid($pid, WNOHANG) == $pid;
    }
    kill 'KILL', -$pid;
    close $out;
    $spent += used() - $before;
    return $why || ($status ? "status $status\n" : '');
}

# The first "not ok" that the test says, or none, and its status if it has ended.
# What it has started may outlive it, and holds its output open.
sub verdict {
    my ($out, $pid) = @_;
    my ($said, $end) = ('', time + $test_time);
    my $select = IO::Select->new($out);
    while (time < $end) {
        my $ready = $select->can_read(0.2);
        if ($ready && !sysread $out, $said, 65536, length $said) {
            waitpid $pid, 0;
            return ('', $?);
        }
        return ($1) if $said =~ /^(\s*not ok(?!.*# TODO).*\n)/m;
        $said =~ s/.*\n//s;
        return ('', $?) if !$ready && waitpid($pid, WNOHANG) == $pid;
    }
    return "it does not end\n";
}

# Whether the test reaches the line, or the last one before it that has code:
# of an expression, not every line has.
sub reaches {
    my ($test, $file, $line) = @_;
    my $of = $reached{$file} or return 1;
    return 1 if !exists $seconds{$test};
    $line-- while $line > 1 && !$of->{$line};
    return $of->{$line}{$test};
}

# The tests that reach a line, those first that are likeliest to see a fault.
sub tests {
    my ($file, $line) = @_;
    my $room = $file =~ m{module/(\w+)/} ? $1 : 'core';
    my $stem = basename($file, '.c');
    my %first;
    my ($likely) = grep { $file =~ $_->[0] } @likely;
    my $n = 0;
    $first{"tests/http/$_.t"} = ++$n for grep { !ref } @{ $likely || [] };
    my $weight = sub {
        my ($test) = @_;
        return $room eq 'http' ? 5 : $test =~ /\Qtest_$stem\E\.c/ ? 0
            : $test =~ m{unit/$room/} && $test !~ $slow ? 1 : 2
                if $test =~ m{unit/};
        return 3 if $test =~ m{dom/} && $room eq 'html';
        return $first{$test} ? 3 + $first{$test} / 10
            : $test =~ $slow ? 5 : 4;
    };
    return sort { $weight->($a) <=> $weight->($b)
            || ($seconds{$a} // 0) <=> ($seconds{$b} // 0) || $a cmp $b }
        grep { reaches($_, $file, $line) }
        files(qr{/test_[^/]*\.c$|\.t$}, map { "tests/$_" } qw( unit http dom ));
}

# The first test that sees the fault, undef if none does.  What a server's test
# says is asked twice: others may be busy on the machine.
sub seen_by {
    my ($file, $line) = @_;
    my $start = $spent;
    for my $test (tests($file, $line)) {
        last if $spent - $start > $patience;
        next if $file =~ /module.http/ && $test =~ m{unit/};
        next unless my $why = fails($test);
        return ($test, $why) if $test =~ /\.c$/ || fails($test);
    }
    return;
}

sub prepare {
    make_path($objects);
    run("$make_tests units") or die "no unit tests: see $objects/log\n";
}

my @places = places();

if ($ENV{LN_AT}) {
    my %at = map { $_ => 1 } split ' ', $ENV{LN_AT};
    @places = grep { $at{"$_->[0]:$_->[1]"} } @places;
    $count = @places * $shares;
}

printf "%d places for a fault in module/{%s}\n", scalar @places, $rooms;
prepare();

# tests that were seen to pass without a fault
my %sound;

my ($planted, $caught, %seen) = (0, 0);
while ($planted < $count / $shares && keys %seen < @places) {
    my $at = int rand @places;
    next if $seen{$at}++;
    next if (keys %seen) % $shares != $share % $shares;
    my ($file, $line, $i) = @{ $places[$at] };
    my @lines = lines($file);
    my @faulty = @lines;
    my $before = trimmed($lines[$line - 1]);
    $faulty[$line - 1] =~ s/$faults[$i][1]/$faults[$i][2]/;
    put($file, @faulty);

    # what does not compile is no fault
    my ($test, $why);
    my $start = time;
    my $compiles = compile($file)
        && eval { ($test, $why) = seen_by($file, $line); 1 };
    die $@ unless $compiles || ($@ || "no build\n") eq "no build\n";
    my $took = time - $start;

    put($file, @lines);
    compile($file) or die "$file does not compile without its fault\n";
    next unless $compiles;

    # on a busy machine a test may fail of itself: that says nothing

    if ($test && !$sound{$test} && fails($test) && fails($test)) {
        print "$test fails without a fault: $why";
        next;
    }

    $sound{$test} = 1 if $test;

    $planted++;
    $caught++ if $test;
    chomp $why if $why;
    printf "%s %s:%d %s: %s%s (%.0f s)\n", $test ? 'caught' : 'LIVES ',
        $file, $line, $faults[$i][0], $before,
        $test ? " -- $test: $why" : '', $took;
}

printf "%d of %d faults caught, %.0f%%\n", $caught, $planted,
    $planted ? 100 * $caught / $planted : 0;
