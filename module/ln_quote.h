/* Quotes that word processors write, and that no syntax takes. */

#ifndef LN_QUOTE_H
#define LN_QUOTE_H

#include "ln_core.h"


/* 1 if s, in UTF-8, begins with one of U+2018 to U+201F. */
static inline int
ln_is_curly_quote(ln_str_t s)
{
    return s.len >= 3 && s.data[0] == 0xe2 && s.data[1] == 0x80
           && s.data[2] >= 0x98 && s.data[2] <= 0x9f;
}


/* 1 if one of them is anywhere in s. */
static inline int
ln_has_curly_quote(ln_str_t s)
{
    for ( /* void */ ; s.len >= 3; s.data++, s.len--) {
        if (ln_is_curly_quote(s)) {
            return 1;
        }
    }

    return 0;
}


#endif
