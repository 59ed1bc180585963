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

# Whom a database misses, and whom it warns though more of them say out.
sub duty {
    my ($name, $family) = @_;
    my $f = $line{$name}{$family};
    return join ', ', map { "$_->{missed} $_->{needless}" } @{ $f->{alone} },
        @{ $f->{pairs} }, $f->{all};
}

is(duty('ru', 'ipv4'), '256 0, 128 256, 0 0, 0 0', 'missed and needless');
is(duty('rc', 'ipv4'), '0 0, 128 0, 0 0, 0 0', '.. by one term and another');
is(duty('ru', 'ipv6'), "0 0, @{[ $v6 / 2 ]} 0, 0 0, 0 0", '.. of IPv6');

my $all = $line{ru}{ipv4}{all};
is($all->{in} + $all->{out} + $all->{uncertain} + $all->{conflict}, 2 ** 32,
    'each address is counted once');
is($line{ru}{ipv4}{pairs}[0]{other}, $two, 'pairs have names');

# A third database decides who is more.
mkdir "$dir/three";
put('three.txt', "10.0.0.128/25 1 DE - - 0\n10.0.1.0/24 1 UA - - 0\n"
    . "10.0.3.0/25 1 DE - - 0\n10.0.4.0/24 1 DE - - 0\n");
system('perl', "$build/../tests/lib/testdb/make-testdb.pl", "$dir/three",
    "$dir/three.txt") == 0 or die;
my $three = "$dir/three/City.mmdb";
($status, $got) = run("--database $one --database $two --database $three",
    "--json --jurisdictions $file");
is($status, 0, 'three') or diag $got;
%line = map { my $j = decode_json($_); $j->{jurisdiction} => $j }
    split /\n/, $got;

# one, two, three; one + two, one + three, two + three; all
is(duty('ru', 'ipv4'), join(', ', '256 384', '128 768', '512 256', '0 640',
    '384 128', '128 512', '0 384'), 'three: missed and needless');

# The table, which is for terminals.
($status, $got) = run("--database $one --database $two --table",
    "--jurisdictions $file");
is($status, 0, 'a table') or diag $got;
like($got, qr/^1:\ \Q$one\E\ \(Test-City,\ built\ \d{4}-\d\d-\d\d\)\n2:/x,
    'the databases');
like($got, qr/^\Q$_\E$/m, "table: $_") for map { ("$_, IPv4 addresses",
    "$_, IPv6 networks of 64 bits") } qw( ru rc net );
my ($ru) = $got =~ /^ru, IPv4 addresses\n(.*?)\n\n/ms;
is($ru =~ s/ +/ /gr, join("\n", ' in out uncertain conflict missed needless',
    '1 256 512 4,294,966,528 0 256 0', '2 640 128 4,294,966,528 0 128 256',
    '1 + 2 384 256 4,294,966,272 384 0 0', 'all 384 256 4,294,966,272 384 0 0'),
    'a table of a jurisdiction');
is(join(' ', sort { $a <=> $b } map { length } split /\n/, $ru),
    join(' ', (102) x 5), 'in columns');
like($got, qr/^missed: .*\nneedless: .*\n\z/m, 'and what they mean');
($status, $got) = run("--database $three --database $one --table",
    "--jurisdictions $file");
my ($six) = $got =~ /^ru, IPv6 networks of 64 bits\n(.*?)\n\n/ms;
is($six =~ s/ +/ /gr, join("\n", ' in out uncertain conflict missed needless',
    '2 4,294,967,296 0 1.845e+19 0 0 0', 'all 4,294,967,296 0 1.845e+19 0 0 0'),
    'without those that know nothing');

