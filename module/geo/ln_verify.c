#define _GNU_SOURCE

#include <stdlib.h>

#include "ln_verify.h"


#define LN_VERIFY_DEPTH     64
#define LN_VERIFY_PENDING   255

#define LN_TYPE_EXTENDED    0
#define LN_TYPE_POINTER     1
#define LN_TYPE_UTF8        2
#define LN_TYPE_DOUBLE      3
#define LN_TYPE_UINT16      5
#define LN_TYPE_UINT32      6
#define LN_TYPE_MAP         7
#define LN_TYPE_INT32       8
#define LN_TYPE_UINT64      9
#define LN_TYPE_UINT128     10
#define LN_TYPE_ARRAY       11
#define LN_TYPE_BOOLEAN     14
#define LN_TYPE_FLOAT       15


/* heights: 0 not seen, LN_VERIFY_PENDING under way, else levels below it. */
typedef struct {
    const unsigned char  *data;
    size_t                len;
    unsigned char        *heights;
} ln_verify_section_t;

typedef struct {
    unsigned  type;
    size_t    size;                     /* bytes, or items; pointer: target */
    size_t    next;                     /* offset behind the control bytes */
} ln_verify_control_t;

typedef struct {
    const unsigned char  *tree;
    uint32_t              node_count;
    unsigned              record_size;
    unsigned              ip_version;
} ln_verify_tree_t;


static int ln_verify_metadata(ln_verify_section_t *s, ln_verify_tree_t *t,
    ln_error_t *err);
static int ln_verify_number(ln_verify_section_t *s, const char *key,
    uint32_t *number);
static int ln_verify_tree(ln_verify_tree_t *t, ln_verify_section_t *s,
    void (*record)(void *ctx, uint32_t offset), void *ctx, ln_error_t *err);
static uint32_t ln_verify_record(ln_verify_tree_t *t, uint32_t node,
    unsigned side);
static int ln_verify_control(ln_verify_section_t *s, size_t at,
    ln_verify_control_t *c);
static int ln_verify_value(ln_verify_section_t *s, size_t at, unsigned level,
    size_t *next);
static int ln_verify_items(ln_verify_section_t *s, ln_verify_control_t *c,
    unsigned level, unsigned *height, size_t *next);


int
ln_verify(const unsigned char *data, size_t len,
    void (*record)(void *ctx, uint32_t offset), void *ctx, ln_error_t *err)
{
    int                    rc;
    size_t                 tree, from, end;
    ln_verify_tree_t       t;
    ln_verify_section_t    meta, values;
    const unsigned char   *p, *q;

    static const char  marker[] = "\xab\xcd\xefMaxMind.com";

    from = len > 131072 ? len - 131072 : 0;
    p = NULL;

    for (q = memmem(data + from, len - from, marker, sizeof(marker) - 1);
         q;
         q = memmem(q + 1, len - (q + 1 - data), marker, sizeof(marker) - 1))
    {
        p = q;
    }

    if (p == NULL) {
        return ln_error(err, "no metadata, it is not a MaxMind DB file or was "
                        "cut short");
    }

    end = p - data;
    meta.data = p + sizeof(marker) - 1;
    meta.len = data + len - meta.data;
    meta.heights = calloc(1, meta.len + 1);

    if (meta.heights == NULL) {
        return ln_error(err, "no memory");
    }

    rc = ln_verify_metadata(&meta, &t, err);
    free(meta.heights);

    if (rc != LN_OK) {
        return rc;
    }

    tree = (size_t) t.node_count * (t.record_size / 4);

    if (tree + 16 > end) {
        return ln_error(err, "its search tree of %u nodes reaches beyond the "
                        "file", (unsigned) t.node_count);
    }

    t.tree = data;
    values.data = data + tree + 16;
    values.len = end - tree - 16;
    values.heights = calloc(1, values.len + 1);

    if (values.heights == NULL) {
        return ln_error(err, "no memory");
    }

    rc = ln_verify_tree(&t, &values, record, ctx, err);
    free(values.heights);

    return rc;
}


static int
ln_verify_metadata(ln_verify_section_t *s, ln_verify_tree_t *t,
    ln_error_t *err)
{
    size_t    next;
    uint32_t  size, version;

    if (ln_verify_value(s, 0, 0, &next) != LN_OK
        || ln_verify_number(s, "node_count", &t->node_count) != LN_OK
        || ln_verify_number(s, "record_size", &size) != LN_OK
        || ln_verify_number(s, "ip_version", &version) != LN_OK)
    {
        return ln_error(err, "its metadata is corrupt");
    }

    if ((size != 24 && size != 28 && size != 32)
        || (version != 4 && version != 6) || t->node_count == 0)
    {
        return ln_error(err, "its metadata is invalid: %u nodes of %u bits, "
                        "IP version %u", (unsigned) t->node_count,
                        (unsigned) size, (unsigned) version);
    }

    t->record_size = size;
    t->ip_version = version;

    return LN_OK;
}


