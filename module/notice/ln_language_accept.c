#include "field/ln_field_list.h"
#include "ln_ascii.h"
#include "notice/ln_language.h"
#include "notice/ln_language_accept.h"


#define LN_LANGUAGE_RANGES  64


/* `ru;q=0.8`: the weight in thousandths. */
typedef struct {
    ln_str_t  range;
    unsigned  weight;
} ln_language_range_t;


static unsigned ln_language_ranges(ln_str_t field,
    ln_language_range_t *ranges);
static int ln_language_refused(const ln_language_range_t *ranges, unsigned n,
    ln_str_t tag);
static int ln_language_best(const ln_language_range_t *ranges, unsigned n,
    const ln_str_t *tags, unsigned ntags, unsigned *star);
static int ln_language_element(ln_str_t element, ln_language_range_t *range);
static int ln_language_weight(const ln_field_parameter_t *parameter,
    unsigned *weight);


int
ln_language_accept(ln_str_t field, const ln_str_t *tags, unsigned ntags,
    unsigned any)
{
    int                  best;
    unsigned             i, n, star;
    ln_language_range_t  ranges[LN_LANGUAGE_RANGES];

    n = ln_language_ranges(field, ranges);
    best = ln_language_best(ranges, n, tags, ntags, &star);

    if (best >= 0 || star == 0) {
        return best;
    }

    if (!ln_language_refused(ranges, n, tags[any])) {
        return (int) any;
    }

    for (i = 0; i < ntags; i++) {
        if (!ln_language_refused(ranges, n, tags[i])) {
            return (int) i;
        }
    }

    return -1;
}


static unsigned
ln_language_ranges(ln_str_t field, ln_language_range_t *ranges)
{
    unsigned  n;
    ln_str_t  element;

    n = 0;

    while (n < LN_LANGUAGE_RANGES
           && ln_field_list_next(&field, &element) == LN_OK)
    {
        n += (ln_language_element(element, &ranges[n]) == LN_OK);
    }

    return n;
}


/*
 * Ranges of weight 0 exclude: a tag that one of them names is not chosen
 * through `*`, nor through a wider range.
 */

static int
ln_language_refused(const ln_language_range_t *ranges, unsigned n,
    ln_str_t tag)
{
    unsigned  i;

    for (i = 0; i < n; i++) {
        if (ranges[i].weight == 0 && ln_str_caseless_eq(ranges[i].range, tag)) {
            return 1;
        }
    }

    return 0;
}


/* The tag of the weightiest range, -1 for none; *star: the weight of `*`. */

static int
ln_language_best(const ln_language_range_t *ranges, unsigned n,
    const ln_str_t *tags, unsigned ntags, unsigned *star)
{
    int       found, best;
    unsigned  i, weight;

    best = -1;
    weight = 0;
    *star = 0;

    for (i = 0; i < n; i++) {

        if (ranges[i].range.len == 1 && ranges[i].range.data[0] == '*') {
            *star = ranges[i].weight;
            continue;
        }

        if (ranges[i].weight <= weight) {
            continue;
        }

        found = ln_language_lookup(ranges[i].range, tags, ntags);

        if (found >= 0 && !ln_language_refused(ranges, n, tags[found])) {
            best = found;
            weight = ranges[i].weight;
        }
    }

    return best;
}


/* An element of the list: a range, with a weight at the most. */

static int
ln_language_element(ln_str_t element, ln_language_range_t *range)
{
    int                   rc;
    ln_field_parameter_t  parameter;

    range->weight = 1000;
    range->range = ln_field_head(&element);

    if (range->range.len == 0) {
        return LN_ERROR;
    }

    while ((rc = ln_field_parameter_next(&element, &parameter)) == LN_OK) {

        if (ln_language_weight(&parameter, &range->weight) != LN_OK) {
            return LN_ERROR;
        }
    }

    return rc == LN_DECLINED ? LN_OK : LN_ERROR;
}


/* `q=0.8` in thousandths (RFC 9110, 12.4.2). */

static int
ln_language_weight(const ln_field_parameter_t *parameter, unsigned *weight)
{
    size_t    i;
    ln_str_t  value;
    unsigned  scale;

    value = parameter->value;

    if (!ln_str_caseless_eq(parameter->name, ln_str("q")) || parameter->quoted
        || value.len == 0 || value.len > 5
        || value.data[0] < '0' || value.data[0] > '1'
        || (value.len > 1 && value.data[1] != '.'))
    {
        return LN_ERROR;
    }

    *weight = (value.data[0] - '0') * 1000;
    scale = 100;

    for (i = 2; i < value.len; i++) {
        if (!ln_is_digit(value.data[i])) {
            return LN_ERROR;
        }

        *weight += (value.data[i] - '0') * scale;
        scale /= 10;
    }

    return *weight <= 1000 ? LN_OK : LN_ERROR;
}
