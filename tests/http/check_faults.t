#!/usr/bin/perl

# legal-notice check, text and archive while the system fails: servers that are
# away, slow, cut or not to be trusted, lists and reports that cannot be read or
# written, memory that is gone.  What was not checked is never "ok"; the report
# of yesterday stays whole.

use warnings;
use strict;

use Digest::SHA qw( sha256_hex );
use Errno qw( EACCES EIO EMFILE ENETUNREACH ENOSPC );
use IO::Socket::INET;
use JSON::PP;
use Test::More;
use LN;
use Scarce;

my $t = LN->new;
my $dir = $t->dir;
my $command = "$ENV{LN_BUILD}/legal-notice";
plan skip_all => 'the command was built without libcurl'
    if `$command check --retries 0 http://127.0.0.1:1/ 2>&1` =~ /without libcurl/;

scarce($t);
system('gcc', '-O1', '-shared', '-fPIC', '-o', "$dir/fail_system.so",
    "$t->{build}/../tests/lib/fail_system.c", '-ldl') == 0
    or die "gcc fails\n";

my %call = (read => 1, write => 2, open => 8, socket => 16, sync => 128,
    rename => 256, connect => 512);

# fault('read', '/list', error => EIO, skip => 1): what fails from now on.
sub fault {
    my ($calls, $name, %o) = @_;
    my $mask = 0;
    $mask |= $call{$_} for split ' ', $calls // '';
    $t->write('fault', pack 'l6 q a256 l x4', $mask, $o{error} // 0, $o{most} // 0,
        $o{skip} // 0, $o{times} // 0, 0, 0, $name // '', 0);
}
sub hits { return (unpack 'l6', $t->slurp('fault'))[5] }

# Without a shell, whose calls and allocations would count too.
sub run {
    my ($args, %o) = @_;
    my $pid = fork // die "fork: $!";
    if (!$pid) {
        open STDIN, '<', $o{in} // '/dev/null' or die;
        open STDOUT, '>', $o{out} // "$dir/out" or die;
        open STDERR, '>', "$dir/err" or die;
        $ENV{LD_PRELOAD} = "$dir/" . ($o{shim} // 'fail_system') . '.so';
        $ENV{LN_FAIL_SYSTEM} = "$dir/fault";
        $ENV{LN_FAIL_ALLOC} = "$dir/countdown";
        alarm 60;
        exec $command, @$args;
    }
    waitpid $pid, 0;
    return ($?, $o{out} ? '' : $t->slurp('out'), $t->slurp('err'));
}
sub check {
    my ($args, %o) = @_;
    return run([ 'check', '--retries', 0, split ' ', $args ], %o);
}

# servers, by the path that is asked for: whole, and in ways that are not

my $page = '<!DOCTYPE html><html lang=en><body><article>a</article></body></html>';
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($name) = $head =~ m{^\S+ /(\S*)} or return;
    my $self = 'http://127.0.0.1:' . $c->sockport;
    my $ok = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/html\r\n";
    my $how = $t->slurp('how');
    if ($name eq 'robots.txt' && !$how) {
        print $c "HTTP/1.1 404 x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        return;
    }
    my $body = $name eq 'robots.txt' ? "User-agent: *\nDisallow: /private\n"
        : $name =~ /sitemap/ ? '<?xml version="1.0"?><urlset>' . join('',
            map { "<url><loc>$self/page$_</loc></url>" } 1, 2) : $page;
    $how = $1 if $name =~ /^\w+-(\w+)/;
    return if $how eq 'nothing';
    if ($how eq 'slow') {
        print $c $ok;
        sleep 30;
    } elsif ($how eq 'header') {
        print $c substr $ok, 0, 40;
    } elsif ($how eq 'length') {
        print $c $ok, 'Content-Length: ', 1 + length $body, "\r\n\r\n$body";
    } elsif ($how eq 'chunk') {
        print $c $ok, sprintf "Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n",
            length $body, $body;
    } elsif ($how eq 'gzip') {
        print $c $ok, "Content-Encoding: gzip\r\n\r\n\x1f\x8bno more of it";
    } elsif ($how eq 'end') {
        print $c $ok, "\r\n$body";
    } else {
        $body .= '</urlset>' if $name =~ /sitemap/;
        print $c $ok, 'Content-Length: ', length $body, "\r\n\r\n$body";
    }
});
my $site = "http://127.0.0.1:$upstream";
my $closed = 'http://127.0.0.1:' . LN::free_port();

system("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1"
    . " -keyout $dir/tls.key -out $dir/tls.pem 2> $dir/tls.log") == 0
    or die $t->slurp('tls.log');
