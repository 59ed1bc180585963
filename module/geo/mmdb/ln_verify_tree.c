#include <stdlib.h>

#include "geo/mmdb/ln_verify.h"


#define LN_VERIFY_BITS     128

#define LN_VERIFY_ON_PATH  1
#define LN_VERIFY_DONE     2


typedef struct {
    uint32_t  node;
    uint32_t  sides[2];
    unsigned  next;                     /* side to be looked at */
} ln_verify_step_t;


static int ln_verify_walk(const ln_mmdb_tree_t *t, size_t len,
    unsigned char *states, ln_offsets_t *records, ln_error_t *err);
static void ln_verify_step(const ln_mmdb_tree_t *t, uint32_t node,
    ln_verify_step_t *step);


int
ln_verify_tree(const ln_mmdb_tree_t *tree, const ln_mmdb_section_t *values,
    ln_offsets_t *records, ln_error_t *err)
{
    int             rc;
    unsigned char  *states;

    states = calloc(1, tree->node_count);

    if (states == NULL) {
        return ln_error(err, "no memory");
    }

    rc = ln_verify_walk(tree, values->len, states, records, err);
    free(states);

    ln_offsets_count(records);

    return rc;
}


static int
ln_verify_walk(const ln_mmdb_tree_t *t, size_t len, unsigned char *states,
    ln_offsets_t *records, ln_error_t *err)
{
    uint32_t           value;
    unsigned           depth, most;
    ln_verify_step_t  *step, path[LN_VERIFY_BITS + 1];

    most = (t->ip_version == 6) ? LN_VERIFY_BITS : 32;
    depth = 1;
    states[0] = LN_VERIFY_ON_PATH;
    ln_verify_step(t, 0, &path[0]);

    while (depth) {
        step = &path[depth - 1];

        if (step->next == 2) {
            states[step->node] = LN_VERIFY_DONE;
            depth--;
            continue;
        }

        value = step->sides[step->next++];

        if (value >= t->node_count) {
            value -= t->node_count;

            if (value == 0) {
                continue;
            }

            value -= LN_MMDB_SEPARATOR;

            if (value >= len) {
                return ln_error(err, "its search tree points beyond the file");
            }

            ln_offsets_add(records, value);
            continue;
        }

        if (states[value] == LN_VERIFY_DONE) {
            continue;
        }

        if (states[value] == LN_VERIFY_ON_PATH || depth >= most) {
            return ln_error(err, "its search tree has a cycle or is too "
                            "deep");
        }

        states[value] = LN_VERIFY_ON_PATH;
        ln_verify_step(t, value, &path[depth++]);
    }

    return LN_OK;
}


static void
ln_verify_step(const ln_mmdb_tree_t *t, uint32_t node, ln_verify_step_t *step)
{
    step->node = node;
    step->next = 0;
    ln_mmdb_node(t, node, step->sides);
}
