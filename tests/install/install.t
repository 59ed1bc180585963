#!/usr/bin/perl

# `./config.sh install` and `uninstall` below a directory.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use File::Find qw( find );
use File::Path qw( make_path remove_tree );
use Test::More;
use LN;

my $top = abs_path(dirname(abs_path($0)) . '/../..');
my $t = LN->new;
my $dest = $t->dir . '/dest';

sub run {
    my ($command) = @_;
    my $said = `cd $top && DESTDIR=$dest ./config.sh $command 2>&1`;
    is($?, 0, $command) or diag $said;
    return $said;
}

sub files {
    my @files;
    find(sub { push @files, $File::Find::name =~ s/^\Q$dest\E//r if -f },
         $dest);
    return sort @files;
}

sub slurp { local (@ARGV, $/) = @_; return scalar <> }

run('install');
my %is = map { $_ => 1 } files();
ok($is{$_}, $_) for '/usr/lib/nginx/modules/ngx_http_legal_notice_module.so',
    '/usr/local/bin/legal-notice',
    '/usr/local/share/man/man1/legal-notice.1',
    '/usr/local/share/man/man5/legal_notice.5',
    '/etc/nginx/modules-enabled/60-mod-http-legal-notice.conf',
    '/etc/nginx/legal-notice/notices/undesirable/ru.html',
    '/etc/nginx/legal-notice/jurisdictions/russia-controlled.conf',
    '/etc/nginx/legal-notice/restrictions/age.conf',
    '/etc/nginx/legal-notice/restrictions/age/fa.html',
    '/etc/nginx/legal-notice/restrictions/undesirable/kk.html',
    '/etc/nginx/legal-notice/legal-notice.css',
    '/etc/nginx/legal-notice/legal-notice.js';

is(slurp("$dest/etc/nginx/modules-enabled/60-mod-http-legal-notice.conf"),
    "load_module modules/ngx_http_legal_notice_module.so;\n", 'it is loaded');
like(`$dest/usr/local/bin/legal-notice 2>&1`, qr/^usage: /, 'the command runs');

# what was installed works
local $ENV{LN_BUILD} = "$dest/usr/lib/nginx/modules";
my $u = LN->new;
my $db = "$top/tests/data/City.mmdb";
my ($ok, $said) = $u->check(<<"END");
legal_database $db;
include $dest/etc/nginx/legal-notice/jurisdictions/*.conf;
legal_notice n { in russia-controlled;
    text $dest/etc/nginx/legal-notice/notices/undesirable; }
legal_restriction age { in us-mississippi; acknowledge 30d;
    page $dest/etc/nginx/legal-notice/restrictions/age; }
server { set \$legal_publisher x; set \$legal_more_url y;
    set \$legal_leave_url z; legal_apply n; }
END
ok($ok, 'nginx takes what was installed') or diag $said;

# apt-get asks before it upgrades nginx
my $check = '/usr/local/lib/legal-notice/check-upgrade';
ok($is{$check} && $is{'/etc/apt/apt.conf.d/60legal-notice'}, 'a check is there');
like(slurp("$dest/etc/apt/apt.conf.d/60legal-notice"),
    qr/^DPkg::Pre-Install-Pkgs \{ "if \[ -x \Q$check\E \]; then \Q$check\E; fi"; \};$/,
    'apt-get runs it');
like(`APT_CONFIG=$dest/etc/apt/apt.conf.d/60legal-notice apt-config dump`,
    qr/^DPkg::Pre-Install-Pkgs:: "if \[ -x \Q$check\E \];/m, 'and understands it');
my ($abi) = `dpkg-query -W -f '\${Provides}' nginx` =~ /(nginx-abi-[^, ]+)/;

sub package_file {
    my ($name, $version, $provides) = @_;
    my $tree = $t->dir . '/package';
    make_path("$tree/DEBIAN");
    open my $f, '>', "$tree/DEBIAN/control" or die;
    print $f "Package: $name\nVersion: $version\nArchitecture: all\n"
        . "Maintainer: x <x\@example.org>\nDescription: x\n"
        . ($provides ? "Provides: $provides\n" : '');
    close $f;
    system("dpkg-deb -b $tree $tree.deb > /dev/null") == 0 or die;
    return "$tree.deb";
}

for my $case (
    [ 0, 'nginx', '99.0-1', "httpd, $abi" ], [ 0, 'other', '1.0', '' ],
    [ 256, 'nginx', '99.0-1', 'httpd, nginx-abi-99.0-1' ],
    [ 256, 'nginx', '99.0-1', "$abi-1" ], [ 256, 'nginx', '99.0-1', '' ],
) {
    my ($status, @package) = @$case;
    my $file = package_file(@package);
    my $said = `echo $file | $dest$check 2>&1`;
    is($?, $status, "check-upgrade: @package");
    like($said, $status ? qr/^legal-notice: nginx 99\.0-1 would not start/ : qr/^$/,
        'and why');
    is(`echo $file | LEGAL_NOTICE_UPGRADE=yes $dest$check 2> /dev/null; echo \$?`,
        "0\n", 'unless it is told to');
}

# changes stay
my $text = "$dest/etc/nginx/legal-notice/notices/undesirable/ru.html";
open my $f, '>', $text or die;
print $f '<p>ours</p>';
close $f;
like(run('install'), qr/ru\.html was changed and stays/, 'a change is told');
is(slurp($text), '<p>ours</p>', 'and stays');
ok(-e "$text.new", 'with the new one beside it');
is(join(' ', grep { /\.new$/ } files()), ($text =~ s/^\Q$dest\E//r) . '.new',
    'which is the only one');

like(run('uninstall'), qr/changed and stay.*ru\.html/, 'also then');
is(join(' ', files()), $text =~ s/^\Q$dest\E//r, 'all else is gone');
unlink $text;
is(run('uninstall') =~ /changed/ || 0, 0, 'once more is no error');
is(run('uninstall --replace') =~ /changed/ || 0, 0, 'nor is --replace');
like(`cd $top && DESTDIR=$dest ./config.sh uninstall --all 2>&1`,
    qr/unknown option "--all" of uninstall, "--replace" is allowed/, 'no other');

# another one that loads the module
mkdir "$dest/etc/nginx/modules-enabled";
open $f, '>', "$dest/etc/nginx/modules-enabled/50-x.conf" or die;
print $f "load_module modules/ngx_http_legal_notice_module.so;\n";
close $f;
$said = `cd $top && DESTDIR=$dest ./config.sh install 2>&1`;
isnt($?, 0, 'not beside the package');
like($said, qr/50-x\.conf loads the module already: remove the Debian package/,
    'and says why');

# who may not write is told before anything is compiled: here in a copy that
# nobody may write in, and for directories at each of which it could fail
my $copy = $t->dir . '/copy';
mkdir $copy;
system("cd $top && cp -r config.sh config module tests docs $copy") == 0 or die;
my @as;
if ($> == 0) {
    @as = qw( setpriv --reuid=65534 --regid=65534 --clear-groups );
    system('chown', '-R', '65534:65534', $copy) == 0 or die;
}

for my $closed (qw( usr/lib/nginx etc/nginx usr/local/bin usr/local/share )) {
    my $dir = $t->dir . '/closed/' . $closed;
    make_path($dir);
    system('chown', '-R', '65534', $t->dir . '/closed') if $> == 0;
    chown 0, 0, $dir;
    chmod 0555, $dir;
    $said = `cd $copy && DESTDIR=@{[ $t->dir ]}/closed @as ./config.sh install 2>&1`;
    isnt($?, 0, "install where $closed is closed");
    like($said, qr{"\Q$dir\E[^"]*" cannot be written: run this as root, or set},
        'names it, and what to do');
    unlike($said, qr/==>/, 'first of all');
    ok(!-e "$copy/build", 'without building anything');
    remove_tree($t->dir . '/closed');
}

done_testing();
