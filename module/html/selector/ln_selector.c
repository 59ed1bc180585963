/* Selector lists, combinators, and what a bad one is told. */

#include "html/selector/ln_compound.h"
#include "html/charset/ln_ascii.h"


void
ln_selector_blank(ln_selector_parser_t *s)
{
    while (s->p < s->end && ln_is_space(*s->p)) {
        s->p++;
    }
}


static int
ln_selector_error(ln_selector_parser_t *s, const unsigned char *at,
    const char *text)
{
    s->error->line = 0;
    s->error->column = (unsigned) (at - s->text.data) + 1;

    return ln_error(s->error, "invalid selector \"%.*s\": %s",
                    s->text.len < 200 ? (int) s->text.len : 200,
                    (const char *) s->text.data, text);
}


int
ln_selector_unexpected(ln_selector_parser_t *s, const char *wanted)
{
    size_t  n;
    char    text[256];

    if (s->p == s->end) {
        (void) snprintf(text, sizeof(text),
                        "unexpected end at offset %zu, %s is expected",
                        s->text.len, wanted);

        return ln_selector_error(s, s->p, text);
    }

    /* a character is not cut */

    for (n = 1; s->p + n < s->end && (s->p[n] & 0xc0) == 0x80; n++) {
        /* void */
    }

    (void) snprintf(text, sizeof(text),
                    "unexpected \"%.*s\" at offset %zu, %s is expected",
                    (int) (n < 4 ? n : 4), (const char *) s->p,
                    (size_t) (s->p - s->text.data), wanted);

    return ln_selector_error(s, s->p, text);
}


int
ln_selector_refuse(ln_selector_parser_t *s, const unsigned char *at,
    const char *what)
{
    char  text[256];

    (void) snprintf(text, sizeof(text), "%s at offset %zu", what,
                    (size_t) (at - s->text.data));

    return ln_selector_error(s, at, text);
}


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
