#include "html/selector/ln_match.h"
#include "ln_ascii.h"


void
ln_match_measure(ln_match_size_t *size, const ln_selector_t *selector)
{
    size->names += selector->nnames;
    size->bits += selector->nbits;
    size->counters += selector->ncounted;
}


int
ln_match_init(ln_match_t *match, const ln_alloc_t *alloc,
    const ln_match_size_t *size, const ln_tree_t *tree,
    ln_attributes_t *attributes)
{
    size_t  n;

    match->tree = tree;
    match->attributes = attributes;
    match->nbytes = (size->bits + 7) / 8;
    match->ncounters = size->counters;

    n = (size_t) match->nbytes * LN_STACK_DEPTH;

    if (n) {
        match->self = ln_alloc(alloc, 2 * n);
        if (match->self == NULL) {
            return LN_ERROR;
        }

        match->above = match->self + n;
    }

    n = match->ncounters;

    if (n) {
        match->counted = ln_alloc(alloc, n * sizeof(uint64_t));
        match->counters = ln_alloc(alloc, n * sizeof(uint32_t)
                                          * LN_STACK_DEPTH);

        if (match->counted == NULL || match->counters == NULL) {
            return LN_ERROR;
        }
    }

    return LN_OK;
}


int
ln_match_add(ln_match_t *match, const ln_alloc_t *alloc,
    ln_match_size_t *used, ln_matcher_t *matcher,
    const ln_selector_t *selector)
{
    unsigned  i;

    matcher->selector = selector;
    matcher->bit = used->bits;
    matcher->counter = used->counters;

    if (selector->nnames) {
        matcher->slots = ln_alloc(alloc, selector->nnames * sizeof(unsigned));
        if (matcher->slots == NULL) {
            return LN_ERROR;
        }
    }

    for (i = 0; i < selector->nnames; i++) {
        matcher->slots[i] = ln_attribute_want(match->attributes,
                                              selector->names[i]);
    }

    for (i = 0; i < selector->ncounted; i++) {
        match->counted[matcher->counter + i] = selector->counted[i];
    }

    ln_match_measure(used, selector);

    return LN_OK;
}


void
ln_match_push(ln_match_t *match, unsigned index)
{
    unsigned   i;
    uint32_t  *counters;

    if (match->nbytes == 1 && index > 0) {
        match->self[index] = 0;
        match->above[index] = match->above[index - 1];

    } else if (match->nbytes) {
        memset(match->self + index * match->nbytes, 0, match->nbytes);

        if (index == 0) {
            memset(match->above, 0, match->nbytes);

        } else {
            memcpy(match->above + index * match->nbytes,
                   match->above + (index - 1) * match->nbytes, match->nbytes);
        }
    }

    if (match->ncounters) {
        counters = match->counters + index * match->ncounters;
        memset(counters, 0, match->ncounters * sizeof(uint32_t));

        for (i = 0; index > 0 && i < match->ncounters; i++) {
            if (match->tree->stack[index].key == match->counted[i]) {
                (counters - match->ncounters)[i]++;
            }
        }
    }
}


void
ln_match_remove(ln_match_t *match, unsigned index)
{
    size_t  n;

    n = match->tree->depth - index;

    if (match->nbytes) {
        memmove(match->self + index * match->nbytes,
                match->self + (index + 1) * match->nbytes,
                n * match->nbytes);
        memmove(match->above + index * match->nbytes,
                match->above + (index + 1) * match->nbytes,
                n * match->nbytes);
    }

    if (match->ncounters) {
        memmove(match->counters + index * match->ncounters,
                match->counters + (index + 1) * match->ncounters,
                n * match->ncounters * sizeof(uint32_t));
    }
}


void
ln_match_raise(ln_match_t *match, unsigned index)
{
    size_t  n;

    n = match->tree->depth - 1 - index;

    if (match->nbytes) {
        memmove(match->self + (index + 1) * match->nbytes,
                match->self + index * match->nbytes, n * match->nbytes);
        memmove(match->above + (index + 1) * match->nbytes,
                match->above + index * match->nbytes, n * match->nbytes);
    }

    if (match->ncounters) {
        memmove(match->counters + (index + 1) * match->ncounters,
                match->counters + index * match->ncounters,
                n * match->ncounters * sizeof(uint32_t));
    }

    ln_match_push(match, index);
}


static int
ln_match_equal(const unsigned char *a, const unsigned char *b, size_t len,
    unsigned caseless)
{
    return caseless ? ln_caseless_eq(a, b, len) : memcmp(a, b, len) == 0;
}


/* Whether one of value's words is that of the condition. */
static int
ln_match_word(const ln_condition_t *c, ln_str_t value, unsigned cut)
{
    const unsigned char  *p, *end, *word;

    p = value.data;
    end = p + value.len;

    if (c->value.len == 0) {
        return 0;
    }

    while (p < end) {
        while (p < end && ln_is_space(*p)) {
            p++;
        }

        for (word = p; p < end && !ln_is_space(*p); p++) {
            /* void */
        }

        if ((size_t) (p - word) == c->value.len
            && !(cut && p == end)
            && ln_match_equal(word, c->value.data, c->value.len, c->caseless))
        {
            return 1;
        }
    }

    return 0;
}


