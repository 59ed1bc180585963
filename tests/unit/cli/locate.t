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

done_testing();
