/* Copies of files, and files that nobody else can change. */

#ifndef LN_COPY_H
#define LN_COPY_H

#include "ln_core.h"


/*
 * Creates an empty file that only this process can reach: a memfd, or, where
 * there is none, an unlinked temporary file in $TMPDIR or /tmp.  -1 with errno
 * set.
 */
int ln_copy_create(const char *name);

/*
 * Seals a memfd: nobody can change it any more.  A temporary file stays as it
 * is.
 */
void ln_copy_seal(int fd);

/* Whether fd is sealed: nobody can ever change it again. */
int ln_copy_sealed(int fd);

/*
 * Copies the regular file at path to a file of ln_copy_create() and seals it.
 * Returns its descriptor, with its bytes in *size.  -1 with err set when the
 * file is missing, unreadable, empty or no regular file.
 */
int ln_copy_file(const char *path, size_t *size, ln_error_t *err);

/* Writes all of data[len] to fd.  LN_ERROR with errno set. */
int ln_copy_write(int fd, const void *data, size_t len);


#endif
