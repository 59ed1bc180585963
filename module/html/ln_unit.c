#include "ln_unit.h"


#define LN_UNITS_PIECE  1024


void
ln_units_init(ln_units_t *units, const ln_units_listener_t *listener)
{
    units->listener = *listener;
    units->width = 1;
    units->big = 0;
    units->begun = 0;
    units->held = 0;
}


void
ln_units_charset(ln_units_t *units, ln_charset_t charset)
{
    if (units->begun) {
        return;
    }

    units->big = (charset == LN_CHARSET_UTF16BE);
    units->width = (units->big || charset == LN_CHARSET_UTF16LE) ? 2 : 1;
}


static unsigned char
ln_unit(const ln_units_t *units, unsigned char first, unsigned char second)
{
    unsigned char  high, low;

    high = units->big ? first : second;
    low = units->big ? second : first;

    return high == 0 && low < 0x80 ? low : 0x80;
}


static void
ln_units_pairs(ln_units_t *units, const unsigned char *p, size_t len)
{
    size_t         n;
    unsigned char  piece[LN_UNITS_PIECE];

    n = 0;

    if (units->held && len) {
        piece[n++] = ln_unit(units, units->head[0], *p++);
        units->held = 0;
        len--;
    }

    for ( /* void */ ; len > 1; p += 2, len -= 2) {
        if (n == LN_UNITS_PIECE) {
            units->listener.units(units->listener.ctx, piece, n);
            n = 0;
        }

        piece[n++] = ln_unit(units, p[0], p[1]);
    }

    if (n) {
        units->listener.units(units->listener.ctx, piece, n);
    }

    if (len) {
        units->head[0] = *p;
        units->held = 1;
    }
}


static void
ln_units_pass(ln_units_t *units, const unsigned char *p, size_t len)
{
    if (units->width == 2) {
        ln_units_pairs(units, p, len);

    } else if (len) {
        units->listener.units(units->listener.ctx, p, len);
    }
}


/* head is no BOM, or cannot become one any more. */
static void
ln_units_begin(ln_units_t *units)
{
    unsigned       n, bom;
    unsigned char  head[4];

    bom = 0;

    if (units->held == 3 && memcmp(units->head, "\xef\xbb\xbf", 3) == 0) {
        units->width = 1;
        bom = 3;

    } else if (units->held >= 2 && memcmp(units->head, "\xff\xfe", 2) == 0) {
        units->width = 2;
        units->big = 0;
        bom = 2;

    } else if (units->held >= 2 && memcmp(units->head, "\xfe\xff", 2) == 0) {
        units->width = 2;
        units->big = 1;
        bom = 2;
    }

    units->begun = 1;
    units->listener.begin(units->listener.ctx, bom / units->width);

    n = units->held - bom;
    memcpy(head, units->head + bom, n);
    units->held = 0;

    ln_units_pass(units, head, n);
}


static int
ln_units_maybe_bom(const ln_units_t *units)
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
ln_units_feed(ln_units_t *units, const unsigned char *p, size_t len)
{
    while (!units->begun && len) {
        units->head[units->held++] = *p++;
        len--;

        if (!ln_units_maybe_bom(units)) {
            ln_units_begin(units);
        }
    }

    if (len) {
        ln_units_pass(units, p, len);
    }
}


void
ln_units_end(ln_units_t *units)
{
    if (!units->begun) {
        ln_units_begin(units);
    }
}
