/* Selector lists and combinators. */

#include "html/selector/ln_compound_parse.h"
#include "html/selector/ln_selector.h"
#include "html/selector/ln_selector_token.h"
#include "ln_ascii.h"


/* The combinator before a compound: whether there is one, and which. */
static int
ln_selector_combinator(ln_selector_parser_t *s, unsigned *child)
{
    int  blank;

    blank = s->p < s->end && ln_is_space(*s->p);
    ln_selector_blank(s);

    if (s->p == s->end || *s->p == ',') {
        return LN_DECLINED;
    }

    switch (*s->p) {

    case '>':
        *child = 1;
        s->p++;
        ln_selector_blank(s);
        return LN_OK;

    case '+':
    case '~':
        return ln_selector_refuse(s, s->p, "sibling combinators (\"+\", \"~\")"
                   " are not supported, use a blank or \">\", found one");

    case '|':
        return ln_selector_refuse(s, s->p, "namespaces and the column"
                   " combinator are not supported, found \"|\"");

    default:
        break;
    }

    *child = 0;

    if (!blank) {
        return ln_selector_unexpected(s, "a blank, \">\", \",\" or the end");
    }

    return LN_OK;
}


static int
ln_selector_complex(ln_selector_parser_t *s, ln_complex_t *complex)
{
    int             rc;
    unsigned        child;
    ln_compound_t  *c;

    c = ln_calloc(s->alloc, LN_SELECTOR_COMPOUNDS * sizeof(ln_compound_t));
    if (c == NULL) {
        return ln_error(s->error, "no memory for a selector");
    }

    complex->compounds = c;
    child = 0;

    for ( ;; ) {
        if (complex->ncompounds == LN_SELECTOR_COMPOUNDS) {
            return ln_selector_refuse(s, s->p, "more than 16 compound"
                                               " selectors in one");
        }

        c = &complex->compounds[complex->ncompounds];
        c->child = child;
        c->bit = s->selector->nbits;

        if (ln_selector_compound(s, c) != LN_OK) {
            return LN_ERROR;
        }

        complex->ncompounds++;

        rc = ln_selector_combinator(s, &child);

        if (rc == LN_DECLINED) {
            return LN_OK;
        }

        if (rc != LN_OK) {
            return rc;
        }

        s->selector->nbits++;
    }
}


static int
ln_selector_list(ln_selector_parser_t *s)
{
    ln_selector_t  *selector;

    selector = s->selector;

    for ( ;; ) {
        if (selector->ncomplexes == LN_SELECTOR_COMPLEX) {
            return ln_selector_refuse(s, s->p, "more than 64 selectors in a"
                                               " list");
        }

        ln_selector_blank(s);

        if (ln_selector_complex(s,
                                &selector->complexes[selector->ncomplexes])
            != LN_OK)
        {
            return LN_ERROR;
        }

        selector->ncomplexes++;

        if (s->p == s->end) {
            return LN_OK;
        }

        s->p++;                         /* the comma */
    }
}


ln_selector_t *
ln_selector_parse(const ln_alloc_t *alloc, ln_str_t text, ln_error_t *err)
{
    ln_selector_t         *selector;
    ln_selector_parser_t   s;

    memset(&s, 0, sizeof(ln_selector_parser_t));

    selector = ln_calloc(alloc, sizeof(ln_selector_t));

    if (selector != NULL) {
        selector->complexes = ln_calloc(alloc, LN_SELECTOR_COMPLEX
                                               * sizeof(ln_complex_t));
        selector->names = ln_calloc(alloc, LN_SELECTOR_SIMPLE
                                           * sizeof(ln_str_t));
        selector->counted = ln_calloc(alloc, LN_SELECTOR_SIMPLE
                                             * sizeof(uint64_t));
    }

    if (selector == NULL || selector->complexes == NULL
        || selector->names == NULL || selector->counted == NULL)
    {
        (void) ln_error(err, "no memory for a selector");
        return NULL;
    }

    s.alloc = alloc;
    s.selector = selector;
    s.error = err;
    s.text = text;
    s.p = text.data;
    s.end = text.data + text.len;

    return ln_selector_list(&s) == LN_OK ? selector : NULL;
}
