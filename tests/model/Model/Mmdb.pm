package Model::Mmdb;

# Writes small MaxMind DB files, and looks addresses up in what was to be
# written, without the tree.  The format: maxmind.github.io/MaxMind-DB.

use warnings;
use strict;

no warnings 'recursion';

use Exporter qw( import );

our @EXPORT = qw( typed plain );

# Numbers and booleans of a record are typed(TYPE => VALUE); text, maps and
# arrays are perl's.
my %types = (utf8 => 2, double => 3, uint16 => 5, uint32 => 6, map => 7,
    int32 => 8, uint64 => 9, array => 11, boolean => 14, float => 15);

sub typed { return bless [@_], 'Model::Mmdb::Value' }

# A value as perl's: text or number; undef for a map, an array and none.
sub plain {
    my ($value) = @_;
    return ref $value eq 'Model::Mmdb::Value' ? $value->[1]
        : ref $value ? undef : $value;
}

# The control byte or bytes of a type and a size below 285.
sub control {
    my ($type, $size) = @_;
    my ($head, $more) = $size < 29 ? ($size, '') : (29, chr($size - 29));
    return $type < 8 ? chr($type << 5 | $head) . $more
        : chr($head) . chr($type - 7) . $more;
}

sub unsigned {
    my ($type, $n) = @_;
    my $bytes = pack 'Q>', $n;
    $bytes =~ s/^\0+//;
    return control($type, length $bytes) . $bytes;
}

sub pointer {
    my ($to) = @_;
    return pack 'n', 0x2000 | $to if $to < 2048;
    $to -= 2048;
    return pack 'Cn', 0x28 | $to >> 16, $to & 0xffff;
}

# The bytes of a value.  What was written before as a record, which $at has, may
# be pointed to.
sub encode {
    my ($value, $at) = @_;
    if (ref $value eq 'HASH') {
        my @keys = sort keys %$value;
        return control($types{map}, scalar @keys) . join '', map {
            encode($_) . shared($value->{$_}, $at) } @keys;
    }
    if (ref $value eq 'ARRAY') {
        return control($types{array}, scalar @$value)
            . join '', map { shared($_, $at) } @$value;
    }
    return control($types{utf8}, length $value) . $value if !ref $value;

    my ($type, $n) = @$value;
    return control($types{double}, 8) . pack 'd>', $n if $type eq 'double';
    return control($types{float}, 4) . pack 'f>', $n if $type eq 'float';
    return control($types{boolean}, $n ? 1 : 0) if $type eq 'boolean';
    return control($types{int32}, 4) . pack 'l>', $n if $type eq 'int32';
    return unsigned($types{$type}, $n);
}

sub shared {
    my ($value, $at) = @_;
    my $bytes = encode($value, $at);
    return $at && exists $at->{$bytes} ? pointer($at->{$bytes}) : $bytes;
}

# Puts a leaf below a node: a node is [left, right], a leaf an offset, and undef
# is nothing.
sub insert {
    my ($node, $prefix, $leaf) = @_;
    return $leaf if $prefix eq '';
    $node = [$node, $node] if ref $node ne 'ARRAY';
    my $side = substr $prefix, 0, 1;
    $node->[$side] = insert($node->[$side], substr($prefix, 1), $leaf);
    return $node;
}

sub below {
    my ($node, $prefix) = @_;
    for my $side (split //, $prefix) {
        return $node if ref $node ne 'ARRAY';
        $node = $node->[$side];
    }
    return $node;
}

# The tree of a database: its leaves are numbers of records in the order of
# networks.
sub grown {
    my ($db) = @_;
    my ($tree, $n);
    $tree = insert($tree, $_->[0], $n++) for in_order($db);
    for my $alias ($db->{aliases} && $db->{version} == 6
        ? ('0010000000000010', '0' x 80 . '1' x 16) : ())
    {
        $tree = insert($tree, $alias, below($tree, '0' x 96));
    }
    return ref $tree eq 'ARRAY' ? $tree : [$tree, $tree];
}

