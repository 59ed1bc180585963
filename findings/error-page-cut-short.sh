#!/bin/bash
# nginx's own error page is cut where a filter puts it in an answer's place.
#
# image_filter looks at the first bytes that an upstream sends. If they are no
# picture, the reader gets 415 and nginx's page for it. One would guess that a
# slow reader gets that page, too, only later. nginx forgets what its proxy
# module has noted of the upstream; the next chunk of the upstream cannot be
# read then, and the connection is closed amid the page. With an announced
# length, and for a fast reader, all of it comes.
#
# Why it matters: any filter that answers late has this, by nginx's function
# ngx_http_filter_finalize_request(), a refusal for legal reasons as well. It is
# seen only where readers are slow, or "limit_rate" makes them so.
set -eu

t=$(mktemp -d)
trap '[ ! -f "$t/pid" ] || kill "$(cat "$t/pid")"; rm -rf "$t"' EXIT
chmod 755 "$t"
cd "$t"

nginx=nginx=1.22.1-9+deb12u11
filter=libnginx-mod-http-image-filter=1.22.1-9+deb12u11
for package in "$nginx" "$filter"; do
    apt-get -qq -o APT::Sandbox::User=root download "$package"
done
for file in *.deb; do dpkg-deb -x "$file" "$t"; done

echo "$nginx, $filter"

cat > nginx.conf << END
load_module $t/usr/lib/nginx/modules/ngx_http_image_filter_module.so;
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
    proxy_http_version 1.1;

    server {
        listen unix:$t/origin;
        root $t/pages;
        location /length/  { limit_rate 100k; alias $t/pages/; }
        location /chunked/ { limit_rate 100k; alias $t/pages/; ssi on; }
    }
    server {
        listen unix:$t/front;
        location /      { image_filter test; proxy_pass http://unix:$t/origin; }
        location /slow/ { image_filter test; proxy_pass http://unix:$t/origin:/;
                          limit_rate 200; }
    }
}
END
mkdir pages
head -c 300000 /dev/zero | tr '\0' x > pages/page
usr/sbin/nginx -c "$t/nginx.conf"

# get PATH
get()
{
    local end=0
    curl -s -m 20 -D fields -o page --unix-socket "$t/front" \
        "http://localhost$1" || end=$?
    echo "$1: $(grep -o '^HTTP.*[0-9]' fields)," \
        "$(grep -io '^content-length: [0-9]*' fields)," \
        "read: $(wc -c < page)" \
        "(curl: $([ "$end" = 0 ] && echo fine || echo error))"
}

cat > expected << 'END'
/length/page: HTTP/1.1 415, Content-Length: 179, read: 179 (curl: fine)
/chunked/page: HTTP/1.1 415, Content-Length: 179, read: 179 (curl: fine)
/slow/length/page: HTTP/1.1 415, Content-Length: 179, read: 179 (curl: fine)
/slow/chunked/page: HTTP/1.1 415, Content-Length: 179, read: 32 (curl: error)
lines in the log: 0
END

{
    get /length/page
    get /chunked/page
    get /slow/length/page
    get /slow/chunked/page
    echo "lines in the log: $(grep -c . error.log || true)"
} | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: of a late error page a slow reader gets 32 bytes of 179"
