#include <stdlib.h>

#include "geo/address/ln_radix.h"


#define LN_RADIX_STRIDE  6
#define LN_RADIX_FAN     64

/* So many bits that strides divide them: 4 more than addresses have. */
#define LN_RADIX_BITS4   36
#define LN_RADIX_BITS6   132


__extension__ typedef unsigned __int128  ln_radix_key_t;

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
    unsigned          bits;
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
    unsigned          bits;
} ln_radix_maker_t;


static int ln_radix_tree(const ln_alloc_t *alloc,
    const ln_radix_range_t *ranges, unsigned n, unsigned bits,
    ln_radix_tree_t *tree);
static void ln_radix_keys(ln_radix_maker_t *m, const ln_radix_range_t *ranges,
    unsigned n);
static int ln_radix_node(ln_radix_maker_t *m, uint32_t at,
    ln_radix_key_t base, unsigned shift, unsigned from);
static int ln_radix_leaf(ln_radix_maker_t *m, uint32_t value);
static void *ln_radix_room(void *items, size_t n, size_t *size, size_t item);


static ln_radix_key_t
ln_radix_key(const unsigned char *bytes, unsigned len)
{
    unsigned        i;
    ln_radix_key_t  key;

    for (key = 0, i = 0; i < len; i++) {
        key = key << 8 | bytes[i];
    }

    return key;
}


ln_radix_t *
ln_radix_build(const ln_alloc_t *alloc, const ln_radix_range_t *ranges,
    unsigned n)
{
    ln_radix_t  *radix;

    radix = ln_alloc(alloc, sizeof(ln_radix_t));

    if (radix == NULL
        || ln_radix_tree(alloc, ranges, n, LN_RADIX_BITS4, &radix->tree4)
           != LN_OK
        || ln_radix_tree(alloc, ranges, n, LN_RADIX_BITS6, &radix->tree6)
           != LN_OK)
    {
        return NULL;
    }

    return radix;
}


static int
ln_radix_tree(const ln_alloc_t *alloc, const ln_radix_range_t *ranges,
    unsigned n, unsigned bits, ln_radix_tree_t *tree)
{
    int               rc;
    ln_radix_maker_t  m;

    memset(&m, 0, sizeof(ln_radix_maker_t));

    m.bits = bits;
    m.keys = malloc((n + 1) * sizeof(ln_radix_key_t));
    m.values = malloc((n + 1) * sizeof(uint32_t));
    m.nodes = ln_radix_room(NULL, 0, &m.nodes_size, sizeof(ln_radix_node_t));

    rc = LN_ERROR;

    if (m.keys && m.values && m.nodes) {
        ln_radix_keys(&m, ranges, n);
        m.nnodes = 1;
        rc = ln_radix_node(&m, 0, 0, bits - LN_RADIX_STRIDE, 0);
    }

    if (rc == LN_OK) {
        tree->bits = bits;
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
    int             in4;
    unsigned        i;
    ln_radix_key_t  key, first4, last4;

    first4 = (ln_radix_key_t) 0xffff << 32;
    last4 = first4 | 0xffffffff;

    m->keys[0] = 0;
    m->values[0] = 0;
    m->nkeys = 1;

    for (i = 0; i < n; i++) {
        key = ln_radix_key(ranges[i].first, 16);
        in4 = (key >= first4 && key <= last4);

        if (m->bits == LN_RADIX_BITS4) {

            if (key > last4) {
                break;
            }

            key = in4 ? key - first4 : 0;

        } else if (in4) {

            /* what holds for the last IPv4 address may hold beyond */

            key = last4 + 1;
        }

        if (m->keys[m->nkeys - 1] != key) {
            m->keys[m->nkeys++] = key;
        }

        m->values[m->nkeys - 1] = ranges[i].value;
    }
}


/*
 * Fills the node at index at, whose addresses begin at base: each child has
 * 1 << shift of them.  from is the range that base is in.
 */

static int
ln_radix_node(ln_radix_maker_t *m, uint32_t at, ln_radix_key_t base,
    unsigned shift, unsigned from)
{
    unsigned         i, child, froms[LN_RADIX_FAN];
    uint32_t         value;
    ln_radix_key_t   start, end;
    ln_radix_node_t  node, *room;

    memset(&node, 0, sizeof(ln_radix_node_t));
    node.first_leaf = m->nleaves;
    node.first_node = m->nnodes;
    value = 0;

    for (i = 0; i < LN_RADIX_FAN; i++) {
        start = base + ((ln_radix_key_t) i << shift);
        end = start + ((ln_radix_key_t) 1 << shift) - 1;

        /* the four bits at the top are none of an address */

        if (m->bits - shift == LN_RADIX_STRIDE && i >= 4) {
            break;
        }

        while (from + 1 < m->nkeys && m->keys[from + 1] <= start) {
            from++;
        }

        froms[i] = from;

        if (from + 1 < m->nkeys && m->keys[from + 1] <= end) {
            node.nodes |= (uint64_t) 1 << i;
            m->nnodes++;
            continue;
        }

        if (node.leaves == 0 || m->values[from] != value) {
            value = m->values[from];
            node.leaves |= (uint64_t) 1 << i;

            if (ln_radix_leaf(m, value) != LN_OK) {
                return LN_ERROR;
            }
        }
    }

    if (m->nleaves == node.first_leaf + 1) {
        m->nleaves--;
        node.leaves = 0;
        node.first_leaf = value;
    }

    while (m->nodes_size < m->nnodes) {
        room = ln_radix_room(m->nodes, m->nodes_size, &m->nodes_size,
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

        if (ln_radix_node(m, child++, base + ((ln_radix_key_t) i << shift),
                          shift - LN_RADIX_STRIDE, froms[i])
            != LN_OK)
        {
            return LN_ERROR;
        }
    }

    return LN_OK;
}


static int
ln_radix_leaf(ln_radix_maker_t *m, uint32_t value)
{
    uint32_t  *room;

    if (m->nleaves == m->leaves_size) {
        room = ln_radix_room(m->leaves, m->leaves_size, &m->leaves_size,
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
ln_radix_room(void *items, size_t n, size_t *size, size_t item)
{
    size_t  more;

    more = n ? 2 * n : 256;
    items = realloc(items, more * item);

    if (items) {
        *size = more;
    }

    return items;
}


static uint32_t
ln_radix_walk(const ln_radix_tree_t *tree, ln_radix_key_t key)
{
    unsigned                i, shift;
    uint64_t                below;
    const ln_radix_node_t  *node;

    node = tree->nodes;

    for (shift = tree->bits - LN_RADIX_STRIDE; /* void */ ;
         shift -= LN_RADIX_STRIDE)
    {
        i = (unsigned) (key >> shift) & (LN_RADIX_FAN - 1);
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
    switch (address->family) {

    case 4:
        return ln_radix_walk(&radix->tree4, ln_radix_key(address->bytes, 4));

    case 6:
        return ln_radix_walk(&radix->tree6, ln_radix_key(address->bytes, 16));

    default:
        return 0;
    }
}
