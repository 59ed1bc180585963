/* The page that a request asks an outlet about. */

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"
#include "http/headers/ngx_http_legal_fields.h"
#include "http/verdict/ngx_http_legal_asked.h"
#include "notice/ln_language.h"


/* As much of a URI as nginx reads by default. */
#define NGX_HTTP_LEGAL_ASKED_MAX  8192


static void ngx_http_legal_asked_refuse(ngx_http_legal_asked_t *asked,
    ngx_uint_t status, const char *why);
static ngx_uint_t ngx_http_legal_asked_elsewhere(ngx_http_request_t *r);
static ngx_int_t ngx_http_legal_asked_read(ngx_http_request_t *r,
    ngx_http_legal_asked_t *asked);
static ngx_int_t ngx_http_legal_asked_argument(ngx_http_request_t *r,
    const char *name, ngx_str_t *value);
static ngx_uint_t ngx_http_legal_is_about_page(ngx_str_t *variable);


ngx_http_legal_asked_t *
ngx_http_legal_asked(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_http_legal_asked_t  *asked;

    asked = ctx->asked;

    if (asked && asked->from.data == r->args.data
        && asked->from.len == r->args.len)
    {
        return asked;
    }

    asked = ngx_pcalloc(r->pool, sizeof(ngx_http_legal_asked_t));
    if (asked == NULL) {
        return NULL;
    }

    asked->from = r->args;

    if (ngx_http_legal_asked_elsewhere(r)) {
        ngx_http_legal_asked_refuse(asked, NGX_HTTP_FORBIDDEN,
                                    "pages of another site may not ask");

    } else if (ngx_http_legal_asked_read(r, asked) != NGX_OK) {
        return NULL;
    }

    ctx->asked = asked;

    return asked;
}


static void
ngx_http_legal_asked_refuse(ngx_http_legal_asked_t *asked, ngx_uint_t status,
    const char *why)
{
    asked->status = status;
    asked->why = why;
}


/*
 * Another site that puts the outlet into a frame could see by whether something
 * is loaded there whether the reader is in a jurisdiction.  Browsers say so.
 */

static ngx_uint_t
ngx_http_legal_asked_elsewhere(ngx_http_request_t *r)
{
    ngx_str_t                value;
    ngx_http_legal_fields_t  fields;

    static ngx_str_t  name = ngx_string("Sec-Fetch-Site");

    ngx_http_legal_request_fields(r, &fields);

    return ngx_http_legal_field_join(r, &fields, &name, &value) != NGX_OK
           || (value.len && !ln_str_eq(ngx_http_legal_ln(value),
                                       ln_str("same-origin"))
               && !ln_str_eq(ngx_http_legal_ln(value), ln_str("none")));
}


static ngx_int_t
ngx_http_legal_asked_read(ngx_http_request_t *r,
    ngx_http_legal_asked_t *asked)
{
    ngx_int_t  rc;
    ngx_str_t  places;

    rc = ngx_http_legal_asked_argument(r, "uri", &asked->unparsed);

    if (rc == NGX_ERROR) {
        return NGX_ERROR;
    }

    if (asked->unparsed.len == 0) {
        ngx_http_legal_asked_refuse(asked, NGX_HTTP_BAD_REQUEST,
                        "the argument \"uri\" is missing, as in "
                        "?uri=/news/ferry.html&lang=ru");
        return NGX_OK;
    }

    if (asked->unparsed.data[0] != '/') {
        ngx_http_legal_asked_refuse(asked, NGX_HTTP_BAD_REQUEST,
                        "the argument \"uri\" is no path, it begins with "
                        "a slash");
        return NGX_OK;
    }

    if (asked->unparsed.len > NGX_HTTP_LEGAL_ASKED_MAX) {
        ngx_http_legal_asked_refuse(asked, NGX_HTTP_BAD_REQUEST,
                        "the argument \"uri\" is longer than 8192 bytes");
        return NGX_OK;
    }

    rc = ngx_http_legal_asked_parse(r, asked);

    if (rc == NGX_ERROR) {
        return NGX_ERROR;
    }

    if (rc != NGX_OK) {
        ngx_http_legal_asked_refuse(asked, NGX_HTTP_BAD_REQUEST,
                        "the argument \"uri\" is no path that nginx would "
                        "take in a request");
        return NGX_OK;
    }

    if (ngx_http_legal_asked_argument(r, "lang", &asked->lang) == NGX_ERROR) {
        return NGX_ERROR;
    }

    if (asked->lang.len && !ln_language_valid(ngx_http_legal_ln(asked->lang))) {
        ngx_http_legal_asked_refuse(asked, NGX_HTTP_BAD_REQUEST,
                        "the argument \"lang\" is no BCP 47 language tag, "
                        "as \"ru\" is one");
    }

    asked->places = (ngx_http_arg(r, (u_char *) "places", sizeof("places") - 1,
                                  &places)
                     == NGX_OK
                     && places.len == 1 && places.data[0] == '1');
    return NGX_OK;
}


