#!/usr/bin/perl

# manual.pl docs/directives.md: the manual page legal_notice(5) of it, for the
# part of Markdown that is used there.

use warnings;
use strict;

sub inline {
    my ($s) = @_;
    $s =~ s/\\\|/|/g;
    $s =~ s/\\/\\e/g;
    $s =~ s/\[([^\]]*)\]\([^)]*\)/$1/g;
    $s =~ s/\*\*(.+?)\*\*/\\fB$1\\fR/g;
    $s =~ s/`([^`]+)`/\\fB$1\\fR/g;
    $s =~ s/-/\\-/g;
    $s =~ s/^([.'])/\\&$1/;
    return $s;
}

print '.TH LEGAL_NOTICE 5 2026-11-24 "legal-notice" "nginx legal notices"',
    "\n.SH NAME\nlegal_notice \\- nginx directives for legal notices and ",
    "geo\\-restrictions\n.SH DESCRIPTION\n";

my $in = '';

sub leave { print ".fi\n.RE\n" if $in eq 'code'; $in = '' }

while (my $line = <>) {
    chomp $line;

    if ($line =~ /^# /) {
        next;

    } elsif ($line =~ /^##+ (.*)/) {
        leave();
        print '.SH ', uc inline($1), "\n";

    } elsif ($line =~ /^    (.*)/) {
        print ".PP\n.RS 4\n.nf\n" if $in ne 'code';
        $in = 'code';
        my $code = $1;
        $code =~ s/\\/\\e/g;
        $code =~ s/-/\\-/g;
        $code =~ s/^([.'])/\\&$1/;
        print "$code\n";

    } elsif ($line =~ /^\|[-| ]+\|$/) {
        next;

    } elsif ($line =~ /^\| (.*) \|$/) {
        leave();
        my ($first, @rest) = map { inline($_) } split / (?<!\\)\| /, $1;
        next if join('', @rest) !~ /\S/;
        print ".TP\n$first\n", join(' ', @rest), "\n";

    } elsif ($line =~ /^- (.*)/) {
        leave();
        print ".IP \\(bu 2\n", inline($1), "\n";

    } elsif ($line eq '') {
        if ($in eq 'code') { print "\n" } else { print ".PP\n" }

    } else {
        leave();
        print inline($line =~ s/^ +//r), "\n";
    }
}

leave();
print ".SH SEE ALSO\n.BR legal-notice (1),\n.BR nginx (8)\n";
