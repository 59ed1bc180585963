#!/bin/bash
# lighttpd compresses for who says that it must not.
#
# "gzip;q=0" in Accept-Encoding means: not gzip. One would guess that a server
# may do without the finer weights, but obeys this one. lighttpd looks for the
# names of encodings and passes over what is said of them. "gzip;q=0" gets gzip,
# and "br;q=0, gzip" gets brotli. "br;q=0.1, gzip" gets brotli, too.
#
# Why it matters: who excludes an encoding mostly can't read it, or needs bytes
# to look at: a proxy that puts a notice in has brotli in its hands then, which
# it said it can't read. nginx does what it is told.
set -eu

t=$(mktemp -d)
trap '[ -z "${pid:-}" ] || { kill $pid; wait; }
      [ ! -f "$t/pid" ] || kill "$(cat "$t/pid")"; rm -rf "$t"' EXIT
chmod 755 "$t"
cd "$t"

lighttpd=lighttpd=1.4.69-1
deflate=lighttpd-mod-deflate=1.4.69-1
nginx=nginx=1.22.1-9+deb12u11
apt-get -qq -o APT::Sandbox::User=root download "$lighttpd" "$deflate" \
    "$nginx" libnettle8=3.8.1-2 libxxhash0=0.8.1-1 libdeflate0=1.14-1 \
    libbrotli1=1.0.9-2+deb12u1
for file in *.deb; do dpkg-deb -x "$file" "$t"; done

echo "$lighttpd, $deflate, $nginx"

mkdir pages
printf '<!DOCTYPE html><title>t</title><p>%0999d' 0 > pages/page.html

cat > lighttpd.conf << END
server.document-root = "$t/pages"
server.bind = "$t/lighttpd"
server.errorlog = "$t/log"
server.modules = ( "mod_deflate" )
mimetype.assign = ( ".html" => "text/html" )
deflate.mimetypes = ( "text/html" )
deflate.allowed-encodings = ( "br", "gzip" )
END
cat > nginx.conf << END
pid $t/pid;
error_log $t/error.log;
events { }
http {
    access_log off;
    gzip on;
    default_type text/html;
    client_body_temp_path $t/body;
    proxy_temp_path $t/proxy;
    fastcgi_temp_path $t/fastcgi;
    uwsgi_temp_path $t/uwsgi;
    scgi_temp_path $t/scgi;
    server { listen unix:$t/nginx; root $t/pages; }
}
END
usr/sbin/nginx -c "$t/nginx.conf"
LD_LIBRARY_PATH=$(dirname "$(find "$t/usr/lib" -name 'libnettle.so.8')") \
    usr/sbin/lighttpd -D -f lighttpd.conf -m "$t/usr/lib/lighttpd" & pid=$!
for _ in {1..50}; do [ -S lighttpd ] && break; sleep 0.1; done

# get SERVER ACCEPT-ENCODING
get()
{
    curl -s -D fields -o page --unix-socket "$1" -H "Accept-Encoding: $2" \
        http://localhost/page.html
    echo "$1 for [$2]:" "$(awk \
        'tolower($1) == "content-encoding:" { print $2 }' fields \
        | tr -d '\r' | grep . || echo not compressed)"
}

cat > expected << 'END'
nginx for [gzip]: gzip
nginx for [gzip;q=0]: not compressed
nginx for [identity]: not compressed
lighttpd for [gzip]: gzip
lighttpd for [gzip;q=0]: gzip
lighttpd for [identity]: not compressed
lighttpd for [br;q=0, gzip]: br
lighttpd for [br;q=0.1, gzip]: br
END

{
    get nginx 'gzip'
    get nginx 'gzip;q=0'
    get nginx 'identity'
    get lighttpd 'gzip'
    get lighttpd 'gzip;q=0'
    get lighttpd 'identity'
    get lighttpd 'br;q=0, gzip'
    get lighttpd 'br;q=0.1, gzip'
} | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: who excludes an encoding gets it from lighttpd"
