#!/usr/bin/perl

# The thread that reads a replaced database runs only where nobody else wants
# to; one that gets nowhere gives up, and another one has a share of its own.

use warnings;
use strict;

use File::Copy qw( copy move );
use Test::More;
use Time::HiRes qw( sleep time );
use LN;

plan skip_all => 'a program under AddressSanitizer takes no such preload'
    if LN::sanitized();

my $t = LN->new;
my $dir = $t->dir;
my $shim = "$dir/fail_system.so";
my ($idle, $other) = (5, 0);            # SCHED_IDLE, SCHED_OTHER
my $nice = getpriority 0, 0;            # of this test, and so of its nginx
my $gives_way = $nice + 10 > 19 ? 19 : $nice + 10;

system('gcc', '-O1', '-shared', '-fPIC', '-o', $shim,
    "$t->{build}/../tests/lib/fail_system.c") == 0 or die "gcc fails\n";

# A worker that ends gives its modules back, and is gone a little later: here a
# second later, while the file is there.
$t->write('late.c', <<'END');
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char  *file;

__attribute__((constructor))
static void
late(void)
{
    file = strdup(getenv("LN_LATE"));   /* nginx clears its environment */
}

void
exit(int status)
{
    void (*next)(int);

    if (access(file, F_OK) == 0) {
        (void) sleep(1);
    }

    next = (void (*)(int)) dlsym(RTLD_NEXT, "exit");
    next(status);
    abort();
}
END
my $late = "$dir/late.so";
system('gcc', '-O1', '-shared', '-fPIC', '-o', $late, "$dir/late.c") == 0
    or die "gcc fails\n";

$t->write('html/a.html', '<p>x');
$t->write('fault', "\0" x 296);
$t->databases(one => "127.0.0.11/32 1 RU MOW Moscow 524901\n",
    two => "127.0.0.11/32 1 DE BE Berlin 2950159\n");
copy("$dir/one/City.mmdb", "$dir/db.mmdb") or die;

{
    local $ENV{LD_PRELOAD} = "$shim $late";
    local $ENV{LN_FAIL_SYSTEM} = "$dir/fault";
    local $ENV{LN_LATE} = "$dir/late";
    $t->start(<<'END');
legal_database DIR/db.mmdb;
legal_database_check 50ms;
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    add_header X-Country "$legal_country" always;
    add_header X-Worker "$pid" always;
}
END
}

# Each read of the database takes so many milliseconds from now on.
sub slow {
    my ($ms) = @_;
    open my $f, '+<:raw', "$dir/fault" or die;
    syswrite $f, pack 'l6 q a256 l', $ms ? 1 : 0, 0, 2 ** 30, (0) x 4,
        'db.mmdb', $ms;
}

sub country { field($t->get(11, '/a.html'), 'X-Country') // '' }

# Policy and nice value of each thread of the worker but its first one.
my $worker = field($t->get(11, '/a.html'), 'X-Worker');
sub threads {
    my @threads;
    for my $task (glob "/proc/$worker/task/*") {
        next if $task =~ m{/$worker$};
        open my $f, '<', "$task/stat" or next;
        my $stat = <$f> // next;
        my @fields = split ' ', $stat =~ s/^.*\) //r;
        push @threads, "$fields[38] $fields[16]";
    }
    return @threads;
}

sub replace {
    my ($name) = @_;
    copy("$dir/$name/City.mmdb", "$dir/new.mmdb") or die;
    move("$dir/new.mmdb", "$dir/db.mmdb") or die;
}

# Until code is true, at most so many seconds; the seconds that it took.
sub until_true {
    my ($seconds, $code) = @_;
    my $begin = time;
    sleep 0.05 until $code->() || time > $begin + $seconds;
    return time - $begin;
}

is_deeply([ threads() ], [], 'at first the worker has one thread');
is(country(), 'RU', 'and the first database');

slow(300);
replace('two');
until_true(5, sub { "@{[ threads() ]}" eq "$idle $nice" });
is_deeply([ threads() ], [ "$idle $nice" ], 'one that reads is idle');
is(country(), 'RU', 'the old database is in use meanwhile');
until_true(20, sub { country() eq 'DE' });
is(country(), 'DE', 'the new one when it is read');
until_true(5, sub { !threads() });
is_deeply([ threads() ], [], 'no thread is left');

slow(3000);
replace('one');
until_true(5, sub { "@{[ threads() ]}" eq "$idle $nice" });
my $took = until_true(20, sub { "@{[ threads() ]}" eq "$other $gives_way" });
is_deeply([ threads() ], [ "$other $gives_way" ],
    'one that gets nowhere gives up: the next one is not idle');
cmp_ok($took, '>', 3, 'not before it has had its time');
slow(0);
until_true(20, sub { country() eq 'RU' });
is(country(), 'RU', 'which reads it');
is(() = $t->log =~ /db\.mmdb" was replaced and is in use/g, 2,
    'each swap is logged once');
unlike($t->log, qr/given up/, 'that one began anew is not');

# a worker that ends while its thread reads: nginx unloads the module then, whose
# code the thread is in

until_true(5, sub { !threads() });
slow(300);
replace('two');
until_true(5, sub { threads() });
is(scalar(() = threads()), 1, 'a thread reads');
$t->write('late', '');
$t->reload;
until_true(10, sub { !-d "/proc/$worker" });
ok(!-d "/proc/$worker", 'the worker ends');
slow(0);
ok(within(10, sub { $t->log =~ /worker process $worker exited with code 0/ }),
    '.. and does not die');

$t->done;
