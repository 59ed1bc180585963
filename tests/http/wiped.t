#!/usr/bin/perl

# No address of a reader stays on a worker's stack when the module's handler has
# returned.  A debugger stops the worker where the handler begins, fills the
# stack below with zeros, lets the handler run, and looks at what it has left
# there: so nothing depends on which call comes next.

use warnings;
use strict;

use IO::Socket::INET;
use POSIX qw();
use Test::More;
use LN;

plan(skip_all => 'no gdb with Python')
    if `gdb -batch -ex 'python print(6 * 7)' 2>&1` !~ /^42$/m;

my $t = LN->new;
my $dir = $t->dir;
$t->write('html/a.html', '<body>a</body>');
$t->write('text/en.html', '<p>n</p>');

my ($client, $named) = ('127.201.173.94', '203.89.113.77');

$t->start(<<'END', main => 'worker_processes 1;');
legal_database DB/City.mmdb;
legal_jurisdiction here { country RU; network 127.201.0.0/16 203.89.0.0/16; }
legal_notice n { in here; text DIR/text; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply n;
    legal_preview 127.201.0.0/16;
    location /named/ { alias DIR/html/; legal_client $arg_from; }
    location /return { return 200 "<body>a</body>"; }
}
END

my ($worker) = map { /(\d+)/ } grep { -d "/proc/$_" }
    split ' ', `pgrep -P $t->{nginx}`;

my $python = $t->write('wiped.py', <<'END');
import gdb, os, socket

names = os.environ['LN_ADDRESSES'].split()
gdb.execute('set pagination off')
stop = gdb.Breakpoint(os.environ['LN_FUNCTION'])
print('READY', flush=True)
gdb.execute('continue')
stop.enabled = False
process = gdb.selected_inferior()
end = int(gdb.parse_and_eval('(unsigned long) $sp'))
size = 49152
process.write_memory(end - size, b'\0' * size)
gdb.execute('finish')
left = bytes(process.read_memory(end - size, size))
for name in names:
    address = socket.inet_aton(name)
    for what in (address, address[::-1], name.encode()):
        at = left.find(what)
        if at != -1:
            print('LEFT', name, size - at, flush=True)
print('LOOKED', len(left.strip(b'\0')), flush=True)
gdb.execute('detach')
END

sub ask {
    my ($path) = @_;
    my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
        PeerPort => $t->port, LocalAddr => $client) or die "connect: $!";
    print $s $path =~ /preview/
        ? "GET /a.html HTTP/1.0\r\nX-Legal-Preview: $named\r\n\r\n"
        : "GET $path HTTP/1.0\r\n\r\n";
    local $/;
    return <$s>;
}

for my $case (
    [ 'a client', 'ngx_http_legal_handler', '/a.html' ],
    [ 'a client of a header', 'ngx_http_legal_handler',
        "/named/a.html?from=$named" ],
    [ 'a preview', 'ngx_http_legal_handler', '/preview' ],
    [ 'a response before the phases', 'ngx_http_legal_header_filter',
        '/return' ],
    [ 'the log', 'ngx_http_legal_log_handler', '/preview' ],

    # each on its own, as one that forgets is mended by the next one

    [ 'who may preview', 'ngx_http_legal_previews', '/preview' ],
    [ 'what a preview asks for', 'ngx_http_legal_preview_asked', '/preview' ],
) {
    my ($name, $function, $path) = @$case;
    local $ENV{LN_ADDRESSES} = "$client $named";
    local $ENV{LN_FUNCTION} = $function;
    my $pid = open my $gdb, '-|', "gdb -batch -nx -p $worker -x $python 2>&1"
        or die "gdb: $!";
    my ($said, $asked) = ('', 0);
    while (my $line = <$gdb>) {
        $said .= $line;
        next if $asked || $line !~ /^READY/;
        $asked = $t->spawn(sub { ask($path); POSIX::_exit(0) });
    }
    close $gdb;
    waitpid $asked, 0 if $asked;
    like($said, qr/^LOOKED [1-9]/m, "$name: the stack was looked at")
        or diag($said);
    unlike($said, qr/^LEFT/m, "$name: no address was left there")
        or diag(join "\n", $said =~ /^(LEFT.*)/mg);
}

$t->done;
