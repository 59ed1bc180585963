#include "html/tokenizer/ln_tokenizer.h"
#include "html/charset/ln_ascii.h"


void
ln_tokenizer_name(ln_tokenizer_t *t, unsigned char c)
{
    if (c == '\0') {
        /* U+FFFD, cut to a byte that no name has */
        c = 0xff;
    }

    if (t->name_len < LN_TOKENIZER_NAME) {
        t->name[t->name_len++] = ln_lower(c);
        return;
    }

    t->name_more = (t->name_more ^ ln_lower(c) ^ 0x100) * 0x100000001b3ULL;
}


/* The name is whole: what is it, and does anyone ask about its attributes? */
void
ln_tokenizer_named(ln_tokenizer_t *t)
{
    ln_tag_t  *tag;

    tag = &t->tag;

    tag->id = ln_tag_find(t->name, t->name_len);
    tag->key = ln_tag_key(tag->id, t->name, t->name_len);

    if (t->name_more) {
        tag->key = (tag->key ^ t->name_more) | 0x8000000000000000ULL;
    }

    ln_tokenizer_ask(t);
}


static
ln_state(ln_data)
{
    return t->text(t, p, end);
}


static
ln_state(ln_plaintext)
{
    (void) t;
    (void) p;

    return end;
}


/* `<` was text after all. */
static void
ln_less_is_text(ln_tokenizer_t *t)
{
    t->state = LN_STATE_DATA;

    if (t->watch_text) {
        t->listener.text(t->listener.ctx, t->tag.start);
        t->watch_text = 0;
    }
}


static
ln_state(ln_tag_open)
{
    (void) end;

    t->tag.opaque = 0;
    t->tag.self_closing = 0;
    t->tag.closing = 0;

    if (ln_is_alpha(*p)) {
        ln_tokenizer_name_begin(t);
        t->state = LN_STATE_NAME;
        return p;
    }

    switch (*p) {

    case '/':
        t->tag.closing = 1;
        t->state = LN_STATE_END_TAG_OPEN;
        return p + 1;

    case '!':
        t->name_len = 0;
        t->state = LN_STATE_DECLARATION;
        return p + 1;

    case '?':
        t->state = LN_STATE_BOGUS_COMMENT;
        return p + 1;

    default:
        ln_less_is_text(t);
        return p;
    }
}


static
ln_state(ln_end_tag_open)
{
    (void) end;

    if (ln_is_alpha(*p)) {
        ln_tokenizer_name_begin(t);
        t->state = LN_STATE_NAME;
        return p;
    }

    if (*p == '>') {
        t->state = LN_STATE_DATA;
        return p + 1;
    }

    t->state = LN_STATE_BOGUS_COMMENT;

    return p;
}


/* After `<!`: name holds what has matched so far. */
static
ln_state(ln_declaration)
{
    unsigned       n;
    unsigned char  c;

    (void) end;

    n = t->name_len;
    c = ln_lower(*p);

    if (n == 0) {
        t->name[0] = c;

    } else if (t->name[0] == '[') {
        c = *p;
    }

    if (t->name[0] == '-' && c == '-') {
        if (n == 1) {
            t->state = LN_STATE_COMMENT_START;
            return p + 1;
        }

    } else if (t->name[0] == 'd' && c == (unsigned char) "doctype"[n]) {
        if (n == 6) {
            t->doctype_len = 0;
            t->state = LN_STATE_DOCTYPE;
            return p + 1;
        }

    } else if (t->name[0] == '[' && t->foreign
               && c == (unsigned char) "[CDATA["[n])
    {
        if (n == 6) {
            t->state = LN_STATE_CDATA;
            return p + 1;
        }

    } else {
        t->state = LN_STATE_BOGUS_COMMENT;
        return p;
    }

    t->name_len++;

    return p + 1;
}


static
ln_state(ln_name)
{
    for ( /* void */ ; p < end; p++) {

        if (*p == '>') {
            ln_tokenizer_named(t);
            return ln_tokenizer_tag_end(t, p + 1);
        }

        if (*p == '/') {
            ln_tokenizer_named(t);
            t->state = LN_STATE_SELF_CLOSING;
            return p + 1;
        }

        if (ln_is_space(*p)) {
            ln_tokenizer_named(t);
            t->state = LN_STATE_BEFORE_ATTRIBUTE;
            return p + 1;
        }

        ln_tokenizer_name(t, *p);
    }

    return p;
}


