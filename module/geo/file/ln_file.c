#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "geo/file/ln_file.h"


static int ln_file_changed(ln_error_t *err);


int
ln_file_open(const char *path, ln_file_t *file, ln_error_t *err)
{
    struct stat  st;

    /* a FIFO without a writer would not be opened otherwise */

    file->fd = open(path, O_RDONLY|O_CLOEXEC|O_NONBLOCK);

    if (file->fd == -1 || fstat(file->fd, &st) == -1) {
        (void) ln_error(err, "cannot open database \"%.300s\": %s", path,
                        strerror(errno));
        ln_file_close(file);
        return LN_ERROR;
    }

    if (!S_ISREG(st.st_mode) || st.st_size == 0) {
        (void) ln_error(err, "database \"%.300s\" is %s", path,
                        S_ISREG(st.st_mode) ? "empty" : "not a regular file");
        ln_file_close(file);
        return LN_ERROR;
    }

    file->size = (uint64_t) st.st_size;
    file->changed = st.st_mtim;

    return LN_OK;
}


void
ln_file_close(ln_file_t *file)
{
    if (file->fd != -1) {
        (void) close(file->fd);
    }
}


int
ln_file_read(const ln_file_t *file, uint64_t at, void *buf, size_t len,
    ln_error_t *err)
{
    char     *p;
    ssize_t   n;

    for (p = buf; len; p += n, at += (uint64_t) n, len -= (size_t) n) {
        n = pread(file->fd, p, len, (off_t) at);

        if (n == 0) {
            return ln_file_changed(err);
        }

        if (n == -1) {
            if (errno != EINTR) {
                return ln_error(err, "%s", strerror(errno));
            }

            n = 0;
        }
    }

    return LN_OK;
}


int
ln_file_unchanged(const ln_file_t *file, ln_error_t *err)
{
    struct stat  st;

    if (fstat(file->fd, &st) == -1) {
        return ln_error(err, "%s", strerror(errno));
    }

    if ((uint64_t) st.st_size != file->size
        || st.st_mtim.tv_sec != file->changed.tv_sec
        || st.st_mtim.tv_nsec != file->changed.tv_nsec)
    {
        return ln_file_changed(err);
    }

    return LN_OK;
}


static int
ln_file_changed(ln_error_t *err)
{
    return ln_error(err, "it was written while it was read; write a new file "
                    "beside it, and rename that");
}


const char *
ln_file_packed(const unsigned char *start, size_t len)
{
    size_t  i, at;

    static const struct {
        const char  *name;
        const char  *magic;
        size_t       len;
        size_t       at;
    } packers[] = {
        { "gzip", "\x1f\x8b", 2, 0 },
        { "zip", "PK\x03\x04", 4, 0 },
        { "xz", "\xfd" "7zXZ", 5, 0 },
        { "bzip2", "BZh", 3, 0 },
        { "zstd", "\x28\xb5\x2f\xfd", 4, 0 },
        { "tar", "ustar", 5, 257 }
    };

    for (i = 0; i < sizeof(packers) / sizeof(packers[0]); i++) {
        at = packers[i].at;

        if (len >= at + packers[i].len
            && memcmp(start + at, packers[i].magic, packers[i].len) == 0)
        {
            return packers[i].name;
        }
    }

    return NULL;
}
