/* The page as it must be: its places found in it whole, the notices put in. */

#include "filter.h"
#include "http/page/ngx_http_legal_render.h"


static void fuzz_expect_notices(fuzz_filter_t *f, ngx_http_legal_page_t *page,
    fuzz_bytes_t *expected);
static ngx_uint_t fuzz_expect_language(ngx_http_legal_rule_t *rule,
    const ln_page_t *seen);


void
fuzz_expect(fuzz_filter_t *f)
{
    ngx_uint_t                  html, broken;
    fuzz_bytes_t                expected;
    ngx_http_legal_ctx_t       *ctx;
    ngx_http_legal_page_t      *page;
    ngx_http_legal_response_t  *response;

    ctx = ngx_http_legal_ctx_find(f->request);
    response = ctx ? ctx->response : NULL;
    page = response ? response->page : NULL;

    ngx_memzero(&expected, sizeof(fuzz_bytes_t));

    broken = response && response->state == NGX_HTTP_LEGAL_STATE_BROKEN;

    if (broken
        || (response && response->state == NGX_HTTP_LEGAL_STATE_REPLACED))
    {
        /* a page that can't take a notice: it is not sent as if it could */

        fuzz_assert(f->head || broken || f->status == 503);
        fuzz_assert(f->head || broken || f->last);
        return;
    }

    html = f->type == 0 || f->type == 1
           || (f->untyped
               && ln_sniff_html(f->page.data,
                                ngx_min(f->page.len, LN_SNIFF_BYTES), 1)
                  == LN_OK);

    /* plain text is a type of m's, which is at two locations */

    html |= f->type == 2 && (f->location == 1 || f->location == 2);

    fuzz_assert((page != NULL) == (html && f->location != 3)
                || (f->untyped && f->cut));

    if (f->cut && page != NULL) {

        /* all of a page that breaks off is asked for by GET alone */

        fuzz_assert(f->head);
        return;
    }

    if (page == NULL) {
        fuzz_bytes_add(&expected, f->body.data, f->body.len);

    } else if (page->plain.data) {
        fuzz_bytes_add(&expected, f->page.data, f->page.len);
        fuzz_bytes_add(&expected, page->plain.data, page->plain.len);

    } else {
        fuzz_expect_notices(f, page, &expected);
    }

    fuzz_assert(f->header);
    fuzz_assert(f->said == -1 || f->said == (off_t) expected.len);

    if (f->head) {
        fuzz_assert(f->out.len == 0);

    } else {
        fuzz_assert(f->last);
        fuzz_assert(f->out.len == expected.len);
        fuzz_assert(ngx_memcmp(f->out.data, expected.data, expected.len) == 0);
        fuzz_assert(f->flushed || !f->flushes);
    }

    free(expected.data);
}


static void *
fuzz_expect_alloc(void *arena, size_t size)
{
    return ngx_palloc(arena, size);
}


static void
fuzz_expect_notices(fuzz_filter_t *f, ngx_http_legal_page_t *page,
    fuzz_bytes_t *expected)
{
    size_t                  at;
    u_char                 *p;
    ngx_str_t               markup;
    ngx_uint_t              n;
    ln_alloc_t              alloc;
    ln_placer_t            *placer;
    const ln_page_t        *seen;
    const ln_placement_t   *place;
    ngx_http_legal_rule_t  *rule;

    alloc.alloc = fuzz_expect_alloc;
    alloc.arena = f->request->pool;

    placer = ln_placer_create(&alloc, page->places.lists, page->places.n);
    fuzz_assert(placer != NULL);

    if (page->places.charset != LN_CHARSET_UNKNOWN) {
        ln_placer_charset(placer, page->places.charset);
    }

    if (f->type == 1) {
        ln_placer_xml(placer);
    }

    ln_placer_feed(placer, f->page.data, f->page.len, 1);

    seen = ln_placer_page(placer);
    at = 0;
    n = 0;

    while ((place = ln_placer_next(placer)) != NULL) {
        fuzz_bytes_add(expected, f->page.data + at, place->offset - at);
        at = place->offset;

        p = ngx_palloc(f->request->pool, place->closer.len * 2 + 1);
        fuzz_assert(p != NULL);
        fuzz_bytes_add(expected, p,
                       ln_charset_write(seen->encoding, place->closer, p));

        rule = page->places.notices[place->notice]->rule;
        fuzz_assert(ngx_http_legal_render_notice(f->request, rule,
                                      fuzz_expect_language(rule, seen),
                                      seen->encoding, &markup)
                    == NGX_OK);
        fuzz_bytes_add(expected, markup.data, markup.len);
        n++;
    }

    fuzz_assert(n == page->places.n);
    fuzz_bytes_add(expected, f->page.data + at, f->page.len - at);
}


static ngx_uint_t
fuzz_expect_language(ngx_http_legal_rule_t *rule, const ln_page_t *seen)
{
    ln_str_t  none;

    none.len = 0;
    none.data = NULL;

    return ln_text_choose(&rule->text, rule->languages.elts,
                          rule->languages.nelts, seen->lang, none);
}
