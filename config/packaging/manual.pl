#!/usr/bin/perl

# manual.pl docs/directives.md: the manual page legal_notice(5) of it, for the
# part of Markdown that is used there.

use warnings;
use strict;

sub inline {
    my ($s) = @_;
    my $out = '';
    $s =~ s/\\\|/|/g;
    $s =~ s/\\/\\e/g;
    $s =~ s/\[([^\]]*)\]\([^)]*\)/$1/g;
    for my $part (split /(`[^`]+`)/, $s) {
        if ($part !~ s/^`(.+)`$/\\fB$1\\fR/) {
            $part =~ s/\*\*(.+?)\*\*/\\fB$1\\fR/g;
            $part =~ s/\*(.+?)\*/\\fI$1\\fR/g;
        }
        $out .= $part;
    }
    $out =~ s/-/\\-/g;
    $out =~ s/^([.'])/\\&$1/;
    return $out;
}

sub code {
    my ($code) = @_;
    $code =~ s/\\/\\e/g;
    $code =~ s/-/\\-/g;
    $code =~ s/^([.'])/\\&$1/;
    return "$code\n";
}

print '.TH LEGAL_NOTICE 5 2026-11-24 "legal-notice" "nginx legal notices"',
    "\n.SH NAME\nlegal_notice \\- nginx directives for legal notices and ",
    "geo\\-restrictions\n.SH DESCRIPTION\n";

my $in = '';

my $fence = 0;                  # between two lines of ```
my @head;                       # of the table that is being read

sub leave { print ".fi\n.RE\n" if $in eq 'code'; $in = '' }

sub enter { print ".PP\n.RS 4\n.nf\n" if $in ne 'code'; $in = 'code' }

while (my $line = <>) {
    chomp $line;
    @head = () if $line !~ /^\|/;

    if ($line =~ /^```/) {
        $fence = !$fence;
        $fence ? enter() : leave();

    } elsif ($fence) {
        print code($line);

    } elsif ($line =~ /^# /) {
        next;

    } elsif ($line =~ /^##+ (.*)/) {
        leave();
        print '.SH ', uc inline($1), "\n";

    } elsif ($line =~ /^    (.*)/) {
        enter();
        print code($1);

    } elsif ($line =~ /^\|[-| ]+\|$/) {
        next;

    } elsif ($line =~ /^\|(.*)\|$/) {
        leave();
        my ($first, @rest) = map { inline(s/^ | $//gr) } split /(?<!\\)\|/, $1;
        pop @rest while @rest && $rest[-1] eq '';
        if (!@head) {
            @head = ($first, @rest);
            print ".PP\n\\fI$head[0]:\\fR\n" if !@rest && $first ne '';
            next;
        }
        $rest[$_] = "$head[$_ + 1]: $rest[$_]"
            for ($head[0] eq '' ? 0 : 1) .. $#rest;
        print ".TP\n$first\n", join('; ', @rest), "\n";

    } elsif ($line =~ /^(-|\d+\.) (.*)/) {
        leave();
        print ".IP ", $1 eq '-' ? '\\(bu 2' : "$1 3", "\n", inline($2), "\n";

    } elsif ($line eq '') {
        if ($in eq 'code') { print "\n" } else { print ".PP\n" }

    } else {
        leave();
        print inline($line =~ s/^ +//r), "\n";
    }
}

leave();
print ".SH SEE ALSO\n.BR legal-notice (1),\n.BR nginx (8)\n";
