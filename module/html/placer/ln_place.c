/* The words of the directives `place` and `hydrated`. */

#include "html/placer/ln_place.h"
#include "html/placer/ln_window.h"
#include "html/selector/ln_compound.h"
#include "html/selector/ln_pattern_scan.h"
#include "ln_ascii.h"


static const struct {
    const char           *name;
    ln_place_position_t   position;
} ln_positions[] = {
    { "before", LN_PLACE_BEFORE },
    { "prepend", LN_PLACE_PREPEND },
    { "append", LN_PLACE_APPEND },
    { "after", LN_PLACE_AFTER }
};


static int
ln_place_position(ln_str_t word, ln_place_t *place)
{
    size_t  i;

    for (i = 0; i < 4; i++) {
        if (ln_str_eq(word, ln_str(ln_positions[i].name))) {
            place->position = ln_positions[i].position;
            return LN_OK;
        }
    }

    return LN_DECLINED;
}


static int
ln_place_pattern(const ln_str_t *words, unsigned nwords, ln_place_t *place,
    ln_error_t *err)
{
    size_t         i;
    unsigned       flags;
    ln_pattern_t  *pattern;

    if (place->position != LN_PLACE_BEFORE
        && place->position != LN_PLACE_AFTER)
    {
        return ln_error(err, "\"%.*s\" takes no pattern, use \"before\" or"
                        " \"after\"", (int) words[0].len, words[0].data);
    }

    if (nwords != 3 || words[2].len == 0) {
        return ln_error(err, "\"%.*s %.*s\" must be followed by one pattern,"
                        " in quotes if it has blanks",
                        (int) words[0].len, words[0].data,
                        (int) words[1].len, words[1].data);
    }

    flags = LN_PATTERN_PAGE;

    if (words[1].len == 2) {
        flags |= LN_PATTERN_CASELESS;
    }

    /* one of ASCII reads pages in any charset that has it byte by byte */

    for (i = 0; i < words[2].len; i++) {
        if (words[2].data[i] >= 0x80) {
            flags |= LN_PATTERN_UTF;
        }
    }

    pattern = ln_pattern_compile(words[2], flags, err);

    if (pattern == NULL) {
        return LN_ERROR;
    }

    /* where more is looked at, a match depends on how the page comes */

    if (ln_pattern_lookbehind(pattern) > LN_WINDOW_BEFORE) {
        ln_pattern_free(pattern);

        return ln_error(err, "invalid pattern \"%.*s\": a lookbehind of more "
                        "than 255 characters (1023 in plain ASCII), shorten "
                        "it",
                        words[2].len < 200 ? (int) words[2].len : 200,
                        (const char *) words[2].data);
    }

    place->pattern = pattern;

    return LN_OK;
}


/* Words that the caller's syntax has split are joined again. */
static int
ln_place_text(const ln_alloc_t *alloc, const ln_str_t *words, unsigned nwords,
    ln_str_t *text)
{
    size_t          len;
    unsigned        i;
    unsigned char  *p;

    for (len = 0, i = 0; i < nwords; i++) {
        len += words[i].len + 1;
    }

    p = ln_alloc(alloc, len);
    if (p == NULL) {
        return LN_ERROR;
    }

    text->data = p;
    text->len = len - 1;

    for (i = 0; i < nwords; i++) {
        memcpy(p, words[i].data, words[i].len);
        p += words[i].len;

        if (i + 1 < nwords) {
            *p++ = ' ';
        }
    }

    return LN_OK;
}


/* Whether the position can never be one where a notice is seen. */
static int
ln_place_unseen(ln_place_position_t position, ln_tag_id_t id)
{
    unsigned  flags;

    flags = ln_tags[id].flags;

    switch (position) {

    case LN_PLACE_BEFORE:
        return id == LN_TAG_HTML || id == LN_TAG_HEAD;

    case LN_PLACE_PREPEND:
        if (id == LN_TAG_HTML) {
            return 1;
        }

        /* fall through */

    case LN_PLACE_APPEND:
        return (flags & (LN_VOID | LN_HIDES)) != 0;

    default:
        return 0;
    }
}


static int
ln_place_check(const ln_place_t *place, ln_str_t word, ln_str_t text,
    ln_error_t *err)
{
    unsigned              i;
    const ln_complex_t   *complex;
    const ln_compound_t  *subject;

    for (i = 0; i < place->selector->ncomplexes; i++) {
        complex = &place->selector->complexes[i];
        subject = &complex->compounds[complex->ncompounds - 1];

        if (ln_place_unseen(place->position, subject->id)) {
            return ln_error(err, "\"%.*s %.*s\": a notice %s \"%s\" would not"
                            " be seen or would break the page, use \"%s\"",
                            (int) word.len, word.data,
                            text.len < 200 ? (int) text.len : 200, text.data,
                            place->position == LN_PLACE_BEFORE ? "before"
                                                               : "inside",
                            ln_tags[subject->id].name,
                            place->position == LN_PLACE_BEFORE
                            || subject->id == LN_TAG_HTML
                            || subject->id == LN_TAG_HEAD
                            ? "prepend body" : "before\" or \"after");
        }
    }

    return LN_OK;
}


