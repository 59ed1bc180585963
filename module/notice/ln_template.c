/* Parsing is in ln_template_parse.c; here are the parts and their values. */

#include "html/charset/ln_utf8.h"
#include "ln_ascii.h"
#include "notice/ln_template_part.h"


static size_t ln_template_value(const ln_template_part_t *part, ln_str_t value,
    unsigned char *out);
static size_t ln_template_escape(ln_str_t value, unsigned char *out);
static unsigned ln_template_safe_url(ln_str_t value);
static size_t ln_template_put(unsigned char *out, size_t at, const char *s);


unsigned
ln_template_nvariables(const ln_template_t *t)
{
    return t->nvariables;
}


ln_str_t
ln_template_variable(const ln_template_t *t, unsigned i)
{
    return t->variables[i].name;
}


void
ln_template_where(const ln_template_t *t, unsigned i, unsigned *line,
    unsigned *column)
{
    *line = t->variables[i].line;
    *column = t->variables[i].column;
}


size_t
ln_template_render(const ln_template_t *t, const ln_str_t *values,
    unsigned char *out)
{
    size_t                     len;
    unsigned                   i;
    const ln_template_part_t  *part;

    len = 0;

    for (i = 0; i < t->nparts; i++) {
        part = &t->parts[i];

        if (part->context != LN_TEMPLATE_LITERAL) {
            len += ln_template_value(part, values[part->variable],
                                     out ? out + len : NULL);
            continue;
        }

        if (out) {
            memcpy(out + len, part->literal.data, part->literal.len);
        }

        len += part->literal.len;
    }

    return len;
}


static size_t
ln_template_value(const ln_template_part_t *part, ln_str_t value,
    unsigned char *out)
{
    if (part->context == LN_TEMPLATE_URL && !ln_template_safe_url(value)) {
        return ln_template_put(out, 0, "#");
    }

    return ln_template_escape(value, out);
}


/*
 * Control characters but tab and line ends are no characters of HTML or XML,
 * U+FFFE and U+FFFF none of XML: they and bytes that are not UTF-8 become
 * U+FFFD.
 */

static size_t
ln_template_escape(ln_str_t value, unsigned char *out)
{
    size_t                len, n;
    const char           *s;
    const unsigned char  *p, *end;

    len = 0;
    p = value.data;
    end = p + value.len;

    while (p < end) {
        n = ln_utf8_length(p, end);

        if (n == 3 && memcmp(p, "\xef\xbf", 2) == 0 && p[2] >= 0xbe) {
            len = ln_template_put(out, len, "\xef\xbf\xbd");
            p += n;
            continue;
        }

        s = (n == 0) ? "\xef\xbf\xbd"
            : (*p == '&') ? "&amp;"
            : (*p == '<') ? "&lt;"
            : (*p == '>') ? "&gt;"
            : (*p == '"') ? "&quot;"
            : (*p == '\'') ? "&#39;"
            : ((*p < 0x20 && *p != '\t' && *p != '\n' && *p != '\r')
               || *p == 0x7f) ? "\xef\xbf\xbd"
            : NULL;

        if (s) {
            len = ln_template_put(out, len, s);
            p++;
            continue;
        }

        if (out) {
            memcpy(out + len, p, n);
        }

        len += n;
        p += n;
    }

    return len;
}


/*
 * No scheme at all, or one that runs no script: only these are known not to.
 * What stands before a `:` that comes before any of `/?#` is a scheme.
 */

static unsigned
ln_template_safe_url(ln_str_t value)
{
    size_t  i;

    static const ln_str_t  schemes[] = {
        ln_string("http://"), ln_string("https://"), ln_string("mailto:")
    };

    for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {

        if (value.len > schemes[i].len
            && ln_caseless_eq(value.data, schemes[i].data, schemes[i].len))
        {
            return 1;
        }
    }

    for (i = 0; i < value.len; i++) {
        if (value.data[i] == ':') {
            return 0;
        }

        if (value.data[i] == '/' || value.data[i] == '?'
            || value.data[i] == '#')
        {
            return 1;
        }
    }

    return value.len > 0;
}


static size_t
ln_template_put(unsigned char *out, size_t at, const char *s)
{
    size_t  len;

    len = strlen(s);

    if (out) {
        memcpy(out + at, s, len);
    }

    return at + len;
}
