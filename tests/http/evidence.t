#!/usr/bin/perl

# What a log says of what was sent: $legal_sent, $legal_preview, the archive.

use warnings;
use strict;

use Cwd qw( abs_path );
use Digest::SHA qw( sha256_hex );
use File::Basename qw( dirname );
use IO::Socket::INET;
use JSON::PP;
use Test::More;
use LN;

my $top = abs_path(dirname(abs_path($0)) . '/../..');
my $t = LN->new;
my $dir = $t->dir;
my $command = "$ENV{LN_BUILD}/legal-notice";

# one with a byte order mark and placeholders, and bytes that a browser changes

my %text = (
    en => "\xef\xbb\xbf<p>This is {{legal_publisher}}&nbsp;speaking.<BR>\n</p>\n",
    ru => "<p>\xd0\x96</p>\n",
);
$t->write("text/$_.html", $text{$_}) for keys %text;
$t->write('one/notice.html', '<p>one</p>');
$t->write('page/be.html', '<h1>be</h1>');
$t->write("html/$_", '<html lang=ru><body>' . 'a' x 100 . '</body></html>')
    for qw( a.html refused/a.html both/a.html script.html );
$t->write('html/en.html', '<html lang=en><body>e</body></html>');
$t->write('html/a.txt', 'plain');
$t->write('html/a.png', 'x');
$t->write('html/frames.html', '<html><frameset><frame></frameset></html>');
$t->write('html/gone.html', 'gone');

