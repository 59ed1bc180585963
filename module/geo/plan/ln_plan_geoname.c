#include "geo/plan/ln_plan_geoname.h"
#include "geo/plan/ln_plan_part.h"


static void ln_plan_geoname(ln_plan_t *plan, unsigned row, uint32_t id,
    const ln_geoname_t *geoname);
static void ln_plan_geoname_region(ln_plan_t *plan, unsigned row,
    const char *country);
static void ln_plan_geoname_mark(ln_plan_t *plan, uint64_t key, unsigned row);
static void ln_plan_geoname_lack(ln_plan_t *plan, uint32_t *mask,
    unsigned row);


void
ln_plan_geonames_begin(ln_plan_t *plan)
{
    ln_masks_t       *masks;
    ln_mask_table_t  *table;

    masks = &plan->geoname_masks;
    table = &plan->geoname_table;

    if (plan->ngeonames) {
        memset(masks->bits, 0,
               (size_t) masks->size * masks->words * sizeof(uint64_t));
        memset(table->slots, 0, table->size * sizeof(ln_mask_slot_t));
    }

    memset(&plan->geoname_lacks, 0, sizeof(ln_plan_geoname_lacks_t));

    masks->n = 1;
    table->used = 0;
    plan->has_geonames = 0;
}


void
ln_plan_geonames_add(ln_plan_t *plan, unsigned i, const ln_term_t *term)
{
    unsigned  k;

    for (k = 0; k < term->n; k++) {
        ln_plan_geoname(plan, ln_plan_row(plan, i, term), term->numbers[k],
                        &term->geonames[k]);
    }

    plan->has_geonames = 1;
}


/* Each case is one of ln_term_decide()'s; 9 masks an id at most. */

static void
ln_plan_geoname(ln_plan_t *plan, unsigned row, uint32_t id,
    const ln_geoname_t *geoname)
{
    char                      country[3];
    unsigned                  i;
    ln_plan_geoname_lacks_t  *lacks;

    lacks = &plan->geoname_lacks;

    memcpy(country, geoname->country, 2);
    country[2] = '\0';

    ln_plan_geoname_mark(plan, ln_plan_number(LN_PLAN_GEONAME, id), row);

    if (geoname->is_country) {
        ln_plan_geoname_mark(plan, ln_plan_key(LN_PLAN_GEONAME_COUNTRY,
                                               country), row);
        ln_plan_geoname_lack(plan, &lacks->country, row);
        return;
    }

    ln_plan_geoname_lack(plan, &lacks->country_and_ids, row);

    if (geoname->flags & LN_GEONAME_REGION) {
        ln_plan_geoname_region(plan, row, country);
    }

    for (i = 0; i < LN_GEONAME_UP && geoname->up[i]; i++) {
        ln_plan_geoname_mark(plan, ln_plan_number(LN_PLAN_GEONAME_UNC,
                                                  geoname->up[i]), row);
    }

    if (country[0] == '\0') {
        ln_plan_geoname_lack(plan, i ? &lacks->city_and_ids : &lacks->city,
                             row);
        return;
    }

    ln_plan_geoname_mark(plan, ln_plan_key(i ? LN_PLAN_GEONAME_NO_ID_UNC
                                             : LN_PLAN_GEONAME_COUNTRY_UNC,
                                           country), row);
    if (i == 0) {
        ln_plan_geoname_lack(plan, &lacks->city_and_country, row);
    }
}


/* A city whose record has no other id may be in it. */

static void
ln_plan_geoname_region(ln_plan_t *plan, unsigned row, const char *country)
{
    if (country[0] == '\0') {
        ln_plan_geoname_lack(plan, &plan->geoname_lacks.around, row);
        return;
    }

    ln_plan_geoname_mark(plan, ln_plan_key(LN_PLAN_GEONAME_CITY_UNC, country),
                         row);
    ln_plan_geoname_lack(plan, &plan->geoname_lacks.around_and_country, row);
}


/* There is room: ln_plan_end() has made it. */

static void
ln_plan_geoname_mark(ln_plan_t *plan, uint64_t key, unsigned row)
{
    ln_mask_slot_t  *slot;

    slot = ln_mask_table_slot(&plan->geoname_table, &plan->alloc, key);

    ln_plan_geoname_lack(plan, &slot->mask, row);
}


static void
ln_plan_geoname_lack(ln_plan_t *plan, uint32_t *mask, unsigned row)
{
    if (*mask == 0) {
        (void) ln_mask_add(&plan->geoname_masks, &plan->alloc, mask);
    }

    ln_mask_set(&plan->geoname_masks, *mask, row);
}
