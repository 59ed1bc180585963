/*
 * Character references of a text.  XML knows five names only: the others are
 * written as their characters, and a bare `&` as `&amp;`.
 */

#include "html/tokenizer/ln_reference.h"
#include "notice/ln_template_part.h"


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
        c = s->p[len] | 0x20;

        if (!(c >= 'a' && c <= 'z')
            && !(s->p[len] >= '0' && s->p[len] <= '9'))
        {
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
    unsigned       hex, digits, digit;
    uint32_t       code;
    unsigned char  c;

    s->p++;
    hex = (s->p < s->end && (*s->p | 0x20) == 'x');
    s->p += hex;
    digits = 0;
    code = 0;

    for ( /* void */ ; s->p < s->end; s->p++) {
        c = *s->p | 0x20;

        if (*s->p >= '0' && *s->p <= '9') {
            digit = *s->p - '0';

        } else if (hex && c >= 'a' && c <= 'f') {
            digit = c - 'a' + 10;

        } else {
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
    size_t         n;
    const char    *name;
    unsigned char  utf8[4];

    name = (code == '&') ? "&amp;" : (code == '<') ? "&lt;"
           : (code == '>') ? "&gt;" : (code == '"') ? "&quot;"
           : (code == '\'') ? "&#39;" : NULL;

    if (name != NULL) {
        ln_template_write(s, (const unsigned char *) name, strlen(name));
        return;
    }

    if (code < 0x80) {
        utf8[0] = (unsigned char) code;
        n = 1;

    } else if (code < 0x800) {
        utf8[0] = (unsigned char) (0xc0 | code >> 6);
        utf8[1] = 0x80 | (code & 0x3f);
        n = 2;

    } else if (code < 0x10000) {
        utf8[0] = (unsigned char) (0xe0 | code >> 12);
        utf8[1] = 0x80 | (code >> 6 & 0x3f);
        utf8[2] = 0x80 | (code & 0x3f);
        n = 3;

    } else {
        utf8[0] = (unsigned char) (0xf0 | code >> 18);
        utf8[1] = 0x80 | (code >> 12 & 0x3f);
        utf8[2] = 0x80 | (code >> 6 & 0x3f);
        utf8[3] = 0x80 | (code & 0x3f);
        n = 4;
    }

    ln_template_write(s, utf8, n);
}
