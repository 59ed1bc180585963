/*
 * Turns: a page that takes long is left for a while, so that the worker
 * answers other requests.  One that stays compressed is not: its bytes go on in
 * the buffers of the upstream.
 */

#ifndef NGX_HTTP_LEGAL_TURN_H
#define NGX_HTTP_LEGAL_TURN_H

#include <ngx_config.h>
#include <ngx_core.h>


/* From now on the worker reads a page. */
void ngx_http_legal_turn_begin(void);

/* .. one that is not left: ngx_http_legal_turn_over() says 0. */
void ngx_http_legal_turn_none(void);

/* 1 if it has read long enough: what called the filter is to be left. */
ngx_uint_t ngx_http_legal_turn_over(void);


#endif
