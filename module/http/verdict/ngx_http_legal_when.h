/* `when`: a rule is due by the values of variables. */

#ifndef NGX_HTTP_LEGAL_WHEN_H
#define NGX_HTTP_LEGAL_WHEN_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_rule.h"


/*
 * Whether rule may be due to r, by those of its variables that are known with
 * the request.
 */
ngx_uint_t ngx_http_legal_when_request(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule);

/*
 * Whether rule, which may be due, would be by its other variables as they are
 * now.  Known is LN_VARIABLE_RESPONSE: by all others, as the header of
 * the response is at hand.  LN_VARIABLE_UNKNOWN: by those of which it is not
 * known when they are known.  NGX_ERROR: there is no memory.
 *
 * The variables are as if nobody had asked for them: a `map` keeps what it was
 * worked out to once, and would be wrong when the response is there.
 */
ngx_int_t ngx_http_legal_when(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ln_variable_t known);


#endif
