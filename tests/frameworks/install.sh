#!/bin/bash
# install.sh [NAME..]: installs and builds apps of tests/frameworks/apps, or all
# of them, below build/frameworks, two at a time. One that is there and has not
# changed stays.
#
# An app is a folder with a package.json. `like` in it names another app, whose
# files and settings it has as well, where it has none of its own: a version of
# a framework needs its dependencies and no more. serve.mjs and parts/ are in
# each app.

set -eu

cd "$(dirname "$0")"

top=$(cd ../.. && pwd)
out=${LN_BUILD:-$top/build}/frameworks
node=24.22.3

# nothing is told to anybody, and nothing is asked

export CI=1 NEXT_TELEMETRY_DISABLED=1 NUXT_TELEMETRY_DISABLED=1 \
    ASTRO_TELEMETRY_DISABLED=1 GATSBY_TELEMETRY_DISABLED=1 \
    NG_CLI_ANALYTICS=false DO_NOT_TRACK=1 npm_config_audit=false \
    npm_config_fund=false npm_config_update_notifier=false \
    REDWOOD_DISABLE_TELEMETRY=1


# npm_install: the packages of the package.json here, no lock file
npm_install()
{
    npm install --no-package-lock --prefer-offline --loglevel=error
}


# The Node.js that the newest frameworks ask for is a package itself.
install_node()
{
    local arch

    case $(uname -m) in
        aarch64) arch=arm64 ;;
        *) arch=x64 ;;
    esac

    if [ "$("$out/node/bin/node" --version 2>/dev/null)" != "v$node" ]; then
        rm -rf "$out/node"
        mkdir -p "$out/node"
        (cd "$out/node" && npm install --no-save --no-package-lock \
            --loglevel=error "node-linux-$arch@$node" \
            && mkdir bin && ln -s "../node_modules/node-linux-$arch/bin/node" bin)
    fi

    export PATH=$out/node/bin:$PATH
}


# like NAME: the app whose files NAME has as well, nothing without one
like()
{
    sed -n 's/^ *"like": "\(.*\)".*/\1/p' "apps/$1/package.json"
}


# copy_app NAME DIR
copy_app()
{
    local other

    other=$(like "$1")
    cp -a ${other:+"apps/$other/."} serve.mjs parts "$2"
    cp -a "apps/$1/." "$2"

    [ -z "$other" ] || node -e '
        const [to, ...from] = process.argv.slice(1);
        const json = f => JSON.parse(fs.readFileSync(f + "/package.json"));
        fs.writeFileSync(to + "/package.json",
            JSON.stringify(Object.assign({}, ...from.map(json)), null, 4))' \
        "$2" "apps/$other" "apps/$1"
}


# install_app NAME
install_app()
{
    local name=$1 other sum

    other=$(like "$name")
    sum=$( (echo $node; cat serve.mjs \
        $(find parts "apps/$name" ${other:+"apps/$other"} -type f | sort)) \
        | sha256sum)

    [ "$(cat "$out/$name/.built" 2>/dev/null)" != "$sum" ] || return 0

    echo "==> $name" >&2

    # packages stay, for npm to find what has changed

    mkdir -p "$out/$name"
    find "$out/$name" -mindepth 1 -maxdepth 1 ! -name node_modules \
        -exec rm -rf {} +
    copy_app "$name" "$out/$name"

    (
        cd "$out/$name" && SECONDS=0 && npm_install && npm run build \
            && rm -rf .angular .cache && echo "$sum" > .built || exit 1

        echo "$name $SECONDS s, $(du -sm . | cut -f 1) MB," \
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
running=0
for name in ${*:-$(ls apps)}; do
    [ $running -lt 2 ] || { wait -n || status=1; running=$((running - 1)); }
    install_app "$name" &
    running=$((running + 1))
done
while [ $running -gt 0 ]; do
    wait -n || status=1
    running=$((running - 1))
done
exit $status
