#include "geo/location/ln_country.h"
#include "geo/plan/ln_plan.h"
#include "geo/plan/ln_plan_network.h"
#include "geo/plan/ln_plan_part.h"


static int ln_plan_mark(ln_plan_t *plan, uint64_t key, unsigned row);
static int ln_plan_lack(ln_plan_t *plan, uint32_t *mask, unsigned row);
static int ln_plan_countries(ln_plan_t *plan, unsigned row,
    const ln_term_t *term);
static int ln_plan_regions(ln_plan_t *plan, unsigned row,
    const ln_term_t *term);
static int ln_plan_traits(ln_plan_t *plan, unsigned row,
    const ln_term_t *term);
static int ln_plan_areas(ln_plan_t *plan, unsigned row,
    const ln_term_t *term);
static int ln_plan_jurisdictions(ln_plan_t *plan, unsigned row,
    const ln_term_t *term);


ln_plan_t *
ln_plan_create(const ln_alloc_t *alloc, unsigned n)
{
    unsigned    words;
    ln_plan_t  *plan;

    plan = ln_calloc(alloc, sizeof(ln_plan_t));

    if (plan == NULL) {
        return NULL;
    }

    plan->alloc = *alloc;
    plan->n = n;
    plan->named_by = ln_calloc(alloc, (n + 1) * sizeof(uint32_t));
    words = 2 * ((n + 63) / 64);

    if (plan->named_by == NULL
        || ln_masks_init(&plan->masks, alloc, words, 64) != LN_OK
        || ln_mask_table_init(&plan->table, alloc, 64) != LN_OK)
    {
        return NULL;
    }

    return plan;
}


int
ln_plan_term(ln_plan_t *plan, unsigned i, const ln_term_t *term)
{
    unsigned  k, row;

    row = ln_plan_row(plan, i, term);
    plan->has |= 1u << term->kind;
    plan->needs |= term->needs;

    switch (term->kind) {

    case LN_TERM_COUNTRY:
    case LN_TERM_REGISTERED_COUNTRY:
    case LN_TERM_REPRESENTED_COUNTRY:
        return ln_plan_countries(plan, row, term);

    case LN_TERM_REGION:
        return ln_plan_regions(plan, row, term);

    case LN_TERM_GEONAME:
        plan->ngeonames += term->n;
        return LN_OK;

    case LN_TERM_AREA:
        return ln_plan_areas(plan, row, term);

    case LN_TERM_NETWORK:
        return ln_plan_networks_add(plan, row, term);

    case LN_TERM_TRAIT:
        return ln_plan_traits(plan, row, term);

    case LN_TERM_JURISDICTION:
        return ln_plan_jurisdictions(plan, row, term);

    default:
        break;
    }

    for (k = 0; k < term->n; k++) {
        if (ln_plan_mark(plan, ln_plan_number(LN_PLAN_ASN, term->numbers[k]),
                         row)
            != LN_OK)
        {
            return LN_ERROR;
        }
    }

    return LN_OK;
}


static int
ln_plan_mark(ln_plan_t *plan, uint64_t key, unsigned row)
{
    ln_mask_slot_t  *slot;

    slot = ln_mask_table_slot(&plan->table, &plan->alloc, key);

    if (slot == NULL
        || (slot->mask == 0
            && ln_mask_add(&plan->masks, &plan->alloc, &slot->mask) != LN_OK))
    {
        return LN_ERROR;
    }

    ln_mask_set(&plan->masks, slot->mask, row);

    return LN_OK;
}


static int
ln_plan_lack(ln_plan_t *plan, uint32_t *mask, unsigned row)
{
    if (*mask == 0 && ln_mask_add(&plan->masks, &plan->alloc, mask) != LN_OK) {
        return LN_ERROR;
    }

    ln_mask_set(&plan->masks, *mask, row);

    return LN_OK;
}


