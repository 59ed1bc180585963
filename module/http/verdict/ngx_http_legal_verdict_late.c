/* What the response changes of the verdict. */

#include <ngx_config.h>

#include "http/verdict/ngx_http_legal_verdict_late.h"
#include "http/verdict/ngx_http_legal_when.h"


/*
 * A 304 need not have the fields of the page, and the copy that it confirms has
 * the notice: it stays due.
 */

ngx_int_t
ngx_http_legal_decide_late(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict)
{
    ngx_int_t               holds;
    ngx_uint_t              i;
    ngx_http_legal_item_t  *item;

    if (!verdict->late || verdict->conf->outlet) {

        /* the response of an outlet is not the page's: it is not known */

        return NGX_OK;
    }

    verdict->nnotices = 0;

    for (i = 0; i < verdict->nitems; i++) {
        item = &verdict->items[i];

        if (item->late && !item->gave_way) {
            holds = (r->headers_out.status == NGX_HTTP_NOT_MODIFIED)
                    ? 1 : ngx_http_legal_when(r, item->rule,
                                              LN_VARIABLE_RESPONSE);

            if (holds == NGX_ERROR) {
                return NGX_ERROR;
            }

            item->due = holds;
        }

        if (item->due && !item->rule->restriction) {
            verdict->notices[verdict->nnotices++] = item;
        }
    }

    ngx_http_legal_decide_scripts(verdict);

    return NGX_OK;
}


/*
 * A status page is an error's page of nginx's own, or of error_page.  The body
 * of `return 403 "TEXT"` is the site's: nginx sets err_status for the former
 * only.
 */

ngx_uint_t
ngx_http_legal_status_page_stands(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict)
{
    ngx_uint_t              i;
    ngx_http_legal_item_t  *item;

    if (r->err_status == 0 || r->headers_out.status < NGX_HTTP_BAD_REQUEST) {
        return 0;
    }

    for (i = 0; i < verdict->nitems; i++) {
        item = &verdict->items[i];

        if (item->gave_way) {
            item->gave_way = 0;
            item->due = 1;
            verdict->notices[verdict->nnotices++] = item;
        }
    }

    return 1;
}
