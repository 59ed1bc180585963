#include <stdio.h>

#include "ln_record.h"


static int ln_record_code(MMDB_entry_s *entry, char *code,
    const char *const *path);
static int ln_record_number(MMDB_entry_s *entry, uint32_t *number,
    const char *const *path);
static int ln_record_real(MMDB_entry_s *entry, double *number,
    const char *const *path);
static unsigned ln_record_country(MMDB_entry_s *entry,
    ln_location_t *location);
static unsigned ln_record_regions(MMDB_entry_s *entry,
    ln_location_t *location);
static unsigned ln_record_geonames(MMDB_entry_s *entry,
    ln_location_t *location, unsigned nregions);
static unsigned ln_record_asn(MMDB_entry_s *entry, ln_location_t *location);
static unsigned ln_record_position(MMDB_entry_s *entry,
    ln_location_t *location);
static unsigned ln_record_traits(MMDB_entry_s *entry,
    ln_location_t *location);


#define ln_path(...)  ((const char *const []) { __VA_ARGS__, NULL })


unsigned
ln_record_read(MMDB_entry_s *entry, ln_location_t *location)
{
    unsigned  fields;

    fields = ln_record_country(entry, location);
    fields |= ln_record_regions(entry, location);
    fields |= ln_record_asn(entry, location);
    fields |= ln_record_position(entry, location);
    fields |= ln_record_traits(entry, location);

    if (fields & (LN_FIELD_COUNTRY|LN_FIELD_REGION|LN_FIELD_GEONAME
                  |LN_FIELD_POSITION|LN_FIELD_REGISTERED_COUNTRY))
    {
        location->located = 1;
    }

    return fields;
}


/* A country's two-letter code: upper case, or it is none. */

static int
ln_record_code(MMDB_entry_s *entry, char *code, const char *const *path)
{
    unsigned             i;
    MMDB_entry_data_s    data;

    if (MMDB_aget_value(entry, &data, path) != MMDB_SUCCESS || !data.has_data
        || data.type != MMDB_DATA_TYPE_UTF8_STRING || data.data_size != 2)
    {
        return 0;
    }

    for (i = 0; i < 2; i++) {
        if (data.utf8_string[i] < 'A' || data.utf8_string[i] > 'Z') {
            return 0;
        }
    }

    if (code[0] == '\0') {
        memcpy(code, data.utf8_string, 2);
        code[2] = '\0';
    }

    return 1;
}


static int
ln_record_number(MMDB_entry_s *entry, uint32_t *number,
    const char *const *path)
{
    MMDB_entry_data_s  data;

    if (MMDB_aget_value(entry, &data, path) != MMDB_SUCCESS || !data.has_data
        || (data.type != MMDB_DATA_TYPE_UINT32
            && data.type != MMDB_DATA_TYPE_UINT16))
    {
        return 0;
    }

    *number = (data.type == MMDB_DATA_TYPE_UINT32) ? data.uint32 : data.uint16;

    return 1;
}


static int
ln_record_real(MMDB_entry_s *entry, double *number, const char *const *path)
{
    MMDB_entry_data_s  data;

    if (MMDB_aget_value(entry, &data, path) != MMDB_SUCCESS
        || !data.has_data)
    {
        return 0;
    }

    switch (data.type) {

    case MMDB_DATA_TYPE_DOUBLE:
        *number = data.double_value;
        return 1;

    case MMDB_DATA_TYPE_FLOAT:
        *number = data.float_value;
        return 1;

    case MMDB_DATA_TYPE_UINT16:
        *number = data.uint16;
        return 1;

    default:
        return 0;
    }
}


static unsigned
ln_record_country(MMDB_entry_s *entry, ln_location_t *location)
{
    unsigned  fields;

    fields = 0;

    if (ln_record_code(entry, location->country, ln_path("country",
                                                         "iso_code"))
        || ln_record_code(entry, location->country, ln_path("country_code"))
        || ln_record_code(entry, location->country, ln_path("country")))
    {
        fields |= LN_FIELD_COUNTRY;
    }

    if (ln_record_code(entry, location->registered_country,
                       ln_path("registered_country", "iso_code")))
    {
        fields |= LN_FIELD_REGISTERED_COUNTRY;
    }

    (void) ln_record_code(entry, location->represented_country,
                          ln_path("represented_country", "iso_code"));

    return fields;
}


/* Regions of another country than the one an earlier database said are not. */

static unsigned
ln_record_regions(MMDB_entry_s *entry, ln_location_t *location)
{
    char               index[12], country[3];
    unsigned           i, fields, fill, nregions;
    MMDB_entry_data_s  data;

    fields = 0;
    nregions = 0;
    country[0] = '\0';

    fill = location->nregions == 0
           && ln_record_code(entry, country, ln_path("country", "iso_code"))
           && memcmp(country, location->country, 3) == 0;

    for (i = 0; i < LN_LOCATION_REGIONS; i++) {
        (void) snprintf(index, sizeof(index), "%u", i);

        if (MMDB_aget_value(entry, &data, ln_path("subdivisions", index))
            != MMDB_SUCCESS || !data.has_data)
        {
            break;
        }

        nregions++;

        if (MMDB_aget_value(entry, &data,
                            ln_path("subdivisions", index, "iso_code"))
            != MMDB_SUCCESS || !data.has_data
            || data.type != MMDB_DATA_TYPE_UTF8_STRING
            || data.data_size < 1 || data.data_size > 3)
        {
            fields |= LN_FIELD_REGION_NAME;
            continue;
        }

        fields |= LN_FIELD_REGION;

        if (fill) {
            (void) snprintf(location->regions[location->nregions++], 8,
                            "%s-%.*s", country, (int) data.data_size,
                            data.utf8_string);
        }
    }

    return fields | ln_record_geonames(entry, location, nregions);
}


