#!/usr/bin/perl

# Every allocation fails once: in the configuration, in each kind of request,
# in the command.  Whatever fails says so; nothing crashes, no notice is lost,
# and the next request is right.

use warnings;
use strict;

use File::Copy qw( copy move );
use Digest::SHA qw( hmac_sha256_hex sha256_hex );
use IO::Compress::Gzip qw( gzip );
use Test::More;
use Time::HiRes qw( sleep );
use LN;
use Scarce;

my $t = LN->new;
my $dir = $t->dir;
plan skip_all => 'a program under AddressSanitizer takes no such preload'
    if LN::sanitized();

scarce($t);

my $page = '<!DOCTYPE html><html lang="en"><body><article>'
    . '<p class="a">line</p>' x 3000;
my $end = '</article></body></html>';
my ($n, $m) = map { "<aside class=\"legal-notice\" role=\"note\" lang=\"en\""
    . " dir=\"ltr\" data-legal-notice=\"$_\"><p>/$_</p></aside>" } qw( n m );
my $with = "$page$n$m$end";
my $refused = 'Unavailable For Legal Reasons';

$t->write('text/n/en.html', '<p>/{{way}}</p>');
$t->write('text/m/en.html', '<p>/m</p>');
$t->write('text/gate/en.html', '<p>/gate {{way}}</p><button>yes</button>');
$t->write('key', 'k' x 32);
chmod 0600, "$dir/key";
$t->write('html/a.html', $page . $end);
gzip \($page . $end) => \my $coded;
$t->write('html/a.gz', $coded);
$t->write('nets.txt', "10.0.0.0/8\n2001:db8::/32\n");

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my $body = $page . $end;
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"e\"\r\n"
        . "Connection: close\r\n\r\n";
    print $c substr $body, 0, 7000, '' while length $body;
});

