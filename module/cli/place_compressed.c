#include "cli/place_compressed.h"
#include "html/coding/ln_decoder.h"
#include "ln_ascii.h"


#define LN_CLI_DECODED  512             /* as far as a page's first tag */


static int ln_cli_is_text(ln_str_t bytes);
static int ln_cli_decodes(ln_str_t bytes, ln_str_t coding);


int
ln_cli_place_compressed(ln_str_t bytes)
{
    if (bytes.len >= 2 && memcmp(bytes.data, "\x1f\x8b", 2) == 0) {
        return 1;
    }

    if (bytes.len >= 4 && memcmp(bytes.data, "\x28\xb5\x2f\xfd", 4) == 0) {
        return 1;
    }

    return !ln_cli_is_text(bytes)
           && (ln_cli_decodes(bytes, ln_str("br"))
               || ln_cli_decodes(bytes, ln_str("deflate")));
}


/* Whether it has only such characters as pages have. */

static int
ln_cli_is_text(ln_str_t bytes)
{
    size_t         i;
    unsigned char  c;

    for (i = 0; i < bytes.len; i++) {
        c = bytes.data[i];

        if (c >= 0x80 || (c < 0x20 && !ln_is_space(c))) {
            return 0;
        }
    }

    return 1;
}


/* Whether it becomes a page: the first thing in it is a tag. */

static int
ln_cli_decodes(ln_str_t bytes, ln_str_t coding)
{
    int              rc;
    size_t           i, n;
    ln_error_t       err;
    ln_decoder_t    *decoder;
    unsigned char    out[LN_CLI_DECODED];
    ln_decoder_io_t  io;

    decoder = ln_decoder_create(coding, &err);
    if (decoder == NULL) {
        return 0;
    }

    io.in = bytes.data;
    io.in_size = bytes.len;
    io.out = out;
    io.out_size = sizeof(out);

    rc = ln_decoder_run(decoder, &io);
    ln_decoder_free(decoder);

    n = sizeof(out) - io.out_size;
    i = 0;

    if (n >= 3 && memcmp(out, "\xef\xbb\xbf", 3) == 0) {
        i = 3;
    }

    while (i < n && ln_is_space(out[i])) {
        i++;
    }

    return rc == LN_OK && i + 1 < n && out[i] == '<'
           && (ln_is_alpha(out[i + 1]) || out[i + 1] == '!');
}
