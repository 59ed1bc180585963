/*
 * The labels of the WHATWG Encoding Standard, sorted, and UTF-7, which no
 * browser knows any more.
 *
 * Of the multi-byte encodings that are ASCII-compatible (Shift_JIS, GBK,
 * GB18030, Big5, EUC-KR) a character's later bytes may be 0x30..0x39 and
 * 0x40..0x7e, but never one of `<`, `>`, `"`, `'`, `=`, `/`, `&`, `-`, `!` or
 * a blank: none of them can be taken for the beginning or end of a tag.
 */

#include "html/charset/ln_charset.h"
#include "ln_ascii.h"


typedef struct {
    const char    *label;
    ln_charset_t   charset;
} ln_charset_label_t;


static const ln_charset_label_t  ln_charset_labels[] = {
    { "866", LN_CHARSET_ASCII },
    { "ansi_x3.4-1968", LN_CHARSET_ASCII },
    { "arabic", LN_CHARSET_ASCII },
    { "ascii", LN_CHARSET_ASCII },
    { "asmo-708", LN_CHARSET_ASCII },
    { "big5", LN_CHARSET_MULTIBYTE },
    { "big5-hkscs", LN_CHARSET_MULTIBYTE },
    { "chinese", LN_CHARSET_MULTIBYTE },
    { "cn-big5", LN_CHARSET_MULTIBYTE },
    { "cp1250", LN_CHARSET_ASCII },
    { "cp1251", LN_CHARSET_ASCII },
    { "cp1252", LN_CHARSET_ASCII },
    { "cp1253", LN_CHARSET_ASCII },
    { "cp1254", LN_CHARSET_ASCII },
    { "cp1255", LN_CHARSET_ASCII },
    { "cp1256", LN_CHARSET_ASCII },
    { "cp1257", LN_CHARSET_ASCII },
    { "cp1258", LN_CHARSET_ASCII },
    { "cp819", LN_CHARSET_ASCII },
    { "cp866", LN_CHARSET_ASCII },
    { "csbig5", LN_CHARSET_MULTIBYTE },
    { "cseuckr", LN_CHARSET_MULTIBYTE },
    { "cseucpkdfmtjapanese", LN_CHARSET_MULTIBYTE },
    { "csgb2312", LN_CHARSET_MULTIBYTE },
    { "csibm866", LN_CHARSET_ASCII },
    { "csiso2022jp", LN_CHARSET_ISO2022JP },
    { "csiso2022kr", LN_CHARSET_STATEFUL },
    { "csiso58gb231280", LN_CHARSET_MULTIBYTE },
    { "csiso88596e", LN_CHARSET_ASCII },
    { "csiso88596i", LN_CHARSET_ASCII },
    { "csiso88598e", LN_CHARSET_ASCII },
    { "csiso88598i", LN_CHARSET_ASCII },
    { "csisolatin1", LN_CHARSET_ASCII },
    { "csisolatin2", LN_CHARSET_ASCII },
    { "csisolatin3", LN_CHARSET_ASCII },
    { "csisolatin4", LN_CHARSET_ASCII },
    { "csisolatin5", LN_CHARSET_ASCII },
    { "csisolatin6", LN_CHARSET_ASCII },
    { "csisolatin9", LN_CHARSET_ASCII },
    { "csisolatinarabic", LN_CHARSET_ASCII },
    { "csisolatincyrillic", LN_CHARSET_ASCII },
    { "csisolatingreek", LN_CHARSET_ASCII },
    { "csisolatinhebrew", LN_CHARSET_ASCII },
    { "cskoi8r", LN_CHARSET_ASCII },
    { "csksc56011987", LN_CHARSET_MULTIBYTE },
    { "csmacintosh", LN_CHARSET_ASCII },
    { "csshiftjis", LN_CHARSET_MULTIBYTE },
    { "csunicode", LN_CHARSET_UTF16LE },
    { "csunicode11utf7", LN_CHARSET_STATEFUL },
    { "cyrillic", LN_CHARSET_ASCII },
    { "dos-874", LN_CHARSET_ASCII },
    { "ecma-114", LN_CHARSET_ASCII },
    { "ecma-118", LN_CHARSET_ASCII },
    { "elot_928", LN_CHARSET_ASCII },
    { "euc-jp", LN_CHARSET_MULTIBYTE },
    { "euc-kr", LN_CHARSET_MULTIBYTE },
    { "gb18030", LN_CHARSET_MULTIBYTE },
    { "gb2312", LN_CHARSET_MULTIBYTE },
    { "gb_2312", LN_CHARSET_MULTIBYTE },
    { "gb_2312-80", LN_CHARSET_MULTIBYTE },
    { "gbk", LN_CHARSET_MULTIBYTE },
    { "greek", LN_CHARSET_ASCII },
    { "greek8", LN_CHARSET_ASCII },
    { "hebrew", LN_CHARSET_ASCII },
    { "hz-gb-2312", LN_CHARSET_STATEFUL },
    { "ibm819", LN_CHARSET_ASCII },
    { "ibm866", LN_CHARSET_ASCII },
    { "iso-10646-ucs-2", LN_CHARSET_UTF16LE },
    { "iso-2022-cn", LN_CHARSET_STATEFUL },
    { "iso-2022-cn-ext", LN_CHARSET_STATEFUL },
    { "iso-2022-jp", LN_CHARSET_ISO2022JP },
    { "iso-2022-kr", LN_CHARSET_STATEFUL },
    { "iso-8859-1", LN_CHARSET_ASCII },
    { "iso-8859-10", LN_CHARSET_ASCII },
    { "iso-8859-11", LN_CHARSET_ASCII },
    { "iso-8859-13", LN_CHARSET_ASCII },
    { "iso-8859-14", LN_CHARSET_ASCII },
    { "iso-8859-15", LN_CHARSET_ASCII },
    { "iso-8859-16", LN_CHARSET_ASCII },
    { "iso-8859-2", LN_CHARSET_ASCII },
    { "iso-8859-3", LN_CHARSET_ASCII },
    { "iso-8859-4", LN_CHARSET_ASCII },
    { "iso-8859-5", LN_CHARSET_ASCII },
    { "iso-8859-6", LN_CHARSET_ASCII },
    { "iso-8859-6-e", LN_CHARSET_ASCII },
    { "iso-8859-6-i", LN_CHARSET_ASCII },
    { "iso-8859-7", LN_CHARSET_ASCII },
    { "iso-8859-8", LN_CHARSET_ASCII },
    { "iso-8859-8-e", LN_CHARSET_ASCII },
    { "iso-8859-8-i", LN_CHARSET_ASCII },
    { "iso-8859-9", LN_CHARSET_ASCII },
    { "iso-ir-100", LN_CHARSET_ASCII },
    { "iso-ir-101", LN_CHARSET_ASCII },
    { "iso-ir-109", LN_CHARSET_ASCII },
    { "iso-ir-110", LN_CHARSET_ASCII },
    { "iso-ir-126", LN_CHARSET_ASCII },
    { "iso-ir-127", LN_CHARSET_ASCII },
    { "iso-ir-138", LN_CHARSET_ASCII },
    { "iso-ir-144", LN_CHARSET_ASCII },
    { "iso-ir-148", LN_CHARSET_ASCII },
    { "iso-ir-149", LN_CHARSET_MULTIBYTE },
    { "iso-ir-157", LN_CHARSET_ASCII },
    { "iso-ir-58", LN_CHARSET_MULTIBYTE },
    { "iso8859-1", LN_CHARSET_ASCII },
    { "iso8859-10", LN_CHARSET_ASCII },
    { "iso8859-11", LN_CHARSET_ASCII },
    { "iso8859-13", LN_CHARSET_ASCII },
    { "iso8859-14", LN_CHARSET_ASCII },
    { "iso8859-15", LN_CHARSET_ASCII },
    { "iso8859-2", LN_CHARSET_ASCII },
    { "iso8859-3", LN_CHARSET_ASCII },
    { "iso8859-4", LN_CHARSET_ASCII },
    { "iso8859-5", LN_CHARSET_ASCII },
    { "iso8859-6", LN_CHARSET_ASCII },
    { "iso8859-7", LN_CHARSET_ASCII },
    { "iso8859-8", LN_CHARSET_ASCII },
    { "iso8859-9", LN_CHARSET_ASCII },
    { "iso88591", LN_CHARSET_ASCII },
    { "iso885910", LN_CHARSET_ASCII },
    { "iso885911", LN_CHARSET_ASCII },
    { "iso885913", LN_CHARSET_ASCII },
    { "iso885914", LN_CHARSET_ASCII },
    { "iso885915", LN_CHARSET_ASCII },
    { "iso88592", LN_CHARSET_ASCII },
    { "iso88593", LN_CHARSET_ASCII },
    { "iso88594", LN_CHARSET_ASCII },
    { "iso88595", LN_CHARSET_ASCII },
    { "iso88596", LN_CHARSET_ASCII },
    { "iso88597", LN_CHARSET_ASCII },
    { "iso88598", LN_CHARSET_ASCII },
    { "iso88599", LN_CHARSET_ASCII },
    { "iso_8859-1", LN_CHARSET_ASCII },
    { "iso_8859-15", LN_CHARSET_ASCII },
    { "iso_8859-1:1987", LN_CHARSET_ASCII },
    { "iso_8859-2", LN_CHARSET_ASCII },
    { "iso_8859-2:1987", LN_CHARSET_ASCII },
    { "iso_8859-3", LN_CHARSET_ASCII },
    { "iso_8859-3:1988", LN_CHARSET_ASCII },
    { "iso_8859-4", LN_CHARSET_ASCII },
    { "iso_8859-4:1988", LN_CHARSET_ASCII },
    { "iso_8859-5", LN_CHARSET_ASCII },
    { "iso_8859-5:1988", LN_CHARSET_ASCII },
    { "iso_8859-6", LN_CHARSET_ASCII },
    { "iso_8859-6:1987", LN_CHARSET_ASCII },
    { "iso_8859-7", LN_CHARSET_ASCII },
    { "iso_8859-7:1987", LN_CHARSET_ASCII },
    { "iso_8859-8", LN_CHARSET_ASCII },
    { "iso_8859-8:1988", LN_CHARSET_ASCII },
    { "iso_8859-9", LN_CHARSET_ASCII },
    { "iso_8859-9:1989", LN_CHARSET_ASCII },
    { "koi", LN_CHARSET_ASCII },
    { "koi8", LN_CHARSET_ASCII },
    { "koi8-r", LN_CHARSET_ASCII },
    { "koi8-ru", LN_CHARSET_ASCII },
    { "koi8-u", LN_CHARSET_ASCII },
    { "koi8_r", LN_CHARSET_ASCII },
    { "korean", LN_CHARSET_MULTIBYTE },
    { "ks_c_5601-1987", LN_CHARSET_MULTIBYTE },
    { "ks_c_5601-1989", LN_CHARSET_MULTIBYTE },
    { "ksc5601", LN_CHARSET_MULTIBYTE },
    { "ksc_5601", LN_CHARSET_MULTIBYTE },
    { "l1", LN_CHARSET_ASCII },
    { "l2", LN_CHARSET_ASCII },
    { "l3", LN_CHARSET_ASCII },
    { "l4", LN_CHARSET_ASCII },
    { "l5", LN_CHARSET_ASCII },
    { "l6", LN_CHARSET_ASCII },
    { "l9", LN_CHARSET_ASCII },
    { "latin1", LN_CHARSET_ASCII },
    { "latin2", LN_CHARSET_ASCII },
    { "latin3", LN_CHARSET_ASCII },
    { "latin4", LN_CHARSET_ASCII },
    { "latin5", LN_CHARSET_ASCII },
    { "latin6", LN_CHARSET_ASCII },
    { "logical", LN_CHARSET_ASCII },
    { "mac", LN_CHARSET_ASCII },
    { "macintosh", LN_CHARSET_ASCII },
    { "ms932", LN_CHARSET_MULTIBYTE },
    { "ms_kanji", LN_CHARSET_MULTIBYTE },
    { "replacement", LN_CHARSET_STATEFUL },
    { "shift-jis", LN_CHARSET_MULTIBYTE },
    { "shift_jis", LN_CHARSET_MULTIBYTE },
    { "sjis", LN_CHARSET_MULTIBYTE },
    { "sun_eu_greek", LN_CHARSET_ASCII },
    { "tis-620", LN_CHARSET_ASCII },
    { "ucs-2", LN_CHARSET_UTF16LE },
    { "unicode", LN_CHARSET_UTF16LE },
    { "unicode-1-1-utf-7", LN_CHARSET_STATEFUL },
    { "unicode-1-1-utf-8", LN_CHARSET_UTF8 },
    { "unicode11utf8", LN_CHARSET_UTF8 },
    { "unicode20utf8", LN_CHARSET_UTF8 },
    { "unicodefeff", LN_CHARSET_UTF16LE },
    { "unicodefffe", LN_CHARSET_UTF16BE },
    { "us-ascii", LN_CHARSET_ASCII },
    { "utf-16", LN_CHARSET_UTF16LE },
    { "utf-16be", LN_CHARSET_UTF16BE },
    { "utf-16le", LN_CHARSET_UTF16LE },
    { "utf-7", LN_CHARSET_STATEFUL },
    { "utf-8", LN_CHARSET_UTF8 },
    { "utf8", LN_CHARSET_UTF8 },
    { "visual", LN_CHARSET_ASCII },
    { "windows-1250", LN_CHARSET_ASCII },
    { "windows-1251", LN_CHARSET_ASCII },
    { "windows-1252", LN_CHARSET_ASCII },
    { "windows-1253", LN_CHARSET_ASCII },
    { "windows-1254", LN_CHARSET_ASCII },
    { "windows-1255", LN_CHARSET_ASCII },
    { "windows-1256", LN_CHARSET_ASCII },
    { "windows-1257", LN_CHARSET_ASCII },
    { "windows-1258", LN_CHARSET_ASCII },
    { "windows-31j", LN_CHARSET_MULTIBYTE },
    { "windows-874", LN_CHARSET_ASCII },
    { "windows-949", LN_CHARSET_MULTIBYTE },
    { "x-cp1250", LN_CHARSET_ASCII },
    { "x-cp1251", LN_CHARSET_ASCII },
    { "x-cp1252", LN_CHARSET_ASCII },
    { "x-cp1253", LN_CHARSET_ASCII },
    { "x-cp1254", LN_CHARSET_ASCII },
    { "x-cp1255", LN_CHARSET_ASCII },
    { "x-cp1256", LN_CHARSET_ASCII },
    { "x-cp1257", LN_CHARSET_ASCII },
    { "x-cp1258", LN_CHARSET_ASCII },
    { "x-euc-jp", LN_CHARSET_MULTIBYTE },
    { "x-gbk", LN_CHARSET_MULTIBYTE },
    { "x-mac-cyrillic", LN_CHARSET_ASCII },
    { "x-mac-roman", LN_CHARSET_ASCII },
    { "x-mac-ukrainian", LN_CHARSET_ASCII },
    { "x-sjis", LN_CHARSET_MULTIBYTE },
    { "x-unicode20utf8", LN_CHARSET_UTF8 },
    { "x-user-defined", LN_CHARSET_ASCII },
    { "x-x-big5", LN_CHARSET_MULTIBYTE }
};


