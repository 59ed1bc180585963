/* Preconditions: what the upstream is asked, and what the reader is told. */

#include <ngx_config.h>

#include "field/ln_entity_tag.h"
#include "http/context/ngx_http_legal_compat.h"
#include "http/headers/ngx_http_legal_conditions.h"
#include "http/headers/ngx_http_legal_validators.h"


/* The validators of what would be sent. */
typedef struct {
    ngx_str_t   etag;                   /* empty: none */
    time_t      modified;               /* -1: none */
    unsigned    variant:1;
} ngx_http_legal_representation_t;


static size_t ngx_http_legal_map_etags(ngx_http_legal_taken_t *taken,
    ngx_str_t *variant, u_char *p, time_t *modified);
static time_t ngx_http_legal_map_modified(ln_str_t tag);
static ngx_int_t ngx_http_legal_ask(ngx_http_request_t *r,
    ngx_http_legal_taken_t *taken, ngx_str_t *name, ngx_str_t *value);
static ngx_int_t ngx_http_legal_conditions(ngx_http_request_t *r,
    ngx_http_legal_taken_t *taken, ngx_http_legal_representation_t *rep);
static ngx_uint_t ngx_http_legal_precondition_failed(
    ngx_http_legal_taken_t *taken, ngx_http_legal_representation_t *rep);
static ngx_uint_t ngx_http_legal_matches(ngx_http_legal_taken_t *taken,
    ngx_str_t *name, ngx_http_legal_representation_t *rep, ngx_uint_t weak,
    ngx_uint_t any);
static ngx_uint_t ngx_http_legal_modified(ngx_http_request_t *r,
    ngx_table_elt_t *h, time_t modified);


static ngx_str_t  ngx_http_legal_if_none_match = ngx_string("If-None-Match");
static ngx_str_t  ngx_http_legal_if_modified_since =
                                             ngx_string("If-Modified-Since");
static ngx_str_t  ngx_http_legal_if_match = ngx_string("If-Match");
static ngx_str_t  ngx_http_legal_if_unmodified_since =
                                             ngx_string("If-Unmodified-Since");


ngx_uint_t
ngx_http_legal_conditions_may_map(ngx_http_legal_taken_t *taken)
{
    return ngx_http_legal_taken_field(taken, &ngx_http_legal_if_none_match,
                                      NULL)
           != NULL;
}


ngx_int_t
ngx_http_legal_conditions_map(ngx_http_request_t *r,
    ngx_http_legal_taken_t *taken, ngx_str_t *variant,
    ngx_http_legal_loc_conf_t *conf)
{
    size_t            len;
    time_t            modified;
    ngx_str_t         value, *name;
    ngx_table_elt_t  *h;

    len = sizeof("Mon, 28 Sep 1970 06:00:00 GMT");
    h = NULL;

    while ((h = ngx_http_legal_taken_field(taken,
                                           &ngx_http_legal_if_none_match, h))
           != NULL)
    {
        len += h->value.len + 2;
    }

    value.data = ngx_pnalloc(r->pool, len);
    if (value.data == NULL) {
        return NGX_ERROR;
    }

    modified = 0;
    name = &ngx_http_legal_if_none_match;
    value.len = ngx_http_legal_map_etags(taken, variant, value.data,
                                         &modified);

    if (value.len == 0) {
        if (modified == 0) {
            return NGX_OK;
        }

        name = &ngx_http_legal_if_modified_since;
        value.len = ngx_http_time(value.data, modified) - value.data;
    }

    taken->variant = *variant;
    taken->conf = conf;

    return ngx_http_legal_ask(r, taken, name, &value);
}


/* Writes the list of originals to p, as long as the reader's or shorter. */

