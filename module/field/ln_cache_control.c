#include "field/ln_cache_control.h"
#include "field/ln_field_list.h"
#include "ln_ascii.h"


static int ln_cache_control_is_shared(ln_str_t directive);


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
