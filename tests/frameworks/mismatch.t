#!/usr/bin/perl

# Pages that are others in the browser than on the server, for a reason of their
# own: React renders the whole document anew, and takes the notice out, wherever
# it stands.  With config/legal-notice.js, by the line `script` or by an import
# of the site's own, the page has it.

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

my @apps = grep { Framework::built($_) && Framework::about($_)->{mismatch} }
    Framework::wanted();
plan skip_all => 'no such app is built, run ./config.sh test frameworks'
    if !@apps;

my %browser = map { $_ => Chromium->new } qw( plain alone script own );

for my $app (@apps) {
    my $path = Framework::about($app)->{mismatch};
    my $t = LN->new;
    my $server = Framework->start($t, $app);
    ok($server, "$app starts") or next;
    $t->write('text.html', '<p>Made by a foreign agent.</p>');
    my %port = (plain => $t->port,
                map { $_ => LN::free_port() } qw( alone script own ));
    my $locations = <<"END";
    types { text/html html; text/javascript js; }
    location = /favicon.ico { return 204; }
    location = /legal-notices { legal_notices; }
    location = /legal-notice.js { root $top/config; legal_apply off; }
    location / {
        proxy_pass http://127.0.0.1:$server->{port};
        proxy_http_version 1.1;
        proxy_set_header Host \$http_host;
    }
END
    my $plain = $locations =~ s/.*legal_notices;.*\n//r;
    $t->start(<<"END");
legal_jurisdiction here { network 127.0.0.0/8; }
legal_notice alone { in here; text DIR/text.html; place append article; }
legal_notice script { in here; text DIR/text.html; place append article;
    script /legal-notice.js; }
server { listen 127.0.0.1:PORT; $plain }
server { listen 127.0.0.1:$port{alone}; legal_apply alone; $locations }
server { listen 127.0.0.1:$port{script}; legal_apply script; $locations }
server { listen 127.0.0.1:$port{own}; legal_apply alone; $locations }
END
    for my $try (1 .. 3) {
        my $name = "$app $path, $try";
        my $look = Framework::look(\%browser, map {
            $_ => "http://127.0.0.1:$port{$_}$path"
                . ($_ eq 'own' ? '?/legal-notice.js' : '') } keys %port);
        ok($look->{plain}{hydrated}, "$name hydrates");
        note "$name, without the module: ", $look->{plain}{errors}[0] // '';
        note "$name, $_: $look->{$_}{notices} $look->{$_}{within}"
            for qw( alone script );
        for my $how (qw( script own )) {
            my $page = $look->{$how};
            ok($page->{counts}, "$name, $how: its button counts");
            is($page->{notices}, 1, "$name, $how: it has the notice once");
            is($page->{visible}, 1, "$name, $how: .. and shows it");
        }
    }
    $server->stop;
    LN::stop();
}

$_->stop for values %browser;
LN::settled();
done_testing();
