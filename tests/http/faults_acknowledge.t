#!/usr/bin/perl

# The system fails where readers acknowledge: a key that cannot be read, at the
# start and at a reload; a form whose body cannot be kept or read.  The old key
# goes on; nobody is let through who has not acknowledged, and the next form is
# taken.

use warnings;
use strict;

use Errno qw( EACCES EINTR EIO EMFILE ENOSPC );
use Test::More;
use Time::HiRes qw( sleep );
use LN;

my $t = LN->new;
my $dir = $t->dir;
my $nginx = $ENV{LN_NGINX} // 'nginx';
my $shim = "$dir/fail_system.so";

plan skip_all => 'a program under AddressSanitizer takes no such preload'
    if LN::sanitized();

system('gcc', '-O1', '-shared', '-fPIC', '-o', $shim,
    "$t->{build}/../tests/lib/fail_system.c") == 0 or die "gcc fails\n";

my %call = (read => 1, write => 2, open => 8);

# fault('read', '/one.key', error => EIO, times => 1): what fails from now on.
sub fault {
    my ($calls, $name, %o) = @_;
    my $mask = 0;
    $mask |= $call{$_} for split ' ', $calls // '';
    open my $f, '+<:raw', "$dir/fault" or die;
    syswrite $f, pack 'l6 q a256', $mask, $o{error} // 0, $o{most} // 0,
        $o{skip} // 0, $o{times} // 0, 0, 0, $name // '';
}
sub hits {
    open my $f, '<:raw', "$dir/fault" or die;
    sysread $f, my $bytes, 24;
    return (unpack 'l6', $bytes)[5];
}

$t->write('fault', "\0" x 288);
$t->write('keys/one.key', 'one' x 20);
$t->write('keys/two.key', 'two' x 20);
chmod 0600, glob "$dir/keys/*";
$t->write('gate/en.html', '<p>gate</p><button>yes</button>');
$t->write('html/a.html', '<body>a page');
$t->write('page.html', '<body>another page');

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my $length = $head =~ /^Content-Length: (\d+)/mi ? $1 : 0;
    read $c, my $sent, $length if $length;
    my $body = "<body>up [" . ($sent // '') . "]";
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        . 'Content-Length: ' . length($body)
        . "\r\nConnection: close\r\n\r\n$body";
});

