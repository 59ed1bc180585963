#include <stdlib.h>

#include "geo/location/ln_country.h"
#include "geo/database/ln_record_part.h"


#define LN_RECORD_MAP_ITEMS  256        /* beyond, a map is none of ours */


static size_t ln_record_field(ln_record_source_t *source, size_t at,
    const ln_record_field_t *fields, const ln_record_field_t **field);
static const ln_record_field_t *ln_record_named(const ln_record_field_t *fields,
    const unsigned char *name, size_t len);
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


void
ln_record_reader(ln_record_reader_t *r, ln_record_source_t *source,
    ln_record_t *record)
{
    memset(record, 0, sizeof(ln_record_t));
    memset(r, 0, sizeof(ln_record_reader_t));

    r->source = source;
    r->record = record;
}


void
ln_record_map(ln_record_reader_t *r, const ln_value_t *map,
    const ln_record_field_t *fields)
{
    size_t                    i, at, next;
    ln_value_t                value;
    const ln_record_field_t  *field;

    if (map->items > LN_RECORD_MAP_ITEMS) {
        return;
    }

    for (at = map->at, i = 0; i < map->items; i++) {
        at = ln_record_field(r->source, at, fields, &field);

        next = 0;

        if (field->name) {
            next = ln_value_read(&r->source->s, at, &value);
            field->handler(r, &value, field->param);
        }

        /* the last value is mostly the longest, names in many languages */

        if (i + 1 < map->items) {
            at = next ? next : ln_mmdb_skip(&r->source->s, at);
        }
    }
}


/*
 * Which of fields the key at offset at is, in *field.  Returns the offset
 * behind it.  Most keys point at a text that thousands of others point at,
 * and that is remembered.
 */

static size_t
ln_record_field(ln_record_source_t *source, size_t at,
    const ln_record_field_t *fields, const ln_record_field_t **field)
{
    ln_record_name_t   *name;
    ln_mmdb_control_t   c, to;

    (void) ln_mmdb_control(&source->s, at, &c);

    if (c.type != LN_MMDB_POINTER) {
        *field = ln_record_named(fields, source->s.data + c.next, c.size);

        return c.next + c.size;
    }

    name = &source->names[(c.size ^ (uintptr_t) fields / sizeof(void *))
                          % LN_RECORD_NAMES];

    if (name->fields != fields || name->at != c.size) {
        (void) ln_mmdb_control(&source->s, c.size, &to);

        name->fields = fields;
        name->at = c.size;
        name->field = ln_record_named(fields, source->s.data + to.next,
                                      to.size);
    }

    *field = name->field;

    return c.next;
}


/* The last of fields, which has no name, when none is named so. */

static const ln_record_field_t *
ln_record_named(const ln_record_field_t *fields, const unsigned char *name,
    size_t len)
{
    ln_str_t                  key;
    const ln_record_field_t  *f;

    key.data = name;
    key.len = len;

    for (f = fields; f->name && !ln_str_eq(ln_str(f->name), key); f++) {
        /* void */
    }

    return f;
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

    for (i = 0; i < r->places.n; i++) {
        if (r->places.regions[i]) {
            record->geonames[n++] = r->places.regions[i];
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

    if (record->country[0] && r->code[0] && r->places.n == 0) {
        (void) snprintf(code, sizeof(code), "%.2s-%.3s", record->country,
                        r->code);

        if (ln_region_known(ln_str(code))) {
            memcpy(r->places.codes[0], r->code, 3);
            r->places.n = 1;
        }
    }

    for (i = 0; i < r->places.n; i++) {
        if (r->places.codes[i][0] && record->country[0]) {
            memcpy(record->regions[record->nregions++], r->places.codes[i], 3);
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
