#!/bin/bash
# The one entry: `./config.sh help` explains each command.

set -eu

cd "$(dirname "$0")"

root=$PWD
out=$root/build
rooms="geo html notice"
module=ngx_http_legal_notice_module.so
warnings="-std=c11 -Wall -Wextra -Werror"
libs="-lmaxminddb -lpcre2-8 -ljansson -lz -lbrotlidec -lzstd -lm"


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
  lint      check the walls between rooms, the style, the documentation of
            the directives, and the warnings of gcc and clang
  analyze   clang-tidy, cppcheck and gcc -fanalyzer on all of module/
  install   put module, command, manual and configuration where nginx finds
            them; DESTDIR=DIR puts them below DIR.  What was changed in
            /etc/nginx/legal-notice stays
  uninstall take away what install has put there and nobody has changed
  package   build/libnginx-mod-http-legal-notice_VERSION_ARCH.deb, and let
            lintian judge it

END
}


. tests/lib/packages.sh


sources()
{
    for room in $rooms; do
        find "module/$room" -name '*.c'
    done | sort
}


# compile DIR FLAGS -- SOURCE..: each source as an object in DIR
compile()
{
    local dir=$1 flags=
    shift

    while [ "$1" != -- ]; do
        flags="$flags $1"
        shift
    done

    shift
    rm -rf "$dir"
    mkdir -p "$dir"

    printf '%s\n' "$@" | xargs -P 2 -I{} sh -c '
        src={}
        exec '"${CC:-gcc} $warnings $flags"' -Imodule -c "$src" \
            -o "'"$dir"'/$(basename "$src" .c).o"'
}


