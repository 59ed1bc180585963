#!/usr/bin/perl

# nginx loads modules with RTLD_GLOBAL: a name that one of them exports stands
# for the same name in all that are loaded later.

use warnings;
use strict;

use Test::More;

plan skip_all => 'LN_BUILD is not set, run ./config.sh test'
    if !$ENV{LN_BUILD};
plan skip_all => 'the module is a part of nginx' if $ENV{LN_STATIC};

my $module = "$ENV{LN_BUILD}/ngx_http_legal_notice_module.so";

open my $nm, '-|', qw( nm -D --defined-only ), $module or die "nm: $!\n";
my @names = sort grep { !/^_/ } map { (split)[-1] } <$nm>;
close $nm or die "nm fails\n";

is_deeply(\@names, [ qw( ngx_module_names ngx_module_order ngx_modules ) ],
    'only what nginx asks for is exported');

done_testing;
