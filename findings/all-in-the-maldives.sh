#!/bin/bash
# With d3-geo, each point on Earth is in the Maldives of world-atlas.
#
# world-atlas ships the borders of Natural Earth, and d3-geo says whether a
# point is in a polygon: both are from the same family of packages. One would
# guess that a point in Kharkiv is in one country. On a sphere a ring has two
# insides, and its direction says which one is meant. The finest of the three
# files rounds its coordinates, and the rounding has flattened three islets of
# the Maldives: a triangle became a line. Its "inside" is now all the world.
#
# Why it matters: a rule "in MV" holds for every reader who has a position. The
# coarser files don't show it: a test with one of them passes. Who reads such
# borders must not take a ring of next to no area for the rest of the world.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$t" \
    world-atlas@2.0.2 topojson-client@3.1.0 d3-geo@3.1.1

echo "world-atlas 2.0.2, topojson-client 3.1.0, d3-geo 3.1.1"

cat > look.mjs << 'END'
import fs from 'fs';
import { feature } from 'topojson-client';
import { geoContains } from 'd3-geo';

const points = {
    Kharkiv: [36.23, 50.0], Vilnius: [25.28, 54.69], Tunis: [10.1, 36.75],
    'the North Pole': [0, 90],
};

for (const file of ['countries-50m', 'countries-10m']) {
    const world = JSON.parse(
        fs.readFileSync(`node_modules/world-atlas/${file}.json`));
    const countries = feature(world, world.objects.countries).features;

    for (const [name, point] of Object.entries(points)) {
        const found = countries.filter(c => geoContains(c, point))
                               .map(c => c.properties.name).sort();
        console.log(`${file}: ${name} is in ${found.join(', ') || 'none'}`);
    }
}
END

cat > expected << 'END'
countries-50m: Kharkiv is in Ukraine
countries-50m: Vilnius is in Lithuania
countries-50m: Tunis is in Tunisia
countries-50m: the North Pole is in none
countries-10m: Kharkiv is in Maldives, Ukraine
countries-10m: Vilnius is in Lithuania, Maldives
countries-10m: Tunis is in Maldives, Tunisia
countries-10m: the North Pole is in Maldives
END

node look.mjs | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: the Maldives are everywhere"
