/* What a page's encoding means for reading it and writing a notice into it. */

#ifndef LN_CHARSET_H
#define LN_CHARSET_H

#include "../ln_core.h"


typedef enum {
    LN_CHARSET_UTF8,                    /* the notice is written as it is */
    LN_CHARSET_ASCII,                   /* ASCII-compatible: as references */
    LN_CHARSET_UTF16LE,
    LN_CHARSET_UTF16BE,
    LN_CHARSET_STATEFUL,                /* ISO-2022-JP, UTF-7 ..: not handled */
    LN_CHARSET_UNKNOWN                  /* no label of the Encoding Standard */
} ln_charset_t;


/* By a label of the WHATWG Encoding Standard, in any case, blanks trimmed. */
ln_charset_t ln_charset_find(ln_str_t label);


#endif
