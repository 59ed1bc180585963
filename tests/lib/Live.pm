package Live;

# Memory of an nginx that has not been freed yet: live.c, preloaded into it.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use Test::More;
use LN;

my $file;

# For the next nginx of the test; skips it where nothing can be preloaded.
sub preload {
    my ($t) = @_;
    plan skip_all => 'AddressSanitizer has an allocator of its own'
        if LN::sanitized();
    my $source = dirname(abs_path(__FILE__)) . '/live.c';
    my $library = $t->dir . '/live.so';
    plan skip_all => 'this C library is not glibc'
        unless system("gcc -O1 -shared -fPIC -o $library $source 2>/dev/null") == 0;
    $file = $t->dir . '/live';
    @ENV{qw( LD_PRELOAD LN_LIVE )} = ($library, $file);
}

# What runs from now on is none of its.
sub loaded { delete $ENV{LD_PRELOAD} }

# Blocks, and their bytes.
sub count {
    open my $f, '<:raw', $file or die "live: $!\n";
    read $f, my $numbers, 16 or die;
    return unpack 'q2', $numbers;
}

1;
