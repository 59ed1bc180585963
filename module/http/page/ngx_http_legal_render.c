/* A text as it stands for this request. */

#include "http/ngx_http_legal_notice.h"


static ngx_int_t ngx_http_legal_render(ngx_http_request_t *r, ngx_pool_t *pool,
    ngx_http_legal_rule_t *rule, ngx_uint_t variant, ln_charset_t charset,
    ngx_str_t *out);


/*
 * The values of n variables, in r's pool.  One that is not found is empty.
 */

ngx_int_t
ngx_http_legal_values(ngx_http_request_t *r, ngx_int_t *variables,
    ngx_uint_t n, ln_str_t **values)
{
    ngx_uint_t                  i;
    ngx_http_variable_value_t  *v;

    *values = NULL;

    if (n == 0) {
        return NGX_OK;
    }

    *values = ngx_palloc(r->pool, n * sizeof(ln_str_t));
    if (*values == NULL) {
        return NGX_ERROR;
    }

    for (i = 0; i < n; i++) {
        v = ngx_http_get_indexed_variable(r, variables[i]);

        if (v == NULL || v->not_found) {
            (*values)[i].len = 0;
            (*values)[i].data = NULL;
            continue;
        }

        (*values)[i].len = v->len;
        (*values)[i].data = v->data;
    }

    return NGX_OK;
}


/*
 * The markup of a notice in the encoding of its page.  One without
 * placeholders is made once for each charset and kept with the rule.
 */

ngx_int_t
ngx_http_legal_render_notice(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_uint_t variant, ln_charset_t charset,
    ngx_str_t *out)
{
    ngx_str_t                   *kept;
    ln_text_variant_t           *v;
    ngx_http_legal_main_conf_t  *lmcf;

    v = &rule->text.variants[variant];

    if (ln_template_nvariables(v->content)) {
        return ngx_http_legal_render(r, r->pool, rule, variant, charset, out);
    }

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);

    if (rule->rendered == NULL) {
        rule->rendered = ngx_pcalloc(lmcf->alloc.arena,
                                     rule->text.nvariants
                                     * (LN_CHARSET_UNKNOWN + 1)
                                     * sizeof(ngx_str_t));
        if (rule->rendered == NULL) {
            return NGX_ERROR;
        }
    }

    kept = &rule->rendered[variant * (LN_CHARSET_UNKNOWN + 1) + charset];

    if (kept->data == NULL
        && ngx_http_legal_render(r, lmcf->alloc.arena, rule, variant, charset,
                                 kept)
           != NGX_OK)
    {
        kept->data = NULL;
        return NGX_ERROR;
    }

    *out = *kept;

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_render(ngx_http_request_t *r, ngx_pool_t *pool,
    ngx_http_legal_rule_t *rule, ngx_uint_t variant, ln_charset_t charset,
    ngx_str_t *out)
{
    ln_str_t           *values, utf8;
    ln_text_variant_t  *v;

    v = &rule->text.variants[variant];

    if (ngx_http_legal_values(r, rule->variables[variant],
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

    if (charset == LN_CHARSET_UTF16LE || charset == LN_CHARSET_UTF16BE) {
        out->data = ngx_pnalloc(pool, ln_charset_write(charset, utf8, NULL));
        if (out->data == NULL) {
            return NGX_ERROR;
        }

        out->len = ln_charset_write(charset, utf8, out->data);

        return NGX_OK;
    }

    out->len = ln_markup_ascii(utf8, NULL);

    if (out->len == utf8.len) {
        return NGX_OK;
    }

    out->data = ngx_pnalloc(pool, out->len);
    if (out->data == NULL) {
        return NGX_ERROR;
    }

    (void) ln_markup_ascii(utf8, out->data);

    return NGX_OK;
}


/* A whole page in UTF-8: rule's text in the reader's language, or none. */

ngx_int_t
ngx_http_legal_render_page(ngx_http_request_t *r, ngx_http_legal_rule_t *rule,
    ngx_str_t *title, ngx_str_t *out)
{
    ln_str_t            *values, none, head;
    ngx_uint_t           i;
    ngx_str_t           *accept;
    ln_text_variant_t   *v;

    static ln_language_choice_t  reader = { LN_LANGUAGE_READER, { 0, NULL } };

    v = NULL;
    values = NULL;
    head = ngx_http_legal_ln(*title);

    if (rule->text.nvariants) {
        accept = ngx_http_legal_accept_language(r);
        none.len = 0;
        none.data = NULL;

        i = ln_text_choose(&rule->text, &reader, 1, none,
                           ngx_http_legal_ln(*accept));
        v = &rule->text.variants[i];

        if (ngx_http_legal_values(r, rule->variables[i],
                                  ln_template_nvariables(v->content), &values)
            != NGX_OK)
        {
            return NGX_ERROR;
        }
    }

    out->len = ln_markup_page(v, head, values, NULL);

    out->data = ngx_pnalloc(r->pool, out->len);
    if (out->data == NULL) {
        return NGX_ERROR;
    }

    (void) ln_markup_page(v, head, values, out->data);

    return NGX_OK;
}


/* The value of Accept-Language, empty without one; never NULL. */

ngx_str_t *
ngx_http_legal_accept_language(ngx_http_request_t *r)
{
    ngx_uint_t        i;
    ngx_list_part_t  *part;
    ngx_table_elt_t  *h;

    static ngx_str_t  name = ngx_string("accept-language");
    static ngx_str_t  none = ngx_null_string;

    part = &r->headers_in.headers.part;
    h = part->elts;

    for (i = 0; /* void */ ; i++) {

        if (i >= part->nelts) {
            if (part->next == NULL) {
                break;
            }

            part = part->next;
            h = part->elts;
            i = 0;
        }

        if (h[i].key.len == name.len
            && ngx_strncmp(h[i].lowcase_key, name.data, name.len) == 0)
        {
            return &h[i].value;
        }
    }

    return &none;
}
