#!/usr/bin/perl

# An upstream that sends a header and no body, or so little that nothing is known
# of the page: it breaks off at once, or it waits.  The reader is told as without
# the module: by the header, and by a connection that is closed before the page's
# end.

use warnings;
use strict;

use Compress::Raw::Zlib;
use JSON::PP;
use Test::More;
use Time::HiRes qw( time );
use LN;

my $t = LN->new;
$t->write('n/en.html', '<p>n</p>');
$t->write('n/ru.html', '<p>ru</p>');
$t->write('gate/en.html', '<p>g</p>');

# /HOW/KIND: length, chunked or close; a type, a coding; some bytes; the end after
# 0.3 s, or now.
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($kind) = $head =~ m{^\S+ \S*/(\w+)[ ?]};
    my @fields = ('HTTP/1.1 200 OK', 'Connection: close', 'ETag: "o"');
    push @fields, 'Content-Type: text/' . ($kind =~ /plain/ ? 'plain' : 'html')
        if $kind !~ /untyped/;
    push @fields, 'Content-Encoding: gzip' if $kind =~ /gzip/;
    push @fields, 'Content-Length: 1000' if $kind =~ /length/;
    push @fields, 'Content-Length: 0' if $kind =~ /empty/;
    push @fields, 'Transfer-Encoding: chunked' if $kind =~ /chunked/;
    my $bytes = $kind =~ /begun/ ? '<!doctype html><!-- a -->' : '';
    if (length $bytes && $kind =~ /gzip/) {
        my $gzip = Compress::Raw::Zlib::Deflate->new(-WindowBits => WANT_GZIP,
            -AppendOutput => 1);
        $gzip->deflate($bytes, my $coded = '');
        $gzip->flush($coded, Z_SYNC_FLUSH);
        $bytes = $coded;
    }
    $bytes = sprintf "%x\r\n%s\r\n", length $bytes, $bytes
        if length $bytes && $kind =~ /chunked/;
    print $c join("\r\n", @fields, '', '') . $bytes;
    select undef, undef, undef, 0.3 if $kind !~ /empty|now/;
});

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice page { in ru; text DIR/n; language page en; }
legal_notice own { in ru; text DIR/n; language ru; }
legal_notice none { in ru; text DIR/n; place append article; fallback none; language en; }
legal_notice skip { in ru; text DIR/n; fragments skip; language en; }
legal_notice text { in ru; text DIR/n; types text/html text/plain; language en; }
server {
    listen 127.0.0.1:PORT;
    location /off/ { proxy_pass http://127.0.0.1:$upstream; }
    @{[ map { my $rule = $_; (<<"LOCATIONS") } qw( page own none skip text ) ]}
    location /$rule/b/ { legal_apply $rule; proxy_pass http://127.0.0.1:$upstream; }
    location /$rule/u/ { legal_apply $rule; proxy_buffering off;
        proxy_pass http://127.0.0.1:$upstream; }
LOCATIONS
}
END

sub counters { return decode_json($t->body(1, '/', port => $t->{watch}))->{notices}{$_[0]} }

# Whether a client can tell that the page is not whole.
sub broken {
    my ($raw) = @_;
    my ($head, $body) = split /\r\n\r\n/, $raw, 2;
    return 'nothing' if !length $raw;
    return 'chunks' if $head =~ /^Transfer-Encoding: chunked/mi && $body !~ /(?:^|\r\n)0\r\n\r\n\z/;
    return 'length' if $head =~ /^Content-Length: (\d+)/mi && length($body) < $1;
    return 'whole';
}

sub ask {
    my ($path) = @_;
    my $begin = time;
    my $raw = $t->raw(11, "GET $path HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    return ($raw, time - $begin);
}

for my $kind (qw( length chunked gziplength gzipchunked untypedlength untypedchunked )) {
    is(broken((ask("/off/$kind"))[0]), $kind =~ /length/ ? 'length' : 'chunks', "$kind: without the module it is seen to be cut");
    for my $rule (qw( page own none skip )) {
        for my $how (qw( b u )) {
            my $was = counters($rule);
            my ($raw, $took) = ask("/$rule/$how/$kind");
            like(broken($raw), qr/^(?:chunks|length)$/, "$rule/$how, $kind: as it is with it");
            like($raw, qr{^HTTP/1.1 200 }, '.. by the header');
            cmp_ok($took, '<', 5, '.. and at once');
            my ($new, $decided);
            within(5, sub { $new = counters($rule); $new->{decided} > $was->{decided} });
            my $as = $kind =~ /untyped/ ? 'no_page' : 'aborted';
            is($new->{$as} - $was->{$as}, 1, ".. and counted as $as");
        }
    }
}

# Behind a doctype, by which a fragment is none, it is a page that ends there.
for my $kind (qw( begunlength begunchunked gzipbegunlength
    gzipbegunchunked untypedbegunchunked begunlengthnow begunchunkednow
    gzipbegunlengthnow gzipbegunchunkednow ))
{
    for my $rule (qw( page own none )) {
        for my $how (qw( b u )) {
            my $was = counters($rule);
            my ($raw) = ask("/$rule/$how/$kind");
            like(broken($raw), qr/^(?:chunks|length)$/,
                "$rule/$how, $kind: as it is with it");
            like($raw, qr{^HTTP/1.1 200 }, '.. by the header');
            my $new;
            within(5, sub {
                $new = counters($rule);
                $new->{decided} > $was->{decided};
            });
            my $shown = $rule eq 'none' ? 0 : 1;
            is($new->{shown} - $was->{shown}, $shown, '.. with its notice');
        }
    }
}

# A plain text, too.
for my $kind (qw( plainlength plainchunked gzipplainlength gzipplainchunked )) {
    for my $how (qw( b u )) {
        my $was = counters('text');
        my ($raw) = ask("/text/$how/$kind");
        like(broken($raw), qr/^(?:chunks|length)$/, "$how, $kind: as it is with it");
        like($raw, qr{^HTTP/1.1 200 }, '.. by the header');
        my $new;
        within(5, sub { $new = counters('text'); $new->{decided} > $was->{decided} });
        is($new->{aborted} - $was->{aborted}, 1, '.. and counted as aborted');
    }
}

# A body that is whole and empty takes no notice.
for my $kind (qw( empty close untypedempty )) {
    for my $rule (qw( page own none skip )) {
        for my $how (qw( b u )) {
            my $was = counters($rule)->{no_page};
            my $got = $t->get(11, "/$rule/$how/$kind");
            is("$got->{status} $got->{body}" . ($got->{cut} ? 'cut' : ''), '200 ', "$rule/$how, $kind: it is empty");
            is(counters($rule)->{no_page} - $was, 1, '.. and no page') if $kind ne 'close' || $how eq 'b';
        }
    }
}

$t->done;