static size_t
ngx_http_legal_map_etags(ngx_http_legal_taken_t *taken, ngx_str_t *variant,
    u_char *p, time_t *modified)
{
    int               rc;
    u_char           *start;
    time_t            t;
    ln_str_t          list, s;
    ln_entity_tag_t   tag;
    ngx_table_elt_t  *h;

    start = p;
    h = NULL;

    while ((h = ngx_http_legal_taken_field(taken,
                                           &ngx_http_legal_if_none_match, h))
           != NULL)
    {
        list = ngx_http_legal_ln(h->value);

        while ((rc = ln_entity_tag_next(&list, &tag)) != LN_DECLINED) {

            /* ORIGINAL-KEY */

            s = tag.opaque;

            if (rc != LN_OK || s.len < variant->len + 1
                || s.data[s.len - variant->len - 1] != '-'
                || ngx_memcmp(s.data + s.len - variant->len, variant->data,
                              variant->len)
                   != 0)
            {
                continue;
            }

            s.len -= variant->len + 1;

            t = tag.weak ? ngx_http_legal_map_modified(s) : 0;

            if (t > 0) {
                *modified = ngx_max(*modified, t);
                continue;
            }

            p = ngx_sprintf(p, "%s%s\"%*s\"", p > start ? ", " : "",
                            tag.weak ? "W/" : "", s.len, s.data);
        }
    }

    return p - start;
}


/* The time of a tag that was made of a date, in seconds; else 0. */

static time_t
ngx_http_legal_map_modified(ln_str_t tag)
{
    size_t     len;
    ngx_int_t  t;

    len = sizeof(NGX_HTTP_LEGAL_MODIFIED) - 1;

    if (tag.len <= len
        || ngx_memcmp(tag.data, NGX_HTTP_LEGAL_MODIFIED, len) != 0)
    {
        return 0;
    }

    t = ngx_hextoi((u_char *) tag.data + len, tag.len - len);

    return (t == NGX_ERROR) ? 0 : (time_t) t;
}


static ngx_int_t
ngx_http_legal_ask(ngx_http_request_t *r, ngx_http_legal_taken_t *taken,
    ngx_str_t *name, ngx_str_t *value)
{
    ngx_table_elt_t  *h;

    h = ngx_list_push(&r->headers_in.headers);
    if (h == NULL) {
        return NGX_ERROR;
    }

    h->key = *name;
    h->value = *value;
    ngx_http_legal_end_header(h);

    h->lowcase_key = ngx_pnalloc(r->pool, h->key.len);
    if (h->lowcase_key == NULL) {
        return NGX_ERROR;
    }

    h->hash = ngx_hash_strlow(h->lowcase_key, h->key.data, h->key.len);

    taken->asked = h;

    return NGX_OK;
}


ngx_int_t
ngx_http_legal_conditions_confirmed(ngx_http_request_t *r,
    ngx_http_legal_taken_t *taken, ngx_http_legal_loc_conf_t *conf)
{
    if (taken->variant.len && taken->conf == conf) {
        return NGX_OK;
    }

    if (r->headers_in.if_none_match || r->headers_in.if_modified_since
        || ngx_http_legal_taken_field(taken, &ngx_http_legal_if_none_match,
                                      NULL)
        || ngx_http_legal_taken_field(taken, &ngx_http_legal_if_modified_since,
                                      NULL))
    {
        return NGX_DECLINED;
    }

    return NGX_OK;
}


ngx_int_t
ngx_http_legal_conditions_of_variant(ngx_http_request_t *r,
    ngx_http_legal_taken_t *taken, ngx_str_t *etag)
{
    ngx_http_legal_representation_t  rep;

    rep.etag = *etag;
    rep.modified = -1;
    rep.variant = 1;

    return ngx_http_legal_conditions(r, taken, &rep);
}


ngx_int_t
ngx_http_legal_conditions_of_original(ngx_http_request_t *r,
    ngx_http_legal_taken_t *taken)
{
    ngx_table_elt_t                  *h;
    ngx_http_legal_representation_t   rep;

    h = r->headers_out.etag;

    ngx_memzero(&rep, sizeof(ngx_http_legal_representation_t));
    rep.modified = r->headers_out.last_modified_time;

    if (h && h->hash) {
        rep.etag = h->value;
    }

    return ngx_http_legal_conditions(r, taken, &rep);
}


