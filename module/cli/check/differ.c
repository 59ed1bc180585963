#include <stdlib.h>

#include "cli/check/differ.h"
#include "cli/check/page.h"
#include "cli/shared/json.h"
#include "ln_ascii.h"


#define LN_CHECK_DIFFERENCES  5
#define LN_CHECK_EXCERPT  80

/* Pages are the same again where so many bytes are, .. */
#define LN_CHECK_SAME  16

/* .. looked for among so many; a longer difference is the last one. */
#define LN_CHECK_WINDOW  768

/* A difference within a word is shown with the word. */
#define LN_CHECK_WORD  24


/* A page without its notices. */
typedef struct {
    ln_str_t        page;
    unsigned char  *data;
    size_t          len;
} ln_check_bare_t;

/* From where to where two of them differ. */
typedef struct {
    size_t          here;
    size_t          here_end;
    size_t          there;
    size_t          there_end;
} ln_check_difference_t;


static int ln_check_bare(ln_check_bare_t *bare, ln_str_t page);
static size_t ln_check_bare_offset(const ln_check_bare_t *bare, size_t at);
static int ln_check_next(const ln_check_bare_t *a, const ln_check_bare_t *b,
    ln_check_difference_t *d);
static void ln_check_end(const ln_check_bare_t *a, const ln_check_bare_t *b,
    ln_check_difference_t *d);
static int ln_check_is_same(const ln_check_bare_t *a, size_t i,
    const ln_check_bare_t *b, size_t k);
static json_t *ln_check_difference(const ln_check_bare_t *a,
    const ln_check_bare_t *b, ln_check_difference_t d);
static json_t *ln_check_excerpt(const ln_check_bare_t *bare, size_t from,
    size_t to);
static int ln_check_is_word(unsigned char c);


void
ln_check_differ(ln_check_verdict_t *v, ln_str_t page, ln_str_t other)
{
    size_t                 n;
    json_t                *list;
    ln_check_bare_t        a, b;
    ln_check_difference_t  d;

    if (ln_check_bare(&a, page) != LN_OK) {
        v->check->unwritten = 1;
        return;
    }

    if (ln_check_bare(&b, other) != LN_OK) {
        v->check->unwritten = 1;
        free(a.data);
        return;
    }

    list = json_array();
    memset(&d, 0, sizeof(ln_check_difference_t));

    for (n = 0; ln_check_next(&a, &b, &d) == LN_OK; n++) {

        if (n == LN_CHECK_DIFFERENCES) {
            ln_check_set(v, v->object, "more_differences", json_true());
            break;
        }

        if (json_array_append_new(list, ln_check_difference(&a, &b, d))) {
            v->check->unwritten = 1;
        }
    }

    ln_check_set(v, v->object, "bytes_beyond_notices",
                 json_integer((json_int_t) a.len - (json_int_t) b.len));
    ln_check_set(v, v->object, "differences", list);

    free(a.data);
    free(b.data);
}


static int
ln_check_bare(ln_check_bare_t *bare, ln_str_t page)
{
    size_t    at, n;
    ln_str_t  notice;

    bare->page = page;
    bare->len = 0;
    bare->data = malloc(page.len + 1);

    if (bare->data == NULL) {
        return LN_ERROR;
    }

    for (at = 0; at < page.len; at += n) {
        notice = ln_check_page_element(page, at);
        n = notice.data - (page.data + at);
        memcpy(bare->data + bare->len, page.data + at, n);
        bare->len += n;
        n += notice.len;
    }

    return LN_OK;
}


/* Where in the page its byte `at` without notices is. */

static size_t
ln_check_bare_offset(const ln_check_bare_t *bare, size_t at)
{
    size_t    from, n;
    ln_str_t  notice;

    for (from = 0; from < bare->page.len; from += n + notice.len) {
        notice = ln_check_page_element(bare->page, from);
        n = notice.data - (bare->page.data + from);

        if (at < n || notice.len == 0) {
            break;
        }

        at -= n;
    }

    return from + at;
}


