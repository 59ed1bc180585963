#!/usr/bin/perl

# LN_PACKAGER: who builds a package that others get names himself.  And the
# manual page that a package and an installation have.

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

sub manual {
    my ($markdown) = @_;
    open my $f, '>', "$dir/manual.md" or die $!;
    print $f $markdown;
    close $f;
    return scalar `perl $top/config/packaging/manual.pl $dir/manual.md 2>&1`;
}

is(`perl $top/config/packaging/manual.pl $top/docs/directives.md 2>&1 >$dir/manual`, '',
    'the manual is made without a warning');
like(manual("| | one | `a\\|b` |\n|---|---|---|\n| **x** | 1 | 2 |\n"),
    qr/^\.TP\n\\fBx\\fR\none: 1; \\fBa\|b\\fR: 2\n/m,
    'columns of a table whose first one has no head are named');
like(manual("| what | one | two |\n|---|---|---|\n| x | 1 | |\n| y | 1 | 2 |\n"),
    qr/^\.TP\nx\n1\n\.TP\ny\n1; two: 2\n/m,
    'where it has one, the first value goes without');

done_testing();
