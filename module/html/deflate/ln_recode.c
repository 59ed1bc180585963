#include "html/deflate/ln_recode.h"


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
    ln_bit_writer_put(&s->writer, LN_BLOCK_FIRST(LN_BLOCK_FIXED, 0), 3);

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


void
ln_recode_pad(ln_splicer_t *s, unsigned n)
{
    if (n) {
        ln_block_write_empty(&s->writer, n);
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
    ln_block_write_stored(&s->writer, bytes, len);
    s->follower.final = 0;
}


void
ln_recode_final(ln_splicer_t *s)
{
    if (!s->follower.final) {
        ln_bit_writer_put(&s->writer, LN_BLOCK_FIRST(LN_BLOCK_FIXED, 1), 10);
        s->follower.final = 1;
    }
}