/* Goes on behind d.  LN_DECLINED: they are the same from there on. */

static int
ln_check_next(const ln_check_bare_t *a, const ln_check_bare_t *b,
    ln_check_difference_t *d)
{
    size_t  i, k;

    i = d->here_end;
    k = d->there_end;

    while (i < a->len && k < b->len && a->data[i] == b->data[k]) {
        i++;
        k++;
    }

    if (i == a->len && k == b->len) {
        return LN_DECLINED;
    }

    d->here = i;
    d->there = k;
    ln_check_end(a, b, d);

    return LN_OK;
}


/* The fewest bytes of both behind which they are the same. */

static void
ln_check_end(const ln_check_bare_t *a, const ln_check_bare_t *b,
    ln_check_difference_t *d)
{
    size_t  n, i;

    for (n = 1; n <= LN_CHECK_WINDOW; n++) {
        for (i = 0; i <= n; i++) {

            if (ln_check_is_same(a, d->here + i, b, d->there + n - i)) {
                d->here_end = d->here + i;
                d->there_end = d->there + n - i;
                return;
            }
        }
    }

    d->here_end = a->len;
    d->there_end = b->len;

    while (d->here_end > d->here && d->there_end > d->there
           && a->data[d->here_end - 1] == b->data[d->there_end - 1])
    {
        d->here_end--;
        d->there_end--;
    }
}


static int
ln_check_is_same(const ln_check_bare_t *a, size_t i, const ln_check_bare_t *b,
    size_t k)
{
    size_t  n;

    if (i > a->len || k > b->len) {
        return 0;
    }

    n = a->len - i;

    if (n < LN_CHECK_SAME) {
        return n == b->len - k && memcmp(a->data + i, b->data + k, n) == 0;
    }

    return b->len - k >= LN_CHECK_SAME
           && memcmp(a->data + i, b->data + k, LN_CHECK_SAME) == 0;
}


static json_t *
ln_check_difference(const ln_check_bare_t *a, const ln_check_bare_t *b,
    ln_check_difference_t d)
{
    size_t  n;

    /* what stands before and behind is the same in both */

    for (n = 0; n < LN_CHECK_WORD && d.here && d.there
                && ln_check_is_word(a->data[d.here - 1])
                && a->data[d.here - 1] == b->data[d.there - 1]; n++)
    {
        d.here--;
        d.there--;
    }

    for (n = 0; n < LN_CHECK_WORD && d.here_end < a->len && d.there_end < b->len
                && ln_check_is_word(a->data[d.here_end])
                && a->data[d.here_end] == b->data[d.there_end]; n++)
    {
        d.here_end++;
        d.there_end++;
    }

    return json_pack("{sI so so}", "offset",
                     (json_int_t) ln_check_bare_offset(a, d.here),
                     "here", ln_check_excerpt(a, d.here, d.here_end),
                     "nobody", ln_check_excerpt(b, d.there, d.there_end));
}


/* On one line, and no longer than a reader likes. */

static json_t *
ln_check_excerpt(const ln_check_bare_t *bare, size_t from, size_t to)
{
    size_t         i, n;
    ln_str_t       text;
    unsigned char  c, line[LN_CHECK_EXCERPT + 4];

    n = 0;

    for (i = from; i < to; i++) {
        c = bare->data[i];

        if (n >= LN_CHECK_EXCERPT && (c & 0xc0) != 0x80) {
            memcpy(line + n, "..", 2);
            n += 2;
            break;
        }

        if (n == sizeof(line) - 2) {
            break;
        }

        line[n++] = c < 0x20 || c == 0x7f ? ' ' : c;
    }

    text.data = line;
    text.len = n;

    return ln_cli_json_text(text);
}


static int
ln_check_is_word(unsigned char c)
{
    return ln_is_alnum(c) || c == '-' || c == '_' || c == '.' || c >= 0x80;
}
