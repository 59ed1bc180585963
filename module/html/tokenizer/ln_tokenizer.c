#include "html/tokenizer/ln_tokenizer.h"
#include "html/tokenizer/ln_tokenizer_attribute.h"
#include "html/tokenizer/ln_tokenizer_comment.h"
#include "html/tokenizer/ln_tokenizer_raw.h"
#include "ln_ascii.h"


/* The name is whole: what is it, and does anyone ask about its attributes? */
static void
ln_tokenizer_named(ln_tokenizer_t *t)
{
    ln_tag_t  *tag;

    tag = &t->tag;

    tag->id = ln_tag_find(t->name, t->name_len);
    tag->key = ln_tag_key(tag->id, t->name, t->name_len);

    if (t->name_more) {
        tag->key = (tag->key ^ t->name_more) | 0x8000000000000000ULL;
    }

    if (tag->id == LN_TAG_OTHER && t->name_more == 0) {
        ln_tokenizer_other(t, t->name_len);
    }

    ln_tokenizer_ask(t);
}


ln_state(ln_tokenizer_text)
{
    if (t->watch_text) {
        p = ln_tokenizer_watched(t, p, end);

        if (t->stopped) {
            return p;
        }
    }

    p = t->scan(p, end, '<');

    return p == end ? end : ln_tokenizer_less(t, p);
}


static
ln_state(ln_data)
{
    return t->text(t, p, end);
}


/* `<` was text after all. */
static void
ln_less_is_text(ln_tokenizer_t *t)
{
    t->state = LN_STATE_DATA;

    if (t->watch_text) {
        t->listener.text(t->listener.ctx, t->tag.start, 0);
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
    t->text_state = (id == LN_TAG_SCRIPT) ? LN_STATE_SCRIPT : LN_STATE_RAW;
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


/* Tree construction reads attributes of these. */
static const unsigned char  ln_tokenizer_asked[LN_TAG_MAX] = {
    [LN_TAG_ANNOTATION_XML] = LN_WANTED,
    [LN_TAG_DETAILS] = LN_WANTED,
    [LN_TAG_DIALOG] = LN_WANTED,
    [LN_TAG_FONT] = LN_WANTED,
    [LN_TAG_HTML] = LN_WANTED,
    [LN_TAG_INPUT] = LN_WANTED_SLOW,
    [LN_TAG_SLOT] = LN_WANTED,
    [LN_TAG_TEMPLATE] = LN_WANTED
};


void
ln_tokenizer_init(ln_tokenizer_t *t)
{
    t->state = LN_STATE_DATA;
    t->text_state = LN_STATE_DATA;
    t->scan = ln_scan_best();
    t->text = ln_tokenizer_text;
    t->text_ctx = NULL;

    memcpy(t->wanted, ln_tokenizer_asked, LN_TAG_MAX);
}


void
ln_tokenizer_want(ln_tokenizer_t *t, ln_tag_id_t id)
{
    t->wanted[id] = LN_WANTED;
}


void
ln_tokenizer_want_all(ln_tokenizer_t *t)
{
    memset(t->wanted, LN_WANTED, LN_TAG_MAX);
}


void
ln_tokenizer_want_shallow(ln_tokenizer_t *t, ln_tag_id_t id)
{
    if (!t->wanted[id]) {
        t->wanted[id] = LN_WANTED_SHALLOW;
    }
}


static const ln_state_pt  ln_states[LN_STATE_MAX] = {
    [LN_STATE_DATA] = ln_data,

    [LN_STATE_TAG_OPEN] = ln_tag_open,
    [LN_STATE_END_TAG_OPEN] = ln_end_tag_open,
    [LN_STATE_DECLARATION] = ln_declaration,
    [LN_STATE_NAME] = ln_name,
    [LN_STATE_BEFORE_ATTRIBUTE] = ln_before_attribute,
    [LN_STATE_ATTRIBUTE_NAME] = ln_attribute_name_state,
    [LN_STATE_AFTER_ATTRIBUTE] = ln_after_attribute,
    [LN_STATE_BEFORE_VALUE] = ln_before_value,
    [LN_STATE_VALUE_DOUBLE] = ln_value_double,
    [LN_STATE_VALUE_SINGLE] = ln_value_single,
    [LN_STATE_VALUE_BARE] = ln_value_bare,
    [LN_STATE_AFTER_VALUE] = ln_after_value,
    [LN_STATE_SELF_CLOSING] = ln_self_closing,

    [LN_STATE_COMMENT_START] = ln_comment_start,
    [LN_STATE_COMMENT_START_DASH] = ln_comment_start_dash,
    [LN_STATE_COMMENT] = ln_comment,
    [LN_STATE_COMMENT_DASH] = ln_comment_dash,
    [LN_STATE_COMMENT_END] = ln_comment_end,
    [LN_STATE_COMMENT_BANG] = ln_comment_bang,
    [LN_STATE_BOGUS_COMMENT] = ln_bogus_comment,
    [LN_STATE_DOCTYPE] = ln_doctype,
    [LN_STATE_CDATA] = ln_cdata,
    [LN_STATE_CDATA_BRACKET] = ln_cdata_bracket,
    [LN_STATE_CDATA_END] = ln_cdata_end,

    [LN_STATE_RAW] = ln_raw,
    [LN_STATE_RAW_LESS] = ln_raw_less,
    [LN_STATE_RAW_END_OPEN] = ln_raw_end_open,
    [LN_STATE_RAW_END_NAME] = ln_raw_end_name,

    [LN_STATE_SCRIPT] = ln_script,
    [LN_STATE_SCRIPT_LESS] = ln_script_less,
    [LN_STATE_SCRIPT_ESCAPE] = ln_script_escape,
    [LN_STATE_SCRIPT_ESCAPE_DASH] = ln_script_escape_dash,
    [LN_STATE_ESCAPED] = ln_escaped,
    [LN_STATE_ESCAPED_DASH] = ln_escaped_dash,
    [LN_STATE_ESCAPED_DASHES] = ln_escaped_dashes,
    [LN_STATE_ESCAPED_LESS] = ln_escaped_less,
    [LN_STATE_DOUBLE_START] = ln_double_start,
    [LN_STATE_DOUBLE] = ln_double,
    [LN_STATE_DOUBLE_DASH] = ln_double_dash,
    [LN_STATE_DOUBLE_DASHES] = ln_double_dashes,
    [LN_STATE_DOUBLE_LESS] = ln_double_less,
    [LN_STATE_DOUBLE_END] = ln_double_end
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
