#define _POSIX_C_SOURCE  200809L

#include <arpa/inet.h>
#include <netinet/in.h>

#include "geo/address/ln_address.h"


static int ln_address_compatible(const unsigned char *b);


int
ln_address_parse(ln_str_t text, ln_address_t *address)
{
    char  buf[INET6_ADDRSTRLEN];

    memset(address, 0, sizeof(ln_address_t));

    if (text.len == 0 || text.len >= sizeof(buf)
        || memchr(text.data, '\0', text.len) != NULL)
    {
        return LN_DECLINED;
    }

    memcpy(buf, text.data, text.len);
    buf[text.len] = '\0';

    if (inet_pton(AF_INET, buf, address->bytes) == 1) {
        address->family = 4;

    } else if (inet_pton(AF_INET6, buf, address->bytes) == 1) {
        address->family = 6;

    } else {
        memset(address, 0, sizeof(ln_address_t));
    }

    ln_wipe(buf, sizeof(buf));

    return address->family ? LN_OK : LN_DECLINED;
}


void
ln_address_from_sockaddr(const struct sockaddr *sa, ln_address_t *address)
{
    memset(address, 0, sizeof(ln_address_t));

    if (sa == NULL) {
        return;
    }

    switch (sa->sa_family) {

    case AF_INET:
        address->family = 4;
        memcpy(address->bytes, &((const struct sockaddr_in *) sa)->sin_addr, 4);
        break;

    case AF_INET6:
        address->family = 6;
        memcpy(address->bytes, &((const struct sockaddr_in6 *) sa)->sin6_addr,
               16);
        break;

    default:
        break;
    }
}


/* Databases for both have IPv4 there; `::` and `::1` are IPv6's own. */

static int
ln_address_compatible(const unsigned char *b)
{
    unsigned  i, any;

    for (any = 0, i = 0; i < 12; i++) {
        any |= b[i];
    }

    return any == 0 && (b[12] | b[13] | b[14] | (b[15] & 0xfe)) != 0;
}


void
ln_address_unwrap(ln_address_t *address)
{
    unsigned        i, at, mask;
    unsigned char  *b, ipv4[4];

    static const unsigned char  mapped[12] = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff
    };
    static const unsigned char  nat64[12] = { 0, 0x64, 0xff, 0x9b };
    static const unsigned char  teredo[4] = { 0x20, 0x01, 0, 0 };

    if (address->family != 6) {
        return;
    }

    b = address->bytes;
    mask = 0;

    if (memcmp(b, mapped, 12) == 0 || memcmp(b, nat64, 12) == 0
        || ln_address_compatible(b))
    {
        at = 12;

    } else if (b[0] == 0x20 && b[1] == 0x02) {
        at = 2;

    } else if (memcmp(b, teredo, 4) == 0) {
        at = 12;
        mask = 0xff;

    } else {
        return;
    }

    for (i = 0; i < 4; i++) {
        ipv4[i] = b[at + i] ^ mask;
    }

    memset(b, 0, 16);
    memcpy(b, ipv4, 4);
    address->family = 4;

    ln_wipe(ipv4, sizeof(ipv4));
}
