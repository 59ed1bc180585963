#include <limits.h>
#include <zlib.h>

#include "html/deflate/ln_inset.h"


#define LN_INSET_WINDOW_BITS  12
#define LN_INSET_MEM_LEVEL     5

/* Of a flush: an empty stored block, and the bits before it. */
#define LN_INSET_FLUSH         6


/* Longer ones are worth it: zlib takes some 60,000 instructions to begin. */
#define LN_INSET_STORED       1024
#define LN_INSET_HEADER          5


static void ln_inset_sum(ln_inset_t *inset, ln_str_t bytes);


int
ln_inset_make_once(ln_inset_t *inset, const ln_alloc_t *alloc, ln_str_t bytes)
{
    unsigned char  *out;

    if (bytes.len > LN_INSET_STORED) {
        return ln_inset_make(inset, alloc, bytes);
    }

    out = ln_alloc(alloc, LN_INSET_HEADER + bytes.len);
    if (out == NULL) {
        return LN_ERROR;
    }

    /* a stored block, not the last one, and its length twice */

    out[0] = 0;
    out[1] = (unsigned char) bytes.len;
    out[2] = (unsigned char) (bytes.len >> 8);
    out[3] = (unsigned char) ~bytes.len;
    out[4] = (unsigned char) ~(bytes.len >> 8);

    if (bytes.len) {
        memcpy(out + LN_INSET_HEADER, bytes.data, bytes.len);
    }

    inset->deflated.data = out;
    inset->deflated.len = LN_INSET_HEADER + bytes.len;
    ln_inset_sum(inset, bytes);

    return LN_OK;
}


int
ln_inset_make(ln_inset_t *inset, const ln_alloc_t *alloc, ln_str_t bytes)
{
    int             rc;
    size_t          room;
    z_stream        z;
    unsigned char  *out;

    if (bytes.len > INT_MAX) {
        return LN_ERROR;
    }

    memset(&z, 0, sizeof(z_stream));

    if (deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, -LN_INSET_WINDOW_BITS,
                     LN_INSET_MEM_LEVEL, Z_DEFAULT_STRATEGY)
        != Z_OK)
    {
        return LN_ERROR;
    }

    room = deflateBound(&z, (uLong) bytes.len) + LN_INSET_FLUSH;
    out = ln_alloc(alloc, room);

    if (out == NULL) {
        (void) deflateEnd(&z);
        return LN_ERROR;
    }

    z.next_in = (Bytef *) bytes.data;
    z.avail_in = (uInt) bytes.len;
    z.next_out = out;
    z.avail_out = (uInt) room;

    rc = deflate(&z, Z_SYNC_FLUSH);

    inset->deflated.data = out;
    inset->deflated.len = room - z.avail_out;
    ln_inset_sum(inset, bytes);

    /* Z_DATA_ERROR of deflateEnd(): the stream has no end, as it should be */

    (void) deflateEnd(&z);

    return rc == Z_OK && z.avail_in == 0 && z.avail_out ? LN_OK : LN_ERROR;
}


static void
ln_inset_sum(ln_inset_t *inset, ln_str_t bytes)
{
    inset->bytes = bytes;
    inset->crc32 = (uint32_t) crc32(crc32(0, NULL, 0), bytes.data,
                                    (uInt) bytes.len);
    inset->adler32 = (uint32_t) adler32(adler32(0, NULL, 0), bytes.data,
                                        (uInt) bytes.len);
}
