#!/usr/bin/perl

# What config.sh says before it installs packages, by an apt-get and a
# dpkg-query that are made up.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use File::Temp qw( tempdir );
use Test::More;

my $top = abs_path(dirname(abs_path($0)) . '/../..');
my $dir = tempdir(CLEANUP => 1);

sub program {
    my ($name, $text) = @_;
    open my $f, '>', "$dir/$name" or die "$dir/$name: $!\n";
    print $f "#!/bin/sh\n$text";
    close $f;
    chmod 0755, "$dir/$name";
}

# A command of packages.sh in a shell of its own; $dir/ran has what was run as
# root.
sub shell {
    my ($command) = @_;
    unlink "$dir/ran";
    my $said = `cd $top && PATH=$dir:\$PATH root=$dir bash -euc '
        say() { echo "==> \$*"; }
        fail() { echo "error: \$*"; exit 1; }
        . tests/lib/packages.sh
        as_root() { echo "\$*" >> $dir/ran; [ "\$1" != tee ] || cat; }
        $command' 2>&1`;
    return $said;
}

sub need { return shell("need @_") }

sub ran { local (@ARGV, $/) = "$dir/ran"; return -e $ARGV[0] ? <> : '' }

program('dpkg-query', 'case $4 in here*) echo install ok installed ;; esac');
program('apt-get', <<'END_OF_IT');
echo "NOTE: This is only a simulation"
echo "Inst libnew (1.0 Debian:12.11/stable [amd64])"
echo "Inst libold [1.0-1] (1.0-2 Debian-Security:12/stable [amd64]) []"
echo "Inst libolder:i386 [1.0-1] (1.0-2 Debian:12.11/stable [i386])"
echo "Inst away (2.0 Debian:12.11/stable [amd64])"
echo "Conf libnew (1.0 Debian:12.11/stable [amd64])"
END_OF_IT

is(need('here here2'), '', 'what is here is not spoken of');
is(ran(), '', 'nor is apt-get run');

like(need('here away'),
    qr/^==> packages to install: 2 \(away and what they need\)$/m,
    'how many packages are installed');
like(need('away'),
    qr/^==> packages to upgrade for them: libold libolder:i386$/m,
    'and which are upgraded');
like(ran(), qr/^apt-get update .*^env \S+ apt-get install .* away$/ms,
    'by what the archive has today');

program('apt-get', 'echo "Inst away (2.0 Debian:12.11/stable [amd64])"');
unlike(need('away'), qr/upgrade/, 'nothing is said of upgrades without one');

program('apt-get', 'echo "E: no away" >&2; exit 100');
like(need('away'), qr/^E: no away\nerror: apt-get could not install away; see/m,
    'and what is not to be had is told');
unlike(ran(), qr/apt-get install/, 'before anything is installed');

# nginx-dev is unpacked, of the version that nginx has
sub need_nginx_src {
    return shell('nginx_src=/none; need_nginx_src; echo "$nginx_src"');
}

program('dpkg-query', 'case $4 in nginx) echo 1.22.1-9+x ;; esac');
program('apt-get', '[ "$1 $2" = "download nginx-dev=1.22.1-9+x" ] '
    . '&& touch nginx-dev_1.deb');
program('dpkg-deb', 'mkdir -p "$3/usr/share/nginx/src" '
    . '&& touch "$3/usr/share/nginx/src/conf_flags"');
my $src = "$dir/build/nginx-dev/1.22.1-9+x/usr/share/nginx/src";
is(need_nginx_src(),
    "==> unpacking nginx-dev 1.22.1-9+x into build/nginx-dev\n$src\n",
    'nginx-dev is unpacked');
ok(-e "$src/conf_flags", 'below build/');
is(ran(), '', 'not installed');
is(need_nginx_src(), "$src\n", 'once');

program('dpkg-query', 'case $4 in nginx) echo 1.22.1-8 ;; esac');
program('apt-get', 'case $1 in download) exit 100 ;; esac
    echo "Inst nginx [1.22.1-8] (1.22.1-9 Debian:12.11/stable [amd64])"
    echo "Inst nginx-dev (1.22.1-9 Debian:12.11/stable [amd64])"');
like(need_nginx_src(),
    qr{install: 1 \(nginx-dev .*\n.*upgrade.*: nginx\n/usr/share/nginx/src$},
    'what the archive has no more is installed in its new version');
ok(!-e $src, 'and the old one is gone');

# each distribution has names of its own

sub of_system {
    my ($text, $command) = @_;
    open my $f, '>', "$dir/os-release" or die;
    print $f $text;
    close $f;
    local $ENV{LN_OS_RELEASE} = "$dir/os-release";
    return shell($command);
}

my $debian = qq(PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nVERSION_ID="13"\n)
    . qq(VERSION_CODENAME=trixie\nID=debian\n);
my $ubuntu = qq(PRETTY_NAME="Ubuntu 24.04 LTS"\nVERSION_ID="24.04"\n)
    . qq(VERSION_CODENAME=noble\nID=ubuntu\nID_LIKE=debian\n);
my $sid = qq(PRETTY_NAME="Debian GNU/Linux forky/sid"\nVERSION_CODENAME=forky\n)
    . qq(ID=debian\n);
my $browser = 'echo $packages_browser $packages_chromium';
my $named = '. '. $top . '/config/packaging/install.sh
    distribution; echo "$suffix $codename"';

like(of_system($debian, $browser), qr/ chromium .* chromium /, 'Chromium of Debian');
unlike(of_system($ubuntu, $browser), qr/chromium/, 'Ubuntu has no package of it');
like(of_system($ubuntu, "PATH=$dir; need_chromium"),
    qr/^error: no program "chromium" is here, and no package has it/, 'which is said');
is(of_system($debian, $named), "+deb13 trixie\n", 'a package for Debian 13');
is(of_system($ubuntu, $named), "+ubuntu24.04 noble\n", 'for Ubuntu 24.04');
is(of_system($sid, $named), "+debforky forky\n", 'for one without a number');

done_testing();
