/* Looks at a database's file: was it replaced, deleted, or refused before? */

#ifndef NGX_HTTP_LEGAL_SWAP_LOOK_H
#define NGX_HTTP_LEGAL_SWAP_LOOK_H

#include <ngx_config.h>

#include "http/database/ngx_http_legal_swap_zone.h"


typedef enum {
    NGX_HTTP_LEGAL_SWAP_FINE,           /* in use, or not read yet */
    NGX_HTTP_LEGAL_SWAP_MISSING,
    NGX_HTTP_LEGAL_SWAP_HIDDEN,         /* workers may not look at it */
    NGX_HTTP_LEGAL_SWAP_FAILED          /* it cannot be used */
} ngx_http_legal_swap_state_t;


/*
 * Looks at the file, and begins to read it if it was replaced: in one worker
 * only.  Returns whether to look at it again soon.
 */
ngx_uint_t ngx_http_legal_swap_look(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ngx_log_t *log);

/* What a look at the file has found last, for who reports it. */
ngx_http_legal_swap_state_t ngx_http_legal_swap_state(
    ngx_http_legal_database_t *database);

/*
 * The file cannot be used: it is left alone for a while.  Called under the
 * lock.  Returns whether that is new, and so is to be told.
 */
ngx_uint_t ngx_http_legal_swap_refuse(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_swap_t *swap, ngx_file_info_t *info);

/* Counts and logs that a replaced file cannot be used. */
void ngx_http_legal_swap_tell_refused(ngx_http_legal_database_t *database,
    const char *why, ngx_log_t *log);

/* Whether a and b are of one file that was not written in between. */
ngx_uint_t ngx_http_legal_same_file(ngx_file_info_t *a, ngx_file_info_t *b);


#endif
