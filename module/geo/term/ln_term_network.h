/* The words of a `network` term. */

#ifndef LN_TERM_NETWORK_H
#define LN_TERM_NETWORK_H

#include "geo/term/ln_term.h"


/*
 * Adds a network (`192.0.2.0/24`), or all networks of a file: a word that
 * begins like an address is a network, any other is the name of a file.  A file
 * has one network a line; what follows a "#" is a comment.  LN_ERROR with err
 * set, also for a file without a network.
 */
int ln_term_network(const ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err);


#endif
