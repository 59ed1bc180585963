#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "geo/database/ln_image_maker.h"


int
ln_image_grow(ln_image_maker_t *m, uint64_t size)
{
    char  *map;

    map = MAP_FAILED;

    if (size > SIZE_MAX / 2) {
        errno = ENOMEM;

    } else if (ftruncate(m->fd, (off_t) size) == 0) {
        map = m->map ? mremap(m->map, m->mapped, (size_t) size, MREMAP_MAYMOVE)
                     : mmap(NULL, (size_t) size, PROT_READ|PROT_WRITE,
                            MAP_SHARED, m->fd, 0);
    }

    if (map == MAP_FAILED) {
        return ln_error(m->err, "cannot make a file of %lu MB: %s",
                        (unsigned long) (size >> 20), strerror(errno));
    }

    m->map = map;
    m->mapped = (size_t) size;

    return LN_OK;
}


/* The second way is for Linux before 5.14, and says what is wrong. */

void
ln_image_hold(ln_image_maker_t *m, uint64_t from, uint64_t to)
{
    int       rc;
    uint64_t  page;

    page = (uint64_t) sysconf(_SC_PAGESIZE);
    from -= from % page;
    rc = -1;

#ifdef MADV_POPULATE_WRITE
    rc = madvise(m->map + from, (size_t) (to - from), MADV_POPULATE_WRITE);
#endif

    if (rc == -1) {
        rc = posix_fallocate(m->fd, (off_t) from, (off_t) (to - from));
    }

    if (rc) {
        __atomic_store_n(&m->unheld, rc, __ATOMIC_RELAXED);
    }
}


int
ln_image_held(ln_image_maker_t *m)
{
    return m->unheld ? ln_error(m->err, "cannot make a file of %lu MB: %s",
                                (unsigned long) (m->mapped >> 20),
                                strerror(m->unheld))
                     : LN_OK;
}