void
ln_tokenizer_force(ln_tokenizer_t *t, uint64_t offset)
{
    if (t->state == LN_STATE_NAME) {
        ln_tokenizer_named(t);
    }

    t->tag.end = offset;
    t->tag.opaque = 1;
    t->text_state = LN_STATE_DATA;

    ln_attributes_clear(&t->attributes);
    t->attributes_read = 0;

    t->listener.tag(t->listener.ctx, &t->tag);
}


void
ln_tokenizer_raw(ln_tokenizer_t *t, ln_tag_id_t id)
{
    t->raw = id;

    switch (id) {

    case LN_TAG_SCRIPT:
        t->text_state = LN_STATE_SCRIPT;
        break;

    case LN_TAG_PLAINTEXT:
        t->text_state = LN_STATE_PLAINTEXT;
        break;

    default:
        t->text_state = LN_STATE_RAW;
    }
}


const char *
ln_tokenizer_closer(const ln_tokenizer_t *t)
{
    switch (t->state) {

    case LN_STATE_COMMENT_START:
    case LN_STATE_COMMENT_START_DASH:
    case LN_STATE_COMMENT:
    case LN_STATE_COMMENT_DASH:
    case LN_STATE_COMMENT_END:
    case LN_STATE_COMMENT_BANG:
        return "-->";

    case LN_STATE_BOGUS_COMMENT:
    case LN_STATE_DOCTYPE:
        return ">";

    case LN_STATE_CDATA:
    case LN_STATE_CDATA_BRACKET:
    case LN_STATE_CDATA_END:
        return "]]>";

    case LN_STATE_VALUE_DOUBLE:
        return "\">";

    case LN_STATE_VALUE_SINGLE:
        return "'>";

    case LN_STATE_BEFORE_VALUE:
        return "\"\">";

    default:
        return ln_tokenizer_in_tag(t) ? ">" : "";
    }
}


ln_state_pt
ln_tokenizer_text(unsigned n)
{
    if (n == 0) {
        return ln_text_near;
    }

#if defined __x86_64__
    if (n == 1 && __builtin_cpu_supports("avx2")
        && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2"))
    {
        return ln_text_avx2;
    }
#endif

    return NULL;
}


void
ln_tokenizer_init(ln_tokenizer_t *t)
{
    unsigned     i;
    ln_state_pt  text;

    t->state = LN_STATE_DATA;
    t->text_state = LN_STATE_DATA;
    t->scan = ln_scan_best();
    t->tree = NULL;

    for (i = 0; (text = ln_tokenizer_text(i)) != NULL; i++) {
        t->text = text;
    }

    for (i = 0; i < LN_TAG_MAX; i++) {
        t->wanted[i] = (ln_tags[i].flags & LN_ASKED) != 0;
    }
}


void
ln_tokenizer_want(ln_tokenizer_t *t, ln_tag_id_t id)
{
    t->wanted[id] = 1;
}


void
ln_tokenizer_want_all(ln_tokenizer_t *t)
{
    memset(t->wanted, 1, LN_TAG_MAX);
}


static const ln_state_pt  ln_states[LN_STATE_MAX] = {
    ln_data, ln_plaintext,

    ln_tag_open, ln_end_tag_open, ln_declaration, ln_name,
    ln_before_attribute, ln_attribute_name_state, ln_after_attribute,
    ln_before_value, ln_value_double, ln_value_single, ln_value_bare,
    ln_after_value, ln_self_closing,

    ln_comment_start, ln_comment_start_dash, ln_comment, ln_comment_dash,
    ln_comment_end, ln_comment_bang, ln_bogus_comment, ln_doctype,
    ln_cdata, ln_cdata_bracket, ln_cdata_end,

    ln_raw, ln_raw_less, ln_raw_end_open, ln_raw_end_name,

    ln_script, ln_script_less, ln_script_escape, ln_script_escape_dash,
    ln_escaped, ln_escaped_dash, ln_escaped_dashes, ln_escaped_less,
    ln_double_start, ln_double, ln_double_dash, ln_double_dashes,
    ln_double_less, ln_double_end
};


const unsigned char *
ln_tokenizer_feed(ln_tokenizer_t *t, const unsigned char *p,
    const unsigned char *end)
{
    t->data = p;

    while (p < end && !t->stopped) {
        p = ln_states[t->state](t, p, end);
    }

    t->offset = ln_tokenizer_at(t, p);
    t->data = p;

    return p;
}
