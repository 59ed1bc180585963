#!/usr/bin/perl

# legal-notice text, and place with a text: for who writes texts, without root.

use warnings;
use strict;

use Cwd qw( abs_path );
use Digest::SHA qw( sha256_hex );
use File::Basename qw( dirname );
use File::Temp qw( tempdir );
use Test::More;

my $command = ($ENV{LN_BUILD} // '') . '/legal-notice';
plan skip_all => 'LN_BUILD is not set, run ./config.sh test'
    unless $ENV{LN_BUILD};
my $top = abs_path(dirname(abs_path($0)) . '/../../..');
my $dir = tempdir(CLEANUP => 1);

sub put {
    my ($name, $text) = @_;
    open my $f, '>:raw', "$dir/$name" or die $!;
    print $f $text;
    close $f;
    return "$dir/$name";
}

sub run {
    my ($args, $in) = @_;
    put('in', $in // '');
    my $out = `$command $args < $dir/in 2>$dir/err`;
    my $status = $? >> 8;
    open my $f, '<', "$dir/err" or die $!;
    local $/;
    return ($status, $out, <$f> // '');
}

# the page of a restriction that its reader may lift

my $asks = put('ru.html', "<h1>A</h1>{{legal_form}}<p>{{b}}</p>");
my ($rc, $said, $wrong) = run("text $asks");
is($rc, 0, 'a text that asks');
is($said, "$asks: ru (ltr), asks, {{b}}, digest " . sha256_hex("<h1>A</h1>{{legal_form}}<p>{{b}}</p>") . "\n", '.. is told');
like((run('text ' . put('en.html', '<p hidden>a</p>')))[1],
    qr/: en \(ltr\), hidden at 1:1, digest/, 'a text that is hidden is told');
($rc, $said) = run("text --html --set b=B $asks");
like($said, qr{<h1>A</h1><div class="legal-form"><button>Продолжить</button></div><p>B</p>}, '.. and shown with its button');
put('ru.html', "{{legal_form}}<p>a<button>b</button></p><button>c</button>");
($rc, $said, $wrong) = run("text $asks");
is($rc, 1, 'one that cannot ask');
like($wrong, qr{a text that asks has one "<button>" at "\Q$asks\E":1:41}, '.. is refused, as by nginx -t');

# what is taken: language, direction, placeholders, digest

my $text = '<p>{{b}} <a href="{{a}}">{{b}}</a></p>';
my $ru = put('ru.html', $text);
my $any = put('notice.html', '<p>a</p>');
my ($status, $out, $err) = run("text $ru $any");
is($status, 0, 'texts that nginx takes');
is($out, "$ru: ru (ltr), {{b}} {{a}}, digest " . sha256_hex($text) . "\n"
    . "$any: no language: its name is no tag like \"en.html\", digest "
    . sha256_hex('<p>a</p>') . "\n", 'what is told of them');

for my $dir (glob("$top/config/notices/* $top/config/restrictions/*/")) {
    ($status, $out) = run("text $dir");
    is($status, 0, "the shipped ones: $dir");
    my @files = glob("$dir/*.html");
    is(scalar(() = $out =~ /\n/g), scalar @files, 'each language');
}

like((run('text ' . put('ar.html', '<p>a</p>')))[1], qr/: ar \(rtl\), digest /,
    'from right to left');
unlink "$dir/ar.html";

# what is refused, with what to do

my $part = qr{a text is a part of a page: keep only what stands between <body> and </body>};
my $word = qr{a word processor has written it, paste the text without formatting};
my $looks = qr{looks belong to the site's style sheet: take it out};
for (['<!DOCTYPE html><p>a</p>', '1:1', $part],
    ['<!doctype html>', '1:1', $part],
    ["<?xml version='1.0'?><p>a</p>", '1:1', $part],
    ['<html><body><p>a</p></body></html>', '1:1', $part],
    ["<p>a</p>\n<BODY>", '2:1', $part],
    ['<head><title>t</title></head>', '1:1', $part],
    ['<title>t</title>', '1:1', qr/belongs to the head of a page: take it out/],
    ['<meta charset=utf-8><p>a</p>', '1:1', qr/belongs to the head of a page/],
    ['<style>p { margin: 0 }</style>', '1:1', $looks],
    ['<link rel=stylesheet href=a.css>', '1:1', $looks],
    ['<p class=MsoNormal>a<o:p></o:p></p>', '1:21', $word],
    ['<p>a</p><![if !supportLists]>', '1:9', $word],
    ['<p>a</p><?o:p?>', '1:9', $word],
    ['<script>a</script>', '1:1', qr/could run, load or send something/],
    ['<svg><path/></svg>', '1:1', qr/could hide something/],
    ["<p>\xcf\xf0</p>", '1:4', qr/not valid UTF-8, save it in that encoding/],
    ['<p>{{ a }}</p>', '1:4', qr/invalid placeholder, "\{\{name\}\}" is expected, of letters, digits and "_"/],
    ['<p>3 < 4</p>', '1:6', qr/unexpected "<", write it as "&lt;"/])
{
    my ($text, $where, $why) = @$_;
    my $file = put('en.html', $text);
    my ($status, $out, $err) = run("text $file");
    is($status, 1, $text);
    like($err, $why, 'what to do');
    like($err, qr/ at "\Q$file\E":$where$/m, 'and where');
}
unlink "$dir/en.html";
($status, $out, $err) = run("text $dir/none.html $ru");
is($status, 2, 'one that is not there');
like($err, qr/cannot read "\Q$dir\E\/none\.html": No such file/, '.. is told');
like($out, qr/^\Q$ru\E: ru/, 'the others are checked all the same');

# a page that shows them

($status, $out) = run("text --html --set b='<P&>' --set a=https://x/ $ru $any");
is($status, 0, 'a page');
like($out, qr{^<!DOCTYPE html>.*<aside class="legal-notice" role="note" lang="ru" dir="ltr" data-legal-notice="example"><p>&lt;P&amp;&gt; <a href="https://x/">&lt;P&amp;&gt;</a></p></aside>\n<h2>}s,
    'with the values, escaped');
like($out, qr{dir="auto" data-legal-notice="example"><p>a</p></aside>\n</main>\n</body>\n</html>\n$},
    'and the next one');
my $odd = put('a<b>&.html', '<p>a</p>');
like((run("text --html '$odd'"))[1], qr/<h2>[^<]*a&#60;b>&#38;\.html<\/h2>/,
    'a name is escaped');
like((run("text --html $ru"))[1], qr/<p>\{\{b\}\} <a href="\{\{a\}\}">/,
    'what is not set is seen');
($status, $out, $err) = run("text --set b=x --set c=y $ru $any");
is($status, 0, 'a value that no text asks for');
is($err, "legal-notice text: no text has the placeholder \"{{c}}\" of --set\n",
    'is told');
unlike((run("text --html --set a=javascript:x $ru"))[1], qr/javascript/,
    'what nginx would not write is not written');

# place: a text in the page's language

my $texts = "$dir/texts";
mkdir $texts or die $!;
put("texts/$_.html", "<p>$_ {{who}}</p>") for qw( en ru kk );
my $page = '<html lang=LANG><article>x</article></html>';
for (['ru', '', 'ru'], ['de', '', 'en'], ['de', "--accept-language 'kk, ru;q=0.5'", 'kk'],
    ['ru', '--accept-language kk', 'ru'])
{
    my ($lang, $more, $is) = @$_;
    my ($status, $out) = run("place --place 'append article' --notice $texts "
        . "--set who=Q $more", $page =~ s/LANG/$lang/r);
    is($out, "<html lang=$lang><article>x<aside class=\"legal-notice\" "
        . "role=\"note\" lang=\"$is\" dir=\"ltr\" data-legal-notice=\"example\">"
        . "<p>$is Q</p></aside></article></html>", "a page in $lang, $more");
}
like((run("place --notice $texts/ru.html --set who=Q", $page))[1],
    qr/<aside .* lang="ru".*<p>ru Q<\/p>/, 'a file as a text');
like((run("place --notice $texts/ru.html", $page))[1],
    qr/^((?!<aside).)*<p>ru \{\{who\}\}<\/p>/, 'or as it is');

is((run("place --place 'append .x' --notice $texts", $page))[2], '',
    'a program is not told of a place that is not there');
SKIP: {
    skip 'no program "script": install bsdutils', 2
        unless grep { -x "$_/script" } split /:/, $ENV{PATH};
    put('page', $page);
    for (['.x', 1], ['article', 0]) {
        my ($where, $told) = @$_;
        my $screen = `script -qec "$command place --place 'append $where' < $dir/page" $dir/typescript < /dev/null`;
        is(scalar(() = $screen =~ /note: the page has none of the places, the notice is at the end of its body/g),
            $told, "who sits at a terminal is, with $where");
    }
}

# help where it is looked for

for (qw( text place check archive locate compare )) {
    my ($status, $out) = run("$_ --help");
    is($status, 0, "$_ --help");
    like($out, qr/^usage: legal-notice/, 'has the usage');
}

# as many values as there may be, and one more

for my $n (64, 65) {
    ($status, $out, $err) = run("text --html" . ' --set b=x' x $n . " $asks");
    is($status, $n == 64 ? 0 : 2, "$n values");
    like($err, qr/too many values at "b=x"/, 'why') if $n == 65;
}

# wrong usage

for (['text', qr/the file of a text is expected/], ['text --x a', qr/unknown option/],
    ["text --set a $ru", qr/lacks its "=": write NAME=VALUE/],
    ["text --set =a $ru", qr/lacks its "="/],
    ["place --notice $dir/nowhere --set a=b", qr/cannot read/])
{
    my ($args, $why) = @$_;
    ($status, $out, $err) = run($args);
    is($status, 2, $args);
    like($err, $why, 'why');
}

done_testing();
