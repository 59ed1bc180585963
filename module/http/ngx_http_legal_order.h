/* The modules whose filters must not stand above this one. */

#ifndef NGX_HTTP_LEGAL_ORDER_H
#define NGX_HTTP_LEGAL_ORDER_H

#include <ngx_config.h>
#include <ngx_core.h>


/*
 * Warns of each module that compresses pages before their notices go in: one
 * that was loaded after this module, and so runs before it.
 */
void ngx_http_legal_order_warn(ngx_conf_t *cf);


#endif
