/*
 * The fast runs keep up to 63 bits in a word.  What a run takes from it before
 * it is filled again has at most 48 bits: a length of 15 and 5, a distance of
 * 15 and 13.  Near the input's end symbols are read one by one.
 */

#include "html/deflate/ln_symbols.h"


/* Bits that are at hand: n of them, the next ones from in on. */
typedef struct {
    uint64_t              w;
    unsigned              n;
    const unsigned char  *in;
} ln_symbols_bits_t;


/* Fills it up to 56 bits or more; those above n are right, too. */
#define ln_symbols_fill(b)                                                    \
    do {                                                                      \
        (b).w |= ln_bits_load((b).in) << (b).n;                               \
        (b).in += (63 - (b).n) >> 3;                                          \
        (b).n |= 56;                                                          \
    } while (0)

#define ln_symbols_take(b, e)                                                 \
    do {                                                                      \
        (b).w >>= ln_huffman_bits(e);                                         \
        (b).n -= ln_huffman_bits(e);                                          \
    } while (0)

#define ln_symbols_literal(block, w)                                          \
    ((block)->literals[(w) & ((1u << LN_HUFFMAN_LITERAL_BITS) - 1)])


static ln_symbols_rc_t ln_symbols_inflate_fast(const ln_block_t *block,
    const ln_bits_t *bits, uint64_t *at, ln_history_t *history, uint64_t until);
static ln_symbols_rc_t ln_symbols_skip_fast(const ln_block_t *block,
    const ln_bits_t *bits, uint64_t *at, ln_symbols_span_t *span);


/* A run goes on while so many bytes of input are left: it loads 8 twice. */
#define LN_SYMBOLS_AHEAD  16


static inline ln_huffman_entry_t
ln_symbols_link(const ln_huffman_entry_t *table, ln_huffman_entry_t e,
    uint64_t w)
{
    return table[ln_huffman_value(e)
                 + (w >> ln_huffman_bits(e)
                    & ((1u << ln_huffman_code(e)) - 1))];
}


static inline ln_huffman_entry_t
ln_symbols_distance(const ln_block_t *block, uint64_t w)
{
    ln_huffman_entry_t  e;

    e = block->distances[w & ((1u << LN_HUFFMAN_DISTANCE_BITS) - 1)];

    return ln_unlikely(e & LN_HUFFMAN_LINK)
           ? ln_symbols_link(block->distances, e, w) : e;
}


/* The base with the extra bits, which stand in w behind the code. */

static inline unsigned
ln_symbols_value(ln_huffman_entry_t e, uint64_t w)
{
    return ln_huffman_value(e)
           + (unsigned) ((w & (((uint64_t) 1 << ln_huffman_bits(e)) - 1))
                         >> ln_huffman_code(e));
}


static inline void
ln_symbols_begin(ln_symbols_bits_t *b, const ln_bits_t *bits, uint64_t at)
{
    b->in = ln_bits_byte(bits, at);
    b->w = ln_bits_load(b->in) >> (at & 7);
    b->in += 7;
    b->n = 56 - (unsigned) (at & 7);
}


static inline uint64_t
ln_symbols_at(const ln_symbols_bits_t *b, const ln_bits_t *bits)
{
    return bits->first + ((uint64_t) (b->in - bits->data) << 3) - b->n;
}


/* Where a run from `at` ends; NULL: it is too near. */

static inline const unsigned char *
ln_symbols_last(const ln_bits_t *bits, uint64_t at)
{
    if (bits->end - at < (LN_SYMBOLS_AHEAD + 8) * 8) {
        return NULL;
    }

    return bits->data + ((bits->end - bits->first) >> 3) - LN_SYMBOLS_AHEAD;
}


