#include <stdlib.h>

#include "geo/database/ln_gazetteer.h"


#define LN_GAZETTEER_FIRST  (1u << 18)  /* slots that a table begins with */


typedef struct {
    ln_geoname_t  *slots;             /* open addressing; id 0 is free */
    uint32_t         size;              /* a power of two */
    uint32_t         used;
} ln_gazetteer_table_t;


static int ln_gazetteer_record(ln_gazetteer_table_t *table,
    const ln_record_t *record);
static ln_geoname_t *ln_gazetteer_slot(ln_gazetteer_table_t *table,
    uint32_t id);
static void ln_gazetteer_differ(ln_geoname_t *slot, ln_geoname_t *entry);
static int ln_gazetteer_grow(ln_gazetteer_table_t *table);
static void ln_gazetteer_join_country(ln_geoname_t *entry,
    const char *country);
static void ln_gazetteer_join_up(ln_geoname_t *entry, uint32_t up);
static int ln_gazetteer_compare(const void *one, const void *two);


int
ln_gazetteer_build(const ln_record_t *records, uint32_t n,
    ln_geoname_t **list, uint32_t *nlist)
{
    uint32_t              i, k;
    ln_gazetteer_table_t  table;

    memset(&table, 0, sizeof(ln_gazetteer_table_t));

    /* some records have the same id, or none */

    for (table.size = 1024;
         table.size < n / 2 && table.size < LN_GAZETTEER_FIRST;
         table.size *= 2)
    {
        /* void */
    }

    table.slots = calloc(table.size, sizeof(ln_geoname_t));

    if (table.slots == NULL) {
        return LN_ERROR;
    }

    for (i = 0; i < n; i++) {
        if (ln_gazetteer_record(&table, &records[i]) != LN_OK) {
            free(table.slots);
            return LN_ERROR;
        }
    }

    for (k = 0, i = 0; i < table.size; i++) {
        if (table.slots[i].id) {
            table.slots[k++] = table.slots[i];
        }
    }

    qsort(table.slots, k, sizeof(ln_geoname_t), ln_gazetteer_compare);

    *list = table.slots;
    *nlist = k;

    return LN_OK;
}


static int
ln_gazetteer_record(ln_gazetteer_table_t *table, const ln_record_t *record)
{
    unsigned         i, k;
    ln_geoname_t   entry, *slot;

    /*
     * The most specific first: what is known already was put in together with
     * all that is above it.
     */

    for (i = record->ngeonames; i--; /* void */ ) {
        memset(&entry, 0, sizeof(ln_geoname_t));

        entry.id = record->geonames[i];
        memcpy(entry.country, record->country, 2);

        if (i == 0 && (record->flags & LN_RECORD_COUNTRY)) {
            entry.is_country = 1;

        } else if (i + 1u < record->ngeonames
                   || !(record->flags & LN_RECORD_CITY))
        {
            entry.flags = LN_GEONAME_REGION;
        }

        for (k = 0; k < i; k++) {
            entry.up[k] = record->geonames[k];
        }

        if (table->used >= table->size / 2
            && ln_gazetteer_grow(table) != LN_OK)
        {
            return LN_ERROR;
        }

        slot = ln_gazetteer_slot(table, entry.id);

        if (slot->id == 0) {
            *slot = entry;
            table->used++;

        } else if (memcmp(slot, &entry, sizeof(ln_geoname_t)) == 0) {
            break;

        } else {
            ln_gazetteer_differ(slot, &entry);
        }
    }

    return LN_OK;
}


/* An id may be a subdivision's in one record, and a city's in another. */

static void
ln_gazetteer_differ(ln_geoname_t *slot, ln_geoname_t *entry)
{
    slot->flags |= entry->flags;
    entry->flags = slot->flags;

    if (memcmp(slot, entry, sizeof(ln_geoname_t)) == 0) {
        return;
    }

    if (memcmp(slot->country, entry->country, 2) != 0) {
        memset(slot->country, 0, 2);
    }

    memset(slot->up, 0, sizeof(slot->up));
    slot->is_country = 0;
    slot->flags |= LN_GEONAME_UP_DISPUTED;
}


static ln_geoname_t *
ln_gazetteer_slot(ln_gazetteer_table_t *table, uint32_t id)
{
    uint32_t  i;

    i = (id * 2654435761u) & (table->size - 1);

    while (table->slots[i].id && table->slots[i].id != id) {
        i = (i + 1) & (table->size - 1);
    }

    return &table->slots[i];
}


static int
ln_gazetteer_grow(ln_gazetteer_table_t *table)
{
    uint32_t              i;
    ln_gazetteer_table_t  grown;

    grown = *table;
    grown.size = table->size * 2;
    grown.slots = calloc(grown.size, sizeof(ln_geoname_t));

    if (grown.slots == NULL) {
        return LN_ERROR;
    }

    for (i = 0; i < table->size; i++) {
        if (table->slots[i].id) {
            *ln_gazetteer_slot(&grown, table->slots[i].id) = table->slots[i];
        }
    }

    free(table->slots);
    *table = grown;

    return LN_OK;
}


static int
ln_gazetteer_compare(const void *one, const void *two)
{
    uint32_t  a, b;

    a = ((const ln_geoname_t *) one)->id;
    b = ((const ln_geoname_t *) two)->id;

    return a < b ? -1 : a > b;
}


const ln_geoname_t *
ln_gazetteer_find(const ln_geoname_t *list, uint32_t n, uint32_t id)
{
    ln_geoname_t  key;

    memset(&key, 0, sizeof(ln_geoname_t));
    key.id = id;

    return n ? bsearch(&key, list, n, sizeof(ln_geoname_t),
                       ln_gazetteer_compare)
             : NULL;
}


void
ln_gazetteer_join(ln_geoname_t *entry, const ln_geoname_t *other)
{
    unsigned  i;

    if (other == NULL) {
        return;
    }

    entry->id = other->id;
    entry->is_country |= other->is_country;
    entry->flags |= other->flags & LN_GEONAME_REGION;

    if (other->country[0] != '\0') {
        ln_gazetteer_join_country(entry, other->country);
    }

    for (i = 0; i < LN_GEONAME_UP && other->up[i]; i++) {
        ln_gazetteer_join_up(entry, other->up[i]);
    }

    if (entry->up[0]
        || (entry->flags & (LN_GEONAME_UP_DISPUTED
                            |LN_GEONAME_COUNTRY_DISPUTED)))
    {
        entry->is_country = 0;
    }
}


static void
ln_gazetteer_join_country(ln_geoname_t *entry, const char *country)
{
    if (entry->flags & LN_GEONAME_COUNTRY_DISPUTED) {
        return;
    }

    if (entry->country[0] == '\0') {
        memcpy(entry->country, country, 2);

    } else if (memcmp(entry->country, country, 2) != 0) {
        memset(entry->country, 0, 2);
        entry->flags |= LN_GEONAME_COUNTRY_DISPUTED;
    }
}


static void
ln_gazetteer_join_up(ln_geoname_t *entry, uint32_t up)
{
    unsigned  i;

    if (entry->flags & LN_GEONAME_UP_DISPUTED) {
        return;
    }

    for (i = 0; i < LN_GEONAME_UP && entry->up[i]; i++) {
        if (entry->up[i] == up) {
            return;
        }
    }

    if (i < LN_GEONAME_UP) {
        entry->up[i] = up;

    } else {
        memset(entry->up, 0, sizeof(entry->up));
        entry->flags |= LN_GEONAME_UP_DISPUTED;
    }
}
