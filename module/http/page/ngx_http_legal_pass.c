/* A response that goes as it came. */

#include <ngx_config.h>

#include "http/headers/ngx_http_legal_conditions.h"
#include "http/page/ngx_http_legal_header.h"
#include "http/page/ngx_http_legal_pass.h"


static ngx_int_t ngx_http_legal_pass_page(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_chain_t *in);


ngx_int_t
ngx_http_legal_pass(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_chain_t **in)
{
    ngx_int_t     rc;
    ngx_chain_t  *all;

    if (in == NULL) {

        /* of a body that has begun, no filter above can make parts any more */

        ngx_http_legal_give_range_back(r, response->withheld);

    } else if (response->page
               && ngx_http_legal_is_coded(&response->page->decode))
    {
        rc = ngx_http_legal_decode_undo(r, &response->page->decode, in);

        if (rc != NGX_OK) {
            return rc;
        }
    }

    rc = ngx_http_legal_conditions_of_original(r, response->withheld);

    if (rc == NGX_HTTP_PRECONDITION_FAILED && in) {
        return NGX_HTTP_LEGAL_PRECONDITION;
    }

    if (rc == NGX_HTTP_PRECONDITION_FAILED) {
        rc = ngx_http_legal_response_finalize(r, response, rc);

    } else {
        if (rc == NGX_HTTP_NOT_MODIFIED) {
            ngx_http_legal_not_modified(r);
        }

        response->variant = 0;
        response->state = NGX_HTTP_LEGAL_STATE_PASSED;

        rc = ngx_http_legal_header_send(r, response, NULL);
    }

    if (in == NULL) {
        return rc;
    }

    all = *in;
    *in = NULL;

    if (rc == NGX_ERROR || rc > NGX_OK || r->header_only) {
        ngx_http_legal_source_drop(all);
        return rc;
    }

    return response->page ? ngx_http_legal_pass_page(r, response, all)
                          : ngx_http_legal_next_body_filter(r, all);
}


/*
 * The bytes of a page that was looked at: those that were held come first.
 * From now on it is a page without notices, all of which are in.
 */

static ngx_int_t
ngx_http_legal_pass_page(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_chain_t *in)
{
    ngx_http_legal_page_t    *page;
    ngx_http_legal_output_t  *output;

    page = response->page;
    output = &page->output;

    response->state = NGX_HTTP_LEGAL_STATE_TAIL;

    if (page->decode.keep) {

        /* in has all of it, as it came coded */

        ngx_http_legal_output_drop(r, output);

    } else if (ngx_http_legal_output_held(r, output, output->held.size)
               != NGX_OK)
    {
        return NGX_ERROR;
    }

    if (ngx_http_legal_output_to_memory(r, output) != NGX_OK) {
        return NGX_ERROR;
    }

    page->places.n = 0;
    page->places.nfound = 0;
    page->places.layout = NULL;
    page->length = -1;
    page->passed = page->fed;

    for ( /* void */ ; in; in = in->next) {
        if (ngx_http_legal_output_as_is(r, output, in->buf) != NGX_OK) {
            return NGX_ERROR;
        }
    }

    return ngx_http_legal_output_send(r, output, output->out);
}