static int
ln_plan_countries(ln_plan_t *plan, unsigned row, const ln_term_t *term)
{
    unsigned         k;
    uint32_t        *lack;
    ln_plan_kind_t   kind;

    if (term->kind == LN_TERM_COUNTRY) {
        kind = LN_PLAN_COUNTRY;
        lack = &plan->lacks.country;

    } else if (term->kind == LN_TERM_REGISTERED_COUNTRY) {
        kind = LN_PLAN_REGISTERED;
        lack = &plan->lacks.registered;

    } else {
        kind = LN_PLAN_REPRESENTED;
        lack = &plan->lacks.unlocated;
    }

    for (k = 0; k < term->n; k++) {
        if (ln_plan_mark(plan, ln_plan_key(kind, term->countries[k]), row)
            != LN_OK)
        {
            return LN_ERROR;
        }
    }

    return ln_plan_lack(plan, lack, row);
}


/* A region is marked for all regions in it, and for those around it. */

static int
ln_plan_regions(ln_plan_t *plan, unsigned row, const ln_term_t *term)
{
    char             country[3];
    size_t           count, r;
    unsigned         k;
    const char      *region, *other;
    ln_plan_kind_t   kind;

    count = ln_region_count();

    for (k = 0; k < term->n; k++) {
        region = term->regions[k];

        memcpy(country, region, 2);
        country[2] = '\0';

        if (ln_plan_mark(plan, ln_plan_key(LN_PLAN_REGION, region), row)
            != LN_OK
            || ln_plan_mark(plan, ln_plan_key(LN_PLAN_NO_REGION_UNC, country),
                            row)
               != LN_OK)
        {
            return LN_ERROR;
        }

        for (r = 0; r < count; r++) {
            other = ln_region_code(r);

            if (memcmp(other, country, 2) != 0) {
                continue;
            }

            if (ln_region_within(other, region)) {
                kind = LN_PLAN_REGION;

            } else if (ln_region_within(region, other)) {
                kind = LN_PLAN_REGION_UNC;

            } else {
                continue;
            }

            if (ln_plan_mark(plan, ln_plan_key(kind, other), row) != LN_OK) {
                return LN_ERROR;
            }
        }
    }

    return ln_plan_lack(plan, &plan->lacks.country, row);
}


static int
ln_plan_traits(ln_plan_t *plan, unsigned row, const ln_term_t *term)
{
    unsigned  k;

    for (k = 0; k < LN_TRAITS; k++) {
        if ((term->traits >> k & 1)
            && ln_plan_lack(plan, &plan->traits[k], row) != LN_OK)
        {
            return LN_ERROR;
        }
    }

    return LN_OK;
}


static int
ln_plan_areas(ln_plan_t *plan, unsigned row, const ln_term_t *term)
{
    unsigned         k;
    ln_plan_area_t  *area;

    for (k = 0; k < term->n; k++) {
        plan->areas = ln_array_push(&plan->alloc, plan->areas, plan->nareas,
                                    sizeof(ln_plan_area_t));
        if (plan->areas == NULL) {
            return LN_ERROR;
        }

        area = &plan->areas[plan->nareas++];
        area->area = term->areas[k];
        area->mask = 0;

        if (ln_plan_lack(plan, &area->mask, row) != LN_OK) {
            return LN_ERROR;
        }
    }

    return LN_OK;
}


static int
ln_plan_jurisdictions(ln_plan_t *plan, unsigned row, const ln_term_t *term)
{
    unsigned  k, named;

    for (k = 0; k < term->n; k++) {
        named = term->numbers[k];

        if (ln_plan_lack(plan, &plan->named_by[named], row) != LN_OK
            || ln_plan_lack(plan, &plan->named, named) != LN_OK)
        {
            return LN_ERROR;
        }
    }

    return LN_OK;
}


int
ln_plan_end(ln_plan_t *plan)
{
    if (plan->ngeonames
        && (ln_masks_init(&plan->geoname_masks, &plan->alloc, plan->masks.words,
                          9 * plan->ngeonames + 10)
            != LN_OK
            || ln_mask_table_init(&plan->geoname_table, &plan->alloc,
                                  9 * plan->ngeonames)
               != LN_OK))
    {
        return LN_ERROR;
    }

    if (plan->nedges == 0) {
        return LN_OK;
    }

    return ln_plan_networks_end(plan);
}


unsigned
ln_plan_needs(const ln_plan_t *plan)
{
    return plan->needs;
}
