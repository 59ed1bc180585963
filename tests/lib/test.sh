# `./config.sh test`, coverage, mutate and soak, read by config.sh.

# They ship with a date of long ago: the module would say that they are old.
test_databases()
{
    perl tests/lib/testdb/dated.pl tests/data "$out/testdb"
}


# unit_tests NAME FLAGS [TARGET..]: builds them, and these targets of Makefile,
# in a directory of build/; the program of tests/unit/ROOM/test_NOUN.c stands
# there as tests/unit/ROOM/test_NOUN
unit_tests()
{
    local name=$1 flags=$2
    shift 2

    say "compiling the core and its unit tests ($flags)"
    compile "$out/$name" "$flags" units "$@"
}


# unit_programs NAME: those that unit_tests has built
unit_programs()
{
    find tests/unit -name 'test_*.c' | sort | sed "s|^\(.*\)\.c$|$out/$1/\1|"
}


# The tests that are no program.
test_scripts()
{
    find tests/unit tests/lint tests/http tests/dom tests/data tests/model \
        -name '*.t' | sort
}


# longest_first FILE..: tests, in the order in which none of them is left to run
# alone at the end: first those of tests/longest
longest_first()
{
    local name

    {
        while read -r name; do
            printf '%s\n' "$@" | grep -x -e "$name" -e ".*/$name" || :
        done < tests/longest
        printf '%s\n' "$@"
    } | awk '!seen[$0]++'
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

    # Tengine, and nginx before 1.25, have no HTTP/3

    ! grep -qs with-http_v3_module "$source/auto/options" \
        || set -- --with-http_v3_module "$@"

    build --nginx-source "$source" $static -- --with-debug \
        --with-http_mp4_module --with-http_random_index_module \
        --with-http_dav_module "$@"
    test_databases
    export ASAN_OPTIONS=detect_leaks=0 LN_NGINX=$out/nginx/nginx \
        LN_STATIC=${static:+1}
}


# test_http3 --nginx-source DIR: what readers and a browser get by HTTP/3 from an
# nginx of that source, in build-own.  Without an option, from the installed one.
test_http3()
{
    need $packages_test $packages_browser ngtcp2-client
    need_chromium

    case ${1:-} in
        '')
            build
            test_databases
            ;;

        --nginx-source)
            [ -d "${2:-}" ] || fail "--nginx-source needs a directory"
            build_own "$2" ""
            ;;

        *) fail "unknown option \"$1\" of test http3" ;;
    esac

    "${LN_NGINX:-nginx}" -V 2>&1 | grep -q -e --with-http_v3_module \
        || fail "this nginx has no HTTP/3: give the source of 1.25 or a newer" \
                "one, test http3 --nginx-source DIR"

    say "running the tests of HTTP/3"
    LN_BUILD=$out PERL5LIB=$root/tests/lib \
        prove_all tests/http/http3.t tests/browser/http3.t
}


# All of Debian's modules for nginx, which this installs: they are in its
# nginx.conf then, as Debian does it.
test_neighbours()
{
    need $packages_test $packages_neighbours
    build
    test_databases
    say "running the tests with all of Debian's modules"
    LN_NEIGHBOURS=1 LN_BUILD=$out PERL5LIB=$root/tests/lib \
        prove_all tests/http/neighbours.t tests/http/compressors.t \
            tests/http/ways.t
}


# Files for containers, Kubernetes and CI: by linters, which npm and Debian have,
# and the steps of the Dockerfile in a chroot, as root.
test_deployment()
{
    local dir=$out/deployment

    need $packages_build perl yamllint
    command -v npm > /dev/null || need nodejs npm
    build
    test_databases
    mkdir -p "$dir"
    cp tests/deployment/package.json "$dir/"
    say "installing the linters"
    (cd "$dir" && npm install --no-package-lock --no-audit --no-fund \
        --loglevel=error)

    if [ "$(id -u)" = 0 ]; then
        need debootstrap
        say "doing what the Dockerfile says, in ${dir#"$root/"}"
        perl tests/deployment/image.pl config/container/Dockerfile "$dir" \
            > "$dir/image.log" 2>&1 \
            || { tail -n 20 "$dir/image.log" >&2; fail "see $dir/image.log"; }
        export LN_IMAGE=$dir
    fi

    say "running the tests"
    LN_BUILD=$out PERL5LIB=$root/tests/lib \
        prove_all -e env tests/deployment/check.mjs tests/deployment/key.t \
            tests/deployment/image.t
}


