#!/usr/bin/perl

# lint-rooms.pl MODULE OBJECTS..: refuses what breaks the walls between the
# rooms of MODULE/ROOMS, and functions and files that are too long; prints the
# numbers behind that, whatever it finds.
#
# A call is a symbol that one object lacks and another one defines: a prototype
# of one's own, or an extern, hides nothing.  OBJECTS are directories in which
# each source of MODULE has been compiled, as its name with .o.

use warnings;
use strict;

use File::Basename qw( basename dirname );
use File::Find qw( find );

my ($most_files, $most_circle) = (16, 3);
my ($long, $too_long, $most_long, $file_too_long) = (60, 100, 2, 500);

# Tables: nobody reads them from top to bottom.
my %table = map { $_ => 1 } qw( ln_iso3166.c ln_reference_names.c
    ln_region_names.c );

# nginx knows a module by its descriptor's address, so that each file which asks
# for a configuration or a context needs it: it stands on top and is no call.
my $descriptor = 'ngx_http_legal_notice_module';

# What only rooms below a directory may include or call.
my @guarded = (
    [ qr/^(?:ngx_|nginx)/, qr/^ngx_/, 'http', 'nginx',
      'have module/http call nginx, and hand on what it says' ],
    [ qr/^maxminddb/, qr/^MMDB_/, 'geo', 'libmaxminddb',
      'ask geo/database' ],
);

my ($module, @dirs) = @ARGV;
my $list = "$module/ROOMS";
my $bad = 0;

sub refuse {
    my ($where, $what, $remedy) = @_;
    print STDERR "$where: $what: $remedy\n";
    $bad++;
}

sub lines {
    my ($file) = @_;
    open my $f, '<', $file or die "$file: $!\n";
    return <$f>;
}

sub files {
    my ($pattern, @below) = @_;
    my @found;
    find({ no_chdir => 1, wanted => sub {
        push @found, $_ if -f && $_ =~ $pattern;
    } }, @below);
    return sort @found;
}

# The rooms: a line each, from the ground up.
my (%floor, %guests, @rooms);

{
    my $n = 0;
    for (lines($list)) {
        $n++;
        next if /^\s*(?:#|$)/;
        my ($room, $guests, $for)
            = m{^(\S+)/\s+(?:\(([^)]*)\)\s+)?(\S.*)$};
        refuse("$list:$n", 'not a room and what it is for',
            'write "ROOM/  (ROOM ..)  TEXT"'), next unless $for;
        refuse("$list:$n", "$room/ is listed twice", 'take one away'), next
            if $floor{$room};
        push @rooms, $room;
        $floor{$room} = @rooms;
        $guests{$room} = [ split ' ', $guests ] if defined $guests;
    }
}

# A file is named as an #include has it, from MODULE down.
sub room { return dirname($_[0]) }

sub below { return $_[0] eq $_[1] || index($_[0], "$_[1]/") == 0 }

# Why a file of one room may not use one of another, undef if it may.
sub wall {
    my ($from, $to) = map { room($_) } @_;
    my ($f, $t) = ("$from/", "$to/");
    return if $from eq $to || !$floor{$from} || !$floor{$to};
    return ("$f is a lower room than $t", "move what is needed down to $f or"
        . " below, or what needs it up to $t") if $floor{$from} < $floor{$to};
    return if !$guests{$to} || grep { below($from, $_) } @{ $guests{$to} };
    return ("$t is open to " . join(', ', map { "$_/" } @{ $guests{$to} })
        . " only, not to $f", "ask one of those");
}

# What stands in which room.
my @all = map { s{^\Q$module\E/}{}r } files(qr/./, $module);
my @code = grep { /\.[ch]$/ } @all;
my @sources = grep { /\.c$/ } @code;
my (%in_room, %by_name);

for my $file (@all) {
    refuse("$module/$file:1", 'stands in ' . room($file) . "/, which $list does"
        . ' not have', 'move it to a room, or list the room')
        unless $floor{room($file)};
}

for my $file (@sources) {
    push @{ $in_room{room($file)} }, $file;
    push @{ $by_name{basename($file)} }, $file;
}

for my $room (@rooms) {
    my $n = @{ $in_room{$room} || [] };
    refuse("$list:1", "$room/ has no file", 'take it off the list')
        unless grep { room($_) eq $room } @all;
    refuse("$module/$in_room{$room}[-1]:1", "$room/ has $n .c files,"
        . " $most_files are allowed", 'make two rooms of it')
        if $n > $most_files;
}

