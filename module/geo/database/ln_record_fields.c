#include "geo/database/ln_record_fields.h"
#include "geo/database/ln_record_map.h"
#include "geo/database/ln_record_region.h"
#include "geo/database/ln_record_trait.h"
#include "geo/location/ln_country.h"
#include "ln_ascii.h"


/* Handlers: param says what of. */

static char *
ln_record_code_of(ln_record_t *record, unsigned param)
{
    return param == 0 ? record->country
           : param == 1 ? record->registered_country
           : record->represented_country;
}


/*
 * A code in small letters is one, too.  What ISO 3166-1 doesn't have is no
 * country: AP, EU, ZZ, "--".
 */

static void
ln_record_code(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    char      code[3];
    ln_str_t  known;

    if (value->text.len != 2) {
        return;
    }

    code[0] = (char) ln_upper(value->text.data[0]);
    code[1] = (char) ln_upper(value->text.data[1]);
    code[2] = '\0';

    known.data = (unsigned char *) code;
    known.len = 2;

    if (ln_country_known(known)) {
        memcpy(ln_record_code_of(r->record, param), code, 2);
    }
}


/* Of several fields that have where readers are, the first one counts. */

static void
ln_record_country_code(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    if (r->record->country[0] == '\0') {
        ln_record_code(r, value, param);
    }
}


static void
ln_record_id(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    double  number;

    if (ln_value_number(value, &number) != LN_OK || number < 1
        || number > UINT32_MAX)
    {
        return;
    }

    if (param == 0) {
        r->country = (uint32_t) number;

    } else if (param == 1) {
        r->city = (uint32_t) number;

    } else if (r->subdivisions.n < LN_RECORD_REGIONS) {
        r->subdivisions.geonames[r->subdivisions.n] = (uint32_t) number;
    }
}


/* Thousands of records point at the same country. */

static void
ln_record_country(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    ln_record_t          record;
    ln_record_reader_t   reader;
    ln_record_country_t  *known;

    static const ln_record_field_t  fields[] = {
        { "iso_code", ln_record_code, 0 },
        { "geoname_id", ln_record_id, 0 },
        { "AutonomousSystemNumber", ln_record_asn, 0 },
        { NULL, NULL, 0 }
    };

    if (value->type != LN_MMDB_MAP) {
        ln_record_country_code(r, value, param);
        return;
    }

    known = &r->source->countries[value->at % LN_RECORD_KNOWN];

    if (known->at != value->at) {
        ln_record_reader(&reader, r->source, &record);
        ln_record_map(&reader, value, fields);

        known->at = value->at;
        known->id = reader.country;
        known->asn = record.asn;
        memcpy(known->code, record.country, 2);
    }

    if (known->code[0]) {
        memcpy(ln_record_code_of(r->record, param), known->code, 2);
    }

    if (param == 0 && known->id) {
        r->country = known->id;
    }

    if (known->asn) {
        r->record->asn = known->asn;
    }
}


static void
ln_record_subdivision_code(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    (void) param;

    (void) ln_record_region_code(value->text,
                                 r->subdivisions.codes[r->subdivisions.n]);
}


static void
ln_record_subdivision_name(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    static const ln_record_field_t  fields[] = {
        { "en", ln_record_subdivision_name, 0 },
        { NULL, NULL, 0 }
    };

    (void) param;

    r->has |= LN_RECORD_HAS_NAME;

    if (value->type == LN_MMDB_UTF8) {
        r->subdivisions.names[r->subdivisions.n] = value->text;

    } else if (value->type == LN_MMDB_MAP) {
        ln_record_map(r, value, fields);
    }
}


/* Of texts that a database has in several fields, the first one counts. */

static void
ln_record_region_text(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    if (r->texts[param].len == 0) {
        r->texts[param] = value->text;
    }
}


static void
ln_record_regions(ln_record_reader_t *r, const ln_value_t *array)
{
    size_t      i, at;
    ln_value_t  item;

    static const ln_record_field_t  fields[] = {
        { "iso_code", ln_record_subdivision_code, 0 },
        { "geoname_id", ln_record_id, 2 },
        { "names", ln_record_subdivision_name, 0 },
        { "name", ln_record_subdivision_name, 0 },
        { NULL, NULL, 0 }
    };

    for (at = array->at, i = 0;
         i < array->items && r->subdivisions.n < LN_RECORD_REGIONS;
         i++)
    {
        ln_value_read(&r->source->s, at, &item);

        if (item.type == LN_MMDB_MAP) {
            ln_record_map(r, &item, fields);
            r->subdivisions.n++;
        }

        at = ln_mmdb_skip(&r->source->s, at);
    }
}


static void
ln_record_subdivisions(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    ln_record_t           record;
    ln_record_reader_t    reader;
    ln_record_regions_t  *known;

    (void) param;

    if (value->type != LN_MMDB_ARRAY) {
        return;
    }

    known = &r->source->regions[value->at % LN_RECORD_KNOWN];

    if (known->at != value->at) {
        ln_record_reader(&reader, r->source, &record);
        ln_record_regions(&reader, value);

        known->at = value->at;
        known->subdivisions = reader.subdivisions;
        known->has = reader.has;
    }

    r->subdivisions = known->subdivisions;
    r->has |= known->has;
}


