#!/usr/bin/perl

# What slips in when somebody writes a configuration for the first time, and
# would pass without a word: `nginx -t` says it.

use warnings;
use strict;

use Test::More;
use LN;

my $t = LN->new;
$t->write('en.html', "<p>EN</p>\n");
$t->write('who.html', "<p>{{legal_who}}</p>\n");

my $rc = 'legal_jurisdiction rc { network 127.0.0.1; }';

# What nginx -t says of a notice with these lines; the file and its paths as DIR.
sub said {
    my ($lines, $before, $after) = @_;
    my ($ok, $said) = $t->check(join "\n", $before // $rc,
        "legal_notice n { in rc; text DIR/en.html;\n$lines\n}", $after // '');
    $said =~ s/\Q@{[ $t->dir ]}\E/DIR/g;
    return ($ok, $said);
}

# A ";" that is missing: the next line is no part of a selector, or of a list.
for ([ 'place append article', 'place append main;', 'place', 'place' ],
    [ 'place append article', 'fallback none;', 'place', 'fallback' ],
    [ 'place append #story;', 'place append main;', 'place', 'place' ],
    [ 'hydrated auto', 'place append main;', 'hydrated', 'place' ],
    [ 'types text/html', 'place append main;', 'types', 'place' ],
    [ 'language page reader en', 'uri ~ ^/a;', 'language', 'uri' ],
    [ 'uri ~ ^/a', 'place append main;', 'uri', 'place' ],
    [ 'since 2026-01-01', 'until 2099-01-01;', 'since', 'until' ],
    [ 'when $arg_a', 'uri ~ ^/a;', 'when', 'uri' ])
{
    my ($one, $two, $directive, $word) = @$_;
    my ($ok, $said) = said("$one\n$two");
    ok(!$ok, "\"$one\" without its end is refused");
    like($said, qr/"$directive" directive: a ";" is missing before "$word"/,
        'and the line that follows is named');
}

my ($ok, $said) = $t->check("$rc\nlegal_notice n {\nin rc\ntext DIR/en.html;\n}");
ok(!$ok, '"in" without its end is refused');
like($said, qr/"in" directive: a ";" is missing before "text"/, 'likewise');

for ('place after script;', 'place append text;', 'place append "svg text";',
    'uri ~ place;', 'place before ~ uri;', 'language page reader en;')
{
    ($ok, $said) = said($_);
    ok($ok, "\"$_\" has words that are values") or diag $said;
}

# The same in a jurisdiction.
for ([ 'country RU', 'region UA-43;', 'region' ],
    [ 'network 10.0.0.0/8', 'country RU;', 'country' ],
    [ 'country RU', 'except region RU-KGD;', 'except' ])
{
    ($ok, $said) = $t->check("legal_jurisdiction j {\n$_->[0]\n$_->[1]\n}");
    ok(!$ok, "\"$_->[0]\" without its end is refused");
    like($said, qr/a ";" is missing before "$_->[2]"/, 'and the next line named');
}

# Quotes that a word processor has written.
($ok, $said) = said("place append \x{e2}\x{80}\x{9c}article\x{e2}\x{80}\x{9d};");
ok(!$ok, 'a selector in curly quotes is refused: no page has it');
like($said, qr/quotes are straight ones, found a curly one at offset 0/, 'why');

($ok, $said) = said("place append \x{d1}\x{81};");
ok(!$ok, 'and so is an element whose name is not Latin');
like($said, qr/an element's name begins with a letter of a to z/, 'why');

($ok, $said) = said("place append .\x{d1}\x{81};");
ok($ok, 'a class may have any letter') or diag $said;

($ok, $said) = said("uri ~ \x{e2}\x{80}\x{9c}/a\x{e2}\x{80}\x{9d};");
like($said, qr/\[warn\].*"uri" pattern ".*" looks for curly quotes/,
    'a uri pattern in curly quotes: a warning');

$t->write('curly.html', "<p>a</p>\n<a href=\x{e2}\x{80}\x{9c}https://a.example/"
    . "\x{e2}\x{80}\x{9d}>b</a>");
($ok, $said) = $t->check("$rc legal_notice n { in rc; text DIR/curly.html; }");
ok(!$ok, 'an attribute in curly quotes is refused: its link would lead nowhere');
like($said, qr/the value of "href" is in curly quotes, write straight ones at ".*":2:9/,
    'why and where');

# Variables where there are none.
for ('^/news/$lang', '^/$lang/$', '/$_x') {
    ($ok, $said) = said("uri ~ $_;");
    like($said, qr/\[warn\].*"uri" pattern "\Q$_\E" has a word behind "\$"/,
        "\"$_\": a pattern has no variables");
}
for ('^/news/$', '^/(a$|b)', '"^/\$a"', '^/[$a]') {
    ($ok, $said) = said("uri ~ $_;");
    unlike($said, qr/behind "\$"/, "\"$_\" is a pattern");
}

# A control character: what to do.
$t->write('control.html', "<p>a\0b</p>");
($ok, $said) = $t->check("$rc legal_notice n { in rc; text DIR/control.html; }");
like($said, qr/a control character is in the text, take it out, or save the file as plain text in UTF-8/,
    'a control character has its remedy');

# Codes in other forms: what is meant is said.
for ([ 'region UA43', 'did you mean "UA-43"?' ],
    [ 'region ua_43', 'did you mean "UA-43"?' ],
    [ 'region UA', 'it is a country: write "country UA"' ],
    [ 'country UA-43', 'it is a region: write "region UA-43"' ],
    [ 'country RU, BY', 'write codes without commas' ],
    [ 'country RU,BY', 'write codes without commas' ],
    [ 'region UA-43, UA-40', 'write codes without commas' ],
    [ 'asn AS12389', 'write "12389"' ],
    [ 'group eu', 'write "EU" or "EEA"' ])
{
    ($ok, $said) = $t->check("legal_jurisdiction j { $_->[0]; }");
    ok(!$ok, "\"$_->[0]\" is refused");
    like($said, qr/\Q$_->[1]\E/, "with \"$_->[1]\"");
}

($ok, $said) = $t->check('legal_jurisdiction j { }');
like($said, qr/jurisdiction "j" has no terms, nobody would be in it: write one, as "country RU;"/,
    'an empty block says what is missing');

# A variable that one server sets, and another one does not: its text is wrong.
my $who = "$rc legal_notice w { in rc; text DIR/who.html; }";
my $unset = qr/\[warn\].*"text" directive: variable "legal_who" of the placeholder in "w" is not set in a server where the rule is in force, and is empty there: write "set \$legal_who VALUE;" into the server in DIR\/nginx\.conf:(\d+)/;
sub servers {
    my ($http, @servers) = @_;
    my $port = LN::free_port;
    my ($ok, $said) = $t->check(join "\n", $who, $http,
        map { "server { listen 127.0.0.1:$port; server_name s$_; $servers[$_] }" }
        0 .. $#servers);
    $said =~ s/\Q@{[ $t->dir ]}\E/DIR/g;
    ok($ok, 'nginx -t passes') or diag $said;
    return $said;
}
my $set = 'set $legal_who x;';
like(servers('', "legal_apply w; $set", 'legal_apply w;'), $unset,
    'not set in the second server: a warning');
like(servers('legal_apply w;', $set, ''), $unset, 'of what is in force by "http", too');
is(() = servers('', "$set legal_apply w;", 'legal_apply w; location /a { legal_apply w; }')
    =~ /$unset/g, 1, 'one warning a server');
for ([ 'in a location block', "$set legal_apply w;", "location / { $set legal_apply w; }" ],
    [ 'in an if', "$set legal_apply w;", "legal_apply w; if (\$host) { $set }" ],
    [ 'with variables', "$set legal_apply w;", 'legal_apply w; set $legal_who "a $host";' ],
    [ 'nothing is in force', "$set legal_apply w;", '' ],
    [ 'only a redirect', "legal_apply w; $set", 'legal_apply w; return 301 https://a.example$request_uri;' ])
{
    my ($name, @servers) = @$_;
    unlike(servers('', @servers), qr/is not set in a server/, "$name: none");
}
unlike(servers('map $host $legal_who { default x; }', 'legal_apply w;', "legal_apply w; $set"),
    qr/is not set in a server/, 'a variable of map: none');

# Names of files, and of languages.
$t->write("stray/$_", "<p>$_</p>") for qw( en.html ru.htm ru.html~ README.html.txt );
$t->write("fine/$_", "<p>$_</p>") for qw( en.html en.htm en.html.txt README.md );
$t->write('land/ua.html', '<p>x</p>');
$t->write('land/en.html', '<p>x</p>');
for ([ 'stray', qr/"DIR\/stray\/ru\.htm" is left out, rename it: the name of a text ends in "\.html"/ ],
    [ 'land', qr/"ua" is the code of a country and of no language, rename "DIR\/land\/ua\.html": the language there is "uk"/ ])
{
    my ($name, $line) = @$_;
    ($ok, $said) = $t->check("$rc legal_notice n { in rc; text DIR/$name; }");
    $said =~ s/\Q@{[ $t->dir ]}\E/DIR/g;
    ok($ok, "$name: taken");
    like($said, qr/\[warn\].*"text" directive: $line/, "$name: with a warning");
    my $cli = `$t->{build}/legal-notice text @{[ $t->dir ]}/$name 2>&1`;
    $cli =~ s/\Q@{[ $t->dir ]}\E/DIR/g;
    is($?, 0, "$name: the command takes it, too");
    like($cli, qr/note: $line/, "$name: and says the same");
}
($ok, $said) = $t->check("$rc legal_notice n { in rc; text DIR/fine; }");
unlike($said, qr/left out/, 'a copy beside LANG.html is none of our business');

# What looks like a placeholder and is none.
for ([ "<p>a</p>\n<p>\$legal_who</p>", '"$legal_who" stands in the text as it is, a placeholder is written "{{legal_who}}", at "DIR/like.html":2:4' ],
    [ '<p>{legal_who}</p>', '"{legal_who}" stands in the text as it is' ])
{
    $t->write('like.html', $_->[0]);
    ($ok, $said) = $t->check("$rc legal_notice n { in rc; text DIR/like.html; }");
    $said =~ s/\Q@{[ $t->dir ]}\E/DIR/g;
    ok($ok, 'taken');
    like($said, qr/\[warn\].*\Q$_->[1]\E/, "$_->[1]: a warning");
}
$t->write('like.html', '<p>US$5, $x, {a}, {{uri}}, $$a_b, {{{{legal_who}}</p>');
($ok, $said) = $t->check("$rc legal_notice n { in rc; text DIR/like.html; }");
unlike($said, qr/as it is/, 'words, money and braces are none');

# An unknown command: what it is called, in one line.
my $cli = `$t->{build}/legal-notice loacte 2>&1`;
is($? >> 8, 2, 'an unknown command fails');
like($cli, qr/^legal-notice: unknown command "loacte": locate, compare, .* "legal-notice --help" explains them\n$/,
    'in one line, with those that are there');

done_testing();
