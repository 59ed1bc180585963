#!/bin/bash
# nginx's cache purge module removes one variant of a page, or says 404.
#
# Pages that vary have several copies in the cache, one for each value of the
# header. One would guess that a purge of the page's key removes them all. The
# module looks for the copy that would be served to the one who asks for the
# purge, by that one's own headers. With none of them it says "404 Not Found",
# as if the page were not in the cache, and all copies stay.
#
# Why it matters: a page that had to go, or whose notice was wrong, still shows
# to readers with another language, and the purge's answer was "success".
set -eu

t=$(mktemp -d)
trap '[ ! -f "$t/pid" ] || kill "$(cat "$t/pid")"; rm -rf "$t"' EXIT
chmod 755 "$t"
cd "$t"

nginx=nginx=1.22.1-9+deb12u11
purge=libnginx-mod-http-cache-purge=1:2.3-4
apt-get -qq -o APT::Sandbox::User=root download "$nginx" "$purge"
for deb in *.deb; do
    dpkg-deb -x "$deb" "$t"
done

echo "$nginx, $purge"

cat > nginx.conf << END
load_module $t/usr/lib/nginx/modules/ngx_http_cache_purge_module.so;
pid $t/pid;
error_log $t/error.log;
events { }
http {
    access_log off;
    client_body_temp_path $t/body;
    proxy_temp_path $t/proxy;
    fastcgi_temp_path $t/fastcgi;
    uwsgi_temp_path $t/uwsgi;
    scgi_temp_path $t/scgi;
    proxy_cache_path $t/cache keys_zone=pages:1m;

    server {
        listen unix:$t/front;
        location /page {
            proxy_pass http://unix:$t/application:/;
            proxy_cache pages;
            proxy_cache_key \$uri\$is_args\$args;
            proxy_cache_valid 1m;
            add_header X-Cache \$upstream_cache_status;
        }
        location ~ ^/purge(/page)\$ {
            proxy_cache_purge pages \$1\$is_args\$args;
        }
    }
    server {
        listen unix:$t/application;
        location / {
            add_header Vary Accept-Language;
            return 200 "\$http_accept_language\\n";
        }
    }
}
END
usr/sbin/nginx -c "$t/nginx.conf"

# get PATH LANGUAGE
get()
{
    echo "$1 in ${2:-no language}:" "$(curl -s -o body -D - \
        --unix-socket "$t/front" -H "Accept-Language:${2:+ $2}" \
        "http://localhost$1" \
        | awk 'NR == 1 { print $2 } /^X-Cache/ { print $2 }' \
        | tr -s '\r\n' ' ')"
}

cat > expected << 'END'
/page in en: 200 MISS 
/page in de: 200 MISS 
/purge/page in no language: 404 
/purge/page in de: 200 
/page in en: 200 HIT 
/page in de: 200 MISS 
END

{
    get /page en
    get /page de
    get /purge/page ''
    get /purge/page de
    get /page en
    get /page de
} | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: a purge removes the variant of the one who asks for it"
