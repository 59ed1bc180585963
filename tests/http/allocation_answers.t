#!/usr/bin/perl

# Every allocation fails once in what allocation.t does not ask for: databases
# that agree and contradict each other, outlets, the status page, previews, what
# `when` asks of a response, headers that wait, pages that stay compressed, the
# first time, while they are remembered and from then on, forms and other bodies
# that are kept in files, and the archive.  What
# comes is right, an error, or cut; never a page that seems whole without its
# notice; and the next answer is right.

use warnings;
use strict;

use File::Copy qw( copy );
use IO::Compress::Gzip qw( gzip );
use IO::Uncompress::Gunzip qw( gunzip );
use JSON::PP;
use Test::More;
use LN;
use Scarce;

my $t = LN->new;
my $dir = $t->dir;

plan skip_all => 'a program under AddressSanitizer takes no such preload'
    if LN::sanitized();

scarce($t);

my $head = '<!DOCTYPE html><html lang="en"><head></head><body><article>'
    . join '', map { "<p>line $_</p>" } 1 .. 600;
my $tail = '</article></body></html>';
my ($n, $m) = map { "<aside class=\"legal-notice\" role=\"note\" lang=\"en\""
    . " dir=\"ltr\" data-legal-notice=\"$_\"><p>$_</p></aside>" } qw( n m );
my $script = '<script src="/legal-notice.js" type="module" async=""></script>';

for my $name (qw( n m )) {
    $t->write("text/$name/en.html", "<p>$name</p>");
    $t->write("text/$name/ru.html", "<p>\xd1\x80 $name</p>");
}
$t->write('text/gate/en.html', '<p>gate</p><button>yes</button>');
$t->write('text/no/en.html', '<p>no</p>');
$t->write('key', 'k' x 32);
chmod 0600, "$dir/key";
$t->write('html/a.html', $head . $tail);
$t->write('html/fragment.html', '<div>a</div>' x 3000);
gzip \($head . $tail) => \my $coded, -Level => 6;
$t->write("html/p$_.gz", $coded) for 0 .. 399;

# Two more databases of places: one says the same, one says that Moscow is Berlin.
$t->write('other.txt', "127.0.0.11/32 1 RU MOW Moscow 524901\n"
    . "127.0.0.12/32 2 DE BE Berlin 2950159\n");
system('perl', "$t->{build}/../tests/lib/testdb/make-testdb.pl", $dir,
    "$dir/other.txt") == 0 or die;

my $upstream = $t->upstream(sub {
    my ($head_of, $c) = @_;
    my $zip = $head_of =~ m{ /up/};
    my $body = $zip ? $coded : $head . $tail;
    if ($head_of =~ /^Content-Length: (\d+)/mi) {
        read $c, my $sent = "", $1;
        $body = "<html><body>[$sent]</body></html>";
    }
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"e\"\r\n"
        . ($zip ? "Content-Encoding: gzip\r\n" : '')
        . ($head_of =~ m{ /when/no} ? '' : "X-Due: 1\r\n")
        . 'Content-Length: ' . length($body)
        . "\r\nConnection: close\r\n\r\n$body";
});

