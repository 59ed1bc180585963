// Pages in the encodings of the web, and the ways in which a page says its own.
// What a TextDecoder knows is turned round.

'use strict';

const names = ('windows-1251 koi8-r koi8-u ibm866 iso-8859-2 iso-8859-5'
    + ' iso-8859-6 iso-8859-7 iso-8859-8 iso-8859-15 windows-1250 windows-1252'
    + ' windows-1253 windows-1254 windows-1255 windows-1256 windows-874 macintosh'
    + ' x-mac-cyrillic shift_jis euc-jp iso-2022-jp gbk gb18030 big5 euc-kr')
    .split(' ');
const labels = names.concat('utf-8', 'utf-16le', 'utf-16be');
const tables = new Map();

function decoded(decoder, ...bytes) {
    try {
        return decoder.decode(Uint8Array.from(bytes));
    } catch {
        return '';                              // no character
    }
}

// Which bytes each letter outside ASCII has, one or two of them.
function table(name) {
    if (tables.has(name)) {
        return tables.get(name);
    }
    const map = new Map();
    const kanji = name === 'iso-2022-jp';
    const decoder = new TextDecoder(kanji ? 'euc-jp' : name, { fatal: true });
    const take = (...bytes) => {
        const letter = decoded(decoder, ...bytes);
        if ([ ...letter ].length === 1 && letter > '\x7f' && !map.has(letter)
            && /[\p{L}\p{S}]/u.test(letter))
        {
            map.set(letter, kanji ? bytes.map(byte => byte & 0x7f) : bytes);
        }
    };
    for (let lead = 0x80; lead < 0x100; lead++) {
        if (!kanji && decoded(decoder, lead)) {
            take(lead);
            continue;
        }
        for (let next = kanji ? 0xa1 : 0x40; next < 0xff; next++) {
            if (!kanji || lead > 0xa0) {
                take(lead, next);
            }
        }
    }
    map.letters = [ ...map.keys() ];
    tables.set(name, map);
    return map;
}

// A word of letters that the encoding has.
function word(name, random) {
    const letters = /^utf/.test(name) ? [ ...'日本ソ語жщЁאبñ😀—' ]
        : table(name).letters;
    let out = '';
    for (let n = random(4); n >= 0; n--) {
        out += letters[random(letters.length)];
    }
    return out;
}

function utf16(text, big) {
    const bytes = Buffer.from(text, 'utf16le');
    return big ? bytes.swap16() : bytes;
}

// The bytes; a letter that the encoding does not have is a reference.
function encode(text, name) {
    switch (name) {
    case 'utf-8':
        return Buffer.from(text);
    case 'utf-16le':
        return utf16(text, false);
    case 'utf-16be':
        return utf16(text, true);
    }
    const map = table(name), kanji = name === 'iso-2022-jp', out = [];
    let shifted = false;
    for (const letter of text) {
        const bytes = letter > '\x7f' && map.get(letter);
        if (kanji && Boolean(bytes) !== shifted) {
            shifted = !shifted;
            out.push(0x1b, ...Buffer.from(shifted ? '$B' : '(B'));
        }
        out.push(...(letter <= '\x7f' ? [ letter.charCodeAt(0) ]
            : bytes || Buffer.from(`&#${letter.codePointAt(0)};`)));
    }
    if (shifted) {
        out.push(0x1b, ...Buffer.from('(B'));
    }
    return Buffer.from(out);
}

// Where a <meta> stands that is in the head of any page.
function withMeta(text, label, random, late) {
    const k = text.match(/^(<!DOCTYPE[^>]*>)?\s*/i)[0].length;
    const meta = random(2) ? `<meta charset="${label}">`
        : `<meta http-equiv=Content-Type content="text/html; charset=${label}">`;
    return text.slice(0, k) + (late ? `<!-- ${'late '.repeat(220)}-->` : '')
        + meta + text.slice(k);
}

// { bytes, text, charset, header, how } of a page: in which encoding it is, and
// what its Content-Type says.  guess: browsers guess its encoding.
function dress(text, random) {
    const pick = list => list[random(list.length)];
    const how = pick([ 'header', 'header', 'header', 'meta', 'meta', 'bom',
        'bom against header', 'header against meta', 'meta late', 'nothing' ]);
    const legacy = random(3) > 0;
    let charset = legacy ? pick(names) : 'utf-8';
    let header = '', bom = '';

    switch (how) {
    case 'header':
        charset = random(9) ? charset : pick([ 'utf-16le', 'utf-16be' ]);
        header = charset;
        break;
    case 'meta':
        break;
    case 'header against meta':
        header = charset;
        break;
    case 'bom': case 'bom against header':
        charset = pick([ 'utf-8', 'utf-16le', 'utf-16be' ]);
        header = how === 'bom' ? '' : pick([ 'windows-1251', 'gbk', 'utf-16be',
            'utf-8' ]);
        bom = '\ufeff';
        break;
    }

    text = text.replace(/>([xyz])/g, () => '>' + word(charset, random));

    switch (how) {
    case 'meta': case 'meta late':
        text = withMeta(text, charset, random, how === 'meta late');
        break;
    case 'header against meta':
        text = withMeta(text, pick(names.concat('utf-8')), random, false);
        break;
    }

    return { bytes: encode(bom + text, charset), text, charset, header, how,
        guess: how === 'nothing' || how === 'meta late' };
}

module.exports = { dress, labels };
