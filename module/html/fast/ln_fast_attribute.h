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
#define LN_FAST_STYLE    0x6c797473U


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


/* The first byte that no name has; NULL if it is not well before the end. */
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


/*
 * The first byte that is no blank; NULL as above.  strict: nor is a control
 * character one.
 */
static inline __attribute__((always_inline)) const unsigned char *
ln_fast_word(const ln_fast_t *f, const unsigned char *p, const int strict)
{
    ln_wide_mask_t  mask;

    if (strict) {
        while (p < f->last && ln_is_space(*p)) {
            p++;
        }

        return p < f->last ? p : NULL;
    }

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


/*
 * The name in [p, end) is read, and maybe a value behind it.  A NUL in a name
 * stands for U+FFFD: only where a name that is asked for has that, too, can the
 * two be one.
 */
static inline void
ln_fast_name_read(ln_tokenizer_t *t, const unsigned char *p,
    const unsigned char *end)
{
    t->attributes.current = -1;

    if (ln_attribute_asked(&t->attributes, *p, (size_t) (end - p))
        || t->attributes.wide)
    {
        ln_attribute_begin(&t->attributes);
        ln_attribute_name(&t->attributes, p, end);
        ln_attribute_named(&t->attributes);
    }
}


/* Whether a style whose name ends at q may hide.  In doubt it may. */
static __attribute__((noinline)) int
ln_fast_style(const ln_fast_t *f, const unsigned char *q)
{
    ln_str_t              style;
    const unsigned char  *p;

    if (*q != '=' || q + 1 == f->end || (q[1] != '"' && q[1] != '\'')) {
        return 1;
    }

    p = memchr(q + 2, q[1], (size_t) (f->end - q - 2));

    style.data = q + 2;
    style.len = p ? (size_t) (p - q - 2) : 0;

    return p == NULL || memchr(style.data, '&', style.len)
           || ln_style_hides(style);
}


/*
 * Whether the name in [p, q) may be "hidden" or "popover", as it begins like
 * one; or "style", with a value that may say `display: none`.  Eight bytes at p
 * can be read.
 */
static inline int
ln_fast_hides(const ln_fast_t *f, const unsigned char *p,
    const unsigned char *q)
{
    uint32_t  head;

    head = (uint32_t) ln_tag_head(p) | 0x20202020U;

    return head == LN_FAST_HIDDEN || head == LN_FAST_POPOVER
           || (ln_unlikely(head == LN_FAST_STYLE) && ln_fast_style(f, q));
}


/* p is after the `=`.  Returns the byte after the value. */
static inline __attribute__((always_inline)) const unsigned char *
ln_fast_value(ln_tokenizer_t *t, const ln_fast_t *f, const unsigned char *p,
    const int read)
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

    if (read && t->attributes.current >= 0) {
        ln_attribute_value(&t->attributes, p, q);
        ln_attribute_end(&t->attributes);
    }

    return quote ? q + 1 : q;
}


/*
 * p is after the name of the tag, or after a blank behind that.  Returns the
 * byte after the tag's `>`; self_closing is 0 before.
 *
 * read: a selector, a root or the tree wants the attributes.  If not, a tag
 * whose names may hide its element is left to the states, which read all names.
 */
static inline __attribute__((always_inline)) const unsigned char *
ln_fast_attributes(ln_tokenizer_t *t, const ln_fast_t *f,
    const unsigned char *p, unsigned *self_closing, const int read)
{
    const unsigned char  *q;

    for ( ;; ) {
        q = ln_fast_name_end(f, p);

        if (ln_unlikely(q == NULL)
            || (!read && ln_unlikely(ln_fast_hides(f, p, q))))
        {
            return NULL;
        }

        if (read && q > p) {
            ln_fast_name_read(t, p, q);
        }

        if (ln_likely(*q == '=')) {

            /* a `=` here begins a name, or ends one that was before blanks */

            if (ln_unlikely(q == p)) {
                return NULL;
            }

            p = ln_fast_value(t, f, q + 1, read);

            if (ln_unlikely(p == NULL || p >= f->last)) {
                return NULL;
            }

            if (*p == '>') {
                return p + 1;
            }

            p += (*p == ' ');
            continue;
        }

        if (*q == '/') {

            /* a name may reach to the last of the bytes */

            if (ln_unlikely(q + 1 == f->end)) {
                return NULL;
            }

            *self_closing = (q[1] == '>');
            q++;

        } else if (*q != '>') {

            /* it may be a control character, which a name can have */

            if (read && !ln_is_space(*q)) {
                return NULL;
            }

            q = ln_fast_word(f, q, read);

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


static __attribute__((noinline)) const unsigned char *
ln_fast_attributes_read(ln_tokenizer_t *t, const unsigned char *p,
    const unsigned char *end, const unsigned char *last,
    unsigned *self_closing)
{
    ln_fast_t  f;

    f.end = end;
    f.last = last;

    return ln_fast_attributes(t, &f, p, self_closing, 1);
}
