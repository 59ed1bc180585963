# `./config.sh test cross ARCH`, read by config.sh: the core, the command and
# the unit tests, compiled for another processor by Debian's cross compiler and
# run under qemu-user.  Foreign libraries stand in a directory of their own:
# nothing foreign is installed.

cross_archs="arm64 armhf i386 s390x"

# What the sysroot needs, with all that these depend on.
packages_sysroot="libc6-dev libmaxminddb-dev libpcre2-dev libjansson-dev
                  zlib1g-dev libbrotli-dev libzstd-dev libssl-dev
                  libcmocka-dev"
# .. nginx itself, which runs there as well, and the sanitizers of gcc and clang
packages_sysroot="$packages_sysroot nginx libasan8 libubsan1 libclang-rt-dev"
packages_cross="make perl nodejs node-parse5 libmaxmind-db-writer-perl qemu-user"


# cross_apt ARCH COMMAND..: apt-get for that architecture, as if no package were
# installed.  The lists of packages and the packages stand below cross_dir.
cross_apt()
{
    local arch=$1
    shift

    apt-get -q -o APT::Architecture="$arch" -o APT::Architectures="$arch" \
        -o APT::Sandbox::User="$(id -un)" \
        -o Dir::State="$cross_dir/state" \
        -o Dir::State::status="$cross_dir/state/status" \
        -o Dir::Cache="$cross_dir/cache" \
        -o Dir::Log="$cross_dir/log" \
        -o Debug::NoLocking=1 "$@"
}


# cross_sysroot ARCH: sets sysroot, and unpacks the foreign packages there
# unless it was done before, for the same names
cross_sysroot()
{
    local arch=$1 log=$cross_dir/sysroot.log deb

    sysroot=$cross_dir/sysroot

    [ "$packages_sysroot" != "$(cat "$cross_dir/unpacked" 2> /dev/null)" ] \
        || return 0

    say "unpacking libraries of $arch into ${sysroot#"$root/"}"
    rm -rf "$cross_dir"
    mkdir -p "$cross_dir/state/lists/partial" "$sysroot" "$cross_dir/log" \
        "$cross_dir/cache/archives/partial"
    : > "$cross_dir/state/status"

    # one list that cannot be had does not matter if the packages can

    cross_apt "$arch" update > "$log" 2>&1 || :

    cross_apt "$arch" install -y --download-only --no-install-recommends \
        $packages_sysroot >> "$log" 2>&1 \
        || { tail -n 20 "$log" >&2
             fail "the packages of $arch could not be had, see $log"; }

    for deb in "$cross_dir"/cache/archives/*.deb; do
        dpkg-deb -x "$deb" "$sysroot"
    done

    # Packages of today have all below /usr, where /lib leads.

    [ -e "$sysroot/lib" ] || ln -s usr/lib "$sysroot/lib"

    # A link to /lib/.. leads out of the sysroot: a linker would take libm.a

    find "$sysroot/usr/lib" -type l -lname '/*' | while read -r link; do
        ln -sf "$sysroot$(readlink "$link")" "$link"
    done

    rm -rf "$cross_dir/cache"
    echo "$packages_sysroot" > "$cross_dir/unpacked"
}


# cross_names ARCH: sets cross_triplet, as Debian names the compiler, and
# cross_qemu
cross_names()
{
    case $1 in
        arm64) cross_triplet=aarch64-linux-gnu cross_qemu=qemu-aarch64 ;;
        armhf) cross_triplet=arm-linux-gnueabihf cross_qemu=qemu-arm ;;
        i386) cross_triplet=i686-linux-gnu cross_qemu=qemu-i386 ;;
        s390x) cross_triplet=s390x-linux-gnu cross_qemu=qemu-s390x ;;
        *) fail "test cross needs one of" $cross_archs ;;
    esac
}


# cross_programs: programs that stand where those of this machine would, and
# run by qemu: the command, and what prove starts a test by
cross_programs()
{
    local qemu="$cross_qemu -L '$sysroot'"

    printf '#!/bin/sh\nexec %s "%s" "$@"\n' "$qemu" \
        "$out/objects/legal-notice" > "$out/legal-notice"
    printf '#!/bin/sh\ncase $1 in\n*.t) exec "$@" ;;\nesac\nexec %s "$@"\n' \
        "$qemu" > "$out/run"
    chmod +x "$out/legal-notice" "$out/run"
}


# The tests of nginx itself that meet most of the module's parts, and few of
# which count on how fast something is.
cross_http="notice splice bodies encodings places validators text preview outlet
            undeliverable databases"


# cross_compiler: $out/cc, which makes of each program that nginx's configure
# tries one that qemu runs
cross_compiler()
{
    cat > "$out/cc" << END
#!/bin/bash
$cross_triplet-gcc "--sysroot=$sysroot" "\$@" || exit
while [ \$# -gt 0 ]; do
    [ "\$1" != -o ] || to=\$2
    shift
done
case \${to:-} in
*/autotest)
    mv "\$to" "\$to.bin"
    printf '#!/bin/sh\nexec %s -L "%s" "%s.bin" "\$@"\n' $cross_qemu \
        "$sysroot" "\$(realpath "\$to")" > "\$to"
    chmod +x "\$to"
    ;;
esac
END
    chmod +x "$out/cc"
}


