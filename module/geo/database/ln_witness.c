#include "geo/database/ln_record_fill.h"
#include "geo/database/ln_witness.h"


/* Of one thing: the databases that say the same of it, as sets. */
typedef struct {
    unsigned  sets[LN_DATABASES];
    unsigned  n;
    unsigned  all;                      /* whoever says anything */
} ln_said_t;

/* Whether records a and b say the same. */
typedef unsigned (*ln_said_same_pt)(const ln_record_t *a,
    const ln_record_t *b, unsigned wanted);


static unsigned ln_witness_agrees(const ln_witness_t *witness,
    unsigned place, unsigned asn, unsigned registered);
static unsigned ln_witness_agree(unsigned asns, unsigned registrations,
    unsigned asn, unsigned registered);
static unsigned ln_with(unsigned databases, unsigned mine, unsigned others);
static void ln_said(ln_said_t *said, const ln_record_t *const *records,
    const unsigned *fields, unsigned n, unsigned of, unsigned wanted,
    ln_said_same_pt same);
static unsigned ln_said_same_place(const ln_record_t *a, const ln_record_t *b,
    unsigned wanted);
static unsigned ln_said_same_asn(const ln_record_t *a, const ln_record_t *b,
    unsigned wanted);
static unsigned ln_said_same_registered(const ln_record_t *a,
    const ln_record_t *b, unsigned wanted);
static void ln_witness_take(const ln_record_t *const *records,
    const unsigned *fields, unsigned databases, unsigned taken,
    ln_location_t *location);


#define ln_first(databases)  ((unsigned) __builtin_ctz(databases))


unsigned
ln_witnesses(const ln_record_t *const *records, const unsigned *fields,
    unsigned n, unsigned wanted, ln_witness_t *witnesses)
{
    unsigned       p, a, r, count;
    ln_said_t      place, asn, registered;
    ln_witness_t  *witness;

    ln_said(&place, records, fields, n, LN_FIELD_PLACE, wanted,
            ln_said_same_place);
    ln_said(&asn, records, fields, n, LN_FIELD_ASN, wanted, ln_said_same_asn);
    ln_said(&registered, records, fields, n, LN_FIELD_REGISTERED_COUNTRY,
            wanted, ln_said_same_registered);

    count = 0;

    for (p = 0; p < place.n; p++) {
        for (a = 0; a < asn.n; a++) {
            for (r = 0; r < registered.n; r++) {

                witness = &witnesses[count];
                witness->place = place.sets[p];
                witness->asn = asn.sets[a];
                witness->registered = registered.sets[r];

                count += ln_witness_agrees(witness, place.all, asn.all,
                                           registered.all);
            }
        }
    }

    return count;
}


/*
 * Whether there is a database for each of the three so that they go together.
 * place, asn and registered are all databases that say anything of it.
 */

static unsigned
ln_witness_agrees(const ln_witness_t *witness, unsigned place, unsigned asn,
    unsigned registered)
{
    unsigned  of_place, asns, registrations;

    if (witness->place == 0) {
        return ln_witness_agree(witness->asn, witness->registered, asn,
                                registered);
    }

    for (of_place = witness->place; of_place; of_place &= of_place - 1) {

        asns = witness->asn & ln_with(of_place, place, asn);
        registrations = witness->registered
                        & ln_with(of_place, place, registered);

        if ((asns || witness->asn == 0)
            && (registrations || witness->registered == 0)
            && ln_witness_agree(asns, registrations, asn, registered))
        {
            return 1;
        }
    }

    return 0;
}


static unsigned
ln_witness_agree(unsigned asns, unsigned registrations, unsigned asn,
    unsigned registered)
{
    if (asns == 0 || registrations == 0) {
        return 1;
    }

    for ( /* void */ ; asns; asns &= asns - 1) {
        if (registrations & ln_with(asns, asn, registered)) {
            return 1;
        }
    }

    return 0;
}


/*
 * What goes together with what the first of databases says: mine are all that
 * say anything of that, others all that say anything of the other thing.
 */

static unsigned
ln_with(unsigned databases, unsigned mine, unsigned others)
{
    unsigned  first;

    first = databases & -databases;

    return (others & first) ? first | ~mine : ~0u;
}


/* Of nothing that anybody says, or that is wanted, there is one set: none. */

