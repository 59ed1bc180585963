/* Which pages are checked: URLs in order, and those that sitemaps name. */

#ifndef LN_CHECK_LIST_H
#define LN_CHECK_LIST_H

#include "ln_core.h"


/* Sitemaps of one run, at most. */
#define LN_CHECK_SITEMAPS  10000


/* Strings that end in a zero, in the memory of alloc. */
typedef struct {
    const ln_alloc_t  *alloc;
    char             **items;
    size_t             n;
} ln_check_list_t;


/* Adds a copy of text.  LN_ERROR: there is no memory. */
int ln_check_list_add(ln_check_list_t *list, ln_str_t text);

/*
 * Adds each line of file, without blanks around; # begins a comment.  LN_ERROR
 * with errno set.
 */
int ln_check_list_read(ln_check_list_t *list, FILE *file);

/* Whether text is an http or https URL. */
int ln_check_is_url(ln_str_t text);

/*
 * Adds the URLs that a sitemap names to urls or, of a sitemap of sitemaps, to
 * sitemaps, each of which is there once.  Bytes may be compressed by gzip.
 * LN_ERROR with err set: it is no sitemap, has more than 50 MB, or there are
 * more than LN_CHECK_SITEMAPS.
 */
int ln_check_sitemap(ln_str_t bytes, ln_check_list_t *urls,
    ln_check_list_t *sitemaps, ln_error_t *err);


#endif
