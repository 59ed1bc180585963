#!/bin/bash
# The one entry: `./config.sh help` explains each command.

set -eu

cd "$(dirname "$0")"

root=$PWD
out=$root/build
module=ngx_http_legal_notice_module.so

# What Debian calls the things that each command needs.
packages_build="gcc make libc6-dev perl nginx nginx-dev libmaxminddb-dev
                libpcre2-dev libjansson-dev zlib1g-dev libbrotli-dev
                libzstd-dev libssl-dev"
packages_demo="$packages_build curl procps libmaxmind-db-writer-perl"
packages_test="$packages_demo libcmocka-dev nodejs node-parse5
               libnginx-mod-http-js libnginx-mod-http-perl libnginx-mod-http-image-filter
               libxml-libxml-perl libio-socket-ssl-perl nghttp2-client openssl
               varnish zstd brotli"
packages_lint="$packages_build clang libclang-rt-14-dev"
packages_analyze="$packages_build cppcheck clang-tidy"
packages_bench="$packages_demo wrk openssl libnginx-mod-http-geoip2 nghttp2-client
                valgrind"
packages_soak="$packages_demo openssl brotli zstd"
packages_browser="$packages_test chromium fonts-dejavu-core"
packages_package="$packages_build build-essential debhelper dpkg-dev fakeroot
                  lintian man-db"
packages_fuzz="$packages_test clang libclang-rt-14-dev"


say()
{
    echo "==> $*"
}


fail()
{
    echo "config.sh: error: $*" >&2
    exit 1
}


help()
{
    cat << 'END'
usage: ./config.sh COMMAND

  help      this text
  deps      install the Debian packages that are missing, for all commands
            (as root or by sudo; every command does it for itself)
  build     build/ngx_http_legal_notice_module.so, for the installed nginx,
            and the command build/legal-notice
            --nginx-source DIR   build nginx from that source tree, and the
                                 module for it; DIR stays unwritten
            --static             .. with the module in it
            -- OPTION ...        .. with more options for its configure
  demo      build, start nginx with an example site on 127.0.0.1:8451, and
            show who sees the notice; `demo stop` ends it
  test      build and run all tests; with --sanitize the unit tests alone,
            under ASan and UBSan, with --valgrind those and some of the HTTP
            tests under memcheck; `test browser` what a reader sees and hears,
            in headless Chromium, and with --screenshots the pictures of docs/;
            `test install` install and uninstall, below a directory;
            `test nginx --nginx-source DIR` the HTTP tests on an nginx of that
            source, --static with the module in it, --asan so and under ASan
            and UBSan, --tsan those of databases under ThreadSanitizer
  bench     measure, and write the figures to docs/performance.md:
            http   pages from nginx, against plain nginx and against geoip2
                   with sub_filter (what bench does without a word)
            NAME   the program tests/bench/bench_NAME.c
            all    all of them
  fuzz      run a fuzzer of tests/fuzz: fuzz NAME [SECONDS], all of them
            without a NAME; `fuzz filter` is the one that lives in nginx, with
            `fuzz filter SECONDS --nginx-source DIR` in one of that source that
            is under the sanitizers itself; fuzz replay gives each its seeds
  soak      mixed traffic for 120 s, or SECONDS, with reloads and databases that
            are swapped and broken; every response is checked
  coverage  build all for gcov in build-coverage, run the tests one by one and
            say which lines of module/ they reach; build-coverage/missed has
            those that none does
  mutate    plant small faults in a copy, one at a time, and say which the tests
            let live: mutate [COUNT [SEED [ROOMS]]]
  lint      check the walls between the rooms of module/ROOMS, and print the
            numbers behind them; the lengths of functions and files, the style,
            the documentation of the directives, and the warnings of gcc and
            clang
  analyze   clang-tidy, cppcheck and gcc -fanalyzer on all of module/
  install   put module, command, manual and configuration where nginx finds
            them; DESTDIR=DIR puts them below DIR.  What was changed in
            /etc/nginx/legal-notice stays
  uninstall take away what install has put there and nobody has changed
  package   build/libnginx-mod-http-legal-notice_VERSION_ARCH.deb, and let
            lintian judge it

END
}


# need PACKAGE..: installs those that are missing, or names them and stops
need()
{
    local lacking= package sudo=

    command -v dpkg-query > /dev/null \
        || fail "this needs Debian 12 or a system like it: no dpkg is here." \
                "Install the like of these and build with nginx's own" \
                "configure --add-dynamic-module=$root/module:" $*

    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null \
            | grep -q 'install ok installed' || lacking="$lacking $package"
    done

    [ -n "$lacking" ] || return 0

    if [ "$(id -u)" != 0 ]; then
        sudo=sudo
        sudo -n true 2>/dev/null \
            || fail "packages are missing, install them as root:" \
                    "apt-get install$lacking"
    fi

    say "installing$lacking"
    $sudo bash "$root/tests/lib/apt-install.sh" $lacking \
        || fail "apt-get could not install$lacking; see its error above"
}


demo()
{
    case ${1:-start} in
        start)
            need $packages_demo
            build
            test_databases
            ;;
        stop) ;;
        *) fail "unknown word \"$1\" after demo, \"stop\" is allowed" ;;
    esac

    exec 9>&-
    . tests/lib/demo.sh
    "demo_${1:-start}"
}


. tests/lib/build.sh
. tests/lib/test.sh

command=${1:-help}
[ $# = 0 ] || shift

case $command in
    help|-h|--help) help ;;
    deps) need $packages_test $packages_lint $packages_analyze $packages_bench \
              $packages_fuzz $packages_soak $packages_browser $packages_package ;;
    build) build "$@" ;;
    demo) demo "$@" ;;
    test) run_tests "$@" ;;
    soak) soak "$@" ;;
    bench)
        . tests/lib/bench.sh
        bench "$@"
        ;;
    coverage) coverage "$@" ;;
    mutate) mutate "$@" ;;
    fuzz)
        need $packages_fuzz
        lock
        . tests/lib/fuzz.sh
        fuzz "$@"
        ;;
    lint)
        need $packages_lint
        build
        . tests/lib/lint.sh
        lint
        ;;
    analyze)
        need $packages_analyze
        build
        . tests/lib/analyze.sh
        analyze
        ;;
    install|uninstall|package)
        . config/packaging/install.sh
        "$command"
        ;;
    *) help >&2; fail "unknown command \"$command\"" ;;
esac
