#!/bin/bash
# nginx's subs_filter changes a page and keeps the file's strong ETag.
#
# An ETag without W/ says: the same bytes. nginx's own sub_filter takes the ETag
# away from a page that it changes. One would guess that subs_filter, the module
# that does the same with patterns, does so too. It takes away Last-Modified,
# but the ETag stays, and is the same whatever was replaced.
#
# Why it matters: a publisher adds a notice with subs_filter. Readers who have
# the page from before ask with its ETag, are told "304 Not Modified", and go
# on reading the page without the notice.
set -eu

t=$(mktemp -d)
trap '[ ! -f "$t/pid" ] || kill "$(cat "$t/pid")"; rm -rf "$t"' EXIT
chmod 755 "$t"
cd "$t"

nginx=nginx=1.22.1-9+deb12u11
subs=libnginx-mod-http-subs-filter=1:0.6.4-4
apt-get -qq -o APT::Sandbox::User=root download "$nginx" "$subs"
for deb in *.deb; do
    dpkg-deb -x "$deb" "$t"
done

echo "$nginx, $subs"

cat > nginx.conf << END
load_module $t/usr/lib/nginx/modules/ngx_http_subs_filter_module.so;
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
        location /before/ { alias $t/pages/; }
        location /sub/    { alias $t/pages/; sub_filter </p> " N</p>"; }
        location /subs/   { alias $t/pages/; subs_filter </p> " N</p>"; }
    }
}
END
mkdir pages
echo '<p>News.</p>' > pages/page
touch -d '2026-01-01 00:00:00 UTC' pages/page
usr/sbin/nginx -c "$t/nginx.conf"

# get PATH HEADER
get()
{
    curl -s -D fields -o page --unix-socket "$t/front" -H "$2" \
        "http://localhost$1"
    echo "$1${2:+ with $2}: $(awk 'NR == 1 { print $2 }' fields)" \
        "$(grep -i '^etag' fields | tr -d '\r')," \
        "$(test ! -s page || cat page)"
    rm -f page
}

cat > expected << 'END'
/before/page: 200 ETag: "6955b900-d", <p>News.</p>
/sub/page: 200 , <p>News. N</p>
/subs/page: 200 ETag: "6955b900-d", <p>News. N</p>
/subs/page with If-None-Match: "6955b900-d": 304 ETag: "6955b900-d", 
END

{
    get /before/page ''
    get /sub/page ''
    get /subs/page ''
    get /subs/page 'If-None-Match: "6955b900-d"'
} | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: two different pages have the same strong ETag"
