# `./config.sh demo`, read by config.sh: an example site on loopback.

demo_dir=$out/demo
demo_port=${LN_DEMO_PORT:-8451}


demo_nginx()
{
    nginx -p "$demo_dir/" -c conf/nginx.conf -e logs/error.log "$@"
}


demo_stop()
{
    local pid=$demo_dir/logs/nginx.pid

    if [ -e "$pid" ] && kill -0 "$(cat "$pid")" 2>/dev/null; then
        kill "$(cat "$pid")"

        while [ -e "$pid" ]; do
            sleep 0.1
        done

        say "the demo is stopped"

    else
        say "no demo is running"
    fi
}


# The prefix looks as /etc/nginx would, with config/ as its conf/.
demo_lay_out()
{
    rm -rf "$demo_dir"
    mkdir -p "$demo_dir"/{logs,tmp,modules}
    cp -r config "$demo_dir/conf"
    mkdir -p "$demo_dir/conf/geoip"
    cp "$out"/testdb/{City,ASN}.mmdb "$demo_dir/conf/geoip/"
    cp "$out/$module" "$demo_dir/modules/"
    (umask 077; head -c 32 /dev/urandom > "$demo_dir/conf/legal-notice.key")
    sed -i "s/:8451;/:$demo_port;/; s/:8452/:$((demo_port + 1))/" \
        "$demo_dir/conf/nginx.conf"

    [ -e /proc/net/if_inet6 ] && grep -q '^0*1 ' /proc/net/if_inet6 \
        || sed -i '/listen.*\[::1\]/d' "$demo_dir/conf/nginx.conf"
}


# Root's nginx runs its workers as www-data, who may not be allowed to read
# root's home.
demo_user()
{
    [ "$(id -u)" = 0 ] || return 0

    if ! runuser -u www-data -- test -r "$demo_dir/conf/site/index.html" \
        2>/dev/null
    then
        echo "user root;"
        echo "config.sh: note: www-data may not read $root:" \
             "the demo's workers run as root, and listen on loopback only" >&2
    fi
}


# demo_ask FROM PATH WHO: what a reader at FROM gets of PATH
demo_ask()
{
    local from=$1 path=$2 who=$3 answer status shown

    answer=$(curl -s -i --interface "$from" "http://127.0.0.1:$demo_port$path") \
        || fail "the demo doesn't answer on 127.0.0.1:$demo_port," \
                "see $demo_dir/logs/error.log"

    status=$(printf '%s\n' "$answer" | sed -n '1s/^[^ ]* \([^\r]*\).*/\1/p')
    shown=$(printf '%s\n' "$answer" | tr -d '\r' \
        | sed -n 's/^Legal-Notice: //p')

    printf '  %-12s %-23s %-32s %s\n' "$from" "$who" "$path" \
        "${status}${shown:+, notice $shown}"
}


# demo_expect FROM PATH PATTERN: the demo proves what it says
demo_expect()
{
    curl -s -i --interface "$1" "http://127.0.0.1:$demo_port$2" \
        | grep -q -- "$3" \
        || fail "$2 for $1 lacks \"$3\", see $demo_dir/logs/error.log"
}


# demo_token URL: what stands in the form of the page that asks
demo_token()
{
    curl -s --interface 127.0.0.51 "$1" \
        | sed -n 's/.*name="legal_acknowledge" value="\([^"]*\)".*/\1/p'
}


# demo_gate URL: a reader in Jackson is asked, sends the form, and is let in
demo_gate()
{
    local from="--interface 127.0.0.51" jar=$demo_dir/cookies token

    say "the forum, as a reader in Jackson gets it: the page asks"
    curl -s $from "$1" | sed -n '/<h1>/,/<\/main>/p' | grep -v '^<\/main>'

    say "the reader sends its form, gets a cookie, and has the page with it"
    token=$(demo_token "$1")
    curl -s -i $from -c "$jar" -d "legal_acknowledge=$token" "$1" \
        | tr -d '\r' | grep -e ^HTTP -e ^Location -e ^Set-Cookie
    curl -s -i $from -b "$jar" "$1" | tr -d '\r' | grep -e ^HTTP -e '<h1>'

    curl -s $from -b "$jar" "$1" | grep -q '<article' \
        || fail "the form does not lead to $1, see $demo_dir/logs/error.log"
    rm -f "$jar"
}


