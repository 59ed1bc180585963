/* What was counted of a rule, in words. */

#ifndef NGX_HTTP_LEGAL_HTML_COUNT_H
#define NGX_HTTP_LEGAL_HTML_COUNT_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_rule.h"
#include "http/status/ngx_http_legal_html.h"


/* A table of what became of the rule; what was 0 is left out. */
void ngx_http_legal_html_counts(ngx_http_legal_html_t *html,
    ngx_http_legal_rule_t *rule);


#endif
