#!/usr/bin/perl

# Databases that root can read and the user of the workers cannot: nginx starts
# with them, and no worker can read the next one.  `nginx -t` and each start say
# so; so does a swap that fails for it.

use warnings;
use strict;

use File::Copy qw( copy move );
use JSON::PP;
use Test::More;
use LN;

plan skip_all => 'only root runs workers as another user' if $> != 0;

my $t = LN->new;
my $nginx = $ENV{LN_NGINX} // 'nginx';
my $dir = $t->dir;
my ($user, $uid, $gid) = (getpwuid 33)[0, 2, 3];
plan skip_all => 'there is no user www-data, which Debian has'
    if ($user // '') ne 'www-data';
my ($other, $other_gid) = (getgrgid 4)[0, 2];

$t->databases(map { my ($name, $where) = @$_;
    $name => join '', map { "$_ 1 $where\n" } '127.0.0.11/32', '2001:db8:11::/48' }
    [ moscow => 'RU MOW Moscow 524901' ], [ berlin => 'DE BE Berlin 2950159' ]);

mkdir "$dir/$_" for qw( a a/b );
my $db = "$dir/a/b/db.mmdb";

# A file with an owner, a group and a mode, in directories with a mode.
sub file {
    my (%o) = @_;
    copy("$dir/" . ($o{from} // 'moscow') . '/City.mmdb', "$db.new") or die;
    chown $o{uid} // 0, $o{gid} // 0, "$db.new" or die;
    chmod $o{mode} // 0644, "$db.new" or die;
    move("$db.new", $db) or die;
    for my $above ("$dir/a", "$dir/a/b") {
        chown $o{above_uid} // 0, $o{above_gid} // 0, $above;
        chmod 0755, $above;
    }
    chmod $o{above}, "$dir/a" if $o{above};
}

my $conf = <<'END';
legal_database DIR/a/b/db.mmdb;
legal_database_check 50ms;
legal_jurisdiction ru { country RU; }
legal_restriction r { in ru; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply r;
    location = /status { legal_apply off; legal_status; }
    location = /html { legal_apply off; legal_status html; }
}
END

# What `nginx -t` warns of, without what is around it.
sub said {
    my ($name, %o) = @_;
    my ($ok, $said) = $t->check($o{conf} // $conf, user => $user, %o);
    ok($ok, "$name: nginx -t passes") or diag $said;
    return join "\n", $said =~ /\[warn\] (?:\d+#\d+: )?(.*)$/mg;
}

sub silent {
    my ($name, %o) = @_;
    is(said($name, %o), '', "$name: no warning");
}

my $denied = 'without a reload (13: Permission denied)';
my $of_file = qr/^user "www-data" of the workers cannot read database "\Q$db\E": let it read each new file, or none is used \Q$denied\E$/;
sub of_directory {
    my ($directory, $database) = @_;
    return qr/^user "www-data" of the workers cannot search "\Q$directory\E" for database "\Q$database\E": let it search this directory, or no new file is used \Q$denied\E$/;
}

file();
silent('all may read it');
file(mode => 0600);
like(said('root alone'), $of_file, '.. is warned of');
silent('workers of root', user => 'root');
silent('without swaps', conf => $conf =~ s/50ms/off/r);
silent('no workers', main => 'master_process off;');
file(mode => 0400, uid => $uid);
silent('the user owns it');
file(mode => 0077, uid => $uid);
like(said('an owner with less than others'), $of_file, '.. is warned of');
file(mode => 0640, gid => $gid);
silent('the group of the user');
file(mode => 0604, gid => $gid);
like(said('a group with less than others'), $of_file, '.. is warned of');
file(mode => 0640, gid => $other_gid);
like(said('another group'), $of_file, '.. is warned of');
silent('a group that "user" names', user => "$user $other");

# groups that a user is in besides: as another machine has them

SKIP: {
    skip 'no other /etc/group', 2 if system(
        'unshare -m mount --bind /etc/group /etc/group 2>/dev/null') != 0;
    file(mode => 0640, gid => 54321);
    my $groups = do { open my $f, '<', '/etc/group' or die; local $/; <$f> };
    $t->write('group', "ln-test:x:54321:$user\n$groups");
    $t->write('nginx', "#!/bin/sh\nexec unshare -m sh -c 'mount --bind"
        . " $dir/group /etc/group && exec \"\$@\"' sh $nginx \"\$@\"\n");
    chmod 0755, "$dir/nginx";
    my $path = $t->conf($conf, user => $user, watch => 0);
    my $said = `$dir/nginx -t -c $path -e $dir/error.log 2>&1`;
    is($?, 0, 'a group that the user is also in: nginx -t passes') or diag $said;
    unlike($said, qr/\[warn\]/, '.. without a warning');
}

# an access control list, of what the kernel has in its attribute: the owner may
# read and write, the user may read; a mask that allows both; nobody else

SKIP: {
    file(mode => 0600);
    skip 'the numbers of another system', 2 if `uname -m` ne "x86_64\n";
    my $list = pack 'V (vvV)5', 2, 1, 6, ~0, 2, 4, $uid, 4, 0, ~0, 16, 4, ~0,
        32, 0, ~0;
    my $name = 'system.posix_acl_access';
    skip 'no access control lists', 2
        if syscall(188, $db, $name, $list, length $list, 0) != 0;
    silent('a list of who may');
}

file(above => 0700);
like(said('a directory of root alone'), of_directory("$dir/a", $db),
    '.. is warned of');
file(above => 0700, above_uid => $uid);
silent('a directory of the user');
file(above => 0711);
silent('a directory that nobody may list');

# by a link: what counts is the way to it, and where it goes

mkdir "$dir/closed", 0700;
for my $link ([ "$dir/link.mmdb" => 0700, "$dir/a" ],
              [ "$dir/closed/link.mmdb" => 0755, "$dir/closed" ]) {
    my ($path, $mode, $closed) = @$link;
    file(above => $mode);
    symlink $db, $path or die;
    like(said("a link $path", conf => $conf =~ s/DIR.*db/$path/r),
        of_directory($closed, $path), '.. is warned of');
}

# a swap fails, and is told

file(mode => 0640, gid => $gid);
my $said = length $t->log;
$t->start($conf, user => $user);
unlike(substr($t->log, $said), qr/of the workers/, 'a start that is right');
is($t->status(11, '/'), 451, 'the reader is in Moscow');

sub database { return decode_json($t->body(1, '/status'))->{databases}[0] }

# What is logged after something is done, up to a line.
sub logged {
    my ($line, $do) = @_;
    my $said = length $t->log;
    $do->();
    LN::within(10, sub { substr($t->log, $said) =~ $line });
    return substr $t->log, $said;
}

my $refused = qr/\[error\].*database "\Q$db\E" was replaced by one that cannot be used, the old one stays in use: cannot open database "\Q$db\E": Permission denied/;
like(logged($refused, sub { file(from => 'berlin', mode => 0600) }), $refused,
    'a new file that root alone may read');
is($t->status(11, '/'), 451, '.. is not used');
is(database()->{failed_swaps}, 1, '.. is counted');
like($t->body(1, '/html'), qr/a new file could not be used/, '.. and the page warns of it');

my $used = qr/database "\Q$db\E" was replaced and is in use/;
like(logged($used, sub { chmod 0644, $db }), $used, 'it may be read now');
isnt($t->status(11, '/'), 451, '.. and the reader is in Berlin');

# a directory that workers cannot search any more: the file is not gone

my $hidden = qr/\[error\].*database "\Q$db\E" cannot be looked at by the workers, the one that was loaded stays in use \(13: Permission denied\)/;
like(logged($hidden, sub { chmod 0700, "$dir/a" }), $hidden,
    'a directory of root alone');
isnt($t->status(11, '/'), 451, '.. leaves what was loaded');
like($t->body(1, '/html'),
    qr/the workers cannot look at its file.*Let their user search the directories above/s,
    '.. and the page warns of it');
chmod 0755, "$dir/a";
ok(LN::within(10, sub { $t->body(1, '/html') !~ /cannot look at/ }),
    '.. until it may be searched');
my $gone = qr/\[error\].*database "\Q$db\E" is gone.*\(2: /;
like(logged($gone, sub { move($db, "$db.old") or die }), $gone, 'one that is gone is said to be');
like($t->body(1, '/html'), qr/its file is gone/, '.. by the page, too');
move("$db.old", $db) or die;

# a start says so as well, and so does a reload

like(logged(qr/user "www-data"/, sub { chmod 0600, $db; $t->reload }),
    qr/\[warn\].*user "www-data" of the workers cannot read database/,
    'a reload warns');
isnt($t->status(11, '/'), 451, '.. and works');
is(scalar(() = $t->workers), 1, 'as before');

$t->done;
