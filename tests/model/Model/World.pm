package Model::World;

# A few countries, regions and cities: codes of ISO 3166, ids of GeoNames,
# positions.  Written for the model; nothing of the module is read.

use warnings;
use strict;

use Exporter qw( import );

our @EXPORT = qw( %country %region %city @cities %group country_of canonical
    around );

# code => id
our %country = (
    RU => 2017370, UA => 690791, DE => 2921044, FR => 3017382, GB => 2635167,
    US => 6252001, ES => 2510769, IT => 3175395, BY => 630336, KZ => 1522867,
    NO => 3144096, BE => 2802361, IN => 1269750, XK => 831053, CH => 2658434,
    IS => 2629691, LI => 3042058, CY => 146669, HR => 3202326,
    PR => 4566966,
);

my @eu = qw( AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT
    RO SK SI ES SE );

our %group = (EU => { map { $_ => 1 } @eu },
    EEA => { map { $_ => 1 } @eu, qw( IS LI NO ) });

# code => [id, the region around it, a name that databases have]
our %region = (
    'RU-MOW' => [524894, '', 'Moscow'], 'RU-SPE' => [536203, ''],
    'RU-MOS' => [524925, ''], 'RU-KGD' => [554230, ''],
    'UA-43' => [703883, '', 'Crimea'], 'UA-40' => [694422, '', 'Sevastopol'],
    'UA-30' => [703447, ''], 'UA-63' => [706482, ''], 'UA-32' => [703446, ''],
    'DE-BE' => [2950157, '', 'Berlin'], 'DE-BY' => [2951839, '', 'Bayern'],
    'FR-IDF' => [3012874, ''], 'FR-92' => [3013657, 'FR-IDF'],
    'FR-ARA' => [11071625, ''], 'FR-69' => [2987410, 'FR-ARA'],
    'GB-ENG' => [6269131, '', 'England'],
    'GB-CAM' => [2653940, 'GB-ENG', 'Cambridgeshire'],
    'GB-LND' => [2643741, 'GB-ENG'], 'GB-SCT' => [2638360, '', 'Scotland'],
    'GB-GLG' => [3333231, 'GB-SCT', 'Glasgow City'],
    'US-MS' => [4436296, '', 'Mississippi'],
    'US-NY' => [5128638, '', 'New York'],
    'ES-CT' => [3336901, ''], 'ES-B' => [3128759, 'ES-CT'],
    'IT-25' => [3174618, ''], 'IT-MI' => [3173434, 'IT-25'],
    'BY-HM' => [625143, ''], 'KZ-ALA' => [1526395, ''],
    'NO-03' => [3143242, '', 'Oslo'], 'BE-VLG' => [3337388, ''],
    'BE-VAN' => [2803136, 'BE-VLG'], 'IN-TG' => [1254788, ''],
    'IN-TS' => [1254788, ''], 'IN-KA' => [1267701, ''],
);

# Codes that ISO has changed: both are one region.
my %renamed = ('IN-TG' => 'IN-TS', 'KZ-ALA' => 'KZ-75');

# id => [name, country, region, latitude, longitude]
our %city = (
    524901 => ['Moscow', 'RU', 'RU-MOW', 55.75, 37.62],
    498817 => ['Petersburg', 'RU', 'RU-SPE', 59.94, 30.31],
    554234 => ['Kaliningrad', 'RU', 'RU-KGD', 54.71, 20.51],
    693805 => ['Simferopol', 'UA', 'UA-43', 44.95, 34.10],
    694423 => ['Sevastopol', 'UA', 'UA-40', 44.61, 33.53],
    703448 => ['Kyiv', 'UA', 'UA-30', 50.45, 30.52],
    706483 => ['Kharkiv', 'UA', 'UA-63', 49.98, 36.25],
    2950159 => ['Berlin', 'DE', 'DE-BE', 52.52, 13.41],
    2867714 => ['Munich', 'DE', 'DE-BY', 48.14, 11.58],
    2988507 => ['Paris', 'FR', 'FR-IDF', 48.85, 2.35],
    2986140 => ['Saint-Cloud', 'FR', 'FR-92', 48.84, 2.20],
    2996944 => ['Lyon', 'FR', 'FR-69', 45.75, 4.85],
    2653941 => ['Cambridge', 'GB', 'GB-CAM', 52.20, 0.12],
    2643743 => ['London', 'GB', 'GB-ENG', 51.51, -0.13],
    2648579 => ['Glasgow', 'GB', 'GB-GLG', 55.87, -4.26],
    4431410 => ['Jackson', 'US', 'US-MS', 32.30, -90.18],
    5128581 => ['New York', 'US', 'US-NY', 40.71, -74.01],
    3128760 => ['Barcelona', 'ES', 'ES-B', 41.39, 2.16],
    3173435 => ['Milan', 'IT', 'IT-MI', 45.46, 9.19],
    625144 => ['Minsk', 'BY', 'BY-HM', 53.90, 27.57],
    1526384 => ['Almaty', 'KZ', 'KZ-ALA', 43.25, 76.95],
    3143244 => ['Oslo', 'NO', 'NO-03', 59.91, 10.75],
    2803138 => ['Antwerp', 'BE', 'BE-VAN', 51.22, 4.40],
    1269843 => ['Hyderabad', 'IN', 'IN-TS', 17.38, 78.46],
    786714 => ['Pristina', 'XK', '', 42.67, 21.17],
    2657896 => ['Zurich', 'CH', '', 47.37, 8.55],
);
our @cities = sort { $a <=> $b } keys %city;

sub country_of { return substr $_[0], 0, 2 }

sub canonical { return $renamed{$_[0]} // $_[0] }

# A region and those around it, from the narrowest.
sub around {
    my ($code) = @_;
    my @around;
    for (; $code; $code = $region{$code} ? $region{$code}[1] : '') {
        push @around, $code;
    }
    return @around;
}

1;
