package Plot;

# A plot as SVG: horizontal bars, and on each the mark it is to reach.

use warnings;
use strict;

# bars TITLE, [ LABEL, VALUE, MARK ] ..: a value past 1.5 is drawn as 1.5
sub bars {
    my ($title, @bars) = @_;
    my ($left, $step, $unit) = (330, 20, 300);
    my $height = 50 + $step * @bars;
    my $width = $left + 1.5 * $unit + 60;
    my $svg = qq{<svg xmlns="http://www.w3.org/2000/svg" width="$width" }
        . qq{height="$height" font-family="sans-serif" font-size="12">\n}
        . qq{<rect width="100%" height="100%" fill="#fff"/>\n}
        . qq{<text x="10" y="20" font-size="14">$title</text>\n};
    my $y = 35;
    for (@bars) {
        my ($label, $value, $mark) = @$_;
        my $w = $unit * ($value > 1.5 ? 1.5 : $value);
        my $colour = $label =~ /sub_filter/ ? '#999'
            : $mark && $value < $mark ? '#c33' : '#27a';
        my $base = $y + 12;
        $label =~ s/&/&amp;/g;
        $svg .= sprintf qq{<text x="%d" y="%d" text-anchor="end">%s</text>}
            . qq{<rect x="%d" y="%d" width="%.1f" height="14" fill="%s"/>}
            . qq{<text x="%.1f" y="%d">%.2f</text>},
            $left - 6, $base, $label, $left, $y, $w, $colour, $left + $w + 4,
            $base, $value;
        $svg .= sprintf qq{<path d="M%.1f %d v18" stroke="#000"/>},
            $left + $unit * $mark, $y - 2 if $mark;
        $svg .= "\n";
        $y += $step;
    }
    return "$svg</svg>\n";
}

1;