ln_symbols_rc_t
ln_symbols_one(const ln_block_t *block, const ln_bits_t *bits, uint64_t at,
    ln_symbol_t *symbol)
{
    uint64_t            w, left;
    unsigned            used;
    ln_huffman_entry_t  e;

    w = ln_bits_at(bits, at);
    left = bits->end - at;

    e = ln_symbols_literal(block, w);

    if (e & LN_HUFFMAN_LINK) {
        e = ln_symbols_link(block->literals, e, w);
    }

    used = ln_huffman_bits(e);

    if (used > left) {
        return LN_SYMBOLS_MORE;
    }

    symbol->end = at + used;
    symbol->distance = 0;
    symbol->len = 1;
    symbol->literal = ln_huffman_value(e);

    if (e & LN_HUFFMAN_LITERAL) {
        return LN_SYMBOLS_STOPPED;
    }

    if (e & LN_HUFFMAN_ODD) {
        return (e & LN_HUFFMAN_STOP) ? LN_SYMBOLS_END : LN_SYMBOLS_BAD;
    }

    symbol->len = ln_symbols_value(e, w);

    w >>= used;
    e = ln_symbols_distance(block, w);
    used += ln_huffman_bits(e);

    if (used > left) {
        return LN_SYMBOLS_MORE;
    }

    if (e & LN_HUFFMAN_ODD) {
        return LN_SYMBOLS_BAD;
    }

    symbol->distance = ln_symbols_value(e, w);
    symbol->end = at + used;

    return LN_SYMBOLS_STOPPED;
}


ln_symbols_rc_t
ln_symbols_inflate(const ln_block_t *block, const ln_bits_t *bits, uint64_t *at,
    ln_history_t *history, uint64_t until)
{
    ln_symbol_t       symbol;
    unsigned char    *out;
    ln_symbols_rc_t   rc;

    rc = ln_symbols_inflate_fast(block, bits, at, history, until);

    while (rc == LN_SYMBOLS_MORE && history->last < until) {

        rc = ln_symbols_one(block, bits, *at, &symbol);

        if (rc == LN_SYMBOLS_END) {
            *at = symbol.end;
        }

        if (rc != LN_SYMBOLS_STOPPED) {
            return rc;
        }

        if (symbol.distance > history->last - history->start) {
            return LN_SYMBOLS_BAD;
        }

        out = ln_history_at(history, history->last);

        if (symbol.distance) {
            ln_history_copy(out, symbol.len, symbol.distance);

        } else {
            *out = (unsigned char) symbol.literal;
        }

        history->last += symbol.len;
        *at = symbol.end;
        rc = LN_SYMBOLS_MORE;
    }

    return rc == LN_SYMBOLS_MORE ? LN_SYMBOLS_STOPPED : rc;
}


/* MORE: the input's end is near, or what is wanted is there. */

static ln_symbols_rc_t
ln_symbols_inflate_fast(const ln_block_t *block, const ln_bits_t *bits,
    uint64_t *at, ln_history_t *history, uint64_t until)
{
    unsigned              len, distance;
    unsigned char        *out, *stop, *floor;
    ln_symbols_rc_t       rc;
    ln_symbols_bits_t     b;
    ln_huffman_entry_t    e;
    const unsigned char  *last;

    last = ln_symbols_last(bits, *at);
    if (last == NULL) {
        return LN_SYMBOLS_MORE;
    }

    out = ln_history_at(history, history->last);
    stop = history->last < until ? out + (until - history->last) : out;
    floor = history->start > history->first
            ? ln_history_at(history, history->start) : history->data;

    ln_symbols_begin(&b, bits, *at);
    rc = LN_SYMBOLS_MORE;

    while (out < stop && b.in < last) {
        ln_symbols_fill(b);
        e = ln_symbols_literal(block, b.w);

        if (e & LN_HUFFMAN_LITERAL) {
            ln_symbols_take(b, e);
            *out++ = (unsigned char) (e >> 16);
            e = ln_symbols_literal(block, b.w);

            if (e & LN_HUFFMAN_LITERAL) {
                ln_symbols_take(b, e);
                *out++ = (unsigned char) (e >> 16);
                e = ln_symbols_literal(block, b.w);

                if (e & LN_HUFFMAN_LITERAL) {
                    ln_symbols_take(b, e);
                    *out++ = (unsigned char) (e >> 16);
                    continue;
                }
            }

            ln_symbols_fill(b);
        }

        if (ln_unlikely(e & LN_HUFFMAN_ODD)) {

            if (e & LN_HUFFMAN_LINK) {
                e = ln_symbols_link(block->literals, e, b.w);
            }

            if (e & LN_HUFFMAN_LITERAL) {
                ln_symbols_take(b, e);
                *out++ = (unsigned char) (e >> 16);
                continue;
            }

            if (e & LN_HUFFMAN_STOP) {
                ln_symbols_take(b, e);
                rc = LN_SYMBOLS_END;
                break;
            }

            if (e & LN_HUFFMAN_ODD) {
                rc = LN_SYMBOLS_BAD;
                break;
            }
        }

        len = ln_symbols_value(e, b.w);
        ln_symbols_take(b, e);
        e = ln_symbols_distance(block, b.w);

        if (ln_unlikely(e & LN_HUFFMAN_ODD)) {
            rc = LN_SYMBOLS_BAD;
            break;
        }

        distance = ln_symbols_value(e, b.w);
        ln_symbols_take(b, e);

        if (ln_unlikely((size_t) distance > (size_t) (out - floor))) {
            rc = LN_SYMBOLS_BAD;
            break;
        }

        ln_history_copy(out, len, distance);
        out += len;
    }

    history->last = history->first + (uint64_t) (out - history->data);
    *at = ln_symbols_at(&b, bits);

    return rc;
}


