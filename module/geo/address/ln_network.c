#include <stdlib.h>

#include "geo/address/ln_carrier.h"
#include "geo/address/ln_network.h"
#include "ln_ascii.h"


static int ln_network_prefix(ln_str_t text, const unsigned char *slash,
    unsigned bits, unsigned *prefix);
static int ln_network_range(const ln_address_t *address, unsigned bits,
    unsigned prefix, ln_network_t *network);
static int ln_network_has_ipv4(const ln_network_t *network);
static int ln_network_compare(const void *one, const void *two);
static int ln_network_search(const ln_network_t *networks, unsigned n,
    const unsigned char *key);


static const unsigned char  ln_network_ipv4[16] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0
};


int
ln_network_parse(ln_str_t text, ln_network_t *network, ln_error_t *err)
{
    unsigned              bits, prefix;
    ln_str_t              ip;
    ln_address_t          address;
    const unsigned char  *slash;

    ip = text;
    slash = text.len ? memchr(text.data, '/', text.len) : NULL;

    if (slash) {
        ip.len = slash - text.data;
    }

    if (ln_address_parse(ip, &address) != LN_OK) {
        return ln_error(err, "invalid network \"%.*s\", a CIDR like "
                        "\"192.0.2.0/24\" is expected", (int) text.len,
                        (const char *) text.data);
    }

    bits = (address.family == 4) ? 32 : 128;
    prefix = bits;

    if (slash && ln_network_prefix(text, slash, bits, &prefix) != LN_OK) {
        return ln_error(err, "invalid prefix length in network \"%.*s\", "
                        "0 to %u is expected", (int) text.len,
                        (const char *) text.data, bits);
    }

    if (ln_network_range(&address, bits, prefix, network) != LN_OK) {
        return ln_error(err, "network \"%.*s\" has bits set beyond its "
                        "prefix length, clear them", (int) text.len,
                        (const char *) text.data);
    }

    if (prefix < 96 && address.family == 6 && ln_network_has_ipv4(network)) {
        return ln_error(err, "network \"%.*s\" would hold all of IPv4, too; "
                        "for all of IPv6 write \"2000::/3\", for all of IPv4 "
                        "\"0.0.0.0/0\"", (int) text.len,
                        (const char *) text.data);
    }

    return LN_OK;
}


/* The decimal number behind the slash. */

static int
ln_network_prefix(ln_str_t text, const unsigned char *slash, unsigned bits,
    unsigned *prefix)
{
    size_t  i, len;

    *prefix = 0;
    len = text.data + text.len - slash - 1;

    for (i = 0; i < len && len < 4; i++) {
        if (!ln_is_digit(slash[1 + i])) {
            break;
        }

        *prefix = *prefix * 10 + (slash[1 + i] - '0');
    }

    return len == 0 || i != len || *prefix > bits ? LN_ERROR : LN_OK;
}


/* From the address to the one with all bits behind the prefix set. */

static int
ln_network_range(const ln_address_t *address, unsigned bits, unsigned prefix,
    ln_network_t *network)
{
    unsigned  at, bit;

    memset(network, 0, sizeof(ln_network_t));
    at = 0;

    if (address->family == 4) {
        network->first[10] = network->first[11] = 0xff;
        at = 12;
    }

    memcpy(network->first + at, address->bytes, bits / 8);
    memcpy(network->last, network->first, 16);

    for (bit = prefix; bit < bits; bit++) {
        if (network->first[at + bit / 8] & (0x80 >> bit % 8)) {
            return LN_ERROR;
        }

        network->last[at + bit / 8] |= 0x80 >> bit % 8;
    }

    return LN_OK;
}


/* IPv4 is stored in ::ffff:0:0/96, which an IPv6 network can hold. */

static int
ln_network_has_ipv4(const ln_network_t *network)
{
    return memcmp(network->first, ln_network_ipv4, 16) <= 0
           && memcmp(network->last, ln_network_ipv4, 16) >= 0;
}


int
ln_network_carries(const ln_network_t *network)
{
    static const unsigned char  loopback[16] = { [15] = 1 };

    /* IPv4 itself is stored so */

    if (memcmp(network->first, ln_network_ipv4, 12) == 0) {
        return 0;
    }

    /* no network ends with one of these and begins before it */

    return memcmp(network->last, loopback, 16) > 0
           && ln_carrier(network->last, 128) == 1;
}


static int
ln_network_compare(const void *one, const void *two)
{
    return memcmp(((const ln_network_t *) one)->first,
                  ((const ln_network_t *) two)->first, 16);
}


unsigned
ln_network_sort(ln_network_t *networks, unsigned n)
{
    unsigned  i, k;

    if (n == 0) {
        return 0;
    }

    qsort(networks, n, sizeof(ln_network_t), ln_network_compare);

    for (k = 0, i = 1; i < n; i++) {

        if (memcmp(networks[i].first, networks[k].last, 16) > 0) {
            networks[++k] = networks[i];

        } else if (memcmp(networks[i].last, networks[k].last, 16) > 0) {
            memcpy(networks[k].last, networks[i].last, 16);
        }
    }

    return k + 1;
}


int
ln_network_find(const ln_network_t *networks, unsigned n,
    const ln_address_t *address)
{
    int            found;
    ln_address_t   a;
    unsigned char  key[16];

    a = *address;
    ln_address_unwrap(&a);

    if (a.family == 0) {
        return 0;
    }

    memcpy(key, a.bytes, 16);

    if (a.family == 4) {
        memset(key, 0, 16);
        key[10] = key[11] = 0xff;
        memcpy(key + 12, a.bytes, 4);
    }

    found = ln_network_search(networks, n, key);

    ln_wipe(&a, sizeof(ln_address_t));
    ln_wipe(key, sizeof(key));

    return found;
}


static int
ln_network_search(const ln_network_t *networks, unsigned n,
    const unsigned char *key)
{
    unsigned  low, high, middle;

    for (low = 0, high = n; low < high; /* void */) {
        middle = low + (high - low) / 2;

        if (memcmp(key, networks[middle].first, 16) < 0) {
            high = middle;

        } else if (memcmp(key, networks[middle].last, 16) > 0) {
            low = middle + 1;

        } else {
            return 1;
        }
    }

    return 0;
}
