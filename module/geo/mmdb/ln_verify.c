#define _GNU_SOURCE

#include <stdlib.h>

#include "geo/mmdb/ln_verify.h"


#define LN_VERIFY_DEPTH    64
#define LN_VERIFY_TEXT     0xfe
#define LN_VERIFY_PENDING  0xff
#define LN_VERIFY_BUDGET   8            /* a byte of the section */


/*
 * states, of each offset: 0 not seen, else the levels of the map or array
 * there, or of what a pointer points at there (a text has a state of its own,
 * as keys must be one); never that of a pointer.  budget: values yet to be
 * looked at; records that overlap could be made to take time without end.
 */
typedef struct {
    ln_mmdb_section_t   s;
    unsigned char      *states;
    size_t              budget;
} ln_verify_t;


/*
 * These verify a value and return the offset behind it, or 0 if it is corrupt.
 * level is how deep it lies, height how many levels it has itself.
 */
static size_t ln_verify_at(ln_verify_t *v, size_t at, unsigned level,
    unsigned *height);
static size_t ln_verify_items(ln_verify_t *v, size_t at,
    const ln_mmdb_control_t *c, unsigned level, unsigned *height);
static size_t ln_verify_key(ln_verify_t *v, size_t at);
static size_t ln_verify_scalar(const ln_mmdb_section_t *s,
    const ln_mmdb_control_t *c);

static int ln_verify_pointer(ln_verify_t *v, size_t target, unsigned level,
    unsigned *height);
static int ln_verify_init(ln_verify_t *v, const ln_mmdb_section_t *s);


int
ln_verify_records(const ln_mmdb_section_t *values,
    const ln_offsets_t *records, int (*record)(void *ctx, uint32_t offset),
    void *ctx, ln_error_t *err)
{
    int          rc;
    size_t       i;
    uint32_t     at;
    uint64_t     word;
    unsigned     height;
    ln_verify_t  v;

    if (ln_verify_init(&v, values) != LN_OK) {
        return ln_error(err, "no memory");
    }

    rc = LN_OK;

    for (i = 0; i < records->words && rc == LN_OK; i++) {

        for (word = records->bits[i]; word && rc == LN_OK; word &= word - 1) {
            at = i * 64 + __builtin_ctzll(word);

            if (ln_verify_at(&v, at, 0, &height) == 0) {
                rc = ln_error(err, "its data record at offset %u is corrupt",
                              (unsigned) at);
                break;
            }

            rc = record(ctx, at);
        }
    }

    free(v.states);

    return rc;
}


int
ln_verify_value(const ln_mmdb_section_t *s, size_t at)
{
    size_t       next;
    unsigned     height;
    ln_verify_t  v;

    if (ln_verify_init(&v, s) != LN_OK) {
        return LN_ERROR;
    }

    next = ln_verify_at(&v, at, 0, &height);
    free(v.states);

    return next ? LN_OK : LN_ERROR;
}


static int
ln_verify_init(ln_verify_t *v, const ln_mmdb_section_t *s)
{
    v->s = *s;
    v->budget = (s->len + 1024) * LN_VERIFY_BUDGET;
    v->states = calloc(1, s->len + 1);

    return v->states ? LN_OK : LN_ERROR;
}


static size_t
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
        return ln_verify_items(v, at, &c, level, height);

    default:
        *height = 1;

        return ln_verify_scalar(&v->s, &c);
    }
}


static int
ln_verify_pointer(ln_verify_t *v, size_t target, unsigned level,
    unsigned *height)
{
    unsigned           below;
    ln_mmdb_control_t  to;

    below = v->states[target];

    if (below == 0) {
        if (ln_mmdb_control(&v->s, target, &to) != LN_OK
            || to.type == LN_MMDB_POINTER
            || ln_verify_at(v, target, level + 1, &below) == 0)
        {
            return LN_ERROR;
        }

        v->states[target] = (to.type == LN_MMDB_UTF8) ? LN_VERIFY_TEXT : below;

    } else if (below == LN_VERIFY_TEXT) {
        below = 1;

    } else if (below == LN_VERIFY_PENDING) {
        return LN_ERROR;
    }

    /* who reads the record will follow it */

    __builtin_prefetch(v->s.data + target);

    *height = below + 1;

    return level + below > LN_VERIFY_DEPTH ? LN_ERROR : LN_OK;
}


static size_t
ln_verify_items(ln_verify_t *v, size_t at, const ln_mmdb_control_t *c,
    unsigned level, unsigned *height)
{
    size_t    i, next;
    unsigned  below, most;

    v->states[at] = LN_VERIFY_PENDING;

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
    v->states[at] = *height;

    return next;
}


/* A text, or a pointer to one. */

static size_t
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

    if (v->states[c.size] != LN_VERIFY_TEXT) {

        if (ln_mmdb_control(&v->s, c.size, &to) != LN_OK
            || to.type != LN_MMDB_UTF8
            || ln_verify_scalar(&v->s, &to) == 0)
        {
            return 0;
        }

        v->states[c.size] = LN_VERIFY_TEXT;
    }

    return c.next;
}


static size_t
ln_verify_scalar(const ln_mmdb_section_t *s, const ln_mmdb_control_t *c)
{
    static const unsigned char  least[] = {
        0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 4
    };
    static const size_t  most[] = {
        0, 0, SIZE_MAX, 8, SIZE_MAX, 2, 4, 0, 4, 8, 16, 0, 0, 0, 1, 4
    };

    if (c->size < least[c->type] || c->size > most[c->type]) {
        return 0;
    }

    if (c->type == LN_MMDB_BOOLEAN) {
        return c->next;
    }

    return s->len - c->next < c->size ? 0 : c->next + c->size;
}
