#!/usr/bin/perl

# A refusal and notices that are due on the same page: the page of a refusal has
# no notice, and the variables, the header and the counters say so, wherever its
# body comes from.  A status page that stands in place of the refusal has them.

use warnings;
use strict;

use JSON::PP;
use Test::More;
use LN;

my $t = LN->new;

$t->write('n/en.html', '<p>n</p>');
$t->write('r/en.html', '<p>No.</p>');
$t->write('html/a.html', '<body>a</body>');
$t->write('html/451.html', '<body>451</body>');

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my $body = '<body>up</body>';
    my $coding = $head =~ /coded/ ? "Content-Encoding: gzip\r\n" : '';
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n$coding"
        . "Content-Length: @{[ length $body ]}\r\nConnection: close\r\n\r\n"
        . ($head =~ /^HEAD/ ? '' : $body);
});

$t->start(<<"END");
limit_req_zone \$server_port zone=once:1m rate=1r/m;
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/n; }
legal_notice m { in ru; text DIR/n; }
legal_restriction r { in ru; page DIR/r; uri !~ ^/451; }
log_format due "\$status|\$legal_notices|\$legal_restriction|\$legal_variant|\$sent_http_legal_notice";
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    legal_apply n r m;
    access_log DIR/due.log due;
    add_header X-Due "\$legal_notices" always;
    add_header X-Variant \$legal_variant always;
    location /own/ { alias DIR/html/; }
    location /late/ { default_type text/html; return 200 "<body>late"; }
    location /page/ { alias DIR/html/; error_page 451 /451.html; }
    location /late-page/ { default_type text/html; return 200 "<body>late";
        error_page 451 /451.html; }
    location /off/ { alias DIR/html/; error_page 451 /451-off/451.html; }
    location /451-off/ { alias DIR/html/; legal_apply off; }
    location /other/ { alias DIR/html/; error_page 451 \@other; }
    location \@other { legal_apply m; rewrite ^ /451.html break; }
    location /up/ { alias DIR/html/; error_page 451 /451-up; }
    location /451-broken/ { error_page 404 /451-coded; legal_apply n; }
    location /451-coded { legal_apply n;
        proxy_pass http://127.0.0.1:$upstream; }
    location /451-up { proxy_pass http://127.0.0.1:$upstream; }
    location /missing/ { alias DIR/html/; error_page 451 /451-none; }
    location /changed/ { alias DIR/html/; error_page 451 =200 /451.html; }
    location /redirect/ { error_page 451 =302 https://example.org/; }
    location /preview/ { alias DIR/html/; legal_preview 127.0.0.0/8; }
    location /return-403/ { return 403; }
    location /limited/ { alias DIR/html/; limit_req zone=once;
        limit_req_status 429; }
    location /dry/ { alias DIR/html/; legal_dry_run on; }
}
END

my @rules = qw( n m r );
my $key;

sub counted {
    my $told = decode_json($t->body(1, '/', port => $t->{watch}));
    my %rules = (%{ $told->{notices} }, %{ $told->{restrictions} });
    return { map {
        my $name = $_;
        my $rule = $rules{$name};
        map { ("$name $_" => $rule->{$_} // 0) }
            qw( decided refused no_page head dry_run shown lost )
    } @rules };
}

# What one request has counted, but decided.
sub counts {
    my ($do) = @_;
    my $was = counted();
    my @got = $do->();
    my $is = counted();
    my %more = map { $_ => $is->{$_} - $was->{$_} } keys %$is;
    return join(' ', map { /decided/ ? () : $more{$_} ? ($_) : () }
        sort keys %more), $more{'n decided'}, @got;
}

# The last line of the log, when there are n.
my $lines = 0;

sub logged {
    $lines++;
    for (1 .. 100) {
        my @lines = split /\n/, -e $t->dir . '/due.log'
            ? $t->slurp('due.log') : '';
        return $lines[-1] if @lines >= $lines;
        select undef, undef, undef, 0.02;
    }
    return 'nothing';
}

for my $way (qw( own late page late-page off other up missing
    changed redirect )) {
    for my $method (qw( GET HEAD )) {
        my ($counted, $decided, $got) = counts(sub {
            $t->get(11, "/$way/a.html", method => $method) });
        my $status = $way eq 'redirect' ? 302 : 451;
        is($got->{status}, $status, "$method $way: refused");
        unlike($got->{body}, qr/<aside/, 'without a notice');
        like($got->{body}, $way =~ /page|off|other|changed/ ? qr/^<body>451/
            : $way eq 'up' ? qr/^<body>up/ : qr/./, 'with its page')
            if $method eq 'GET';
        is(LN::field($got, 'Legal-Notice'), undef, 'the header has none');
        is(LN::field($got, 'X-Due'), undef, '$legal_notices has none');
        $key //= LN::field($got, 'X-Variant');
        like($key, qr/^[0-9a-f]{16}$/, 'a key') if $method eq 'HEAD';
        is(LN::field($got, 'X-Variant'), $key, '$legal_variant: of the refusal')
            if $way !~ /^(?:late|redirect)$/;
        is(logged(), "$status||r|$key|-", 'so says the log');
        is($counted, 'r refused', 'and so do the counters');
        is($decided, 0, 'no notice was due');
    }
}

my $preview = $t->get(1, '/preview/a.html',
    fields => ['X-Legal-Preview: RU']);
is("$preview->{status} " . (LN::field($preview, 'X-Due') // ''), '451 ',
    'a preview');
logged();

my $dry = $t->get(11, '/dry/a.html');
is("$dry->{status} " . (LN::field($dry, 'X-Due') // ''), '200 ',
    'in a dry run the notices give way, too');
logged();

# A status page: the restriction is not about it, and its readers are warned.

$t->get(11, '/limited/a.html');
logged();

for my $way (['return-403', 403], ['limited', 429]) {
    my ($path, $status) = @$way;
    for my $method (qw( GET HEAD )) {
        my ($counted, $decided, $got) = counts(sub {
            $t->get(11, "/$path/a.html", method => $method) });
        is($got->{status}, $status, "$method $path: not refused");
        is(() = $got->{body} =~ /<aside/g, $method eq 'GET' ? 2 : 0,
            'its page has the notices');
        my $header = LN::field($got, 'Legal-Notice');
        is($header, 'n;lang=en, m;lang=en', 'the header has them');
        is(LN::field($got, 'X-Due'), 'n,m', '$legal_notices has them');
        like(logged(), qr/^$status\|n,m\|r\|$key\|n;lang=en, m;lang=en$/,
            'so says the log');
        is($counted, $method eq 'GET' ? 'm shown n shown r no_page'
            : 'm head n head r no_page', 'and so do the counters');
        is($decided, 1, 'once');
    }
}

my $broken = $t->get(11, '/451-broken/x');
like("$broken->{status} " . logged(),
    qr/^503 503\|n\|\|[0-9a-f]{16}\|n;lang=en$/,
    'an error page that cannot take its notice: the log says what went out');

my $elsewhere = $t->get(21, '/own/a.html');
is("$elsewhere->{status} $elsewhere->{body}", '200 <body>a</body>',
    'nobody else is refused');

$t->done;