my $conf = <<"END";
    legal_database DB/City.mmdb DIR/City.mmdb use=place;
    legal_database DB/ASN.mmdb use=asn;
    legal_database_conflict uncertain;
    legal_archive DIR/archive;
    legal_place_cache max=256 memory=1m;
    legal_jurisdiction rc { country RU; region UA-43; except asn 1; }
    legal_jurisdiction de { country DE; }
    legal_notice n { in rc; text DIR/text/n; place append article;
        language page reader en; hydrated auto ".own"; }
    legal_notice m { in rc; text DIR/text/m; place append article;
        when \$upstream_http_x_due; }
    legal_notice w { in rc; text DIR/text/n; place append .nowhere;
        fallback none; fragments skip; }
    legal_notice s { in rc; text DIR/text/n; uri ~ ^/nowhere; place append article;
        script /legal-notice.js; }
    legal_key DIR/key;
    legal_restriction gate { in rc; page DIR/text/gate; acknowledge 1d; status 403; }
    legal_restriction r { in rc; page DIR/text/no; when \$arg_refuse; }
    request_pool_size 256;
    connection_pool_size 256;
    server {
        listen 127.0.0.1:PORT;
        root DIR/html;
        legal_apply n;
        client_body_buffer_size 32;
        legal_preview 127.0.0.50/32;
        add_header X-Conflict \$legal_conflict always;
        location /when/ { legal_apply m; proxy_pass http://127.0.0.1:$upstream; }
        location /waits/ { alias DIR/html/; legal_apply w; }
        location /script/ { alias DIR/html/; legal_apply s; }
        location /refused/ { alias DIR/html/; legal_apply r n; }
        location /zip/ { alias DIR/html/; default_type text/html; types { }
            add_header Content-Encoding gzip; }
        location /gzip/ { alias DIR/html/; gzip on; gzip_min_length 0; }
        location /gate/ { alias DIR/html/; legal_apply gate; }
        location /gate/to/ { legal_apply gate; proxy_pass http://127.0.0.1:$upstream; }
        location /gate/file/ { legal_apply gate; client_body_in_file_only clean;
            proxy_pass http://127.0.0.1:$upstream; }
        location /up/ { proxy_pass http://127.0.0.1:$upstream; }
        location = /outlet { legal_apply n r; legal_notices; }
        location = /status { legal_status html; }
    }
END

# nginx -t, with what allocation.t has not

my $file = $t->conf($conf);
my ($failures, $bad, $silent) = checked($file);
cmp_ok($failures, '>', 50, "nginx -t: $failures allocations failed");
is(@$bad, 0, 'none of them crashed it') or diag @$bad;
is(@$silent, 0, 'none stopped it without a word') or diag @$silent;

# requests

arm(0);
shimmed(sub { $t->start($conf) });
sleep 3;                                # files that are new are not remembered

# Without its coding; undef where it cannot be had.
sub plain {
    my ($answer) = @_;
    my $body = $answer->{body};
    return $body unless (field($answer, 'Content-Encoding') // '') eq 'gzip';
    my ($plain, $more);
    return gunzip(\$body => \$plain, TrailingData => $more)
        && !length($more // '') ? $plain : undef;
}
# Whatever was counted, and the times of what is remembered.
sub settled { return ($_[0] // '') =~ s/\d+/N/gr }

my $with = "$head$n$tail";
my @gzip = (fields => [ 'Accept-Encoding: gzip' ]);
my $preview = sub { return (fields => [ "X-Legal-Preview: $_[0]" ]) };

# A form as its page has it, and as it is sent: behind its header, so that it is
# kept in a file.
my ($token) = $t->body(11, '/gate/a.html', fields => [ 'Sec-Fetch-Dest: document' ])
    =~ /name="legal_acknowledge"[^>]* value="([^"]+)"/;
sub sent {
    my ($body, @fields) = @_;
    return (method => 'POST', later => $body, fields => [ @fields,
        'Content-Length: ' . length $body, 'Sec-Fetch-Site: same-origin',
        'Content-Type: application/x-www-form-urlencoded' ]);
}
my $form = "legal_acknowledge=$token";
my ($cookie) = $t->get(11, '/gate/a.html', sent($form))->{head}
    =~ /^Set-Cookie: (legal_gate=[^;]+)/m;
my $other = 'a=' . 'b' x 300;

# [ name, from, path (I is another one each time), status, body, requests before
#   the one in which it fails, options ]; or => what may come as well: a pattern of
#   `uri` that has no memory counts as a match
for my $case (
    [ 'witnesses that agree', 11, '/a.html', 200, $with, 0 ],
    [ 'witnesses that contradict each other', 12, '/a.html', 200, $with, 0 ],
    [ 'a preview by its header', 50, '/a.html', 200, $with, 0, $preview->('RU') ],
    [ 'one of an address', 50, '/a.html', 200, $with, 0, $preview->('127.0.0.12') ],
    [ 'one that is invalid', 50, '/a.html', 200, $with, 0, $preview->('Moscow') ],
    [ 'when a response says so', 11, '/when/a', 200, "$head$m$tail", 0 ],
    [ 'when it does not', 11, '/when/no', 200, $head . $tail, 0 ],
    [ 'a header that waits, for nothing', 11, '/waits/a.html', 200, $head . $tail, 0 ],
    [ 'a fragment', 11, '/waits/fragment.html', 200, '<div>a</div>' x 3000, 0 ],
    [ 'a script alone', 11, '/script/a.html', 200, undef, 0,
        or => qr/data-legal-notice="s"/ ],
    [ 'a refusal with its page', 11, '/refused/a.html?refuse=1', 451, undef, 0 ],
    [ 'nothing that is due', 21, '/refused/a.html', 200, $head . $tail, 0 ],
    [ 'compressed here', 11, '/gzip/a.html', 200, $with, 0, @gzip ],
    [ 'a page that stays compressed', 11, '/zip/pI.gz', 200, $with, 0, @gzip ],
    [ 'one that is remembered', 11, '/zip/pI.gz', 200, $with, 1, @gzip ],
    [ 'one that was', 11, '/zip/pI.gz', 200, $with, 3, @gzip ],
    [ 'one that is inflated', 11, '/zip/pI.gz', 200, $with, 1 ],
    [ 'one of an upstream', 11, '/up/I', 200, $with, 0, @gzip ],
    [ '.. the second time', 11, '/up/I', 200, $with, 1, @gzip ],
    [ '.. the third time', 11, '/up/I', 200, $with, 2, @gzip ],
    [ '.. the fourth time', 11, '/up/I', 200, $with, 3, @gzip ],
    [ 'a form that is kept in a file', 11, '/gate/a.html', 303, '', 0, sent($form) ],
    [ 'another body, without a cookie', 11, '/gate/to/a', 403, undef, 0, sent($other) ],
    [ 'another body, with one', 11, '/gate/to/a', 200,
        "<html><body>[$other]</body></html>", 0, sent($other, "Cookie: $cookie") ],
    [ 'one that is to be in a file', 11, '/gate/file/a', 200,
        '<html><body>[a=1]</body></html>', 0, sent('a=1', "Cookie: $cookie") ],
    [ 'an outlet', 11, '/outlet?uri=/news&lang=en', 200, $n, 0 ],
    [ 'an outlet, as JSON', 11, '/outlet?uri=/news&lang=ru&places=1', 200, undef, 0,
        fields => [ 'Accept: application/json' ] ],
    [ 'an outlet that refuses', 11, '/outlet?uri=/news&refuse=1', 451, undef, 0 ],
    [ 'an outlet with nothing due', 21, '/outlet?uri=/news', 204, '', 0 ],
    [ 'the status page', 34, '/status', 200, undef, 0 ],
    [ 'its form', 34, '/status?url=/a.html&place=127.0.0.12', 200, undef, 0,
        or => qr/<code>s<\/code><\/th><td><span class="good">due/ ],
) {
    my ($name, $from, $path, $status, $body, $before, @o) = @$case;
    my %o = @o;
    my $page = 0;
    my $get = sub { return $t->get($from, $path =~ s/I/$page/r, @o) };
    my $right = sub {
        my ($answer) = @_;
        return $answer->{status} == $status && !$answer->{cut}
            && settled(plain($answer)) eq settled($body);
    };

    # what a test above has warmed up is cold: on other pages

    my $answer = $get->();
    $body //= plain($answer);
    if (!ok($right->($answer), "$name is right")) {
        diag $answer->{head};
        next;
    }

    my ($i, @lost, @next) = (0);
    while ($i++ < 3000) {
        $page = 1 + $page % 399;
        $get->() for 1 .. $before;
        arm($i);
        $answer = $get->();
        my $hit = left() <= 0;
        arm(0);
        push @lost, "allocation $i: $answer->{head}\n$answer->{body}"
            if !$right->($answer) && $answer->{status} =~ /^2/ && !$answer->{cut}
                && !($o{or} && $answer->{body} =~ $o{or});
        $answer = $get->();
        push @next, "after allocation $i: $answer->{head}"
            unless $right->($answer);
        last unless $hit;
    }
    cmp_ok($i, '>', 5, "$name: $i allocations failed");
    is(@lost, 0, "$name: each is right or is seen to be none") or diag @lost[0 .. 1];
    is(@next, 0, "$name: the next one is right") or diag @next[0 .. 1];
}

my $told = decode_json($t->body(1, '/', port => $t->{watch}));
cmp_ok($told->{conflicts}, '>', 10, 'databases did contradict each other');
for my $how (qw( spliced remembered )) {
    cmp_ok($told->{compressed}{$how}, '>', 10, "pages were $how");
}

# reloads: the master goes on, with what it had or with the new

my $most = 0;
for (my $i = 200; ; $i += 211) {
    my $said = length $t->log;
    $t->write('text/n/en.html', "<p>n</p>\n" . ' ' x $i);
    arm($i);
    $t->reload;
    my $hit = left() <= 0;
    arm(0);
    my $body = $t->body(11, '/a.html');
    $most++, diag "allocation $i of a reload: ", substr $t->log, $said, 500
        unless $body =~ /data-legal-notice="n"/;
    last if !$hit || $i > 20000;
}
is($most, 0, 'a reload without memory leaves readers their notice');
my $manifest = $t->slurp('archive/manifest.jsonl');
is(scalar(grep { !eval { decode_json($_) } } split /^/, $manifest), 0,
    'the manifest has whole lines');
ok(kill(0, $t->{nginx}), 'the master lives');

LN::stop();
LN::settled();
my @dead = grep { /exited on signal|Sanitizer/ } split /^/, $t->log;
is("@dead", '', 'no worker died');
done_testing();
