#!/usr/bin/perl

# The module's own pages have one charset, their own, behind whatever led there:
# an upstream's X-Accel-Redirect brings that of its Content-Type along.

use warnings;
use strict;

use Test::More;
use LN;

my $t = LN->new;
$t->write('text/en.html', '<p>n</p>');
$t->write('key', 'k' x 40);
chmod 0600, $t->dir . '/key';
$t->write('html/a.html', '<html><body><article>a</article></body></html>');

# /CHARSET/PATH leads to /PATH
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($charset, $path) = $head =~ m{^\S+ /([\w-]+)(/\S+)} or return;
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=$charset\r\n"
        . ($charset eq 'koi8-r' ? "X-Accel-Charset: koi8-r\r\n" : '')
        . "X-Accel-Redirect: $path\r\nConnection: close\r\n\r\n";
});

my $conf = <<"END";
legal_database DB/City.mmdb;
legal_key DIR/key;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/text; place append article; }
legal_restriction r { in ru; page DIR/text; }
legal_restriction s { in ru; page DIR/text; status 403; }
legal_restriction ask { in ru; page DIR/text; acknowledge 1h; }
server {
    listen 127.0.0.1:PORT;
    location /up/ { proxy_pass http://127.0.0.1:$upstream/; }
    location /r/ { legal_apply r; alias DIR/html/; }
    location /return/ { legal_apply r; return 200 "a"; }
    location /s/ { legal_apply s; alias DIR/html/; }
    location /ask/ { legal_apply ask; alias DIR/html/; }
    location /n/ { legal_apply n; alias DIR/html/; }
    location /frames/ { legal_apply n; default_type text/html; return 200 "<frameset>"; }
    location = /outlet { legal_apply n; legal_notices; }
    location = /status { legal_status html; }
    location = /json { legal_status json; }
    location = /text { legal_status prometheus; }
}
END

$t->start($conf);

my @cases = (
    [ '/r/a.html', 451, 'text/html; charset=utf-8' ],
    [ '/return/a', 451, 'text/html; charset=utf-8' ],
    [ '/s/a.html', 403, 'text/html; charset=utf-8' ],
    [ '/ask/a.html', 451, 'text/html; charset=utf-8' ],
    [ '/frames/a', 503, 'text/html; charset=utf-8' ],
    [ '/outlet?uri=/n/a.html', 200, 'text/html; charset=utf-8' ],
    [ '/outlet?uri=no', 400, 'text/plain; charset=utf-8' ],
    [ '/status', 200, 'text/html; charset=utf-8' ],
    [ '/json', 200, 'application/json' ],
    [ '/text', 200, qr{^text/plain; version=[\d.]+; charset=utf-8$} ]);

for my $case (@cases) {
    my ($path, $status, $type) = @$case;
    for my $way ('', '/up/windows-1251', '/up/utf-8', '/up/koi8-r') {
        my $a = $t->get(11, $way . $path);
        is($a->{status}, $status, "$way$path: its status");
        my @types = $a->{head} =~ /^Content-Type: (.*)$/mig;
        is(scalar @types, 1, '.. one type');
        ref $type ? like($types[0], $type, '.. its own')
            : is($types[0], $type, '.. its own');
    }
}

# nginx's charset for all types, and what goes with it, adds no other one

for my $more ('charset utf-8;', 'charset koi8-r;', 'charset off;',
    'charset koi8-r; source_charset utf-8;',
    'charset utf-8; override_charset on;')
{
    $t->restart("charset_types *; $more charset_map koi8-r utf-8 { C4 D094; }"
        . " sub_filter_types text/html; sub_filter '<p>n' '<p>x'; $conf");
    for my $case (@cases) {
        my ($path, $status, $type) = @$case;
        next if $type !~ /charset/;
        my $a = $t->get(11, $path);
        is($a->{status}, $status, "$more $path: its status");
        like(field($a, 'Content-Type'), ref $type ? qr/; charset=utf-8$/
            : qr{^\Q$type\E$|^[\w/]+;; charset=utf-8$}, '.. its own type');
        unlike($a->{body}, qr/<p>x/, 'and its own words');
    }
}

$t->done(seen => qr/undeliverable/);
