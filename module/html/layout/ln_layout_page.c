#include <stdlib.h>

#include "html/layout/ln_layout.h"
#include "html/layout/ln_layout_page.h"


static int ln_layout_page(ln_layout_work_t *w);


int
ln_layout_inflate(ln_layout_work_t *w, ln_str_t coded)
{
    int       rc, bits;
    uint64_t  at;

    w->border.bits.data = coded.data;
    w->border.bits.end = (uint64_t) coded.len << 3;
    at = 0;

    if (ln_wrap_header(&w->wrap, &w->border.bits, &at) != LN_OK
        || w->wrap.window < LN_HISTORY_WINDOW)
    {
        return LN_DECLINED;
    }

    w->border.at = at;
    bits = w->wrap.kind == LN_WRAP_GZIP ? 31
           : w->wrap.kind == LN_WRAP_ZLIB ? 15 : -15;

    if (inflateInit2(&w->z, bits) != Z_OK) {
        return LN_ERROR;
    }

    w->z.next_in = (Bytef *) coded.data;
    w->z.avail_in = (uInt) coded.len;

    rc = ln_layout_page(w);
    (void) inflateEnd(&w->z);

    if (rc != LN_OK) {
        return rc;
    }

    /* more members: the last place may be in any of them */

    if (w->wrap.kind == LN_WRAP_GZIP && w->z.avail_in
        && w->z.next_in[0] == 0x1f)
    {
        return LN_DECLINED;
    }

    w->end = coded.len - w->z.avail_in - ln_wrap_trailer_size(&w->wrap);
    at = w->end << 3;

    return ln_wrap_trailer(&w->wrap, &w->border.bits, &at) == LN_OK
           ? LN_OK : LN_DECLINED;
}


static int
ln_layout_page(ln_layout_work_t *w)
{
    int             rc;
    size_t          room;
    unsigned char  *p;

    room = 0;

    do {
        if (w->z.avail_out == 0) {
            room = room ? room * 2 : 65536;

            if (room > LN_LAYOUT_PAGE) {
                return LN_DECLINED;
            }

            p = realloc(w->room, room);
            if (p == NULL) {
                return LN_ERROR;
            }

            w->room = p;
            w->z.next_out = p + w->page.len;
            w->z.avail_out = (uInt) (room - w->page.len);
        }

        rc = inflate(&w->z, Z_NO_FLUSH);
        w->page.len = room - w->z.avail_out;

    } while (rc == Z_OK);

    w->page.data = w->room;

    return rc == Z_STREAM_END ? LN_OK : rc == Z_MEM_ERROR ? LN_ERROR
                                                          : LN_DECLINED;
}
