/* legal_dry_run: what would be done is logged and counted. */

#ifndef NGX_HTTP_LEGAL_DRY_RUN_H
#define NGX_HTTP_LEGAL_DRY_RUN_H

#include <ngx_config.h>

#include "http/verdict/ngx_http_legal_verdict.h"


/*
 * Logs what would be done, and settles it: the response, whose header is about
 * to go, goes as it is.
 */
void ngx_http_legal_dry_run(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict);


#endif
