#!/bin/bash
# nginx answers 451 without a word.
#
# "return 403;" and "return 404;" get a reason phrase and a small page that says
# what has happened. One would guess the same of "return 451;" (Unavailable For
# Legal Reasons, of 2016). The status line ends after the number, there is no
# page, and no Content-Type.
#
# Why it matters: the reader sees an empty window or the browser's own error,
# and can't know that it was the law. An error_page for 451 is needed.
set -eu

t=$(mktemp -d)
trap '[ ! -f "$t/pid" ] || kill "$(cat "$t/pid")"; rm -rf "$t"' EXIT
chmod 755 "$t"
cd "$t"

nginx=nginx=1.22.1-9+deb12u11
apt-get -qq -o APT::Sandbox::User=root download "$nginx"
dpkg-deb -x nginx_*.deb "$t"

echo "$nginx"

cat > nginx.conf << END
pid $t/pid;
error_log $t/error.log;
events { }
http {
    access_log off;
    default_type text/html;
    client_body_temp_path $t/body;
    proxy_temp_path $t/proxy;
    fastcgi_temp_path $t/fastcgi;
    uwsgi_temp_path $t/uwsgi;
    scgi_temp_path $t/scgi;

    server {
        listen unix:$t/front;
        location /403 { return 403; }
        location /451 { return 451; }
    }
}
END
usr/sbin/nginx -c "$t/nginx.conf"

# get PATH
get()
{
    curl -s -D fields -o page --unix-socket "$t/front" "http://localhost$1"
    echo "$1: [$(head -1 fields | tr -d '\r\n')]" \
        "$(grep -ic '^content-type' fields || true) Content-Type," \
        "title: $(grep -o '<title>.*</title>' page 2> nothing || true)"
    rm -f page
}

cat > expected << 'END'
/403: [HTTP/1.1 403 Forbidden] 1 Content-Type, title: <title>403 Forbidden</title>
/451: [HTTP/1.1 451 ] 0 Content-Type, title: 
END

{
    get /403
    get /451
} | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: a 451 has no reason phrase and no page"
