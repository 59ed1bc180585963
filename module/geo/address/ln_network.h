/* Sets of networks (RFC 4632), as sorted ranges of addresses. */

#ifndef LN_NETWORK_H
#define LN_NETWORK_H

#include "geo/address/ln_address.h"


/* Both ends belong to the network.  IPv4 is stored as IPv4-mapped IPv6. */
typedef struct {
    unsigned char  first[16];
    unsigned char  last[16];
} ln_network_t;


/*
 * Parses a network (`10.0.0.0/8`, `2001:db8::/32`) or one address.  LN_ERROR
 * with err set, also where a bit beyond the prefix length is set: `10.0.0.1/8`,
 * and for an IPv6 network that would hold all IPv4 addresses: `::/0`.
 */
int ln_network_parse(ln_str_t text, ln_network_t *network, ln_error_t *err);

/*
 * Whether no address is in the network once it is unwrapped: it was written as
 * one of IPv6, and all of its addresses carry an IPv4 address.
 */
int ln_network_carries(const ln_network_t *network);

/*
 * Sorts n networks for ln_network_find() and merges those that overlap.
 * Returns how many there are then.
 */
unsigned ln_network_sort(ln_network_t *networks, unsigned n);

/* Whether address, unwrapped, is in one of n sorted networks. */
int ln_network_find(const ln_network_t *networks, unsigned n,
    const ln_address_t *address);


#endif
