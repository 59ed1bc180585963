/* A text as it stands for this request. */

#include <ngx_config.h>

#include "field/ln_legal_notice.h"
#include "http/headers/ngx_http_legal_fields.h"
#include "http/output/ngx_http_legal_compressed.h"
#include "http/page/ngx_http_legal_render.h"
#include "http/verdict/ngx_http_legal_values.h"
#include "notice/ln_markup.h"


/* What is rendered once for each translation and kind of charset. */
struct ngx_http_legal_rendered_s {
    ngx_str_t                   markup;
    ln_inset_t                 *inset;
};


static ngx_http_legal_rendered_t *ngx_http_legal_rendered(
    ngx_http_legal_rule_t *rule, ngx_uint_t language, ln_charset_t charset);
static ngx_int_t ngx_http_legal_render(ngx_http_request_t *r, ngx_pool_t *pool,
    ngx_http_legal_rule_t *rule, ngx_uint_t language, ln_charset_t charset,
    ngx_str_t *out);
static size_t ngx_http_legal_render_text(ngx_http_legal_rule_t *rule,
    ln_translation_t *v, ln_str_t title, ln_str_t *values,
    ln_template_form_t *form, u_char *out);
static ngx_int_t ngx_http_legal_render_claims(ngx_http_request_t *r,
    ngx_http_legal_item_t **items, ngx_uint_t *languages, ngx_uint_t n,
    ngx_str_t *claims);
static ngx_int_t ngx_http_legal_language(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_uint_t *language);


ngx_int_t
ngx_http_legal_render_notice(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_uint_t language, ln_charset_t charset,
    ngx_str_t *out)
{
    ln_translation_t            *v;
    ngx_http_legal_rendered_t   *kept;
    ngx_http_legal_main_conf_t  *lmcf;

    v = &rule->text.translations[language];

    if (ln_template_nvariables(v->content)) {
        return ngx_http_legal_render(r, r->pool, rule, language, charset, out);
    }

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);

    if (rule->rendered == NULL) {
        rule->rendered = ngx_pcalloc(lmcf->alloc.arena,
                                     rule->text.ntranslations
                                     * (LN_CHARSET_UNKNOWN + 1)
                                     * sizeof(ngx_http_legal_rendered_t));
        if (rule->rendered == NULL) {
            return NGX_ERROR;
        }
    }

    kept = ngx_http_legal_rendered(rule, language, charset);

    if (kept->markup.data == NULL
        && ngx_http_legal_render(r, lmcf->alloc.arena, rule, language, charset,
                                 &kept->markup)
           != NGX_OK)
    {
        kept->markup.data = NULL;
        return NGX_ERROR;
    }

    *out = kept->markup;

    return NGX_OK;
}


static ngx_http_legal_rendered_t *
ngx_http_legal_rendered(ngx_http_legal_rule_t *rule, ngx_uint_t language,
    ln_charset_t charset)
{
    return &rule->rendered[language * (LN_CHARSET_UNKNOWN + 1) + charset];
}


ln_inset_t *
ngx_http_legal_render_inset(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_uint_t language, ln_charset_t charset,
    ngx_str_t *markup)
{
    ngx_http_legal_rendered_t   *kept;
    ngx_http_legal_main_conf_t  *lmcf;

    if (rule->rendered) {
        kept = ngx_http_legal_rendered(rule, language, charset);

        if (kept->markup.data == markup->data) {
            lmcf = ngx_http_get_module_main_conf(r,
                                                 ngx_http_legal_notice_module);

            if (kept->inset == NULL) {
                kept->inset = ngx_http_legal_compressed_inset(
                                                lmcf->alloc.arena, markup, 0);
            }

            return kept->inset;
        }
    }

    return ngx_http_legal_compressed_inset(r->pool, markup, 1);
}


static ngx_int_t
ngx_http_legal_render(ngx_http_request_t *r, ngx_pool_t *pool,
    ngx_http_legal_rule_t *rule, ngx_uint_t language, ln_charset_t charset,
    ngx_str_t *out)
{
    ln_str_t           *values, utf8;
    ln_translation_t   *v;

    v = &rule->text.translations[language];

    if (ngx_http_legal_values(r, rule->variables[language],
                              ln_template_nvariables(v->content), &values)
        != NGX_OK)
    {
        return NGX_ERROR;
    }

    out->len = ln_markup_notice(v, ngx_http_legal_ln(rule->name), values,
                                NULL);

    out->data = ngx_pnalloc(pool, out->len);
    if (out->data == NULL) {
        return NGX_ERROR;
    }

    (void) ln_markup_notice(v, ngx_http_legal_ln(rule->name), values,
                            out->data);

    if (charset == LN_CHARSET_UTF8) {
        return NGX_OK;
    }

    utf8 = ngx_http_legal_ln(*out);

    out->data = ngx_pnalloc(pool, ln_markup_write(charset, utf8, NULL));
    if (out->data == NULL) {
        return NGX_ERROR;
    }

    out->len = ln_markup_write(charset, utf8, out->data);

    return NGX_OK;
}


ngx_int_t
ngx_http_legal_render_script(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_uint_t xml, ln_charset_t charset,
    ngx_str_t *out)
{
    u_char     *p;
    size_t      size;
    ln_str_t    utf8;
    ngx_str_t   url;

    url.len = rule->script_url.len
              + ngx_escape_html(NULL, rule->script_url.data,
                                rule->script_url.len);

    size = sizeof("<script src=\"\" type=\"module\" async=\"\"></script>")
           + url.len;

    url.data = ngx_pnalloc(r->pool, url.len);
    p = ngx_pnalloc(r->pool, size);

    if (url.data == NULL || p == NULL) {
        return NGX_ERROR;
    }

    ngx_escape_html(url.data, rule->script_url.data, rule->script_url.len);

    utf8.data = p;
    utf8.len = ngx_snprintf(p, size,
                            "<script src=\"%V\" type=\"module\" "
                            "async%s></script>",
                            &url, xml ? "=\"\"" : "")
               - p;

    out->data = ngx_pnalloc(r->pool, ln_markup_write(charset, utf8, NULL));
    if (out->data == NULL) {
        return NGX_ERROR;
    }

    out->len = ln_markup_write(charset, utf8, out->data);

    return NGX_OK;
}


