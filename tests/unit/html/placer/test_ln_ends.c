/*
 * Pages at random whose end is hidden: behind the end tags that a notice there
 * gets, a page needs no more of them.
 */

#include "../../chance.h"
#include "../placing.h"


#define ENDS_PAGES  40000
#define ENDS_TAGS   24
#define ENDS_BYTES  2048


/*
 * Not those that leave a marker in the list of formatting elements that nothing
 * clears, nor a form, which may have no end.
 */
static const char  *ends_names[] = {
    "b", "b", "i", "font", "a", "nobr", "em",
    "svg", "desc", "title", "foreignObject", "math", "mi", "mtext", "g", "x-y",
    "select", "option", "canvas", "video", "progress", "details", "summary",
    "div", "p", "ul", "li", "h1", "span", "button", "rp",
    "table", "tbody", "tr", "td", "caption"
};

static const char  *ends_attributes[] = {
    "", "", "", "", " hidden", " popover", " style='display: none'",
    " hidden id=S:1", " color=red"
};

#define ends_one(list)  (list)[chance(sizeof(list) / sizeof((list)[0]))]


static size_t
ends_page(char *page)
{
    size_t       n;
    unsigned     i, tags, few;
    const char  *names[6];

    n = (size_t) sprintf(page, "<body>");
    few = 2 + chance(5);

    for (i = 0; i < few; i++) {
        names[i] = ends_one(ends_names);
    }

    for (i = 0, tags = 3 + chance(ENDS_TAGS); i < tags; i++) {
        n += (size_t) (chance(4) ? sprintf(page + n, "<%s%s>",
                                           names[chance(few)],
                                           ends_one(ends_attributes))
                                 : sprintf(page + n, "</%s>x",
                                           names[chance(few)]));
    }

    return n;
}


/* Where a notice goes that has no place, and its closer. */
static uint64_t
ends_at(const char *page, size_t len, char *closer, size_t *closer_len)
{
    uint64_t               offset;
    ln_placer_t           *placer;
    ln_place_list_t        list;
    const ln_placement_t  *placement;

    list.places = NULL;
    list.nplaces = 0;

    placer = ln_placer_create(&placing_arena, &list, 1);
    assert_non_null(placer);
    ln_placer_charset(placer, LN_CHARSET_UTF8);
    ln_placer_feed(placer, (const unsigned char *) page, len, 1);

    placement = ln_placer_next(placer);
    assert_non_null(placement);
    assert_true(placement->closer.len < ENDS_BYTES);

    memcpy(closer, placement->closer.data, placement->closer.len);
    *closer_len = placement->closer.len;
    offset = placement->offset;
    placing_free();

    return offset;
}


static void
nothing_hides_behind(void **state)
{
    char      page[2 * ENDS_BYTES], more[ENDS_BYTES];
    size_t    len, n, k;
    unsigned  i, ended;

    (void) state;

    for (i = 0, ended = 0; i < ENDS_PAGES; i++) {
        len = ends_page(page);

        if (ends_at(page, len, page + len, &n) != len || n == 0) {
            continue;
        }

        ended++;

        if (ends_at(page, len + n, more, &k) == len + n && k > 0) {
            fail_msg("%.*s needs %.*s, and then %.*s", (int) len, page,
                     (int) n, page + len, (int) k, more);
        }
    }

    assert_true(ended > ENDS_PAGES / 8);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(nothing_hides_behind)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
