/*
 * What stands around a deflate stream: header and trailer of gzip (RFC 1952),
 * of zlib (RFC 1950), or nothing.
 */

#ifndef LN_WRAP_H
#define LN_WRAP_H

#include "html/deflate/ln_bits.h"


typedef enum {
    LN_WRAP_GZIP = 0,
    LN_WRAP_DEFLATE,                    /* zlib or raw: the first byte tells */
    LN_WRAP_ZLIB,
    LN_WRAP_RAW
} ln_wrap_kind_t;


/* Zeroed but for its kind, nothing has been read.  stage and n are of that. */
typedef struct {
    ln_wrap_kind_t  kind;
    unsigned        stage;
    unsigned        n;                  /* bytes left of a field */
    unsigned        flags;
    uint32_t        sum;                /* CRC-32 of the header so far */
    uint32_t        window;             /* bytes that a decoder has to keep */
    uint32_t        check;              /* of the trailer: CRC-32, Adler-32 */
    uint32_t        size;               /* .. and the length, of gzip */
} ln_wrap_t;


/* Begins with the next header. */
static inline void
ln_wrap_next(ln_wrap_t *wrap)
{
    wrap->stage = 0;
}


/* Bytes of the trailer. */
static inline unsigned
ln_wrap_trailer_size(const ln_wrap_t *wrap)
{
    return wrap->kind == LN_WRAP_GZIP ? 8 : wrap->kind == LN_WRAP_ZLIB ? 4 : 0;
}


/*
 * Reads a header from the bit *at on, which is that of a byte and goes on
 * behind what was read.
 *
 * LN_OK: it is read.  LN_DECLINED: more bytes are needed, call again.
 * LN_ERROR: it is none by the rules of zlib's inflate().
 */
int ln_wrap_header(ln_wrap_t *wrap, const ln_bits_t *bits, uint64_t *at);

/*
 * Reads a trailer from the first byte from the bit *at on.  LN_OK: it is read.
 * LN_DECLINED: more bytes are needed, call again.
 */
int ln_wrap_trailer(ln_wrap_t *wrap, const ln_bits_t *bits, uint64_t *at);

/* Writes a trailer of check and size; returns its bytes, 8 at most. */
unsigned ln_wrap_write_trailer(const ln_wrap_t *wrap, uint32_t check,
    uint32_t size, unsigned char *out);

/* Writes the shortest header; returns its bytes, 10 at most. */
unsigned ln_wrap_write_header(const ln_wrap_t *wrap, unsigned char *out);


#endif
