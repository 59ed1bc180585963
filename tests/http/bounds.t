#!/usr/bin/perl

# Bounds of docs/limits.md that a request comes to: at each of them, and one
# beyond.

use warnings;
use strict;

use Compress::Zlib qw( crc32 );
use IO::Socket::INET;
use JSON::PP;
use Test::More;
use Time::HiRes qw( sleep );
use LN;

my $t = LN->new;
my $dir = $t->dir;
my $kb = 1024;

$t->write('text/en.html', '<p>n</p>');
$t->write('key', 'k' x 32);
chmod 0600, "$dir/key";

sub aside {
    return "<aside class=\"legal-notice\" role=\"note\" lang=\"en\" dir=\"ltr\" data-legal-notice=\"$_[0]\"><p>n</p></aside>";
}

# A page of so many bytes, with what comes before its place.
sub page {
    my ($size, $before) = @_;
    my $page = '<html lang=en><body><article>' . ($before // '');
    return $page . 'x' x ($size - length($page) - 10) . '</article>';
}

# gzip of so many bytes: a file name makes up for what is missing, and nothing is
# compressed, so that what has come of the one has come of the other.
sub gz {
    my ($page, $size) = @_;
    my ($blocks, $left) = ('', $page);
    while (length $left) {
        my $part = substr $left, 0, 65535, '';
        $blocks .= pack('Cvv', length $left ? 0 : 1, length $part, ~length($part) & 0xffff) . $part;
    }
    my $end = $blocks . pack 'VV', crc32($page), length $page;
    my $pad = $size ? $size - 11 - length $end : 0;
    return "\x1f\x8b\x08\x08\0\0\0\0\0\3" . 'n' x $pad . "\0$end";
}

my $frames = '<html><head><title>x</title></head><frameset><frame></frameset></html>';
my $plain = 'plain words, and <p>no page';
my $slow = '<html lang=en><body>' . 'x' x 200_000;
my %page = (
    kept => [ 'text/html', 'gzip', gz($frames, 160 * $kb) ],
    lost => [ 'text/html', 'gzip', gz($frames, 160 * $kb + 1) ],
    told => [ '', 'gzip', gz($plain, 160 * $kb) ],
    untold => [ '', 'gzip', gz($plain, 200 * $kb) ],
    four => [ 'text/html', 'identity, gzip, gzip, gzip, gzip', Compress::Zlib::memGzip(Compress::Zlib::memGzip(
        Compress::Zlib::memGzip(Compress::Zlib::memGzip('<html lang=en><body>a</body>')))) ],
    five => [ 'text/html', 'gzip, gzip, gzip, gzip, gzip', '' ],
    small => [ 'text/html', 'gzip', gz(page(1000), 256 * $kb) ],
    large => [ 'text/html', 'gzip', gz(page(1000), 256 * $kb + 1) ],
    each => [ 'text/html', 'gzip', Compress::Zlib::memGzip('<html lang=en><body>'
        . join('', map { "<p class=c$_>x</p>" } 1 .. 200) . '</body></html>') ],
    patient => [ 'text/html', 'gzip', Compress::Zlib::memGzip($slow . ' ' x (14 << 20)) ],
    impatient => [ 'text/html', 'gzip', Compress::Zlib::memGzip($slow . ' ' x (40 << 20)) ],
);

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($name) = $head =~ m{^\S+ \S*/(\w+) };
    my ($type, $coding, $body) = @{ $page{$name} };
    print $c "HTTP/1.1 200 OK\r\nConnection: close\r\nETag: \"$name\"\r\n"
        . ($type ? "Content-Type: $type\r\n" : '') . ($coding ? "Content-Encoding: $coding\r\n" : '')
        . 'Content-Length: ' . length($body) . "\r\n\r\n$body";
});

$t->write('html/fits.html', page(1024 * $kb));
$t->write('html/over.html', page(1024 * $kb + 1));
$t->write("html/$_->[0].html", '') for [ 'laid' ], [ 'streamed' ];
$t->write('html/laid.html.gz', gz(page(1_000_000), 1024 * $kb));
$t->write('html/streamed.html.gz', gz(page(1_000_000), 1024 * $kb + 1));
utime 1_700_000_000, 1_700_000_000, glob "$dir/html/*";
$t->write('html/many.html', '<html lang=en><body><article>x</article>'
    . join('', map { "<p class=c$_>x</p>" } 1 .. 400) . '</body></html>');

my $apply = 'legal_apply n;';
my @many = map { "m$_" } 1 .. 400;
$t->start(<<"END");
legal_database DB/City.mmdb;
legal_key DIR/key;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/text; place append article; }
legal_notice p { in ru; text DIR/text; @{[ map { "place append .no$_;" } 1 .. 14 ]}
    place append .c1; place append .c2; place append .c3; }