demo_start()
{
    local user url article=/en/river-pickets.html legal=/en/press-release.html
    local forum=/en/forum.html

    [ ! -e "$demo_dir/logs/nginx.pid" ] || demo_stop

    if curl -s -o /dev/null "http://127.0.0.1:$demo_port/"; then
        fail "something else listens on 127.0.0.1:$demo_port:" \
             "stop it, or choose another port with LN_DEMO_PORT=PORT"
    fi

    demo_lay_out
    user=$(demo_user)
    say "starting nginx with config/nginx.conf on 127.0.0.1:$demo_port"
    demo_nginx -t -q -g "$user" && demo_nginx -g "$user" \
        || fail "nginx doesn't start, see $demo_dir/logs/error.log"

    url=http://127.0.0.1:$demo_port

    say "who gets what"
    cat << END
  Each address 127.0.0.N of this machine is a reader of its own. The demo's
  database says where: 127.0.0.11 is in Moscow, 127.0.0.21 in Berlin.

END
    printf '  %-12s %-23s %-32s %s\n' reader where page response
    demo_ask 127.0.0.11 $article "Moscow"
    demo_ask 127.0.0.31 $article "Simferopol"
    demo_ask 127.0.0.33 $article "Ukraine, region unknown"
    demo_ask 127.0.0.34 $article "Kyiv"
    demo_ask 127.0.0.21 $article "Berlin"
    demo_ask 127.0.0.41 $article "Almaty"
    demo_ask 127.0.0.51 $article "Jackson"
    demo_ask 127.0.0.11 /proxied$article "Moscow, proxied"
    demo_ask 127.0.0.21 /proxied$article "Berlin, proxied"
    demo_ask 127.0.0.61 $legal "Minsk"
    demo_ask 127.0.0.21 $legal "Berlin"
    demo_ask 127.0.0.51 $forum "Jackson"
    demo_ask 127.0.0.21 $forum "Berlin"
    cat << END

  The notice "undesirable" is for readers in Russia, Crimea and Sevastopol. It
  also shows to the reader in Ukraine whose region is not known. A restriction
  keeps the press release from readers in Belarus. Another one asks readers in
  Mississippi whether they are adults, before they see the forum.

END

    demo_expect 127.0.0.11 $article 'data-legal-notice="undesirable"'
    demo_expect 127.0.0.11 /proxied$article 'data-legal-notice="undesirable"'
    demo_expect 127.0.0.61 $legal ' 451 Unavailable For Legal'
    demo_expect 127.0.0.61 $legal '<html lang="en"'
    demo_expect 127.0.0.51 $forum 'name="legal_acknowledge"'
    demo_expect 127.0.0.33 /where '^uncertain *1'
    demo_expect 127.0.0.21 /where '^uncertain *0'

    if curl -s --interface 127.0.0.21 "$url$article" \
        | grep -q data-legal-notice
    then
        fail "the notice is in the page for Berlin"
    fi

    say "the notice, as a reader in Moscow gets it in the English article"
    curl -s --interface 127.0.0.11 "$url$article" \
        | sed -n '/<aside class="legal-notice"/,/<\/aside>/p'

    demo_gate "$url$forum"

    say "try it"
    cat << END
  # in Moscow: the page with the notice
  curl -i --interface 127.0.0.11 $url$article

  # in Berlin: the page without it
  curl -i --interface 127.0.0.21 $url$article

  # the page's language comes before the reader's: Russian, not Kazakh
  curl -i --interface 127.0.0.11 -H 'Accept-Language: kk' $url/proxied/ru/river-pickets.html

  # in Minsk: 451, in Belarusian for a reader who wants it, else in English
  curl -i --interface 127.0.0.61 -H 'Accept-Language: be' $url$legal
  curl -i --interface 127.0.0.61 -H 'Accept-Language: de' $url$legal

  # in Jackson: the page asks; its form gives a cookie; with it the page is shown
  curl -i --interface 127.0.0.51 $url$forum
  curl -i --interface 127.0.0.51 -c build/demo/cookies $url$forum -d legal_acknowledge=\$(
      curl -s --interface 127.0.0.51 $url$forum |
      sed -n 's/.*name="legal_acknowledge" value="\([^"]*\)".*/\1/p')
  curl -i --interface 127.0.0.51 -b build/demo/cookies $url$forum

  # the page as a reader in Crimea gets it
  curl -i -H 'X-Legal-Preview: UA-43' $url$article

  # what the module knows of a reader, who is uncertain; the counters
  curl -s --interface 127.0.0.33 $url/where
  curl -s $url/legal-status

  the configuration  config/nginx.conf
  more readers       tests/lib/testdb/networks.txt
  in a browser       $url/
                     (articles have the notice: the location of 127.0.0.1,
                     your browser's address, is not known)
                     $url$article?legal_preview=DE
                     (the page as readers in Germany get it)
                     $url$forum?legal_preview=US-MS
                     (the page that asks: its button leads to the forum, until
                     the browser is closed)
  what was sent      build/demo/logs/audit.log
  to end the demo    ./config.sh demo stop
END
}
