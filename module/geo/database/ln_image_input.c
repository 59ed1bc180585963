#include <stdlib.h>

#include "geo/database/ln_image_input.h"
#include "geo/mmdb/ln_verify_tree.h"
#include "ln_large.h"


#define LN_IMAGE_INPUT_NODES   32768    /* that are read at once */
#define LN_IMAGE_INPUT_VALUES  (1024 * 1024)


typedef struct {
    unsigned char  *bytes;              /* as they are in the file */
    uint32_t       *leaves;             /* bits of records that nodes lead to */
    unsigned        beyond;             /* a side leads beyond the file */
    int             failed;
    ln_error_t      err;
} ln_image_input_t;

typedef struct {
    ln_image_maker_t  *maker;
    unsigned           shares;          /* of the tree; then of the values */
    int                stop;
    ln_image_input_t   inputs[LN_TOGETHER];
} ln_image_inputs_t;


static int ln_image_input_end(ln_image_maker_t *m, ln_image_inputs_t *in);
static void ln_image_input_share(void *ctx, unsigned i, unsigned thread);
static int ln_image_input_sides(ln_image_inputs_t *in, unsigned share,
    ln_image_input_t *input);
static int ln_image_input_data(ln_image_inputs_t *in, unsigned share,
    ln_image_input_t *input);


int
ln_image_input(ln_image_maker_t *m)
{
    int                 rc;
    size_t              shares, words;
    unsigned            i;
    ln_image_input_t   *input;
    ln_image_inputs_t   in;

    memset(&in, 0, sizeof(ln_image_inputs_t));

    in.maker = m;
    in.shares = m->metadata->tree.node_count / LN_IMAGE_INPUT_NODES + 1;
    shares = in.shares + m->values.len / LN_IMAGE_INPUT_VALUES + 1;
    words = m->values.len / 32 + 1;

    m->values.data = ln_large_alloc(m->values.len);
    rc = m->values.data ? LN_OK : LN_ERROR;

    for (i = 0; i < m->threads; i++) {
        input = &in.inputs[i];
        input->bytes = malloc(LN_IMAGE_INPUT_NODES
                              * ln_mmdb_node_size(&m->metadata->tree));
        input->leaves = ln_large_alloc(words * sizeof(uint32_t));

        if (input->bytes == NULL || input->leaves == NULL) {
            rc = LN_ERROR;
        }
    }

    if (rc != LN_OK) {
        (void) ln_error(m->err, "no memory");

    } else {
        ln_together(m->threads, (unsigned) shares, ln_image_input_share, &in);
        rc = ln_image_input_end(m, &in);
    }

    for (i = 0; i < m->threads; i++) {
        free(in.inputs[i].bytes);
        ln_large_free(in.inputs[i].leaves, words * sizeof(uint32_t));
    }

    return rc == LN_OK ? ln_file_unchanged(m->file, m->err) : rc;
}


static int
ln_image_input_end(ln_image_maker_t *m, ln_image_inputs_t *in)
{
    unsigned  i;

    if (ln_image_held(m) != LN_OK) {
        return LN_ERROR;
    }

    for (i = 0; i < m->threads; i++) {
        if (in->inputs[i].failed) {
            *m->err = in->inputs[i].err;
            return LN_ERROR;
        }
    }

    if (ln_offset_set_init(&m->offsets, m->values.len) != LN_OK) {
        return ln_error(m->err, "no memory");
    }

    for (i = 0; i < m->threads; i++) {
        ln_offset_set_join(&m->offsets, in->inputs[i].leaves);
        m->beyond |= in->inputs[i].beyond;
    }

    ln_offset_set_count(&m->offsets);

    return LN_OK;
}


static void
ln_image_input_share(void *ctx, unsigned i, unsigned thread)
{
    ln_image_inputs_t *in = ctx;

    int                rc;
    ln_image_input_t  *input;

    if (__atomic_load_n(&in->stop, __ATOMIC_RELAXED)
        || ln_image_maker_given_up(in->maker))
    {
        return;
    }

    input = &in->inputs[thread];

    rc = i < in->shares ? ln_image_input_sides(in, i, input)
                        : ln_image_input_data(in, i - in->shares, input);

    if (rc != LN_OK) {
        input->failed = 1;
        __atomic_store_n(&in->stop, 1, __ATOMIC_RELAXED);
    }
}


/* The sides are looked at while the processor's caches have them. */

static int
ln_image_input_sides(ln_image_inputs_t *in, unsigned share,
    ln_image_input_t *input)
{
    size_t                 size;
    uint32_t               at, n, *sides;
    ln_image_maker_t      *m;
    const ln_mmdb_tree_t  *tree;

    m = in->maker;
    tree = &m->metadata->tree;
    size = ln_mmdb_node_size(tree);

    at = share * LN_IMAGE_INPUT_NODES;
    n = tree->node_count - at;
    n = n < LN_IMAGE_INPUT_NODES ? n : LN_IMAGE_INPUT_NODES;

    if (ln_file_read(m->file, (uint64_t) at * size, input->bytes, n * size,
                     &input->err)
        != LN_OK)
    {
        return LN_ERROR;
    }

    sides = ln_image_maker_nodes(m) + 2 * (size_t) at;

    ln_image_hold(m, (uint64_t) ((char *) sides - m->map),
                  (uint64_t) ((char *) (sides + 2 * (size_t) n) - m->map));

    if (m->unheld) {
        return LN_ERROR;
    }

    ln_mmdb_sides(tree, input->bytes, n, sides);
    input->beyond |= ln_verify_leaves(tree, sides, n, m->values.len,
                                      input->leaves);

    return LN_OK;
}


static int
ln_image_input_data(ln_image_inputs_t *in, unsigned share,
    ln_image_input_t *input)
{
    size_t             at, n;
    ln_image_maker_t  *m;

    m = in->maker;

    at = (size_t) share * LN_IMAGE_INPUT_VALUES;
    n = m->values.len - at;
    n = n < LN_IMAGE_INPUT_VALUES ? n : LN_IMAGE_INPUT_VALUES;

    return ln_file_read(m->file, m->metadata->values + at,
                        (unsigned char *) m->values.data + at, n,
                        &input->err);
}
