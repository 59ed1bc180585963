#include <stdlib.h>

#include "geo/database/ln_record_fields.h"
#include "geo/database/ln_record_map.h"
#include "geo/database/ln_record_read.h"
#include "geo/location/ln_country.h"


static void ln_record_finish(ln_record_reader_t *r);
static void ln_record_finish_geonames(ln_record_reader_t *r);
static void ln_record_finish_regions(ln_record_reader_t *r);
static void ln_record_finish_position(ln_record_reader_t *r);


ln_record_source_t *
ln_record_source(const ln_mmdb_section_t *s)
{
    ln_record_source_t  *source;

    source = calloc(1, sizeof(ln_record_source_t));

    if (source) {
        source->s = *s;
    }

    return source;
}


void
ln_record_read(ln_record_source_t *source, size_t at, ln_record_t *record)
{
    ln_value_t          value;
    ln_record_reader_t  reader;

    ln_record_reader(&reader, source, record);
    ln_value_read(&source->s, at, &value);

    if (value.type == LN_MMDB_MAP) {
        ln_record_map(&reader, &value, ln_record_fields);
    }

    ln_record_finish(&reader);
}


static void
ln_record_finish(ln_record_reader_t *r)
{
    ln_record_t  *record;

    record = r->record;

    ln_record_finish_geonames(r);
    ln_record_finish_regions(r);
    ln_record_finish_position(r);

    if ((r->has & LN_RECORD_HAS_SCORE) && !(r->has & LN_RECORD_HAS_TRAITS)) {
        record->traits |= LN_TRAIT_ANONYMOUS;
        r->has |= LN_RECORD_HAS_TRAITS;
    }

    record->fields |= (record->country[0] ? LN_FIELD_COUNTRY : 0)
                      | (record->registered_country[0]
                         ? LN_FIELD_REGISTERED_COUNTRY : 0)
                      | (record->represented_country[0]
                         ? LN_FIELD_REPRESENTED_COUNTRY : 0)
                      | (record->ngeonames ? LN_FIELD_GEONAME : 0)
                      | (record->asn ? LN_FIELD_ASN : 0)
                      | (record->flags & LN_RECORD_POSITION
                         ? LN_FIELD_POSITION : 0)
                      | (r->has & LN_RECORD_HAS_TRAITS ? LN_FIELD_TRAITS : 0);
}


static void
ln_record_finish_geonames(ln_record_reader_t *r)
{
    unsigned      i, n;
    ln_record_t  *record;

    record = r->record;
    n = 0;

    if (r->country) {
        record->geonames[n++] = r->country;
        record->flags |= LN_RECORD_COUNTRY;
    }

    for (i = 0; i < r->subdivisions.n; i++) {
        if (r->subdivisions.geonames[i]) {
            record->geonames[n++] = r->subdivisions.geonames[i];
        }
    }

    if (r->city) {
        record->geonames[n++] = r->city;
        record->flags |= LN_RECORD_CITY;
    }

    record->ngeonames = n;
}


/* A flat layout's code counts where it is one of ISO 3166-2. */

static void
ln_record_finish_regions(ln_record_reader_t *r)
{
    char          code[8];
    unsigned      i;
    ln_record_t  *record;

    record = r->record;

    if (record->country[0] && r->code[0] && r->subdivisions.n == 0) {
        (void) snprintf(code, sizeof(code), "%.2s-%.3s", record->country,
                        r->code);

        if (ln_region_known(ln_str(code))) {
            memcpy(r->subdivisions.codes[0], r->code, 3);
            r->subdivisions.n = 1;
        }
    }

    for (i = 0; i < r->subdivisions.n; i++) {
        if (r->subdivisions.codes[i][0] && record->country[0]) {
            memcpy(record->regions[record->nregions++],
                   r->subdivisions.codes[i], 3);
        }
    }

    if (record->nregions) {
        record->fields |= LN_FIELD_REGION;

    } else if (r->has & LN_RECORD_HAS_NAME) {
        record->fields |= LN_FIELD_REGION_NAME;
    }
}


static void
ln_record_finish_position(ln_record_reader_t *r)
{
    ln_record_t  *record;

    record = r->record;

    if ((r->has & LN_RECORD_HAS_LATITUDE) && (r->has & LN_RECORD_HAS_LONGITUDE)
        && r->latitude >= -90 && r->latitude <= 90
        && r->longitude >= -180 && r->longitude <= 180)
    {
        record->latitude = (float) r->latitude;
        record->longitude = (float) r->longitude;
        record->flags |= LN_RECORD_POSITION;

        if ((r->has & LN_RECORD_HAS_RADIUS) && r->radius >= 0) {
            record->accuracy_radius = r->radius < UINT16_MAX
                                      ? (uint16_t) (r->radius + 0.999)
                                      : UINT16_MAX;
            record->flags |= LN_RECORD_RADIUS;
        }
    }
}
