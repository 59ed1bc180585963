# `./config.sh install`, `uninstall` and `package`, read by config.sh.

share=/usr/local/share/man
check=/usr/local/lib/legal-notice/check-upgrade
check_conf=/etc/apt/apt.conf.d/60legal-notice


# Files that may be changed where they are installed, relative to config/.
conf_files()
{
    (cd "$root/config" \
        && find jurisdictions notices restrictions monitoring audit.conf \
                legal-notice.css legal-notice.js -type f | sort)
}


# installed_nginx: sets where the nginx has its files that the module in build/
# was built for
installed_nginx()
{
    nginx_program=$(cat "$out/like" 2> /dev/null) || nginx_program=nginx
    modules=/usr/lib/nginx/modules
    etc=/etc/nginx

    if command -v "$nginx_program" > /dev/null; then
        modules=$(nginx_path "$nginx_program" modules modules)
        etc=$(dirname "$(nginx_path "$nginx_program" conf conf/nginx.conf)")
    fi

    conf_dir=$etc/legal-notice
}


# loads_enabled: whether that nginx reads modules-enabled/, as Debian's does.
# nginx.org's does not, and may stand where Debian's has left the folder.
loads_enabled()
{
    local conf

    for conf in "$dest$etc/nginx.conf" "$etc/nginx.conf"; do
        if [ -e "$conf" ]; then
            grep -q '^[^#]*include.*modules-enabled/' "$conf"
            return
        fi
    done

    [ ! -e "$out/like" ]
}


# install_check: apt-get asks it before it upgrades nginx
install_check()
{
    local package version abi binary remedy

    command -v dpkg-query > /dev/null || return 0
    binary=$(realpath "$(command -v "$nginx_program")")
    package=$(dpkg-query -S "$binary" 2> /dev/null | sed -n '1s/:.*//p')
    [ -n "$package" ] || return 0

    version=$(dpkg-query -W -f '${Version}' "$package")
    abi=$(dpkg-query -W -f '${Provides}' "$package" \
          | grep -o 'nginx-abi-[^ ,]*' | head -n 1) || :

    command install -d -m 755 "$dest${check%/*}" "$dest${check_conf%/*}"
    remedy="    LEGAL_NOTICE_UPGRADE=yes apt-get install $package\\n"
    remedy="$remedy    ./config.sh install \\&\\& systemctl restart nginx\\n\\n"
    remedy="${remedy}nginx is down in between."
    sed "s|@PACKAGE@|$package|; s|@VERSION@|$version|; s|@ABI@|$abi|
         s|@REMEDY@|$remedy|" \
        config/packaging/check-upgrade > "$dest$check"
    chmod 755 "$dest$check"
    echo "DPkg::Pre-Install-Pkgs" \
        "{ \"if [ -x $check ]; then $check; fi\"; };" > "$dest$check_conf"
    say "apt-get will refuse an nginx that does not load this module"
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
    local dest modules etc conf_dir nginx_program enabled other

    # before packages are installed and anything is compiled

    dest=$(realpath -m "${DESTDIR:-/}")
    dest=${dest%/}
    installed_nginx
    may_write "$dest$modules" "$dest$etc/modules-enabled" \
        "$dest$conf_dir" "$dest/usr/local/bin" "$dest$share"

    if ! up_to_date; then
        [ ! -e "$out/like" ] \
            || fail "the module in build/ is older than its source: first" \
                    "./config.sh build --like $nginx_program --nginx-source DIR"
        build
    fi

    installed_nginx
    mkdir -p "$dest$modules"

    enabled=$dest$etc/modules-enabled
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

    if loads_enabled; then
        mkdir -p "$enabled"
        echo "load_module modules/$module;" \
            > "$enabled/60-mod-http-legal-notice.conf"
        say "nginx loads it by modules-enabled/60-mod-http-legal-notice.conf"

    else
        say "add to nginx.conf: load_module $modules/$module;"
    fi

    install_check

    [ -n "$dest" ] || say "a new module is loaded by: systemctl restart nginx"
}


# uninstall [--replace]: what install put there and nobody has changed.
uninstall()
{
    local dest=${DESTDIR:-} modules etc conf_dir nginx_program file used dir

    case ${1:-} in
        ''|--replace) ;;
        *) fail "unknown option \"$1\" of uninstall, \"--replace\" is allowed" ;;
    esac

    installed_nginx
    dir=$dest$conf_dir

    if [ -z "$dest" ] && [ -z "${1:-}" ]; then
        used=$("$nginx_program" -T 2>/dev/null | awk '
            /^# configuration file/ { file = $4; sub(/:$/, "", file) }
            /^[ \t]*legal_/ { print file }' \
            | grep -v "^$conf_dir/" | sort -u) || :

        [ -z "$used" ] \
            || fail "nginx would not start without the module: take the" \
                    "legal_ directives out of" $used", or say" \
                    "\"uninstall --replace\" when you install the package next"
    fi

    rm -f "$dest$etc/modules-enabled/60-mod-http-legal-notice.conf" \
        "$dest$check_conf" "$dest$check" "$dest$modules/$module" \
        "$dest/usr/local/bin/legal-notice" \
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

    rmdir "$dest${check%/*}" 2> /dev/null || :
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

    . "$os_release"
    codename=${VERSION_CODENAME:-unstable}

    case $ID in
        debian) suffix=+deb${VERSION_ID:-$codename} ;;
        *) suffix=+$ID${VERSION_ID:-$codename} ;;
    esac
}


# A Debian package, built from a copy.
# package_control FILE: Maintainer and Homepage of debian/control are placeholders.
# LN_PACKAGER='NAME <ADDRESS> URL' says who builds the package, and where it comes
# from.
package_control()
{
    local maintainer url

    if [ -z "${LN_PACKAGER:-}" ]; then
        say "note: Maintainer and Homepage are placeholders:" \
            "set LN_PACKAGER='NAME <ADDRESS> URL' for a package that others get"
        return
    fi

    maintainer=${LN_PACKAGER%>*}\>
    url=${LN_PACKAGER##*> }

    case $LN_PACKAGER in
        *?" <"?*"@"?*"> http"*://?*) ;;
        *) fail "LN_PACKAGER must be NAME <ADDRESS> URL, not \"$LN_PACKAGER\"" ;;
    esac

    awk -v maintainer="$maintainer" -v url="$url" '
        /^Maintainer: / { $0 = "Maintainer: " maintainer }
        /^Homepage: / { $0 = "Homepage: " url }
        { print }' "$1" > "$1.new"
    mv "$1.new" "$1"
}


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

    package_control "$tree/debian/control"

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
