/* Sitemaps, as sitemaps.org has them: the pages that they name. */

#ifndef LN_CHECK_SITEMAP_H
#define LN_CHECK_SITEMAP_H

#include "cli/list/list.h"


/* Sitemaps of one run, at most. */
#define LN_CHECK_SITEMAPS  10000


/* What a sitemap names is added to these. */
typedef struct {
    ln_check_list_t  *urls;
    ln_check_list_t  *sitemaps;         /* of a sitemap of sitemaps; each is
                                           there once */
    ln_check_list_t  *unusable;         /* what is no http or https URL; empty
                                           where an entry has none */
} ln_check_sitemap_t;


/*
 * Reads a sitemap.  Bytes may be compressed by gzip.  LN_ERROR with err set: it
 * is no sitemap, is cut, has more than 50 MB, or there are more sitemaps than
 * LN_CHECK_SITEMAPS.
 */
int ln_check_sitemap(ln_str_t bytes, ln_check_sitemap_t *to, ln_error_t *err);


#endif
