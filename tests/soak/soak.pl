#!/usr/bin/perl

# Mixed traffic for a while, with reloads and databases that are swapped and
# broken meanwhile; every single response is checked for its reader's place.
# usage: soak.pl [SECONDS], called by ./config.sh soak

use warnings;
use strict;

use Digest::SHA qw( hmac_sha256_hex sha256_hex );
use File::Copy qw( copy );
use IO::Compress::Deflate qw( deflate );
use IO::Compress::Gzip qw( gzip );
use IO::Select;
use IO::Socket::INET;
use POSIX qw( WNOHANG );
use Time::HiRes qw( sleep time );

use H3;
use LN;
use SoakClient;

my $seconds = shift // 120;
my $workers = 2;
my $seed = $ENV{LN_SOAK_SEED} // time ^ $$;
srand $seed;
print "soak: $seconds s, seed $seed\n";

my $t = LN->new;
my $dir = $t->dir;
my $tls = LN::free_port();
my $origin = LN::free_port();

# `|` is where the notice goes.
my %pages = (
    plain => '<!DOCTYPE html><html lang="en"><head><title>a</title></head>'
        . '<body><article><p>x</p>|</article><p>y</p></body></html>',
    traps => '<!DOCTYPE html><html><head><script>"</article>"</script></head>'
        . '<body><article title="</article>"><!-- </article> --><p>z<textarea>'
        . '</article></textarea>|</article></body></html>',
    none => '<!DOCTYPE html><html><body><p>no article|</body></html>',
    bare => '<p>text alone|',
    table => '<html><body><article><table><tr><td>c</table>|</article>'
        . '<svg><title><article></title></svg></body></html>',
);
$pages{large} = '<!DOCTYPE html><html lang="en"><body><article>'
    . join('', map { "<p class=\"t$_\">paragraph $_ of many &amp; more</p>\n" }
        1 .. 1500) . '|</article>' . "<p>tail</p>\n" x 2000 . '</body></html>';
$pages{huge} = '<!DOCTYPE html><html lang="en"><body>'
    . '<div>' . ('a long line of text ' x 40 . "<br>\n") x 300 . '</div>'
    . '<article>b|</article>' . ('c' x 997 . "\n") x 500 . '</body></html>';

my %plain = map { my $p = $pages{$_}; $p =~ s/\|//; ($_ => $p) } keys %pages;

my %coded;

sub filter {
    my ($command, $name) = @_;
    open my $f, '-|', "$command $dir/html/$name.html" or die "$command: $!\n";
    local $/;
    my $out = <$f>;
    close $f or die "$command fails: install the packages brotli and zstd\n";
    return $out;
}

for my $name (keys %plain) {
    $t->write("html/$name.html", $plain{$name});
    gzip \$plain{$name} => \$coded{gzip}{$name};
    deflate \$plain{$name} => \$coded{deflate}{$name};
    $coded{br}{$name} = filter('brotli -c', $name);
    $coded{zstd}{$name} = filter('zstd -qc', $name);
    $t->write("coded/$_/$name.html", $coded{$_}{$name}) for keys %coded;
    my $half = int(length($plain{$name}) / 2);
    $t->write("html/parts/$name.html", "<!--# include virtual=\"/one/$name\""
        . " --><!--# include virtual=\"/two/$name\" -->");
    $t->write("html/one/$name", substr $plain{$name}, 0, $half);
    $t->write("html/two/$name", substr $plain{$name}, $half);
}

# Two notices, as long as each other, so that only their digests differ.
my %with = ('' => \%plain);
for my $notice (qw( n g )) {
    my $text = "<p>soaked in " . $notice x 300 . '</p>';
    $t->write("text/$notice/en.html", $text);
    my $aside = '<aside class="legal-notice" role="note" lang="en" dir="ltr"'
        . " data-legal-notice=\"$notice\">$text</aside>";
    for my $name (keys %pages) {
        ($with{$notice}{$name} = $pages{$name}) =~ s/\|/$aside/;
    }
}

# A restriction that readers in Russia may lift, and who has done so.
my $gate = '<p>Are you sure?</p><button>Yes</button>';
my $key = join '', map { chr int rand 256 } 1 .. 32;
$t->write('text/gate/en.html', $gate);
$t->write('secret', $key);
chmod 0600, "$dir/secret" or die;

sub signed {
    my ($kind) = @_;
    my $expiry = CORE::time + $seconds + 1000;
    return "$expiry." . hmac_sha256_hex("$kind\ngate\n"
        . sha256_hex(sha256_hex($gate)) . "\n$expiry\nsoak\n", $key);
}

# An origin that takes its time, and one that breaks off.
my $moody = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($how, $name) = $head =~ m{^\S+ /(\w+)/(\w+)\.html} or return;
    my $page = $plain{$name} // return;
    srand(time ^ $$);
    my $chunked = rand() < 0.5;
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        . "Connection: close\r\n" . ($chunked
            ? "Transfer-Encoding: chunked\r\n\r\n"
            : "Content-Length: @{[ length $page ]}\r\n\r\n");
    return if $head =~ /^HEAD/;
    my $stop = $how eq 'breaks' ? int rand length $page : -1;
    for (my $at = 0; $at < length $page; ) {
        my $n = 1 + int rand(rand() < 0.3 ? 20 : 9000);
        $n = $stop - $at if $stop >= 0 && $at + $n > $stop;
        my $piece = substr $page, $at, $n;
        print $c $chunked && length $piece
            ? sprintf("%x\r\n%s\r\n", length $piece, $piece) : $piece
            or return;
        $at += length $piece;
        return if $at == $stop;
        sleep(rand 0.01) if rand() < 0.05;
    }
    print $c "0\r\n\r\n" if $chunked;
});

