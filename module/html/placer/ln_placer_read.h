/* The page's bytes, in its encoding, on their way to the tokenizer. */

#ifndef LN_PLACER_READ_H
#define LN_PLACER_READ_H

#include "html/placer/ln_placer_state.h"


/* Sets both listeners. */
void ln_placer_read_init(ln_placer_t *placer, ln_code_units_listener_t *units,
    ln_window_listener_t *window);

/* Reads the next bytes of the page; last: they are its final ones. */
void ln_placer_read(ln_placer_t *placer, const unsigned char *data,
    size_t len, int last);

/*
 * Gives the tokenizer all bytes that are waited with: for the encoding, which
 * is presumed as it would be if the page said nothing of it, and for patterns.
 */
void ln_placer_read_release(ln_placer_t *placer);


#endif
