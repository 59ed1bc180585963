/* A page that takes notices: which, in what language, with what header. */

#include "http/ngx_http_legal_notice.h"


static const char *ngx_http_legal_obstacle(ngx_http_request_t *r,
    ngx_http_legal_type_t *type, ngx_http_legal_why_t *reason);
static ngx_int_t ngx_http_legal_page_variant(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx, ngx_http_legal_page_t *page);
static ngx_int_t ngx_http_legal_plain_header(ngx_http_request_t *r,
    ngx_http_legal_ctx_t *ctx);
static ngx_int_t ngx_http_legal_header_alone(ngx_http_request_t *r,
    ngx_http_legal_page_t *page);
static ngx_http_legal_page_t *ngx_http_legal_page_create(
    ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_http_legal_type_t *type);
static ngx_uint_t ngx_http_legal_is_xml(ngx_str_t *type);
static void *ngx_http_legal_page_alloc(void *arena, size_t size);


/*
 * Called with the header that is about to go.  NGX_DECLINED: it takes no
 * notices; else it has been dealt with, and is sent by the body filter.
 */

ngx_int_t
ngx_http_legal_page_start(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_http_legal_type_t *type)
{
    ngx_int_t               rc;
    ngx_uint_t              i;
    const char             *why;
    ln_error_t              err;
    ngx_http_legal_why_t    reason;
    ngx_http_legal_page_t  *page;

    static ngx_str_t  plain = ngx_string("text/plain");

    ctx->page = NULL;

    if (r->headers_out.status == NGX_HTTP_NOT_MODIFIED) {
        rc = ngx_http_legal_confirmed(r, ctx);

        if (rc == NGX_DECLINED) {
            return ngx_http_legal_undeliverable(r, ctx,
                        NGX_HTTP_LEGAL_WHY_UNCONFIRMED,
                        "a copy that may lack it was said to be current (304)");
        }

        return (rc == NGX_OK) ? NGX_DECLINED : rc;
    }

    if (r->headers_out.status < NGX_HTTP_OK
        && !(r->headers_out.status == NGX_HTTP_SWITCHING_PROTOCOLS
             && r->upstream && r->upstream->upgrade))
    {
        /* what comes after it would pass for the page's own header */

        return ngx_http_legal_undeliverable(r, ctx, NGX_HTTP_LEGAL_WHY_PART,
                                   "the upstream sent an interim answer (1xx)");
    }

    if (!ngx_http_legal_has_page(r)) {
        return NGX_DECLINED;
    }

    for (i = 0; i < ctx->verdict.nnotices; i++) {
        if (ngx_http_legal_takes(r, ctx->verdict.notices[i], type)) {
            break;
        }
    }

    if (i == ctx->verdict.nnotices) {
        return NGX_DECLINED;
    }

    why = ngx_http_legal_obstacle(r, type, &reason);

    if (why) {
        return ngx_http_legal_undeliverable(r, ctx, reason, why);
    }

    page = ngx_http_legal_page_create(r, ctx, type);
    if (page == NULL) {
        return NGX_ERROR;
    }

    if (ngx_http_legal_is_type(&type->name, &plain)) {
        rc = ngx_http_legal_plain_start(r, page, type);

        if (rc == NGX_DECLINED) {
            return ngx_http_legal_undeliverable(r, ctx,
                            NGX_HTTP_LEGAL_WHY_CHARSET,
                            "its letters cannot be written in the charset");
        }

        if (rc != NGX_OK) {
            return rc;
        }
    }

    switch (ngx_http_legal_decode_start(r, page, &err)) {

    case NGX_ERROR:
        return NGX_ERROR;

    case NGX_DECLINED:
        return ngx_http_legal_undeliverable(r, ctx,
                                    NGX_HTTP_LEGAL_WHY_ENCODING, err.text);
    }

    if (ngx_http_legal_page_variant(r, ctx, page) != NGX_OK) {
        return NGX_ERROR;
    }

    rc = ngx_http_legal_answer_conditions(r, ctx, 1);

    if (rc != NGX_OK) {
        return rc;
    }

    if (r->header_only || r->headers_out.status == NGX_HTTP_NOT_MODIFIED) {
        return ngx_http_legal_header_alone(r, page);
    }

    ctx->page = page;

    if (page->plain.data) {
        return ngx_http_legal_plain_header(r, ctx);
    }

    if (page->decoder == NULL) {
        page->length = r->headers_out.content_length_n;
    }

    return NGX_OK;
}


