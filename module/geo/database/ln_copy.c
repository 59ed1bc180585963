#define _GNU_SOURCE

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "geo/database/ln_copy.h"


#define LN_COPY_SEALS  (F_SEAL_SHRINK|F_SEAL_GROW|F_SEAL_WRITE|F_SEAL_SEAL)
#define LN_COPY_CHUNK  (1024 * 1024)


static int ln_copy_fill(int from, int to, size_t *size);


int
ln_copy_create(const char *name)
{
    int          fd;
    char         path[4096];
    const char  *dir;

    fd = memfd_create(name, MFD_CLOEXEC|MFD_ALLOW_SEALING);

    if (fd != -1) {
        return fd;
    }

    dir = getenv("TMPDIR");
    (void) snprintf(path, sizeof(path), "%s/%s.XXXXXX", dir ? dir : "/tmp",
                    name);

    fd = mkostemp(path, O_CLOEXEC);

    if (fd != -1) {
        (void) unlink(path);
    }

    return fd;
}


void
ln_copy_seal(int fd)
{
    (void) fcntl(fd, F_ADD_SEALS, LN_COPY_SEALS);
}


int
ln_copy_sealed(int fd)
{
    int  seals;

    seals = fcntl(fd, F_GET_SEALS);

    return seals != -1 && (seals & LN_COPY_SEALS) == LN_COPY_SEALS;
}


int
ln_copy_file(const char *path, size_t *size, ln_error_t *err)
{
    int          from, to;
    struct stat  st;

    from = open(path, O_RDONLY|O_CLOEXEC|O_NONBLOCK);

    if (from == -1 || fstat(from, &st) == -1) {
        (void) ln_error(err, "cannot open database \"%s\": %s", path,
                        strerror(errno));
        if (from != -1) {
            (void) close(from);
        }

        return -1;
    }

    if (!S_ISREG(st.st_mode) || st.st_size == 0) {
        (void) ln_error(err, "database \"%s\" is %s", path,
                        S_ISREG(st.st_mode) ? "empty" : "not a regular file");
        (void) close(from);
        return -1;
    }

    to = ln_copy_create("legal_database");

    if (to == -1 || ln_copy_fill(from, to, size) != LN_OK) {
        (void) ln_error(err, "cannot copy database \"%s\": %s", path,
                        strerror(errno));
        (void) close(from);
        if (to != -1) {
            (void) close(to);
        }

        return -1;
    }

    (void) close(from);
    ln_copy_seal(to);

    return to;
}


static int
ln_copy_fill(int from, int to, size_t *size)
{
    int      rc;
    char    *buf;
    ssize_t  n;

    buf = malloc(LN_COPY_CHUNK);

    if (buf == NULL) {
        return LN_ERROR;
    }

    *size = 0;
    rc = LN_OK;

    while (rc == LN_OK && (n = read(from, buf, LN_COPY_CHUNK)) != 0) {

        if (n == -1) {
            rc = (errno == EINTR) ? LN_OK : LN_ERROR;
            continue;
        }

        rc = ln_copy_write(to, buf, n);
        *size += n;
    }

    free(buf);

    return rc;
}


int
ln_copy_write(int fd, const void *data, size_t len)
{
    ssize_t      n;
    const char  *p;

    for (p = data; len; p += n, len -= n) {
        n = write(fd, p, len);

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
