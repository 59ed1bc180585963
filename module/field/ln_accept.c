#include "field/ln_accept.h"
#include "field/ln_field_list.h"
#include "ln_ascii.h"


static unsigned ln_accept_covers(ln_str_t range, ln_str_t type);
static unsigned ln_accept_q(ln_str_t parameters);
static unsigned ln_accept_number(ln_str_t q);


unsigned
ln_accept_weight(ln_str_t accept, ln_str_t type)
{
    unsigned  weight, covers, best;
    ln_str_t  element, range;

    if (ln_field_trim(accept).len == 0) {
        return 1000;
    }

    weight = 0;
    best = 0;

    while (ln_field_list_next(&accept, &element) == LN_OK) {
        range = ln_field_head(&element);
        covers = ln_accept_covers(range, type);

        if (covers > best) {
            best = covers;
            weight = ln_accept_q(element);
        }
    }

    return weight;
}


/* How specific a range is that covers type; 0 where it does not. */

static unsigned
ln_accept_covers(ln_str_t range, ln_str_t type)
{
    size_t  slash;

    if (ln_str_caseless_eq(range, type)) {
        return 3;
    }

    if (ln_str_caseless_eq(range, (ln_str_t) ln_string("*/*"))) {
        return 1;
    }

    for (slash = 0; slash < type.len && type.data[slash] != '/'; slash++) {
        /* void */
    }

    type.len = slash;

    if (range.len != slash + 2 || range.data[slash] != '/'
        || range.data[slash + 1] != '*')
    {
        return 0;
    }

    range.len = slash;

    return ln_str_caseless_eq(range, type) ? 2 : 0;
}


static unsigned
ln_accept_q(ln_str_t parameters)
{
    int                   rc;
    ln_field_parameter_t  parameter;

    while ((rc = ln_field_parameter_next(&parameters, &parameter))
           != LN_DECLINED)
    {
        if (rc == LN_OK && parameter.name.len == 1
            && (parameter.name.data[0] | 0x20) == 'q')
        {
            return ln_accept_number(parameter.value);
        }
    }

    return 1000;
}


/* RFC 9110, 12.4.2: "0" or "1", with at most three digits behind a point. */

static unsigned
ln_accept_number(ln_str_t q)
{
    size_t    i;
    unsigned  n, unit;

    if (q.len == 0 || q.len > 5 || q.data[0] < '0' || q.data[0] > '1'
        || (q.len > 1 && q.data[1] != '.'))
    {
        return 0;
    }

    n = (q.data[0] - '0') * 1000;
    unit = 100;

    for (i = 2; i < q.len; i++) {
        if (q.data[i] < '0' || q.data[i] > '9') {
            return 0;
        }

        n += (q.data[i] - '0') * unit;
        unit /= 10;
    }

    return n > 1000 ? 0 : n;
}