my %digest = map { $_ => sha256_hex($text{$_} =~ s/^\xef\xbb\xbf//r) }
    keys %text;
$digest{one} = sha256_hex('<p>one</p>');
$digest{be} = sha256_hex('<h1>be</h1>');
$digest{own} = sha256_hex("<h1>Unavailable For Legal Reasons</h1>\n<p>This page"
    . ' is not available where you are, for legal reasons.</p>');

# an upstream that ends, or breaks off, or says that it has the notice

my $upstream = $t->upstream(sub {
    my ($head, $c) = @_;
    my $body = '<html lang=ru><body>' . 'u' x 40 . '</body></html>';
    $body = '<!doctype html>' if $head =~ m{ /begun};
    $body = '<html lang=ru><body><article>' . 'u' x 200_000 if $head =~ m{ /amid};
    my $more = $head =~ m{ /inner} ? "Legal-Notice: n;lang=ru\r\n" : '';
    my $length = length($body) + ($head =~ m{ /(?:cut|begun|amid)} ? 50000 : 0);
    print $c "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"o\"\r\n"
        . "${more}Content-Length: $length\r\nConnection: close\r\n\r\n$body";
});

my $conf = <<"END";
legal_database DB/City.mmdb;
include $top/config/audit.conf;
log_format short '\$request_method \$legal_path \$status preview=\$legal_preview sent=\$legal_sent';
legal_archive ARCHIVE;
legal_jurisdiction rc { country RU; region UA-43; }
legal_jurisdiction eu { group EU; }
legal_jurisdiction by { country BY; }
legal_notice n { in rc; text DIR/text; place append article;
    uri !~* ^/(refused|ONE)/; types text/html text/plain; since 2026-01-01;
    until 2099-01-01; script /legal-notice.js; }
legal_notice one { in rc; text DIR/one/notice.html; uri ~ ^/both/; place append body; fallback none; }
legal_restriction own { in eu; uri ~ ^/refused/; }
legal_restriction page { in by; page DIR/page; uri ~ ^/refused/; }
legal_restriction moved { in rc; uri ~ ^/refused/; status 403; }
legal_notice never { in eu; text DIR/one/notice.html; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    access_log DIR/short.log short;
    access_log DIR/audit.log legal_audit if=\$legal_audited;
    access_log DIR/audit.json legal_audit_json if=\$legal_audited;
    set \$legal_publisher P;
    legal_apply n one own page moved;
    legal_preview 127.0.0.50;
    error_page 403 /gone.html;
    location /up/ { proxy_pass http://127.0.0.1:$upstream/; }
    location /inner/ { legal_inner_tier on; proxy_pass http://127.0.0.1:$upstream; }
    location = /out { legal_notices; }
    location /dry/ { legal_dry_run on; alias DIR/html/; }
    location = /gone.html { legal_preview off; internal; }
    location /off/ { legal_apply off; alias DIR/html/; }
    location = /moved { return 302 /a.html; }
}
END
$conf =~ s/ARCHIVE/$dir\/archive/;

# nginx -t writes nothing

my ($ok, $said) = $t->check($conf);
ok($ok, 'nginx -t takes it') or diag $said;
ok(!-e "$dir/archive", 'and writes nothing');

$t->start($conf);

sub last_line {
    my ($n) = @_;
    my @lines;
    within(10, sub { @lines = split /^/, $t->slurp('short.log'); @lines >= $n });
    chomp @lines;
    return $lines[-1];
}

my $asked = 0;
sub logs {
    my ($from, $path, $line, $name, %o) = @_;
    my $a = $t->get($from, $path, %o);
    is(last_line(++$asked), $line, $name);
    return $a;
}

my ($ru, $en, $one) = ("n:ru:$digest{ru}", "n:en:$digest{en}",
    "one:-:$digest{one}");
my $tag = field(logs(11, '/a.html', "GET /a.html 200 preview= sent=$ru",
    'a file'), 'ETag');
logs(11, '/en.html?a=b', "GET /en.html 200 preview= sent=$en",
    'another language');
logs(11, '/both/a.html', "GET /both/a.html 200 preview= sent=$ru,$one", 'two');
logs(11, '/a.txt', "GET /a.txt 200 preview= sent=$en", 'plain text');
logs(11, '/up/a', "GET /up/a 200 preview= sent=$ru", 'of an upstream');
logs(11, '/a.png', 'GET /a.png 200 preview= sent=', 'a picture');
logs(11, '/moved', 'GET /moved 302 preview= sent=', 'a redirect');
logs(34, '/a.html', 'GET /a.html 200 preview= sent=', 'a reader in Kyiv');
logs(11, '/a.html', 'HEAD /a.html 200 preview= sent=', 'HEAD',
    method => 'HEAD');
logs(11, '/a.html', 'GET /a.html 304 preview= sent=', 'a 304',
    fields => ["If-None-Match: $tag"]);
logs(11, '/frames.html', "GET /frames.html 503 preview= sent=$en",
    'the 503 of an undeliverable notice has it');
logs(11, '/dry/a.html', 'GET /dry/a.html 200 preview= sent=', 'a dry run');
logs(11, '/off/a.html', 'GET /off/a.html 200 preview= sent=', 'out of scope');
logs(11, '/out?uri=/both/a.html&lang=ru',
    "GET /out 200 preview= sent=$ru,$one", 'an outlet');
logs(11, '/out?uri=/both/a.html&lang=ru', 'HEAD /out 200 preview= sent=',
    'HEAD of it', method => 'HEAD');
logs(11, '/inner/x', 'GET /inner/x 200 preview= sent=n:-:-',
    'a text that an inner tier has put in');
logs(11, '/up/begun', "GET /up/begun 200 preview= sent=$en",
    'a page that breaks off at once, with its notice');
logs(11, '/up/amid', "GET /up/amid 200 preview= sent=$ru",
    'one that breaks off amid an article');
logs(11, '/up/cut', "GET /up/cut 200 preview= sent=$ru",
    'a page that breaks off behind it');

logs(21, '/refused/a.html', 'GET /refused/a.html 451 preview= '
    . "sent=own:en:$digest{own}", "the module's own page");
logs(61, '/refused/a.html', 'GET /refused/a.html 451 preview= '
    . "sent=page:be:$digest{be}", 'a page');
logs(61, '/refused/a.html', 'HEAD /refused/a.html 451 preview= sent=',
    'HEAD', method => 'HEAD');
logs(61, '/refused/a.html', 'POST /refused/a.html 451 preview= '
    . "sent=page:be:$digest{be}", 'POST', method => 'POST',
    fields => ['Content-Length: 0']);
logs(11, '/refused/a.html', 'GET /refused/a.html 403 preview= sent=moved:-:-',
    'a page of error_page');

# previews say so: each way, each response, also where error_page makes it

for (['RU', 'RU'], ['ua-43', 'UA-43'], ['127.0.0.11', '127.0.0.11'],
    ['2001:db8:11::9', '2001:db8:11::9'])
{
    my ($value, $told) = @$_;
    my $a = logs(50, "/a.html?legal_preview=$value",
        "GET /a.html 200 preview=$told sent=$ru", "preview of $value");
    is(fields($a, 'Legal-Preview'), $told, 'told in the header');
    $a = logs(50, '/up/a', "GET /up/a 200 preview=$told sent=$ru", 'by a field',
        fields => ["X-Legal-Preview: $value"]);
    is(fields($a, 'Legal-Preview'), $told, 'told');
}

my @of = (fields => ['X-Legal-Preview: BY']);
is(field(logs(50, '/refused/a.html', 'GET /refused/a.html 451 preview=BY '
    . "sent=page:be:$digest{be}", 'of a refusal', @of), 'Legal-Preview'), 'BY',
    'told');
is(field(logs(50, '/a.html', 'GET /a.html 200 preview=BY sent=',
    'of a page without a notice', @of), 'Legal-Preview'), 'BY', 'told');
@of = (fields => ['X-Legal-Preview: RU']);
is(field(logs(50, '/refused/a.html',
    'GET /refused/a.html 403 preview=RU sent=moved:-:-',
    'of a page of error_page, which has no previews', @of), 'Legal-Preview'),
    'RU', 'told');
is(field(logs(50, '/frames.html', "GET /frames.html 503 preview=RU sent=$en",
    'of an undeliverable notice', @of), 'Legal-Preview'), 'RU', 'told');
is(field(logs(50, '/out?uri=/a&lang=ru', "GET /out 200 preview=RU sent=$ru",
    'of an outlet', @of), 'Legal-Preview'), 'RU', 'told');
logs(50, '/off/a.html', 'GET /off/a.html 200 preview=RU sent=',
    'where no rule applies', @of);
is(field(logs(50, '/dry/a.html', 'GET /dry/a.html 200 preview=RU sent=',
    'in a dry run', @of), 'Legal-Preview'), undef, 'which changes no response');

# a mistyped one is told, and is no preview

for my $value ('Russia', 'RU,DE', '', '300.1.1.1', '%52U') {
    my $a = logs(50, "/a.html?legal_preview=$value",
        'GET /a.html 200 preview= sent=' . ($t->body(50, '/a.html')
            =~ /data-legal/ ? $ru : ''), "\"$value\" is no place");
    $asked++;
    is(fields($a, 'Legal-Preview'), 'invalid', 'told');
    is(field($a, 'Cache-Control'), 'no-store', 'to nobody else');
}
is(field($t->get(34, '/a.html?legal_preview=RU'), 'Legal-Preview'), undef,
    'who may not ask is told nothing');
is(field($t->get(34, '/a.html?legal_preview=x'), 'Legal-Preview'), undef,
    'not that it is mistyped, either');
is(field($t->get(50, '/a.html'), 'Legal-Preview'), undef,
    'nor who asks for none');

# the audit log: only what was due, both forms alike

my @json = map { decode_json($_) } split /^/, $t->slurp('audit.json');
my @plain = split /^/, $t->slurp('audit.log');
is(scalar @json, scalar @plain, 'both forms have each line');
ok(!(grep { $_->{due} eq '' && $_->{refused} eq '' } @json),
    'each of a request to which a rule was due');
my ($first) = @json;
is_deeply([@$first{qw( method path status completion due sent refused in
    uncertain conflict preview )}], ['GET', '/a.html', 200, 'OK', 'n', $ru, '',
    'rc', 0, 0, ''], 'what a line says');
like($plain[0], qr{^\S+\ a\ GET\ /a\.html\ 200\ OK\ due="n"
    \ sent="\Q$ru\E"\ refused=""\ in="rc"\ uncertain=0\ conflict=0\ preview=""\ variant=[0-9a-f]{16}$}x,
    'in the other form');
ok((grep { $_->{preview} eq 'UA-43' && $_->{sent} } @json)
    && (grep { $_->{method} eq 'HEAD' && !$_->{sent} } @json),
    'previews and HEAD are told apart');

# the archive: each text in use, once, and when it was

is(join(' ', sort grep { !/^\./ } map { s{.*/}{}r } glob("$dir/archive/*")),
    join(' ', sort @digest{qw( en ru one be own )}, 'manifest.jsonl'),
    'the archive has each text that is in use, and no other');
is(join(' ', glob("$dir/archive/.*[0-9]")), '', 'and nothing half written');
for my $name (qw( en ru one be own )) {
    my $path = "archive/$digest{$name}";
    is(sha256_hex($t->slurp($path)), $digest{$name}, "$name is as it was");
    is(sprintf('%o', (stat "$dir/$path")[2] & 07777), '444', 'read only');
    is(`$command archive $dir/archive n:$name:$digest{$name}`,
        $t->slurp($path), 'the command prints it');
}
is(`$command archive $dir/archive \U$digest{ru}`, $text{ru}, 'digits as capitals');
is(sprintf('%o', (stat "$dir/archive")[2] & 07777), '755', 'for all to read');

sub manifest { map { decode_json($_) } split /^/, $t->slurp('archive/manifest.jsonl') }
my @told = manifest();
is(scalar @told, 6, 'a line for each text of each rule');
like($told[0]{time}, qr/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'the time');
delete $told[0]{time};
is_deeply($told[0], { event => 'start', rule => 'n', kind => 'notice',
    jurisdictions => ['rc'], uris => ['!~* ^/(refused|ONE)/'],
    places => ['append article', 'append body'], since => '2026-01-01T00:00:00Z',
    until => '2099-01-01T00:00:00Z', lang => 'en', digest => $digest{en} },
    'what a line says');
is_deeply($told[2]{places}, ['append body'], 'without the fallback');
ok(!(grep { $_->{rule} eq 'never' } @told), 'not of a rule that is not in use');

# another text: the old one stays

my $inode = (stat "$dir/archive/$digest{ru}")[1];
$t->write('text/ru.html', '<p>new</p>');
$t->reload;
@told = manifest();
is(scalar @told, 12, 'a reload adds its lines');
is($told[6]{event}, 'reload', 'as such');
my $new = sha256_hex('<p>new</p>');
is($told[7]{digest}, $new, 'with the new text');
is((stat "$dir/archive/$digest{ru}")[1], $inode, 'the old one was not touched');
is($t->slurp("archive/$new"), '<p>new</p>', 'beside the new one');
is($t->slurp("archive/$digest{ru}"), $text{ru}, 'which is as ever');

# one that was changed is not written over, and told

chmod 0644, "$dir/archive/$new";
$t->write("archive/$new", '<p>forged</p>');
$t->reload;
is($t->slurp("archive/$new"), '<p>forged</p>', 'a file is not written over');
like($t->log, qr/the archive was changed: "\Q$dir\E\/archive\/$new" holds another text than its name says, move it away/,
    'but this is told');
my $out = `$command archive $dir/archive $new 2>&1`;
is($? >> 8, 2, 'the command takes it for no text');
like($out, qr/was changed: its digest is/, 'and says so');
unlink "$dir/archive/$new";

# a manifest that cannot be written is an alert, and nobody is without pages

rename "$dir/archive/manifest.jsonl", "$dir/before.jsonl" or die $!;
mkdir "$dir/archive/manifest.jsonl" or die $!;
$t->reload;
like($t->log, qr/\[alert\].*legal_archive does not say which texts are in use now: cannot write ".*manifest\.jsonl": Is a directory/,
    'a manifest that cannot be written is an alert');
is($t->status(11, '/a.html'), 200, 'and pages are served');
rmdir "$dir/archive/manifest.jsonl" or die $!;

# a text that cannot be written: the reload is refused

$t->conf($conf =~ s/legal_archive \S+;/legal_archive \/proc;/r);
$t->reload;
like($t->log, qr/\[emerg\].*"legal_archive" directive: cannot write "\/proc\//,
    'a text that cannot be written is told');
is($t->status(11, '/a.html'), 200, 'and the old configuration goes on');
$t->conf($conf);

# a directory that cannot be used: in words, and the old configuration goes on

for (['/dev/null', qr/"\/dev\/null" is no directory, name another one/],
    ["$dir/none/below", qr{"\Q$dir\E/none/below" is missing and cannot be made: "\Q$dir\E/none": No such file or directory; make it, for the user that starts nginx}],
)
{
    my ($path, $why) = @$_;
    my ($ok, $said) = $t->check($conf =~ s/legal_archive \S+;/legal_archive $path;/r);
    ok(!$ok, "$path is refused");
    like($said, $why, 'in words');
}
($ok, $said) = $t->check($conf =~ s/legal_archive \S+;/legal_archive "";/r);
like($said, qr/invalid value "" in "legal_archive" directive/, 'nor without a name');
($ok, $said) = $t->check($conf =~ s/(legal_archive \S+;)/$1 $1/r);
like($said, qr/"legal_archive" directive is duplicate/, 'once is enough');

# the command: errors

for (["$dir/archive $digest{en}0", qr/is no digest: 64 hexadecimal digits/],
    ["$dir/archive abc", qr/is no digest/],
    ["$dir/archive " . '0' x 64, qr/no text in ".*" has the digest "0+"/],
    ["$dir/nowhere $digest{en}", qr/cannot read/],
    ["$dir/archive", qr/a directory and a digest are expected/],
    ["--x $dir/archive $digest{en}", qr/unknown option "--x"/])
{
    my ($args, $why) = @$_;
    my $out = `$command archive $args 2>&1`;
    is($? >> 8, 2, "archive $args");
    like($out, $why, 'in words');
}
is(`$command archive $dir/archive @{[ substr $digest{be}, 0, 8 ]}`,
    '<h1>be</h1>', '8 digits are enough');
my $twin = substr($digest{be}, 0, 8) . '0' x 56;
$t->write("archive/$twin", '');
like(`$command archive $dir/archive @{[ substr $digest{be}, 0, 8 ]} 2>&1`,
    qr/several texts in .* begins with/, 'unless two have them');

$t->done(seen => qr/the archive was changed|legal_archive/);
