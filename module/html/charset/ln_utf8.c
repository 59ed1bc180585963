#include "html/charset/ln_utf8.h"


size_t
ln_utf8_length(const unsigned char *p, const unsigned char *end)
{
    size_t    i, n;
    uint32_t  c;

    if (p == end) {
        return 0;
    }

    n = (*p < 0x80) ? 1 : (*p >= 0xc2 && *p < 0xe0) ? 2
        : (*p >= 0xe0 && *p < 0xf0) ? 3 : (*p >= 0xf0 && *p < 0xf5) ? 4 : 0;

    if (n == 0 || (size_t) (end - p) < n) {
        return 0;
    }

    for (i = 1; i < n; i++) {
        if ((p[i] & 0xc0) != 0x80) {
            return 0;
        }
    }

    c = ln_utf8_decode(p, n);

    if ((n == 3 && (c < 0x800 || (c >= 0xd800 && c < 0xe000)))
        || (n == 4 && (c < 0x10000 || c > 0x10ffff)))
    {
        return 0;
    }

    return n;
}


void
ln_utf8_mend(ln_str_t text, unsigned char *out)
{
    size_t  i, n;

    for (i = 0; i < text.len; i += n) {
        n = ln_utf8_length(text.data + i, text.data + text.len);

        if (n) {
            memcpy(out + i, text.data + i, n);

        } else {
            out[i] = '?';
            n = 1;
        }
    }
}


uint32_t
ln_utf8_decode(const unsigned char *p, size_t n)
{
    size_t    i;
    uint32_t  c;

    if (n == 1) {
        return *p;
    }

    c = *p & (0xff >> (n + 1));

    for (i = 1; i < n; i++) {
        c = (c << 6) | (p[i] & 0x3f);
    }

    return c;
}
