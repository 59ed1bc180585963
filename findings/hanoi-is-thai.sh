#!/bin/bash
# By its time zone, Hanoi is in Thailand.
#
# A time zone is a common stand-in for a country: tz-lookup has the zone of a
# point, countries-and-timezones the country of a zone. One would guess that
# this is wrong near borders only, or says nothing where a zone is in several
# countries. Places whose clocks agreed since 1970 may share a zone, and one of
# its countries is the answer. So Hanoi is Thai, Ho Chi Minh City is Vietnamese,
# the Vatican Italian, and Ceuta, which is Spain, Moroccan. Kosovo has no zone,
# so that Pristina is Serbian. Simferopol is Russian, and Ukrainian only on the
# list.
#
# Why it matters: who decides by the zone which law a reader lives under has the
# capital of a country of 100 million people in another one. Where a place is
# disputed, the one answer takes a side that nobody chose.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$t" \
    tz-lookup@6.1.25 countries-and-timezones@3.10.0

echo "tz-lookup 6.1.25, countries-and-timezones 3.10.0"

cat > look.js << 'END'
const zoneAt = require('tz-lookup');
const zones = require('countries-and-timezones');

for (const [place, latitude, longitude] of [
    ['Bangkok',          13.75, 100.5],
    ['Ho Chi Minh City', 10.78, 106.7],
    ['Hanoi',            21.03, 105.85],
    ['Rome',             41.89,  12.48],
    ['Vatican',          41.903, 12.453],
    ['Madrid',           40.42,  -3.7],
    ['Ceuta',            35.89,  -5.31],
    ['Pristina',         42.667, 21.166],
    ['Simferopol',       44.95,  34.1],
])
{
    const zone = zoneAt(latitude, longitude);

    console.log(`${place}: ${zone}, ${zones.getCountryForTimezone(zone).id}`
                + ` (of ${zones.getTimezone(zone).countries})`);
}
console.log(`Kosovo: ${zones.getCountry('XK')}`);
END

cat > expected << 'END'
Bangkok: Asia/Bangkok, TH (of TH,CX,KH,LA,VN)
Ho Chi Minh City: Asia/Ho_Chi_Minh, VN (of VN)
Hanoi: Asia/Bangkok, TH (of TH,CX,KH,LA,VN)
Rome: Europe/Rome, IT (of IT,SM,VA)
Vatican: Europe/Rome, IT (of IT,SM,VA)
Madrid: Europe/Madrid, ES (of ES)
Ceuta: Africa/Casablanca, MA (of MA)
Pristina: Europe/Belgrade, RS (of RS,BA,HR,ME,MK,SI)
Simferopol: Europe/Simferopol, RU (of RU,UA)
Kosovo: null
END

node look.js | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: Hanoi is in Thailand"
