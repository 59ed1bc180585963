#!/usr/bin/perl

# `when`: a rule is due by the values of variables, of the request or of the
# response.

use warnings;
use strict;

use JSON::PP;
use Test::More;
use LN;

my $t = LN->new;

$t->write('text/en.html', '<p>n</p>');
$t->write('html/a.html', '<body>a</body>');
$t->write('html/a.png', 'png' x 100);

my $lm = 'Mon, 09 Nov 2026 00:00:00 GMT';

# /VALUE/VALIDATORS/NAME: X-Legal has that value, `-` is none; validators are e,
# l, w, n; 304s have it, too, where NAME is `says`
my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my ($value, $how, $name) = $head =~ m{^\S+ \S*/([^/ ]+)/(\w+)/(\w+)}
        or return;
    my %is = map { $_ => 1 } split //, $how;
    my $etag = $is{w} ? 'W/"v"' : '"v"';
    my ($inm) = $head =~ /^If-None-Match: (.*?)\r/mi;
    my ($ims) = $head =~ /^If-Modified-Since: (.*?)\r/mi;
    my @odd = $head =~ /^(Range|If-Range): /mgi;
    my $not = defined $inm ? $inm =~ /"v"/ && ($is{e} || $is{w})
        : defined $ims && $is{l} && $ims eq $lm;
    open my $f, '>>', $t->dir . '/seen';
    print $f join(' ', $not ? '304' : '200', map { $_ // '-' } $inm, $ims,
        @odd), "\n";
    close $f;
    my $body = "<body>$value</body>";
    print $c join "\r\n", 'HTTP/1.1 ' . ($not ? 304 : 200) . ' X',
        'Connection: close', $is{e} || $is{w} ? "ETag: $etag" : (),
        $is{l} ? "Last-Modified: $lm" : (),
        $value eq '-' || ($not && $name ne 'says') ? () : "X-Legal: $value",
        $name eq 'old' ? 'Cache-Control: max-age=1' : (),
        $not ? ('', '') : ('Content-Type: text/html', 'Accept-Ranges: bytes',
            'Content-Length: ' . length $body, '',
            $head =~ /^HEAD/ ? '' : $body);
});

sub asked {
    my $text = $t->slurp('seen');
    unlink $t->dir . '/seen';
    return $text;
}