# What Linux alone has is hidden from module/: the core and the command are
# compiled without it, and so tested; the module is compiled.
test_portable()
{
    local file hide="-include $root/tests/portable/hidden.h"
    local glue=$(find module/http -name '*.c' | sort)
    local includes

    need $packages_unit $packages_build libmaxmind-db-writer-perl
    build
    includes=$(nginx_includes)

    out=$root/build-portable
    lock
    unit_tests objects "-O1 -g" command HIDE="$hide"
    cp "$out/objects/legal-notice" "$out/"
    test_databases

    say "compiling the module so"

    for file in $glue; do
        echo "$file"
    done | xargs -P "$(nproc)" -I{} "${CC:-gcc}" -fsyntax-only -O1 -Wall \
        -Wextra -Wno-unused-parameter -Werror $includes \
        -include tests/portable/hidden_nginx.h {} \
        || fail "the module needs Linux: see above"

    say "running the tests"
    LN_HIDDEN=1 LN_BUILD=$out PERL5LIB=$root/tests/lib \
        CMOCKA_MESSAGE_OUTPUT=TAP \
        prove_all -j2 -e env $(unit_programs objects) tests/unit/cli/*.t
}


# test_nginx --nginx-source DIR [--static | --asan | --tsan]: the HTTP tests on an nginx
# of one's own, in build-own.
test_nginx()
{
    local source= how=
    local tests=$(ls tests/http/*.t)

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

    need $packages_test ngtcp2-client

    [ "$how" != tsan ] \
        || tests="tests/http/databases.t tests/http/databases_load.t"

    build_own "$source" "$how"

    say "running the HTTP tests on it"
    LN_BUILD=$out PERL5LIB=$root/tests/lib prove -j2 $tests
}


# At -O1 gcc 12 does not see each byte that is read beyond a buffer: at -O2 it
# does.
test_sanitize()
{
    need $packages_unit
    lock
    unit_tests unit-sanitize "-O2 -g -fsanitize=address,undefined \
        -fno-sanitize-recover=undefined"
    test_databases
    say "running the unit tests"
    LN_BUILD=$out CMOCKA_MESSAGE_OUTPUT=TAP \
        prove -e env $(unit_programs unit-sanitize)
    test_threads
}


# What shares work between threads, which is all that loads a database, under
# ThreadSanitizer.  That needs addresses that are not at random, and its own
# malloc(), of which test_ln_scarce.c has another.
test_threads()
{
    local programs=$(unit_programs unit-threads \
        | grep -E '/(core|geo/(database|mmdb|compare))/' | grep -v _scarce)

    need $packages_unit
    lock
    say "compiling the unit tests of databases (-fsanitize=thread)"
    compile "$out/unit-threads" "-O1 -g -fsanitize=thread" $programs
    test_databases
    say "running them"
    LN_BUILD=$out CMOCKA_MESSAGE_OUTPUT=TAP \
        TSAN_OPTIONS="halt_on_error=1 second_deadlock_stack=1" \
        prove -e "setarch -R" $programs
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
    unit_tests unit "-O1 -g"

    say "running the unit tests under valgrind"
    for test in $(unit_programs unit); do

        # Passed over: one whose own malloc() is not seen to fail there, one
        # for which PCRE2 compiles machine code, of which memcheck knows no
        # source, and one that reads a stack that is not in use any more.

        case ${test##*/} in
            test_ln_scarce|test_ln_window|test_ln_wiped) continue ;;
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


