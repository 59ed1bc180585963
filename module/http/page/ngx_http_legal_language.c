/* The language of a page's notices, and what the header says of it. */

#include <ngx_config.h>

#include "field/ln_legal_notice.h"
#include "http/headers/ngx_http_legal_cache_control.h"
#include "http/headers/ngx_http_legal_fields.h"
#include "http/page/ngx_http_legal_due.h"
#include "http/page/ngx_http_legal_language.h"


static void ngx_http_legal_page_lang(ngx_http_legal_page_t *page,
    ln_str_t *lang);
static ngx_int_t ngx_http_legal_claims(ngx_http_request_t *r,
    ngx_http_legal_page_t *page, ngx_str_t *claims);
static ngx_uint_t ngx_http_legal_reader_chooses(ngx_http_legal_page_t *page);


ngx_int_t
ngx_http_legal_languages(ngx_http_request_t *r, ngx_http_legal_page_t *page)
{
    ln_str_t                lang;
    ngx_str_t               accept;
    ngx_uint_t              i;
    ngx_http_legal_rule_t  *rule;

    if (page->languages_chosen) {
        return NGX_OK;
    }

    if (ngx_http_legal_accept_language(r, &accept) != NGX_OK) {
        return NGX_ERROR;
    }

    page->languages_chosen = 1;
    ngx_http_legal_page_lang(page, &lang);

    for (i = 0; i < page->places.n; i++) {
        rule = page->places.notices[i]->rule;
        page->languages[i] = ln_text_choose(&rule->text, rule->languages.elts,
                                            rule->languages.nelts, lang,
                                            ngx_http_legal_ln(accept));
    }

    return NGX_OK;
}


/* What the page says of its language, as far as it has been seen. */

static void
ngx_http_legal_page_lang(ngx_http_legal_page_t *page, ln_str_t *lang)
{
    lang->len = 0;
    lang->data = NULL;

    if (page->places.seen) {
        *lang = page->places.seen->lang;
    }
}


ngx_uint_t
ngx_http_legal_language_unread(ngx_http_request_t *r,
    ngx_http_legal_page_t *page)
{
    return r->header_only
           || (page->fed == 0
               && (r->method == NGX_HTTP_HEAD
                   || r->headers_out.status == NGX_HTTP_NOT_MODIFIED));
}


ngx_int_t
ngx_http_legal_languages_header(ngx_http_request_t *r,
    ngx_http_legal_page_t *page)
{
    ngx_str_t  claims;

    static ngx_str_t  accept_language = ngx_string("Accept-Language");

    if (ngx_http_legal_claims(r, page, &claims) != NGX_OK) {
        return NGX_ERROR;
    }

    if (claims.len == 0) {
        return NGX_OK;
    }

    if (ngx_http_legal_reader_chooses(page)
        && ngx_http_legal_vary_by(r, &accept_language) != NGX_OK)
    {
        return NGX_ERROR;
    }

    return ngx_http_legal_field_add(r, "Legal-Notice", &claims);
}


/* What Legal-Notice says: those notices that are known to go in. */

static ngx_int_t
ngx_http_legal_claims(ngx_http_request_t *r, ngx_http_legal_page_t *page,
    ngx_str_t *claims)
{
    u_char                 *p;
    size_t                  len;
    ln_str_t                lang;
    ngx_uint_t              i, unread;
    ngx_http_legal_rule_t  *rule;

    len = 0;
    unread = page->early || ngx_http_legal_language_unread(r, page);

    for (i = 0; i < page->places.n; i++) {
        rule = page->places.notices[i]->rule;

        if (!rule->is_script) {
            len += LN_LEGAL_NOTICE_SIZE + rule->name.len
                   + rule->text.translations[page->languages[i]].language.len;
        }
    }

    p = ngx_pnalloc(r->pool, len + 1);
    if (p == NULL) {
        return NGX_ERROR;
    }

    claims->data = p;

    for (i = 0; i < page->places.n; i++) {
        rule = page->places.notices[i]->rule;

        if (rule->is_script || !ngx_http_legal_is_due(page, i)) {
            continue;
        }

        lang = rule->text.translations[page->languages[i]].language;

        if (unread && page->page_language) {
            lang.len = 0;
        }

        p += ln_legal_notice_add(ngx_http_legal_ln(rule->name), lang,
                                 p != claims->data, p);
    }

    claims->len = p - claims->data;

    return NGX_OK;
}


/* Whether another Accept-Language could have given another text. */

static ngx_uint_t
ngx_http_legal_reader_chooses(ngx_http_legal_page_t *page)
{
    ln_str_t                of_page;
    ngx_uint_t              i;
    ngx_http_legal_rule_t  *rule;

    ngx_http_legal_page_lang(page, &of_page);

    for (i = 0; i < page->places.n; i++) {
        rule = page->places.notices[i]->rule;

        if (!rule->is_script && !ngx_http_legal_is_not_due(page, i)
            && ln_text_reader_chooses(&rule->text, rule->languages.elts,
                                      rule->languages.nelts, of_page))
        {
            return 1;
        }
    }

    return 0;
}
