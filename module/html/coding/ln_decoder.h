/*
 * Decodes a body piece by piece, by its Content-Encoding: gzip, deflate, br,
 * zstd, and lists of them (RFC 9110, 8.4).
 *
 * Memory is bounded, whatever the input: by the windows of the codings (32 KB
 * for gzip and deflate, 16 MB for br, 8 MB for zstd), and one buffer between
 * two codings of a list.  Output is made only as fast as the caller takes it.
 */

#ifndef LN_DECODER_H
#define LN_DECODER_H

#include "ln_core.h"


#define LN_DECODER_MAX  4               /* codings in a list */


typedef struct ln_decoder_s  ln_decoder_t;


/*
 * The next bytes to be decoded, and room for decoded bytes.  A call moves in
 * and out past the bytes that it has used.
 */
typedef struct {
    const unsigned char  *in;
    size_t                in_size;
    unsigned char        *out;
    size_t                out_size;
} ln_decoder_io_t;


/*
 * 1 if all codings of a Content-Encoding field are known.  Browsers decode
 * nothing where one of them is not: words such as `utf-8` and `none` stand
 * there by mistake.
 */
int ln_codings_known(ln_str_t codings);

/*
 * A decoder for the value of a Content-Encoding field.  The caller frees it by
 * ln_decoder_free().  `identity` is a coding that changes nothing, and so is
 * one that is not known beside one that is.
 *
 * NULL with err set: no coding of the list is known, the list has more than
 * LN_DECODER_MAX, or there is no memory.
 */
ln_decoder_t *ln_decoder_create(ln_str_t codings, ln_error_t *err);

void ln_decoder_free(ln_decoder_t *decoder);

/*
 * Decodes until the input or the room for output is used up.  If the room is
 * used up, there may be more output: call again with new room.
 *
 * LN_OK, or LN_ERROR if the input is corrupt.
 */
int ln_decoder_run(ln_decoder_t *decoder, ln_decoder_io_t *io);

/*
 * 1 if the body may end here, 0 if it would be cut.  A body without a byte is
 * whole.
 */
int ln_decoder_whole(const ln_decoder_t *decoder);


#endif
