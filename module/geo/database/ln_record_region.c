#include "geo/database/ln_record_region.h"
#include "geo/location/ln_country.h"
#include "ln_ascii.h"
#include "ln_hash.h"


static void ln_record_region_nested(ln_record_reader_t *r);
static void ln_record_region_flat(ln_record_reader_t *r);
static const ln_record_code_t *ln_record_region_now(ln_record_reader_t *r,
    const char *code);
static const char *ln_record_region_iso(const char *country, ln_str_t text);
static const char *ln_record_region_of(const char *country, const char *part);
static int ln_record_region_named(ln_record_reader_t *r, ln_str_t name);
static ln_named_region_t ln_record_region_find(ln_record_reader_t *r,
    ln_str_t name);
static void ln_record_region_add(ln_record_t *record, const char *code);


void
ln_record_region(ln_record_reader_t *r)
{
    unsigned      i;
    ln_record_t  *record;

    record = r->record;

    if (record->country[0]) {
        if (r->subdivisions.n) {
            ln_record_region_nested(r);

        } else {
            ln_record_region_flat(r);
        }
    }

    for (i = LN_RECORD_REGION; i < LN_RECORD_REGION_TEXTS; i++) {
        if (r->texts[i].len) {
            r->has |= LN_RECORD_HAS_NAME;
        }
    }

    if (record->nregions) {
        record->fields |= LN_FIELD_REGION;

    } else if (r->has & LN_RECORD_HAS_NAME) {
        record->fields |= LN_FIELD_REGION_NAME;
    }
}


/* A code that ISO does not have may stand beside a name that it has. */

static void
ln_record_region_nested(ln_record_reader_t *r)
{
    unsigned                 i;
    const ln_record_code_t  *known;

    for (i = 0; i < r->subdivisions.n; i++) {

        known = r->subdivisions.codes[i][0]
                ? ln_record_region_now(r, r->subdivisions.codes[i]) : NULL;

        if (known && known->is_iso) {
            ln_record_region_add(r->record, known->now);

        } else if (ln_record_region_named(r, r->subdivisions.names[i])
                   != LN_OK
                   && known)
        {
            ln_record_region_add(r->record, known->now);
        }
    }
}


/*
 * The code that ISO 3166-2 has now, or code with its country where it has none.
 * It is looked for once: a record's subdivisions have one of some thousand.
 */

static const ln_record_code_t *
ln_record_region_now(ln_record_reader_t *r, const char *code)
{
    uint64_t           key;
    const char        *now;
    ln_record_code_t  *known;

    key = 0;
    memcpy(&key, r->record->country, 2);
    memcpy((char *) &key + 2, code, 3);

    known = &r->source->codes[(ln_hash(0, key) >> 32) % LN_RECORD_KNOWN];

    if (memcmp(known->country, r->record->country, 2) != 0
        || memcmp(known->code, code, 3) != 0)
    {
        memcpy(known->country, r->record->country, 2);
        memcpy(known->code, code, 3);

        (void) snprintf(known->now, sizeof(known->now), "%.2s-%.3s",
                        r->record->country, code);
        now = ln_region_now(ln_str(known->now));
        known->is_iso = (now != NULL);

        if (now) {
            (void) snprintf(known->now, sizeof(known->now), "%s", now);
        }
    }

    return known;
}


/*
 * A code counts where it is one of ISO 3166-2; some databases have it in
 * `region`, and the name beside it.
 */

static void
ln_record_region_flat(ln_record_reader_t *r)
{
    unsigned     i;
    const char  *now;

    for (i = LN_RECORD_REGION_CODE; i <= LN_RECORD_REGION; i++) {
        now = ln_record_region_iso(r->record->country, r->texts[i]);

        if (now) {
            ln_record_region_add(r->record, now);
            return;
        }
    }

    if (ln_record_region_named(r, r->texts[LN_RECORD_REGION_NAME]) == LN_OK
        || ln_record_region_named(r, r->texts[LN_RECORD_REGION]) == LN_OK)
    {
        return;
    }

    (void) ln_record_region_named(r, r->texts[LN_RECORD_STATE1]);
    (void) ln_record_region_named(r, r->texts[LN_RECORD_STATE2]);
}