/* The number at key in the verified map at offset 0. */

static int
ln_verify_number(ln_verify_section_t *s, const char *key, uint32_t *number)
{
    size_t               i, k, n, at;
    ln_verify_control_t  c, name;

    if (ln_verify_control(s, 0, &c) != LN_OK || c.type != LN_TYPE_MAP) {
        return LN_ERROR;
    }

    at = c.next;
    n = c.size;

    for (i = 0; i < n; i++) {

        if (ln_verify_control(s, at, &name) != LN_OK
            || name.type != LN_TYPE_UTF8)
        {
            return LN_ERROR;
        }

        at = name.next + name.size;

        if (name.size == strlen(key)
            && memcmp(s->data + name.next, key, name.size) == 0)
        {
            if (ln_verify_control(s, at, &c) != LN_OK
                || (c.type != LN_TYPE_UINT16 && c.type != LN_TYPE_UINT32))
            {
                return LN_ERROR;
            }

            for (*number = 0, k = 0; k < c.size; k++) {
                *number = (*number << 8) | s->data[c.next + k];
            }

            return LN_OK;
        }

        if (ln_verify_value(s, at, 1, &at) != LN_OK) {
            return LN_ERROR;
        }
    }

    return LN_ERROR;
}


/* A walk with a stack: states are 0 new, 1 on the path, 2 done. */

static int
ln_verify_tree(ln_verify_tree_t *t, ln_verify_section_t *s,
    void (*record)(void *ctx, uint32_t offset), void *ctx, ln_error_t *err)
{
    int             rc;
    size_t          next;
    uint32_t        v, at, path[129];
    unsigned        depth, seen;
    unsigned char  *states, sides[129];

    states = calloc(1, t->node_count);
    if (states == NULL) {
        return ln_error(err, "no memory");
    }

    rc = LN_OK;
    depth = 1;
    path[0] = 0;
    sides[0] = 0;
    states[0] = 1;

    while (depth && rc == LN_OK) {

        if (sides[depth - 1] == 2) {
            states[path[--depth]] = 2;
            continue;
        }

        v = ln_verify_record(t, path[depth - 1], sides[depth - 1]++);

        if (v == t->node_count) {
            continue;
        }

        if (v < t->node_count) {

            if (states[v] == 2) {
                continue;
            }

            if (states[v] == 1
                || depth >= (t->ip_version == 6 ? 128u : 32u))
            {
                rc = ln_error(err, "its search tree has a cycle or is too "
                              "deep");
                break;
            }

            states[v] = 1;
            path[depth] = v;
            sides[depth++] = 0;
            continue;
        }

        if (v - t->node_count < 16 || v - t->node_count - 16 >= s->len) {
            rc = ln_error(err, "its search tree points beyond the file");
            break;
        }

        at = v - t->node_count - 16;
        seen = s->heights[at];

        if (ln_verify_value(s, at, 0, &next) != LN_OK) {
            rc = ln_error(err, "its data record at offset %u is corrupt",
                          (unsigned) at);
            break;
        }

        if (seen == 0) {
            record(ctx, at);
        }
    }

    free(states);

    return rc;
}


static uint32_t
ln_verify_record(ln_verify_tree_t *t, uint32_t node, unsigned side)
{
    const unsigned char  *p;

    p = t->tree + (size_t) node * (t->record_size / 4);

    switch (t->record_size) {

    case 24:
        p += side * 3;
        return (uint32_t) p[0] << 16 | p[1] << 8 | p[2];

    case 28:
        if (side == 0) {
            return (uint32_t) (p[3] >> 4) << 24 | p[0] << 16 | p[1] << 8
                   | p[2];
        }

        return (uint32_t) (p[3] & 0x0f) << 24 | p[4] << 16 | p[5] << 8 | p[6];

    default:
        p += side * 4;
        return (uint32_t) p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3];
    }
}


