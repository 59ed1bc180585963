/*
 * Preconditions of a request where a notice is owed.  The reader's copy is of
 * a variant or of the original: what was asked is taken off the request, asked
 * of the upstream where it maps to the upstream's own validators, and answered
 * here by the validators of what is sent.  After ngx_http_not_modified_filter.
 */

#include "http/ngx_http_legal_notice.h"


static ngx_table_elt_t *ngx_http_legal_condition(ngx_http_legal_ctx_t *ctx,
    const char *name, ngx_table_elt_t *after);
static ngx_uint_t ngx_http_legal_etag_next(ngx_str_t *list, ngx_str_t *etag,
    ngx_uint_t *weak);
static ngx_uint_t ngx_http_legal_matches(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, const char *name, ngx_uint_t weak,
    ngx_uint_t any);
static ngx_uint_t ngx_http_legal_unmodified(ngx_http_request_t *r,
    ngx_table_elt_t *h);
static ngx_uint_t ngx_http_legal_modified(ngx_http_request_t *r,
    ngx_table_elt_t *h);
static void ngx_http_legal_not_modified(ngx_http_request_t *r);
static size_t ngx_http_legal_map_etags(ngx_http_legal_ctx_t *ctx, u_char *p,
    time_t *modified);
static time_t ngx_http_legal_map_modified(ngx_str_t *tag);
static ngx_int_t ngx_http_legal_ask(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, const char *name, ngx_str_t *value);


/*
 * What the upstream may be asked in place of the reader's If-None-Match: the
 * originals of those of its entity tags that are of the variant owed here.
 * Any other copy, and every date, is of no use.  Fields are added to the
 * request's list; ctx->asked says for which variant.
 */

ngx_int_t
ngx_http_legal_map_conditions(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx)
{
    size_t                      len;
    time_t                      modified;
    ngx_str_t                   value;
    ngx_table_elt_t            *h;
    ngx_http_legal_loc_conf_t  *llcf;

    llcf = ngx_http_get_module_loc_conf(r, ngx_http_legal_notice_module);

    /* what an inner tier has put in does not show in the key */

    if (llcf->inner_tier) {
        return NGX_OK;
    }

    len = 0;
    h = NULL;

    while ((h = ngx_http_legal_condition(ctx, "if-none-match", h)) != NULL) {
        len += h->value.len + 2;
    }

    if (len == 0) {
        return NGX_OK;
    }

    if (ngx_http_legal_variant(r, &ctx->verdict, &ctx->asked) != NGX_OK) {
        return NGX_ERROR;
    }

    value.data = ngx_pnalloc(r->pool, ngx_max(len, sizeof("Mon, 28 Sep 1970 "
                                                          "06:00:00 GMT")));
    if (value.data == NULL) {
        return NGX_ERROR;
    }

    modified = 0;
    value.len = ngx_http_legal_map_etags(ctx, value.data, &modified);

    if (value.len) {
        return ngx_http_legal_ask(r, ctx, "If-None-Match", &value);
    }

    if (modified) {
        value.len = ngx_http_time(value.data, modified) - value.data;
        return ngx_http_legal_ask(r, ctx, "If-Modified-Since", &value);
    }

    ngx_str_null(&ctx->asked);

    return NGX_OK;
}


/* Writes the list of originals to p, as long as the reader's or shorter. */

static size_t
ngx_http_legal_map_etags(ngx_http_legal_ctx_t *ctx, u_char *p,
    time_t *modified)
{
    u_char           *start;
    time_t            t;
    ngx_str_t         list, tag, variant;
    ngx_uint_t        weak;
    ngx_table_elt_t  *h;

    start = p;
    variant = ctx->asked;
    h = NULL;

    while ((h = ngx_http_legal_condition(ctx, "if-none-match", h)) != NULL) {
        list = h->value;

        while (ngx_http_legal_etag_next(&list, &tag, &weak)) {

            /* "ORIGINAL-VARIANT" without its quotes */

            if (tag.len < variant.len + 1
                || tag.data[tag.len - variant.len - 1] != '-'
                || ngx_memcmp(tag.data + tag.len - variant.len, variant.data,
                              variant.len)
                   != 0)
            {
                continue;
            }

            tag.len -= variant.len + 1;

            t = weak ? ngx_http_legal_map_modified(&tag) : 0;

            if (t > 0) {
                *modified = ngx_max(*modified, t);
                continue;
            }

            if (p > start) {
                *p++ = ',';
                *p++ = ' ';
            }

            p = ngx_sprintf(p, "%s\"%V\"", weak ? "W/" : "", &tag);
        }
    }

    return p - start;
}


