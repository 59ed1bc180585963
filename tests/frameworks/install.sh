#!/bin/bash
# install.sh [NAME..]: installs and builds apps of tests/frameworks/apps, or all
# of them, below build/frameworks. One that is there and has not changed stays.

set -eu

cd "$(dirname "$0")"

top=$(cd ../.. && pwd)
out=${LN_BUILD:-$top/build}/frameworks
node=24.22.3

# nothing is told to anybody, and nothing is asked

export CI=1 NEXT_TELEMETRY_DISABLED=1 NUXT_TELEMETRY_DISABLED=1 \
    ASTRO_TELEMETRY_DISABLED=1 GATSBY_TELEMETRY_DISABLED=1 \
    NG_CLI_ANALYTICS=false DO_NOT_TRACK=1 npm_config_audit=false \
    npm_config_fund=false npm_config_update_notifier=false


# npm_install: the packages of the package.json here, no lock file
npm_install()
{
    npm install --no-package-lock --loglevel=error
}


# The Node.js that the newest frameworks ask for is a package itself.
install_node()
{
    local arch

    case $(uname -m) in
        aarch64) arch=arm64 ;;
        *) arch=x64 ;;
    esac

    export PATH=$out/node/bin:$PATH

    if [ "$("$out/node/bin/node" --version 2>/dev/null)" != "v$node" ]; then
        rm -rf "$out/node"
        mkdir -p "$out/node"
        (cd "$out/node" && npm install --no-save --no-package-lock \
            --loglevel=error "node-linux-$arch@$node" \
            && mkdir bin && ln -s "../node_modules/node-linux-$arch/bin/node" bin)
    fi
}


# install_app NAME
install_app()
{
    local name=$1 sum

    sum=$(cat install.sh serve.mjs $(find "apps/$name" -type f | sort) \
        | sha256sum)

    [ "$(cat "$out/$name/.built" 2>/dev/null)" != "$sum" ] || return 0

    echo "==> $name" >&2
    mkdir -p "$out/$name"
    cp -a "apps/$name/." serve.mjs "$out/$name"

    (
        cd "$out/$name" && SECONDS=0 && npm_install && npm run build \
            && echo "$sum" > .built || exit 1

        echo "$name $SECONDS s, $(du -sm node_modules | cut -f 1) MB," \
            "$(find node_modules -name package.json -path '*node_modules/*' \
               | grep -cE 'node_modules/(@[^/]+/)?[^/]+/package.json$')" \
            "packages" >> "$out/installed"
    ) > "$out/$name.log" 2>&1 || {
        tail -n 30 "$out/$name.log" >&2
        echo "install.sh: $name failed, see $out/$name.log" >&2
        return 1
    }
}


mkdir -p "$out"
install_node

status=0
for name in ${*:-$(ls apps)}; do
    install_app "$name" || status=1
done
exit $status