static int
ln_verify_control(ln_verify_section_t *s, size_t at, ln_verify_control_t *c)
{
    size_t                i, n, size;
    const unsigned char  *p;

    static const size_t  base[] = { 0, 29, 285, 65821 };
    static const size_t  pointer[] = { 0, 2048, 526336, 0 };

    if (at >= s->len) {
        return LN_ERROR;
    }

    p = s->data + at;
    c->type = *p >> 5;
    c->next = at + 1;

    if (c->type == LN_TYPE_POINTER) {
        n = ((*p >> 3) & 3) + 1;
        size = (n == 4) ? 0 : *p & 7;

        if (s->len - c->next < n) {
            return LN_ERROR;
        }

        for (i = 0; i < n; i++) {
            size = size << 8 | p[1 + i];
        }

        c->size = size + pointer[n - 1];
        c->next += n;

        return c->size < s->len ? LN_OK : LN_ERROR;
    }

    size = *p & 0x1f;

    if (c->type == LN_TYPE_EXTENDED) {
        if (c->next >= s->len) {
            return LN_ERROR;
        }

        c->type = 7 + s->data[c->next++];

        if (c->type == 7 || c->type > LN_TYPE_FLOAT) {
            return LN_ERROR;
        }
    }

    c->size = size;

    if (size >= 29) {
        n = size - 28;

        if (s->len - c->next < n) {
            return LN_ERROR;
        }

        for (size = 0, i = 0; i < n; i++) {
            size = size << 8 | s->data[c->next++];
        }

        c->size = base[n] + size;
    }

    return LN_OK;
}


/* Verifies the value at offset at; next is the offset behind it. */

static int
ln_verify_value(ln_verify_section_t *s, size_t at, unsigned level,
    size_t *next)
{
    size_t               target;
    unsigned             height;
    ln_verify_control_t  c, to;

    static const size_t  exact[] = {
        0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4
    };
    static const size_t  most[] = {
        0, 0, 0, 8, 0, 2, 4, 0, 4, 8, 16, 0, 0, 0, 1, 4
    };

    if (level > LN_VERIFY_DEPTH || ln_verify_control(s, at, &c) != LN_OK
        || s->heights[at] == LN_VERIFY_PENDING)
    {
        return LN_ERROR;
    }

    if (level + s->heights[at] > LN_VERIFY_DEPTH + 1) {
        return LN_ERROR;
    }

    height = 0;
    *next = c.next;

    switch (c.type) {

    case LN_TYPE_POINTER:
        if (ln_verify_control(s, c.size, &to) != LN_OK
            || to.type == LN_TYPE_POINTER)
        {
            return LN_ERROR;
        }

        if (s->heights[c.size] == 0) {
            s->heights[at] = LN_VERIFY_PENDING;

            if (ln_verify_value(s, c.size, level + 1, &target) != LN_OK) {
                return LN_ERROR;
            }
        }

        if (s->heights[c.size] == LN_VERIFY_PENDING
            || level + s->heights[c.size] > LN_VERIFY_DEPTH)
        {
            return LN_ERROR;
        }

        height = s->heights[c.size];
        break;

    case LN_TYPE_MAP:
    case LN_TYPE_ARRAY:
        s->heights[at] = LN_VERIFY_PENDING;

        if (ln_verify_items(s, &c, level, &height, next) != LN_OK) {
            return LN_ERROR;
        }

        break;

    case LN_TYPE_BOOLEAN:
        if (c.size > 1) {
            return LN_ERROR;
        }

        break;

    case 12:
    case 13:
        return LN_ERROR;

    default:
        if (s->len - c.next < c.size
            || (exact[c.type] && c.size != exact[c.type])
            || (most[c.type] && c.size > most[c.type]))
        {
            return LN_ERROR;
        }

        *next = c.next + c.size;
    }

    s->heights[at] = height + 1;

    return LN_OK;
}


static int
ln_verify_items(ln_verify_section_t *s, ln_verify_control_t *c,
    unsigned level, unsigned *height, size_t *next)
{
    size_t               i, at, start;
    ln_verify_control_t  key;

    at = c->next;

    for (i = 0; i < c->size; i++) {

        if (c->type == LN_TYPE_MAP) {
            start = at;

            if (ln_verify_control(s, at, &key) != LN_OK
                || (key.type == LN_TYPE_POINTER
                    && ln_verify_control(s, key.size, &key) != LN_OK)
                || key.type != LN_TYPE_UTF8
                || ln_verify_value(s, start, level + 1, &at) != LN_OK)
            {
                return LN_ERROR;
            }
        }

        start = at;

        if (ln_verify_value(s, start, level + 1, &at) != LN_OK) {
            return LN_ERROR;
        }

        if (s->heights[start] > *height) {
            *height = s->heights[start];
        }
    }

    *next = at;

    return LN_OK;
}
