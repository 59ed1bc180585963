/* legal_place_cache: for how many files placements are remembered. */

#ifndef NGX_HTTP_LEGAL_CONF_PLACE_CACHE_H
#define NGX_HTTP_LEGAL_CONF_PLACE_CACHE_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"


/* The largest max=; the default of max=; the default of memory=. */
#define NGX_HTTP_LEGAL_PLACE_CACHE_MAX      1048576
#define NGX_HTTP_LEGAL_PLACE_CACHE_DEFAULT  4096
#define NGX_HTTP_LEGAL_PLACE_CACHE_MEMORY   (8 * 1024 * 1024)


char *ngx_http_legal_place_cache(ngx_conf_t *cf, ngx_command_t *cmd,
    void *conf);


#endif