for my $name (sort keys %by_name) {
    my @same = @{ $by_name{$name} };
    refuse("$module/$same[1]:1", "has the name of $module/$same[0]",
        'give it one of its own: nginx would compile both to one object')
        if @same > 1;
}

# The arrows of #include.
my ($includes, $includes_up) = (0, 0);

for my $file (@code) {
    my $n = 0;
    for (lines("$module/$file")) {
        $n++;
        my ($what) = /^\s*#\s*include\s*(.*)/ or next;
        my ($name) = $what =~ /^["<]([^">]+)[">]/;
        refuse("$module/$file:$n", "includes $what",
            'write the name of a header'), next unless $name;

        my ($to) = grep { -e "$module/$_" }
            $name, room($file) eq '.' ? () : room($file) . "/$name";
        if ($to) {
            1 while $to =~ s{(?:^|/)\K(?!\.\./)[^/]+/\.\./}{};
            $to =~ s{(?:^|/)\K\./}{}g;
            $includes++ if $to ne $file;
            my ($why, $remedy) = wall($file, $to) or next;
            $includes_up++;
            refuse("$module/$file:$n", "includes $to, and $why", $remedy);

        } else {
            for (@guarded) {
                my ($header, undef, $where, $whose, $remedy) = @$_;
                refuse("$module/$file:$n", "includes $name, and only $where/"
                    . " may know $whose, not " . room($file) . '/', $remedy)
                    if $name =~ $header && !below(room($file), $where);
            }
        }
    }
}

# The arrows of calls.
my (%object, %defines, %lacks, %arrows);

for my $o (files(qr/\.o$/, @dirs)) {
    my $source = $by_name{basename($o, '.o') . '.c'};
    $object{$source->[0]} //= $o if $source;
}

for my $file (@sources) {
    refuse("$module/$file:1", 'has no object in ' . join(' or ', @dirs),
        'compile it: nothing is known of its calls') unless $object{$file};
}

{
    my %source = reverse %object;
    open my $nm, '-|', 'nm', '-A', '-P', values %object or die "nm: $!\n"
        if %object;
    while ($nm && defined($_ = <$nm>)) {
        my ($o, $symbol, $kind) = /^(.+?)(?:\[.*\])?: (\S+) (\S)/ or next;
        my $file = $source{$o} or die "nm: $o\n";
        if ($kind =~ /[Uw]/) {
            push @{ $lacks{$file} }, $symbol;
        } elsif ($kind =~ /[A-Zuv]/) {
            $defines{$symbol} = $file;
        }
    }
    !$nm || close $nm or die "nm fails\n";
}

# The line in which file names symbol.
sub line_of {
    my ($file, $symbol) = @_;
    my ($n, $first) = (0, 1);
    for (lines("$module/$file")) {
        $n++;
        next unless /\b\Q$symbol\E\b/;
        return $n if /^\s/ && !/^ +\*/;
        $first = $n if $first == 1;
    }
    return $first;
}

my ($arrows, $arrows_up) = (0, 0);

for my $file (@sources) {
    my %up;
    for my $symbol (sort @{ $lacks{$file} || [] }) {
        my $to = $defines{$symbol};

        for (@guarded) {
            my (undef, $pattern, $where, $whose, $remedy) = @$_;
            refuse("$module/$file:" . line_of($file, $symbol), "needs $symbol,"
                . " and only $where/ may know $whose, not " . room($file) . '/',
                $remedy)
                if !$to && $symbol =~ $pattern && !below(room($file), $where);
        }

        next if !$to || $to eq $file || $symbol eq $descriptor;
        $arrows{$file}{$to} //= $symbol;
        my ($why, $remedy) = wall($file, $to) or next;
        $up{$to} = 1;
        refuse("$module/$file:" . line_of($file, $symbol),
            "needs $symbol of $to, and $why", $remedy);
    }
    $arrows += keys %{ $arrows{$file} || {} };
    $arrows_up += keys %up;
}

# Circles: what can be reached from each other (Tarjan).
my (%index, %low, %on, @stack, @circles);
my $next = 0;

