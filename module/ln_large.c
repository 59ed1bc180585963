#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <stdlib.h>
#include <sys/mman.h>

#include "ln_large.h"


#define LN_LARGE_PAGE   (2 * 1024 * 1024)
#define LN_LARGE_PIECE  (4 * 1024 * 1024)


static size_t ln_large_pages(size_t len);


/* Large pages begin at multiples of their size: what is around them goes. */

void *
ln_large_alloc(size_t len)
{
    char    *map, *p;
    size_t   before;

    len = ln_large_pages(len);

    if (len < 2 * LN_LARGE_PAGE) {
        return calloc(1, len ? len : 1);
    }

    if (len > SIZE_MAX / 2) {
        return NULL;
    }

    map = mmap(NULL, len + LN_LARGE_PAGE, PROT_READ|PROT_WRITE,
               MAP_PRIVATE|MAP_ANONYMOUS, -1, 0);

    if (map == MAP_FAILED) {
        return NULL;
    }

    before = (size_t) (-(uintptr_t) map % LN_LARGE_PAGE);
    p = map + before;

    if (before) {
        (void) munmap(map, before);
    }

    (void) munmap(p + len, LN_LARGE_PAGE - before);

#ifdef MADV_HUGEPAGE
    (void) madvise(p, len, MADV_HUGEPAGE);
#endif

    return p;
}


void
ln_large_free(void *p, size_t len)
{
    len = ln_large_pages(len);

    if (len < 2 * LN_LARGE_PAGE) {
        free(p);

    } else if (p) {
        ln_large_unmap(p, len);
    }
}


/* Less than two large pages is left as it is. */

static size_t
ln_large_pages(size_t len)
{
    return len < 2 * LN_LARGE_PAGE
           ? len : (len + LN_LARGE_PAGE - 1) / LN_LARGE_PAGE * LN_LARGE_PAGE;
}


void
ln_large_unmap(void *p, size_t len)
{
    char    *at;
    size_t   n;

    for (at = p; len; at += n, len -= n) {
        n = len < LN_LARGE_PIECE ? len : LN_LARGE_PIECE;
        (void) munmap(at, n);
    }
}
