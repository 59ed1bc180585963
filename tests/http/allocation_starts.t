#!/usr/bin/perl

# Every allocation of a start fails once.  nginx says so and does not start, or
# its answers are those that it gives with memory: nothing of a list, a text or
# a rule is lost.

use warnings;
use strict;

use IO::Socket::INET;
use POSIX qw( WNOHANG );
use Test::More;
use LN;
use Scarce;

my $t = LN->new;
my $dir = $t->dir;
plan skip_all => 'a program under AddressSanitizer takes no such preload'
    if LN::sanitized();

scarce($t);

$t->write('html/a.html', '<!DOCTYPE html><html lang="en"><title>t</title><body>'
    . '<article class="a"><p>a</article></body></html>');
$t->write('nets.txt', "127.0.0.21\n# " . 'long ' x 100 . "\n127.0.0.22\n");
$t->write('area.geojson', '{"type":"Polygon","coordinates":[[[37,55],[38.5,55],'
    . '[38.5,56.5],[37,56.5],[37,55]]]}');
$t->write('in.conf', "group EU;\n");
$t->write("text/n/$_.html", "<p lang=$_>{{who}} $_ <a href=\"{{at}}\">x</a></p>")
    for qw( en ru de );
$t->write('text/m/en.html', '<p>m</p>');
$t->write('text/m/en.txt', 'm');
$t->write('text/gate/en.html', '<p>gate</p><button>yes</button>');
$t->write('text/no/en.html', '<p>no</p>');
$t->write('key', 'k' x 32);
chmod 0600, "$dir/key";

my $conf = <<"END";
    legal_database DB/City.mmdb use=place;
    legal_database DB/ASN.mmdb use=asn;
    legal_database_conflict uncertain;
    legal_key DIR/key;
    legal_jurisdiction rc { country RU; region UA-43 UA-40; asn 12389; }
    legal_jurisdiction nets { network DIR/nets.txt 10.0.0.0/8; jurisdiction rc; }
    legal_jurisdiction by { country BY; except region BY-HO; }
    legal_jurisdiction eu { include DIR/in.conf; except country FR; }
    legal_jurisdiction here { area DIR/area.geojson; }
    legal_notice n { in nets here; text DIR/text/n; language page reader en;
        place append 'article:not(.x), #y [z^="a" i]';
        place before ~ '</article>'; uri ~ ^/; }
    legal_notice m { in rc eu; uncertain show; text DIR/text/m; place prepend .a;
        place append body; when \$arg_m; until 2099-01-01; }
    legal_restriction r { in by eu; page DIR/text/no;
        blocked_by https://court.example/; uri ~ ^/refused; }
    legal_restriction gate { in rc; page DIR/text/gate; acknowledge 1d;
        status 403; uri ~ ^/gate/; }
    map \$legal_notices \$shown { default '-'; ~. 'yes'; }
    server {
        listen 127.0.0.1:PORT;
        root DIR/html;
        set \$who \$arg_who; set \$at /x;
        legal_cache vary X-Country;
        legal_apply n m r gate;
        legal_preview 127.0.0.50/32;
        location /refused/ { alias DIR/html/; }
        location /gate/ { alias DIR/html/; legal_cache private; }
        location /more/ { alias DIR/html/; legal_apply m n;
            legal_client \$arg_in country; }
        location = /outlet { legal_notices; }
        location = /status { legal_status; }
        location = /html { legal_status html; }
        add_header X-Says "\$shown|\$legal_country|\$legal_region" always;
        add_header X-In "\$legal_jurisdictions|\$legal_uncertain|\$legal_asn"
            always;
    }
END
my $file = $t->conf($conf, main => 'master_process off;', watch => 0);

my @asks = map { [ split ' ' ] } (
    (map { "$_ /a.html?who=me&m=1" } 11, 21, 22, 31, 33, 41, 61, 99),
    '11 /a.html', '21 /refused/a.html', '61 /refused/a.html', '11 /gate/a.html',
    '1 /more/a.html?in=DE', '1 /more/a.html?in=FR', '1 /more/a.html?in=BY',
    '50 /a.html?legal_preview=RU', '11 /outlet?uri=/a.html', '1 /status');

# But for what goes by the time or by what was asked before.
sub answers {
    my $all = '';
    for my $ask (@asks) {
        my $a = $t->get(@$ask);
        $all .= "@$ask: $a->{status} $a->{head}\n$a->{body}\n";
    }
    $all =~ s/^(?:Date|Last-Modified|ETag): .*\n//gmi;
    $all =~ s/^([ "]+\w+":) \d+/$1 N/gm;
    $all =~ s/( \/status: .*?Content-Length:) \d+/$1 N/s;
    $all =~ s/gate\.\d+\.\w+/N/g;
    return $all;
}

# Starts it: its status, what it said, and its answers, if it was not before a
# request that an allocation failed.
sub start {
    unlink "$dir/error.log";
    my $pid = fork // die "fork: $!";
    if (!$pid) {
        open STDERR, '>', "$dir/stderr" or die;
        exec $ENV{LN_NGINX} // 'nginx', '-c', $file, '-e', "$dir/error.log";
    }
    my ($ended, $status, $answers);
    within(10, sub {
        return 1 if $ended = waitpid($pid, WNOHANG) == $pid;
        return IO::Socket::INET->new('127.0.0.1:' . $t->port);
    });
    if (!$ended && left() <= 0) {

        # it may listen, and end all the same

        $answers = eval { answers() };
        $ended = !defined $answers
            && within(10, sub { waitpid($pid, WNOHANG) == $pid });
    }
    $status = $? if $ended;
    kill 'KILL', $pid;
    waitpid $pid, 0;
    return ($status, join('', map { $t->slurp($_) }
        grep { -e "$dir/$_" } qw( stderr error.log )), $answers);
}

my ($status, $said, $right);
my @sites = sites(sub { ($status, $said, $right) = shimmed(\&start) });
ok(defined $right, 'it starts') or diag $said;

my ($stopped, $started, @bad) = (0, 0);

for my $i (@sites) {
    arm($i);
    my ($status, $said, $answers) = shimmed(\&start);
    if (defined $status) {
        $stopped++;
        push @bad, "allocation $i: status $status, $said" if $status & 127
            || $said !~ /\[(emerg|alert|crit|error)\]|memory/;

    } elsif (defined $answers) {
        $started++;
        push @bad, "allocation $i: answers\n$answers" if $answers ne $right;

    } else {
        last;
    }
}

cmp_ok($stopped, '>', 100, "$stopped starts end");
cmp_ok($started, '>', 10, "$started go on without an allocation");
is(@bad, 0, 'each says why, or answers as it should')
    or diag map { "$_\n" } @bad;

done_testing();