# test_databases_of DIR: every network of the databases there, as libmaxminddb
# has it
test_databases_of()
{
    [ -d "${1:-}" ] \
        || fail "test databases needs a directory with .mmdb files below it"
    need $packages_unit
    lock
    unit_tests unit "-O1 -g"
    say "comparing each network with libmaxminddb"
    LN_DATABASES=$(realpath "$1") "$out/unit/tests/unit/geo/database/test_ln_every"
}


# duty NAME=PATH[,PATH] ...: the part "duty" of docs/databases.md
duty()
{
    [ $# -gt 0 ] || fail "duty needs databases: NAME=PATH[,PATH] ..."
    need $packages_build perl
    build
    perl tests/duty/duty.pl "$out/legal-notice" docs/databases.md "$@"
}


# Not under the lock: it calls install and uninstall itself.
test_install()
{
    need $packages_build perl
    say "running the tests of install and uninstall"
    LN_BUILD=$out PERL5LIB=$root/tests/lib prove tests/install/*.t
}


# need_axe: axe-core, which judges pages by WCAG, in build/axe
need_axe()
{
    local version=4.14.1

    ! grep -qs "\"version\": \"$version\"" \
        "$out/axe/node_modules/axe-core/package.json" || return 0

    command -v npm > /dev/null || need nodejs npm
    say "installing axe-core $version into build/axe"
    rm -rf "$out/axe"
    mkdir -p "$out/axe"
    (cd "$out/axe" && npm install --no-save --no-package-lock --no-audit \
        --no-fund --loglevel=error "axe-core@$version") \
        || fail "npm could not install axe-core"
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
    need_chromium
    build
    test_databases
    need_axe
    say "running the browser tests"
    LN_BUILD=$out PERL5LIB=$root/tests/lib prove tests/browser/*.t
}


# test_chromium [--engine | --nginx] [PAGES [SEED]]; LN_DOM_PAGES names a
# directory of pages, of which parts are judged as well
test_chromium()
{
    local way=

    case ${1:-} in
        --engine|--nginx) way=$1; shift ;;
        -*) fail "unknown option \"$1\" of test chromium" ;;
    esac

    need $packages_chromium openssl
    need_chromium
    build

    if [ "$way" != --nginx ]; then
        say "judging places by Chromium"
        LN_BUILD=$out node tests/dom/chromium.js "$@"
    fi

    if [ "$way" != --engine ]; then
        say "judging pages that nginx has served by Chromium"
        LN_BUILD=$out node tests/dom/served.js "$@"
    fi
}


# test_pages [SEED]; LN_DOM_PAGES names a directory of real pages
test_pages()
{
    [ -n "${LN_DOM_PAGES:-}" ] || fail "test pages needs LN_DOM_PAGES, a" \
        "directory with pages: DIR/*/source.html or DIR/*.html"

    need $packages_chromium
    need_chromium
    build
    say "judging places in real pages by Chromium"
    LN_BUILD=$out node tests/dom/pages.js "$@"
}


# test_model [SEED [DECISIONS]]: nginx and the command against a model of what they
# decide, tests/model
test_model()
{
    need $packages_test
    build
    say "comparing decisions with the model"
    LN_BUILD=$out perl tests/model/model.pl "$@"
}


# test_frameworks [NAME..]: apps of frameworks that hydrate, in Chromium.  They
# are installed from npm into build/frameworks.
test_frameworks()
{
    need $packages_browser
    need_chromium

    # npm may be there without Debian's package of it

    command -v npm > /dev/null || need nodejs npm

    build
    test_databases
    say "installing the frameworks"
    LN_BUILD=$out tests/frameworks/install.sh "$@"
    say "running the tests of frameworks"
    LN_BUILD=$out LN_FRAMEWORK=$* PERL5LIB=$root/tests/lib \
        prove_all -j2 tests/frameworks/*.t
}


run_tests()
{
    case ${1:-} in
        '') ;;
        --sanitize) test_sanitize; return ;;
        --threads) test_threads; return ;;
        --valgrind) test_valgrind; return ;;
        nginx) shift; test_nginx "$@"; return ;;
        browser) test_browser "${2:-}"; return ;;
        deployment) test_deployment; return ;;
        portable) test_portable; return ;;
        neighbours) test_neighbours; return ;;
        http3) shift; test_http3 "$@"; return ;;
        chromium) shift; test_chromium "$@"; return ;;
        model) shift; test_model "$@"; return ;;
        pages) shift; test_pages "$@"; return ;;
        frameworks) shift; test_frameworks "$@"; return ;;
        install) test_install; return ;;
        cross) . tests/lib/cross.sh; test_cross "${@:2}"; return ;;
        databases) test_databases_of "${2:-}"; return ;;
        *) fail "unknown word \"$1\" after test, \"browser\"," \
                "\"chromium\", \"cross\", \"databases\", \"deployment\", \"pages\", \"frameworks\", \"http3\", \"install\"," \
                "\"model\", \"neighbours\", \"portable\" and \"nginx\" are allowed" ;;
    esac

    need $packages_test
    build
    unit_tests unit "-O1 -g"
    test_databases

    command -v promtool > /dev/null \
        || say "alerts are not judged: promtool is not here. It comes with" \
               "the package prometheus, which ./config.sh deps installs"

    # most of them wait most of their time: six fill two processors

    say "running the tests"
    LN_BUILD=$out PERL5LIB=$root/tests/lib CMOCKA_MESSAGE_OUTPUT=TAP \
        prove_all -j6 -e env \
            $(longest_first $(unit_programs unit) $(test_scripts))
}


# prove_all ARGUMENT..: prove, whose last line then counts what it has seen; a
# file that ends without a count of failures is one
prove_all()
{
    local status=0

    (set -o pipefail; prove "$@" 2>&1 | tee "$out/tests.log") || status=$?

    perl -ne '
        BEGIN { $tests = $failed = $bad = 0 }
        $tests = $1 if /^Files=\d+, Tests=(\d+)/;
        ($failed += $1, $bad += $1 || 1) if /\(Wstat: .*Failed: (\d+)\)/;
        END { printf "%d passed, %d failed\n", $tests - $failed, $bad }' \
        "$out/tests.log"

    return $status
}


# The tests on a build of its own, which counts what is run.
coverage()
{
    # gcov counts the branches of each copy of an inlined function, also those
    # that its constant arguments exclude; so functions stay functions

    local flags="-O0 -g --coverage -Dalways_inline=unused"

    need $packages_test
    out=$root/build-coverage
    lock

    build_module $flags
    build_command "$flags"
    unit_tests unit "$flags"
    test_databases

    say "running the tests"
    LN_BUILD=$out PERL5LIB=$root/tests/lib CMOCKA_MESSAGE_OUTPUT=TAP \
        perl tests/lib/coverage.pl "$out" \
            ${LN_TESTS:-$(unit_programs unit) $(test_scripts)}
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
        build_command -O2
        test_databases
    ) > /dev/null
    LN_CC=${CC:-gcc} perl tests/lib/mutate.pl "$out/mutate" "$@"
}


# soak [SECONDS [--nginx-source DIR [--asan]]]: by HTTP/3, too, if there is any
soak()
{
    local how=${4:-}

    need $packages_soak

    if [ "${2:-}" = --nginx-source ]; then
        [ -d "${3:-}" ] || fail "--nginx-source needs a directory"
        case $how in
            ''|--asan) ;;
            *) fail "unknown option \"$how\" of soak" ;;
        esac
        need ngtcp2-client
        build_own "$3" "${how#--}"
        set -- "$1"

    else
        [ -z "${2:-}" ] || fail "unknown option \"$2\" of soak"
        build
        test_databases
    fi

    LN_BUILD=$out PERL5LIB=$root/tests/lib perl tests/soak/soak.pl "$@"
}
