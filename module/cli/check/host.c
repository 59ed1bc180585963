#include <string.h>

#include "cli/check/host.h"
#include "ln_ascii.h"


ln_str_t
ln_check_origin(ln_str_t url)
{
    size_t  n;

    n = ln_str_caseless_begins(url, ln_str("https://")) ? 8 : 7;

    while (n < url.len && url.data[n] != '/' && url.data[n] != '?'
           && url.data[n] != '#')
    {
        n++;
    }

    url.len = n;

    return url;
}


ln_str_t
ln_check_target(const char *url)
{
    size_t    skip;
    ln_str_t  target;

    target = ln_str(url);
    skip = ln_check_origin(target).len;
    target.data += skip;
    target.len -= skip;
    target.len = strcspn((const char *) target.data, "#");

    return target;
}


ln_check_host_t *
ln_check_host(const ln_check_t *check, ln_str_t url)
{
    size_t    i;
    ln_str_t  origin;

    origin = ln_check_origin(url);

    for (i = 0; i < check->nhosts; i++) {
        if (ln_str_caseless_eq(check->hosts[i]->origin, origin)) {
            return check->hosts[i];
        }
    }

    return NULL;
}
