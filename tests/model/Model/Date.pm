package Model::Date;

# Dates of "since" and "until": ISO 8601, in UTC when there is no offset.

use warnings;
use strict;

use Exporter qw( import );
use Time::Local qw( timegm_modern );

our @EXPORT = qw( seconds );

# Since 1970; nothing where it is no date.
sub seconds {
    my ($text) = @_;
    my ($year, $month, $day, $time, $hour, $minute, $second, $zone)
        = $text =~ /^(\d{4})-(\d\d)-(\d\d)
            (T(\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:?\d\d)?)?$/x or return;
    $second //= 0;
    return if ($hour // 0) > 23 || ($minute // 0) > 59 || $second > 59;
    my $at = eval { timegm_modern($second, $minute // 0, $hour // 0, $day,
        $month - 1, $year) } // return;
    if (($zone // 'Z') ne 'Z') {
        my ($sign, $hours, $minutes) = $zone =~ /^([+-])(\d\d):?(\d\d)$/;
        return if $hours > 23 || $minutes > 59;
        $at -= ($sign eq '-' ? -1 : 1) * ($hours * 3600 + $minutes * 60);
    }
    return $at;
}

1;
