package Model::Address;

# Addresses and networks as strings of bits.  An address of IPv4 is the last 32
# of 128, as databases have it.

use warnings;
use strict;

use Exporter qw( import );
use Socket qw( inet_ntop inet_pton AF_INET AF_INET6 );

our @EXPORT = qw( bits text reader network within );

# 128 bits and the family, 4 or 6; nothing where it is no address.
sub bits {
    my ($text) = @_;
    return if $text !~ /^[0-9a-fA-F.:]+$/;
    if ($text =~ /^\d+\.\d+\.\d+\.\d+$/) {
        my $four = inet_pton(AF_INET, $text) // return;
        return ('0' x 96 . unpack('B32', $four), 4);
    }
    return if $text !~ /:/;
    my $six = inet_pton(AF_INET6, $text) // return;
    return (unpack('B128', $six), 6);
}

sub text {
    my ($bits, $family) = @_;
    return $family == 4
        ? inet_ntop(AF_INET, pack 'B32', substr $bits, 96)
        : inet_ntop(AF_INET6, pack 'B128', $bits);
}

sub prefix {
    my ($text) = @_;
    my ($net, $length) = split '/', $text;
    my ($bits) = bits($net);
    return substr $bits, 0, $length;
}

# What IPv6 addresses carry an IPv4 address: where it stands, and whether it is
# written in ones for noughts.
my @carried = map { [prefix($_->[0]), $_->[1], $_->[2]] }
    ['::ffff:0:0/96', 96, 0], ['::/96', 96, 0], ['2002::/16', 16, 0],
    ['64:ff9b::/96', 96, 0], ['2001::/32', 96, 1];

# The address that counts for a reader: { bits, family }.
sub reader {
    my ($text) = @_;
    my ($bits, $family) = bits($text) or return;
    if ($family == 6) {
        for my $way (@carried) {
            my ($prefix, $at, $inverse) = @$way;
            next if index($bits, $prefix) != 0;
            my $four = substr $bits, $at, 32;
            $four =~ tr/01/10/ if $inverse;
            return { bits => '0' x 96 . $four, family => 4 };
        }
    }
    return { bits => $bits, family => $family };
}

# { prefix, family } of a network; a lone address is a network of one.
my %networks;

sub network {
    my ($text) = @_;
    return $networks{$text} //= parsed($text);
}

sub parsed {
    my ($text) = @_;
    my ($net, $length) = split '/', $text;
    my ($bits, $family) = bits($net) or return undef;
    $length //= $family == 4 ? 32 : 128;
    $length += 96 if $family == 4;
    return { prefix => substr($bits, 0, $length), family => $family };
}

sub within {
    my ($reader, $network) = @_;
    return $reader->{family} == $network->{family}
        && index($reader->{bits}, $network->{prefix}) == 0;
}

1;
