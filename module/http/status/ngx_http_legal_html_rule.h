/* The rules on the status page: whom they are for, what was counted, texts. */

#ifndef NGX_HTTP_LEGAL_HTML_RULE_H
#define NGX_HTTP_LEGAL_HTML_RULE_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_rule.h"
#include "http/status/ngx_http_legal_html.h"


/* All rules, or the one that is asked for. */
void ngx_http_legal_html_rules(ngx_http_legal_html_t *html);


#endif
