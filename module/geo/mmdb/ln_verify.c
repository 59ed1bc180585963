#include <stdlib.h>

#include "geo/mmdb/ln_verify.h"


#define LN_VERIFY_BUDGET  8             /* a byte of the section */

/*
 * A state is the levels of a value, where it has but a few: what has more is
 * verified anew for each pointer to it.  A text has a state of its own, as keys
 * must be one.
 */
#define LN_VERIFY_LEVELS  14
#define LN_VERIFY_TEXT    15


/*
 * These verify a value and return the offset behind it, or 0 if it is corrupt.
 * level is how deep it lies, height how many levels it has itself.
 */
static inline size_t ln_verify_at(ln_verify_t *v, size_t at, unsigned level,
    unsigned *height);
static size_t ln_verify_items(ln_verify_t *v, const ln_mmdb_control_t *c,
    unsigned level, unsigned *height);
static inline size_t ln_verify_key(ln_verify_t *v, size_t at);
static size_t ln_verify_scalar(const ln_mmdb_section_t *s,
    const ln_mmdb_control_t *c);

static inline int ln_verify_pointer(ln_verify_t *v, size_t target,
    unsigned level, unsigned *height);
static int ln_verify_target(ln_verify_t *v, size_t target, unsigned level,
    unsigned *height);

static int ln_verify_record(ln_verify_t *v, uint32_t offset, unsigned n);
static int ln_verify_end(ln_verify_t *v, unsigned n,
    void (*record)(void *ctx, uint32_t offset), void *ctx, uint32_t *bad);


void
ln_verify_init(ln_verify_t *v, const ln_mmdb_section_t *s,
    unsigned char *states)
{
    v->s = *s;
    v->states = states;
    v->budget = ((uint64_t) s->len + 1024) * LN_VERIFY_BUDGET;
    v->npath = 0;
    v->record = NULL;
}


int
ln_verify_records(ln_verify_t *v, const ln_offset_set_t *set, size_t from,
    size_t to, void (*record)(void *ctx, uint32_t offset), void *ctx,
    uint32_t *bad)
{
    size_t    i;
    uint32_t  bits;
    unsigned  n, done;

    n = 0;
    done = 0;

    for (i = from; i < to; i++) {

        for (bits = set->words[i].bits; bits; bits &= bits - 1) {
            *bad = (uint32_t) (i * 32) + (uint32_t) __builtin_ctz(bits);

            if (ln_verify_record(v, *bad, n++) != LN_OK) {
                return LN_ERROR;
            }

            if (n - done == LN_VERIFY_BEHIND
                && ln_verify_end(v, done++, record, ctx, bad) != LN_OK)
            {
                return LN_ERROR;
            }
        }
    }

    while (done < n) {
        if (ln_verify_end(v, done++, record, ctx, bad) != LN_OK) {
            return LN_ERROR;
        }
    }

    return LN_OK;
}


/* The bytes of the record that is the n-th of those under way. */

static int
ln_verify_record(ln_verify_t *v, uint32_t offset, unsigned n)
{
    size_t    next;
    unsigned  height;

    v->record = &v->records[n % LN_VERIFY_BEHIND];
    v->record->offset = offset;
    v->record->n = 0;

    next = ln_verify_at(v, offset, 0, &height);

    v->record = NULL;

    return next ? LN_OK : LN_ERROR;
}


/* What its pointers lead to: then it is verified. */

static int
ln_verify_end(ln_verify_t *v, unsigned n,
    void (*record)(void *ctx, uint32_t offset), void *ctx, uint32_t *bad)
{
    unsigned             i, height;
    ln_verify_record_t  *r;

    r = &v->records[n % LN_VERIFY_BEHIND];

    for (i = 0; i < r->n; i++) {
        if (ln_verify_pointer(v, r->pointers[i].target, r->pointers[i].level,
                              &height)
            != LN_OK)
        {
            *bad = r->offset;
            return LN_ERROR;
        }
    }

    record(ctx, r->offset);

    return LN_OK;
}


int
ln_verify_value(const ln_mmdb_section_t *s, size_t at)
{
    size_t          next;
    unsigned        height;
    ln_verify_t     v;
    unsigned char  *states;

    states = calloc(1, ln_verify_states(s->len));

    if (states == NULL) {
        return LN_ERROR;
    }

    ln_verify_init(&v, s, states);
    next = ln_verify_at(&v, at, 0, &height);
    free(states);

    return next ? LN_OK : LN_ERROR;
}


/* Threads share states, and note the same of the same value. */

static inline unsigned
ln_verify_state(const ln_verify_t *v, size_t at)
{
    return __atomic_load_n(&v->states[at / 2], __ATOMIC_RELAXED)
           >> (at % 2 * 4) & 0x0f;
}


static inline void
ln_verify_note(ln_verify_t *v, size_t at, unsigned state)
{
    (void) __atomic_fetch_or(&v->states[at / 2],
                             (unsigned char) (state << (at % 2 * 4)),
                             __ATOMIC_RELAXED);
}