$t->write('html/a.html', $page);
$t->start(<<"END");
server { listen 127.0.0.1:PORT; root DIR/html; }
server { listen 127.0.0.1:H2 ssl; root DIR/html;
    ssl_certificate DIR/tls.pem; ssl_certificate_key DIR/tls.key; }
END
my $tls = "https://127.0.0.1:$t->{h2}";

fault();
$t->write('how', '');
my ($status, $out, $err) = check("$site/page");
is($status, 0, 'a page that is there') or diag $out, $err;
($status, $out, $err) = check("--sitemap $site/sitemap");
is($status, 0, 'and a sitemap') or diag $out, $err;
like($out, qr/^pages: 2,/m, 'with its pages');

# what cannot be fetched: the page, robots.txt, the sitemap

for my $case (
    [ 'refused', $closed, qr/connect/i ],
    [ 'silent', '-nothing', qr/empty reply/i ],
    [ 'slow', '-slow', qr/timed out/i ],
    [ 'cut in its header', '-header', qr/the response ends within its header/ ],
    [ 'cut by its length', '-length', qr/remaining|outstanding/i ],
    [ 'cut by its chunks', '-chunk', qr/outstanding|chunk|closed|remaining/i ],
    [ 'in a coding that it is not in', '-gzip', qr/encoding/i ],
    [ 'without a certificate that is known', $tls, qr/certificate/i ],
    [ 'without TLS', 'https://127.0.0.1:' . $t->port, qr/SSL|TLS/i ],
) {
    my ($name, $what, $why) = @$case;
    my $host = $what =~ /^-/ ? $site : $what;
    my $end = $what =~ /^-/ ? $what : '';

    ($status, $out, $err) = check("--ignore-robots --timeout 2 $host/page$end");
    is($status >> 8, 2, "a page that is $name: status 2");
    like($out, qr/^failed   \Q$host\E\/page$end\n +.*$why/m, 'told of it')
        or diag $err;

    ($status, $out, $err) = check("--timeout 2 --sitemap $host/sitemap$end");
    is($status >> 8, 2, "a sitemap that is $name: status 2");
    like($err, qr/cannot use the sitemap "\Q$host\E\/sitemap$end": .*$why/,
        'told of it');
    is($out, '', 'and nothing is checked');

    $t->write('how', $what =~ /^-(.*)/ ? $1 : '');
    ($status, $out, $err) = check("--timeout 2 $host/page-whole");
    is($status >> 8, 2, "a robots.txt that is $name: status 2");
    like($out, qr/^failed   \Q$host\E\/page-whole\n +its robots\.txt cannot be read \(.*$why.*\).*--ignore-robots/m,
        'told of it') or diag $err;
    $t->write('how', '');
}

($status, $out, $err) = check("--sitemap $site/sitemap-end");
is($status >> 8, 2, 'a sitemap without its end: status 2') or diag $out;
like($err, qr/cannot use the sitemap ".*": it is cut/, 'told of it');

for my $case ([ 'socket', EMFILE, qr/./ ], [ 'connect', ENETUNREACH, qr/connect/i ]) {
    my ($call, $error, $why) = @$case;
    fault($call, undef, error => $error);
    ($status, $out, $err) = check("--ignore-robots $site/page");
    cmp_ok(hits(), '>', 0, "$call() fails");
    is($status >> 8, 2, 'status 2');
    like($out, qr/^failed .*\n +.*$why/m, 'told of it');
}

# lists that cannot be read

$t->write('list', "$site/page\n$site/page2\n");
$t->write('addresses', "127.0.0.5\n127.0.0.6\n");
fault('read', '/addresses', error => EIO);
($status, $out, $err) = check("--from $dir/addresses $site/page");
cmp_ok(hits(), '>', 0, 'a list of addresses cannot be read');
is($status >> 8, 2, 'status 2');
like($err, qr/cannot read "\Q$dir\E\/addresses": Input\/output error/, 'told of it');
fault('open', '/addresses', error => EMFILE);
($status, $out, $err) = check("--from $dir/addresses $site/page");
like($err, qr/cannot open "\Q$dir\E\/addresses": Too many open files/,
    'nor opened');
($status, $out, $err) = check('-', in => $dir);
is($status >> 8, 2, 'a list on standard input cannot be read');
like($err, qr/the list of URLs cannot be read: Is a directory/, 'told of it');

# the report: whole, or that of before

fault();
($status, $out, $err) = check("--html $dir/report.html $site/page");
is($status, 0, 'a report') or diag $err;
my $good = $t->slurp('report.html');
like($good, qr/<\/html>\n\z/, 'is whole');
chmod 0640, "$dir/report.html";
symlink 'report.html', "$dir/link.html";

