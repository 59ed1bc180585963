# `./config.sh install`, `uninstall` and `package`, read by config.sh.

conf_dir=/etc/nginx/legal-notice
share=/usr/local/share/man


# Files that may be changed where they are installed, relative to config/.
conf_files()
{
    (cd "$root/config" \
        && find jurisdictions notices restrictions monitoring \
                legal-notice.css legal-notice.js -type f | sort)
}


modules_dir()
{
    local dir

    dir=$(nginx -V 2>&1 | sed -n 's/.*--modules-path=\([^ ]*\).*/\1/p')
    echo "${dir:-/usr/lib/nginx/modules}"
}


up_to_date()
{
    [ -e "$out/$module" ] && [ -e "$out/legal-notice" ] \
        && [ -z "$(find module -newer "$out/legal-notice" | head -n 1)" ]
}


digest()
{
    sha256sum < "$1" | cut -d ' ' -f 1
}


# installed_digest MANIFEST NAME: of the file that we put there, if we did
installed_digest()
{
    [ ! -e "$1" ] || sed -n "s|^\([0-9a-f]*\)  $2\$|\1|p" "$1"
}


# An operator's changes stay: a file is replaced when it is as we left it.
install_conf()
{
    local dir=$1 file old
    local manifest=$dir/.installed

    command install -d -m 755 "$dir"

    for file in $(conf_files); do
        old=$(installed_digest "$manifest" "$file")

        if [ -e "$dir/$file" ] \
            && ! cmp -s "$root/config/$file" "$dir/$file" \
            && [ "$(digest "$dir/$file")" != "$old" ]
        then
            say "$dir/$file was changed and stays; the new one is" \
                "$file.new beside it"
            command install -m 644 "$root/config/$file" "$dir/$file.new"
            continue
        fi

        command install -D -m 644 "$root/config/$file" "$dir/$file"
    done

    (cd "$root/config" && sha256sum $(conf_files) | sed 's/ \*/  /') \
        > "$manifest"
}


# may_write DIR..: fails for the first that cannot be written, nor made
may_write()
{
    local dir above

    for dir in "$@"; do
        above=$dir

        while [ ! -e "$above" ]; do
            above=$(dirname "$above")
        done

        [ -d "$above" ] && [ -w "$above" ] \
            || fail "\"$dir\" cannot be written: run this as root," \
                    "or set DESTDIR to a directory of yours"
    done
}


