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

# need PACKAGE.. in a shell of its own; $dir/ran has what was run as root.
sub need {
    unlink "$dir/ran";
    my $said = `cd $top && PATH=$dir:\$PATH root=$dir bash -euc '
        say() { echo "==> \$*"; }
        fail() { echo "error: \$*"; exit 1; }
        . tests/lib/packages.sh
        as_root() { echo "\$*" >> $dir/ran; [ "\$1" != tee ] || cat; }
        need @_' 2>&1`;
    return $said;
}

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

like(need('here away'), qr/^==> installing 2 packages: away and what they need$/m,
    'how many packages are installed');
like(need('away'), qr/^==> upgrading, as those need it: libold libolder:i386$/m,
    'and which are upgraded');
like(ran(), qr/^apt-get update .*^env \S+ apt-get install .* away$/ms,
    'by what the archive has today');

program('apt-get', 'echo "Inst away (2.0 Debian:12.11/stable [amd64])"');
unlike(need('away'), qr/upgrading/, 'nothing is said of upgrades without one');

program('apt-get', 'echo "E: no away" >&2; exit 100');
like(need('away'), qr/^E: no away\nerror: apt-get could not install away; see/m,
    'and what is not to be had is told');
unlike(ran(), qr/apt-get install/, 'before anything is installed');

done_testing();
