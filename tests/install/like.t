#!/usr/bin/perl

# `./config.sh build --like PROGRAM`: what is read from an nginx that is made
# up, and what is said when its source is missing or another one's.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use File::Path qw( make_path );
use File::Temp qw( tempdir );
use Test::More;

my $top = abs_path(dirname(abs_path($0)) . '/../..');
my $dir = tempdir(CLEANUP => 1);
my $nginx = "$dir/nginx";

# An nginx that says what it is.
sub says {
    my (@lines) = @_;
    open my $f, '>', $nginx or die "$nginx: $!\n";
    print $f "#!/bin/sh\ncat >&2 << 'END'\n", map({ "$_\n" } @lines), "END\n";
    close $f;
    chmod 0755, $nginx;
}

sub source {
    my ($name, %files) = @_;
    make_path("$dir/$name/src/core");
    for my $file (keys %files) {
        open my $f, '>', "$dir/$name/src/core/$file" or die;
        print $f $files{$file};
        close $f;
    }
    return "$dir/$name";
}

# A function of like.sh
sub like_sh {
    my ($command) = @_;
    return scalar `cd $top && bash -euc '. tests/lib/like.sh; $command' 2>&1`;
}

sub build {
    my ($options) = @_;
    my $said = `cd $top && ./config.sh build $options 2>&1`;
    isnt($?, 0, "build $options");
    return $said;
}

my $arguments = q(configure arguments: --prefix=/opt/n --with-compat)
    . q( --with-cc-opt='-g -O2 -Wp,-D_FORTIFY_SOURCE=2' --with-ld-opt=-pie)
    . q( --add-module=/x/y --add-dynamic-module=../z --with-openssl=/o)
    . q( --with-openssl-opt='no-x y' --with-http_perl_module=dynamic)
    . q( --with-stream=dynamic --with-stream_ssl_module --build='my own');

says('nginx version: nginx/1.30.4 (my own)', 'built by gcc', $arguments);

is(like_sh("nginx_maker $nginx"), "nginx/1.30.4\n", 'its version');
is(like_sh("like_arguments $nginx"),
    "--prefix=/opt/n\n--with-compat\n--with-stream_ssl_module\n",
    'what a module needs of its arguments');
is(like_sh("like_option $nginx cc-opt"), "-g -O2 -Wp,-D_FORTIFY_SOURCE=2\n",
    'with the blanks in them');
is(like_sh("nginx_path $nginx modules modules"), "/opt/n/modules\n",
    'where its modules are');
is(like_sh("nginx_path $nginx conf conf/nginx.conf"), "/opt/n/conf/nginx.conf\n",
    'where its configuration is');

is(build("--like $nginx"), qq(config.sh: error: "$nginx" is nginx/1.30.4. Unpack)
    . ' its source, https://nginx.org/download/nginx-1.30.4.tar.gz, and say'
    . " ./config.sh build --like $nginx --nginx-source DIR\n",
    'says which source is needed');

