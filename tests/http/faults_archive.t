#!/usr/bin/perl

# The system fails while the archive is written: no space, errors, a disk that
# does not keep it.  A text is there whole or not at all, nginx does not start
# without it, and a reload leaves what ran; the manifest has whole lines.

use warnings;
use strict;

use Digest::SHA qw( sha256_hex );
use Errno qw( EACCES EINTR EIO EMFILE ENOSPC EROFS );
use JSON::PP;
use POSIX qw( WNOHANG );
use Test::More;
use LN;

my $t = LN->new;
my $dir = $t->dir;
my $nginx = $ENV{LN_NGINX} // 'nginx';
my $shim = "$dir/fail_system.so";

plan skip_all => 'a program under AddressSanitizer takes no such preload'
    if LN::sanitized();

system('gcc', '-O1', '-shared', '-fPIC', '-o', $shim,
    "$t->{build}/../tests/lib/fail_system.c") == 0 or die "gcc fails\n";

my %call = (read => 1, write => 2, open => 8, sync => 128, rename => 256);

# fault('write', '/archive/', error => ENOSPC): what fails from now on.
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
$t->write('html/a.html', '<body>a page');
my $conf = <<'END';
    legal_archive DIR/archive;
    legal_jurisdiction here { network 127.0.0.11/32; }
    legal_notice n { in here; text DIR/text; }
    server { listen 127.0.0.1:PORT; root DIR/html; legal_apply n; }
END

# Texts of now: each has another digest each time.
my $n = 0;
sub texts {
    $n++;
    return map { my $text = "<p>$_ $n</p>" . ' ' x 5000;
        $t->write("text/$_.html", $text); sha256_hex($text) => $text } qw( en ru );
}

# What is in the archive: texts whole, under their names, and whole lines.
sub whole {
    my ($name) = @_;
    my @wrong = grep { sha256_hex($t->slurp("archive/$_")) ne $_ }
        map { s{.*/}{}r } grep { !/manifest/ } glob("$dir/archive/* $dir/archive/.[!.]*");
    is("@wrong", '', "$name: each text is whole");
    my $manifest = $t->slurp('archive/manifest.jsonl');
    ok($manifest eq '' || $manifest =~ /\n\z/, 'the manifest has whole lines');
    is(scalar(grep { !eval { decode_json($_) } } split /^/, $manifest), 0,
        'of JSON');
}

sub shimmed {
    my ($code) = @_;
    local $ENV{LD_PRELOAD} = $shim;
    local $ENV{LN_FAIL_SYSTEM} = "$dir/fault";
    return $code->();
}

my @cases = (
    [ 'no space for a text', 'write', '/archive/.', { error => ENOSPC }, qr/No space left on device/ ],
    [ 'no space for all of it', 'write', '/archive/.', { most => 100, error => ENOSPC }, qr/No space left on device/ ],
    [ 'a text that is not kept', 'sync', '/archive/.', { error => EIO }, qr/Input\/output error/ ],
    [ 'a directory that is not kept', 'sync', '/archive',
        { error => EIO, skip => 1, times => 1 }, qr/Input\/output error/ ],
    [ 'no descriptor for it', 'open', '.', { error => EMFILE, name => 1 }, qr/Too many open files/ ],
    [ 'no name for it', 'rename', '', { error => EROFS }, qr/Read-only file system/ ],
);

# the start: refused, in words, and nothing half is left

for my $case (@cases) {
    my ($name, $call, $file, $how, $why) = @$case;
    my %digest = texts();
    $file = '.' . (sort keys %digest)[0] if $how->{name};
    my $path = $t->conf($conf);
    fault($call, $file, %$how);
    my $pid = fork // die;
    if (!$pid) {
        open STDERR, '>', "$dir/said" or die;
        shimmed(sub { exec $nginx, '-c', $path, '-e', "$dir/start.log" });
    }
    within(2, sub { waitpid($pid, WNOHANG) == $pid })
        or do { kill 'TERM', $pid; waitpid $pid, 0 };
    isnt($?, 0, "at the start, $name: nginx does not start");
    cmp_ok(hits(), '>', 0, 'it happened');
    like($t->slurp('said'), qr/\[emerg\].*"legal_archive" directive: cannot write "\Q$dir\E\/archive\/[0-9a-f]{64}": $why/,
        'and says why');
    whole($name);
}
fault();

my %kept = texts();
shimmed(sub { $t->start($conf) });
is(scalar(grep { $t->slurp("archive/$_") eq $kept{$_} } keys %kept), 2,
    'when all is well it starts, and both texts are there');
my $served = $t->body(11, '/a.html');
like($served, qr/en $n/, 'and shown');

# a reload: refused, and what ran goes on

