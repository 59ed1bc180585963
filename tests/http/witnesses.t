#!/usr/bin/perl

# Several databases that contradict each other: what each says, what follows,
# and what is counted.

use warnings;
use strict;

use File::Copy qw( copy move );
use JSON::PP;
use Test::More;
use LN;

my $t = LN->new;
my $dir = $t->dir;
my $make = "$t->{build}/../tests/lib/testdb/make-testdb.pl";

# Three makers of databases: who is where, by each of them.
my %says = (
    one => <<'END',
127.0.0.11/32  1  RU  MOW  Moscow      524901
127.0.0.12/32  0  UA  43   Simferopol  693805
127.0.0.13/32  0  UA  -    -           0
127.0.0.14/32  0  DE  BE   Berlin      2950159
127.0.0.15/32  0  registered  RU
END
    two => <<'END',
127.0.0.11/32  1  RU  MOW  Moscow      524901
127.0.0.12/32  2  RU  -    -           0
127.0.0.13/32  0  UA  43   Simferopol  693805
127.0.0.14/32  0  DE  BE   Berlin      2950159
127.0.0.16/32  0  RU  MOW  Moscow      524901
END
    three => <<'END',
127.0.0.12/32  0  FR  IDF  Paris       2988507
127.0.0.14/32  0  FR  IDF  Paris       2988507
127.0.0.17/32  3  FR  IDF  Paris       2988507
END
);

for my $name (sort keys %says) {
    mkdir "$dir/$name";
    $t->write("$name.txt", $says{$name});
    system('perl', $make, "$dir/$name", "$dir/$name.txt") == 0 or die;
}

$t->write('html/a.html', '<html><body><article>a</article></body></html>');
$t->write('html/p.png', 'p');
$t->write('text/en.html', '<p>n</p>');

sub conf {
    my ($databases, $more) = @_;
    return <<"END";
$databases
legal_jurisdiction ru { country RU; }
legal_jurisdiction rc { country RU; region UA-43; }
legal_jurisdiction de { country DE; }
legal_jurisdiction fr { country FR; }
legal_jurisdiction net { network 127.0.0.12; }
legal_notice n { in ru; text DIR/text; }
legal_notice rc { in rc; text DIR/text; }
legal_restriction r { in ru; }
legal_restriction both { in de net; }
$more
server {
    listen 127.0.0.1:PORT reuseport;
    root DIR/html;
    add_header X-Where "\$legal_country|\$legal_region|\$legal_asn|\$legal_jurisdictions|\$legal_uncertain|\$legal_conflict|\$legal_notices|\$legal_restriction" always;
    location /n/ { alias DIR/html/; legal_apply n; }
    location /rc/ { alias DIR/html/; legal_apply rc; }
    location /r/ { alias DIR/html/; legal_apply r; }
    location /both/ { alias DIR/html/; legal_apply both; }
    location /none/ { alias DIR/html/; }
    location /off/ { alias DIR/html/; legal_apply off; }
    location /preview/ { alias DIR/html/; legal_apply n; legal_preview 127.0.0.0/8; }
    location /late/ { alias DIR/html/; legal_apply late; }
    location /cdn/ { alias DIR/html/; legal_apply n; legal_client \$http_x_country country; }
    location = /status { legal_status; legal_apply off; }
    location = /metrics { legal_status prometheus; legal_apply off; }
}
END
}

my $late = 'legal_notice late { in ru; text DIR/text; uri ~ ^/elsewhere; '
    . 'until 2020-01-01; }';

sub cities { 'legal_database ' . join(' ', map { "DIR/$_/City.mmdb" } @_) . ';' }

# Reads another configuration.
sub now {
    $t->conf(conf(@_), main => 'worker_processes 1;');
    return $t->reload;
}

sub where { return field($t->get(@_), 'X-Where') }

$t->start(conf(cities(qw( one two three )), $late),
    main => 'worker_processes 1;');

is(where(11, '/n/a.html'), 'RU|RU-MOW||ru,rc|0|0|n|', 'all that know agree');
is(where(12, '/n/a.html'), 'UA|UA-43||net|1|1|n|',
    'a conflict is uncertain, and the notice shows');
is(where(12, '/rc/a.html'), 'UA|UA-43||net|1|1|rc|',
    'in by different terms is in; out by a third one is not');
is(where(13, '/rc/a.html'), 'UA|||rc|0|0|rc|',
    'in with uncertain is in, and the place is that of the first');