ngx_int_t
ngx_http_legal_render_page(ngx_http_request_t *r, ngx_http_legal_item_t *item,
    ngx_str_t *title, ln_form_t *form, ngx_str_t *out)
{
    u_char                 *p;
    ln_str_t               *values, head;
    ngx_uint_t              language;
    ln_translation_t       *v;
    ln_template_form_t      parts;
    ngx_http_legal_rule_t  *rule;

    rule = item->rule;
    head = ngx_http_legal_ln(*title);

    if (ngx_http_legal_language(r, rule, &language) != NGX_OK) {
        return NGX_ERROR;
    }

    v = &rule->text.translations[language];

    if (ngx_http_legal_values(r, rule->variables[language],
                              ln_template_nvariables(v->content), &values)
        != NGX_OK)
    {
        return NGX_ERROR;
    }

    if (form) {
        p = ngx_pnalloc(r->pool, ln_form_size(form));
        if (p == NULL) {
            return NGX_ERROR;
        }

        parts = ln_form_make(form, v, p);
    }

    out->len = ngx_http_legal_render_text(rule, v, head, values,
                                          form ? &parts : NULL, NULL);

    out->data = ngx_pnalloc(r->pool, out->len);
    if (out->data == NULL) {
        return NGX_ERROR;
    }

    (void) ngx_http_legal_render_text(rule, v, head, values,
                                      form ? &parts : NULL, out->data);
    item->sent = language + 1;

    return NGX_OK;
}


/* The text of a rule that asks is another page, also without its form. */

static size_t
ngx_http_legal_render_text(ngx_http_legal_rule_t *rule, ln_translation_t *v,
    ln_str_t title, ln_str_t *values, ln_template_form_t *form, u_char *out)
{
    return rule->asks ? ln_markup_asking(v, title, values, form, out)
                      : ln_markup_page(v, title, values, out);
}


ngx_int_t
ngx_http_legal_render_notices(ngx_http_request_t *r,
    ngx_http_legal_item_t **items, ngx_uint_t n, ngx_str_t *title,
    ngx_str_t *out, ngx_str_t *claims)
{
    ln_str_t               *notices, head;
    ngx_str_t               markup;
    ngx_uint_t              i, *languages;
    ln_translation_t       *first;
    ngx_http_legal_rule_t  *rule;

    first = NULL;
    head = ngx_http_legal_ln(*title);

    notices = ngx_palloc(r->pool, (n + 1) * sizeof(ln_str_t));
    languages = ngx_palloc(r->pool, (n + 1) * sizeof(ngx_uint_t));

    if (notices == NULL || languages == NULL) {
        return NGX_ERROR;
    }

    for (i = 0; i < n; i++) {
        rule = items[i]->rule;

        if (ngx_http_legal_language(r, rule, &languages[i]) != NGX_OK
            || ngx_http_legal_render_notice(r, rule, languages[i],
                                            LN_CHARSET_UTF8, &markup)
               != NGX_OK)
        {
            return NGX_ERROR;
        }

        notices[i] = ngx_http_legal_ln(markup);
        items[i]->sent = languages[i] + 1;

        if (first == NULL) {
            first = &rule->text.translations[languages[i]];
        }
    }

    out->len = ln_markup_notices(first, head, notices, n, NULL);

    out->data = ngx_pnalloc(r->pool, out->len);
    if (out->data == NULL) {
        return NGX_ERROR;
    }

    (void) ln_markup_notices(first, head, notices, n, out->data);

    return ngx_http_legal_render_claims(r, items, languages, n, claims);
}


static ngx_int_t
ngx_http_legal_render_claims(ngx_http_request_t *r,
    ngx_http_legal_item_t **items, ngx_uint_t *languages, ngx_uint_t n,
    ngx_str_t *claims)
{
    u_char                 *p;
    size_t                  len;
    ngx_uint_t              i;
    ngx_http_legal_rule_t  *rule;

    len = 0;

    for (i = 0; i < n; i++) {
        rule = items[i]->rule;
        len += LN_LEGAL_NOTICE_SIZE + rule->name.len
               + rule->text.translations[languages[i]].language.len;
    }

    claims->data = ngx_pnalloc(r->pool, len);
    if (claims->data == NULL) {
        return NGX_ERROR;
    }

    p = claims->data;

    for (i = 0; i < n; i++) {
        rule = items[i]->rule;
        p += ln_legal_notice_add(ngx_http_legal_ln(rule->name),
                           rule->text.translations[languages[i]].language,
                           i > 0, p);
    }

    claims->len = p - claims->data;

    return NGX_OK;
}


/* The language of a text where there is no page that says one. */

static ngx_int_t
ngx_http_legal_language(ngx_http_request_t *r, ngx_http_legal_rule_t *rule,
    ngx_uint_t *language)
{
    ln_str_t   none;
    ngx_str_t  accept;

    if (ngx_http_legal_accept_language(r, &accept) != NGX_OK) {
        return NGX_ERROR;
    }

    none.len = 0;
    none.data = NULL;

    *language = ln_text_choose(&rule->text, rule->languages.elts,
                               rule->languages.nelts, none,
                               ngx_http_legal_ln(accept));
    return NGX_OK;
}
