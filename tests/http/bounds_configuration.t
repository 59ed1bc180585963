#!/usr/bin/perl

# Bounds of docs/limits.md that `nginx -t` knows: as much as is taken, and one
# more.

use warnings;
use strict;

use Test::More;
use LN;

my $t = LN->new;
my $dir = $t->dir;
my $mb = 1 << 20;

$t->write('text/en.html', '<p>n</p>');
$t->write('key', 'k' x 32);
chmod 0600, "$dir/key";

my $rc = 'legal_jurisdiction rc { network 10.0.0.0/8; }';

# What is taken; and what is not, and what is said of that.
sub takes {
    my ($name, $conf, $says) = @_;
    my ($ok, $said) = $t->check("$rc\n$conf");
    ok($ok, "$name: taken") or diag substr $said, 0, 500;
    like($said, $says, '.. and said') if $says;
    unlike($said, qr/\[warn\]/, '.. in silence') if !$says;
}

sub refuses {
    my ($name, $conf, $says) = @_;
    my ($ok, $said) = $t->check("$rc\n$conf");
    ok(!$ok, "$name: refused");
    like($said, $says, '.. and why');
    like($said, qr{ in \Q$dir\E/nginx\.conf:\d+$}m, '.. where');
}

sub jurisdictions {
    my ($n) = @_;
    return join "\n", map { "legal_jurisdiction j$_ { network 10.0.0.0/8; }" } 2 .. $n;
}

takes('1024 jurisdictions', jurisdictions(1024));
refuses('1025', jurisdictions(1025), qr/too many jurisdictions, 1024 are allowed/);

my $databases = sub { 'legal_database' . ' DB/Country.mmdb' x $_[0] . ';' };
takes('16 databases', $databases->(16));
takes('16 in two lines', $databases->(9) . $databases->(7));
refuses('17', $databases->(17), qr/too many databases, 16 are allowed/);
refuses('17 in two lines', $databases->(9) . $databases->(8), qr/too many databases, 16 are allowed/);

my $keys = sub { 'legal_key' . ' DIR/key' x $_[0] . ';' };
takes('8 keys', $keys->(8));
refuses('9', $keys->(9), qr/more than 8 files in "legal_key" directive/);
for my $n (31, 32, 4096, 4097) {
    $t->write("key$n", 'k' x $n);
    chmod 0600, "$dir/key$n";
    takes("a key of $n bytes", "legal_key DIR/key$n;") if $n == 32 || $n == 4096;
    refuses("a key of $n bytes", "legal_key DIR/key$n;", qr/has $n bytes, 32 to 4096 are expected/)
        if $n == 31 || $n == 4097;
}

# rules, their places and patterns, have no bound of their own

my $notice = sub { "legal_notice $_[0] { in rc; text DIR/$_[1]; }" };
takes('2000 notices in force', join "\n", (map { $notice->("n$_", 'text') } 1 .. 2000),
    'legal_apply ' . join(' ', map { "n$_" } 1 .. 2000) . ';');
takes('2000 places of a notice', 'legal_notice n { in rc; text DIR/text; '
    . join(' ', map { "place append .c$_;" } 1 .. 2000) . ' }');

# texts

$t->write('large/en.html', 'x' x $mb);
takes('a text of 1 MiB', $notice->('n', 'large'));
$t->write('larger/en.html', 'x' x ($mb + 1));
refuses('a byte more', $notice->('n', 'larger'), qr{larger/en\.html" is not a regular file of 1 MiB at most});

my @tags = ('en', map { my $a = $_; map { "q$a$_" } 'a' .. 'z' } 'a' .. 'z');
$t->write("many/$_.html", '<p>n</p>') for @tags[0 .. 511];
takes('512 languages', $notice->('n', 'many'));
$t->write("many/$tags[512].html", '<p>n</p>');
refuses('513', $notice->('n', 'many'), qr/has more than 512 LANG\.html file/);

# names of rules, for nginx and for a cookie

my $asks = sub { "legal_key DIR/key; legal_restriction $_[0] { in rc; acknowledge $_[1]; }" };
takes('a name of 4090 bytes', $notice->('n' x 4090, 'text'));
refuses('a name that nginx does not read', $notice->('n' x 4100, 'text'), qr/too long parameter/);
takes('a name of 1024 bytes that a cookie has', $asks->('r' x 1024, '1d'));
refuses('a byte more', $asks->('r' x 1025, '1d'),
    qr/"acknowledge" directive needs a restriction whose name has 1024 bytes at most, shorten the name/);

takes('a cookie of 400 days', $asks->('r', '400d'));
takes('a second more', $asks->('r', '34560001s'), qr/longer than browsers keep a cookie, which is 400d/);

takes('a million pages in the cache of places', 'legal_place_cache max=1048576;');
refuses('one more', 'legal_place_cache max=1048577;', qr/"off" or "max=NUMBER" from 1 to 1048576 is expected/);

for my $case ([ 'x', 1023 ], [ "\xd0\xb6", 255 ], [ '.', 255 ]) {
    my ($char, $n) = @$case;
    my $after = sub { sprintf 'legal_notice n { in rc; text DIR/text; place after ~ "(?<=%s{%d})y"; }', $char, $_[0] };
    takes("a lookbehind of $n characters", $after->($n));
    refuses('one more', $after->($n + 1), qr/invalid pattern ".*": a lookbehind of more than 255 characters \(1023 in plain ASCII\)/);
}

# A name of a file of 4095 bytes is looked for, a longer one is none; what is
# said of it has the reason, not the whole name.

my $long = '/' . 'a' x 4090;
for my $case (
    [ 'network', "legal_jurisdiction x { network $long; }" ],
    [ 'area', "legal_database DB/City.mmdb; legal_jurisdiction x { area $long; }" ],
    [ 'database', "legal_database $long;" ], [ 'key', "legal_key $long;" ],
    [ 'text', "legal_notice n { in rc; text $long; }" ],
    [ 'archive', "legal_archive $long;" ],
) {
    refuses("a long name: $case->[0]", $case->[1], qr/a{100}.*: File name too long/);
}
refuses('a name that is too long with its directory', 'legal_jurisdiction x { network ' . 'z/' x 2045 . '; }',
    qr{file name "(?:z/){50}\.\.\." is too long});

done_testing;
