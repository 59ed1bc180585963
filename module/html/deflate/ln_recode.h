/*
 * The blocks of the output: the follower's block is opened and closed again,
 * and symbols are written by its codes, or by the fixed ones where it lacks a
 * code.
 */

#ifndef LN_RECODE_H
#define LN_RECODE_H

#include "html/deflate/ln_splicer_state.h"


/*
 * After so many blocks of fixed codes, what is left of a block is written by
 * them: to open it again each time would make much of little.
 */
#define LN_RECODE_DETOURS  8


/* Reads the follower's header again, if its codes are not known. */
int ln_recode_know(ln_splicer_t *s);

/* Opens the block by its own header. */
void ln_recode_open(ln_splicer_t *s, unsigned final);

/* Ends what is open. */
int ln_recode_close(ln_splicer_t *s);

/* Writes the original's bits from .. to - 1: symbols of the block. */
int ln_recode_verbatim(ln_splicer_t *s, uint64_t from, uint64_t to);

/* Writes a literal. */
int ln_recode_literal(ln_splicer_t *s, unsigned literal);

/*
 * Writes a copy, which may be of 1 or 2 bytes or too far; bytes are what it
 * makes.
 */
int ln_recode_copy(ln_splicer_t *s, unsigned len, uint64_t distance,
    const unsigned char *bytes);

/* The most bytes back that the stream may copy from. */
uint32_t ln_recode_window(const ln_splicer_t *s);

/* Empty blocks of n bits in all, modulo 8. */
void ln_recode_pad(ln_splicer_t *s, unsigned n);

/* An empty stored block, if that is needed for a whole byte. */
void ln_recode_align(ln_splicer_t *s);

/* A stored block of bytes, 65535 at most. */
void ln_recode_stored(ln_splicer_t *s, const unsigned char *bytes, size_t len);

/* An empty block that is the last one, if none has been written. */
void ln_recode_final(ln_splicer_t *s);


#endif
