/*
 * Runs of a block's symbols (RFC 1951, 3.2.5), with the bit at which each of
 * them begins.
 */

#ifndef LN_SYMBOLS_H
#define LN_SYMBOLS_H

#include "html/deflate/ln_block.h"
#include "html/deflate/ln_history.h"


typedef enum {
    LN_SYMBOLS_STOPPED = 0,             /* as far as was asked */
    LN_SYMBOLS_MORE,                    /* more bits are needed */
    LN_SYMBOLS_END,                     /* the end of the block was read */
    LN_SYMBOLS_BEYOND,                  /* a copy from before the floor */
    LN_SYMBOLS_BAD                      /* what no stream has */
} ln_symbols_rc_t;


/* A literal, or a copy of len bytes from distance back; end: the next bit. */
typedef struct {
    uint64_t  end;
    unsigned  len;
    unsigned  distance;                 /* 0: a literal */
    unsigned  literal;
} ln_symbol_t;


/*
 * How far to go: up to offset `until`, whose bytes have been passed up to
 * `offset`; copies come from floor on.
 */
typedef struct {
    uint64_t  offset;
    uint64_t  until;
    uint64_t  floor;
} ln_symbols_span_t;


/*
 * The symbol at the bit `at`.  STOPPED: it is there.  MORE, END, which sets
 * symbol->end, or BAD: it is none.
 */
ln_symbols_rc_t ln_symbols_one(const ln_block_t *block, const ln_bits_t *bits,
    uint64_t at, ln_symbol_t *symbol);

/*
 * Adds to history what the symbols from *at on make, until it has `until` bytes
 * or up to LN_HISTORY_SYMBOL + 2 more.  There is room for them.
 */
ln_symbols_rc_t ln_symbols_inflate(const ln_block_t *block,
    const ln_bits_t *bits, uint64_t *at, ln_history_t *history, uint64_t until);

/*
 * Passes symbols, whose bytes nobody wants.  STOPPED: the symbol at *at would
 * go beyond span->until.  BEYOND: it would copy from before span->floor.
 */
ln_symbols_rc_t ln_symbols_skip(const ln_block_t *block, const ln_bits_t *bits,
    uint64_t *at, ln_symbols_span_t *span);


#endif
