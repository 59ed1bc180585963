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
static const unsigned char *ln_template_digits(const unsigned char *p,
    const unsigned char *end, uint32_t *code, unsigned *digits);
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
    uint32_t  code;
    unsigned  digits;

    s->p = ln_template_digits(s->p + 1, s->end, &code, &digits);

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


/* Reads what follows `&#`: digits, or `x` and hexadecimal ones. */

static const unsigned char *
ln_template_digits(const unsigned char *p, const unsigned char *end,
    uint32_t *code, unsigned *digits)
{
    int       digit;
    unsigned  hex;

    hex = (p < end && ln_lower(*p) == 'x');
    *digits = 0;
    *code = 0;

    for (p += hex; p < end; p++) {
        digit = ln_hex(*p);

        if (digit < 0 || (!hex && digit > 9)) {
            break;
        }

        (*digits)++;
        *code = *code > 0x10ffff ? *code : *code * (hex ? 16 : 10) + digit;
    }

    return p;
}


uint32_t
ln_template_reference_code(const ln_template_parser_t *s)
{
    size_t                 len;
    uint32_t               code;
    unsigned               digits;
    const unsigned char   *p;
    const ln_reference_t  *reference;

    p = s->p + 1;

    if (p < s->end && *p == '#') {
        (void) ln_template_digits(p + 1, s->end, &code, &digits);

        return digits ? code : '&';
    }

    for (len = 0; p + len < s->end && ln_is_alnum(p[len]); len++) {
        /* void */
    }

    reference = ln_template_named(p, len);

    return (p + len < s->end && p[len] == ';' && reference != NULL)
           ? reference->code : '&';
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
