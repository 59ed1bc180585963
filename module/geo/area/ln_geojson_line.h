/* In which line of a JSON text a value stands. */

#ifndef LN_GEOJSON_LINE_H
#define LN_GEOJSON_LINE_H

#include "ln_core.h"


/* A step into a value: to a member, or, where member is NULL, to an item. */
typedef struct {
    const char  *member;
    size_t       item;
} ln_geojson_step_t;


/*
 * The line, counted from 1, of the value at the end of n steps in a text that
 * is valid JSON.
 */
unsigned ln_geojson_line(ln_str_t text, const ln_geojson_step_t *steps,
    unsigned n);


#endif
