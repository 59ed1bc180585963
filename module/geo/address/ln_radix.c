#include <stdlib.h>

#include "geo/address/ln_radix.h"


#define LN_RADIX_STRIDE  6
#define LN_RADIX_FAN     64

/* The root takes so many bits of an address, each node below it a stride. */
#define LN_RADIX_ROOT    2

#define LN_RADIX_MAPPED  0xffff         /* the 32 bits before those of IPv4 */

_Static_assert(LN_RADIX_FAN == 1 << LN_RADIX_STRIDE
               && LN_RADIX_FAN == 8 * sizeof(uint64_t),
               "a node has a bit for each child of a stride");

_Static_assert((32 - LN_RADIX_ROOT) % LN_RADIX_STRIDE == 0
               && (128 - LN_RADIX_ROOT) % LN_RADIX_STRIDE == 0,
               "strides end where addresses do");


/* The bits of an address.  Those of IPv4 are the first 32; others are 0. */
typedef struct {
    uint64_t  high;
    uint64_t  low;
} ln_radix_key_t;

/*
 * A bit of nodes says that a child is a node, one of leaves that a child that
 * is none has another value than the one before it.  Where all of these have
 * the same value, leaves is 0 and first_leaf is the value itself.
 */
typedef struct {
    uint64_t  nodes;
    uint64_t  leaves;
    uint32_t  first_node;
    uint32_t  first_leaf;
} ln_radix_node_t;

typedef struct {
    ln_radix_node_t  *nodes;
    uint32_t         *leaves;
} ln_radix_tree_t;

struct ln_radix_s {
    ln_radix_tree_t   tree4;
    ln_radix_tree_t   tree6;
};

/* While a tree is built: ranges are keys with values. */
typedef struct {
    ln_radix_key_t   *keys;
    uint32_t         *values;
    unsigned          nkeys;
    ln_radix_node_t  *nodes;
    uint32_t          nnodes;
    size_t            nodes_size;
    uint32_t         *leaves;
    uint32_t          nleaves;
    size_t            leaves_size;
    unsigned          family;           /* 4 or 6 */
} ln_radix_maker_t;


static int ln_radix_tree(const ln_alloc_t *alloc,
    const ln_radix_range_t *ranges, unsigned n, unsigned family,
    ln_radix_tree_t *tree);
static void ln_radix_keys(ln_radix_maker_t *m, const ln_radix_range_t *ranges,
    unsigned n);
static int ln_radix_node(ln_radix_maker_t *m, uint32_t at,
    ln_radix_key_t base, unsigned bits, unsigned from);
static int ln_radix_children(ln_radix_maker_t *m, ln_radix_node_t *node,
    ln_radix_key_t base, unsigned bits, unsigned from, unsigned *froms);
static int ln_radix_leaf(ln_radix_maker_t *m, uint32_t value);
static void *ln_radix_grow(void *items, size_t n, size_t *size, size_t item);


/* So written that compilers make one load of it. */

static inline uint64_t
ln_radix_read(const unsigned char *b)
{
    return (uint64_t) b[0] << 56 | (uint64_t) b[1] << 48
           | (uint64_t) b[2] << 40 | (uint64_t) b[3] << 32
           | (uint64_t) b[4] << 24 | (uint64_t) b[5] << 16
           | (uint64_t) b[6] << 8 | b[7];
}


static inline int
ln_radix_compare(ln_radix_key_t a, ln_radix_key_t b)
{
    if (a.high != b.high) {
        return a.high < b.high ? -1 : 1;
    }

    return a.low < b.low ? -1 : a.low > b.low;
}


/*
 * The first address of child i of a node whose addresses begin at base.  The
 * children differ in the last of the first bits of their addresses.
 */

static ln_radix_key_t
ln_radix_first(ln_radix_key_t base, unsigned bits, unsigned i)
{
    if (bits <= 64) {
        base.high |= (uint64_t) i << (64 - bits);
        return base;
    }

    base.low |= (uint64_t) i << (128 - bits);

    if (bits < 64 + LN_RADIX_STRIDE) {
        base.high |= i >> (bits - 64);
    }

    return base;
}


/* The last address that has as many first bits in common with first. */

static ln_radix_key_t
ln_radix_last(ln_radix_key_t first, unsigned bits)
{
    if (bits <= 64) {
        first.high |= ((uint64_t) 1 << (64 - bits)) - 1;
        first.low = UINT64_MAX;

    } else {
        first.low |= ((uint64_t) 1 << (128 - bits)) - 1;
    }

    return first;
}


