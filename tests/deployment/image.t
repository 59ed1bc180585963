#!/usr/bin/perl

# The image of config/container/Dockerfile, which image.pl has made in a chroot:
# it runs as its user, on a root that cannot be written, and shows what is due.

use warnings;
use strict;

use Cwd qw( abs_path );
use IO::Socket::INET;
use POSIX qw( WNOHANG );
use Test::More;
use LN;

plan skip_all => 'LN_IMAGE is not set, run ./config.sh test deployment'
    unless $ENV{LN_IMAGE};

# in a network and file system of its own: its ports are always the same

if (!$ENV{LN_INSIDE}) {
    $ENV{LN_INSIDE} = 1;
    exec 'unshare', '--net', '--mount', '--pid', '--fork', '--kill-child',
        'sh', '-c', 'ip link set lo up && exec "$@"', '-', $^X, $0;
}

my $t = LN->new;
my $root = "$ENV{LN_IMAGE}/image";
open my $f, '<', "$ENV{LN_IMAGE}/run" or die;
chomp(my ($user, @cmd) = <$f>);

my $page = '<html lang=en><body><article><p>It sails at noon.</p></article></body>'
    . '</html>';
my $server = IO::Socket::INET->new(Listen => 50, ReuseAddr => 1,
    LocalAddr => '127.0.0.1', LocalPort => 8000) or die "upstream: $!";
$t->spawn(sub {
    while (my $c = $server->accept) {
        while (<$c>) { last if /^\r/ }
        print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
            . "Connection: close\r\n\r\n$page";
        close $c;
    }
});

sub system_ok { system(@_) == 0 or die "@_ fails" }

# the volumes: the database, a name, and a root that cannot be written

system_ok('cp', "$t->{build}/testdb/City.mmdb",
    "$root/var/lib/GeoIP/GeoLite2-City.mmdb");
open my $hosts, '>', "$root/etc/hosts" or die;
print $hosts "127.0.0.1 localhost upstream\n";
close $hosts;
system_ok('mount', '--bind', $root, $root);
system_ok('mount', '-o', 'remount,bind,ro', $root);
system_ok('mount', '-t', 'tmpfs', '-o', 'mode=1777', 'tmpfs', "$root/tmp");
system_ok('mount', '-t', 'proc', 'proc', "$root/proc");

# standard output and error are the user's, as container engines make them

my $pid = $t->spawn(sub {
    open STDOUT, '>', $t->dir . '/stdout';
    open STDERR, '>', $t->dir . '/stderr';
    chown split(/:/, $user), *STDOUT, *STDERR;
    exec 'chroot', "--userspec=$user", $root, @cmd;
});

$t->{port} = 8080;
ok(within(10, sub { IO::Socket::INET->new('127.0.0.1:8080') }), 'it starts')
    or diag $t->slurp('stderr');
open my $status, '<', "$root/proc/$pid/status" or die;
is((map { /^Uid:\s+(\d+)/ } <$status>)[0], 33, 'as www-data');

my @by = (fields => [ 'X-Forwarded-For: 127.0.0.11' ]);

# who is asked from is in no network of set_real_ip_from: the connection counts

my $a = $t->get(11, '/');
is($a->{status}, 200, 'a page from the application');
like($a->{body}, qr{It sails at noon\.</p><aside class="legal-notice"}, 'its notice');
unlike($a->{body}, qr/\{\{/, 'whose words are filled in');
$a = $t->get(41, '/', @by);
is($a->{body}, $page, 'none for another reader, whatever he says');
is(field($a, 'Cache-Control'), 'private', 'and no shared cache keeps it');
is($t->status(41, '/healthz'), 204, '/healthz');
like($t->body(41, '/metrics', port => 9145), qr/^legal_.*notice="undesirable"/m,
    '/metrics, from a network that may');
like($t->slurp('stdout'), qr/ GET \/ 200 notices=undesirable /, 'logs to the output');
unlike($t->slurp('stderr'), qr/\[(?:emerg|alert|crit|error)\]/, 'nor is anything wrong')
    or diag $t->slurp('stderr');

kill 'QUIT', $pid;
ok(within(10, sub { waitpid($pid, WNOHANG) == $pid }), 'STOPSIGNAL ends it');
is($?, 0, 'in order');

done_testing();
