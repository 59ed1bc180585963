/* The attributes of a tag: their names and values, and what could run. */

#include "ln_ascii.h"
#include "ln_quote.h"
#include "notice/template/ln_template_ask.h"
#include "notice/template/ln_template_attribute.h"
#include "notice/template/ln_template_name.h"
#include "notice/template/ln_template_reference.h"


static int ln_template_attribute_name(ln_template_parser_t *s, ln_str_t *name);
static int ln_template_quoted(ln_template_parser_t *s, ln_str_t name,
    unsigned char quote);
static unsigned ln_template_value_byte(ln_template_parser_t *s);
static unsigned ln_template_led(const unsigned char *value,
    const unsigned char *end);
static int ln_template_unquoted(ln_template_parser_t *s, ln_str_t name);
static int ln_template_value_placeholder(ln_template_parser_t *s,
    ln_str_t name, const unsigned char *value, unsigned fixed);
static unsigned ln_template_runs(ln_template_parser_t *s);


static const ln_str_t  ln_template_urls[] = {
    ln_string("action"), ln_string("cite"), ln_string("data"),
    ln_string("formaction"), ln_string("href"), ln_string("ping"),
    ln_string("poster"), ln_string("src")
};


int
ln_template_attribute(ln_template_parser_t *s)
{
    ln_str_t       name;
    unsigned char  quote;

    static const unsigned char  equals[] = "=\"\"";

    if (ln_template_attribute_name(s, &name) != LN_OK) {
        return LN_ERROR;
    }

    ln_template_write(s, (const unsigned char *) " ", 1);
    ln_template_write_name(s, name);
    ln_template_blanks(s);

    if (s->p == s->end || *s->p != '=') {
        ln_template_write(s, equals, 3);
        return LN_OK;
    }

    s->p++;
    ln_template_blanks(s);

    ln_template_write(s, equals, 1);

    if (s->p < s->end && (*s->p == '"' || *s->p == '\'')) {
        quote = *s->p++;
        return ln_template_quoted(s, name, quote);
    }

    return ln_template_unquoted(s, name);
}


static int
ln_template_attribute_name(ln_template_parser_t *s, ln_str_t *name)
{
    unsigned              i;
    const unsigned char  *at;

    at = s->p;
    *name = ln_template_name(s);

    if (name->len == 0) {
        (void) ln_error(s->err, "an attribute or \">\" is expected");
        return ln_template_fail(s, at);
    }

    if ((name->len > 2 && ln_lower(name->data[0]) == 'o'
         && ln_lower(name->data[1]) == 'n')
        || ln_str_caseless_eq(*name, ln_str("srcdoc")))
    {
        (void) ln_error(s->err, "the attribute \"%.*s\" is not allowed in a "
                        "text, it could run a script", (int) name->len,
                        (const char *) name->data);
        return ln_template_fail(s, at);
    }

    if (memchr(name->data, ':', name->len) != NULL
        && !ln_str_caseless_eq(*name, ln_str("xml:lang")))
    {
        (void) ln_error(s->err, "the prefix of the attribute \"%.*s\" is not "
                        "known in XHTML", (int) name->len,
                        (const char *) name->data);
        return ln_template_fail(s, at);
    }

    for (i = 0; i < s->nnames; i++) {
        if (ln_str_caseless_eq(s->names[i], *name)) {
            (void) ln_error(s->err, "the attribute \"%.*s\" is there twice",
                            (int) name->len, (const char *) name->data);
            return ln_template_fail(s, at);
        }
    }

    if (s->nnames == LN_TEMPLATE_ATTRIBUTES) {
        (void) ln_error(s->err, "more than %d attributes",
                        LN_TEMPLATE_ATTRIBUTES);
        return ln_template_fail(s, at);
    }

    s->names[s->nnames++] = *name;
    ln_template_ask_attribute(s, *name);

    return LN_OK;
}


static int
ln_template_quoted(ln_template_parser_t *s, ln_str_t name,
    unsigned char quote)
{
    unsigned              fixed, url;
    const unsigned char  *value;

    value = s->p;
    fixed = 0;
    url = ln_template_is(name, ln_template_urls);

    if (url && ln_template_runs(s)) {
        return LN_ERROR;
    }

    ln_template_write(s, &quote, 1);

    while (s->p < s->end && *s->p != quote) {

        if (*s->p == '&') {
            if (ln_template_reference(s, 1) != LN_OK) {
                return LN_ERROR;
            }

            continue;
        }

        if (s->end - s->p > 1 && s->p[0] == '{' && s->p[1] == '{') {
            if (ln_template_value_placeholder(s, name, value, fixed)
                != LN_OK)
            {
                return LN_ERROR;
            }

            continue;
        }

        if (*s->p == ':' && url && !fixed && ln_template_led(value, s->p)) {
            (void) ln_error(s->err, "a placeholder cannot be the scheme of "
                            "\"%.*s\"", (int) name.len,
                            (const char *) name.data);
            return ln_template_fail(s, s->p);
        }

        fixed |= ln_template_value_byte(s);
    }

    if (s->p == s->end) {
        (void) ln_error(s->err, "the value of \"%.*s\" does not end",
                        (int) name.len, (const char *) name.data);
        return ln_template_fail(s, value);
    }

    s->p++;
    ln_template_write(s, &quote, 1);

    return LN_OK;
}