static unsigned
ln_record_geonames(MMDB_entry_s *entry, ln_location_t *location,
    unsigned nregions)
{
    char      index[12];
    uint32_t  id;
    unsigned  i, n;
    uint32_t  ids[LN_LOCATION_GEONAMES];

    n = 0;

    if (ln_record_number(entry, &id, ln_path("country", "geoname_id"))) {
        ids[n++] = id;
    }

    for (i = 0; i < nregions; i++) {
        (void) snprintf(index, sizeof(index), "%u", i);

        if (ln_record_number(entry, &id,
                             ln_path("subdivisions", index, "geoname_id")))
        {
            ids[n++] = id;
        }
    }

    if (ln_record_number(entry, &id, ln_path("city", "geoname_id"))) {
        ids[n++] = id;

        if (location->ngeonames == 0) {
            location->has_city = 1;
        }
    }

    if (location->ngeonames == 0) {
        memcpy(location->geonames, ids, n * sizeof(uint32_t));
        location->ngeonames = n;
    }

    return n ? LN_FIELD_GEONAME : 0;
}


static unsigned
ln_record_asn(MMDB_entry_s *entry, ln_location_t *location)
{
    uint32_t           asn;
    unsigned           i;
    MMDB_entry_data_s  data;

    asn = 0;

    if (!ln_record_number(entry, &asn, ln_path("autonomous_system_number"))
        && !ln_record_number(entry, &asn,
                             ln_path("traits", "autonomous_system_number"))
        && !ln_record_number(entry, &asn, ln_path("asn"))
        && MMDB_aget_value(entry, &data, ln_path("asn")) == MMDB_SUCCESS
        && data.has_data && data.type == MMDB_DATA_TYPE_UTF8_STRING
        && data.data_size > 2 && data.data_size < 12
        && memcmp(data.utf8_string, "AS", 2) == 0)
    {
        for (i = 2; i < data.data_size && data.utf8_string[i] >= '0'
                    && data.utf8_string[i] <= '9'; i++)
        {
            asn = asn * 10 + (data.utf8_string[i] - '0');
        }
    }

    if (asn && location->asn == 0) {
        location->asn = asn;
    }

    return asn ? LN_FIELD_ASN : 0;
}


static unsigned
ln_record_position(MMDB_entry_s *entry, ln_location_t *location)
{
    double  latitude, longitude;

    if (!ln_record_real(entry, &latitude, ln_path("location", "latitude"))
        || !ln_record_real(entry, &longitude, ln_path("location",
                                                      "longitude")))
    {
        return 0;
    }

    if (!location->has_position) {
        location->has_position = 1;
        location->latitude = latitude;
        location->longitude = longitude;
        location->accuracy_radius = 0;
        (void) ln_record_real(entry, &location->accuracy_radius,
                              ln_path("location", "accuracy_radius"));
    }

    return LN_FIELD_POSITION;
}


static unsigned
ln_record_traits(MMDB_entry_s *entry, ln_location_t *location)
{
    size_t             i;
    unsigned           fields;
    MMDB_entry_data_s  data;

    static const struct {
        const char  *name;
        unsigned     trait;
    } traits[] = {
        { "is_anonymous", LN_TRAIT_ANONYMOUS },
        { "is_anonymous_vpn", LN_TRAIT_ANONYMOUS|LN_TRAIT_VPN },
        { "is_public_proxy", LN_TRAIT_ANONYMOUS|LN_TRAIT_PROXY },
        { "is_residential_proxy", LN_TRAIT_ANONYMOUS|LN_TRAIT_PROXY },
        { "is_tor_exit_node", LN_TRAIT_ANONYMOUS|LN_TRAIT_TOR },
        { "is_hosting_provider", LN_TRAIT_HOSTING }
    };

    fields = 0;

    for (i = 0; i < sizeof(traits) / sizeof(traits[0]); i++) {

        if ((MMDB_aget_value(entry, &data, ln_path(traits[i].name))
             != MMDB_SUCCESS || !data.has_data)
            && (MMDB_aget_value(entry, &data,
                                ln_path("traits", traits[i].name))
                != MMDB_SUCCESS || !data.has_data))
        {
            continue;
        }

        if (data.type == MMDB_DATA_TYPE_BOOLEAN) {
            fields = LN_FIELD_TRAITS;

            if (data.boolean) {
                location->traits |= traits[i].trait;
            }
        }
    }

    return fields;
}
