#!/usr/bin/perl

# legal-notice locate, compare and place without memory, or without space for
# what they say: exactly what is right, or a status and a word.

use warnings;
use strict;

use Test::More;
use LN;
use Scarce;

my $t = LN->new;
my $dir = $t->dir;
my $command = "$t->{build}/legal-notice";

scarce($t);

$t->databases(
    one => "10.0.0.0/24 1 RU MOW Moscow 524901 55.75 37.6\n"
        . "10.0.1.0/24 1 UA 43 a 1\n2a00:1::/32 1 RU - - 0\n",
    two => "10.0.0.0/25 1 RU - - 0\n10.0.0.128/25 1 DE - - 0\n");
my @databases = map { ('--database', "$dir/$_/City.mmdb") } qw( one two );
push @databases, '--database', "$dir/one/ASN.mmdb";

$t->write('lan.txt', "10.0.0.9\n");
$t->write('area.geojson', '{"type":"Polygon","coordinates":[[[37,55],[38.5,55],'
    . '[38.5,56.5],[37,56.5],[37,55]]]}');
$t->write('more.inc', "country BY;\n");
$t->write('j.conf', <<'END');
legal_jurisdiction rc { country RU; include more.inc; region UA-43; }
legal_jurisdiction net { country RU; except network lan.txt; asn 1; }
legal_jurisdiction here { area area.geojson; }
include more*.conf;
END
$t->write("more$_.conf", "legal_jurisdiction more$_ { country RU; }\n") for 1, 2;
my @jurisdictions = ('--jurisdictions', "$dir/j.conf");

$t->write('text/en.html', '<p>{{who}} in a language</p>');
$t->write('text/ru.html', '<p lang="ru">{{who}}</p>');
$t->write('page.html', '<!DOCTYPE html><html lang=en><title>t</title><body>'
    . '<article class=a><p>a</article><p id=b>b</body></html>');
my @place = ('place', '--place', 'append article.a[class]', '--place',
    'before ~ <p id=(.)', '--notice', "$dir/text", '--set', 'who=me',
    '--accept-language', 'ru, en;q=0.5');

sub run {
    my ($in, $out, @args) = @_;
    my $pid = fork // die "fork: $!";
    if (!$pid) {
        open STDIN, '<', $in or die;
        open STDOUT, '>', $out or die;
        open STDERR, '>', "$dir/err" or die;
        alarm 60;
        exec $command, @args;
    }
    waitpid $pid, 0;
    return ($?, $out =~ /^\/dev/ ? '' : $t->slurp('out'), $t->slurp('err'));
}

my %tried;

for my $case (
    [ 'locate', 'locate', @databases, @jurisdictions, '10.0.0.7', '10.0.0.9',
        '10.0.1.1', '2a00:1::1' ],
    [ 'compare', 'compare', @databases, @jurisdictions, '--json' ],
    [ 'a table', 'compare', @databases, @jurisdictions, '--table' ],
    [ 'place', @place ],
    [ 'an offset', @place, '--offset' ],
) {
    my ($name, @args) = @$case;
    my ($should, $right, $n, @bad) = (1, '', 0);
    my @sites = sites(sub {
        ($should, $right) = shimmed(sub {
            run("$dir/page.html", "$dir/out", @args);
        });
    }, tried => \%tried);
    is($should, 0, "$name, with memory") or diag $t->slurp('err');
    isnt($right, '', "$name: it says something");

    for my $i (@sites) {
        arm($i);
        my ($status, $out, $err) = shimmed(sub {
            run("$dir/page.html", "$dir/out", @args);
        });
        next if left() > 0;
        $n++;
        next if $status == 0 && $out eq $right;
        push @bad, "allocation $i: status $status, $out$err"
            unless $status == 2 << 8 && $err =~ /memory|cannot/;
    }
    cmp_ok($n, '>', 2, "$name: $n allocations failed");
    is(@bad, 0, "$name: it is right, or a status and a word")
        or diag map { "$_\n" } @bad[0 .. ($#bad < 4 ? $#bad : 4)];

    my ($status, $out, $err) = run("$dir/page.html", '/dev/full', @args);
    is($status >> 8, 2, "$name, without space: status 2");
    like($err, qr/^legal-notice \w+: cannot write/, "$name: told of it");
}

done_testing();
