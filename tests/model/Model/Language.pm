package Model::Language;

# Which language a text is sent in: "Which language" of docs/directives.md.

use warnings;
use strict;

use Exporter qw( import );

our @EXPORT = qw( language );

# Tags whose script is another one than their shorter tag would give.
my %script = ('zh-tw' => 'zh-hant', 'zh-hk' => 'zh-hant',
    'zh-cn' => 'zh-hans', 'zh' => 'zh-hans', 'zh-sg' => 'zh-hans');

# The text of a wanted language, of those there are.
sub lookup {
    my ($wanted, @texts) = @_;
    my %text = map {; lc($_) => $_ } @texts;
    my $tag = lc $wanted;
    return $text{$tag} if $text{$tag};
    return $text{$script{$tag}} if $script{$tag} && $text{$script{$tag}};
    while ($tag =~ s/-[^-]+$//) {
        return $text{$tag} if $text{$tag};
    }
    my ($same) = grep { lc($_) =~ /^\Q$tag\E(-|$)/ } sort @texts;
    return $same;
}

# What a reader takes, the best first.
sub accepted {
    my ($header) = @_;
    my @ranges;
    for my $word (split /\s*,\s*/, $header // '') {
        my ($tag, $q) = $word =~ /^([\w*-]+)(?:;q=([\d.]+))?$/ or next;
        push @ranges, [$tag, $q // 1, scalar @ranges];
    }
    return map { $_->[0] } sort { $b->[1] <=> $a->[1] || $a->[2] <=> $b->[2] }
        grep { $_->[1] > 0 } @ranges;
}

# The words of "language", the tags of the texts, the page's language or undef,
# and Accept-Language or undef.
sub language {
    my ($words, $texts, $page, $header) = @_;
    my @words = @$words;
    while (defined(my $word = shift @words)) {
        my @wanted = $word eq 'page' ? grep({ defined } $page)
            : $word eq 'reader' ? accepted($header) : $word;
        for my $wanted (@wanted) {
            my @any = $wanted eq '*'
                ? grep { $_ ne 'page' && $_ ne 'reader' } @words : $wanted;
            for my $tag (@any) {
                my $found = lookup($tag, @$texts);
                return $found if defined $found;
            }
        }
    }
    return (grep({ $_ eq 'en' } @$texts), sort @$texts)[0];
}

1;
