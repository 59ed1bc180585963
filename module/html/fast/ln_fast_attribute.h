/*
 * The attributes of a tag that lies in one piece, read at once: the second half
 * of ln_fast_text.h, and compiled with it.
 */

#include "html/stack/ln_hider.h"
#include "ln_ascii.h"


/* So many times LN_WIDE bytes are searched inline, before t->scan is called. */
#define LN_FAST_NEAR  4


/* The first four letters of these names, as ln_tag_head() would have them. */
#define LN_FAST_HIDDEN   0x64646968U
#define LN_FAST_POPOVER  0x6f706f70U


/* The tag in hand; before last there are LN_WIDE bytes to be read at once. */
typedef struct {
    const unsigned char  *end;
    const unsigned char  *last;
    uint64_t              key;
    ln_tag_id_t           id;
    unsigned              closing;
    unsigned              self_closing;
    unsigned              read;         /* its attributes are read */
    uint64_t              less;         /* `<` in the line before next */
    const unsigned char  *next;
} ln_fast_t;


/* The first c from p on, or end. */
static inline const unsigned char *
ln_fast_find(const ln_tokenizer_t *t, const ln_fast_t *f,
    const unsigned char *p, unsigned char c)
{
    unsigned        i;
    ln_wide_mask_t  mask;

    for (i = 0; i < LN_FAST_NEAR && ln_likely(p < f->last); i++) {
        mask = ln_wide_is(p, c);

        if (mask) {
            return p + ln_wide_first(mask);
        }

        p += LN_WIDE;
    }

    ln_wide_done();

    return t->scan(p, f->end, c);
}


/* The first `=` or `>`; NULL if it is not well before the end. */
static inline const unsigned char *
ln_fast_attribute(const ln_fast_t *f, const unsigned char *p)
{
    ln_wide_mask_t  mask;

    for ( /* void */ ; ln_likely(p < f->last); p += LN_WIDE) {
        mask = ln_wide_two(p, '=', '>');

        if (mask) {
            return p + ln_wide_first(mask);
        }
    }

    return NULL;
}


/* The first byte that no name has; NULL as above. */
static inline const unsigned char *
ln_fast_name_end(const ln_fast_t *f, const unsigned char *p)
{
    ln_wide_mask_t  mask;

    for ( /* void */ ; ln_likely(p < f->last); p += LN_WIDE) {
        mask = ln_wide_name_end(p);

        if (mask) {
            return p + ln_wide_first(mask);
        }
    }

    return NULL;
}


/* The first byte that is no blank; NULL as above. */
static inline const unsigned char *
ln_fast_word(const ln_fast_t *f, const unsigned char *p)
{
    ln_wide_mask_t  mask;

    for ( /* void */ ; ln_likely(p < f->last); p += LN_WIDE) {
        mask = ~ln_wide_blank(p);

        if (mask) {
            return p + ln_wide_first(mask);
        }
    }

    return NULL;
}


/* The end of an unquoted value: a blank or `>`; NULL as above. */
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

        t->attributes.current = -1;

        if (ln_attribute_asked(&t->attributes, *p, (size_t) (q - p))
            || memchr(p, '\0', (size_t) (q - p)) != NULL)
        {
            ln_attribute_begin(&t->attributes);
            ln_attribute_name(&t->attributes, p, q);
            ln_attribute_named(&t->attributes);
        }

        p = q;
    }
}


/*
 * Whether the name at p may be "hidden" or "popover": it begins like one.
 * Eight bytes at p can be read.
 */
static inline int
ln_fast_hides(const unsigned char *p)
{
    uint32_t  head;

    head = (uint32_t) ln_tag_head(p) | 0x20202020U;

    return head == LN_FAST_HIDDEN || head == LN_FAST_POPOVER;
}


/* p is after the `=`.  Returns the byte after the value. */
static inline __attribute__((always_inline)) const unsigned char *
ln_fast_value(ln_tokenizer_t *t, const ln_fast_t *f, const unsigned char *p)
{
    unsigned char         quote;
    const unsigned char  *q;

    if (ln_unlikely(p == f->end)) {
        return NULL;
    }

    quote = *p;

    if (ln_likely(quote == '"' || quote == '\'')) {
        p++;
        q = ln_fast_find(t, f, p, quote);

        if (ln_unlikely(q == f->end)) {
            return NULL;
        }

    } else if (ln_is_space(quote) || quote == '>') {
        return NULL;

    } else {
        q = ln_fast_unquoted(p, f->end);

        if (q == NULL) {
            return NULL;
        }

        quote = '\0';
    }

    if (ln_unlikely(f->read) && t->attributes.current >= 0) {
        ln_attribute_value(&t->attributes, p, q);
        ln_attribute_end(&t->attributes);
    }

    return quote ? q + 1 : q;
}


/*
 * The attributes are read, as a selector or a root wants them.  p is after the
 * name.  Returns the byte after the tag's `>`.
 */
static __attribute__((noinline)) const unsigned char *
ln_fast_attributes_read(ln_tokenizer_t *t, ln_fast_t *f,
    const unsigned char *p)
{
    const unsigned char  *q;

    for ( ;; ) {
        q = ln_fast_attribute(f, p);

        if (ln_unlikely(q == NULL)) {
            return NULL;
        }

        if (*q == '>') {
            f->self_closing = (q > p && q[-1] == '/');
            ln_fast_names(t, p, q);

            return q + 1;
        }

        /* a `=` after a blank may begin a name, or end one */

        if (ln_unlikely(q == p || q[-1] == '/' || q[-1] <= ' ')) {
            return NULL;
        }

        ln_fast_names(t, p, q);

        p = ln_fast_value(t, f, q + 1);

        if (ln_unlikely(p == NULL)) {
            return NULL;
        }

        if (p < f->last && *p == '>') {
            return p + 1;
        }
    }
}


/*
 * Likewise, of attributes that nobody asks for.  A tag whose names may hide its
 * element is left to the states, which read all names.
 */
static inline const unsigned char *
ln_fast_attributes_skip(ln_tokenizer_t *t, ln_fast_t *f,
    const unsigned char *p)
{
    const unsigned char  *q;

    for ( ;; ) {
        q = ln_fast_name_end(f, p);

        if (ln_unlikely(q == NULL) || ln_unlikely(ln_fast_hides(p))) {
            return NULL;
        }

        if (ln_likely(*q == '=')) {

            /* a `=` here begins a name, or ends one that was before blanks */

            if (ln_unlikely(q == p)) {
                return NULL;
            }

            p = ln_fast_value(t, f, q + 1);

            if (ln_unlikely(p == NULL)) {
                return NULL;
            }

            if (ln_unlikely(p >= f->last)) {
                return NULL;
            }

            if (*p == '>') {
                return p + 1;
            }

            p += (*p == ' ');
            continue;
        }

        if (*q == '/') {
            f->self_closing = (q[1] == '>');
            q++;

        } else if (*q != '>') {
            q = ln_fast_word(f, q);

            if (ln_unlikely(q == NULL)) {
                return NULL;
            }
        }

        if (*q == '>') {
            return q + 1;
        }

        p = q;
    }
}
