#include "geo/address/ln_carrier.h"
#include "geo/database/ln_image_tree.h"
#include "geo/mmdb/ln_verify_tree.h"


#define LN_IMAGE_TREE_AHEAD  16         /* sides */


static void ln_image_tree_fill(const uint32_t *nodes, uint32_t at,
    unsigned bits, uint32_t *jumps);
static int ln_image_tree_has(const uint32_t *nodes, uint32_t at,
    ln_address_t *network, unsigned depth);
static uint32_t ln_image_tree_start4(const ln_image_maker_t *m);


int
ln_image_tree_verify(ln_image_maker_t *m)
{
    return ln_verify_tree(&m->metadata->tree, ln_image_maker_nodes(m),
                          m->values.len, m->states, m->beyond, &m->offsets,
                          m->err)
           == LN_OK ? LN_OK : LN_DECLINED;
}


/*
 * Nodes that the tree doesn't reach may hold anything: no record then.  Sides
 * are nodes or records without a pattern, so both are worked out for each,
 * without a branch.
 */

void
ln_image_tree_index(ln_image_maker_t *m, unsigned i)
{
    size_t                   from, to;
    uint32_t                *side, *end, n, len, none, at, inner, within, bit;
    uint32_t                 rank;
    const uint32_t          *indices;
    ln_offset_word_t         word;
    const ln_offset_word_t  *words;

    n = m->metadata->tree.node_count;
    from = (size_t) ((uint64_t) n * i / LN_IMAGE_TREE_SHARES);
    to = (size_t) ((uint64_t) n * (i + 1) / LN_IMAGE_TREE_SHARES);

    len = (uint32_t) m->values.len;
    words = m->offsets.words;
    indices = m->indices;
    none = m->offsets.n;
    side = ln_image_maker_nodes(m) + 2 * from;
    end = ln_image_maker_nodes(m) + 2 * to;

    for ( /* void */ ; side < end; side++) {

        if (end - side > LN_IMAGE_TREE_AHEAD) {
            at = side[LN_IMAGE_TREE_AHEAD] - n - LN_MMDB_SEPARATOR;
            within = ln_mmdb_below(at, len);
            __builtin_prefetch(&words[(at & within) / 32]);
        }

        at = *side - n - LN_MMDB_SEPARATOR;
        inner = ln_mmdb_below(*side, n);
        within = ln_mmdb_below(at, len) & ~inner;

        word = words[(at & within) / 32];
        bit = (uint32_t) 1 << at % 32;
        within &= -(word.bits >> at % 32 & 1);

        rank = word.below + ln_offset_bits(word.bits & (bit - 1));
        rank = (rank & within) | (none & ~within);

        *side = (*side & inner)
                | ((LN_IMAGE_RECORD | indices[rank]) & ~inner);
    }
}


unsigned
ln_image_tree_families(const ln_image_maker_t *m)
{
    unsigned         families;
    ln_address_t     network;
    const uint32_t  *nodes;

    nodes = ln_image_maker_nodes(m);
    memset(&network, 0, sizeof(ln_address_t));
    families = 0;

    network.family = 4;

    if (ln_image_tree_has(nodes, ln_image_tree_start4(m), &network, 0)) {
        families |= LN_FAMILY_IPV4;
    }

    network.family = 6;

    if (m->metadata->tree.ip_version == 6
        && ln_image_tree_has(nodes, 0, &network, 0))
    {
        families |= LN_FAMILY_IPV6;
    }

    return families;
}


/* Whether a record is below at, in the network of depth bits. */

static int
ln_image_tree_has(const uint32_t *nodes, uint32_t at, ln_address_t *network,
    unsigned depth)
{
    int             found;
    unsigned        bit;
    unsigned char  *byte, mask;

    if (network->family == 6 && ln_carrier(network->bytes, depth) == 1) {
        return 0;
    }

    if (at & LN_IMAGE_RECORD) {
        return (at & ~LN_IMAGE_RECORD) != 0;
    }

    if (depth == (network->family == 4 ? 32 : 128)) {
        return 0;
    }

    byte = &network->bytes[depth / 8];
    mask = (unsigned char) (0x80 >> depth % 8);

    for (found = 0, bit = 0; bit < 2 && !found; bit++) {
        *byte |= bit ? mask : 0;
        found = ln_image_tree_has(nodes, nodes[2 * (size_t) at + bit], network,
                                  depth + 1);
        *byte &= (unsigned char) ~mask;
    }

    return found;
}


/* The table of IPv4 in eighths, then that of IPv6. */

void
ln_image_tree_jumps(ln_image_maker_t *m, unsigned i)
{
    unsigned         k, bits;
    uint32_t         at, *jumps;
    const uint32_t  *nodes;

    nodes = ln_image_maker_nodes(m);

    if (i == LN_IMAGE_TREE_JUMPS - 1) {
        at = m->metadata->tree.ip_version == 6 ? 0 : LN_IMAGE_RECORD;
        ln_image_tree_fill(nodes, at, LN_IMAGE_JUMP,
                           (uint32_t *) (m->map + m->header.jump6));
        return;
    }

    bits = m->header.jump4_bits - 3;
    jumps = (uint32_t *) (m->map + m->header.jump4) + ((size_t) i << bits);
    at = ln_image_tree_start4(m);

    for (k = 3; k-- && !(at & LN_IMAGE_RECORD); /* void */ ) {
        at = nodes[2 * (size_t) at + (i >> k & 1)];
    }

    ln_image_tree_fill(nodes, at, bits, jumps);
}


/* For each prefix of bits, where the tree leads from at. */

static void
ln_image_tree_fill(const uint32_t *nodes, uint32_t at, unsigned bits,
    uint32_t *jumps)
{
    uint32_t  i;

    if (bits && !(at & LN_IMAGE_RECORD)) {
        bits--;
        ln_image_tree_fill(nodes, nodes[2 * (size_t) at], bits, jumps);
        ln_image_tree_fill(nodes, nodes[2 * (size_t) at + 1], bits,
                           jumps + (1u << bits));
        return;
    }

    for (i = 0; i < 1u << bits; i++) {
        jumps[i] = at;
    }
}


/* An IPv6 tree has IPv4 addresses below ::/96. */

static uint32_t
ln_image_tree_start4(const ln_image_maker_t *m)
{
    uint32_t         at;
    unsigned         i;
    const uint32_t  *nodes;

    at = 0;
    nodes = ln_image_maker_nodes(m);

    if (m->metadata->tree.ip_version == 6) {
        for (i = 0; !(at & LN_IMAGE_RECORD) && i < 96; i++) {
            at = nodes[2 * (size_t) at];
        }
    }

    return at;
}
