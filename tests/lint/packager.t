#!/usr/bin/perl

# LN_PACKAGER: who builds a package that others get names himself.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use File::Temp qw( tempdir );
use Test::More;

my $top = abs_path(dirname(abs_path($0)) . '/../..');
my $dir = tempdir(CLEANUP => 1);

sub control {
    my ($packager) = @_;
    local $ENV{LN_PACKAGER} = $packager;
    my $said = `cp $top/config/packaging/debian/control $dir/control
        cd $top && bash -c 'set -eu; say() { echo "\$@"; }
        fail() { echo "\$@"; exit 1; }; out=$dir root=$top
        . config/packaging/install.sh; package_control $dir/control' 2>&1`;
    my $status = $?;
    open my $f, '<', "$dir/control" or die $!;
    local $/;
    return ($status >> 8, $said, scalar <$f>);
}

my (undef, undef, $plain) = control('');
like($plain, qr/^Maintainer: .*\.example>$/m, 'a placeholder');
like($plain, qr/^Homepage: .*\.example/m, 'and another one');
like((control(''))[1], qr/Maintainer and Homepage are placeholders/, 'are told');

my ($status, $said, $is) = control("Zo\xc3\xab & Sons"
    . ' <zoe@a.example> https://a.example/b');
is($status, 0, 'a packager');
is($is, $plain =~ s/^Maintainer: .*/Maintainer: Zo\xc3\xab & Sons <zoe\@a.example>/mr
    =~ s/^Homepage: .*/Homepage: https:\/\/a.example\/b/mr,
    'both fields, and nothing else');

for ('Jane', 'Jane <jane@a.example>', 'https://a.example/', 'Jane <x> https://a/',
    '<jane@a.example> https://a.example/')
{
    my ($status, $said) = control($_);
    is($status, 1, "\"$_\" is refused");
    like($said, qr/LN_PACKAGER must be NAME <ADDRESS> URL/, 'in words');
}

done_testing();
