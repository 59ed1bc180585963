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

/* One byte, as the answers of many jurisdictions are copied for a request. */
typedef uint8_t  ln_certainty_t;


#endif
