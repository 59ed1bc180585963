#!/bin/bash
# fflate's gunzipSync cuts a page of two gzip members to the last one's length.
#
# A gzip file may have several members, one after the other, and means all of
# them together (RFC 1952, 2.2). Some writers use that to append to a compressed
# page without compressing it again. One would guess that a decompressor gives
# both, or the first, or an error. fflate takes the length from the last four
# bytes of the input, which are the last member's, and gives that many bytes of
# the first member. Its streaming Gunzip gives both.
#
# Why it matters: a notice in a member of its own is lost, or is cut in the
# middle of a tag, and no error is raised.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$t" \
    fflate@0.8.3

echo "fflate 0.8.3, $(gzip --version | head -n 1)"

printf '<p>An article.</p>' | gzip > page.gz
printf '<aside>N</aside>' | gzip >> page.gz

cat > decompress.mjs << 'END'
import fs from 'fs';
import { gunzipSync, Gunzip } from 'fflate';

const input = fs.readFileSync('page.gz');
let streamed = '';

console.log('sync:   ' + Buffer.from(gunzipSync(input)));
new Gunzip(part => { streamed += Buffer.from(part); }).push(input, true);
console.log('stream: ' + streamed);
END

cat > expected << 'END'
gzip:   <p>An article.</p><aside>N</aside>
sync:   <p>An article.</
stream: <p>An article.</p><aside>N</aside>
END

{ echo "gzip:   $(gunzip < page.gz)"; node decompress.mjs; } | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: two members become one, too short"