/* Whether a scheme cannot come from a placeholder any more. */

static unsigned
ln_template_value_byte(ln_template_parser_t *s)
{
    unsigned char  c;

    c = *s->p;

    if (c == '<') {
        ln_template_write(s, (const unsigned char *) "&lt;", 4);

    } else {
        ln_template_write(s, s->p, 1);
    }

    s->p++;

    return c == ':' || c == '/' || c == '?' || c == '#';
}


/* Whether value .. end begins with a placeholder that may be any scheme. */

static unsigned
ln_template_led(const unsigned char *value, const unsigned char *end)
{
    static const ln_str_t  scheme = ln_string("{{scheme}}");

    return end - value > 2 && value[0] == '{' && value[1] == '{'
           && !((size_t) (end - value) == scheme.len
                && memcmp(value, scheme.data, scheme.len) == 0);
}


/* No placeholder: a value's blank would end it. */

static int
ln_template_unquoted(ln_template_parser_t *s, ln_str_t name)
{
    const unsigned char  *value, *p;

    value = s->p;

    if (ln_is_curly_quote((ln_str_t) { (size_t) (s->end - value), value })) {
        (void) ln_error(s->err, "the value of \"%.*s\" is in curly quotes, "
                        "write straight ones", (int) name.len,
                        (const char *) name.data);
        return ln_template_fail(s, value);
    }

    if (ln_template_is(name, ln_template_urls) && ln_template_runs(s)) {
        return LN_ERROR;
    }

    for (p = value; p < s->end; p++) {
        if (*p <= ' ' || *p == '>') {
            break;
        }

        if (memchr("\"'<=`{", *p, 6) != NULL) {
            p = value;
            break;
        }
    }

    if (p == value) {
        (void) ln_error(s->err, "the value of \"%.*s\" must be quoted",
                        (int) name.len, (const char *) name.data);
        return ln_template_fail(s, name.data);
    }

    ln_template_write(s, (const unsigned char *) "\"", 1);

    while (s->p < p) {
        if (*s->p == '&') {
            if (ln_template_reference(s, 1) != LN_OK) {
                return LN_ERROR;
            }

            continue;
        }

        ln_template_write(s, s->p, 1);
        s->p++;
    }

    ln_template_write(s, (const unsigned char *) "\"", 1);

    return LN_OK;
}


static int
ln_template_value_placeholder(ln_template_parser_t *s, ln_str_t name,
    const unsigned char *value, unsigned fixed)
{
    unsigned               url;
    ln_template_context_t  context;

    if (ln_template_ask_form(s, 1) == LN_ERROR) {
        return LN_ERROR;
    }

    url = ln_template_is(name, ln_template_urls);

    if (ln_str_caseless_eq(name, ln_str("style"))
        || (url && s->p != value && !fixed))
    {
        (void) ln_error(s->err, "a placeholder cannot stand here in \"%.*s\"",
                        (int) name.len, (const char *) name.data);
        return ln_template_fail(s, s->p);
    }

    /* what follows the first may still be a part of a scheme */

    context = (url && s->p == value) ? LN_TEMPLATE_URL : LN_TEMPLATE_ATTRIBUTE;

    return ln_template_placeholder(s, context);
}


/* Whether a URL's scheme runs a script.  Browsers pass over blanks in it. */

static unsigned
ln_template_runs(ln_template_parser_t *s)
{
    size_t                n;
    const unsigned char  *p;
    unsigned char         scheme[12];

    n = 0;

    for (p = s->p; p < s->end && n < sizeof(scheme); p++) {

        if (*p == ':' || *p == '&') {
            break;
        }

        if (*p > ' ') {
            scheme[n++] = ln_lower(*p);
        }
    }

    if (p < s->end && *p == ':'
        && ((n == 10 && memcmp(scheme, "javascript", 10) == 0)
            || (n == 8 && memcmp(scheme, "vbscript", 8) == 0)))
    {
        (void) ln_error(s->err, "a URL that runs a script is not allowed");
        (void) ln_template_fail(s, s->p);
        return 1;
    }

    if (p < s->end && *p == '&' && memchr(scheme, '/', n) == NULL
        && memchr(scheme, '?', n) == NULL && memchr(scheme, '#', n) == NULL)
    {
        (void) ln_error(s->err, "\"&\" cannot stand before the first of "
                        "\"/?#\" in a URL, it could hide a scheme");
        (void) ln_template_fail(s, p);
        return 1;
    }

    return 0;
}
