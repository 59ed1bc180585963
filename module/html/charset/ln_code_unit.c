#include "html/charset/ln_code_unit.h"


#define LN_CODE_UNITS_PIECE  1024


void
ln_code_units_init(ln_code_units_t *units,
    const ln_code_units_listener_t *listener)
{
    units->listener = *listener;
    units->width = 1;
    units->big = 0;
    units->escapes = 0;
    units->unsaid = 0;
    units->begun = 0;
    units->shift = LN_CODE_UNITS_PLAIN;
    units->held = 0;
}


void
ln_code_units_charset(ln_code_units_t *units, ln_charset_t charset)
{
    if (units->begun) {
        return;
    }

    units->big = (charset == LN_CHARSET_UTF16BE);
    units->width = (units->big || charset == LN_CHARSET_UTF16LE) ? 2 : 1;
    units->escapes = (charset == LN_CHARSET_ISO2022JP);
}


void
ln_code_units_unsaid(ln_code_units_t *units)
{
    units->unsaid = 1;
}


void
ln_code_units_said(ln_code_units_t *units, ln_charset_t charset)
{
    units->unsaid = 0;
    units->escapes = (charset == LN_CHARSET_ISO2022JP);
}


static unsigned char
ln_code_unit(const ln_code_units_t *units, unsigned char first,
    unsigned char second)
{
    unsigned char  high, low;

    high = units->big ? first : second;
    low = units->big ? second : first;

    if ((high & 0xfc) == 0xdc) {
        return LN_CODE_UNIT_SECOND;
    }

    return high == 0 && low < 0x80 ? low : LN_CODE_UNIT_OTHER;
}


static void
ln_code_units_pairs(ln_code_units_t *units, const unsigned char *p, size_t len)
{
    size_t         n;
    unsigned char  piece[LN_CODE_UNITS_PIECE];

    n = 0;

    if (units->held && len) {
        piece[n++] = ln_code_unit(units, units->head[0], *p++);
        units->held = 0;
        len--;
    }

    for ( /* void */ ; len > 1; p += 2, len -= 2) {
        if (n == LN_CODE_UNITS_PIECE) {
            units->listener.units(units->listener.ctx, piece, n);
            n = 0;
        }

        piece[n++] = ln_code_unit(units, p[0], p[1]);
    }

    if (n) {
        units->listener.units(units->listener.ctx, piece, n);
    }

    if (len) {
        units->head[0] = *p;
        units->held = 1;
    }
}


/*
 * The escape sequences of the Encoding Standard's ISO-2022-JP decoder.  head
 * holds ESC and what followed; 1: it is one, 0: it may become one, -1: none.
 */
static int
ln_code_units_escape(ln_code_units_t *units)
{
    const unsigned char  *p;

    p = units->head;

    if (units->held == 1) {
        return 0;
    }

    if (p[1] != '$' && p[1] != '(') {
        return -1;
    }

    if (units->held == 2) {
        return 0;
    }

    if (p[1] == '$' ? p[2] == '@' || p[2] == 'B' : p[2] == 'I') {
        units->shift = LN_CODE_UNITS_OTHER;

    } else if (p[1] == '(' && p[2] == 'B') {
        units->shift = LN_CODE_UNITS_PLAIN;

    } else if (p[1] == '(' && p[2] == 'J') {
        units->shift = LN_CODE_UNITS_ROMAN;

    } else {
        return -1;
    }

    return 1;
}


/* A byte that begins no escape sequence. */
static unsigned char
ln_code_units_shifted(const ln_code_units_t *units, unsigned char c)
{
    if (units->shift == LN_CODE_UNITS_OTHER
        || (units->shift == LN_CODE_UNITS_ROMAN && (c == '\\' || c == '~')))
    {
        return LN_CODE_UNIT_OTHER;
    }

    return c;
}


/* Passes on what head held: an escape sequence, or ESC and other bytes. */
static unsigned
ln_code_units_unhold(ln_code_units_t *units, unsigned char *out, int escape)
{
    unsigned  i, n;

    n = units->held;
    units->held = 0;

    for (i = 0; i < n; i++) {
        out[i] = (escape || i == 0)
                     ? LN_CODE_UNIT_OTHER
                     : ln_code_units_shifted(units, units->head[i]);
    }

    return n;
}


