/* What a database is used for: the words of `use=`. */

#ifndef LN_USE_H
#define LN_USE_H

#include "ln_core.h"


/* Bytes of all words, with a NUL. */
#define LN_USE_WORDS  sizeof("place, asn, traits")


/*
 * The mask of LN_FIELD_* that words name: one or more of `place`, `asn` and
 * `traits`, with commas between.  LN_ERROR with err set, which names the bad
 * word and, where one is similar, the right one.
 */
int ln_use_parse(ln_str_t words, unsigned *fields, ln_error_t *err);

/* Writes the words for what fields have into text[LN_USE_WORDS]. */
void ln_use_write(unsigned fields, char *text);


#endif