static void
ln_record_town(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    static const ln_record_field_t  fields[] = {
        { "en", ln_record_town, 0 },
        { NULL, NULL, 0 }
    };

    (void) param;

    if (value->type == LN_MMDB_MAP) {
        ln_record_map(r, value, fields);

    } else {
        r->town = value->text;
    }
}


static void
ln_record_city(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    static const ln_record_field_t  fields[] = {
        { "geoname_id", ln_record_id, 1 },
        { NULL, NULL, 0 }
    };

    static const ln_record_field_t  named[] = {
        { "names", ln_record_town, 0 },
        { NULL, NULL, 0 }
    };

    (void) param;

    if (value->type != LN_MMDB_MAP) {
        ln_record_town(r, value, 0);
        return;
    }

    ln_record_map(r, value, fields);

    if (r->city == 0) {
        ln_record_map(r, value, named);
    }
}


static void
ln_record_position(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    double  *number;

    number = param == LN_RECORD_HAS_LATITUDE ? &r->latitude
             : param == LN_RECORD_HAS_LONGITUDE ? &r->longitude
             : &r->radius;

    if (ln_value_number(value, number) == LN_OK) {
        r->has |= param | LN_RECORD_HAS_PLACE;
    }
}


static void
ln_record_location(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    static const ln_record_field_t  fields[] = {
        { "latitude", ln_record_position, LN_RECORD_HAS_LATITUDE },
        { "longitude", ln_record_position, LN_RECORD_HAS_LONGITUDE },
        { "accuracy_radius", ln_record_position, LN_RECORD_HAS_RADIUS },
        { NULL, NULL, 0 }
    };

    (void) param;

    if (value->type == LN_MMDB_MAP) {
        ln_record_map(r, value, fields);
    }
}


/* Where readers are, in a flat layout. */

#define LN_RECORD_PLACE                                                       \
    { "country_code", ln_record_country_code, 0 },                            \
    { "region_code", ln_record_region_text, LN_RECORD_REGION_CODE },          \
    { "region", ln_record_region_text, LN_RECORD_REGION },                    \
    { "region_name", ln_record_region_text, LN_RECORD_REGION_NAME },          \
    { "subdivision", ln_record_region_text, LN_RECORD_REGION_NAME },          \
    { "state1", ln_record_region_text, LN_RECORD_STATE1 },                    \
    { "state2", ln_record_region_text, LN_RECORD_STATE2 },                    \
    { "geoname_id", ln_record_id, 1 },                                        \
    { "latitude", ln_record_position, LN_RECORD_HAS_LATITUDE },               \
    { "longitude", ln_record_position, LN_RECORD_HAS_LONGITUDE },             \
    { "lat", ln_record_position, LN_RECORD_HAS_LATITUDE },                    \
    { "lng", ln_record_position, LN_RECORD_HAS_LONGITUDE },                   \
    { "radius", ln_record_position, LN_RECORD_HAS_RADIUS }


static void
ln_record_geo(ln_record_reader_t *r, const ln_value_t *value, unsigned param)
{
    static const ln_record_field_t  fields[] = {
        LN_RECORD_PLACE,
        { "country", ln_record_country, 0 },
        { "city", ln_record_city, 0 },
        { NULL, NULL, 0 }
    };

    (void) param;

    if (value->type == LN_MMDB_MAP) {
        ln_record_map(r, value, fields);
        r->has |= LN_RECORD_HAS_PLACE;
    }
}


/* An autonomous system, whose country is its holder's. */

static void
ln_record_as(ln_record_reader_t *r, const ln_value_t *value, unsigned param)
{
    static const ln_record_field_t  fields[] = {
        { "asn", ln_record_asn, 0 },
        { "country_code", ln_record_code, 1 },
        { NULL, NULL, 0 }
    };

    (void) param;

    if (value->type == LN_MMDB_MAP) {
        ln_record_map(r, value, fields);
    }
}


static void
ln_record_traits(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    (void) param;

    if (value->type == LN_MMDB_MAP) {
        ln_record_map(r, value, ln_record_trait_fields);
    }
}


/* A field that says whose the country of a flat record is. */

static void
ln_record_whose(ln_record_reader_t *r, const ln_value_t *value, unsigned param)
{
    (void) value;

    r->has |= param;
}


/* What a record may have at its top: nested layouts first, then flat ones. */

const ln_record_field_t  ln_record_fields[] = {
    { "country", ln_record_country, 0 },
    { "registered_country", ln_record_country, 1 },
    { "represented_country", ln_record_country, 2 },
    { "subdivisions", ln_record_subdivisions, 0 },
    { "city", ln_record_city, 0 },
    { "location", ln_record_location, 0 },
    { "traits", ln_record_traits, 0 },
    { "anonymizer", ln_record_traits, 0 },
    { "privacy", ln_record_traits, 0 },
    { "geo", ln_record_geo, 0 },
    { "as", ln_record_as, 0 },
    { "asn", ln_record_asn, 0 },
    { "autonomous_system_number", ln_record_asn, 0 },
    LN_RECORD_TRAITS,
    LN_RECORD_PLACE,

    { "continent", ln_record_whose, LN_RECORD_HAS_PLACE },
    { "continent_code", ln_record_whose, LN_RECORD_HAS_PLACE },
    { "country_name", ln_record_whose, LN_RECORD_HAS_PLACE },
    { "name", ln_record_whose, LN_RECORD_HAS_HOLDER },
    { "org", ln_record_whose, LN_RECORD_HAS_HOLDER },
    { NULL, NULL, 0 }
};
