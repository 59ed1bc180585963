#include <stdlib.h>

#include "html/layout/ln_layout_output.h"


/* It is done once for many requests, while one of them waits. */
#define LN_LAYOUT_LEVEL  6


int
ln_layout_deflate(ln_layout_work_t *w, uint64_t from, uint64_t to,
    uint64_t dictionary, int flush)
{
    int        rc;
    z_stream  *z;

    if (from == to && flush != Z_FINISH) {
        return LN_OK;
    }

    z = &w->z;
    memset(z, 0, sizeof(z_stream));

    if (deflateInit2(z, LN_LAYOUT_LEVEL, Z_DEFLATED, -MAX_WBITS, 8,
                     Z_DEFAULT_STRATEGY)
        != Z_OK)
    {
        return LN_ERROR;
    }

    if (dictionary) {
        (void) deflateSetDictionary(z, w->page.data + from - dictionary,
                                    (uInt) dictionary);
    }

    z->next_in = (Bytef *) w->page.data + from;
    z->avail_in = (uInt) (to - from);

    do {
        z->next_out = w->piece;
        z->avail_out = sizeof(w->piece);
        rc = deflate(z, flush);
        ln_bit_writer_bytes(&w->writer, w->piece,
                            sizeof(w->piece) - z->avail_out);
    } while (rc == Z_OK && z->avail_out == 0);

    /* Z_DATA_ERROR where the stream has no end, as it should be */

    (void) deflateEnd(z);

    return LN_OK;
}


int
ln_layout_write(void *data, const unsigned char *bytes, size_t len)
{
    size_t             room;
    unsigned char     *out;
    ln_layout_work_t  *w = data;

    for (room = w->out_room ? w->out_room : 16384; room < w->size + len; ) {
        room *= 2;
    }

    if (room != w->out_room) {
        out = realloc(w->out, room);
        if (out == NULL) {
            return LN_ERROR;
        }

        w->out = out;
        w->out_room = room;
    }

    memcpy(w->out + w->size, bytes, len);
    w->size += len;

    return LN_OK;
}
