/*
 * A page on its way out with notices.  Each stage has a struct of its own:
 * bytes come from the source, are decoded, are searched for places, and go to
 * the output, which holds the bytes that are not decided yet.
 */

#ifndef NGX_HTTP_LEGAL_PAGE_H
#define NGX_HTTP_LEGAL_PAGE_H

#include <ngx_config.h>

#include "http/input/ngx_http_legal_decode.h"
#include "http/output/ngx_http_legal_output.h"
#include "http/places/ngx_http_legal_places.h"


typedef struct {
    ngx_http_legal_decode_t     decode;           /* what has come in */
    ngx_http_legal_places_t     places;           /* where notices go */
    ngx_http_legal_output_t     output;           /* what goes out */
    ngx_http_legal_source_t    *source;

    ngx_uint_t                 *languages;        /* a translation a notice */
    ngx_str_t                  *markups;          /* as they were rendered */
    ln_inset_t                **insets;           /* .. and deflated */
    ln_layout_sum_t             sum;              /* of what went into gaps */
    ngx_str_t                   plain;            /* what plain text gets */

    uint64_t                    fed;              /* bytes looked at */
    uint64_t                    passed;           /* .. and passed on */
    uint64_t                    inserted;         /* bytes of notices */
    ngx_uint_t                  nput;             /* notices put in */
    off_t                       scanned;          /* of a file's buffer */
    off_t                       length;           /* as announced, or -1 */
    off_t                       announced;        /* .. coded, or -1 */

    unsigned                    languages_chosen:1;
    unsigned                    early:1;          /* the header is sent, the
                                                     languages are open */
    unsigned                    flushed:1;        /* .. was asked for */
    unsigned                    flush_due:1;      /* .. and is not done yet */
    unsigned                    paused:1;         /* nothing is waited for */
    unsigned                    page_language:1;  /* a choice looks at it */
    unsigned                    due:1;            /* a notice goes in */
    unsigned                    unsettled:1;      /* it is not known of one */
    unsigned                    undetermined:1;   /* .. nor was it when the
                                                     header went */
    unsigned                    unread:1;         /* there is no body: HEAD */
    unsigned                    frames_told:1;    /* that came late */
    unsigned                    complete:1;       /* the last byte has come */
    unsigned                    ended:1;          /* .. and the end is sent */
    unsigned                    trailed:1;        /* a layout's trailer is */
} ngx_http_legal_page_t;


/*
 * A page for those notices of the verdict that go into a response of that
 * type; source is where its bytes come from.  NULL: there is no memory.
 */
ngx_http_legal_page_t *ngx_http_legal_page_create(ngx_http_request_t *r,
    ngx_http_legal_verdict_t *verdict, ngx_http_legal_type_t *type,
    ngx_http_legal_source_t *source);

/*
 * Sets the response's length if it is known: the length of the page and that of
 * all notices.  NGX_ERROR: there is no memory.
 */
ngx_int_t ngx_http_legal_page_length(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);

/*
 * A page with gaps, of so many coded bytes, is cut as any other is: at places
 * among these.
 */
void ngx_http_legal_page_lay_out(ngx_http_legal_page_t *page, off_t coded);

/*
 * Whether bytes that the upstream has flushed, or a notice whose place is
 * reached, wait for what comes next.
 */
ngx_uint_t ngx_http_legal_page_holds(ngx_http_legal_page_t *page);

/* Whether all notices are in, and all bytes before them are passed on. */
ngx_uint_t ngx_http_legal_page_is_tail(ngx_http_legal_page_t *page);


#endif
