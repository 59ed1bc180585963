/* One coding of a list, as the decoder sees it. */

#ifndef LN_CODING_H
#define LN_CODING_H

#include "html/coding/ln_decoder.h"


typedef struct ln_coding_s  ln_coding_t;

struct ln_coding_s {
    int           (*run)(ln_coding_t *coding, ln_decoder_io_t *io);
    void          (*free)(ln_coding_t *coding);
    void           *state;              /* of the library that decodes */
    unsigned        kind;               /* of ln_coding_zlib.c: the format */
    unsigned        started:1;          /* a byte was seen */
    unsigned        whole:1;            /* the input may end here */
    unsigned        garbage:1;          /* the rest of the input is ignored */
};


#endif
