/*
 * The parser of texts.  It takes the part of HTML that is well-formed XML
 * too, so that a text fits an XHTML page as well as an HTML one and can
 * neither swallow nor close what stands around it.
 */

#include "ln_template_part.h"


#define LN_TEMPLATE_DEPTH  32


typedef struct {
    const unsigned char  *start;
    const unsigned char  *end;
    const unsigned char  *p;
    const unsigned char  *literal;      /* what is not a part yet */
    ln_template_t        *t;
    ln_error_t           *err;
    ln_str_t              open[LN_TEMPLATE_DEPTH];
    unsigned              depth;
    unsigned              seen;         /* some text */
} ln_template_parser_t;


static int ln_template_fail(ln_template_parser_t *s, const unsigned char *at);
static int ln_template_text(ln_template_parser_t *s);
static int ln_template_comment(ln_template_parser_t *s);
static int ln_template_start_tag(ln_template_parser_t *s);
static int ln_template_end_tag(ln_template_parser_t *s);
static int ln_template_attribute(ln_template_parser_t *s);
static int ln_template_attribute_value(ln_template_parser_t *s,
    ln_str_t name, unsigned char quote);
static int ln_template_placeholder(ln_template_parser_t *s,
    ln_template_context_t context);
static int ln_template_reference(ln_template_parser_t *s);
static void ln_template_flush(ln_template_parser_t *s,
    const unsigned char *upto);
static ln_str_t ln_template_name(ln_template_parser_t *s);
static void ln_template_blanks(ln_template_parser_t *s);
static int ln_template_in(ln_str_t name, const ln_str_t *list, size_t n);


static const ln_str_t  ln_template_void[] = {
    ln_string("area"), ln_string("br"), ln_string("col"), ln_string("hr"),
    ln_string("img"), ln_string("source"), ln_string("track"),
    ln_string("wbr")
};

/* What runs, loads, hides what follows, or is no content of an <aside>. */

static const ln_str_t  ln_template_refused[] = {
    ln_string("applet"), ln_string("base"), ln_string("body"),
    ln_string("embed"), ln_string("form"), ln_string("frame"),
    ln_string("frameset"), ln_string("head"), ln_string("html"),
    ln_string("iframe"), ln_string("input"), ln_string("link"),
    ln_string("math"), ln_string("meta"), ln_string("noembed"),
    ln_string("noframes"), ln_string("noscript"), ln_string("object"),
    ln_string("plaintext"), ln_string("script"), ln_string("select"),
    ln_string("style"), ln_string("svg"), ln_string("template"),
    ln_string("textarea"), ln_string("title"), ln_string("xmp")
};

static const ln_str_t  ln_template_urls[] = {
    ln_string("action"), ln_string("cite"), ln_string("data"),
    ln_string("formaction"), ln_string("href"), ln_string("ping"),
    ln_string("poster"), ln_string("src")
};

static const ln_str_t  ln_template_entities[] = {
    ln_string("amp"), ln_string("apos"), ln_string("gt"), ln_string("lt"),
    ln_string("quot")
};

#define ln_template_is(name, list)                                            \
    ln_template_in(name, list, sizeof(list) / sizeof(list[0]))