legal_notice q { in ru; text DIR/text; @{[ map { "place append .no$_;" } 1 .. 399 ]} place append .c400; }
@{[ map { "legal_notice $_ { in ru; text DIR/text; place append article; }\n" } @many ]}
@{[ map { "legal_notice c$_ { in ru; text DIR/text; place append .c$_; }\n" } 1 .. 129 ]}
legal_restriction gate { in ru; page DIR/text; acknowledge 1d; }
large_client_header_buffers 4 32k;
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    $apply
    location = /notices { legal_notices; }
    location /gate/ { alias DIR/html/; legal_apply gate; }
    location /pass/ { legal_undeliverable pass; proxy_pass http://127.0.0.1:$upstream; }
    location /up/ { proxy_pass http://127.0.0.1:$upstream; }
    location /c128/ { legal_apply @{[ map { "c$_" } 1 .. 128 ]}; proxy_pass http://127.0.0.1:$upstream; }
    location /c129/ { legal_apply @{[ map { "c$_" } 1 .. 129 ]}; proxy_pass http://127.0.0.1:$upstream; }
    location /static/ { alias DIR/html/; gzip_static always; }
    location /sixteen/ { alias DIR/html/; legal_apply p; }
    location /ranks/ { alias DIR/html/; legal_apply q; }
    location /each/ { alias DIR/html/; legal_apply @many; }
    location /front/ { legal_apply off; proxy_bind 127.0.0.11; proxy_pass http://127.0.0.1:PORT/; }
    location /front/large/ { legal_apply off; proxy_bind 127.0.0.11; proxy_buffer_size 32k; proxy_buffers 8 32k;
        proxy_busy_buffers_size 64k; proxy_pass http://127.0.0.1:PORT/; }
    location /status { legal_status; }
}
END

sub told { return decode_json($t->body(51, '/status')) }

# the outlet's argument

for my $n (8192, 8193) {
    my $a = $t->get(11, '/notices?uri=/' . 'a' x ($n - 1));
    is($a->{status}, $n == 8192 ? 200 : 400, "an outlet's URI of $n bytes");
    like($a->{body}, qr/the argument "uri" is longer than 8192 bytes/, '.. and why') if $n > 8192;
}

# forms, and hosts that have them

sub form { return $_[0] =~ /name="legal_acknowledge" value="([^"]*)"/ ? $1 : undef }

my $token = form($t->body(11, '/gate/many.html'));
for my $n (1024, 1025) {
    my $body = "legal_acknowledge=$token&";
    $body .= 'x' x ($n - length $body);
    is($t->status(11, '/gate/many.html', method => 'POST', body => $body, fields => [
        'Content-Type: application/x-www-form-urlencoded', "Content-Length: $n" ]),
        $n == 1024 ? 303 : 451, "a form of $n bytes");
}
for my $n (255, 256) {
    my $got = $t->raw(11, "GET /gate/many.html HTTP/1.1\r\nHost: " . 'a' x $n . "\r\nConnection: close\r\n\r\n");
    like($got, qr{^HTTP/1.1 451 }, "a host of $n bytes is refused the page");
    is(defined form($got) ? 1 : 0, $n == 255 ? 1 : 0, '.. with a form, if it can be one');
}

# what nginx itself does not take

is($t->status(11, '/gate/many.html', fields => [ 'Cookie: ' . 'x' x (33 * $kb) ]), 400, 'a field that nginx has no room for');
is($t->status(11, '/gate/many.html', method => 'POST', fields => [ 'Content-Length: ' . ((1 << 20) + 1) ]), 413,
    'a body that nginx does not take');

# notices of a page, places of a notice, and the places that are counted apart

my $each = $t->get(11, '/each/many.html');
is(scalar(() = $each->{body} =~ /data-legal-notice="m\d+"/g), 400, '400 notices in one page');
is(scalar(my @named = split /,/, field($each, 'Legal-Notice')), 400, '.. and in its header');
is($t->status(51, '/front/each/many.html'), 502, 'which is too long for a proxy with small buffers');
is($t->status(51, '/front/large/each/many.html'), 200, '.. and not for one with large ones');
like($t->body(11, '/ranks/many.html'), qr{<p class=c400>x</p><aside}, 'the 400th place of a notice');

$t->write('html/two.html', '<html lang=en><body><p class=c2>x</p></body>');
$t->write('html/three.html', '<html lang=en><body><p class=c3>x</p></body>');
$t->body(11, "/sixteen/$_.html") for qw( many many two three three three );
my $places = told()->{notices}{p}{places};
is(scalar @$places, 16, 'sixteen places are counted apart') or diag explain $places;
is_deeply([ map { $_->{shown} } @{$places}[13 .. 15] ], [ 0, 2, 4 ], '.. and all further ones with the last of them')
    or diag explain $places;

# notices of a page that stays compressed

for my $n (128, 129) {
    my $a = $t->get(11, "/c$n/each", fields => [ 'Accept-Encoding: gzip' ]);
    is(field($a, 'Content-Encoding') // '', $n == 128 ? 'gzip' : '', "$n notices, and whether the page stays compressed");
    my $page = $n == 128 ? Compress::Zlib::memGunzip($a->{body}) // '' : $a->{body};
    is(scalar(() = $page =~ /<p class=c(\d+)>x<\/p><aside[^>]* data-legal-notice="c\1"/g), $n, '.. each in its place');
}
like($t->log, qr{"/c129/each" is decoded for its notices, as they are more than 128}, 'as the log says');

# what is kept of a response until it is known what becomes of it

is(unpack('H*', $t->body(11, '/pass/kept')), unpack('H*', $page{kept}[2]), '160 KB that came compressed pass as they came');
is($t->status(11, '/pass/lost'), 503, 'more are refused, as they are no more there');
unlike($t->body(11, '/up/told'), qr/<aside/, 'in 160 KB without a type words are found to be no page');
my $untold = $t->body(11, '/up/untold', fields => [ 'Accept-Encoding: identity' ]);
like($untold, qr/<aside/, 'what says nothing for longer is taken for a page');
like($t->body(11, '/up/four'), qr/a<aside.*<\/body>/, 'four codings are decoded');
is($t->status(11, '/up/five'), 503, 'five are not');

# files that are looked at as a whole, and those that stream

for my $name (qw( fits over )) {
    my $a = $t->get(11, "/$name.html");
    ok($a->{body} eq page(1024 * $kb + ($name eq 'over')) =~ s{</article>}{aside('n') . '</article>'}er, "$name: its page");
    is(defined field($a, 'Content-Length') ? 1 : 0, $name eq 'fits' ? 1 : 0, '.. whose length is known beforehand, or not');
}

# pages that are remembered as they came, and that are laid out with gaps

sub ways {
    my ($path) = @_;
    my $before = told()->{compressed};
    for (1 .. 4) {
        my $a = $t->get(11, $path, fields => [ 'Accept-Encoding: gzip' ]);
        like(Compress::Zlib::memGunzip($a->{body}) // '', qr/<aside/, "$path has its notice");
    }
    my $after = told()->{compressed};
    return $after->{remembered} - $before->{remembered} > 0 ? 1 : 0;
}

my $remembered;
for (1 .. 5) { last if $remembered = ways('/up/small') }
is($remembered, 1, 'an upstream\'s page of 256 KB is remembered');
is(ways('/up/large'), 0, '.. a larger one is spliced each time');
my $laid;
for (1 .. 5) { last if $laid = ways('/static/laid.html') }
is($laid, 1, 'a compressed file of 1 MB is laid out');
is(ways('/static/streamed.html'), 0, '.. a larger one is spliced each time');

# readers who do not read

like($t->raw(11, "GET /up/patient HTTP/1.0\r\n\r\n", wait => 0.3), qr/<aside.*?<\/aside>\s*$/, 'a reader who is late has a page of 14 MB');
my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $t->port, LocalAddr => '127.0.0.11') or die;
print $s "GET /up/impatient HTTP/1.0\r\n\r\n";
ok(LN::within(10, sub { $t->log =~ /the reader is too slow/ }), '.. but not one of 40 MB');
my $got = '';
while (sysread $s, $got, 1 << 16, length $got) { }
unlike($got, qr/<\/aside>/, '.. which breaks off');

# rules whose texts are on one status page

for my $n (12, 13) {
    $t->restart(<<"END");
legal_jurisdiction ru { network 127.0.0.11; }
@{[ map { "legal_notice n$_ { in ru; text DIR/text; }\n" } 1 .. $n ]}
server { listen 127.0.0.1:PORT; legal_apply n1; location / { legal_status html; } }
END
    like($t->body(51, '/'), $n == 12 ? qr/^(?!.*rule=n1)/s : qr/\?rule=n1\b/, "$n rules");
}

# More workers than there are entries for those that keep a new database.

$t->databases(one => "127.0.0.11/32 1 RU MOW Moscow 524901\n",
    two => "127.0.0.11/32 1 DE BE Berlin 2950159\n");
rename "$dir/one/City.mmdb", "$dir/db.mmdb" or die;
$t->restart(<<"END", main => 'worker_processes 66;');
legal_database DIR/db.mmdb;
legal_database_check 100ms;
server { listen 127.0.0.1:PORT; location / { return 200 "\$legal_country \$pid"; } }
END
is((split ' ', $t->body(11, '/'))[0], 'RU', 'the database of the start');
rename "$dir/two/City.mmdb", "$dir/db.mmdb" or die;
my %has;
LN::within(10, sub {
    for (1 .. 40) {
        my ($country, $pid) = split ' ', $t->body(11, '/');
        $has{$pid} = $country;
    }
    return keys %has > 10 && !grep { $_ ne 'DE' } values %has;
});
is_deeply([ grep { $_ ne 'DE' } values %has ], [], 'all of 66 workers take a new one');
is(scalar(() = $t->log =~ /was replaced and is in use/g), 1, '.. that one of them has read');

$t->done(seen => qr/\[error\]|\[warn\].*(?:legal|buffered to a temporary)|the reader is too slow/);
