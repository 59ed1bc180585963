/* Whatever a peer may send: all beginnings of a text, and bytes at random. */

#ifndef LN_TEST_HOSTILE_H
#define LN_TEST_HOSTILE_H

#include "../chance.h"
#include "../exact.h"


#define HOSTILE_NUMBER  20000


static inline void
hostile_prefixes(const char *text, void (*check)(ln_str_t value))
{
    size_t  n;

    for (n = 0; n <= strlen(text); n++) {
        check(exact_bytes(text, n));
    }
}


/* Texts mostly of nbytes bytes, of which one may stand there several times. */
static inline void
hostile_random(const char *bytes, size_t nbytes, void (*check)(ln_str_t value))
{
    size_t         i, len;
    unsigned       n;
    unsigned char  text[64];

    for (n = 0; n < HOSTILE_NUMBER; n++) {
        len = chance(sizeof(text));

        for (i = 0; i < len; i++) {
            text[i] = chance(8) ? (unsigned char) bytes[chance(nbytes)]
                                : chance(256);
        }

        check(exact_bytes(text, len));
    }
}


#endif
