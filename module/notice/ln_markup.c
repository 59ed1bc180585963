#include "notice/ln_markup.h"
#include "html/charset/ln_utf8.h"


/* Writes into out, if there is one, and counts. */
typedef struct {
    unsigned char  *out;
    size_t          len;
} ln_markup_writer_t;


static void ln_markup_begin(ln_markup_writer_t *w,
    const ln_translation_t *translation, ln_str_t title);
static void ln_markup_head(ln_markup_writer_t *w,
    const ln_translation_t *translation);
static void ln_markup_body(ln_markup_writer_t *w);
static void ln_markup_end(ln_markup_writer_t *w);
static void ln_markup_put(ln_markup_writer_t *w, ln_str_t s);
static void ln_markup_escaped(ln_markup_writer_t *w, ln_str_t s);
static void ln_markup_language(ln_markup_writer_t *w,
    const ln_translation_t *translation);
static void ln_markup_text(ln_markup_writer_t *w,
    const ln_translation_t *translation, const ln_str_t *values);


#define ln_markup_puts(w, s)  ln_markup_put(w, (ln_str_t) ln_string(s))


size_t
ln_markup_notice(const ln_translation_t *translation, ln_str_t name,
    const ln_str_t *values, unsigned char *out)
{
    ln_markup_writer_t  w = { out, 0 };

    ln_markup_puts(&w, "<aside class=\"legal-notice\" role=\"note\"");
    ln_markup_language(&w, translation);
    ln_markup_puts(&w, " data-legal-notice=\"");
    ln_markup_put(&w, name);
    ln_markup_puts(&w, "\">");
    ln_markup_text(&w, translation, values);
    ln_markup_puts(&w, "</aside>");

    return w.len;
}


size_t
ln_markup_page(const ln_translation_t *translation, ln_str_t title,
    const ln_str_t *values, unsigned char *out)
{
    ln_markup_writer_t  w = { out, 0 };

    ln_markup_begin(&w, translation, title);

    ln_markup_text(&w, translation, values);

    ln_markup_end(&w);

    return w.len;
}


/*
 * The policy lets a browser say of the form that this page has sent it: Origin
 * would be "null" under a site's "no-referrer".
 */

size_t
ln_markup_asking(const ln_translation_t *translation, ln_str_t title,
    const ln_str_t *values, const ln_template_form_t *form, unsigned char *out)
{
    ln_str_t            own;
    ln_markup_writer_t  w = { out, 0 };

    ln_markup_head(&w, translation);

    if (form) {
        ln_markup_puts(&w, "<meta name=\"referrer\" "
                           "content=\"same-origin\"/>\n");
    }

    ln_markup_puts(&w, "<title>");
    own = ln_template_title(translation->content);

    if (own.len) {
        ln_markup_put(&w, own);

    } else {
        ln_markup_escaped(&w, title);
    }

    ln_markup_body(&w);

    w.len += ln_template_render_form(translation->content, values, form,
                                     out ? out + w.len : NULL);
    ln_markup_end(&w);

    return w.len;
}


size_t
ln_markup_notices(const ln_translation_t *translation, ln_str_t title,
    const ln_str_t *notices, size_t n, unsigned char *out)
{
    size_t              i;
    ln_markup_writer_t  w = { out, 0 };

    ln_markup_begin(&w, translation, title);

    for (i = 0; i < n; i++) {
        ln_markup_put(&w, notices[i]);
    }

    ln_markup_end(&w);

    return w.len;
}


/* A page's beginning, in the language of a text; English without one. */

static void
ln_markup_begin(ln_markup_writer_t *w, const ln_translation_t *translation,
    ln_str_t title)
{
    ln_markup_head(w, translation);
    ln_markup_puts(w, "<title>");
    ln_markup_escaped(w, title);
    ln_markup_body(w);
}


static void
ln_markup_head(ln_markup_writer_t *w, const ln_translation_t *translation)
{
    ln_markup_puts(w, "<!DOCTYPE html>\n<html");

    if (translation) {
        ln_markup_language(w, translation);

    } else {
        ln_markup_puts(w, " lang=\"en\" dir=\"ltr\"");
    }

    ln_markup_puts(w, ">\n<head>\n<meta charset=\"utf-8\"/>\n"
                      "<meta name=\"viewport\" "
                      "content=\"width=device-width\"/>\n");
}


static void
ln_markup_body(ln_markup_writer_t *w)
{
    ln_markup_puts(w, "</title>\n</head>\n<body>\n<main>\n");
}


static void
ln_markup_end(ln_markup_writer_t *w)
{
    ln_markup_puts(w, "\n</main>\n</body>\n</html>\n");
}


/* roman: `\\` and `~` become references, too. */
static size_t
ln_markup_references(ln_str_t utf8, int roman, unsigned char *out)
{
    char                  reference[16];
    size_t                n;
    ln_markup_writer_t    w = { out, 0 };
    const unsigned char  *p, *end;

    p = utf8.data;
    end = p + utf8.len;

    while (p < end) {

        if (*p < 0x80 && !(roman && (*p == '\\' || *p == '~'))) {
            ln_markup_put(&w, (ln_str_t) { 1, p });
            p++;
            continue;
        }

        n = ln_utf8_length(p, end);

        if (n == 0) {
            ln_markup_puts(&w, "&#65533;");
            p++;
            continue;
        }

        (void) snprintf(reference, sizeof(reference), "&#%u;",
                        (unsigned) ln_utf8_decode(p, n));
        ln_markup_put(&w, ln_str(reference));
        p += n;
    }

    return w.len;
}


size_t
ln_markup_ascii(ln_str_t utf8, unsigned char *out)
{
    return ln_markup_references(utf8, 0, out);
}


size_t
ln_markup_write(ln_charset_t charset, ln_str_t utf8, unsigned char *out)
{
    switch (charset) {

    case LN_CHARSET_UTF8:
    case LN_CHARSET_UTF16LE:
    case LN_CHARSET_UTF16BE:
        return ln_charset_write(charset, utf8, out);

    case LN_CHARSET_ISO2022JP:
        return ln_markup_references(utf8, 1, out);

    default:
        return ln_markup_ascii(utf8, out);
    }
}


static void
ln_markup_put(ln_markup_writer_t *w, ln_str_t s)
{
    if (w->out && s.len) {
        memcpy(w->out + w->len, s.data, s.len);
    }

    w->len += s.len;
}


static void
ln_markup_escaped(ln_markup_writer_t *w, ln_str_t s)
{
    size_t  i;

    for (i = 0; i < s.len; i++) {
        if (s.data[i] == '<') {
            ln_markup_puts(w, "&lt;");

        } else if (s.data[i] == '&') {
            ln_markup_puts(w, "&amp;");

        } else {
            ln_markup_put(w, (ln_str_t) { 1, &s.data[i] });
        }
    }
}


static void
ln_markup_language(ln_markup_writer_t *w, const ln_translation_t *translation)
{
    if (translation->language.len == 0) {
        ln_markup_puts(w, " dir=\"auto\"");
        return;
    }

    ln_markup_puts(w, " lang=\"");
    ln_markup_put(w, translation->language);
    ln_markup_puts(w, "\" dir=\"");
    ln_markup_put(w, ln_str(ln_language_dir(translation->language)));
    ln_markup_puts(w, "\"");
}


static void
ln_markup_text(ln_markup_writer_t *w, const ln_translation_t *translation,
    const ln_str_t *values)
{
    w->len += ln_template_render(translation->content, values,
                                 w->out ? w->out + w->len : NULL);
}
