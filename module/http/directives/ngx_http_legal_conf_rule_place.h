/* Where a notice goes: `place` and `hydrated` of legal_notice. */

#ifndef NGX_HTTP_LEGAL_CONF_RULE_PLACE_H
#define NGX_HTTP_LEGAL_CONF_RULE_PLACE_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_rule.h"


/* As those of ngx_http_legal_conf_rule_set.h. */
char *ngx_http_legal_rule_place(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);
char *ngx_http_legal_rule_hydrated(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);


#endif
