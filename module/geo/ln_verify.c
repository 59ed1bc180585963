#define _GNU_SOURCE

#include <stdlib.h>

#include "ln_verify.h"


#define LN_VERIFY_DEPTH     64
#define LN_VERIFY_PENDING   255
#define LN_VERIFY_RECORD    0x80
#define LN_VERIFY_LEVELS    0x7f
#define LN_VERIFY_BUDGET    8           /* a byte of the section */


/*
 * heights: 0 not seen, LN_VERIFY_PENDING under way, else levels below it, with
 * LN_VERIFY_RECORD if the tree points at it.  budget: values yet to be looked
 * at; records that overlap could be made to take time without end.
 */
typedef struct {
    ln_mmdb_section_t   s;
    unsigned char      *heights;
    size_t              budget;
} ln_verify_t;


static int ln_verify_tree(const ln_mmdb_tree_t *t, ln_verify_t *v,
    unsigned char *states, int (*record)(void *ctx, uint32_t offset),
    void *ctx, ln_error_t *err);
static int ln_verify_record(const ln_mmdb_tree_t *t, ln_verify_t *v,
    uint32_t value, int (*record)(void *ctx, uint32_t offset), void *ctx,
    ln_error_t *err);
static int ln_verify_at(ln_verify_t *v, size_t at, unsigned level,
    size_t *next);
static int ln_verify_pointer(ln_verify_t *v, size_t at, size_t target,
    unsigned level, unsigned *height);
static int ln_verify_items(ln_verify_t *v, const ln_mmdb_control_t *c,
    unsigned level, unsigned *height, size_t *next);
static int ln_verify_key(ln_verify_t *v, size_t at, unsigned level,
    size_t *next);
static int ln_verify_scalar(const ln_mmdb_section_t *s,
    const ln_mmdb_control_t *c, size_t *next);


int
ln_verify(const ln_mmdb_tree_t *tree, const ln_mmdb_section_t *values,
    int (*record)(void *ctx, uint32_t offset), void *ctx, ln_error_t *err)
{
    int             rc;
    ln_verify_t     v;
    unsigned char  *states;

    v.s = *values;
    v.budget = (values->len + 1024) * LN_VERIFY_BUDGET;
    v.heights = calloc(1, values->len + 1);
    states = calloc(1, tree->node_count);

    if (v.heights == NULL || states == NULL) {
        rc = ln_error(err, "no memory");

    } else {
        rc = ln_verify_tree(tree, &v, states, record, ctx, err);
    }

    free(v.heights);
    free(states);

    return rc;
}


int
ln_verify_value(const ln_mmdb_section_t *s, size_t at)
{
    int          rc;
    size_t       next;
    ln_verify_t  v;

    v.s = *s;
    v.budget = (s->len + 1024) * LN_VERIFY_BUDGET;
    v.heights = calloc(1, s->len + 1);

    if (v.heights == NULL) {
        return LN_ERROR;
    }

    rc = ln_verify_at(&v, at, 0, &next);
    free(v.heights);

    return rc;
}


/* A walk with a stack: states are 0 new, 1 on the path, 2 done. */

static int
ln_verify_tree(const ln_mmdb_tree_t *t, ln_verify_t *v, unsigned char *states,
    int (*record)(void *ctx, uint32_t offset), void *ctx, ln_error_t *err)
{
    int             rc;
    uint32_t        value, path[129];
    unsigned        depth;
    unsigned char   sides[129];

    depth = 1;
    path[0] = 0;
    sides[0] = 0;
    states[0] = 1;

    while (depth) {

        if (sides[depth - 1] == 2) {
            states[path[--depth]] = 2;
            continue;
        }

        value = ln_mmdb_tree_record(t, path[depth - 1], sides[depth - 1]++);

        if (value == t->node_count) {
            continue;
        }

        if (value > t->node_count) {
            rc = ln_verify_record(t, v, value, record, ctx, err);

            if (rc != LN_OK) {
                return rc;
            }

            continue;
        }

        if (states[value] == 2) {
            continue;
        }

        if (states[value] == 1
            || depth >= (t->ip_version == 6 ? 128u : 32u))
        {
            return ln_error(err, "its search tree has a cycle or is too "
                            "deep");
        }

        states[value] = 1;
        path[depth] = value;
        sides[depth++] = 0;
    }

    return LN_OK;
}


static int
ln_verify_record(const ln_mmdb_tree_t *t, ln_verify_t *v, uint32_t value,
    int (*record)(void *ctx, uint32_t offset), void *ctx, ln_error_t *err)
{
    size_t    next;
    uint32_t  at;

    if (value - t->node_count < LN_MMDB_SEPARATOR
        || value - t->node_count - LN_MMDB_SEPARATOR >= v->s.len)
    {
        return ln_error(err, "its search tree points beyond the file");
    }

    at = value - t->node_count - LN_MMDB_SEPARATOR;

    if (v->heights[at] & LN_VERIFY_RECORD) {
        return LN_OK;
    }

    if (ln_verify_at(v, at, 0, &next) != LN_OK) {
        return ln_error(err, "its data record at offset %u is corrupt",
                        (unsigned) at);
    }

    v->heights[at] |= LN_VERIFY_RECORD;

    return record(ctx, at);
}


