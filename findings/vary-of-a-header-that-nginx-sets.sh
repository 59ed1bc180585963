#!/bin/bash
# nginx's cache takes Vary for the reader's headers, not for those it sent.
#
# A front server finds out the reader's country and says it to the application:
# `proxy_set_header X-Country $country`. The application answers with a page for
# that country and `Vary: X-Country`. One would guess that nginx keeps a copy
# for each value that it sent, since the application knows no other. nginx
# compares what the reader's request had. Readers don't send X-Country, so all
# of them have the same copy.
#
# Why it matters: the first reader's country decides which notice all readers
# see, until the copy is too old. The country must be in proxy_cache_key.
#
# The country is taken from the query here, and the key is without it.
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
            proxy_pass http://unix:$t/application:/;
            proxy_set_header X-Country \$arg_from;
            proxy_cache pages;
            proxy_cache_key \$uri\$arg_key;
            proxy_cache_valid 1m;
        }
    }
    server {
        listen unix:$t/application;
        location / {
            add_header Vary X-Country;
            return 200 "a page for \$http_x_country\\n";
        }
    }
}
END
usr/sbin/nginx -c "$t/nginx.conf"

get()
{
    echo "$1: $(curl -s --unix-socket "$t/front" "http://localhost/$1")"
}

cat > expected << 'END'
?from=AA: a page for AA
?from=BB: a page for AA
?from=AA&key=AA: a page for AA
?from=BB&key=BB: a page for BB
END

{
    get '?from=AA'
    get '?from=BB'
    get '?from=AA&key=AA'
    get '?from=BB&key=BB'
} | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: a reader in BB has the page for AA, though it varies"
