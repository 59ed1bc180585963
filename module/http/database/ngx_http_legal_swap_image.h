/* The image of a database that one worker has read: the others take it over. */

#ifndef NGX_HTTP_LEGAL_SWAP_IMAGE_H
#define NGX_HTTP_LEGAL_SWAP_IMAGE_H

#include <ngx_config.h>

#include "http/database/ngx_http_legal_swap_zone.h"


/*
 * Takes over the image that is in use; where it cannot, reads the file.
 * Returns whether database is to be looked at again soon.
 */
ngx_uint_t ngx_http_legal_swap_adopt(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ngx_log_t *log);

/*
 * Puts db, which was made of the file that info is of, in use in place of what
 * database has, and closes that.
 */
void ngx_http_legal_swap_use(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ln_database_t *db,
    ngx_file_info_t *info, ngx_uint_t generation);

/* Notes, under the lock, that this worker has the image, for others to take. */
void ngx_http_legal_swap_hold(ngx_http_legal_swap_t *swap, ln_database_t *db,
    ngx_uint_t generation);


#endif
