/* What stands in a tag after its name. */

#include "html/tokenizer/ln_tokenizer_attribute.h"
#include "ln_ascii.h"


ln_state(ln_before_attribute)
{
    while (p < end && ln_is_space(*p)) {
        p++;
    }

    if (p == end) {
        return end;
    }

    if (*p == '>') {
        return ln_tokenizer_tag_end(t, p + 1);
    }

    if (*p == '/') {
        t->state = LN_STATE_SELF_CLOSING;
        return p + 1;
    }

    if (t->attributes_read) {
        ln_attribute_begin(&t->attributes);
    }

    t->state = LN_STATE_ATTRIBUTE_NAME;

    /* a `=` may begin a name, but not end an empty one */

    if (*p == '=') {
        if (t->attributes_read) {
            ln_attribute_name(&t->attributes, p, p + 1);
        }

        p++;
    }

    return p;
}


ln_state(ln_attribute_name_state)
{
    const unsigned char  *q;

    for (q = p; q < end; q++) {
        if (*q == '=' || *q == '>' || *q == '/' || ln_is_space(*q)) {
            break;
        }
    }

    if (t->attributes_read) {
        ln_attribute_name(&t->attributes, p, q);
    }

    if (q == end) {
        return end;
    }

    if (t->attributes_read) {
        ln_attribute_named(&t->attributes);

        /* whether the tag hides its element is asked of all tags */

        if (!t->wanted[t->tag.id]) {
            ln_attribute_own(&t->attributes);
        }
    }

    if (*q == '=') {
        t->state = LN_STATE_BEFORE_VALUE;
        return q + 1;
    }

    t->state = LN_STATE_AFTER_ATTRIBUTE;

    return q;
}


ln_state(ln_after_attribute)
{
    while (p < end && ln_is_space(*p)) {
        p++;
    }

    if (p == end) {
        return end;
    }

    if (*p == '=') {
        t->state = LN_STATE_BEFORE_VALUE;
        return p + 1;
    }

    t->state = LN_STATE_BEFORE_ATTRIBUTE;

    return p;
}


ln_state(ln_before_value)
{
    while (p < end && ln_is_space(*p)) {
        p++;
    }

    if (p == end) {
        return end;
    }

    switch (*p) {

    case '"':
        t->state = LN_STATE_VALUE_DOUBLE;
        return p + 1;

    case '\'':
        t->state = LN_STATE_VALUE_SINGLE;
        return p + 1;

    case '>':
        return ln_tokenizer_tag_end(t, p + 1);

    default:
        t->state = LN_STATE_VALUE_BARE;
        return p;
    }
}


static const unsigned char *
ln_value_quoted(ln_tokenizer_t *t, const unsigned char *p,
    const unsigned char *end, int quote)
{
    const unsigned char  *q;

    q = ln_scan(t->scan, p, end, (unsigned char) quote);

    if (t->attributes_read) {
        ln_attribute_value(&t->attributes, p, q);

        if (q != end) {
            ln_attribute_end(&t->attributes);
        }
    }

    if (q == end) {
        return end;
    }

    t->state = LN_STATE_AFTER_VALUE;

    return q + 1;
}


ln_state(ln_value_double)
{
    return ln_value_quoted(t, p, end, '"');
}


ln_state(ln_value_single)
{
    return ln_value_quoted(t, p, end, '\'');
}


ln_state(ln_value_bare)
{
    const unsigned char  *q;

    for (q = p; q < end; q++) {
        if (*q == '>' || ln_is_space(*q)) {
            break;
        }
    }

    if (t->attributes_read) {
        ln_attribute_value(&t->attributes, p, q);

        if (q < end) {
            ln_attribute_end(&t->attributes);
        }
    }

    if (q < end) {
        t->state = LN_STATE_BEFORE_ATTRIBUTE;
    }

    return q;
}


/* A missing blank before the next attribute is forgiven. */
ln_state(ln_after_value)
{
    (void) end;

    t->state = LN_STATE_BEFORE_ATTRIBUTE;

    return p;
}


ln_state(ln_self_closing)
{
    (void) end;

    if (*p == '>') {
        t->tag.self_closing = 1;
        return ln_tokenizer_tag_end(t, p + 1);
    }

    t->state = LN_STATE_BEFORE_ATTRIBUTE;

    return p;
}
