/*
 * Character encodings of pages.
 *
 * For this module an encoding is a kind: how its bytes are read, and how a
 * notice is written in it.
 */

#ifndef LN_CHARSET_H
#define LN_CHARSET_H

#include "ln_core.h"


typedef enum {
    LN_CHARSET_UTF8,                    /* a notice is written as it is */

    /* a notice is written in ASCII, with character references */

    LN_CHARSET_ASCII,                   /* one byte a character */
    LN_CHARSET_MULTIBYTE,               /* one byte for ASCII, else more */
    LN_CHARSET_ISO2022JP,               /* escape sequences switch to kanji */

    LN_CHARSET_UTF16LE,
    LN_CHARSET_UTF16BE,
    LN_CHARSET_STATEFUL,                /* UTF-7, HZ ..: not handled */
    LN_CHARSET_UNKNOWN                  /* no label of the Encoding Standard */
} ln_charset_t;


/*
 * The kind of the encoding that a label names (WHATWG Encoding Standard, 4.2):
 * "latin1" is LN_CHARSET_ASCII.  The label's case and the blanks around it do
 * not matter.  LN_CHARSET_UNKNOWN for a label that the standard does not have.
 */
ln_charset_t ln_charset_find(ln_str_t label);

/*
 * Writes text into a page in charset: as UTF-16, or else byte by byte.
 *
 * The text is valid UTF-8; for a charset that is neither UTF-8 nor UTF-16 it
 * must be ASCII.  Returns the length in bytes; out may be NULL to learn it.
 */
size_t ln_charset_write(ln_charset_t charset, ln_str_t utf8,
    unsigned char *out);


#endif
