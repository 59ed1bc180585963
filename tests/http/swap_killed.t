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

system('gcc', '-O1', '-shared', '-fPIC', '-o', "$dir/fail_system.so",
    "$t->{build}/../tests/lib/fail_system.c") == 0 or die "gcc fails\n";

# Whether who opens the database is killed from now on.
sub kills {
    my ($kills) = @_;
    my $open = $kills ? 8 : 0;
    $t->write('fault', pack 'l6 q a256 l', $open, -9, (0) x 4, 0, 'db.mmdb', 0)
        unless -e "$dir/fault";
    open my $f, '+<:raw', "$dir/fault" or die;
    syswrite $f, pack 'l', $open;
}

kills(0);
$t->write('html/a.html', '<p>x');
$t->databases(one => "127.0.0.11/32 1 RU MOW Moscow 524901\n",
    two => "127.0.0.11/32 1 DE BE Berlin 2950159\n");
copy("$dir/one/City.mmdb", "$dir/db.mmdb") or die;

{
    local $ENV{LD_PRELOAD} = "$dir/fail_system.so";
    local $ENV{LN_FAIL_SYSTEM} = "$dir/fault";
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
kills(1);
replace('two');
ok(within(5, sub { $t->log =~ $refused }), 'a file by which workers die is refused');
is(deaths(), 2, '.. by the second one');
is(until_is('RU', \&country), 'RU', '.. and the old one stays in use');
is(database()->{failed_swaps}, 1, '.. and that is counted');

ok(within(5, sub { deaths() > 2 }), 'it is tried again later');
kills(0);
ok(within(10, sub { country() eq 'DE' }), '.. and is used when all is well');
is(scalar(() = $t->log =~ /$refused/g), 1, '.. what was wrong was said once');
is(database()->{failed_swaps}, 1, '.. and counted once');
cmp_ok(deaths(), '<', 6, 'no worker died for nothing');

# another file begins anew

my $before = deaths();
kills(1);
replace('one');
ok(within(5, sub { deaths() > $before }), 'a worker dies by another one');
kills(0);
ok(within(5, sub { country() eq 'RU' }), '.. and the next one reads it at once');

$t->done(seen => qr/exited on signal 9/);