static inline size_t
ln_verify_at(ln_verify_t *v, size_t at, unsigned level, unsigned *height)
{
    ln_mmdb_control_t  c;

    if (v->budget == 0 || level > LN_VERIFY_DEPTH
        || ln_mmdb_control(&v->s, at, &c) != LN_OK)
    {
        return 0;
    }

    v->budget--;

    switch (c.type) {

    case LN_MMDB_POINTER:
        return ln_verify_pointer(v, c.size, level, height) == LN_OK ? c.next
                                                                    : 0;

    case LN_MMDB_MAP:
    case LN_MMDB_ARRAY:
        return ln_verify_items(v, &c, level, height);

    default:
        *height = 1;

        return ln_verify_scalar(&v->s, &c);
    }
}


static inline int
ln_verify_pointer(ln_verify_t *v, size_t target, unsigned level,
    unsigned *height)
{
    unsigned             below;
    ln_verify_record_t  *r;

    r = v->record;

    if (r && r->n < LN_VERIFY_LATER) {
        __builtin_prefetch(&v->states[target / 2]);
        __builtin_prefetch(v->s.data + target);

        r->pointers[r->n].target = target;
        r->pointers[r->n++].level = level;
        *height = 1;

        return LN_OK;
    }

    below = ln_verify_state(v, target);

    if (below == 0) {
        if (ln_verify_target(v, target, level, &below) != LN_OK) {
            return LN_ERROR;
        }

    } else if (below == LN_VERIFY_TEXT) {
        below = 1;
    }

    *height = below + 1;

    return level + below > LN_VERIFY_DEPTH ? LN_ERROR : LN_OK;
}


/* What no pointer led to before; a way that comes back has no end. */

static int
ln_verify_target(ln_verify_t *v, size_t target, unsigned level,
    unsigned *height)
{
    unsigned             i;
    ln_mmdb_control_t    to;
    ln_verify_record_t  *r;

    for (i = 0; i < v->npath; i++) {
        if (v->path[i] == target) {
            return LN_ERROR;
        }
    }

    if (v->npath > LN_VERIFY_DEPTH
        || ln_mmdb_control(&v->s, target, &to) != LN_OK
        || to.type == LN_MMDB_POINTER)
    {
        return LN_ERROR;
    }

    v->path[v->npath++] = target;

    /* its own height has to be known: its pointers are followed at once */

    r = v->record;
    v->record = NULL;

    if (ln_verify_at(v, target, level + 1, height) == 0) {
        return LN_ERROR;
    }

    v->record = r;
    v->npath--;

    if (to.type == LN_MMDB_UTF8) {
        ln_verify_note(v, target, LN_VERIFY_TEXT);

    } else if (*height <= LN_VERIFY_LEVELS) {
        ln_verify_note(v, target, *height);
    }

    return LN_OK;
}


static size_t
ln_verify_items(ln_verify_t *v, const ln_mmdb_control_t *c, unsigned level,
    unsigned *height)
{
    size_t    i, next;
    unsigned  below, most;

    next = c->next;
    most = 0;

    for (i = 0; i < c->size; i++) {

        if (c->type == LN_MMDB_MAP) {
            next = ln_verify_key(v, next);

            if (next == 0) {
                return 0;
            }
        }

        next = ln_verify_at(v, next, level + 1, &below);

        if (next == 0) {
            return 0;
        }

        most = below > most ? below : most;
    }

    *height = most + 1;

    return next;
}


/* A text, or a pointer to one. */

static inline size_t
ln_verify_key(ln_verify_t *v, size_t at)
{
    ln_mmdb_control_t  c, to;

    if (ln_mmdb_control(&v->s, at, &c) != LN_OK) {
        return 0;
    }

    if (c.type == LN_MMDB_UTF8) {
        return ln_verify_scalar(&v->s, &c);
    }

    if (c.type != LN_MMDB_POINTER) {
        return 0;
    }

    if (ln_verify_state(v, c.size) != LN_VERIFY_TEXT) {

        if (ln_mmdb_control(&v->s, c.size, &to) != LN_OK
            || to.type != LN_MMDB_UTF8
            || ln_verify_scalar(&v->s, &to) == 0)
        {
            return 0;
        }

        ln_verify_note(v, c.size, LN_VERIFY_TEXT);
    }

    return c.next;
}


static size_t
ln_verify_scalar(const ln_mmdb_section_t *s, const ln_mmdb_control_t *c)
{
    static const struct {
        size_t  least;
        size_t  most;
    } sizes[LN_MMDB_FLOAT + 1] = {
        [LN_MMDB_UTF8] = { 0, SIZE_MAX },
        [LN_MMDB_DOUBLE] = { 8, 8 },
        [LN_MMDB_BYTES] = { 0, SIZE_MAX },
        [LN_MMDB_UINT16] = { 0, 2 },
        [LN_MMDB_UINT32] = { 0, 4 },
        [LN_MMDB_INT32] = { 0, 4 },
        [LN_MMDB_UINT64] = { 0, 8 },
        [LN_MMDB_UINT128] = { 0, 16 },
        [LN_MMDB_CACHE] = { 1, 0 },     /* not in a file */
        [LN_MMDB_END] = { 1, 0 },
        [LN_MMDB_BOOLEAN] = { 0, 1 },
        [LN_MMDB_FLOAT] = { 4, 4 }
    };

    if (c->size < sizes[c->type].least || c->size > sizes[c->type].most) {
        return 0;
    }

    if (c->type == LN_MMDB_BOOLEAN) {
        return c->next;
    }

    return s->len - c->next < c->size ? 0 : c->next + c->size;
}
