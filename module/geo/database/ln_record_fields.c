#include "geo/database/ln_record_fields.h"
#include "geo/database/ln_record_map.h"
#include "ln_ascii.h"


/* Handlers: param says what of. */

static char *
ln_record_code_of(ln_record_t *record, unsigned param)
{
    return param == 0 ? record->country
           : param == 1 ? record->registered_country
           : record->represented_country;
}


static void
ln_record_code(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    if (value->text.len != 2
        || !ln_is_upper(value->text.data[0])
        || !ln_is_upper(value->text.data[1]))
    {
        return;
    }

    memcpy(ln_record_code_of(r->record, param), value->text.data, 2);
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
        { NULL, NULL, 0 }
    };

    if (value->type != LN_MMDB_MAP) {

        if (r->record->country[0] == '\0') {
            ln_record_code(r, value, param);
        }

        return;
    }

    known = &r->source->countries[value->at % LN_RECORD_KNOWN];

    if (known->at != value->at) {
        ln_record_reader(&reader, r->source, &record);
        ln_record_map(&reader, value, fields);

        known->at = value->at;
        known->id = reader.country;
        memcpy(known->code, record.country, 2);
    }

    if (known->code[0]) {
        memcpy(ln_record_code_of(r->record, param), known->code, 2);
    }

    if (param == 0 && known->id) {
        r->country = known->id;
    }
}


static void
ln_record_region_code(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    size_t      i, at;
    ln_str_t    text;

    text = value->text;
    at = (text.len > 3 && text.data[2] == '-') ? 3 : 0;

    if (text.len <= at || text.len - at > 3) {
        return;
    }

    for (i = at; i < text.len; i++) {
        if (!ln_is_digit(text.data[i]) && !ln_is_upper(text.data[i])) {
            return;
        }
    }

    if (param) {
        memset(r->code, 0, 3);
        memcpy(r->code, text.data + at, text.len - at);

    } else if (r->subdivisions.n < LN_RECORD_REGIONS) {
        memset(r->subdivisions.codes[r->subdivisions.n], 0, 3);
        memcpy(r->subdivisions.codes[r->subdivisions.n], text.data + at,
               text.len - at);
    }
}


static void
ln_record_region_name(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    (void) param;

    if (value->text.len || value->type == LN_MMDB_MAP) {
        r->has |= LN_RECORD_HAS_NAME;
    }
}


static void
ln_record_regions(ln_record_reader_t *r, const ln_value_t *array)
{
    size_t      i, at;
    ln_value_t  item;

    static const ln_record_field_t  fields[] = {
        { "iso_code", ln_record_region_code, 0 },
        { "geoname_id", ln_record_id, 2 },
        { "names", ln_record_region_name, 0 },
        { "name", ln_record_region_name, 0 },
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
ln_record_city(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    static const ln_record_field_t  fields[] = {
        { "geoname_id", ln_record_id, 1 },
        { NULL, NULL, 0 }
    };

    (void) param;

    if (value->type == LN_MMDB_MAP) {
        ln_record_map(r, value, fields);
    }
}


static void
ln_record_position(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    double  number;

    if (ln_value_number(value, &number) != LN_OK) {
        return;
    }

    switch (param) {

    case LN_RECORD_HAS_LATITUDE:
        r->latitude = number;
        break;

    case LN_RECORD_HAS_LONGITUDE:
        r->longitude = number;
        break;

    default:
        r->radius = number;
        break;
    }

    r->has |= param;
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


/* A number, or "AS12389". */

static void
ln_record_asn(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    double      number;
    ln_value_t  v;

    (void) param;

    v = *value;

    if (v.text.len > 2 && v.text.data[0] == 'A' && v.text.data[1] == 'S') {
        v.text.data += 2;
        v.text.len -= 2;
    }

    if (ln_value_number(&v, &number) == LN_OK && number >= 1
        && number <= UINT32_MAX)
    {
        r->record->asn = (uint32_t) number;
    }
}


/* MaxMind has booleans, IPinfo "true" and "". */

static void
ln_record_trait(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    if (value->type != LN_MMDB_BOOLEAN && value->type != LN_MMDB_UTF8) {
        return;
    }

    r->has |= LN_RECORD_HAS_TRAITS;

    if (value->number != 0 || ln_str_eq(value->text, ln_str("true"))) {
        r->record->traits |= param;
    }
}


static void
ln_record_score(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    (void) value;
    (void) param;

    r->has |= LN_RECORD_HAS_SCORE;
}


#define LN_RECORD_TRAITS                                                      \
    { "is_anonymous", ln_record_trait, LN_TRAIT_ANONYMOUS },                  \
    { "is_anonymous_vpn", ln_record_trait, LN_TRAIT_ANONYMOUS|LN_TRAIT_VPN }, \
    { "is_public_proxy", ln_record_trait,                                     \
      LN_TRAIT_ANONYMOUS|LN_TRAIT_PROXY },                                    \
    { "is_residential_proxy", ln_record_trait,                                \
      LN_TRAIT_ANONYMOUS|LN_TRAIT_PROXY },                                    \
    { "is_tor_exit_node", ln_record_trait,                                    \
      LN_TRAIT_ANONYMOUS|LN_TRAIT_TOR },                                      \
    { "is_hosting_provider", ln_record_trait, LN_TRAIT_HOSTING },             \
    { "anonymizer_confidence", ln_record_score, 0 },                          \
    { "autonomous_system_number", ln_record_asn, 0 }


static void
ln_record_traits(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    static const ln_record_field_t  fields[] = {
        LN_RECORD_TRAITS,
        { NULL, NULL, 0 }
    };

    (void) param;

    if (value->type == LN_MMDB_MAP) {
        ln_record_map(r, value, fields);
    }
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
    LN_RECORD_TRAITS,

    { "country_code", ln_record_code, 0 },
    { "region_code", ln_record_region_code, 1 },
    { "region", ln_record_region_name, 0 },
    { "state1", ln_record_region_name, 0 },
    { "geoname_id", ln_record_id, 1 },
    { "latitude", ln_record_position, LN_RECORD_HAS_LATITUDE },
    { "longitude", ln_record_position, LN_RECORD_HAS_LONGITUDE },
    { "lat", ln_record_position, LN_RECORD_HAS_LATITUDE },
    { "lng", ln_record_position, LN_RECORD_HAS_LONGITUDE },
    { "radius", ln_record_position, LN_RECORD_HAS_RADIUS },
    { "asn", ln_record_asn, 0 },
    { "vpn", ln_record_trait, LN_TRAIT_ANONYMOUS|LN_TRAIT_VPN },
    { "proxy", ln_record_trait, LN_TRAIT_ANONYMOUS|LN_TRAIT_PROXY },
    { "relay", ln_record_trait, LN_TRAIT_ANONYMOUS|LN_TRAIT_PROXY },
    { "tor", ln_record_trait, LN_TRAIT_ANONYMOUS|LN_TRAIT_TOR },
    { "hosting", ln_record_trait, LN_TRAIT_HOSTING },
    { NULL, NULL, 0 }
};
