#include "geo/location/ln_country.h"
#include "geo/term/ln_term_decide.h"


static ln_certainty_t ln_term_in_code(const ln_term_t *term,
    const char *code);
static ln_certainty_t ln_term_in_region(const ln_term_t *term,
    const ln_location_t *location);
static ln_certainty_t ln_term_in_geoname(const ln_geoname_t *geoname,
    uint32_t id, const ln_location_t *location);
static ln_certainty_t ln_term_in_asn(const ln_term_t *term,
    const ln_location_t *location);


#define ln_certainty_max(a, b)  ((a) > (b) ? (a) : (b))


ln_certainty_t
ln_term_decide(const ln_term_t *term, const ln_location_t *location,
    const ln_address_t *address, const ln_certainty_t *answers)
{
    unsigned        i;
    ln_certainty_t  answer, one;

    switch (term->kind) {

    /*
     * represented_country is passed over: who is at a base abroad is bodily
     * in the country around it, and that is what a country term asks for.
     */

    case LN_TERM_COUNTRY:
        return ln_term_in_code(term, location->country);

    case LN_TERM_REGION:
        return ln_term_in_region(term, location);

    case LN_TERM_REGISTERED_COUNTRY:
        return ln_term_in_code(term, location->registered_country);

    case LN_TERM_REPRESENTED_COUNTRY:
        return location->located && !location->by_code
               && location->represented_country[0] == '\0'
               ? LN_OUT : ln_term_in_code(term, location->represented_country);

    case LN_TERM_NETWORK:
        return ln_network_find(term->networks, term->n, address) ? LN_IN
                                                                 : LN_OUT;

    case LN_TERM_ASN:
        return ln_term_in_asn(term, location);

    case LN_TERM_TRAIT:
        return location->traits & term->traits ? LN_IN : LN_OUT;

    default:
        break;
    }

    answer = LN_OUT;

    for (i = 0; i < term->n; i++) {
        one = (term->kind == LN_TERM_JURISDICTION)
              ? answers[term->numbers[i]]
              : (term->kind == LN_TERM_AREA)
              ? ln_area_decide(term->areas[i], location)
              : ln_term_in_geoname(&term->geonames[i], term->numbers[i],
                                   location);

        answer = ln_certainty_max(answer, one);
    }

    return answer;
}


static ln_certainty_t
ln_term_in_code(const ln_term_t *term, const char *code)
{
    unsigned  i;

    if (code[0] == '\0') {
        return LN_UNCERTAIN;
    }

    for (i = 0; i < term->n; i++) {
        if (memcmp(term->countries[i], code, 2) == 0) {
            return LN_IN;
        }
    }

    return LN_OUT;
}


/*
 * A record may know the region around the one asked for, and no more: then it
 * is uncertain, as it is where the record has no region at all.  A region may
 * be of another country than the record: Crimea under RU is UA-43.
 */

static ln_certainty_t
ln_term_in_region(const ln_term_t *term, const ln_location_t *location)
{
    unsigned        i, j, n;
    const char     *region;
    ln_certainty_t  answer;

    if (location->country[0] == '\0') {
        return LN_UNCERTAIN;
    }

    answer = LN_OUT;
    n = location->nregions;

    for (i = 0; i < term->n; i++) {
        region = term->regions[i];

        for (j = 0; j < n; j++) {
            if (strcmp(region, location->regions[j]) == 0
                || ln_region_within(location->regions[j], region))
            {
                return LN_IN;
            }
        }

        if (n ? ln_region_within(region, location->regions[n - 1])
            : memcmp(region, location->country, 2) == 0)
        {
            answer = LN_UNCERTAIN;
        }
    }

    return answer;
}


/*
 * An id is out where the record goes down to a city, and that is another; or
 * where the gazetteer has it elsewhere than below the last id that the record
 * has.  A city whose record has no other id may lie in any subdivision.
 */

static ln_certainty_t
ln_term_in_geoname(const ln_geoname_t *geoname, uint32_t id,
    const ln_location_t *location)
{
    unsigned  i, n;

    n = location->ngeonames;

    for (i = 0; i < n; i++) {
        if (location->geonames[i] == id) {
            return LN_IN;
        }
    }

    if (geoname->is_country) {
        return location->country[0] == '\0' ? LN_UNCERTAIN
               : memcmp(location->country, geoname->country, 2) == 0 ? LN_IN
               : LN_OUT;
    }

    if (location->country[0] == '\0' && n == 0) {
        return LN_UNCERTAIN;
    }

    if (location->has_city
        && (n > 1 || !(geoname->flags & LN_GEONAME_REGION)))
    {
        return LN_OUT;
    }

    if (n && geoname->up[0] && !location->has_city) {

        for (i = 0; i < LN_GEONAME_UP; i++) {
            if (geoname->up[i] == location->geonames[n - 1]) {
                return LN_UNCERTAIN;
            }
        }

        return LN_OUT;
    }

    return geoname->country[0] && location->country[0]
           && memcmp(geoname->country, location->country, 2) != 0
           ? LN_OUT : LN_UNCERTAIN;
}


static ln_certainty_t
ln_term_in_asn(const ln_term_t *term, const ln_location_t *location)
{
    unsigned  i;

    for (i = 0; i < term->n; i++) {
        if (term->numbers[i] == location->asn) {
            return LN_IN;
        }
    }

    return LN_OUT;
}