/* Verifies the value at offset at; next is the offset behind it. */

static int
ln_verify_at(ln_verify_t *v, size_t at, unsigned level, size_t *next)
{
    unsigned           height;
    ln_mmdb_control_t  c;

    if (v->budget-- == 0) {
        v->budget = 0;
        return LN_ERROR;
    }

    if (level > LN_VERIFY_DEPTH || ln_mmdb_control(&v->s, at, &c) != LN_OK
        || v->heights[at] == LN_VERIFY_PENDING
        || level + (v->heights[at] & LN_VERIFY_LEVELS) > LN_VERIFY_DEPTH + 1)
    {
        return LN_ERROR;
    }

    height = 0;
    *next = c.next;

    switch (c.type) {

    case LN_MMDB_POINTER:
        if (ln_verify_pointer(v, at, c.size, level, &height) != LN_OK) {
            return LN_ERROR;
        }

        break;

    case LN_MMDB_MAP:
    case LN_MMDB_ARRAY:
        v->heights[at] = LN_VERIFY_PENDING;

        if (ln_verify_items(v, &c, level, &height, next) != LN_OK) {
            return LN_ERROR;
        }

        break;

    default:
        if (ln_verify_scalar(&v->s, &c, next) != LN_OK) {
            return LN_ERROR;
        }
    }

    v->heights[at] = height + 1;

    return LN_OK;
}


static int
ln_verify_pointer(ln_verify_t *v, size_t at, size_t target, unsigned level,
    unsigned *height)
{
    size_t             next;
    ln_mmdb_control_t  to;

    if (ln_mmdb_control(&v->s, target, &to) != LN_OK
        || to.type == LN_MMDB_POINTER)
    {
        return LN_ERROR;
    }

    if (v->heights[target] == 0) {
        v->heights[at] = LN_VERIFY_PENDING;

        if (ln_verify_at(v, target, level + 1, &next) != LN_OK) {
            return LN_ERROR;
        }
    }

    if (v->heights[target] == LN_VERIFY_PENDING) {
        return LN_ERROR;
    }

    *height = v->heights[target] & LN_VERIFY_LEVELS;

    return level + *height > LN_VERIFY_DEPTH ? LN_ERROR : LN_OK;
}


static int
ln_verify_items(ln_verify_t *v, const ln_mmdb_control_t *c, unsigned level,
    unsigned *height, size_t *next)
{
    size_t    i, at, start;
    unsigned  below;

    at = c->next;

    for (i = 0; i < c->size; i++) {

        if (c->type == LN_MMDB_MAP
            && ln_verify_key(v, at, level + 1, &at) != LN_OK)
        {
            return LN_ERROR;
        }

        start = at;

        if (ln_verify_at(v, start, level + 1, &at) != LN_OK) {
            return LN_ERROR;
        }

        below = v->heights[start] & LN_VERIFY_LEVELS;
        *height = below > *height ? below : *height;
    }

    *next = at;

    return LN_OK;
}


static int
ln_verify_key(ln_verify_t *v, size_t at, unsigned level, size_t *next)
{
    ln_mmdb_control_t  key;

    if (ln_mmdb_control(&v->s, at, &key) != LN_OK
        || (key.type == LN_MMDB_POINTER
            && ln_mmdb_control(&v->s, key.size, &key) != LN_OK)
        || key.type != LN_MMDB_UTF8)
    {
        return LN_ERROR;
    }

    return ln_verify_at(v, at, level, next);
}


static int
ln_verify_scalar(const ln_mmdb_section_t *s, const ln_mmdb_control_t *c,
    size_t *next)
{
    static const signed char  exact[] = {
        -1, -1, -1, 8, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 4
    };
    static const signed char  most[] = {
        -1, -1, -1, 8, -1, 2, 4, -1, 4, 8, 16, -1, -1, -1, 1, 4
    };

    if (c->type == LN_MMDB_CACHE || c->type == LN_MMDB_END
        || (exact[c->type] >= 0 && c->size != (size_t) exact[c->type])
        || (most[c->type] >= 0 && c->size > (size_t) most[c->type]))
    {
        return LN_ERROR;
    }

    if (c->type == LN_MMDB_BOOLEAN) {
        *next = c->next;
        return LN_OK;
    }

    if (s->len - c->next < c->size) {
        return LN_ERROR;
    }

    *next = c->next + c->size;

    return LN_OK;
}
