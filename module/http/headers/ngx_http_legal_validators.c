/* The validators of a variant. */

#include <ngx_config.h>

#include "field/ln_variant_tag.h"
#include "http/directives/ngx_http_legal_conf.h"
#include "http/headers/ngx_http_legal_fields.h"
#include "http/headers/ngx_http_legal_validators.h"


static ngx_str_t  ngx_http_legal_of_original[] = {
    ngx_string("ETag"),
    ngx_string("Last-Modified"),
    ngx_string("Accept-Ranges"),
    ngx_string("Content-MD5"),
    ngx_string("Digest"),
    ngx_string("Content-Digest"),
    ngx_string("Repr-Digest"),
    ngx_string("Signature"),
    ngx_string("Signature-Input"),
    ngx_null_string
};


ngx_int_t
ngx_http_legal_variant_etag(ngx_http_request_t *r, ngx_str_t *key,
    ngx_str_t *etag)
{
    ngx_str_t         original;
    ngx_table_elt_t  *h;

    h = r->headers_out.etag;
    ngx_str_null(&original);

    if (h && h->hash) {
        original = h->value;
    }

    etag->data = ngx_pnalloc(r->pool, LN_VARIANT_TAG_SIZE + original.len
                                      + key->len);
    if (etag->data == NULL) {
        return NGX_ERROR;
    }

    etag->len = ln_variant_tag_write(ngx_http_legal_ln(original),
                                     r->headers_out.last_modified_time,
                                     ngx_http_legal_ln(*key), etag->data);
    return NGX_OK;
}


ngx_uint_t
ngx_http_legal_variant_is_strong(ngx_str_t *etag)
{
    return etag->len && etag->data[0] == '"';
}


ngx_int_t
ngx_http_legal_variant_weaken(ngx_http_request_t *r, ngx_str_t *etag)
{
    u_char  *p;

    if (!ngx_http_legal_variant_is_strong(etag)) {
        return NGX_OK;
    }

    p = ngx_pnalloc(r->pool, etag->len + 2);
    if (p == NULL) {
        return NGX_ERROR;
    }

    p[0] = 'W';
    p[1] = '/';
    ngx_memcpy(p + 2, etag->data, etag->len);

    etag->data = p;
    etag->len += 2;

    return NGX_OK;
}


ngx_uint_t
ngx_http_legal_is_unbuffered(ngx_http_request_t *r)
{
    return ngx_http_legal_is_streamed(r) && !r->upstream->buffering;
}


ngx_uint_t
ngx_http_legal_is_streamed(ngx_http_request_t *r)
{
#if (NGX_HTTP_CACHE)
    if (r->cached) {
        return 0;
    }
#endif

    return r->upstream != NULL;
}


ngx_int_t
ngx_http_legal_variant_validators(ngx_http_request_t *r, ngx_str_t *etag)
{
    ngx_list_part_t  *last;

    ngx_http_legal_fields_clear(&r->headers_out.headers,
                                ngx_http_legal_of_original);

    ngx_http_clear_last_modified(r);
    ngx_http_clear_accept_ranges(r);
    r->allow_ranges = 0;
    r->headers_out.etag = NULL;

    if (etag->len == 0) {
        return NGX_OK;
    }

    if (ngx_http_legal_field_add(r, "ETag", etag) != NGX_OK) {
        return NGX_ERROR;
    }

    last = r->headers_out.headers.last;
    r->headers_out.etag = (ngx_table_elt_t *) last->elts + last->nelts - 1;

    return NGX_OK;
}


void
ngx_http_legal_variant_trailers(ngx_http_request_t *r)
{
    ngx_http_legal_fields_clear(&r->headers_out.trailers,
                                ngx_http_legal_of_original);
}
