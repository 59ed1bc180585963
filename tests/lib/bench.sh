# `./config.sh bench`, read by config.sh.  Each part of docs/performance.md
# stands between `<!-- bench NAME -->` and `<!-- end NAME -->` and is written
# anew by its own bench.

bench_names()
{
    local file

    for file in tests/bench/bench_*.c; do
        [ -e "$file" ] || continue
        file=${file##*/bench_}
        echo "${file%.c}"
    done
}


# bench_section NAME FILE: FILE is what the part NAME says from now on
bench_section()
{
    perl -0777 -i -pe '
        BEGIN {
            ($name, $file) = splice @ARGV, 0, 2;
            open my $f, "<", $file or die "$file: $!\n";
            local $/;
            $text = "<!-- bench $name -->\n" . <$f> . "<!-- end $name -->\n";
        }
        s/<!-- bench \Q$name\E -->\n.*<!-- end \Q$name\E -->\n/$text/s
            or $_ .= "\n$text"' \
        "$1" "$2" docs/performance.md

    say "docs/performance.md: the part \"$1\" is written"
}


bench_http()
{
    perl -Itests/lib tests/bench/bench.pl "$out" "$@"
    cp "$out/bench/performance.svg" docs/performance.svg
    bench_section http "$out/bench/performance.md"
}


# bench_before MODULE.so ARGUMENT..: another build of the module and this one
bench_before()
{
    local before=${1:-}
    [ $# = 0 ] || shift

    [ -f "$before" ] \
        || fail "bench before needs the module of another build:" \
                "./config.sh bench before MODULE.so [SECONDS [ROUNDS [KB,KB..]]]"

    LN_BEFORE=$(realpath "$before") \
        perl -Itests/lib tests/bench/bench.pl "$out" "$@"
}


# bench_written NAME PROGRAM ARGUMENT..: what it prints is the part NAME
bench_written()
{
    local name=$1 dir=$out/bench-$1
    shift

    mkdir -p "$dir"
    "$@" > "$dir.md"
    cat "$dir.md"
    bench_section "$name" "$dir.md"
}


# bench_loading DATABASE BEFORE [ROUNDS]; BEFORE is another build's legal-notice
bench_loading()
{
    [ $# -ge 2 ] || fail "bench loading needs DATABASE BEFORE [ROUNDS], with" \
                         "the command legal-notice of another build"
    bench_written loading perl tests/bench/loading.pl "$out/legal-notice" \
        "$2" "$1" ${3:-}
}


# bench_swap DATABASE [ROUNDS]
bench_swap()
{
    [ $# -ge 1 ] || fail "bench swap needs DATABASE [ROUNDS]"
    bench_written swap perl tests/bench/swap.pl "$out" "$@"
}


# bench_geo_before DATABASE BEFORE [ROUNDS]; BEFORE is another build's bench_geo
bench_geo_before()
{
    local program=$out/release/tests/bench/bench_geo

    [ $# -ge 2 ] || fail "bench geo-before needs DATABASE BEFORE [ROUNDS]," \
                         "with the program bench_geo of another build"
    compile "$out/release" -O2 "$program"
    perl tests/bench/geo-before.pl "$2" "$program" "$1" ${3:-}
}


# The program prints what it says of itself to standard output, in Markdown,
# and its progress to standard error; it ends with 0 if all went well.
bench_program()
{
    local name=$1 dir=$out/bench-$1
    local program=$out/release/tests/bench/bench_$1
    shift

    [ -e "tests/bench/bench_$name.c" ] \
        || fail "no bench \"$name\"; there are: http" $(bench_names)

    say "compiling bench_$name"
    compile "$out/release" -O2 "$program"
    mkdir -p "$dir"

    say "running bench_$name"
    taskset -c 1 "$program" "$@" > "$dir/performance.md"
    cat "$dir/performance.md"
    bench_section "$name" "$dir/performance.md"
}


bench()
{
    local name=${1:-http}
    [ $# = 0 ] || shift

    need $packages_bench
    build
    test_databases

    case $name in
        http) bench_http "$@" ;;
        before) bench_before "$@" ;;
        loading) bench_loading "$@" ;;
        swap) bench_swap "$@" ;;
        geo-before) bench_geo_before "$@" ;;
        all)
            bench_http
            for name in $(bench_names); do
                bench_program "$name"
            done
            ;;
        *) bench_program "$name" "$@" ;;
    esac
}
