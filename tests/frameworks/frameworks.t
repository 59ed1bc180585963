#!/usr/bin/perl

# Pages that a framework has rendered and hydrates, in Chromium, through nginx:
# the notice is there once and is seen, and the framework says nothing that it
# doesn't say without the module.  docs/frameworks.md has the table.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use Test::More;

my ($here, $top);
BEGIN {
    $here = abs_path(dirname(abs_path($0)));
    $top = abs_path("$here/../..");
}
use lib $here, "$here/../browser";

use Chromium;
use Framework;
use LN;

# "pages" in an app's package.json has a word for where `hydrated auto` puts
# the notice of `place append article; place prepend body`: in the "body", or in
# the "article" where no framework owns that; for what becomes of a notice in
# the article with `hydrated off`: it is "gone" or it "stays"; and for whether
# the framework then tells an error: "told" or "silent". "hydrated" is what the
# notice needs instead of auto.

my @apps = Framework::wanted();
plan skip_all => 'no app is built, run ./config.sh test frameworks'
    if !grep { Framework::built($_) } @apps;

my %browser = map { $_ => Chromium->new } qw( plain auto within script );

sub errors {
    my ($page) = @_;
    return join "\n", sort map { s{127\.0\.0\.1:\d+}{HOST}gr }
        @{ $page->{errors} };
}

# port: of the server with the module off, with auto, with `hydrated off`, and
# with a script in the head and no notice.
sub page {
    my ($app, $path, $place, $becomes, $says, %port) = @_;
    my $name = "$app $path";
    my $look = Framework::look(\%browser,
        map { $_ => "http://127.0.0.1:$port{$_}$path" } keys %port);
    my ($plain, $auto, $within, $script) = @$look{qw( plain auto within script )};

    ok($plain->{hydrated} && $plain->{counts} && !$plain->{notices},
        "$name hydrates without the module");
    ok($auto->{hydrated} && $auto->{counts}, "$name hydrates with a notice");
    is($auto->{notices}, 1, "$name has it once");
    is($auto->{visible}, 1, "$name shows it");
    like($auto->{within}, $place eq 'body' ? qr/^html body$/ : qr/ article$/,
        "$name has it in the $place");
    is(errors($auto), errors($plain), "$name tells no error of it");

    ok($script->{hydrated} && $script->{counts},
        "$name hydrates with a script");
    is(errors($script), errors($plain), "$name tells no error of the script");

    is($within->{notices}, $becomes eq 'gone' ? 0 : 1,
        "$name: a notice in its root is there after hydration: $becomes");
    is(errors($within) ne errors($plain) ? 'told' : 'silent', $says,
        "$name: whether its framework complains of that: $says")
        and note "$name: ", errors($within);
}

for my $app (@apps) {
    if (!Framework::built($app)) {
        fail("$app is built");
        next;
    }
    my $about = Framework::about($app);
    my $pages = $about->{pages} or next;
    my $hydrated = $about->{hydrated} // 'auto';
    my $t = LN->new;
    my $f = Framework->start($t, $app);
    ok($f, "$app starts") or next;
    $t->write('text.html', '<p>Made by a foreign agent.</p>');
    my %port = (plain => $t->port,
                map { $_ => LN::free_port() } qw( auto within script ));
    my $proxy = 'location = /favicon.ico { return 204; }'
        . ' location = /legal-notices { legal_notices; }'
        . " location = /legal-notice.js { root $top/config; legal_apply off;"
        . ' types { text/javascript js; } } location / {'
        . " proxy_pass http://127.0.0.1:$f->{port}; proxy_http_version 1.1;"
        . ' proxy_set_header Host $http_host; }';
    my $plain = $proxy =~ s/location = .legal-notices [^}]*}//r;
    $t->start(<<"END");
legal_jurisdiction here { network 127.0.0.0/8; }
legal_notice auto { in here; text DIR/text.html; place append article;
    place prepend body; hydrated $hydrated; }
legal_notice within { in here; text DIR/text.html; place append article;
    hydrated off; }
legal_notice script { in here; text DIR/text.html; uri ~ ^/never/;
    script /legal-notice.js; }
server { listen 127.0.0.1:PORT; legal_apply off; $plain }
server { listen 127.0.0.1:$port{auto}; legal_apply auto; $proxy }
server { listen 127.0.0.1:$port{within}; legal_apply within; $proxy }
server { listen 127.0.0.1:$port{script}; legal_apply script; $proxy }
END
    page($app, $_, split(/, /, $pages->{$_}), %port) for sort keys %$pages;
    $f->stop;
    LN::stop();
}

$_->stop for values %browser;
LN::settled();
done_testing();