# The core as DIR/libcore.a; DIR is made anew.
compile_core()
{
    local dir=$1
    shift

    compile "$dir/core" "$@" -- $(sources)
    ar rcs "$dir/libcore.a" "$dir"/core/*.o
}


build_command()
{
    say "building build/legal-notice"
    rm -rf "$out/cli"
    compile_core "$out/cli" -O2
    ${CC:-gcc} $warnings -O2 -Imodule module/cli/*.c "$out/cli/libcore.a" \
        -o "$out/legal-notice" $libs
}


# configure_nginx SOURCE OPTION..: a copy of links, so that SOURCE, which may
# be Debian's or another user's, stays unwritten.  What has been configured so
# already is left, with its objects: make knows which are old.
configure_nginx()
{
    local source=$1 configure=./configure as
    shift

    as=$(
        printf '%s\n' "$source" "$@" "${CC:-gcc}" "${CFLAGS:-}"
        "${CC:-gcc}" --version
        nginx -V 2>&1
        stat -L -c '%n %i %Z' "$source" "$source"/src/*/*
        ls "$root"/module/*/*
        cat "$root/module/config"
    )

    if [ -e "$out/nginx/Makefile" ] \
        && [ "$as" = "$(cat "$out/nginx/configured" 2> /dev/null)" ]
    then
        cd "$out/nginx-src"
        return
    fi

    rm -rf "$out/nginx" "$out/nginx-src"
    mkdir -p "$out"
    cp -rs "$source" "$out/nginx-src"
    cd "$out/nginx-src"
    rm -rf Makefile objs
    [ -e configure ] || configure=auto/configure

    "$configure" "$@" --with-cc="${CC:-gcc}" --builddir="$out/nginx" \
        && echo "$as" > "$out/nginx/configured"
}


# build_module FLAG..: with more flags for compiler and linker
build_module()
{
    # without -O2 it would be nginx's own -O

    local log=$out/build.log
    local flags="-O2 -Wextra -Wno-unused-parameter -Werror"

    need_nginx_src
    say "building the module for $(nginx -v 2>&1 | sed 's/.*: //')"
    mkdir -p "$out"

    (
        set -e
        . "$nginx_src/conf_flags"
        configure_nginx "$nginx_src" "${NGX_CONF_FLAGS[@]}" \
            --with-cc-opt="$flags $*" --with-ld-opt="$*" \
            --add-dynamic-module="$root/module"
        make -j2 -f "$out/nginx/Makefile" modules
    ) > "$log" 2>&1 || { tail -n 20 "$log" >&2; fail "see $log"; }

    cp "$out/nginx/$module" "$out/"
    say "build/$module is built"
}


# build_source DIR STATIC OPTION..
build_source()
{
    local source=$1 static=$2 log=$out/build.log how=--add-dynamic-module
    local flags="-O2 -Wextra -Wno-unused-parameter -Werror"
    shift 2

    source=$(realpath "$source")
    [ -e "$source/src/core/nginx.h" ] \
        || fail "\"$source\" holds no nginx source: src/core/nginx.h is missing"

    [ -z "$static" ] || how=--add-module
    say "building nginx from $source, $how"
    mkdir -p "$out"

    # set -e would count for nothing in a list that || ends

    (
        configure_nginx "$source" --prefix="$out/prefix" --with-compat \
            --with-threads --with-http_ssl_module --with-http_v2_module \
            --with-http_realip_module --with-http_addition_module \
            --with-http_sub_module --with-http_gunzip_module \
            --with-http_gzip_static_module --with-http_auth_request_module \
            --with-http_slice_module --with-http_stub_status_module \
            --with-cc-opt="$flags" "$how=$root/module" "$@" \
        && make -j2 -f "$out/nginx/Makefile" binary \
        && { [ -n "$static" ] || make -j2 -f "$out/nginx/Makefile" modules; }
    ) > "$log" 2>&1 || { tail -n 20 "$log" >&2; fail "see $log"; }

    say "build/nginx/nginx is built"

    if [ -z "$static" ]; then
        cp "$out/nginx/$module" "$out/"
        say "build/$module is built for it"
    fi
}


build()
{
    local source= static=

    while [ $# -gt 0 ]; do
        case $1 in
            --nginx-source=*) source=${1#*=} ;;
            --nginx-source)
                [ $# -gt 1 ] || fail "--nginx-source needs a directory"
                source=$2
                shift
                ;;
            --static) static=yes ;;
            --) shift; break ;;
            *) fail "unknown option \"$1\" of build" ;;
        esac
        shift
    done

    need $packages_build
    lock

    if [ -n "$source" ]; then
        [ -d "$source" ] || fail "no directory \"$source\""
        build_source "$source" "$static" "$@"

    else
        [ -z "$static" ] || fail "--static needs --nginx-source DIR:" \
                                 "Debian's nginx takes modules as files only"
        build_module
    fi

    build_command
}


# One at a time in build/.
lock()
{
    mkdir -p "$out"
    exec 9> "$out/.lock"
    flock -n 9 || { say "waiting for another config.sh to end"; flock 9; }
}


# They ship with a date of long ago: the module would say that they are old.
test_databases()
{
    perl tests/lib/testdb/dated.pl tests/data "$out/testdb"
}


# unit_tests DIR FLAG..: builds them as DIR/ROOM-test_NAME
unit_tests()
{
    local dir=$1 src name
    shift

    say "compiling the core and its unit tests ($*)"
    rm -rf "$dir"
    compile_core "$dir" "$@"

    for src in tests/unit/*/test_*.c; do
        name=$(basename "$(dirname "$src")")-$(basename "$src" .c)
        echo "$src $dir/$name"
    done | xargs -P 2 -L 1 sh -c '
        exec '"${CC:-gcc} $warnings $*"' -Imodule "$0" -o "$1" \
            "'"$dir/libcore.a"'" -lcmocka -lbrotlienc '"$libs"
}


# build_own SOURCE HOW: an nginx of one's own in build-own, for tests; HOW is
# empty, static, asan or tsan
build_own()
{
    local source=$1 how=$2 static= asan="-fsanitize=address,undefined"

    out=$root/build-own
    mkdir -p "$out"
    set --

    # a pool gives each allocation memory of its own, for overruns to be seen

    [ "$how" != asan ] || set -- \
        --with-ld-opt="$asan" --with-cc-opt="-g -O1 -DNGX_DEBUG_PALLOC=1 \
            -DNGX_HAVE_NONALIGNED=0 $asan -fno-sanitize=nonnull-attribute \
            -fno-omit-frame-pointer -Wno-unused-parameter"

    [ "$how" != tsan ] || set -- \
        --with-ld-opt=-fsanitize=thread \
        --with-cc-opt="-g -O1 -fsanitize=thread -Wno-unused-parameter"

    [ -z "$how" ] || static=--static

    build --nginx-source "$source" $static -- --with-debug \
        --with-http_mp4_module --with-http_random_index_module \
        --with-http_dav_module "$@"
    test_databases
    export ASAN_OPTIONS=detect_leaks=0 LN_NGINX=$out/nginx/nginx \
        LN_STATIC=${static:+1}
}


