/* Bytes that are put into a page, deflated once. */

#ifndef LN_INSET_H
#define LN_INSET_H

#include "ln_core.h"


/* What is deflated copies from at most so far back. */
#define LN_INSET_WINDOW  4096


/*
 * deflated is blocks that begin and end with a byte and copy from nothing but
 * themselves; none is the last of a stream.
 */
typedef struct {
    ln_str_t  bytes;
    ln_str_t  deflated;
    uint32_t  crc32;
    uint32_t  adler32;
} ln_inset_t;


/*
 * Deflates bytes, which the caller keeps as long as the inset.  LN_ERROR: there
 * is no memory.
 */
int ln_inset_make(ln_inset_t *inset, const ln_alloc_t *alloc, ln_str_t bytes);

/*
 * The same for bytes that go in once: short ones are stored as they are, which
 * costs next to nothing.
 */
int ln_inset_make_once(ln_inset_t *inset, const ln_alloc_t *alloc,
    ln_str_t bytes);


#endif
