#include <stdlib.h>

#include "geo/database/ln_record_fields.h"
#include "geo/database/ln_record_map.h"
#include "geo/database/ln_record_read.h"
#include "geo/database/ln_record_region.h"
#include "geo/database/ln_record_trait.h"


static void ln_record_finish(ln_record_reader_t *r);
static void ln_record_finish_country(ln_record_reader_t *r);
static void ln_record_finish_geonames(ln_record_reader_t *r);
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

    ln_record_finish_country(r);
    ln_record_finish_geonames(r);
    ln_record_region(r);
    ln_record_finish_position(r);

    /* a confidence and no sign of what: MaxMind's residential proxies */

    if ((r->has & LN_RECORD_HAS_SCORE) && !(r->has & LN_RECORD_HAS_TRAITS)) {
        ln_record_trait_is(r, LN_TRAIT_ANONYMOUS|LN_TRAIT_PROXY, 1);
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


/*
 * Flat records of an autonomous system, an organisation or a registry have the
 * country of its seat: readers may be anywhere.
 */

static void
ln_record_finish_country(ln_record_reader_t *r)
{
    ln_record_t  *record;

    record = r->record;

    if ((r->has & LN_RECORD_HAS_HOLDER) && !(r->has & LN_RECORD_HAS_PLACE)) {

        if (record->registered_country[0] == '\0') {
            memcpy(record->registered_country, record->country, 2);
        }

        memset(record->country, 0, 2);
        memset(r->texts, 0, sizeof(r->texts));
    }
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
