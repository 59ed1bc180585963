#!/usr/bin/perl

# config/monitoring: rules and dashboard ask for what legal_status says.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use JSON::PP;
use Test::More;
use LN;

my $t = LN->new;
my $config = dirname(abs_path($0)) . '/../../config/monitoring';

sub slurp { local (@ARGV, $/) = @_; return scalar <> }

$t->write('text/en.html', '<p>n</p>');
$t->write('key', 'k' x 32);
chmod 0600, $t->dir . '/key';
$t->start(<<'END');
legal_database DB/City.mmdb DB/Country.mmdb;
legal_jurisdiction rc { country RU; }
legal_notice n { in rc; text DIR/text; }
legal_key DIR/key;
legal_restriction r { in rc; }
legal_restriction gate { in rc; acknowledge 1h; }
server {
    listen 127.0.0.1:PORT;
    legal_apply n r gate;
    location = /metrics { legal_status prometheus; }
}
END

my %told;
for (split /^/, $t->body(34, '/metrics')) {
    next unless /^(\w+)(?:\{(.*)\})? \d+$/;
    my ($name, $labels) = ($1, $2 // '');
    $told{$name}{$1} = 1 while $labels =~ /(\w+)="/g;
    $told{$name}{instance} = 1;
}
cmp_ok(scalar keys %told, '>', 20, 'metrics are told');

my $rules = slurp("$config/alerts.yml");
my $board = decode_json(slurp("$config/grafana.json"));
my @exprs = map { $_->{expr} } map { @{ $_->{targets} } } @{ $board->{panels} };
push @exprs, $rules =~ /expr: >?\s*(.*?)\n        (?:for|labels):/gs;
cmp_ok(scalar @exprs, '>', 20, 'expressions are found');

for my $expr (@exprs) {
    my @unknown = grep { !$told{$_} } $expr =~ /(legal_\w+)/g;
    is("@unknown", '', 'asks for metrics that are told');
    while ($expr =~ /(legal_\w+)\{(.*?)\}/g) {
        my ($name, $labels) = ($1, $2);
        my @odd = grep { !$told{$name}{$_} } $labels =~ /(\w+)=/g;
        is("@odd", '', "and for labels of $name");
    }
}

# each outcome is on the dashboard

for my $rule (qw( notice restriction )) {
    my @hidden = grep { my $name = $_; !grep { /\b$name\b/ } @exprs }
        grep { /^legal_${rule}_\w+_total$/ && !/decided|uncertain|spared/ }
        sort keys %told;
    is("@hidden", '', "each outcome of a $rule is shown");
}

my @tests = glob "$config/alerts*.test.yml";
my $tested = join '', map { slurp($_) } @tests;
is(join(' ', grep { $tested !~ /alertname: $_\n        exp_alerts: *(?:&\w+)?\n/ }
    $rules =~ /- alert: (\w+)/g), '', 'each alert is tested');

SKIP: {
    skip 'no promtool: install prometheus', 1 + @tests
        unless grep { -x "$_/promtool" } split /:/, $ENV{PATH};
    my $said = `promtool check rules $config/alerts.yml 2>&1`;
    is($?, 0, 'promtool takes the rules') or diag $said;
    for (@tests) {
        $said = `promtool test rules $_ 2>&1`;
        is($?, 0, 'each alert fires when it must and only then') or diag $said;
    }
}

$t->done;
