#!/bin/bash
# vilistextum reads nothing after </html>, where nginx puts a notice.
#
# nginx's add_after_body puts a text behind the page, after </html>. The HTML
# standard has browsers take it as if it stood in the body. One would guess that
# a tool which makes text of HTML shows it, or shows it elsewhere. vilistextum
# stops at </html>. Where the author left out </html>, as one may, it shows the
# text, and after </body> alone as well. html2text shows it in all three.
#
# Why it matters: readers whose mail or archive has the page as text get it
# whole and without the notice. The same server's pages differ in it by an end
# tag that no browser needs.
set -eu

t=$(mktemp -d)
trap '[ ! -f "$t/pid" ] || kill "$(cat "$t/pid")"; rm -rf "$t"' EXIT
chmod 755 "$t"
cd "$t"

nginx=nginx=1.22.1-9+deb12u11
vilistextum=vilistextum=2.6.9-1.3
html2text=html2text=1.3.2a-28
apt-get -qq -o APT::Sandbox::User=root download "$nginx" "$vilistextum" \
    "$html2text"
for file in *.deb; do dpkg-deb -x "$file" "$t"; done

echo "$nginx, $vilistextum, $html2text"

mkdir pages
page='<!DOCTYPE html><title>A page</title><body><p>article</p>'
echo "$page"               > pages/none.html
echo "$page</body>"        > pages/body.html
echo "$page</body></html>" > pages/html.html
echo '<p>notice</p>'       > pages/notice.html

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
        root $t/pages;
        add_after_body /notice.html;
        location /notice.html { add_after_body ""; }
    }
}
END
usr/sbin/nginx -c "$t/nginx.conf"

# words TEXT
words()
{
    grep -ow 'article\|notice' "$1" | paste -sd ' '
}

cat > expected << 'END'
no end tag: vilistextum: article notice, html2text: article notice
</body>: vilistextum: article notice, html2text: article notice
</html>: vilistextum: article, html2text: article notice
END

for name in none body html; do
    curl -s -o page.html --unix-socket front "http://localhost/$name.html"
    case $name in
        none) end='no end tag' ;;
        *)    end="</$name>" ;;
    esac
    usr/bin/vilistextum page.html - > vilistextum
    usr/bin/html2text page.html > html2text
    echo "$end: vilistextum: $(words vilistextum)," \
        "html2text: $(words html2text)"
done | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: after </html> vilistextum shows no notice"
