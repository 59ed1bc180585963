#include "geo/mmdb/ln_verify_tree.h"
#include "ln_together.h"


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
    unsigned               disorder;
    unsigned               beyond;
} ln_verify_tree_t;

typedef struct {
    uint32_t  node;
    unsigned  next;                     /* side to be looked at */
} ln_verify_step_t;


static void ln_verify_in_order(void *ctx, unsigned i, unsigned thread);
static unsigned ln_verify_levels(ln_verify_tree_t *v);
static unsigned ln_verify_leaves(ln_verify_tree_t *v);
static int ln_verify_walk(ln_verify_tree_t *v, ln_error_t *err);
static int ln_verify_leaf(ln_verify_tree_t *v, uint32_t side, ln_error_t *err);


int
ln_verify_tree(const ln_mmdb_tree_t *tree, const uint32_t *sides,
    size_t len, unsigned char *states, ln_offset_set_t *records,
    unsigned threads, ln_error_t *err)
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

    ln_together(threads, 2, ln_verify_in_order, &v);

    rc = LN_OK;

    if (v.disorder || v.beyond) {
        ln_offset_set_clear(records);
        rc = ln_verify_walk(&v, err);
    }

    ln_offset_set_count(records);

    return rc;
}


/*
 * As makers write trees: each node can be reached, and stands before those
 * below it, but for a few networks that share what is below another one.  Then
 * two passes without a walk suffice, and one thread can do each.
 */

static void
ln_verify_in_order(void *ctx, unsigned i, unsigned thread)
{
    ln_verify_tree_t *v = ctx;

    (void) thread;

    if (i == 0) {
        v->disorder = ln_verify_levels(v);

    } else {
        v->beyond = ln_verify_leaves(v);
    }
}


/*
 * A node's state is its level, the deepest one where several lead to it.  Where
 * each side leads to a deeper level, no way comes back to where it was.
 * Returns whether one doesn't, and whether nodes can't be reached or may be too
 * deep.  Sides are nodes or not without a pattern, so that they are done
 * without a branch: what is no node counts for a state that nobody has.
 */

static unsigned
ln_verify_levels(ln_verify_tree_t *v)
{
    uint32_t         node, n, side, inner, deeper;
    unsigned         k, level, disorder;
    unsigned char   *state;
    const uint32_t  *sides;

    n = v->tree->node_count;
    sides = v->sides;
    disorder = 0;

    memset(v->states, 0, (size_t) n + 1);
    v->states[0] = 1;

    for (node = 0; node < n; node++, sides += 2) {
        level = v->states[node];
        disorder |= (level == 0);

        for (k = 0; k < 2; k++) {
            side = sides[k];
            inner = ln_mmdb_below(side, n);

            state = &v->states[(side & inner) | (n & ~inner)];
            deeper = ln_mmdb_below(level, *state);
            disorder |= inner & ~deeper
                        & ((side <= node) | (level == v->most));
            *state = (unsigned char) ((*state & deeper)
                                      | ((level + 1) & ~deeper));
        }
    }

    return disorder;
}


/* Notes all records; returns whether a side is beyond the data section. */

static unsigned
ln_verify_leaves(ln_verify_tree_t *v)
{
    uint32_t         n, at, within;
    unsigned         beyond;
    const uint32_t  *side, *end;

    n = v->tree->node_count;
    end = v->sides + 2 * (size_t) n;
    beyond = 0;

    for (side = v->sides; side < end; side++) {
        at = *side - n - LN_MMDB_SEPARATOR;
        within = ln_mmdb_below(at, (uint32_t) v->len)
                 & ~ln_mmdb_below(*side, n);

        v->records->words[(at & within) / 32].bits
            |= within & (uint32_t) 1 << at % 32;

        beyond |= ~within & (*side > n);
    }

    return beyond;
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
