/* The image of a database that one worker has read: the others take it over. */

#ifndef NGX_HTTP_LEGAL_SWAP_IMAGE_H
#define NGX_HTTP_LEGAL_SWAP_IMAGE_H

#include "http/database/ngx_http_legal_swap_zone.h"


/* Takes over the image that is in use; whether to be tried again soon. */
ngx_uint_t ngx_http_legal_swap_adopt(ngx_http_legal_main_conf_t *lmcf,
    ngx_uint_t i, ngx_log_t *log);

/* Notes, under the lock, that this worker has the image. */
void ngx_http_legal_swap_hold(ngx_http_legal_swap_t *swap, ln_database_t *db,
    ngx_uint_t generation);


#endif
