/* IPv6 networks whose addresses carry an IPv4 address. */

#ifndef LN_CARRIER_H
#define LN_CARRIER_H


/*
 * Whether ln_address_unwrap() gives an IPv4 address for the addresses of an
 * IPv6 network: the first len bits of bytes, which has 16.  1: for all of them;
 * -1: for some; 0: for none.  `::` and `::1` stand in a network that counts as
 * one of those, and carry nothing.
 */
int ln_carrier(const unsigned char *bytes, unsigned len);


#endif
