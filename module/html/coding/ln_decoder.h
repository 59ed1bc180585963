/*
 * Content-Encoding undone in a stream: gzip, deflate, br, zstd, and lists of
 * them (RFC 9110, 8.4).
 *
 * Memory is bounded by the codings' windows (32 KB, 16 MB and 8 MB) and a
 * buffer between two of a list, whatever the input; output is made only as
 * fast as the caller takes it.
 */

#ifndef LN_DECODER_H
#define LN_DECODER_H

#include "ln_core.h"


#define LN_DECODER_MAX  4               /* codings of a list */


typedef struct ln_decoder_s  ln_decoder_t;


/* Both are moved on by what was used of them. */
typedef struct {
    const unsigned char  *in;
    size_t                in_size;
    unsigned char        *out;
    size_t                out_size;
} ln_decoder_io_t;


/*
 * For the value of a Content-Encoding field; NULL with err set when it has a
 * coding that is not known, too many of them, or there is no memory.  One of
 * `identity` alone decodes to itself.  Freed by ln_decoder_free().
 */
ln_decoder_t *ln_decoder_create(ln_str_t codings, ln_error_t *err);

void ln_decoder_free(ln_decoder_t *decoder);

/*
 * Decodes until input or output is used up.  Where output is used up there
 * may be more: call again with room.  LN_ERROR: the input is corrupt.
 */
int ln_decoder_run(ln_decoder_t *decoder, ln_decoder_io_t *io);

/*
 * Whether what was decoded so far is whole: at its input's end, false means
 * that it was cut.  An input without a byte is whole.
 */
int ln_decoder_whole(const ln_decoder_t *decoder);


#endif
