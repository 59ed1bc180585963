/*
 * What other filters must leave alone: a refusal, and the answer to a form.
 *
 * nginx sees to If-Match before this module's filter, with a 412.  Its image
 * filter takes each response of its location block for an image, a page of
 * error_page too, and makes a 415 of what is none.
 */

#include <ngx_config.h>

#include "http/ngx_http_legal_form.h"
#include "http/ngx_http_legal_unfiltered.h"
#include "http/verdict/ngx_http_legal_verdict.h"


static ngx_int_t ngx_http_legal_is_ours(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
static ngx_int_t ngx_http_legal_no_image(ngx_http_request_t *r,
    ngx_module_t *filter);


void
ngx_http_legal_unfiltered_init(ngx_conf_t *cf)
{
    ngx_uint_t                   i;
    ngx_module_t               **modules;
    ngx_http_legal_main_conf_t  *lmcf;

    lmcf = ngx_http_conf_get_module_main_conf(cf, ngx_http_legal_notice_module);
    modules = cf->cycle->modules;

    for (i = 0; modules[i]; i++) {
        if (ngx_strcmp(modules[i]->name, "ngx_http_image_filter_module") == 0) {
            lmcf->image_filter = modules[i];
        }
    }
}


ngx_int_t
ngx_http_legal_unfiltered(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_int_t                    ours;
    ngx_uint_t                   conditional;
    ngx_http_legal_main_conf_t  *lmcf;

    lmcf = ngx_http_get_module_main_conf(r, ngx_http_legal_notice_module);
    conditional = r->headers_in.if_match || r->headers_in.if_unmodified_since;

    if (!conditional && lmcf->image_filter == NULL) {
        return NGX_OK;
    }

    ours = ngx_http_legal_is_ours(r, ctx);

    if (ours != NGX_OK) {
        return (ours == NGX_DECLINED) ? NGX_OK : NGX_ERROR;
    }

    /* to a slow reader the body that is refused would follow behind a 412 */

    r->headers_in.if_match = NULL;
    r->headers_in.if_unmodified_since = NULL;

    return lmcf->image_filter ? ngx_http_legal_no_image(r, lmcf->image_filter)
                              : NGX_OK;
}


static ngx_int_t
ngx_http_legal_is_ours(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_http_legal_verdict_t   *verdict;
    ngx_http_legal_loc_conf_t  *llcf;

    if (ngx_http_legal_is_refused(ctx) || ngx_http_legal_form_answered(ctx)) {
        return NGX_OK;
    }

    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);

    if (llcf->apply == NULL) {
        return NGX_DECLINED;
    }

    verdict = ngx_http_legal_decide_header(r, ctx);
    if (verdict == NULL) {
        return NGX_ERROR;
    }

    return (verdict->refusal && !verdict->conf->dry_run) ? NGX_OK
                                                         : NGX_DECLINED;
}


/*
 * image_filter stands in location blocks alone: of the server block, it is off.
 * The settings of all other modules stay those of the location block.
 */

static ngx_int_t
ngx_http_legal_no_image(ngx_http_request_t *r, ngx_module_t *filter)
{
    void                      **conf;
    ngx_http_core_srv_conf_t   *cscf;

    cscf = ngx_http_get_module_srv_conf(r, ngx_http_core_module);

    conf = ngx_palloc(r->pool, sizeof(void *) * ngx_http_max_module);
    if (conf == NULL) {
        return NGX_ERROR;
    }

    ngx_memcpy(conf, r->loc_conf, sizeof(void *) * ngx_http_max_module);

    conf[filter->ctx_index] = cscf->ctx->loc_conf[filter->ctx_index];
    r->loc_conf = conf;

    return NGX_OK;
}
