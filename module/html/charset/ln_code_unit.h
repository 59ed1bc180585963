/*
 * Code units: what the tokenizer reads instead of a page's bytes.
 *
 * A code unit is one byte, except in UTF-16, where it is two (Infra Standard,
 * 4.6).  The tokenizer looks for ASCII only.  So each code unit becomes one
 * byte: an ASCII character as itself, any other as LN_CODE_UNIT_OTHER or
 * LN_CODE_UNIT_SECOND.  In ISO-2022-JP the bytes that an escape sequence has
 * made other than ASCII become LN_CODE_UNIT_OTHER, too.  In all other
 * encodings bytes pass as they are.  A BOM is left out.
 */

#ifndef LN_CODE_UNIT_H
#define LN_CODE_UNIT_H

#include "html/charset/ln_charset.h"


#define LN_CODE_UNIT_OTHER   0x80
#define LN_CODE_UNIT_SECOND  0x81       /* the second of a surrogate pair */


/*
 * The listener takes the code units.  begin() is called once, before the first
 * units(); offset is where the page begins after its BOM, in code units.
 */
typedef struct {
    void  (*begin)(void *ctx, uint64_t offset);
    void  (*units)(void *ctx, const unsigned char *p, size_t len);
    void   *ctx;
} ln_code_units_listener_t;


/* What the last escape sequence of ISO-2022-JP has switched to. */
typedef enum {
    LN_CODE_UNITS_PLAIN = 0,            /* ASCII; all other encodings */
    LN_CODE_UNITS_ROMAN,                /* ASCII but for two characters */
    LN_CODE_UNITS_OTHER
} ln_code_units_shift_t;


typedef struct {
    ln_code_units_listener_t  listener;
    unsigned                  width;    /* bytes of a code unit: 1 or 2 */
    unsigned                  big:1;    /* UTF-16BE */
    unsigned                  escapes:1; /* ISO-2022-JP */
    unsigned                  unsaid:1; /* the page may still say that */
    unsigned                  begun:1;
    ln_code_units_shift_t     shift;
    unsigned                  held;     /* of head */
    unsigned char             head[4];  /* a BOM, half a unit, an escape */
} ln_code_units_t;


void ln_code_units_init(ln_code_units_t *units,
    const ln_code_units_listener_t *listener);

/* The page's encoding, before the first byte is fed. */
void ln_code_units_charset(ln_code_units_t *units, ln_charset_t charset);

/*
 * The page has said no encoding, and may still say ISO-2022-JP.  Then the
 * listener calls ln_code_units_said() from within units(), and the next escape
 * sequence counts.
 */
void ln_code_units_unsaid(ln_code_units_t *units);
void ln_code_units_said(ln_code_units_t *units, ln_charset_t charset);

/* Takes the next len bytes of the page. */
void ln_code_units_feed(ln_code_units_t *units, const unsigned char *p,
    size_t len);

/*
 * The page is over.  Bytes that were held, as they might have begun a BOM or an
 * escape sequence, are passed on.
 */
void ln_code_units_end(ln_code_units_t *units);


#endif
