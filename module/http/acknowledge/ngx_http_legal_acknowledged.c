/* Whether a reader has lifted a restriction: by cookie, or by a form. */

#include <ngx_config.h>

#include "acknowledge/ln_acknowledgement.h"
#include "field/ln_cookie.h"
#include "http/acknowledge/ngx_http_legal_acknowledged.h"
#include "http/headers/ngx_http_legal_fields.h"


/* A browser that never ends its session keeps the cookie for a day. */
#define NGX_HTTP_LEGAL_SESSION  (24 * 60 * 60)

/* A page that stays open longer asks anew. */
#define NGX_HTTP_LEGAL_FORM     (24 * 60 * 60)

/* A client has as many cookies of a name as domains and paths have set them. */
#define NGX_HTTP_LEGAL_COOKIES  4


static ln_acknowledged_t ngx_http_legal_acknowledges(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule);
static int64_t ngx_http_legal_acknowledge_lasts(ngx_http_legal_rule_t *rule);
static ngx_int_t ngx_http_legal_acknowledgement(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ln_acknowledgement_kind_t kind,
    int64_t lasts, u_char *out);


ngx_http_legal_acknowledged_t
ngx_http_legal_acknowledged(ngx_http_request_t *r, ngx_http_legal_rule_t *rule)
{
    ln_str_t                       cookies, value, name;
    ngx_uint_t                     n;
    ngx_table_elt_t               *h;
    ln_acknowledged_t              what;
    ngx_http_legal_fields_t        fields;
    ngx_http_legal_main_conf_t    *lmcf;
    ngx_http_legal_acknowledged_t  found;

    static ngx_str_t  cookie = ngx_string("Cookie");

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);
    found = NGX_HTTP_LEGAL_COOKIE_NONE;
    what = ngx_http_legal_acknowledges(r, rule);
    name = ngx_http_legal_ln(rule->cookie);
    n = 0;

    ngx_http_legal_request_fields(r, &fields);

    while ((h = ngx_http_legal_field_next(&fields, &cookie)) != NULL) {
        cookies = ngx_http_legal_ln(h->value);

        while (ln_cookie_next(&cookies, name, &value) == LN_OK) {

            if (n++ == NGX_HTTP_LEGAL_COOKIES) {
                return found;
            }

            if (ln_acknowledgement_good(&lmcf->keys, LN_ACKNOWLEDGEMENT_COOKIE,
                                        &what, value, ngx_time(),
                                        ngx_http_legal_acknowledge_lasts(rule)))
            {
                return NGX_HTTP_LEGAL_COOKIE_GOOD;
            }

            found = NGX_HTTP_LEGAL_COOKIE_INVALID;
        }
    }

    return found;
}


static ln_acknowledged_t
ngx_http_legal_acknowledges(ngx_http_request_t *r, ngx_http_legal_rule_t *rule)
{
    ln_acknowledged_t  what;

    what.rule = ngx_http_legal_ln(rule->name);
    what.digest.len = LN_DIGEST_LEN;
    what.digest.data = (u_char *) rule->text_digest;
    what.host = ngx_http_legal_ln(r->headers_in.server);

    return what;
}


static int64_t
ngx_http_legal_acknowledge_lasts(ngx_http_legal_rule_t *rule)
{
    return rule->acknowledge ? rule->acknowledge : NGX_HTTP_LEGAL_SESSION;
}


ngx_int_t
ngx_http_legal_acknowledge(ngx_http_request_t *r, ngx_http_legal_rule_t *rule,
    ngx_str_t *cookie)
{
    u_char  *p, value[LN_ACKNOWLEDGEMENT_LEN];

    if (ngx_http_legal_acknowledgement(r, rule, LN_ACKNOWLEDGEMENT_COOKIE,
                                       ngx_http_legal_acknowledge_lasts(rule),
                                       value)
        != NGX_OK)
    {
        return NGX_ERROR;
    }

    p = ngx_pnalloc(r->pool, rule->cookie.len + LN_ACKNOWLEDGEMENT_LEN
                             + NGX_TIME_T_LEN
                             + sizeof("=; Path=/; Max-Age=; HttpOnly; "
                                      "SameSite=Lax; Secure"));
    if (p == NULL) {
        return NGX_ERROR;
    }

    cookie->data = p;
    p = ngx_sprintf(p, "%V=%*s; Path=/", &rule->cookie,
                    (size_t) LN_ACKNOWLEDGEMENT_LEN, value);

    if (rule->acknowledge) {
        p = ngx_sprintf(p, "; Max-Age=%T", rule->acknowledge);
    }

    p = ngx_sprintf(p, "; HttpOnly; SameSite=Lax");

#if (NGX_HTTP_SSL || NGX_COMPAT)
    if (r->connection->ssl) {
        p = ngx_sprintf(p, "; Secure");
    }
#endif

    cookie->len = p - cookie->data;

    return NGX_OK;
}


ngx_int_t
ngx_http_legal_token(ngx_http_request_t *r, ngx_http_legal_rule_t *rule,
    ln_str_t *token)
{
    u_char  *p;

    p = ngx_pnalloc(r->pool, LN_ACKNOWLEDGEMENT_LEN);
    if (p == NULL) {
        return NGX_ERROR;
    }

    token->data = p;
    token->len = LN_ACKNOWLEDGEMENT_LEN;

    return ngx_http_legal_acknowledgement(r, rule, LN_ACKNOWLEDGEMENT_FORM,
                                          NGX_HTTP_LEGAL_FORM, p);
}


ngx_uint_t
ngx_http_legal_token_is_good(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ln_str_t token)
{
    ln_acknowledged_t            what;
    ngx_http_legal_main_conf_t  *lmcf;

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);
    what = ngx_http_legal_acknowledges(r, rule);

    return ln_acknowledgement_good(&lmcf->keys, LN_ACKNOWLEDGEMENT_FORM, &what,
                                   token, ngx_time(), NGX_HTTP_LEGAL_FORM);
}


static ngx_int_t
ngx_http_legal_acknowledgement(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ln_acknowledgement_kind_t kind,
    int64_t lasts, u_char *out)
{
    int64_t                      expiry;
    ln_acknowledged_t            what;
    ngx_http_legal_main_conf_t  *lmcf;

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);
    what = ngx_http_legal_acknowledges(r, rule);
    expiry = ln_acknowledgement_expiry(ngx_time(), lasts);

    return ln_acknowledgement_make(&lmcf->keys, kind, &what, expiry, out)
           == LN_OK ? NGX_OK : NGX_ERROR;
}
