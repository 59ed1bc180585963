#!/bin/bash
# nginx's add_after_body puts plain text behind a page that is compressed.
#
# The module "addition" writes the answer of another location behind a page. One
# would guess that it leaves a page alone that came compressed from upstream, as
# sub_filter does, or has it decompressed. It writes the text as it is behind
# the compressed bytes, and the answer still says "Content-Encoding: gzip".
# Nothing is logged.
#
# Why it matters: a notice that is added so is not read by anybody. What follows
# a gzip stream is no part of the page; curl shows the page and ends with an
# error.
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
        listen unix:$t/origin;
        location / { root $t/pages; gzip_static always; }
    }
    server {
        listen unix:$t/front;
        location = /notice { root $t/pages; }
        location /plain/   { alias $t/pages/; add_after_body /notice; }
        location /coded/   { proxy_pass http://unix:$t/origin:/;
                             add_after_body /notice; }
    }
}
END
mkdir pages
echo '<p>News.</p>' > pages/page
gzip -k pages/page
echo '<p>Notice.</p>' > pages/notice
usr/sbin/nginx -c "$t/nginx.conf"

# get PATH
get()
{
    local end=0
    curl -s -D fields -o raw --unix-socket "$t/front" "http://localhost$1"
    curl -s --compressed -o page --unix-socket "$t/front" \
        "http://localhost$1" || end=$?
    echo "$1: $(grep -io '^content-encoding: [a-z]*' fields)"
    echo "read: $(tr '\n' ' ' < page)(curl: $([ "$end" = 0 ] && echo fine || echo error))"
    echo "the last 15 bytes: $(tail -c 15 raw)"
}

cat > expected << 'END'
/plain/page: 
read: <p>News.</p> <p>Notice.</p> (curl: fine)
the last 15 bytes: <p>Notice.</p>
/coded/page: Content-Encoding: gzip
read: <p>News.</p> (curl: error)
the last 15 bytes: <p>Notice.</p>
errors in the log: 0
END

{
    get /plain/page
    get /coded/page
    echo "errors in the log: $(grep -c . error.log || true)"
} | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: the notice stands behind the end of the compressed page"