static int
ln_match_within(const ln_condition_t *c, ln_str_t value)
{
    size_t  i;

    for (i = 0; i + c->value.len <= value.len; i++) {
        if (ln_match_equal(value.data + i, c->value.data, c->value.len,
                           c->caseless))
        {
            return 1;
        }
    }

    return 0;
}


/* Of a value that was cut only what is certain is taken for true. */
static int
ln_match_condition(const ln_match_t *match, const ln_matcher_t *matcher,
    const ln_condition_t *c)
{
    size_t                       len;
    ln_str_t                     value;
    const ln_attribute_value_t  *v;

    v = ln_attribute_find(match->attributes, matcher->slots[c->attribute],
                          &value);
    if (v == NULL) {
        return 0;
    }

    len = c->value.len;

    switch (c->kind) {

    case LN_CONDITION_PRESENT:
        return 1;

    case LN_CONDITION_INCLUDES:
        return ln_match_word(c, value, v->cut);

    case LN_CONDITION_SUBSTRING:
        return len > 0 && ln_match_within(c, value);

    case LN_CONDITION_SUFFIX:
        return len > 0 && !v->cut && value.len >= len
               && ln_match_equal(value.data + value.len - len, c->value.data,
                                 len, c->caseless);

    case LN_CONDITION_EQUAL:
        if (v->cut || value.len != len) {
            return 0;
        }

        break;

    case LN_CONDITION_DASH:
        if (value.len < len || (value.len == len && v->cut)
            || (value.len > len && value.data[len] != '-'))
        {
            return 0;
        }

        break;

    case LN_CONDITION_PREFIX:
        if (len == 0 || value.len < len) {
            return 0;
        }

        break;
    }

    return ln_match_equal(value.data, c->value.data, len, c->caseless);
}


/* Whether n = a*i + b for some i of 0, 1, 2 .. */
static int
ln_match_nth(const ln_nth_t *nth, uint32_t n)
{
    int64_t  rest;

    rest = (int64_t) n - nth->b;

    if (nth->a == 0) {
        return rest == 0;
    }

    return rest % nth->a == 0 && rest / nth->a >= 0;
}


static int
ln_match_compound(const ln_match_t *match, const ln_matcher_t *matcher,
    const ln_compound_t *c, unsigned index, int plain)
{
    unsigned         i;
    uint32_t         n;
    const ln_nth_t  *nth;

    if (c->type != 0 && c->type != match->tree->stack[index].key) {
        return 0;
    }

    if (plain && c->nconditions) {
        return 0;
    }

    for (i = 0; i < c->nconditions; i++) {
        if (!ln_match_condition(match, matcher, &c->conditions[i])) {
            return 0;
        }
    }

    for (i = 0; i < c->nnths; i++) {
        nth = &c->nths[i];

        if (index == 0) {
            n = 1;

        } else if (nth->of_type) {
            n = match->counters[(index - 1) * match->ncounters
                                + matcher->counter + nth->counter];
        } else {
            n = match->tree->stack[index - 1].children;
        }

        if (!ln_match_nth(nth, n)) {
            return 0;
        }
    }

    for (i = 0; i < c->nnots; i++) {
        if (ln_match_compound(match, matcher, &c->nots[i], index, plain)) {
            return 0;
        }
    }

    return 1;
}


static int
ln_match_bit(const unsigned char *bits, unsigned bit)
{
    return (bits[bit / 8] >> (bit % 8)) & 1;
}


static int
ln_match_complex(ln_match_t *match, const ln_matcher_t *matcher,
    const ln_complex_t *complex, unsigned index, int plain)
{
    int                   matches;
    unsigned              i, bit;
    unsigned char        *self, *above;
    const ln_compound_t  *c;

    if (complex->ncompounds == 1) {
        return ln_match_compound(match, matcher, complex->compounds, index,
                                 plain);
    }

    self = match->self + index * match->nbytes;
    above = match->above + index * match->nbytes;
    matches = 0;

    for (i = 0; i < complex->ncompounds; i++) {
        c = &complex->compounds[i];

        if (i == 0) {
            matches = 1;

        } else if (index == 0) {
            matches = 0;

        } else {
            bit = matcher->bit + complex->compounds[i - 1].bit;
            matches = ln_match_bit((c->child ? self : above) - match->nbytes,
                                   bit);
        }

        matches = matches
                  && ln_match_compound(match, matcher, c, index, plain);

        if (matches && i + 1 < complex->ncompounds) {
            bit = matcher->bit + c->bit;
            self[bit / 8] |= (unsigned char) (1 << (bit % 8));
            above[bit / 8] |= (unsigned char) (1 << (bit % 8));
        }
    }

    return matches;
}


int
ln_match_element(ln_match_t *match, const ln_matcher_t *matcher,
    unsigned index, int plain)
{
    int       matches;
    unsigned  i;

    matches = 0;

    for (i = 0; i < matcher->selector->ncomplexes; i++) {
        matches |= ln_match_complex(match, matcher,
                                    &matcher->selector->complexes[i], index,
                                    plain);
    }

    return matches;
}