install()
{
    local dest modules enabled other

    # before packages are installed and anything is compiled

    dest=$(realpath -m "${DESTDIR:-/}")
    dest=${dest%/}
    modules=$(modules_dir)
    may_write "$dest$modules" "$dest/etc/nginx/modules-enabled" \
        "$dest$conf_dir" "$dest/usr/local/bin" "$dest$share"

    need $packages_build
    up_to_date || build
    modules=$(modules_dir)
    mkdir -p "$dest$modules"

    enabled=$dest/etc/nginx/modules-enabled
    other=$(grep -ls "$module" "$enabled"/*.conf \
            | grep -v '/60-mod-http-legal-notice.conf$') || :

    [ -z "$other" ] \
        || fail "$other loads the module already: remove the Debian package" \
                "libnginx-mod-http-legal-notice first"

    command install -D -m 644 "$out/$module" "$dest$modules/$module"
    command install -D -m 755 "$out/legal-notice" \
        "$dest/usr/local/bin/legal-notice"
    command install -D -m 644 config/packaging/man/legal-notice.1 \
        "$dest$share/man1/legal-notice.1"
    mkdir -p "$dest$share/man5"
    perl config/packaging/manual.pl docs/directives.md \
        > "$dest$share/man5/legal_notice.5"
    install_conf "$dest$conf_dir"

    say "installed $modules/$module, /usr/local/bin/legal-notice," \
        "its manual (man 5 legal_notice) and $conf_dir/"

    if [ -d "$enabled" ] || [ -n "$dest" ]; then
        mkdir -p "$enabled"
        echo "load_module modules/$module;" \
            > "$enabled/60-mod-http-legal-notice.conf"
        say "nginx loads it by modules-enabled/60-mod-http-legal-notice.conf"

    else
        say "add to nginx.conf: load_module modules/$module;"
    fi

    [ -n "$dest" ] || say "a new module is loaded by: systemctl restart nginx"
}


# What install put there and nobody has changed.
uninstall()
{
    local dest=${DESTDIR:-} modules file used dir

    modules=$(modules_dir)
    dir=$dest$conf_dir

    if [ -z "$dest" ]; then
        used=$(nginx -T 2>/dev/null | awk '
            /^# configuration file/ { file = $4; sub(/:$/, "", file) }
            /^[ \t]*legal_/ { print file }' \
            | grep -v "^$conf_dir/" | sort -u) || :

        [ -z "$used" ] \
            || fail "nginx would not start without the module: take the" \
                    "legal_ directives out of" $used
    fi

    rm -f "$dest/etc/nginx/modules-enabled/60-mod-http-legal-notice.conf" \
        "$dest$modules/$module" "$dest/usr/local/bin/legal-notice" \
        "$dest$share/man1/legal-notice.1" "$dest$share/man5/legal_notice.5" \
        || fail "files cannot be removed, run this as root, or set DESTDIR"

    if [ -e "$dir/.installed" ]; then
        while read -r sum file; do
            if [ -e "$dir/$file" ] && [ "$(digest "$dir/$file")" = "$sum" ]
            then
                rm -f "$dir/$file"
            fi

            rm -f "$dir/$file.new"
        done < "$dir/.installed"

        rm -f "$dir/.installed"
    fi

    [ ! -d "$dir" ] || find "$dir" -depth -type d -empty -delete

    if [ -d "$dir" ]; then
        say "these were changed and stay:" $(cd "$dir" && find . -type f)
    fi

    say "uninstalled"
}


# distribution: sets suffix and codename.  A package holds a module for the
# nginx of one distribution, which its version says: 0.10.0+deb13.
distribution()
{
    local ID= VERSION_ID= VERSION_CODENAME=

    . /etc/os-release
    codename=${VERSION_CODENAME:-unstable}

    case $ID in
        debian) suffix=+deb${VERSION_ID:-$codename} ;;
        *) suffix=+$ID${VERSION_ID:-$codename} ;;
    esac
}


# A Debian package, built from a copy.
package()
{
    local version tree suffix codename name=libnginx-mod-http-legal-notice

    need $packages_package
    lock

    distribution
    version=$(sed -n 's/^Changes with \([0-9.]*\).*/\1/p' CHANGES | head -n 1)
    version=$version$suffix
    tree=$out/package/$name-$version

    rm -rf "$out/package"
    mkdir -p "$tree"
    cp -r module config docs README.md LICENSE "$tree/"
    mv "$tree/config/packaging/debian" "$tree/debian"
    cp config/packaging/manual.pl config/packaging/man/legal-notice.1 \
        "$tree/debian/"

    perl config/packaging/changelog.pl "$name" \
        "$(sed -n 's/^Maintainer: //p' "$tree/debian/control")" \
        "$suffix" "$codename" < CHANGES \
        > "$tree/debian/changelog"

    say "building $name $version"

    (cd "$tree" && dpkg-buildpackage -b -us -uc) > "$out/package.log" 2>&1 \
        || { tail -n 20 "$out/package.log" >&2; fail "see $out/package.log"; }

    say "lintian"
    lintian --fail-on error "$out"/package/*.changes \
        || fail "lintian found errors"

    rm -f "$out/$name"_*.deb
    cp "$out"/package/"$name"_*.deb "$out/"
    say "build/$(basename "$out"/package/"$name"_*.deb) is built"
}