static void
ln_said(ln_said_t *said, const ln_record_t *const *records,
    const unsigned *fields, unsigned n, unsigned of, unsigned wanted,
    ln_said_same_pt same)
{
    unsigned  i, k;

    said->n = 0;
    said->all = 0;

    for (i = 0; (wanted & of) && i < n; i++) {

        if ((records[i]->fields & fields[i] & of) == 0) {
            continue;
        }

        said->all |= 1u << i;

        for (k = 0; k < said->n; k++) {
            if (same(records[ln_first(said->sets[k])], records[i], wanted)) {
                break;
            }
        }

        if (k == said->n) {
            said->sets[said->n++] = 0;
        }

        said->sets[k] |= 1u << i;
    }

    if (said->n == 0) {
        said->sets[said->n++] = 0;
    }
}


static unsigned
ln_said_same_place(const ln_record_t *a, const ln_record_t *b, unsigned wanted)
{
    if ((wanted & LN_WITNESS_EACH)
        || memcmp(a->country, b->country, sizeof(a->country)) != 0)
    {
        return 0;
    }

    if ((wanted & LN_FIELD_REGION)
        && (a->nregions != b->nregions
            || memcmp(a->regions_country, b->regions_country,
                      sizeof(a->regions_country))
               != 0
            || memcmp(a->regions, b->regions, sizeof(a->regions)) != 0))
    {
        return 0;
    }

    if ((wanted & LN_FIELD_GEONAME)
        && (a->ngeonames != b->ngeonames
            || ((a->flags ^ b->flags) & LN_RECORD_CITY)
            || memcmp(a->geonames, b->geonames, sizeof(a->geonames)) != 0))
    {
        return 0;
    }

    if ((wanted & LN_FIELD_REPRESENTED_COUNTRY)
        && memcmp(a->represented_country, b->represented_country,
                  sizeof(a->represented_country))
           != 0)
    {
        return 0;
    }

    return !(wanted & LN_FIELD_POSITION)
           || (((a->flags ^ b->flags) & (LN_RECORD_POSITION|LN_RECORD_RADIUS))
               == 0
               && a->latitude == b->latitude
               && a->longitude == b->longitude
               && a->accuracy_radius == b->accuracy_radius);
}


static unsigned
ln_said_same_asn(const ln_record_t *a, const ln_record_t *b, unsigned wanted)
{
    (void) wanted;

    return a->asn == b->asn;
}


static unsigned
ln_said_same_registered(const ln_record_t *a, const ln_record_t *b,
    unsigned wanted)
{
    (void) wanted;

    return memcmp(a->registered_country, b->registered_country,
                  sizeof(a->registered_country))
           == 0;
}


void
ln_witness_location(const ln_record_t *const *records, const unsigned *fields,
    unsigned n, const ln_witness_t *witness, ln_location_t *location)
{
    unsigned  all;

    all = (1u << n) - 1;
    memset(location, 0, sizeof(ln_location_t));

    ln_witness_take(records, fields, witness->place, LN_FIELD_PLACE, location);
    ln_witness_take(records, fields, witness->asn, LN_FIELD_ASN, location);
    ln_witness_take(records, fields, witness->registered,
                    LN_FIELD_REGISTERED_COUNTRY, location);
    ln_witness_take(records, fields, all, ~0u, location);
}


/* What the location lacks of taken, from these databases in order. */

static void
ln_witness_take(const ln_record_t *const *records, const unsigned *fields,
    unsigned databases, unsigned taken, ln_location_t *location)
{
    unsigned  i;

    for ( /* void */ ; databases; databases &= databases - 1) {
        i = ln_first(databases);
        ln_record_fill(records[i], fields[i] & taken, location);
    }
}


void
ln_witness_pairs(const ln_witness_t *a, const ln_witness_t *b,
    unsigned loosely, uint64_t *pairs)
{
    unsigned  i, one, two, of_a, of_b, pair;
    unsigned  said[3][2];

    said[0][0] = a->place;
    said[0][1] = b->place;
    said[1][0] = a->asn;
    said[1][1] = b->asn;
    said[2][0] = a->registered;
    said[2][1] = b->registered;

    of_a = ~0u;
    of_b = ~0u;

    for (i = 0; i < 3; i++) {
        if (said[i][0] != said[i][1] && !(loosely && of_a != ~0u)) {
            of_a &= said[i][0];
            of_b &= said[i][1];
        }
    }

    for (one = 0; one < LN_DATABASES; one++) {
        for (two = 0; two < LN_DATABASES; two++) {

            if ((of_a >> one & 1) && (of_b >> two & 1)) {
                pair = one < two ? ln_pair(one, two) : ln_pair(two, one);
                pairs[pair / 64] |= (uint64_t) 1 << pair % 64;
            }
        }
    }
}
