/* legal_dry_run: what would be done is logged and counted. */

#include <ngx_config.h>

#include "http/counters/ngx_http_legal_log.h"
#include "http/headers/ngx_http_legal_type.h"
#include "http/ngx_http_legal_dry_run.h"
#include "http/verdict/ngx_http_legal_inner_tier.h"


static void ngx_http_legal_dry_run_log(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule);


void
ngx_http_legal_dry_run(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict)
{
    ngx_uint_t              i, status;
    ngx_http_legal_type_t   type;
    ngx_http_legal_item_t  *item;

    status = r->headers_out.status;
    ngx_http_legal_type(r, &type);

    for (i = 0; i < verdict->nitems; i++) {
        item = &verdict->items[i];

        if (!item->due) {
            continue;
        }

        ngx_http_legal_dry_run_log(r, item->rule);

        item->outcome = NGX_HTTP_LEGAL_NO_PAGE;

        if (item->rule->restriction
            || ((status == NGX_HTTP_OK || status >= NGX_HTTP_BAD_REQUEST)
                && ngx_http_legal_rule_covers(r, item->rule, &type)))
        {
            item->outcome = NGX_HTTP_LEGAL_DRY_RUN;
        }
    }
}


static void
ngx_http_legal_dry_run_log(ngx_http_request_t *r, ngx_http_legal_rule_t *rule)
{
    if (!ngx_http_legal_log_due(r, rule, NGX_HTTP_LEGAL_LOG_DRY_RUN)) {
        return;
    }

    if (rule->restriction) {
        ngx_log_error(NGX_LOG_NOTICE, ngx_http_legal_log(r), 0,
                      "dry run: restriction \"%V\" would %s with %ui",
                      &rule->name, rule->asks ? "ask" : "refuse",
                      rule->status);
        return;
    }

    ngx_log_error(NGX_LOG_NOTICE, ngx_http_legal_log(r), 0,
                  "dry run: notice \"%V\" would show in an HTML page",
                  &rule->name);
}
