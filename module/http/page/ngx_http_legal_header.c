/* The header of a response. */

#include <ngx_config.h>

#include "field/ln_field_list.h"
#include "http/counters/ngx_http_legal_log.h"
#include "http/directives/ngx_http_legal_conf.h"
#include "http/headers/ngx_http_legal_cache_control.h"
#include "http/headers/ngx_http_legal_conditions.h"
#include "http/headers/ngx_http_legal_fields.h"
#include "http/headers/ngx_http_legal_validators.h"
#include "http/page/ngx_http_legal_due.h"
#include "http/page/ngx_http_legal_header.h"
#include "http/page/ngx_http_legal_language.h"
#include "http/verdict/ngx_http_legal_count.h"
#include "http/verdict/ngx_http_legal_outcome.h"
#include "http/verdict/ngx_http_legal_variant.h"


static ngx_int_t ngx_http_legal_header_below(ngx_http_request_t *r,
    ngx_http_legal_source_t *source);
static ngx_uint_t ngx_http_legal_header_unread(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);
static ngx_int_t ngx_http_legal_header_vary(ngx_http_request_t *r);
static void ngx_http_legal_header_coding(ngx_http_request_t *r);
static void ngx_http_legal_header_count(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);
static ngx_int_t ngx_http_legal_header_page(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);


ngx_int_t
ngx_http_legal_header_send(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_http_legal_page_t *page)
{
    if (page && ngx_http_legal_header_page(r, page) != NGX_OK) {
        return NGX_ERROR;
    }

    if (page && ngx_http_legal_header_unread(r, page)) {
        ngx_str_null(&response->etag);
    }

    /* what is still to come may be decided by a pause */

    if (page && page->flushed && !page->complete
        && ngx_http_legal_variant_weaken(r, &response->etag) != NGX_OK)
    {
        return NGX_ERROR;
    }

    if (response->variant
        && ngx_http_legal_variant_validators(r, &response->etag) != NGX_OK)
    {
        return NGX_ERROR;
    }

    return ngx_http_legal_header_below(r, &response->source);
}


/* What filters above want in memory, the copy filter has read for them. */

static ngx_int_t
ngx_http_legal_header_below(ngx_http_request_t *r,
    ngx_http_legal_source_t *source)
{
    ngx_int_t   rc;
    ngx_uint_t  above;

    above = r->filter_need_in_memory;
    r->filter_need_in_memory = 0;

    rc = ngx_http_legal_next_header_filter(r);

    source->in_memory = r->main_filter_need_in_memory
                        || r->filter_need_in_memory;
    r->filter_need_in_memory |= above;

    return rc;
}


ngx_int_t
ngx_http_legal_header_variant(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_http_legal_page_t *page)
{
    ngx_int_t  rc;
    ngx_str_t  key, strong;

    if (ngx_http_legal_variant(r, page->places.notices, page->places.n, &key)
        != NGX_OK
        || ngx_http_legal_variant_etag(r, &key, &response->etag) != NGX_OK)
    {
        return NGX_ERROR;
    }

    /* how a page is spliced depends on the pieces that it comes in */

    strong = response->etag;

    if ((ngx_http_legal_is_unbuffered(r) || page->decode.stays)
        && ngx_http_legal_variant_weaken(r, &response->etag) != NGX_OK)
    {
        return NGX_ERROR;
    }

    /* but one that is laid out is always the same */

    if (page->decode.stays && !ngx_http_legal_is_streamed(r)) {
        response->laid_out = strong;
    }

    response->variant = 1;

    rc = ngx_http_legal_conditions_of_variant(r, response->withheld,
                                              &response->etag);

    if (rc == NGX_HTTP_PRECONDITION_FAILED && !r->header_only) {

        /* it fails if the body takes a notice, which is not known yet */

        response->failed = 1;
        return NGX_DECLINED;
    }

    if (rc == NGX_HTTP_PRECONDITION_FAILED) {
        return ngx_http_legal_response_finalize(r, response, rc);
    }

    if (rc == NGX_HTTP_NOT_MODIFIED) {
        ngx_http_legal_not_modified(r);
        ngx_http_legal_outcome_settle(response->verdict,
                                      NGX_HTTP_LEGAL_NOT_MODIFIED);

        if (ngx_http_legal_conditions_name(response->withheld,
                                           &response->laid_out))
        {
            response->etag = response->laid_out;
        }

    } else if (!r->header_only) {
        return NGX_DECLINED;
    }

    /* a header that no body follows */

    page->undetermined = 1;
    ngx_http_clear_content_length(r);

    return ngx_http_legal_header_send(r, response, page);
}


void
ngx_http_legal_header_laid_out(ngx_http_request_t *r,
    ngx_http_legal_response_t *response)
{
    if (response->page->places.layout == NULL || response->laid_out.len == 0) {
        return;
    }

    response->etag = response->laid_out;

    if (response->failed) {
        response->failed = ngx_http_legal_conditions_of_variant(r,
                                                     response->withheld,
                                                     &response->etag)
                           == NGX_HTTP_PRECONDITION_FAILED;
    }
}


/*
 * Whether the body, which is not there, would say which representation it is:
 * HEAD from an upstream.  RFC 9110, 9.3.2, lets such fields be left out.
 */

