#!/bin/bash
# The one entry: `./config.sh help` explains each command.

set -eu

cd "$(dirname "$0")"

root=$PWD
out=$root/build
module=ngx_http_legal_notice_module.so


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
            --like PROGRAM       the module for that installed nginx, Angie ..
                                 or what is needed for it, which is mostly
                                 --nginx-source DIR
            -- OPTION ...        .. with more options for its configure
  demo      build, start nginx with an example site on 127.0.0.1:8451, and
            show who sees the notice; `demo stop` ends it
  test      build and run all tests; with --sanitize the unit tests alone,
            under ASan and UBSan, and those of databases under
            ThreadSanitizer (`test --threads` does that alone), with --valgrind
            those and some of the HTTP
            tests under memcheck; `test browser` what a reader sees and hears,
            in headless Chromium, and with --screenshots the pictures of docs/;
            `test chromium [PAGES [SEED]]` where notices go, judged by it: as
            the engine places them (--engine alone) and as nginx serves them
            (--nginx alone);
            `test pages [SEED]` the same in real pages: LN_DOM_PAGES=DIR;
            `test model [SEED [DECISIONS]]` decisions of nginx and of the command,
            compared with a model that was written from docs/directives.md;
            `test frameworks` pages of frameworks that hydrate, which npm
            installs into build/ (12 GB), in the same;
            `test install` install and uninstall, below a directory;
            `test http3 [--nginx-source DIR]` HTTP/3, by gtlsclient and Chromium;
            `test cross ARCH` the unit tests and the command, compiled for arm64,
            armhf, i386 or s390x and run by qemu; `test cross ARCH nginx`
            Debian's nginx of that kind with the module; `test cross ARCH fuzz`
            the fuzzers' seeds, under the sanitizers, and with SECONDS the
            fuzzer in nginx (arm64);
            `test neighbours` all of Debian's modules for nginx beside this one,
            which it installs;
            `test deployment` files for containers, Kubernetes and CI, by
            linters, and the steps of the Dockerfile in a chroot;
            `test portable` core and command without what Linux alone has, and
            the module compiled so;
            `test databases DIR` each network of the databases in DIR, compared
            with libmaxminddb;
            `test nginx --nginx-source DIR` the HTTP tests on an nginx of that
            source, --static with the module in it, --asan so and under ASan
            and UBSan, --tsan those of databases under ThreadSanitizer
  bench     measure, and write the figures to docs/performance.md:
            http   pages from nginx, against plain nginx and against geoip2
                   with sub_filter (what bench does without a word)
            before MODULE.so   those pages, by this build and by another one
            NAME   the program tests/bench/bench_NAME.c; witnesses wants
                   DATABASE ..: what more databases cost a decision
            loading DATABASE BEFORE     from a file to the first answer, by
                   this build and by another one's legal-notice
            geo-before DATABASE BEFORE  decisions, by this build and by another
                   one's bench_geo
            swap DATABASE               latency while a database is replaced
            all    all of them
  duty      whom databases miss and whom they warn needlessly, for docs/
            databases.md: duty NAME=PATH[,PATH] ..., with the name of a maker
            and its database, or its two for IPv4 and IPv6
  fuzz      run a fuzzer of tests/fuzz: fuzz NAME [SECONDS], all of them
            without a NAME; `fuzz filter` is the one that lives in nginx, with
            `fuzz filter SECONDS --nginx-source DIR` in one of that source that
            is under the sanitizers itself; fuzz replay gives each its seeds;
            fuzz merge [NAME] keeps of their corpora what reaches something;
            fuzz oss builds those of the core in OSS-Fuzz's form, and gives
            each its seeds
  soak      mixed traffic for 120 s, or SECONDS, with reloads and databases that
            are swapped and broken; every response is checked; `soak SECONDS
            --nginx-source DIR [--asan]` on an nginx of that source, by HTTP/3,
            too, if it has it, and under the sanitizers
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
  uninstall take away what install has put there and nobody has changed;
            --replace also while nginx needs it: the package comes next
  package   build/libnginx-mod-http-legal-notice_VERSION_ARCH.deb, and let
            lintian judge it

END
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


. tests/lib/packages.sh
. tests/lib/build.sh
. tests/lib/like.sh
. tests/lib/test.sh

command=${1:-help}
[ $# = 0 ] || shift

case $command in
    help|-h|--help) help ;;
    deps) need $packages_more $packages_test $packages_lint $packages_analyze $packages_bench \
              $packages_fuzz $packages_soak $packages_browser $packages_package ;;
    build) build "$@" ;;
    demo) demo "$@" ;;
    test) run_tests "$@" ;;
    soak) soak "$@" ;;
    bench)
        . tests/lib/bench.sh
        bench "$@"
        ;;
    duty) duty "$@" ;;
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
        "$command" "$@"
        ;;
    *) help >&2; fail "unknown command \"$command\"" ;;
esac
