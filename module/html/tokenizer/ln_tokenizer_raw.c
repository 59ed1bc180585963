/*
 * The text of title, textarea, style and their like, and of scripts.  The
 * standard's RCDATA and RAWTEXT differ in character references only, so that
 * they are one here.
 */

#include "html/tokenizer/ln_tokenizer_raw.h"
#include "ln_ascii.h"


/* Goes on in state with the same byte. */
#define ln_reconsume(t, p, next)                                              \
    ((t)->state = (next), (p))

/* Takes the byte and goes on in state. */
#define ln_consume(t, p, next)                                                \
    ((t)->state = (next), (p) + 1)


static int
ln_ends_name(unsigned char c)
{
    return ln_is_space(c) || c == '/' || c == '>';
}


/* The first `-` or `<`, or end. */
static const unsigned char *
ln_find_escape(const unsigned char *p, const unsigned char *end)
{
    const unsigned char  *less;

    less = memchr(p, '<', (size_t) (end - p));
    if (less != NULL) {
        end = less;
    }

    p = memchr(p, '-', (size_t) (end - p));

    return p != NULL ? p : end;
}


ln_state(ln_raw)
{
    p = ln_scan(t->scan, p, end, '<');
    if (p == end) {
        return end;
    }

    t->tag.start = ln_tokenizer_at(t, p);

    return ln_consume(t, p, LN_STATE_RAW_LESS);
}


ln_state(ln_raw_less)
{
    (void) end;

    t->raw_state = LN_STATE_RAW;

    if (*p == '/') {
        return ln_consume(t, p, LN_STATE_RAW_END_OPEN);
    }

    return ln_reconsume(t, p, LN_STATE_RAW);
}


ln_state(ln_raw_end_open)
{
    (void) end;

    if (ln_is_alpha(*p)) {
        ln_tokenizer_name_begin(t);
        return ln_reconsume(t, p, LN_STATE_RAW_END_NAME);
    }

    return ln_reconsume(t, p, t->raw_state);
}


ln_state(ln_raw_end_name)
{
    (void) end;

    if (ln_is_alpha(*p)) {
        ln_tokenizer_name(t, *p);
        return p + 1;
    }

    if (!ln_ends_name(*p)
        || t->name_more
        || ln_tag_find(t->name, t->name_len) != t->raw)
    {
        return ln_reconsume(t, p, t->raw_state);
    }

    t->tag.closing = 1;
    t->tag.self_closing = 0;
    t->tag.opaque = 0;

    return ln_reconsume(t, p, LN_STATE_NAME);
}


ln_state(ln_script)
{
    p = ln_scan(t->scan, p, end, '<');
    if (p == end) {
        return end;
    }

    t->tag.start = ln_tokenizer_at(t, p);

    return ln_consume(t, p, LN_STATE_SCRIPT_LESS);
}


ln_state(ln_script_less)
{
    (void) end;

    t->raw_state = LN_STATE_SCRIPT;

    if (*p == '/') {
        return ln_consume(t, p, LN_STATE_RAW_END_OPEN);
    }

    if (*p == '!') {
        return ln_consume(t, p, LN_STATE_SCRIPT_ESCAPE);
    }

    return ln_reconsume(t, p, LN_STATE_SCRIPT);
}


ln_state(ln_script_escape)
{
    (void) end;

    if (*p == '-') {
        return ln_consume(t, p, LN_STATE_SCRIPT_ESCAPE_DASH);
    }

    return ln_reconsume(t, p, LN_STATE_SCRIPT);
}


ln_state(ln_script_escape_dash)
{
    (void) end;

    if (*p == '-') {
        return ln_consume(t, p, LN_STATE_ESCAPED_DASHES);
    }

    return ln_reconsume(t, p, LN_STATE_SCRIPT);
}


/* After `<!--` in a script, up to `-->`. */
ln_state(ln_escaped)
{
    p = ln_find_escape(p, end);
    if (p == end) {
        return end;
    }

    if (*p == '-') {
        return ln_consume(t, p, LN_STATE_ESCAPED_DASH);
    }

    t->tag.start = ln_tokenizer_at(t, p);

    return ln_consume(t, p, LN_STATE_ESCAPED_LESS);
}


ln_state(ln_escaped_dash)
{
    (void) end;

    if (*p == '-') {
        return ln_consume(t, p, LN_STATE_ESCAPED_DASHES);
    }

    return ln_reconsume(t, p, LN_STATE_ESCAPED);
}


ln_state(ln_escaped_dashes)
{
    (void) end;

    if (*p == '-') {
        return p + 1;
    }

    if (*p == '>') {
        return ln_consume(t, p, LN_STATE_SCRIPT);
    }

    return ln_reconsume(t, p, LN_STATE_ESCAPED);
}


ln_state(ln_escaped_less)
{
    (void) end;

    t->raw_state = LN_STATE_ESCAPED;

    if (*p == '/') {
        return ln_consume(t, p, LN_STATE_RAW_END_OPEN);
    }

    if (ln_is_alpha(*p)) {
        ln_tokenizer_name_begin(t);
        return ln_reconsume(t, p, LN_STATE_DOUBLE_START);
    }

    return ln_reconsume(t, p, LN_STATE_ESCAPED);
}


/* A script may begin or end within `<!--` .. `-->`: the first is inert. */
static const unsigned char *
ln_double_name(ln_tokenizer_t *t, const unsigned char *p, ln_state_t script,
    ln_state_t other)
{
    if (ln_is_alpha(*p)) {
        ln_tokenizer_name(t, *p);
        return p + 1;
    }

    if (!ln_ends_name(*p)) {
        return ln_reconsume(t, p, other);
    }

    if (!t->name_more
        && ln_tag_find(t->name, t->name_len) == LN_TAG_SCRIPT)
    {
        return ln_consume(t, p, script);
    }

    return ln_consume(t, p, other);
}


ln_state(ln_double_start)
{
    (void) end;

    return ln_double_name(t, p, LN_STATE_DOUBLE, LN_STATE_ESCAPED);
}


ln_state(ln_double)
{
    p = ln_find_escape(p, end);
    if (p == end) {
        return end;
    }

    if (*p == '-') {
        return ln_consume(t, p, LN_STATE_DOUBLE_DASH);
    }

    return ln_consume(t, p, LN_STATE_DOUBLE_LESS);
}


ln_state(ln_double_dash)
{
    (void) end;

    if (*p == '-') {
        return ln_consume(t, p, LN_STATE_DOUBLE_DASHES);
    }

    return ln_reconsume(t, p, LN_STATE_DOUBLE);
}


ln_state(ln_double_dashes)
{
    (void) end;

    if (*p == '-') {
        return p + 1;
    }

    if (*p == '>') {
        return ln_consume(t, p, LN_STATE_SCRIPT);
    }

    return ln_reconsume(t, p, LN_STATE_DOUBLE);
}


ln_state(ln_double_less)
{
    (void) end;

    if (*p == '/') {
        ln_tokenizer_name_begin(t);
        return ln_consume(t, p, LN_STATE_DOUBLE_END);
    }

    return ln_reconsume(t, p, LN_STATE_DOUBLE);
}


ln_state(ln_double_end)
{
    (void) end;

    return ln_double_name(t, p, LN_STATE_ESCAPED, LN_STATE_DOUBLE);
}
