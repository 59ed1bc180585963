/* Which translation of a text a reader gets. */

#include "notice/ln_language_accept.h"
#include "notice/ln_text_choice.h"


static unsigned ln_text_find(const ln_text_t *text,
    const ln_language_choice_t *order, unsigned n, const ln_str_t *page,
    ln_str_t accept, unsigned *page_matters);
static unsigned ln_text_any(const ln_text_t *text,
    const ln_language_choice_t *order, unsigned n, ln_str_t accept);


/* page: NULL for one that is not known yet; *page_matters: it would matter. */

static unsigned
ln_text_find(const ln_text_t *text, const ln_language_choice_t *order,
    unsigned n, const ln_str_t *page, ln_str_t accept, unsigned *page_matters)
{
    int       found;
    unsigned  i;

    for (i = 0; i < n; i++) {

        found = -1;

        switch (order[i].source) {

        case LN_LANGUAGE_PAGE:
            *page_matters = 1;

            if (page != NULL) {
                found = ln_language_lookup(*page, text->languages,
                                           text->ntranslations);
            }

            break;

        case LN_LANGUAGE_READER:
            found = ln_language_accept(accept, text->languages,
                                       text->ntranslations,
                                       ln_text_any(text, order + i + 1,
                                                   n - i - 1, accept));
            break;

        case LN_LANGUAGE_TAG:
            found = ln_language_lookup(order[i].tag, text->languages,
                                       text->ntranslations);
            break;
        }

        if (found >= 0) {
            return (unsigned) found;
        }
    }

    return text->last_resort;
}


/*
 * What a reader's `*` takes: what the rest of the order names.  The page does
 * not count there: ln_text_choice() tells `*` from a reader without a match.
 */

static unsigned
ln_text_any(const ln_text_t *text, const ln_language_choice_t *order,
    unsigned n, ln_str_t accept)
{
    ln_str_t  none;
    unsigned  page_matters;

    if (accept.len == 0 || memchr(accept.data, '*', accept.len) == NULL) {
        return text->last_resort;
    }

    none.len = 0;
    none.data = NULL;

    return ln_text_find(text, order, n, NULL, none, &page_matters);
}


unsigned
ln_text_choose(const ln_text_t *text, const ln_language_choice_t *order,
    unsigned n, ln_str_t page_language, ln_str_t accept_language)
{
    unsigned  page_matters;

    return ln_text_find(text, order, n, &page_language, accept_language,
                        &page_matters);
}


int
ln_text_always_chooses(const ln_text_t *text,
    const ln_language_choice_t *order, unsigned n)
{
    unsigned  i;

    if (text->ntranslations < 2) {
        return 1;
    }

    for (i = 0; i < n; i++) {
        if (order[i].source == LN_LANGUAGE_TAG
            && ln_language_lookup(order[i].tag, text->languages,
                                  text->ntranslations) >= 0)
        {
            return 1;
        }
    }

    return 0;
}


int
ln_text_reader_chooses(const ln_text_t *text,
    const ln_language_choice_t *order, unsigned n, ln_str_t page_language)
{
    unsigned  i;

    for (i = 0; i < n && text->ntranslations > 1; i++) {

        switch (order[i].source) {

        case LN_LANGUAGE_READER:
            return 1;

        case LN_LANGUAGE_TAG:
            if (ln_language_lookup(order[i].tag, text->languages,
                                   text->ntranslations) >= 0)
            {
                return 0;
            }

            break;

        case LN_LANGUAGE_PAGE:
            if (page_language.len
                && ln_language_lookup(page_language, text->languages,
                                      text->ntranslations) >= 0)
            {
                return 0;
            }
        }
    }

    return 0;
}


unsigned
ln_text_choice(const ln_text_t *text, const ln_language_choice_t *order,
    unsigned n, ln_str_t accept_language)
{
    unsigned  page_matters, index;

    page_matters = 0;
    index = ln_text_find(text, order, n, NULL, accept_language, &page_matters);

    return 2 * index + page_matters;
}
