/* Language tags (BCP 47), and the choice of one among some. */

#ifndef LN_LANGUAGE_H
#define LN_LANGUAGE_H

#include "ln_core.h"


/* 1 if tag is well-formed (RFC 5646, 2.1), with 2 or 3 letters first. */
int ln_language_valid(ln_str_t tag);

/*
 * "rtl" or "ltr": the direction of the tag's script or, without one, of the
 * script that the language is usually written in, in that region ("pa-PK").
 */
const char *ln_language_dir(ln_str_t tag);

/*
 * Lookup (RFC 4647, 3.4): the index of the tag that range falls back to, -1 for
 * none.  "ru-RU" finds "ru".  "zh-TW" finds "zh-Hant", as Taiwan writes Chinese
 * in that script.  Where that finds nothing, the first tag of the same language
 * is taken: "pt-PT" finds "pt-BR".
 */
int ln_language_lookup(ln_str_t range, const ln_str_t *tags, unsigned ntags);


#endif
