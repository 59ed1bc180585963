/* UTF-8 as in RFC 3629: overlong forms and surrogates are not valid. */

#ifndef LN_UTF8_H
#define LN_UTF8_H

#include "ln_core.h"


/*
 * The length in bytes of the character at p, which reaches up to end at most.
 * 0 if it is not valid, or if there is no byte.
 */
size_t ln_utf8_length(const unsigned char *p, const unsigned char *end);

/*
 * Writes text to out, as many bytes, with a `?` in the place of each byte that
 * is of no valid character.
 */
void ln_utf8_mend(ln_str_t text, unsigned char *out);

/* The code point of a valid character of n bytes. */
uint32_t ln_utf8_decode(const unsigned char *p, size_t n);


/* Writes code point c, up to 4 bytes; returns the byte after it. */
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
