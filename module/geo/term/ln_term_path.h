/* Names of files in terms. */

#ifndef LN_TERM_PATH_H
#define LN_TERM_PATH_H

#include "geo/term/ln_term.h"


#define LN_TERM_PATH  4096              /* bytes of a path, with its NUL */


/*
 * Puts the path of the file that word names into path[size]: a name without
 * a slash at its beginning is below parser's prefix.  LN_ERROR with err set
 * when the path is too long.
 */
int ln_term_path(const ln_term_parser_t *p, ln_str_t word, char *path,
    size_t size, ln_error_t *err);


#endif