# Forms that are in memory, in a file for want of room, and in one always.
sub conf {
    my ($keys) = @_;
    return <<"END";
    legal_key $keys;
    legal_jurisdiction here { network 127.0.0.11/32; }
    legal_restriction gate { in here; page DIR/gate; acknowledge 1d; status 403; }
    server {
        listen 127.0.0.1:PORT;
        root DIR/html;
        legal_apply gate;
        location /up/ { proxy_pass http://127.0.0.1:$upstream; }
        location /file/ { client_body_in_file_only clean;
            proxy_pass http://127.0.0.1:$upstream; }
    }
    server {
        listen 127.0.0.1:H2;
        root DIR/html;
        legal_apply gate;
        client_body_buffer_size 32;
        location /small/ { alias DIR/html/; }
        location /small/up/ { proxy_pass http://127.0.0.1:$upstream; }
    }
END
}

# nginx -t

sub verdict {
    my $file = $t->conf(conf("DIR/keys/one.key"), watch => 0);
    rename $file, "$dir/t.conf";
    local $ENV{LD_PRELOAD} = $shim;
    local $ENV{LN_FAIL_SYSTEM} = "$dir/fault";
    my $pid = open my $out, '-|';
    die "fork: $!" unless defined $pid;
    if (!$pid) {
        open STDERR, '>&', \*STDOUT or die;
        exec $nginx, '-t', '-c', "$dir/t.conf", '-e', "$dir/t.log";
    }
    local $/;
    my $said = <$out>;
    close $out;
    return ($?, $said);
}

my $cannot = qr/\[emerg\] .*cannot read "\S+one\.key"/;

for my $case (
    [ 'cannot be opened', 'open', { error => EMFILE }, qr/$cannot: Too many open files/ ],
    [ 'may not be opened', 'open', { error => EACCES }, qr/$cannot: Permission denied/ ],
    [ 'cannot be read', 'read', { error => EIO }, qr/$cannot: Input\/output error/ ],
    [ 'cannot be read to its end', 'read', { most => 7, error => EIO }, qr/$cannot: Input\/output error/ ],
    [ 'is shorter than it says', 'read', { most => 0 }, qr/$cannot: it ends early/ ],
    [ 'is read in bits', 'read', { most => 7 } ],
    [ 'is interrupted once', 'read', { error => EINTR, times => 1 } ],
) {
    my ($name, $call, $how, $error) = @$case;
    fault($call, 'one.key', %$how);
    my ($status, $said) = verdict();
    is($status & 127, 0, "a key that $name: no crash");
    cmp_ok(hits(), '>', 0, 'it happened');
    if ($error) {
        isnt($status, 0, 'refused');
        like($said, $error, 'says so');
    } else {
        is($status, 0, 'taken') or diag $said;
    }
    unlike($said, qr/oneone/, 'and does not tell the key');
}
fault();

# a reload

{
    local $ENV{LD_PRELOAD} = $shim;
    local $ENV{LN_FAIL_SYSTEM} = "$dir/fault";
    $t->start(conf('DIR/keys/one.key'));
}

# Bodies are in memory, or on another port in files.
sub port { return $_[0] =~ /^\/small/ ? $t->{h2} : $t->port }
sub form {
    my ($path) = @_;
    my $page = $t->get(11, $path, port => port($path),
        fields => [ 'Sec-Fetch-Dest: document' ]);
    my ($value) = $page->{body} =~ /name="legal_acknowledge"[^>]* value="([^"]+)"/
        or diag $page->{head}, $page->{body};
    return "legal_acknowledge=$value";
}
sub post {
    my ($path, $body) = @_;
    return $t->get(11, $path, method => 'POST', body => $body, port => port($path),
        fields => [ 'Content-Length: ' . length $body, 'Sec-Fetch-Site: same-origin',
            'Content-Type: application/x-www-form-urlencoded' ]);
}
# The body comes behind the header: nginx keeps it in memory otherwise.
sub post_later {
    my ($path, $body, $more) = @_;
    return $t->get(11, $path, method => 'POST', port => port($path), later => $body,
        fields => [ 'Content-Length: ' . length $body, 'Sec-Fetch-Site: same-origin',
            'Content-Type: application/x-www-form-urlencoded', $more // () ]);
}
sub cookie { return field($_[0], 'Set-Cookie') =~ /^(legal_gate=[^;]+)/ ? $1 : '' }
sub lifted {
    my ($cookie) = @_;
    my $a = $t->get(11, '/a.html', fields => [ "Cookie: $cookie" ]);
    return $a->{status} == 200 && $a->{body} eq '<body>a page';
}

my $cookie = cookie(post('/a.html', form('/a.html')));
ok(lifted($cookie), 'a cookie of the first key');

for my $case (
    [ 'cannot be read', sub { fault('read', 'two.key', error => EIO) } ],
    [ 'cannot be opened', sub { fault('open', 'two.key', error => EMFILE) } ],
    [ 'ends early', sub { fault('read', 'two.key', most => 0) } ],
    [ 'is gone', sub { rename "$dir/keys/two.key", "$dir/keys/two" },
        sub { rename "$dir/keys/two", "$dir/keys/two.key" } ],
    [ 'is cut', sub { truncate "$dir/keys/two.key", 31 },
        sub { $t->write('keys/two.key', 'two' x 20) } ],
    [ 'is for all to read', sub { chmod 0644, "$dir/keys/two.key" },
        sub { chmod 0600, "$dir/keys/two.key" } ],
) {
    my ($name, $break, $mend) = @$case;
    my $said = length $t->log;
    $t->conf(conf('DIR/keys/two.key'));
    $break->();
    $t->reload;
    like(substr($t->log, $said), qr/\[emerg\].*two\.key/, "a new key that $name: the reload is refused");
    fault();
    $mend->() if $mend;
    ok(lifted($cookie), 'the old cookie is taken');
    ok(lifted(cookie(post('/a.html', form('/a.html')))), 'and new ones are given');
    is($t->status(11, '/a.html'), 403, 'who has none is asked');
}
$t->conf(conf('DIR/keys/two.key DIR/keys/one.key'));
$t->reload;
ok(lifted($cookie), 'a reload that goes well: the old cookie is taken');
my $new = cookie(post('/a.html', form('/a.html')));
$t->conf(conf('DIR/keys/two.key'));
$t->reload;
ok(!lifted($cookie), 'no longer when the old key is gone');
ok(lifted($new), 'that of the new one is');

# forms

sub asks_next {
    my ($path, $name) = @_;
    my $answer = post($path, form($path));
    is($answer->{status}, 303, "$name: the next form is taken") or diag $answer->{head};
    ok(lifted(cookie($answer)), 'with its cookie');
}

for my $case (
    [ 'no file for it', '/small/a.html', 'open', { error => EMFILE } ],
    [ 'no space for it', '/small/a.html', 'write', { error => ENOSPC } ],
    [ 'an error while it is kept', '/small/a.html', 'write', { error => EIO } ],
    [ 'short writes', '/small/a.html', 'write', { most => 5 }, 303 ],
    [ 'it cannot be read', '/small/a.html', 'read', { error => EIO } ],
    [ 'it is shorter than it was', '/small/a.html', 'read', { most => 9 } ],
) {
    my ($name, $path, $call, $how, $right) = @$case;
    my $body = form($path);
    fault($call, '/tmp/b/', %$how);
    my $answer = post_later($path, $body);
    cmp_ok(hits(), '>', 0, "$name: it happened");
    fault();
    if ($right) {
        is($answer->{status}, $right, "$name: taken");
    } else {
        like($answer->{status}, qr/^(500|0)$/, "$name: an error");
        unlike($answer->{head}, qr/Set-Cookie/, 'and no cookie');
    }
    is($t->status(11, $path, port => port($path)), 403, 'who has no cookie is asked');
    asks_next($path, $name);
}

# what is no form, of a reader who has acknowledged, is kept for the upstream

for my $case (
    [ 'no space', '/small/up/x', 'write', { error => ENOSPC } ],
    [ 'it cannot be read', '/small/up/x', 'read', { error => EIO } ],
    [ 'no file, and it is to be in one', '/file/x', 'open', { error => EMFILE } ],
    [ 'no space, and it is to be in a file', '/file/x', 'write', { error => ENOSPC } ],
) {
    my ($name, $path, $call, $how) = @$case;
    my $post = sub {
        return post_later($path, 'a=' . 'b' x 500, "Cookie: $new");
    };
    fault($call, '/tmp/b/', %$how);
    my $answer = $post->();
    cmp_ok(hits(), '>', 0, "another body, $name: it happened");
    fault();
    like($answer->{status}, qr/^(5..|0)$/, 'an error');
    like($post->()->{body}, qr/up \[a=b{500}\]/, 'the next one arrives whole');
}

# a client that goes away within its form

for my $sent (1, 20, 60) {
    my $form = form('/small/a.html');
    my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $t->{h2},
        LocalAddr => '127.0.0.11') or die;
    print $s "POST /small/a.html HTTP/1.1\r\nHost: a\r\nContent-Length: "
        . length($form) . "\r\nSec-Fetch-Site: same-origin\r\n"
        . "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
        . substr $form, 0, $sent;
    sleep 0.1;
    close $s;
    asks_next('/small/a.html', "a form that breaks off after $sent bytes");
}

is(join(' ', glob "$dir/tmp/b/*"), '', 'no file of a body is left');

$t->done(seen => qr/\[(alert|crit|emerg)\] .*(read\(\)|pread\(\)|write\(\)
    |pwrite\(\)|open\(\)|failed\ \(|read\ only|has\ written\ only|legal_key
    |\.key)/x);
