/* What a page's encoding means for reading it and writing a notice into it. */

#ifndef LN_CHARSET_H
#define LN_CHARSET_H

#include "ln_core.h"


typedef enum {
    LN_CHARSET_UTF8,                    /* the notice is written as it is */
    LN_CHARSET_ASCII,                   /* a byte a character: references */
    LN_CHARSET_MULTIBYTE,               /* ASCII and more: references */
    LN_CHARSET_ISO2022JP,               /* by escape sequences: references */
    LN_CHARSET_UTF16LE,
    LN_CHARSET_UTF16BE,
    LN_CHARSET_STATEFUL,                /* UTF-7, HZ ..: not handled */
    LN_CHARSET_UNKNOWN                  /* no label of the Encoding Standard */
} ln_charset_t;


/* By a label of the WHATWG Encoding Standard, in any case, blanks trimmed. */
ln_charset_t ln_charset_find(ln_str_t label);

/*
 * Valid UTF-8 as it is written into a page in charset: as UTF-16, or as it is
 * (in a charset that is neither, utf8 must be ASCII).  Returns the length; out
 * may be NULL to learn it.
 */
size_t ln_charset_write(ln_charset_t charset, ln_str_t utf8,
    unsigned char *out);


#endif
