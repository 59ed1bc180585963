/* Fields that are taken off a request, and given back to it. */

#include <ngx_config.h>

#include "field/ln_accept.h"
#include "http/headers/ngx_http_legal_fields.h"
#include "http/headers/ngx_http_legal_withheld.h"


typedef struct {
    ngx_str_t            name;
    size_t               offset;        /* in ngx_http_headers_in_t */
    ln_condition_name_t  condition;
    unsigned             coding:1;
} ngx_http_legal_withheld_name_t;


static ngx_http_legal_withheld_name_t *ngx_http_legal_withheld_name(
    ngx_table_elt_t *h, ngx_uint_t coding);
static void ngx_http_legal_withhold_coding(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld);
static void ngx_http_legal_withhold_condition(
    ngx_http_legal_withheld_t *withheld, ngx_table_elt_t *h,
    ln_condition_name_t name);
static void ngx_http_legal_give_field_back(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld, ngx_str_t *name);


static ngx_http_legal_withheld_name_t  ngx_http_legal_withheld_names[] = {
#if (NGX_HTTP_GZIP)
    { ngx_string("Accept-Encoding"),
      offsetof(ngx_http_headers_in_t, accept_encoding), LN_NO_CONDITION, 1 },
#endif
    { ngx_string("If-None-Match"),
      offsetof(ngx_http_headers_in_t, if_none_match), LN_IF_NONE_MATCH, 0 },
    { ngx_string("If-Modified-Since"),
      offsetof(ngx_http_headers_in_t, if_modified_since),
      LN_IF_MODIFIED_SINCE, 0 },
    { ngx_string("If-Match"),
      offsetof(ngx_http_headers_in_t, if_match), LN_IF_MATCH, 0 },
    { ngx_string("If-Unmodified-Since"),
      offsetof(ngx_http_headers_in_t, if_unmodified_since),
      LN_IF_UNMODIFIED_SINCE, 0 },
    { ngx_string("If-Range"),
      offsetof(ngx_http_headers_in_t, if_range), LN_NO_CONDITION, 0 },
    { ngx_string("Range"),
      offsetof(ngx_http_headers_in_t, range), LN_NO_CONDITION, 0 },
    { ngx_null_string, 0, LN_NO_CONDITION, 0 }
};


#define ngx_http_legal_header_in(r, name)                                     \
    *(ngx_table_elt_t **) ((char *) &(r)->headers_in + (name)->offset)


ngx_http_legal_withheld_t *
ngx_http_legal_withheld(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    if (ctx->withheld == NULL) {
        ctx->withheld = ngx_pcalloc(r->pool, sizeof(ngx_http_legal_withheld_t));
    }

    return ctx->withheld;
}


/*
 * The list is rebuilt without the fields: proxy forwards what is in the list,
 * whatever its hash, and elements must stay where others point to.
 */

ngx_int_t
ngx_http_legal_withhold(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld, ngx_uint_t coding)
{
    ngx_uint_t                       n, nwithheld;
    ngx_list_t                      *list;
    ngx_table_elt_t                 *h, *kept;
    ngx_http_legal_fields_t          fields;
    ngx_http_legal_withheld_name_t  *name;

    withheld->done = 1;
    withheld->n = 0;
    withheld->nconditions = 0;

    n = 0;
    nwithheld = 0;
    ngx_http_legal_request_fields(r, &fields);

    while ((h = ngx_http_legal_field_next(&fields, NULL)) != NULL) {
        nwithheld += (ngx_http_legal_withheld_name(h, coding) != NULL);
        n++;
    }

    if (nwithheld == 0) {
        return NGX_OK;
    }

    /* some room for those that other modules add */

    kept = ngx_palloc(r->pool, (n + 4 + nwithheld) * sizeof(ngx_table_elt_t)
                               + nwithheld * sizeof(ln_condition_t));
    if (kept == NULL) {
        return NGX_ERROR;
    }

    withheld->fields = kept + n + 4;
    withheld->conditions = (ln_condition_t *) (withheld->fields + nwithheld);

    n = 0;
    ngx_http_legal_request_fields(r, &fields);

    while ((h = ngx_http_legal_field_next(&fields, NULL)) != NULL) {
        name = ngx_http_legal_withheld_name(h, coding);

        if (name == NULL) {
            kept[n++] = *h;
            continue;
        }

        ngx_http_legal_header_in(r, name) = NULL;
        withheld->fields[withheld->n++] = *h;
        ngx_http_legal_withhold_condition(withheld, h, name->condition);
    }

    ngx_http_legal_withhold_coding(r, withheld);

    list = &r->headers_in.headers;
    list->part.nelts = n;
    list->part.elts = kept;
    list->part.next = NULL;
    list->last = &list->part;
    list->nalloc = n + 4;

    return NGX_OK;
}


/* What gzip_static asks for is not in the list, which proxy forwards. */

static void
ngx_http_legal_withhold_coding(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld)
{
#if (NGX_HTTP_GZIP)
    static ln_str_t  gzip = ln_string("gzip");

    if (r->headers_in.accept_encoding == NULL
        && ngx_http_legal_accepts_coding(r, withheld, gzip))
    {
        withheld->gzip.hash = 1;
        ngx_str_set(&withheld->gzip.key, "Accept-Encoding");
        ngx_str_set(&withheld->gzip.value, "gzip");

        r->headers_in.accept_encoding = &withheld->gzip;
    }
#endif
}


