/*
 * What the tokenizer reads: a page's bytes or, in UTF-16, a byte for each code
 * unit, of which those that are not ASCII are of two kinds only.  So are the
 * bytes of ISO-2022-JP that an escape sequence has made other than ASCII.  A
 * BOM is passed over.
 */

#ifndef LN_UNIT_H
#define LN_UNIT_H

#include "html/charset/ln_charset.h"


#define LN_UNIT_OTHER   0x80
#define LN_UNIT_SECOND  0x81            /* the second unit of a character */


/* begin comes once, before the first units; offset counts in units. */
typedef struct {
    void  (*begin)(void *ctx, uint64_t offset);
    void  (*units)(void *ctx, const unsigned char *p, size_t len);
    void   *ctx;
} ln_units_listener_t;


/* What the bytes of ISO-2022-JP are since the last escape sequence. */
typedef enum {
    LN_UNITS_PLAIN = 0,                 /* ASCII; all other encodings */
    LN_UNITS_ROMAN,                     /* ASCII but for two characters */
    LN_UNITS_OTHER
} ln_units_shift_t;


typedef struct {
    ln_units_listener_t  listener;
    unsigned             width;         /* bytes of a unit */
    unsigned             big:1;         /* UTF-16BE */
    unsigned             escapes:1;     /* ISO-2022-JP */
    unsigned             begun:1;
    ln_units_shift_t     shift;
    unsigned             held;          /* of head */
    unsigned char        head[4];       /* a BOM, half a unit, an escape */
} ln_units_t;


void ln_units_init(ln_units_t *units, const ln_units_listener_t *listener);
void ln_units_charset(ln_units_t *units, ln_charset_t charset);
void ln_units_feed(ln_units_t *units, const unsigned char *p, size_t len);

/* The page is over: what was held for a BOM or an escape was none. */
void ln_units_end(ln_units_t *units);


#endif
