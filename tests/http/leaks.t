#!/usr/bin/perl

# What may not get out: a copy without its notice that a 304 keeps, a body
# under a restriction, a header that an edge would believe, a response that a
# cache would share.

use warnings;
use strict;

use Test::More;
use LN;

my $t = LN->new;

$t->write('text/en.html', '<p>n</p>');
$t->write('html/a.html', '<body>a</body>');
$t->write('html/none.html', '<body>none</body>');

my @targeted = map { "$_: max-age=60" } qw( Surrogate-Control CDN-Cache-Control
    Cloudflare-CDN-Cache-Control Akamai-Cache-Control Netlify-Cache-Control
    X-LiteSpeed-Cache-Control Any-Other-Cache-Control Edge-Control );

my %etag = (
    strong => '"o"', weak => 'W/"o"', empty => '""', high => "\"\xe9\"",
    backslash => '"a\\"', symbols => '"!#$%[]{}~,"',
    quoted => '""o""', inside => '"a"b"', two => '"a", "b"', blank => '"a b"',
    bare => 'o', half => '"o', lower => 'w/"o"', star => '*', tab => "\"a\tb\"",
    tail => '"o"x', weak_quoted => 'W/""o""', delete => "\"\x7f\"",
);
my %valid = map { $_ => 1 } qw( strong weak empty high backslash symbols );

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($method, $path) = $head =~ m{^(\S+) (\S+)};
    my ($name) = $path =~ m{/etag/(\w+)};
    my ($type) = $path =~ /png/ ? 'image/png' : 'text/html';
    my $body = '<body>a</body>';
    my @fields = $name ? "ETag: $etag{$name}" : ();
    push @fields, @targeted if $path =~ /targeted/;
    push @fields, 'Legal-Notice: n;lang=en', 'legal-notice: m'
        if $path =~ /claims/;
    print $c join "\r\n", 'HTTP/1.1 200 OK', "Content-Type: $type",
        'Connection: close', @fields, 'Content-Length: ' . length $body, '',
        $method eq 'HEAD' ? '' : $body;
});

my $statuses = join "\n", map {
    "location /body/$_ { return $_ \"<body>secret</body>\"; }
     location /bare/$_ { return $_; }
     location /page/$_ { error_page $_ /none.html; return $_; }
     location /named/$_ { error_page $_ \@named; return $_; }"
} 400, 403, 404, 410, 418, 451, 500, 503;

$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_jurisdiction de { country DE; }
legal_notice n { in ru; text DIR/text; }
legal_restriction r { in de; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    default_type text/html;
    location / { legal_apply n; proxy_pass http://127.0.0.1:$upstream; }
    location /inner/ { legal_apply n; legal_inner_tier on;
        proxy_pass http://127.0.0.1:$upstream; }
    location /dry/ { legal_apply n; legal_dry_run on;
        proxy_pass http://127.0.0.1:$upstream; }
    location /off/ { legal_apply off; proxy_pass http://127.0.0.1:$upstream; }
    location /off/inner/ { legal_inner_tier on;
        proxy_pass http://127.0.0.1:$upstream; }
    location /own/ { alias DIR/html/; legal_apply off;
        add_header Legal-Notice mine; }
}
server {
    listen 127.0.0.1:H2;
    root DIR/html;
    default_type text/html;
    legal_apply r;
    location = /none.html { legal_apply off; }
    location \@named { legal_apply off; return 404 "<body>none</body>"; }
    location /late { error_page 403 =200 /none.html; return 403; }
    location /redirect { return 301 /x; }
    $statuses
}
END

# An entity tag that is none of RFC 9110's would be compared with nothing.

for my $name (sort keys %etag) {
    my $a = $t->get(11, "/etag/$name");
    like($a->{body}, qr/aside/, "ETag $name: the notice is there");
    if ($valid{$name}) {
        my $tag = field($a, 'ETag') // '';
        like($tag, qr/^\Q@{[ $etag{$name} =~ s{"$}{}r ]}\E-\w{16}"$/,
            'the tag is the variant\'s');
        is($t->status(11, "/etag/$name", fields => ["If-None-Match: $tag"]), 304,
            'and compares');
    } else {
        is(field($a, 'ETag'), undef, 'there is no tag');
    }
    is($t->status(11, "/etag/$name",
        fields => ["If-None-Match: $etag{$name}"]), 200,
        'a copy of the original is not current');
    is($t->status(11, "/etag/$name", method => 'HEAD',
        fields => ["If-None-Match: $etag{$name}"]), 200, 'by HEAD neither');
}

# Caches of one kind heed a field of their own before Cache-Control.

for my $path ('/targeted', '/targeted.png') {
    for my $from (11, 21) {
        my $a = $t->get($from, $path);
        is($a->{status}, 200, "$path is answered");
        is(fields($a, 'Cache-Control'), 'private', 'as private');
        for my $line (@targeted) {
            my ($name) = $line =~ /^(\S+):/;
            is(field($a, $name), undef, "$path for $from: no $name");
        }
    }
}

# What an upstream says of notices is believed only where it is trusted.

for my $path (qw( / /dry/ /off/ ), '/png/') {
    for my $from (11, 21) {
        unlike(fields($t->get($from, "${path}claims"), 'Legal-Notice'),
            qr/n;lang=en.*m|^m$/, "$path for $from: the claim is dropped");
    }
}
is(fields($t->get(21, '/off/claims'), 'Legal-Notice'), '',
    'where nothing is applied, too');
like(fields($t->get(21, '/inner/claims'), 'Legal-Notice'), qr/n;lang=en, m/,
    'it stays where it is trusted');
like(fields($t->get(21, '/off/inner/claims'), 'Legal-Notice'),
    qr/n;lang=en, m/, 'and applied or not');
is(field($t->get(21, '/own/a.html'), 'Legal-Notice'), 'mine',
    'a header of this server\'s own stays');

my $bare = LN->new;
$bare->start(<<"END");
server {
    listen 127.0.0.1:PORT;
    location / { proxy_pass http://127.0.0.1:$upstream; }
}
END
is(field($bare->get(21, '/claims'), 'Legal-Notice'), undef,
    'the claim is dropped by a server that only has the module');

# A restriction holds whatever `return` says; pages of nginx's own may stand.

for my $status (400, 403, 404, 410, 418, 451, 500, 503) {
    my %o = (port => $t->{h2});
    my $a = $t->get(21, "/body/$status", %o);
    is($a->{status}, 451, "return $status TEXT is refused");
    unlike($a->{body}, qr/secret/, 'and its body does not go out');
    is(field($a, 'Cache-Control'), 'no-store', 'nor is it stored');
    like($t->body(51, "/body/$status", %o), qr/secret/,
        'others are answered as ever');

    $a = $t->get(21, "/bare/$status", %o);
    like($a->{status}, qr/^(?:$status|451)$/, "return $status stands");
    unlike($a->{body}, qr/secret/, 'with a body of nginx\'s');

    for my $how (qw( page named )) {
        my $with = $t->get(21, "/$how/$status", %o);
        like($with->{body}, qr/none/, "error_page $status of $how stands");
    }
}
is($t->status(21, '/redirect', port => $t->{h2}), 451, 'a redirect is refused');

$t->done;
