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

/*
 * The best of tags for an Accept-Language field value (RFC 9110), by weight,
 * then order; `*` and weight 0 as the RFC says; at most the first 64 ranges
 * are read.  -1 for none.
 */
int ln_language_accept(ln_str_t field, const ln_str_t *tags, unsigned ntags);


#endif
