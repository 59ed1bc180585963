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

        if (!ln_field_is_weight(&parameter)
            || ln_field_weight(&parameter, &range->weight) != LN_OK)
        {
            return LN_ERROR;
        }
    }

    return rc == LN_DECLINED ? LN_OK : LN_ERROR;
}
