#include <stdlib.h>

#include "field/ln_field_list.h"
#include "html/coding/ln_coding_br.h"
#include "html/coding/ln_coding_zlib.h"
#include "html/coding/ln_coding_zstd.h"
#include "html/coding/ln_decoder.h"
#include "ln_ascii.h"


#define LN_DECODER_BUFFER  16384


/* What one coding has made and the next has not yet taken. */
typedef struct {
    unsigned char  *data;
    size_t          from;
    size_t          to;
} ln_decoder_buffer_t;


/* The coding applied last is undone first. */
struct ln_decoder_s {
    ln_coding_t          codings[LN_DECODER_MAX];
    ln_decoder_buffer_t  buffers[LN_DECODER_MAX - 1];
    unsigned             n;
};


static const struct {
    const char  *name;
    int        (*init)(ln_coding_t *coding);
} ln_decoder_codings[] = {
    { "gzip", ln_coding_gzip },
    { "x-gzip", ln_coding_gzip },
    { "deflate", ln_coding_deflate },
    { "br", ln_coding_br },
    { "zstd", ln_coding_zstd },
    { "identity", NULL }
};

#define LN_DECODER_CODINGS                                                    \
    (sizeof(ln_decoder_codings) / sizeof(ln_decoder_codings[0]))


static size_t ln_decoder_find(ln_str_t name);
static int ln_decoder_add(ln_decoder_t *decoder, size_t i, ln_error_t *err);
static int ln_decoder_step(ln_decoder_t *decoder, unsigned i,
    ln_decoder_io_t *io, int *progress);


int
ln_codings_known(ln_str_t codings)
{
    ln_str_t  name;

    while (ln_field_list_next(&codings, &name) == LN_OK) {
        if (ln_decoder_find(name) == LN_DECODER_CODINGS) {
            return 0;
        }
    }

    return 1;
}


ln_decoder_t *
ln_decoder_create(ln_str_t codings, ln_error_t *err)
{
    size_t         i, end, start;
    ln_str_t       name, unknown;
    ln_decoder_t  *decoder;

    decoder = calloc(1, sizeof(ln_decoder_t));
    if (decoder == NULL) {
        (void) ln_error(err, "no memory");
        return NULL;
    }

    unknown.len = 0;
    end = codings.len;

    while (end > 0) {

        for (start = end; start > 0 && codings.data[start - 1] != ','; start--)
        {
            /* void */
        }

        name.data = codings.data + start;
        name.len = end - start;
        end = start ? start - 1 : 0;

        name = ln_field_trim(name);
        i = ln_decoder_find(name);

        if (name.len && i == LN_DECODER_CODINGS) {
            unknown = name;

        } else if (name.len && ln_decoder_add(decoder, i, err) != LN_OK) {
            ln_decoder_free(decoder);
            return NULL;
        }
    }

    if (unknown.len && decoder->n == 0) {
        (void) ln_error(err, "unknown content coding \"%.*s\"",
                        (int) (unknown.len < 64 ? unknown.len : 64),
                        unknown.data);
        ln_decoder_free(decoder);
        return NULL;
    }

    return decoder;
}


/* LN_DECODER_CODINGS: it is not known. */

static size_t
ln_decoder_find(ln_str_t name)
{
    size_t  i;

    for (i = 0; i < LN_DECODER_CODINGS; i++) {
        if (ln_str_caseless_eq(name, ln_str(ln_decoder_codings[i].name))) {
            break;
        }
    }

    return i;
}


static int
ln_decoder_add(ln_decoder_t *decoder, size_t i, ln_error_t *err)
{
    if (ln_decoder_codings[i].init == NULL) {
        return LN_OK;
    }

    if (decoder->n == LN_DECODER_MAX) {
        return ln_error(err, "more than %d content codings", LN_DECODER_MAX);
    }

    if (decoder->n) {
        decoder->buffers[decoder->n - 1].data = malloc(LN_DECODER_BUFFER);

        if (decoder->buffers[decoder->n - 1].data == NULL) {
            return ln_error(err, "no memory");
        }
    }

    if (ln_decoder_codings[i].init(&decoder->codings[decoder->n]) != LN_OK) {
        return ln_error(err, "no memory");
    }

    decoder->n++;

    return LN_OK;
}


void
ln_decoder_free(ln_decoder_t *decoder)
{
    unsigned  i;

    for (i = 0; i < decoder->n; i++) {
        decoder->codings[i].free(&decoder->codings[i]);
    }

    for (i = 0; i < LN_DECODER_MAX - 1; i++) {
        free(decoder->buffers[i].data);
    }

    free(decoder);
}


int
ln_decoder_run(ln_decoder_t *decoder, ln_decoder_io_t *io)
{
    int       progress;
    size_t    n;
    unsigned  i;

    if (decoder->n == 0) {
        n = io->in_size < io->out_size ? io->in_size : io->out_size;

        if (n) {
            memcpy(io->out, io->in, n);
        }

        io->in += n;
        io->in_size -= n;
        io->out += n;
        io->out_size -= n;

        return LN_OK;
    }

    do {
        progress = 0;

        for (i = 0; i < decoder->n; i++) {
            if (ln_decoder_step(decoder, i, io, &progress) != LN_OK) {
                return LN_ERROR;
            }
        }

    } while (progress && io->out_size);

    return LN_OK;
}


/* Runs coding i once, from the caller or its buffer, to the next or caller. */
static int
ln_decoder_step(ln_decoder_t *decoder, unsigned i, ln_decoder_io_t *io,
    int *progress)
{
    ln_coding_t          *coding;
    ln_decoder_io_t       own;
    ln_decoder_buffer_t  *from, *to;

    coding = &decoder->codings[i];
    from = i ? &decoder->buffers[i - 1] : NULL;
    to = i + 1 < decoder->n ? &decoder->buffers[i] : NULL;

    if (to && to->from < to->to) {
        return LN_OK;
    }

    own.in = from ? from->data + from->from : io->in;
    own.in_size = from ? from->to - from->from : io->in_size;
    own.out = to ? to->data : io->out;
    own.out_size = to ? LN_DECODER_BUFFER : io->out_size;

    if (own.out_size == 0) {
        return LN_OK;
    }

    if (own.in_size) {
        coding->started = 1;
    }

    if (coding->garbage) {
        own.in_size = 0;

    } else if (coding->started && coding->run(coding, &own) != LN_OK) {
        return LN_ERROR;
    }

    if (from) {
        *progress |= from->to - from->from != own.in_size;
        from->from = from->to - own.in_size;

    } else {
        *progress |= io->in_size != own.in_size;
        io->in += io->in_size - own.in_size;
        io->in_size = own.in_size;
    }

    if (to) {
        to->from = 0;
        to->to = LN_DECODER_BUFFER - own.out_size;
        *progress |= to->to != 0;

    } else {
        *progress |= io->out_size != own.out_size;
        io->out += io->out_size - own.out_size;
        io->out_size = own.out_size;
    }

    return LN_OK;
}


int
ln_decoder_whole(const ln_decoder_t *decoder)
{
    unsigned  i;

    if (decoder->n && !decoder->codings[0].started) {
        return 1;
    }

    for (i = 0; i < decoder->n; i++) {
        if (!decoder->codings[i].whole
            || (i && decoder->buffers[i - 1].from < decoder->buffers[i - 1].to))
        {
            return 0;
        }
    }

    return 1;
}
