/* What a response says of itself: caching, validators, the notices in it. */

#include "http/ngx_http_legal_notice.h"


static void ngx_http_legal_list_clear(ngx_list_part_t *part,
    ngx_str_t *names);
static void ngx_http_legal_targeted_clear(ngx_http_request_t *r);
static u_char *ngx_http_legal_private_directives(u_char *p, ngx_str_t *value);
static ngx_int_t ngx_http_legal_etag(ngx_http_request_t *r,
    ngx_str_t *variant);
static ngx_uint_t ngx_http_legal_is_etag(ngx_str_t *value);


static ngx_str_t  ngx_http_legal_of_original[] = {
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


/* What caches of one kind heed before Cache-Control. */
static ngx_str_t  ngx_http_legal_of_caches[] = {
    ngx_string("X-Accel-Expires"),
    ngx_string("Edge-Control"),
    ngx_string("Surrogate-Control"),
    ngx_null_string
};


ngx_table_elt_t *
ngx_http_legal_header_find(ngx_http_request_t *r, const char *name)
{
    return ngx_http_legal_header_next(r, name, NULL);
}


ngx_table_elt_t *
ngx_http_legal_header_next(ngx_http_request_t *r, const char *name,
    ngx_table_elt_t *after)
{
    size_t            len;
    ngx_uint_t        i;
    ngx_list_part_t  *part;
    ngx_table_elt_t  *h;

    len = ngx_strlen(name);

    for (part = &r->headers_out.headers.part; part; part = part->next) {
        h = part->elts;

        for (i = 0; i < part->nelts; i++) {

            if (after) {
                if (&h[i] == after) {
                    after = NULL;
                }

                continue;
            }

            if (h[i].hash && h[i].key.len == len
                && ngx_strncasecmp(h[i].key.data, (u_char *) name, len) == 0)
            {
                return &h[i];
            }
        }
    }

    return NULL;
}


void
ngx_http_legal_header_clear(ngx_http_request_t *r, const char *name)
{
    ngx_table_elt_t  *h;

    while ((h = ngx_http_legal_header_next(r, name, NULL)) != NULL) {
        h->hash = 0;
    }
}


/* Clears the fields of a list that have one of the names. */

static void
ngx_http_legal_list_clear(ngx_list_part_t *part, ngx_str_t *names)
{
    ngx_str_t        *name;
    ngx_uint_t        i;
    ngx_table_elt_t  *h;

    for ( /* void */ ; part; part = part->next) {
        h = part->elts;

        for (i = 0; i < part->nelts; i++) {
            for (name = names; name->len; name++) {

                if (h[i].key.len == name->len
                    && ngx_strncasecmp(h[i].key.data, name->data, name->len)
                       == 0)
                {
                    h[i].hash = 0;
                    break;
                }
            }
        }
    }
}


ngx_int_t
ngx_http_legal_header_add(ngx_http_request_t *r, const char *name,
    ngx_str_t *value)
{
    ngx_table_elt_t  *h;

    h = ngx_list_push(&r->headers_out.headers);
    if (h == NULL) {
        return NGX_ERROR;
    }

    h->hash = 1;
    h->key.len = ngx_strlen(name);
    h->key.data = (u_char *) name;
    h->value = *value;
    h->lowcase_key = NULL;
    ngx_http_legal_end_header(h);

    return NGX_OK;
}


ngx_int_t
ngx_http_legal_no_store(ngx_http_request_t *r)
{
    ngx_str_t  value = ngx_string("no-store");

    ngx_http_legal_header_clear(r, "Cache-Control");
    ngx_http_legal_header_clear(r, "Expires");
    ngx_http_legal_targeted_clear(r);

    return ngx_http_legal_header_add(r, "Cache-Control", &value);
}


/* The same of an answer that is not the page, where pages may be stored. */

ngx_int_t
ngx_http_legal_never_stored(ngx_http_request_t *r,
    ngx_http_legal_loc_conf_t *conf)
{
    if (ngx_http_legal_no_store(r) != NGX_OK) {
        return NGX_ERROR;
    }

    /* a cache that remembers not to store it does so by place, too */

    if (conf && conf->cache == NGX_HTTP_LEGAL_CACHE_VARY) {
        return ngx_http_legal_header_add(r, "Vary", &conf->cache_vary);
    }

    return NGX_OK;
}


/*
 * Drops the fields that some caches heed before Cache-Control: those of nginx,
 * Akamai, Varnish and Fastly by their names, and each field whose name ends in
 * "-Cache-Control", as RFC 9213, 2.2, has it for the caches of any one vendor.
 */

static void
ngx_http_legal_targeted_clear(ngx_http_request_t *r)
{
    size_t            len;
    ngx_uint_t        i;
    ngx_list_part_t  *part;
    ngx_table_elt_t  *h;

    static ngx_str_t  end = ngx_string("-Cache-Control");

    ngx_http_legal_list_clear(&r->headers_out.headers.part,
                              ngx_http_legal_of_caches);

    for (part = &r->headers_out.headers.part; part; part = part->next) {
        h = part->elts;

        for (i = 0; i < part->nelts; i++) {
            len = h[i].key.len;

            if (len > end.len
                && ngx_strncasecmp(h[i].key.data + len - end.len, end.data,
                                   end.len)
                   == 0)
            {
                h[i].hash = 0;
            }
        }
    }
}


/* legal_cache: of every response of a location with legal_apply. */

ngx_int_t
ngx_http_legal_cache_headers(ngx_http_request_t *r,
    ngx_http_legal_loc_conf_t *conf)
{
    u_char           *p;
    size_t            len;
    ngx_str_t         value;
    ngx_table_elt_t  *h;

    switch (conf->cache) {

    case NGX_HTTP_LEGAL_CACHE_OFF:
        return NGX_OK;

    case NGX_HTTP_LEGAL_CACHE_NO_STORE:
        return ngx_http_legal_no_store(r);

    case NGX_HTTP_LEGAL_CACHE_VARY:
        return ngx_http_legal_header_add(r, "Vary", &conf->cache_vary);
    }

    len = sizeof("private") - 1;

    for (h = ngx_http_legal_header_find(r, "Cache-Control");
         h;
         h = ngx_http_legal_header_next(r, "Cache-Control", h))
    {
        len += h->value.len + 2;
    }

    value.data = ngx_pnalloc(r->pool, len);
    if (value.data == NULL) {
        return NGX_ERROR;
    }

    p = ngx_cpymem(value.data, "private", sizeof("private") - 1);

    while ((h = ngx_http_legal_header_find(r, "Cache-Control")) != NULL) {
        p = ngx_http_legal_private_directives(p, &h->value);
        h->hash = 0;
    }

    value.len = p - value.data;

    ngx_http_legal_targeted_clear(r);

    return ngx_http_legal_header_add(r, "Cache-Control", &value);
}


/*
 * Appends ", directive" for each of a Cache-Control value (RFC 9111, 5.2)
 * that a private response may carry.
 */

static u_char *
ngx_http_legal_private_directives(u_char *p, ngx_str_t *value)
{
    u_char      *s, *end, *start, *stop;
    size_t       len, name;
    ngx_uint_t   quoted;

    s = value->data;
    end = s + value->len;

    while (s < end) {

        while (s < end && (*s == ' ' || *s == '\t' || *s == ',')) {
            s++;
        }

        start = s;
        quoted = 0;

        while (s < end && (quoted || *s != ',')) {
            if (*s == '"') {
                quoted = !quoted;

            } else if (quoted && *s == '\\' && s + 1 < end) {
                s++;
            }

            s++;
        }

        stop = s;

        while (stop > start && (stop[-1] == ' ' || stop[-1] == '\t')) {
            stop--;
        }

        len = stop - start;

        for (name = 0; name < len && start[name] != '='; name++) {
            /* void */
        }

        if (len == 0
            || (name == 6 && ngx_strncasecmp(start, (u_char *) "public", 6)
                             == 0)
            || (name == 7 && ngx_strncasecmp(start, (u_char *) "private", 7)
                             == 0)
            || (name == 8 && ngx_strncasecmp(start, (u_char *) "s-maxage", 8)
                             == 0))
        {
            continue;
        }

        *p++ = ',';
        *p++ = ' ';
        p = ngx_cpymem(p, start, len);
    }

    return p;
}


/*
 * A page with notices is another representation: the original's validators
 * and digests do not hold for it (RFC 9110, 8.8).
 */

ngx_int_t
ngx_http_legal_variant_headers(ngx_http_request_t *r, ngx_str_t *variant)
{
    if (ngx_http_legal_etag(r, variant) != NGX_OK) {
        return NGX_ERROR;
    }

    ngx_http_clear_last_modified(r);
    ngx_http_clear_accept_ranges(r);
    r->allow_ranges = 0;

    ngx_http_legal_list_clear(&r->headers_out.headers.part,
                              ngx_http_legal_of_original);

    return NGX_OK;
}


/* The same of what comes after the body; before its last buffer goes on. */

void
ngx_http_legal_variant_trailers(ngx_http_request_t *r)
{
    ngx_http_legal_list_clear(&r->headers_out.trailers.part,
                              ngx_http_legal_of_original);
}


/*
 * "ORIGINAL" becomes "ORIGINAL-VARIANT"; Last-Modified alone becomes
 * W/"LM-TIME-VARIANT", weak as it changes once a second at most (RFC 9110,
 * 8.8.2.2); without both there is none.
 */

static ngx_int_t
ngx_http_legal_etag(ngx_http_request_t *r, ngx_str_t *variant)
{
    u_char           *p;
    time_t            modified;
    ngx_str_t         etag;
    ngx_table_elt_t  *h;

    h = r->headers_out.etag;
    modified = r->headers_out.last_modified_time;

    if (h && (h->hash == 0 || !ngx_http_legal_is_etag(&h->value))) {
        ngx_http_clear_etag(r);
        h = NULL;
    }

    if (h == NULL && modified == -1) {
        return NGX_OK;
    }

    etag.len = sizeof("W/\"" NGX_HTTP_LEGAL_MODIFIED "-\"") + NGX_TIME_T_LEN
               + variant->len + (h ? h->value.len : 0);

    etag.data = ngx_pnalloc(r->pool, etag.len);
    if (etag.data == NULL) {
        return NGX_ERROR;
    }

    if (h) {
        p = ngx_cpymem(etag.data, h->value.data, h->value.len - 1);
        *p++ = '-';
        p = ngx_cpymem(p, variant->data, variant->len);
        *p++ = '"';

    } else {
        h = ngx_list_push(&r->headers_out.headers);
        if (h == NULL) {
            return NGX_ERROR;
        }

        h->hash = 1;
        ngx_str_set(&h->key, "ETag");
        h->lowcase_key = NULL;
        ngx_http_legal_end_header(h);
        r->headers_out.etag = h;

        p = ngx_sprintf(etag.data, "W/\"" NGX_HTTP_LEGAL_MODIFIED "%xT-%V\"",
                        modified, variant);
    }

    etag.len = p - etag.data;
    h->value = etag;

    return NGX_OK;
}


/*
 * Whether value is one entity tag (RFC 9110, 8.8.3).  What is none, such as a
 * tag with a quote in it, would be compared without the variant's key.
 */

static ngx_uint_t
ngx_http_legal_is_etag(ngx_str_t *value)
{
    u_char  *p, *end;

    p = value->data;
    end = p + value->len;

    if (value->len > 2 && p[0] == 'W' && p[1] == '/') {
        p += 2;
    }

    if (end - p < 2 || *p != '"' || end[-1] != '"') {
        return 0;
    }

    for (p++; p < end - 1; p++) {
        if (*p <= ' ' || *p == '"' || *p == 0x7f) {
            return 0;
        }
    }

    return 1;
}
