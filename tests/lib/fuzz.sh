# `./config.sh fuzz`, read by config.sh: tests/fuzz/fuzz_NAME.c is a fuzzer,
# tests/fuzz/seeds/NAME/ holds its first inputs and what it once found.

fuzz_names()
{
    local file

    for file in tests/fuzz/fuzz_*.c; do
        file=${file##*/fuzz_}
        echo "${file%.c}"
    done
}


# The nginx that the fuzzer lives in: its program, and where its nginx-src/ and
# nginx/ stand; the compiler, and what it links (that of clang, where empty).
fuzz_nginx=nginx
fuzz_nginx_dir=$out
fuzz_cc=clang
fuzz_runtime=
fuzz_sanitizers=address,undefined


# fuzz_nginx_build SOURCE: an nginx under the sanitizers, each of whose
# allocations is memory of its own, as build/fuzz/nginx
fuzz_nginx_build()
{
    local source=$1 log=$out/fuzz/nginx.log
    local flags="-O1 -g -fsanitize=address,undefined"

    source=$(realpath "$source")
    [ -e "$source/src/core/nginx.h" ] \
        || fail "\"$source\" holds no nginx source: src/core/nginx.h is missing"

    say "building nginx from $source, under the sanitizers"
    mkdir -p "$out/fuzz"
    fuzz_nginx_dir=$out/fuzz
    fuzz_nginx=$fuzz_nginx_dir/nginx/nginx

    (
        out=$out/fuzz
        CC=clang configure_nginx "$source" --prefix="$out/prefix" \
            --with-compat --with-threads --with-http_v2_module \
            --with-http_ssl_module --with-http_realip_module \
            --with-ld-opt="-fsanitize=address,undefined" \
            --with-cc-opt="$flags -DNGX_DEBUG_PALLOC=1 -DNGX_HAVE_NONALIGNED=0 \
                -fno-sanitize=nonnull-attribute,pointer-overflow,function \
                -fno-omit-frame-pointer" \
        && make -j2 -f "$out/nginx/Makefile" binary
    ) > "$log" 2>&1 || { tail -n 20 "$log" >&2; fail "see $log"; }
}


# fuzz_filter_build DIR LIBRARY FLAGS: the fuzzer that lives in nginx, by
# fuzz_cc, as DIR/filter.so
fuzz_filter_build()
{
    [ "$fuzz_nginx" != nginx ] || build_module

    CC=$fuzz_cc compile "$1" "$3 -fPIC" NGINX="$fuzz_nginx_dir" FUZZER="$2" \
        "$1/filter.so"
}


# fuzz_filter_run DIR ASAN ARGUMENT..: in an nginx that serves nobody
fuzz_filter_run()
{
    local dir=$1 asan=$2
    shift 2

    mkdir -p "$dir/tmp" "$dir/text/o"
    echo '<p>N &mdash; é</p>' > "$dir/text/n.html"
    echo '<p>M <a href="/m">m</a></p>' > "$dir/text/m.html"
    echo '<p>English</p>' > "$dir/text/o/en.html"
    echo '<p>Русский <button>р</button></p>' > "$dir/text/o/ru.html"
    sed "s|FUZZ|$dir|g" tests/fuzz/filter/nginx.conf > "$dir/nginx.conf"
    rm -f "$dir/socket"

    # nginx's own memory lives until its end

    LD_PRELOAD=$asan ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=halt_on_error=1 \
        LN_FUZZ_ARGS="$*" $fuzz_nginx -c "$dir/nginx.conf" -e "$dir/error.log"
}


# fuzz_replay ASAN FLAGS [EMULATOR..]: every seed through every fuzzer, under
# gcc's sanitizers; ASAN is the library that nginx is started with
fuzz_replay()
{
    local dir=$out/fuzz-replay asan=$1 name run failed=0 passed=0
    local flags="-O1 -g -fsanitize=$fuzz_sanitizers"

    flags="$flags -fno-sanitize-recover=undefined $2"
    shift 2

    say "compiling the fuzzers for a replay of their seeds"
    compile "$dir" "$flags" fuzzers
    fuzz_filter_build "$dir/in-nginx" "" "$flags -DLN_FUZZ_REPLAY=1"

    for name in $(fuzz_names) filter; do
        [ -n "$(ls -A "tests/fuzz/seeds/$name" 2>/dev/null)" ] \
            || fail "tests/fuzz/seeds/$name has no seed"

        case $name in
            filter) run=(fuzz_filter_run "$dir/in-nginx" "$asan") ;;
            *) run=("$@" "$dir/tests/fuzz/fuzz_$name") ;;
        esac

        if "${run[@]}" "tests/fuzz/seeds/$name"/*; then
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


# fuzz_run_filter SECONDS: the same of the one in nginx
fuzz_run_filter()
{
    local seconds=$1 dir=$out/fuzz/filter asan=
    local flags="-O1 -g -fsanitize=fuzzer-no-link,address,undefined
                 -fno-sanitize-recover=undefined"

    say "compiling fuzz_filter"
    mkdir -p "$dir/corpus" "$dir/build"
    [ -n "$fuzz_runtime" ] || fuzz_runtime="$(clang -print-file-name=lib/linux \
        )/libclang_rt.fuzzer_no_main-$(uname -m).a -lstdc++"

    fuzz_filter_build "$dir/build" "$fuzz_runtime" "$flags"

    # where nginx itself is under AddressSanitizer, it has it in it

    [ $fuzz_nginx != nginx ] \
        || asan=$(clang -print-file-name=libclang_rt.asan-$(uname -m).so)

    say "running fuzz_filter for $seconds s"
    fuzz_filter_run "$dir/build" "$asan" \
        -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 \
        -detect_leaks=0 -print_final_stats=1 -artifact_prefix="$dir/" \
        -dict="$root/tests/fuzz/seeds/place.dict" \
        "$dir/corpus" "$root/tests/fuzz/seeds/filter" > "$dir/log" 2>&1 \
        || { tail -n 40 "$dir/log" >&2; fail "fuzz_filter found a fault"; }

    grep -E '^stat::|^Done' "$dir/log"
}


# fuzz_run NAME SECONDS: findings and what grows stay in build/fuzz/NAME
fuzz_run()
{
    local name=$1 seconds=$2 dir=$out/fuzz/$1
    local program=$out/fuzz/core/tests/fuzz/fuzz_$1
    local flags="-O1 -g -fsanitize=fuzzer-no-link,address,undefined
                 -fno-sanitize-recover=undefined"

    if [ "$name" = filter ]; then
        fuzz_run_filter "$seconds"
        return
    fi

    [ -e "tests/fuzz/fuzz_$name.c" ] \
        || fail "no fuzzer \"$name\"; there are:" $(fuzz_names) filter

    say "compiling fuzz_$name"
    mkdir -p "$dir/corpus"
    CC=clang compile "$out/fuzz/core" "$flags" "$program"

    say "running fuzz_$name for $seconds s"
    "$program" -max_total_time="$seconds" -timeout=20 \
        -rss_limit_mb=4096 -print_final_stats=1 -artifact_prefix="$dir/" \
        $([ ! -e "tests/fuzz/seeds/$name.dict" ] \
            || echo "-dict=tests/fuzz/seeds/$name.dict") \
        "$dir/corpus" "tests/fuzz/seeds/$name" > "$dir/log" 2>&1 \
        || { tail -n 40 "$dir/log" >&2; fail "fuzz_$name found a fault"; }

    grep -E '^stat::|^Done' "$dir/log"
}


# fuzz_merge NAME: of its seeds and of what it has kept in build/fuzz/NAME/corpus
# the fewest inputs that reach as much
fuzz_merge()
{
    local name=$1 dir=$out/fuzz/$1 program=$out/fuzz/core/tests/fuzz/fuzz_$1
    local before after

    # libFuzzer would begin itself anew for this, which it cannot in nginx

    [ "$name" != filter ] || fail "the corpus of \"filter\" cannot be merged"
    [ -x "$program" ] && [ -d "$dir/corpus" ] \
        || fail "fuzz_$name has no corpus yet: run ./config.sh fuzz $name"

    rm -rf "$dir/merged"
    mkdir "$dir/merged"
    before=$(find "$dir/corpus" -type f | wc -l)
    "$program" -merge=1 -timeout=20 -rss_limit_mb=4096 "$dir/merged" \
        "tests/fuzz/seeds/$name" "$dir/corpus" > "$dir/log" 2>&1 \
        || { tail -n 40 "$dir/log" >&2; fail "fuzz_$name found a fault"; }

    rm -rf "$dir/corpus"
    mv "$dir/merged" "$dir/corpus"
    after=$(find "$dir/corpus" -type f | wc -l)
    echo "fuzz_$name: $before inputs, $after reach as much"
}


# fuzz_oss: those of the core in OSS-Fuzz's form, each with its seeds
fuzz_oss()
{
    local dir=$out/fuzz-oss seeds name failed=0 passed=0

    need zip unzip
    rm -rf "$dir"
    mkdir -p "$dir/out" "$dir/work"

    say "building the fuzzers in OSS-Fuzz's form"
    CC=clang CXX=clang++ LIB_FUZZING_ENGINE=-fsanitize=fuzzer \
        CFLAGS="-O1 -g -fsanitize=address,fuzzer-no-link" \
        CXXFLAGS="-O1 -g -fsanitize=address" OUT=$dir/out WORK=$dir/work \
        tests/fuzz/oss-fuzz/build.sh

    for name in $(fuzz_names); do
        seeds=$dir/seeds/$name
        mkdir -p "$seeds"

        if unzip -qo "$dir/out/fuzz_${name}_seed_corpus.zip" -d "$seeds" \
           && "$dir/out/fuzz_$name" -runs=1000 -artifact_prefix="$dir/" "$seeds" > "$dir/log" 2>&1
        then
            passed=$((passed + 1))
        else
            tail -n 20 "$dir/log" >&2
            failed=$((failed + 1))
        fi
    done

    echo "$passed passed, $failed failed"
    [ $failed = 0 ]
}


fuzz()
{
    local name

    if [ "${1:-} ${3:-}" = "filter --nginx-source" ]; then
        [ -d "${4:-}" ] || fail "--nginx-source needs a directory"
        fuzz_nginx_build "$4"
    fi

    case ${1:-all} in
        oss) fuzz_oss ;;

        merge)
            for name in ${2:-$(fuzz_names)}; do
                fuzz_merge "$name"
            done
            ;;

        replay)
            fuzz_replay \
                "$(clang -print-file-name=libclang_rt.asan-$(uname -m).so)" ""
            ;;
        all)
            for name in $(fuzz_names) filter; do
                fuzz_run "$name" "${2:-60}"
            done
            ;;
        *) fuzz_run "$1" "${2:-60}" ;;
    esac
}
