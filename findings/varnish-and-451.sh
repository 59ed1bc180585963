#!/bin/bash
# Varnish doesn't keep an answer 451, whatever its Cache-Control says.
#
# 451 (Unavailable For Legal Reasons) may be kept by caches even when nothing is
# said about it (RFC 7725, 3), and all the more with max-age. One would guess
# that Varnish keeps a 451 with "max-age=60", as it does a 404. Varnish has a
# list of status codes, and 451 is not on it. It asks the origin again for each
# reader, one 451 after the other.
#
# Why it matters: a page that is blocked in a country is the one that people
# there try to open. Each try reaches the origin. VCL can set beresp.ttl.
set -eu

t=$(mktemp -d)
trap '[ -z "${pids:-}" ] || { kill $pids; wait; }; rm -rf "$t"' EXIT
chmod 755 "$t"
cd "$t"

varnish=varnish=7.1.1-2+deb12u1
apt-get -qq -o APT::Sandbox::User=root download "$varnish"
dpkg-deb -x varnish_*.deb "$t"

echo "$varnish"

cat > origin.js << 'END'
let count = 0;

require('http').createServer((request, response) => {
    response.writeHead(Number(request.url.slice(1)),
                       { 'Cache-Control': 'max-age=60' });
    response.end(`answer ${++count} of the origin`);
}).listen('origin', () => require('fs').chmodSync('origin', 0o777));
END
cat > front.vcl << END
vcl 4.1;
backend default { .path = "$t/origin"; }
END

node origin.js & pids=$!
usr/sbin/varnishd -F -j none -n "$t/work" -a "$t/front" -f "$t/front.vcl" \
    -s malloc,10m > log 2>&1 & pids="$pids $!"
for _ in {1..50}; do
    [ -S front ] && [ -S origin ] \
        && curl -s -o ready --unix-socket front http://localhost/204 && break
    sleep 0.2
done

get()
{
    echo "$1: $(curl -s --unix-socket front "http://localhost/$1")"
}

cat > expected << 'END'
404: answer 2 of the origin
404: answer 2 of the origin
451: answer 3 of the origin
451: answer 4 of the origin
END

{
    get 404
    get 404
    get 451
    get 451
} | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: a 451 with max-age=60 is asked for again"
