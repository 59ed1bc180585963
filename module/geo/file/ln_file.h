/*
 * A database file while it is read.  It is read once, into memory that nobody
 * else can change: what becomes of the file meanwhile does not matter, but for
 * its being said.
 */

#ifndef LN_FILE_H
#define LN_FILE_H

#include <time.h>

#include "ln_core.h"


#define LN_FILE_PACKED  512


typedef struct {
    int              fd;
    uint64_t         size;
    struct timespec  changed;
} ln_file_t;


/*
 * Opens the regular file at path.  LN_ERROR with err set, which names path:
 * it is missing, unreadable, empty or no regular file.
 */
int ln_file_open(const char *path, ln_file_t *file, ln_error_t *err);

void ln_file_close(ln_file_t *file);

/*
 * Reads len bytes from offset at, all of which the file had when it was opened.
 * LN_ERROR with err set: it cannot be read, or has become shorter.
 */
int ln_file_read(const ln_file_t *file, uint64_t at, void *buf, size_t len,
    ln_error_t *err);

/*
 * LN_ERROR with err set if the file was written since it was opened: what was
 * read is then of two files.
 */
int ln_file_unchanged(const ln_file_t *file, ln_error_t *err);

/*
 * What a file is packed by ("gzip"), of which start[len] are the first bytes:
 * LN_FILE_PACKED of them suffice.  NULL if it isn't packed.
 */
const char *ln_file_packed(const unsigned char *start, size_t len);


#endif
