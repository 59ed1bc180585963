#!/usr/bin/perl

# Which texts are in use, as an archive and its manifest say: those that a
# reader can be shown.  A rule that only a dry run names is not among them, nor
# one of a legal_apply that each level within overrides.

use warnings;
use strict;

use JSON::PP;
use Test::More;
use LN;

my $t = LN->new;
my $dir = $t->dir;
$t->write("$_/en.html", "<p>$_</p>") for qw( shown dry outer inner within both
    server none );
$t->write('html/a.html', '<p>a');

my $rules = join '', map {
    "legal_notice $_ { in all; text DIR/$_; }\n" }
    qw( shown dry outer inner within both server none );
my $conf = <<"END";
legal_archive ARCHIVE;
legal_jurisdiction all { network 127.0.0.0/8; }
$rules
legal_apply outer;
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply server;
    location / { legal_apply shown both; }
    location /dry/ { legal_dry_run on; legal_apply dry both;
        location /dry/within/ { legal_dry_run off; legal_apply within; } }
    location /inner/ { legal_apply inner; legal_dry_run on;
        location /inner/off/ { legal_dry_run off; } }
}
server {
    listen 127.0.0.1:H2;
    legal_apply off;
}
END

sub manifest {
    my %rules = map { decode_json($_)->{rule} => 1 }
        split /^/, $t->slurp('archive/manifest.jsonl');
    return join ' ', sort keys %rules;
}

# (a server of its own would tell the counters, with the rules of http)

$t->start($conf =~ s/ARCHIVE/DIR\/archive/r, watch => 0);
is(manifest(), 'both inner server shown within',
    'rules that a reader can be shown, and no other');
is(scalar(() = glob("$dir/archive/????????*[0-9a-f]")), 5, 'and their texts');

# with the end of the dry run its texts are in use

$t->conf($conf =~ s/ARCHIVE/DIR\/archive/r
    =~ s/legal_dry_run on; legal_apply dry/legal_apply dry/r, watch => 0);
$t->reload;
is(manifest(), 'both dry inner server shown within', 'a dry run that ends');

# off is none, and no directory

my ($ok, $said) = $t->check($conf =~ s/ARCHIVE/off/r);
ok($ok, 'off') or diag $said;
$t->conf($conf =~ s/ARCHIVE/off/r, watch => 0);
$t->reload;
is($t->status(11, '/a.html'), 200, 'pages are served');
ok(!-e "$dir/off", 'no directory of that name');
is(scalar(split /^/, $t->slurp('archive/manifest.jsonl')), 11,
    'nothing is noted any more');
($ok, $said) = $t->check($conf =~ s/legal_archive ARCHIVE;/legal_archive off; legal_archive off;/r);
like($said, qr/"legal_archive" directive is duplicate/, 'off once');
($ok, $said) = $t->check($conf =~ s/legal_archive ARCHIVE;/legal_archive off; legal_archive DIR\/b;/r);
like($said, qr/"legal_archive" directive is duplicate/, '.. and nothing else');

$t->done(seen => qr/is duplicate/);
