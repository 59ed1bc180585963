/* Where versions of nginx differ. */

#ifndef NGX_HTTP_LEGAL_COMPAT_H
#define NGX_HTTP_LEGAL_COMPAT_H

#include <ngx_config.h>
#include <ngx_core.h>
#include <ngx_http.h>


/* 1.23.0 chained header fields of one name. */
#if (nginx_version >= 1023000)
#define ngx_http_legal_end_header(h)  (h)->next = NULL
#else
#define ngx_http_legal_end_header(h)
#endif

/*
 * nginx finds fields that may come several times by such a list, for variables
 * as $sent_http_cache_control and for gzip_proxied.  h is noted in it.
 */
#if (nginx_version >= 1023000)

typedef ngx_table_elt_t  *ngx_http_legal_header_list_t;

static ngx_inline ngx_int_t
ngx_http_legal_note_header(ngx_pool_t *pool,
    ngx_http_legal_header_list_t *list, ngx_table_elt_t *h)
{
    (void) pool;

    h->next = *list;
    *list = h;

    return NGX_OK;
}

#else

typedef ngx_array_t  ngx_http_legal_header_list_t;

static ngx_inline ngx_int_t
ngx_http_legal_note_header(ngx_pool_t *pool,
    ngx_http_legal_header_list_t *list, ngx_table_elt_t *h)
{
    ngx_table_elt_t  **last;

    if (list->elts == NULL
        && ngx_array_init(list, pool, 1, sizeof(ngx_table_elt_t *)) != NGX_OK)
    {
        return NGX_ERROR;
    }

    last = ngx_array_push(list);
    if (last == NULL) {
        return NGX_ERROR;
    }

    *last = h;

    return NGX_OK;
}

#endif

/* 1.27.2 passes an upstream's trailers on. */
#if (nginx_version >= 1027002)
#define ngx_http_legal_has_trailers(r)                                        \
    ((r)->expect_trailers                                                     \
     || ((r)->upstream && (r)->upstream->conf->pass_trailers))
#else
#define ngx_http_legal_has_trailers(r)  ((r)->expect_trailers)
#endif


#endif
