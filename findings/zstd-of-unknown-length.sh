#!/bin/bash
# @bokuweb/zstd-wasm reads a streamed page of 1 MiB, but not one byte more.
#
# A Zstandard frame may say how long its content is. A server that compresses a
# page while it is made can't know the length, so its frames don't say it. One
# would guess that the length doesn't matter to who decompresses. This package
# sets aside 1 MiB where the length is unknown, and raises an error where the
# page is longer. The error speaks of compressing, and has a number.
#
# Why it matters: each test with a small page passes, and the long page of the
# year's review can't be read, so no notice can be put into it. A large file
# that was compressed as a file says its length: a test with one passes too.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

zstd=zstd=1.5.4+dfsg2-5
apt-get -qq -o APT::Sandbox::User=root download "$zstd"
dpkg-deb -x zstd_*.deb "$t"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$t" \
    @bokuweb/zstd-wasm@0.0.27

echo "@bokuweb/zstd-wasm 0.0.27, $zstd"

cat > decompress.mjs << 'END'
import fs from 'fs';
import { init, decompress } from '@bokuweb/zstd-wasm';

await init();
for (const name of ['streamed-1048576', 'streamed-1048577', 'file-1048577']) {
    let seen;
    try {
        seen = decompress(fs.readFileSync(name + '.zst')).length + ' bytes';
    } catch (error) {
        seen = error.message;
    }
    console.log(`${name}: ${seen}`);
}
END

for length in 1048576 1048577; do
    head -c $length /dev/zero | tr '\0' a > file-$length
    usr/bin/zstd -q -c < file-$length > streamed-$length.zst
done
usr/bin/zstd -q file-1048577

cat > expected << 'END'
streamed-1048576: 1048576 bytes
streamed-1048577: Failed to compress with code -70
file-1048577: 1048577 bytes
END

node decompress.mjs | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: the limit is 1 MiB where a frame doesn't say its length"
