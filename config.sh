#!/bin/bash
# The one entry: `./config.sh help` explains each command.

set -eu

cd "$(dirname "$0")"

root=$PWD
out=$root/build
rooms="geo html notice"
packages="gcc make libc6-dev perl curl nginx nginx-dev libmaxminddb-dev
          libpcre2-dev libjansson-dev zlib1g-dev libbrotli-dev
          libzstd-dev libcmocka-dev libmaxmind-db-writer-perl"
warnings="-std=c11 -Wall -Wextra -Werror"


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

  help    this text
  deps    install the Debian packages that are missing (as root or by sudo)
  build   build/ngx_http_legal_notice_module.so, for the installed nginx
  test    build and run all tests; with --sanitize the unit tests alone, under
          ASan and UBSan
  lint    check the walls between rooms, the style, and gcc's warnings
END
}


missing()
{
    for package in $packages; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null \
            | grep -q 'install ok installed' || echo "$package"
    done
}


deps()
{
    local lacking sudo=

    lacking=$(missing | tr '\n' ' ')

    [ -n "$lacking" ] || return 0

    if [ "$(id -u)" != 0 ]; then
        if ! sudo -n true 2>/dev/null; then
            fail "packages are missing, install them as root:" \
                 "apt-get install $lacking"
        fi
        sudo=sudo
    fi

    say "installing $lacking"
    $sudo apt-get update -q
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -q -y \
        --no-install-recommends $lacking
}


sources()
{
    for room in $rooms; do
        find "module/$room" -name '*.c'
    done | sort
}


# compile_core DIR FLAGS..: the core as DIR/libcore.a
compile_core()
{
    local dir=$1 src
    shift

    rm -rf "$dir"
    mkdir -p "$dir/core"

    for src in $(sources); do
        ${CC:-gcc} $warnings "$@" -Imodule -c "$src" \
            -o "$dir/core/$(basename "$src" .c).o"
    done

    ar rcs "$dir/libcore.a" "$dir"/core/*.o
}


# Debian's way: nginx-dev holds the source's makefiles, which stay unwritten.
build()
{
    local flags="-Wextra -Wno-unused-parameter -Werror" log=$out/build.log

    deps
    say "building the module for $(nginx -v 2>&1 | sed 's/.*: //')"
    mkdir -p "$out"
    rm -rf "$out/nginx" "$out/nginx-src"
    cp -rs /usr/share/nginx/src "$out/nginx-src"

    (
        cd "$out/nginx-src"
        . ./conf_flags
        ./configure "${NGX_CONF_FLAGS[@]}" --with-cc="${CC:-gcc}" \
            --with-cc-opt="$flags" --builddir="$out/nginx" \
            --add-dynamic-module="$root/module" \
        && make -j2 -f "$out/nginx/Makefile" modules
    ) > "$log" 2>&1 || { tail -n 20 "$log" >&2; fail "see $log"; }

    cp "$out/nginx/ngx_http_legal_notice_module.so" "$out/"
    say "build/ngx_http_legal_notice_module.so is built"
}


http_tests()
{
    build
    mkdir -p "$out/testdb"
    perl tests/lib/testdb/make-testdb.pl "$out/testdb"
}


unit_tests()
{
    local dir=$out/unit flags="-O1 -g" src name

    if [ "${1:-}" = --sanitize ]; then
        dir=$out/unit-sanitize
        flags="-O1 -g -fsanitize=address,undefined
               -fno-sanitize-recover=undefined"
    fi

    deps
    say "compiling the core and its unit tests ($flags)"
    compile_core "$dir" $flags

    for src in tests/unit/*/test_*.c; do
        name=$(basename "$(dirname "$src")")-$(basename "$src" .c)
        ${CC:-gcc} $warnings $flags -Imodule "$src" -o "$dir/$name" \
            "$dir/libcore.a" -lcmocka -lmaxminddb -lpcre2-8 -ljansson -lz \
            -lbrotlidec -lzstd -lm
    done

    if [ "${1:-}" = --sanitize ]; then
        say "running the unit tests"
        prove -e 'env CMOCKA_MESSAGE_OUTPUT=TAP' "$dir"/*-test_*
        return
    fi

    http_tests
    say "running the tests"
    LN_BUILD=$out prove -e 'env CMOCKA_MESSAGE_OUTPUT=TAP' "$dir"/*-test_* \
        tests/http/*.t
}


# lint_none TEXT PATTERN FILE..: no file may have a line of PATTERN
lint_none()
{
    local text=$1 pattern=$2
    shift 2

    if grep -nE "$pattern" "$@" /dev/null; then
        echo "lint: $text" >&2
        bad=1
    fi
}


lint()
{
    local all core
    bad=0

    deps
    all=$(find module tests -name '*.[ch]')
    core=$(find module/geo module/html module/notice -name '*.[ch]')

    say "linting"
    lint_none "a core room includes an nginx header" \
        '#include *[<"]ngx_' $core
    lint_none "module/http reads a database itself" \
        '#include *[<"]maxminddb' $(find module/http -name '*.[ch]')
    lint_none "a tab or trailing blank" $'\t| +$' $all
    lint_none "a line of more than 80 columns" '^.{81,}$' $all
    lint_none "work that was put off" 'TODO|FIXME' $all

    say "gcc -O2 $warnings"
    compile_core "$out/lint" -O2 || bad=1

    [ $bad = 0 ] || fail "lint found faults"
    say "lint: no fault found"
}


command=${1:-help}
[ $# = 0 ] || shift

case $command in
    help|-h|--help) help ;;
    deps)  deps ;;
    build) build ;;
    test)  unit_tests "$@" ;;
    lint)  lint ;;
    *)     help >&2; fail "unknown command \"$command\"" ;;
esac
