#!/usr/bin/perl

# The command `legal-notice`, as an operator runs it.

use warnings;
use strict;

use Compress::Zlib;
use Cwd qw( abs_path );
use File::Basename qw( dirname );
use MIME::Base64;
use Test::More;

my $build = $ENV{LN_BUILD} or plan skip_all => 'LN_BUILD is not set';
my $dir = "$build/command-test";
mkdir $dir;

sub run {
    my ($arguments, $input) = @_;
    open my $f, '>:raw', "$dir/in" or die "$dir/in: $!";
    print $f $input // '';
    close $f;
    my $out = `$build/legal-notice $arguments < $dir/in 2> $dir/err`;
    my $status = $? >> 8;
    open $f, '<', "$dir/err" or die;
    local $/;
    return ($status, $out, scalar(<$f>) // '');
}

sub put_file {
    my ($path, $text) = @_;
    open my $f, '>:raw', $path or die "$path: $!";
    print $f $text;
    close $f;
}

my ($status, $out, $err) = run("locate --database $build/testdb/City.mmdb"
    . " --database=$build/testdb/ASN.mmdb 127.0.0.11 ::ffff:127.0.0.31"
    . ' 127.0.0.33 127.0.0.1');
is($status, 0, 'locate');
is($err, '', 'nothing to complain of');
my @lines = split /\n/, $out;
is(@lines, 4, 'a line an address');
like($lines[0], qr/^\{"ip":"127\.0\.0\.11","located":true,"country":"RU",
    "region":"RU-MOW","regions":\["RU-MOW"\],"geonames":\[.*524901.*\].*
    "asn":12389,"latitude":55\.75,"longitude":37\.62,
    "accuracy_radius":20\}$/x, 'Moscow');
like($lines[1], qr/"region":"UA-43"/, 'an IPv4-mapped address');
unlike($lines[2], qr/region/, 'no region where none is known');
is($lines[3], '{"ip":"127.0.0.1","located":false}', 'nowhere');

{
    open my $f, '>', "$dir/one" or die;
    print $f "legal_jurisdiction one { country RU; }\n";
    open $f, '>', "$dir/none" or die;
}
for my $n (1 << 20, (1 << 20) + 1) {
    open my $f, '>', $dir . ($n > 1 << 20 ? '/larger' : '/large') or die;
    print $f 'x' x $n;
    close $f;
}
($status, $out) = run("place --notice $dir/large", '<p>a');
is(length $out, (1 << 20) + 4, 'a notice of 1 MiB');
($status) = run('place' . ' --place "append p"' x 64, '<p>a');
is($status, 0, '64 places');
# a place where what the notice contains would end an element is passed over

mkdir "$dir/link";
put_file("$dir/link/en.html", '<p>n</p>');
put_file("$dir/link/ru.html", '<p><A href="/">n</A></p>');
put_file("$dir/button", '<p>n</p><BUTTON>n</BUTTON>');
put_file("$dir/neither", '<abbr>n</abbr><b>n</b>');
for ([ link => 19 ], [ button => 7 ], [ neither => 7 ]) {
    my ($notice, $at) = @$_;
    (undef, $out) = run("place --offset --notice $dir/$notice --place 'append i'",
        '<a><i>b</i></a><i>c</i>');
    like($out, qr/"offset":$at,/, "a place for $notice");
    (undef, $out) = run("place --offset --notice $dir/$notice --place 'append i'",
        '<button><i>b</i></button><i>c</i>');
    $at = { link => 12, button => 29, neither => 12 }->{$notice};
    like($out, qr/"offset":$at,/, "a place for $notice, where a button is");
}
($status, $out) = run('locate' . " --database $build/testdb/City.mmdb" x 16 . ' 127.0.0.11');
is($status, 0, '16 databases');
($status, $out) = run("locate --database $build/testdb/City.mmdb --jurisdictions $dir/one"
    . " --jurisdictions $dir/none" x 63 . ' 127.0.0.11');
is($status, 0, '64 files');

for my $case (
    [ 'locate 127.0.0.1', qr/--database/ ],
    [ "locate --database $dir/no.mmdb 127.0.0.1", qr/no\.mmdb.*No such file/ ],
    [ "locate --database $dir/in 127.0.0.1", qr/empty/ ],
    [ "locate --database $build/testdb/City.mmdb", qr/address is missing/ ],
    [ "locate --database $build/testdb/City.mmdb 1.2.3", qr/"1\.2\.3"/ ],
    [ 'locate --base x 1.2.3.4', qr/"--base"/ ],
    [ 'place --place "inside p"', qr/"inside"/ ],
    [ 'place --place "append p["', qr/offset/ ],
    [ 'place --chunk 0', qr/"0"/ ],
    [ 'place --encoding klingon', qr/"klingon"/ ],
    [ 'place --encoding hz-gb-2312', qr/no notice can be put .* "hz-gb-2312"/ ],
    [ 'place --notes x', qr/unknown option "--notes"/ ],
    [ 'place page.html', qr/unexpected "page\.html": the page is read from standard input, write "< FILE" at the end/ ],
    [ 'place --place append article', qr/write both in quotes, as --place "append article"/ ],
    [ 'place --notice', qr/value is missing after "--notice"/ ],
    [ 'place --chunk=', qr/""/ ],
    [ 'place --chunk 12x', qr/--chunk must be a number of bytes, not "12x"/ ],
    [ 'place --chunk :', qr/not ":"/ ],
    [ "place --hydrated 'a['", qr/unexpected end of the selector|"a\["/ ],
    [ "place --place 'after ~x y'", qr/unexpected "~" at offset 0/ ],
    [ "locate --database=", qr/a value is missing after "--database="/ ],
    [ "place --notice $dir", qr/cannot read "\Q$dir\E"/ ],
    [ 'place' . ' --place "append p"' x 65, qr/too many places at "append p"/ ],
    [ 'locate' . " --database $build/testdb/City.mmdb" x 17 . ' 1.2.3.4',
        qr/too many databases at/ ],
    [ "locate --database $build/testdb/City.mmdb"
        . " --jurisdictions $dir/none" x 65 . ' 1.2.3.4', qr/too many files at/ ],
    [ "locate --database $build/testdb/City.mmdb --database", qr/database/ ],
    [ "place --notice $dir/no.html", qr/No such file/ ],
    [ "place --notice $dir/larger", qr{notice "\Q$dir\E/larger" is larger than 1 MiB} ],
    [ 'place --chunk 1073741825', qr/--chunk must be a number of bytes, not "1073741825", and 1073741824 at most/ ],
    [ 'plac', qr/"plac"/ ],
    [ "compare --database $build/testdb/City.mmdb --jurisdictions $dir/none",
        qr/there is nothing to compare: "\Q$dir\E\/none" has no legal_jurisdiction/ ],
    [ "archive $dir n:en:9f86d081,h:-:2c26b46b", qr/"n:en:9f86d081,h:-:2c26b46b" has several texts: give one of its words/ ],
    [ "archive $dir 'n:en:9f86d081, h:-:2c26b46b'", qr/has several texts/ ],
) {
    ($status, $out, $err) = run($case->[0]);
    is($status, 2, "$case->[0]: exit 2");
    like($err, $case->[1], 'and why');
    is($out, '', 'and nothing else');
}

my $page = '<!DOCTYPE html><html lang="ru"><meta charset="windows-1251"><body>'
    . '<article><p>x</article><p>y';
for my $chunk (1, 2, 3, 7, 65536) {
    ($status, $out, $err) = run("place --place 'append article' "
        . "--place 'after h1' --chunk $chunk --offset", $page);
    is($out, '{"offset":' . index($page, '</article>') . ',"place":"append '
        . "article\",\"language\":\"ru\",\"charset\":\"windows-1251\"}\n",
        "where it goes, in chunks of $chunk");
}

($status, $out, $err) = run("place --place 'append article'", $page);
like($out, qr{^<!DOCTYPE.*<p>x<aside\ class="legal-notice".*</aside></article>
    <p>y$}xs, 'the page with its notice');

($status, $out, $err) = run("place --place 'after ~* X'", $page);
like($out, qr{<p>x<aside.*</aside></article><p>y$}s, 'a pattern');

sub utf16 {
    return join '', map { "$_\0" } split //, $_[0];
}

open my $f, '>:raw', "$dir/notice" or die;
print $f "\xef\xbb\xbf\xd0\xb6";          # the mark is no part of a notice
close $f;

for my $chunk (1, 3, 65536) {
    my $options = "--place 'append p' --notice $dir/notice --chunk $chunk";
    ($status, $out, $err) = run("place --encoding utf-16le $options",
        utf16('<p>a</p>'));
    is($out, utf16('<p>a</p>') . "\x36\x04", 'a page in UTF-16');
    ($status, $out, $err) = run("place $options", "\xff\xfe" . utf16('<p><!--'));
    is($out, "\xff\xfe" . utf16('<p><!---->') . "\x36\x04", 'cut in a comment');
    ($status, $out, $err) = run("place --encoding koi8-r $options",
        "<p>\xc1</p>");
    is($out, "<p>\xc1</p>&#1078;", 'a page in another charset');
    ($status, $out, $err) = run("place $options", '<meta charset=utf-8><p>a');
    is($out, "<meta charset=utf-8><p>a\xd0\xb6", 'a page in UTF-8');
    ($status, $out, $err) = run("place $options", '<meta charset=utf-7><p>a');
    is($status, 2, 'a page that takes no notice: exit 2');
    is($out, '', 'nothing of it');
    like($err, qr/encoding/, 'and why');
}

open $f, '>:raw', "$dir/notice" or die;
print $f "\xb6";
close $f;
($status, $out, $err) = run("place --notice $dir/notice", '<p>');
is($status, 2, 'a notice that is not UTF-8: exit 2');
like($err, qr/UTF-8/, 'and why');

# where, by what the page is and what was said of it

for (['--encoding utf-8', $page, 'append article', 'utf-8'],
    ['--encoding utf-8', "\xff\xfe" . utf16($page), 'append article', 'utf-16le'],
    ['', '<p>x', 'append body', 'windows-1252'],
    ['--always', '<!DOCTYPE html><frameset><frame></frameset>', 'end of document', 'windows-1252'],
    ['--always', '{"ok":true}', 'append body', 'windows-1252'])
{
    my ($options, $page, $place, $charset) = @$_;
    my $places = $place eq 'append article' ? "--place '$place'" : '--place "append h1"';
    ($status, $out, $err) = run("place $places $options --offset", $page);
    is($status, 0, "--offset $options");
    like($out, qr/"place":"$place".*"charset":"$charset"/i, "$place, $charset");
}

# where the module puts none

for (['{"ok":true}', 'it cannot be HTML'], ['', 'it cannot be HTML'], ['{"html":"<p>a</p>"}', 'it cannot be HTML'],
    ['<tr><td>a</td></tr>', 'it begins with a part of a table or of a select'])
{
    my ($page, $why) = @$_;
    for my $chunk (1, 65536) {
        my $options = "--place 'append td' --chunk $chunk";
        ($status, $out, $err) = run("place $options --offset", $page);
        is($status, 0, "no page: $page");
        is($out, qq({"offset":null,"place":null,"why":"it is no page: $why","language":"","charset":"windows-1252"}\n),
            '.. has no place');
        ($status, $out, $err) = run("place $options", $page);
        is($status, 0, '.. and no notice');
        is($out, $page, '.. and stays as it is');
        like($err, qr/note: no notice goes in, as the module would have it: it is no page: $why/, '.. and why');
    }
}
for (['<!DOCTYPE html><frameset><frame></frameset>', qr/the page is a <frameset>, which shows no notice: it is undeliverable$/],
    ['<meta charset=utf-7><p>a', qr/the page is in an encoding that no notice can be put into: it is undeliverable$/],
    ["\x1f\x8b\x08<p>a</p>", qr/the page is compressed: decompress it/], ["\x28\xb5\x2f\xfd<p>a</p>", qr/the page is compressed/])
{
    my ($page, $why) = @$_;
    for my $options ('', '--offset', '--chunk 1') {
        ($status, $out, $err) = run("place $options", $page);
        is($status, 2, "no place $options: $page");
        like($err, $why, '.. and why');
        is($out, '', '.. and nothing else');
    }
}

# codings without a mark are seen by what comes out; what is no page is none

my $words = '<!DOCTYPE html><html><body>' . join('', map { "<p>line $_</p>" } 1 .. 50);
my $br = decode_base64('oQAGACJuulQd3dCU1Nm04sP1ZK0IqdhHMIooS4WSRHYy6vIF3yGy2eBw1WtwpqLsi4'
    . 'qtAlwZqlDIk6WIcqIFJp4kAj19vr/1kn4M1WzEPo/+qdREgZGmsdQR');
for (['gzip', Compress::Zlib::memGzip($words)], ['deflate', Compress::Zlib::compress($words)],
    ['br', $br])
{
    my ($coding, $page) = @$_;
    for my $options ('', '--offset', "--place 'append article'") {
        ($status, $out, $err) = run("place $options", $page);
        is($status, 2, "$coding, place $options");
        like($err, qr/the page is compressed: decompress it, as by "curl --compressed", "gunzip" or "brotli -d"$/, '.. and why');
        is($out, '', '.. and nothing else');
    }
}
for my $page ("\xa1\x00\x06 text", "\xff\xfe<\0p\0>\0a\0", "\x0b<p>a</p>", "\x78\x9c<p>a</p>",
    "<p>\xcf\xf0\xe8</p>", Compress::Zlib::compress('{"a":1}'), $br =~ s/.{60}$//sr . 'x' x 99)
{
    ($status, $out, $err) = run('place', $page);
    unlike($err, qr/compressed/, 'a page is not taken for one');
}

# a pattern is behind a word of its own

($status, $out, $err) = run(q(place --place 'before ~ a b' --offset), '<p>c a b</p>');
like($out, qr/"offset":5,/, 'a pattern has blanks');
($status, $out, $err) = run(q(place --place 'before ~a b' --offset), '<p>c a b</p>');
is($status, 2, 'what begins with ~ is none');

# values after "=", and what JSON has to escape

($status, $out, $err) = run('place --place=\'append [t="x\\\\"]\' --chunk=1'
    . ' --offset', "<html lang='a\"\\\x01b'><p t='x\\'>y</p>");
is($out, '{"offset":' . length("<html lang='a\"\\\x01b'><p t='x\\'>y</p>")
    . ',"place":"append [t=\\"x\\\\\\\\\\"]","language":'
    . '"a\\"\\\\\\u0001b","charset":"windows-1252"}' . "\n",
    'quotes and controls in what is told');

($status, $out, $err) = run("place --place 'append [t=\"\xff\"]' --offset",
    "<html lang='a\xffb'><p t='\xff'>y</p>");
is($out, "{\"offset\":31,\"place\":\"append [t=\\\"\xef\xbf\xbd\\\"]\","
    . "\"language\":\"a\xef\xbf\xbdb\",\"charset\":\"windows-1252\"}\n",
    'bytes that are no UTF-8');

($status, $out, $err) = run("locate --database $build/testdb/City.mmdb"
    . ' -- 127.0.0.1');
is($status, 0, '-- ends the options');

# a notice of many pages

my $long = '<p>' . join(' ', 1 .. 30000) . '</p>';
open $f, '>:raw', "$dir/notice" or die;
print $f $long;
close $f;
($status, $out, $err) = run("place --place 'append p' --notice $dir/notice",
    '<meta charset=utf-8><p>a</p>');
is($out, "<meta charset=utf-8><p>a</p>$long", 'a long notice, whole');

# traits

($status, $out, $err) = run('locate --database'
    . " $build/testdb/layouts/GeoIP2-Anonymous-IP.mmdb 10.1.0.1 10.9.0.1");
like($out, qr/^\{"ip":"10\.1\.0\.1","located":\w+,"traits":\[
    "anonymous","vpn"/mx, 'traits of an address');
like($out, qr/^\{"ip":"10\.9\.0\.1","located":false\}$/m, 'and of none');

# a full disk

put_file("$dir/in", '<p>a');
for my $what ('--help', '--version', 'help',
    "locate --database $build/testdb/City.mmdb 127.0.0.11", 'place')
{
    my $said = `$build/legal-notice $what < $dir/in 2>&1 > /dev/full`;
    is($? >> 8, 2, "$what to a full disk: exit 2");
    like($said, qr/cannot write/, 'and why');
}
put_file("$dir/in", '<p>' . 'x' x 1000000);
mkdir "$dir/full";
put_file("$dir/full/en.html", "<p>e</p>");
for my $what ("text --html $dir/full/en.html", 'place --chunk 4096', 'place --offset',
    "locate --help", "compare --database $build/testdb/City.mmdb"
    . " --database $build/testdb/Country.mmdb --jurisdictions $dir/j.conf --json")
{
    put_file("$dir/j.conf", 'legal_jurisdiction ru { country RU; }');
    my $said = `timeout 20 $build/legal-notice $what < $dir/in 2>&1 > /dev/full`;
    is($? >> 8, 2, "$what to a full disk: exit 2");
    like($said, qr/cannot write/, 'and why');
}
my $said = `$build/legal-notice place < $dir 2>&1`;
is($? >> 8, 2, 'a page that cannot be read: exit 2');
like($said, qr/cannot read the page: Is a directory/, 'and why');

# without a command, and with one that is asked for help

($status, $out, $err) = run('');
is($status, 2, 'no command: exit 2');
like($err, qr/\Ausage: legal-notice COMMAND/, 'and how it is used');
my $help = (run('help'))[1];
is((run($_))[1], $help, "$_ says the same") for '-h', '--help', 'place -h', 'check --help';

# a file of jurisdictions in the directory where one is

put_file("$dir/j.conf", 'legal_jurisdiction here { network nets.txt; }');
put_file("$dir/nets.txt", "127.0.0.0/8\n");
$out = `cd $dir && $build/legal-notice locate --database $build/testdb/City.mmdb --jurisdictions j.conf 127.0.0.11 2>&1`;
like($out, qr/"here":\{"answer":"in"/, 'its files are beside it');

# help and manual say what the exit statuses above are

($status, $out, $err) = run('help');
my ($told) = $out =~ /^Exit status: (.*)$/m;
my $manual = do {
    open my $man, '<', "$build/../config/packaging/man/legal-notice.1" or die;
    local $/;
    <$man>;
};
is($told, '0, or 2 for wrong usage and when reading or writing fails.',
    'help names the exit statuses');
like($manual, qr/^\.SH EXIT STATUS\n\Q$told\E$/m, 'and so does the manual');
like($out, qr/^ .*\Q$_\E/m, "help names $_")
    for map { s/\\//gr } $manual =~ /^\.BI? (\\-\\-[\\a-z-]+)/mg;
like($manual, qr/^\.BI? \Q$_\E/m, 'and the manual what help does')
    for map { s/-/\\-/gr } $out =~ /^  (--[a-z]+)/mg;

# it says the version that CHANGES has

SKIP: {
    open my $f, '<', dirname(abs_path($0)) . '/../../../CHANGES'
        or skip 'CHANGES is not here', 1;
    my ($version) = <$f> =~ /^Changes with (\S+)/;
    is((run('--version'))[1], "legal-notice $version\n", 'the version');
}

done_testing();