for my $case (@cases) {
    my ($name, $call, $file, $how, $why) = @$case;
    my %digest = texts();
    $file = '.' . (sort keys %digest)[0] if $how->{name};
    my $said = length $t->log;
    my $manifest = $t->slurp('archive/manifest.jsonl');
    fault($call, $file, %$how);
    $t->reload;
    cmp_ok(hits(), '>', 0, "at a reload, $name: it happened");
    fault();
    like(substr($t->log, $said), qr/\[emerg\].*"legal_archive" directive: cannot write ".*": $why/,
        'the reload is refused');
    is($t->body(11, '/a.html'), $served, 'what ran goes on');
    is($t->slurp('archive/manifest.jsonl'), $manifest, 'and is said to');
    whole($name);
}

# one that is there, and cannot be read

my $said = length $t->log;
$t->write("text/$_->[0].html", $_->[1]) for map { [ /^<p>(\w+)/, $_ ] } values %kept;
fault('read', '/archive/', error => EIO);
$t->reload;
cmp_ok(hits(), '>', 0, 'a text of the archive that cannot be read');
fault();
like(substr($t->log, $said), qr/\[emerg\].*Input\/output error/, 'the reload is refused');
is($t->body(11, '/a.html'), $served, 'what ran goes on');

# what goes well in the end

for my $case (
    [ 'short writes', 'write', '/archive/', { most => 100 } ],
    [ 'interrupted ones', 'write', '/archive/', { error => EINTR, times => 3 } ],
) {
    my ($name, $call, $file, $how) = @$case;
    my %digest = texts();
    fault($call, $file, %$how);
    $t->reload;
    cmp_ok(hits(), '>', 0, "$name: it happened");
    fault();
    is(scalar(grep { $t->slurp("archive/$_") eq $digest{$_} } keys %digest), 2,
        'both texts are there');
    whole($name);
}

# the manifest: an alert, and pages go on

for my $case (
    [ 'no space', 'write', { error => ENOSPC }, qr/No space left on device/ ],
    [ 'no space for all of it', 'write', { most => 30, error => ENOSPC }, qr/No space left on device/ ],
    [ 'it is not kept', 'sync', { error => EIO }, qr/Input\/output error/ ],
    [ 'it cannot be opened', 'open', { error => EACCES }, qr/Permission denied/ ],
) {
    my ($name, $call, $how, $why) = @$case;
    texts();
    my $said = length $t->log;
    my $before = $t->slurp('archive/manifest.jsonl');
    fault($call, 'manifest.jsonl', %$how);
    $t->reload;
    cmp_ok(hits(), '>', 0, "the manifest, $name: it happened");
    fault();
    like(substr($t->log, $said), qr/\[alert\].*legal_archive does not say which texts are in use now: cannot write "\Q$dir\E\/archive\/manifest\.jsonl": $why/,
        'an alert');
    like($t->body(11, '/a.html'), qr/en $n/, 'pages have their new text');
    is($t->slurp('archive/manifest.jsonl'), $before, 'the manifest is as it was');
    $t->reload;
    whole($name);
    is(scalar(() = substr($t->slurp('archive/manifest.jsonl'), length $before) =~ /\n/g), 2,
        'the next reload is written down');
}

# a line that was cut, as where the power went

my $before = $t->slurp('archive/manifest.jsonl');
$t->write('archive/manifest.jsonl', $before . '{"time":"20');
$t->reload;
my @lines = split /\n/, substr $t->slurp('archive/manifest.jsonl'), length $before;
is($lines[0], '{"time":"20', 'a line that was cut');
is(scalar(grep { eval { decode_json($_) } } @lines[1 .. $#lines]), 2,
    'those that follow stand on lines of their own');

# the command

my $digest = (sort keys %kept)[0];
for my $case (
    [ 'a text that cannot be read', 'read', $digest, { error => EIO } ],
    [ 'a text that cannot be opened', 'open', $digest, { error => EMFILE } ],
    [ 'a text that ends early', 'read', $digest, { most => 0 } ],
    [ 'a directory that cannot be opened', 'open', '/archive', { error => EACCES } ],
    [ 'a directory that cannot be looked into', 'open', '.', { error => EMFILE } ],
) {
    my ($name, $call, $file, $how) = @$case;
    fault($call, $file, %$how);
    my $out = shimmed(sub {
        my $pid = open my $f, '-|';
        if (!$pid) {
            open STDERR, '>&', \*STDOUT;
            exec "$t->{build}/legal-notice", 'archive', "$dir/archive", $digest;
        }
        local $/;
        my $out = <$f>;
        close $f;
        $out;
    });
    is($? >> 8, 2, "$name: status 2");
    like($out, qr/^legal-notice archive: cannot read "\Q$dir\E\/archive\S*": /, 'told of it');
    fault();
}
is(system("$t->{build}/legal-notice archive $dir/archive $digest > /dev/full 2> $dir/said") >> 8, 2,
    'no space for what it prints');
like($t->slurp('said'), qr/cannot write/, 'told of it');

$t->done(seen => qr/legal_archive/);
