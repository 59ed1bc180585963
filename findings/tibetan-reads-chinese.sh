#!/bin/bash
# FormatJS: who reads Tibetan gets Chinese, who reads Chinese gets English.
#
# @formatjs/intl-localematcher picks the page's language for a reader, by the
# draft of Intl.LocaleMatcher. One would guess that a language which the site
# does not have gives the default, and that "zh-TW" takes "zh" before it. Its
# "best fit" has tables of who reads what. A reader of Tibetan or of Zhuang gets
# Chinese, of Kazakh, Belarusian or Armenian Russian, of Kurdish Turkish, of
# Catalan Spanish, and none of them the default, English. A reader in Taiwan
# whose site has "zh" gets English. By "lookup" all is as one guesses.
#
# Why it matters: "best fit" is the default. Some readers get a notice in a
# language that they did not ask for, though the site has set another one for
# them. Others, who asked for Chinese, get English where there is Chinese.
set -eu

t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cd "$t"

npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$t" \
    @formatjs/intl-localematcher@0.10.1

echo "@formatjs/intl-localematcher 0.10.1"

cat > choose.mjs << 'END'
import { match } from '@formatjs/intl-localematcher';

for (const [reader, site] of [['zh-CN', 'zh'], ['zh-TW', 'zh'], ['bo', 'zh'],
                              ['za', 'zh'], ['kk', 'ru'], ['be', 'ru'],
                              ['hy', 'ru'], ['uk', 'ru'], ['ku', 'tr'],
                              ['ca', 'es']])
{
    const best = match([reader], ['en', site], 'en');
    const lookup = match([reader], ['en', site], 'en', { algorithm: 'lookup' });

    console.log(`${reader} (the site has en and ${site}):`
                + ` ${best}, by lookup ${lookup}`);
}
END

cat > expected << 'END'
zh-CN (the site has en and zh): zh, by lookup zh
zh-TW (the site has en and zh): en, by lookup zh
bo (the site has en and zh): zh, by lookup en
za (the site has en and zh): zh, by lookup en
kk (the site has en and ru): ru, by lookup en
be (the site has en and ru): ru, by lookup en
hy (the site has en and ru): ru, by lookup en
uk (the site has en and ru): en, by lookup en
ku (the site has en and tr): tr, by lookup en
ca (the site has en and es): es, by lookup en
END

node choose.mjs | tee seen
diff expected seen || { echo "this is no longer so"; exit 1; }
echo "as found: bo is given zh, and zh-TW is given en"
