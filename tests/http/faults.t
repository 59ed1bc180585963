#!/usr/bin/perl

# The system fails: reads and writes are refused, short or cut, descriptors,
# memory files and temporary files cannot be had.  At `nginx -t` that is said;
# a page breaks off or is an error, but never seems whole without its notice;
# the next one is right.

use warnings;
use strict;

use Errno qw( EIO ENOSPC EMFILE EPERM EROFS );
use File::Copy qw( copy move );
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

my %call = (read => 1, write => 2, sendfile => 4, open => 8, socket => 16,
    memfd => 32, temp => 64, send => 1024);

# fault('read', '/a.html', error => EIO, skip => 1): what fails from now on.
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

my $page = '<!DOCTYPE html><html lang="en"><body><article>'
    . join('', map { "<p class=\"a\">line $_</p>" } 1 .. 12000);
my $n = '<aside class="legal-notice" role="note" lang="en" dir="ltr"'
    . ' data-legal-notice="n"><p>n</p></aside>';
my $end = '</article>' . '<p>tail</p>' x 20000 . '</body></html>';
my $with = $page . $n . $end;

$t->write('fault', "\0" x 288);
$t->write('text/en.html', '<p>n</p>');
$t->write('nets.txt', "10.0.0.0/8\n" . "# more\n" x 1000
    . "192.0.2.0/24\n");
$t->write('area.geojson', '{"type":"Polygon","coordinates":[[[37,55],[38.5,55],'
    . '[38.5,56.5],[37,56.5],[37,55]]]}');
$t->write('key', 'k' x 32);
chmod 0600, "$dir/key";
$t->write('html/a.html', $page . $end);
copy("$t->{build}/testdb/City.mmdb", "$dir/db.mmdb") or die;

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        . 'Content-Length: ' . length($page . $end)
        . "\r\nConnection: close\r\n\r\n$page$end";
});

