/* The language of a page's notices, and what the header says of it. */

#include <ngx_config.h>

#include "field/ln_legal_notice.h"
#include "http/headers/ngx_http_legal_fields.h"
#include "http/page/ngx_http_legal_due.h"
#include "http/page/ngx_http_legal_language.h"


static void ngx_http_legal_page_lang(ngx_http_legal_page_t *page,
    ln_str_t *lang);


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
    return r->header_only || (r->method == NGX_HTTP_HEAD && page->fed == 0);
}


ngx_int_t
ngx_http_legal_languages_header(ngx_http_request_t *r,
    ngx_http_legal_page_t *page)
{
    u_char                 *p;
    size_t                  len;
    ln_str_t                of_page, lang;
    ngx_str_t               value;
    ngx_uint_t              i, vary, unread;
    ngx_http_legal_rule_t  *rule;

    static ngx_str_t  accept_language = ngx_string("Accept-Language");

    len = 0;
    vary = 0;
    unread = page->early || ngx_http_legal_language_unread(r, page);
    ngx_http_legal_page_lang(page, &of_page);

    for (i = 0; i < page->places.n; i++) {
        if (ngx_http_legal_is_not_due(page, i)) {
            continue;
        }

        rule = page->places.notices[i]->rule;

        if (rule->is_script) {
            continue;
        }

        vary |= ln_text_reader_chooses(&rule->text, rule->languages.elts,
                                       rule->languages.nelts, of_page);
        len += LN_LEGAL_NOTICE_SIZE + rule->name.len
               + rule->text.translations[page->languages[i]].language.len;
    }

    p = ngx_pnalloc(r->pool, len + 1);
    if (p == NULL) {
        return NGX_ERROR;
    }

    value.data = p;

    for (i = 0; i < page->places.n; i++) {
        rule = page->places.notices[i]->rule;

        if (rule->is_script) {
            continue;
        }

        lang = rule->text.translations[page->languages[i]].language;

        if (!ngx_http_legal_is_due(page, i)) {
            continue;
        }

        if (unread && page->page_language) {
            lang.len = 0;
        }

        p += ln_legal_notice_add(ngx_http_legal_ln(rule->name), lang,
                                 p != value.data, p);
    }

    value.len = p - value.data;

    if (value.len == 0) {
        return NGX_OK;
    }

    if (vary
        && ngx_http_legal_field_add(r, "Vary", &accept_language) != NGX_OK)
    {
        return NGX_ERROR;
    }

    return value.len ? ngx_http_legal_field_add(r, "Legal-Notice", &value)
                     : NGX_OK;
}
