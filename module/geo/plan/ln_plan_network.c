#include <stdlib.h>

#include "geo/plan/ln_plan_network.h"
#include "geo/plan/ln_plan_part.h"


typedef struct {
    ln_plan_t         *plan;
    uint64_t          *now;             /* the rows at an address */
    unsigned          *counts;          /* networks of each row there */
    ln_radix_range_t  *ranges;
    unsigned           nranges;
} ln_plan_sweep_t;


static int ln_plan_sweep(ln_plan_sweep_t *s);
static int ln_plan_range(ln_plan_sweep_t *s, const unsigned char *at);
static int ln_plan_edge_compare(const void *one, const void *two);


int
ln_plan_networks_add(ln_plan_t *plan, unsigned row, const ln_term_t *term)
{
    int              i;
    unsigned         k, last;
    ln_plan_edge_t  *edge;

    for (k = 0; k < 2 * term->n; k++) {
        plan->edges = ln_array_push(&plan->alloc, plan->edges, plan->nedges,
                                    sizeof(ln_plan_edge_t));
        if (plan->edges == NULL) {
            return LN_ERROR;
        }

        edge = &plan->edges[plan->nedges];
        last = k & 1;

        memcpy(edge->at, last ? term->networks[k / 2].last
                              : term->networks[k / 2].first, 16);
        edge->row = row;
        edge->step = last ? -1 : 1;

        /* a network ends before the address behind it */

        for (i = 15; last && i >= 0 && ++edge->at[i] == 0; i--) { /* void */ }

        plan->nedges += (i >= 0);
    }

    return LN_OK;
}


int
ln_plan_networks_end(ln_plan_t *plan)
{
    int              rc;
    ln_plan_sweep_t  s;

    qsort(plan->edges, plan->nedges, sizeof(ln_plan_edge_t),
          ln_plan_edge_compare);

    memset(&s, 0, sizeof(ln_plan_sweep_t));

    s.plan = plan;
    s.now = calloc(plan->masks.words, sizeof(uint64_t));
    s.counts = calloc(plan->masks.words * 64, sizeof(unsigned));
    s.ranges = malloc(plan->nedges * sizeof(ln_radix_range_t));

    rc = LN_ERROR;

    if (s.now && s.counts && s.ranges) {
        rc = ln_plan_sweep(&s);
    }

    if (rc == LN_OK) {
        plan->radix = ln_radix_build(&plan->alloc, s.ranges, s.nranges);
        rc = plan->radix ? LN_OK : LN_ERROR;
    }

    free(s.now);
    free(s.counts);
    free(s.ranges);

    return rc;
}


/* From the lowest address to the highest: what begins and what ends. */

static int
ln_plan_sweep(ln_plan_sweep_t *s)
{
    unsigned               i, row;
    const ln_plan_edge_t  *edges;

    edges = s->plan->edges;

    for (i = 0; i < s->plan->nedges; i++) {
        row = edges[i].row;
        s->counts[row] += edges[i].step;

        if (s->counts[row]) {
            s->now[row / 64] |= (uint64_t) 1 << row % 64;

        } else {
            s->now[row / 64] &= ~((uint64_t) 1 << row % 64);
        }

        if ((i + 1 == s->plan->nedges
             || memcmp(edges[i].at, edges[i + 1].at, 16) != 0)
            && ln_plan_range(s, edges[i].at) != LN_OK)
        {
            return LN_ERROR;
        }
    }

    return LN_OK;
}


/* Most ranges share a few masks. */

static int
ln_plan_range(ln_plan_sweep_t *s, const unsigned char *at)
{
    size_t            size;
    unsigned          i;
    uint32_t          mask;
    uint64_t          hash, any;
    ln_plan_t        *plan;
    ln_mask_slot_t   *slot;

    plan = s->plan;
    size = plan->masks.words * sizeof(uint64_t);
    hash = 0;
    any = 0;

    for (i = 0; i < plan->masks.words; i++) {
        any |= s->now[i];
        hash = ln_hash(hash, s->now[i]);
    }

    mask = 0;

    if (any) {
        slot = ln_mask_table_slot(&plan->table, &plan->alloc,
                                  hash | 0xffull << 56);
        if (slot == NULL) {
            return LN_ERROR;
        }

        mask = slot->mask;

        if (mask == 0
            || memcmp(ln_mask(&plan->masks, mask), s->now, size) != 0)
        {
            if (ln_mask_add(&plan->masks, &plan->alloc, &mask) != LN_OK) {
                return LN_ERROR;
            }

            memcpy(plan->masks.bits + (size_t) mask * plan->masks.words,
                   s->now, size);
            slot->mask = mask;
        }
    }

    if (s->nranges && s->ranges[s->nranges - 1].value == mask) {
        return LN_OK;
    }

    memcpy(s->ranges[s->nranges].first, at, 16);
    s->ranges[s->nranges++].value = mask;

    return LN_OK;
}


static int
ln_plan_edge_compare(const void *one, const void *two)
{
    return memcmp(((const ln_plan_edge_t *) one)->at,
                  ((const ln_plan_edge_t *) two)->at, 16);
}


unsigned
ln_plan_networks(const ln_plan_t *plan, const ln_address_t *address)
{
    uint32_t      networks;
    ln_address_t  a;

    if (plan->radix == NULL) {
        return 0;
    }

    a = *address;
    ln_address_unwrap(&a);

    networks = ln_radix_find(plan->radix, &a);
    ln_wipe(&a, sizeof(ln_address_t));

    return networks;
}


int
ln_plan_networks_within(const ln_plan_t *plan, const unsigned char *first,
    const unsigned char *last)
{
    unsigned  low, high, middle;

    /* the first edge behind first */

    for (low = 0, high = plan->nedges; low < high; /* void */ ) {
        middle = (low + high) / 2;

        if (memcmp(plan->edges[middle].at, first, 16) <= 0) {
            low = middle + 1;

        } else {
            high = middle;
        }
    }

    return low < plan->nedges && memcmp(plan->edges[low].at, last, 16) <= 0;
}
