/* The named character references (HTML Standard, 13.5). */

#ifndef LN_REFERENCE_NAMES_H
#define LN_REFERENCE_NAMES_H

#include "ln_core.h"


typedef struct {
    const char  *name;                  /* without `&` and `;` */
    unsigned     bare;                  /* 1: known without `;`, too */
    uint32_t     code;
    uint32_t     second;                /* a second code point; 0 for most */
} ln_reference_t;


/* Sorted by name, byte by byte.  make-references.pl writes the table. */
extern const ln_reference_t  ln_references[];
extern const size_t          ln_references_count;


#endif