ln_symbols_rc_t
ln_symbols_skip(const ln_block_t *block, const ln_bits_t *bits, uint64_t *at,
    ln_symbols_span_t *span)
{
    ln_symbol_t      symbol;
    ln_symbols_rc_t  rc;

    rc = ln_symbols_skip_fast(block, bits, at, span);

    while (rc == LN_SYMBOLS_MORE) {

        rc = ln_symbols_one(block, bits, *at, &symbol);

        if (rc == LN_SYMBOLS_END) {
            *at = symbol.end;
        }

        if (rc != LN_SYMBOLS_STOPPED) {
            return rc;
        }

        if (symbol.len > span->until - span->offset) {
            return LN_SYMBOLS_STOPPED;
        }

        if (symbol.distance > span->offset - span->floor) {
            return LN_SYMBOLS_BEYOND;
        }

        span->offset += symbol.len;
        *at = symbol.end;
        rc = LN_SYMBOLS_MORE;
    }

    return rc;
}


/* MORE: the end of the input or of the span is near, or a copy is BEYOND. */

static ln_symbols_rc_t
ln_symbols_skip_fast(const ln_block_t *block, const ln_bits_t *bits,
    uint64_t *at, ln_symbols_span_t *span)
{
    unsigned              len, before;
    uint64_t              passed, most, reach;
    ln_symbols_rc_t       rc;
    ln_symbols_bits_t     b;
    ln_huffman_entry_t    e;
    const unsigned char  *last;

    last = ln_symbols_last(bits, *at);

    if (last == NULL
        || span->until - span->offset < LN_HISTORY_SYMBOL + 2)
    {
        return LN_SYMBOLS_MORE;
    }

    most = span->until - span->offset - LN_HISTORY_SYMBOL - 2;
    reach = span->offset - span->floor;
    passed = 0;

    ln_symbols_begin(&b, bits, *at);
    rc = LN_SYMBOLS_MORE;

    while (passed <= most && b.in < last) {
        ln_symbols_fill(b);
        e = ln_symbols_literal(block, b.w);

        if (e & LN_HUFFMAN_LITERAL) {
            ln_symbols_take(b, e);
            passed++;
            e = ln_symbols_literal(block, b.w);

            if (e & LN_HUFFMAN_LITERAL) {
                ln_symbols_take(b, e);
                passed++;
                e = ln_symbols_literal(block, b.w);

                if (e & LN_HUFFMAN_LITERAL) {
                    ln_symbols_take(b, e);
                    passed++;
                    continue;
                }
            }

            ln_symbols_fill(b);
        }

        if (ln_unlikely(e & LN_HUFFMAN_ODD)) {

            if (e & LN_HUFFMAN_LINK) {
                e = ln_symbols_link(block->literals, e, b.w);
            }

            if (e & LN_HUFFMAN_LITERAL) {
                ln_symbols_take(b, e);
                passed++;
                continue;
            }

            if (e & LN_HUFFMAN_STOP) {
                ln_symbols_take(b, e);
                rc = LN_SYMBOLS_END;
                break;
            }

            if (e & LN_HUFFMAN_ODD) {
                rc = LN_SYMBOLS_BAD;
                break;
            }
        }

        before = b.n;
        len = ln_symbols_value(e, b.w);
        ln_symbols_take(b, e);
        e = ln_symbols_distance(block, b.w);

        if (ln_unlikely(e & LN_HUFFMAN_ODD)) {
            rc = LN_SYMBOLS_BAD;
            break;
        }

        if (ln_unlikely(ln_symbols_value(e, b.w) > reach + passed)) {
            b.n = before;
            break;
        }

        ln_symbols_take(b, e);
        passed += len;
    }

    span->offset += passed;
    *at = ln_symbols_at(&b, bits);

    return rc;
}
