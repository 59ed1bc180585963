#!/usr/bin/perl

# What `nginx -t` takes of memory while it reads a large database: at most 2.2
# times the file.

use warnings;
use strict;

use Test::More;
use LN;

plan(skip_all => 'no /proc') unless -r '/proc/self/status';
plan(skip_all => 'sanitizers take memory, too') if $ENV{ASAN_OPTIONS};

my $t = LN->new;
my $dir = $t->dir;

# A database as a City file is: a tree of 2^20 nodes, each with two sides of 32
# bits, and 2^17 records that have most of their bytes in maps of their own.
# Each record is that of 8 networks of 20 bits.

sub text { my ($s) = @_; return chr(0x40 | length $s) . $s }

sub map_of {
    my @pairs = @_;
    return chr(0xe0 | @pairs / 2)
        . join '', map { $_ % 2 ? $pairs[$_] : text($pairs[$_]) } 0 .. $#pairs;
}

sub number {
    my ($n) = @_;
    return "\xc4" . pack 'N', $n;
}

my ($depth, $records) = (20, 1 << 17);
my $nodes = (1 << $depth) - 1;
my ($data, @at) = ('');

for my $i (0 .. $records - 1) {
    push @at, length $data;
    $data .= map_of(
        country => map_of(iso_code => text($i % 3 ? 'RU' : 'DE')),
        city => map_of(geoname_id => number(1000 + $i),
            names => map_of(en => text("Town $i"))),
        location => map_of(latitude => "\x68" . pack('d>', 50 + $i / $records),
            longitude => "\x68" . pack('d>', 40 - $i / $records)));
}

my $path = "$dir/large.mmdb";
open my $out, '>:raw', $path or die "$path: $!\n";
for my $node (0 .. $nodes - 1) {
    print $out pack 'N2', map {
        $_ < $nodes ? $_ : $nodes + 16 + $at[($_ - $nodes) >> 3]
    } 2 * $node + 1, 2 * $node + 2;
}
print $out "\0" x 16, $data, "\xab\xcd\xefMaxMind.com", map_of(
    node_count => number($nodes), record_size => "\xa2\0\x20",
    ip_version => "\xa2\0\4", database_type => text('Test-City'),
    languages => "\0\4", description => "\xe0",
    binary_format_major_version => "\xa2\0\2",
    binary_format_minor_version => "\xa0",
    build_epoch => "\4\2" . pack('N', time));
close $out or die;
undef $data;
my $size = -s $path;
cmp_ok($size, '>', 16e6, "a file of $size bytes");

# The most memory that `nginx -t` had, in bytes: it says so itself at its end.

my $source = $t->write('peak.c', <<'END');
#include <stdio.h>
#include <string.h>

__attribute__((destructor))
static void
peak(void)
{
    char   line[256];
    FILE  *f;

    f = fopen("/proc/self/status", "r");

    while (f && fgets(line, sizeof(line), f)) {
        if (strncmp(line, "VmHWM:", 6) == 0) {
            fputs(line, stderr);
        }
    }
}
END
system('cc', '-shared', '-fPIC', '-O2', '-o', "$dir/peak.so", $source) == 0
    or die "no C compiler\n";

my $nginx = $ENV{LN_NGINX} // 'nginx';

sub peak {
    my ($database) = @_;
    my $conf = $t->conf("legal_database $database;\n"
        . 'legal_jurisdiction j { country RU; }', watch => 0);
    my $said = `LD_PRELOAD=$dir/peak.so $nginx -t -c $conf \\
        -e $dir/error.log 2>&1`;
    is($?, 0, "nginx -t takes $database") or diag $said;
    return $said =~ /^VmHWM:\s+(\d+) kB/m ? $1 * 1024 : 0;
}

my $little = peak("$t->{build}/testdb/City.mmdb");
my $large = peak($path);
cmp_ok($little, '>', 1e6, 'its memory is seen');
cmp_ok($large, '>', $size, '.. with all of the database');

my $ratio = ($large - $little) / $size;
cmp_ok($ratio, '<', 2.2, sprintf 'at most 2.2 times the file: %.2f', $ratio);

$t->stop;
done_testing();
