#!/usr/bin/perl

# docs/frameworks.md has each app of tests/frameworks, with the versions that
# the app's package.json names.

use warnings;
use strict;

use JSON::PP qw( decode_json );
use Test::More;

sub slurp {
    my ($path) = @_;
    open my $f, '<', $path or die "$path: $!";
    local $/;
    return <$f>;
}

my $document = slurp('docs/frameworks.md');
my (%named, %pages);

for my $path (sort glob 'tests/frameworks/apps/*/package.json') {
    my ($name) = $path =~ m{([^/]+)/package};
    my $app = decode_json(slurp($path));
    my $like = $app->{like} ? decode_json(
        slurp("tests/frameworks/apps/$app->{like}/package.json")) : {};
    my $versions = $app->{dependencies};
    for my $package (sort keys %$versions) {
        # a package of the app's own has no version
        next if $versions->{$package} =~ m{^\./};
        like($versions->{$package}, qr/^(npm:@?[\w.\/-]+@)?\d+\.\d+\.\d+[\w.-]*$/,
            "$name: the version of $package is exact");
        my $version = $versions->{$package} =~ s/.*@//r;
        my $real = $versions->{$package} =~ /^npm:(.+)@/ ? $1 : $package;
        $named{"$real $version"} = 1;
    }
    my @known = grep { $document =~ /\Q$_ $versions->{$_}\E\b/ }
        keys %$versions;
    ok(@known || $name eq 'links', "$name: the document has a package of it");
    my $pages = $app->{pages} // $like->{pages} // {};
    $pages{$name} = keys %$pages;
}

# What the document names is installed by an app.
while ($document =~ /^\| [^|]* \| ([^|]*\d\.\d[^|]*) \|/mg) {
    my $package = '';
    for my $word (split /,? /, $1) {
        if ($word =~ /^\d/) {
            ok($named{"$package $word"}, "an app has $package $word");
        } else {
            $package = $word;
        }
    }
}

my $testing = slurp('docs/testing.md');
my $apps = keys %pages;
my $sum = 0;
$sum += $_ for values %pages;
ok($testing =~ /^\| apps, pages \| $apps, $sum \|/m,
    "docs/testing.md has the numbers of apps and pages: $apps, $sum");

done_testing();