my $http = <<"END";
proxy_cache_path DIR/cache keys_zone=c:1m;
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_jurisdiction by { country BY; }
map \$upstream_http_x_legal \$is_legal { default 0; "~*^(yes|1)\$" \$1; }
map \$is_legal \$nested { default 1; 0 0; }
map \$http_x_plan \$is_plan { default 0; free 1; }
map \$legal_notices \$circle { default 1; "" 0; }
map \$http_x_any \$captured { default 1; "~(.)(.)(.)" 1; }
legal_notice cms { in ru; text DIR/text; when \$upstream_http_x_legal; }
legal_notice sent { in ru; text DIR/text; when \$sent_http_x_legal; }
legal_notice arg { in ru; text DIR/text; when \$arg_a \$arg_b; }
legal_notice lines { in ru; text DIR/text; when \$arg_a; when \$arg_b; }
legal_notice set { in ru; text DIR/text; when \$flag; }
legal_notice map { in ru; text DIR/text; when \$is_legal; }
legal_notice nested { in ru; text DIR/text; when \$nested; }
legal_notice plan { in ru; text DIR/text; when \$is_plan; }
legal_notice circle { in ru; text DIR/text; when \$circle; }
legal_notice captured { in ru; text DIR/text; when \$captured; }
legal_notice all { in ru; text DIR/text; }
legal_notice elsewhere { in by; text DIR/text; }
legal_restriction r { in by; when \$arg_r; }
legal_restriction plan_r { in by; when \$is_plan; }
legal_restriction lot { in by; when \$http_x_lot \$flag; }
log_format l '\$uri notices=\$legal_notices v=\$legal_variant';
log_format x '\$sent_http_x_legal';
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    set \$flag "";
    if (\$arg_flag) { set \$flag \$arg_flag; }
    legal_apply cms;
    location /p/ { proxy_pass http://127.0.0.1:$upstream; }
    location /c/ { proxy_pass http://127.0.0.1:$upstream; proxy_cache c;
        proxy_cache_valid 200 1m; add_header X-Cache \$upstream_cache_status; }
    location /re/ { proxy_pass http://127.0.0.1:$upstream; proxy_cache c;
        proxy_cache_revalidate on; add_header X-Cache \$upstream_cache_status; }
    location /sent/ { legal_apply sent; alias DIR/html/;
        add_header X-Legal \$arg_a; }
    location /sent-p/ { legal_apply sent; access_log DIR/x x;
        proxy_pass http://127.0.0.1:$upstream;
        proxy_set_header X-Early "\$sent_http_x_legal\$upstream_http_x_legal"; }
    location /arg/ { legal_apply arg; alias DIR/html/; }
    location /lines/ { legal_apply lines; alias DIR/html/; }
    location /set/ { legal_apply set; alias DIR/html/; }
    location /map/ { legal_apply map; proxy_pass http://127.0.0.1:$upstream; }
    location /nested/ { legal_apply nested;
        proxy_pass http://127.0.0.1:$upstream; }
    location /plan/ { legal_apply plan; alias DIR/html/;
        add_header X-Variant \$legal_variant; }
    location /circle/ { legal_apply circle; alias DIR/html/; }
    location ~ ^/captured/([^/]+)/(\\w+)/(\\w+) { legal_apply captured;
        proxy_pass http://127.0.0.1:$upstream/p/\$1/\$2/\$3; }
    location /both/ { legal_apply cms all;
        proxy_pass http://127.0.0.1:$upstream; access_log DIR/log l; }
    location /mixed/ { legal_apply elsewhere cms arg;
        proxy_pass http://127.0.0.1:$upstream; }
    location /log/ { proxy_pass http://127.0.0.1:$upstream;
        access_log DIR/log l; }
    location /dry/ { legal_dry_run on; proxy_pass http://127.0.0.1:$upstream; }
    location /return/ { legal_apply arg; default_type text/html;
        return 200 "<body>r</body>"; }
    location /r/ { legal_apply r; alias DIR/html/; }
    location /plan-r/ { legal_apply plan_r; alias DIR/html/; }
    location /lot/ { legal_apply lot; alias DIR/html/; }
    location = /legal { legal_apply off; legal_status; }
}
END
$t->start($http);

sub shown { return scalar(() = $t->body(@_) =~ /<aside/g) }
sub counted { return decode_json($t->body(1, '/legal'))->{notices}{$_[0]} }

# beside a notice that waits for the response, one that is not due stays so

for my $value (qw( yes 0 )) {
    my $body = $t->body(11, "/mixed/$value/e/x");
    is(join(' ', $body =~ /data-legal-notice="(\w+)"/g),
        $value eq 'yes' ? 'cms' : '', "X-Legal: $value, beside others");
}
is(counted($_)->{decided}, 0, "$_ was not due") for qw( elsewhere arg );

# of the response: due where the value is neither empty nor "0"

my %due = (yes => 1, 1 => 1, 00 => 1, no => 1, 0 => 0, '-' => 0);
for my $value (sort keys %due) {
    for my $way (qw( p c c re sent-p )) {
        my $path = "/$way/$value/el/x";
        my $a = $t->get(11, $path);
        my $b = $t->get(21, $path);
        is(() = $a->{body} =~ /<aside/g, $due{$value}, "X-Legal: $value, /$way");
        if (!$due{$value}) {
            $_->{head} =~ s/^(?:Date|X-Cache): .*\n//mg for $a, $b;
            is($a->{head}, $b->{head}, 'as without the module');
        }
    }
}
is(shown(11, "/sent/a.html?a=$_"), $_ ? 1 : 0, "add_header X-Legal $_")
    for '', 0, 1;

my $c = counted('cms');
is($c->{decided}, $c->{shown}, 'what is not due is not decided');

# of the request

for my $case ([ '', 0 ], [ 'a=1', 0 ], [ 'a=1&b=0', 0 ], [ 'a=0&b=1', 0 ],
    [ 'a=1&b=', 0 ], [ 'a=1&b=x', 1 ])
{
    my ($args, $due) = @$case;
    is(shown(11, "/$_/a.html?$args"), $due, "/$_?$args")
        for qw( arg lines return );
}
is(shown(11, '/set/a.html?flag=1'), 1, 'set');
is(shown(11, '/set/a.html?flag=0'), 0, 'set to 0');
is(shown(11, '/set/a.html'), 0, 'set to nothing');
is($t->status(11, '/arg/a.html', fields => ['Range: bytes=0-1']), 206,
    'not due, known before: nothing is withheld');

# what `map` and others make, be it of the response

for my $way (qw( map nested )) {
    is(shown(11, "/$way/$_/e/x"), $_ eq 'yes' || $_ eq '1' ? 1 : 0,
        "/$way of X-Legal: $_") for qw( yes 1 no 0 - );
}
is(shown(11, '/plan/a.html', fields => ['X-Plan: free']), 1, 'of the request');
is(shown(11, '/plan/a.html', fields => ['X-Plan: paid']), 0, 'of another');
isnt(field($t->get(11, '/plan/a.html', fields => ['X-Plan: free']), 'X-Variant'),
    field($t->get(11, '/plan/a.html'), 'X-Variant'),
    'two pages have not one key');
is(shown(11, '/circle/a.html'), 0, 'of what the rules decide: no circle');
unlike($t->log, qr/cycle while evaluating/, '.. that nginx would have to cut');
like($t->body(11, '/captured/yes/e/x', fields => ['X-Any: abc']),
    qr/<body>yes<aside/, "a map's captures are not proxy_pass's");

# restrictions, by the request alone

for my $case (['/r/a.html?r=1', 451], ['/r/a.html?r=0', 200],
    ['/r/a.html', 200], ['/plan-r/a.html', 200, 'X-Plan: x'],
    ['/plan-r/a.html', 451, 'X-Plan: free'],
    ['/lot/a.html?flag=1', 200], ['/lot/a.html', 200, 'X-Lot: 1'],
    ['/lot/a.html?flag=1', 451, 'X-Lot: 1'])
{
    my ($path, $status, @fields) = @$case;
    is($t->status(61, $path, fields => \@fields), $status,
        join ' ', $path, @fields);
}

# the table of validators: due, it is as ever; not due, as without the module

sub holds {
    my ($copy) = @_;
    my ($etag, $date) = map { field($copy, $_) } qw( ETag Last-Modified );
    return [ defined $etag ? "If-None-Match: $etag" : (),
        defined $date ? "If-Modified-Since: $date" : () ];
}

my %holder = (plain => 21, n => 11);

sub table {
    my ($name, $path, $due) = @_;
    my %copy = map { $_ => $t->get($holder{$_}, $path) } keys %holder;
    my $another = { head => 'ETag: "v-0123456789abcdef"', body => '' };
    for my $which (sort keys %holder) {
        my $mine = $copy{$which};
        is(() = $mine->{body} =~ /<aside/g, $due && $which eq 'n' ? 1 : 0,
            "$name: $which without a copy");
        for my $held (sort(keys %holder), 'another') {
            my $fields = holds($copy{$held} // $another);
            my $a = $t->get($holder{$which}, $path, fields => $fields);
            my $same = @$fields && $held ne 'another'
                && ($due ? $held eq $which : 1) ? 304 : 200;
            is($a->{status}, $same, "$name: $held held where $which is due");
            is(field($a, 'ETag'), field($mine, 'ETag'), 'with its ETag');
            is($a->{body}, $same == 304 ? '' : $mine->{body}, 'its body');
        }
    }
}

for my $due (1, 0) {
    my $is = $due ? 'due' : 'not due';
    table("$is, a file", "/sent/a.html?a=$due", $due);
    for my $how (qw( e w el l n )) {
        table("$is, $how", "/p/$due/$how/x", $due);
        table("$is, cached, $how", "/c/$due/$how/x", $due);
        table("$is, map, $how", "/map/$due/$how/x", $due);
    }
}

# what the upstream is asked: until its header comes the notice counts as due

my $etag = field($t->get(11, '/p/1/e/x'), 'ETag');
for my $case (
    [ '1', "If-None-Match: $etag", 304, '304 "v" -' ],
    [ '1', 'If-None-Match: "v"', 200, '200 - -' ],
    [ '0', 'If-None-Match: "v"', 304, '200 - -' ],
    [ '0', "If-None-Match: $etag", 304, '304 "v" -' ],
    [ '1', 'Range: bytes=0-3', 200, '200 - -' ],
    [ '0', 'Range: bytes=0-3', 206, '200 - -' ],
) {
    my ($value, $field, $status, $seen) = @$case;
    asked();
    my $a = $t->get(11, "/p/$value/e/x", fields => [$field]);
    is($a->{status}, $status, "X-Legal: $value, $field");
    is(asked(), "$seen\n", 'what the upstream is asked');
}

# preconditions

for my $path ('/p/DUE/el/x', '/c/DUE/el/x', '/sent/a.html?a=DUE') {
    for my $due (1, 0) {
        my $p = $path =~ s/DUE/$due/r;
        my ($e, $d) = map { field($t->get(21, $p), $_) } qw( ETag Last-Modified );
        is($t->status(11, $p, fields => ["If-Match: $e"]), $due ? 412 : 200,
            "$p, If-Match");
        is($t->status(11, $p, fields => ["If-Unmodified-Since: $d"]),
            $due ? 412 : 200, 'If-Unmodified-Since');
        my $head = $t->get(11, $p, method => 'HEAD');
        my $get = $t->get(11, $p);
        is(field($head, $_), field($get, $_), "HEAD: $_")
            for qw( ETag Legal-Notice Last-Modified );
    }
}

# a stored page that is revalidated has the field of the stored header

$t->get(11, '/re/1/e/old');
sleep 2;
my $a = $t->get(11, '/re/1/e/old');
is(field($a, 'X-Cache'), 'REVALIDATED', 'revalidated');
like($a->{body}, qr/<aside/, 'with its notice');

# beside another notice; variables say what is due in the end

is(shown(11, '/both/1/e/x'), 2, 'both');
is(shown(11, '/both/0/e/x'), 1, 'one');
isnt(field($t->get(11, '/both/1/e/x'), 'ETag'),
    field($t->get(11, '/both/0/e/x'), 'ETag'), 'another variant');
$a = $t->get(11, '/both/0/e/x');
is($t->status(11, '/both/0/e/x', fields => holds($a)), 304, 'known again');
$t->get(11, '/log/0/e/x');
$t->get(11, '/log/1/e/x');
my $log = $t->slurp('log');
like($log, qr{^/both/1/e/x notices=cms,all v=\w{16}$}m, 'logged: both');
like($log, qr{^/both/0/e/x notices=all v=\w{16}$}m, 'one');
like($log, qr{^/log/0/e/x notices= v=-$}m, 'none');

# a dry run

my $was = counted('cms');
$t->get(11, '/dry/1/e/x');
$t->get(11, '/dry/0/e/x');
my $is = counted('cms');
is($is->{dry_run} - $was->{dry_run}, 1, 'a dry run counts what is due');
is($is->{decided} - $was->{decided}, 1, 'and nothing else');

# what nginx -t says

for my $case (
    [ notice => 'when upstream_http_x;', '', qr/a variable is expected/ ],
    [ notice => 'when "$arg_a$arg_b";', '', qr/a variable is expected/ ],
    [ notice => 'when $;', '', qr/a variable is expected/ ],
    [ notice => 'when ${arg_a};', '', qr/a variable is expected/ ],
    [ notice => 'when;', '', qr/invalid number of arguments in "when"/ ],
    [ notice => 'when $no_such;', '', qr/unknown variable "\$no_such" in "x"/ ],
    [ notice => 'when $legal_notices;', '', qr/what the rules decide/ ],
    [ notice => 'when $sent_trailer_x;', '', qr/only when the page was sent/ ],
    [ notice => 'when $bytes_sent;', '', qr/only when the page was sent/ ],
    [ restriction => 'when $upstream_http_x;', '',
        qr/restriction is decided before/ ],
    [ restriction => 'when $sent_http_x;', '',
        qr/restriction is decided before/ ],
    [ notice => 'when $cookie_a;', 'vary X-Country', qr/is one reader's/ ],
    [ notice => 'when $http_x_plan;', 'vary X-Country', qr/is one reader's/ ],
    [ restriction => 'when $http_x_plan;', 'vary X-Country',
        qr/is one reader's/ ],
    [ notice => 'when $http_x_plan;', 'vary X-Country X-Plan' ],
    [ notice => 'when $cookie_a;', 'vary X-Country Cookie' ],
    [ notice => 'when $upstream_http_x;', 'vary X-Country' ],
    [ notice => 'when $cookie_a;', 'private' ],
    [ restriction => 'when $cookie_a $arg_b;', 'private' ],
) {
    my ($kind, $line, $cache, $says) = @$case;
    my $text = $kind eq 'notice' ? "text $t->{dir}/text;" : '';
    $cache = $cache ? "legal_cache $cache;" : '';
    my ($ok, $said) = LN->new->check(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction ru { country RU; }
legal_$kind x { in ru; $text $line }
server { listen 127.0.0.1:PORT; legal_client \$http_x_country country;
    $cache legal_apply x; }
END
    is($ok ? 1 : 0, $says ? 0 : 1, "$kind, $line $cache") or diag $said;
    like($said, $says, 'says why') if $says;
    like($said, qr/nginx\.conf:\d+/, 'and where') if $says;
}

$t->done;
