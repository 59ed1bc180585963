#!/usr/bin/perl

# The module against plain nginx and against geoip2 + map with sub_filter,
# subs_filter, and the body filters of Lua and njs: ratios within one run, one
# worker pinned to one core, wrk to the other.
# usage: bench.pl BUILD [SECONDS [ROUNDS [KB,KB..]]], by ./config.sh bench http
# With LN_BEFORE, another build of the module, the two are compared row by row
# instead, and nothing is written: ./config.sh bench before MODULE.so

use warnings;
use strict;

use Cwd qw( abs_path );
use Digest::SHA qw( hmac_sha256_hex sha256_hex );
use File::Basename qw( dirname );
use File::Path qw( make_path remove_tree );
use IO::Socket::INET;
use POSIX qw( strftime );
use lib dirname(abs_path($0));
use Plot;

my ($build, $seconds, $rounds, $sizes) = @ARGV;
$seconds ||= 2;
$rounds ||= 5;
my @sizes = split /,/, $sizes || '1,16,64,256,1024';

my $here = dirname(abs_path($0));
my $dir = "$build/bench";
my %port = (plain => 8461, module => 8462, geoip2 => 8463, origin => 8464,
    half => 8465, before => 8467, lua => 8481, njs => 8482, subs => 8483);
my %tls_port = map { ($_ => $port{$_} + 10) } keys %port;

# With it the kernel encrypts, and sendfile stays sendfile.
my $ktls = do { open my $f, '<', '/proc/sys/net/ipv4/tcp_available_ulp';
    $f && <$f> =~ /\btls\b/ };

$| = 1;
remove_tree($dir);
make_path("$dir/$_") for qw( html gz own db text gate tmp logs cache );

sub put {
    my ($name, $text) = @_;
    open my $f, '>:raw', "$dir/$name" or die "$dir/$name: $!\n";
    print $f $text;
    close $f or die "$dir/$name: $!\n";
}

# A page as a newsroom's: much text, some markup, a script, the article's end
# near the page's own.
sub page {
    my ($size) = @_;
    my $p = '<p class="text">The ferry that used to take the children to'
        . ' school has not run <a href="/boat?a=1&amp;b=2">since September</a>.'
        . " It failed its inspection, the authority says.</p>\n";
    my $head = '<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8">'
        . '<title>Ferry</title><script>var a = "</article>";</script></head>'
        . "<body><header><nav><a href=\"/\">Home</a></nav></header><main>\n"
        . '<article class="story"><h1>Ferry</h1>';
    my $tail = '</article></main><footer>end</footer></body></html>';
    my $n = int(($size * 1024 - length($head . $tail)) / length $p);
    my $pad = $size * 1024 - length($head . $tail) - $n * length $p;
    return $head . $p x $n . ' ' x $pad . $tail;
}

put("html/$_.html", page($_)) for @sizes;

# The same of words that differ, as it is to be compressed: to a fifth.
sub words {
    my ($size) = @_;
    srand $size;
    my @words = map { join '', map { chr 97 + int rand 26 } 1 .. 2 + rand 8 }
        1 .. 2000;
    my $page = page(1);
    my ($head, $tail) = $page =~ m{^(.*?<h1>Ferry</h1>).*(</article></main>.*)}s;
    my $body = '';
    while (length($head . $body . $tail) < $size * 1024 - 150) {
        $body .= '<p class="text">' . join(' ', map {
            $words[@words * rand() ** 7] } 1 .. 20) . "</p>\n";
    }
    return $head . $body . $tail;
}

for my $size (@sizes) {
    put("gz/$size.html", words($size));
    system("gzip -6 -k $dir/gz/$size.html && cp $dir/gz/$size.html.gz"
        . " $dir/own/$size.html") == 0 or die "gzip fails\n";
}
# An acknowledgement, so that nobody has to ask for one.
put('gate/en.html', '<h1>Are you 18?</h1><p>' . 'z' x 600 . '</p>');
put('secret', 'k' x 32);
chmod 0600, "$dir/secret";
my $expiry = time + 86400;
my $cookie = "Cookie: session=4f1c; theme=dark; legal_gate=$expiry."
    . hmac_sha256_hex("cookie\ngate\n" . sha256_hex(sha256_hex(
        '<h1>Are you 18?</h1><p>' . 'z' x 600 . '</p>'))
    . "\n$expiry\n127.0.0.1\n", 'k' x 32);