static ngx_uint_t
ngx_http_legal_header_unread(ngx_http_request_t *r,
    ngx_http_legal_page_t *page)
{
    ngx_uint_t  i;

    if (r->headers_out.status == NGX_HTTP_NOT_MODIFIED
        || !ngx_http_legal_language_unread(r, page))
    {
        return 0;
    }

    for (i = 0; i < page->places.n; i++) {
        if (ngx_http_legal_due_by_body(page, i)) {
            return 1;
        }
    }

    return 0;
}


/*
 * The page stays compressed: filters below are not to compress it again, also
 * where `add_header` has said so.
 */

static void
ngx_http_legal_header_coding(ngx_http_request_t *r)
{
    ngx_http_legal_fields_t  fields;

    static ngx_str_t  coding = ngx_string("Content-Encoding");

    if (r->headers_out.content_encoding == NULL) {
        ngx_http_legal_response_fields(r, &fields);
        r->headers_out.content_encoding = ngx_http_legal_field_next(&fields,
                                                                    &coding);
    }
}


static ngx_int_t
ngx_http_legal_header_page(ngx_http_request_t *r, ngx_http_legal_page_t *page)
{
    static ngx_str_t  coding = ngx_string("Content-Encoding");

    if ((!page->early && ngx_http_legal_languages(r, page) != NGX_OK)
        || ngx_http_legal_page_length(r, page) != NGX_OK)
    {
        return NGX_ERROR;
    }

    if (page->decode.stays) {
        ngx_http_legal_header_coding(r);

    } else if (page->decode.decoder || page->decode.none) {
        ngx_http_legal_field_clear(r, &coding);
        r->headers_out.content_encoding = NULL;
    }

    if (r->headers_out.status != NGX_HTTP_NOT_MODIFIED) {
        ngx_http_legal_header_count(r, page);
    }

    if (page->decode.negotiated && ngx_http_legal_header_vary(r) != NGX_OK) {
        return NGX_ERROR;
    }

    return ngx_http_legal_languages_header(r, page);
}


/* How a page that came compressed goes; and why, where it is decoded. */

static void
ngx_http_legal_header_count(ngx_http_request_t *r,
    ngx_http_legal_page_t *page)
{
    ngx_http_legal_decode_t  *decode;

    decode = &page->decode;

    if (decode->stays) {
        ngx_http_legal_count(r, page->places.layout
                                ? NGX_HTTP_LEGAL_CODED_LAID_OUT
                                : NGX_HTTP_LEGAL_CODED_SPLICED);
        return;
    }

    if (decode->decoder == NULL) {
        return;
    }

    if (decode->why == NGX_HTTP_LEGAL_DECODED_TEXT) {
        ngx_http_legal_count(r, NGX_HTTP_LEGAL_CODED_TEXT);
        return;
    }

    if (decode->why == NGX_HTTP_LEGAL_DECODED_UNACCEPTED) {
        ngx_http_legal_count(r, NGX_HTTP_LEGAL_CODED_UNACCEPTED);

        if (ngx_http_legal_log_due(r, NULL, NGX_HTTP_LEGAL_LOG_UNACCEPTED)) {
            ngx_log_error(NGX_LOG_INFO, ngx_http_legal_log(r), 0,
                          "\"%V\" is decoded for a client that does not accept "
                          "its Content-Encoding \"%V\"",
                          ngx_http_legal_log_path(r), &decode->codings);
        }

        return;
    }

    ngx_http_legal_count(r, NGX_HTTP_LEGAL_CODED_OTHER);

    if (!ngx_http_legal_log_due(r, NULL, NGX_HTTP_LEGAL_LOG_OTHER)) {
        return;
    }

    if (decode->why == NGX_HTTP_LEGAL_DECODED_MANY) {
        ngx_log_error(NGX_LOG_NOTICE, ngx_http_legal_log(r), 0,
                      "\"%V\" is decoded for its notices, as they are more "
                      "than %d", ngx_http_legal_log_path(r), LN_SPLICER_CUTS);

    } else {
        ngx_log_error(NGX_LOG_NOTICE, ngx_http_legal_log(r), 0,
                      "\"%V\" is decoded for its notices, as only gzip and "
                      "deflate can stay, not its Content-Encoding \"%V\": have "
                      "it come with gzip, or compress it again",
                      ngx_http_legal_log_path(r), &decode->codings);
    }
}


/*
 * Whether the page is compressed depends on Accept-Encoding.  nginx says so
 * itself under `gzip_vary`.
 */

static ngx_int_t
ngx_http_legal_header_vary(ngx_http_request_t *r)
{
    ln_str_t                   list, name;
    ngx_str_t                  vary;
    ngx_http_legal_fields_t    fields;
#if (NGX_HTTP_GZIP)
    ngx_http_core_loc_conf_t  *clcf;
#endif

    static ngx_str_t  vary_name = ngx_string("Vary");
    static ngx_str_t  value = ngx_string("Accept-Encoding");

    ngx_http_legal_response_fields(r, &fields);

    if (ngx_http_legal_field_join(r, &fields, &vary_name, &vary) != NGX_OK) {
        return NGX_ERROR;
    }

    list = ngx_http_legal_ln(vary);

    while (ln_field_list_next(&list, &name) == LN_OK) {
        if (ln_str_caseless_eq(name, ngx_http_legal_ln(value))) {
            return NGX_OK;
        }
    }

#if (NGX_HTTP_GZIP)
    clcf = ngx_http_get_module_loc_conf(r, ngx_http_core_module);

    if (clcf->gzip_vary) {
        r->gzip_vary = 1;
        return NGX_OK;
    }
#endif

    return ngx_http_legal_vary_by(r, &value);
}