sub visit {
    my ($v) = @_;
    $index{$v} = $low{$v} = $next++;
    push @stack, $v;
    $on{$v} = 1;
    for my $w (sort keys %{ $arrows{$v} || {} }) {
        if (!defined $index{$w}) {
            visit($w);
            $low{$v} = $low{$w} if $low{$w} < $low{$v};
        } elsif ($on{$w}) {
            $low{$v} = $index{$w} if $index{$w} < $low{$v};
        }
    }
    return if $low{$v} != $index{$v};
    my @circle;
    while (defined(my $w = pop @stack)) {
        $on{$w} = 0;
        unshift @circle, $w;
        last if $w eq $v;
    }
    push @circles, [ sort @circle ] if @circle > 1;
}

no warnings 'recursion';
defined $index{$_} || visit($_) for @sources;

for my $circle (@circles) {
    my %is = map { $_ => 1 } @$circle;
    my %of = map { room($_) => 1 } @$circle;
    my $first = $circle->[0];
    my ($to) = grep { $is{$_} } sort keys %{ $arrows{$first} };
    my $where = "$module/$first:" . line_of($first, $arrows{$first}{$to});
    my $names = join ', ', @$circle;

    if (keys %of > 1) {
        refuse($where, 'files of the rooms ' . join(', ', map { "$_/" }
            sort keys %of) . " call each other in a circle: $names",
            'have the lower one return what the upper one needs');

    } elsif (@$circle > $most_circle) {
        refuse($where, @$circle . ' files of ' . room($first) . "/ call each"
            . " other in a circle, $most_circle are allowed: $names",
            'have one return what another needs');
    }
}

# Lengths.  A function reaches from its return type to the `}` in column 0.
my ($functions, @longer) = (0);
my $far_too_long = 0;

for my $file (@code) {
    my ($n, $head, $in, $name) = (0, 1, 0, '');
    for (lines("$module/$file")) {
        $n++;
        if (/^\{/) {
            $in = 1;
        } elsif (/^\}/ && $in) {
            my $length = $n - $head + 1;
            my $at = "$module/$file:$head";
            $in = 0;
            $functions++;
            push @longer, [ $at, "$name()", $length ] if $length > $long;
            if ($length > $too_long) {
                $far_too_long++;
                refuse($at, "$name() has $length lines, $too_long are allowed",
                    'cut it where the problem has a joint');
            }
        } elsif (!$in) {
            $head = $n + 1 if m{^\s*$|^\}|;\s*$|\*/\s*$|^\s*#|\\\s*$};
            $name = $1 if /^(\w+)\(/;
        }
    }
    refuse("$module/$file:$n", "the file has $n lines, $file_too_long are"
        . ' allowed', 'make two nouns of it')
        if $n > $file_too_long && !$table{basename($file)};
}

my $share = $functions ? 100 * @longer / $functions : 0;

if ($share >= $most_long) {
    refuse($_->[0], "$_->[1] has $_->[2] lines", sprintf 'cut it: %.1f%% of all'
        . ' functions have more than %d, less than %d%% may', $share, $long,
        $most_long) for @longer;
}

# The numbers.
my ($largest) = sort { @{ $in_room{$b} } <=> @{ $in_room{$a} } || $a cmp $b }
    keys %in_room;
my ($widest) = sort { @$b <=> @$a } @circles;

printf "%-26s %s\n", @$_ for
    [ 'rooms', scalar @rooms ],
    [ '.c files', scalar @sources ],
    [ 'files a room',
      join ', ', map { "$_/ " . @{ $in_room{$_} || [] } }
          grep { $in_room{$_} } @rooms ],
    [ 'most files in a room',
      $largest ? @{ $in_room{$largest} } . " ($largest/)" : 0 ],
    [ 'arrows of #include', "$includes, $includes_up through a wall" ],
    [ 'arrows of calls', "$arrows between files, $arrows_up through a wall" ],
    [ 'circles of calls', scalar(@circles)
        . ($widest ? ', the widest of ' . @$widest . ' files ('
            . join(', ', map { basename($_) } @$widest) . ')' : '') ],
    [ 'functions', $functions ],
    [ "functions over $long lines", sprintf '%d, %.1f%%', scalar @longer,
      $share ],
    [ "functions over $too_long lines", $far_too_long ];

print STDERR "lint: $bad faults in the rooms\n" if $bad;
exit($bad != 0);
