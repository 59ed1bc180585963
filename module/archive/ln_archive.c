#define _POSIX_C_SOURCE  200809L
#define _FILE_OFFSET_BITS  64

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/ln_archive.h"
#include "archive/ln_archive_file.h"


/* For who reads it: a lawyer need not be root. */
#define LN_ARCHIVE_DIR_MODE       0755
#define LN_ARCHIVE_MANIFEST_MODE  0644

/* Digits of a digest that a person has to copy. */
#define LN_ARCHIVE_DIGITS  8


static int ln_archive_check_above(const char *dir, ln_error_t *err);
static int ln_archive_open(const char *dir, ln_error_t *err);
static int ln_archive_find(int fd, const char *dir, ln_str_t begin,
    char *digest, ln_error_t *err);


int
ln_archive_check(const char *dir, ln_error_t *err)
{
    struct stat  st;

    if (stat(dir, &st) == -1) {

        if (errno == ENOENT) {
            return ln_archive_check_above(dir, err);
        }

        return ln_error(err, "cannot use \"%.300s\": %s", dir,
                        strerror(errno));
    }

    if (!S_ISDIR(st.st_mode)) {
        return ln_error(err, "\"%.300s\" is no directory, name another "
                        "one", dir);
    }

    if (access(dir, R_OK|W_OK|X_OK) == -1) {
        return ln_error(err, "\"%.300s\" cannot be written: %s; let the user "
                        "that starts nginx write there", dir,
                        strerror(errno));
    }

    return LN_OK;
}


/* It is made, and so the directory that it is to stand in must be there. */

static int
ln_archive_check_above(const char *dir, ln_error_t *err)
{
    char    *above, *slash;
    int      rc;
    size_t   len;

    len = strlen(dir);

    above = malloc(len + 2);
    if (above == NULL) {
        return ln_error(err, "no memory");
    }

    memcpy(above, dir, len + 1);

    while (len > 1 && above[len - 1] == '/') {
        above[--len] = '\0';
    }

    slash = strrchr(above, '/');

    if (slash == NULL) {
        memcpy(above, ".", 2);

    } else {
        slash[slash == above] = '\0';
    }

    rc = LN_OK;

    if (access(above, W_OK|X_OK) == -1) {
        rc = ln_error(err, "\"%.150s\" is missing and cannot be made: "
                      "\"%.150s\": %s; make it, for the user that starts "
                      "nginx", dir, above, strerror(errno));
    }

    free(above);

    return rc;
}


/* The directory, made if need be. */

static int
ln_archive_open(const char *dir, ln_error_t *err)
{
    int  fd, made;

    made = (mkdir(dir, LN_ARCHIVE_DIR_MODE) == 0);

    fd = open(dir, O_RDONLY|O_DIRECTORY|O_CLOEXEC);

    if (fd == -1) {
        return ln_error(err, "cannot use \"%.300s\": %s", dir,
                        strerror(errno));
    }

    /* whatever the umask is */

    if (made && fchmod(fd, LN_ARCHIVE_DIR_MODE) == -1) {
        (void) close(fd);
        return ln_error(err, "cannot use \"%.300s\": %s", dir,
                        strerror(errno));
    }

    return fd;
}


int
ln_archive_put(const char *dir, const char *digest, ln_str_t text,
    ln_error_t *err)
{
    int       fd, rc;
    ln_str_t  there;

    fd = ln_archive_open(dir, err);
    if (fd == LN_ERROR) {
        return LN_ERROR;
    }

    rc = ln_archive_file_read(fd, digest, &there);

    if (rc == LN_OK) {

        if (!ln_str_eq(there, text)) {
            (void) ln_error(err, "\"%.300s/%s\" holds another text than its "
                            "name says, move it away", dir, digest);
            rc = LN_DECLINED;
        }

        free((void *) there.data);
        (void) close(fd);

        return rc;
    }

    rc = LN_OK;

    if (errno != ENOENT || ln_archive_file_write(fd, digest, text) != LN_OK) {
        rc = ln_error(err, "cannot write \"%.300s/%s\": %s", dir, digest,
                      strerror(errno));
    }

    (void) close(fd);

    return rc;
}


int
ln_archive_note(const char *dir, ln_str_t lines, ln_error_t *err)
{
    int  dirfd, fd, rc;

    dirfd = ln_archive_open(dir, err);
    if (dirfd == LN_ERROR) {
        return LN_ERROR;
    }

    rc = LN_OK;

    fd = openat(dirfd, LN_ARCHIVE_MANIFEST,
                O_RDWR|O_APPEND|O_CREAT|O_CLOEXEC|O_NOFOLLOW,
                LN_ARCHIVE_MANIFEST_MODE);

    if (fd == -1
        || fchmod(fd, LN_ARCHIVE_MANIFEST_MODE) == -1
        || ln_archive_file_append(fd, lines) != LN_OK)
    {
        rc = ln_error(err, "cannot write \"%.300s/" LN_ARCHIVE_MANIFEST "\": "
                      "%s", dir, strerror(errno));
    }

    if (fd != -1) {
        (void) close(fd);
    }

    (void) close(dirfd);

    return rc;
}


int
ln_archive_get(const char *dir, ln_str_t digest, ln_str_t *text,
    ln_error_t *err)
{
    int   fd, rc;
    char  name[LN_DIGEST_LEN + 1], is[LN_DIGEST_LEN + 1];

    if (!ln_digest_begins(digest, LN_ARCHIVE_DIGITS)) {
        return ln_error(err, "\"%.*s\" is no digest: %d hexadecimal digits, or "
                        "the first %d or more of them, are expected",
                        (int) digest.len, (const char *) digest.data,
                        LN_DIGEST_LEN, LN_ARCHIVE_DIGITS);
    }

    fd = open(dir, O_RDONLY|O_DIRECTORY|O_CLOEXEC);

    if (fd == -1) {
        return ln_error(err, "cannot read \"%.300s\": %s", dir,
                        strerror(errno));
    }

    rc = ln_archive_find(fd, dir, digest, name, err);

    if (rc == LN_OK && ln_archive_file_read(fd, name, text) != LN_OK) {
        rc = ln_error(err, "cannot read \"%.300s/%s\": %s", dir, name,
                      strerror(errno));

    } else if (rc == LN_OK) {
        ln_digest(*text, is);

        if (strcmp(name, is) != 0) {
            rc = ln_error(err, "\"%.300s/%s\" was changed: its digest is "
                          "\"%s\"",
                          dir, name, is);
            free((void *) text->data);
        }
    }

    (void) close(fd);

    return rc;
}


static int
ln_archive_find(int fd, const char *dir, ln_str_t begin, char *digest,
    ln_error_t *err)
{
    switch (ln_archive_file_find(fd, begin, digest)) {

    case LN_ERROR:
        return ln_error(err, "cannot read \"%s\": %s", dir, strerror(errno));

    case 0:
        return ln_error(err, "no text in \"%s\" has the digest \"%.*s\"", dir,
                        (int) begin.len, (const char *) begin.data);

    case 1:
        return LN_OK;

    default:
        return ln_error(err, "several texts in \"%.300s\" have a digest that "
                        "begins with \"%.*s\", give more of it", dir,
                        (int) begin.len, (const char *) begin.data);
    }
}
