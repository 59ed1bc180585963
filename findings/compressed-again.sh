#!/bin/bash
# nginx compresses a page again that add_header calls compressed.
#
# The gzip filter leaves a page alone whose Content-Encoding is set by an
# upstream or by gzip_static. One would guess that add_header has the same
# effect, as it writes the same header: files that are stored compressed are
# served so. add_header writes the header without telling nginx of it. With
# "gzip on" the page is compressed twice and has two lines Content-Encoding.
#
# Why it matters: a filter that changes pages is told "plain" of bytes that are
# compressed, and finds no place in them. One that reads the header's lines must
# undo both.
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
        gzip_min_length 0;
        add_header Content-Encoding gzip;
        root $t/pages;
        location /on  { gzip on; }
        location /off { gzip off; }
    }
}
END
mkdir pages
echo '<p>News.</p>' | gzip > pages/on
cp pages/on pages/off
usr/sbin/nginx -c "$t/nginx.conf"

# get PATH
get()
{
    curl -s -D fields -o page --unix-socket "$t/front" \
        -H 'Accept-Encoding: gzip' "http://localhost$1"
    echo "$1: $(grep -ic '^content-encoding: gzip' fields) Content-Encoding," \
        "unpacked once: $(gzip -dc < page | grep -ac News || true) page"
    echo "unpacked twice: $(gzip -dc < page | gzip -dc 2> nothing || true)"
}

cat > expected << 'END'
/off: 1 Content-Encoding, unpacked once: 1 page
unpacked twice: 
/on: 2 Content-Encoding, unpacked once: 0 page
unpacked twice: <p>News.</p>
END

{
    get /off
    get /on
} | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: the page is compressed twice"
