/* Whether any words of a text show: a text that is hidden is no notice. */

#include "html/charset/ln_utf8.h"
#include "html/tokenizer/ln_style.h"
#include "ln_ascii.h"
#include "notice/template/ln_template_reference.h"
#include "notice/template/ln_template_shown.h"


static unsigned ln_template_is_blank(uint32_t c);
static const unsigned char *ln_template_has(const ln_template_parser_t *s,
    ln_str_t name);
static int ln_template_style_hides(const ln_template_parser_t *s);


void
ln_template_shown_open(ln_template_parser_t *s, const unsigned char *at,
    ln_str_t name)
{
    if (s->hidden) {
        return;
    }

    if (ln_template_has(s, ln_str("hidden"))
        || (ln_str_caseless_eq(name, ln_str("dialog"))
            && !ln_template_has(s, ln_str("open")))
        || ln_template_style_hides(s))
    {
        s->hidden = s->depth;
        s->hidden_at = at;
    }
}


unsigned
ln_template_is_seen(const ln_template_parser_t *s)
{
    size_t  n;

    if (*s->p == '&') {
        return !ln_template_is_blank(ln_template_reference_code(s));
    }

    n = ln_utf8_length(s->p, s->end);

    /* the bytes behind the first of a character are none by themselves */

    return *s->p > ' ' && n
           && !(n > 1 && ln_template_is_blank(ln_utf8_decode(s->p, n)));
}


/* White space, and what joins or parts words without a mark of its own. */

static unsigned
ln_template_is_blank(uint32_t c)
{
    return c <= ' ' || c == 0xa0 || c == 0xad || c == 0x34f || c == 0x61c
           || c == 0x115f || c == 0x1160 || c == 0x1680
           || (c >= 0x2000 && c <= 0x200f) || (c >= 0x2028 && c <= 0x202f)
           || (c >= 0x205f && c <= 0x206f) || c == 0x3000 || c == 0x3164
           || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff || c == 0xffa0;
}


/* Where the name of that attribute ends in the last tag, or NULL. */

static const unsigned char *
ln_template_has(const ln_template_parser_t *s, ln_str_t name)
{
    unsigned  i;

    for (i = 0; i < s->nnames; i++) {
        if (ln_str_caseless_eq(s->names[i], name)) {
            return s->names[i].data + name.len;
        }
    }

    return NULL;
}


/* The tag that was read last, up to s->p, is a right one. */

static int
ln_template_style_hides(const ln_template_parser_t *s)
{
    ln_str_t              style;
    const unsigned char  *p, *end;

    p = ln_template_has(s, ln_str("style"));

    while (p && (ln_is_space(*p) || *p == '=')) {
        p++;
    }

    if (p == NULL) {
        return 0;
    }

    style.data = p;

    if (*p == '"' || *p == '\'') {
        style.data = p + 1;
        end = memchr(style.data, *p, (size_t) (s->p - style.data));
        style.len = end ? (size_t) (end - style.data) : 0;

    } else {
        for (end = p; end < s->p && !ln_is_space(*end) && *end != '>'; end++) {
            /* void */
        }

        style.len = (size_t) (end - p);
    }

    return ln_style_hides(style);
}


void
ln_template_shown_close(ln_template_parser_t *s)
{
    if (s->depth == s->hidden) {
        s->hidden = 0;
    }
}


void
ln_template_shown_words(ln_template_parser_t *s)
{
    s->shown += (s->hidden == 0);
}


void
ln_template_shown_end(ln_template_parser_t *s)
{
    if (s->shown == 0) {
        ln_template_note(s, &s->t->unshown, s->hidden_at, "all words of the "
                         "text are in an element that is hidden, readers see "
                         "none until a script shows it", ln_str(""));
    }
}


int
ln_template_shows(const ln_template_t *t, ln_error_t *err)
{
    if (t->unshown.why == NULL) {
        return LN_OK;
    }

    err->line = t->unshown.line;
    err->column = t->unshown.column;

    return ln_error(err, "%s", t->unshown.why);
}
