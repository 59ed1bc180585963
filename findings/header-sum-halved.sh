#!/bin/bash
# IO::Compress::Gzip writes half of a header's checksum: gzip refuses the file.
#
# A gzip header may end in a CRC of itself, two bytes long (RFC 1952, 2.3.1).
# Perl's own module writes it with `-HeaderCRC => 1`. One would guess that this
# makes a file safer. The second byte is always zero, so that 255 of 256 such
# files have a wrong one. The module's own reader takes them all the same.
#
# Why it matters: a page that was compressed so can be read by some, and is
# corrupt for gzip, for Python and for whatever is built on zlib. Who tests a
# decompressor by files of this module takes the decompressor for the one that
# is wrong.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

perl -MIO::Compress::Gzip -e \
    'print "IO::Compress::Gzip $IO::Compress::Gzip::VERSION, "'
gzip --version | head -n 1

cat > compress.pl << 'END'
use strict;
use warnings;
use IO::Compress::Gzip qw( gzip );
use IO::Uncompress::Gunzip qw( gunzip );

my $page = '<p>An article.</p>';

for my $crc (0, 1) {
    gzip \$page => "$crc.gz", -HeaderCRC => $crc, -Minimal => 0, -Time => 1
        or die;
    gunzip "$crc.gz" => \my $again;
    print $crc ? 'with' : 'without', ' the sum, Perl reads: ',
        $again // 'nothing', "\n";
}
END

{
    perl compress.pl
    gzip -t 0.gz 2> /dev/null && echo "without the sum, gzip: right"
    gzip -t 1.gz 2> /dev/null || echo "with the sum, gzip: corrupt"
} | tee seen

cat > expected << 'END'
without the sum, Perl reads: <p>An article.</p>
with the sum, Perl reads: <p>An article.</p>
without the sum, gzip: right
with the sum, gzip: corrupt
END

diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: half of the checksum is missing"
