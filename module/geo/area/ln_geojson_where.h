/* In which line of a JSON text a value stands. */

#ifndef LN_GEOJSON_WHERE_H
#define LN_GEOJSON_WHERE_H

#include "ln_core.h"


/* From a value to one within it: a member's value, or with NULL an item. */
typedef struct {
    const char  *member;
    size_t       item;
} ln_geojson_step_t;


/* The line, from 1, of the value at the end of n steps in a valid text. */
unsigned ln_geojson_line(ln_str_t text, const ln_geojson_step_t *steps,
    unsigned n);


#endif
