#include "html/deflate/ln_block.h"


#define LN_BLOCK_BEGIN    0
#define LN_BLOCK_SIZE     1             /* of a stored block */
#define LN_BLOCK_COUNTS   2             /* of codes */
#define LN_BLOCK_LENGTHS  3             /* of code lengths */
#define LN_BLOCK_CODES    4             /* of literals and distances */


static int ln_block_begin(ln_block_t *block, const ln_bits_t *bits,
    uint64_t *at);
static int ln_block_size(ln_block_t *block, const ln_bits_t *bits,
    uint64_t *at);
static int ln_block_counts(ln_block_t *block, const ln_bits_t *bits,
    uint64_t *at);
static int ln_block_lengths(ln_block_t *block, const ln_bits_t *bits,
    uint64_t *at);
static int ln_block_codes(ln_block_t *block, const ln_bits_t *bits,
    uint64_t *at);
static int ln_block_tables(ln_block_t *block);


int
ln_block_read(ln_block_t *block, const ln_bits_t *bits, uint64_t *at)
{
    int  rc;

    if (block->stage == LN_BLOCK_BEGIN) {
        rc = ln_block_begin(block, bits, at);

        if (rc != LN_OK) {
            return rc;
        }
    }

    switch (block->stage) {

    case LN_BLOCK_SIZE:
        return ln_block_size(block, bits, at);

    case LN_BLOCK_COUNTS:
        rc = ln_block_counts(block, bits, at);

        if (rc != LN_OK) {
            return rc;
        }

        /* fall through */

    case LN_BLOCK_LENGTHS:
        rc = ln_block_lengths(block, bits, at);

        if (rc != LN_OK) {
            return rc;
        }

        /* fall through */

    case LN_BLOCK_CODES:
        rc = ln_block_codes(block, bits, at);

        if (rc != LN_OK) {
            return rc;
        }

        /* fall through */

    default:
        return ln_block_tables(block);
    }
}


static int
ln_block_begin(ln_block_t *block, const ln_bits_t *bits, uint64_t *at)
{
    unsigned  value;

    if (ln_bits_get(bits, *at, 3, &value) != LN_OK) {
        return LN_DECLINED;
    }

    *at += 3;
    block->final = value & 1;
    block->type = value >> 1;

    switch (block->type) {

    case LN_BLOCK_STORED:
        block->stage = LN_BLOCK_SIZE;
        return LN_OK;

    case LN_BLOCK_FIXED:
        block->nliterals = LN_HUFFMAN_LITERALS;
        block->ndistances = LN_HUFFMAN_DISTANCES;
        ln_huffman_fixed(block->lens, block->lens + LN_HUFFMAN_LITERALS);
        block->stage = LN_BLOCK_CODES + 1;
        return LN_OK;

    case LN_BLOCK_DYNAMIC:
        block->stage = LN_BLOCK_COUNTS;
        return LN_OK;

    default:
        return LN_ERROR;
    }
}


static int
ln_block_size(ln_block_t *block, const ln_bits_t *bits, uint64_t *at)
{
    uint64_t  w, next;

    next = (*at + 7) & ~(uint64_t) 7;

    if (bits->end < next + 32) {
        return LN_DECLINED;
    }

    w = ln_bits_at(bits, next);

    if (((w ^ w >> 16) & 0xffff) != 0xffff) {
        return LN_ERROR;
    }

    *at = next + 32;
    block->stored = (unsigned) (w & 0xffff);

    return LN_OK;
}


static int
ln_block_counts(ln_block_t *block, const ln_bits_t *bits, uint64_t *at)
{
    unsigned  value;

    if (ln_bits_get(bits, *at, 14, &value) != LN_OK) {
        return LN_DECLINED;
    }

    *at += 14;
    block->nliterals = (value & 31) + 257;
    block->ndistances = (value >> 5 & 31) + 1;
    block->nlengths = (value >> 10) + 4;

    if (block->nliterals > 286 || block->ndistances > 30) {
        return LN_ERROR;
    }

    memset(block->codes, 0, sizeof(block->codes));
    block->stage = LN_BLOCK_LENGTHS;
    block->i = 0;

    return LN_OK;
}


static int
ln_block_lengths(ln_block_t *block, const ln_bits_t *bits, uint64_t *at)
{
    unsigned  value;

    static const uint8_t  order[LN_HUFFMAN_LENGTHS] = {
        16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
    };

    if (block->stage != LN_BLOCK_LENGTHS) {
        return LN_OK;
    }

    while (block->i < block->nlengths) {
        if (ln_bits_get(bits, *at, 3, &value) != LN_OK) {
            return LN_DECLINED;
        }

        *at += 3;
        block->codes[order[block->i++]] = (uint8_t) value;
    }

    block->stage = LN_BLOCK_CODES;
    block->i = 0;

    return ln_huffman_table(LN_HUFFMAN_OF_LENGTHS, block->codes,
                            LN_HUFFMAN_LENGTHS, block->lengths);
}


