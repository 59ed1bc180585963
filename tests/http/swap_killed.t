#!/usr/bin/perl

# A worker dies while it reads a replaced database: the system has no memory for
# it, or forbids a call.  Another one tries once more; then the file is left
# alone for a while, or no worker would live.

use warnings;
use strict;

use File::Copy qw( copy move );
use JSON::PP;
use Test::More;
use LN;

plan skip_all => 'a program under AddressSanitizer takes no such preload'
    if LN::sanitized();

my $t = LN->new;
my $dir = $t->dir;

# Who opens the database in a thread beside the first one is killed, while there
# is a file for it.
$t->write('kill.c', <<'END');
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char  *file;

__attribute__((constructor))
static void
begin(void)
{
    file = strdup(getenv("LN_KILL"));   /* nginx clears its environment */
}

static int
opened(const char *name, const char *path, int flags, int mode)
{
    int (*next)(const char *path, int flags, ...);

    if (strstr(path, "db.mmdb") && syscall(SYS_gettid) != getpid()
        && access(file, F_OK) == 0)
    {
        (void) kill(getpid(), SIGKILL);
        (void) pause();
    }

    next = (int (*)(const char *, int, ...)) dlsym(RTLD_NEXT, name);
    return next(path, flags, mode);
}

#define OPEN(name)                                                            \
    int                                                                       \
    name(const char *path, int flags, ...)                                    \
    {                                                                         \
        int      mode;                                                        \
        va_list  args;                                                        \
        va_start(args, flags);                                                \
        mode = va_arg(args, int);                                             \
        va_end(args);                                                         \
        return opened(#name, path, flags, mode);                              \
    }

OPEN(open)
OPEN(open64)
END
system('gcc', '-O1', '-shared', '-fPIC', '-o', "$dir/kill.so", "$dir/kill.c") == 0
    or die "gcc fails\n";

$t->write('html/a.html', '<p>x');
for ([ one => 'RU MOW Moscow 524901' ], [ two => 'DE BE Berlin 2950159' ]) {
    my ($name, $place) = @$_;
    mkdir "$dir/$name";
    $t->write("$name.txt", "127.0.0.11/32 1 $place\n");
    system('perl', "$t->{build}/../tests/lib/testdb/make-testdb.pl",
        "$dir/$name", "$dir/$name.txt") == 0 or die;
}
copy("$dir/one/City.mmdb", "$dir/db.mmdb") or die;

{
    local $ENV{LD_PRELOAD} = "$dir/kill.so";
    local $ENV{LN_KILL} = "$dir/kill";
    $t->start(<<'END', main => 'worker_processes 2;');
legal_database DIR/db.mmdb;
legal_database_check 50ms;
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    location / { add_header X-Country "$legal_country" always; }
    location = /status { legal_status; }
}
END
}

sub country { field($t->get(11, '/a.html'), 'X-Country') // '' }
sub database { decode_json($t->body(1, '/status'))->{databases}[0] }
sub deaths { scalar(() = $t->log =~ /exited on signal 9/g) }
sub replace {
    my ($name) = @_;
    copy("$dir/$name/City.mmdb", "$dir/new.mmdb") or die;
    move("$dir/new.mmdb", "$dir/db.mmdb") or die;
}

is(country(), 'RU', 'at first');

my $refused = qr/\[error\].*db\.mmdb" was replaced by one that cannot be used, the old one stays in use: two workers have died while they read it, the log says by which signals/;
$t->write('kill', '');
replace('two');
ok(within(5, sub { $t->log =~ $refused }), 'a file by which workers die is refused');
is(deaths(), 2, '.. by the second one');
is(until_is('RU', \&country), 'RU', '.. and the old one stays in use');
is(database()->{failed_swaps}, 1, '.. and that is counted');

ok(within(5, sub { deaths() > 2 }), 'it is tried again later');
unlink "$dir/kill" or die;
ok(within(10, sub { country() eq 'DE' }), '.. and is used when all is well');
is(scalar(() = $t->log =~ /$refused/g), 1, '.. what was wrong was said once');
is(database()->{failed_swaps}, 1, '.. and counted once');
cmp_ok(deaths(), '<', 6, 'no worker died for nothing');

# another file begins anew

my $before = deaths();
$t->write('kill', '');
replace('one');
ok(within(5, sub { deaths() > $before }), 'a worker dies by another one');
unlink "$dir/kill" or die;
ok(within(5, sub { country() eq 'RU' }), '.. and the next one reads it at once');

$t->done(seen => qr/exited on signal 9/);
