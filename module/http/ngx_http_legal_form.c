/* The form of a page that asks comes back: its reader lifts a restriction. */

#include <ngx_config.h>

#include "field/ln_form_field.h"
#include "field/ln_media_type.h"
#include "http/acknowledge/ngx_http_legal_acknowledged.h"
#include "http/acknowledge/ngx_http_legal_navigation.h"
#include "http/counters/ngx_http_legal_counters.h"
#include "http/headers/ngx_http_legal_cache_control.h"
#include "http/headers/ngx_http_legal_fields.h"
#include "http/ngx_http_legal_form.h"
#include "http/ngx_http_legal_form_body.h"
#include "http/verdict/ngx_http_legal_preview.h"
#include "http/verdict/ngx_http_legal_preview_header.h"
#include "notice/ln_form.h"


struct ngx_http_legal_form_s {
    unsigned                   read:1;            /* the body has been */
    unsigned                   came:1;            /* it is our form */
    unsigned                   answered:1;        /* by the redirect */
    unsigned                   right:1;           /* .. with a cookie */
    ln_str_t                   value;             /* of the form's field */
    ngx_http_legal_rule_t     *rule;              /* NULL: it names none */
};


static ngx_uint_t ngx_http_legal_form_is_sent(ngx_http_request_t *r);
static ngx_uint_t ngx_http_legal_form_may_be(ngx_http_request_t *r);
static ngx_uint_t ngx_http_legal_form_is_asked_for(
    ngx_http_legal_loc_conf_t *llcf);