/*
 * An argument of r, with its percent-encoding undone once.  A plus sign stands
 * for itself, as it does in a path.  NGX_DECLINED: r has none.
 */

static ngx_int_t
ngx_http_legal_asked_argument(ngx_http_request_t *r, const char *name,
    ngx_str_t *value)
{
    u_char     *dst, *src;
    ngx_str_t   raw;

    ngx_str_null(value);

    if (ngx_http_arg(r, (u_char *) name, ngx_strlen(name), &raw) != NGX_OK) {
        return NGX_DECLINED;
    }

    dst = ngx_pnalloc(r->pool, raw.len + 1);
    if (dst == NULL) {
        return NGX_ERROR;
    }

    value->data = dst;
    src = raw.data;

    ngx_unescape_uri(&dst, &src, raw.len, 0);

    value->len = dst - value->data;

    return NGX_OK;
}


ngx_int_t
ngx_http_legal_asked_parse(ngx_http_request_t *r,
    ngx_http_legal_asked_t *asked)
{
    ngx_http_request_t        *page;
    ngx_http_core_srv_conf_t  *cscf;

    page = ngx_pcalloc(r->pool, sizeof(ngx_http_request_t));
    if (page == NULL) {
        return NGX_ERROR;
    }

    page->pool = r->pool;
    page->connection = r->connection;
    page->uri_start = asked->unparsed.data;
    page->uri_end = asked->unparsed.data + asked->unparsed.len;

    if (ngx_http_parse_uri(page) != NGX_OK) {
        return NGX_DECLINED;
    }

    asked->uri.data = page->uri_start;
    asked->uri.len = (page->args_start ? page->args_start - 1 : page->uri_end)
                     - page->uri_start;

    if (page->complex_uri || page->quoted_uri) {
        page->uri.data = ngx_pnalloc(r->pool, asked->uri.len + 1);
        if (page->uri.data == NULL) {
            return NGX_ERROR;
        }

        cscf = ngx_http_get_module_srv_conf(r, ngx_http_core_module);

        if (ngx_http_parse_complex_uri(page, cscf->merge_slashes) != NGX_OK) {
            return NGX_DECLINED;
        }

        asked->uri = page->uri;
    }

    if (page->args_start && page->uri_end > page->args_start) {
        asked->args.data = page->args_start;
        asked->args.len = page->uri_end - page->args_start;
    }

    return NGX_OK;
}


ngx_str_t *
ngx_http_legal_page_uri(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_http_legal_loc_conf_t  *llcf;

    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);

    return (llcf->outlet && ctx->asked) ? &ctx->asked->uri : &r->uri;
}


/*
 * Values that are cached stay: those that `set` has made have no other home.
 * Only those that name the page are worked out anew.
 */

ngx_int_t
ngx_http_legal_asked_enter(ngx_http_request_t *r,
    ngx_http_legal_asked_t *asked, ngx_http_legal_own_t *own)
{
    size_t                      size;
    ngx_uint_t                  i;
    ngx_http_variable_t        *v;
    ngx_http_variable_value_t  *variables;
    ngx_http_core_main_conf_t  *cmcf;

    cmcf = ngx_http_get_module_main_conf(r, ngx_http_core_module);
    size = cmcf->variables.nelts * sizeof(ngx_http_variable_value_t);

    variables = ngx_palloc(r->pool, size + 1);
    if (variables == NULL) {
        return NGX_ERROR;
    }

    ngx_memcpy(variables, r->variables, size);
    v = cmcf->variables.elts;

    for (i = 0; i < cmcf->variables.nelts; i++) {
        if (ngx_http_legal_is_about_page(&v[i].name)) {
            variables[i].valid = 0;
            variables[i].not_found = 0;
        }
    }

    own->unparsed = r->unparsed_uri;
    own->uri = r->uri;
    own->args = r->args;
    own->exten = r->exten;
    own->variables = r->variables;

    r->unparsed_uri = asked->unparsed;
    r->uri = asked->uri;
    r->args = asked->args;
    r->variables = variables;
    ngx_http_set_exten(r);

    return NGX_OK;
}


static ngx_uint_t
ngx_http_legal_is_about_page(ngx_str_t *variable)
{
    ngx_uint_t  i;

    static ngx_str_t  names[] = {
        ngx_string("uri"), ngx_string("document_uri"),
        ngx_string("request_uri"), ngx_string("args"),
        ngx_string("query_string"), ngx_string("is_args"),
        ngx_string("request_filename")
    };

    for (i = 0; i < sizeof(names) / sizeof(ngx_str_t); i++) {
        if (ngx_http_legal_same(variable, &names[i])) {
            return 1;
        }
    }

    return variable->len > 4 && ngx_memcmp(variable->data, "arg_", 4) == 0;
}


void
ngx_http_legal_asked_leave(ngx_http_request_t *r, ngx_http_legal_own_t *own)
{
    r->unparsed_uri = own->unparsed;
    r->uri = own->uri;
    r->args = own->args;
    r->exten = own->exten;
    r->variables = own->variables;
}
