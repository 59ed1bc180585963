#include "field/ln_cookie.h"
#include "field/ln_field_list.h"


static ln_str_t ln_cookie_take(ln_str_t *cookies);


int
ln_cookie_next(ln_str_t *cookies, ln_str_t name, ln_str_t *value)
{
    ln_str_t              pair, found;
    const unsigned char  *equals;

    while (cookies->len) {
        pair = ln_cookie_take(cookies);

        equals = pair.len ? memchr(pair.data, '=', pair.len) : NULL;
        if (equals == NULL) {
            continue;
        }

        found.data = pair.data;
        found.len = equals - pair.data;

        if (ln_str_eq(ln_field_trim(found), name)) {
            value->data = equals + 1;
            value->len = pair.len - found.len - 1;
            *value = ln_field_trim(*value);
            return LN_OK;
        }
    }

    return LN_DECLINED;
}


/* What stands before the first semicolon, which goes as well. */

static ln_str_t
ln_cookie_take(ln_str_t *cookies)
{
    ln_str_t              pair;
    const unsigned char  *end;

    pair = *cookies;
    end = memchr(pair.data, ';', pair.len);

    if (end == NULL) {
        cookies->data += cookies->len;
        cookies->len = 0;
        return pair;
    }

    pair.len = end - pair.data;
    cookies->data = end + 1;
    cookies->len -= pair.len + 1;

    return pair;
}
