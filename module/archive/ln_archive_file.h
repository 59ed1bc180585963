/* Files of an archive: read whole, and written so that they are whole. */

#ifndef LN_ARCHIVE_FILE_H
#define LN_ARCHIVE_FILE_H

#include "ln_digest.h"


/*
 * Reads the regular file of that name in the directory dirfd; bytes is
 * malloc()'ed.  LN_ERROR with errno set.
 */
int ln_archive_file_read(int dirfd, const char *name, ln_str_t *bytes);

/*
 * Makes the file of that name, which nobody may write: it is there, on the
 * disk, with all bytes, or not at all.  One that is there already stays.
 * LN_ERROR with errno set.
 */
int ln_archive_file_write(int dirfd, const char *name, ln_str_t bytes);

/*
 * Appends whole lines to fd, which reads and appends, and to the disk: all of
 * them, or none.  They stand on lines of their own behind one that was cut.
 * LN_ERROR with errno set.
 */
int ln_archive_file_append(int fd, ln_str_t lines);

/*
 * How many files of the directory have a digest for a name that begins so: 0, 1
 * or 2, which stands for more.  name is set to the one.  LN_ERROR with errno
 * set: it cannot be read.
 */
int ln_archive_file_find(int dirfd, ln_str_t begin, char *name);


#endif
