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


# The program prints what it says of itself to standard output, in Markdown,
# and its progress to standard error; it ends with 0 if all went well.
bench_program()
{
    local name=$1 dir=$out/bench-$1
    shift

    [ -e "tests/bench/bench_$name.c" ] \
        || fail "no bench \"$name\"; there are: http" $(bench_names)

    say "compiling bench_$name"
    compile_core "$dir" -O2
    ${CC:-gcc} $warnings -O2 -Imodule "tests/bench/bench_$name.c" \
        -o "$dir/bench_$name" "$dir/libcore.a" $libs

    say "running bench_$name"
    taskset -c 1 "$dir/bench_$name" "$@" > "$dir/performance.md"
    cat "$dir/performance.md"
    bench_section "$name" "$dir/performance.md"
}
