/*
 * The header of a block of deflate (RFC 1951, 3.2.3), and what it says; and the
 * blocks that are written without an encoder.
 */

#ifndef LN_BLOCK_H
#define LN_BLOCK_H

#include "html/deflate/ln_bit_writer.h"
#include "html/deflate/ln_huffman.h"


typedef enum {
    LN_BLOCK_STORED = 0,
    LN_BLOCK_FIXED,
    LN_BLOCK_DYNAMIC
} ln_block_type_t;

/* A block's first three bits: BFINAL and BTYPE. */
#define LN_BLOCK_FIRST(type, final)  ((unsigned) (type) << 1 | (final))

/* Bits of the longest header: of 316 codes, each said by 7 bits and 7 more. */
#define LN_BLOCK_HEADER_BITS  (3 + 14 + 19 * 3 + 316 * 14)


/*
 * What a header says.  Zeroed, no header has been read.  stage and i are
 * of the reading.
 */
typedef struct {
    unsigned            stage;
    unsigned            i;
    unsigned            final;          /* BFINAL */
    ln_block_type_t     type;
    unsigned            stored;         /* bytes of a stored block */
    unsigned            nliterals;
    unsigned            ndistances;
    unsigned            nlengths;
    uint8_t             lens[LN_HUFFMAN_LITERALS + LN_HUFFMAN_DISTANCES];
    uint8_t             codes[LN_HUFFMAN_LENGTHS];
    ln_huffman_entry_t  lengths[LN_HUFFMAN_LENGTH_SIZE];
    ln_huffman_entry_t  literals[LN_HUFFMAN_LITERAL_SIZE];
    ln_huffman_entry_t  distances[LN_HUFFMAN_DISTANCE_SIZE];
} ln_block_t;


/* Begins with the next header. */
static inline void
ln_block_next(ln_block_t *block)
{
    block->stage = 0;
}


/* The lengths of the codes of distances; those of literals are at lens. */
static inline const uint8_t *
ln_block_distances(const ln_block_t *block)
{
    return block->lens + block->nliterals;
}


/*
 * Reads a header from the bit *at on, which goes on behind what was read.
 *
 * LN_OK: it has been read, the block's first symbol or byte is at *at.
 * LN_DECLINED: more bits are needed, call again.  LN_ERROR: it is corrupt by
 * the rules of zlib's inflate().
 */
int ln_block_read(ln_block_t *block, const ln_bits_t *bits, uint64_t *at);

/* Writes empty blocks of n bits in all, modulo 8. */
void ln_block_write_empty(ln_bit_writer_t *writer, unsigned n);

/* Writes a stored block of bytes, 65535 at most. */
void ln_block_write_stored(ln_bit_writer_t *writer, const unsigned char *bytes,
    size_t len);

/* Writes the header of a stored block of len bytes, 65535 at most. */
void ln_block_write_stored_header(ln_bit_writer_t *writer, unsigned final,
    size_t len);


#endif
