/*
 * Three-valued answers (Kleene's strong logic): OR is the greater, AND the
 * smaller, NOT is LN_IN - x.
 */

#ifndef LN_CERTAINTY_H
#define LN_CERTAINTY_H

#include <stdint.h>


enum {
    LN_OUT = 0,
    LN_UNCERTAIN = 1,
    LN_IN = 2
};

/* One byte, so that the answers of many jurisdictions are copied fast. */
typedef uint8_t  ln_certainty_t;


#endif
