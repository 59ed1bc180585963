#include "html/charset/ln_body.h"
#include "ln_ascii.h"


typedef enum {
    LN_BODY_STATE_START = 0,            /* blanks only, or a BOM */
    LN_BODY_STATE_TEXT,
    LN_BODY_STATE_OPEN,                 /* after `<` */
    LN_BODY_STATE_NAME,                 /* in a start tag's name */
    LN_BODY_STATE_BANG,                 /* after `<!` */
    LN_BODY_STATE_DASH,                 /* after `<!-` */
    LN_BODY_STATE_COMMENT
} ln_body_state_t;


static void ln_body_skip(ln_body_t *body);
static void ln_body_byte(ln_body_t *body, unsigned char c);
static void ln_body_text(ln_body_t *body, unsigned char c);
static void ln_body_open(ln_body_t *body, unsigned char c);
static void ln_body_name(ln_body_t *body, unsigned char c);
static void ln_body_comment(ln_body_t *body, unsigned char c);
static void ln_body_end(ln_body_t *body);


/*
 * Elements that a page's body cannot begin with: a browser ignores such a tag
 * there.  An option stands in a select, where a notice would not be seen.
 */
static const char  *ln_body_parts[] = {
    "caption", "col", "colgroup", "optgroup", "option", "tbody", "td", "tfoot",
    "th", "thead", "tr", NULL
};


ln_body_kind_t
ln_body_feed(ln_body_t *body, const unsigned char *data, size_t len, int last)
{
    size_t  i;

    for (i = 0; i < len && body->kind == LN_BODY_UNKNOWN; i++) {

        if (data[i] == '\0') {

            /* half a unit of UTF-16; in other charsets browsers skip it, too */

            ln_body_skip(body);
            continue;
        }

        ln_body_byte(body, data[i]);

        if (body->kind == LN_BODY_UNKNOWN && body->seen == LN_BODY_BYTES) {
            ln_body_end(body);
        }
    }

    if (last && body->kind == LN_BODY_UNKNOWN) {
        ln_body_end(body);
    }

    return body->kind;
}


/* In doubt it is a page: whoever asks does not wait for ever. */
static void
ln_body_skip(ln_body_t *body)
{
    if (++body->skipped == LN_BODY_SKIPPED) {
        body->kind = LN_BODY_HTML;
    }
}


static void
ln_body_byte(ln_body_t *body, unsigned char c)
{
    if (body->state == LN_BODY_STATE_START) {

        /* 0xef 0xbb 0xbf, 0xfe 0xff or 0xff 0xfe */

        if (ln_is_space(c)) {

            if (body->skipped) {
                ln_body_skip(body);
            }

            return;
        }

        if (memchr("\xef\xbb\xbf\xfe\xff", c, 5) != NULL) {
            ln_body_skip(body);
            return;
        }

        body->state = LN_BODY_STATE_TEXT;
    }

    body->seen++;

    switch (body->state) {

    case LN_BODY_STATE_TEXT:
        ln_body_text(body, c);
        break;

    case LN_BODY_STATE_OPEN:
        ln_body_open(body, c);
        break;

    case LN_BODY_STATE_NAME:
        ln_body_name(body, c);
        break;

    case LN_BODY_STATE_BANG:
        body->state = LN_BODY_STATE_DASH;

        if (c != '-') {
            body->kind = LN_BODY_HTML;
        }

        break;

    case LN_BODY_STATE_DASH:
        body->state = LN_BODY_STATE_COMMENT;
        body->dashes = 2;               /* `<!-->` is a whole one */

        if (c != '-') {
            body->kind = LN_BODY_HTML;
        }

        break;

    default: /* LN_BODY_STATE_COMMENT */
        ln_body_comment(body, c);
        break;
    }
}


static void
ln_body_text(ln_body_t *body, unsigned char c)
{
    if (c == '<') {
        body->state = LN_BODY_STATE_OPEN;
        return;
    }

    body->text |= !ln_is_space(c);
    ln_json_feed(&body->json, c);
}


static void
ln_body_open(ln_body_t *body, unsigned char c)
{
    if (ln_is_alpha(c) || c == '/' || c == '!' || c == '?') {

        if (ln_json_in_string(&body->json)) {
            body->kind = LN_BODY_OTHER;

        } else if (ln_is_alpha(c) && !body->text) {
            body->state = LN_BODY_STATE_NAME;
            body->name[0] = ln_lower(c);
            body->len = 1;

        } else if (c == '!' && !body->text) {
            body->state = LN_BODY_STATE_BANG;

        } else {
            body->kind = LN_BODY_HTML;
        }

        return;
    }

    /* the `<` was text */

    body->text = 1;
    body->state = LN_BODY_STATE_TEXT;
    ln_json_feed(&body->json, '<');
    ln_body_text(body, c);
}


static void
ln_body_name(ln_body_t *body, unsigned char c)
{
    unsigned  i;

    if (!ln_is_space(c) && c != '/' && c != '>') {

        if (body->len == LN_BODY_NAME) {
            body->kind = LN_BODY_HTML;
            return;
        }

        body->name[body->len++] = ln_lower(c);
        return;
    }

    body->kind = LN_BODY_HTML;

    for (i = 0; ln_body_parts[i] != NULL; i++) {
        if (body->len == strlen(ln_body_parts[i])
            && memcmp(body->name, ln_body_parts[i], body->len) == 0)
        {
            body->kind = LN_BODY_PART;
        }
    }
}


static void
ln_body_comment(ln_body_t *body, unsigned char c)
{
    if (c == '>' && body->dashes >= 2) {
        body->state = LN_BODY_STATE_TEXT;
        body->comment = 1;
        return;
    }

    body->dashes = (c == '-') ? body->dashes + 1 : 0;
}


/* No tag was seen; a comment makes it HTML. */
static void
ln_body_end(ln_body_t *body)
{
    body->kind = body->comment || body->state > LN_BODY_STATE_OPEN
                 ? LN_BODY_HTML : LN_BODY_OTHER;
}
