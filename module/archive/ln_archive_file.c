#define _POSIX_C_SOURCE  200809L
#define _FILE_OFFSET_BITS  64

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/ln_archive_file.h"


#define LN_ARCHIVE_TEXT_MODE  0444

/* A text has 1 MiB at most. */
#define LN_ARCHIVE_TEXT_SIZE  (2 * 1024 * 1024)


static int ln_archive_file_fill(int fd, unsigned char *bytes, size_t size);
static int ln_archive_file_make(int dirfd, const char *name, ln_str_t bytes);
static int ln_archive_file_put(int fd, ln_str_t bytes);


int
ln_archive_file_read(int dirfd, const char *name, ln_str_t *bytes)
{
    int             fd, rc;
    struct stat     st;
    unsigned char  *data;

    fd = openat(dirfd, name, O_RDONLY|O_CLOEXEC|O_NOFOLLOW|O_NONBLOCK);
    if (fd == -1) {
        return LN_ERROR;
    }

    if (fstat(fd, &st) == -1) {
        (void) close(fd);
        return LN_ERROR;
    }

    data = NULL;

    if (!S_ISREG(st.st_mode) || st.st_size > LN_ARCHIVE_TEXT_SIZE) {
        errno = EINVAL;

    } else {
        data = malloc(st.st_size + 1);
    }

    rc = LN_ERROR;

    if (data != NULL) {
        rc = ln_archive_file_fill(fd, data, st.st_size);
    }

    (void) close(fd);

    if (rc != LN_OK) {
        free(data);
        return LN_ERROR;
    }

    bytes->data = data;
    bytes->len = st.st_size;

    return LN_OK;
}


static int
ln_archive_file_fill(int fd, unsigned char *bytes, size_t size)
{
    ssize_t  n;

    while (size) {
        n = read(fd, bytes, size);

        if (n < 0 && errno == EINTR) {
            continue;
        }

        if (n <= 0) {
            errno = n ? errno : EIO;
            return LN_ERROR;
        }

        bytes += n;
        size -= n;
    }

    return LN_OK;
}


int
ln_archive_file_write(int dirfd, const char *name, ln_str_t bytes)
{
    int   rc, error;
    char  temporary[LN_DIGEST_LEN + 32];

    (void) snprintf(temporary, sizeof(temporary), ".%.*s.%ld", LN_DIGEST_LEN,
                    name, (long) getpid());

    /* one of a process of that number, which did not come to its end */

    (void) unlinkat(dirfd, temporary, 0);

    rc = ln_archive_file_make(dirfd, temporary, bytes);

    if (rc == LN_OK
        && linkat(dirfd, temporary, dirfd, name, 0) == -1
        && errno != EEXIST)
    {
        rc = LN_ERROR;
    }

    error = errno;

    (void) unlinkat(dirfd, temporary, 0);

    if (rc == LN_OK && fsync(dirfd) == -1 && errno != EINVAL) {
        return LN_ERROR;
    }

    errno = error;

    return rc;
}


static int
ln_archive_file_make(int dirfd, const char *name, ln_str_t bytes)
{
    int  fd, rc, error;

    fd = openat(dirfd, name, O_WRONLY|O_CREAT|O_EXCL|O_CLOEXEC|O_NOFOLLOW,
                0600);
    if (fd == -1) {
        return LN_ERROR;
    }

    rc = ln_archive_file_put(fd, bytes);

    if (rc == LN_OK && fchmod(fd, LN_ARCHIVE_TEXT_MODE) == -1) {
        rc = LN_ERROR;
    }

    error = errno;

    if (close(fd) == -1 && rc == LN_OK) {
        return LN_ERROR;
    }

    errno = error;

    return rc;
}


static int
ln_archive_file_put(int fd, ln_str_t bytes)
{
    ssize_t  n;

    while (bytes.len) {
        n = write(fd, bytes.data, bytes.len);

        if (n < 0 && errno == EINTR) {
            continue;
        }

        if (n <= 0) {
            errno = n ? errno : ENOSPC;
            return LN_ERROR;
        }

        bytes.data += n;
        bytes.len -= n;
    }

    return fsync(fd) == 0 ? LN_OK : LN_ERROR;
}


int
ln_archive_file_append(int fd, ln_str_t lines)
{
    int          rc, error;
    char         last;
    struct stat  st;

    if (fstat(fd, &st) == -1) {
        return LN_ERROR;
    }

    rc = LN_OK;

    if (st.st_size && pread(fd, &last, 1, st.st_size - 1) == 1 && last != '\n')
    {
        rc = ln_archive_file_put(fd, ln_str("\n"));
    }

    if (rc == LN_OK) {
        rc = ln_archive_file_put(fd, lines);
    }

    if (rc != LN_OK) {
        error = errno;

        if (ftruncate(fd, st.st_size) == -1) {

            /* the next lines will begin behind what stays of these */
        }

        errno = error;
    }

    return rc;
}


int
ln_archive_file_find(int dirfd, ln_str_t begin, char *name)
{
    int             fd, found, error;
    DIR            *dir;
    ln_str_t        is;
    struct dirent  *entry;

    errno = 0;

    /* closedir() closes what it was given */

    fd = openat(dirfd, ".", O_RDONLY|O_DIRECTORY|O_CLOEXEC);
    dir = (fd == -1) ? NULL : fdopendir(fd);

    if (dir == NULL) {
        if (fd != -1) {
            (void) close(fd);
        }

        return LN_ERROR;
    }

    found = 0;
    errno = 0;

    while (found < 2 && (entry = readdir(dir)) != NULL) {
        is = ln_str(entry->d_name);

        if (ln_digest_begins(is, LN_DIGEST_LEN)
            && memcmp(is.data, begin.data, begin.len) == 0)
        {
            memcpy(name, entry->d_name, LN_DIGEST_LEN + 1);
            found++;
        }
    }

    error = errno;
    (void) closedir(dir);
    errno = error;

    return (found < 2 && error) ? LN_ERROR : found;
}
