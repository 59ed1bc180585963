#!/bin/bash
# Links hides what is "display:none", if that comes first in the style.
#
# Links is a text browser without CSS. One would guess that it shows all texts,
# those as well that a style or `hidden` hides. It hides an element whose style
# begins with "display:none", and looks no further: what comes after it doesn't
# count, and "display:none" after "color:red" doesn't, either. In an aside or a
# section, which it doesn't know, it never hides. It shows what is `hidden`, and
# what a style sheet hides.
#
# Why it matters: a page with notices for all countries, one of which a style
# shows, is right or wrong there by the order of two declarations. A notice
# that is shown by "display:none;display:block" is in no reader's Links.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

links=links=2.28-1+b2
apt-get -qq -o APT::Sandbox::User=root download "$links" \
    liblz1=1.13-5 libgpm2=1.20.7-10+b1 libbrotli1=1.0.9-2+deb12u1
for file in *.deb; do dpkg-deb -x "$file" "$t"; done

echo "$links"

LD_LIBRARY_PATH=$(dirname "$(find "$t/usr/lib" -name 'liblz.so.1')")
export LD_LIBRARY_PATH HOME="$t"

# show START END
show()
{
    printf '<!DOCTYPE html><title>t</title>' > page.html
    echo "<style>.none { display: none }</style><p>a</p>$1 N $2" >> page.html
    usr/bin/links -dump page.html > text
    echo "$1: $(grep -q N text && echo shown || echo hidden)"
}

cat > expected << 'END'
<p>: shown
<p style="display:none">: hidden
<p style="display: none !important">: hidden
<p style="display:none;display:block">: hidden
<p style="color:red;display:none">: shown
<p style="display:block;display:none">: shown
<aside style="display:none">: shown
<section style="display:none">: shown
<p class="none">: shown
<p hidden>: shown
END

{
    show '<p>' '</p>'
    show '<p style="display:none">' '</p>'
    show '<p style="display: none !important">' '</p>'
    show '<p style="display:none;display:block">' '</p>'
    show '<p style="color:red;display:none">' '</p>'
    show '<p style="display:block;display:none">' '</p>'
    show '<aside style="display:none">' '</aside>'
    show '<section style="display:none">' '</section>'
    show '<p class="none">' '</p>'
    show '<p hidden>' '</p>'
} | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: Links hides by the first declaration alone"
