#!/usr/bin/perl

# Each example of docs/directives.md is one that `nginx -t` takes.  Addresses
# and paths become the test's own.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use File::Path qw( make_path );
use Test::More;
use LN;

my $top = abs_path(dirname(abs_path($0)) . '/../..');
my $t = LN->new;
my $dir = $t->dir;
make_path("$dir/log");
$t->write('key', 'k' x 32);
chmod 0600, "$dir/key";

open my $f, '<', "$top/docs/directives.md" or die $!;
my $doc = do { local $/; <$f> };
my %examples;

for my $card (split /^(?=## )/m, $doc) {
    my ($name) = $card =~ /^## (\S+)/ or next;
    my @texts = $card =~ /^```nginx\n(.*?)^```$/gms;
    cmp_ok(scalar @texts, '>', 0, "$name has an example");

    for my $text (@texts) {
        like($text, qr/\b$name\b/, "$name: its example is one of it")
            if $name ne 'Variables' && $text eq $texts[0];
        my $port = $t->port;
        $text =~ s/listen( +)80\b/listen${1}127.0.0.1:$port/g;
        $text =~ s/127\.0\.0\.1:8081/127.0.0.1:$port/g;
        $text =~ s{/var/lib/GeoIP/GeoLite2-}{$ENV{LN_BUILD}/testdb/}g;
        $text =~ s{/var/lib/GeoIP/dbip-(\w+)-lite}{$ENV{LN_BUILD}/testdb/\u$1}g;
        $text =~ s{/var/log/nginx/}{$dir/log/}g;
        $text =~ s{/var/lib/legal-notice}{$dir/archive}g;
        $text =~ s{/etc/nginx/legal-notice\.key}{$dir/key}g;
        my ($cache) = $text =~ /^proxy_cache_path +(\S+)/m;
        ok(-d dirname($cache),
            "$cache: nginx makes it, and no directory above it") if $cache;
        $text =~ s{/var/cache/}{$dir/}g;
        $text =~ s{\blegal-notice/}{$top/config/}g;
        my ($ok, $said) = $t->check($text);
        ok($ok, "$name: nginx -t takes it") or diag $said;
    }
}

# Each file that comes with the module, included as it is once installed.

symlink "$top/config", "$dir/legal-notice" or die $!;
my $shipped = join '', map { "include  legal-notice/$_;\n" }
    map { s{^\Q$top\E/config/}{}r }
    <$top/config/jurisdictions/*.conf>, <$top/config/restrictions/*.conf>;
# Shipped rules in force, with the databases and all that is shipped before them.
sub shipped {
    my ($rules, $key) = @_;
    return $t->check(<<"END");
$key
legal_database  $ENV{LN_BUILD}/testdb/City.mmdb;
$shipped
server {
    listen  127.0.0.1:@{[ $t->port ]};
    set  \$legal_blocked_by_name  "Landgericht Musterstadt";
    set  \$legal_contact          "corrections\@lantern.example";
    set  \$legal_publisher        "The Lantern";
    set  \$legal_more_url         "https://lantern.example/undesirable";
    set  \$legal_leave_url        "https://www.example.org/";
    legal_apply  $rules;
}
END
}

my ($ok, $said) = shipped('example-court-order', '');
ok($ok, 'the files of config/ can be included, without a key') or diag $said;

# Those that ask need one where they are in force.

for my $rule (qw( age-gate undesirable-warning )) {
    ($ok, $said) = shipped($rule, '');
    ok(!$ok, "$rule is not in force without a key");
    like($said, qr/"$rule" needs a key/, '.. and says what it needs');
    ($ok, $said) = shipped($rule, "legal_key $dir/key;");
    ok($ok, '.. with one nginx takes it') or diag $said;
    unlike($said, qr/\[warn\].*$rule/, '.. without a warning');
}

done_testing();
