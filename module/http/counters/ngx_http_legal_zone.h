/* The shared memory of the counters. */

#ifndef NGX_HTTP_LEGAL_ZONE_H
#define NGX_HTTP_LEGAL_ZONE_H

#include <ngx_config.h>

#include "http/counters/ngx_http_legal_counters.h"


/*
 * Adds the zone, when all rules, jurisdictions and databases are known.  They
 * get their counters when nginx has made the shared memory.
 */
ngx_int_t ngx_http_legal_zone_add(ngx_conf_t *cf);


#endif