my $source = source('other', 'nginx.h' =>
    qq(#define NGINX_VERSION "1.31.5"\n#define NGINX_VER "nginx/" NGINX_VERSION\n));
like(build("--like $nginx --nginx-source $source"),
    qr{"\Q$source\E" is the source of nginx/1\.31\.5, and "\Q$nginx\E" is nginx/1\.30\.4},
    'not another version');

# forks name the nginx underneath as well
says('Angie version: Angie/1.13.0', 'nginx version: nginx/1.31.2', $arguments);
like(build("--like $nginx"), qr{is Angie/1\.13\.0\..* \S+/angie-1\.13\.0\.tar\.gz,},
    'Angie');

my $angie = source('angie', 'nginx.h' =>
    qq(#include <angie.h>\n#define NGINX_VERSION "1.31.2"\n#define NGINX_VER "nginx/" NGINX_VERSION\n),
    'angie.h' => qq(#define ANGIE_VERSION "1.13.0"\n#define ANGIE_VER "Angie/" ANGIE_VERSION\n));
is(like_sh("source_maker $angie"), "Angie/1.13.0\n", 'and its source');

says('nginx version: openresty/1.31.3.1', $arguments);
like(build("--like $nginx"), qr{is openresty/1\.31\.3\.1\..*bundle/nginx-\* in},
    'OpenResty');

says('Tengine version: Tengine/3.2.0', 'nginx version: nginx/1.31.3', $arguments);
like(build("--like $nginx"), qr{is Tengine/3\.2\.0\..* \S+/tengine-3\.2\.0\.tar\.gz},
    'Tengine');

# an nginx that no package of the distribution has is not replaced by one
says('nginx version: nginx/1.30.4', $arguments);
my $said = `cd $top && PATH=$dir:\$PATH ./config.sh build 2>&1`;
isnt($?, 0, 'build for an nginx that is not the distribution\'s');
is($said, 'config.sh: error: the installed nginx, nginx/1.30.4, is not the'
    . " distribution's own: ./config.sh build --like $nginx says what it needs\n",
    'no package is asked for');

# nginx.org's package is named nginx, as Debian's is; the maintainer tells

says('nginx version: nginx/1.30.4', 'built by gcc 12.2.0 (Debian 12.2.0-14)',
    'TLS SNI support enabled', 'configure arguments: --prefix=/etc/nginx'
    . ' --sbin-path=/usr/sbin/nginx --modules-path=/usr/lib/nginx/modules'
    . ' --conf-path=/etc/nginx/nginx.conf --user=nginx --group=nginx'
    . ' --with-compat --with-file-aio --with-threads --with-http_v3_module'
    . q( --with-cc-opt='-g -O2 -fPIC' --with-ld-opt='-Wl,-z,now -pie'));

sub made_by {
    my ($maintainer) = @_;
    open my $f, '>', "$dir/dpkg-query" or die;
    print $f "#!/bin/sh\ncase \$1 in\n-S) echo \"nginx: \$2\" ;;\n",
        "*) case \$3 in\n*Maintainer*) echo '$maintainer' ;;\n",
        "*Status*) echo install ok installed ;;\nesac ;;\nesac\n";
    close $f;
    chmod 0755, "$dir/dpkg-query";
    return scalar `cd $top && PATH=$dir:\$PATH bash -euc '. tests/lib/like.sh
        if of_distribution $nginx; then echo own; else echo other; fi'`;
}

is(made_by($_->[0]), "$_->[1]\n", $_->[0])
    for [ 'Debian Nginx Maintainers <pkg-nginx-maintainers@alioth-lists.debian.net>',
        'own' ],
    [ 'Ubuntu Developers <ubuntu-devel-discuss@lists.ubuntu.com>', 'own' ],
    [ 'NGINX Packaging <nginx-packaging@f5.com>', 'other' ];

$said = `cd $top && PATH=$dir:\$PATH ./config.sh build 2>&1`;
like($said, qr/nginx\/1\.30\.4, is not the distribution's own/,
    "where nginx.org's is installed, Debian's is not asked for");
is(like_sh("nginx_path $nginx modules modules"), "/usr/lib/nginx/modules\n",
    'its modules are where they are');
is(like_sh("like_arguments $nginx | tail -n 2"),
    "--with-threads\n--with-http_v3_module\n", 'and it is configured like it');

# whose nginx.conf reads modules-enabled/

sub enabled {
    my ($conf, $like) = @_;
    make_path("$dir/root/etc/nginx/modules-enabled", "$dir/out");
    unlink "$dir/root/etc/nginx/nginx.conf", "$dir/out/like";
    for ([ "$dir/root/etc/nginx/nginx.conf", $conf ], [ "$dir/out/like", $like ]) {
        next if !defined $_->[1];
        open my $f, '>', $_->[0] or die;
        print $f $_->[1];
        close $f;
    }
    return `cd $top && bash -uc '. config/packaging/install.sh; out=$dir/out
        dest=$dir/root; etc=/etc/nginx; loads_enabled && echo yes || echo no'`;
}

is(enabled("include /etc/nginx/modules-enabled/*.conf;\n"), "yes\n",
    "Debian's nginx.conf reads modules-enabled/");
is(enabled("#include modules-enabled/*.conf;\nevents { }\n", $nginx), "no\n",
    "nginx.org's does not, whoever has left the folder");

says('something else');
like(build("--like $nginx"), qr{"\Q$nginx\E" is no nginx}, 'not an nginx');
like(build("--like $dir/none"), qr{no program "\Q$dir\E/none"}, 'not a program');
like(build("--like $nginx --static"), qr{--static does not fit it}, 'as a file');

done_testing();