ln_radix_t *
ln_radix_build(const ln_alloc_t *alloc, const ln_radix_range_t *ranges,
    unsigned n)
{
    ln_radix_t  *radix;

    radix = ln_alloc(alloc, sizeof(ln_radix_t));

    if (radix == NULL
        || ln_radix_tree(alloc, ranges, n, 4, &radix->tree4) != LN_OK
        || ln_radix_tree(alloc, ranges, n, 6, &radix->tree6) != LN_OK)
    {
        return NULL;
    }

    return radix;
}


static int
ln_radix_tree(const ln_alloc_t *alloc, const ln_radix_range_t *ranges,
    unsigned n, unsigned family, ln_radix_tree_t *tree)
{
    int               rc;
    ln_radix_key_t    base;
    ln_radix_maker_t  m;

    memset(&m, 0, sizeof(ln_radix_maker_t));

    m.family = family;
    m.keys = malloc((n + 1) * sizeof(ln_radix_key_t));
    m.values = malloc((n + 1) * sizeof(uint32_t));
    m.nodes = ln_radix_grow(NULL, 0, &m.nodes_size, sizeof(ln_radix_node_t));

    rc = LN_ERROR;

    if (m.keys && m.values && m.nodes) {
        ln_radix_keys(&m, ranges, n);
        m.nnodes = 1;
        memset(&base, 0, sizeof(ln_radix_key_t));
        rc = ln_radix_node(&m, 0, base, LN_RADIX_ROOT, 0);
    }

    if (rc == LN_OK) {
        tree->nodes = ln_alloc(alloc, m.nnodes * sizeof(ln_radix_node_t));
        tree->leaves = ln_alloc(alloc, (m.nleaves + 1) * sizeof(uint32_t));

        if (tree->nodes == NULL || tree->leaves == NULL) {
            rc = LN_ERROR;

        } else {
            memcpy(tree->nodes, m.nodes, m.nnodes * sizeof(ln_radix_node_t));
            memcpy(tree->leaves, m.leaves, m.nleaves * sizeof(uint32_t));
        }
    }

    free(m.keys);
    free(m.values);
    free(m.nodes);
    free(m.leaves);

    return rc;
}


/* The ranges of one family, the first of which begins at 0. */

static void
ln_radix_keys(ln_radix_maker_t *m, const ln_radix_range_t *ranges, unsigned n)
{
    unsigned        i;
    ln_radix_key_t  key;

    memset(&m->keys[0], 0, sizeof(ln_radix_key_t));
    m->values[0] = 0;
    m->nkeys = 1;

    for (i = 0; i < n; i++) {
        key.high = ln_radix_read(ranges[i].first);
        key.low = ln_radix_read(ranges[i].first + 8);

        if (m->family == 4) {

            if (key.high || key.low >> 32 > LN_RADIX_MAPPED) {
                break;
            }

            key.high = key.low >> 32 == LN_RADIX_MAPPED ? key.low << 32 : 0;
            key.low = 0;

        } else if (key.high == 0 && key.low >> 32 == LN_RADIX_MAPPED) {

            /* what holds for the last IPv4 address may hold beyond */

            key.low = (uint64_t) (LN_RADIX_MAPPED + 1) << 32;
        }

        if (ln_radix_compare(m->keys[m->nkeys - 1], key) != 0) {
            m->keys[m->nkeys++] = key;
        }

        m->values[m->nkeys - 1] = ranges[i].value;
    }
}


/*
 * Fills the node at index at, whose addresses begin at base.  The addresses of
 * a child have their first bits in common.  from is the range that base is in.
 */

static int
ln_radix_node(ln_radix_maker_t *m, uint32_t at, ln_radix_key_t base,
    unsigned bits, unsigned from)
{
    unsigned         i, child, froms[LN_RADIX_FAN];
    ln_radix_node_t  node, *room;

    if (ln_radix_children(m, &node, base, bits, from, froms) != LN_OK) {
        return LN_ERROR;
    }

    while (m->nodes_size < m->nnodes) {
        room = ln_radix_grow(m->nodes, m->nodes_size, &m->nodes_size,
                             sizeof(ln_radix_node_t));
        if (room == NULL) {
            return LN_ERROR;
        }

        m->nodes = room;
    }

    m->nodes[at] = node;

    for (child = node.first_node, i = 0; i < LN_RADIX_FAN; i++) {

        if ((node.nodes >> i & 1) == 0) {
            continue;
        }

        if (ln_radix_node(m, child++, ln_radix_first(base, bits, i),
                          bits + LN_RADIX_STRIDE, froms[i])
            != LN_OK)
        {
            return LN_ERROR;
        }
    }

    return LN_OK;
}


