/* What an outlet answers with: markup, or JSON. */

#include <ngx_config.h>

#include <jansson.h>

#include "html/charset/ln_utf8.h"
#include "http/outlet/ngx_http_legal_outlet_body.h"


static ngx_int_t ngx_http_legal_outlet_attribute(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_str_t *value);
static json_t *ngx_http_legal_outlet_object(ngx_http_request_t *r,
    ngx_http_legal_outlet_notice_t *notice);
static json_t *ngx_http_legal_outlet_text(ngx_http_request_t *r,
    ln_str_t text);


ngx_int_t
ngx_http_legal_outlet_html(ngx_http_request_t *r,
    ngx_http_legal_outlet_notice_t *notices, ngx_uint_t n, ngx_uint_t places,
    ngx_str_t *body)
{
    size_t      len;
    u_char     *p;
    ngx_str_t  *values;
    ngx_uint_t  i;

    values = ngx_pcalloc(r->pool, n * sizeof(ngx_str_t));
    if (values == NULL) {
        return NGX_ERROR;
    }

    len = 0;

    for (i = 0; i < n; i++) {
        if (places
            && ngx_http_legal_outlet_attribute(r, notices[i].rule, &values[i])
               != NGX_OK)
        {
            return NGX_ERROR;
        }

        len += notices[i].markup.len + values[i].len
               + sizeof("<div data-legal-places=\"\""
                        " data-legal-fallback=\"none\"></div>") - 1;
    }

    p = ngx_pnalloc(r->pool, len);
    if (p == NULL) {
        return NGX_ERROR;
    }

    body->data = p;

    for (i = 0; i < n; i++) {
        if (places) {
            p = ngx_sprintf(p, "<div data-legal-places=\"%V\"%s>%V</div>",
                            &values[i],
                            notices[i].rule->no_fallback
                            ? " data-legal-fallback=\"none\"" : "",
                            &notices[i].markup);
            continue;
        }

        p = ngx_cpymem(p, notices[i].markup.data, notices[i].markup.len);
    }

    body->len = p - body->data;

    return NGX_OK;
}


/* The places, one a line, as the value of an attribute. */

static ngx_int_t
ngx_http_legal_outlet_attribute(ngx_http_request_t *r,
    ngx_http_legal_rule_t *rule, ngx_str_t *value)
{
    u_char     *p;
    ngx_str_t   all;

    if (ngx_http_legal_join(r->pool, rule->place_texts.elts,
                            rule->place_texts.nelts, "\n", &all)
        != NGX_OK)
    {
        return NGX_ERROR;
    }

    p = ngx_pnalloc(r->pool, all.len + ngx_escape_html(NULL, all.data, all.len)
                             + 1);
    if (p == NULL) {
        return NGX_ERROR;
    }

    value->data = p;
    value->len = (u_char *) ngx_escape_html(p, all.data, all.len) - p;

    return NGX_OK;
}


ngx_int_t
ngx_http_legal_outlet_json(ngx_http_request_t *r,
    ngx_http_legal_outlet_notice_t *notices, ngx_uint_t n, ngx_str_t *body)
{
    json_t      *all;
    ngx_uint_t   i;

    all = json_array();

    for (i = 0; i < n; i++) {
        if (json_array_append_new(all, ngx_http_legal_outlet_object(r,
                                                                 &notices[i]))
            != 0)
        {
            json_decref(all);
            return NGX_ERROR;
        }
    }

    body->len = json_dumpb(all, NULL, 0, JSON_COMPACT);
    body->data = body->len ? ngx_pnalloc(r->pool, body->len) : NULL;

    /* it takes memory each time; without, the body would have other bytes */

    if (body->data
        && json_dumpb(all, (char *) body->data, body->len, JSON_COMPACT)
           != body->len)
    {
        body->data = NULL;
    }

    json_decref(all);

    return body->data ? NGX_OK : NGX_ERROR;
}


/* NULL: there is no memory. */

static json_t *
ngx_http_legal_outlet_object(ngx_http_request_t *r,
    ngx_http_legal_outlet_notice_t *notice)
{
    json_t      *object, *places;
    ngx_str_t   *texts;
    ngx_uint_t   i;
    const char  *dir;

    object = json_object();
    places = json_array();
    dir = notice->lang.len ? ln_language_dir(notice->lang) : "auto";

    if (json_object_set_new(object, "name",
              ngx_http_legal_outlet_text(r,
                                     ngx_http_legal_ln(notice->rule->name)))
        || json_object_set_new(object, "lang",
              ngx_http_legal_outlet_text(r, notice->lang))
        || json_object_set_new(object, "dir", json_string(dir))
        || json_object_set_new(object, "html",
              ngx_http_legal_outlet_text(r,
                                         ngx_http_legal_ln(notice->markup)))
        || json_object_set_new(object, "places", places))
    {
        json_decref(object);
        return NULL;
    }

    if (notice->rule->no_fallback
        && json_object_set_new(object, "fallback", json_string("none")))
    {
        json_decref(object);
        return NULL;
    }

    texts = notice->rule->place_texts.elts;

    for (i = 0; i < notice->rule->place_texts.nelts; i++) {
        if (json_array_append_new(places,
              ngx_http_legal_outlet_text(r, ngx_http_legal_ln(texts[i]))))
        {
            json_decref(object);
            return NULL;
        }
    }

    return object;
}


/* A placeholder's value may have bytes that are no UTF-8. */

static json_t *
ngx_http_legal_outlet_text(ngx_http_request_t *r, ln_str_t text)
{
    u_char  *p;

    p = ngx_pnalloc(r->pool, text.len + 1);
    if (p == NULL) {
        return NULL;
    }

    ln_utf8_mend(text, p);

    return json_stringn((char *) p, text.len);
}
