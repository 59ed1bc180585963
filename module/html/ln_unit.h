/*
 * What the tokenizer reads: a page's bytes or, in UTF-16, a byte for each
 * code unit, of which all that are not ASCII are alike.  A BOM is passed over.
 */

#ifndef LN_UNIT_H
#define LN_UNIT_H

#include "ln_charset.h"


/* begin comes once, before the first units; offset counts in units. */
typedef struct {
    void  (*begin)(void *ctx, uint64_t offset);
    void  (*units)(void *ctx, const unsigned char *p, size_t len);
    void   *ctx;
} ln_units_listener_t;


typedef struct {
    ln_units_listener_t  listener;
    unsigned             width;         /* bytes of a unit */
    unsigned             big:1;         /* UTF-16BE */
    unsigned             begun:1;
    unsigned             held;          /* of head */
    unsigned char        head[4];       /* a BOM so far, or half a unit */
} ln_units_t;


void ln_units_init(ln_units_t *units, const ln_units_listener_t *listener);
void ln_units_charset(ln_units_t *units, ln_charset_t charset);
void ln_units_feed(ln_units_t *units, const unsigned char *p, size_t len);

/* The page is over: what was held for a BOM was none. */
void ln_units_end(ln_units_t *units);


#endif
