#include "field/ln_accept.h"
#include "field/ln_field_list.h"
#include "ln_ascii.h"


static unsigned ln_accept_coding_covers(ln_str_t range, ln_str_t coding);
static unsigned ln_accept_covers(ln_str_t range, ln_str_t type);
static unsigned ln_accept_q(ln_str_t parameters);


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


void
ln_accept_coding(ln_accept_coding_t *found, ln_str_t accept, ln_str_t coding)
{
    unsigned  covers;
    ln_str_t  element, range;

    while (ln_field_list_next(&accept, &element) == LN_OK) {
        range = ln_field_head(&element);
        covers = ln_accept_coding_covers(range, coding);

        if (covers > found->covers) {
            found->covers = covers;
            found->weight = ln_accept_q(element);
        }
    }
}


static unsigned
ln_accept_coding_covers(ln_str_t range, ln_str_t coding)
{
    static const ln_str_t  any = ln_string("*");
    static const ln_str_t  gzip = ln_string("gzip");
    static const ln_str_t  x_gzip = ln_string("x-gzip");

    if (ln_str_caseless_eq(range, any)) {
        return 1;
    }

    range = ln_str_caseless_eq(range, x_gzip) ? gzip : range;
    coding = ln_str_caseless_eq(coding, x_gzip) ? gzip : coding;

    return ln_str_caseless_eq(range, coding) ? 2 : 0;
}


/* A weight that is wrong counts as 0. */

static unsigned
ln_accept_q(ln_str_t parameters)
{
    int                   rc;
    unsigned              weight;
    ln_field_parameter_t  parameter;

    while ((rc = ln_field_parameter_next(&parameters, &parameter))
           != LN_DECLINED)
    {
        if (rc == LN_OK && ln_field_is_weight(&parameter)) {
            return ln_field_weight(&parameter, &weight) == LN_OK ? weight : 0;
        }
    }

    return 1000;
}
