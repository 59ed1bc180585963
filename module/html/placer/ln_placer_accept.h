/* Whether a notice can go where a pattern has matched. */

#ifndef LN_PLACER_ACCEPT_H
#define LN_PLACER_ACCEPT_H

#include "html/placer/ln_placer_state.h"


/* For ln_window_listener_t; ctx is the placer. */
int ln_placer_accept(void *ctx, ln_search_t *search, const unsigned char *p,
    size_t len, size_t before);


#endif
