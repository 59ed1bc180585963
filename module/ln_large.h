/* Memory by the megabyte, for a while. */

#ifndef LN_LARGE_H
#define LN_LARGE_H

#include "ln_core.h"


/*
 * Returns len zeroed bytes, or NULL.  Much memory comes in large pages where
 * the system has them: it is read here and there.
 */
void *ln_large_alloc(size_t len);

/*
 * Gives len bytes back that ln_large_alloc() has returned, or NULL.  Much
 * memory goes in pieces: while one goes, no other thread can map memory.
 */
void ln_large_free(void *p, size_t len);

/* Unmaps len bytes at p in pieces, likewise. */
void ln_large_unmap(void *p, size_t len);


#endif
