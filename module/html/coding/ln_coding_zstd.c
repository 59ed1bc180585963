/* zstd (RFC 8878), with windows of at most 8 MB (RFC 9659). */

#include <zstd.h>

#include "html/coding/ln_coding.h"


#define LN_ZSTD_WINDOW_LOG  23


static int ln_zstd_run(ln_coding_t *coding, ln_decoder_io_t *io);
static void ln_zstd_free(ln_coding_t *coding);


int
ln_coding_zstd(ln_coding_t *coding)
{
    coding->state = ZSTD_createDCtx();
    if (coding->state == NULL) {
        return LN_ERROR;
    }

    coding->run = ln_zstd_run;
    coding->free = ln_zstd_free;

    if (ZSTD_isError(ZSTD_DCtx_setParameter(coding->state, ZSTD_d_windowLogMax,
                                            LN_ZSTD_WINDOW_LOG)))
    {
        ln_zstd_free(coding);
        return LN_ERROR;
    }

    return LN_OK;
}


static int
ln_zstd_run(ln_coding_t *coding, ln_decoder_io_t *io)
{
    size_t          rc;
    ZSTD_inBuffer   in = { io->in, io->in_size, 0 };
    ZSTD_outBuffer  out = { io->out, io->out_size, 0 };

    if (coding->whole && io->in_size == 0) {
        return LN_OK;
    }

    rc = ZSTD_decompressStream(coding->state, &out, &in);

    io->in += in.pos;
    io->in_size -= in.pos;
    io->out += out.pos;
    io->out_size -= out.pos;

    if (ZSTD_isError(rc)) {
        return LN_ERROR;
    }

    coding->whole = (rc == 0);

    return LN_OK;
}


static void
ln_zstd_free(ln_coding_t *coding)
{
    (void) ZSTD_freeDCtx(coding->state);
}