/* The validators of what is sent: of those notices that this page takes. */

static ngx_int_t
ngx_http_legal_page_variant(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_http_legal_page_t *page)
{
    ngx_str_t                 variant;
    ngx_http_legal_verdict_t  verdict;

    verdict = ctx->verdict;
    verdict.notices = page->notices;
    verdict.nnotices = page->nnotices;

    if (ngx_http_legal_variant(r, &verdict, &variant) != NGX_OK) {
        return NGX_ERROR;
    }

    return ngx_http_legal_variant_headers(r, &variant);
}


/* Nothing has to be looked for in plain text. */

static ngx_int_t
ngx_http_legal_plain_header(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    off_t                   length;
    ngx_uint_t              i;
    ngx_http_legal_page_t  *page;

    page = ctx->page;
    page->header_sent = 1;

    length = r->headers_out.content_length_n;
    ngx_http_clear_content_length(r);

    if (length >= 0) {
        r->headers_out.content_length_n = length + page->plain.len;
    }

    for (i = 0; i < page->nnotices; i++) {
        ngx_http_legal_count_placed(r, page->notices[i],
                                    page->lists[i].nplaces + 1);
    }

    if (ngx_http_legal_notice_header(r, page) != NGX_OK) {
        return NGX_ERROR;
    }

    return ngx_http_legal_next_header_filter(r);
}


/* A header that no body follows. */

static ngx_int_t
ngx_http_legal_header_alone(ngx_http_request_t *r,
    ngx_http_legal_page_t *page)
{
    ngx_http_clear_content_length(r);
    ngx_http_legal_page_languages(r, page);

    if (ngx_http_legal_notice_header(r, page) != NGX_OK) {
        return NGX_ERROR;
    }

    return ngx_http_legal_next_header_filter(r);
}


/* Why notices cannot be put into this body, NULL if they can. */

static const char *
ngx_http_legal_obstacle(ngx_http_request_t *r, ngx_http_legal_type_t *type,
    ngx_http_legal_why_t *reason)
{
    if (r->headers_out.status == NGX_HTTP_PARTIAL_CONTENT) {
        *reason = NGX_HTTP_LEGAL_WHY_PART;
        return "the upstream sent a part of the page (206)";
    }

    if (type->charset.len
        && ln_charset_find(ngx_http_legal_ln(type->charset))
           == LN_CHARSET_STATEFUL)
    {
        *reason = NGX_HTTP_LEGAL_WHY_CHARSET;
        return "no notice can be written in the page's charset";
    }

    return NULL;
}


static ngx_http_legal_page_t *
ngx_http_legal_page_create(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx,
    ngx_http_legal_type_t *type)
{
    ngx_uint_t                i, j, n;
    ln_language_choice_t     *choices;
    ngx_http_legal_rule_t    *rule;
    ngx_http_legal_page_t    *page;
    ngx_http_legal_verdict_t *verdict;

    verdict = &ctx->verdict;

    n = verdict->nnotices;

    page = ngx_pcalloc(r->pool, sizeof(ngx_http_legal_page_t)
                                + n * (sizeof(ln_placement_t)
                                       + sizeof(ngx_str_t)
                                       + sizeof(ln_place_list_t)
                                       + sizeof(ngx_http_legal_rule_t *)
                                       + sizeof(ngx_uint_t)));
    if (page == NULL) {
        return NULL;
    }

    page->placements = (ln_placement_t *) (page + 1);
    page->markups = (ngx_str_t *) (page->placements + n);
    page->lists = (ln_place_list_t *) (page->markups + n);
    page->notices = (ngx_http_legal_rule_t **) (page->lists + n);
    page->languages = (ngx_uint_t *) (page->notices + n);

    for (i = 0; i < n; i++) {
        rule = verdict->notices[i];

        if (!ngx_http_legal_takes(r, rule, type)) {
            continue;
        }

        page->lists[page->nnotices].places = rule->places.elts;
        page->lists[page->nnotices].nplaces = rule->places.nelts;
        page->notices[page->nnotices++] = rule;

        choices = rule->languages.elts;

        for (j = 0; j < rule->languages.nelts; j++) {
            if (choices[j].source == LN_LANGUAGE_PAGE
                && rule->text.nvariants > 1)
            {
                page->page_language = 1;
            }
        }
    }

    page->length = -1;
    page->charset = LN_CHARSET_UNKNOWN;
    page->xml = ngx_http_legal_is_xml(&type->name);

    if (type->charset.len) {
        page->charset = ln_charset_find(ngx_http_legal_ln(type->charset));
    }

    page->last_out = &page->out;
    page->last_busy = &page->busy;

    return page;
}


