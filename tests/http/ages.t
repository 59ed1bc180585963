#!/usr/bin/perl

# A database that grows old under a running server: a line a day, whichever
# workers come and go, and under "uncertain" nothing that it says of a place
# counts from then on.

use warnings;
use strict;

use Test::More;
use LN;

my $t = LN->new;
my $dir = $t->dir;
my $lib = "$t->{build}/../tests/lib";
my $day = 24 * 60 * 60;
my ($s, $last);

system('gcc', '-O1', '-shared', '-fPIC', '-o', "$dir/clock.so", "$lib/clock.c")
    == 0 or die "gcc fails\n";

$t->write('html/a.html', '<p>x');
$t->databases(one => "127.0.0.11/32 1 RU MOW Moscow 524901\n");

# So many seconds from now on are ahead.
sub later {
    open my $f, '+<:raw', "$dir/clock" or die "clock: $!";
    syswrite $f, pack 'q', $_[0];
    close $f;
    select undef, undef, undef, 0.5;
}

# nginx looks so often that a worker that reads a copy of its own is seen before
# it has it.
sub begin {
    my ($age) = @_;
    $t->write('clock', pack 'q', 0);
    unlink "$dir/error.log";
    local $ENV{LN_CLOCK} = "$dir/clock";
    local $ENV{LD_PRELOAD} = "$dir/clock.so";
    local $ENV{ASAN_OPTIONS} = join ':', $ENV{ASAN_OPTIONS} // (),
        'verify_asan_link_order=0';
    $t->start(<<"END", main => 'worker_processes 2;');
legal_database DIR/one/City.mmdb;
legal_database_check 2ms;
legal_database_max_age $age;
legal_jurisdiction ru { region RU-MOW; }
legal_restriction r { in ru; uncertain allow; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    keepalive_timeout 60s;
    location / {
        legal_apply r;
        add_header X-Says "\$legal_country|\$legal_jurisdictions|\$legal_uncertain" always;
    }
}
END
    undef $s;
}

# What one reader gets, on a new connection and on one that was kept alive.
sub says {
    $s //= IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $t->port,
        LocalAddr => '127.0.0.11', Timeout => 5) or die "connect: $!";
    print $s "GET /a.html HTTP/1.1\r\nHost: a\r\n\r\n";
    my $got = '';
    while ($got !~ /\r\n\r\n/) {
        sysread $s, $got, 4096, length $got or die "no answer: $got";
    }
    my ($length) = $got =~ /^Content-Length: (\d+)/mi or die $got;
    while (length(($got =~ /\r\n\r\n(.*)/s)[0]) < $length) {
        sysread $s, $got, 4096, length $got or die "no body: $got";
    }
    my ($kept) = $got =~ /^X-Says: (.*)\r/m;
    return $kept;
}

sub asked_anew { return field($t->get(11, '/a.html'), 'X-Says') }

sub lines { return scalar(() = $t->log =~ /City\.mmdb" was built .* update it/g) }

# As many lines come, and no more: a replaced file is read where nobody else wants
# to run.
sub come {
    my ($lines, $name) = @_;
    within(10, sub { lines() >= $lines });
    select undef, undef, undef, 0.3;
    return is(lines(), $lines, $name);
}

# All die, and others take their place.
sub new_workers {
    my %was = map { $_ => 1 } $t->workers;
    kill 'KILL', keys %was;
    within(10, sub { keys %was == grep { !$was{$_} } $t->workers });
    select undef, undef, undef, 0.5;
}

my ($certain, $uncertain) = ('RU|ru|0', '||1');

begin('10d uncertain');
is(says(), $certain, 'a new database is certain');
is($t->status(11, '/a.html'), 451, 'and refuses');
later(9 * $day);
is(says(), $certain, 'and still is after nine days');
is(lines(), 0, 'no line');

later(10 * $day + 600);
is(says(), $uncertain, 'a connection kept alive: uncertain when it is too old');
is(asked_anew(), $uncertain, 'a new connection too');
is($t->status(11, '/a.html'), 200, 'and does not refuse any more');
come(1, 'one line, of both workers');
like($t->log, qr/\[warn\] .*was built 10 days ago, .*its places are uncertain, /,
    'it says what follows');

later(11 * $day);
is(lines(), 1, 'no second one within a day');
later(11 * $day + 660);
come(2, 'one a day later');

new_workers();
is(asked_anew(), $uncertain, 'workers that take the place of others: the same');
is(lines(), 2, 'and no line of theirs within the day');

later(14 * $day);
come(3, 'one after some days');
$t->reload;
come(4, 'and one at a reload, of all processes');
undef $s;
utime 1_700_000_000, 1_700_000_000, "$dir/one/City.mmdb";
come(5, 'one of a database that replaces it and is as old');
new_workers();
is(lines(), 5, 'and none of new workers');
is(says(), $uncertain, 'uncertain still');

later(0);
is(says(), $certain, 'the clock was wrong and is put back: certain again');
is(asked_anew(), $certain, 'on a new connection too');
$t->stop;

begin('10d warn');
is(asked_anew(), $certain, 'warn: certain');
later(10 * $day + 600);
come(1, 'a line');
like($t->log, qr/legal_database_max_age is 10 days, update it/, 'without more');
is(says(), $certain, 'and certain still');
is($t->status(11, '/a.html'), 451, 'it refuses');

$t->done(seen => qr/exited on signal 9/);
