/*
 * Whole tags at once.  The states of ln_tokenizer.c read any tag, cut
 * anywhere; here are those that lie in one piece and are written as nearly
 * all are, and what is not is left to the states.
 */

#include "ln_tokenizer.h"
#include "ln_ascii.h"


/* The first `=` or `>`; NULL if it is not well before end. */
static inline const unsigned char *
ln_fast_attribute(const unsigned char *p, const unsigned char *end)
{
    ln_near_mask_t  mask;

    for ( /* void */ ; end - p >= LN_NEAR; p += LN_NEAR) {
        mask = ln_near_two(ln_near_load(p), '=', '>');

        if (mask) {
            return p + ln_near_first(mask);
        }
    }

    return NULL;
}


/* What ends an unquoted value: a blank or `>`; NULL as above. */
static const unsigned char *
ln_fast_unquoted(const unsigned char *p, const unsigned char *end)
{
    ln_near_t       v;
    ln_near_mask_t  mask;

    for ( /* void */ ; end - p >= LN_NEAR; p += LN_NEAR) {
        v = ln_near_load(p);
        mask = ln_near_blank(v) | ln_near_is(v, '>');

        if (mask) {
            p += ln_near_first(mask);
            return (*p == '>' || ln_is_space(*p)) ? p : NULL;
        }
    }

    return NULL;
}


/* The names in [p, end); if there is a `=` at end, the last one has a value. */
static void
ln_fast_names(ln_tokenizer_t *t, const unsigned char *p,
    const unsigned char *end)
{
    const unsigned char  *q;

    for ( ;; ) {

        while (p < end && (*p == '/' || ln_is_space(*p))) {
            p++;
        }

        if (p == end) {
            return;
        }

        for (q = p; q < end && *q != '/' && !ln_is_space(*q); q++) {
            /* void */
        }

        ln_attribute_begin(&t->attributes);

        if (ln_attribute_asked(&t->attributes, (size_t) (q - p))
            || memchr(p, '\0', (size_t) (q - p)) != NULL)
        {
            ln_attribute_name(&t->attributes, p, q);
            ln_attribute_named(&t->attributes);
        }

        p = q;
    }
}


static inline const unsigned char *
ln_fast_value(ln_tokenizer_t *t, const unsigned char *p,
    const unsigned char *end)
{
    unsigned char         quote;
    const unsigned char  *q;

    if (p == end) {
        return NULL;
    }

    quote = *p;

    if (quote == '"' || quote == '\'') {
        p++;
        q = ln_scan(t->scan, p, end, quote);

        if (q == end) {
            return NULL;
        }

    } else if (ln_is_space(quote) || quote == '>') {
        return NULL;

    } else {
        q = ln_fast_unquoted(p, end);

        if (q == NULL) {
            return NULL;
        }

        quote = '\0';
    }

    if (t->attributes_read) {
        ln_attribute_value(&t->attributes, p, q);
        ln_attribute_end(&t->attributes);
    }

    return quote ? q + 1 : q;
}


/* p is past the name.  The byte past the tag's `>`, NULL: not so. */
static const unsigned char *
ln_fast_attributes(ln_tokenizer_t *t, const unsigned char *p,
    const unsigned char *end)
{
    const unsigned char  *q;

    for ( ;; ) {
        q = ln_fast_attribute(p, end);

        if (q == NULL) {
            return NULL;
        }

        if (*q == '>') {
            t->tag.self_closing = (q > p && q[-1] == '/');

            if (t->attributes_read) {
                ln_fast_names(t, p, q);
            }

            return q + 1;
        }

        /* a `=` after a blank may begin a name, or end one */

        if (q == p || q[-1] == '/' || q[-1] <= ' ') {
            return NULL;
        }

        if (t->attributes_read) {
            ln_fast_names(t, p, q);
        }

        p = ln_fast_value(t, q + 1, end);

        if (p == NULL) {
            return NULL;
        }
    }
}


const unsigned char *
ln_tokenizer_fast(ln_tokenizer_t *t, const unsigned char *p,
    const unsigned char *end)
{
    unsigned        len;
    uint64_t        head;
    ln_near_t       v;
    ln_near_mask_t  mask;

    if (end - p < 2 * LN_NEAR) {
        return NULL;
    }

    t->tag.opaque = 0;
    t->tag.self_closing = 0;
    t->tag.closing = (*p == '/');
    p += t->tag.closing;

    if (!ln_is_alpha(*p)) {
        return NULL;
    }

    v = ln_near_load(p);
    mask = ln_near_blank(v) | ln_near_two(v, '/', '>');

    if (mask == 0) {
        return NULL;
    }

    len = ln_near_first(mask);
    p += len;

    if (*p == '\0') {
        return NULL;
    }

    ln_near_lower(v, t->name);
    t->name_len = len;

    head = ln_tag_head(t->name);

    if (len < 8) {
        head &= (1ULL << (8 * len)) - 1;
    }

    t->tag.id = ln_tag_find_head(head, t->name, len);
    t->tag.key = ln_tag_key(t->tag.id, t->name, len);

    ln_tokenizer_ask(t);

    if (*p == '>') {
        return p + 1;
    }

    if (*p != '/' && !ln_is_space(*p)) {
        return NULL;
    }

    return ln_fast_attributes(t, p + (*p != '/'), end);
}
