#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>

#include "geo/database/ln_image_maker.h"


int
ln_image_grow(ln_image_maker_t *m, uint64_t size)
{
    char  *map;

    map = MAP_FAILED;
    errno = size > SIZE_MAX / 2
            ? ENOMEM : posix_fallocate(m->fd, (off_t) m->held,
                                       (off_t) (size - m->held));
    if (errno == 0) {
        map = m->map ? mremap(m->map, m->mapped, (size_t) size, MREMAP_MAYMOVE)
                     : mmap(NULL, (size_t) size, PROT_READ|PROT_WRITE,
                            MAP_SHARED|MAP_POPULATE, m->fd, 0);
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
