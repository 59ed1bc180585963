/* The validators of a variant. */

#include <ngx_config.h>

#include "field/ln_entity_tag.h"
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
    u_char           *p;
    time_t            modified;
    ln_entity_tag_t   tag;
    ngx_table_elt_t  *h;

    ngx_str_null(etag);

    h = r->headers_out.etag;
    modified = r->headers_out.last_modified_time;

    if (h && (h->hash == 0
              || ln_entity_tag_parse(ngx_http_legal_ln(h->value), &tag)
                 != LN_OK))
    {
        h = NULL;
    }

    if (h == NULL && modified == -1) {
        return NGX_OK;
    }

    p = ngx_pnalloc(r->pool, sizeof("W/\"" NGX_HTTP_LEGAL_MODIFIED "-\"")
                             + NGX_TIME_T_LEN + key->len
                             + (h ? h->value.len : 0));
    if (p == NULL) {
        return NGX_ERROR;
    }

    etag->data = p;

    if (h) {
        p = ngx_cpymem(p, h->value.data, h->value.len - 1);

    } else {
        p = ngx_sprintf(p, "W/\"" NGX_HTTP_LEGAL_MODIFIED "%xT", modified);
    }

    *p++ = '-';
    p = ngx_cpymem(p, key->data, key->len);
    *p++ = '"';

    etag->len = p - etag->data;

    return NGX_OK;
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
