#!/bin/bash
# curl takes a response that breaks off within its header for a whole one.
#
# A body that is shorter than its Content-Length is an error of curl (18). One
# would guess that a header that ends in the middle of a line is an error, too.
# It is none: the exit status is 0, also with --fail where the status is 451,
# there is no body, and the fields that did not come are as if the server had
# none. libcurl says CURLE_OK.
#
# Why it matters: a check of a site by curl or libcurl passes where the upstream
# has crashed. The page is missing, a "Cache-Control: no-store" is cut to nothing,
# and who looks for a notice in what came finds no page that would need one.
set -eu

t=$(mktemp -d)
trap 'kill $server 2> /dev/null || true; rm -rf "$t"' EXIT
cd "$t"

curl --version | sed -n '1s/ (.*//p'

cat > server.mjs << 'END'
import fs from 'fs';
import net from 'net';

const html = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n';
const answers = {
    '/whole': html + 'Content-Length: 3\r\n\r\n<p>',
    '/body': html + 'Content-Length: 9\r\n\r\n<p>',
    '/header': html + 'Cache-Contr',
    '/refused': 'HTTP/1.1 451 Unavailable\r\nCache-Control: no-st',
};

const server = net.createServer(c =>
    c.once('data', d => c.end(answers[String(d).split(' ')[1]])));
server.listen(0, '127.0.0.1', () =>
    fs.writeFileSync('port', String(server.address().port)));
END

node server.mjs &
server=$!
for _ in $(seq 100); do [ -s port ] && break; sleep 0.1; done

cat > expected << 'END'
whole: status 200, 3 bytes, exit status 0
body: status 200, 3 bytes, exit status 18
header: status 200, 0 bytes, exit status 0
refused: status 451, 0 bytes, exit status 0
END

for path in whole body header refused; do
    code=0
    told=$(curl -s --fail -o body -w 'status %{http_code}, %{size_download} bytes' \
        "http://127.0.0.1:$(cat port)/$path") || code=$?
    echo "$path: $told, exit status $code"
done | tee seen

diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: a cut header is a success"