for my $case (
    [ 'no space', 'write', 'report.html', ENOSPC, qr/No space left on device/ ],
    [ 'an error', 'write', 'report.html', EIO, qr/Input\/output error/ ],
    [ 'one that cannot be opened', 'open', 'report.html', EACCES,
        qr/Permission denied/ ],
    [ 'one that is not kept', 'sync', 'report.html', EIO,
        qr/Input\/output error/ ],
    [ 'one that cannot be renamed', 'rename', 'report.html', EACCES,
        qr/Permission denied/ ],
) {
    my ($name, $call, $file, $error, $why) = @$case;
    fault($call, $file, error => $error);
    ($status, $out, $err) = check("--html $dir/link.html $site/page");
    cmp_ok(hits(), '>', 0, "a report: $name");
    is($status >> 8, 2, 'status 2');
    like($err, qr/cannot write "\Q$dir\E\/(?:link|report)\.html": $why/, 'told of it');
    like($out, qr/^ok .*\npages: 1/m, 'what was found is told all the same');
    ok($t->slurp('report.html') eq $good, 'the report of before is there');
    is(join(' ', map { s{.*/}{}r } grep { !/link/ } glob("$dir/*report*")),
        'report.html', 'and no half one');
}

fault('write', 'report.html', most => 100);
($status, $out, $err) = check("--html $dir/link.html $site/page $site/page2");
cmp_ok(hits(), '>', 10, 'short writes');
fault();
is($status, 0, 'another report') or diag $err;
isnt($t->slurp('report.html'), $good, 'takes its place');
is(readlink "$dir/link.html", 'report.html', 'behind a link');
is(sprintf('%o', (stat "$dir/report.html")[2] & 07777), '640', 'with its mode');
symlink 'nothing.html', "$dir/away.html";
($status, $out, $err) = check("--html $dir/away.html $site/page");
is($status, 0, 'in the place of a link to nothing') or diag $err;
like($t->slurp('away.html'), qr/<\/html>\n\z/, 'whole');
ok(!-e "$dir/nothing.html", 'and nowhere else');
fault('open', 'report.html.', error => EACCES);
($status, $out, $err) = check("--html $dir/report.html $site/page3");
cmp_ok(hits(), '>', 0, 'a directory that cannot be written');
fault();
is($status, 0, 'its file is, if that can be') or diag $err;
like($t->slurp('report.html'), qr/page3.*<\/html>\n\z/s, 'whole');
($status, $out, $err) = check("--html /dev/stdout $site/page");
like($out, qr/<\/html>\n\z/, 'and into what is no file');
($status, $out, $err) = check("--html $dir/none/report.html $site/page");
is($status >> 8, 2, 'a directory that is not there');
like($err, qr/cannot write "\Q$dir\E\/none\/report.html": No such file or directory/,
    'is told');
is($out, '', 'before any page is asked for');

for my $how ('', '--json') {
    ($status, $out, $err) = check("$how $site/page", out => '/dev/full');
    is($status >> 8, 2, "no space for what is told $how");
    like($err, qr/cannot write/, 'is told');
}

# memory: exactly what is right, or a status and a word

my %tried;

for my $case (
    [ 'a page as JSON', [ 'check', '--retries', 0, '--json', '--from',
        "$dir/addresses", '--html', "$dir/memory.html", "$site/page-lying" ],
        undef, 'whole' ],
    [ 'a list', [ 'check', '--retries', 0, '--parallel', 1, '--sitemap', "$site/sitemap", '-' ],
        "$dir/list" ],
    [ 'a text', [ 'text', '--html', "$dir/text/en.html" ] ],
    [ 'the archive', [ 'archive', "$dir/archive", sha256_hex('<p>kept</p>') ] ],
) {
    my ($name, $args, $in, $how) = @$case;
    $t->write('text/en.html', '<p>{{a}}</p>');
    $t->write('archive/' . sha256_hex('<p>kept</p>'), '<p>kept</p>');
    $t->write('how', $how // '');
    my ($should, $right, $n, @bad);
    my @sites = sites(sub {
        ($should, $right) = run($args, in => $in, shim => 'fail_alloc');
    }, tried => \%tried);
    is($should, 0, "$name, with memory");
    for my $i (@sites) {
        arm($i);
        my ($status, $out, $err) = run($args, in => $in, shim => 'fail_alloc');
        next if left() > 0;
        $n++;
        next if $status == $should && $out eq $right;
        push @bad, "allocation $i: status $status, $out$err"
            unless $status =~ /^(256|512)$/
                && "$err$out" =~ /memory|cannot|refused|failed/;
    }
    cmp_ok($n, '>', 2, "$name: $n allocations failed");
    is(@bad, 0, "$name: it is right, or a status and a word")
        or diag map { "$_\n" } @bad[0 .. ($#bad < 4 ? $#bad : 4)];
}

$t->done;
