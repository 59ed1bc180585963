/*
 * Pages at random: a tag that goes the short way has the effect that the long
 * way has.  Byte by byte, hardly any tag goes the short way.
 */

#include "../../chance.h"
#include "../placing.h"


#define RANDOM_PAGES  8000
#define RANDOM_TAGS   40
#define RANDOM_BYTES  8192


static const char  *random_names[] = {
    "table", "tbody", "tbody", "tr", "tr", "td", "td", "th", "thead",
    "caption", "col", "svg", "svg", "g", "path", "path", "foreignObject",
    "desc", "select", "select", "option", "option", "optgroup", "script",
    "style", "iframe", "noscript", "button", "button", "p", "div", "div", "li",
    "ul", "a", "b", "em", "h1", "template", "details", "summary", "dialog",
    "article", "main", "x-y", "form", "input", "math", "mi", "label", "slot",
    "a", "nobr", "button"
};

static const char  *random_attributes[] = {
    "", "", "", "", "", "", " ", " class=x", " id=\"a\"", " hidden",
    " popover=\"\"", " a=\"b\" c='d'", " style=\"display:none\"",
    " style='color:red'", " style=display:none", " type=hidden", "/",
    " d=\"x\" /", " open"
};

static const char  *random_texts[] = {
    "text ", " ", "<!--x-->", "<![CDATA[<p>]]>", "<![CDATA[a><p>]]>"
};

/* No page has an aside: what is open at its end shows itself in the closer. */
static const char  *random_places[] = {
    "append aside", "append aside", "append aside", "append aside",
    "append aside", "append aside", "append aside", "append aside",
    "append article", "append td", "append td:nth-child(2)", "after table",
    "after svg", "after select", "before button", "after script",
    "append tr > td", "append [hidden]", "append main > div"
};

#define random_n(list)    (sizeof(list) / sizeof((list)[0]))
#define random_one(list)  (list)[chance(random_n(list))]


/* Writes a page, of RANDOM_BYTES at most. */
static size_t
random_page(char *page)
{
    size_t       n;
    unsigned     i, tags, open, first;
    const char  *name, *stack[RANDOM_TAGS];

    n = (size_t) sprintf(page, "%s", chance(10) ? "<!doctype html><body>" : "");
    open = 0;

    /* few names a page: they meet more often */

    first = chance(random_n(random_names));

    for (i = 0, tags = 3 + chance(RANDOM_TAGS - 3); i < tags; i++) {
        name = random_names[(first + chance(9)) % random_n(random_names)];

        switch (chance(10)) {

        default:
            n += (size_t) sprintf(page + n, "<%s%s>", name,
                                  random_one(random_attributes));
            stack[open++] = name;
            break;

        case 0:
        case 1:
        case 2:
        case 3:
            if (open) {
                n += (size_t) sprintf(page + n, "</%s%s>", stack[--open],
                                      chance(8) ? "" : " ");
            }

            break;

        case 4:
            n += (size_t) sprintf(page + n, "</%s>", name);
            break;

        case 5:
            n += (size_t) sprintf(page + n, "%s", random_one(random_texts));
        }
    }

    /* tags near the end of a piece never go the short way */

    return n + (size_t) sprintf(page + n, "<!--%64s-->", "");
}


static void
short_as_long(void **state)
{
    char              *page;
    size_t             len;
    unsigned           i;
    const char        *place;
    ln_place_t         places[PLACING_PLACES];
    placing_run_t     *whole, *bytes;
    ln_place_list_t    list;

    (void) state;

    page = malloc(RANDOM_BYTES);
    whole = malloc(sizeof(placing_run_t));
    bytes = malloc(sizeof(placing_run_t));
    assert_true(page != NULL && whole != NULL && bytes != NULL);

    for (i = 0; i < RANDOM_PAGES; i++) {
        len = random_page(page);
        place = random_one(random_places);

        placing_contains = chance(16);

        list.places = places;
        list.nplaces = placing_parse_list(place, places);

        placing_run(whole, &list, 1, (unsigned char *) page, len, len, len);
        placing_run(bytes, &list, 1, (unsigned char *) page, len, 1, 1);

        if (whole->offset != bytes->offset
            || whole->placements[0].rank != bytes->placements[0].rank
            || strcmp(whole->closers[0], bytes->closers[0]) != 0)
        {
            fail_msg("\"%s\" in %.*s: whole at %llu, closer \"%s\"; byte by "
                     "byte at %llu, closer \"%s\"", place, (int) len, page,
                     (unsigned long long) whole->offset, whole->closers[0],
                     (unsigned long long) bytes->offset, bytes->closers[0]);
        }

        placing_free_patterns(places, list.nplaces);
        placing_free();
    }

    placing_contains = 0;

    free(bytes);
    free(whole);
    free(page);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(short_as_long)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