SKIP: {
    skip 'no script', 2 if system('which script > /dev/null 2>&1') != 0;
    my $on = `script -qec "$build/legal-notice compare --database $one \\
        --jurisdictions $file" /dev/null < /dev/null`;
    like($on, qr/^ru, IPv4 addresses/m, 'on a terminal it is a table');
    $on = `script -qec "$build/legal-notice compare --database $one --json \\
        --jurisdictions $file" /dev/null < /dev/null`;
    like($on, qr/^\{"jurisdiction"/, 'or JSON');
}

my $only = put('b.conf', 'legal_jurisdiction ru { country RU; }');
($status, $got) = run("--database $one --use asn --database $two",
    "--jurisdictions $only");
is($status, 0, 'a use') or diag $got;
is(sums(decode_json((split /\n/, $got)[0])->{ipv4}{all}), '640 128 0',
    'a place that is not used');

($status, $got) = run("--database $two --database $one --use asn",
    "--jurisdictions $only");
%line = (ru => decode_json((split /\n/, $got)[0]));
is(said('ru', 'ipv4'), '640 128 -, 0 0 -, 640 128 0, 640 128 0',
    '.. of the second database');

# A database that knows no autonomous system says out, and contradicts nobody.
my $as = put('as.conf', 'legal_jurisdiction as { asn 1; }');
($status, $got) = run("--database $one --database $dir/one/ASN.mmdb",
    "--jurisdictions $as");
is($status, 0, 'autonomous systems') or diag $got;
%line = (as => decode_json((split /\n/, $got)[0]));
my $not = 2 ** 32 - 768;
is(said('as', 'ipv4'), "0 @{[ 2 ** 32 ]} -, 768 $not -, 768 $not 0, 768 $not 0",
    'one that knows none is heard alone');
is(duty('as', 'ipv4'), '768 0, 0 0, 0 0, 0 0', '.. and misses them');

# Less than a network of 64 bits.
my $small = put('small.conf',
    'legal_jurisdiction small { network 2001:db8:5::/65; }');
($status, $got) = run("--database $one", "--jurisdictions $small");
is(decode_json((split /\n/, $got)[0])->{ipv6}{all}{in}, 0.5, 'half a network');

# .. and more than a number that all readers of JSON know to the last digit.
my $large = put('large.conf', 'legal_jurisdiction large {
    network 2a00:2::/31 4000::/3; }');
($status, $got) = run("--database $one --json", "--jurisdictions $large");
like($got, qr/"in": ?2\.30584\d*e18/, 'JSON: a real number');
my $more = put('more.conf', 'legal_jurisdiction more { network 2a00:2::/31; }');
($status, $got) = run("--database $one --table", "--jurisdictions $more");
like($got, qr/^all +8\.590e\+09 /m, 'table: four digits');

is(system("$build/legal-notice compare --database $one --jurisdictions $file"
    . " > /dev/full 2> $dir/full") >> 8, 2, 'no space for what it says');
like(do { open my $f, '<', "$dir/full" or die; <$f> }, qr/cannot write/,
    '.. is said');

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

# More answers than tables begin with, and more jurisdictions than a word has
# bits: a bit of the number of a network of 24 bits each, and countries.
my @bits = (0 .. 10);
my $many = '';
for my $bit (@bits) {
    put("bit$bit.txt", join '', map { sprintf "11.%d.%d.0/24\n", $_ >> 8,
        $_ & 255 } grep { $_ >> $bit & 1 } 0 .. 2 ** @bits - 1);
    $many .= "legal_jurisdiction bit$bit { network $dir/bit$bit.txt; }\n";
}
$many .= "legal_jurisdiction $_ { country RU; }\n" for map { "c$_" } 1 .. 60;
$many .= "legal_jurisdiction last { country UA; }\n";
my $wide = put('many.conf', $many);
($status, $got) = run("--database $one --database $two --json",
    "--jurisdictions $wide");
is($status, 0, 'many') or diag $got;
%line = map { my $j = decode_json($_); $j->{jurisdiction} => $j }
    split /\n/, $got;
my $half = 256 * 2 ** (@bits - 1);
is(said("bit$_", 'ipv4'), join(', ', ("$half @{[ 2 ** 32 - $half ]} -") x 2,
    ("$half @{[ 2 ** 32 - $half ]} 0") x 2), "many: bit $_") for @bits;
is(said('c60', 'ipv4'), '256 512 -, 640 128 -, 384 256 384, 384 256 384',
    'many: a country');
is(said('last', 'ipv4'), '512 256 -, 0 768 -, 256 512 256, 256 512 256',
    'many: the last one');

done_testing();
