/*
 * CRC-32 and Adler-32 of a page into which bytes are put, from those of the
 * page as it was: what follows need not be looked at.
 *
 * Both sums are linear.  What the put-in bytes have changed is a difference,
 * and behind len more bytes it is ln_check_shift(difference, len).
 */

#ifndef LN_CHECK_H
#define LN_CHECK_H

#include "html/deflate/ln_wrap.h"


/* Zeroed but for its kind, nothing has been put in. */
typedef struct {
    ln_wrap_kind_t  kind;
    uint32_t        difference;         /* behind the byte at offset */
    uint64_t        offset;
} ln_check_t;


/* The sum of nothing, and that of more bytes. */
uint32_t ln_check_none(ln_wrap_kind_t kind);
uint32_t ln_check_add(ln_wrap_kind_t kind, uint32_t check,
    const unsigned char *bytes, size_t len);

/*
 * The sum of the changed page up to offset, where that of the page as it was is
 * original.
 */
uint32_t ln_check_now(const ln_check_t *check, uint32_t original,
    uint64_t offset);

/* Bytes with the sum `bytes` are put in at offset. */
void ln_check_insert(ln_check_t *check, uint32_t original, uint64_t offset,
    uint32_t bytes, uint64_t len);

/* At offset the sum of the page as it was begins anew. */
void ln_check_restart(ln_check_t *check, uint32_t original, uint64_t offset);


#endif
