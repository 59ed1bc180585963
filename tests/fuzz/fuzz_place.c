/*
 * Places of up to three notices in a page: the same whole, in pieces and byte
 * by byte, in order, never before what has been passed on, and no more than
 * 64 KiB held.  Where the page is released now and then, each notice has a
 * place all the same, and no more than 3 bytes are held.  Of half of the pages
 * it is asked whether they are pages.
 *
 * Input: a byte of options, lines of places up to an empty one, the page.  In
 * the page a byte 0x01 stands for 30,000 letters, 0x02 for as many blanks.
 */

#include "fuzzing.h"
#include "html/placer/ln_placer.h"
#include "html/placer/ln_placer_release.h"


#define FUZZ_NOTICES  3
#define FUZZ_PLACES   3
#define FUZZ_LONG     30000
#define FUZZ_LONGS    5
#define FUZZ_RELEASED 3


typedef struct {
    ln_alloc_t         alloc;
    ln_charset_t       charset;
    unsigned           judges;
    unsigned           n;
    unsigned           contains;        /* of the first notice */
    ln_place_t         places[FUZZ_NOTICES][FUZZ_PLACES];
    ln_place_list_t    lists[FUZZ_NOTICES];
    unsigned char     *page;
    size_t             len;
} fuzz_t;


typedef struct {
    unsigned           n;
    ln_placement_t     placements[FUZZ_NOTICES];
    char               closers[FUZZ_NOTICES][512];
    int                page;            /* else no more is asked of it */
    ln_charset_t       encoding;
    size_t             lang;
} fuzz_result_t;


static void
fuzz_take(ln_placer_t *placer, uint64_t fed, uint64_t *safe,
    fuzz_result_t *result)
{
    const ln_placement_t  *p;

    while ((p = ln_placer_next(placer)) != NULL) {
        fuzz_assert(result->n < FUZZ_NOTICES);
        fuzz_assert(p->rank == LN_PLACER_NOWHERE
                    || (p->offset >= *safe && p->offset <= fed));
        fuzz_assert(result->n == 0
                    || p->offset
                       >= result->placements[result->n - 1].offset);
        fuzz_assert(p->closer.len < sizeof(result->closers[0]));

        result->placements[result->n] = *p;
        memcpy(result->closers[result->n], p->closer.data, p->closer.len);
        result->n++;
    }

    fuzz_assert(ln_placer_safe(placer) >= *safe);
    *safe = ln_placer_safe(placer);
    fuzz_assert(*safe <= fed && fed - *safe <= LN_PLACER_HOLD);
}


/* pauses: the page is released after some of the pieces. */
static void
fuzz_run(const fuzz_t *f, uint32_t seed, size_t most, int pauses,
    fuzz_result_t *result)
{
    size_t            at, n;
    uint64_t          safe;
    ln_alloc_t        alloc;
    ln_placer_t      *placer;
    fuzz_block_t     *blocks;
    unsigned char    *piece;

    blocks = NULL;
    alloc.alloc = fuzz_alloc;
    alloc.arena = &blocks;

    memset(result, 0, sizeof(fuzz_result_t));

    placer = ln_placer_create(&alloc, f->lists, f->n);
    fuzz_assert(placer != NULL);
    ln_placer_charset(placer, f->charset);

    if (f->judges) {
        ln_placer_judge(placer);
    }

    for (n = 0; n < f->n; n++) {
        ln_placer_contains(placer, (unsigned) n,
                           f->contains * (unsigned) (n + 1) % 16);

        if (f->lists[n].nplaces == 0) {
            ln_placer_head(placer, (unsigned) n);
        }
    }

    at = 0;
    safe = 0;

    do {
        n = most > 1 ? 1 + fuzz_random(&seed) % most : 1;
        n = n < f->len - at ? n : f->len - at;

        piece = malloc(n + (n == 0));
        fuzz_assert(piece != NULL);
        memcpy(piece, f->page + at, n);
        ln_placer_feed(placer, piece, n, at + n == f->len);
        free(piece);

        at += n;
        fuzz_take(placer, at, &safe, result);

        if (pauses && fuzz_random(&seed) % 2) {
            ln_placer_release(placer);
            fuzz_take(placer, at, &safe, result);
            fuzz_assert(at - safe <= FUZZ_RELEASED);
        }

    } while (at < f->len);

    fuzz_assert(ln_placer_done(placer) && result->n == f->n && safe == at);

    result->page = ln_placer_page(placer)->body != LN_BODY_OTHER
                   && ln_placer_page(placer)->body != LN_BODY_PART;
    result->encoding = ln_placer_page(placer)->encoding;
    result->lang = ln_placer_page(placer)->lang.len;

    fuzz_free(&blocks);
}


