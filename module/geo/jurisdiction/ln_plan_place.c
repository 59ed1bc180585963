#include "geo/jurisdiction/ln_plan_part.h"


static void ln_plan_place(ln_plan_t *plan, unsigned row, uint32_t id,
    const ln_gazetteer_t *place);
static void ln_plan_place_mark(ln_plan_t *plan, uint64_t key, unsigned row);
static void ln_plan_place_lack(ln_plan_t *plan, uint32_t *mask, unsigned row);


void
ln_plan_learn_begin(ln_plan_t *plan)
{
    if (plan->nids) {
        memset(plan->place_masks.bits, 0, (size_t) plan->place_masks.size
                                          * plan->place_masks.words
                                          * sizeof(uint64_t));
        memset(plan->place_table.slots, 0, plan->place_table.size
                                           * sizeof(ln_mask_slot_t));
    }

    memset(&plan->place_lacks, 0, sizeof(ln_plan_lacks_t));

    plan->place_masks.n = 1;
    plan->place_table.used = 0;
    plan->has_places = 0;
}


void
ln_plan_learn(ln_plan_t *plan, unsigned i, const ln_term_t *term)
{
    unsigned  k;

    for (k = 0; k < term->n; k++) {
        ln_plan_place(plan, ln_plan_row(plan, i, term), term->numbers[k],
                      &term->places[k]);
    }

    plan->has_places = 1;
}


/* Each case is one of ln_term_decide()'s; 8 masks an id at most. */

static void
ln_plan_place(ln_plan_t *plan, unsigned row, uint32_t id,
    const ln_gazetteer_t *place)
{
    char              country[3];
    unsigned          i;
    ln_plan_lacks_t  *lacks;

    lacks = &plan->place_lacks;

    memcpy(country, place->country, 2);
    country[2] = '\0';

    ln_plan_place_mark(plan, ln_plan_number(LN_PLAN_PLACE, id), row);

    if (place->is_country) {
        ln_plan_place_mark(plan, ln_plan_key(LN_PLAN_PLACE_COUNTRY, country),
                           row);
        ln_plan_place_lack(plan, &lacks->place_country, row);
        return;
    }

    ln_plan_place_lack(plan, &lacks->nowhere, row);

    for (i = 0; i < LN_GAZETTEER_UP && place->up[i]; i++) {
        ln_plan_place_mark(plan, ln_plan_number(LN_PLAN_PLACE_UNC,
                                                place->up[i]), row);
    }

    if (country[0] == '\0') {
        ln_plan_place_lack(plan, i ? &lacks->place_no_id
                                   : &lacks->place_always, row);
        return;
    }

    ln_plan_place_mark(plan, ln_plan_key(i ? LN_PLAN_PLACE_NO_ID_UNC
                                           : LN_PLAN_PLACE_COUNTRY_UNC,
                                         country), row);
    if (i == 0) {
        ln_plan_place_lack(plan, &lacks->place_no_country, row);
    }
}


/* There is room: ln_plan_end() has made it. */

static void
ln_plan_place_mark(ln_plan_t *plan, uint64_t key, unsigned row)
{
    ln_mask_slot_t  *slot;

    slot = ln_mask_table_slot(&plan->place_table, &plan->alloc, key);

    ln_plan_place_lack(plan, &slot->mask, row);
}


static void
ln_plan_place_lack(ln_plan_t *plan, uint32_t *mask, unsigned row)
{
    if (*mask == 0) {
        (void) ln_mask_add(&plan->place_masks, &plan->alloc, mask);
    }

    ln_mask_set(&plan->place_masks, *mask, row);
}
