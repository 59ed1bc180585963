#include "geo/plan/ln_plan_decide.h"
#include "geo/plan/ln_plan_part.h"


static void ln_plan_location(const ln_plan_t *plan,
    const ln_location_t *location, ln_plan_rows_t *a);
static void ln_plan_location_regions(const ln_plan_t *plan,
    const ln_location_t *location, ln_plan_rows_t *a);
static void ln_plan_location_rest(const ln_plan_t *plan,
    const ln_location_t *location, ln_plan_rows_t *a);
static void ln_plan_location_geonames(const ln_plan_t *plan,
    const ln_location_t *location, ln_plan_rows_t *a);
static void ln_plan_location_geonames_below(const ln_plan_t *plan,
    const ln_location_t *location, ln_plan_rows_t *a);
static void ln_plan_location_geonames_around(const ln_plan_t *plan,
    const ln_location_t *location, ln_plan_rows_t *a);
static void ln_plan_location_areas(const ln_plan_t *plan,
    const ln_location_t *location, ln_plan_rows_t *a);
static void ln_plan_nest(const ln_plan_t *plan, ln_plan_rows_t *a);


/* The mask 0 is empty: asking whether it is that would cost more. */

static inline void
ln_plan_or(const ln_masks_t *masks, uint32_t mask, uint64_t *rows)
{
    unsigned         i;
    const uint64_t  *bits;

    bits = ln_mask(masks, mask);

    if (masks->words == 2) {
        rows[0] |= bits[0];
        rows[1] |= bits[1];
        return;
    }

    for (i = 0; i < masks->words; i++) {
        rows[i] |= bits[i];
    }
}


#define ln_plan_find(plan, kind, code)                                        \
    ln_mask_find(&(plan)->table, ln_plan_key(kind, code))

#define ln_plan_has(plan, term)  ((plan)->has & (1u << (term)))


void
ln_plan_decide(const ln_plan_t *plan, const ln_location_t *location,
    unsigned networks, ln_certainty_t *answers)
{
    ln_plan_rows_t  rows;

    ln_plan_rows(plan, location, networks, &rows);
    ln_plan_write(plan, &rows, answers);
}


void
ln_plan_rows(const ln_plan_t *plan, const ln_location_t *location,
    unsigned networks, ln_plan_rows_t *a)
{
    unsigned  i, words;
    uint64_t  in, unc;

    words = plan->masks.words;

    for (i = 0; i < words; i++) {
        a->in[i] = 0;
        a->unc[i] = 0;
    }

    ln_plan_location(plan, location, a);
    ln_plan_or(&plan->masks, networks, a->in);

    for (i = 0; i < words; i++) {
        a->unc[i] |= a->in[i];
    }

    if (plan->named) {
        ln_plan_nest(plan, a);
    }

    /* min(x, 2 - except) */

    for (i = 0; i < words / 2; i++) {
        in = a->in[i] & ~a->unc[words / 2 + i];
        unc = a->unc[i] & ~a->in[words / 2 + i];
        a->in[i] = in;
        a->unc[i] = unc;
    }
}


static void
ln_plan_location(const ln_plan_t *plan, const ln_location_t *location,
    ln_plan_rows_t *a)
{
    unsigned  k;

    if (location->country[0] == '\0') {
        ln_plan_or(&plan->masks, plan->lacks.country, a->unc);

    } else {
        if (ln_plan_has(plan, LN_TERM_COUNTRY)) {
            ln_plan_or(&plan->masks,
                       ln_plan_find(plan, LN_PLAN_COUNTRY, location->country),
                       a->in);
        }

        if (ln_plan_has(plan, LN_TERM_REGION)) {
            ln_plan_location_regions(plan, location, a);
        }
    }

    if (plan->has & (1u << LN_TERM_REGISTERED_COUNTRY
                     | 1u << LN_TERM_REPRESENTED_COUNTRY
                     | 1u << LN_TERM_ASN))
    {
        ln_plan_location_rest(plan, location, a);
    }

    for (k = 0; location->traits >> k; k++) {
        if (location->traits >> k & 1) {
            ln_plan_or(&plan->masks, plan->traits[k], a->in);
        }
    }

    if (plan->has_geonames) {
        ln_plan_location_geonames(plan, location, a);
    }

    if (plan->nareas) {
        ln_plan_location_areas(plan, location, a);
    }
}


static void
ln_plan_location_regions(const ln_plan_t *plan, const ln_location_t *location,
    ln_plan_rows_t *a)
{
    unsigned  i, n;

    n = location->nregions;

    if (n == 0) {
        ln_plan_or(&plan->masks,
                   ln_plan_find(plan, LN_PLAN_NO_REGION_UNC,
                                location->country),
                   a->unc);
        return;
    }

    for (i = 0; i < n; i++) {
        ln_plan_or(&plan->masks,
                   ln_plan_find(plan, LN_PLAN_REGION, location->regions[i]),
                   a->in);
    }

    ln_plan_or(&plan->masks,
               ln_plan_find(plan, LN_PLAN_REGION_UNC,
                            location->regions[n - 1]),
               a->unc);
}


static void
ln_plan_location_rest(const ln_plan_t *plan, const ln_location_t *location,
    ln_plan_rows_t *a)
{
    if (location->registered_country[0] == '\0') {
        ln_plan_or(&plan->masks, plan->lacks.registered, a->unc);

    } else {
        ln_plan_or(&plan->masks,
                   ln_plan_find(plan, LN_PLAN_REGISTERED,
                                location->registered_country),
                   a->in);
    }

    if (location->represented_country[0] != '\0') {
        ln_plan_or(&plan->masks,
                   ln_plan_find(plan, LN_PLAN_REPRESENTED,
                                location->represented_country),
                   a->in);

    } else if (!location->located || location->by_code) {
        ln_plan_or(&plan->masks, plan->lacks.unlocated, a->unc);
    }

    if (location->asn) {
        ln_plan_or(&plan->masks,
                   ln_mask_find(&plan->table,
                                ln_plan_number(LN_PLAN_ASN, location->asn)),
                   a->in);
    }
}


