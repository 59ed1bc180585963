/* Copies of files that nobody else can touch. */

#ifndef LN_COPY_H
#define LN_COPY_H

#include "ln_core.h"


/*
 * An empty file that only this process can reach: a memfd, or an unlinked
 * temporary one in $TMPDIR or /tmp where there is none.  -1 with errno set.
 */
int ln_copy_create(const char *name);

/* Makes a memfd unchangeable for good; nothing to a temporary file. */
void ln_copy_seal(int fd);

/* Whether fd can never be changed again by anybody. */
int ln_copy_sealed(int fd);

/*
 * Copies the regular file at path to a new file of that kind and seals it.
 * Returns its descriptor, size in *size, or -1 with err set: it is missing,
 * unreadable, empty or something else than a file.
 */
int ln_copy_file(const char *path, size_t *size, ln_error_t *err);

/* Writes all of data[len] to fd.  LN_ERROR with errno set. */
int ln_copy_write(int fd, const void *data, size_t len);


#endif
