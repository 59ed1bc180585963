#!/bin/bash
# h2o gives a page, its gzip and its brotli form one strong ETag.
#
# A strong ETag says: the same bytes. Servers that compress give each form a tag
# of its own, or make the tag weak. One would guess the same of h2o. It sends
# the file's tag with all of them. A reader whose download broke off asks for
# the rest, "If-Range" with the tag that it has. The tag is right, so h2o sends
# the rest: of the page as it is, not of its gzip form. nginx sends it whole.
#
# Why it matters: the first part is gzip and the second is HTML, while the tag
# and the status say that they are one body. Nobody can read it. A tag that a
# filter or a compressor leaves as it was promises what is no longer true.
set -eu

t=$(mktemp -d)
trap '[ -z "${pid:-}" ] || { kill $pid; wait; }
      [ ! -f "$t/pid" ] || kill "$(cat "$t/pid")"; rm -rf "$t"' EXIT
chmod 755 "$t"
cd "$t"

h2o=h2o=2.2.5+dfsg2-7
nginx=nginx=1.22.1-9+deb12u11
apt-get -qq -o APT::Sandbox::User=root download "$h2o" "$nginx" \
    libyaml-0-2=0.2.5-1
for file in *.deb; do dpkg-deb -x "$file" "$t"; done

echo "$h2o, $nginx"

mkdir pages
printf '<!DOCTYPE html><title>t</title><p>%02000d</p>\n' 0 > pages/page.html

cat > h2o.conf << END
listen:
  type: unix
  port: $t/h2o
error-log: $t/log
num-threads: 1
user: root
hosts:
  default:
    paths:
      /:
        file.dir: $t/pages
        compress: [ gzip, br ]
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
LD_LIBRARY_PATH=$(dirname "$(find "$t/usr/lib" -name 'libyaml-0.so.2')") \
    usr/bin/h2o -c h2o.conf > starting 2>&1 & pid=$!
for _ in {1..50}; do [ -S h2o ] && break; sleep 0.1; done

# get SERVER OPTION...
get()
{
    curl -s -D fields -o part --unix-socket "$1" "${@:2}" \
        http://localhost/page.html
}

# tag: of the response before
tag()
{
    awk 'tolower($1) == "etag:" { print $2 }' fields | tr -d '\r'
}

# tell SERVER
tell()
{
    local plain kind=strong whose

    get "$1"
    plain=$(tag)
    for encoding in gzip br; do
        get "$1" -H "Accept-Encoding: $encoding"
        grep -qi "^content-encoding: $encoding" fields || continue
        [[ $(tag) != W/* ]] || kind=weak
        [ "$(tag)" = "$plain" ] && whose="the page's own" || whose=another
        echo "$1, $encoding: the tag is $kind and $whose"
    done

    get "$1" -H 'Accept-Encoding: gzip'
    head -c 40 part > whole
    get "$1" -H 'Accept-Encoding: gzip' -H "If-Range: $(tag)" \
        -H 'Range: bytes=40-'
    echo "$1, the rest: $(awk 'NR == 1 { print $2 }' fields)," \
        "$(grep -io '^content-encoding: [a-z]*' fields || echo HTML)"
    grep -q '206 ' fields || return 0
    cat part >> whole
    gzip -dc whole > page 2> error || echo "$1, both parts: not in gzip format"
}

cat > expected << 'END'
nginx, gzip: the tag is weak and another
nginx, the rest: 200, Content-Encoding: gzip
h2o, gzip: the tag is strong and the page's own
h2o, br: the tag is strong and the page's own
h2o, the rest: 206, HTML
h2o, both parts: not in gzip format
END

{
    tell nginx
    tell h2o
} | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: the rest of a gzip body is HTML"
