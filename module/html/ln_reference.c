/*
 * Character references in attribute values.  All numeric ones, and of the
 * 2231 names those that stand for characters of ASCII and the no-break space:
 * nobody writes a class or an id with another.
 */

#include "ln_attribute.h"
#include "ln_ascii.h"


typedef struct {
    const char  *name;
    unsigned     len;
    unsigned     bare:1;                /* known without `;` too */
    uint32_t     code;
} ln_reference_t;


static const ln_reference_t  ln_references[] = {
    { "amp", 3, 1, '&' },
    { "AMP", 3, 1, '&' },
    { "lt", 2, 1, '<' },
    { "LT", 2, 1, '<' },
    { "gt", 2, 1, '>' },
    { "GT", 2, 1, '>' },
    { "quot", 4, 1, '"' },
    { "QUOT", 4, 1, '"' },
    { "nbsp", 4, 1, 0xa0 },
    { "apos", 4, 0, '\'' },
    { "Tab", 3, 0, '\t' },
    { "NewLine", 7, 0, '\n' },
    { "excl", 4, 0, '!' },
    { "num", 3, 0, '#' },
    { "dollar", 6, 0, '$' },
    { "percnt", 6, 0, '%' },
    { "lpar", 4, 0, '(' },
    { "rpar", 4, 0, ')' },
    { "ast", 3, 0, '*' },
    { "plus", 4, 0, '+' },
    { "comma", 5, 0, ',' },
    { "period", 6, 0, '.' },
    { "sol", 3, 0, '/' },
    { "colon", 5, 0, ':' },
    { "semi", 4, 0, ';' },
    { "equals", 6, 0, '=' },
    { "quest", 5, 0, '?' },
    { "commat", 6, 0, '@' },
    { "lsqb", 4, 0, '[' },
    { "bsol", 4, 0, '\\' },
    { "rsqb", 4, 0, ']' },
    { "Hat", 3, 0, '^' },
    { "lowbar", 6, 0, '_' },
    { "grave", 5, 0, '`' },
    { "lcub", 4, 0, '{' },
    { "vert", 4, 0, '|' },
    { "rcub", 4, 0, '}' }
};


/* What windows-1252 has at 0x80..0x9f: references to these mean that. */
static const uint16_t  ln_reference_c1[32] = {
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d, 0x017d, 0x008f,
    0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178
};


/* p is past `&#`.  The byte after the reference, NULL for none. */
static const unsigned char *
ln_reference_number(const unsigned char *p, const unsigned char *end,
    uint32_t *code)
{
    int                   digit, base;
    uint32_t              c;
    const unsigned char  *first;

    base = 10;

    if (p < end && ln_lower(*p) == 'x') {
        base = 16;
        p++;
    }

    c = 0;

    for (first = p; p < end; p++) {
        digit = ln_hex(*p);

        if (digit < 0 || digit >= base) {
            break;
        }

        if (c <= 0x10ffff) {
            c = c * (uint32_t) base + (uint32_t) digit;
        }
    }

    if (p == first) {
        return NULL;
    }

    if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) {
        c = 0xfffd;

    } else if (c >= 0x80 && c <= 0x9f) {
        c = ln_reference_c1[c - 0x80];
    }

    *code = c;

    return (p < end && *p == ';') ? p + 1 : p;
}


/* p is past `&`.  As above. */
static const unsigned char *
ln_reference_name(const unsigned char *p, const unsigned char *end,
    uint32_t *code)
{
    size_t                 i, len;
    unsigned char          next;
    const ln_reference_t  *r;

    len = (size_t) (end - p);

    for (i = 0; i < sizeof(ln_references) / sizeof(ln_reference_t); i++) {
        r = &ln_references[i];

        if (len < r->len || memcmp(p, r->name, r->len) != 0) {
            continue;
        }

        next = len > r->len ? p[r->len] : '\0';

        if (next == ';') {
            *code = r->code;
            return p + r->len + 1;
        }

        /* in an attribute `&lt=` and `&ltx` are left as they are */

        if (r->bare && next != '=' && !ln_is_alpha(next)
            && !ln_is_digit(next))
        {
            *code = r->code;
            return p + r->len;
        }
    }

    return NULL;
}


unsigned
ln_reference_decode(unsigned char *p, unsigned len)
{
    uint32_t              code = 0;
    unsigned char        *out;
    const unsigned char  *in, *end, *next;

    in = p;
    out = p;
    end = p + len;

    while (in < end) {

        if (*in == '\r') {
            *out++ = '\n';
            in += (end - in > 1 && in[1] == '\n') ? 2 : 1;
            continue;
        }

        next = NULL;

        if (*in == '&' && end - in > 1) {
            next = in[1] == '#' ? ln_reference_number(in + 2, end, &code)
                                : ln_reference_name(in + 1, end, &code);
        }

        if (next == NULL) {
            *out++ = *in++;
            continue;
        }

        /* the shortest reference to n bytes of UTF-8 has n + 1 bytes */

        out = ln_utf8_write(out, code);
        in = next;
    }

    return (unsigned) (out - p);
}
