#!/usr/bin/perl

# Who asks early: a variable before `set` and auth_request have made what `when`
# asks, a `map` whose captures others need, a text that asks for its own key.

use warnings;
use strict;

use Test::More;
use LN;

my $t = LN->new;
my $log = $t->dir . '/v.log';
$t->write("text/$_.html", "<p>$_</p>") for qw( en );
$t->write('ref.html', '<p>ref {{ref}}</p>');
$t->write('html/i.html', '<html><body>i</body></html>');
$t->write('sites/news/i.html', '<html><body>news</body></html>');
$t->write('sites/RU/i.html', '<html><body>wrong</body></html>');

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($path) = $head =~ m{^\S+ (\S+)} or return;
    my ($plan) = $path =~ m{^/auth/(\w+)};
    print $c "HTTP/1.1 200 OK\r\nConnection: close\r\n"
        . "Content-Type: text/html\r\n", $plan ? "X-Plan: $plan\r\n" : (),
        "\r\n", "<html><body>$path</body></html>";
});

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_notice n { in ru; text DIR/text; when \$w; }
legal_notice arg { in ru; text DIR/text; when \$arg_w; }
legal_notice all { in ru; text DIR/text; }
legal_restriction q { in ru; when \$w; }
legal_restriction plan { in ru; when \$plan; }
legal_restriction mapped { in ru; when \$plan_map; }
legal_notice noted { in ru; text DIR/text; when \$plan; }
legal_restriction never { in ru; when \$is_never; }
legal_notice ref { in ru; text DIR/ref.html; }
map \$plan \$plan_map { default 0; 1 1; }
map \$http_x_cc \$is_never { default 0; "~^(.)(.)\$" 0; }
map "\$http_x_cc-" \$place { default ""; "~^(?<legal_cc>[A-Z][A-Z])-\$" \$legal_cc; }
map \$legal_variant \$ref { default "N-\$legal_variant"; }
log_format v '\$legal_notices|\$legal_restriction|\$legal_variant|\$sent_http_etag';
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    access_log DIR/v.log v;
    if (\$legal_notices) { set \$z 1; }
    set \$w 1;
    set \$y 1;
    set \$plan 0;
    legal_apply n;
    location /i.html { }
    location /l2/ { alias DIR/html/; set \$w 0; if (\$legal_restriction) { set \$z 1; }
        set \$w 1; legal_apply q; }
    location /l3/ { alias DIR/html/; set \$w 0; set \$z \$legal_variant; set \$w 1; }
    location /l4/ { legal_apply arg; set \$z \$legal_variant;
        rewrite ^ /l4/i.html?w=1 break; proxy_pass http://127.0.0.1:$upstream; }
    location /l5/ { alias DIR/html/; set \$w 1; set \$z \$legal_variant; set \$w 0;
        legal_apply q; }
    location /l6/ { set \$w 0; set \$z \$legal_variant; set \$w 1;
        default_type text/html; return 200 "<html><body>r</body></html>"; }
    location /l7/ { set \$w 0; set \$z \$legal_variant; set \$w 1; legal_apply q;
        default_type text/html; return 200 "<html><body>r</body></html>"; }
    location /auth/ { internal; legal_apply off; proxy_pass http://127.0.0.1:$upstream; }
    location /plan/1/ { alias DIR/html/; auth_request /auth/1;
        auth_request_set \$plan \$upstream_http_x_plan; legal_apply plan; }
    location /plan/0/ { alias DIR/html/; auth_request /auth/0;
        auth_request_set \$plan \$upstream_http_x_plan; legal_apply plan; }
    location /mapped/1/ { alias DIR/html/; auth_request /auth/1;
        auth_request_set \$plan \$upstream_http_x_plan; legal_apply mapped; }
    location /mapped/0/ { alias DIR/html/; auth_request /auth/0;
        auth_request_set \$plan \$upstream_http_x_plan; legal_apply mapped; }
    location /noted/1/ { alias DIR/html/; auth_request /auth/1;
        auth_request_set \$plan \$upstream_http_x_plan; legal_apply noted; }
    location /noted/0/ { alias DIR/html/; set \$plan 1; auth_request /auth/0;
        auth_request_set \$plan \$upstream_http_x_plan; legal_apply noted; }
    location /ref/ { alias DIR/html/; legal_apply ref; }
    location ~ ^/cl/(.*)\$ { legal_client \$place country; legal_apply all;
        proxy_pass http://127.0.0.1:$upstream/\$1; }
    location ~ ^/dry/(.*)\$ { legal_client \$place country; legal_apply all;
        legal_dry_run on; proxy_pass http://127.0.0.1:$upstream/\$1; }
    location ~ ^/never/(.*)\$ { legal_apply never; proxy_pass http://127.0.0.1:$upstream/\$1; }
}
server {
    listen 127.0.0.1:PORT;
    server_name ~^(.+)\\.example\$;
    root DIR/sites/\$1;
    legal_client \$place country;
    legal_apply all;
}
server {
    listen 127.0.0.1:PORT;
    server_name parts;
    root DIR/html;
    legal_apply all;
    location /add/ { alias DIR/html/; add_after_body /o?uri=/x; }
    location /ssi/ { ssi on; alias DIR/ssi/; }
    location /mir/ { alias DIR/html/; mirror /other; }
    location /o { legal_notices; }
    location /other { legal_apply noted; legal_notices; }
    location /two { legal_apply ref noted; legal_notices; }
    location = /legal { legal_apply off; legal_status; }
}
END
my $aside = qr/<aside[^>]* data-legal-notice="(\w+)"/;
sub shown { return join ' ', $_[0]{body} =~ /$aside/g }
sub last_line { return LN::within(5, sub { ($t->slurp('v.log') =~ /(.*)\n\z/)[0] }) }

for my $case (
    [ '/i.html', 200, 'n', 'a variable that asks before `set` of the server' ],
    [ '/l2/i.html', 451, '', 'a restriction asked for before `set` makes it due' ],
    [ '/l3/i.html', 200, 'n', 'a notice asked for before `set`' ],
    [ '/l4/i.html', 200, 'arg', 'before `rewrite` gives arguments' ],
    [ '/l5/i.html', 200, '', 'a restriction that is not due after all' ],
    [ '/l6/i.html', 200, 'n', 'before `return`, a notice' ],
    [ '/l7/i.html', 451, '', 'before `return`, a restriction' ],
    [ '/plan/1/i.html', 451, '', 'auth_request_set makes a restriction due' ],
    [ '/plan/0/i.html', 200, '', 'or not' ],
    [ '/mapped/1/i.html', 451, '', 'by a map' ],
    [ '/mapped/0/i.html', 200, '', 'or not' ],
    [ '/noted/1/i.html', 200, 'noted', 'and a notice' ],
    [ '/noted/0/i.html', 200, '', 'or not' ],
) {
    my ($path, $status, $notices, $name) = @$case;
    my $got = $t->get(11, $path);
    is($got->{status}, $status, "$name: $path");
    is(shown($got), $notices, 'its notices');
    $got = $t->get(21, $path);
    is($got->{status} . shown($got), 200, 'elsewhere none');
    next if $path =~ /l[45]/;
    my ($etag) = $got->{head} =~ /^ETag: (.*)/m;
    $got = $t->get(11, $path, fields => [ 'If-None-Match: ' . ($etag // '""') ]);
    is($got->{status}, $notices || $status == 451 ? $status : $etag ? 304 : 200,
        'their copy confirms nothing that this reader lacks');
}

# captures

for my $cc ('', 'RU', 'DE') {
    my @fields = $cc ? ("X-CC: $cc") : ();
    for my $way ('cl', 'dry', 'never') {
        my $got = $t->get(11, "/$way/a/b", fields => \@fields);
        like($got->{body}, qr{<body>/a/b\b}, "\$1 stays what it was: /$way/ $cc");
    }
    my $got = $t->raw(11, "GET /i.html HTTP/1.1\r\nHost: news.example\r\n"
        . join('', map { "$_\r\n" } @fields) . "Connection: close\r\n\r\n");
    like($got, qr{^HTTP/1.1 200.*<body>news}s, "that of a server's name, too: $cc");
    is(scalar(() = $got =~ /$aside/g), $cc eq 'DE' ? 0 : 1, 'by its country');
}

# a key that is made of itself

my $got = $t->get(11, '/ref/i.html');
like($got->{body}, qr{<p>ref N-</p>}, 'a text that asks for its own key: it has none');
my ($key) = ($got->{head} =~ /^ETag: "[^"]*\.(\w+)"/m);
like($got->{head}, qr/^ETag: /m, 'a variant');
is($t->get(11, '/ref/i.html', fields => [ 'If-None-Match: '
    . ($got->{head} =~ /^ETag: (.*)/m)[0] ])->{status}, 304, 'that is confirmed');

# an outlet as a part of a page

$t->write('ssi/a.html', '<html><body>a<!--#include virtual="/o?uri=$arg_p" -->'
    . '<!--#include virtual="/other?uri=/x" --><!--#include virtual="/two?uri=/x" -->'
    . '</body></html>');
for my $case (
    [ '/add/i.html', 'all', 'add_after_body' ],
    [ '/ssi/a.html?p=x', 'all', 'ssi, a wrong request' ],
    [ '/ssi/a.html?p=/x', 'all', 'ssi' ],
    [ '/mir/i.html', 'all', 'mirror' ],
) {
    my ($path, $notices, $name) = @$case;
    my $got = $t->raw(11, "GET $path HTTP/1.1\r\nHost: parts\r\nConnection: close\r\n\r\n");
    like($got, qr{^HTTP/1.1 200 }, "an outlet by $name");
    is(join(' ', $got =~ /$aside/g), $notices, 'the page has its own notices');
    like($got, qr/^Legal-Notice: all;lang=en\r/m, 'and says so');
    $got = $t->raw(21, "GET $path HTTP/1.1\r\nHost: parts\r\nConnection: close\r\n\r\n");
    is(join(' ', $got =~ /$aside/g), '', 'elsewhere none');
}
like($t->log, qr/\[error\].*"legal_notices" is asked for a part of a page by "\/o"/,
    'it is said');
is($t->log =~ s/.*cycle while//gr, $t->log, 'no variable is asked for without end');

$t->done;
