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
static int ln_language_element(const unsigned char **p,
    const unsigned char *end, ln_language_range_t *range);
static int ln_language_weight(ln_str_t s, unsigned *weight);


int
ln_language_accept(ln_str_t field, const ln_str_t *tags, unsigned ntags)
{
    int                  best;
    unsigned             i, n, star;
    ln_language_range_t  ranges[LN_LANGUAGE_RANGES];

    n = ln_language_ranges(field, ranges);
    best = ln_language_best(ranges, n, tags, ntags, &star);

    if (best >= 0 || star == 0) {
        return best;
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
    unsigned              n;
    const unsigned char  *p, *end;

    p = field.data;
    end = field.len ? p + field.len : p;      /* NULL may not be added to */

    for (n = 0; n < LN_LANGUAGE_RANGES && p < end; /* void */) {
        n += (ln_language_element(&p, end, &ranges[n]) == LN_OK);
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
        if (ranges[i].weight == 0 && ln_language_eq(ranges[i].range, tag)) {
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


/* One element of the list: `range *( OWS ";" OWS "q=" weight )`. */

static int
ln_language_element(const unsigned char **pp, const unsigned char *end,
    ln_language_range_t *range)
{
    ln_str_t              part;
    unsigned              first;
    const unsigned char  *p;

    p = *pp;
    first = 1;
    range->weight = 1000;
    range->range.len = 0;

    do {
        if (!first) {
            p++;
        }

        while (p < end && (*p == ' ' || *p == '\t')) {
            p++;
        }

        part.data = p;

        while (p < end && *p != ',' && *p != ';') {
            p++;
        }

        part.len = p - part.data;

        while (part.len && (part.data[part.len - 1] == ' '
                            || part.data[part.len - 1] == '\t'))
        {
            part.len--;
        }

        if (first) {
            range->range = part;

        } else if (ln_language_weight(part, &range->weight) != LN_OK) {
            range->range.len = 0;
        }

        first = 0;

    } while (p < end && *p == ';');

    *pp = (p < end) ? p + 1 : p;

    return range->range.len ? LN_OK : LN_DECLINED;
}


/* `q=0.8` in thousandths (RFC 9110, 12.4.2). */

static int
ln_language_weight(ln_str_t s, unsigned *weight)
{
    size_t    i;
    unsigned  scale;

    if (s.len < 3 || s.len > 7 || (s.data[0] | 0x20) != 'q'
        || s.data[1] != '=' || s.data[2] < '0' || s.data[2] > '1'
        || (s.len > 3 && s.data[3] != '.'))
    {
        return LN_ERROR;
    }

    *weight = (s.data[2] - '0') * 1000;
    scale = 100;

    for (i = 4; i < s.len; i++) {
        if (s.data[i] < '0' || s.data[i] > '9') {
            return LN_ERROR;
        }

        *weight += (s.data[i] - '0') * scale;
        scale /= 10;
    }

    return *weight <= 1000 ? LN_OK : LN_ERROR;
}
