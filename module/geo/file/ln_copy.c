#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "geo/file/ln_copy.h"


/* Linux and FreeBSD have files without a name, and seals. */

#if defined MFD_ALLOW_SEALING && defined F_ADD_SEALS
#define LN_COPY_SEALS  (F_SEAL_SHRINK|F_SEAL_GROW|F_SEAL_WRITE|F_SEAL_SEAL)
#endif


int
ln_copy_create(const char *name)
{
    int   fd;
    char  path[LN_COPY_PATH];

#ifdef LN_COPY_SEALS

    fd = memfd_create(name, MFD_CLOEXEC|MFD_ALLOW_SEALING);

    if (fd != -1) {
        return fd;
    }

#endif

    fd = ln_copy_create_named(name, path, sizeof(path));

    if (fd != -1) {
        (void) unlink(path);
    }

    return fd;
}


int
ln_copy_create_named(const char *name, char *path, size_t size)
{
    const char  *dir;

    dir = getenv("TMPDIR");
    (void) snprintf(path, size, "%s/%s.XXXXXX", dir ? dir : "/tmp", name);

    return mkostemp(path, O_CLOEXEC);
}


void
ln_copy_seal(int fd)
{
#ifdef LN_COPY_SEALS
    (void) fcntl(fd, F_ADD_SEALS, LN_COPY_SEALS);
#else
    (void) fd;
#endif
}


int
ln_copy_sealed(int fd)
{
#ifdef LN_COPY_SEALS

    int  seals;

    seals = fcntl(fd, F_GET_SEALS);

    return seals != -1 && (seals & LN_COPY_SEALS) == LN_COPY_SEALS;

#else

    (void) fd;

    return 0;

#endif
}


int
ln_copy_write(int fd, uint64_t at, const void *data, size_t len)
{
    ssize_t      n;
    const char  *p;

    for (p = data; len; p += n, at += (uint64_t) n, len -= (size_t) n) {
        n = pwrite(fd, p, len, (off_t) at);

        if (n <= 0) {
            if (n == -1 && errno == EINTR) {
                n = 0;
                continue;
            }

            return LN_ERROR;
        }
    }

    return LN_OK;
}
