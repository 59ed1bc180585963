/*
 * A response whose header is about to go: what it is, and whether its header
 * goes now, with notices or as it came, or waits for the body.
 */

#include <ngx_config.h>

#include "http/headers/ngx_http_legal_conditions.h"
#include "http/headers/ngx_http_legal_document.h"
#include "http/headers/ngx_http_legal_fields.h"
#include "http/headers/ngx_http_legal_validators.h"
#include "http/output/ngx_http_legal_compressed.h"
#include "http/output/ngx_http_legal_repeat.h"
#include "http/page/ngx_http_legal_header.h"
#include "http/page/ngx_http_legal_pass.h"
#include "http/page/ngx_http_legal_plain.h"
#include "http/page/ngx_http_legal_start.h"
#include "http/verdict/ngx_http_legal_inner_tier.h"
#include "http/verdict/ngx_http_legal_outcome.h"
#include "http/verdict/ngx_http_legal_values.h"


static ngx_int_t ngx_http_legal_start_sniff(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_http_legal_sniff_for_t what);
static ngx_uint_t ngx_http_legal_may_be_html(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_http_legal_type_t *type);
static ngx_int_t ngx_http_legal_start_confirmed(ngx_http_request_t *r,
    ngx_http_legal_response_t *response);
static ngx_uint_t ngx_http_legal_start_takes(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_http_legal_type_t *type);
static ngx_int_t ngx_http_legal_start_page(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_http_legal_type_t *type);
static ngx_int_t ngx_http_legal_start_coding(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_str_t *codings, ngx_uint_t *none);
static ngx_int_t ngx_http_legal_start_plain(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_http_legal_page_t *page,
    ngx_http_legal_type_t *type);
static ngx_int_t ngx_http_legal_start_decoder(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_http_legal_page_t *page,
    ngx_str_t *codings);
static ngx_int_t ngx_http_legal_start_splicer(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_http_legal_page_t *page,
    ngx_str_t *codings);


ngx_int_t
ngx_http_legal_start(ngx_http_request_t *r,
    ngx_http_legal_response_t *response)
{
    ngx_http_legal_type_t  type;

    ngx_http_legal_type(r, &type);

    if (ngx_http_legal_may_be_html(r, response, &type)) {
        return ngx_http_legal_start_sniff(r, response,
                                          NGX_HTTP_LEGAL_SNIFF_HTML);
    }

    return ngx_http_legal_start_as(r, response, &type, NULL);
}


static ngx_int_t
ngx_http_legal_start_sniff(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_http_legal_sniff_for_t what)
{
    response->sniff = ngx_http_legal_sniff_create(r, what);
    response->state = NGX_HTTP_LEGAL_STATE_SNIFFING;

    return response->sniff ? NGX_OK : NGX_ERROR;
}


ngx_int_t
ngx_http_legal_start_sniffed(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_chain_t **in)
{
    ngx_int_t              rc;
    ngx_http_legal_type_t  type;

    static ngx_str_t  name = ngx_string("Content-Type");

    rc = ngx_http_legal_sniff(r, response->sniff, &response->source, in);

    if (rc == NGX_ERROR || rc == NGX_AGAIN) {
        return rc;
    }

    response->state = NGX_HTTP_LEGAL_STATE_PASSED;

    if (rc == NGX_OK && response->sniff->what == NGX_HTTP_LEGAL_SNIFF_HTML) {
        ngx_http_legal_field_clear(r, &name);
        ngx_str_set(&r->headers_out.content_type, "text/html");
        r->headers_out.content_type_len = r->headers_out.content_type.len;
        r->headers_out.content_type_lowcase = NULL;
    }

    ngx_http_legal_type(r, &type);

    rc = ngx_http_legal_start_as(r, response, &type, in);

    if (rc != NGX_HTTP_LEGAL_CANNOT_DELIVER
        && response->state == NGX_HTTP_LEGAL_STATE_PASSED)
    {
        /* a 304 has no body */

        ngx_http_legal_source_drop(*in);
        *in = NULL;
    }

    return rc;
}


/* Whether browsers look at the bytes, and a notice goes into HTML. */

static ngx_uint_t
ngx_http_legal_may_be_html(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_http_legal_type_t *type)
{
    ngx_uint_t                 i;
    ngx_http_legal_verdict_t  *verdict;

    static ngx_http_legal_type_t  html = {
        ln_string("text/html"), { 0, NULL }
    };

    if (r->header_only || r->method == NGX_HTTP_HEAD
        || !ngx_http_legal_is_sniffed(r, type)
        || !ngx_http_legal_is_document(r))
    {
        return 0;
    }

    verdict = response->verdict;

    for (i = 0; i < verdict->nnotices; i++) {
        if (ngx_http_legal_rule_covers(r, verdict->notices[i]->rule, &html)) {
            return 1;
        }
    }

    return 0;
}


