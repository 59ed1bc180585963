/* Parsing is in ln_template_parse.c; here are the parts and their values. */

#include "html/charset/ln_utf8.h"
#include "ln_ascii.h"
#include "notice/template/ln_template_part.h"


static size_t ln_template_form(const ln_template_t *t, const ln_str_t *values,
    const ln_template_form_t *form, unsigned char *out, size_t len);
static size_t ln_template_parts(const ln_template_t *t, unsigned from,
    unsigned to, const ln_str_t *values, unsigned char *out, size_t len);
static size_t ln_template_value(const ln_template_part_t *part, ln_str_t value,
    unsigned char *out);
static size_t ln_template_escape(ln_str_t value, unsigned char *out);
static unsigned ln_template_safe_url(ln_str_t value);
static size_t ln_template_put(unsigned char *out, size_t at, ln_str_t s);


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
    return ln_template_parts(t, 0, t->nparts, values, out, 0);
}


size_t
ln_template_render_form(const ln_template_t *t, const ln_str_t *values,
    const ln_template_form_t *form, unsigned char *out)
{
    size_t    len;
    unsigned  i;

    len = 0;

    for (i = 0; i < t->nparts; i++) {

        if (t->parts[i].context == LN_TEMPLATE_FORM) {
            len = ln_template_form(t, values, form, out, len);

        } else if (i < t->button || i >= t->button_end) {
            len = ln_template_parts(t, i, i + 1, values, out, len);
        }
    }

    return t->form.why ? len : ln_template_form(t, values, form, out, len);
}


static size_t
ln_template_form(const ln_template_t *t, const ln_str_t *values,
    const ln_template_form_t *form, unsigned char *out, size_t len)
{
    if (form == NULL) {
        return len;
    }

    len = ln_template_put(out, len, form->open);

    len = t->button_end ? ln_template_parts(t, t->button, t->button_end,
                                            values, out, len)
                        : ln_template_put(out, len, form->button);

    return ln_template_put(out, len, form->close);
}


/* Parts from .. to - 1, behind the len bytes of out; the new length. */

static size_t
ln_template_parts(const ln_template_t *t, unsigned from, unsigned to,
    const ln_str_t *values, unsigned char *out, size_t len)
{
    unsigned                   i;
    const ln_template_part_t  *part;

    for (i = from; i < to; i++) {
        part = &t->parts[i];

        switch (part->context) {

        case LN_TEMPLATE_LITERAL:
            len = ln_template_put(out, len, part->literal);
            break;

        case LN_TEMPLATE_FORM:
            break;

        default:
            len += ln_template_value(part, values[part->variable],
                                     out ? out + len : NULL);
            break;
        }
    }

    return len;
}


static size_t
ln_template_value(const ln_template_part_t *part, ln_str_t value,
    unsigned char *out)
{
    if (part->context == LN_TEMPLATE_URL && !ln_template_safe_url(value)) {
        return ln_template_put(out, 0, ln_str("#"));
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
            len = ln_template_put(out, len, ln_str("\xef\xbf\xbd"));
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
            len = ln_template_put(out, len, ln_str(s));
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


unsigned
ln_template_contains(const ln_template_t *t)
{
    return t->contains;
}


static size_t
ln_template_put(unsigned char *out, size_t at, ln_str_t s)
{
    if (out && s.len) {
        memcpy(out + at, s.data, s.len);
    }

    return at + s.len;
}
