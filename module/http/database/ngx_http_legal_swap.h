/* The databases of a running server. */

#ifndef NGX_HTTP_LEGAL_SWAP_H
#define NGX_HTTP_LEGAL_SWAP_H

#include <ngx_config.h>

#include "http/database/ngx_http_legal_swap_zone.h"


/* For each process: begins to look for files that were replaced. */
ngx_int_t ngx_http_legal_swap_start(ngx_cycle_t *cycle);


#endif
