#!/usr/bin/perl

# nginx and the command decide as a model does, which was written from
# docs/directives.md: the first of the random configurations.
# `./config.sh test model` compares more of them.

use warnings;
use strict;

use File::Basename qw( dirname );
use Test::More;

plan skip_all => 'LN_BUILD is not set, run ./config.sh test'
    unless $ENV{LN_BUILD};
plan skip_all => 'a program under AddressSanitizer takes no such preload'
    if `ldd \$(command -v @{[ $ENV{LN_NGINX} // 'nginx' ]})` =~ /asan/;

my $model = dirname(__FILE__) . '/model.pl';
my $said = `$^X $model 1 8000 2>&1`;

is($?, 0, 'the model runs, and finds no difference') or diag $said;
like($said, qr/^\d+ accepted, (?!0)\d+ decisions, 0 different/m,
    'many decisions were compared');

done_testing();
