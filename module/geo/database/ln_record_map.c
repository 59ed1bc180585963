#include "geo/database/ln_record_map.h"


#define LN_RECORD_MAP_ITEMS  256        /* beyond, a map is none of ours */


static size_t ln_record_field(ln_record_source_t *source, size_t at,
    const ln_record_field_t *fields, const ln_record_field_t **field);
static const ln_record_field_t *ln_record_named(const ln_record_field_t *fields,
    const unsigned char *name, size_t len);


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
