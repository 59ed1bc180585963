/* $legal_sent: what a response has carried, for the log. */

#include <ngx_config.h>

#include "http/ngx_http_legal_sent.h"


static ngx_uint_t ngx_http_legal_sent_is(ngx_http_legal_item_t *item);
static u_char *ngx_http_legal_sent_write(ngx_http_legal_item_t *item,
    u_char *p);
static size_t ngx_http_legal_sent_size(ngx_http_legal_item_t *item);


ngx_int_t
ngx_http_legal_sent(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_str_t *value)
{
    u_char                    *p;
    size_t                     size;
    ngx_uint_t                 i, n;
    ngx_http_legal_item_t     *items;
    ngx_http_legal_verdict_t  *verdict;

    verdict = ctx->verdict;

    if (verdict == NULL || !r->header_sent || r->method == NGX_HTTP_HEAD) {
        return NGX_OK;
    }

    items = verdict->items;
    n = verdict->answered ? verdict->nitems : 0;

    if (verdict->refused.rule) {
        items = &verdict->refused;
        n = 1;
    }

    size = 0;

    for (i = 0; i < n; i++) {
        if (ngx_http_legal_sent_is(&items[i])) {
            size += ngx_http_legal_sent_size(&items[i]);
        }
    }

    if (size == 0) {
        return NGX_OK;
    }

    p = ngx_pnalloc(r->pool, size);
    if (p == NULL) {
        return NGX_ERROR;
    }

    value->data = p;

    for (i = 0; i < n; i++) {
        if (ngx_http_legal_sent_is(&items[i])) {
            p = ngx_http_legal_sent_write(&items[i], p);
        }
    }

    value->len = p - value->data - 1;             /* the last comma */

    return NGX_OK;
}


/* An inner tier, or error_page, may have made what is sent. */

static ngx_uint_t
ngx_http_legal_sent_is(ngx_http_legal_item_t *item)
{
    return item->sent || item->outcome == NGX_HTTP_LEGAL_PRESENT
           || item->outcome == NGX_HTTP_LEGAL_REFUSED;
}


static u_char *
ngx_http_legal_sent_write(ngx_http_legal_item_t *item, u_char *p)
{
    ln_str_t           lang;
    ln_translation_t  *translation;

    if (item->sent == 0) {
        return ngx_sprintf(p, "%V:-:-,", &item->rule->name);
    }

    translation = &item->rule->text.translations[item->sent - 1];
    lang = translation->language.len ? translation->language : ln_str("-");

    return ngx_sprintf(p, "%V:%*s:%s,", &item->rule->name, lang.len, lang.data,
                       translation->digest);
}


static size_t
ngx_http_legal_sent_size(ngx_http_legal_item_t *item)
{
    ngx_uint_t  i;
    size_t      size;

    size = 1;

    for (i = 0; i < item->rule->text.ntranslations; i++) {
        size = ngx_max(size, item->rule->text.translations[i].language.len);
    }

    return size + item->rule->name.len + LN_DIGEST_LEN + sizeof("::,") - 1;
}
