/* The values of a text's placeholders. */

#ifndef NGX_HTTP_LEGAL_VALUES_H
#define NGX_HTTP_LEGAL_VALUES_H

#include <ngx_config.h>

#include "http/verdict/ngx_http_legal_verdict.h"


/*
 * The values of n variables, given by their indices.  They are in r's pool;
 * one that is not found is empty.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_values(ngx_http_request_t *r, ngx_int_t *variables,
    ngx_uint_t n, ln_str_t **values);

/*
 * Values of the placeholders of the verdict's notices that somebody asked for
 * before there was a response, or that nginx itself does not keep, are worked
 * out anew.
 */
void ngx_http_legal_values_renew(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict);


#endif
