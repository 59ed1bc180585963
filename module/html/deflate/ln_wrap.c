#include <zlib.h>

#include "html/deflate/ln_history.h"
#include "html/deflate/ln_wrap.h"


#define LN_WRAP_FHCRC     0x02
#define LN_WRAP_FEXTRA    0x04
#define LN_WRAP_FNAME     0x08
#define LN_WRAP_FCOMMENT  0x10
#define LN_WRAP_RESERVED  0xe0

/* Stages of a gzip header's reading: the first ones count its ten bytes. */
#define LN_WRAP_FIXED     10
#define LN_WRAP_XLEN_LOW  10
#define LN_WRAP_XLEN      11
#define LN_WRAP_EXTRA     12
#define LN_WRAP_NAME      13
#define LN_WRAP_COMMENT   14
#define LN_WRAP_CRC_LOW   15
#define LN_WRAP_CRC       16
#define LN_WRAP_READ      17


static int ln_wrap_zlib(ln_wrap_t *wrap, const ln_bits_t *bits, uint64_t *at);
static int ln_wrap_gzip(ln_wrap_t *wrap, const ln_bits_t *bits, uint64_t *at);
static int ln_wrap_fixed(ln_wrap_t *wrap, unsigned byte);
static int ln_wrap_field(ln_wrap_t *wrap, unsigned byte);
static void ln_wrap_skip(ln_wrap_t *wrap);


int
ln_wrap_header(ln_wrap_t *wrap, const ln_bits_t *bits, uint64_t *at)
{
    if (wrap->kind == LN_WRAP_DEFLATE) {
        if (bits->end - *at < 8) {
            return LN_DECLINED;
        }

        /*
         * A zlib header's first byte is 0x08 to 0x78 with a low nibble of 8
         * (RFC 1950, 2.2); bare deflate begins so only in a stored block
         * with padding that no encoder writes.
         */

        wrap->kind = (*ln_bits_byte(bits, *at) & 0x8f) == 0x08 ? LN_WRAP_ZLIB
                                                               : LN_WRAP_RAW;
    }

    if (wrap->kind == LN_WRAP_RAW) {
        wrap->window = LN_HISTORY_WINDOW;
        return LN_OK;
    }

    return wrap->kind == LN_WRAP_ZLIB ? ln_wrap_zlib(wrap, bits, at)
                                      : ln_wrap_gzip(wrap, bits, at);
}


static int
ln_wrap_zlib(ln_wrap_t *wrap, const ln_bits_t *bits, uint64_t *at)
{
    const unsigned char  *p;

    if (bits->end - *at < 16) {
        return LN_DECLINED;
    }

    p = ln_bits_byte(bits, *at);
    *at += 16;

    /* 0x20: a dictionary is needed that nobody has */

    if ((p[0] << 8 | p[1]) % 31 || (p[0] & 15) != 8 || p[0] >> 4 > 7
        || (p[1] & 0x20))
    {
        return LN_ERROR;
    }

    wrap->window = 1u << ((p[0] >> 4) + 8);

    return LN_OK;
}


static int
ln_wrap_gzip(ln_wrap_t *wrap, const ln_bits_t *bits, uint64_t *at)
{
    const unsigned char  *p;

    while (bits->end - *at >= 8) {

        p = ln_bits_byte(bits, *at);
        *at += 8;

        if (wrap->stage == 0) {
            wrap->sum = (uint32_t) crc32(0, NULL, 0);
        }

        if ((wrap->stage < LN_WRAP_FIXED ? ln_wrap_fixed(wrap, *p)
                                         : ln_wrap_field(wrap, *p))
            != LN_OK)
        {
            return LN_ERROR;
        }

        wrap->sum = (uint32_t) crc32(wrap->sum, p, 1);

        if (wrap->stage == LN_WRAP_READ) {
            wrap->window = LN_HISTORY_WINDOW;
            return LN_OK;
        }
    }

    return LN_DECLINED;
}


