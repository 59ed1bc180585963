/* Sets of networks (RFC 4632), as sorted ranges of addresses. */

#ifndef LN_NETWORK_H
#define LN_NETWORK_H

#include "geo/address/ln_address.h"


typedef struct {
    unsigned char  first[16];           /* IPv4 as IPv4-mapped IPv6 */
    unsigned char  last[16];
} ln_network_t;


/* `10.0.0.0/8`, `2001:db8::/32` or one address.  LN_ERROR with err set. */
int ln_network_parse(ln_str_t text, ln_network_t *network, ln_error_t *err);

/* Sorts n networks for ln_network_find() and merges them; returns how many. */
unsigned ln_network_sort(ln_network_t *networks, unsigned n);

int ln_network_find(const ln_network_t *networks, unsigned n,
    const ln_address_t *address);


#endif
