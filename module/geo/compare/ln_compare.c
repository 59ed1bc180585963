#include "geo/address/ln_carrier.h"
#include "geo/compare/ln_compare.h"
#include "geo/compare/ln_compare_outcome.h"
#include "geo/database/ln_image_walk.h"


/* The walk of all trees together. */
typedef struct {
    const ln_decision_source_t  *source;
    ln_compare_outcomes_t        outcomes;
    ln_address_t                 at;        /* the network that is looked at */
    unsigned                     bits;      /* of an address: 32 or 128 */
} ln_compare_walk_t;


static int ln_compare_family(ln_compare_walk_t *walk, unsigned family);
static int ln_compare_network(ln_compare_walk_t *walk, unsigned depth,
    const uint32_t *sides);
static int ln_compare_leaf(ln_compare_walk_t *walk, unsigned depth,
    const uint32_t *sides);
static int ln_compare_changes(const ln_compare_walk_t *walk, unsigned depth);
static void ln_compare_tell(const ln_compare_outcomes_t *o,
    ln_compare_pt handler, void *data);


int
ln_compare(const ln_decision_source_t *source, ln_compare_pt handler,
    void *data)
{
    int                rc;
    ln_compare_walk_t  walk;

    memset(&walk, 0, sizeof(ln_compare_walk_t));
    walk.source = source;

    if (ln_compare_outcomes_init(&walk.outcomes, source) != LN_OK) {
        return LN_ERROR;
    }

    rc = ln_compare_family(&walk, 4);

    if (rc == LN_OK) {
        rc = ln_compare_family(&walk, 6);
    }

    if (rc == LN_OK) {
        ln_compare_tell(&walk.outcomes, handler, data);
    }

    ln_compare_outcomes_free(&walk.outcomes);

    return rc;
}


/* A tree has no root: it begins with the first bits of an address. */

static int
ln_compare_family(ln_compare_walk_t *walk, unsigned family)
{
    uint32_t  first, sides[LN_DATABASES];
    unsigned  i, depth;

    memset(&walk->at, 0, sizeof(ln_address_t));
    walk->at.family = family;
    walk->bits = family == 4 ? 32 : 128;
    depth = family == 4 ? LN_IMAGE_ENTER4 : LN_IMAGE_ENTER6;

    for (first = 0; first < 1u << depth; first++) {
        walk->at.bytes[0] = (unsigned char) (first << (32 - depth) >> 24);
        walk->at.bytes[1] = (unsigned char) (first << (32 - depth) >> 16);
        walk->at.bytes[2] = (unsigned char) (first << (32 - depth) >> 8);

        for (i = 0; i < walk->source->n; i++) {
            sides[i] = ln_image_enter(
                                 ln_database_image(walk->source->databases[i]),
                                 &walk->at);
        }

        if (ln_compare_network(walk, depth, sides) != LN_OK) {
            return LN_ERROR;
        }
    }

    return LN_OK;
}


/* The network of depth bits at walk->at, whose other bits are 0. */

static int
ln_compare_network(ln_compare_walk_t *walk, unsigned depth,
    const uint32_t *sides)
{
    int             leaf, carries;
    unsigned        i, n, bit;
    uint32_t        below[LN_DATABASES];
    unsigned char  *byte, mask;

    n = walk->source->n;
    leaf = 1;

    for (i = 0; i < n; i++) {
        leaf &= ln_image_ends(sides[i]);
    }

    carries = walk->bits == 32 ? 0 : ln_carrier(walk->at.bytes, depth);

    if (carries > 0) {
        return LN_OK;
    }

    if (depth == walk->bits
        || (leaf && carries == 0 && !ln_compare_changes(walk, depth)))
    {
        return ln_compare_leaf(walk, depth, sides);
    }

    byte = &walk->at.bytes[depth / 8];
    mask = (unsigned char) (0x80 >> depth % 8);

    for (bit = 0; bit < 2; bit++) {

        for (i = 0; i < n; i++) {
            below[i] = ln_image_below(
                                 ln_database_image(walk->source->databases[i]),
                                 sides[i], bit);
        }

        *byte |= bit ? mask : 0;

        if (ln_compare_network(walk, depth + 1, below) != LN_OK) {
            return LN_ERROR;
        }

        *byte &= (unsigned char) ~mask;
    }

    return LN_OK;
}


static int
ln_compare_leaf(ln_compare_walk_t *walk, unsigned depth, const uint32_t *sides)
{
    double                 size;
    unsigned               i, k;
    uint32_t               indices[LN_DATABASES];
    ln_compare_outcome_t  *outcome;

    for (i = 0; i < walk->source->n; i++) {
        indices[i] = ln_image_record(sides[i]);
    }

    outcome = ln_compare_outcome(&walk->outcomes, indices,
                         ln_jurisdictions_networks(walk->source->set,
                                                   &walk->at));
    if (outcome == NULL) {
        return LN_ERROR;
    }

    /* of IPv6, networks of 64 bits */

    k = walk->bits == 32 ? 32 : 64;
    size = 1;

    for (i = depth; i < k; i++) {
        size *= 2;
    }

    for (i = k; i < depth; i++) {
        size /= 2;
    }

    if (walk->bits == 32) {
        outcome->ipv4 += size;

    } else {
        outcome->ipv6 += size;
    }

    return LN_OK;
}


/* Whether a network of a term is smaller than the one at walk->at. */

static int
ln_compare_changes(const ln_compare_walk_t *walk, unsigned depth)
{
    unsigned       i, from;
    unsigned char  first[16], last[16];

    from = 0;
    memset(first, 0, 16);

    if (walk->bits == 32) {
        from = 12;
        first[10] = 0xff;
        first[11] = 0xff;
    }

    memcpy(first + from, walk->at.bytes, walk->bits / 8);
    memcpy(last, first, 16);

    for (i = depth; i < walk->bits; i++) {
        last[from + i / 8] |= (unsigned char) (0x80 >> i % 8);
    }

    return ln_jurisdictions_networks_within(walk->source->set, first, last);
}


static void
ln_compare_tell(const ln_compare_outcomes_t *o, ln_compare_pt handler,
    void *data)
{
    uint32_t                     i;
    unsigned                     k;
    const uint64_t              *bits;
    ln_compare_part_t            part;
    const ln_compare_outcome_t  *outcome;

    for (i = 0; i < o->n; i++) {
        outcome = &o->outcomes[i];
        memset(&part, 0, sizeof(ln_compare_part_t));

        part.size[LN_COMPARE_IPV4] = outcome->ipv4;
        part.size[LN_COMPARE_IPV6] = outcome->ipv6;
        part.heard = outcome->heard;
        part.words = o->words;

        for (k = 0; k < o->source->n; k++) {
            bits = outcome->bits + 2 * (size_t) k * o->words;
            part.in[k] = bits;
            part.out[k] = bits + o->words;
        }

        handler(data, &part);
    }
}
