#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "geo/database/ln_image_maker.h"


#ifndef MAP_POPULATE
#define MAP_POPULATE  0
#endif


static int ln_image_room(int fd, uint64_t held, uint64_t size);
static char *ln_image_remap(ln_image_maker_t *m, size_t size);


int
ln_image_grow(ln_image_maker_t *m, uint64_t size)
{
    char  *map;

    map = MAP_FAILED;
    errno = size > SIZE_MAX / 2 ? ENOMEM : ln_image_room(m->fd, m->held, size);

    if (errno == 0) {
        map = ln_image_remap(m, (size_t) size);
    }

    if (map == MAP_FAILED) {
        return ln_error(m->err, "cannot make a file of %lu MB: %s",
                        (unsigned long) (size >> 20), strerror(errno));
    }

    m->map = map;
    m->mapped = (size_t) size;
    m->held = size;

    return LN_OK;
}


/* errno, or 0.  ZFS keeps no room for a file, and says that this is invalid. */

static int
ln_image_room(int fd, uint64_t held, uint64_t size)
{
    int  rc;

    rc = posix_fallocate(fd, (off_t) held, (off_t) (size - held));

    if (rc == EINVAL || rc == EOPNOTSUPP) {
        rc = ftruncate(fd, (off_t) size) == -1 ? errno : 0;
    }

    return rc;
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

    map = mmap(NULL, size, PROT_READ|PROT_WRITE, MAP_SHARED|MAP_POPULATE,
               m->fd, 0);

    if (map != MAP_FAILED && m->map) {
        (void) munmap(m->map, m->mapped);
    }

    return map;
}