is(where(14, '/n/a.html'), 'DE|DE-BE|||0|0||', 'a conflict of others is none');
is(where(15, '/n/a.html'), '||||1|0|n|', 'a registration is no place');
is(where(16, '/n/a.html'), 'RU|RU-MOW||ru,rc|0|0|n|', 'one that knows alone');
is(where(17, '/n/a.html'), 'FR|FR-IDF||fr|0|0||', 'the last one alone');
is(where(99, '/n/a.html'), '||||1|0|n|', 'nobody knows');

is($t->status(11, '/r/a.html'), 451, 'a restriction where all agree');
is($t->status(12, '/r/a.html'), 200, 'a conflict does not block');
is(where(12, '/r/a.html'), 'UA|UA-43||net|1|1||', 'and is told');
is(where(14, '/both/a.html'), 'DE|DE-BE|||1|1||',
    'a conflict of one of two jurisdictions');
is($t->status(12, '/both/a.html'), 451, 'a network needs no database');
is(where(12, '/none/a.html'), 'UA|UA-43||net|0|0||',
    'without rules there is nothing to contradict');
is(where(12, '/late/a.html'), 'UA|UA-43||net|0|1||',
    'on another page and too late, they contradict each other all the same');
is(where(12, '/preview/a.html?legal_preview=RU'), 'RU|||ru,rc|0|0|n|',
    'a code is one witness');
is(where(11, '/preview/a.html?legal_preview=127.0.0.12'),
    'UA|UA-43||net|1|1|n|', 'an address is all of them');
is(where(12, '/cdn/a.html', fields => ['X-Country: DE']), 'DE|||de|0|0||',
    'nor is there a conflict by what a CDN says');

# Each request of a connection by its own address, and again and again.
for (1 .. 3) {
    is(where(12, '/n/a.html'), 'UA|UA-43||net|1|1|n|', 'from the cache, too');
    is(where(11, '/n/a.html'), 'RU|RU-MOW||ru,rc|0|0|n|', 'and none there');
}

# Counters, from a new start.
$t->stop;
$t = LN->new(dir => $dir);
$t->start(conf(cities(qw( one two three )), $late),
    main => 'worker_processes 1;');

sub status { return decode_json($t->body(21, '/status')) }

sub pairs {
    my ($s) = @_;
    return join ' ', map { join '-', (map { m{(\w+)/City} }
        @$_{qw( database other )}), $_->{conflicts} } @{ $s->{database_pairs} };
}

my $s = status();
is(pairs($s), 'one-two-0 one-three-0 two-three-0', 'a row for each pair');
is($s->{conflicts}, 0, 'nothing is counted yet');

$t->get(12, '/n/a.html') for 1 .. 3;       # ru: out in out, rc: in in out
$t->get(14, '/n/a.html') for 1 .. 2;       # de, fr: one-three, two-three
$t->get(11, '/n/a.html');
$t->get(12, '/off/a.html');
$t->get(12, '/preview/a.html?legal_preview=127.0.0.12');

$s = status();
is($s->{requests}, 6, 'requests');
is($s->{conflicts}, 3, 'those with a conflict that a rule asks of');
is(pairs($s), 'one-two-3 one-three-5 two-three-5', 'between whom');
is($s->{jurisdictions}{ru}{conflicts}, 3, 'of a jurisdiction');
is($s->{jurisdictions}{ru}{uncertain}, 3, 'which is uncertain');
is($s->{jurisdictions}{de}{conflicts}, 2, 'of another one');
is($s->{jurisdictions}{net}{conflicts}, 0, 'a network has none');
is($s->{notices}{n}{uncertain}, 3, 'the notice was due for it');

my $metrics = $t->body(21, '/metrics');
like($metrics, qr/^legal_conflicts_total 3$/m, 'for Prometheus');
like($metrics, qr/^legal_database_conflicts_total\{database="\Q$dir\E\/one\/City\.mmdb",other="\Q$dir\E\/two\/City\.mmdb"\} 3$/m,
    'by pair');
like($metrics, qr/^legal_jurisdiction_conflicts_total\{jurisdiction="ru"\} 3$/m,
    'by jurisdiction');

