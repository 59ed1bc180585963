/* The image of a database that one worker has read: the others take it over. */

#ifndef NGX_HTTP_LEGAL_SWAP_IMAGE_H
#define NGX_HTTP_LEGAL_SWAP_IMAGE_H

#include <ngx_config.h>

#include "http/database/ngx_http_legal_swap_zone.h"


/*
 * Takes over the image that other workers use.  If that fails, reads the file.
 * Returns whether to look at database again soon.
 */
ngx_uint_t ngx_http_legal_swap_adopt(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ngx_log_t *log);

/*
 * Puts db in use, in place of the one that database has, which is closed.  info
 * is that of the file from which db was made.
 */
void ngx_http_legal_swap_use(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ln_database_t *db,
    ngx_file_info_t *info, ngx_uint_t generation);

/* Notes that this worker has the image: others may take it.  Under the lock. */
void ngx_http_legal_swap_hold(ngx_http_legal_swap_t *swap, ln_database_t *db,
    ngx_uint_t generation);


#endif
