#!/usr/bin/perl

# Each link of the documents to a file, and to a heading in it, leads there.

use warnings;
use strict;

use Cwd qw( abs_path );
use File::Basename qw( dirname );
use Test::More;

my $root = abs_path(dirname($0) . '/../..');

# without blocks of code
sub text {
    my ($path) = @_;
    open my $f, '<', $path or die "$path: $!";
    local $/;
    return <$f> =~ s/^```.*?^```//gmsr;
}

# The names that a browser can go to, as those who show Markdown make them.
my %names;
sub names {
    my ($path) = @_;
    $names{$path} //= do {
        my $text = text($path);
        my @names = $text =~ /<a id="([^"]+)">/g;
        push @names, map { lc =~ s/[^\w\- ]//gr =~ tr/ /-/r }
            $text =~ /^#+ (.+)$/gm;
        +{ map { $_ => 1 } @names };
    };
    return $names{$path};
}

for my $path (glob "$root/*.md $root/docs/*.md $root/*/README.md") {
    my @lost;

    for my $link (text($path) =~ /\]\(([^)\s]+)\)/g) {
        next if $link =~ /^\w+:/;
        my ($file, $name) = split /#/, $link;
        my $to = $file eq '' ? $path : dirname($path) . "/$file";
        push @lost, $link
            if !-e $to || defined $name && !names($to)->{$name};
    }

    is("@lost", '', $path =~ s{^\Q$root/}{}r . ': each link leads somewhere');
}

done_testing();
