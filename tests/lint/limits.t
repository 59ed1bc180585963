#!/usr/bin/perl

# docs/limits.md agrees with the code; lint-limits.pl refuses each fault that it
# is for.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use File::Path qw( make_path );
use File::Temp qw( tempdir );
use Test::More;

my $root = abs_path(dirname($0) . '/../..');
my $lint = "$root/tests/lib/lint-limits.pl";

my $said = `cd $root && perl $lint docs/limits.md module tests 2>&1`;
is($?, 0, 'the document agrees with the code') or diag $said;

my $head = "| what | value | beyond it | constant | test |\n|---|---|---|---|---|\n";
my %right = (
    'low/a.h' => "#define LN_A_MAX  (2 * LN_B)    /* things */\n#define LN_B  512\n",
    'limits.md' => "# Limits\n\n$head| things | 1 KB | refused | `LN_A_MAX` (`low/a.h`) | `a.t` |\n"
        . "\n| what | value | beyond it | test |\n|---|---|---|---|\n| nginx's | 4 | refused | `a.t` |\n",
);

# What it says of these files; the exceptions of the real code are not there.
sub lint {
    my (%other) = @_;
    my %files = (%right, %other);
    my $dir = tempdir(CLEANUP => 1);
    make_path("$dir/module/low", "$dir/tests");
    for my $name (keys %files) {
        open my $f, '>', $name =~ /md$/ ? "$dir/$name" : "$dir/module/$name" or die;
        print $f $files{$name};
        close $f or die;
    }
    open my $f, '>', "$dir/tests/a.t" or die;
    close $f;
    my $said = `cd $dir && perl $lint limits.md module tests 2>&1`;
    return join "\n", grep { !/lint-limits\.pl: there is no/ } split /\n/, $said;
}

sub row { return 'limits.md' => $right{'limits.md'} =~ s/\Q$_[0]\E/$_[1]/r }

is(lint(), '', 'what is right');
like(lint(row('1 KB', '1 MB')), qr/limits\.md:5: "LN_A_MAX" is 1024, not 1 MB/, 'another value');
like(lint('low/a.h' => $right{'low/a.h'} =~ s/512/511/r), qr/"LN_A_MAX" is 1022, not 1 KB/, '.. of the code');
like(lint(row('1 KB', 'many')), qr/no number in "many"/, 'no value');
like(lint(row('(`low/a.h`)', '(`a.h`)')), qr/"LN_A_MAX" does not stand in a\.h/, 'another file');
like(lint(row('LN_A_MAX', 'LN_C_MAX')), qr/"LN_C_MAX" does not stand in low\/a\.h/, 'a constant that is gone');
like(lint(row('`a.t` |', '`b.t` |')), qr/there is no test "b\.t"/, 'a test that is gone');
like(lint(row('`a.t` |', 'some |')), qr/no test is named/, 'no test');
like(lint(row('refused', ' ')), qr/a cell is empty/, 'nothing of what is beyond');
like(lint('low/b.c' => "#define LN_D_DEPTH  3\n"), qr/low\/b\.c: "LN_D_DEPTH" is a bound, and limits\.md has no row/,
    'a bound without a row');
like(lint(row("\n\n| what", "\n| things | 1 KB | x | `LN_A_MAX` (`low/a.h`) | `a.t` |\n\n| what")), qr/"LN_A_MAX" has two rows/,
    'two rows');

done_testing;