static int
ln_block_codes(ln_block_t *block, const ln_bits_t *bits, uint64_t *at)
{
    uint64_t            w;
    unsigned            n, total, symbol, times, used;
    ln_huffman_entry_t  entry;

    /* how often: a least number, and that of the bits that say more */

    static const uint8_t  least[3] = { 3, 3, 11 };
    static const uint8_t  extra[3] = { 2, 3, 7 };

    if (block->stage != LN_BLOCK_CODES) {
        return LN_OK;
    }

    total = block->nliterals + block->ndistances;

    while (block->i < total) {
        w = ln_bits_at(bits, *at);
        entry = block->lengths[w & ((1u << LN_HUFFMAN_LENGTH_BITS) - 1)];
        symbol = ln_huffman_value(entry);
        used = ln_huffman_bits(entry);
        n = symbol < 16 ? 0 : extra[symbol - 16];

        if (bits->end - *at < used + n) {
            return LN_DECLINED;
        }

        if (entry & LN_HUFFMAN_ODD) {
            return LN_ERROR;
        }

        *at += used + n;

        if (symbol < 16) {
            block->lens[block->i++] = (uint8_t) symbol;
            continue;
        }

        times = least[symbol - 16] + (unsigned) (w >> used & ((1u << n) - 1));

        if ((symbol == 16 && block->i == 0) || times > total - block->i) {
            return LN_ERROR;
        }

        memset(block->lens + block->i,
               symbol == 16 ? block->lens[block->i - 1] : 0, times);
        block->i += times;
    }

    block->stage = LN_BLOCK_CODES + 1;

    return LN_OK;
}


static int
ln_block_tables(ln_block_t *block)
{
    if (block->lens[LN_HUFFMAN_END] == 0
        || ln_huffman_table(LN_HUFFMAN_OF_LITERALS, block->lens,
                            block->nliterals, block->literals)
           != LN_OK)
    {
        return LN_ERROR;
    }

    return ln_huffman_table(LN_HUFFMAN_OF_DISTANCES, ln_block_distances(block),
                            block->ndistances, block->distances);
}


/*
 * An empty block of fixed codes has 10 bits.  That of dynamic codes has 99: the
 * codes of 254, 255 and the end of block are 0, 10 and 11, two distances have a
 * bit each, and of the code lengths 18 is 0, 1 is 10 and 2 is 11.
 */

void
ln_block_write_empty(ln_bit_writer_t *writer, unsigned n)
{
    unsigned  i;

    static const struct {
        uint16_t  bits;
        uint8_t   n;
    } odd[] = {
        { LN_BLOCK_FIRST(LN_BLOCK_DYNAMIC, 0), 3 },
        { 0, 5 }, { 1, 5 }, { 14, 4 },          /* 257, 2 and 18 codes */
        { 0, 6 }, { 1, 3 },                     /* 16, 17; 18 */
        { 0, 12 }, { 0, 12 }, { 0, 12 },        /* 0 .. 13 */
        { 2, 3 }, { 0, 3 }, { 2, 3 },           /* 2, 14, 1 */
        { 127 << 1, 8 }, { 105 << 1, 8 },       /* 138 and 116 times none */
        { 1, 2 }, { 3, 2 }, { 3, 2 },           /* 254, 255, end of block */
        { 1, 2 }, { 1, 2 },                     /* two distances */
        { 3, 2 }                                /* end of block */
    };

    if (n & 1) {
        for (i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
            ln_bit_writer_put(writer, odd[i].bits, odd[i].n);
        }

        n = (n - 3) & 7;
    }

    for ( /* void */ ; n; n = (n - 2) & 7) {
        ln_bit_writer_put(writer, LN_BLOCK_FIRST(LN_BLOCK_FIXED, 0), 10);
    }
}


void
ln_block_write_stored(ln_bit_writer_t *writer, const unsigned char *bytes,
    size_t len)
{
    ln_block_write_stored_header(writer, 0, len);

    if (len) {
        ln_bit_writer_bytes(writer, bytes, len);
    }
}


void
ln_block_write_stored_header(ln_bit_writer_t *writer, unsigned final,
    size_t len)
{
    ln_bit_writer_put(writer, LN_BLOCK_FIRST(LN_BLOCK_STORED, final), 3);
    ln_bit_writer_align(writer);
    ln_bit_writer_put(writer, (uint32_t) (len | (~len & 0xffff) << 16), 32);
}