my $conf = <<"END";
    legal_database DIR/db.mmdb;
    legal_database_check 50ms;
    legal_jurisdiction ru { country RU; network DIR/nets.txt; }
    legal_notice n { in ru; text DIR/text; place append article; }
    legal_restriction r { in ru; }
    server {
        listen 127.0.0.1:PORT sndbuf=16k;
        root DIR/html;
        legal_apply n;
        add_header X-Country \$legal_country always;
        location /send/ { alias DIR/html/; sendfile on; }
        location /proxied { proxy_pass http://127.0.0.1:$upstream; }
        location /stored {
            proxy_pass http://127.0.0.1:$upstream;
            proxy_buffers 2 4k; proxy_buffer_size 4k; proxy_busy_buffers_size 4k;
            proxy_temp_file_write_size 8k;
        }
        location /refused/ { alias DIR/html/; legal_apply r; }
    }
END

# nginx -t

my $file = $t->write('t.conf', do {
    open my $f, '<', $t->conf("legal_key DIR/key;\n"
        . "legal_jurisdiction here { area DIR/area.geojson; }\n$conf") or die;
    local $/;
    <$f> =~ s/\berror\.log/t.log/r;
});

sub verdict {
    local $ENV{LD_PRELOAD} = $shim;
    local $ENV{LN_FAIL_SYSTEM} = "$dir/fault";
    my $pid = open my $out, '-|';
    die "fork: $!" unless defined $pid;
    if (!$pid) {
        open STDERR, '>&', \*STDOUT or die;
        exec $nginx, '-t', '-c', $file, '-e', "$dir/t.log";
    }
    local $/;
    my $said = <$out>;
    close $out;
    return ($?, $said);
}

for my $case (
    [ 'nothing', undef, undef, {}, undef ],
    [ 'a database that cannot be read', 'read', 'db.mmdb', { error => EIO },
        qr/cannot read database "\S+db.mmdb": Input\/output error/ ],
    [ 'one that fails later', 'read', 'db.mmdb', { error => EIO, skip => 2 },
        qr/cannot read database "\S+db.mmdb": Input\/output error/ ],
    [ 'one that is read in bits', 'read', 'db.mmdb', { most => 7 }, undef ],
    [ 'one that cannot be opened', 'open', 'db.mmdb', { error => EMFILE },
        qr/cannot open database "\S+db.mmdb": Too many open files/ ],
    [ 'no space for its copy', 'write', 'memfd:', { error => ENOSPC },
        qr/database "\S+db.mmdb".*: No space left on device/ ],
    [ 'short writes', 'write', 'memfd:', { most => 1000 }, undef ],
    [ 'no memfd', 'memfd', undef, { error => EPERM }, undef ],
    [ 'neither memfd nor temporary file', 'memfd temp', undef,
        { error => EROFS },
        qr/database "\S+db.mmdb".*: Read-only file system/ ],
    [ 'a text that cannot be read', 'read', 'text/en.html', { error => EIO },
        qr/text\/en.html": Input\/output error/ ],
    [ 'a text that cannot be opened', 'open', 'text/en.html',
        { error => EMFILE }, qr/text\/en.html": Too many open files/ ],
    [ 'a text that is read in bits', 'read', 'text/en.html', { most => 3 },
        undef ],
    [ 'networks that cannot be read', 'read', 'nets.txt', { error => EIO },
        qr/nets.txt.*Input\/output error/ ],
    [ 'networks that fail later', 'read', 'nets.txt', { error => EIO, skip => 1 },
        qr/nets.txt.*Input\/output error/ ],
    [ 'networks that are read in bits', 'read', 'nets.txt', { most => 1 },
        undef ],
    [ 'networks that cannot be opened', 'open', 'nets.txt',
        { error => EMFILE }, qr/nets.txt.*Too many open files/ ],
    [ 'an area that cannot be read', 'read', 'area.geojson', { error => EIO },
        qr/area.geojson": Input\/output error/ ],
    [ 'an area that is read in bits', 'read', 'area.geojson', { most => 1 },
        undef ],
    [ 'an area that cannot be opened', 'open', 'area.geojson',
        { error => EMFILE }, qr/area.geojson": Too many open files/ ],
    [ 'a key that cannot be read', 'read', '/key', { error => EIO },
        qr/cannot read "\S+\/key": Input\/output error/ ],
    [ 'a key that fails later', 'read', '/key', { error => EIO, most => 9 },
        qr/cannot read "\S+\/key": Input\/output error/ ],
    [ 'a key that is read in bits', 'read', '/key', { most => 1 }, undef ],
    [ 'a key that cannot be opened', 'open', '/key', { error => EMFILE },
        qr/\/key": Too many open files/ ],
) {
    my ($name, $calls, $path, $how, $error) = @$case;
    fault($calls, $path, %$how);
    my ($status, $said) = verdict();
    is($status & 127, 0, "-t, $name: no crash");
    cmp_ok(hits(), '>', 0, "-t, $name: it happened") if $calls;
    if ($error) {
        isnt($status, 0, "-t, $name: refused");
        like($said, qr/\[emerg\].*$error/, "-t, $name: says so");
    } else {
        is($status, 0, "-t, $name: goes well") or diag $said;
    }
}

fault();

{
    local $ENV{LD_PRELOAD} = $shim;
    local $ENV{LN_FAIL_SYSTEM} = "$dir/fault";
    $t->start($conf);
}

# pages

for my $case (
    [ 'a file', '/a.html', 'read', '/a.html', { error => EIO } ],
    [ 'a file, its second read', '/a.html', 'read', '/a.html',
        { error => EIO, skip => 1 } ],
    [ 'a file, its last reads', '/a.html', 'read', '/a.html',
        { error => EIO, skip => 9 } ],
    [ 'a file that is sent', '/send/a.html', 'read', '/a.html',
        { error => EIO, skip => 3 } ],
    [ 'sendfile() fails', '/send/a.html', 'sendfile', '/a.html',
        { error => EIO } ],
    [ 'sendfile() fails later', '/send/a.html', 'sendfile', '/a.html',
        { error => EIO, skip => 1 } ],
    [ 'a file in short reads', '/send/a.html', 'read', '/a.html',
        { most => 1000 }, 'right' ],
    [ 'short sendfile()', '/send/a.html', 'sendfile', '/a.html',
        { most => 3000 }, 'right' ],
    [ 'no descriptor for a file', '/a.html', 'open', '/a.html',
        { error => EMFILE } ],
    [ 'no socket for an upstream', '/proxied', 'socket', '',
        { error => EMFILE } ],
    [ 'no space to store a page', '/stored', 'write', '/tmp/p',
        { error => ENOSPC } ],
    [ 'no space to store its rest', '/stored', 'write', '/tmp/p',
        { error => ENOSPC, skip => 3 } ],
    [ 'a stored page cannot be read', '/stored', 'read', '/tmp/p',
        { error => EIO } ],
    [ 'its rest cannot be read', '/stored', 'read', '/tmp/p',
        { error => EIO, skip => 3 } ],
    [ 'a stored page in short reads', '/stored', 'read', '/tmp/p',
        { most => 100 } ],
    [ 'no file to store it', '/stored', 'open', '/tmp/p',
        { error => EROFS } ],
) {
    my ($name, $path, $calls, $what, $how, $right) = @$case;

    # a page has to be stored for a reader who takes his time; HTTP/1.1 tells
    # one that is cut from a whole one

    my $get = sub {
        $t->get(11, $path, wait => $path eq '/stored' ? 0.3 : 0);
    };

    # each time another file, whose places nobody remembers

    $t->write('html/a.html', $page . $end);
    fault($calls, $what, %$how);
    my $answer = $get->();
    cmp_ok(hits(), '>', 0, "$name: it happened");
    fault();
    if ($right) {
        ok($answer->{body} eq $with, "$name: the page is right");
    } else {
        my $page = $answer->{status} == 200;
        ok(!$page || $answer->{cut}, "$name: no page that seems whole")
            or diag "$answer->{status}, ", length $answer->{body};
        ok(!$page || index($with, $answer->{body}) == 0,
            "$name: what there is of it is right");
    }
    ok($get->()->{body} eq $with, "$name: the next one is right");
}

fault('read open', 'html/', error => EIO);
is($t->status(11, '/refused/a.html'), 451, 'a refusal needs no file');
fault();

# a database that is replaced

sub country { field($t->get(11, '/a.html'), 'X-Country') // '' }

my $six = "2001:db8:11::/48 4 FR IDF Paris 2988507\n";
$t->databases(one => "127.0.0.11/32 1 RU MOW Moscow 524901\n$six",
    two => "127.0.0.11/32 2 DE BE Berlin 2950159\n$six");

my ($old, @names) = ('RU', qw( two one ));

for my $case (
    [ 'cannot be read', 'read', 'db.mmdb', { error => EIO } ],
    [ 'has no space', 'write', 'memfd:', { error => ENOSPC } ],
    [ 'has no descriptor', 'open', 'db.mmdb', { error => EMFILE } ],
    [ 'has neither memfd nor file', 'memfd temp', undef, { error => EROFS } ],
) {
    my ($name, $calls, $what, $how) = @$case;
    my $new = shift @names;
    push @names, $new;
    my $want = $new eq 'two' ? 'DE' : 'RU';
    my $was = length $t->log;
    fault($calls, $what, %$how);
    copy("$dir/$new/City.mmdb", "$dir/new.mmdb") or die;
    move("$dir/new.mmdb", "$dir/db.mmdb") or die;
    within(10, sub { substr($t->log, $was) =~ /cannot be used/ });
    sleep 0.3;
    cmp_ok(hits(), '>', 0, "a swap that $name: it happened");
    is(country(), $old, "a swap that $name: the old one stays");
    fault();
    within(10, sub { country() eq $want });
    is(country(), $want, "a swap that $name: done when that is over");
    my @lines = grep { /cannot be used/ } split /^/, substr $t->log, $was;
    is(scalar @lines, 1, "a swap that $name: one line") or diag @lines;
    $old = $want;
}

# A worker dies, and its database could be kept nowhere: that is said, and what is
# there is looked at.

sub put {
    my ($text) = @_;
    $t->write('new.mmdb', $text);
    move("$dir/new.mmdb", "$dir/db.mmdb") or die;
}

sub file {
    open my $f, '<:raw', "$dir/$_[0]/City.mmdb" or die;
    local $/;
    return <$f>;
}

sub logs {
    my ($was, $says) = @_;
    return within(10, sub { substr($t->log, $was) =~ $says });
}

$t->reload;
put(file($names[0]));
fault('send', undef, error => ENOSPC);
my $was = length $t->log;
ok(logs($was, qr/was replaced and is in use/), 'a swap that cannot be kept');
fault();
my $swapped = country();
isnt($swapped, $old, '.. is in use');
put('x' x 5000);
ok(logs($was, qr/cannot be used/), '.. and the next file is bad');
$was = length $t->log;
kill 'KILL', $t->workers;
ok(logs($was, qr/\[alert\].*db\.mmdb" is lost with its workers, this worker uses the database of the last start or reload, put a good file there/),
    'the worker dies: that is said');
ok(logs($was, qr/\[error\].*cannot be used, the old one stays/),
    '.. and of the file that is there, too');
is(country(), $old, '.. it is the database of the start');
put(file($names[0]));
ok(logs($was, qr/was replaced and is in use/), 'a good file is taken');
is(country(), $swapped, '.. and in use');

$t->done(seen => qr/\[(alert|crit)\] .*(exited\ on\ signal\ 9
    |is\ lost\ with\ its\ workers|sendmsg\(\)|read\(\)|pread\(\)|sendfile\(\)
    |write\(\)|pwrite\(\)|open\(\)|socket\(\)|failed\ \(|read\ only
    |has\ written\ only|ended\ while)/x);
