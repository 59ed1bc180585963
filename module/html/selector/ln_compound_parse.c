/* Compound selectors: what is written between combinators. */

#include "html/selector/ln_compound_parse.h"
#include "html/selector/ln_condition_parse.h"
#include "ln_ascii.h"
#include "ln_quote.h"


/* :not(a, b): each of its compounds must fail. */
static int
ln_compound_not(ln_selector_parser_t *s, ln_compound_t *c)
{
    ln_compound_t  *not;

    if (s->in_not) {
        return ln_selector_refuse(s, s->p, "a :not() in a :not() is not"
                                           " supported, found one");
    }

    if (c->nots == NULL) {
        c->nots = ln_calloc(s->alloc, LN_SELECTOR_SIMPLE
                                      * sizeof(ln_compound_t));
        if (c->nots == NULL) {
            return ln_error(s->error, "no memory for a selector");
        }
    }

    s->in_not = 1;

    do {
        if (c->nnots == LN_SELECTOR_SIMPLE) {
            return ln_selector_refuse(s, s->p, "more than 32 negations");
        }

        not = &c->nots[c->nnots++];
        not->type = c->type;            /* for :nth-of-type() in it */
        ln_selector_blank(s);

        if (ln_selector_compound(s, not) != LN_OK) {
            return LN_ERROR;
        }

        ln_selector_blank(s);

        if (s->p == s->end || (*s->p != ',' && *s->p != ')')) {
            return ln_selector_unexpected(s, "\",\" or \")\" (no combinator"
                                             " in :not())");
        }

    } while (*s->p++ == ',');

    s->in_not = 0;

    return LN_OK;
}


/* Which counter of the selector counts the compound's type. */
static int
ln_compound_counter(ln_selector_parser_t *s, const unsigned char *at,
    uint64_t type, unsigned *counter)
{
    unsigned        i;
    ln_selector_t  *selector;

    if (type == 0) {
        return ln_selector_refuse(s, at, "a type must be named before"
                   " :first-of-type and :nth-of-type(), as in"
                   " \"p:first-of-type\", but is not");
    }

    selector = s->selector;

    for (i = 0; i < selector->ncounted; i++) {
        if (selector->counted[i] == type) {
            *counter = i;
            return LN_OK;
        }
    }

    if (i == LN_SELECTOR_SIMPLE) {
        return ln_selector_refuse(s, at, "more than 32 types to count");
    }

    selector->counted[i] = type;
    selector->ncounted++;
    *counter = i;

    return LN_OK;
}


static int
ln_compound_nth(ln_selector_parser_t *s, ln_compound_t *c, int of_type,
    int argument, const unsigned char *at)
{
    ln_nth_t  *nth;

    if (c->nths == NULL) {
        c->nths = ln_calloc(s->alloc, LN_SELECTOR_SIMPLE * sizeof(ln_nth_t));
        if (c->nths == NULL) {
            return ln_error(s->error, "no memory for a selector");
        }
    }

    if (c->nnths == LN_SELECTOR_SIMPLE) {
        return ln_selector_refuse(s, at, "more than 32 positions");
    }

    nth = &c->nths[c->nnths++];
    nth->of_type = (of_type != 0);
    nth->b = 1;

    if (of_type
        && ln_compound_counter(s, at, c->type, &nth->counter) != LN_OK)
    {
        return LN_ERROR;
    }

    return argument ? ln_selector_nth(s, nth) : LN_OK;
}


