#include "html/charset/ln_charset.h"


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
