/*
 * What the response changes of the verdict: rules whose `when` asks it, and a
 * status page in a refusal's place.
 */

#ifndef NGX_HTTP_LEGAL_VERDICT_LATE_H
#define NGX_HTTP_LEGAL_VERDICT_LATE_H

#include <ngx_config.h>

#include "http/verdict/ngx_http_legal_verdict.h"


/*
 * Decides those notices whose `when` asks the response, whose header is about
 * to go.  Until then they count as due.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_decide_late(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict);

/*
 * The page of a refusal has no notices: those of the verdict give way.  But a
 * status page stands where the restriction holds, as the restriction is not
 * about it: then the notices are due after all.  Does nothing before r has such
 * a response.  Returns whether it has.
 */
ngx_uint_t ngx_http_legal_status_page_stands(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict);


#endif
