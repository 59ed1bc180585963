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
        all)
            bench_http
            for name in $(bench_names); do
                bench_program "$name"
            done
            ;;
        *) bench_program "$name" "$@" ;;
    esac
}
