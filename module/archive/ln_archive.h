/*
 * The archive of texts: a directory with a file for each text that was ever in
 * use, whose name is the digest of its bytes, and a manifest, which says when
 * each was.
 */

#ifndef LN_ARCHIVE_H
#define LN_ARCHIVE_H

#include "ln_digest.h"


/* What has been in use when: a line of JSON for each text and start. */
#define LN_ARCHIVE_MANIFEST  "manifest.jsonl"


/*
 * Whether texts could be written to dir, which may be missing where it can be
 * made.  Writes nothing.  LN_ERROR with err set, which names dir.
 */
int ln_archive_check(const char *dir, ln_error_t *err);

/*
 * Puts text there under its digest, unless it is there already: whole or not at
 * all, readable by all and writable by nobody.  The directory is made where it
 * is missing.
 *
 * LN_DECLINED with err set: a file of that name has other bytes, and stays.
 * LN_ERROR with err set: it cannot be written.
 */
int ln_archive_put(const char *dir, const char *digest, ln_str_t text,
    ln_error_t *err);

/*
 * Appends lines to the manifest, at once.  LN_ERROR with err set: they cannot
 * be written.
 */
int ln_archive_note(const char *dir, ln_str_t lines, ln_error_t *err);

/*
 * Reads the text of that digest, of which the first 8 digits or more are
 * enough where one text has them.  text is malloc()'ed.  LN_ERROR with err set:
 * it is not there, cannot be read, or has other bytes than the digest says.
 */
int ln_archive_get(const char *dir, ln_str_t digest, ln_str_t *text,
    ln_error_t *err);


#endif
