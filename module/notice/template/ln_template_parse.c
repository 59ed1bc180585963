/*
 * The parser of texts.  A text is an HTML fragment that can neither swallow
 * nor close what stands around it.  It is kept as well-formed XML, so that it
 * fits an XHTML page as well as an HTML one: `<BR>` is written as `<br/>`,
 * `&nbsp;` as the character.
 */

#include "notice/template/ln_template_ask.h"
#include "notice/template/ln_template_content.h"
#include "notice/template/ln_template_parse.h"
#include "notice/template/ln_template_reference.h"
#include "notice/template/ln_template_shown.h"
#include "notice/template/ln_template_tag.h"
#include "html/charset/ln_utf8.h"


/* "&" becomes "&amp;", and nothing grows by more than that. */
#define LN_TEMPLATE_GROWTH  6


static int ln_template_begin(ln_template_parser_t *s, const ln_alloc_t *alloc,
    size_t len);
static int ln_template_utf8(ln_template_parser_t *s);
static int ln_template_text(ln_template_parser_t *s);
static int ln_template_words(ln_template_parser_t *s);
static int ln_template_comment(ln_template_parser_t *s);


ln_template_t *
ln_template_parse(const ln_alloc_t *alloc, ln_str_t text, ln_error_t *err)
{
    ln_template_parser_t   s;

    memset(&s, 0, sizeof(ln_template_parser_t));

    s.start = s.p = text.data;
    s.end = text.data + text.len;
    s.err = err;

    if (ln_template_utf8(&s) != LN_OK
        || ln_template_begin(&s, alloc, text.len) != LN_OK)
    {
        return NULL;
    }

    while (s.p < s.end) {
        if (ln_template_text(&s) != LN_OK) {
            return NULL;
        }
    }

    if (s.depth) {
        (void) ln_error(err, "\"<%.*s>\" is not closed at the end of the text",
                        (int) s.open[s.depth - 1].len,
                        (const char *) s.open[s.depth - 1].data);
        (void) ln_template_fail(&s, s.open[s.depth - 1].data - 1);
        return NULL;
    }

    if (!s.seen) {
        (void) ln_error(err, "the text has no words");
        (void) ln_template_fail(&s, s.start);
        return NULL;
    }

    ln_template_shown_end(&s);
    ln_template_flush(&s);

    return s.t;
}


static int
ln_template_utf8(ln_template_parser_t *s)
{
    size_t                len;
    const unsigned char  *p;

    for (p = s->start; p < s->end; p += len) {
        len = ln_utf8_length(p, s->end);

        if (len == 0 || (*p < ' ' && *p != '\t' && *p != '\n'
                         && *p != '\r'))
        {
            (void) ln_error(s->err, len ? "a control character is in the "
                                          "text, take it out, or save the "
                                          "file as plain text in UTF-8"
                                        : "the text is not valid UTF-8, save "
                                          "it in that encoding");
            return ln_template_fail(s, p);
        }
    }

    return LN_OK;
}


static int
ln_template_begin(ln_template_parser_t *s, const ln_alloc_t *alloc,
    size_t len)
{
    size_t                n;
    const unsigned char  *p;

    n = 1;

    for (p = s->start; s->end - p > 1; p++) {
        n += (p[0] == '{' && p[1] == '{');
    }

    s->t = ln_calloc(alloc, sizeof(ln_template_t));
    s->out = s->literal = ln_alloc(alloc, LN_TEMPLATE_GROWTH * len + 1);

    if (s->t == NULL || s->out == NULL) {
        return ln_error(s->err, "no memory");
    }

    /* a placeholder and what stands behind it; the first button, likewise */

    s->t->parts = ln_calloc(alloc, (2 * n + 3) * sizeof(ln_template_part_t));
    s->t->variables = ln_calloc(alloc, n * sizeof(ln_template_variable_t));

    if (s->t->parts == NULL || s->t->variables == NULL) {
        return ln_error(s->err, "no memory");
    }

    return LN_OK;
}


static int
ln_template_text(ln_template_parser_t *s)
{
    size_t  left;

    left = s->end - s->p;

    if (left > 3 && memcmp(s->p, "<!--", 4) == 0) {
        return ln_template_comment(s);
    }

    if (left > 1 && s->p[0] == '<' && s->p[1] == '/') {
        return ln_template_end_tag(s);
    }

    if (*s->p == '<') {
        return ln_template_start_tag(s);
    }

    return ln_template_words(s);
}


static int
ln_template_words(ln_template_parser_t *s)
{
    int  rc;

    if (*s->p > ' ' && ln_template_content_words(s, s->p) != LN_OK) {
        return LN_ERROR;
    }

    if (ln_template_is_seen(s)) {
        s->seen++;
        ln_template_shown_words(s);
    }

    if (s->end - s->p > 1 && s->p[0] == '{' && s->p[1] == '{') {
        rc = ln_template_ask_form(s, 0);

        return (rc == LN_DECLINED)
               ? ln_template_placeholder(s, LN_TEMPLATE_TEXT) : rc;
    }

    if (*s->p == '&') {
        return ln_template_reference(s, 0);
    }

    /* "]]>" is not for the text of XML */

    if (*s->p == '>') {
        ln_template_write(s, (const unsigned char *) "&gt;", 4);

    } else {
        ln_template_write(s, s->p, 1);
    }

    s->p++;

    return LN_OK;
}


static int
ln_template_comment(ln_template_parser_t *s)
{
    const unsigned char  *p;

    for (p = s->p + 4; p + 2 < s->end; p++) {

        if (p[0] == '{' && p[1] == '{') {
            (void) ln_error(s->err, "a placeholder cannot stand in a comment");
            return ln_template_fail(s, p);
        }

        if (p[0] == '-' && p[1] == '-') {

            if (p[2] == '>' && p != s->p + 4) {
                ln_template_write(s, s->p, p + 3 - s->p);
                s->p = p + 3;
                return LN_OK;
            }

            break;
        }

        if (p == s->p + 4 && (*p == '>' || (p[0] == '-' && p[1] == '>'))) {
            break;
        }
    }

    (void) ln_error(s->err, "a comment must end with \"-->\" and hold no "
                    "\"--\" before");
    return ln_template_fail(s, s->p);
}
