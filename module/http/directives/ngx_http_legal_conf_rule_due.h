/* Directives in a rule that say where else it is not due. */

#ifndef NGX_HTTP_LEGAL_CONF_RULE_DUE_H
#define NGX_HTTP_LEGAL_CONF_RULE_DUE_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_rule.h"


/* As those in ngx_http_legal_conf_rule_set.h. */
char *ngx_http_legal_rule_uri(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);
char *ngx_http_legal_rule_when(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);
char *ngx_http_legal_rule_fallback(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);
char *ngx_http_legal_rule_fragments(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);
char *ngx_http_legal_rule_acknowledge(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);

/*
 * Checks at the end of rule's block that `fallback none` leaves something to
 * be shown.  What is wrong is logged.
 */
ngx_int_t ngx_http_legal_rule_fallback_check(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);

/*
 * Checks at the end of rule's block that its texts can ask, if it asks, and
 * that they don't if not.  What is wrong is logged.
 */
ngx_int_t ngx_http_legal_rule_may_ask(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);

/*
 * Looks the variables of `when` up, which `set` or another module may define
 * below it.  What is wrong is logged.
 */
ngx_int_t ngx_http_legal_rule_when_resolve(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);


#endif
