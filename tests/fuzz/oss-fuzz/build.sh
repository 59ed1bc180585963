#!/bin/bash
# Builds the fuzzers of the core in OSS-Fuzz's form: by $CC, $CXX, $CFLAGS,
# $CXXFLAGS and $LIB_FUZZING_ENGINE, into $OUT, each with its seeds as
# NAME_seed_corpus.zip and its words as NAME.dict.  The libraries go in statically,
# as the machine that runs the fuzzers has none of them.  The fuzzer of the body
# filter is not among them: it lives in nginx.
#
# `./config.sh fuzz oss` runs it with clang.

set -eu

cd "${SRC:+$SRC/legal-notice}" 2> /dev/null || cd "$(dirname "$0")/../../.."

work=${WORK:-$(mktemp -d)}
libraries=(-Wl,-Bstatic -lmaxminddb -lpcre2-8 -ljansson -lz -lbrotlidec
    -lbrotlienc -lbrotlicommon -lzstd -lcrypto -Wl,-Bdynamic -lm -lpthread -ldl)

compile()
{
    # the flags are several words each
    # shellcheck disable=SC2086
    $CC $CFLAGS -std=c11 -Imodule -c "$1" -o "$work/$2.o"
}

find module -name '*.c' ! -path 'module/http/*' ! -path 'module/cli/*' \
    | LC_ALL=C sort > "$work/sources"

while read -r file; do
    compile "$file" "$(basename "$file" .c)"
done < "$work/sources"

rm -f "$work/libcore.a"
sed "s|.*/|$work/|; s|c\$|o|" "$work/sources" | xargs ar rcs "$work/libcore.a"

for file in tests/fuzz/fuzz_*.c; do
    name=$(basename "$file" .c)
    seeds=tests/fuzz/seeds/${name#fuzz_}
    compile "$file" "$name"
    # shellcheck disable=SC2086
    $CXX $CXXFLAGS "$work/$name.o" "$work/libcore.a" $LIB_FUZZING_ENGINE \
        "${libraries[@]}" -o "$OUT/$name"
    [ ! -d "$seeds" ] || zip -jqr "$OUT/${name}_seed_corpus.zip" "$seeds"
    [ ! -e "$seeds.dict" ] || cp "$seeds.dict" "$OUT/$name.dict"
done
