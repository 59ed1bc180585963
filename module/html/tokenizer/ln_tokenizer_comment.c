/* Comments, doctypes and CDATA sections: where they end. */

#include "html/tokenizer/ln_tokenizer_comment.h"
#include "ln_ascii.h"


/* Each state takes at least one byte or changes the state; p < end. */

ln_state(ln_comment_start)
{
    (void) end;

    if (*p == '-') {
        t->state = LN_STATE_COMMENT_START_DASH;
        return p + 1;
    }

    if (*p == '>') {
        t->state = LN_STATE_DATA;
        return p + 1;
    }

    t->state = LN_STATE_COMMENT;

    return p;
}


ln_state(ln_comment_start_dash)
{
    (void) end;

    if (*p == '-') {
        t->state = LN_STATE_COMMENT_END;
        return p + 1;
    }

    if (*p == '>') {
        t->state = LN_STATE_DATA;
        return p + 1;
    }

    t->state = LN_STATE_COMMENT;

    return p;
}


ln_state(ln_comment)
{
    p = ln_scan(t->scan, p, end, '-');
    if (p == end) {
        return end;
    }

    t->state = LN_STATE_COMMENT_DASH;

    return p + 1;
}


ln_state(ln_comment_dash)
{
    (void) end;

    if (*p == '-') {
        t->state = LN_STATE_COMMENT_END;
        return p + 1;
    }

    t->state = LN_STATE_COMMENT;

    return p;
}


ln_state(ln_comment_end)
{
    (void) end;

    switch (*p) {

    case '>':
        t->state = LN_STATE_DATA;
        return p + 1;

    case '!':
        t->state = LN_STATE_COMMENT_BANG;
        return p + 1;

    case '-':
        return p + 1;

    default:
        t->state = LN_STATE_COMMENT;
        return p;
    }
}


ln_state(ln_comment_bang)
{
    (void) end;

    switch (*p) {

    case '>':
        t->state = LN_STATE_DATA;
        return p + 1;

    case '-':
        t->state = LN_STATE_COMMENT_DASH;
        return p + 1;

    default:
        t->state = LN_STATE_COMMENT;
        return p;
    }
}


ln_state(ln_bogus_comment)
{
    p = ln_scan(t->scan, p, end, '>');
    if (p == end) {
        return end;
    }

    t->state = LN_STATE_DATA;

    return p + 1;
}


/* A `>` ends it even within the quotes of an identifier. */
ln_state(ln_doctype)
{
    const unsigned char  *q;

    q = memchr(p, '>', (size_t) (end - p));
    if (q != NULL) {
        end = q;
    }

    for ( /* void */ ; p < end; p++) {
        if (t->doctype_len < LN_TOKENIZER_DOCTYPE) {
            t->doctype[t->doctype_len++] = ln_lower(*p);
        }
    }

    if (q == NULL) {
        return end;
    }

    t->state = LN_STATE_DATA;
    t->listener.doctype(t->listener.ctx);

    return q + 1;
}


ln_state(ln_cdata)
{
    p = ln_scan(t->scan, p, end, ']');
    if (p == end) {
        return end;
    }

    t->state = LN_STATE_CDATA_BRACKET;

    return p + 1;
}


ln_state(ln_cdata_bracket)
{
    (void) end;

    if (*p == ']') {
        t->state = LN_STATE_CDATA_END;
        return p + 1;
    }

    t->state = LN_STATE_CDATA;

    return p;
}


ln_state(ln_cdata_end)
{
    (void) end;

    if (*p == ']') {
        return p + 1;
    }

    if (*p == '>') {
        t->state = LN_STATE_DATA;
        return p + 1;
    }

    t->state = LN_STATE_CDATA;

    return p;
}
