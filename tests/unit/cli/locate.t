#!/usr/bin/perl

# `legal-notice locate --jurisdictions`: who is where, and why.

use warnings;
use strict;

use File::Temp qw( tempdir );
use JSON::PP;
use Test::More;

my $build = $ENV{LN_BUILD} or plan skip_all => 'LN_BUILD is not set';
my $db = "--database $build/testdb/City.mmdb";
my $dir = tempdir(CLEANUP => 1);

sub put {
    my ($name, $text) = @_;
    open my $f, '>', "$dir/$name" or die;
    print $f $text;
    close $f;
    return "$dir/$name";
}

sub run {
    my $got = `$build/legal-notice locate @_ 2>&1`;
    return ($? >> 8, $got);
}

put('lan.txt', "127.0.0.41\n");
put('moscow.geojson', '{"type":"Polygon","coordinates":[[[37,55],[38.5,55],'
    . '[38.5,56.5],[37,56.5],[37,55]]]}');
put('more.inc', "country BY;\n");
put('other.conf', "legal_jurisdiction other { country DE; }\n");

my $file = put('a.conf', "\xef\xbb\xbf" . <<'END');   # with a byte order mark
# Who is where; "quotes" and \escapes as nginx has them.
legal_jurisdiction russia-controlled {
    country  RU;  include more.inc;
    region   UA-43 "UA-40";
    except   asn 1;
}

include oth*.conf;
legal_jurisdiction lan { network 'lan.txt'; }
legal_jurisdiction both { jurisdiction russia-controlled lan; }
legal_jurisdiction moscow { area moscow.geojson; } legal_jurisdiction no{
    country FR; except country FR;
}
END

my ($status, $got) = run($db, "--database $build/testdb/ASN.mmdb",
    "--jurisdictions $file", qw( 127.0.0.31 127.0.0.33 127.0.0.41 127.0.0.11
    127.0.0.61 127.0.0.22 127.0.0.99 ));
is($status, 0, 'it locates') or diag($got);
like($got =~ s/^(legal-notice locate: .*)\n//r ? $1 : '',
    qr/warning: nobody is in jurisdiction "no": .* in \S+a\.conf:12$/,
    'it warns of one that holds nobody');
$got =~ s/^legal-notice locate: .*\n//;
my @line = map { decode_json($_)->{jurisdictions} } split /\n/, $got;

sub answers {
    my ($line) = @_;
    return join ' ', map { $line->{$_}{answer} }
        qw( russia-controlled other lan both moscow no );
}

is(answers($line[0]), 'in out out in out out', 'Crimea');
is($line[0]{'russia-controlled'}{term}, 'region UA-43 UA-40', 'by its region');
is($line[0]{'russia-controlled'}{line}, 4, 'in its line');
is($line[0]{'russia-controlled'}{file}, $file, 'of its file');
is($line[0]{both}{term}, 'jurisdiction russia-controlled lan', 'and by names');
is(answers($line[1]), 'uncertain out out uncertain uncertain out', 'Ukraine');
is($line[1]{'russia-controlled'}{term}, 'region UA-43 UA-40', 'by its region');
ok(!$line[1]{other}{term}, 'no term put it out');
is(answers($line[2]), 'out out in in out out', 'a network of a file');
is($line[2]{lan}{term}, 'network lan.txt', 'named');
is(answers($line[3]), 'in out out in in out', 'Moscow, by its area');
is(answers($line[4]), 'in out out in out out', 'Minsk');
is($line[4]{'russia-controlled'}{file}, "$dir/more.inc", 'of what is included');
is(answers($line[5]), 'out out out out out out', 'France');
is($line[5]{no}{except}, JSON::PP::true, 'put out by an exception');
is(answers($line[6]), 'uncertain uncertain out uncertain uncertain uncertain',
    'nowhere');

# a GeoNames id: the city, its region, its country, and what is beside them

my $cities = put('cities.conf', <<'END');
legal_jurisdiction petersburg { geoname 498817; }
legal_jurisdiction its-region { geoname 498818; }
END
($status, $got) = run($db, "--jurisdictions $cities", qw( 127.0.0.12 127.0.0.14
    127.0.0.13 127.0.0.15 127.0.0.11 127.0.0.21 127.0.0.99 ));
my @want = ('in in', 'uncertain in', 'uncertain uncertain', 'out out',
    'out out', 'out out', 'uncertain uncertain');