# The records that an address can have: narrower networks hide others.
sub records {
    my ($db) = @_;
    my ($nodes) = nodes(grown($db));
    my %there = map { $_ => 1 } grep { defined && !ref } map { @$_ } @$nodes;
    my @networks = in_order($db);
    return map { $networks[$_][1] } sort { $a <=> $b } keys %there;
}

# The bytes of a database { networks => [[prefix, record], ..], version, size,
# epoch, type, aliases }, where a prefix is of 128 bits, or 32 in version 4.
sub bytes {
    my ($db) = @_;
    my $tree = grown($db);
    my ($data, @offsets, %at, %parts) = ('');
    for my $network (in_order($db)) {
        my $record = $network->[1];
        my $bytes = encode($record, $db->{pointers} ? \%parts : undef);
        if (!exists $at{$bytes}) {
            $at{$bytes} = length $data;
            $data .= $bytes;
            remember($record, \$data, \%parts) if $db->{pointers};
        }
        push @offsets, $at{$bytes};
    }
    return tree($tree, $db->{size}, \@offsets) . "\0" x 16 . $data
        . "\xab\xcd\xefMaxMind.com" . encode(metadata($db, $tree));
}

# Values within records that are written again, apart, to be pointed to.
sub remember {
    my ($record, $data, $parts) = @_;
    for my $value (grep { ref eq 'HASH' } values %$record) {
        my $bytes = encode($value);
        next if exists $parts->{$bytes};
        $parts->{$bytes} = length $$data;
        $$data .= $bytes;
    }
}

# From the widest network to the narrowest, each in the form of the tree.
sub in_order {
    my ($db) = @_;
    return sort { length $a->[0] <=> length $b->[0] }
        map { [$db->{version} == 4 ? substr $_->[0], 96 : $_->[0], $_->[1]] }
        grep { $db->{version} == 6
            || (length $_->[0] >= 96 && $_->[0] !~ /^0{0,95}1/) }
        @{ $db->{networks} };
}

# Nodes are counted as they are met, an alias once.
sub nodes {
    my ($tree) = @_;
    my (%number, @nodes);
    my @todo = $tree;
    while (my $node = shift @todo) {
        next if exists $number{$node};
        $number{$node} = @nodes;
        push @nodes, $node;
        push @todo, grep { ref } @$node;
    }
    return (\@nodes, \%number);
}

sub tree {
    my ($tree, $size, $offsets) = @_;
    my ($nodes, $number) = nodes($tree);
    my $count = @$nodes;
    my $bytes = '';
    for my $node (@$nodes) {
        my ($left, $right) = map {
            ref() ? $number->{$_} : defined() ? $count + 16 + $offsets->[$_]
                : $count
        } @$node;
        $bytes .= $size == 32 ? pack 'NN', $left, $right
            : $size == 24 ? substr(pack('N', $left), 1)
                . substr(pack('N', $right), 1)
            : substr(pack('N', $left), 1)
                . chr(($left >> 24) << 4 | $right >> 24)
                . substr(pack('N', $right), 1);
    }
    return $bytes;
}

sub metadata {
    my ($db, $tree) = @_;
    my ($nodes) = nodes($tree);
    return {
        binary_format_major_version => typed(uint16 => 2),
        binary_format_minor_version => typed(uint16 => 0),
        build_epoch => typed(uint64 => $db->{epoch}),
        database_type => $db->{type},
        description => { en => 'made by chance' },
        ip_version => typed(uint16 => $db->{version}),
        languages => ['en'],
        node_count => typed(uint32 => scalar @$nodes),
        record_size => typed(uint16 => $db->{size}),
    };
}

# The record of a reader's address, undef where there is none.
sub lookup {
    my ($db, $reader) = @_;
    return if $db->{version} == 4 && $reader->{family} != 4;
    my ($best, $length);
    for my $network (@{ $db->{networks} }) {
        my ($prefix, $record) = @$network;
        next if index($reader->{bits}, $prefix) != 0;
        next if $db->{version} == 4 && length $prefix < 96;
        next if defined $length && length $prefix < $length;
        ($best, $length) = ($record, length $prefix);
    }
    return $best;
}

1;
