#!/usr/bin/perl

# Pages that a framework has rendered and hydrates, in Chromium, through nginx:
# the notice is there once and is seen, and the framework says nothing that it
# doesn't say without the module.  docs/frameworks.md has the table.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use Test::More;

my $here;
BEGIN { $here = abs_path(dirname(abs_path($0))) }
use lib $here, "$here/../browser";

use Chromium;
use Framework;
use LN;

# App, page, and what becomes of a notice in its article with `hydrated off`:
# it is gone or it stays, and the framework tells an error or not.
my @pages = (
    [ 'react-18', '/root', 'gone', 'told' ],
    [ 'react-18', '/document', 'gone', 'told' ],
    [ 'react-19', '/root', 'gone', 'told' ],
    [ 'react-19', '/document', 'gone', 'told' ],
    [ 'next-16', '/news/ferry', 'gone', 'told' ],
    [ 'next-16', '/old/ferry', 'gone', 'told' ],
    [ 'react-router-8', '/news/ferry', 'gone', 'told' ],
    [ 'remix-2', '/news/ferry', 'gone', 'told' ],
    [ 'gatsby-5', '/ferry/', 'gone', 'told' ],
    [ 'vue-2', '/app', 'gone', 'silent' ],
    [ 'vue-3', '/app', 'gone', 'told' ],
    [ 'nuxt-4', '/news/ferry', 'gone', 'told' ],
    [ 'svelte-5', '/app', 'gone', 'told' ],
    [ 'sveltekit-2', '/news/ferry', 'gone', 'told' ],
    [ 'sveltekit-3', '/news/ferry', 'gone', 'told' ],
    [ 'preact-10', '/app', 'gone', 'silent' ],
    [ 'preact-11', '/app', 'gone', 'silent' ],
    [ 'solid-1', '/app', 'stays', 'silent' ],
    [ 'solid-1', '/document', 'stays', 'silent' ],
    [ 'angular-22', '/', 'stays', 'silent' ],
    [ 'astro-7', '/react', 'gone', 'told' ],
    [ 'astro-7', '/vue', 'gone', 'told' ],
);

my @apps = do { my %seen; grep { !$seen{$_}++ } map { $_->[0] } @pages };
@apps = grep { /^$ENV{LN_FRAMEWORK}/ } @apps if $ENV{LN_FRAMEWORK};
plan skip_all => 'no app is built, run ./config.sh test frameworks'
    if !grep { Framework::built($_) } @apps;

my $b = Chromium->new;

sub errors {
    my ($page) = @_;
    return join "\n", sort map { s{127\.0\.0\.1:\d+}{HOST}gr }
        @{ $page->{errors} };
}

# port: of the server with the module off, with auto, and with `hydrated off`.
sub page {
    my ($app, $path, $becomes, $says, %port) = @_;
    my $name = "$app $path";
    my %look = map {
        $_ => Framework::look($b, "http://127.0.0.1:$port{$_}$path")
    } sort keys %port;
    my ($plain, $auto, $within) = @look{qw( plain auto within )};

    ok($plain->{hydrated} && $plain->{counts} && !$plain->{notices},
        "$name hydrates without the module");
    ok($auto->{hydrated} && $auto->{counts}, "$name hydrates with a notice");
    is($auto->{notices}, 1, "$name has it once");
    is($auto->{visible}, 1, "$name shows it");
    is($auto->{within}, 'html body', "$name has it outside of its root");
    is(errors($auto), errors($plain), "$name tells no error of it");

    is($within->{notices}, $becomes eq 'gone' ? 0 : 1,
        "$name: a notice in its root is there after hydration: $becomes");
    is(errors($within) ne errors($plain) ? 'told' : 'silent', $says,
        "$name: whether its framework complains of that: $says");
}

# A page that does not match what the browser renders, for a reason of its own:
# React renders the whole document again.  A limit that is documented.
sub mismatch {
    my ($app, %port) = @_;
    my $plain = Framework::look($b, "http://127.0.0.1:$port{plain}/mismatch");
    my $auto = Framework::look($b, "http://127.0.0.1:$port{auto}/mismatch");
    isnt(errors($plain), '', "$app tells of its own mismatch");
    is($auto->{notices}, 0, "$app takes all out in a document like that");
}

for my $app (@apps) {
    if (!Framework::built($app)) {
        fail("$app is built");
        next;
    }
    my $t = LN->new;
    my $f = Framework->start($t, $app);
    $t->write('text.html', '<p>Made by a foreign agent.</p>');
    my %port = (plain => $t->port,
                map { $_ => LN::free_port() } qw( auto within ));
    my $proxy = 'location = /favicon.ico { return 204; } location / {'
        . " proxy_pass http://127.0.0.1:$f->{port}; proxy_http_version 1.1;"
        . ' proxy_set_header Host $http_host; }';
    $t->start(<<"END");
legal_jurisdiction here { network 127.0.0.0/8; }
legal_notice auto { in here; text DIR/text.html; place append article;
    place prepend body; }
legal_notice within { in here; text DIR/text.html; place append article;
    hydrated off; }
server { listen 127.0.0.1:PORT; legal_apply off; $proxy }
server { listen 127.0.0.1:$port{auto}; legal_apply auto; $proxy }
server { listen 127.0.0.1:$port{within}; legal_apply within; $proxy }
END
    page(@$_, %port) for grep { $_->[0] eq $app } @pages;
    mismatch($app, %port) if $app =~ /^react-1[89]$/;
    $f->stop;
    LN::stop();
}

LN::settled();
done_testing();
