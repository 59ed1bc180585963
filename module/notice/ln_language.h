/* Language tags (BCP 47), and the choice among those there are. */

#ifndef LN_LANGUAGE_H
#define LN_LANGUAGE_H

#include "ln_core.h"


/* Whether tag is well-formed (RFC 5646) with a 2 or 3 letter language. */
int ln_language_valid(ln_str_t tag);

/*
 * "rtl" or "ltr", from the tag's script or the one that its language is
 * written in, in its region where that matters ("pa-PK").
 */
const char *ln_language_dir(ln_str_t tag);

/*
 * RFC 4647 lookup: the index of the tag that range falls back to ("ru-RU" ->
 * "ru", and "zh-TW" -> "zh-Hant", as Taiwan writes Chinese so), or, failing
 * that, of the first tag below it ("pt-PT" -> "pt-BR"); -1 for none.
 */
int ln_language_lookup(ln_str_t range, const ln_str_t *tags, unsigned ntags);

/* 1 if the tags are equal, case apart (RFC 5646, 2.1.1). */
int ln_language_eq(ln_str_t a, ln_str_t b);


#endif
