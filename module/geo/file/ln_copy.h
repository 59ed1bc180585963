/* Files that nobody else can change. */

#ifndef LN_COPY_H
#define LN_COPY_H

#include "ln_core.h"


#define LN_COPY_PATH  4096              /* bytes of a name, at most */


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
 * Creates an empty file in $TMPDIR or /tmp that only this user can reach, and
 * puts its name into path[size].  -1 with errno set.
 */
int ln_copy_create_named(const char *name, char *path, size_t size);

/* Writes all of data[len] to fd, from offset at.  LN_ERROR with errno set. */
int ln_copy_write(int fd, uint64_t at, const void *data, size_t len);


#endif