static int
ln_charset_compare(ln_str_t label, const char *other)
{
    size_t  i;
    int     rc;

    for (i = 0; i < label.len; i++) {
        rc = (int) ln_lower(label.data[i]) - (int) (unsigned char) other[i];

        if (rc != 0) {
            return rc;
        }

        if (other[i] == '\0') {
            return 1;
        }
    }

    return other[i] == '\0' ? 0 : -1;
}


ln_charset_t
ln_charset_find(ln_str_t label)
{
    int     rc;
    size_t  low, high, middle;

    while (label.len && ln_is_space(label.data[0])) {
        label.data++;
        label.len--;
    }

    while (label.len && ln_is_space(label.data[label.len - 1])) {
        label.len--;
    }

    low = 0;
    high = sizeof(ln_charset_labels) / sizeof(ln_charset_label_t);

    while (low < high) {
        middle = (low + high) / 2;
        rc = ln_charset_compare(label, ln_charset_labels[middle].label);

        if (rc == 0) {
            return ln_charset_labels[middle].charset;
        }

        if (rc < 0) {
            high = middle;

        } else {
            low = middle + 1;
        }
    }

    return LN_CHARSET_UNKNOWN;
}


static unsigned char *
ln_charset_unit(unsigned char *out, ln_charset_t charset, uint32_t unit)
{
    unsigned  big;

    big = (charset == LN_CHARSET_UTF16BE);

    out[!big] = (unsigned char) (unit >> 8);
    out[big] = (unsigned char) unit;

    return out + 2;
}