put('text/ru.html', '<p>' . 'x' x 600 . '</p>');
put('text/en.html', '<p>' . 'y' x 600 . '</p>');
put('networks.txt', "127.0.0.1/32 12389 RU MOW Moscow 524901 55.75 37.62\n");
system('perl', "$here/../lib/testdb/make-testdb.pl", "$dir/db",
    "$dir/networks.txt") == 0 or die "no database\n";

system("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
    . " -keyout $dir/key.pem -out $dir/cert.pem -days 30 -subj /CN=localhost"
    . " > $dir/openssl 2>&1") == 0
    or die "no certificate, see $dir/openssl\n";

my $user = $> == 0 ? 'user root;' : '';
my $aside = '<aside class="legal-notice"><p>' . 'x' x 600 . '</p></aside>';

sub start {
    my ($name, $affinity, $load, $http, $server) = @_;
    put("$name.conf", <<"END");
$load
$user
worker_processes 1; worker_cpu_affinity $affinity;
pid $dir/logs/$name.pid; error_log $dir/logs/$name.log warn;
events { worker_connections 1024; }
http {
    access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
    types { text/html html; }
    client_body_temp_path $dir/tmp/b; proxy_temp_path $dir/tmp/p;
    fastcgi_temp_path $dir/tmp/f; uwsgi_temp_path $dir/tmp/u;
    scgi_temp_path $dir/tmp/s;
    proxy_cache_path $dir/cache/$name keys_zone=c:10m;
    upstream origin { server 127.0.0.1:$port{origin}; keepalive 64; }
    $http
    server {
        listen 127.0.0.1:$port{$name};
        listen 127.0.0.1:$tls_port{$name} ssl;
        ssl_certificate $dir/cert.pem; ssl_certificate_key $dir/key.pem;
        @{[ $ktls ? 'ssl_conf_command Options KTLS;' : '' ]}
        root $dir/html;
        proxy_http_version 1.1; proxy_set_header Connection "";
        location /proxied/ { proxy_pass http://origin/; }
        location /cached/ {
            proxy_pass http://origin/; proxy_cache c; proxy_cache_valid 1h;
        }
        location /half/ { proxy_pass http://127.0.0.1:$port{half}/; }
        location /gzip/ { alias $dir/html/; gzip on; gzip_comp_level 1; }
        location /gz/ { alias $dir/gz/; gzip_static on; }
        location /own/ {
            alias $dir/own/; add_header Content-Encoding gzip; gzip off;
        }
        location /coded/ {
            proxy_pass http://origin/gz/; proxy_set_header Connection "";
            proxy_set_header Accept-Encoding gzip;
        }
        location /stored/ {
            proxy_pass http://origin/gz/; proxy_set_header Connection "";
            proxy_set_header Accept-Encoding gzip;
            proxy_cache c; proxy_cache_valid 1h;
        }
        $server
    }
}
END
    system('nginx', '-c', "$dir/$name.conf", '-e', "$dir/logs/$name.log") == 0
        or die "nginx for $name doesn't start, see $dir/logs/$name.log\n";
}

sub stop {
    for my $name (keys %port) {
        open my $f, '<', "$dir/logs/$name.pid" or next;
        chomp(my $pid = <$f> // '');
        kill 'TERM', $pid if $pid;
    }
}

END { my $status = $?; stop() if $dir; $? = $status }
$SIG{INT} = sub { exit 1 };

start('origin', '10', '', '', '');
start('plain', '01', '', '', <<'END');
        location /404/ { return 404; }
        location /chunks/ { proxy_pass http://origin/; add_trailer A 1; }
END
my ($http, $server) = (<<"END", <<"END");
    legal_database $dir/db/City.mmdb;
    legal_jurisdiction here { country RU; region UA-43 UA-40; }
    legal_jurisdiction elsewhere { country BY; region US-MS; }
    legal_notice shown { in here; text $dir/text; place append article; }
    legal_notice top { in here; text $dir/text; place prepend article; }
    legal_restriction refused { in here; }
    legal_notice idle { in elsewhere; text $dir/text; place append article; }
    legal_key $dir/secret;
    legal_restriction gate { in here; page $dir/gate; acknowledge 30d; }
END
        legal_apply shown;
        location /idle/ { legal_apply idle; alias $dir/html/; }
        location /off/ { legal_apply off; alias $dir/html/; }
        location /two/ { legal_apply shown top; alias $dir/html/; }
        location /451/ { legal_apply refused; alias $dir/html/; }
        location /lifted/ { legal_apply gate; alias $dir/html/; }
        location /452/ { legal_apply gate; alias $dir/html/; }
END
start('module', '01', "load_module $build/ngx_http_legal_notice_module.so;",
    $http, $server);

# A build before 0.10 knows no page that asks.
sub known {
    my ($text) = @_;
    return $text if !system('grep', '-q', 'legal_key', $ENV{LN_BEFORE});
    return $text =~ s/^.*\b(?:legal_key|gate)\b.*\n//gmr;
}

start('before', '01', "load_module $ENV{LN_BEFORE};", known($http),
    known($server)) if $ENV{LN_BEFORE};
start('geoip2', '01',
    'load_module modules/ngx_http_geoip2_module.so;', <<"END", <<"END");
    geoip2 $dir/db/City.mmdb { \$country country iso_code; }
    map \$country \$notice { default ''; RU '$aside'; }
END
        sub_filter '</article></main>' '\$notice</article></main>';
        sub_filter_once on;
END
my $place = <<"END";
    geoip2 $dir/db/City.mmdb { \$country country iso_code; }
    map \$country \$notice { default ''; RU '$aside'; }
END
start('subs', '01', 'load_module modules/ngx_http_geoip2_module.so;'
    . ' load_module modules/ngx_http_subs_filter_module.so;', $place, <<'END');
        subs_filter '</article></main>' '$notice</article></main>' o;
END
start('lua', '01', 'load_module modules/ngx_http_geoip2_module.so;'
    . ' load_module modules/ndk_http_module.so;'
    . ' load_module modules/ngx_http_lua_module.so;', $place, <<'END');
        header_filter_by_lua_block { ngx.header.content_length = nil }
        body_filter_by_lua_block {
            local chunk = ngx.arg[1]
            if chunk and chunk ~= '' and not ngx.ctx.done then
                local at = string.find(chunk, '</article></main>', 1, true)
                if at then
                    ngx.ctx.done = true
                    ngx.arg[1] = string.sub(chunk, 1, at - 1)
                        .. ngx.var.notice .. string.sub(chunk, at)
                end
            end
        }
END
put('bench.js', <<'END');
function header(r) { delete r.headersOut['Content-Length']; }
function filter(r, data, flags) {
    r.sendBuffer(data.replace('</article></main>',
        r.variables.notice + '</article></main>'), flags);
}
export default { header, filter };
END
start('njs', '01', 'load_module modules/ngx_http_geoip2_module.so;'
    . ' load_module modules/ngx_http_js_module.so;',
    $place . "    js_path $dir; js_import bench.js;\n", <<'END');
        location /js/ {
            proxy_pass http://origin/;
            js_header_filter bench.header; js_body_filter bench.filter;
        }
END

# What is asked: label, server, path, the row it is compared with, the ratio
# that is to be reached, and the sizes in KB, all of them where none is named.
my $tls = $ktls ? 'TLS by the kernel' : 'TLS';
my @rows = (
    [ 'plain file', 'plain', '' ],
    [ 'module, nothing to show', 'module', '/idle', 0, 0.98 ],
    [ 'notice in a file', 'module', '', 0, 0.90, 16, 64, 256, 1024 ],
    [ 'two notices in a file', 'module', '/two', 0, 0.85, 64 ],
    [ 'geoip2 + map + sub_filter, file', 'geoip2', '', 0 ],
    [ 'plain proxy_cache', 'plain', '/cached', undef, undef, 16, 64, 256 ],
    [ 'notice, proxy_cache', 'module', '/cached', 5, 0.90, 16, 64, 256 ],
    [ 'geoip2 + map + sub_filter, proxy_cache', 'geoip2', '/cached', 5, undef,
        16, 64, 256 ],
    [ 'plain proxy_pass', 'plain', '/proxied', undef, undef, 16, 64, 256 ],
    [ 'notice in a proxied page', 'module', '/proxied', 8, 0.90, 16, 64, 256 ],
    [ 'geoip2 + map + sub_filter, proxied', 'geoip2', '/proxied', 8, undef,
        16, 64, 256 ],
    [ 'plain, gzip on', 'plain', '/gzip', undef, undef, 64 ],
    [ 'notice, gzip on', 'module', '/gzip', 11, 0.95, 64 ],
    [ 'geoip2 + map + sub_filter, gzip on', 'geoip2', '/gzip', 11, undef, 64 ],
    [ 'plain return 404', 'plain', '/404', undef, undef, 1 ],
    [ '451', 'module', '/451', 14, 0.90, 1 ],
    [ "plain file, $tls", 'plain', 'tls', undef, undef, 64 ],
    [ "notice in a file, $tls", 'module', 'tls', 16, 0.90, 64 ],
    [ 'plain proxy_pass, made to send chunks', 'plain', '/chunks', 8, undef,
        16, 64, 256 ],
    [ 'plain gzip_static', 'plain', '/gz', undef, undef, 16, 64, 256 ],
    [ 'notice, gzip_static', 'module', '/gz', 19, 0.85, 16, 64, 256 ],
    [ 'plain .html_gzip, gzip off', 'plain', '/own', undef, undef,
        16, 64, 256 ],
    [ 'notice, .html_gzip, gzip off', 'module', '/own', 21, 0.85, 16, 64, 256 ],
    [ 'plain proxy_cache, compressed', 'plain', '/stored', undef, undef,
        16, 64, 256 ],
    [ 'notice, proxy_cache, compressed', 'module', '/stored', 23, 0.85,
        16, 64, 256 ],
    [ 'plain proxy_pass, compressed', 'plain', '/coded', undef, undef,
        16, 64, 256 ],
    [ 'notice, proxied, compressed', 'module', '/coded', 25, 0.70,
        16, 64, 256 ],
    [ 'geoip2 + map + subs_filter, proxied', 'subs', '/proxied', 8, undef,
        16, 64, 256 ],
    [ 'geoip2 + map + body_filter_by_lua, proxied', 'lua', '/proxied', 8,
        undef, 16, 64, 256 ],
    [ 'geoip2 + map + js_body_filter, proxied', 'njs', '/js', 8, undef,
        16, 64, 256 ],
    [ 'page behind a restriction, with its cookie', 'module', '/lifted', 0,
        0.97, 16 ],
    [ 'page that asks', 'module', '/452', 14, 0.90, 1 ],
);

# LN_ROWS=word: only the rows whose label has it, and those that they are
# compared with; nothing is written.
my $only = $ENV{LN_ROWS};

sub is_asked {
    my ($i) = @_;
    return 1 if !defined $only || $rows[$i][0] =~ /$only/;
    return grep { defined $_->[3] && $_->[3] == $i && $_->[0] =~ /$only/ } @rows;
}

if ($ENV{LN_BEFORE}) {
    my @module = grep { $_->[1] eq 'module' } @rows;
    @rows = map { my @row = @$_;
        ([ $row[0], 'before', $row[2], undef, undef, @row[5 .. $#row] ],
         [ $row[0], 'module', $row[2], 1, 0.97, @row[5 .. $#row] ]) } @module;
    $rows[2 * $_ + 1][3] = 2 * $_ for 0 .. $#module;
}

sub sizes_of {
    my ($row) = @_;
    my ($i) = grep { $rows[$_] == $row } 0 .. $#rows;
    return () if !is_asked($i);
    my (undef, undef, undef, undef, undef, @own) = @$row;
    return @own ? grep { my $s = $_; grep { $_ == $s } @own } @sizes : @sizes;
}

sub url {
    my ($row, $size) = @_;
    return "https://127.0.0.1:$tls_port{$row->[1]}/$size.html"
        if $row->[2] eq 'tls';
    return "http://127.0.0.1:$port{$row->[1]}$row->[2]/$size.html";
}

# A file that has just changed is not remembered yet.
sleep 3;

for my $row (@rows) {
    for my $size (sizes_of($row)) {
        my ($label, $url) = ($row->[0], url($row, $size));
        my $body = `curl -sk --compressed -H '$cookie' $url`;
        my $has = () = $body =~ /<aside class="legal-notice"/g;
        my $want = $label =~ /^two/ ? 2 : $label =~ /notice|map/ ? 1 : 0;
        die "$label: $has notices, not $want, in $url\n" if $has != $want;
    }
}

sub workers {
    my ($name) = @_;
    open my $f, '<', "$dir/logs/$name.pid" or die "$name: $!\n";
    chomp(my $pid = <$f>);
    open $f, '<', "/proc/$pid/task/$pid/children" or die "children: $!\n";
    return split ' ', <$f>;
}

# The processor time of all of them, us.
sub spent {
    my ($name) = @_;
    my $us = 0;
    for my $pid (workers($name)) {
        open my $f, '<', "/proc/$pid/schedstat" or die "schedstat: $!\n";
        $us += (split ' ', <$f>)[0] / 1000;
    }
    return $us;
}

# Requests a second, and one's us of the worker's time.
sub measure {
    my ($row, $size) = @_;
    my $url = url($row, $size);
    my $header = $row->[2] =~ m{^/(gzip|gz|own|stored|coded)$}
        ? "-H 'Accept-Encoding: gzip'"
        : $row->[2] eq '/lifted' ? "-H '$cookie'" : '';
    my $spent = spent($row->[1]);
    my $out = `taskset -c 1 wrk -t1 -c32 -d${seconds}s $header $url`;
    $spent = spent($row->[1]) - $spent;
    die "wrk: $out" unless $out =~ m{Requests/sec:\s+([\d.]+)};
    my $rate = $1;
    die "errors in $url: $out"
        if $out =~ /Socket errors/ || $out =~ /Non-2xx/ && $url !~ m{/4\d\d/};
    my ($requests) = $out =~ /(\d+) requests in/ or die "wrk: $out";
    return ($rate, $spent / $requests);
}

sub median {
    my @v = sort { $a <=> $b } @_;
    return $v[$#v / 2];
}

my (%rate, %time);
for my $size (@sizes) {
    my @asked = grep { grep { $_ == $size } sizes_of($rows[$_]) } 0 .. $#rows;
    for my $round (1 .. $rounds) {
        print "$size KB, round $round of $rounds\n";
        for my $i (@asked) {
            my ($rate, $time) = measure($rows[$i], $size);
            push @{ $rate{$size}[$i] }, $rate;
            push @{ $time{$size}[$i] }, $time;
        }
    }
}

# The median of the rounds' ratios of row i to row j.
sub ratio {
    my ($size, $i, $j, $what) = @_;
    my ($of, $to) = @{ ($what || \%rate)->{$size} }[$i, $j];
    return median(map { $of->[$_] / $to->[$_] } 0 .. $rounds - 1);
}

if ($ENV{LN_BEFORE}) {
    print "\nthe ratio of this build to the one before: requests a second,",
        " worker's time\n";
    for my $i (grep { $_ % 2 } 0 .. $#rows) {
        for my $size (sizes_of($rows[$i])) {
            printf "%-44s %5d KB  %.3f  %.3f\n", $rows[$i][0], $size,
                ratio($size, $i, $i - 1), ratio($size, $i, $i - 1, \%time);
        }
    }
    exit;
}

if (defined $only) {
    print "\nthe ratio to plain: requests a second, worker's time; us\n";
    for my $i (0 .. $#rows) {
        for my $size (sizes_of($rows[$i])) {
            my $base = $rows[$i][3] // $i;
            printf "%-44s %5d KB  %.3f  %.3f  %.1f\n", $rows[$i][0], $size,
                ratio($size, $i, $base), ratio($size, $i, $base, \%time),
                median(@{ $time{$size}[$i] });
        }
    }
    exit;
}

# Latency at half of what the row can do, by h2load, which keeps to a rate.
sub latency {
    my ($i, $size) = @_;
    my $rate = int(median(@{ $rate{$size}[$i] }) / 2 / 32) || 1;
    my $log = "$dir/latency";
    unlink $log;
    my $url = url($rows[$i], $size);
    system("taskset -c 1 h2load --h1 -t1 -c32 --rps=$rate -D $seconds"
        . " --log-file=$log $url > $dir/h2load 2>&1") == 0
        or die "h2load fails, see $dir/h2load\n";
    open my $f, '<', $log or die "$log: $!\n";
    my @us = sort { $a <=> $b } map { (split)[2] } <$f>;
    return @us ? (@us[@us * 0.5, @us * 0.99], $rate * 32) : (0, 0, 0);
}

my $latency = "| latency at half of capacity | requests a second | p50 | p99 |\n"
    . "|---|--:|--:|--:|\n";
for my $i (0, 1, 2, 4, 8, 9, 10) {
    next unless $rate{64} && $rate{64}[$i];
    my ($p50, $p99, $rate) = latency($i, 64);
    $latency .= sprintf "| %s, 64 KB | %d | %.2f ms | %.2f ms |\n",
        $rows[$i][0], $rate, $p50 / 1000, $p99 / 1000;
}

# Instructions that legal_apply costs a request which it shows nothing:
# those of the whole process, by callgrind, against legal_apply off.
sub instructions {
    my ($path) = @_;
    my $n = 1000;
    open my $f, '<', "$dir/module.conf" or die;
    my $conf = join '', <$f>;
    $conf =~ s/worker_cpu_affinity \S+;/daemon off; master_process off;/;
    $conf =~ s{module\.pid}{counted.pid};
    $conf =~ s/127\.0\.0\.1:$port{module};/127.0.0.1:8466;/;
    $conf =~ s/listen \S+ ssl;//;
    put('counted.conf', $conf);
    my $pid = fork // die "fork: $!";
    if (!$pid) {
        open STDOUT, '>', "$dir/valgrind"; open STDERR, '>&', \*STDOUT;
        exec 'valgrind', '--tool=callgrind', "--callgrind-out-file=$dir/cg",
            'nginx', '-c', "$dir/counted.conf", '-e', "$dir/logs/counted.log";
    }
    my $s;
    for (1 .. 100) {
        last if $s = IO::Socket::INET->new('127.0.0.1:8466');
        select undef, undef, undef, 0.2;
    }
    die "no nginx under valgrind, see $dir/valgrind\n" if !$s;
    for (1 .. $n) {
        print $s "GET $path/$sizes[0].html HTTP/1.1\r\nHost: a\r\n\r\n";
        my $got = '';
        while ($got !~ /\r\n\r\n/ || length $' < 1024 * $sizes[0]) {
            sysread $s, $got, 65536, length $got or die "$path: no answer\n";
        }
    }
    close $s;
    kill 'QUIT', $pid;
    waitpid $pid, 0;
    open $f, '<', "$dir/cg" or die "$dir/cg: $!\n";
    my ($total) = join('', <$f>) =~ /^(?:summary|totals): (\d+)/m;
    return $total / $n;
}

print "counting instructions\n";
my $instructions = instructions('/idle') - instructions('/off');

# Memory of a page under way: workers with many streams that have stopped
# amid the page, with and without a notice to come.
sub anonymous {
    my ($name) = @_;
    my $kb = 0;
    for my $child (workers($name)) {
        open my $status, '<', "/proc/$child/status" or next;
        $kb += $1 if join('', <$status>) =~ /^RssAnon:\s+(\d+)/m;
    }
    return $kb;
}

sub memory {
    my ($name) = @_;
    my $n = 200;
    my $before = anonymous($name);
    my @s = map {
        my $s = IO::Socket::INET->new("127.0.0.1:$port{$name}") or die $!;
        print $s "GET /half/ HTTP/1.1\r\nHost: a\r\n\r\n";
        $s } 1 .. $n;
    for my $s (@s) { sysread $s, my $got, 65536 }
    select undef, undef, undef, 1;
    return (anonymous($name) - $before) / $n;
}

my $half = fork // die "fork: $!";
if (!$half) {
    my $listen = IO::Socket::INET->new(Listen => 500, ReuseAddr => 1,
        LocalAddr => '127.0.0.1', LocalPort => $port{half}) or exit 1;
    my @open;
    while (my $c = $listen->accept) {
        sysread $c, my $head, 4096;
        print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
            . substr page(64), 0, 20_000;
        $c->flush;
        push @open, $c;
    }
    POSIX::_exit(0);
}
select undef, undef, undef, 0.5;
my $memory = memory('module') - memory('plain');
kill 'TERM', $half;
waitpid $half, 0;

my ($cpu) = do { open my $f, '<', '/proc/cpuinfo'; local $/; <$f> }
    =~ /^model name\s*: (.*)/m;
my ($version) = `nginx -v 2>&1` =~ m{(nginx/\S+)};

my @bars;

# Of all rows and sizes.
sub table {
    my ($head, $what) = @_;
    my $table = "| $head |" . join('', map { " $_ KB |" } @sizes) . "\n"
        . '|---|--:|' . '--:|' x @sizes . "\n";
    for my $i (0 .. $#rows) {
        my ($label, undef, undef, $base, $bar) = @{ $rows[$i] };
        $table .= "| $label | " . ($what == \%rate && $bar || '') . ' |';
        for my $size (@sizes) {
            my $r = $what->{$size}[$i];
            if (!$r) { $table .= ' |'; next }
            my $ratio = ratio($size, $i, $base // $i, $what);
            my $digits = $what == \%rate ? 0 : 1;
            $table .= sprintf " %.${digits}f (%.2f) |", median(@$r), $ratio;
            push @bars, [ "$label, $size KB", $ratio, $bar // 0 ]
                if defined $base && $what == \%rate;
        }
        $table .= "\n";
    }
    return $table;
}

my $table = table('requests a second, and the ratio to plain | bar', \%rate);
my $times = table('the worker\'s time, us a request, and the ratio |', \%time);

my @factors;
for ([ 2, 4, 'file' ], [ 6, 7, 'proxy_cache' ], [ 9, 10, 'proxied' ],
    [ 12, 13, 'gzip on' ])
{
    my ($of, $to, $what) = @$_;
    my @at = grep { $rate{$_}[$of] && $rate{$_}[$to] } @sizes;
    push @factors, "$what: " . join ', ', map { sprintf '%.1f at %d KB',
        ratio($_, $of, $to), $_ } @at if @at;
}

my $text = <<"END";
## Pages

Written by `./config.sh bench http` on @{[ strftime('%Y-%m-%d', gmtime) ]}: $version, $cpu.

$table
$times
![Ratios to plain nginx](performance.svg)

Requests a second of the module against those of geoip2 + map + sub_filter:
@{[ join ";\n", @factors ]}.

$latency
| what | bar | measured |
|---|--:|--:|
| instructions a request that is shown nothing | 1500 | @{[ sprintf '%.0f', $instructions ]} |
| memory of a page under way, beyond nginx's own, KB | 16 | @{[ sprintf '%.1f', $memory ]} |

### How it was made

One nginx worker is pinned to one core. wrk, with 32 connections, and the origin
of the proxied pages are pinned to another core. Each figure is the median of
$rounds rounds of $seconds s. The rows alternate within a round. A ratio compares a row with
the plain row of the same kind: it is the median of the rounds' ratios. The
worker's time is the processor time of the worker. Where wrk and the origin fill
their core, requests a second say little of the worker. `sendfile` and
`tcp_nopush` are on.

- *Plain* is nginx without the module.
- *geoip2 + map + ..* finds the reader's country by geoip2 and puts the same
  notice in with sub_filter, subs_filter, or a few lines of Lua or njs. The
  latter miss a place that is cut by a buffer's end. lol-html has no row: it is
  a library, and nobody has made a module of nginx of it.
- *Compressed* pages consist of words that differ, and shrink to a fourth or a
  fifth. *gzip_static* and *.html_gzip* are files. The upstream of the others
  has files, too. No other module puts a notice into such pages.
- *Nothing to show* is a location block with `legal_apply`, and a reader to whom
  no notice is due.
- *Made to send chunks* is plain nginx with a trailer (`add_trailer`), which
  needs chunks.
- The page is made up: paragraphs with links, and a script that contains the
  text `</article>`. The end of the article is near the end of the page. The
  notice has 600 characters.
- Latency is measured by h2load at a fixed rate.
- Instructions are those of the whole process, by callgrind: the same page with
  `legal_apply`, less that with `legal_apply off`.
- Memory is that of the worker while 200 proxied pages have stopped in the
  middle, less that of plain nginx with as many.
- TLS has nginx's defaults, on kept connections. Where the kernel has TLS of its
  own (`ssl_conf_command Options KTLS`), it is used, and the row is called *TLS
  by the kernel*.

Plain nginx itself can be slow with `tcp_nopush`: the last bytes of a page can
wait for the reader's delayed ACK (40 ms). A cached page of 64 KB is such a
page, and its ratio says nothing.

The machine was shared with others. Ratios can be compared within a run.
Requests a second cannot be compared between runs.
END

put('performance.md', $text);
put('performance.svg', Plot::bars('Requests a second, ratio to plain nginx',
    @bars));
print "\n$table\n$latency\ninstructions $instructions, memory $memory KB\n";