static void
ln_plan_location_geonames(const ln_plan_t *plan, const ln_location_t *location,
    ln_plan_rows_t *a)
{
    unsigned                i;
    const ln_masks_t       *masks;
    const ln_mask_table_t  *table;

    masks = &plan->geoname_masks;
    table = &plan->geoname_table;

    for (i = 0; i < location->ngeonames; i++) {
        ln_plan_or(masks,
                   ln_mask_find(table, ln_plan_number(LN_PLAN_GEONAME,
                                                      location->geonames[i])),
                   a->in);
    }

    if (location->country[0] == '\0') {
        ln_plan_or(masks, plan->geoname_lacks.country, a->unc);

        if (location->ngeonames == 0) {
            ln_plan_or(masks, plan->geoname_lacks.country_and_ids, a->unc);
            return;
        }

    } else {
        ln_plan_or(masks,
                   ln_mask_find(table, ln_plan_key(LN_PLAN_GEONAME_COUNTRY,
                                                   location->country)),
                   a->in);
    }

    if (!location->has_city) {
        ln_plan_location_geonames_below(plan, location, a);

    } else if (location->ngeonames <= 1) {
        ln_plan_location_geonames_around(plan, location, a);
    }
}


/* Of a record that ends above a city, all that may lie below its last id. */

static void
ln_plan_location_geonames_below(const ln_plan_t *plan,
    const ln_location_t *location, ln_plan_rows_t *a)
{
    unsigned                        n;
    const char                     *country;
    const ln_masks_t               *masks;
    const ln_mask_table_t          *table;
    const ln_plan_geoname_lacks_t  *lacks;

    n = location->ngeonames;
    country = location->country;
    masks = &plan->geoname_masks;
    table = &plan->geoname_table;
    lacks = &plan->geoname_lacks;

    ln_plan_or(masks, lacks->city, a->unc);

    if (n) {
        ln_plan_or(masks,
                   ln_mask_find(table,
                                ln_plan_number(LN_PLAN_GEONAME_UNC,
                                               location->geonames[n - 1])),
                   a->unc);
    } else {
        ln_plan_or(masks, lacks->city_and_ids, a->unc);
        ln_plan_or(masks,
                   ln_mask_find(table, ln_plan_key(LN_PLAN_GEONAME_NO_ID_UNC,
                                                   country)),
                   a->unc);
    }

    if (country[0] == '\0') {
        ln_plan_or(masks, lacks->city_and_country, a->unc);

    } else {
        ln_plan_or(masks,
                   ln_mask_find(table, ln_plan_key(LN_PLAN_GEONAME_COUNTRY_UNC,
                                                   country)),
                   a->unc);
    }
}


/* Of a record with a city's id alone, all regions that may be around it. */

static void
ln_plan_location_geonames_around(const ln_plan_t *plan,
    const ln_location_t *location, ln_plan_rows_t *a)
{
    uint32_t  mask;

    ln_plan_or(&plan->geoname_masks, plan->geoname_lacks.around, a->unc);

    mask = (location->country[0] == '\0')
           ? plan->geoname_lacks.around_and_country
           : ln_mask_find(&plan->geoname_table,
                          ln_plan_key(LN_PLAN_GEONAME_CITY_UNC,
                                      location->country));

    ln_plan_or(&plan->geoname_masks, mask, a->unc);
}


static void
ln_plan_location_areas(const ln_plan_t *plan, const ln_location_t *location,
    ln_plan_rows_t *a)
{
    unsigned        i;
    ln_certainty_t  answer;

    for (i = 0; i < plan->nareas; i++) {
        answer = ln_area_decide(plan->areas[i].area, location);

        if (answer != LN_OUT) {
            ln_plan_or(&plan->masks, plan->areas[i].mask,
                       answer == LN_IN ? a->in : a->unc);
        }
    }
}


/*
 * A jurisdiction names only those above it: in order, each is decided before
 * those that name it.
 */

static void
ln_plan_nest(const ln_plan_t *plan, ln_plan_rows_t *a)
{
    unsigned         w, half, bit;
    uint64_t         unc, left;
    const uint64_t  *named;

    half = plan->masks.words / 2;
    named = ln_mask(&plan->masks, plan->named);

    for (w = 0; w < half; w++) {

        for (left = named[w]; /* void */ ; left = named[w] & (~1ull << bit)) {
            unc = a->unc[w] & ~a->in[half + w] & left;

            if (unc == 0) {
                break;
            }

            bit = __builtin_ctzll(unc);

            ln_plan_or(&plan->masks, plan->named_by[64 * w + bit], a->unc);

            if ((a->in[w] & ~a->unc[half + w]) >> bit & 1) {
                ln_plan_or(&plan->masks, plan->named_by[64 * w + bit], a->in);
            }
        }
    }
}


/* Most are out. */

void
ln_plan_write(const ln_plan_t *plan, const ln_plan_rows_t *rows,
    ln_certainty_t *answers)
{
    unsigned  w, bit;
    uint64_t  left;

    memset(answers, LN_OUT, plan->n);

    for (w = 0; w < plan->masks.words / 2; w++) {

        for (left = rows->unc[w]; left; left &= left - 1) {
            bit = __builtin_ctzll(left);
            answers[64 * w + bit] = rows->in[w] >> bit & 1 ? LN_IN
                                                           : LN_UNCERTAIN;
        }
    }
}
