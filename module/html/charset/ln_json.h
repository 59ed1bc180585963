/*
 * The beginning of a JSON text (RFC 8259), read byte by byte: whether all bytes
 * so far begin one, and whether the last of them stands in a string.  A call
 * around it is skipped: `name(`, as JSONP has it.
 */

#ifndef LN_JSON_H
#define LN_JSON_H

#include "ln_core.h"


/* What is nested deeper is no JSON. */
#define LN_JSON_DEPTH  32


typedef struct {
    unsigned     state;
    unsigned     depth;
    uint32_t     objects;               /* a bit a level; else an array */
    unsigned     key:1;                 /* the string is the name of a member */
    const char  *literal;               /* what is left of it */
} ln_json_t;


/* The next byte of a text, whose json is zeroed before the first. */
void ln_json_feed(ln_json_t *json, unsigned char c);

/* 1 if the next byte is within a string of an object or an array. */
int ln_json_in_string(const ln_json_t *json);


#endif
