/* Whether a rule is in force: by its dates, and on this page. */

#ifndef NGX_HTTP_LEGAL_FORCE_H
#define NGX_HTTP_LEGAL_FORCE_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_rule.h"


/*
 * Whether rule is in force for r now, by its `since`, `until` and `uri`, and by
 * those variables of `when` that are known before there is a response.  A
 * pattern that goes over its limits speaks for the rule, and is logged: `uri ~`
 * counts as a match, `uri !~` as none.
 */
ngx_uint_t ngx_http_legal_in_force(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule);


#endif