ngx_uint_t
ngx_http_legal_accepts_coding(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld, ln_str_t coding)
{
    ngx_uint_t                i;
    ngx_table_elt_t          *h;
    ln_accept_coding_t        found;
    ngx_http_legal_fields_t   fields;

    static ngx_str_t  name = ngx_string("Accept-Encoding");

    ngx_memzero(&found, sizeof(ln_accept_coding_t));

    for (i = 0; i < withheld->n; i++) {
        h = &withheld->fields[i];

        if (ngx_http_legal_field_is(h, &name)) {
            ln_accept_coding(&found, ngx_http_legal_ln(h->value), coding);
        }
    }

    ngx_http_legal_request_fields(r, &fields);

    while ((h = ngx_http_legal_field_next(&fields, &name)) != NULL) {
        ln_accept_coding(&found, ngx_http_legal_ln(h->value), coding);
    }

    return found.weight != 0;
}


static void
ngx_http_legal_withhold_condition(ngx_http_legal_withheld_t *withheld,
    ngx_table_elt_t *h, ln_condition_name_t name)
{
    ln_condition_t  *condition;

    if (name == LN_NO_CONDITION) {
        return;
    }

    condition = &withheld->conditions[withheld->nconditions++];
    condition->name = name;
    condition->value = ngx_http_legal_ln(h->value);
    condition->date = -1;

    if (name == LN_IF_MODIFIED_SINCE || name == LN_IF_UNMODIFIED_SINCE) {
        condition->date = ngx_parse_http_time(h->value.data, h->value.len);
    }
}


/* What is known of a field that is to be withheld; NULL for one that stays. */

static ngx_http_legal_withheld_name_t *
ngx_http_legal_withheld_name(ngx_table_elt_t *h, ngx_uint_t coding)
{
    ngx_http_legal_withheld_name_t  *name;

    for (name = ngx_http_legal_withheld_names; name->name.len; name++) {
        if (ngx_http_legal_field_is(h, &name->name)) {
            return coding || !name->coding ? name : NULL;
        }
    }

    return NULL;
}


void
ngx_http_legal_give_coding_back(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld)
{
#if (NGX_HTTP_GZIP)
    static ngx_str_t  name = ngx_string("Accept-Encoding");

    if (r->headers_in.accept_encoding == &withheld->gzip) {
        r->headers_in.accept_encoding = NULL;
    }

    if (withheld->done && r->headers_in.accept_encoding == NULL) {
        ngx_http_legal_give_field_back(r, withheld, &name);

        r->gzip_tested = 0;
        r->gzip_ok = 0;
    }
#endif
}


void
ngx_http_legal_give_range_back(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld)
{
    static ngx_str_t  range = ngx_string("Range");
    static ngx_str_t  if_range = ngx_string("If-Range");

    if (!withheld->done || r->headers_out.status != NGX_HTTP_OK) {
        return;
    }

    ngx_http_legal_give_field_back(r, withheld, &range);
    ngx_http_legal_give_field_back(r, withheld, &if_range);

    /* nginx cuts parts where the upstream says that it would have */

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
    ngx_http_legal_withheld_t *withheld, ngx_str_t *name)
{
    ngx_uint_t                       i;
    ngx_table_elt_t                 *h;
    ngx_http_legal_withheld_name_t  *of;

    for (i = 0; i < withheld->n; i++) {
        h = &withheld->fields[i];

        if (!ngx_http_legal_field_is(h, name)) {
            continue;
        }

        of = ngx_http_legal_withheld_name(h, 1);

        if (ngx_http_legal_header_in(r, of) == NULL) {
            ngx_http_legal_header_in(r, of) = h;
        }
    }
}


ngx_int_t
ngx_http_legal_give_all_back(ngx_http_request_t *r,
    ngx_http_legal_withheld_t *withheld)
{
    ngx_uint_t                       i;
    ngx_table_elt_t                 *h;
    ngx_http_legal_withheld_name_t  *name;

    if (!withheld->done) {
        return NGX_OK;
    }

#if (NGX_HTTP_GZIP)
    if (r->headers_in.accept_encoding == &withheld->gzip) {
        r->headers_in.accept_encoding = NULL;
    }
#endif

    for (i = 0; i < withheld->n; i++) {

        /* the field that asked the upstream makes room for the first one */

        h = withheld->variant_condition;
        withheld->variant_condition = NULL;

        if (h == NULL) {
            h = ngx_list_push(&r->headers_in.headers);
            if (h == NULL) {
                return NGX_ERROR;
            }
        }

        *h = withheld->fields[i];
        name = ngx_http_legal_withheld_name(h, 1);

        if (ngx_http_legal_header_in(r, name) == NULL) {
            ngx_http_legal_header_in(r, name) = h;
        }
    }

    ngx_memzero(withheld, sizeof(ngx_http_legal_withheld_t));

    return NGX_OK;
}