static time_t
ngx_http_legal_map_modified(ngx_str_t *tag)
{
    size_t     len;
    ngx_int_t  t;

    len = sizeof(NGX_HTTP_LEGAL_MODIFIED) - 1;

    if (tag->len <= len
        || ngx_memcmp(tag->data, NGX_HTTP_LEGAL_MODIFIED, len) != 0)
    {
        return 0;
    }

    t = ngx_hextoi(tag->data + len, tag->len - len);

    return (t == NGX_ERROR) ? 0 : (time_t) t;
}


static ngx_int_t
ngx_http_legal_ask(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    const char *name, ngx_str_t *value)
{
    ngx_table_elt_t  *h;

    h = ngx_list_push(&r->headers_in.headers);
    if (h == NULL) {
        return NGX_ERROR;
    }

    h->key.len = ngx_strlen(name);
    h->key.data = (u_char *) name;
    h->value = *value;
    ngx_http_legal_end_header(h);

    h->lowcase_key = ngx_pnalloc(r->pool, h->key.len);
    if (h->lowcase_key == NULL) {
        return NGX_ERROR;
    }

    h->hash = ngx_hash_strlow(h->lowcase_key, h->key.data, h->key.len);

    ctx->asked_conf = ctx->verdict.conf;
    ctx->asked_field = h;

    return NGX_OK;
}


/*
 * A 304 that is not ours.  NGX_OK: it is of the variant the upstream was asked
 * for, and now says so.  NGX_DECLINED: it is of some other copy that the
 * reader has.
 */

ngx_int_t
ngx_http_legal_confirmed(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    if (ctx->asked.len && ctx->asked_conf == ctx->verdict.conf) {
        return ngx_http_legal_variant_headers(r, &ctx->asked);
    }

    if (r->headers_in.if_none_match || r->headers_in.if_modified_since
        || ngx_http_legal_condition(ctx, "if-none-match", NULL)
        || ngx_http_legal_condition(ctx, "if-modified-since", NULL))
    {
        return NGX_DECLINED;
    }

    return NGX_OK;
}


/*
 * The answer to what the reader asked, by the validators in headers_out:
 * those of a variant, or of a page that no notice goes into.  NGX_OK: it
 * goes on, as 304 perhaps.  Else what the header filter is to return.
 */

ngx_int_t
ngx_http_legal_answer_conditions(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_uint_t variant)
{
    ngx_table_elt_t  *unmodified, *modified, *none, *match;

    if (!ctx->taken_over || ctx->ntaken == 0 || r->filter_finalize
        || r->headers_out.status != NGX_HTTP_OK)
    {
        return NGX_OK;
    }

    unmodified = ngx_http_legal_condition(ctx, "if-unmodified-since", NULL);
    match = ngx_http_legal_condition(ctx, "if-match", NULL);

    if ((unmodified && !ngx_http_legal_unmodified(r, unmodified))
        || (match && !ngx_http_legal_matches(r, ctx, "if-match", 0, 1)))
    {
        return ngx_http_filter_finalize_request(r,
                                                &ngx_http_legal_notice_module,
                                                NGX_HTTP_PRECONDITION_FAILED);
    }

    modified = ngx_http_legal_condition(ctx, "if-modified-since", NULL);
    none = ngx_http_legal_condition(ctx, "if-none-match", NULL);

    if (none == NULL && modified == NULL) {
        return NGX_OK;
    }

    /*
     * A date says nothing of a variant, nor does "*"; RFC 9110, 13.1.3: with
     * If-None-Match it counts for nothing anyway, but nginx has it count.
     */

    if (modified && ngx_http_legal_modified(r, modified)
        && !(variant && none))
    {
        return NGX_OK;
    }

    if (none && !ngx_http_legal_matches(r, ctx, "if-none-match", 1, !variant))
    {
        return NGX_OK;
    }

    ngx_http_legal_not_modified(r);

    return NGX_OK;
}


