#!/bin/bash
# nginx's cache varies by the last of two lines "Vary" alone.
#
# A header field that is a list may come in several lines, and means the same as
# one line with all of them. One would guess that nginx's cache knows it. That
# of nginx 1.22, which Debian 12 has, looks at the last line only. The page that
# varies by language, and then by encoding, is kept once for all languages. The
# response that it passes on still has both lines, so nothing looks wrong.
#
# Why it matters: the second line is added by whatever stands between: one part
# adds "Vary: Accept-Language" and another "Vary: Accept-Encoding". The order of
# the lines then says which readers get somebody else's page.
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
    client_body_temp_path $t/body;
    proxy_temp_path $t/proxy;
    fastcgi_temp_path $t/fastcgi;
    uwsgi_temp_path $t/uwsgi;
    scgi_temp_path $t/scgi;
    proxy_cache_path $t/cache keys_zone=pages:1m;

    server {
        listen unix:$t/front;
        location / {
            proxy_pass http://unix:$t/application;
            proxy_cache pages;
            proxy_cache_key \$uri;
            proxy_cache_valid 1m;
            add_header X-Cache \$upstream_cache_status;
        }
    }
    server {
        listen unix:$t/application;
        location /one-line {
            add_header Vary "Accept-Language, Accept-Encoding";
            return 200 "a page in \$http_accept_language\\n";
        }
        location /two-lines {
            add_header Vary Accept-Language;
            add_header Vary Accept-Encoding;
            return 200 "a page in \$http_accept_language\\n";
        }
    }
}
END
usr/sbin/nginx -c "$t/nginx.conf"

# get PATH LANGUAGE
get()
{
    curl -s -o page -D fields --unix-socket "$t/front" \
        -H "Accept-Language: $2" "http://localhost$1"
    echo "$1 for $2: $(cat page)," \
        "$(awk '/^X-Cache/ { print $2 }' fields | tr -d '\r')," \
        "Vary: $(sed -n 's/^Vary: //p' fields | tr -d '\r' | paste -sd '|')"
}

cat > expected << 'END'
/one-line for en: a page in en, MISS, Vary: Accept-Language, Accept-Encoding
/one-line for de: a page in de, MISS, Vary: Accept-Language, Accept-Encoding
/one-line for en: a page in en, HIT, Vary: Accept-Language, Accept-Encoding
/two-lines for en: a page in en, MISS, Vary: Accept-Language|Accept-Encoding
/two-lines for de: a page in en, HIT, Vary: Accept-Language|Accept-Encoding
END

{
    get /one-line en
    get /one-line de
    get /one-line en
    get /two-lines en
    get /two-lines de
} | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: the reader of German gets the English page"
