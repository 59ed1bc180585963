/* One value of a MaxMind DB section, as it is read. */

#ifndef LN_VALUE_H
#define LN_VALUE_H

#include "geo/mmdb/ln_mmdb.h"


typedef struct {
    unsigned   type;                    /* LN_MMDB_* */
    ln_str_t   text;                    /* of a text, else empty */
    double     number;                  /* of a number or boolean, else 0 */
    size_t     items;                   /* of a map or array */
    size_t     at;                      /* offset of its first item */
} ln_value_t;


/*
 * Reads the value at offset at; where a pointer lies there, the value that it
 * points at.  The section is verified, value->text points into it.  Returns the
 * offset after the bytes at `at`.  For a map or an array it returns 0: where
 * that ends is known only when its items have been read.
 */
size_t ln_value_read(const ln_mmdb_section_t *s, size_t at, ln_value_t *value);

/*
 * The number that a value is; some databases write numbers as texts.
 * LN_DECLINED when the value is no number; "" is none.
 */
int ln_value_number(const ln_value_t *value, double *number);


#endif
