#define _GNU_SOURCE                     /* memmem() */

#include <string.h>

#include "cli/check/page.h"
#include "html/placer/ln_placer.h"
#include "ln_ascii.h"


#define LN_CHECK_PLACES  3

/* Bytes of a notice's name: a longer one is not looked for. */
#define LN_CHECK_NAME_MAX  1024

#define LN_CHECK_MARK  "data-legal-notice=\""


static int ln_check_place(const ln_alloc_t *alloc, const char *within,
    ln_str_t name, ln_str_t lang, ln_place_t *place);
static int ln_check_run(const ln_alloc_t *alloc, const ln_place_list_t *list,
    unsigned known, ln_str_t page, ln_str_t charset, unsigned *rank,
    uint64_t *offset);


static const char *const  ln_check_within[LN_CHECK_PLACES] = {
    "article", "main", "body"
};


int
ln_check_page(const ln_alloc_t *alloc, ln_str_t page, ln_str_t charset,
    ln_str_t name, ln_str_t lang, ln_check_found_t *found)
{
    size_t           at;
    unsigned         i, rank;
    ln_str_t         there;
    uint64_t         offset;
    ln_place_t       places[LN_CHECK_PLACES];
    ln_place_list_t  list;

    memset(found, 0, sizeof(ln_check_found_t));

    for (at = 0; ln_check_page_next(page, &at, &there) == LN_OK; /* void */ ) {
        found->named |= ln_str_eq(there, name);
    }

    for (i = 0; i < LN_CHECK_PLACES; i++) {
        if (ln_check_place(alloc, ln_check_within[i], name, lang, &places[i])
            != LN_OK)
        {
            return LN_ERROR;
        }
    }

    list.places = places;
    list.nplaces = LN_CHECK_PLACES;

    if (ln_check_run(alloc, &list, 0, page, charset, &rank, &offset) != LN_OK) {
        return LN_ERROR;
    }

    if (rank >= LN_CHECK_PLACES) {
        return LN_OK;
    }

    found->visible = 1;
    found->offset = offset;
    found->within = ln_check_within[rank];

    /* the same without what a script owns: is there any left? */

    if (ln_check_run(alloc, &list, 1, page, charset, &rank, &offset) != LN_OK) {
        return LN_ERROR;
    }

    found->owned = (rank >= LN_CHECK_PLACES);

    return LN_OK;
}


/* `prepend article [data-legal-notice="NAME"][lang="ru"]` */

static int
ln_check_place(const ln_alloc_t *alloc, const char *within, ln_str_t name,
    ln_str_t lang, ln_place_t *place)
{
    int         n;
    char       *selector;
    size_t      size;
    ln_str_t    words[2];
    ln_error_t  err;

    size = strlen(within) + name.len + lang.len
           + sizeof(" [data-legal-notice=\"\"][lang=\"\"]");

    selector = ln_alloc(alloc, size);
    if (selector == NULL) {
        return LN_ERROR;
    }

    n = snprintf(selector, size, "%s [data-legal-notice=\"%.*s\"]", within,
                 (int) name.len, (const char *) name.data);

    if (lang.len) {
        (void) snprintf(selector + n, size - n, "[lang=\"%.*s\"]",
                        (int) lang.len, (const char *) lang.data);
    }

    words[0] = ln_str("prepend");
    words[1] = ln_str(selector);

    return ln_place_parse(alloc, words, 2, place, &err);
}


static int
ln_check_run(const ln_alloc_t *alloc, const ln_place_list_t *list,
    unsigned known, ln_str_t page, ln_str_t charset, unsigned *rank,
    uint64_t *offset)
{
    ln_placer_t           *placer;
    ln_hydrated_t          hydrated;
    const ln_placement_t  *placement;

    memset(&hydrated, 0, sizeof(ln_hydrated_t));
    hydrated.known = known;

    placer = ln_placer_create_hydrated(alloc, list, &hydrated, 1);
    if (placer == NULL) {
        return LN_ERROR;
    }

    ln_placer_charset(placer, ln_charset_find(charset));
    ln_placer_no_fallback(placer, 0);
    ln_placer_feed(placer, page.data, page.len, 1);

    *rank = LN_PLACER_NOWHERE;
    *offset = 0;

    placement = ln_placer_next(placer);

    if (placement) {
        *rank = placement->rank;
        *offset = placement->offset;
    }

    return LN_OK;
}


int
ln_check_page_next(ln_str_t page, size_t *at, ln_str_t *name)
{
    size_t                len;
    const unsigned char  *p, *end;

    while (*at < page.len) {
        p = memmem(page.data + *at, page.len - *at, LN_CHECK_MARK,
                   sizeof(LN_CHECK_MARK) - 1);

        if (p == NULL) {
            break;
        }

        p += sizeof(LN_CHECK_MARK) - 1;
        *at = p - page.data;

        end = memchr(p, '"', page.len - *at);
        len = end ? (size_t) (end - p) : 0;

        name->data = p;
        name->len = len;

        if (len && len <= LN_CHECK_NAME_MAX && ln_is_identifier(*name)) {
            return LN_OK;
        }
    }

    *at = page.len;

    return LN_DECLINED;
}


ln_str_t
ln_check_page_element(ln_str_t page, size_t at)
{
    ln_str_t              element;
    const unsigned char  *end;

    static const char  begin[] = "<aside class=\"legal-notice\"";

    element.data = memmem(page.data + at, page.len - at, begin,
                          sizeof(begin) - 1);
    element.len = 0;

    if (element.data) {
        at = element.data - page.data;
        end = memmem(element.data, page.len - at, "</aside>",
                     sizeof("</aside>") - 1);

        if (end) {
            element.len = end + sizeof("</aside>") - 1 - element.data;
            return element;
        }
    }

    element.data = page.data + page.len;

    return element;
}
