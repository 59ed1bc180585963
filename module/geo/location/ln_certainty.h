/*
 * An answer: in, out or uncertain, of a jurisdiction or of one of its terms.
 *
 * The logic of three values is Kleene's strong one: OR is the greater of two
 * answers, AND is the smaller, NOT x is LN_IN - x.
 */

#ifndef LN_CERTAINTY_H
#define LN_CERTAINTY_H

#include <stdint.h>


enum {
    LN_OUT = 0,
    LN_UNCERTAIN = 1,
    LN_IN = 2
};

_Static_assert(LN_IN - LN_OUT == LN_IN && LN_IN - LN_IN == LN_OUT
               && LN_IN - LN_UNCERTAIN == LN_UNCERTAIN
               && LN_OUT < LN_UNCERTAIN && LN_UNCERTAIN < LN_IN,
               "OR, AND and NOT are arithmetic");

/*
 * What witnesses say of one question: bits, to be joined by OR.  Uncertain says
 * nothing.  Both are a conflict, which counts as uncertain.
 */
enum {
    LN_SAID_OUT = 1,
    LN_SAID_IN = 2,
    LN_SAID_CONFLICT = LN_SAID_OUT|LN_SAID_IN
};

/* One byte, as the answers of many jurisdictions are copied for a request. */
typedef uint8_t  ln_certainty_t;


static inline unsigned
ln_certainty_said(ln_certainty_t answer)
{
    return answer == LN_IN ? LN_SAID_IN
           : answer == LN_OUT ? LN_SAID_OUT : 0;
}


/* The answer that was said. */
static inline ln_certainty_t
ln_certainty_of(unsigned said)
{
    return said == LN_SAID_IN ? LN_IN
           : said == LN_SAID_OUT ? LN_OUT : LN_UNCERTAIN;
}


#endif
