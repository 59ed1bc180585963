/* The image in use of a database, for when no worker has it any more. */

#ifndef NGX_HTTP_LEGAL_SWAP_KEEP_H
#define NGX_HTTP_LEGAL_SWAP_KEEP_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_database.h"


/*
 * In the master, before workers are forked: makes room for one image.  Where
 * there is none, nothing is kept.  NGX_ERROR: no memory.
 */
ngx_int_t ngx_http_legal_swap_keep_open(ngx_conf_t *cf,
    ngx_http_legal_database_t *database);

/* Keeps the image behind fd in place of the one before.  Under the lock. */
void ngx_http_legal_swap_keep(ngx_http_legal_database_t *database,
    ngx_fd_t fd);

/* A new descriptor of the image that is kept, or -1.  Under the lock. */
ngx_fd_t ngx_http_legal_swap_kept(ngx_http_legal_database_t *database);


#endif
