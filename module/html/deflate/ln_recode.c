#include "html/deflate/ln_recode.h"


/* A block's first three bits: BFINAL and BTYPE. */
#define LN_RECODE_HEADER(type, final)  ((unsigned) (type) << 1 | (final))


static int ln_recode_codes(ln_splicer_t *s);
static int ln_recode_own(ln_splicer_t *s);
static void ln_recode_fixed(ln_splicer_t *s);
static unsigned ln_recode_takes(const ln_codes_t *codes, unsigned len,
    unsigned distance);
static void ln_recode_put(ln_bit_writer_t *writer, const ln_codes_t *codes,
    unsigned len, unsigned distance);


int
ln_recode_know(ln_splicer_t *s)
{
    uint64_t        at;
    ln_follower_t  *f;

    f = &s->follower;

    if (f->known) {
        return LN_OK;
    }

    at = f->header_at;
    ln_block_next(&f->block);

    if (ln_block_read(&f->block, &f->header, &at) != LN_OK) {
        return LN_ERROR;
    }

    f->known = 1;

    return LN_OK;
}


/* The codes of the follower's block. */

static int
ln_recode_codes(ln_splicer_t *s)
{
    ln_codes_t     *own;
    ln_follower_t  *f;

    f = &s->follower;
    own = &f->own;

    if (own->made) {
        return LN_OK;
    }

    if (ln_recode_know(s) != LN_OK) {
        return LN_ERROR;
    }

    memset(own, 0, sizeof(ln_codes_t));
    memcpy(own->literal_lens, f->block.lens, f->block.nliterals);
    memcpy(own->distance_lens, ln_block_distances(&f->block),
           f->block.ndistances);

    ln_huffman_codes(own->literal_lens, LN_HUFFMAN_LITERALS, own->literals);
    ln_huffman_codes(own->distance_lens, LN_HUFFMAN_DISTANCES, own->distances);

    own->made = 1;

    return LN_OK;
}


void
ln_recode_open(ln_splicer_t *s, unsigned final)
{
    ln_follower_t  *f;

    f = &s->follower;

    ln_bit_writer_put(&s->writer, final, 1);
    ln_bit_writer_copy(&s->writer, &f->header, f->header_at + 1,
                       f->header.end);

    f->open = LN_OPEN_OWN;
    f->final = final;
}


int
ln_recode_close(ln_splicer_t *s)
{
    ln_codes_t     *codes;
    ln_follower_t  *f;

    f = &s->follower;

    if (f->open == LN_OPEN_NONE) {
        return LN_OK;
    }

    if (f->open == LN_OPEN_OWN && ln_recode_codes(s) != LN_OK) {
        return LN_ERROR;
    }

    codes = f->open == LN_OPEN_OWN ? &f->own : &f->fixed;

    ln_bit_writer_put(&s->writer, codes->literals[LN_HUFFMAN_END],
                      codes->literal_lens[LN_HUFFMAN_END]);
    f->open = LN_OPEN_NONE;

    return LN_OK;
}


static int
ln_recode_own(ln_splicer_t *s)
{
    if (s->follower.open != LN_OPEN_OWN) {
        if (ln_recode_close(s) != LN_OK) {
            return LN_ERROR;
        }

        ln_recode_open(s, 0);
    }

    return LN_OK;
}


static void
ln_recode_fixed(ln_splicer_t *s)
{
    ln_codes_t     *fixed;
    ln_follower_t  *f;

    f = &s->follower;
    fixed = &f->fixed;

    if (f->open == LN_OPEN_FIXED) {
        return;
    }

    if (!fixed->made) {
        ln_huffman_fixed(fixed->literal_lens, fixed->distance_lens);
        ln_huffman_codes(fixed->literal_lens, LN_HUFFMAN_LITERALS,
                         fixed->literals);
        ln_huffman_codes(fixed->distance_lens, LN_HUFFMAN_DISTANCES,
                         fixed->distances);
        fixed->made = 1;
    }

    /* its own codes are made: they lack one */

    (void) ln_recode_close(s);
    ln_bit_writer_put(&s->writer, LN_RECODE_HEADER(LN_BLOCK_FIXED, 0), 3);

    f->open = LN_OPEN_FIXED;
    f->final = 0;
    f->detours++;
}


int
ln_recode_verbatim(ln_splicer_t *s, uint64_t from, uint64_t to)
{
    if (from == to) {
        return LN_OK;
    }

    if (ln_recode_own(s) != LN_OK) {
        return LN_ERROR;
    }

    ln_bit_writer_copy(&s->writer, &s->bits, from, to);

    return LN_OK;
}