/* The placer, which a page whose places are known does without. */

ngx_int_t
ngx_http_legal_page_placer(ngx_http_request_t *r, ngx_http_legal_page_t *page)
{
    ln_alloc_t  alloc;

    if (page->placer) {
        return NGX_OK;
    }

    alloc.alloc = ngx_http_legal_page_alloc;
    alloc.arena = r->pool;

    page->placer = ln_placer_create(&alloc, page->lists, page->nnotices);
    if (page->placer == NULL) {
        return NGX_ERROR;
    }

    if (page->charset != LN_CHARSET_UNKNOWN) {
        ln_placer_charset(page->placer, page->charset);
    }

    if (page->xml) {
        ln_placer_xml(page->placer);
    }

    page->seen = ln_placer_page(page->placer);

    return NGX_OK;
}


/* XHTML is read as XML; by its type, as browsers do. */

static ngx_uint_t
ngx_http_legal_is_xml(ngx_str_t *type)
{
    size_t  n;

    n = sizeof("+xml") - 1;

    return type->len > n
           && ngx_strncasecmp(type->data + type->len - n, (u_char *) "+xml", n)
              == 0;
}


static void *
ngx_http_legal_page_alloc(void *arena, size_t size)
{
    return ngx_palloc(arena, size);
}


/*
 * Sends the header once the page's language is known and, where all notices
 * are placed by then, with the exact length.  NGX_DECLINED: not yet.
 */

ngx_int_t
ngx_http_legal_page_header(ngx_http_request_t *r, ngx_http_legal_ctx_t *ctx)
{
    off_t                   length;
    ngx_int_t               rc;
    const char             *why;
    const ln_page_t        *seen;
    ngx_http_legal_page_t  *page;

    page = ctx->page;

    if (!page->languages_chosen && !page->complete) {
        return NGX_DECLINED;
    }

    ngx_http_legal_page_languages(r, page);

    seen = page->seen;

    why = seen->encoding == LN_CHARSET_STATEFUL
          ? "no notice can be written in the page's charset"
          : seen->frameset ? "the page is a <frameset>" : NULL;

    if (why) {
        rc = ngx_http_legal_undeliverable(r, ctx,
                                          seen->frameset
                                          ? NGX_HTTP_LEGAL_WHY_FRAMESET
                                          : NGX_HTTP_LEGAL_WHY_CHARSET, why);

        if (rc != NGX_DECLINED) {
            return rc;
        }
    }

    length = r->headers_out.content_length_n;
    ngx_http_clear_content_length(r);

    if (r->method == NGX_HTTP_HEAD && r->upstream && page->fed == 0) {
        /* an upstream's answer to HEAD says nothing of the page's length */

    } else if (page->complete) {
        r->headers_out.content_length_n = page->fed + page->inserted;

    } else if (length >= 0 && page->nplacements == page->nnotices) {
        length += page->inserted;

        if (ngx_http_legal_to_come(r, page, &length) != NGX_OK) {
            return NGX_ERROR;
        }

        r->headers_out.content_length_n = length;
        page->length = -1;
    }

    page->header_sent = 1;

    if (ngx_http_legal_notice_header(r, page) != NGX_OK) {
        return NGX_ERROR;
    }

    rc = ngx_http_legal_next_header_filter(r);

    if (rc == NGX_ERROR || rc > NGX_OK) {
        return rc;
    }

    if (ngx_http_legal_output_to_memory(r, page) != NGX_OK) {
        return NGX_ERROR;
    }

    return rc;
}