for my $line (map { decode_json($_) } split /\n/, $got) {
    is(join(' ', map { $line->{jurisdictions}{$_}{answer} }
        qw( petersburg its-region )), shift @want, "$line->{ip} by GeoNames ids");
}
is(scalar @want, 0, 'all of them');

for my $case (
    [ "country UK;", qr/"legal_jurisdiction NAME.*b\.conf:1/ ],
    [ "legal_jurisdiction a {\n country UK;\n}", qr/"GB"\? in \S*b\.conf:2/ ],
    [ "legal_jurisdiction a {\n country RU;\n", qr/"\}" is missing/ ],
    [ "legal_jurisdiction a {\n country RU", qr/unexpected end of file/ ],
    [ "legal_jurisdiction a { country \"RU; }", qr/quote is not closed/ ],
    [ "}", qr/unexpected "\}"/ ], [ ";", qr/unexpected ";"/ ],
    [ "{", qr/unexpected "\{"/ ],
    [ "legal_jurisdiction a { except country RU; }", qr/has no term/ ],
    [ "legal_jurisdiction a { }", qr/has no term/ ],
    [ "legal_notice n { in a; }", qr/"legal_jurisdiction NAME/ ],
    [ "legal_jurisdiction a { country RU; } legal_jurisdiction a { country RU;"
      . " }", qr/duplicate jurisdiction "a"/ ],
    [ "include b.conf;", qr/included too deep/ ],
    [ "include none.conf;", qr/cannot open/ ],
    [ "legal_jurisdiction a { network none.txt; }", qr/\Q$dir\E\/none\.txt/ ],
    [ "legal_jurisdiction a { asn 1; }", qr/no database.*ASN.*b\.conf:1/ ],
    [ "legal_jurisdiction a { geoname 424242; }",
      qr/no database has the GeoNames id 424242 .*b\.conf:1/ ],
    [ "x " x 600 . ";", qr/too many words/ ],
) {
    my $bad = put('b.conf', $case->[0]);
    ($status, $got) = run($db, "--jurisdictions $bad 127.0.0.1");
    is($status, 2, 'refused');
    like($got, $case->[1], 'and says why');
}

($status, $got) = run($db, "--jurisdictions=$dir/none 127.0.0.1");
like($got, qr/cannot open/, 'a file that is missing');
($status, $got) = run($db, '--jurisdictions');
is($status, 2, 'a value is missing');
($status, $got) = run($db, '--nonsense 127.0.0.1');
like($got, qr/unknown option "--nonsense"/, 'an unknown option');

# Several databases: what each says, and what follows.
my $make = "$build/../tests/lib/testdb/make-testdb.pl";
for my $case (
    [ 'one', "127.0.0.11/32 1 RU - - 0\n127.0.0.12/32 2 UA 43 a 1\n"
        . "127.0.0.13/32 0 UA - - 0\n" ],
    [ 'two', "127.0.0.11/32 1 RU - - 0\n127.0.0.12/32 2 RU - - 0\n"
        . "127.0.0.13/32 0 UA 43 a 1\n" ],
) {
    mkdir "$dir/$case->[0]";
    put("$case->[0].txt", $case->[1]);
    system('perl', $make, "$dir/$case->[0]", "$dir/$case->[0].txt") == 0 or die;
}
my ($one, $two) = map { "$dir/$_/City.mmdb" } qw( one two );
my $rc = put('rc.conf', <<'END');
legal_jurisdiction ru { country RU; }
legal_jurisdiction rc { country RU; region UA-43; }
legal_jurisdiction not-as { country RU; except asn 2; }
END

sub line {
    return decode_json((run("--database $one --database $two",
        "--database $dir/one/ASN.mmdb", @_))[1]);
}

# Who says what of a jurisdiction, and by which term.
sub said {
    my ($of) = @_;
    return join ', ', map { $_->{database} =~ s{.*/(\w+)/City.*}{$1}r
        . " $_->{answer}" . ($_->{term} ? " by $_->{term}" : '') }
        @{ $of->{witnesses} };
}

my $got_line = line("--jurisdictions $rc", '127.0.0.12');
is(join(' ', map { $_->{country} } @{ $got_line->{witnesses} }), 'UA RU',
    'each place');
is($got_line->{country}, 'UA', 'and that of the first');
my $j = $got_line->{jurisdictions};
is($j->{ru}{answer}, 'uncertain', 'a conflict is uncertain');
is($j->{ru}{conflict}, JSON::PP::true, 'and told');
ok(!exists $j->{ru}{term}, 'no term decided');
is(said($j->{ru}), 'one out, two in by country RU', 'by whom');
is($j->{rc}{answer}, 'in', 'in by two terms');
is($j->{rc}{conflict}, JSON::PP::false, 'is no conflict');
is($j->{rc}{term}, 'region UA-43', 'the term is that of the first');
is(said($j->{rc}), 'one in by region UA-43, two in by country RU',
    'each by its own');

($status, $got) = run("--database $one --database $two --conflict first",
    "--database $dir/one/ASN.mmdb --jurisdictions $rc", '127.0.0.12');
$j = decode_json($got)->{jurisdictions};
is($j->{ru}{answer}, 'out', 'the first that is certain');
is($j->{ru}{conflict}, JSON::PP::true, 'a conflict all the same');
is($j->{'not-as'}{witnesses}[1]{asn_of}, "$dir/one/ASN.mmdb",
    'an ASN of another database');
is($j->{'not-as'}{witnesses}[1]{term}, 'asn 2', 'which decided');

$got_line = line("--jurisdictions $rc", '127.0.0.13');
is(said($got_line->{jurisdictions}{rc}),
    'one uncertain by region UA-43, two in by region UA-43', 'uncertain and in');
is($got_line->{jurisdictions}{rc}{term}, 'region UA-43', 'is in');
$got_line = line('127.0.0.11');
is(@{ $got_line->{witnesses} }, 2, 'two that agree are told apart');

$got_line = line("--jurisdictions $rc", '127.0.0.99');
is_deeply($got_line->{jurisdictions}{ru}{witnesses}, undef,
    'nobody knows an address') or diag explain $got_line;

($status, $got) = run("--database $one --use asn --database $two", '127.0.0.12');
ok(!decode_json($got)->{witnesses}, 'a place that is not used');
($status, $got) = run("--database $one --use asn",
    "--jurisdictions $rc 127.0.0.12");
like($got, qr/no database can answer/, 'answers no term');
($status, $got) = run("--use asn --database $one 127.0.0.12");
like($got, qr/name a database before "--use asn"/, 'use of nothing');
($status, $got) = run("--database $one --use plase 127.0.0.12");
like($got, qr/did you mean "place"/, 'a word of use');
($status, $got) = run("--database $one --conflict no 127.0.0.12");
like($got, qr/invalid value "no".*uncertain and first/, 'a conflict');

# What ships is right, on its own and together.
my $config = "$build/../config/jurisdictions";
($status, $got) = run($db, (map { "--jurisdictions $_" }
    glob "$config/*.conf"), '127.0.0.31');
is($status, 0, 'all that ship') or diag($got);
is(decode_json($got)->{jurisdictions}{'russia-controlled'}{answer}, 'in',
    'Crimea is in');

for my $ships (glob "$config/*.conf") {
    ($status, $got) = run($db, "--jurisdictions $ships", '127.0.0.31');
    is($status, 0, "$ships alone") or diag($got);
    my $text = do { open my $f, '<', $ships or die; local $/; <$f> };
    like($text, qr/^# Source: /m, 'says its source');
    like($text, qr/^# Date: \d{4}-\d\d/m, 'and its date');
}

# Of what no term asks for, each witness has what its own database says.
my %says = (one => '127.0.0.11/32 1 RU MOW Moscow 524901',
    two => '127.0.0.11/32 2 DE BE Berlin 2950159');
for my $name (sort keys %says) {
    mkdir "$dir/said-$name" or die;
    system('perl', "$build/../tests/lib/testdb/make-testdb.pl", "$dir/said-$name",
        put("$name.txt", "$says{$name}\n")) == 0 or die;
}
for my $order ([qw( one two )], [qw( two one )]) {
    ($status, $got) = run((map { "--database $dir/said-$_/City.mmdb" } @$order),
        (map { "--database $dir/said-$_/ASN.mmdb" } @$order), '127.0.0.11');
    my %said = map { ("$_->{country} $_->{registered_country}" => 1) }
        @{ decode_json($got)->{witnesses} };
    is_deeply([sort keys %said], ['DE DE', 'RU RU'],
        "@$order: what each says of the registration");
    %said = map { ($_->{asn} => 1) } @{ decode_json($got)->{witnesses} };
    is_deeply([sort keys %said], [1, 2], '.. and of the autonomous system');
}

done_testing();
