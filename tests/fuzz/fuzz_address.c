/*
 * Addresses as a header may claim them: what parses is family 4 or 6, and
 * what is unwrapped is too; nothing else is an address.
 */

#include <stdlib.h>

#include "geo/address/ln_address.h"


int  LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);


int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int           rc;
    ln_str_t      text;
    ln_address_t  address;

    text.data = data;
    text.len = size;

    rc = ln_address_parse(text, &address);

    if ((rc == LN_OK) != (address.family == 4 || address.family == 6)) {
        abort();
    }

    ln_address_unwrap(&address);

    if (rc != LN_OK && address.family != 0) {
        abort();
    }

    return 0;
}
