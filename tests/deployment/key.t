#!/usr/bin/perl

# The key as a pod has it: a Secret that root and the fsGroup may read, and the
# copy that the command of key.yaml makes.  nginx runs as the user of both.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use Test::More;
use LN;

my $top = abs_path(dirname(abs_path($0)) . '/../..');
my $t = LN->new;
my $dir = $t->dir;
plan skip_all => 'root alone may be another user' if $>;

my $patch = do {
    open my $f, '<', "$top/config/container/kubernetes/key/key.yaml" or die $!;
    local $/;
    <$f>;
};
my ($list) = $patch =~ /command:\n((?: +- .*\n)+)/ or die 'no command';
my @command = map { s/"//gr } $list =~ /- (.*)/g;
my ($mount) = $patch =~ /name: nginx\n.*?mountPath: ([^,]*),/s or die 'no mount';

# as the kubelet makes it, and an emptyDir of the pod's

for my $name (qw( legal-notice.key legal-notice-2.key )) {
    $t->write("secret/..data/$name", $name x 3);
    symlink "..data/$name", "$dir/secret/$name" or die $!;
}
mkdir "$dir/key";
system("chown root:33 $dir/secret/..data/* $dir/key && "
    . "chmod 440 $dir/secret/..data/* && chmod 2777 $dir/key") == 0 or die;

sub as_user {
    my (@do) = @_;
    my $pid = open my $out, '-|';
    defined $pid or die "fork: $!";
    if (!$pid) {
        open STDERR, '>&', \*STDOUT;
        exec qw( setpriv --reuid 33 --regid 33 --clear-groups ), @do;
    }
    my $said = join '', <$out>;
    close $out;
    return ($? == 0, $said);
}

# What nginx says of a key.
sub takes {
    my ($path) = @_;
    $t->write('nginx.conf', <<"END");
load_module $ENV{LN_BUILD}/ngx_http_legal_notice_module.so;
pid $dir/tmp/pid; error_log stderr; events { }
http { access_log off; client_body_temp_path $dir/tmp/b; proxy_temp_path $dir/tmp/p;
    fastcgi_temp_path $dir/tmp/f; uwsgi_temp_path $dir/tmp/u; scgi_temp_path $dir/tmp/s;
    legal_key $path; legal_jurisdiction j { network 127.0.0.1; }
    legal_restriction r { in j; acknowledge 0; }
    server { listen 127.0.0.1:@{[ $t->port ]}; legal_apply r; } }
END
    chmod 0777, "$dir/tmp";
    return as_user('nginx', '-t', '-e', 'stderr', '-c', "$dir/nginx.conf");
}

my ($ok, $said) = takes("$dir/secret/legal-notice.key");
ok(!$ok, 'nginx does not take the Secret itself');
like($said, qr/has mode 0440, others than its owner may use it/, 'and says why');

($ok, $said) = as_user(map { s{(?<= )/(?=secret|key)}{$dir/}gr } @command);
ok($ok, 'the command copies it') or diag $said;
for my $name (qw( legal-notice.key legal-notice-2.key )) {
    my @stat = stat "$dir/key/$name";
    is(sprintf('%o %d', $stat[2] & 07777, $stat[4]), '400 33',
        "$name is for its user, and for nobody else");
    ($ok, $said) = takes("$dir/key/$name");
    ok($ok, 'nginx takes the copy') or diag $said;
}

# where the documents say that it is

my ($doc) = map { local (@ARGV, $/) = $_; <> } "$top/docs/operations.md";
like($doc =~ s/\s+/ /gr, qr{legal_key $mount/legal-notice\.key;},
    "operations.md names $mount");
for my $file (qw( kubernetes/key/kustomization.yaml compose.key.yaml )) {
    my ($text) = map { local (@ARGV, $/) = $_; <> } "$top/config/container/$file";
    like($text, qr{legal_key  $mount/legal-notice\.key;}, "so does $file");
}

done_testing();