static int
ln_compound_pseudo(ln_selector_parser_t *s, ln_compound_t *c)
{
    size_t                n;
    const unsigned char  *at, *name;

    at = s->p++;

    if (s->p < s->end && *s->p == ':') {
        return ln_selector_refuse(s, at, "pseudo-elements are not supported,"
                                         " found one");
    }

    name = s->p;

    while (s->p < s->end && (ln_is_alpha(*s->p) || *s->p == '-')) {
        s->p++;
    }

    n = (size_t) (s->p - name);

    if (s->p < s->end && *s->p == '(') {
        s->p++;
        n++;
    }

#define ln_pseudo(word)                                                       \
    (n == sizeof(word) - 1                                                    \
     && ln_caseless_eq(name, (const unsigned char *) (word), n))

    if (ln_pseudo("not(")) {
        return ln_compound_not(s, c);
    }

    if (ln_pseudo("first-child")) {
        return ln_compound_nth(s, c, 0, 0, at);
    }

    if (ln_pseudo("first-of-type")) {
        return ln_compound_nth(s, c, 1, 0, at);
    }

    if (ln_pseudo("nth-child(")) {
        return ln_compound_nth(s, c, 0, 1, at);
    }

    if (ln_pseudo("nth-of-type(")) {
        return ln_compound_nth(s, c, 1, 1, at);
    }

    return ln_selector_refuse(s, at, "only :not(), :first-child, :nth-child(),"
               " :first-of-type and :nth-of-type() are supported, found"
               " another pseudo-class");
}


static int
ln_compound_type(ln_selector_parser_t *s, ln_compound_t *c)
{
    size_t                i;
    ln_str_t              name;
    unsigned char         head[LN_SELECTOR_NAME_MAX];
    const unsigned char  *at;

    at = s->p;

    if (*s->p == '*') {
        s->p++;

    } else {
        if (ln_selector_ident(s, &name) != LN_OK) {
            return LN_ERROR;
        }

        if (!ln_is_alpha(name.data[0])) {
            return ln_selector_refuse(s, at, ln_is_curly_quote(name)
                       ? "quotes are straight ones, found a curly one"
                       : "an element's name begins with a letter of a to z,"
                         " found another one");
        }

        if (name.len > sizeof(head)) {
            return ln_selector_refuse(s, s->p, "an element's name of more"
                                               " than 64 bytes");
        }

        memset(head, 0, sizeof(head));

        for (i = 0; i < name.len; i++) {
            head[i] = ln_lower(name.data[i]);
        }

        c->id = ln_tag_find(head, name.len);
        c->type = ln_tag_key(c->id, head, name.len);
    }

    if (s->p < s->end && *s->p == '|') {
        return ln_selector_refuse(s, s->p, "namespaces are not supported,"
                                           " found \"|\"");
    }

    return LN_OK;
}


static int
ln_compound_missing(ln_selector_parser_t *s)
{
    size_t  len;

    (void) ln_selector_unexpected(s, "a compound selector");

    len = strlen(s->error->text);

    (void) snprintf(s->error->text + len, sizeof(s->error->text) - len,
                    ": a type, \"*\", \".class\", \"#id\", \"[attribute]\""
                    " or a pseudo-class");

    return LN_ERROR;
}


int
ln_selector_compound(ln_selector_parser_t *s, ln_compound_t *c)
{
    int                   rc;
    uint64_t              outer;
    const unsigned char  *first;

    first = s->p;
    outer = c->type;

    if (s->in_not) {
        c->type = 0;
    }

    if (s->p < s->end && (*s->p == '*' || ln_selector_starts_ident(s))) {
        if (ln_compound_type(s, c) != LN_OK) {
            return LN_ERROR;
        }
    }

    /* within :not() the type is that of the compound around it */

    if (c->type == 0 && s->in_not) {
        c->type = outer;
    }

    for ( ;; ) {
        switch (s->p < s->end ? *s->p : '\0') {

        case '.':
        case '#':
            rc = ln_condition_class(s, c);
            break;

        case '[':
            rc = ln_condition_attribute(s, c);
            break;

        case ':':
            rc = ln_compound_pseudo(s, c);
            break;

        default:
            return s->p > first ? LN_OK : ln_compound_missing(s);
        }

        if (rc != LN_OK) {
            return rc;
        }
    }
}