# test_nginx --nginx-source DIR [--static | --asan | --tsan]: the HTTP tests on an nginx
# of one's own, in build-own.
test_nginx()
{
    local source= how=
    local tests=$(ls tests/http/*.t | grep -v allocation)

    while [ $# -gt 0 ]; do
        case $1 in
            --nginx-source) source=${2:-}; shift ;;
            --static) how=static ;;
            --asan) how=asan ;;
            --tsan) how=tsan ;;
            *) fail "unknown option \"$1\" of test nginx" ;;
        esac
        shift || break
    done

    [ -d "$source" ] \
        || fail "test nginx needs --nginx-source DIR with a whole nginx source:" \
                "Debian's /usr/share/nginx/src has its headers only"

    need $packages_test

    [ "$how" != tsan ] \
        || tests="tests/http/databases.t tests/http/databases_load.t"

    build_own "$source" "$how"

    # allocation.t fails nginx's own allocations, too: it knows Debian's nginx

    say "running the HTTP tests on it"
    LN_BUILD=$out PERL5LIB=$root/tests/lib prove -j2 $tests
}


test_sanitize()
{
    need $packages_unit
    lock
    unit_tests "$out/unit-sanitize" -O1 -g -fsanitize=address,undefined \
        -fno-sanitize-recover=undefined
    test_databases
    say "running the unit tests"
    LN_BUILD=$out CMOCKA_MESSAGE_OUTPUT=TAP \
        prove -e env "$out"/unit-sanitize/*-test_*
}


# The unit tests, and those HTTP tests that meet most of the module, under
# memcheck; workers say what they saw in build/valgrind.
test_valgrind()
{
    local test failed=
    local tests="tests/http/notice.t tests/http/splice.t tests/http/bodies.t
        tests/http/place_cache.t tests/http/encodings.t tests/http/places.t
        tests/http/validators.t tests/http/text.t"

    need $packages_test valgrind
    build
    test_databases
    unit_tests "$out/unit-valgrind" -O1 -g

    say "running the unit tests under valgrind"
    for test in "$out"/unit-valgrind/*-test_*; do

        # the one's own malloc() is not seen to fail there, and of what the
        # other has PCRE2 compile to machine code, memcheck knows no source

        case ${test##*-} in
            test_ln_scarce|test_ln_window) continue ;;
        esac

        timeout $((180 * ${LN_SLOW:-5})) valgrind -q --error-exitcode=1 \
            --leak-check=full --errors-for-leak-kinds=definite \
            "$test" > "$test.log" 2>&1 \
            || { tail -n 30 "$test.log" >&2; fail "see $test.log"; }
    done

    # not slices.t, which counts what a worker has read and holds

    say "running HTTP tests under valgrind"
    rm -rf "$out/valgrind"
    mkdir -p "$out/valgrind"
    printf '#!/bin/sh\nexec valgrind -q --log-file=%s/%%p nginx "$@"\n' \
        "$out/valgrind" > "$out/valgrind-nginx"
    chmod +x "$out/valgrind-nginx"
    LN_NGINX=$out/valgrind-nginx LN_SLOW=${LN_SLOW:-5} LN_BUILD=$out \
        PERL5LIB=$root/tests/lib prove ${LN_TESTS:-$tests} || failed=yes
    ! grep -rh . "$out/valgrind" >&2 || fail "valgrind found faults"
    [ -z "$failed" ] || fail "tests failed under valgrind"
}


# Not under the lock: it calls install and uninstall itself.
test_install()
{
    need $packages_build perl
    say "running the tests of install and uninstall"
    LN_BUILD=$out PERL5LIB=$root/tests/lib prove tests/install/*.t
}


# test_browser [--screenshots]
test_browser()
{
    case ${1:-} in
        '') ;;
        --screenshots) export LN_SCREENSHOTS=$root/docs ;;
        *) fail "unknown option \"$1\" of test browser" ;;
    esac

    need $packages_browser
    build
    test_databases
    say "running the browser tests"
    LN_BUILD=$out PERL5LIB=$root/tests/lib prove tests/browser/*.t
}


run_tests()
{
    case ${1:-} in
        '') ;;
        --sanitize) test_sanitize; return ;;
        --valgrind) test_valgrind; return ;;
        nginx) shift; test_nginx "$@"; return ;;
        browser) test_browser "${2:-}"; return ;;
        install) test_install; return ;;
        *) fail "unknown word \"$1\" after test, \"browser\", \"install\"" \
                "and \"nginx\" are allowed" ;;
    esac

    need $packages_test
    build
    unit_tests "$out/unit" -O1 -g
    test_databases

    say "running the tests"
    LN_BUILD=$out PERL5LIB=$root/tests/lib CMOCKA_MESSAGE_OUTPUT=TAP \
        prove -j2 -e env "$out"/unit/*-test_* tests/unit/*/*.t tests/http/*.t \
            tests/dom/*.t tests/data/*.t
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


bench()
{
    local name=${1:-http}
    [ $# = 0 ] || shift

    need $packages_bench
    build
    test_databases
    . tests/lib/bench.sh

    case $name in
        http) bench_http "$@" ;;
        all)
            bench_http
            for name in $(bench_names); do
                bench_program "$name"
            done
            ;;
        *) bench_program "$name" "$@" ;;
    esac
}


# The tests on a build of its own, which counts what is run.
coverage()
{
    local flags="-O0 -g --coverage"

    need $packages_test
    rm -rf "$root/build-coverage"
    out=$root/build-coverage
    lock

    build_module $flags
    compile_core "$out/cli" $flags
    ${CC:-gcc} $warnings $flags -Imodule module/cli/*.c "$out/cli/libcore.a" \
        -o "$out/legal-notice" $libs
    unit_tests "$out/unit" $flags
    test_databases

    say "running the tests"
    LN_BUILD=$out PERL5LIB=$root/tests/lib CMOCKA_MESSAGE_OUTPUT=TAP \
        perl tests/lib/coverage.pl "$out" \
            ${LN_TESTS:-"$out"/unit/*-test_* tests/unit/*/*.t tests/http/*.t \
                tests/dom/*.t}
}


mutate()
{
    need $packages_test
    rm -rf "$out/mutate"
    mkdir -p "$out/mutate/build"
    git ls-files -z | xargs -0 cp --parents -t "$out/mutate"

    # an index past an array of known size ends the worker, which tests see

    (
        cd "$out/mutate"
        root=$PWD
        out=$PWD/build
        build_module -fsanitize=bounds,object-size \
            -fsanitize-undefined-trap-on-error
        build_command
        test_databases
    ) > /dev/null
    LN_CC=${CC:-gcc} LN_LIBS=$libs LN_FLAGS="$warnings -O1 -Imodule" \
        perl tests/lib/mutate.pl "$out/mutate" "$@"
}


soak()
{
    need $packages_soak

    if [ "${2:-}" = --nginx-source ]; then
        [ -d "${3:-}" ] || fail "--nginx-source needs a directory"
        build_own "$3" asan
        set -- "$1"

    else
        build
        test_databases
    fi

    LN_BUILD=$out PERL5LIB=$root/tests/lib perl tests/soak/soak.pl "$@"
}


command=${1:-help}
[ $# = 0 ] || shift

case $command in
    help|-h|--help) help ;;
    deps) need $packages_test $packages_lint $packages_analyze $packages_bench \
              $packages_fuzz $packages_soak $packages_browser $packages_package ;;
    build) build "$@" ;;
    demo) demo "$@" ;;
    test) run_tests "$@" ;;
    bench) bench "$@" ;;
    soak) soak "$@" ;;
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
        lock
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
