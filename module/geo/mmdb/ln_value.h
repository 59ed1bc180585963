/* One verified value of a MaxMind DB section, as it is read. */

#ifndef LN_VALUE_H
#define LN_VALUE_H

#include "geo/mmdb/ln_mmdb.h"


typedef struct {
    unsigned   type;                    /* LN_MMDB_* */
    ln_str_t   text;                    /* of a text, else empty */
    double     number;                  /* of a number or boolean, else 0 */
    size_t     items;                   /* of a map or array */
    size_t     at;                      /* of its first item */
} ln_value_t;


/*
 * Reads the value at offset at, or the one that it points at.  Returns the
 * offset behind it, or 0 for a map or array that lies there itself.
 */
size_t ln_value_read(const ln_mmdb_section_t *s, size_t at, ln_value_t *value);

/*
 * The number that a value is; some layouts write it as text.  LN_DECLINED
 * when it is none ("" among them).
 */
int ln_value_number(const ln_value_t *value, double *number);


#endif
