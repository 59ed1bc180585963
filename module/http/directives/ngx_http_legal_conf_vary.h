/* `legal_cache vary HEADER ..`, and whether caches may share those pages. */

#ifndef NGX_HTTP_LEGAL_CONF_VARY_H
#define NGX_HTTP_LEGAL_CONF_VARY_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"


/*
 * Sets llcf->cache_vary from the words behind "vary" in cf->args.
 * NGX_CONF_ERROR: a word is no field name, or there is no memory; it is
 * logged.
 */
char *ngx_http_legal_conf_vary(ngx_conf_t *cf,
    ngx_http_legal_loc_conf_t *llcf);

/*
 * Checks each location block that has rules and whose responses caches may
 * share.  Called when the names of legal_apply are resolved.  NGX_ERROR: a text
 * has a placeholder whose value is that of one reader; this is logged.
 */
ngx_int_t ngx_http_legal_vary_resolve(ngx_conf_t *cf,
    ngx_http_legal_main_conf_t *lmcf);


#endif
