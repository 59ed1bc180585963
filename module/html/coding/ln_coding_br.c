/* br (RFC 7932); the large windows that it has not are refused. */

#include <brotli/decode.h>

#include "html/coding/ln_coding.h"


static int ln_br_run(ln_coding_t *coding, ln_decoder_io_t *io);
static void ln_br_free(ln_coding_t *coding);


int
ln_coding_br(ln_coding_t *coding)
{
    coding->state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    if (coding->state == NULL) {
        return LN_ERROR;
    }

    coding->run = ln_br_run;
    coding->free = ln_br_free;

    return LN_OK;
}


static int
ln_br_run(ln_coding_t *coding, ln_decoder_io_t *io)
{
    if (coding->whole) {
        coding->garbage = 1;
        io->in += io->in_size;
        io->in_size = 0;
        return LN_OK;
    }

    switch (BrotliDecoderDecompressStream(coding->state, &io->in_size, &io->in,
                                          &io->out_size, &io->out, NULL))
    {

    case BROTLI_DECODER_RESULT_ERROR:
        return LN_ERROR;

    case BROTLI_DECODER_RESULT_SUCCESS:
        coding->whole = 1;
        return LN_OK;

    default:
        return LN_OK;
    }
}


static void
ln_br_free(ln_coding_t *coding)
{
    BrotliDecoderDestroyInstance(coding->state);
}
