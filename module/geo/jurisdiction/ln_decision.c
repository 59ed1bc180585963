#include "geo/database/ln_record_fill.h"
#include "geo/jurisdiction/ln_decision.h"
#include "geo/jurisdiction/ln_jurisdiction_part.h"
#include "geo/plan/ln_plan_decide.h"


static void ln_decision_hear(const ln_decision_source_t *source,
    const ln_record_t *const *records, unsigned networks,
    const ln_witness_t *witnesses, unsigned n, ln_location_t *location,
    ln_certainty_t *answers, ln_conflicts_t *conflicts);
static void ln_decision_join(const ln_decision_source_t *source,
    const ln_plan_rows_t *said, unsigned n, ln_plan_rows_t *joined,
    uint64_t *conflicts);
static void ln_decision_pairs(const ln_witness_t *witnesses,
    const ln_plan_rows_t *said, unsigned n, unsigned words,
    ln_conflicts_t *conflicts);
static void ln_decision_contradictions(const ln_witness_t *witnesses,
    const ln_plan_rows_t *said, unsigned n, unsigned words, unsigned loosely,
    ln_conflicts_t *conflicts);
static int ln_decision_contradicts(const ln_plan_rows_t *a,
    const ln_plan_rows_t *b, const uint64_t *conflicts, unsigned words);


void
ln_decision_make(const ln_decision_source_t *source,
    const ln_record_t *const *records, unsigned networks,
    ln_location_t *location, ln_certainty_t *answers,
    ln_conflicts_t *conflicts)
{
    unsigned          n;
    ln_witness_t      witnesses[LN_WITNESSES];
    const ln_plan_t  *plan;

    plan = source->set->plan;

    conflicts->pairs[0] = 0;
    conflicts->pairs[1] = 0;

    n = source->n > 1 ? ln_witnesses(records, source->fields, source->n,
                                     ln_plan_needs(plan), witnesses)
                      : 1;
    if (n > 1) {
        ln_decision_hear(source, records, networks, witnesses, n, location,
                         answers, conflicts);
        return;
    }

    ln_record_location(records, source->fields, source->n, location);
    ln_plan_decide(plan, location, networks, answers);
}


void
ln_decision_rows(const ln_decision_source_t *source,
    const ln_record_t *const *records, unsigned networks,
    const ln_witness_t *witness, uint64_t *in, uint64_t *unc)
{
    size_t          size;
    ln_location_t   location;
    ln_plan_rows_t  rows;

    ln_witness_location(records, source->fields, source->n, witness,
                        &location);
    ln_plan_rows(source->set->plan, &location, networks, &rows);

    size = (source->set->count + 63) / 64 * sizeof(uint64_t);
    memcpy(in, rows.in, size);
    memcpy(unc, rows.unc, size);
}


/* location is that of the first witness. */

static void
ln_decision_hear(const ln_decision_source_t *source,
    const ln_record_t *const *records, unsigned networks,
    const ln_witness_t *witnesses, unsigned n, ln_location_t *location,
    ln_certainty_t *answers, ln_conflicts_t *conflicts)
{
    unsigned          i;
    ln_location_t     other;
    ln_plan_rows_t    joined, said[LN_WITNESSES];
    const ln_plan_t  *plan;

    plan = source->set->plan;

    for (i = 0; i < n; i++) {
        ln_witness_location(records, source->fields, source->n, &witnesses[i],
                            i ? &other : location);
        ln_plan_rows(plan, i ? &other : location, networks, &said[i]);
    }

    ln_decision_join(source, said, n, &joined, conflicts->jurisdictions);
    ln_plan_write(plan, &joined, answers);
    ln_decision_pairs(witnesses, said, n, (source->set->count + 63) / 64,
                      conflicts);
}


/* Bits of no jurisdiction are out, as all witnesses have them. */

static void
ln_decision_join(const ln_decision_source_t *source,
    const ln_plan_rows_t *said, unsigned n, ln_plan_rows_t *joined,
    uint64_t *conflicts)
{
    unsigned  w, i;
    uint64_t  in, out, first, left;

    for (w = 0; w < (source->set->count + 63) / 64; w++) {
        in = 0;
        out = 0;
        first = 0;

        for (i = 0; i < n; i++) {
            left = ~(in | out);
            first |= said[i].in[w] & left;
            in |= said[i].in[w];
            out |= ~said[i].unc[w];
        }

        conflicts[w] = in & out;

        if (source->policy == LN_CONFLICT_FIRST) {
            joined->in[w] = first;
            joined->unc[w] = first | ~(in | out);

        } else {
            joined->in[w] = in & ~out;
            joined->unc[w] = in | ~out;
        }
    }
}


/* A conflict has a pair at least. */

static void
ln_decision_pairs(const ln_witness_t *witnesses, const ln_plan_rows_t *said,
    unsigned n, unsigned words, ln_conflicts_t *conflicts)
{
    unsigned  i;
    uint64_t  any;

    for (any = 0, i = 0; i < words; i++) {
        any |= conflicts->jurisdictions[i];
    }

    if (any) {
        ln_decision_contradictions(witnesses, said, n, words, 0, conflicts);

        if (!ln_conflicts_any(conflicts)) {
            ln_decision_contradictions(witnesses, said, n, words, 1,
                                       conflicts);
        }
    }
}


/* Each two witnesses of which one says in and the other out. */

static void
ln_decision_contradictions(const ln_witness_t *witnesses,
    const ln_plan_rows_t *said, unsigned n, unsigned words, unsigned loosely,
    ln_conflicts_t *conflicts)
{
    unsigned  i, k;

    for (i = 0; i < n; i++) {
        for (k = i + 1; k < n; k++) {
            if (ln_decision_contradicts(&said[i], &said[k],
                                         conflicts->jurisdictions, words))
            {
                ln_witness_pairs(&witnesses[i], &witnesses[k], loosely,
                                 conflicts->pairs);
            }
        }
    }
}


static int
ln_decision_contradicts(const ln_plan_rows_t *a, const ln_plan_rows_t *b,
    const uint64_t *conflicts, unsigned words)
{
    unsigned  w;

    for (w = 0; w < words; w++) {
        if (((a->in[w] & ~b->unc[w]) | (b->in[w] & ~a->unc[w])) & conflicts[w])
        {
            return 1;
        }
    }

    return 0;
}
