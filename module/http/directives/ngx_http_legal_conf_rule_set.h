/* The directives inside legal_notice and legal_restriction. */

#ifndef NGX_HTTP_LEGAL_CONF_RULE_SET_H
#define NGX_HTTP_LEGAL_CONF_RULE_SET_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_rule.h"


/*
 * Each sets its part of rule from cf->args.  Returns NGX_CONF_OK, an error text
 * for nginx to log, or NGX_CONF_ERROR when the error has been logged.
 */
char *ngx_http_legal_rule_in(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);
char *ngx_http_legal_rule_text(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);
char *ngx_http_legal_rule_types(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);
char *ngx_http_legal_rule_script(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);
char *ngx_http_legal_rule_uncertain(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);
char *ngx_http_legal_rule_date(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);
char *ngx_http_legal_rule_status(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);
char *ngx_http_legal_rule_blocked_by(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);

/* The text of a restriction that has no `page`.  NGX_ERROR is logged. */
ngx_int_t ngx_http_legal_rule_own_page(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);


#endif