system("openssl req -x509 -newkey rsa:2048 -nodes -days 9 -subj /CN=soak"
    . " -keyout $dir/key.pem -out $dir/cert.pem 2> /dev/null") == 0
    or die "openssl fails\n";
copy("$t->{build}/testdb/City.mmdb", "$dir/db.mmdb") or die;

# Without the client or HTTP/3 in nginx, the mix is without it.
my $without = H3::missing();
my $h3 = $without ? '' : "listen 127.0.0.1:$tls quic reuseport;";
print "soak: no HTTP/3: $without\n" if $without;

my $proxied = 'proxy_http_version 1.1; proxy_set_header Connection "";';

# nginx before 1.23.1 sets no timer for an upstream once a read of whole buffers
# has taken all that was there (its ticket 2367), and without a timer a worker
# that is to end does so in the middle of the page.  Of such an odd size buffers
# are hardly ever filled just so.
my $buffers = 'proxy_buffer_size 4093; proxy_buffers 8 4093;';

$t->start(<<"END", main => "worker_processes $workers;");
    proxy_cache_path DIR/cache keys_zone=c:1m;
    limit_conn_zone \$server_port zone=l:1m;
    keepalive_requests 200;
    $buffers
    legal_database DIR/db.mmdb DB/Country.mmdb;
    legal_database_check 500ms;
    legal_key DIR/secret;
    legal_restriction gate { in rc; page DIR/text/gate; acknowledge 7d;
        status 403; }
    legal_jurisdiction rc { country RU; region UA-43 UA-40; }
    legal_jurisdiction by { country BY; }
    legal_jurisdiction de { country DE; }
    legal_notice n { in rc; text DIR/text/n; place append article; }
    legal_notice g {
        in de; text DIR/text/g; place append article; uncertain hide;
    }
    legal_restriction r { in by; }
    upstream origin { server 127.0.0.1:$origin; keepalive 16; }
    server {
        listen 127.0.0.1:$origin;
        root DIR/html;
        default_type text/html;
        location ~ ^/(gzip|deflate|br|zstd)/ {
            root DIR/coded;
            add_header Content-Encoding \$1;
        }
    }
    server {
        listen 127.0.0.1:PORT;
        listen 127.0.0.1:$tls ssl http2; $h3
        ssl_certificate DIR/cert.pem; ssl_certificate_key DIR/key.pem;
        root DIR/html;
        legal_apply n g;
        location /gz/ { gzip on; gzip_min_length 0; alias DIR/html/; }
        location /direct/ { directio 4k; alias DIR/html/; }
        location /aio/ { aio threads; alias DIR/html/; }
        location /nosend/ { sendfile off; alias DIR/html/; }
        location /small/ { output_buffers 2 512; alias DIR/html/; }
        location /parts/ { ssi on; }
        location /proxied/ { proxy_pass http://origin/; $proxied }
        location /coded/ { proxy_pass http://origin/; $proxied }
        location /cached/ {
            proxy_pass http://origin/; $proxied
            proxy_cache c; proxy_cache_valid 2s;
            proxy_cache_use_stale updating; proxy_cache_background_update on;
        }
        location /slow/ { proxy_pass http://127.0.0.1:$moody/whole/; }
        location /now/ {
            proxy_pass http://127.0.0.1:$moody/whole/; proxy_buffering off;
        }
        location /breaks/ { proxy_pass http://127.0.0.1:$moody/breaks/; }
        location = /status { legal_apply off; legal_status html; }
        location /refused/ { legal_apply r; alias DIR/html/; }
        location /late/ { legal_apply r; return 200 secret; }
        location /gate/ { legal_apply gate n g; alias DIR/html/; }
        location /gate/up/ { legal_apply gate n g;
            proxy_pass http://origin/; $proxied }
        location = /outlet { legal_notices; }
    }
END

my %readers = ((map { $_ => 'n' } 11, 12, 31, 33, 1), 21 => 'g',
    map { $_ => '' } 34, 41, 51, 61);
my @ways = ('', qw( gz direct aio nosend small parts proxied cached slow now
    breaks refused late gate gate/up outlet ), map { "coded/$_" } qw( gzip deflate br zstd ));

my $client = SoakClient->new(port => $t->port, tls => $tls, dir => $dir,
    h3 => $h3 && H3->new(dir => "$dir/h3", port => $tls),
    readers => \%readers, ways => \@ways, plain => \%plain, with => \%with, coded => \%coded,
    asked => { map { $_ => 1 } 11, 12, 31 }, cookie => signed('cookie'),
    form => signed('form'));

# The clients; each sends its counts when it ends.
my $end = time + $seconds;
my $quiet = time + $seconds * 0.7;
my @pipes;
for my $kind ((('h1') x 3), 'h2', ('h3') x !!$h3, 'slow', 'abort') {
    pipe my $read, my $write or die "pipe: $!";
    $t->spawn(sub {
        close $read;
        srand $seed + 7 * @pipes;
        my $said = $client->run($kind, $end);
        print $write $said;
        close $write;
        POSIX::_exit(0);
    });
    close $write;
    push @pipes, $read;
}

sub children {
    my $master = $t->{nginx};
    return grep { /^\d+$/ } split ' ', `ps -o pid= --ppid $master`;
}

# Memory in KB and descriptors of all workers together.
sub size {
    my ($memory, $open) = (0, 0);
    for my $pid (children()) {
        open my $f, '<', "/proc/$pid/smaps_rollup" or next;
        while (<$f>) { $memory += $1 if /^Pss_Anon:\s+(\d+)/ }
        $open += () = glob "/proc/$pid/fd/*";
    }
    return ($memory, $open);
}

# Trouble, up to the last third: that is quiet, to see whether workers grow.
my ($reloads, $swaps, $broken, $round) = (0, 0, 0, 0);
my (@before, @after, @status);

# The page for people, and its form, while all of that goes on.
sub look {
    for my $ask ('', '?url=/plain.html&place=127.0.0.11') {
        my $page = eval { $t->get(34, "/status$ask") };
        my $whole = $page && $page->{status} == 200
            && $page->{body} =~ m{^<!DOCTYPE html>.*id="rule-n".*</html>\n?\z}s
            && ($ask eq '' || $page->{body} =~ /<code>n<\/code><\/th><td><span class="good">due/);
        push @status, $whole ? 1 : 0;
    }
}
while (time < $end) {
    sleep 1;
    $round++;
    look();
    if (time > $quiet) {
        @before = size() if !@before && time > $quiet + $seconds * 0.05;
        @after = size() if @before;
        next;
    }
    if ($round % 4 == 0) {
        kill 'HUP', $t->{nginx};
        $reloads++;
    }
    if ($round % 3 == 0) {
        my $whole = "$t->{build}/testdb/City.mmdb";
        copy($whole, "$dir/new.mmdb");
        if ($round % 2) {
            truncate "$dir/new.mmdb", int rand -s $whole;
            $broken++;
        } else {
            $swaps++;
        }
        # a reload must not meet a broken file: nginx would keep on as it was,
        # which is right, but then nothing is reloaded
        rename "$dir/new.mmdb", "$dir/db.mmdb";
        sleep 0.8;
        copy($whole, "$dir/new.mmdb");
        rename "$dir/new.mmdb", "$dir/db.mmdb";
    }
}

my (%sum, @wrong);
for my $read (@pipes) {
    while (<$read>) {
        if (/^wrong (.*)/s) { push @wrong, $1 }
        elsif (/^(\S+) (\d+)/) { $sum{$1} += $2 }
    }
}

my $log = $t->log;
my @dead = grep { /exited on signal|\[(alert|emerg)\]|Sanitizer|runtime error/ }
    split /^/, $log;
# a broken database at the time of a reload is refused with [emerg]
@dead = grep { !/db\.mmdb/ } @dead;
# nginx's encoder of HTTP/2 and HTTP/3 writes 8 bytes at once, at any address
@dead = grep { !m{^src/http/ngx_http_huff_encode\.c.*misaligned address} } @dead;
my $responses = $sum{checked} // 0;

printf "soak: %d responses checked, %d wrong; %s\n", $responses, scalar @wrong,
    join ', ', map { "$sum{$_} $_" } sort grep { $_ ne 'checked' } keys %sum;
print "soak: $reloads reloads, $swaps databases swapped, $broken broken ones\n";
printf "soak: workers' memory of their own %d KB, later %d KB; descriptors %d,"
    . " later %d\n", $before[0], $after[0], $before[1], $after[1]
    if @before;
my $pages = grep { $_ } @status;
printf "soak: the status page was read %d times, %d wrong\n", scalar @status,
    @status - $pages;
print "wrong: $_" for @wrong[0 .. ($#wrong < 9 ? $#wrong : 9)];
print "log: $_" for @dead[0 .. ($#dead < 9 ? $#dead : 9)];

# AddressSanitizer keeps what was freed
my $grown = @before && !LN::sanitized()
    && $after[0] > $before[0] * 1.25 + 4096;
print "soak: the workers grow\n" if $grown;
LN::stop();

my $failed = @wrong + @dead + ($grown ? 1 : 0) + ($responses ? 0 : 1)
    + @status - $pages;
printf "%d passed, %d failed\n", $responses - @wrong, $failed;
exit($failed ? 1 : 0);
