/*
 * What of a notice a parser does not leave alone: a start tag that ends an
 * element of the page, as `<a>` ends the a that it stands in.  The <aside>
 * around the notice does not keep it from that.
 *
 * Of the elements that a text may have these are all (HTML Standard, 13.2.6.4.7
 * and 13.2.6.4.9): others end what is next to them, and so in the <aside>.
 */

#ifndef LN_CONTAINS_H
#define LN_CONTAINS_H

#include "ln_ascii.h"


/* A set of these. */
typedef enum {
    LN_CONTAINS_A      = 0x1,
    LN_CONTAINS_BUTTON = 0x2,
    LN_CONTAINS_NOBR   = 0x4,
    LN_CONTAINS_TABLE  = 0x8
} ln_contains_t;


/* The member that an element of that name is, 0 for none. */
static inline unsigned
ln_contains(ln_str_t name)
{
    return ln_str_caseless_eq(name, ln_str("a")) ? LN_CONTAINS_A
           : ln_str_caseless_eq(name, ln_str("button")) ? LN_CONTAINS_BUTTON
           : ln_str_caseless_eq(name, ln_str("nobr")) ? LN_CONTAINS_NOBR
           : ln_str_caseless_eq(name, ln_str("table")) ? LN_CONTAINS_TABLE
           : 0;
}


#endif
