# What Debian calls the things that each command needs, and their
# installation; read by config.sh.

packages_core="gcc make libc6-dev libmaxminddb-dev libpcre2-dev libjansson-dev
               zlib1g-dev libbrotli-dev libzstd-dev libssl-dev"

# What `legal-notice check` needs: a build leaves it out without it.
packages_check="libcurl4-openssl-dev"

# promtool judges the alerts.  It comes with all of Prometheus, 100 MB: tests
# leave this out without it.  `./config.sh deps` installs it.
packages_more="$packages_check prometheus"

packages_build="$packages_core nginx"
packages_demo="$packages_build curl"
packages_unit="$packages_core perl libcmocka-dev"
packages_test="$packages_build $packages_unit curl procps nodejs node-parse5
               libnginx-mod-http-js libnginx-mod-http-perl
               libnginx-mod-http-brotli-filter
               libnginx-mod-http-image-filter libxml-libxml-perl
               libio-socket-ssl-perl libmaxmind-db-writer-perl nghttp2-client
               openssl varnish zstd brotli python3 $packages_check jq sqlite3"
packages_neighbours=$(printf 'libnginx-mod-http-%s ' auth-pam brotli-filter \
    brotli-static cache-purge dav-ext echo fancyindex geoip geoip2 \
    headers-more-filter image-filter js lua memc modsecurity ndk perl set-misc \
    srcache-filter subs-filter uploadprogress upstream-fair xslt-filter)
packages_lint="$packages_build perl clang"
packages_analyze="$packages_build cppcheck clang-tidy"
packages_bench="$packages_build perl curl libmaxmind-db-writer-perl wrk openssl
                libnginx-mod-http-geoip2 libnginx-mod-http-lua
                libnginx-mod-http-js libnginx-mod-http-subs-filter
                nghttp2-client valgrind"
packages_soak="$packages_build perl curl procps openssl brotli zstd"

os_release=${LN_OS_RELEASE:-/etc/os-release}

# Ubuntu has Chromium as a snap only: what it calls chromium-browser is a word
# that points there.
chromium=chromium
! grep -qs '^ID=ubuntu$' "$os_release" || chromium=

packages_browser="$packages_build perl $chromium fonts-dejavu-core"
packages_chromium="$packages_build $chromium nodejs"
packages_package="$packages_build nginx-dev build-essential debhelper dpkg-dev
                  fakeroot lintian man-db $packages_check"
packages_fuzz="$packages_build clang libclang-rt-dev"

# Where nginx-dev puts nginx's headers and conf_flags, and where it is unpacked.
nginx_src=/usr/share/nginx/src
nginx_dev=$root/build/nginx-dev


as_root()
{
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}


# install_packages PACKAGE..: says how many packages will be installed, with all
# that the named ones need, and which others will be upgraded; then does it.
# No service is started: nobody who wants to build a module wants a web server
# on port 80.
install_packages()
{
    local plan upgrades policy=/usr/sbin/policy-rc.d

    as_root apt-get update -q || return

    plan=$(apt-get install -s -q --no-install-recommends "$@") || return
    upgrades=$(echo "$plan" | sed -n 's/^Inst \([^ ]*\) \[.*/\1/p')

    say "packages to install: $(echo "$plan" | grep -c '^Inst [^ ]* (')" \
        "($* and what they need)"
    [ -z "$upgrades" ] || say "packages to upgrade for them:" $upgrades

    (
        if [ ! -e $policy ]; then
            trap 'as_root rm -f $policy' EXIT
            printf '#!/bin/sh\nexit 101\n' | as_root tee $policy > /dev/null
            as_root chmod 755 $policy
        fi

        as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -q -y --no-install-recommends "$@"
    )
}


# need PACKAGE..: installs those that are missing, or names them and stops
need()
{
    local lacking= package

    command -v dpkg-query > /dev/null \
        || fail "this needs Debian 12 or a system like it: no dpkg is here." \
                "Install the like of these and build with nginx's own" \
                "configure --add-dynamic-module=$root/module:" $*

    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null \
            | grep -q 'install ok installed' || lacking="$lacking $package"
    done

    [ -n "$lacking" ] || return 0

    as_root true 2>/dev/null \
        || fail "packages are missing, install them as root:" \
                "apt-get install --no-install-recommends$lacking"

    install_packages $lacking \
        || fail "apt-get could not install$lacking; see its error above"
}


# need_chromium: the program that tests start by this name
need_chromium()
{
    command -v chromium > /dev/null \
        || fail "no program \"chromium\" is here, and no package has it:" \
                "install Chromium as this system does, and put a link of that" \
                "name into PATH"
}


# unpack_nginx_dev VERSION: into build/nginx-dev/VERSION
unpack_nginx_dev()
{
    say "unpacking nginx-dev $1 into build/nginx-dev"
    rm -rf "$nginx_dev"
    mkdir -p "$nginx_dev/$1"

    (
        cd "$nginx_dev" \
        && apt-get download "nginx-dev=$1" \
        && dpkg-deb -x nginx-dev_*.deb "$1" \
        && rm nginx-dev_*.deb
    ) > "$nginx_dev.log" 2>&1
}


# need_nginx_src: sets nginx_src to a directory with nginx's headers.  Unless
# nginx-dev is installed, it is unpacked: it would bring 119 other packages,
# which only Debian's own modules need.  The archive may have no nginx-dev of the
# installed nginx's version any more; apt-get then installs one of the new
# version and upgrades nginx with it.
need_nginx_src()
{
    local version

    [ ! -e "$nginx_src/conf_flags" ] || return 0

    version=$(dpkg-query -W -f '${Version}' nginx)
    nginx_src=$nginx_dev/$version/usr/share/nginx/src

    if [ -e "$nginx_src/conf_flags" ] \
        || unpack_nginx_dev "$version" \
        || { as_root apt-get update -q && unpack_nginx_dev "$version"; }
    then
        return
    fi

    nginx_src=/usr/share/nginx/src
    need nginx-dev
}
