/* The tags of a text: what may stand in one, and how XHTML has it. */

#include "ln_ascii.h"
#include "notice/template/ln_template_ask.h"
#include "notice/template/ln_template_attribute.h"
#include "notice/template/ln_template_content.h"
#include "notice/template/ln_template_name.h"
#include "notice/template/ln_template_shown.h"
#include "notice/template/ln_template_tag.h"


static int ln_template_element(ln_template_parser_t *s,
    const unsigned char *at, ln_str_t *name);
static int ln_template_no_element(ln_template_parser_t *s,
    const unsigned char *at);
static int ln_template_start_tag_end(ln_template_parser_t *s,
    const unsigned char *at, ln_str_t name);


static const ln_str_t  ln_template_void[] = {
    ln_string("area"), ln_string("br"), ln_string("col"), ln_string("hr"),
    ln_string("img"), ln_string("source"), ln_string("track"),
    ln_string("wbr")
};

/* What runs, loads, hides what follows, or is no content of an <aside>. */

static const struct {
    ln_str_t     names[16];
    const char  *why;
} ln_template_refused[] = {

    { { ln_string("html"), ln_string("head"), ln_string("body"),
        ln_string("frameset") },
      "a text is a part of a page: keep only what stands between <body> and "
      "</body>" },

    { { ln_string("title"), ln_string("meta"), ln_string("base") },
      "it belongs to the head of a page: take it out" },

    { { ln_string("style"), ln_string("link") },
      "looks belong to the site's style sheet: take it out" },

    { { ln_string("applet"), ln_string("embed"), ln_string("form"),
        ln_string("frame"), ln_string("iframe"), ln_string("input"),
        ln_string("object"), ln_string("script"), ln_string("select"),
        ln_string("textarea") },
      "it could run, load or send something" },

    { { ln_string("math"), ln_string("noembed"), ln_string("noframes"),
        ln_string("noscript"), ln_string("plaintext"), ln_string("svg"),
        ln_string("template"), ln_string("xmp") },
      "it could hide something" }
};


int
ln_template_start_tag(ln_template_parser_t *s)
{
    ln_str_t              name;
    const unsigned char  *at;

    at = s->p++;

    if (ln_template_element(s, at, &name) != LN_OK) {
        return LN_ERROR;
    }

    ln_template_ask_tag(s, at, name);
    ln_template_write(s, at, 1);
    ln_template_write_name(s, name);
    s->nnames = 0;

    for ( ;; ) {
        ln_template_blanks(s);

        if (s->p < s->end && (*s->p == '>' || *s->p == '/')) {
            return ln_template_start_tag_end(s, at, name);
        }

        if (ln_template_attribute(s) != LN_OK) {
            return LN_ERROR;
        }
    }
}


/* The element's name: is it one that a text may have? */

static int
ln_template_element(ln_template_parser_t *s, const unsigned char *at,
    ln_str_t *name)
{
    size_t  i;

    *name = ln_template_name(s);

    if (name->len == 0) {
        return ln_template_no_element(s, at);
    }

    if (memchr(name->data, ':', name->len) != NULL) {
        (void) ln_error(s->err, "\"<%.*s>\" is no HTML: a word processor has "
                        "written it, paste the text without formatting",
                        (int) name->len, (const char *) name->data);
        return ln_template_fail(s, at);
    }

    for (i = 0;
         i < sizeof(ln_template_refused) / sizeof(ln_template_refused[0]);
         i++)
    {
        if (ln_template_is(*name, ln_template_refused[i].names)) {
            (void) ln_error(s->err, "\"<%.*s>\" is not allowed in a text, %s",
                            (int) name->len, (const char *) name->data,
                            ln_template_refused[i].why);
            return ln_template_fail(s, at);
        }
    }

    return ln_template_content_element(s, at, *name);
}


/* What whole pages begin with, and word processors write. */

static int
ln_template_no_element(ln_template_parser_t *s, const unsigned char *at)
{
    ln_str_t  rest;

    rest.data = at;
    rest.len = s->end - at;

    if (ln_str_caseless_begins(rest, ln_str("<!doctype"))
        || ln_str_caseless_begins(rest, ln_str("<?xml")))
    {
        (void) ln_error(s->err, "a text is a part of a page: keep only what "
                        "stands between <body> and </body>");

    } else if (rest.len > 1 && (at[1] == '!' || at[1] == '?')) {
        (void) ln_error(s->err, "\"<%c\" is no HTML of a text: a word "
                        "processor has written it, paste the text without "
                        "formatting",
                        at[1]);

    } else {
        (void) ln_error(s->err, "unexpected \"<\", write it as \"&lt;\"");
    }

    return ln_template_fail(s, at);
}


/* `>` or `/>`; the element is open from here on, unless it is empty. */

static int
ln_template_start_tag_end(ln_template_parser_t *s, const unsigned char *at,
    ln_str_t name)
{
    unsigned  slash, empty;

    slash = (*s->p == '/');
    s->p += slash;

    if (s->p == s->end || *s->p != '>') {
        (void) ln_error(s->err, "\">\" is expected");
        return ln_template_fail(s, s->p);
    }

    s->p++;
    empty = ln_template_is(name, ln_template_void);

    if (slash && !empty) {
        (void) ln_error(s->err, "\"<%.*s/>\" is not empty in HTML, close it "
                        "with an end tag", (int) name.len,
                        (const char *) name.data);
        return ln_template_fail(s, at);
    }

    if (empty) {
        ln_template_write(s, (const unsigned char *) "/>", 2);
        return LN_OK;
    }

    ln_template_write(s, (const unsigned char *) ">", 1);

    if (s->depth == LN_TEMPLATE_DEPTH) {
        (void) ln_error(s->err, "more than %d elements are open",
                        LN_TEMPLATE_DEPTH);
        return ln_template_fail(s, at);
    }

    s->open[s->depth++] = name;
    ln_template_shown_open(s, at, name);
    ln_template_ask_open(s, name);

    return LN_OK;
}


int
ln_template_end_tag(ln_template_parser_t *s)
{
    ln_str_t              name, *open;
    const unsigned char  *at;

    at = s->p;
    s->p += 2;
    name = ln_template_name(s);
    ln_template_blanks(s);

    if (name.len == 0 || s->p == s->end || *s->p != '>') {
        (void) ln_error(s->err, "invalid end tag");
        return ln_template_fail(s, at);
    }

    s->p++;

    if (s->depth == 0) {
        (void) ln_error(s->err, "\"</%.*s>\" closes nothing", (int) name.len,
                        (const char *) name.data);
        return ln_template_fail(s, at);
    }

    open = &s->open[s->depth - 1];

    if (!ln_str_caseless_eq(*open, name)) {
        (void) ln_error(s->err, "\"<%.*s>\" is not closed before \"</%.*s>\"",
                        (int) open->len, (const char *) open->data,
                        (int) name.len, (const char *) name.data);
        return ln_template_fail(s, at);
    }

    ln_template_ask_close(s, at);

    ln_template_write(s, at, 2);
    ln_template_write_name(s, name);
    ln_template_write(s, (const unsigned char *) ">", 1);

    ln_template_ask_closed(s);
    ln_template_shown_close(s);
    s->depth--;

    return LN_OK;
}
