/* The named character references. */

#ifndef LN_REFERENCE_H
#define LN_REFERENCE_H

#include "ln_core.h"


typedef struct {
    const char  *name;
    unsigned     bare;                  /* known without `;` too */
    uint32_t     code;
    uint32_t     second;                /* 0 for most */
} ln_reference_t;


/* Sorted by name, byte by byte. */
extern const ln_reference_t  ln_references[];
extern const size_t          ln_references_count;


#endif
