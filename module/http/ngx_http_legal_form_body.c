/* The body of a request that may be the form of a page that asks. */

#include <ngx_config.h>

#include "http/context/ngx_http_legal_context.h"
#include "http/ngx_http_legal_form_body.h"


ngx_int_t
ngx_http_legal_form_body(ngx_http_request_t *r, ln_str_t *body)
{
    u_char       *p, *last;
    size_t        size;
    ngx_buf_t    *b;
    ngx_chain_t  *cl;

    p = ngx_pnalloc(r->pool, NGX_HTTP_LEGAL_FORM_MAX);
    if (p == NULL) {
        return NGX_ERROR;
    }

    body->data = p;
    body->len = 0;
    last = p + NGX_HTTP_LEGAL_FORM_MAX;

    if (r->request_body == NULL) {
        return NGX_OK;
    }

    for (cl = r->request_body->bufs; cl; cl = cl->next) {
        b = cl->buf;
        size = ngx_buf_size(b);

        if (size > (size_t) (last - p)) {
            return NGX_OK;
        }

        if (b->in_file) {
            if (ngx_read_file(b->file, p, size, b->file_pos) != (ssize_t) size)
            {
                return NGX_ERROR;
            }

            p += size;

        } else {
            p = ngx_cpymem(p, b->pos, size);
        }
    }

    body->len = p - body->data;

    return NGX_OK;
}


/* As nginx itself does, where it knows the location block before it reads. */

ngx_int_t
ngx_http_legal_form_body_in_file(ngx_http_request_t *r)
{
    ssize_t                    n;
    ngx_buf_t                 *b;
    ngx_chain_t               *cl;
    ngx_temp_file_t           *tf;
    ngx_http_request_body_t   *rb;
    ngx_http_core_loc_conf_t  *clcf;

    rb = r->request_body;

    if (!r->request_body_in_file_only || rb == NULL || rb->bufs == NULL
        || rb->temp_file)
    {
        return NGX_OK;
    }

    clcf = ngx_http_get_module_loc_conf(r, ngx_http_core_module);

    tf = ngx_pcalloc(r->pool, sizeof(ngx_temp_file_t));
    b = ngx_calloc_buf(r->pool);
    cl = ngx_alloc_chain_link(r->pool);

    if (tf == NULL || b == NULL || cl == NULL) {
        return NGX_ERROR;
    }

    tf->file.fd = NGX_INVALID_FILE;
    tf->file.log = r->connection->log;
    tf->path = clcf->client_body_temp_path;
    tf->pool = r->pool;
    tf->warn = "a client request body is buffered to a temporary file";
    tf->log_level = r->request_body_file_log_level;
    tf->persistent = r->request_body_in_persistent_file;
    tf->clean = r->request_body_in_clean_file;

    if (r->request_body_file_group_access) {
        tf->access = 0660;
    }

    n = ngx_write_chain_to_temp_file(tf, rb->bufs);
    if (n == NGX_ERROR) {
        return NGX_ERROR;
    }

    tf->offset += n;

    b->in_file = 1;
    b->file = &tf->file;
    b->file_last = n;

    cl->buf = b;
    cl->next = NULL;

    rb->temp_file = tf;
    rb->bufs = cl;

    return NGX_OK;
}
