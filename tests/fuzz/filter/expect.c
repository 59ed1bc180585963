/* The page as it must be: its places found in it whole, the notices put in. */

#include "filter.h"
#include "html/charset/ln_body.h"
#include "http/page/ngx_http_legal_render.h"


/* A piece of what is coded, at the least, that the module keeps. */
#define FUZZ_KEPT  (128 * 1024)


static ngx_uint_t fuzz_expect_no_page(fuzz_filter_t *f);
static ngx_uint_t fuzz_expect_known_late(fuzz_filter_t *f);
static void fuzz_expect_passed(fuzz_filter_t *f,
    ngx_http_legal_response_t *response);
static void fuzz_expect_out(fuzz_filter_t *f, fuzz_bytes_t *expected);
static ln_placer_t *fuzz_expect_placer(fuzz_filter_t *f,
    ngx_http_legal_page_t *page);
static size_t fuzz_expect_closed(ln_str_t before, ln_str_t closer);
static void fuzz_expect_notices(fuzz_filter_t *f, ngx_http_legal_page_t *page,
    fuzz_bytes_t *expected);
static ngx_uint_t fuzz_expect_language(fuzz_filter_t *f,
    ngx_http_legal_rule_t *rule, const ln_page_t *seen);


void
fuzz_expect(fuzz_filter_t *f)
{
    ngx_uint_t                  html, broken, late, decoded;
    fuzz_bytes_t                expected;
    ngx_http_legal_ctx_t       *ctx;
    ngx_http_legal_page_t      *page;
    ngx_http_legal_response_t  *response;

    ctx = ngx_http_legal_ctx_find(f->request);
    response = ctx ? ctx->response : NULL;
    page = response ? response->page : NULL;

    ngx_memzero(&expected, sizeof(fuzz_bytes_t));
    late = 0;
    decoded = 0;

    broken = response && response->state == NGX_HTTP_LEGAL_STATE_BROKEN;

    /* however it is cut, only what is corrupt ends when it has begun */

    fuzz_assert(!broken || f->cut);

    if (broken
        || (response && response->state == NGX_HTTP_LEGAL_STATE_REPLACED))
    {
        /* a page that can't take a notice: it is not sent as if it could */

        fuzz_assert(f->head || broken || f->status == 503);
        fuzz_assert(f->head || broken || f->last);
        fuzz_assert(!f->pass || f->cut || f->body.len > FUZZ_KEPT);
        return;
    }

    if (response && response->why) {
        fuzz_expect_passed(f, response);
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

    if (page != NULL && page->plain.data == NULL && fuzz_expect_no_page(f)) {

        /* it goes as it came; how much of a cut one is looked at is open */

        if (f->cut || f->head) {
            return;
        }

        page = NULL;
        late = f->says_notice && fuzz_expect_known_late(f);

        /* it is known before the header goes, but was decoded for a notice */

        decoded = !late && f->coded && !f->says_coding
                  && fuzz_expect_known_late(f);
    }

    if (f->cut && page != NULL) {

        /* all of a page that breaks off is asked for by GET alone */

        fuzz_assert(f->head);
        return;
    }

    fuzz_assert(f->says_notice == (page != NULL || late));
    fuzz_assert(f->says_etag == (page == NULL && !late && !decoded));
    fuzz_assert(f->says_coding
                == (page == NULL && !late && !decoded && f->coded));

    if (late || decoded) {
        fuzz_bytes_add(&expected, f->page.data, f->page.len);

    } else if (page == NULL) {
        fuzz_bytes_add(&expected, f->body.data, f->body.len);

    } else if (page->plain.data) {
        fuzz_bytes_add(&expected, f->page.data, f->page.len);
        fuzz_bytes_add(&expected, page->plain.data, page->plain.len);

    } else {
        fuzz_expect_notices(f, page, &expected);
    }

    fuzz_expect_out(f, &expected);

    free(expected.data);
}


/* A body of an HTML type that is no HTML, as the whole of it tells. */

static ngx_uint_t
fuzz_expect_no_page(fuzz_filter_t *f)
{
    ln_body_t       body;
    ln_body_kind_t  kind;

    ngx_memzero(&body, sizeof(ln_body_t));
    kind = ln_body_feed(&body, f->page.data, f->page.len, 1);

    return kind == LN_BODY_OTHER || kind == LN_BODY_PART;
}


/* Blanks at its beginning are more than what is held until it is known. */

static ngx_uint_t
fuzz_expect_known_late(fuzz_filter_t *f)
{
    ln_body_t  body;

    ngx_memzero(&body, sizeof(ln_body_t));

    return f->page.len > LN_PLACER_HOLD
           && ln_body_feed(&body, f->page.data, LN_PLACER_HOLD, 0)
              == LN_BODY_UNKNOWN;
}


/*
 * A page that can't take its notices, and goes as it came: with a reason, and
 * as if there were none.
 */

static void
fuzz_expect_passed(fuzz_filter_t *f, ngx_http_legal_response_t *response)
{
    ln_placer_t            *placer;
    fuzz_bytes_t            expected;
    const ln_page_t        *seen;
    ngx_http_legal_page_t  *page;

    page = response->page;

    fuzz_assert(f->pass && f->location != 3);
    fuzz_assert(response->state == NGX_HTTP_LEGAL_STATE_PASSED
                || response->state == NGX_HTTP_LEGAL_STATE_TAIL);

    if (page != NULL && !f->cut) {
        placer = fuzz_expect_placer(f, page);
        seen = ln_placer_page(placer);

        fuzz_assert(seen->frameset || seen->encoding == LN_CHARSET_STATEFUL);
    }

    fuzz_assert(!f->says_notice && f->says_etag);
    fuzz_assert(f->says_coding == f->coded);
    fuzz_assert(!f->length || f->said == (off_t) f->body.len);

    ngx_memzero(&expected, sizeof(fuzz_bytes_t));
    fuzz_bytes_add(&expected, f->body.data, f->body.len);

    fuzz_expect_out(f, &expected);

    free(expected.data);
}


static void
fuzz_expect_out(fuzz_filter_t *f, fuzz_bytes_t *expected)
{
    fuzz_assert(f->header);
    fuzz_assert(f->said == -1 || f->said == (off_t) expected->len);

    if (f->head) {
        fuzz_assert(f->out.len == 0);
        return;
    }

    fuzz_assert(f->last);
    fuzz_assert(f->out.len == expected->len);
    fuzz_assert(ngx_memcmp(f->out.data, expected->data, expected->len) == 0);
    fuzz_assert(f->flushed || !f->flushes);
}


static void *
fuzz_expect_alloc(void *arena, size_t size)
{
    return ngx_palloc(arena, size);
}


/* A placer that has seen the page in one piece. */

static ln_placer_t *
fuzz_expect_placer(fuzz_filter_t *f, ngx_http_legal_page_t *page)
{
    unsigned        i, n;
    ln_alloc_t      alloc;
    ln_placer_t    *placer;
    ln_hydrated_t   hydrated[3];

    alloc.alloc = fuzz_expect_alloc;
    alloc.arena = f->request->pool;

    n = f->location == 1 ? 3 : f->location == 2 ? 2 : 1;
    n = page->places.n ? page->places.n : n;

    for (i = 0; i < n; i++) {
        hydrated[i] = page->places.notices[i]->rule->hydrated;
    }

    placer = ln_placer_create_hydrated(&alloc, page->places.lists, hydrated, n);
    fuzz_assert(placer != NULL);

    if (page->places.charset != LN_CHARSET_UNKNOWN) {
        ln_placer_charset(placer, page->places.charset);
    }

    for (i = 0; i < n; i++) {
        ln_placer_contains(placer, i,
                           page->places.notices[i]->rule->contains);
    }

    if (f->type == 1) {
        ln_placer_xml(placer);
    }

    ln_placer_feed(placer, f->page.data, f->page.len, 1);

    return placer;
}


/* How much of closer the one before it has closed: whole tags. */

static size_t
fuzz_expect_closed(ln_str_t before, ln_str_t closer)
{
    size_t  i, closed;

    if (before.len <= closer.len
        && memcmp(before.data, closer.data, before.len) == 0)
    {
        return before.len;
    }

    if (closer.len < before.len
        && memcmp(before.data, closer.data, closer.len) == 0)
    {
        return closer.len;
    }

    closed = 0;

    for (i = 0; before.data[i] == closer.data[i]; i++) {
        closed = closer.data[i] == '>' ? i + 1 : closed;
    }

    return closed;
}


static void
fuzz_expect_notices(fuzz_filter_t *f, ngx_http_legal_page_t *page,
    fuzz_bytes_t *expected)
{
    size_t                  at, closed;
    u_char                 *p;
    ln_str_t                closer, last;
    ngx_str_t               markup;
    ngx_uint_t              n;
    ln_placer_t            *placer;
    const ln_page_t        *seen;
    const ln_placement_t   *place;
    ngx_http_legal_rule_t  *rule;

    placer = fuzz_expect_placer(f, page);
    seen = ln_placer_page(placer);
    at = 0;
    last.len = 0;
    last.data = NULL;
    n = 0;

    while ((place = ln_placer_next(placer)) != NULL) {
        fuzz_bytes_add(expected, f->page.data + at, place->offset - at);
        at = place->offset;

        /* what one has closed at this offset the next one does not */

        closed = place->beside ? fuzz_expect_closed(last, place->closer) : 0;
        closer.data = place->closer.data + closed;
        closer.len = place->closer.len - closed;
        last = place->closer;

        p = ngx_palloc(f->request->pool, closer.len * 2 + 1);
        fuzz_assert(p != NULL);
        fuzz_bytes_add(expected, p,
                       ln_charset_write(seen->encoding, closer, p));

        rule = page->places.notices[place->notice]->rule;
        fuzz_assert(ngx_http_legal_render_notice(f->request, rule,
                                      fuzz_expect_language(f, rule, seen),
                                      seen->encoding, &markup)
                    == NGX_OK);
        fuzz_bytes_add(expected, markup.data, markup.len);
        n++;
    }

    fuzz_assert(n == page->places.n);
    fuzz_bytes_add(expected, f->page.data + at, f->page.len - at);
}


static ngx_uint_t
fuzz_expect_language(fuzz_filter_t *f, ngx_http_legal_rule_t *rule,
    const ln_page_t *seen)
{
    ln_str_t  accept;

    accept.len = 0;
    accept.data = NULL;

    if (f->accept) {
        accept.data = (u_char *) FUZZ_ACCEPT_1 ", " FUZZ_ACCEPT_2;
        accept.len = sizeof(FUZZ_ACCEPT_1 ", " FUZZ_ACCEPT_2) - 1;
    }

    return ln_text_choose(&rule->text, rule->languages.elts,
                          rule->languages.nelts, seen->lang, accept);
}