int
ln_place_parse(const ln_alloc_t *alloc, const ln_str_t *words,
    unsigned nwords, ln_place_t *place, ln_error_t *err)
{
    ln_str_t  text;

    memset(place, 0, sizeof(ln_place_t));
    memset(err, 0, sizeof(ln_error_t));

    if (nwords == 0 || ln_place_position(words[0], place) != LN_OK) {
        return ln_error(err, "unknown position \"%.*s\", it must be"
                        " \"before\", \"prepend\", \"append\" or \"after\"",
                        nwords ? (int) words[0].len : 0,
                        nwords ? (const char *) words[0].data : "");
    }

    if (nwords == 1) {
        return ln_error(err, "\"%.*s\" must be followed by a selector",
                        (int) words[0].len, words[0].data);
    }

    if (ln_str_eq(words[1], ln_str("~")) || ln_str_eq(words[1], ln_str("~*")))
    {
        return ln_place_pattern(words, nwords, place, err);
    }

    if (ln_place_text(alloc, words + 1, nwords - 1, &text) != LN_OK) {
        return ln_error(err, "no memory for a place");
    }

    place->selector = ln_selector_parse(alloc, text, err);

    if (place->selector == NULL) {
        return LN_ERROR;
    }

    return ln_place_check(place, words[0], text, err);
}


/* Elements that stand in the head, or where nothing is shown. */
static int
ln_place_is_unseen(ln_tag_id_t id)
{
    return id == LN_TAG_BASE || id == LN_TAG_TITLE || id == LN_TAG_OPTION
           || id == LN_TAG_OPTGROUP || id == LN_TAG_FRAME
           || id == LN_TAG_FRAMESET;
}


/*
 * Whether nothing within it is shown, or it has no content.  In pictures and
 * formulas there are elements with text that is shown.
 */
static int
ln_place_hides(ln_tag_id_t id)
{
    return (ln_tags[id].flags & (LN_VOID | LN_RAW | LN_HIDES)) != 0
           && id != LN_TAG_SVG && id != LN_TAG_MATH;
}


int
ln_place_is_vain(const ln_place_t *place, ln_error_t *err)
{
    unsigned             i, k;
    ln_tag_id_t          id, vain;
    const ln_complex_t  *complex;

    vain = LN_TAG_OTHER;

    for (i = 0; place->selector && i < place->selector->ncomplexes; i++) {
        complex = &place->selector->complexes[i];
        vain = LN_TAG_OTHER;

        for (k = 0; k < complex->ncompounds; k++) {
            id = complex->compounds[k].id;

            if (k + 1 == complex->ncompounds ? ln_place_is_unseen(id)
                                             : ln_place_hides(id))
            {
                vain = id;
            }
        }

        if (vain == LN_TAG_OTHER) {
            return 0;
        }
    }

    if (vain == LN_TAG_OTHER) {
        return 0;
    }

    (void) ln_error(err, "no notice can stand there: \"%s\" is of the head, or"
                    " nothing is shown in it; name an element of the body, as"
                    " \"prepend body\"", ln_tags[vain].name);

    return 1;
}


/* Selectors that the caller's syntax has split become one list. */
static int
ln_hydrated_text(const ln_alloc_t *alloc, const ln_str_t *words,
    unsigned nwords, ln_str_t *text)
{
    size_t          len;
    unsigned        i;
    unsigned char  *p, *start;

    for (len = 0, i = 0; i < nwords; i++) {
        len += words[i].len + 2;
    }

    start = ln_alloc(alloc, len);
    if (start == NULL) {
        return LN_ERROR;
    }

    for (p = start, i = 0; i < nwords; i++) {
        if (ln_str_eq(words[i], ln_str("auto"))) {
            continue;
        }

        if (p > start) {
            *p++ = ',';
            *p++ = ' ';
        }

        memcpy(p, words[i].data, words[i].len);
        p += words[i].len;
    }

    text->data = start;
    text->len = (size_t) (p - start);

    return LN_OK;
}


/* A switch of another kind: as a selector it would find no element. */

static int
ln_hydrated_is_switch(ln_str_t word)
{
    size_t  i;

    static const char  *words[] = {
        "auto", "off", "on", "yes", "no", "none", "true", "false"
    };

    for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (ln_str_caseless_eq(word, ln_str(words[i]))) {
            return 1;
        }
    }

    return 0;
}


int
ln_hydrated_parse(const ln_alloc_t *alloc, const ln_str_t *words,
    unsigned nwords, ln_hydrated_t *hydrated, ln_error_t *err)
{
    unsigned  i;
    ln_str_t  text;

    memset(hydrated, 0, sizeof(ln_hydrated_t));
    memset(err, 0, sizeof(ln_error_t));

    for (i = 0; i < nwords; i++) {
        if (ln_str_eq(words[i], ln_str("auto"))) {
            hydrated->known = 1;

        } else if (ln_str_eq(words[i], ln_str("off"))) {
            if (nwords > 1) {
                return ln_error(err, "\"off\" must stand alone, or be left"
                                " out");
            }

            return LN_OK;

        } else if (ln_hydrated_is_switch(words[i])) {
            return ln_error(err, "\"auto\", selectors or \"off\" are "
                            "expected, not \"%.*s\"", (int) words[i].len,
                            (const char *) words[i].data);
        }
    }

    if (ln_hydrated_text(alloc, words, nwords, &text) != LN_OK) {
        return ln_error(err, "no memory for selectors");
    }

    if (text.len == 0 && hydrated->known) {
        return LN_OK;
    }

    hydrated->selector = ln_selector_parse(alloc, text, err);

    return hydrated->selector != NULL ? LN_OK : LN_ERROR;
}
