/* Character references in attribute values. */

#include "html/charset/ln_utf8.h"
#include "html/tokenizer/ln_reference.h"
#include "html/tokenizer/ln_reference_names.h"
#include "ln_ascii.h"


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


static const ln_reference_t *
ln_reference_find(const unsigned char *name, size_t len)
{
    int                    rc;
    size_t                 low, high, middle;
    const ln_reference_t  *r;

    low = 0;
    high = ln_references_count;

    while (low < high) {
        middle = (low + high) / 2;
        r = &ln_references[middle];
        rc = strncmp((const char *) name, r->name, len);

        if (rc == 0) {
            if (r->name[len] == '\0') {
                return r;
            }

            rc = -1;
        }

        if (rc < 0) {
            high = middle;

        } else {
            low = middle + 1;
        }
    }

    return NULL;
}


/*
 * p is past `&`.  As above.  In an attribute a name that is not followed by
 * `;` stands for itself where a letter, a digit or `=` follows: only the
 * whole word can be one.
 */
static const unsigned char *
ln_reference_name(const unsigned char *p, const unsigned char *end,
    const ln_reference_t **reference)
{
    const unsigned char   *q;
    const ln_reference_t  *r;

    for (q = p; q < end && (ln_is_alpha(*q) || ln_is_digit(*q)); q++) {
        /* void */
    }

    r = ln_reference_find(p, (size_t) (q - p));

    if (r == NULL) {
        return NULL;
    }

    *reference = r;

    if (q < end && *q == ';') {
        return q + 1;
    }

    return (r->bare && (q == end || *q != '=')) ? q : NULL;
}


unsigned
ln_reference_decode(unsigned char *p, unsigned len)
{
    uint32_t               code;
    unsigned char         *out;
    const unsigned char   *in, *end, *next;
    const ln_reference_t  *r;

    /* most values have nothing to decode */

    if (memchr(p, '&', len) == NULL && memchr(p, '\r', len) == NULL) {
        return len;
    }

    in = p;
    end = p + len;
    out = p;

    while (in < end) {

        if (*in == '\r') {
            *out++ = '\n';
            in += (end - in > 1 && in[1] == '\n') ? 2 : 1;
            continue;
        }

        r = NULL;
        next = NULL;
        code = 0;

        if (*in == '&' && end - in > 1) {
            if (in[1] == '#') {
                next = ln_reference_number(in + 2, end, &code);

            } else {
                next = ln_reference_name(in + 1, end, &r);
            }
        }

        if (next == NULL) {
            *out++ = *in++;
            continue;
        }

        /* what a reference stands for is never longer than itself */

        in = next;
        out = ln_utf8_write(out, r != NULL ? r->code : code);

        if (r != NULL && r->second) {
            out = ln_utf8_write(out, r->second);
        }
    }

    return (unsigned) (out - p);
}
