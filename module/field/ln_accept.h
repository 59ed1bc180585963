/*
 * Accept and Accept-Encoding: which of some media types or content codings a
 * client wants (RFC 9110, 12.5.1 and 12.5.3).
 */

#ifndef LN_ACCEPT_H
#define LN_ACCEPT_H

#include "ln_core.h"


/*
 * The weight that a value of Accept gives to a media type, such as
 * `application/json`: from 0, not wanted, to 1000.  The most specific range
 * that covers the type counts; parameters of a range but its weight do not.
 * A weight that is none counts as 0.  An empty value wants everything: 1000.
 */
unsigned ln_accept_weight(ln_str_t accept, ln_str_t type);

/* What the fields read so far say of a coding: all zero before the first. */
typedef struct {
    unsigned  weight;                   /* from 0, not wanted, to 1000 */
    unsigned  covers;                   /* how well what gave it names it */
} ln_accept_coding_t;

/*
 * Adds what a value of Accept-Encoding says of a content coding, such as `gzip`
 * (RFC 9110, 12.5.3); `x-gzip` is another name of that.  `*` covers what no
 * field names: several fields are one list.  An empty value wants no coding.
 */
void ln_accept_coding(ln_accept_coding_t *found, ln_str_t accept,
    ln_str_t coding);


#endif
