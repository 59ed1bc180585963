/* What this module keeps of a request, and the filters below its own. */

#ifndef NGX_HTTP_LEGAL_CONTEXT_H
#define NGX_HTTP_LEGAL_CONTEXT_H

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>


/* Each is defined by a room above, which makes it at its first use. */
typedef struct ngx_http_legal_withheld_s   ngx_http_legal_withheld_t;
typedef struct ngx_http_legal_location_s  ngx_http_legal_location_t;
typedef struct ngx_http_legal_asked_s     ngx_http_legal_asked_t;
typedef struct ngx_http_legal_form_s      ngx_http_legal_form_t;
typedef struct ngx_http_legal_verdict_s   ngx_http_legal_verdict_t;
typedef struct ngx_http_legal_source_s    ngx_http_legal_source_t;
typedef struct ngx_http_legal_response_s  ngx_http_legal_response_t;


/* A member is NULL until it is made. */
typedef struct {
    ngx_http_legal_withheld_t  *withheld;   /* fields taken off the request */
    ngx_http_legal_location_t  *location;   /* of the reader */
    ngx_http_legal_asked_t     *asked;      /* the page an outlet is about */
    ngx_http_legal_form_t      *form;       /* a body that may be ours */
    ngx_http_legal_verdict_t   *verdict;
    ngx_http_legal_response_t  *response;   /* takes notices, or was replaced */
    ngx_http_legal_source_t    *source;     /* of the response's bytes */
    ngx_event_t                *pause;      /* the upstream's, as a timer */

    ngx_list_part_t            *added_part; /* where add_header begins .. */
    ngx_uint_t                  added_i;    /* .. in the response's fields */

    unsigned                    valuing:1;  /* placeholders get their values */
} ngx_http_legal_ctx_t;


extern ngx_http_output_header_filter_pt  ngx_http_legal_next_header_filter;
extern ngx_http_output_body_filter_pt    ngx_http_legal_next_body_filter;


/*
 * The context of r, which must be a main request.  It is made at the first
 * call and lives as long as r.  NULL: there is no memory.
 */
ngx_http_legal_ctx_t *ngx_http_legal_ctx_get(ngx_http_request_t *r);

/* The context of r; NULL if it has none yet. */
ngx_http_legal_ctx_t *ngx_http_legal_ctx_find(ngx_http_request_t *r);


#endif
