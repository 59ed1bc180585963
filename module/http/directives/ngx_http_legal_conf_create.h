/* The life of the configuration: made, completed, merged, freed. */

#ifndef NGX_HTTP_LEGAL_CONF_CREATE_H
#define NGX_HTTP_LEGAL_CONF_CREATE_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"


/*
 * Functions for ngx_http_module_t.  Memory of the main configuration that is
 * not in the pool is freed with the pool.
 */
void *ngx_http_legal_conf_create_main(ngx_conf_t *cf);
void *ngx_http_legal_conf_create_loc(ngx_conf_t *cf);
char *ngx_http_legal_conf_merge_loc(ngx_conf_t *cf, void *parent, void *child);

/* Fills in the default of each setting that no directive has set. */
void ngx_http_legal_conf_init_main(ngx_http_legal_main_conf_t *lmcf);


#endif
