#!/usr/bin/perl

# The module against plain nginx and against geoip2 + map + sub_filter: ratios
# within one run, one worker pinned to one core, wrk to the other.
# usage: bench.pl BUILD [SECONDS [ROUNDS]], called by ./config.sh bench

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use File::Path qw( make_path remove_tree );
use POSIX qw( strftime );

my ($build, $seconds, $rounds) = @ARGV;
$seconds ||= 2;
$rounds ||= 5;

my $here = dirname(abs_path($0));
my $dir = "$build/bench";
my @sizes = (16, 64, 256);
my %port = (plain => 8461, module => 8462, geoip2 => 8463, origin => 8464);

$| = 1;
remove_tree($dir);
make_path("$dir/$_") for qw( html db text tmp logs );

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
put('text/ru.html', '<p>' . 'x' x 600 . '</p>');
put('text/en.html', '<p>' . 'y' x 600 . '</p>');
put('networks.txt', "127.0.0.1/32 12389 RU MOW Moscow 524901 55.75 37.62\n");
system('perl', "$here/../lib/testdb/make-testdb.pl", "$dir/db",
    "$dir/networks.txt") == 0 or die "no database\n";

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
    upstream origin { server 127.0.0.1:$port{origin}; keepalive 64; }
    $http
    server {
        listen 127.0.0.1:$port{$name};
        root $dir/html;
        location /proxied/ {
            proxy_pass http://origin/;
            proxy_http_version 1.1; proxy_set_header Connection "";
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
start('plain', '01', '', '', '');
start('module', '01', "load_module $build/ngx_http_legal_notice_module.so;",
    <<"END", <<"END");
    legal_database $dir/db/City.mmdb;
    legal_jurisdiction here { country RU; region UA-43 UA-40; }
    legal_jurisdiction elsewhere { country BY; region US-MS; }
    legal_notice shown { in here; text $dir/text; place append article; }
    legal_notice idle { in elsewhere; text $dir/text; place append article; }
END
        legal_apply shown;
        location /idle/ { legal_apply idle; alias $dir/html/; }
END
start('geoip2', '01',
    'load_module modules/ngx_http_geoip2_module.so;', <<"END", <<"END");
    geoip2 $dir/db/City.mmdb { \$country country iso_code; }
    map \$country \$notice { default ''; RU '$aside'; }
END
        sub_filter '</article></main>' '\$notice</article></main>';
        sub_filter_once on;
END

my @rows = (
    [ 'plain file', 'plain', '', 0 ],
    [ 'module, nothing to show', 'module', '/idle', 0 ],
    [ 'notice in a file', 'module', '', 0 ],
    [ 'geoip2 + map + sub_filter, file', 'geoip2', '', 0 ],
    [ 'plain proxy_pass', 'plain', '/proxied', 4 ],
    [ 'notice in a proxied page', 'module', '/proxied', 4 ],
    [ 'geoip2 + map + sub_filter, proxied', 'geoip2', '/proxied', 4 ],
);

for my $row (@rows) {
    my $url = "http://127.0.0.1:$port{$row->[1]}$row->[2]/16.html";
    my $body = `curl -s $url`;
    my $has = $body =~ /legal-notice/ ? 1 : 0;
    my $want = $row->[0] =~ /notice in|sub_filter/ ? 1 : 0;
    die "$row->[0]: the notice is " . ($has ? '' : 'not ') . "there\n"
        if $has != $want;
}

sub measure {
    my ($row, $size) = @_;
    my $url = "http://127.0.0.1:$port{$row->[1]}$row->[2]/$size.html";
    my $out = `taskset -c 1 wrk -t1 -c32 -d${seconds}s $url`;
    die "wrk: $out" unless $out =~ m{Requests/sec:\s+([\d.]+)};
    my $rate = $1;
    die "errors in $url: $out" if $out =~ /Non-2xx|Socket errors/;
    return $rate;
}

sub median {
    my @v = sort { $a <=> $b } @_;
    return $v[$#v / 2];
}

my %rate;
for my $size (@sizes) {
    for my $round (1 .. $rounds) {
        print "$size KB, round $round of $rounds\n";
        push @{ $rate{$size}[$_] }, measure($rows[$_], $size) for 0 .. $#rows;
    }
}

my ($cpu) = do { open my $f, '<', '/proc/cpuinfo'; local $/; <$f> }
    =~ /^model name\s*: (.*)/m;
my ($version) = `nginx -v 2>&1` =~ m{(nginx/\S+)};

my $table = '| requests a second, and the ratio to plain |'
    . join('', map { " $_ KB |" } @sizes) . "\n"
    . '|---|' . '--:|' x @sizes . "\n";
for my $i (0 .. $#rows) {
    $table .= "| $rows[$i][0] |";
    for my $size (@sizes) {
        my $r = $rate{$size};
        my $base = $rows[$i][3];
        my @ratios = map { $r->[$i][$_] / $r->[$base][$_] } 0 .. $rounds - 1;
        $table .= sprintf ' %.0f (%.2f) |', median(@{ $r->[$i] }),
            median(@ratios);
    }
    $table .= "\n";
}

my @factors = map { my $r = $rate{$_};
    sprintf('%.2f in a file of %d KB, %.2f proxied',
        median(map { $r->[2][$_] / $r->[3][$_] } 0 .. $rounds - 1), $_,
        median(map { $r->[5][$_] / $r->[6][$_] } 0 .. $rounds - 1)) } @sizes;

my $text = <<"END";
## Pages

Written by `./config.sh bench` on @{[ strftime('%Y-%m-%d', gmtime) ]}: $version, $cpu.

$table
Requests a second of the module against those of geoip2 + map + sub_filter:
@{[ join ";\n", @factors ]}.

### How it was made

One nginx worker is pinned to one core; wrk, with 32 connections, and the
origin of the proxied pages to another. Each figure is the median of $rounds
rounds of $seconds s, the rows alternating within a round; a ratio is the
median of the rounds' ratios to the plain row of the same kind. `sendfile` and
`tcp_nopush` are on. The page is made up: paragraphs with links, a script that
names the article's end, the article's end near the page's own. The notice has
600 characters. *Nothing to show* is a location with `legal_apply` in force and
a reader elsewhere.

What is measured here is a machine shared with others: the ratios hold within
a run, the requests a second don't compare between runs.
END

put('performance.md', $text);
print "\n$table\n";