int
ln_recode_literal(ln_splicer_t *s, unsigned literal)
{
    unsigned char  byte;

    byte = (unsigned char) literal;

    return ln_recode_copy(s, 1, 0, &byte);
}


int
ln_recode_copy(ln_splicer_t *s, unsigned len, uint64_t distance,
    const unsigned char *bytes)
{
    unsigned        i, copy, own;
    ln_codes_t     *codes;
    ln_follower_t  *f;

    f = &s->follower;

    if (ln_recode_codes(s) != LN_OK) {
        return LN_ERROR;
    }

    copy = len >= 3 && distance <= ln_recode_window(s);
    own = f->detours < LN_RECODE_DETOURS && f->open != LN_OPEN_FIXED;

    if (own && copy) {
        own = ln_recode_takes(&f->own, len, (unsigned) distance);
    }

    for (i = 0; own && !copy && i < len; i++) {
        own = f->own.literal_lens[bytes[i]];
    }

    if (own) {
        if (ln_recode_own(s) != LN_OK) {
            return LN_ERROR;
        }

    } else {
        ln_recode_fixed(s);
    }

    codes = own ? &f->own : &f->fixed;

    if (copy) {
        ln_recode_put(&s->writer, codes, len, (unsigned) distance);
        return LN_OK;
    }

    for (i = 0; i < len; i++) {
        ln_bit_writer_put(&s->writer, codes->literals[bytes[i]],
                          codes->literal_lens[bytes[i]]);
    }

    return LN_OK;
}


uint32_t
ln_recode_window(const ln_splicer_t *s)
{
    return s->wrap.window;
}


static unsigned
ln_recode_takes(const ln_codes_t *codes, unsigned len, unsigned distance)
{
    return codes->literal_lens[ln_huffman_length_symbol(len)]
           && codes->distance_lens[ln_huffman_distance_symbol(distance)];
}


static void
ln_recode_put(ln_bit_writer_t *writer, const ln_codes_t *codes, unsigned len,
    unsigned distance)
{
    unsigned  symbol, base, extra;

    symbol = ln_huffman_length_symbol(len);
    base = ln_huffman_length_base(symbol, &extra);
    ln_bit_writer_put(writer, codes->literals[symbol],
                      codes->literal_lens[symbol]);
    ln_bit_writer_put(writer, len - base, extra);

    symbol = ln_huffman_distance_symbol(distance);
    base = ln_huffman_distance_base(symbol, &extra);
    ln_bit_writer_put(writer, codes->distances[symbol],
                      codes->distance_lens[symbol]);
    ln_bit_writer_put(writer, distance - base, extra);
}


/*
 * An empty block of fixed codes has 10 bits.  That of dynamic codes has 99: the
 * codes of 254, 255 and the end of block are 0, 10 and 11, two distances have a
 * bit each, and of the code lengths 18 is 0, 1 is 10 and 2 is 11.
 */

void
ln_recode_pad(ln_splicer_t *s, unsigned n)
{
    unsigned  i;

    static const struct {
        uint16_t  bits;
        uint8_t   n;
    } odd[] = {
        { LN_RECODE_HEADER(LN_BLOCK_DYNAMIC, 0), 3 },
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
            ln_bit_writer_put(&s->writer, odd[i].bits, odd[i].n);
        }

        n = (n - 3) & 7;
        s->follower.final = 0;
    }

    for ( /* void */ ; n; n = (n - 2) & 7) {
        ln_bit_writer_put(&s->writer, LN_RECODE_HEADER(LN_BLOCK_FIXED, 0), 10);
        s->follower.final = 0;
    }
}


void
ln_recode_align(ln_splicer_t *s)
{
    if (s->writer.n) {
        ln_recode_stored(s, NULL, 0);
    }
}


void
ln_recode_stored(ln_splicer_t *s, const unsigned char *bytes, size_t len)
{
    ln_bit_writer_put(&s->writer, LN_RECODE_HEADER(LN_BLOCK_STORED, 0), 3);
    ln_bit_writer_align(&s->writer);
    ln_bit_writer_put(&s->writer, (uint32_t) (len | (~len & 0xffff) << 16), 32);

    if (len) {
        ln_bit_writer_bytes(&s->writer, bytes, len);
    }

    s->follower.final = 0;
}


void
ln_recode_final(ln_splicer_t *s)
{
    if (!s->follower.final) {
        ln_bit_writer_put(&s->writer, LN_RECODE_HEADER(LN_BLOCK_FIXED, 1), 10);
        s->follower.final = 1;
    }
}
