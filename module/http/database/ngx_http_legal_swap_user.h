/* Whether the user of the workers can read the files that they swap. */

#ifndef NGX_HTTP_LEGAL_SWAP_USER_H
#define NGX_HTTP_LEGAL_SWAP_USER_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_database.h"


/*
 * Where root has read the databases, and workers of another user are to read
 * the next ones: warns of each file that this user cannot read.  Silent where
 * that cannot be known.
 */
void ngx_http_legal_swap_user(ngx_cycle_t *cycle);


#endif
