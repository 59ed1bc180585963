#!/usr/bin/perl

# The databases that ship are what their scripts make of networks.txt.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use File::Temp qw( tempdir );
use Test::More;

eval { require MaxMind::DB::Writer::Tree }
    or plan skip_all => 'install the package libmaxmind-db-writer-perl';

my $data = dirname(abs_path($0));
my $scripts = "$data/../lib/testdb";
my $made = tempdir(CLEANUP => 1);

sub names {
    my ($dir) = @_;
    return sort map { s/^\Q$dir\E//r } glob "$dir/*.mmdb $dir/*/*.mmdb";
}

sub slurp { local (@ARGV, $/) = @_; return scalar <> }

is(system('sh', "$scripts/make-data.sh", $made), 0, 'the scripts run');
is_deeply([names($made)], [names($data)], 'they make the files that ship');
ok(slurp("$made$_") eq slurp("$data$_"), "$_ is as tests/data has it")
    for names($made);

# what the tests and the demo read is that, but for its date
is(system('perl', "$scripts/dated.pl", $data, "$made/now"), 0, 'dated anew');
is(system('perl', "$scripts/dated.pl", "$made/now", "$made/then", 1767225600),
    0, 'and as before');
for my $name (names($data)) {
    ok(slurp("$made/now$name") ne slurp("$data$name"), "$name has a new date");
    ok(slurp("$made/then$name") eq slurp("$data$name"), '.. and no more');
}

done_testing();
