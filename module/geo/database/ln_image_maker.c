#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "geo/database/ln_image_maker.h"


static char *ln_image_remap(ln_image_maker_t *m, size_t size);


int
ln_image_grow(ln_image_maker_t *m, uint64_t size)
{
    char  *map;

    map = MAP_FAILED;

    if (size > SIZE_MAX / 2) {
        errno = ENOMEM;

    } else if (ftruncate(m->fd, (off_t) size) == 0) {
        map = ln_image_remap(m, (size_t) size);
    }

    if (map == MAP_FAILED) {
        return ln_error(m->err, "cannot make a file of %lu MB: %s",
                        (unsigned long) (size >> 20), strerror(errno));
    }

    m->map = map;
    m->mapped = (size_t) size;

    return LN_OK;
}


static char *
ln_image_remap(ln_image_maker_t *m, size_t size)
{
    char  *map;

#ifdef MREMAP_MAYMOVE

    if (m->map) {
        return mremap(m->map, m->mapped, size, MREMAP_MAYMOVE);
    }

#endif

    map = mmap(NULL, size, PROT_READ|PROT_WRITE, MAP_SHARED, m->fd, 0);

    if (map != MAP_FAILED && m->map) {
        (void) munmap(m->map, m->mapped);
    }

    return map;
}


/*
 * The second way is for other systems than Linux from 5.14 on, and says what is
 * wrong.  ZFS keeps no room for a file, and says that this is invalid.
 */

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
        rc = rc == EINVAL || rc == EOPNOTSUPP ? 0 : rc;
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
