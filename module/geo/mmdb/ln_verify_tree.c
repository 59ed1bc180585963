#include "geo/mmdb/ln_verify_tree.h"


#define LN_VERIFY_BITS     128

#define LN_VERIFY_ON_PATH  1
#define LN_VERIFY_DONE     2


typedef struct {
    const ln_mmdb_tree_t  *tree;
    const uint32_t        *sides;
    size_t                 len;         /* of the data section */
    unsigned char         *states;
    ln_offset_set_t       *records;
    unsigned               most;        /* levels */
} ln_verify_tree_t;

typedef struct {
    uint32_t  node;
    unsigned  next;                     /* side to be looked at */
} ln_verify_step_t;


static unsigned ln_verify_levels(ln_verify_tree_t *v);
static int ln_verify_walk(ln_verify_tree_t *v, ln_error_t *err);
static int ln_verify_leaf(ln_verify_tree_t *v, uint32_t side, ln_error_t *err);


/*
 * Sides are nodes or not without a pattern, so that all is done for each, and
 * without a branch.
 */

unsigned
ln_verify_leaves(const ln_mmdb_tree_t *tree, const uint32_t *sides, size_t n,
    size_t len, uint32_t *bits)
{
    uint32_t         at, within;
    unsigned         beyond;
    const uint32_t  *side;

    beyond = 0;

    for (side = sides; side < sides + 2 * n; side++) {
        at = *side - tree->node_count - LN_MMDB_SEPARATOR;
        within = ln_mmdb_below(at, (uint32_t) len)
                 & ~ln_mmdb_below(*side, tree->node_count);

        bits[(at & within) / 32] |= within & (uint32_t) 1 << at % 32;

        beyond |= ~within & (*side > tree->node_count);
    }

    return beyond;
}


/*
 * As makers write trees: each node can be reached, and stands before those
 * below it, but for a few networks that share what is below another one.  Then
 * one pass without a walk suffices.
 */

int
ln_verify_tree(const ln_mmdb_tree_t *tree, const uint32_t *sides,
    size_t len, unsigned char *states, unsigned beyond,
    ln_offset_set_t *records, ln_error_t *err)
{
    int               rc;
    ln_verify_tree_t  v;

    memset(&v, 0, sizeof(ln_verify_tree_t));

    v.tree = tree;
    v.sides = sides;
    v.len = len;
    v.states = states;
    v.records = records;
    v.most = (tree->ip_version == 6) ? LN_VERIFY_BITS : 32;

    if (!ln_verify_levels(&v) && !beyond) {
        return LN_OK;
    }

    ln_offset_set_clear(records);
    rc = ln_verify_walk(&v, err);
    ln_offset_set_count(records);

    return rc;
}


/*
 * A node's state is its level, the deepest one where several lead to it.  Where
 * each side leads to a deeper level, no way comes back to where it was.
 * Returns whether one doesn't, and whether nodes can't be reached or may be too
 * deep.
 */

static unsigned
ln_verify_levels(ln_verify_tree_t *v)
{
    uint32_t         node, n, side, at;
    unsigned         k, level, known, inner, deep, disorder;
    const uint32_t  *sides;
    unsigned char   *states;

    n = v->tree->node_count;
    sides = v->sides;
    states = v->states;
    disorder = 0;

    memset(states, 0, ln_verify_tree_states(v->tree));
    states[0] = 1;

    for (node = 0; node < n; node++, sides += 2) {
        level = states[node] + 1u;
        deep = (level > v->most);
        disorder |= (level == 1);

        for (k = 0; k < 2; k++) {
            side = sides[k];
            inner = (side < n);

            at = inner ? side : n + node % LN_VERIFY_TREE_SPARE;
            known = states[at];

            disorder |= (known < level) & ((side <= node) | (deep & inner));
            states[at] = (unsigned char) (known < level ? level : known);
        }
    }

    return disorder;
}


/* Any tree, each node once. */

static int
ln_verify_walk(ln_verify_tree_t *v, ln_error_t *err)
{
    uint32_t           side;
    unsigned           depth;
    ln_verify_step_t  *step, path[LN_VERIFY_BITS + 1];

    memset(v->states, 0, v->tree->node_count);

    depth = 1;
    v->states[0] = LN_VERIFY_ON_PATH;
    path[0].node = 0;
    path[0].next = 0;

    while (depth) {
        step = &path[depth - 1];

        if (step->next == 2) {
            v->states[step->node] = LN_VERIFY_DONE;
            depth--;
            continue;
        }

        side = v->sides[2 * (size_t) step->node + step->next++];

        if (side >= v->tree->node_count) {
            if (ln_verify_leaf(v, side, err) != LN_OK) {
                return LN_ERROR;
            }

            continue;
        }

        if (v->states[side] == LN_VERIFY_DONE) {
            continue;
        }

        if (v->states[side] == LN_VERIFY_ON_PATH || depth >= v->most) {
            return ln_error(err, "its search tree has a cycle or is too "
                            "deep");
        }

        v->states[side] = LN_VERIFY_ON_PATH;
        path[depth].node = side;
        path[depth++].next = 0;
    }

    return LN_OK;
}


/* A side that is no node: a record, or none. */

static int
ln_verify_leaf(ln_verify_tree_t *v, uint32_t side, ln_error_t *err)
{
    side -= v->tree->node_count;

    if (side == 0) {
        return LN_OK;
    }

    side -= LN_MMDB_SEPARATOR;

    if (side >= v->len) {
        return ln_error(err, "its search tree points beyond the file");
    }

    ln_offset_set_add(v->records, side);

    return LN_OK;
}