ngx_int_t
ngx_http_legal_start_as(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_http_legal_type_t *type,
    ngx_chain_t **in)
{
    ngx_uint_t  status;

    ngx_http_legal_values_renew(r, response->verdict);

    status = r->headers_out.status;

    if (status == NGX_HTTP_NOT_MODIFIED) {
        return ngx_http_legal_start_confirmed(r, response);
    }

    if (status < NGX_HTTP_OK
        && !(status == NGX_HTTP_SWITCHING_PROTOCOLS
             && (r->upstream == NULL || r->upstream->upgrade)))
    {
        /* what comes after it would pass for the page's own header */

        return ngx_http_legal_response_undeliverable(response,
                                   NGX_HTTP_LEGAL_WHY_PART,
                                   "the upstream sent an interim answer (1xx)");
    }

    if (!ngx_http_legal_is_document(r)
        || !ngx_http_legal_start_takes(r, response, type))
    {
        ngx_http_legal_outcome_settle(response->verdict,
                                      NGX_HTTP_LEGAL_NO_PAGE);

        return ngx_http_legal_pass(r, response, in);
    }

    if (status == NGX_HTTP_PARTIAL_CONTENT) {
        return ngx_http_legal_response_undeliverable(response,
                                    NGX_HTTP_LEGAL_WHY_PART,
                                    "the upstream sent a part of the page "
                                    "(206)");
    }

    return ngx_http_legal_start_page(r, response, type);
}


/* A 304 of the upstream: is it of the copy that the reader should have? */

static ngx_int_t
ngx_http_legal_start_confirmed(ngx_http_request_t *r,
    ngx_http_legal_response_t *response)
{
    ngx_http_legal_withheld_t  *withheld;

    withheld = response->withheld;

    if (ngx_http_legal_conditions_confirmed(r, withheld,
                                            response->verdict->conf)
        != NGX_OK)
    {
        return ngx_http_legal_response_undeliverable(response,
                        NGX_HTTP_LEGAL_WHY_UNCONFIRMED,
                        "a copy that may lack it was said to be current (304)");
    }

    if (withheld->variant.len && withheld->conf == response->verdict->conf) {
        response->variant = 1;

        if (ngx_http_legal_variant_etag(r, &withheld->variant, &response->etag)
            != NGX_OK
            || ((ngx_http_legal_is_unbuffered(r)
                 || ngx_http_legal_asked_weakly(withheld))
                && ngx_http_legal_variant_weaken(r, &response->etag)
                   != NGX_OK))
        {
            return NGX_ERROR;
        }
    }

    ngx_http_legal_outcome_settle(response->verdict,
                                  NGX_HTTP_LEGAL_NOT_MODIFIED);

    return ngx_http_legal_header_send(r, response, NULL);
}


/* Whether some notice goes into it; the outcome of others is settled. */

static ngx_uint_t
ngx_http_legal_start_takes(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_http_legal_type_t *type)
{
    ngx_uint_t                 i, takes;
    ngx_http_legal_item_t     *item;
    ngx_http_legal_verdict_t  *verdict;

    verdict = response->verdict;
    takes = 0;

    for (i = 0; i < verdict->nnotices; i++) {
        item = verdict->notices[i];

        if (!ngx_http_legal_of_type(item->rule, type)) {
            item->outcome = NGX_HTTP_LEGAL_NO_PAGE;

        } else if (ngx_http_legal_is_present(r, item->rule)) {
            item->outcome = NGX_HTTP_LEGAL_PRESENT;

        } else {
            takes = 1;
        }
    }

    return takes;
}


static ngx_int_t
ngx_http_legal_start_page(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_http_legal_type_t *type)
{
    ngx_int_t               rc;
    ngx_str_t               codings;
    ngx_uint_t              none;
    ngx_http_legal_page_t  *page;

    rc = ngx_http_legal_start_coding(r, response, &codings, &none);

    if (rc != NGX_DECLINED) {
        return rc;
    }

    page = ngx_http_legal_page_create(r, response->verdict, type,
                                      &response->source);
    if (page == NULL) {
        return NGX_ERROR;
    }

    if (page->places.charset == LN_CHARSET_STATEFUL) {
        return ngx_http_legal_response_undeliverable(response,
                            NGX_HTTP_LEGAL_WHY_CHARSET,
                            "no notice can be written in the page's charset");
    }

    rc = ngx_http_legal_start_plain(r, response, page, type);

    if (rc != NGX_OK) {
        return rc;
    }

    page->decode.none = none;

    rc = ngx_http_legal_start_decoder(r, response, page, &codings);

    if (rc != NGX_OK) {
        return rc;
    }

    rc = ngx_http_legal_header_variant(r, response, page);

    if (rc != NGX_DECLINED) {
        return rc;
    }

    response->page = page;
    response->state = NGX_HTTP_LEGAL_STATE_WAITING;

    if (page->plain.data) {

        /* nothing has to be looked for in plain text */

        ngx_http_legal_plain_header(r, type);
        ngx_http_legal_decode_forget(&page->decode);
        response->state = NGX_HTTP_LEGAL_STATE_STREAMING;

        return ngx_http_legal_header_send(r, response, page);
    }

    page->announced = r->headers_out.content_length_n;

    if (!ngx_http_legal_is_coded(&page->decode)) {
        page->length = page->announced;
    }

    return NGX_OK;
}


