#!/usr/bin/perl

# What apt-get asks before it upgrades nginx, as the package installs it: which
# nginx is refused, by packages that are made up.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use File::Temp qw( tempdir );
use Test::More;

my $top = abs_path(dirname(abs_path($0)) . '/../..');
my $dir = tempdir(CLEANUP => 1);
my $packaging = "$top/config/packaging";

system('sh', "$packaging/debian/check-upgrade.sh", "$packaging/check-upgrade",
    $dir) == 0 or die 'check-upgrade.sh fails';
chmod 0755, "$dir/check-upgrade";

sub write_file {
    my ($name, $text) = @_;
    open my $f, '>', "$dir/$name" or die;
    print $f $text;
    close $f;
    chmod 0755, "$dir/$name";
}

# dpkg-deb -f FILE FIELD: of a file with the package's fields
write_file('dpkg-deb', "#!/bin/sh\nsed -n \"s/^\$3: //p\" \"\$2\"\n");
write_file('dpkg-query', <<'END');
#!/bin/sh
case $4 in
nginx) printf 1.22.1-9 ;;
*) printf 'libc6 (>= 2.34), nginx-abi-1.22.1-7, libpcre2-8-0' ;;
esac
END

sub deb {
    my ($name, %fields) = @_;
    write_file($name, join '', map { "$_: $fields{$_}\n" } sort keys %fields);
    return "$dir/$name";
}

sub check {
    my ($files, %env) = @_;
    local %ENV = (%ENV, PATH => "$dir:$ENV{PATH}", %env);
    open my $f, '>', "$dir/list" or die;
    print $f map { "$_\n" } @$files;
    close $f;
    my $said = `$dir/check-upgrade < $dir/list 2>&1`;
    return ($? >> 8, $said);
}

my $same = deb('same.deb', Package => 'nginx', Version => '1.22.1-10',
    Provides => 'httpd, nginx-abi-1.22.1-7');
my $last = deb('last.deb', Package => 'nginx', Version => '1.22.1-10',
    Provides => 'nginx-abi-1.22.1-7 (= 1), httpd');
my $longer = deb('longer.deb', Package => 'nginx', Version => '1.22.1-11',
    Provides => 'nginx-abi-1.22.1-77');
my $new = deb('new.deb', Package => 'nginx', Version => '1.26.3-3',
    Provides => 'httpd, nginx-abi-1.26.3-1');
my $module = deb('module.deb', Package => 'libnginx-mod-http-legal-notice',
    Version => '0.10.0+deb13', Depends => 'libc6, nginx-abi-1.26.3-1');
my $old = deb('old.deb', Package => 'libnginx-mod-http-legal-notice',
    Version => '0.10.1', Depends => 'libc6, nginx-abi-1.22.1-7');
my $other = deb('other.deb', Package => 'vim', Version => '9');

is_deeply([ check([]) ], [ 0, '' ], 'nothing');
is_deeply([ check([ $other ]) ], [ 0, '' ], 'another package');
is_deeply([ check([ $same, $other ]) ], [ 0, '' ], 'an nginx that fits');
is_deeply([ check([ $last ]) ], [ 0, '' ], 'with a version of what it provides');
is_deeply([ check([ $new, $module ]) ], [ 0, '' ], 'one with its module');
is_deeply([ check([ $module, $new ]) ], [ 0, '' ], 'in either order');

for my $case ([ $new ], [ $other, $new ], [ $longer ], [ $new, $old ]) {
    my ($status, $said) = check($case);
    my $names = join ' ', map { s{.*/}{}r } @$case;
    is($status, 1, "$names: refused");
    like($said, qr/^legal-notice:\ nginx\ \S+\ would\ not\ start\ with\ the\ module,
        .*\nfor\ nginx\ 1\.22\.1-9\.\ So\ nothing\ was\ upgraded,\ and\ nginx\ runs\ on
        .*apt-get\ install\ nginx\ \.\/libnginx-mod-http-legal-notice_/xs,
        'and says what to do');
}

my ($status, $said) = check([ $new ], LEGAL_NOTICE_UPGRADE => 'yes');
is($status, 0, 'unless it is wanted');
like($said, qr/^legal-notice: nginx 1\.26\.3-3 will not load .* another one\n\z/,
    'which is said in one line');

open my $f, '<', "$dir/60legal-notice" or die;
like(<$f>, qr/^DPkg::Pre-Install-Pkgs \{ "if \[ -x (\S+) \]; then \1; fi"; \};$/,
    'apt asks it where it is installed');

done_testing();