# cross_module ARCH: the module for Debian's nginx of that architecture, and a
# script that runs this nginx
cross_module()
{
    local log=$out/build.log arch=$1

    # The version of the headers must be that of the nginx.

    need_nginx_src
    cross_compiler
    printf '#!/bin/sh\nexec %s -L "%s" "%s/usr/sbin/nginx" "$@"\n' \
        "$cross_qemu" "$sysroot" "$sysroot" > "$out/nginx-$arch"
    chmod +x "$out/nginx-$arch"

    say "building the module for $arch, $("$out/nginx-$arch" -v 2>&1)"

    (
        . "$nginx_src/conf_flags"
        CC=$out/cc configure_nginx "$nginx_src" "${NGX_CONF_FLAGS[@]}" \
            --with-cc-opt="$module_flags" --add-dynamic-module="$root/module" \
        && make -j "$(nproc)" -f "$out/nginx/Makefile" modules
    ) > "$log" 2>&1 || { tail -n 20 "$log" >&2; fail "see $log"; }

    put_module
}


# cross_nginx ARCH: the HTTP tests on it
cross_nginx()
{
    local arch=$1 test

    cross_module "$arch"
    say "running HTTP tests on it"
    set --

    for test in ${LN_TESTS:-$cross_http}; do
        set -- "$@" "tests/http/$test.t"
    done

    LN_BUILD=$out LN_NGINX=$out/nginx-$arch LN_EMULATED=1 \
        LN_SLOW=${LN_SLOW:-20} PERL5LIB=$root/tests/lib prove_all -j2 "$@"
}


# cross_clang: $out/clang, with the runtime of that architecture, which
# fuzz_runtime names
cross_clang()
{
    local dir

    dir=$(dirname "$(find "$sysroot" -name 'libclang_rt.fuzzer_no_main-*.a')")
    [ "$dir" != . ] || fail "clang has no fuzzer for $cross_triplet"
    fuzz_runtime=$(echo "$dir"/libclang_rt.fuzzer_no_main-*.a)
    fuzz_runtime="$fuzz_runtime $(find "$sysroot" -name 'libstdc++.so.6')"
    fuzz_asan=$(echo "$dir"/libclang_rt.asan-*.so)
    fuzz_cc=$out/clang

    cat > "$fuzz_cc" << END
#!/bin/sh
exec clang --target=$cross_triplet --gcc-toolchain=/usr --sysroot="$sysroot" \\
    -B/usr/$cross_triplet/bin -resource-dir "${dir%/lib/linux}" \\
    -isystem "$(clang -print-resource-dir)/include" "\$@"
END
    chmod +x "$fuzz_cc"
}


# cross_fuzz ARCH [SECONDS]: every seed through every fuzzer, under gcc's
# sanitizers, and the one that lives in nginx in Debian's nginx.  With SECONDS
# that one is let loose for so long, by clang.
cross_fuzz()
{
    local arch=$1 seconds=${2:-} qemu="$cross_qemu -L $sysroot"

    . tests/lib/fuzz.sh
    cross_module "$arch"
    fuzz_asan=libasan.so.8
    [ -z "$seconds" ] || cross_clang

    # There AddressSanitizer wants 512 TB of addresses, which qemu has not.

    [ "$arch" != s390x ] || fuzz_asan= fuzz_sanitizers=undefined

    # The sanitizer comes first in an nginx that knows nothing of it.

    fuzz_nginx=$out/fuzz-nginx
    printf '#!/bin/sh\nexec %s -E LD_PRELOAD=%s "%s" "$@"\n' "$qemu" \
        "$fuzz_asan" "$sysroot/usr/sbin/nginx" > "$fuzz_nginx"
    chmod +x "$fuzz_nginx"

    fuzz_nginx_dir=$out

    if [ -n "$seconds" ]; then
        fuzz_run_filter "$seconds"
        return
    fi

    fuzz_cc=$cross_triplet-gcc
    CC=$fuzz_cc ASAN_OPTIONS=detect_leaks=0 \
        fuzz_replay "" "--sysroot=$sysroot" $qemu
}


# test_cross ARCH [nginx | fuzz [SECONDS]]
test_cross()
{
    local arch=${1:-} cross_triplet cross_qemu cross_dir sysroot

    cross_names "$arch"
    cross_dir=$root/build-cross-$arch
    out=$cross_dir

    need $packages_cross "gcc-$cross_triplet"
    lock
    cross_sysroot "$arch"

    case ${2:-} in
        '') ;;
        nginx)
            need $packages_test
            test_databases
            cross_nginx "$arch"
            return
            ;;
        fuzz)
            need $packages_build clang
            cross_fuzz "$arch" "${3:-}"
            return
            ;;
        *) fail "unknown word \"$2\" after test cross $arch, \"nginx\" and" \
                "\"fuzz\" are allowed" ;;
    esac

    CC=$cross_triplet-gcc unit_tests objects "-O2 -g --sysroot=$sysroot" command
    test_databases
    cross_programs

    say "running the unit tests and the command by $cross_qemu"
    LN_BUILD=$out LN_EMULATED=1 LN_SLOW=${LN_SLOW:-20} \
        PERL5LIB=$root/tests/lib CMOCKA_MESSAGE_OUTPUT=TAP \
        prove_all -j2 -e "$out/run" $(unit_programs objects) \
        tests/unit/cli/*.t tests/dom/dom.t
}