/*
 * NGX_DECLINED: it is known what the codings are, and whether they are none,
 * whatever is said.  Otherwise the first bytes are to tell.
 */

static ngx_int_t
ngx_http_legal_start_coding(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_str_t *codings, ngx_uint_t *none)
{
    if (ngx_http_legal_codings(r, codings) != NGX_OK) {
        return NGX_ERROR;
    }

    *none = 0;

    if (ln_codings_known(ngx_http_legal_ln(*codings))) {
        return NGX_DECLINED;
    }

    if (response->sniff) {
        *none = response->sniff->found;
        return NGX_DECLINED;
    }

    if (r->header_only || r->method == NGX_HTTP_HEAD) {

        /* as for a text */

        *none = 1;
        return NGX_DECLINED;
    }

    return ngx_http_legal_start_sniff(r, response, NGX_HTTP_LEGAL_SNIFF_TEXT);
}


/* A page that is plain text gets its notices as such. */

static ngx_int_t
ngx_http_legal_start_plain(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_http_legal_page_t *page,
    ngx_http_legal_type_t *type)
{
    ngx_int_t  rc;

    if (!ln_media_type_is(type, ln_str("text/plain"))) {
        return NGX_OK;
    }

    rc = ngx_http_legal_plain_start(r, page, type);

    if (rc == NGX_DECLINED) {
        return ngx_http_legal_response_undeliverable(response,
                            NGX_HTTP_LEGAL_WHY_CHARSET,
                            "its letters cannot be written in the charset");
    }

    return rc;
}


/* Coded bytes are kept, as the body may have to go as it came. */

static ngx_int_t
ngx_http_legal_start_decoder(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_http_legal_page_t *page,
    ngx_str_t *codings)
{
    size_t      len;
    u_char     *why;
    ngx_int_t   rc;
    ln_error_t  err;

    if (codings->len == 0 || page->decode.none) {
        return NGX_OK;
    }

    rc = ngx_http_legal_start_splicer(r, response, page, codings);

    if (rc != NGX_DECLINED) {
        return rc;
    }

    page->decode.decoder = ngx_http_legal_decoder(r, codings, &err);

    if (page->decode.decoder) {
        page->decode.keep = 1;
        return NGX_OK;
    }

    len = ngx_strlen(err.text);

    if (len == 0) {
        return NGX_ERROR;
    }

    why = ngx_pnalloc(r->pool, len + 1);
    if (why == NULL) {
        return NGX_ERROR;
    }

    ngx_memcpy(why, err.text, len + 1);

    return ngx_http_legal_response_undeliverable(response,
                                                 NGX_HTTP_LEGAL_WHY_ENCODING,
                                                 (char *) why);
}


/*
 * A page that the client takes compressed stays so.  NGX_DECLINED: it has to be
 * decoded.
 */

static ngx_int_t
ngx_http_legal_start_splicer(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_http_legal_page_t *page,
    ngx_str_t *codings)
{
    ngx_int_t  rc;

    page->decode.codings = *codings;

    if (page->plain.data) {
        page->decode.why = NGX_HTTP_LEGAL_DECODED_TEXT;
        return NGX_DECLINED;
    }

    if (!ln_splicer_knows(ngx_http_legal_ln(*codings))) {
        return NGX_DECLINED;
    }

    page->decode.negotiated = 1;

    if (page->places.n > LN_SPLICER_CUTS) {
        page->decode.why = NGX_HTTP_LEGAL_DECODED_MANY;
        return NGX_DECLINED;
    }

    if (!ngx_http_legal_accepts_coding(r, response->withheld,
                                       ngx_http_legal_ln(*codings)))
    {
        page->decode.why = NGX_HTTP_LEGAL_DECODED_UNACCEPTED;
        return NGX_DECLINED;
    }

    rc = ngx_http_legal_compressed_start(r, &page->decode, &page->output,
                                         codings);

    if (rc == NGX_OK) {
        page->decode.keep = 1;
        page->places.coded = 1;
        page->places.coding = *codings;

        if (ngx_http_legal_is_streamed(r)
            && !ngx_http_legal_is_unbuffered(r))
        {
            rc = ngx_http_legal_repeat_start(r, &page->decode, &page->places);
        }
    }

    return rc;
}
