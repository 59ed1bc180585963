#!/bin/bash
# Privoxy reads "deflate" only where it is not what the standard says.
#
# "Content-Encoding: deflate" is the zlib format (RFC 9110, 8.4.1.2). Some old
# servers sent the bare deflate data under this name, so that readers learned to
# take both. Privoxy is a proxy that edits pages, and reads gzip, brotli and
# deflate. One would guess that it takes the right format at least. It takes the
# bare data alone. The right one it passes on as it came, without the edit.
#
# Why it matters: a text that a filter puts in, or takes out, is missing in the
# pages of a server that does as the standard says, and only there. Nothing but
# a line in the log says so.
set -eu

t=$(mktemp -d)
trap '[ -z "${pids:-}" ] || { kill $pids; wait; }; rm -rf "$t"' EXIT
chmod 755 "$t"
cd "$t"

privoxy=privoxy=3.0.34-1
apt-get -qq -o APT::Sandbox::User=root download "$privoxy" \
    libmbedtls14=2.28.3-1 libmbedx509-1=2.28.3-1 libmbedcrypto7=2.28.3-1 \
    libpcre3=2:8.39-15 libbrotli1=1.0.9-2+deb12u1
for file in *.deb; do dpkg-deb -x "$file" "$t"; done

echo "$privoxy"

cat > origin.js << 'END'
const zlib = require('zlib');
const fs = require('fs');
const page = '<!DOCTYPE html><title>t</title><body><p>' + 'word '.repeat(99)
             + '</p></body>';
const bodies = {
    '/gzip': ['gzip', zlib.gzipSync(page)],
    '/zlib': ['deflate', zlib.deflateSync(page)],
    '/bare': ['deflate', zlib.deflateRawSync(page)],
};

const origin = require('http').createServer((request, response) => {
    const [encoding, body] = bodies[new URL(request.url, 'http://h').pathname];

    response.setHeader('Content-Type', 'text/html');
    response.setHeader('Content-Encoding', encoding);
    response.end(body);
});

// a port for Privoxy, which has no other way
const other = require('net').createServer().listen(0, '127.0.0.1', () => {
    const { port } = other.address();
    other.close(() => origin.listen(0, '127.0.0.1', () => {
        fs.writeFileSync('ports.new', `${port} ${origin.address().port}\n`);
        fs.renameSync('ports.new', 'ports');
    }));
});
END
node origin.js & pids=$!
for _ in {1..50}; do [ -f ports ] && break; sleep 0.1; done
read -r port origin < ports

cat > config << END
confdir $t
listen-address 127.0.0.1:$port
actionsfile all.action
filterfile notice.filter
END
cat > all.action << 'END'
{ +filter{notice} }
/
END
cat > notice.filter << 'END'
FILTER: notice puts a notice in
s@</body>@<aside>N</aside></body>@
END
cp -r etc/privoxy/templates .
LD_LIBRARY_PATH=$(dirname "$(find "$t/usr/lib" -name 'libmbedtls.so.14')") \
    usr/sbin/privoxy --no-daemon config > log 2>&1 & pids="$pids $!"

# get PATH
get()
{
    curl -s --compressed --retry 9 --retry-connrefused --retry-delay 1 \
        -x "http://127.0.0.1:$port" -D fields -o page \
        "http://127.0.0.1:$origin$1"
    echo "$1, Content-Encoding" "$(awk \
        'tolower($1) == "content-encoding:" { print $2 }' fields \
        | tr -d '\r' | grep . || echo gone):" \
        "$(grep -c '<aside>' page || true) notice," \
        "$(grep -c 'word' page || true) page"
}

cat > expected << 'END'
/gzip, Content-Encoding gone: 1 notice, 1 page
/zlib, Content-Encoding deflate: 0 notice, 1 page
/bare, Content-Encoding gone: 1 notice, 1 page
END

{
    get /gzip
    get /zlib
    get /bare
} | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: the right deflate is passed on without the notice"
