#define _GNU_SOURCE

#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "geo/file/ln_copy.h"
#include "geo/database/ln_image_input.h"


#define LN_IMAGE_INPUT_NODES   32768    /* that are read at once */
#define LN_IMAGE_INPUT_VALUES  (1024 * 1024)
#define LN_IMAGE_INPUT_HUGE    (2 * 1024 * 1024)


typedef struct {
    unsigned char  *bytes;              /* as they are in the file */
    uint32_t       *sides;
    int             failed;
    ln_error_t      err;
} ln_image_input_t;

typedef struct {
    ln_image_maker_t  *maker;
    unsigned           shares;          /* of the tree; then of the values */
    int                stop;
    ln_image_input_t   inputs[LN_TOGETHER];
} ln_image_inputs_t;


static int ln_image_input_values(ln_image_maker_t *m);
static void ln_image_input_share(void *ctx, unsigned i, unsigned thread);
static int ln_image_input_sides(ln_image_inputs_t *in, unsigned share,
    ln_image_input_t *input);
static int ln_image_input_data(ln_image_inputs_t *in, unsigned share,
    ln_image_input_t *input);


int
ln_image_input(ln_image_maker_t *m)
{
    int                 rc;
    size_t              shares;
    unsigned            i;
    ln_image_input_t   *input;
    ln_image_inputs_t   in;

    memset(&in, 0, sizeof(ln_image_inputs_t));

    in.maker = m;
    in.shares = m->metadata->tree.node_count / LN_IMAGE_INPUT_NODES + 1;
    shares = in.shares + m->values.len / LN_IMAGE_INPUT_VALUES + 1;

    rc = ln_image_input_values(m);

    for (i = 0; i < m->threads; i++) {
        input = &in.inputs[i];
        input->bytes = malloc(LN_IMAGE_INPUT_NODES
                              * ln_mmdb_node_size(&m->metadata->tree));
        input->sides = malloc(LN_IMAGE_INPUT_NODES * 2 * sizeof(uint32_t));

        if (input->bytes == NULL || input->sides == NULL) {
            rc = LN_ERROR;
        }
    }

    if (rc != LN_OK) {
        (void) ln_error(m->err, "no memory");

    } else {
        ln_together(m->threads, (unsigned) shares, ln_image_input_share, &in);
    }

    for (i = 0; i < m->threads; i++) {
        input = &in.inputs[i];
        free(input->bytes);
        free(input->sides);

        if (input->failed) {
            *m->err = input->err;
            rc = LN_ERROR;
        }
    }

    return rc == LN_OK ? ln_file_unchanged(m->file, m->err) : rc;
}


/* Large pages, where the system has them: values are read here and there. */

static int
ln_image_input_values(ln_image_maker_t *m)
{
    void    *data;
    size_t   len;

    len = m->values.len;
    data = NULL;

    if (len < 2 * LN_IMAGE_INPUT_HUGE) {
        data = malloc(len ? len : 1);

    } else if (posix_memalign(&data, LN_IMAGE_INPUT_HUGE, len) == 0) {
#ifdef MADV_HUGEPAGE
        (void) madvise(data, len, MADV_HUGEPAGE);
#endif

    } else {
        data = NULL;
    }

    m->values.data = data;

    return data ? LN_OK : LN_ERROR;
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


/* They are written to the file: its memory need not be zeroed before. */

static int
ln_image_input_sides(ln_image_inputs_t *in, unsigned share,
    ln_image_input_t *input)
{
    size_t                 size;
    uint32_t               at, n;
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

    ln_mmdb_sides(tree, input->bytes, n, input->sides);
    size = 2 * sizeof(uint32_t);

    if (ln_copy_write(m->fd, m->header.nodes + at * size, input->sides,
                      n * size)
        != LN_OK)
    {
        return ln_error(&input->err, "cannot make a file: %s",
                        strerror(errno));
    }

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
