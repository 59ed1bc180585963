/* The address of a reader, and which of its bits say where the reader is. */

#ifndef LN_ADDRESS_H
#define LN_ADDRESS_H

#include <sys/socket.h>

#include "ln_core.h"


/* family is 4, 6, or 0 for "none": a unix socket, a text that is no address. */
typedef struct {
    unsigned       family;
    unsigned char  bytes[16];           /* network order; 4 bytes if family 4 */
} ln_address_t;

_Static_assert(sizeof(ln_address_t) == sizeof(unsigned) + 16,
               "no padding, addresses are compared as bytes");


/*
 * Parses one IPv4 or IPv6 address in its text form (RFC 4291), without port,
 * brackets, zone or blanks.  A list of addresses is no address.  Returns LN_OK,
 * or LN_DECLINED with address->family 0.
 */
int ln_address_parse(ln_str_t text, ln_address_t *address);

/* Takes the address out of sa.  Any family but AF_INET(6) gives family 0. */
void ln_address_from_sockaddr(const struct sockaddr *sa, ln_address_t *address);

/*
 * An IPv6 address can carry the reader's IPv4 address.  The IPv4 address then
 * replaces it.  These addresses carry one: IPv4-mapped and IPv4-compatible (RFC
 * 4291), 6to4 (RFC 3056), NAT64 64:ff9b::/96 (RFC 6052), and Teredo (RFC 4380:
 * the inverted address of the client, not that of the server).
 */
void ln_address_unwrap(ln_address_t *address);


#endif
