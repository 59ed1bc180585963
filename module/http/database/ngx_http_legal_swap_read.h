/* The end of a job: a replaced file has been read, or cannot be used. */

#ifndef NGX_HTTP_LEGAL_SWAP_READ_H
#define NGX_HTTP_LEGAL_SWAP_READ_H

#include <ngx_config.h>

#include "http/database/ngx_http_legal_swap_zone.h"


/* If database->job is done, puts its database in use, or logs why not. */
void ngx_http_legal_swap_read(ngx_http_legal_main_conf_t *lmcf,
    ngx_http_legal_database_t *database, ngx_log_t *log);


#endif
