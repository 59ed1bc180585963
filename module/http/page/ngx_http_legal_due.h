/*
 * Which notices of a page go into it, as far as its body says so: one that is
 * no page takes none, one that has none of a notice's places may not take that
 * one.
 */

#ifndef NGX_HTTP_LEGAL_DUE_H
#define NGX_HTTP_LEGAL_DUE_H

#include <ngx_config.h>

#include "http/page/ngx_http_legal_page.h"


/*
 * Settles the outcome of notices that are not due to the body, as far as it was
 * looked at; last: it was to its end.  NGX_OK: it is known of all of them, and
 * page->due says whether one goes in.  NGX_AGAIN: more of the body is needed.
 */
ngx_int_t ngx_http_legal_due(ngx_http_legal_page_t *page, ngx_uint_t last);

/*
 * Settles the outcome of notice i, whose place is reached.  What the body has
 * not said by then is not waited for: it is a fragment, if it may be one.
 */
void ngx_http_legal_due_settle(ngx_http_legal_page_t *page, ngx_uint_t i);

/* Whether it may depend on the body that notice i of the page goes in. */
ngx_uint_t ngx_http_legal_due_by_body(ngx_http_legal_page_t *page,
    ngx_uint_t i);

/* Whether notice i was found not to be due. */
ngx_uint_t ngx_http_legal_is_not_due(ngx_http_legal_page_t *page,
    ngx_uint_t i);

/*
 * Whether the frames of a page hide a notice that goes into it; scripts: or a
 * script that does not stand in the head.
 */
ngx_uint_t ngx_http_legal_due_in_frames(ngx_http_legal_page_t *page,
    ngx_uint_t scripts);

/* Whether notice i is known to go in; in doubt it does not. */
ngx_uint_t ngx_http_legal_is_due(ngx_http_legal_page_t *page, ngx_uint_t i);


#endif
