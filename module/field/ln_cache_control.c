#include "field/ln_cache_control.h"
#include "field/ln_field_list.h"
#include "ln_ascii.h"


static int ln_cache_control_is_shared(ln_str_t directive);
static int ln_cache_control_has(ln_str_t value, ln_str_t directive);
static int ln_cache_control_expires_late(ln_str_t value, time_t now);


size_t
ln_cache_control_private(ln_str_t value, unsigned char *out)
{
    ln_str_t        directive;
    unsigned char  *p;

    p = out;

    while (ln_field_list_next(&value, &directive) == LN_OK) {

        if (!ln_cache_control_is_shared(directive)) {
            *p++ = ',';
            *p++ = ' ';
            memcpy(p, directive.data, directive.len);
            p += directive.len;
        }
    }

    return p - out;
}


/* Whether a directive is of shared caches (RFC 9111, 5.2.2). */

static int
ln_cache_control_is_shared(ln_str_t directive)
{
    size_t    i;
    ln_str_t  name;

    static const ln_str_t  names[] = {
        ln_string("public"),
        ln_string("private"),
        ln_string("s-maxage")
    };

    name.data = directive.data;

    for (name.len = 0; name.len < directive.len; name.len++) {
        if (name.data[name.len] == '=') {
            break;
        }
    }

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (ln_str_caseless_eq(name, names[i])) {
            return 1;
        }
    }

    return 0;
}


int
ln_cache_control_is_targeted(ln_str_t name)
{
    size_t    i;
    ln_str_t  end = ln_string("-Cache-Control");

    static const ln_str_t  names[] = {
        ln_string("X-Accel-Expires"),
        ln_string("Edge-Control"),
        ln_string("Surrogate-Control")
    };

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (ln_str_caseless_eq(name, names[i])) {
            return 1;
        }
    }

    return name.len > end.len && ln_str_caseless_ends(name, end);
}


int
ln_cache_control_is_unstored(ln_str_t value)
{
    return ln_cache_control_has(value, ln_str("no-store"));
}


int
ln_cache_control_is_shareable(ln_str_t value)
{
    return !ln_cache_control_has(value, ln_str("no-store"))
           && !ln_cache_control_has(value, ln_str("private"));
}


int
ln_cache_control_is_shareable_by(ln_str_t name, ln_str_t value, time_t now)
{
    if (ln_str_caseless_eq(name, ln_str("X-Accel-Expires"))) {
        return ln_cache_control_expires_late(value, now);
    }

    if (ln_str_caseless_eq(name, ln_str("Edge-Control"))
        && ln_cache_control_has(value, ln_str("bypass-cache")))
    {
        return 0;
    }

    return ln_cache_control_is_shareable(value);
}


/* A directive without a value, whole. */

static int
ln_cache_control_has(ln_str_t value, ln_str_t directive)
{
    ln_str_t  one;

    while (ln_field_list_next(&value, &one) == LN_OK) {
        if (ln_str_caseless_eq(one, directive)) {
            return 1;
        }
    }

    return 0;
}


/* nginx takes no sign, and no other unit than seconds. */

static int
ln_cache_control_expires_late(ln_str_t value, time_t now)
{
    int      absolute;
    size_t   i;
    int64_t  t;

    absolute = value.len && value.data[0] == '@';
    t = 0;

    for (i = absolute; i < value.len; i++) {

        if (!ln_is_digit(value.data[i])) {
            return 0;
        }

        if (t < INT32_MAX) {
            t = 10 * t + (value.data[i] - '0');
        }
    }

    return absolute ? t > now : t > 0;
}
