/* What the files of the room share. */

#ifndef LN_LAYOUT_WORK_H
#define LN_LAYOUT_WORK_H

#include <zlib.h>

#include "html/deflate/ln_symbols.h"
#include "html/deflate/ln_wrap.h"


#define LN_LAYOUT_ROOM  4096


/* Where in the stream: at the border of two symbols. */
typedef struct {
    ln_bits_t         bits;
    uint64_t          at;               /* the bit */
    uint64_t          offset;           /* the byte of the page */
    uint64_t          header;           /* the bit where the block begins */
    uint64_t          data;             /* .. and its first symbol */
    unsigned          in_block;
    unsigned          left;             /* bytes of a stored block */
    unsigned          opened;           /* the header in the output is ours */
    unsigned          ended;            /* the last block was left */
    ln_block_t        block;
} ln_border_t;


typedef struct {
    ln_wrap_t         wrap;
    ln_border_t       border;
    ln_str_t          page;
    unsigned char    *room;             /* the page's */
    uint64_t          end;
    uint64_t          resume;           /* from there the stream stays */
    unsigned          merged;           /* .. or it does not, up to the gap */
    z_stream          z;
    ln_bit_writer_t   writer;
    unsigned char    *out;              /* all before and after */
    size_t            size;
    size_t            out_room;
    unsigned char     piece[LN_LAYOUT_ROOM];
} ln_layout_work_t;


#endif
