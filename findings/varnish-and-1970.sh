#!/bin/bash
# Varnish keeps a page for two minutes that ended on 1 January 1970.
#
# "Expires: Thu, 01 Jan 1970 00:00:00 GMT" is what many frameworks send to say
# "don't keep this". "Expires: -1", or anything else that is no date, means the
# same (RFC 9111, 5.3). One would guess that a page with either is not kept. For
# Varnish the first date is the number 0, and 0 stands for a page without
# Expires, which it keeps for 120 seconds. What is no date becomes 0 as well. A
# page that ended a second later, at 00:00:01, is not kept.
#
# Why it matters: an application that chooses the notice for each reader, and
# relies on Expires alone, gives the first reader's notice to all others.
# Cache-Control helps; so does any other date that is past.
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
    response.writeHead(200, {
        Expires: decodeURIComponent(request.url.slice(1))
    });
    response.end(`answer ${++count}`);
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
        && curl -s -o ready --unix-socket front http://localhost/0 && break
    sleep 0.2
done

get()
{
    echo "$1: $(curl -s --unix-socket front "http://localhost/${1// /%20}")"
}

cat > expected << 'END'
Thu, 01 Jan 1970 00:00:00 GMT: answer 2
Thu, 01 Jan 1970 00:00:00 GMT: answer 2
Thu, 01 Jan 1970 00:00:01 GMT: answer 3
Thu, 01 Jan 1970 00:00:01 GMT: answer 4
-1: answer 5
-1: answer 5
END

for date in 'Thu, 01 Jan 1970 00:00:00 GMT' 'Thu, 01 Jan 1970 00:00:01 GMT' \
    -1
do
    get "$date"
    get "$date"
done | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: what ended when time began is kept"
