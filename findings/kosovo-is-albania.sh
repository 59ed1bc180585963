#!/bin/bash
# Debian's GeoIP.dat says that networks of Kosovo are Albania.
#
# The older format of MaxMind (GeoIP.dat, for nginx's geoip_country) has a
# fixed list of countries, and Kosovo is not on it. One would guess that the
# networks of Kosovo, which today's files give as XK, are then "not found" or
# still Serbia. In Debian's geoip-database they are Albania, a country with
# laws of its own.
#
# Why it matters: a rule "in AL" takes in readers in Kosovo, and a rule for
# Kosovo can't be written. A file's format decides what places there are.
#
# The addresses are the first of networks that the second file has as XK.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

data=geoip-database=20230203+really20191224-0+deb12u1
bin=geoip-bin=1.6.12-10
lib=libgeoip1=1.6.12-10
apt-get -qq -o APT::Sandbox::User=root download "$data" "$bin" "$lib"
for deb in *.deb; do
    dpkg-deb -x "$deb" "$t"
done
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$t" \
    maxmind@5.0.7 mmdb-lib@3.0.3 \
    @ip-location-db/geolite2-country-mmdb@2.3.2026061719

echo "$data, $bin, @ip-location-db/geolite2-country-mmdb 2.3.2026061719"

cat > today.js << 'END'
const file = 'node_modules/@ip-location-db/geolite2-country-mmdb/'
             + 'geolite2-country.mmdb';

require('maxmind').open(file).then(
    db => console.log(db.get(process.argv[2]).country_code));
END

cat > expected << 'END'
37.26.64.1: XK, and in Debian's file AL, Albania
46.99.0.1: XK, and in Debian's file AL, Albania
80.80.160.1: XK, and in Debian's file AL, Albania
END

LD_LIBRARY_PATH=$(dirname "$(find "$t/usr/lib" -name 'libGeoIP.so.1')")
export LD_LIBRARY_PATH

for address in 37.26.64.1 46.99.0.1 80.80.160.1; do
    old=$(usr/bin/geoiplookup -f usr/share/GeoIP/GeoIP.dat $address)
    echo "$address: $(node today.js $address), and in Debian's file ${old#*: }"
done | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: Kosovo is Albania"
