#define _XOPEN_SOURCE  700              /* realpath(), fchown() */
#define _FILE_OFFSET_BITS  64

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/shared/output.h"


static int ln_cli_output_begin(ln_cli_output_t *output, const char *path);
static int ln_cli_output_temporary(ln_cli_output_t *output);
static int ln_cli_output_end(ln_cli_output_t *output);
static int ln_cli_output_keep(const ln_cli_output_t *output);
static void ln_cli_output_free(ln_cli_output_t *output);
static int ln_cli_output_failed(const char *path, ln_error_t *err);


int
ln_cli_output_check(const char *path, ln_error_t *err)
{
    int          fd, made;
    struct stat  st;

    made = (stat(path, &st) == -1);

    if (!made && !S_ISREG(st.st_mode)) {
        return LN_OK;
    }

    fd = made ? open(path, O_WRONLY|O_CREAT|O_EXCL|O_CLOEXEC, 0666)
              : open(path, O_WRONLY|O_CLOEXEC);

    if (fd == -1) {

        /* a link to nothing, which the file will replace */

        return errno == EEXIST ? LN_OK : ln_cli_output_failed(path, err);
    }

    (void) close(fd);

    if (made) {
        (void) unlink(path);
    }

    return LN_OK;
}


int
ln_cli_output_open(ln_cli_output_t *output, const char *path, ln_error_t *err)
{
    memset(output, 0, sizeof(ln_cli_output_t));

    if (ln_cli_output_begin(output, path) != LN_OK) {
        (void) ln_cli_output_failed(path, err);
        ln_cli_output_free(output);
        return LN_ERROR;
    }

    return LN_OK;
}


static int
ln_cli_output_begin(ln_cli_output_t *output, const char *path)
{
    struct stat  st;

    /* behind a link, which stays one */

    output->path = realpath(path, NULL);

    if (output->path == NULL && errno == ENOENT) {
        output->path = strdup(path);
    }

    if (output->path == NULL) {
        return LN_ERROR;
    }

    output->fd = -1;

    if (stat(output->path, &st) == -1 || S_ISREG(st.st_mode)) {
        output->fd = ln_cli_output_temporary(output);

        if (output->fd == -1 && errno != EACCES) {
            return LN_ERROR;
        }
    }

    if (output->fd == -1) {
        output->fd = open(output->path, O_WRONLY|O_TRUNC|O_CLOEXEC);
    }

    if (output->fd == -1) {
        return LN_ERROR;
    }

    output->file = fdopen(output->fd, "w");

    if (output->file == NULL) {
        (void) close(output->fd);

        if (output->temporary) {
            (void) unlink(output->temporary);
        }

        return LN_ERROR;
    }

    return LN_OK;
}


static int
ln_cli_output_temporary(ln_cli_output_t *output)
{
    int     fd;
    size_t  size;

    size = strlen(output->path) + 32;

    output->temporary = malloc(size);
    if (output->temporary == NULL) {
        return -1;
    }

    (void) snprintf(output->temporary, size, "%s.%ld", output->path,
                    (long) getpid());

    /* one of a process of that number, which did not come to its end */

    (void) unlink(output->temporary);

    fd = open(output->temporary, O_WRONLY|O_CREAT|O_EXCL|O_CLOEXEC, 0666);

    if (fd == -1) {
        free(output->temporary);
        output->temporary = NULL;
    }

    return fd;
}


int
ln_cli_output_close(ln_cli_output_t *output, ln_error_t *err)
{
    int  rc;

    rc = ln_cli_output_end(output);

    if (rc != LN_OK) {
        (void) ln_cli_output_failed(output->path, err);

        if (output->temporary) {
            (void) unlink(output->temporary);
        }
    }

    ln_cli_output_free(output);

    return rc;
}


/* The name changes when the bytes are on the disk. */

static int
ln_cli_output_end(ln_cli_output_t *output)
{
    int  rc, error;

    rc = (fflush(output->file) == 0 && !ferror(output->file)) ? LN_OK
                                                              : LN_ERROR;

    if (rc == LN_OK && output->temporary) {
        rc = ln_cli_output_keep(output);
    }

    error = errno;

    if (fclose(output->file) != 0 && rc == LN_OK) {
        return LN_ERROR;
    }

    errno = error;

    if (rc == LN_OK && output->temporary) {
        rc = rename(output->temporary, output->path) == 0 ? LN_OK : LN_ERROR;
    }

    return rc;
}


/* The mode and, where that may be, the owner of the file before. */

static int
ln_cli_output_keep(const ln_cli_output_t *output)
{
    struct stat  st;

    if (stat(output->path, &st) == 0
        && fchown(output->fd, st.st_uid, st.st_gid) == 0
        && fchmod(output->fd, st.st_mode & 0777) == -1)
    {
        return LN_ERROR;
    }

    return fsync(output->fd) == 0 ? LN_OK : LN_ERROR;
}


static void
ln_cli_output_free(ln_cli_output_t *output)
{
    free(output->path);
    free(output->temporary);
}


static int
ln_cli_output_failed(const char *path, ln_error_t *err)
{
    return ln_error(err, "cannot write \"%.300s\": %s", path, strerror(errno));
}
