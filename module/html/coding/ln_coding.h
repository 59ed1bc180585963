/* One coding of a list; private to the decoder's files. */

#ifndef LN_DECODER_PART_H
#define LN_DECODER_PART_H

#include "html/coding/ln_decoder.h"


typedef struct ln_coding_s  ln_coding_t;

struct ln_coding_s {
    int           (*run)(ln_coding_t *coding, ln_decoder_io_t *io);
    void          (*free)(ln_coding_t *coding);
    void           *state;
    unsigned        kind;               /* the library's own */
    unsigned        started:1;          /* a byte was seen */
    unsigned        whole:1;            /* its input may end here */
    unsigned        garbage:1;          /* the rest of its input is none */
};


/* LN_OK; LN_ERROR when there is no memory. */
int ln_coding_gzip(ln_coding_t *coding);
int ln_coding_deflate(ln_coding_t *coding);
int ln_coding_br(ln_coding_t *coding);
int ln_coding_zstd(ln_coding_t *coding);


#endif