ln_template_t *
ln_template_parse(const ln_alloc_t *alloc, ln_str_t text, ln_error_t *err)
{
    size_t                 i, n, len;
    ln_template_parser_t   s;

    memset(&s, 0, sizeof(ln_template_parser_t));

    s.start = s.p = s.literal = text.data;
    s.end = text.data + text.len;
    s.err = err;

    for (i = 0; i < text.len; i += len) {
        len = ln_utf8_length(s.start + i, s.end);

        if (len == 0 || text.data[i] == '\0') {
            (void) ln_error(err, "the text is not valid UTF-8");
            (void) ln_template_fail(&s, s.start + i);
            return NULL;
        }
    }

    n = 1;

    for (i = 0; i + 1 < text.len; i++) {
        n += (text.data[i] == '{' && text.data[i + 1] == '{');
    }

    s.t = ln_calloc(alloc, sizeof(ln_template_t));
    if (s.t == NULL) {
        (void) ln_error(err, "no memory");
        return NULL;
    }

    s.t->parts = ln_calloc(alloc, (2 * n + 1) * sizeof(ln_template_part_t));
    s.t->variables = ln_calloc(alloc, n * sizeof(ln_template_variable_t));

    if (s.t->parts == NULL || s.t->variables == NULL) {
        (void) ln_error(err, "no memory");
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

    ln_template_flush(&s, s.end);

    return s.t;
}


static int
ln_template_fail(ln_template_parser_t *s, const unsigned char *at)
{
    const unsigned char  *p;

    s->err->line = 1;
    s->err->column = 1;

    for (p = s->start; p < at; p++) {
        if (*p == '\n') {
            s->err->line++;
            s->err->column = 1;

        } else if ((*p & 0xc0) != 0x80) {
            s->err->column++;
        }
    }

    return LN_ERROR;
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

    if (left > 1 && s->p[0] == '{' && s->p[1] == '{') {
        s->seen = 1;
        return ln_template_placeholder(s, LN_TEMPLATE_TEXT);
    }

    if (*s->p == '&') {
        s->seen = 1;
        return ln_template_reference(s);
    }

    if (*s->p > ' ') {
        s->seen = 1;
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


static int
ln_template_start_tag(ln_template_parser_t *s)
{
    unsigned              empty;
    ln_str_t              name;
    const unsigned char  *at;

    at = s->p++;
    name = ln_template_name(s);

    if (name.len == 0) {
        (void) ln_error(s->err, "unexpected \"<\", write it as \"&lt;\"");
        return ln_template_fail(s, at);
    }

    if (ln_template_is(name, ln_template_refused)) {
        (void) ln_error(s->err, "\"<%.*s>\" is not allowed in a text, it could "
                        "run, load or hide something", (int) name.len,
                        (const char *) name.data);
        return ln_template_fail(s, at);
    }

    for ( ;; ) {
        ln_template_blanks(s);

        if (s->p < s->end && (*s->p == '>' || *s->p == '/')) {
            break;
        }

        if (ln_template_attribute(s) != LN_OK) {
            return LN_ERROR;
        }
    }

    empty = (*s->p == '/');
    s->p += empty;

    if (s->p == s->end || *s->p != '>') {
        (void) ln_error(s->err, "\">\" is expected");
        return ln_template_fail(s, s->p);
    }

    s->p++;

    if (empty != (unsigned) ln_template_is(name, ln_template_void)) {
        (void) ln_error(s->err, empty ? "\"<%.*s/>\" is not empty in HTML, "
                        "close it with an end tag"
                        : "\"<%.*s>\" is empty, end it with \"/>\" so that it "
                        "fits XHTML pages too", (int) name.len,
                        (const char *) name.data);
        return ln_template_fail(s, at);
    }

    if (empty) {
        return LN_OK;
    }

    if (s->depth == LN_TEMPLATE_DEPTH) {
        (void) ln_error(s->err, "more than %d elements are open",
                        LN_TEMPLATE_DEPTH);
        return ln_template_fail(s, at);
    }

    s->open[s->depth++] = name;

    return LN_OK;
}


static int
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

    if (!ln_str_eq(*open, name)) {
        (void) ln_error(s->err, "\"<%.*s>\" is not closed before \"</%.*s>\"",
                        (int) open->len, (const char *) open->data,
                        (int) name.len, (const char *) name.data);
        return ln_template_fail(s, at);
    }

    s->depth--;

    return LN_OK;
}


static int
ln_template_attribute(ln_template_parser_t *s)
{
    ln_str_t              name;
    unsigned char         quote;
    const unsigned char  *at;

    at = s->p;
    name = ln_template_name(s);

    if (name.len == 0) {
        (void) ln_error(s->err, "an attribute or \">\" is expected");
        return ln_template_fail(s, at);
    }

    if ((name.len > 2 && name.data[0] == 'o' && name.data[1] == 'n')
        || ln_str_eq(name, ln_str("srcdoc")))
    {
        (void) ln_error(s->err, "the attribute \"%.*s\" is not allowed in a "
                        "text, it could run a script", (int) name.len,
                        (const char *) name.data);
        return ln_template_fail(s, at);
    }

    ln_template_blanks(s);

    if (s->end - s->p < 2 || s->p[0] != '=') {
        (void) ln_error(s->err, "the attribute \"%.*s\" has no value, write "
                        "%.*s=\"\"", (int) name.len, (const char *) name.data,
                        (int) name.len, (const char *) name.data);
        return ln_template_fail(s, at);
    }

    s->p++;
    ln_template_blanks(s);

    if (s->p == s->end || (*s->p != '"' && *s->p != '\'')) {
        (void) ln_error(s->err, "the value of \"%.*s\" must be quoted",
                        (int) name.len, (const char *) name.data);
        return ln_template_fail(s, at);
    }

    quote = *s->p++;

    return ln_template_attribute_value(s, name, quote);
}


static int
ln_template_attribute_value(ln_template_parser_t *s, ln_str_t name,
    unsigned char quote)
{
    unsigned               url, fixed;
    const unsigned char   *value;
    ln_template_context_t  context;

    url = ln_template_is(name, ln_template_urls);
    value = s->p;
    fixed = 0;

    if (url && s->end - s->p > 11
        && (memcmp(s->p, "javascript:", 11) == 0
            || memcmp(s->p, "vbscript:", 9) == 0))
    {
        (void) ln_error(s->err, "a URL that runs a script is not allowed");
        return ln_template_fail(s, s->p);
    }

    while (s->p < s->end && *s->p != quote) {

        if (*s->p == '<') {
            (void) ln_error(s->err, "\"<\" in a value, write it as \"&lt;\"");
            return ln_template_fail(s, s->p);
        }

        if (*s->p == '&') {
            if (ln_template_reference(s) != LN_OK) {
                return LN_ERROR;
            }

            continue;
        }

        if (s->end - s->p > 1 && s->p[0] == '{' && s->p[1] == '{') {

            if (ln_str_eq(name, ln_str("style"))
                || (url && s->p != value && !fixed))
            {
                (void) ln_error(s->err, "a placeholder cannot stand here in "
                                "\"%.*s\"", (int) name.len,
                                (const char *) name.data);
                return ln_template_fail(s, s->p);
            }

            context = (url && s->p == value) ? LN_TEMPLATE_URL
                                             : LN_TEMPLATE_TEXT;
            fixed = 1;

            if (ln_template_placeholder(s, context) != LN_OK) {
                return LN_ERROR;
            }

            continue;
        }

        /* the scheme, if any, cannot come from a placeholder any more */

        if (*s->p == ':' || *s->p == '/' || *s->p == '?' || *s->p == '#') {
            fixed = 1;
        }

        s->p++;
    }

    if (s->p == s->end) {
        (void) ln_error(s->err, "the value of \"%.*s\" does not end",
                        (int) name.len, (const char *) name.data);
        return ln_template_fail(s, value);
    }

    s->p++;

    return LN_OK;
}


static int
ln_template_placeholder(ln_template_parser_t *s,
    ln_template_context_t context)
{
    unsigned                 i;
    ln_str_t                 name;
    ln_template_t           *t;
    ln_template_part_t      *part;
    const unsigned char     *at;
    ln_template_variable_t  *v;

    t = s->t;
    at = s->p;

    if (s->end - at >= 4 && memcmp(at, "{{{{", 4) == 0) {
        ln_template_flush(s, at + 2);
        s->p = at + 4;
        s->literal = s->p;
        return LN_OK;
    }

    name.data = s->p = at + 2;

    while (s->p < s->end
           && (*s->p == '_' || (*s->p >= '0' && *s->p <= '9')
               || ((*s->p | 0x20) >= 'a' && (*s->p | 0x20) <= 'z')))
    {
        s->p++;
    }

    name.len = s->p - name.data;

    if (name.len == 0 || s->end - s->p < 2 || s->p[0] != '}'
        || s->p[1] != '}')
    {
        (void) ln_error(s->err, "invalid placeholder, \"{{name}}\" is "
                        "expected, \"{{{{\" writes \"{{\"");
        return ln_template_fail(s, at);
    }

    s->p += 2;
    ln_template_flush(s, at);
    s->literal = s->p;

    for (i = 0; i < t->nvariables; i++) {
        if (ln_str_eq(t->variables[i].name, name)) {
            break;
        }
    }

    if (i == t->nvariables) {
        v = &t->variables[t->nvariables++];
        v->name = name;
        (void) ln_template_fail(s, at);
        v->line = s->err->line;
        v->column = s->err->column;
        s->err->line = s->err->column = 0;
    }

    part = &t->parts[t->nparts++];
    part->context = context;
    part->variable = i;

    return LN_OK;
}


static int
ln_template_reference(ln_template_parser_t *s)
{
    ln_str_t              name;
    const unsigned char  *at;

    at = s->p++;
    name.data = s->p;

    while (s->p < s->end && *s->p != ';' && s->p - at < 12
           && (*s->p == '#' || (*s->p >= '0' && *s->p <= '9')
               || ((*s->p | 0x20) >= 'a' && (*s->p | 0x20) <= 'z')))
    {
        s->p++;
    }

    name.len = s->p - name.data;

    if (s->p < s->end && *s->p == ';'
        && ((name.len > 1 && name.data[0] == '#')
            || ln_template_is(name, ln_template_entities)))
    {
        s->p++;
        return LN_OK;
    }

    (void) ln_error(s->err, "\"&\" must begin &amp; &lt; &gt; &quot; &apos; or "
                    "a numeric reference like &#160;");
    return ln_template_fail(s, at);
}


static void
ln_template_flush(ln_template_parser_t *s, const unsigned char *upto)
{
    ln_template_part_t  *part;

    if (upto == s->literal) {
        return;
    }

    part = &s->t->parts[s->t->nparts++];
    part->context = LN_TEMPLATE_LITERAL;
    part->literal.data = s->literal;
    part->literal.len = upto - s->literal;
    s->literal = upto;
}


/* Lower case only: XHTML tells cases apart, and HTML has no need to. */

static ln_str_t
ln_template_name(ln_template_parser_t *s)
{
    ln_str_t  name;

    name.data = s->p;

    while (s->p < s->end
           && ((*s->p >= 'a' && *s->p <= 'z')
               || (s->p > name.data
                   && ((*s->p >= '0' && *s->p <= '9') || *s->p == '-'
                       || *s->p == ':'))))
    {
        s->p++;
    }

    name.len = s->p - name.data;

    return name;
}


static void
ln_template_blanks(ln_template_parser_t *s)
{
    while (s->p < s->end && (*s->p == ' ' || *s->p == '\t' || *s->p == '\n'
                             || *s->p == '\r'))
    {
        s->p++;
    }
}


static int
ln_template_in(ln_str_t name, const ln_str_t *list, size_t n)
{
    size_t  i;

    for (i = 0; i < n; i++) {
        if (ln_str_eq(name, list[i])) {
            return 1;
        }
    }

    return 0;
}
