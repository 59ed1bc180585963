#!/usr/bin/perl

# The clock jumps, forth and back: what is in force is decided by the new time,
# and nothing waits for the old one.

use warnings;
use strict;

use File::Copy qw( copy move );
use POSIX qw( strftime );
use Test::More;
use Time::HiRes qw( sleep time );
use LN;

my $t = LN->new;
my $dir = $t->dir;
my $nginx = $ENV{LN_NGINX} // 'nginx';
my $shim = "$dir/fail_system.so";
my $day = 24 * 60 * 60;

plan skip_all => 'a program under AddressSanitizer takes no such preload'
    if `ldd \$(command -v $nginx)` =~ /asan/;

system('gcc', '-O1', '-shared', '-fPIC', '-o', $shim,
    "$t->{build}/../tests/lib/fail_system.c") == 0 or die "gcc fails\n";

# The clock is off by so many seconds from now on.
sub jump {
    open my $f, '+<:raw', "$dir/fault" or die;
    syswrite $f, pack 'l6 q a256', (0) x 6, $_[0], '';
    sleep 0.6;
}

sub date { strftime '%Y-%m-%dT%H:%M:%SZ', gmtime(CORE::time + $_[0]) }

$t->write('fault', "\0" x 288);
$t->write('text/en.html', '<p>n</p>');
$t->write('html/a.html', '<html lang="en"><body><article>x</article>');
$t->databases(one => "127.0.0.11/32 1 RU MOW Moscow 524901\n",
    two => "127.0.0.11/32 2 DE BE Berlin 2950159\n");
copy("$dir/one/City.mmdb", "$dir/db.mmdb") or die;

{
    local $ENV{LD_PRELOAD} = $shim;
    local $ENV{LN_FAIL_SYSTEM} = "$dir/fault";
    my ($since, $until) = (date(10 * $day), date(20 * $day));
    $t->start(<<"END");
    legal_database DIR/db.mmdb;
    legal_database_check 50ms;
    legal_jurisdiction all { network 127.0.0.0/8; }
    legal_notice always { in all; text DIR/text; place append article; }
    legal_notice later { in all; text DIR/text; place append article;
        since $since; until $until; }
    legal_restriction r { in all; since $since; until $until; }
    server {
        listen 127.0.0.1:PORT;
        root DIR/html;
        legal_apply always later;
        add_header X-Country \$legal_country;
        location /r/ { alias DIR/html/; legal_apply r; }
    }
END
}

sub shown {
    my $begin = time;
    my $answer = $t->get(11, '/a.html');
    my $refusal = $t->status(11, '/r/a.html');
    return 'slow' if time - $begin > 1;
    return join ' ', $answer->{body} =~ /data-legal-notice="(\w+)"/g, $refusal;
}

# A replaced database is in use before long.
sub swapped {
    my ($name, $want) = @_;
    copy("$dir/$name/City.mmdb", "$dir/new.mmdb") or die;
    move("$dir/new.mmdb", "$dir/db.mmdb") or die;
    return within(10, sub {
        return (field($t->get(11, '/a.html'), 'X-Country') // '') eq $want;
    });
}

my @names = ([ two => 'DE' ], [ one => 'RU' ]);

for my $case (
    [ 0, 'always 200', 'now' ],
    [ 15 * $day, 'always later 451', 'forth, into the time' ],
    [ 0, 'always 200', 'back' ],
    [ 25 * $day, 'always 200', 'forth, past it' ],
    [ 15 * $day, 'always later 451', 'back into it' ],
    [ -400 * $day, 'always 200', 'a year back' ],
    [ 3000 * $day, 'always 200', 'eight years forth' ],
    [ 10 * $day - 3600, 'always 200', 'an hour before it' ],
    [ 10 * $day + 3600, 'always later 451', 'an hour after it' ],
) {
    my ($shift, $want, $name) = @$case;
    jump($shift);
    is(shown(), $want, $name);
    is(shown(), $want, "$name, once more");
    my $db = shift @names;
    push @names, $db;
    ok(swapped(@$db), "$name: a database is replaced");
}

$t->done;