static ngx_int_t ngx_http_legal_form_read(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
static void ngx_http_legal_form_has_been_read(ngx_http_request_t *r);
static ngx_int_t ngx_http_legal_form_take(ngx_http_request_t *r,
    ngx_http_legal_form_t *form);
static ngx_http_legal_rule_t *ngx_http_legal_form_rule(
    ngx_http_legal_loc_conf_t *llcf, ln_str_t value);
static ngx_int_t ngx_http_legal_form_location(ngx_http_request_t *r);


ngx_int_t
ngx_http_legal_form_handler(ngx_http_request_t *r)
{
    ln_str_t                    token;
    ngx_str_t                   cookie;
    ngx_http_legal_ctx_t       *ctx;
    ngx_http_legal_form_t      *form;
    ngx_http_legal_loc_conf_t  *llcf;

    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);

    if (r != r->main || r->post_action || !ngx_http_legal_form_is_sent(r)
        || !ngx_http_legal_form_is_asked_for(llcf))
    {
        return NGX_DECLINED;
    }

    ctx = ngx_http_legal_ctx_get(r);
    if (ctx == NULL) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    form = ctx->form;

    if (form == NULL) {
        return ngx_http_legal_form_may_be(r) ? ngx_http_legal_form_read(r, ctx)
                                             : NGX_DECLINED;
    }

    if (!form->read) {
        return NGX_DECLINED;
    }

    if (!form->came && ngx_http_legal_form_take(r, form) != NGX_OK) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    if (!form->came) {
        return NGX_DECLINED;
    }

    form->rule = ngx_http_legal_form_rule(llcf, form->value);

    if (form->rule == NULL) {
        return NGX_DECLINED;
    }

    token = form->value;
    token.data += form->rule->name.len + 1;
    token.len -= form->rule->name.len + 1;

    if (!ngx_http_legal_token_is_good(r, form->rule, token)
        || !ngx_http_legal_is_same_origin(r))
    {
        return NGX_DECLINED;
    }

    if (ngx_http_legal_acknowledge(r, form->rule, &cookie) != NGX_OK
        || ngx_http_legal_field_add(r, "Set-Cookie", &cookie) != NGX_OK)
    {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    form->right = 1;

    return ngx_http_legal_form_redirect(r, ctx);
}


/*
 * By the request line: error_page and X-Accel-Redirect make a GET of a POST,
 * and the location block that they lead to may be the one that asks.
 */

static ngx_uint_t
ngx_http_legal_form_is_sent(ngx_http_request_t *r)
{
    return r->method == NGX_HTTP_POST
           || (r->internal && r->request_line.len > sizeof("POST ") - 1
               && ngx_memcmp(r->request_line.data, "POST ",
                             sizeof("POST ") - 1)
                  == 0);
}


static ngx_uint_t
ngx_http_legal_form_is_asked_for(ngx_http_legal_loc_conf_t *llcf)
{
    ngx_uint_t               i;
    ngx_http_legal_rule_t  **rules;

    if (llcf->apply == NULL) {
        return 0;
    }

    rules = llcf->apply->elts;

    for (i = 0; i < llcf->apply->nelts; i++) {
        if (rules[i]->asks) {
            return 1;
        }
    }

    return 0;
}


/* By the header: browsers send a form with its length. */

static ngx_uint_t
ngx_http_legal_form_may_be(ngx_http_request_t *r)
{
    ln_media_type_t  type;

    if (r->headers_in.content_length_n <= 0
        || r->headers_in.content_length_n > NGX_HTTP_LEGAL_FORM_MAX
        || r->headers_in.content_type == NULL)
    {
        return 0;
    }

    ngx_memzero(&type, sizeof(ln_media_type_t));
    ln_media_type_read(ngx_http_legal_ln(r->headers_in.content_type->value),
                       &type);

    return ln_media_type_is(&type,
                            ln_str("application/x-www-form-urlencoded"));
}


/* The phases go on, with this one, when the body is there. */

static ngx_int_t
ngx_http_legal_form_read(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_int_t  rc;

    ctx->form = ngx_pcalloc(r->pool, sizeof(ngx_http_legal_form_t));
    if (ctx->form == NULL) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    rc = ngx_http_read_client_request_body(r,
                                          ngx_http_legal_form_has_been_read);

    if (rc >= NGX_HTTP_SPECIAL_RESPONSE) {
        return rc;
    }

    ngx_http_finalize_request(r, NGX_DONE);

    return NGX_DONE;
}


static void
ngx_http_legal_form_has_been_read(ngx_http_request_t *r)
{
    ngx_http_legal_ctx_t  *ctx;

    ctx = ngx_http_legal_ctx_find(r);
    ctx->form->read = 1;

    r->write_event_handler = ngx_http_core_run_phases;
    ngx_http_core_run_phases(r);
}


static ngx_int_t
ngx_http_legal_form_take(ngx_http_request_t *r, ngx_http_legal_form_t *form)
{
    u_char    *p;
    ln_str_t   body;

    if (ngx_http_legal_form_body(r, &body) != NGX_OK) {
        return NGX_ERROR;
    }

    p = ngx_pnalloc(r->pool, body.len + 1);
    if (p == NULL) {
        return NGX_ERROR;
    }

    form->came = (ln_form_field(body, ln_str(LN_FORM_FIELD), p, &form->value)
                  == LN_OK);

    return NGX_OK;
}


/* The restriction of this location block that value begins with. */

static ngx_http_legal_rule_t *
ngx_http_legal_form_rule(ngx_http_legal_loc_conf_t *llcf, ln_str_t value)
{
    ngx_uint_t               i;
    ngx_str_t               *name;
    ngx_http_legal_rule_t  **rules;

    rules = llcf->apply->elts;

    for (i = 0; i < llcf->apply->nelts; i++) {
        name = &rules[i]->name;

        if (rules[i]->asks && value.len > name->len
            && value.data[name->len] == '.'
            && ngx_memcmp(value.data, name->data, name->len) == 0)
        {
            return rules[i];
        }
    }

    return NULL;
}


ngx_int_t
ngx_http_legal_form_redirect(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_int_t  rc;

    if (ngx_http_legal_form_location(r) != NGX_OK) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    ctx->form->answered = 1;

    /* error_page may have led here: its status would take the place of ours */

    r->err_status = 0;
    r->headers_out.status = NGX_HTTP_SEE_OTHER;
    r->headers_out.status_line.len = 0;
    r->headers_out.content_length_n = 0;

    rc = ngx_http_send_header(r);

    if (rc == NGX_OK && !r->header_only) {
        rc = ngx_http_send_special(r, NGX_HTTP_LAST);
    }

    ngx_http_finalize_request(r, rc);

    return NGX_DONE;
}


/*
 * The URI as the reader sent it.  Browsers take `//` and `/\` at its beginning
 * for another host: behind `/.` they are a path.  nginx would put its scheme
 * and port before a field that headers_out.location is: behind a proxy that
 * speaks https, `form-action 'self'` keeps a browser from going there.
 */

static ngx_int_t
ngx_http_legal_form_location(ngx_http_request_t *r)
{
    u_char     *p;
    ngx_str_t   uri, location;

    uri = r->unparsed_uri;

    p = ngx_pnalloc(r->pool, uri.len + 2);
    if (p == NULL) {
        return NGX_ERROR;
    }

    location.data = p;

    if (uri.len == 0 || uri.data[0] != '/') {
        *p++ = '/';

    } else if (uri.len > 1 && (uri.data[1] == '/' || uri.data[1] == '\\')) {
        *p++ = '/';
        *p++ = '.';
    }

    p = ngx_cpymem(p, uri.data, uri.len);
    location.len = p - location.data;

    ngx_http_clear_location(r);

    return ngx_http_legal_field_add(r, "Location", &location);
}


/* Here expires and add_header have said what they say. */

ngx_int_t
ngx_http_legal_form_header(ngx_http_request_t *r)
{
    ngx_int_t                   rc;
    ngx_http_legal_loc_conf_t  *llcf;

    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);
    rc = ngx_http_legal_preview_without_rules(r, llcf);

    return (rc != NGX_ERROR && ngx_http_legal_no_store(r) == NGX_OK)
           ? ngx_http_legal_next_header_filter(r) : NGX_ERROR;
}


ngx_uint_t
ngx_http_legal_form_came(ngx_http_legal_ctx_t *ctx)
{
    return ctx->form && ctx->form->came;
}


ngx_uint_t
ngx_http_legal_form_answered(ngx_http_legal_ctx_t *ctx)
{
    return ctx->form && ctx->form->answered;
}


/* A preview is counted as a preview alone, when its pages are. */

void
ngx_http_legal_form_count(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_str_t                   value;
    ngx_http_legal_form_t      *form;
    ngx_http_legal_loc_conf_t  *llcf;

    form = ctx->form;
    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);

    if (form == NULL || form->rule == NULL
        || ngx_http_legal_previews(r, llcf, &value)
           == NGX_HTTP_LEGAL_PREVIEW_GIVEN)
    {
        return;
    }

    ngx_http_legal_add(form->rule->counters,
                       form->right ? NGX_HTTP_LEGAL_ACKNOWLEDGED
                                   : NGX_HTTP_LEGAL_INVALID);
}
