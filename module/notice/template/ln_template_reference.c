/*
 * Character references of a text.  XML knows five names only: the others are
 * written as their characters, and a bare `&` as `&amp;`.
 */

#include "html/charset/ln_utf8.h"
#include "html/tokenizer/ln_reference_names.h"
#include "ln_ascii.h"
#include "notice/template/ln_template_reference.h"


static int ln_template_numeric(ln_template_parser_t *s,
    const unsigned char *at);
static const ln_reference_t *ln_template_named(const unsigned char *name,
    size_t len);
static void ln_template_write_code(ln_template_parser_t *s, uint32_t code);


int
ln_template_reference(ln_template_parser_t *s, unsigned value)
{
    size_t                 len;
    unsigned char          c;
    const ln_reference_t  *reference;
    const unsigned char   *at;

    at = s->p++;

    if (s->p < s->end && *s->p == '#') {
        return ln_template_numeric(s, at);
    }

    for (len = 0; s->p + len < s->end; len++) {
        if (!ln_is_alnum(s->p[len])) {
            break;
        }
    }

    c = (s->p + len < s->end) ? s->p[len] : '\0';
    reference = ln_template_named(s->p, len);

    if (c == ';' && reference != NULL) {
        s->p += len + 1;
        ln_template_write_code(s, reference->code);

        if (reference->second) {
            ln_template_write_code(s, reference->second);
        }

        return LN_OK;
    }

    /* browsers take some names for references without their `;` */

    if (reference != NULL && reference->bare && !(value && c == '=')) {
        (void) ln_error(s->err, "\"&%.*s\" lacks its \";\", or write \"&\" as "
                        "\"&amp;\"", (int) len, (const char *) s->p);
        return ln_template_fail(s, at);
    }

    if (len && c == ';') {
        (void) ln_error(s->err, "unknown character reference \"&%.*s;\"",
                        (int) len, (const char *) s->p);
        return ln_template_fail(s, at);
    }

    ln_template_write(s, (const unsigned char *) "&amp;", 5);

    return LN_OK;
}


static int
ln_template_numeric(ln_template_parser_t *s, const unsigned char *at)
{
    int       digit;
    uint32_t  code;
    unsigned  hex, digits;

    s->p++;
    hex = (s->p < s->end && ln_lower(*s->p) == 'x');
    s->p += hex;
    digits = 0;
    code = 0;

    for ( /* void */ ; s->p < s->end; s->p++) {
        digit = ln_hex(*s->p);

        if (digit < 0 || (!hex && digit > 9)) {
            break;
        }

        digits++;
        code = code > 0x10ffff ? code : code * (hex ? 16 : 10) + digit;
    }

    /* of the C1 range browsers make other characters, XML takes no others */

    if (digits == 0 || s->p == s->end || *s->p != ';' || code > 0x10ffff
        || (code < 0x20 && code != '\t' && code != '\n')
        || (code >= 0x7f && code < 0xa0) || (code >= 0xd800 && code < 0xe000)
        || (code & 0xfffe) == 0xfffe)
    {
        (void) ln_error(s->err, "invalid numeric character reference");
        return ln_template_fail(s, at);
    }

    s->p++;
    ln_template_write(s, at, s->p - at);

    return LN_OK;
}


static const ln_reference_t *
ln_template_named(const unsigned char *name, size_t len)
{
    int     order;
    size_t  low, high, middle;

    low = 0;
    high = ln_references_count;

    while (low < high) {
        middle = (low + high) / 2;
        order = strncmp((const char *) name, ln_references[middle].name, len);

        if (order == 0 && ln_references[middle].name[len] != '\0') {
            order = -1;
        }

        if (order == 0) {
            return &ln_references[middle];
        }

        if (order < 0) {
            high = middle;

        } else {
            low = middle + 1;
        }
    }

    return NULL;
}


static void
ln_template_write_code(ln_template_parser_t *s, uint32_t code)
{
    const char    *name;
    unsigned char  utf8[4];

    name = (code == '&') ? "&amp;" : (code == '<') ? "&lt;"
           : (code == '>') ? "&gt;" : (code == '"') ? "&quot;"
           : (code == '\'') ? "&#39;" : NULL;

    if (name != NULL) {
        ln_template_write(s, (const unsigned char *) name, strlen(name));
        return;
    }

    ln_template_write(s, utf8, ln_utf8_write(utf8, code) - utf8);
}
