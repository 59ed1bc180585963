#include <limits.h>
#include <zlib.h>

#include "html/deflate/ln_inset.h"


#define LN_INSET_WINDOW_BITS  12
#define LN_INSET_MEM_LEVEL     5

/* Of a flush: an empty stored block, and the bits before it. */
#define LN_INSET_FLUSH         6


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

    inset->bytes = bytes;
    inset->deflated.data = out;
    inset->deflated.len = room - z.avail_out;
    inset->crc32 = (uint32_t) crc32(crc32(0, NULL, 0), bytes.data,
                                    (uInt) bytes.len);
    inset->adler32 = (uint32_t) adler32(adler32(0, NULL, 0), bytes.data,
                                        (uInt) bytes.len);

    /* Z_DATA_ERROR of deflateEnd(): the stream has no end, as it should be */

    (void) deflateEnd(&z);

    return rc == Z_OK && z.avail_in == 0 && z.avail_out ? LN_OK : LN_ERROR;
}
