# The build, read by config.sh.  Two hands do it: nginx's own Makefile compiles
# the module, ours all that needs no nginx.

# what nginx's own flags lack; without -O2 they would be nginx's -O
module_flags="-O2 -Wextra -Wno-unused-parameter -Werror"


# compile DIR FLAGS TARGET..: of Makefile, with DIR for the objects
compile()
{
    local dir=$1 flags

    flags=$(echo $2)
    shift 2

    make -s --no-print-directory -j "$(nproc)" O="$dir" FLAGS="$flags" \
        CC="${CC:-gcc}" "$@"
}


# build_command FLAGS
build_command()
{
    say "building ${out#"$root/"}/legal-notice"
    compile "$out/release" "$1" command
    cp "$out/release/legal-notice" "$out/legal-notice.new"
    mv -f "$out/legal-notice.new" "$out/legal-notice"

    [ -e /usr/include/curl/curl.h ] \
        || echo '#include <curl/curl.h>' \
            | "${CC:-gcc}" -E -x c - > /dev/null 2>&1 \
        || say "legal-notice check is left out: libcurl is not here" \
               "($packages_check)"
}


# nginx_includes: the headers of the last build's nginx, for compilers that its
# Makefile does not call; some exist in new versions only
nginx_includes()
{
    local src=$out/nginx-src/src dir

    for dir in core event event/modules event/quic os/unix http http/modules \
        http/v2 http/v3
    do
        echo "-I$src/$dir"
    done

    echo "-I$out/nginx -Imodule"
}


# For editors: what compiles each file, of the build that is in build/.
build_editors()
{
    [ "$out" != "$root/build" ] \
        || compile "$out/release" -O2 compile_commands.json
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
        find "$root/module" -name '*.[ch]' | LC_ALL=C sort
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
    local log=$out/build.log

    need_nginx_src
    say "building the module for $(nginx -v 2>&1 | sed 's/.*: //')"
    mkdir -p "$out"

    (
        set -e
        . "$nginx_src/conf_flags"
        configure_nginx "$nginx_src" "${NGX_CONF_FLAGS[@]}" \
            --with-cc-opt="$module_flags $*" --with-ld-opt="$*" \
            --add-dynamic-module="$root/module"
        make -j "$(nproc)" -f "$out/nginx/Makefile" modules
    ) > "$log" 2>&1 || { tail -n 20 "$log" >&2; fail "see $log"; }

    put_module
    say "build/$module is built"
}


# By a rename: a running nginx keeps the file that it has mapped, and the next
# call into one that is written over would kill it.
put_module()
{
    cp "$out/nginx/$module" "$out/$module.new"
    mv -f "$out/$module.new" "$out/$module"
    rm -f "$out/like"
}


# build_source DIR STATIC OPTION..
build_source()
{
    local source=$1 static=$2 log=$out/build.log how=--add-dynamic-module
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
            --with-cc-opt="$module_flags" "$how=$root/module" "$@" \
        && make -j "$(nproc)" -f "$out/nginx/Makefile" binary \
        && { [ -n "$static" ] || make -j "$(nproc)" -f "$out/nginx/Makefile" modules; }
    ) > "$log" 2>&1 || { tail -n 20 "$log" >&2; fail "see $log"; }

    # Angie's program has a name of its own

    [ ! -e "$out/nginx/angie" ] || ln -sf angie "$out/nginx/nginx"

    say "build/nginx/nginx is built"

    if [ -z "$static" ]; then
        put_module
        say "build/$module is built for it"
    fi
}


build()
{
    local source= static= like=

    while [ $# -gt 0 ]; do
        case $1 in
            --nginx-source=*) source=${1#*=} ;;
            --nginx-source)
                [ $# -gt 1 ] || fail "--nginx-source needs a directory"
                source=$2
                shift
                ;;
            --like=*) like=${1#*=} ;;
            --like)
                [ $# -gt 1 ] || fail "--like needs the program of an nginx"
                like=$2
                shift
                ;;
            --static) static=yes ;;
            --) shift; break ;;
            *) fail "unknown option \"$1\" of build" ;;
        esac
        shift
    done

    [ -z "$source" ] || [ -d "$source" ] || fail "no directory \"$source\""
    [ -z "$like" ] || command -v "$like" > /dev/null \
        || fail "no program \"$like\""
    [ -z "$like" ] || [ -z "$static" ] \
        || fail "--like builds a module as a file: --static does not fit it"

    # Debian's nginx is asked for where no other one is meant, or is there

    if [ -z "$source$like" ] && command -v nginx > /dev/null \
        && ! of_distribution nginx
    then
        fail "the installed nginx, $(nginx_maker nginx), is not the" \
            "distribution's own: ./config.sh build --like" \
            "$(command -v nginx) says what it needs"
    fi

    if [ -n "$source" ] || { [ -n "$like" ] && ! of_distribution "$like"; }; then
        need $packages_core
    else
        need $packages_build
        like=
    fi

    lock

    if [ -n "$like" ]; then
        build_like "$like" "${source:+$(realpath "$source")}"

    elif [ -n "$source" ]; then
        build_source "$source" "$static" "$@"

    else
        [ -z "$static" ] || fail "--static needs --nginx-source DIR:" \
                                 "Debian's nginx takes modules as files only"
        build_module
    fi

    build_command -O2
    build_editors
}


# One at a time in build/.
lock()
{
    mkdir -p "$out"
    exec 9> "$out/.lock"
    flock -n 9 || { say "waiting for another config.sh to end"; flock 9; }
}


