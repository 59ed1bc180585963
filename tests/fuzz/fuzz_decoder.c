/*
 * Content codings: the first byte says which; what is decoded is the same
 * however the input is cut and however much room there is.
 */

#include "fuzzing.h"
#include "html/coding/ln_decoder.h"


#define FUZZ_MOST  (1 << 18)            /* decoded, of each input */


typedef struct {
    int       rc;
    int       whole;
    size_t    len;
    uint64_t  digest;
} fuzz_result_t;


static fuzz_result_t
fuzz_decode(const char *codings, const uint8_t *data, size_t size,
    size_t piece, size_t room)
{
    size_t           n, i;
    unsigned char   *out;
    ln_error_t       error;
    fuzz_result_t    result;
    ln_decoder_t    *decoder;
    ln_decoder_io_t  io;

    memset(&result, 0, sizeof(result));

    out = malloc(room);
    decoder = ln_decoder_create(ln_str(codings), &error);
    fuzz_assert(out != NULL && decoder != NULL);

    while (size && result.rc == LN_OK && result.len < FUZZ_MOST) {
        n = piece < size ? piece : size;

        io.in = data;
        io.in_size = n;

        do {
            io.out = out;
            io.out_size = room;

            result.rc = ln_decoder_run(decoder, &io);

            fuzz_assert(io.in <= data + n && io.out <= out + room);

            if (result.rc != LN_OK) {
                break;
            }

            for (i = 0; i < (size_t) (io.out - out); i++) {
                result.digest = (result.digest ^ out[i]) * 0x100000001b3ULL;
            }

            result.len += i;

        } while ((io.in_size || io.out_size == 0) && result.len < FUZZ_MOST);

        data += n;
        size -= n;
    }

    result.whole = result.rc == LN_OK && ln_decoder_whole(decoder);

    ln_decoder_free(decoder);
    free(out);

    return result;
}


int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char     *codings;
    fuzz_result_t   whole, pieces;

    static const char  *lists[] = {
        "gzip", "deflate", "br", "zstd", "gzip, gzip", "br, deflate",
        "identity", "zstd, gzip"
    };

    if (size == 0) {
        return 0;
    }

    codings = lists[*data++ % 8];
    size--;

    whole = fuzz_decode(codings, data, size, SIZE_MAX, 4096);
    pieces = fuzz_decode(codings, data, size, 1, 999);

    if (whole.len >= FUZZ_MOST || pieces.len >= FUZZ_MOST) {
        return 0;
    }

    /* libzstd takes some corrupt frames in pieces and not at once */

    if (strstr(codings, "zstd") == NULL) {
        fuzz_assert(whole.rc == pieces.rc && whole.whole == pieces.whole);
    }

    /* of what is corrupt, how much came out before is nobody's business */

    if (whole.whole && pieces.whole) {
        fuzz_assert(whole.len == pieces.len && whole.digest == pieces.digest);
    }

    return 0;
}
