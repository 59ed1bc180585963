/* Whether a browser shows the body of a response. */

#include "http/ngx_http_legal_notice.h"


static ngx_uint_t ngx_http_legal_redirects(ngx_http_request_t *r);
static ngx_uint_t ngx_http_legal_attachment(ngx_http_request_t *r);


/*
 * Whether the body is shown, or is to be (206): that of a redirect isn't, and
 * a download is none of ours.
 */

ngx_uint_t
ngx_http_legal_has_page(ngx_http_request_t *r)
{
    switch (r->headers_out.status) {

    case NGX_HTTP_NO_CONTENT:
    case NGX_HTTP_LEGAL_RESET:
    case NGX_HTTP_NOT_MODIFIED:
        return 0;
    }

    return r->headers_out.status >= NGX_HTTP_OK
           && !ngx_http_legal_redirects(r) && !ngx_http_legal_attachment(r);
}


/* By Fetch: without a Location it is a page like others. */

static ngx_uint_t
ngx_http_legal_redirects(ngx_http_request_t *r)
{
    ngx_table_elt_t  *h;

    switch (r->headers_out.status) {

    case NGX_HTTP_MOVED_PERMANENTLY:
    case NGX_HTTP_MOVED_TEMPORARILY:
    case NGX_HTTP_SEE_OTHER:
    case NGX_HTTP_TEMPORARY_REDIRECT:
    case NGX_HTTP_PERMANENT_REDIRECT:
        break;

    default:
        return 0;
    }

    h = ngx_http_legal_header_find(r, "Location");

    return h && h->value.len;
}


/* One that says something else as well, or is no token, is shown. */

static ngx_uint_t
ngx_http_legal_attachment(ngx_http_request_t *r)
{
    u_char           *p, *end;
    ngx_uint_t        found;
    ngx_table_elt_t  *h;

    static ngx_str_t  attachment = ngx_string("attachment");

    found = 0;

    for (h = ngx_http_legal_header_find(r, "Content-Disposition");
         h;
         h = ngx_http_legal_header_next(r, "Content-Disposition", h))
    {
        if (h->value.len < attachment.len
            || ngx_strncasecmp(h->value.data, attachment.data, attachment.len)
               != 0)
        {
            return 0;
        }

        end = h->value.data + h->value.len;

        for (p = h->value.data + attachment.len;
             p < end && (*p == ' ' || *p == '\t');
             p++)
        {
            /* void */
        }

        if (p < end && *p != ';') {
            return 0;
        }

        found = 1;
    }

    return found;
}
