#include "geo/database/ln_record_fill.h"


_Static_assert(sizeof(((ln_location_t *) 0)->regions[0])
               > sizeof("CC-") - 1 + sizeof(((ln_record_t *) 0)->regions[0]),
               "a whole region code, with its NUL, fits into a location");


static inline void ln_record_fill_place(const ln_record_t *record,
    unsigned fields, ln_location_t *location);
static void ln_record_fill_regions(const ln_record_t *record,
    ln_location_t *location);
static void ln_record_fill_position(const ln_record_t *record,
    ln_location_t *location);


void
ln_record_location(const ln_record_t *const *records, const unsigned *fields,
    unsigned n, ln_location_t *location)
{
    unsigned  i;

    memset(location, 0, sizeof(ln_location_t));

    for (i = 0; i < n; i++) {
        ln_record_fill(records[i], fields[i], location);
    }
}


void
ln_record_fill(const ln_record_t *record, unsigned fields,
    ln_location_t *location)
{
    fields &= record->fields;

    if ((fields & LN_FIELD_PLACE) && !location->located) {
        ln_record_fill_place(record, fields, location);
    }

    if ((fields & LN_FIELD_REGISTERED_COUNTRY)
        && location->registered_country[0] == '\0')
    {
        memcpy(location->registered_country, record->registered_country, 2);
    }

    if ((fields & LN_FIELD_ASN) && location->asn == 0) {
        location->asn = record->asn;
    }

    if (fields & LN_FIELD_TRAITS) {
        location->traits |= record->traits;
    }
}


static inline void
ln_record_fill_place(const ln_record_t *record, unsigned fields,
    ln_location_t *location)
{
    location->located = 1;

    if (fields & LN_FIELD_COUNTRY) {
        memcpy(location->country, record->country, 2);
    }

    if (fields & LN_FIELD_REPRESENTED_COUNTRY) {
        memcpy(location->represented_country, record->represented_country, 2);
    }

    if (fields & LN_FIELD_REGION) {
        ln_record_fill_regions(record, location);
    }

    if (fields & LN_FIELD_GEONAME) {
        memcpy(location->geonames, record->geonames,
               LN_RECORD_GEONAMES * sizeof(uint32_t));
        location->ngeonames = record->ngeonames;
        location->has_city = (record->flags & LN_RECORD_CITY) != 0;
    }

    if (fields & LN_FIELD_POSITION) {
        ln_record_fill_position(record, location);
    }
}


static void
ln_record_fill_regions(const ln_record_t *record, ln_location_t *location)
{
    char      *region;
    unsigned   i;

    for (i = 0; i < record->nregions; i++) {
        region = location->regions[location->nregions++];

        memcpy(region, record->regions_country[0] ? record->regions_country
               : record->country, 2);
        region[2] = '-';
        memcpy(region + 3, record->regions[i], 3);
    }
}


static void
ln_record_fill_position(const ln_record_t *record, ln_location_t *location)
{
    location->has_position = 1;
    location->latitude = record->latitude;
    location->longitude = record->longitude;

    if (record->flags & LN_RECORD_RADIUS) {
        location->has_radius = 1;
        location->accuracy_radius = record->accuracy_radius;
    }
}
