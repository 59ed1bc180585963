#!/usr/bin/perl

# `legal-notice compare`: how many addresses databases put where.

use warnings;
use strict;

use File::Temp qw( tempdir );
use JSON::PP;
use Test::More;

my $build = $ENV{LN_BUILD} or plan skip_all => 'LN_BUILD is not set';
my $dir = tempdir(CLEANUP => 1);

sub put {
    my ($name, $text) = @_;
    open my $f, '>', "$dir/$name" or die;
    print $f $text;
    close $f;
    return "$dir/$name";
}

sub run {
    my $got = `$build/legal-notice compare @_ 2>&1`;
    return ($? >> 8, $got);
}

my %says = (
    one => "10.0.0.0/24 1 RU - - 0\n10.0.1.0/24 1 UA 43 a 1\n"
        . "10.0.2.0/24 1 UA - - 0\n2a00:1::/32 1 RU - - 0\n",
    two => "10.0.0.0/25 1 RU - - 0\n10.0.0.128/25 1 DE - - 0\n"
        . "10.0.1.0/24 1 RU - - 0\n10.0.3.0/24 1 RU - - 0\n"
        . "2a00:1::/33 1 DE - - 0\n2002:a00::/24 1 RU - - 0\n",
);

for my $name (sort keys %says) {
    mkdir "$dir/$name";
    put("$name.txt", $says{$name});
    system('perl', "$build/../tests/lib/testdb/make-testdb.pl", "$dir/$name",
        "$dir/$name.txt") == 0 or die;
}

my $file = put('a.conf', <<'END');
legal_jurisdiction ru { country RU; }
legal_jurisdiction rc { country RU; region UA-43; }
legal_jurisdiction net { country RU; except network 10.0.0.64/26; }
END

my ($one, $two) = map { "$dir/$_/City.mmdb" } qw( one two );
my ($status, $got) = run("--database $one --database $two",
    "--jurisdictions $file");
is($status, 0, 'it compares') or diag $got;
my %line = map { my $j = decode_json($_); $j->{jurisdiction} => $j }
    split /\n/, $got;
is(join(' ', sort keys %line), 'net rc ru', 'a line a jurisdiction');

# in, out, conflict; all others are uncertain.
sub sums {
    my ($of) = @_;
    return join ' ', map { $of->{$_} // '-' } qw( in out conflict );
}

sub said {
    my ($name, $family) = @_;
    my $f = $line{$name}{$family};
    return join ', ', map { sums($_) } @{ $f->{alone} }, @{ $f->{pairs} },
        $f->{all};
}

is(said('ru', 'ipv4'), '256 512 -, 640 128 -, 384 256 384, 384 256 384',
    'a country');
is(said('rc', 'ipv4'), '512 0 -, 640 128 -, 640 0 128, 640 0 128',
    'in by one term and another');
is(said('net', 'ipv4'), '192 576 -, 576 192 -, 320 320 384, 320 320 384',
    'a network of a term');

my $v6 = 2 ** 32;
is(said('ru', 'ipv6'), "$v6 0 -, 0 @{[ $v6 / 2 ]} -, "
    . join(', ', ("@{[ $v6 / 2 ]} 0 @{[ $v6 / 2 ]}") x 2),
    'IPv6 in networks of 64 bits, without those that carry IPv4');

my $all = $line{ru}{ipv4}{all};
is($all->{in} + $all->{out} + $all->{uncertain} + $all->{conflict}, 2 ** 32,
    'each address is counted once');
is($line{ru}{ipv4}{pairs}[0]{other}, $two, 'pairs have names');

my $only = put('b.conf', 'legal_jurisdiction ru { country RU; }');
($status, $got) = run("--database $one --use asn --database $two",
    "--jurisdictions $only");
is($status, 0, 'a use') or diag $got;
is(sums(decode_json((split /\n/, $got)[0])->{ipv4}{all}), '640 128 0',
    'a place that is not used');

for my $case (
    [ "--jurisdictions $file", qr/name a database with "--database"/ ],
    [ "--database $one", qr/name a file with "--jurisdictions"/ ],
    [ "--database $one --jurisdictions $file 10.0.0.1",
        qr/unexpected "10\.0\.0\.1"/ ],
    [ "--database $one --conflict first --jurisdictions $file",
        qr/unknown option "--conflict"/ ],
    [ "--database $dir/none.mmdb --jurisdictions $file", qr/No such file/ ],
    [ "--database $one --jurisdictions $dir/none", qr/cannot open/ ],
) {
    ($status, $got) = run($case->[0]);
    is($status, 2, 'refused');
    like($got, $case->[1], 'and says why');
}

done_testing();
