#!/usr/bin/perl

# legal-notice check: sitemaps as sites write them.  Each page that is named is
# checked, and what names none is told.

use warnings;
use strict;

use JSON::PP;
use Test::More;
use LN;

my $t = LN->new;
my $dir = $t->dir;
my $command = "$ENV{LN_BUILD}/legal-notice";
plan skip_all => 'the command was built without libcurl'
    if `$command check --retries 0 http://127.0.0.1:1/ 2>&1` =~ /without libcurl/;

$t->write('html/a.html', '<!DOCTYPE html><html lang=en><body>a</body></html>');
$t->start(<<"END");
server { listen 127.0.0.1:PORT; root DIR/html; }
END
my $site = 'http://127.0.0.1:' . $t->port;
my $ns = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

sub check {
    my ($map, $args) = @_;
    $t->write('html/map.xml', $map);
    my $out = `timeout 60 $command check --ignore-robots --retries 0 @{[ $args // '' ]} --sitemap $site/map.xml 2>$dir/err`;
    return ($? >> 8, $out, $t->slurp('err'));
}

# entries that name a page: what is asked for

sub names {
    my ($name, $map, @queries) = @_;
    my ($status, $out, $err) = check($map);
    is($status, 0, $name) or diag $out, $err;
    is(join(' ', sort $out =~ m{^ok +\S+/a\.html\?(\S+):}mg), join(' ', sort @queries), '.. and its pages');
    like($out, qr/^pages: ${\scalar @queries},/m, '.. are counted');
}

sub urlset { return "<?xml version=\"1.0\"?>\n<urlset $ns>" . join('', map { "<url>$_</url>" } @_) . '</urlset>' }

my $i = 0;
my @locs = map { $i++; s/URL/$site\/a.html?$i/r } '<loc >URL</loc>', "<loc\n>URL</loc\n>", "<loc\t>\n  URL\n</loc >",
    '<loc a="b>c">URL</loc>', '<loc><![CDATA[URL]]></loc>', "<loc>\n<![CDATA[ URL ]]>\n</loc>",
    '<loc><!-- <loc>x</loc> -->URL</loc>', '<lastmod>2026-01-01</lastmod><loc>URL</loc><priority/>';
names('blanks in tags, CDATA, comments', urlset(@locs), 1 .. $i);
names('references', urlset(map { "<loc>$site/a.html?$_</loc>" } 'a=1&#038;b', 'a=2&#x26;b', 'a=3&#38;b', 'a=4&amp;b',
    'a=5&amp;#38;', 'a=6&#39;&quot;', 'a=7&b=8;', '&#x61;=9&#233;'),
    'a=1&b', 'a=2&b', 'a=3&b', 'a=4&b', 'a=5&#38;', q(a=6'"), 'a=7&b=8;', "a=9\xc3\xa9");
names('CDATA has no references, and may be a part', urlset("<loc>$site/<![CDATA[a.html?a]]>&amp;<![CDATA[&amp;b]]></loc>"),
    'a&&amp;b');
names('a prefix', "<sm:urlset xmlns:sm=\"x\"><sm:url><sm:loc>$site/a.html?1</sm:loc></sm:url></sm:urlset>", 1);
names('pictures are no pages', urlset("<loc>$site/a.html?1</loc><image:image><image:loc>$site/a.html?2</image:loc></image:image>"), 1);
names('a comment is none of it', '<!-- <urlset> --><?x <loc> ?><!DOCTYPE urlset>' . urlset("<!-- <loc>$site/no</loc> --><loc>$site/a.html?1</loc>"), 1);

$t->write('html/part.xml', urlset("<loc>$site/a.html?1</loc>"));
names('a sitemap of sitemaps', "<sitemapindex $ns><sitemap><loc >$site/part.xml</loc></sitemap></sitemapindex>", 1);

# entries that name none: which, and the exit status

my $right = "<loc>$site/a.html?1</loc>";
for (['/news/b.html'], ['ftp://a/'], ['https://'], ['//a/b'], ["$site/a b"], ["$site/&nbsp;"], ["$site/&#0;"],
    ["$site/&#xd800;"], ["$site/&#x110000;"], ["$site/&#;"], ["$site/<b>a</b>"], ['<![CDATA[news]]>', 'news'])
{
    my ($loc, $told) = ($_->[0], $_->[1] // $_->[0]);
    my ($status, $out) = check(urlset($right, "<loc>$loc</loc>"));
    is($status, 2, "no URL: $loc");
    like($out, qr/^failed   \Q$told\E\n +the sitemap "\Q$site\E\/map\.xml" has it, and it is no http or https URL$/m,
        '.. is named') or diag $out;
    like($out, qr/^ok +\S+\?1: .*^pages: 2, checks: 2, .* not checked: 1,/ms, '.. beside the others');
}
for my $entry ('<loc/>', '<loc></loc>', '', '<image:loc xmlns:image="x">http://a/</image:loc>') {
    my ($status, $out) = check(urlset($right, $entry));
    is($status, 2, "an entry without a URL: $entry");
    like($out, qr/^failed   \n +the sitemap "\S+" has an entry without a URL$/m, '.. is told') or diag $out;
}
my ($status, $out) = check("<sitemapindex><sitemap><loc>$site/part.xml</loc></sitemap><sitemap><loc>part.xml</loc></sitemap></sitemapindex>");
is($status, 2, 'a sitemap that cannot be read');
like($out, qr/^failed   part\.xml\n/m, '.. is named');
($status, $out) = check(urlset('<loc>b</loc>'));
is($status, 2, 'nothing that can be used');
like($out, qr/^pages: 1, checks: 1, .* not checked: 1,/m, '.. is counted');
($status, $out) = check(urlset('<loc>b</loc>'), "--json --html $dir/r.html");
my $o = decode_json($out);
is_deeply([ @$o{qw( url result status )} ], [ 'b', 'failed', 0 ], '.. as JSON');
like($t->slurp('r.html'), qr/<td>b<\/td>.*has it, and it is no http/, '.. and in HTML');

# what is no whole sitemap

for (["<urlset>$right", 'it is cut: it ends without </urlset>'], ["<urlset><loc>a", 'it is cut: a <loc> does not end'],
    ["<urlset><url><loc><![CDATA[a</loc></url></urlset>", 'it is cut: a <loc> does not end'],
    ['<urlset', 'it is no sitemap'], ["<html><urlset>$right</urlset></html>", 'it is no sitemap'],
    ["<!-- <urlset>$right</urlset>", 'it is no sitemap'], ["<sm:urlset>$right", 'it is cut: it ends without </urlset>'])
{
    my ($status, $out, $err) = check($_->[0]);
    is($status, 2, $_->[0]);
    like($err, qr/cannot use the sitemap "\S+": \Q$_->[1]\E/, 'why') or diag $out;
}

$t->done;
