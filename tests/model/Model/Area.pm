package Model::Area;

# Areas that are made of cells of five degrees, and what they say of positions.

use warnings;
use strict;

use JSON::PP;
use List::Util qw( min );
use Math::Trig qw( deg2rad );

my $size = 5;
my $columns = 360 / $size;
my $earth = 6371;

# An area of cells [column, row] from 180 west and 90 south.
sub new {
    my ($class, @cells) = @_;
    return bless { cells => { map { ("@$_" => $_) } @cells } }, $class;
}

sub has {
    my ($self, $column, $row) = @_;
    return exists $self->{cells}{ ($column % $columns) . " $row" };
}

# [west, south, east, north]
sub corners {
    my ($column, $row) = @_;
    my ($west, $south) = ($column * $size - 180, $row * $size - 90);
    return ($west, $south, $west + $size, $south + $size);
}

# Each cell is a polygon of its own, or together a multipolygon.
sub geojson {
    my ($self, $multi) = @_;
    my @polygons;
    for my $key (sort keys %{ $self->{cells} }) {
        my ($w, $s, $e, $n) = corners(@{ $self->{cells}{$key} });
        push @polygons,
            [[[$w, $s], [$e, $s], [$e, $n], [$w, $n], [$w, $s]]];
    }
    return encode_json({ type => 'MultiPolygon', coordinates => \@polygons })
        if $multi;
    return encode_json({ type => 'FeatureCollection', features => [
        map { { type => 'Feature', properties => {}, geometry =>
            { type => 'Polygon', coordinates => $_ } } } @polygons] });
}

# Edges with the area at one side alone, each [lon, lat, lon, lat].
sub border {
    my ($self) = @_;
    return @{ $self->{border} //= [map {
        my ($column, $row) = @$_;
        my ($w, $s, $e, $n) = corners($column, $row);
        (
            $self->has($column - 1, $row) ? () : [$w, $s, $w, $n],
            $self->has($column + 1, $row) ? () : [$e, $s, $e, $n],
            $self->has($column, $row - 1) ? () : [$w, $s, $e, $s],
            $self->has($column, $row + 1) ? () : [$w, $n, $e, $n],
        )
    } values %{ $self->{cells} }] };
}

sub distance {
    my ($lon, $lat, $lon2, $lat2) = map { deg2rad($_) } @_;
    my $h = sin(($lat2 - $lat) / 2) ** 2
        + cos($lat) * cos($lat2) * sin(($lon2 - $lon) / 2) ** 2;
    return 2 * $earth * atan2(sqrt($h), sqrt(1 - $h));
}

# From a position to the nearest point of an edge, by narrowing down.
sub to_edge {
    my ($lon, $lat, $edge) = @_;
    my ($w, $s, $e, $n) = @$edge;
    my $to = sub { distance($lon, $lat, $w + $_[0] * ($e - $w),
        $s + $_[0] * ($n - $s)) };
    my ($from, $end) = (0, 1);
    for (1 .. 25) {
        my $third = ($end - $from) / 3;
        if ($to->($from + $third) < $to->($end - $third)) {
            $end -= $third;
        } else {
            $from += $third;
        }
    }
    return $to->(($from + $end) / 2);
}

# in, out or uncertain; near where rounding could decide.
sub answer {
    my ($self, $lat, $lon, $radius) = @_;
    return $self->{known}{"$lat $lon $radius"} //= do {
        my $inside = $self->has(int(($lon + 180) / $size),
            int(($lat + 90) / $size));
        my $far = min map { to_edge($lon, $lat, $_) } $self->border;
        abs($far - $radius) < 4 + $far / 100 ? 'near'
            : $far < $radius ? 'uncertain' : $inside ? 'in' : 'out';
    };
}

1;
