/* Bits that are written, the lowest of a byte first. */

#ifndef LN_BIT_WRITER_H
#define LN_BIT_WRITER_H

#include "html/deflate/ln_bits.h"


#define LN_BIT_WRITER_ROOM  4096


/* Takes what was written.  LN_OK, or LN_ERROR, which is handed on. */
typedef int (*ln_bit_writer_pt)(void *data, const unsigned char *bytes,
    size_t len);

/* Zeroed but for write and data, nothing has been written. */
typedef struct {
    ln_bit_writer_pt  write;
    void             *data;
    uint64_t          word;             /* n bits that are not in bytes yet */
    unsigned          n;                /* less than 8 between calls */
    size_t            used;
    int               failed;           /* write() was not LN_OK */
    unsigned char     bytes[LN_BIT_WRITER_ROOM + LN_BITS_SLACK];
} ln_bit_writer_t;


/* Writes the lowest n bits, 32 at most; those above are 0. */
void ln_bit_writer_put(ln_bit_writer_t *writer, uint32_t bits, unsigned n);

/* Writes the bits from .. to - 1. */
void ln_bit_writer_copy(ln_bit_writer_t *writer, const ln_bits_t *bits,
    uint64_t from, uint64_t to);

/* Writes bytes; the last one is full. */
void ln_bit_writer_bytes(ln_bit_writer_t *writer, const unsigned char *bytes,
    size_t len);

/* Fills the last byte with zeros. */
void ln_bit_writer_align(ln_bit_writer_t *writer);

/* Hands on all whole bytes. */
int ln_bit_writer_flush(ln_bit_writer_t *writer);


#endif
