/* ASCII as HTML and CSS see it, whatever the locale. */

#ifndef LN_ASCII_H
#define LN_ASCII_H

#include "ln_core.h"


static inline int
ln_is_alpha(unsigned char c)
{
    return (unsigned char) ((c | 0x20) - 'a') < 26;
}


static inline int
ln_is_digit(unsigned char c)
{
    return (unsigned char) (c - '0') < 10;
}


static inline int
ln_is_space(unsigned char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}


static inline unsigned char
ln_lower(unsigned char c)
{
    return (unsigned char) (c - 'A') < 26 ? (unsigned char) (c | 0x20) : c;
}


/* The value of a hexadecimal digit, -1 for none. */
static inline int
ln_hex(unsigned char c)
{
    if (ln_is_digit(c)) {
        return c - '0';
    }

    c = ln_lower(c);

    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}


static inline int
ln_caseless_eq(const unsigned char *a, const unsigned char *b, size_t len)
{
    size_t  i;

    for (i = 0; i < len; i++) {
        if (ln_lower(a[i]) != ln_lower(b[i])) {
            return 0;
        }
    }

    return 1;
}


/* Writes code point c in UTF-8; returns the byte after it. */
static inline unsigned char *
ln_utf8_write(unsigned char *p, uint32_t c)
{
    if (c < 0x80) {
        *p++ = (unsigned char) c;
        return p;
    }

    if (c < 0x800) {
        *p++ = (unsigned char) (0xc0 | (c >> 6));

    } else {
        if (c < 0x10000) {
            *p++ = (unsigned char) (0xe0 | (c >> 12));

        } else {
            *p++ = (unsigned char) (0xf0 | (c >> 18));
            *p++ = (unsigned char) (0x80 | ((c >> 12) & 0x3f));
        }

        *p++ = (unsigned char) (0x80 | ((c >> 6) & 0x3f));
    }

    *p++ = (unsigned char) (0x80 | (c & 0x3f));

    return p;
}


#endif