static void
ngx_http_legal_not_modified(ngx_http_request_t *r)
{
    r->headers_out.status = NGX_HTTP_NOT_MODIFIED;
    r->headers_out.status_line.len = 0;
    r->headers_out.content_type.len = 0;
    ngx_http_clear_content_length(r);
    ngx_http_clear_accept_ranges(r);
    r->allow_ranges = 0;

    if (r->headers_out.content_encoding) {
        r->headers_out.content_encoding->hash = 0;
        r->headers_out.content_encoding = NULL;
    }
}


/* The first field of a name that was taken off, or the next. */

static ngx_table_elt_t *
ngx_http_legal_condition(ngx_http_legal_ctx_t *ctx, const char *name,
    ngx_table_elt_t *after)
{
    size_t            len;
    ngx_table_elt_t  *h, *end;

    len = ngx_strlen(name);
    h = after ? after + 1 : ctx->taken;
    end = ctx->taken + ctx->ntaken;

    for ( /* void */ ; h < end; h++) {
        if (h->key.len == len
            && ngx_strncasecmp(h->key.data, (u_char *) name, len) == 0)
        {
            return h;
        }
    }

    return NULL;
}


/* Takes the next entity tag, without its quotes, off a list. */

static ngx_uint_t
ngx_http_legal_etag_next(ngx_str_t *list, ngx_str_t *etag, ngx_uint_t *weak)
{
    u_char  *p, *end;

    p = list->data;
    end = p + list->len;

    while (p < end && (*p == ' ' || *p == '\t' || *p == ',')) {
        p++;
    }

    *weak = 0;

    if (end - p > 2 && p[0] == 'W' && p[1] == '/') {
        *weak = 1;
        p += 2;
    }

    if (p == end || *p != '"') {
        return 0;
    }

    etag->data = ++p;

    while (p < end && *p != '"') {
        p++;
    }

    if (p == end) {
        return 0;
    }

    etag->len = p - etag->data;

    list->data = p + 1;
    list->len = end - list->data;

    return 1;
}


/*
 * Whether a list of the reader's has the response's entity tag, by weak or
 * strong comparison (RFC 9110, 8.8.3.2), or is "*" where any will do.
 */

static ngx_uint_t
ngx_http_legal_matches(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    const char *name, ngx_uint_t weak, ngx_uint_t any)
{
    ngx_str_t         list, etag, tag;
    ngx_uint_t        etag_weak, tag_weak;
    ngx_table_elt_t  *h;

    h = r->headers_out.etag;
    etag_weak = 0;

    if (h == NULL || h->hash == 0) {
        etag.data = NULL;

    } else {
        list = h->value;

        if (!ngx_http_legal_etag_next(&list, &etag, &etag_weak)) {
            etag.data = NULL;
        }
    }

    h = NULL;

    while ((h = ngx_http_legal_condition(ctx, name, h)) != NULL) {

        if (any && h->value.len == 1 && h->value.data[0] == '*') {
            return 1;
        }

        list = h->value;

        while (etag.data && ngx_http_legal_etag_next(&list, &tag, &tag_weak)) {
            if (tag.len == etag.len
                && ngx_memcmp(tag.data, etag.data, tag.len) == 0
                && (weak || !(tag_weak || etag_weak)))
            {
                return 1;
            }
        }
    }

    return 0;
}


static ngx_uint_t
ngx_http_legal_unmodified(ngx_http_request_t *r, ngx_table_elt_t *h)
{
    time_t  modified;

    modified = r->headers_out.last_modified_time;

    return modified != -1
           && ngx_parse_http_time(h->value.data, h->value.len) >= modified;
}


static ngx_uint_t
ngx_http_legal_modified(ngx_http_request_t *r, ngx_table_elt_t *h)
{
    time_t                     since, modified;
    ngx_http_core_loc_conf_t  *clcf;

    clcf = ngx_http_get_module_loc_conf(r, ngx_http_core_module);
    modified = r->headers_out.last_modified_time;

    if (modified == -1 || clcf->if_modified_since == NGX_HTTP_IMS_OFF) {
        return 1;
    }

    since = ngx_parse_http_time(h->value.data, h->value.len);

    return since != modified
           && (clcf->if_modified_since == NGX_HTTP_IMS_EXACT
               || since < modified);
}