# In another order: the same answers, and a reload keeps what was counted.
my %same = map { $_ => where($_, '/rc/a.html') =~ s/^([^|]*\|){3}//r }
    11 .. 17;
now(cities(qw( three two one )), $late);
is(pairs(status()), 'three-two-7 three-one-7 two-one-4',
    'a reload in another order keeps what a pair has counted')
    or diag(pairs(status()));
is(where($_, '/rc/a.html') =~ s/^([^|]*\|){3}//r, $same{$_},
    "the same answers in another order: $_") for 11 .. 17;

# The first that is certain wins.
now(cities(qw( two one three )) . ' legal_database_conflict first;',
    $late);
is(where(12, '/n/a.html'), 'RU|||ru,rc,net|0|1|n|', 'first: in, by the first');
now(cities(qw( one two three )) . ' legal_database_conflict first;',
    $late);
is(where(12, '/n/a.html'), 'UA|UA-43||rc,net|0|1||', 'first: out, by the first');
is(where(13, '/rc/a.html'), 'UA|||rc|0|0|rc|', 'first: the first that knows');
is($t->status(12, '/both/a.html'), 451, 'first: a restriction');

# What databases are used for.
now("legal_database DIR/one/City.mmdb;\n"
    . "legal_database DIR/two/City.mmdb use=asn;\n"
    . "legal_database DIR/two/ASN.mmdb DIR/one/ASN.mmdb use=asn;", $late
    . 'legal_jurisdiction as { country RU; except asn 1; }');
is(where(12, '/n/a.html'), 'UA|UA-43|2|rc,net|0|0||',
    'a place that is not used contradicts nobody');
is(where(11, '/n/a.html'), 'RU|RU-MOW|1|ru,rc|0|0|n|', 'an ASN of another file');
like($t->log, qr/\[warn\].*"use=asn" takes nothing from "\Q$dir\E\/two\/City\.mmdb", which has place: take out the word or the file/,
    'a file that has nothing of it');

# A swap.
$t->stop;
$t = LN->new(dir => $dir);
copy("$dir/two/City.mmdb", "$dir/db.mmdb") or die;
$t->start(conf("legal_database DIR/one/City.mmdb DIR/db.mmdb;\n"
    . 'legal_database_check 100ms;', $late), main => 'worker_processes 1;');
is(where(12, '/n/a.html'), 'UA|UA-43||rc,net|1|1|n|', 'before a swap');
copy("$dir/one/City.mmdb", "$dir/new.mmdb") or die;
move("$dir/new.mmdb", "$dir/db.mmdb") or die;
within(10, sub { where(12, '/n/a.html') eq 'UA|UA-43||rc,net|0|0||' });
is(where(12, '/n/a.html'), 'UA|UA-43||rc,net|0|0||', 'and after it');

# A database that is too old is silent.
$t->stop;
$t = LN->new(dir => $dir);
$t->start(conf(cities(qw( one two three )) . "\nlegal_database_max_age 1s "
    . 'uncertain;', $late), main => 'worker_processes 1;');
select undef, undef, undef, 2.1;
is(where(12, '/n/a.html'), '|||net|1|0|n|', 'who is too old is silent');

# More databases than a key of the cache has at hand.
$t->stop;
$t = LN->new(dir => $dir);
$t->start(conf(cities(qw( one one one one one one two three )), $late),
    main => 'worker_processes 1;');
for (1 .. 3) {
    is(where(12, '/n/a.html'), 'UA|UA-43||net|1|1|n|', 'eight databases');
    is(where(13, '/rc/a.html'), 'UA|||rc|0|0|rc|', 'of which the seventh knows');
    is(where(14, '/n/a.html'), 'DE|DE-BE|||0|0||', 'or the eighth');
}
is(() = $t->body(21, '/metrics') =~ /^legal_database_conflicts_total/mg, 4,
    'a series for each two paths, not twice');

# So many records of the fifth one that some share a slot of the cache.
$t->stop;
$t = LN->new(dir => $dir);
mkdir "$dir/many";
$t->write('many.txt', join '', map { "10.0.$_.0/24 @{[ 1000 + $_ ]} RU - - 0\n" }
    0 .. 255);
system('perl', $make, "$dir/many", "$dir/many.txt") == 0 or die;
$t->start(<<'END', main => 'worker_processes 1;');
legal_database DIR/one/City.mmdb DIR/one/City.mmdb DIR/one/City.mmdb
    DIR/one/City.mmdb DIR/many/ASN.mmdb;
legal_jurisdiction ru { country RU; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_client $arg_a;
    add_header X-ASN $legal_asn always;
}
END
my $all = $t->raw(1, join '', map { "GET /a.html?a=10.0.$_.1 HTTP/1.1\r\n"
    . "Host: a\r\n" . ($_ == 255 ? "Connection: close\r\n" : '') . "\r\n" }
    0 .. 255);
is(join(' ', $all =~ /^X-ASN: (\d+)/mg), join(' ', 1000 .. 1255),
    'records that share a slot are told apart');

$t->done;