/*
 * Counts a node's children: those that are nodes get indices, those that are
 * leaves their values.  froms[i] is the range that child i begins in.
 */

static int
ln_radix_children(ln_radix_maker_t *m, ln_radix_node_t *node,
    ln_radix_key_t base, unsigned bits, unsigned from, unsigned *froms)
{
    unsigned        i, fan;
    uint32_t        value;
    ln_radix_key_t  first, last;

    memset(node, 0, sizeof(ln_radix_node_t));
    node->first_leaf = m->nleaves;
    node->first_node = m->nnodes;
    value = 0;
    fan = bits == LN_RADIX_ROOT ? 1 << LN_RADIX_ROOT : LN_RADIX_FAN;

    for (i = 0; i < fan; i++) {
        first = ln_radix_first(base, bits, i);
        last = ln_radix_last(first, bits);

        while (from + 1 < m->nkeys
               && ln_radix_compare(m->keys[from + 1], first) <= 0)
        {
            from++;
        }

        froms[i] = from;

        if (from + 1 < m->nkeys
            && ln_radix_compare(m->keys[from + 1], last) <= 0)
        {
            node->nodes |= (uint64_t) 1 << i;
            m->nnodes++;
            continue;
        }

        if (node->leaves == 0 || m->values[from] != value) {
            value = m->values[from];
            node->leaves |= (uint64_t) 1 << i;

            if (ln_radix_leaf(m, value) != LN_OK) {
                return LN_ERROR;
            }
        }
    }

    if (m->nleaves == node->first_leaf + 1) {
        m->nleaves--;
        node->leaves = 0;
        node->first_leaf = value;
    }

    return LN_OK;
}


static int
ln_radix_leaf(ln_radix_maker_t *m, uint32_t value)
{
    uint32_t  *room;

    if (m->nleaves == m->leaves_size) {
        room = ln_radix_grow(m->leaves, m->leaves_size, &m->leaves_size,
                             sizeof(uint32_t));
        if (room == NULL) {
            return LN_ERROR;
        }

        m->leaves = room;
    }

    m->leaves[m->nleaves++] = value;

    return LN_OK;
}


static void *
ln_radix_grow(void *items, size_t n, size_t *size, size_t item)
{
    size_t  more;

    more = n ? 2 * n : 256;
    items = realloc(items, more * item);

    if (items) {
        *size = more;
    }

    return items;
}


static inline uint32_t
ln_radix_walk(const ln_radix_tree_t *tree, ln_radix_key_t key)
{
    unsigned                i, bits;
    uint64_t                below;
    const ln_radix_node_t  *node;

    node = tree->nodes;

    for (bits = LN_RADIX_ROOT; /* void */ ; bits = LN_RADIX_STRIDE) {
        i = (unsigned) (key.high >> (64 - bits));
        key.high = key.high << bits | key.low >> (64 - bits);
        key.low <<= bits;
        below = ((uint64_t) 2 << i) - 1;

        if ((node->nodes >> i & 1) == 0) {

            if (node->leaves == 0) {
                return node->first_leaf;
            }

            return tree->leaves[node->first_leaf - 1
                                + __builtin_popcountll(node->leaves & below)];
        }

        node = &tree->nodes[node->first_node - 1
                            + __builtin_popcountll(node->nodes & below)];
    }
}


uint32_t
ln_radix_find(const ln_radix_t *radix, const ln_address_t *address)
{
    ln_radix_key_t  key;

    switch (address->family) {

    case 4:
        key.high = ln_radix_read(address->bytes) & ~(uint64_t) UINT32_MAX;
        key.low = 0;
        return ln_radix_walk(&radix->tree4, key);

    case 6:
        key.high = ln_radix_read(address->bytes);
        key.low = ln_radix_read(address->bytes + 8);
        return ln_radix_walk(&radix->tree6, key);

    default:
        return 0;
    }
}
