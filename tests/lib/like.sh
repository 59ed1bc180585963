# What an nginx says of itself, and the module for it; read by config.sh.  An
# nginx is whatever prints "configure arguments": also Angie, Tengine,
# OpenResty and freenginx.

# nginx_maker BINARY: prints "name/version", as Angie/1.13.0.  Forks name
# themselves first, and the nginx underneath after that.
nginx_maker()
{
    "$1" -V 2>&1 | sed -n '1s/.* version: \([^ ]*\).*/\1/p'
}


# nginx_arguments BINARY: what it was configured with, one argument a line
nginx_arguments()
{
    "$1" -V 2>&1 | sed -n 's/^configure arguments: *//p' \
        | xargs -r printf '%s\n'
}


# nginx_path BINARY NAME DEFAULT: the path that --NAME-path has given, or
# DEFAULT below the prefix
nginx_path()
{
    local path prefix

    path=$(nginx_arguments "$1" | sed -n "s/^--$2-path=//p" | tail -n 1)
    prefix=$(nginx_arguments "$1" | sed -n 's/^--prefix=//p' | tail -n 1)
    prefix=${prefix:-/usr/local/nginx}
    path=${path:-$3}

    case $path in
        /*) echo "$path" ;;
        *) echo "$prefix/$path" ;;
    esac
}


# source_maker DIR: what the nginx of that source would print
source_maker()
{
    printf '%s\n' '#include <nginx.h>' '#if __has_include(<angie.h>)' \
        '#include <angie.h>' 'ANGIE_VER' '#elif defined TENGINE_VER' \
        'TENGINE_VER' '#else' 'NGINX_VER' '#endif' \
        | "${CC:-gcc}" -E -P -I"$1/src/core" - | tail -n 1 | tr -d '" '
}


# source_of MAKER: where its source is
source_of()
{
    local version=${1#*/}

    case $1 in
        nginx/*) echo "https://nginx.org/download/nginx-$version.tar.gz" ;;
        Angie/*)
            echo "https://download.angie.software/files/angie-$version.tar.gz" ;;
        Tengine/*)
            echo "https://tengine.taobao.org/download/tengine-$version.tar.gz" ;;
        freenginx/*)
            echo "https://freenginx.org/download/freenginx-$version.tar.gz" ;;
        openresty/*)
            echo "bundle/nginx-* in" \
                "https://openresty.org/download/openresty-$version.tar.gz," \
                "after its configure" ;;
        *) echo "the source of $1" ;;
    esac
}


# of_distribution BINARY: whether it is the distribution's own, for which it
# has an nginx-dev
of_distribution()
{
    local binary package

    binary=$(realpath "$(command -v "$1")")
    package=$(dpkg-query -S "$binary" 2> /dev/null | sed -n '1s/:.*//p')

    [ -n "$package" ] \
        && dpkg-query -W -f '${Maintainer}' "$package" \
            | grep -qE '@([a-z.-]+\.)?(debian\.(org|net)|ubuntu\.com)>'
}


# like_arguments BINARY: those that make a module fit.  What was built into it
# from other places, or stands beside it as files, is not here, and does not
# change what it loads.
like_arguments()
{
    nginx_arguments "$1" | grep -vE '^--(add-(dynamic-)?module|build)=' \
        | grep -vE '^--with-(openssl|pcre|zlib|libatomic)(-opt)?=' \
        | grep -vE '^--with-[a-z0-9_]+=dynamic$' \
        | grep -vE '^--with-(cc|cc-opt|ld-opt)='
}


# like_option BINARY NAME: the value of --with-NAME
like_option()
{
    nginx_arguments "$1" | sed -n "s/^--with-$2=//p" | tail -n 1
}


# build_like BINARY SOURCE: the module for that nginx, from its source
build_like()
{
    local binary=$1 source=$2 log=$out/build.log maker is line arguments=()

    maker=$(nginx_maker "$binary")
    [ -n "$maker" ] || fail "\"$binary\" is no nginx: \"$binary -V\" names no version"

    [ -n "$source" ] \
        || fail "\"$binary\" is $maker. Unpack its source," \
                "$(source_of "$maker"), and say" \
                "./config.sh build --like $binary --nginx-source DIR"

    is=$(source_maker "$source")
    [ "$is" = "$maker" ] \
        || fail "\"$source\" is the source of $is, and \"$binary\" is $maker:" \
                "an nginx loads modules of its own version only. Its source is" \
                "$(source_of "$maker")"

    while read -r line; do
        arguments+=("$line")
    done < <(like_arguments "$binary")

    say "building the module for $binary, $maker"
    mkdir -p "$out"

    (
        configure_nginx "$source" "${arguments[@]}" \
            --with-cc-opt="$(like_option "$binary" cc-opt) $module_flags" \
            --with-ld-opt="$(like_option "$binary" ld-opt)" \
            --add-dynamic-module="$root/module" \
        && make -j "$(nproc)" -f "$out/nginx/Makefile" modules
    ) > "$log" 2>&1 || { tail -n 20 "$log" >&2; fail "see $log"; }

    put_module
    like_loads "$binary" "$maker"
    realpath "$(command -v "$binary")" > "$out/like"
    say "build/$module is built, and $maker loads it"
}


# like_loads BINARY MAKER: it loads the module, or why not
like_loads()
{
    local dir=$out/like-test said

    rm -rf "$dir"
    mkdir -p "$dir"
    printf 'load_module %s;\nerror_log stderr;\npid %s/pid;\nevents { }\n' \
        "$out/$module" "$dir" > "$dir/nginx.conf"

    said=$("$1" -t -p "$dir" -c "$dir/nginx.conf" 2>&1) \
        || fail "\"$1\" ($2) does not load the module that was built by its" \
                "source and its arguments: $said"
}
