#!/usr/bin/perl

# The jurisdictions that ship: their codes and names are ISO's, each says its
# source, its date and what is uncertain, and nginx takes them all at once.

use warnings;
use strict;

use Cwd qw( abs_path );
use Encode qw( decode );
use File::Basename qw( dirname basename );
use Test::More;
use Unicode::Normalize qw( NFD );
use LN;

binmode $_, ':utf8'
    for Test::More->builder->output, Test::More->builder->failure_output;

my $root = abs_path(dirname($0) . '/../..');
my @files = sort glob "$root/config/jurisdictions/*.conf";

sub slurp { local (@ARGV, $/) = @_; return decode('UTF-8', scalar <>) }

# What Debian's iso-codes has, where it is installed.
my %iso;
for my $part ('3166-1', '3166-2') {
    my $path = "/usr/share/iso-codes/json/iso_$part.json";
    next unless -e $path;
    require JSON::PP;
    for (@{ JSON::PP->new->decode(slurp($path))->{$part} }) {
        $iso{$_->{alpha_2} // $_->{code}}
            = join '; ', grep { defined } @$_{qw( name common_name )};
    }
}

sub folded { return lc(NFD($_[0]) =~ s/[^A-Za-z]//gr) }

cmp_ok(scalar @files, '>=', 18, 'presets');

for my $file (@files) {
    my $name = basename($file, '.conf');
    my $text = slurp($file);
    my ($says, $does) = $text =~ /\A((?:#.*\n)+)\n(.*)\z/s;

    is(() = $does =~ /legal_jurisdiction \Q$name\E \{/g, 1,
        "$name: defines what it is named after");
    like($says, qr/^# Source: \S/m, "$name: a source");
    like($says, qr/^# Date: 20\d\d-\d\d\b/m, "$name: a date");
    like($says, qr/^# Uncertain:\n# - \S/m, "$name: what is uncertain");

    # each code that it has is explained, and named as ISO names it

    my %said = $says =~ /^#     ([A-Z]{2}(?:-[A-Z0-9]+)?) +(\S.*)$/mg;

    for my $code ($does =~ /\b([A-Z]{2}(?:-[A-Z0-9]+)?)\b/g) {
        ok($said{$code}, "$name: $code is explained")
            unless $does =~ /group/ && !%said;
    }

    SKIP: {
        skip 'iso-codes is not installed', 1 unless %iso;

        for my $code (sort keys %said) {
            next if $code !~ /-/ && !$iso{$code};
            my @words = map { folded($_) } split /[ ,(]+/, $said{$code};
            my $known = folded($iso{$code});
            ok((grep { length && index($known, substr($_, 0, 5)) >= 0 } @words),
                "$name: $code is $said{$code}, ISO has $iso{$code}");
        }
    }
}

my $t = LN->new;
my $all = join '', map { "include $_;\n" } @files;

$t->start(<<"END");
legal_database DB/City.mmdb;
$all
add_header X-Where \$legal_jurisdictions always;
legal_preview 127.0.0.0/8;
server { listen 127.0.0.1:PORT; location / { root DIR; } }
END

my %places = (
    'UA-43' => [qw( russia-controlled russia-controlled-wide ukraine-occupied
        ukraine-occupied-wide us-embargoed )],
    'UA-65' => [qw( russia-controlled-wide ukraine-occupied-wide )],
    'UA-46' => [],
    'GB-SCT' => [qw( gdpr united-kingdom )],
    'FR' => [qw( eea eu gdpr )],
    'NO' => [qw( eea gdpr )],
    'CH' => [qw( gdpr )],
    'US-MS' => [qw( us-age-verification us-mississippi )],
    'US-NY' => [],
    'CA-QC' => [qw( quebec )],
    'CA-ON' => [],
    'IN-TS' => [qw( india )],
    'TR' => [qw( turkey )],
    'CN' => [qw( china-mainland )],
    'HK' => [],
    'IR' => [qw( iran us-embargoed )],
    'CU' => [qw( us-embargoed )],
);

for my $place (sort keys %places) {
    my $where = field($t->get(21, '/', fields => ["X-Legal-Preview: $place"]),
        'X-Where') // '';
    is_deeply([sort split /[ ,]+/, $where], $places{$place},
        "who is in $place");
}

done_testing();
