/* What is written of a layout: blocks of the page's bytes. */

#ifndef LN_LAYOUT_OUTPUT_H
#define LN_LAYOUT_OUTPUT_H

#include "html/layout/ln_layout_work.h"


/*
 * Compresses bytes of the page, which may copy from `dictionary` bytes before
 * them.  The output is at the border of a byte, before and behind it.  flush:
 * Z_SYNC_FLUSH, or Z_FINISH at the page's end.  LN_ERROR: there is no memory.
 */
int ln_layout_deflate(ln_layout_work_t *w, uint64_t from, uint64_t to,
    uint64_t dictionary, int flush);

/* The writer's write(). */
int ln_layout_write(void *data, const unsigned char *bytes, size_t len);


#endif
