# `./config.sh fuzz`, read by config.sh: tests/fuzz/fuzz_NAME.c is a fuzzer,
# tests/fuzz/seeds/NAME/ holds its first inputs and what it once found.

fuzz_libs="-lbrotlienc $libs"


fuzz_names()
{
    local file

    for file in tests/fuzz/fuzz_*.c; do
        file=${file##*/fuzz_}
        echo "${file%.c}"
    done
}


# fuzz_replay: every seed through every fuzzer, under gcc's sanitizers
fuzz_replay()
{
    local dir=$out/fuzz-replay name failed=0 passed=0
    local flags="-O1 -g -fsanitize=address,undefined"

    flags="$flags -fno-sanitize-recover=undefined"

    say "compiling the fuzzers for a replay of their seeds"
    rm -rf "$dir"
    compile_core "$dir" $flags

    for name in $(fuzz_names); do
        echo "$name"
    done | xargs -P 2 -I{} sh -c '
        exec '"${CC:-gcc} $warnings $flags"' -Imodule \
            tests/fuzz/fuzz_{}.c tests/fuzz/replay.c -o "'"$dir"'/{}" \
            "'"$dir"'/libcore.a" '"$fuzz_libs"

    for name in $(fuzz_names); do
        [ -n "$(ls -A "tests/fuzz/seeds/$name" 2>/dev/null)" ] \
            || fail "tests/fuzz/seeds/$name has no seed"

        if "$dir/$name" "tests/fuzz/seeds/$name"/*; then
            passed=$((passed + 1))
        else
            echo "fuzz_$name fails on one of its seeds" >&2
            failed=$((failed + 1))
        fi
    done

    say "the fuzzers' seeds were replayed"
    echo "$passed passed, $failed failed"
    [ $failed = 0 ]
}


# fuzz_run NAME SECONDS: findings and what grows stay in build/fuzz/NAME
fuzz_run()
{
    local name=$1 seconds=$2 dir=$out/fuzz/$1
    local flags="-O1 -g -fsanitize=fuzzer-no-link,address,undefined
                 -fno-sanitize-recover=undefined"

    [ -e "tests/fuzz/fuzz_$name.c" ] \
        || fail "no fuzzer \"$name\"; there are:" $(fuzz_names)

    say "compiling fuzz_$name"
    mkdir -p "$dir/corpus"
    CC=clang compile_core "$dir/build" $flags
    clang $warnings -O1 -g -fsanitize=fuzzer,address,undefined \
        -fno-sanitize-recover=undefined -Imodule "tests/fuzz/fuzz_$name.c" \
        -o "$dir/fuzz_$name" "$dir/build/libcore.a" $fuzz_libs

    say "running fuzz_$name for $seconds s"
    "$dir/fuzz_$name" -max_total_time="$seconds" -timeout=20 \
        -rss_limit_mb=4096 -print_final_stats=1 -artifact_prefix="$dir/" \
        $([ ! -e "tests/fuzz/seeds/$name.dict" ] \
            || echo "-dict=tests/fuzz/seeds/$name.dict") \
        "$dir/corpus" "tests/fuzz/seeds/$name" > "$dir/log" 2>&1 \
        || { tail -n 40 "$dir/log" >&2; fail "fuzz_$name found a fault"; }

    grep -E '^stat::|^Done' "$dir/log"
}


fuzz()
{
    local name

    case ${1:-all} in
        replay) fuzz_replay ;;
        all)
            for name in $(fuzz_names); do
                fuzz_run "$name" "${2:-60}"
            done
            ;;
        *) fuzz_run "$1" "${2:-60}" ;;
    esac
}