my $conf = <<"END";
    legal_database DB/City.mmdb DB/ASN.mmdb;
    legal_jurisdiction rc { country RU; region UA-43 UA-40; asn 12389; }
    legal_jurisdiction nets { network DIR/nets.txt; jurisdiction rc; }
    legal_jurisdiction by { country BY; except region BY-HO; }
    legal_notice n {
        in nets; text DIR/text/n; place append 'article:not(.x), #y [z^="a" i]';
        uri ~ ^/; language en;
    }
    legal_notice m { in rc; text DIR/text/m; place before ~ '</article>';
        place append article; language en; }
    legal_restriction r { in by; blocked_by https://court.example/; }
    legal_key DIR/key;
    legal_restriction gate { in rc; page DIR/text/gate; acknowledge 1d;
        status 403; }
    request_pool_size 256;
    connection_pool_size 256;
    map \$legal_notices \$shown { default '-'; ~. 'yes'; }
    server {
        listen 127.0.0.1:PORT;
        root DIR/html;
        legal_apply n m;
        set \$way n;
        location /proxied { proxy_pass http://127.0.0.1:$upstream; }
        location /now {
            proxy_pass http://127.0.0.1:$upstream; proxy_buffering off;
        }
        location /coded/ {
            alias DIR/html/; default_type text/html; types { }
            add_header Content-Encoding gzip;
        }
        location /gzip/ { alias DIR/html/; gzip on; }
        location /refused/ { alias DIR/html/; legal_apply r; }
        location /gate/ { alias DIR/html/; legal_apply gate n m; }
        location = /status { legal_status; }
        location = /metrics { legal_status prometheus; }
        add_header X-Shown \$shown;
        legal_preview 127.0.0.0/8;
    }
END
# nginx -t: all is well, or it says what is not

my ($failures, $bad, $silent) = checked($t->conf($conf));
cmp_ok($failures, '>', 100, "nginx -t: $failures allocations failed");
is(@$bad, 0, 'none of them crashed it') or diag @$bad;

is(@$silent, 0, 'none stopped it without a word') or diag @$silent;

# requests

arm(0);
shimmed(sub { $t->start($conf) });

# What legal_status says, whatever the numbers are: what fails counts, too.
sub of_any_count { return $_[0] =~ s/^([ "]+\w+":|legal_\S+) \d+/$1 N/gmr }

# An acknowledgement, which nobody has to ask for.
sub signed {
    my ($kind) = @_;
    my $expiry = CORE::time + 3600;
    my $digest = sha256_hex(sha256_hex($t->slurp('text/gate/en.html')));
    return "$expiry." . hmac_sha256_hex(join('', map { "$_\n" } $kind, 'gate',
        $digest, $expiry, 'a'), 'k' x 32);
}

my $form = 'legal_acknowledge=gate.' . signed('form');

sub right {
    my ($answer, $status, $body) = @_;
    return 0 if $answer->{status} != $status;
    return $answer->{body} =~ /<form.*<button>yes.*<\/html>/s if $status == 403;
    return $answer->{head} =~ /^Set-Cookie: legal_gate=/m if $status == 303;
    return $status == 451 ? $answer->{body} =~ /$refused/
        : of_any_count($answer->{body}) eq $body;
}

for my $case (
    [ 'a file', 11, '/a.html', 200, $with ],
    [ 'a proxied page', 11, '/proxied', 200, $with ],
    [ 'an unbuffered one', 11, '/now', 200, $with ],
    [ 'a coded file', 11, '/coded/a.gz', 200, $with ],
    [ 'a page for others', 21, '/a.html', 200, $page . $end ],
    [ 'a refusal', 61, '/refused/a.html', 451 ],
    [ 'a preview', 21, '/a.html?legal_preview=RU', 200, $with ],
    [ 'a page that asks', 11, '/gate/a.html', 403 ],
    [ 'a page behind it', 11, '/gate/a.html', 200, $with,
        fields => [ 'Cookie: legal_gate=' . signed('cookie') ] ],
    [ 'its form', 11, '/gate/a.html', 303, '', method => 'POST',
        body => $form, fields => [ 'Content-Length: ' . length $form,
            'Content-Type: application/x-www-form-urlencoded' ] ],
    [ 'the counters', 34, '/status', 200 ],
    [ 'those for Prometheus', 34, '/metrics', 200 ],
) {
    my ($name, $from, $path, $status, $body, @o) = @$case;
    $body //= of_any_count($t->body($from, $path));
    my ($lost, $next, $i) = (0, 0, 0);
    ok(right($t->get($from, $path, @o), $status, $body), "$name is right")
        or next;
    while ($i++ < 3000) {
        arm($i);
        my $answer = $t->get($from, $path, @o);
        my $hit = left() <= 0;
        arm(0);
        # an error, a broken connection; but never a page that seems whole
        $lost++, diag "$name, allocation $i: $answer->{head}"
            if !right($answer, $status, $body)
                && $answer->{status} =~ /^2/ && !$answer->{cut};
        $next++, diag "$name, after allocation $i"
            unless right($t->get($from, $path, @o), $status, $body);
        last unless $hit;
    }
    cmp_ok($i, '>', 10, "$name: $i allocations failed");
    is($lost, 0, "$name: each is right or is seen to be none");
    is($next, 0, "$name: the next one is right");
}

# a database that is replaced, while nobody asks: the timer's allocations

$t->databases(one => "127.0.0.11/32 1 RU MOW Moscow 524901\n",
    two => "127.0.0.11/32 1 DE BE Berlin 2950159\n");
copy("$dir/two/City.mmdb", "$dir/db.mmdb") or die;

shimmed(sub { $t->restart(<<'END') });
    legal_database DIR/db.mmdb;
    legal_database_check 20ms;
    legal_jurisdiction ru { region RU-MOW; }
    server {
        listen 127.0.0.1:PORT;
        root DIR/html;
        add_header X-Country "$legal_country|$legal_jurisdictions" always;
    }
END

is(field($t->get(11, '/a.html'), 'X-Country'), 'DE|', 'a worker has begun');

my ($swaps, $late, $wrong) = (0, 0, 0);
while ($swaps++ < 200) {
    my ($name, $where) = $swaps % 2 ? ('one', 'RU|ru') : ('two', 'DE|');
    my $used = () = $t->log =~ /was replaced and is in use/g;
    copy("$dir/$name/City.mmdb", "$dir/new.mmdb") or die;
    arm($swaps);
    move("$dir/new.mmdb", "$dir/db.mmdb") or die;
    my $done = 0;
    for (1 .. 500) {
        last if ($done = () = $t->log =~ /was replaced and is in use/g) > $used;
        sleep 0.02;
    }
    my $hit = left() <= 0;
    arm(0);
    $late++, diag "allocation $swaps of a swap: it is not done"
        unless $done > $used;
    my $got = field($t->get(11, '/a.html'), 'X-Country') // 'nothing';
    $wrong++, diag "after allocation $swaps of a swap: $got"
        unless $got eq $where;
    last unless $hit;
}
cmp_ok($swaps, '>', 5, "a swap: $swaps allocations failed");
is($late, 0, 'each swap is done all the same');
is($wrong, 0, 'and places readers as it should');

LN::stop();
LN::settled();
my @dead = grep { /exited on signal|Sanitizer/ } split /^/, $t->log;
is("@dead", '', 'no worker died');
done_testing();
