/*
 * What becomes of a response where notices are due: the one home of its state,
 * of its header, and of the way from one to the other.
 */

#ifndef NGX_HTTP_LEGAL_RESPONSE_H
#define NGX_HTTP_LEGAL_RESPONSE_H

#include <ngx_config.h>

#include "http/headers/ngx_http_legal_withheld.h"
#include "http/input/ngx_http_legal_sniff.h"
#include "http/page/ngx_http_legal_page.h"


typedef enum {
    NGX_HTTP_LEGAL_STATE_PASSED = 0,    /* it goes as it came */
    NGX_HTTP_LEGAL_STATE_SNIFFING,      /* is it a page? the header waits */
    NGX_HTTP_LEGAL_STATE_WAITING,       /* a page, whose header waits */
    NGX_HTTP_LEGAL_STATE_STREAMING,     /* its bytes go, with notices */
    NGX_HTTP_LEGAL_STATE_TAIL,          /* all notices are in */
    NGX_HTTP_LEGAL_STATE_REPLACED,      /* another response was sent */
    NGX_HTTP_LEGAL_STATE_BROKEN         /* it breaks off */
} ngx_http_legal_state_t;


struct ngx_http_legal_response_s {
    ngx_http_legal_state_t      state;
    ngx_http_legal_verdict_t   *verdict;
    ngx_http_legal_withheld_t  *withheld;

    ngx_http_legal_source_t     source;
    ngx_http_legal_sniff_t     *sniff;
    ngx_http_legal_page_t      *page;             /* NULL: it is none */

    ngx_str_t                   etag;             /* the variant's .. */
    ngx_str_t                   laid_out;         /* .. of a layout, or empty */
    unsigned                    variant:1;        /* .. if it is one */
    unsigned                    failed:1;         /* a precondition of it is */

    ngx_http_legal_why_t        reason;           /* it is undeliverable, .. */
    const char                 *why;              /* .. in words */
};


/*
 * A result of functions that have a response: the response cannot take the
 * notices that are due, for response->reason.  Its header has not been sent.
 * The caller that gets this result passes the response as it came, or sends
 * another one: see ngx_http_legal_undeliverable().
 */
#define NGX_HTTP_LEGAL_CANNOT_DELIVER  -100

/*
 * A result of functions of this room: no notice goes into the body, as far as
 * it has come.  Its header has not been sent.
 */
#define NGX_HTTP_LEGAL_NOTHING_DUE  -101

/*
 * A result of functions that have a response: a precondition has failed by what
 * the body was found to be.  Its header has not been sent.  The caller that
 * gets this result sends a 412: see ngx_http_legal_precondition_failed().
 */
#define NGX_HTTP_LEGAL_PRECONDITION  -102

/* Whether a result is one of these three. */
static ngx_inline ngx_uint_t
ngx_http_legal_response_is_unsent(ngx_int_t rc)
{
    return rc <= NGX_HTTP_LEGAL_CANNOT_DELIVER;
}


/*
 * The response of r, whose header will be sent next, with the verdict of ctx.
 * It replaces an earlier response of ctx.  NULL: there is no memory.
 */
ngx_http_legal_response_t *ngx_http_legal_response_create(
    ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx);

/* Notes why, and returns NGX_HTTP_LEGAL_CANNOT_DELIVER. */
ngx_int_t ngx_http_legal_response_undeliverable(
    ngx_http_legal_response_t *response, ngx_http_legal_why_t reason,
    const char *why);

/*
 * In the header filter: sends the page of that status, or what error_page makes
 * of it, in place of the response.  Returns what the filter must return.
 */
ngx_int_t ngx_http_legal_response_finalize(ngx_http_request_t *r,
    ngx_http_legal_response_t *response, ngx_int_t status);

/* Whether nothing more of the response goes: what still comes is dropped. */
static ngx_inline ngx_uint_t
ngx_http_legal_response_is_over(ngx_http_legal_response_t *response)
{
    return response->state == NGX_HTTP_LEGAL_STATE_REPLACED
           || response->state == NGX_HTTP_LEGAL_STATE_BROKEN;
}

/*
 * Before a part of the body goes on: clears the original's trailers, if the
 * header has gone as that of a variant.  Those of a page that is passed stay.
 */
void ngx_http_legal_response_trailers(ngx_http_request_t *r,
    ngx_http_legal_response_t *response);

/* Settles the outcomes that are still open when r ends. */
void ngx_http_legal_response_settle(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);


#endif