static int
ln_wrap_fixed(ln_wrap_t *wrap, unsigned byte)
{
    static const unsigned char  magic[3] = { 0x1f, 0x8b, 8 };

    if (wrap->stage < 3 && byte != magic[wrap->stage]) {
        return LN_ERROR;
    }

    if (wrap->stage == 3) {
        wrap->flags = byte;

        if (byte & LN_WRAP_RESERVED) {
            return LN_ERROR;
        }
    }

    wrap->stage++;
    ln_wrap_skip(wrap);

    return LN_OK;
}


static int
ln_wrap_field(ln_wrap_t *wrap, unsigned byte)
{
    switch (wrap->stage) {

    case LN_WRAP_XLEN_LOW:
        wrap->n = byte;
        wrap->stage++;
        break;

    case LN_WRAP_XLEN:
        wrap->n |= byte << 8;
        wrap->stage++;
        break;

    case LN_WRAP_EXTRA:
        wrap->n--;
        break;

    case LN_WRAP_NAME:
    case LN_WRAP_COMMENT:
        wrap->stage += byte == 0;
        break;

    case LN_WRAP_CRC_LOW:
        wrap->n = wrap->sum & 0xffff;

        if (byte != (wrap->n & 0xff)) {
            return LN_ERROR;
        }

        wrap->stage++;
        break;

    default:
        if (byte != wrap->n >> 8) {
            return LN_ERROR;
        }

        wrap->stage++;
        break;
    }

    ln_wrap_skip(wrap);

    return LN_OK;
}


/* Passes stages of fields that are not there. */

static void
ln_wrap_skip(ln_wrap_t *wrap)
{
    if (wrap->stage == LN_WRAP_XLEN_LOW && !(wrap->flags & LN_WRAP_FEXTRA)) {
        wrap->stage = LN_WRAP_NAME;
    }

    if (wrap->stage == LN_WRAP_EXTRA && wrap->n == 0) {
        wrap->stage++;
    }

    if (wrap->stage == LN_WRAP_NAME && !(wrap->flags & LN_WRAP_FNAME)) {
        wrap->stage++;
    }

    if (wrap->stage == LN_WRAP_COMMENT && !(wrap->flags & LN_WRAP_FCOMMENT)) {
        wrap->stage++;
    }

    if (wrap->stage == LN_WRAP_CRC_LOW && !(wrap->flags & LN_WRAP_FHCRC)) {
        wrap->stage = LN_WRAP_READ;
    }
}


int
ln_wrap_trailer(ln_wrap_t *wrap, const ln_bits_t *bits, uint64_t *at)
{
    uint64_t              next;
    const unsigned char  *p;

    next = (*at + 7) & ~(uint64_t) 7;

    if (bits->end < next
        || (bits->end - next) >> 3 < ln_wrap_trailer_size(wrap))
    {
        return LN_DECLINED;
    }

    *at = next + 8 * ln_wrap_trailer_size(wrap);
    p = ln_bits_byte(bits, next);

    if (wrap->kind == LN_WRAP_GZIP) {
        wrap->check = (uint32_t) ln_bits_load(p);
        wrap->size = (uint32_t) (ln_bits_load(p) >> 32);

    } else if (wrap->kind == LN_WRAP_ZLIB) {
        wrap->check = (uint32_t) p[0] << 24 | (uint32_t) p[1] << 16
                      | (uint32_t) p[2] << 8 | p[3];
    }

    return LN_OK;
}


unsigned
ln_wrap_write_trailer(const ln_wrap_t *wrap, uint32_t check, uint32_t size,
    unsigned char *out)
{
    unsigned  i;

    for (i = 0; i < 4; i++) {
        out[i] = (unsigned char) (wrap->kind == LN_WRAP_GZIP
                                  ? check >> (8 * i) : check >> (24 - 8 * i));
        out[4 + i] = (unsigned char) (size >> (8 * i));
    }

    return ln_wrap_trailer_size(wrap);
}


unsigned
ln_wrap_write_header(const ln_wrap_t *wrap, unsigned char *out)
{
    /* Unix made it, nobody says when */

    if (wrap->kind == LN_WRAP_GZIP) {
        memcpy(out, "\x1f\x8b\x08\0\0\0\0\0\0\x03", 10);
        return 10;
    }

    if (wrap->kind == LN_WRAP_RAW) {
        return 0;
    }

    memcpy(out, "\x78\x9c", 2);

    return 2;
}