static ngx_int_t
ngx_http_legal_conditions(ngx_http_request_t *r,
    ngx_http_legal_taken_t *taken, ngx_http_legal_representation_t *rep)
{
    ngx_table_elt_t  *modified, *none;

    if (taken->n == 0 || r->filter_finalize
        || r->headers_out.status != NGX_HTTP_OK)
    {
        return NGX_OK;
    }

    if (ngx_http_legal_precondition_failed(taken, rep)) {
        return NGX_HTTP_PRECONDITION_FAILED;
    }

    modified = ngx_http_legal_taken_field(taken,
                                          &ngx_http_legal_if_modified_since,
                                          NULL);
    none = ngx_http_legal_taken_field(taken, &ngx_http_legal_if_none_match,
                                      NULL);

    if (none == NULL && modified == NULL) {
        return NGX_OK;
    }

    /*
     * A date says nothing of a variant, nor does "*".  By RFC 9110, 13.1.3, a
     * date counts for nothing beside If-None-Match, but nginx has it count.
     */

    if (modified && ngx_http_legal_modified(r, modified, rep->modified)
        && !(rep->variant && none))
    {
        return NGX_OK;
    }

    if (none && !ngx_http_legal_matches(taken, &ngx_http_legal_if_none_match,
                                        rep, 1, !rep->variant))
    {
        return NGX_OK;
    }

    return NGX_HTTP_NOT_MODIFIED;
}


/* If-Unmodified-Since and If-Match; "*" is any representation. */

static ngx_uint_t
ngx_http_legal_precondition_failed(ngx_http_legal_taken_t *taken,
    ngx_http_legal_representation_t *rep)
{
    ngx_table_elt_t  *h;

    h = ngx_http_legal_taken_field(taken, &ngx_http_legal_if_unmodified_since,
                                   NULL);

    if (h && (rep->modified == -1
              || ngx_parse_http_time(h->value.data, h->value.len)
                 < rep->modified))
    {
        return 1;
    }

    return ngx_http_legal_taken_field(taken, &ngx_http_legal_if_match, NULL)
           && !ngx_http_legal_matches(taken, &ngx_http_legal_if_match, rep, 0,
                                      1);
}


/*
 * Whether a list of the reader's has the entity tag, by weak or strong
 * comparison (RFC 9110, 8.8.3.2), or is "*" where any will do.
 */

static ngx_uint_t
ngx_http_legal_matches(ngx_http_legal_taken_t *taken, ngx_str_t *name,
    ngx_http_legal_representation_t *rep, ngx_uint_t weak, ngx_uint_t any)
{
    int               rc, tagged;
    ln_str_t          list;
    ln_entity_tag_t   etag, tag;
    ngx_table_elt_t  *h;

    tagged = (ln_entity_tag_parse(ngx_http_legal_ln(rep->etag), &etag)
              == LN_OK);
    h = NULL;

    while ((h = ngx_http_legal_taken_field(taken, name, h)) != NULL) {

        if (any && h->value.len == 1 && h->value.data[0] == '*') {
            return 1;
        }

        list = ngx_http_legal_ln(h->value);

        while (tagged && (rc = ln_entity_tag_next(&list, &tag)) != LN_DECLINED)
        {
            if (rc == LN_OK
                && (weak ? ln_entity_tag_eq_weak(&tag, &etag)
                         : ln_entity_tag_eq_strong(&tag, &etag)))
            {
                return 1;
            }
        }
    }

    return 0;
}


/* Whether it is newer than the reader's copy, as `if_modified_since` has it. */

static ngx_uint_t
ngx_http_legal_modified(ngx_http_request_t *r, ngx_table_elt_t *h,
    time_t modified)
{
    time_t                     since;
    ngx_http_core_loc_conf_t  *clcf;

    clcf = ngx_http_get_module_loc_conf(r, ngx_http_core_module);

    if (modified == -1 || clcf->if_modified_since == NGX_HTTP_IMS_OFF) {
        return 1;
    }

    since = ngx_parse_http_time(h->value.data, h->value.len);

    return since != modified
           && (clcf->if_modified_since == NGX_HTTP_IMS_EXACT
               || since < modified);
}


void
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
