/* The databases of a running server. */

#ifndef NGX_HTTP_LEGAL_SWAP_H
#define NGX_HTTP_LEGAL_SWAP_H

#include "http/directives/ngx_http_legal_conf.h"


ngx_int_t ngx_http_legal_swap_init(ngx_conf_t *cf,
    ngx_http_legal_main_conf_t *lmcf);
ngx_int_t ngx_http_legal_swap_start(ngx_cycle_t *cycle);

/* db, which becomes lmcf's, is its database i now. */
void ngx_http_legal_swap_use(ngx_http_legal_main_conf_t *lmcf, ngx_uint_t i,
    ln_database_t *db, ngx_file_info_t *info, ngx_uint_t generation);


#endif
