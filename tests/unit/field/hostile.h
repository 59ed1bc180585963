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


/* Texts mostly of words; the other bytes are least or more. */
static inline void
hostile_words(const char *const *words, size_t nwords, unsigned least,
    void (*check)(ln_str_t value))
{
    size_t         len;
    unsigned       n;
    unsigned char  text[64];

    for (n = 0; n < HOSTILE_NUMBER; n++) {
        len = 0;

        while (len < 48 && chance(12)) {
            if (chance(8)) {
                len += snprintf((char *) text + len, sizeof(text) - len, "%s",
                                words[chance(nwords)]);
            } else {
                text[len++] = least + chance(256 - least);
            }
        }

        check(exact_bytes(text, len));
    }
}


#endif
