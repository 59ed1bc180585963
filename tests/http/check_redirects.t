#!/usr/bin/perl

# legal-notice check: a redirect leads no further than robots.txt lets it.

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

my $away = LN::free_port();
my $closed = LN::free_port();
$t->write("html/$_.html", '<!DOCTYPE html><html lang=en><body>a</body></html>') for 'a', 'private/a', 'private/b';
$t->write('html/robots.txt', "User-agent: *\nDisallow: /private/\nAllow: /private/b\n");
$t->write('away/robots.txt', "User-agent: *\nDisallow: /a\n");
$t->write('away/a.html', 'a');
$t->write('away/b.html', '<html lang=en>b');
$t->start(<<"END");
legal_database DB/City.mmdb;
legal_jurisdiction rc { country RU; }
legal_jurisdiction aq { country AQ; }
legal_restriction r { in aq; }
server {
    listen 127.0.0.1:PORT;
    root DIR/html;
    access_log DIR/seen combined;
    legal_apply r;
    legal_preview 127.0.0.1;
    location = /to-a { return 302 /private/a.html; }
    location = /to-b { return 301 /private/b.html; }
    location = /twice { return 302 /to-a; }
    location = /loop { return 302 /loop; }
    location = /away-a { return 307 http://127.0.0.1:$away/a.html; }
    location = /away-b { return 308 http://127.0.0.1:$away/b.html; }
    location = /closed { return 302 http://127.0.0.1:$closed/; }
}
server { listen 127.0.0.1:$away; root DIR/away; access_log DIR/away.seen combined;
    location = /some {
        add_header Legal-Preview \$http_x_legal_preview;
        add_header Cache-Control no-store;
        default_type text/html;
        if (\$http_x_legal_preview = RU) { return 302 http://127.0.0.1:$away/a.html; }
        return 200 a;
    }
}
END
my $site = 'http://127.0.0.1:' . $t->port;

sub check {
    my ($args) = @_;
    $t->write($_, '') for 'seen', 'away.seen';
    my $out = `timeout 60 $command check --retries 0 $args 2>$dir/err`;
    return ($? >> 8, $out, $t->slurp('err'));
}

my ($status, $out) = check("$site/to-a $site/to-b $site/a.html");
is($status, 0, 'a redirect to what is forbidden');
like($out, qr{^left out \Q$site\E/to-a: a redirect leads to \Q$site\E/private/a\.html, which robots\.txt forbids$}m,
    '.. is left out, and told');
like($out, qr{^ok       \Q$site\E/to-b: no notice$}m, 'one to what is allowed is followed');
like($out, qr{^pages: 3, checks: 2, .* left out: 1$}m, 'both are counted');
my $seen = $t->slurp('seen');
unlike($seen, qr{GET /private/a}, 'what is forbidden is not fetched');
like($seen, qr{GET /private/b}, '.. and what is allowed is');
($status, $out) = check("--json --html $dir/r.html $site/twice $site/a.html");
my ($o) = grep { $_->{url} =~ /twice/ } map { decode_json($_) } split /^/, $out;
is_deeply([ @$o{qw( result redirect status )} ], [ 'left out', "$site/private/a.html", 0 ], 'behind another one, as JSON');
like($t->slurp('r.html'), qr{<li>a redirect leads to \Q$site\E/private/a\.html</li>}, '.. and in HTML');
($status, $out, my $err) = check("$site/to-a");
is($status, 2, 'nothing else was checked');
like($err, qr/no page was checked: robots\.txt leaves out all/, '.. and it is told');

# another host has a robots.txt of its own

($status, $out) = check("$site/away-a $site/away-b $site/away-b?2");
is($status, 0, 'redirects to another host');
like($out, qr{^left out \S+/away-a: a redirect leads to http://127\.0\.0\.1:$away/a\.html, which}m, '.. to what it forbids');
like($out, qr{^ok       \S+/away-b:}m, '.. and allows');
is(scalar(() = $t->slurp('away.seen') =~ /GET \/robots\.txt/g), 1, 'it is asked for once');
unlike($t->slurp('away.seen'), qr{GET /a\.html}, 'what it forbids is not fetched');
($status, $out) = check("$site/closed");
is($status, 2, 'a host whose robots.txt cannot be read');
like($out, qr{^failed .*\n +a redirect leads to http://127\.0\.0\.1:$closed/, whose robots\.txt cannot be read \(}, '.. is not asked');

# of a place, and in a circle

($status, $out) = check("--as RU --as DE http://127.0.0.1:$away/some");
is($status, 0, 'a redirect of one place');
like($out, qr{^left out \S+/some as RU: a redirect leads to}m, '.. is left out there');
like($out, qr{^ok       \S+/some as DE:}m, '.. alone');
($status, $out) = check("$site/loop");
is($status, 2, 'a circle');
like($out, qr/^failed .*\n +Maximum \(5\) redirects followed/, '.. ends');

($status, $out) = check("--ignore-robots $site/to-a");
is($status, 0, 'the owner goes on');
like($out, qr{^ok       \S+/to-a}m, '.. and sees the page');

$t->done;
