/* `language`: which of a rule's texts a reader gets. */

#ifndef NGX_HTTP_LEGAL_CONF_LANGUAGE_H
#define NGX_HTTP_LEGAL_CONF_LANGUAGE_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_rule.h"


char *ngx_http_legal_rule_language(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);

/*
 * When the rule has been read: each language that `language` names has a text,
 * or NGX_ERROR; a rule without `language` gets the default.  Warns where
 * readers can be given a text that nobody chose for them, and where `language`
 * does nothing.
 */
ngx_int_t ngx_http_legal_language_check(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule);


#endif