static void
fuzz_same(const fuzz_t *f, const fuzz_result_t *whole, uint32_t seed,
    size_t most)
{
    unsigned               i;
    fuzz_result_t          other;
    const ln_placement_t  *p, *q;

    fuzz_run(f, seed, most, 0, &other);

    fuzz_assert(other.page == whole->page);
    fuzz_assert(!whole->page || other.encoding == whole->encoding);
    fuzz_assert(!whole->page || other.lang == whole->lang);

    for (i = 0; i < f->n; i++) {
        p = &whole->placements[i];
        q = &other.placements[i];

        fuzz_assert(p->offset == q->offset);
        fuzz_assert(p->notice == q->notice && p->rank == q->rank);
        fuzz_assert(p->closer.len == q->closer.len);
        fuzz_assert(memcmp(whole->closers[i], other.closers[i], p->closer.len)
                    == 0);
    }
}


/* "append article" of a line; those that are refused are left out. */
static void
fuzz_place(fuzz_t *f, unsigned notice, const uint8_t *p, size_t len)
{
    unsigned          nwords;
    ln_str_t          words[3];
    ln_error_t        error;
    const uint8_t    *q;
    ln_place_list_t  *list;

    list = &f->lists[notice];

    for (nwords = 0; nwords < 3 && len; nwords++) {
        q = memchr(p, ' ', len);

        if (q == NULL || nwords == 2 || (nwords == 1 && *p != '~')) {
            q = p + len;
        }

        words[nwords].data = p;
        words[nwords].len = (size_t) (q - p);

        len -= (size_t) (q - p);
        p = q;

        if (len) {
            p++;
            len--;
        }
    }

    if (ln_place_parse(&f->alloc, words, nwords,
                       &f->places[notice][list->nplaces], &error)
        == LN_OK)
    {
        list->nplaces++;
    }
}


/* Returns the first byte of the page. */
static const uint8_t *
fuzz_places(fuzz_t *f, const uint8_t *p, const uint8_t *end)
{
    unsigned        i, lines;
    const uint8_t  *q;

    for (lines = 0; p < end && *p != '\n'; lines++) {
        q = memchr(p, '\n', (size_t) (end - p));
        q = q != NULL ? q : end;
        i = lines % f->n;

        if (f->lists[i].nplaces < FUZZ_PLACES) {
            fuzz_place(f, i, p, (size_t) (q - p));
        }

        p = q < end ? q + 1 : end;
    }

    return p < end ? p + 1 : end;
}


static void
fuzz_page(fuzz_t *f, const uint8_t *p, const uint8_t *end)
{
    unsigned  longs;

    f->page = malloc((size_t) (end - p) + FUZZ_LONGS * FUZZ_LONG + 1);
    fuzz_assert(f->page != NULL);

    for (longs = 0; p < end; p++) {
        if ((*p == 0x01 || *p == 0x02) && longs++ < FUZZ_LONGS) {
            memset(f->page + f->len, *p == 0x01 ? 'x' : ' ', FUZZ_LONG);
            f->len += FUZZ_LONG;

        } else {
            f->page[f->len++] = *p;
        }
    }
}


int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_t          f;
    uint8_t         options;
    unsigned        i, k;
    fuzz_block_t   *blocks;
    fuzz_result_t   whole, paused;

    static const ln_charset_t  charsets[] = {
        LN_CHARSET_UTF8, LN_CHARSET_UNKNOWN, LN_CHARSET_UTF16LE,
        LN_CHARSET_UTF16BE, LN_CHARSET_ISO2022JP, LN_CHARSET_MULTIBYTE,
        LN_CHARSET_UTF8, LN_CHARSET_UTF8
    };

    if (size == 0) {
        return 0;
    }

    memset(&f, 0, sizeof(fuzz_t));
    blocks = NULL;
    f.alloc.alloc = fuzz_alloc;
    f.alloc.arena = &blocks;

    options = *data;
    f.charset = charsets[options % 8];
    f.n = 1 + (options / 8) % FUZZ_NOTICES;
    f.contains = options / (8 * FUZZ_NOTICES);
    f.judges = options >= 128;

    for (i = 0; i < f.n; i++) {
        f.lists[i].places = f.places[i];
    }

    fuzz_page(&f, fuzz_places(&f, data + 1, data + size), data + size);

    fuzz_run(&f, 1, UINT32_MAX, 0, &whole);

    if (f.len < 8192) {
        fuzz_same(&f, &whole, 1, 1);
    }

    fuzz_same(&f, &whole, 1 + options, f.len < 8192 ? 9 : 999);
    fuzz_same(&f, &whole, 7 + options, f.len < 8192 ? 99 : 39999);

    fuzz_run(&f, 3 + options, f.len < 8192 ? 30 : 9999, 1, &paused);

    for (i = 0; i < f.n; i++) {
        for (k = 0; k < f.lists[i].nplaces; k++) {
            ln_pattern_free((ln_pattern_t *) f.places[i][k].pattern);
        }
    }

    free(f.page);
    fuzz_free(&blocks);

    return 0;
}
