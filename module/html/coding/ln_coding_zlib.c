/* gzip (RFC 1952) and deflate (RFC 1950, and bare RFC 1951 as some send). */

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

#include "html/coding/ln_coding.h"


#define LN_ZLIB_GZIP     0
#define LN_ZLIB_UNKNOWN  1              /* deflate, its first byte not seen */
#define LN_ZLIB_DEFLATE  2


static int ln_zlib_init(ln_coding_t *coding, unsigned kind, int bits);
static int ln_zlib_run(ln_coding_t *coding, ln_decoder_io_t *io);
static int ln_zlib_next_member(ln_coding_t *coding, ln_decoder_io_t *io);
static void ln_zlib_free(ln_coding_t *coding);


int
ln_coding_gzip(ln_coding_t *coding)
{
    return ln_zlib_init(coding, LN_ZLIB_GZIP, 15 + 16);
}


int
ln_coding_deflate(ln_coding_t *coding)
{
    return ln_zlib_init(coding, LN_ZLIB_UNKNOWN, 15);
}


static int
ln_zlib_init(ln_coding_t *coding, unsigned kind, int bits)
{
    z_stream  *z;

    z = calloc(1, sizeof(z_stream));
    if (z == NULL) {
        return LN_ERROR;
    }

    if (inflateInit2(z, bits) != Z_OK) {
        free(z);
        return LN_ERROR;
    }

    coding->state = z;
    coding->kind = kind;
    coding->run = ln_zlib_run;
    coding->free = ln_zlib_free;

    return LN_OK;
}


static int
ln_zlib_run(ln_coding_t *coding, ln_decoder_io_t *io)
{
    int        rc;
    z_stream  *z;

    z = coding->state;

    if (coding->whole && ln_zlib_next_member(coding, io) != LN_OK) {
        return LN_OK;
    }

    if (coding->kind == LN_ZLIB_UNKNOWN && io->in_size) {

        /*
         * A zlib header's first byte is 0x08 to 0x78 with a low nibble of 8
         * (RFC 1950, 2.2); bare deflate begins so only in a stored block
         * with padding that no encoder writes.
         */

        if ((io->in[0] & 0x8f) != 0x08 && inflateReset2(z, -15) != Z_OK) {
            return LN_ERROR;
        }

        coding->kind = LN_ZLIB_DEFLATE;
    }

    z->next_in = (Bytef *) io->in;
    z->avail_in = (uInt) (io->in_size < UINT_MAX ? io->in_size : UINT_MAX);
    z->next_out = io->out;
    z->avail_out = (uInt) (io->out_size < UINT_MAX ? io->out_size : UINT_MAX);

    rc = inflate(z, Z_NO_FLUSH);

    io->in_size -= (size_t) (z->next_in - io->in);
    io->in = z->next_in;
    io->out_size -= (size_t) (z->next_out - io->out);
    io->out = z->next_out;

    if (rc == Z_STREAM_END) {
        coding->whole = 1;
        return LN_OK;
    }

    return rc == Z_OK || rc == Z_BUF_ERROR ? LN_OK : LN_ERROR;
}


/* A gzip file may have several members; what is none is no one's. */
static int
ln_zlib_next_member(ln_coding_t *coding, ln_decoder_io_t *io)
{
    if (io->in_size == 0) {
        return LN_DECLINED;
    }

    if (coding->kind != LN_ZLIB_GZIP || io->in[0] != 0x1f
        || inflateReset(coding->state) != Z_OK)
    {
        coding->garbage = 1;
        io->in += io->in_size;
        io->in_size = 0;
        return LN_DECLINED;
    }

    coding->whole = 0;

    return LN_OK;
}


static void
ln_zlib_free(ln_coding_t *coding)
{
    (void) inflateEnd(coding->state);
    free(coding->state);
}
