/*
 * What a request may not ask for where a notice is owed: a part of the page,
 * a 304 by the original's validators, or a coding the notice cannot be put
 * into.
 */

#include "http/ngx_http_legal_notice.h"


static ngx_int_t ngx_http_legal_take(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_uint_t n, ngx_uint_t ntaken,
    ngx_uint_t page);
static ngx_int_t ngx_http_legal_taken(ngx_table_elt_t *h, ngx_uint_t page);
static ngx_uint_t ngx_http_legal_may_be_page(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
static void ngx_http_legal_give_field_back(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, const char *name);


static struct {
    ngx_str_t   name;
    size_t      offset;
} ngx_http_legal_taken_fields[] = {
#if (NGX_HTTP_GZIP)
    { ngx_string("accept-encoding"),
      offsetof(ngx_http_headers_in_t, accept_encoding) },
#endif
    { ngx_string("if-none-match"),
      offsetof(ngx_http_headers_in_t, if_none_match) },
    { ngx_string("if-modified-since"),
      offsetof(ngx_http_headers_in_t, if_modified_since) },
    { ngx_string("if-match"),
      offsetof(ngx_http_headers_in_t, if_match) },
    { ngx_string("if-unmodified-since"),
      offsetof(ngx_http_headers_in_t, if_unmodified_since) },
    { ngx_string("if-range"),
      offsetof(ngx_http_headers_in_t, if_range) },
    { ngx_string("range"),
      offsetof(ngx_http_headers_in_t, range) }
};

#define NGX_HTTP_LEGAL_TAKEN                                                  \
    (ngx_int_t) (sizeof(ngx_http_legal_taken_fields)                          \
                 / sizeof(ngx_http_legal_taken_fields[0]))

/* Whether the field is accept-encoding. */
#define ngx_http_legal_is_coding(i)                                           \
    (ngx_http_legal_taken_fields[i].name.data[0] == 'a')

#define ngx_http_legal_field(r, i)                                            \
    *(ngx_table_elt_t **) ((char *) &(r)->headers_in                          \
                           + ngx_http_legal_taken_fields[i].offset)


/*
 * The header list is rebuilt without the fields: proxy forwards what is in
 * the list, whatever its hash, and elements must stay where others point to.
 */

ngx_int_t
ngx_http_legal_take_over(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_int_t         field;
    ngx_str_t         variant;
    ngx_uint_t        i, n, ntaken, page;
    ngx_list_part_t  *part;
    ngx_table_elt_t  *h;

    if (!(r->method & (NGX_HTTP_GET|NGX_HTTP_HEAD))) {
        return NGX_OK;
    }

    if (ctx->taken_over) {

        if (ctx->asked_field == NULL) {
            return NGX_OK;
        }

        /* redirected: is what the upstream was to be asked still right? */

        if (ngx_http_legal_variant(r, &ctx->verdict, &variant) != NGX_OK) {
            return NGX_ERROR;
        }

        if (variant.len == ctx->asked.len
            && ngx_memcmp(variant.data, ctx->asked.data, variant.len) == 0)
        {
            ctx->asked_conf = ctx->verdict.conf;
            return NGX_OK;
        }

        if (ngx_http_legal_give_all_back(r, ctx) != NGX_OK) {
            return NGX_ERROR;
        }
    }

    ctx->taken_over = 1;
    ctx->ntaken = 0;

    n = 0;
    ntaken = 0;
    page = 1;

    for (part = &r->headers_in.headers.part; part; part = part->next) {
        h = part->elts;

        for (i = 0; i < part->nelts; i++) {
            field = ngx_http_legal_taken(&h[i], 1);

            if (field != NGX_DECLINED) {
                ntaken++;

                if (ngx_http_legal_is_coding(field)) {
                    page = ngx_http_legal_may_be_page(r, ctx);
                }
            }
        }

        n += part->nelts;
    }

    if (ntaken == 0) {
        return NGX_OK;
    }

    if (ngx_http_legal_take(r, ctx, n, ntaken, page) != NGX_OK) {
        return NGX_ERROR;
    }

    return ngx_http_legal_map_conditions(r, ctx);
}


/* Rebuilds the list of n fields without those, at most ntaken, to be taken. */

static ngx_int_t
ngx_http_legal_take(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_uint_t n, ngx_uint_t ntaken, ngx_uint_t page)
{
    ngx_int_t         field;
    ngx_uint_t        i;
    ngx_list_t       *list;
    ngx_list_part_t  *part;
    ngx_table_elt_t  *h, *kept;

    kept = ngx_palloc(r->pool, (n + 4 + ntaken) * sizeof(ngx_table_elt_t));
    if (kept == NULL) {
        return NGX_ERROR;
    }

    ctx->taken = kept + n + 4;

    list = &r->headers_in.headers;
    n = 0;

    for (part = &list->part; part; part = part->next) {
        h = part->elts;

        for (i = 0; i < part->nelts; i++) {
            field = ngx_http_legal_taken(&h[i], page);

            if (field == NGX_DECLINED) {
                kept[n++] = h[i];
                continue;
            }

            ngx_http_legal_field(r, field) = NULL;
            ctx->taken[ctx->ntaken++] = h[i];
        }
    }

    list->part.elts = kept;
    list->part.nelts = n;
    list->part.next = NULL;
    list->last = &list->part;
    list->nalloc = n + 4;

    return NGX_OK;
}


/* The field's index, NGX_DECLINED for one that stays. */

static ngx_int_t
ngx_http_legal_taken(ngx_table_elt_t *h, ngx_uint_t page)
{
    ngx_int_t   i;
    ngx_str_t  *name;

    for (i = 0; i < NGX_HTTP_LEGAL_TAKEN; i++) {
        name = &ngx_http_legal_taken_fields[i].name;

        if (h->key.len == name->len
            && ngx_strncasecmp(h->key.data, name->data, name->len) == 0)
        {
            return (page || !ngx_http_legal_is_coding(i)) ? i : NGX_DECLINED;
        }
    }

    return NGX_DECLINED;
}


/*
 * Whether the answer may well be a page, by the suffix of its name.  A style
 * sheet may come compressed; if it is a page after all, it is decoded.
 */

static ngx_uint_t
ngx_http_legal_may_be_page(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_str_t                  content_type;
    ngx_uint_t                 i, found;
    ngx_http_legal_type_t      type;
    ngx_http_core_loc_conf_t  *clcf;

    if (r->exten.len == 0 || r->headers_out.content_type.len) {
        return 1;
    }

    clcf = ngx_http_get_module_loc_conf(r, ngx_http_core_module);

    if (ngx_http_set_content_type(r) != NGX_OK) {
        return 1;
    }

    content_type = r->headers_out.content_type;
    found = (content_type.data == clcf->default_type.data);

    ngx_http_legal_type(r, &type);

    for (i = 0; i < ctx->verdict.nnotices && !found; i++) {
        found = ngx_http_legal_of_type(ctx->verdict.notices[i], &type);
    }

    ngx_str_null(&r->headers_out.content_type);
    r->headers_out.content_type_len = 0;

    return found;
}


/* gzip asks for Accept-Encoding below us: the page may be compressed now. */

void
ngx_http_legal_give_back(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
#if (NGX_HTTP_GZIP)
    if (ctx->taken_over && r->headers_in.accept_encoding == NULL) {
        ngx_http_legal_give_field_back(r, ctx, "accept-encoding");

        r->gzip_tested = 0;
        r->gzip_ok = 0;
    }
#endif
}


/*
 * Range is served below us too: a film may be had in parts, where its maker
 * says that it may, or nginx has it.
 */

void
ngx_http_legal_give_range_back(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx)
{
    if (!ctx->taken_over || r->headers_out.status != NGX_HTTP_OK) {
        return;
    }

    ngx_http_legal_give_field_back(r, ctx, "range");
    ngx_http_legal_give_field_back(r, ctx, "if-range");

    if (r->headers_in.range && !r->allow_ranges && r->upstream
        && r->headers_out.content_length_n >= 0
        && r->headers_out.accept_ranges
        && r->headers_out.accept_ranges->value.len == sizeof("bytes") - 1
        && ngx_strncasecmp(r->headers_out.accept_ranges->value.data,
                           (u_char *) "bytes", sizeof("bytes") - 1)
           == 0)
    {
        ngx_http_clear_accept_ranges(r);
        r->allow_ranges = 1;
        r->single_range = 1;
    }
}


static void
ngx_http_legal_give_field_back(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, const char *name)
{
    ngx_int_t   field;
    ngx_uint_t  i;

    for (i = 0; i < ctx->ntaken; i++) {
        field = ngx_http_legal_taken(&ctx->taken[i], 1);

        if (ngx_strcmp(ngx_http_legal_taken_fields[field].name.data, name) == 0
            && ngx_http_legal_field(r, field) == NULL)
        {
            ngx_http_legal_field(r, field) = &ctx->taken[i];
        }
    }
}


/* An internal redirect has led to where nothing is owed. */

ngx_int_t
ngx_http_legal_give_all_back(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    ngx_int_t         field;
    ngx_uint_t        i;
    ngx_table_elt_t  *h;

    if (!ctx->taken_over) {
        return NGX_OK;
    }

    for (i = 0; i < ctx->ntaken; i++) {

        if (i == 0 && ctx->asked_field) {
            h = ctx->asked_field;

        } else {
            h = ngx_list_push(&r->headers_in.headers);
            if (h == NULL) {
                return NGX_ERROR;
            }
        }

        *h = ctx->taken[i];
        field = ngx_http_legal_taken(h, 1);

        if (ngx_http_legal_field(r, field) == NULL) {
            ngx_http_legal_field(r, field) = h;
        }
    }

    ctx->taken_over = 0;
    ctx->ntaken = 0;
    ctx->asked_field = NULL;
    ngx_str_null(&ctx->asked);

    return NGX_OK;
}