/*
 * The code that ISO has now, or NULL.  "UA-43" is Crimea also in a record of
 * Russia.
 */

static const char *
ln_record_region_iso(const char *country, ln_str_t text)
{
    char         code[3], part[4], own[2];
    const char  *now;

    if (ln_record_region_code(text, code) != LN_OK) {
        return NULL;
    }

    (void) snprintf(part, sizeof(part), "%.3s", code);

    if (text.len > 3) {
        own[0] = (char) ln_upper(text.data[0]);
        own[1] = (char) ln_upper(text.data[1]);
        now = ln_record_region_of(own, part);

        if (now) {
            return now;
        }
    }

    return ln_record_region_of(country, part);
}


/* "9" stands for "09", too. */

static const char *
ln_record_region_of(const char *country, const char *part)
{
    char         whole[8];
    const char  *now;

    (void) snprintf(whole, sizeof(whole), "%.2s-%.3s", country, part);
    now = ln_region_now(ln_str(whole));

    if (now == NULL && ln_is_digit((unsigned char) part[0])
        && part[1] == '\0')
    {
        (void) snprintf(whole, sizeof(whole), "%.2s-0%c", country, part[0]);
        now = ln_region_now(ln_str(whole));
    }

    return now;
}


int
ln_record_region_code(ln_str_t text, char code[3])
{
    size_t         i, at;
    unsigned char  c;

    at = (text.len > 3 && text.data[2] == '-') ? 3 : 0;

    if (text.len <= at || text.len - at > 3) {
        return LN_DECLINED;
    }

    memset(code, 0, 3);

    for (i = at; i < text.len; i++) {
        c = ln_upper(text.data[i]);

        if (!ln_is_digit(c) && !ln_is_upper(c)) {
            memset(code, 0, 3);
            return LN_DECLINED;
        }

        code[i - at] = (char) c;
    }

    return LN_OK;
}


/* LN_DECLINED where nobody has a region of that name. */

static int
ln_record_region_named(ln_record_reader_t *r, ln_str_t name)
{
    ln_named_region_t  named;

    if (name.len == 0) {
        return LN_DECLINED;
    }

    named = ln_record_region_find(r, name);

    if (named.region == 0) {
        return LN_DECLINED;
    }

    ln_record_region_add(r->record,
                         ln_region_named_code(named, name, r->town));

    return LN_OK;
}


/* Thousands of records point at the same name. */

static ln_named_region_t
ln_record_region_find(ln_record_reader_t *r, ln_str_t name)
{
    size_t              at;
    ln_record_named_t  *known;

    at = (size_t) (name.data - r->source->s.data);
    known = &r->source->named[at % LN_RECORD_KNOWN];

    if (known->text != name.data
        || memcmp(known->country, r->record->country, 2) != 0)
    {
        known->named = ln_region_named(r->record->country, name);
        known->text = name.data;
        memcpy(known->country, r->record->country, 2);
    }

    return known->named;
}


/*
 * A record's regions are of one country: the first one's.  It may be another
 * than the record's: Crimea under RU.
 */

static void
ln_record_region_add(ln_record_t *record, const char *code)
{
    const char  *country;

    if (record->nregions == LN_RECORD_REGIONS) {
        return;
    }

    country = record->regions_country[0] ? record->regions_country
              : record->country;

    if (memcmp(code, country, 2) != 0) {

        if (record->nregions) {
            return;
        }

        memcpy(record->regions_country, code, 2);
    }

    memcpy(record->regions[record->nregions++], code + 3, strlen(code + 3));
}