/* The character at *p, which is moved past it. */
static uint32_t
ln_charset_character(const unsigned char **p, const unsigned char *end)
{
    uint32_t  c;

    c = *(*p)++;

    if (c < 0xc0) {
        return c;
    }

    c &= c >= 0xf0 ? 0x07 : c >= 0xe0 ? 0x0f : 0x1f;

    while (*p < end && (**p & 0xc0) == 0x80) {
        c = (c << 6) | (*(*p)++ & 0x3f);
    }

    return c;
}


size_t
ln_charset_write(ln_charset_t charset, ln_str_t utf8, unsigned char *out)
{
    size_t                len;
    uint32_t              c;
    const unsigned char  *p, *end;

    if (charset != LN_CHARSET_UTF16LE && charset != LN_CHARSET_UTF16BE) {
        if (out != NULL && utf8.len) {
            memcpy(out, utf8.data, utf8.len);
        }

        return utf8.len;
    }

    len = 0;
    p = utf8.data;
    end = p + utf8.len;

    while (p < end) {
        c = ln_charset_character(&p, end);
        len += c > 0xffff ? 4 : 2;

        if (out == NULL) {
            continue;
        }

        if (c > 0xffff) {
            c -= 0x10000;
            out = ln_charset_unit(out, charset, 0xd800 + (c >> 10));
            c = 0xdc00 + (c & 0x3ff);
        }

        out = ln_charset_unit(out, charset, c);
    }

    return len;
}