static void
ln_code_units_escaped(ln_code_units_t *units, const unsigned char *p,
    size_t len)
{
    int            escape;
    size_t         n;
    unsigned char  piece[LN_CODE_UNITS_PIECE + 4];

    for (n = 0; len; p++, len--) {

        if (n >= LN_CODE_UNITS_PIECE) {
            units->listener.units(units->listener.ctx, piece, n);
            n = 0;
        }

        if (units->held) {
            units->head[units->held++] = *p;
            escape = ln_code_units_escape(units);

            if (escape == 0) {
                continue;
            }

            if (escape < 0 && *p == 0x1b) {
                /* it may begin the next one */
                units->held--;
                n += ln_code_units_unhold(units, piece + n, 0);

            } else {
                n += ln_code_units_unhold(units, piece + n, escape > 0);
                continue;
            }
        }

        if (*p == 0x1b) {
            units->head[units->held++] = *p;

        } else {
            piece[n++] = ln_code_units_shifted(units, *p);
        }
    }

    if (n) {
        units->listener.units(units->listener.ctx, piece, n);
    }
}


/*
 * Passes on what comes before the escape sequence from which on they count;
 * returns how much.  The bytes between two of them are the same either way: so
 * it does not matter how the page is cut.
 */
static size_t
ln_code_units_before(ln_code_units_t *units, const unsigned char *p,
    size_t len)
{
    size_t                n;
    const unsigned char  *start, *escape;

    for (start = p; len && !units->escapes; p += n, len -= n) {
        escape = (units->unsaid && len > 1) ? memchr(p + 1, 0x1b, len - 1)
                                            : NULL;
        n = escape ? (size_t) (escape - p) : len;

        units->listener.units(units->listener.ctx, p, n);
    }

    return (size_t) (p - start);
}


static void
ln_code_units_pass(ln_code_units_t *units, const unsigned char *p, size_t len)
{
    size_t  n;

    if (units->width == 2) {
        ln_code_units_pairs(units, p, len);
        return;
    }

    n = ln_code_units_before(units, p, len);

    if (n < len) {
        ln_code_units_escaped(units, p + n, len - n);
    }
}


/* head is no BOM, or cannot become one any more. */
static void
ln_code_units_begin(ln_code_units_t *units)
{
    unsigned       n, bom;
    unsigned char  head[4];

    bom = 0;

    if (units->held == 3 && memcmp(units->head, "\xef\xbb\xbf", 3) == 0) {
        units->width = 1;
        units->escapes = 0;
        bom = 3;

    } else if (units->held >= 2 && memcmp(units->head, "\xff\xfe", 2) == 0) {
        units->width = 2;
        units->escapes = 0;
        units->big = 0;
        bom = 2;

    } else if (units->held >= 2 && memcmp(units->head, "\xfe\xff", 2) == 0) {
        units->width = 2;
        units->escapes = 0;
        units->big = 1;
        bom = 2;
    }

    units->begun = 1;
    units->listener.begin(units->listener.ctx, bom / units->width);

    n = units->held - bom;
    memcpy(head, units->head + bom, n);
    units->held = 0;

    ln_code_units_pass(units, head, n);
}


static int
ln_code_units_maybe_bom(const ln_code_units_t *units)
{
    unsigned              n;
    const unsigned char  *p;

    n = units->held;
    p = units->head;

    if (n == 1) {
        return p[0] == 0xef || p[0] == 0xff || p[0] == 0xfe;
    }

    return n == 2 && p[0] == 0xef && p[1] == 0xbb;
}


void
ln_code_units_feed(ln_code_units_t *units, const unsigned char *p, size_t len)
{
    while (!units->begun && len) {
        units->head[units->held++] = *p++;
        len--;

        if (!ln_code_units_maybe_bom(units)) {
            ln_code_units_begin(units);
        }
    }

    if (len) {
        ln_code_units_pass(units, p, len);
    }
}


void
ln_code_units_end(ln_code_units_t *units)
{
    unsigned       n;
    unsigned char  rest[4];

    if (!units->begun) {
        ln_code_units_begin(units);
    }

    if (units->escapes && units->held) {
        n = ln_code_units_unhold(units, rest, 0);
        units->listener.units(units->listener.ctx, rest, n);
    }
}
