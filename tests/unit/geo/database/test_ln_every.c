/*
 * Every network of databases, as libmaxminddb reads it: those of the tests, or
 * real ones in the directory that LN_DATABASES names (`./config.sh test
 * databases DIR`).  What a record says is worked out here anew, from
 * libmaxminddb's values.
 */

#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <errno.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <strings.h>

#include <cmocka.h>
#include <maxminddb.h>

#include "geo/database/ln_record_fill.h"
#include "geo/location/ln_country.h"
#include "ln_ascii.h"
#include "../databases.h"


#define SLOTS  (1u << 22)               /* distinct records, and more */

typedef struct {
    uint32_t  offset;                   /* in the file; 0 is free */
    uint32_t  record;                   /* here */
} slot_t;

typedef struct {
    MMDB_s             mmdb;
    const ln_image_t  *image;
    slot_t            *slots;
    unsigned long      networks;
    unsigned long      records;
    double             named[3];        /* addresses of UA, RU, US .. */
    double             coded[3];        /* .. whose region has a code */
} walk_t;

static const char *const  watched[3] = { "UA", "RU", "US" };


static MMDB_entry_data_s
value(MMDB_entry_s *entry, const char *const *path)
{
    MMDB_entry_data_s  data;

    if (MMDB_aget_value(entry, &data, path) != MMDB_SUCCESS) {
        memset(&data, 0, sizeof(data));
    }

    return data;
}


#define at(entry, ...)                                                        \
    value(entry, (const char *const[]) { __VA_ARGS__, NULL })


static int
is_text(const MMDB_entry_data_s *d)
{
    return d->has_data && d->type == MMDB_DATA_TYPE_UTF8_STRING;
}


static double
number(const MMDB_entry_data_s *d)
{
    char  text[32];

    if (!d->has_data) {
        return 0;
    }

    if (d->type == MMDB_DATA_TYPE_UTF8_STRING) {
        (void) snprintf(text, sizeof(text), "%.*s", (int) d->data_size,
                        d->utf8_string);
        return atof(strncasecmp(text, "AS", 2) == 0 ? text + 2 : text);
    }

    return d->type == MMDB_DATA_TYPE_DOUBLE ? d->double_value
           : d->type == MMDB_DATA_TYPE_FLOAT ? d->float_value
           : d->type == MMDB_DATA_TYPE_UINT16 ? d->uint16 : d->uint32;
}


/* Two letters, in capitals, that aren't a code outside of ISO 3166-1. */
static void
country_of(MMDB_entry_s *e, char *code)
{
    unsigned            i;
    MMDB_entry_data_s   d;

    /* AN was withdrawn in 2010 */

    static const char *const  none[] = { "AP", "EU", "ZZ", "A1", "A2", "O1",
                                         "AN", "--" };

    code[0] = code[1] = '\0';
    d = at(e, "country", "iso_code");
    d = d.has_data ? d : at(e, "country");

    if (!is_text(&d) || d.data_size != 2) {
        d = at(e, "country_code");
        d = d.has_data ? d : at(e, "geo", "country_code");
    }

    if (!is_text(&d) || d.data_size != 2) {
        return;
    }

    code[0] = (char) ln_upper((unsigned char) d.utf8_string[0]);
    code[1] = (char) ln_upper((unsigned char) d.utf8_string[1]);

    for (i = 0; i < 8; i++) {
        if (memcmp(code, none[i], 2) == 0) {
            code[0] = code[1] = '\0';
        }
    }
}


static int
of_holder(MMDB_entry_s *e)
{
    return (at(e, "name").has_data || at(e, "org").has_data)
           && !at(e, "continent").has_data && !at(e, "latitude").has_data
           && !at(e, "lat").has_data && !at(e, "country_name").has_data
           && !at(e, "continent_code").has_data;
}


static int
is_true(const MMDB_entry_data_s *d)
{
    return d->has_data
           && ((d->type == MMDB_DATA_TYPE_BOOLEAN && d->boolean)
               || (d->type == MMDB_DATA_TYPE_UTF8_STRING && d->data_size == 4
                   && memcmp(d->utf8_string, "true", 4) == 0));
}


/* The traits of docs/databases.md, in a record and in its maps for them. */
static unsigned
traits_of(MMDB_entry_s *e)
{
    size_t             i, k;
    unsigned           traits;
    MMDB_entry_data_s  d;

    static const char *const  maps[] = { NULL, "traits", "anonymizer",
                                         "privacy" };
    static const struct {
        const char  *name;
        unsigned     trait;
    } flags[] = {
        { "is_anonymous_vpn", LN_TRAIT_VPN }, { "is_vpn", LN_TRAIT_VPN },
        { "vpn", LN_TRAIT_VPN }, { "is_public_proxy", LN_TRAIT_PROXY },
        { "is_residential_proxy", LN_TRAIT_PROXY },
        { "is_anonymous_proxy", LN_TRAIT_PROXY },
        { "is_proxy", LN_TRAIT_PROXY }, { "is_relay", LN_TRAIT_PROXY },
        { "is_icloud_relay", LN_TRAIT_PROXY }, { "proxy", LN_TRAIT_PROXY },
        { "relay", LN_TRAIT_PROXY }, { "is_tor_exit_node", LN_TRAIT_TOR },
        { "is_tor", LN_TRAIT_TOR }, { "tor", LN_TRAIT_TOR },
        { "is_hosting_provider", LN_TRAIT_HOSTING },
        { "is_hosting", LN_TRAIT_HOSTING }, { "hosting", LN_TRAIT_HOSTING },
        { "is_anonymous", LN_TRAIT_ANONYMOUS }
    };

    traits = 0;

    for (i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
        for (k = 0; k < sizeof(maps) / sizeof(maps[0]); k++) {
            d = maps[k] ? at(e, maps[k], flags[i].name)
                        : at(e, flags[i].name);
            traits |= is_true(&d) ? flags[i].trait : 0;
        }
    }

    /* a record about a residential proxy has no flag */

    if (traits == 0
        && (at(e, "percent_days_seen").has_data
            || at(e, "anonymizer_confidence").has_data
            || at(e, "anonymizer", "anonymizer_confidence").has_data))
    {
        traits = LN_TRAIT_PROXY;
    }

    return traits & (LN_TRAIT_VPN|LN_TRAIT_PROXY|LN_TRAIT_TOR)
           ? traits | LN_TRAIT_ANONYMOUS : traits;
}


/* Each subdivision whose code is one of ISO 3166-2's is a region. */
static void
compare_regions(MMDB_entry_s *e, const ln_record_t *r, const char *file)
{
    int                found;
    char               code[8];
    unsigned           i, k;
    const char        *now;
    MMDB_entry_data_s  d;

    static const char *const  indices[] = { "0", "1", "2" };

    for (i = 0; i < 3; i++) {
        d = at(e, "subdivisions", indices[i], "iso_code");

        if (!is_text(&d) || d.data_size > 3 || d.data_size == 0) {
            continue;
        }

        (void) snprintf(code, sizeof(code), "%.2s-%.*s", r->country,
                        (int) d.data_size, d.utf8_string);
        now = ln_region_now(ln_str(code));

        for (found = 0, k = 0; now && k < r->nregions; k++) {
            found |= strncmp(r->regions[k], now + 3, 3) == 0;
        }

        if (now && !found) {
            fail_msg("%s, record %u: no region %s", file, e->offset, now);
        }
    }
}


static void
compare_place(MMDB_entry_s *e, const ln_record_t *r, const char *file)
{
    double             want;
    MMDB_entry_data_s  d;

    d = at(e, "location", "latitude");
    d = d.has_data ? d : at(e, "latitude");
    d = d.has_data ? d : at(e, "lat");
    d = d.has_data ? d : at(e, "geo", "latitude");
    assert_int_equal(d.has_data, (r->flags & LN_RECORD_POSITION) != 0);

    if (!d.has_data) {
        return;
    }

    if (r->latitude != (float) number(&d)) {
        fail_msg("%s, record %u: latitude %f", file, e->offset, r->latitude);
    }

    d = at(e, "location", "longitude");
    d = d.has_data ? d : at(e, "longitude");
    d = d.has_data ? d : at(e, "lng");
    d = d.has_data ? d : at(e, "geo", "longitude");
    assert_true(d.has_data);

    if (r->longitude != (float) number(&d)) {
        fail_msg("%s, record %u: longitude %f", file, e->offset, r->longitude);
    }

    d = at(e, "location", "accuracy_radius");
    d = d.has_data ? d : at(e, "radius");
    d = d.has_data ? d : at(e, "geo", "radius");
    want = number(&d);
    assert_int_equal(want > 0, (r->flags & LN_RECORD_RADIUS) != 0);

    if (want > 0
        && (r->accuracy_radius < want || r->accuracy_radius >= want + 1))
    {
        fail_msg("%s, record %u: radius %u, not %f", file, e->offset,
                 r->accuracy_radius, want);
    }
}


static void
compare(MMDB_entry_s *e, const ln_record_t *r, const char *file)
{
    char               code[2];
    double             want;
    MMDB_entry_data_s  d;

    country_of(e, code);

    if (memcmp(of_holder(e) ? r->registered_country : r->country, code, 2)
        != 0)
    {
        fail_msg("%s, record %u: country %.2s, not %.2s", file, e->offset,
                 r->country, code);
    }

    d = at(e, "registered_country", "iso_code");

    if (is_text(&d)) {
        assert_memory_equal(r->registered_country, d.utf8_string, 2);
    }

    d = at(e, "autonomous_system_number");
    d = d.has_data ? d : at(e, "asn");
    d = d.has_data ? d : at(e, "traits", "autonomous_system_number");
    d = d.has_data ? d : at(e, "as", "asn");
    d = d.has_data ? d : at(e, "country", "AutonomousSystemNumber");
    want = number(&d);

    if (r->asn != want) {
        fail_msg("%s, record %u: system %u, not %.0f", file, e->offset, r->asn,
                 want);
    }

    d = at(e, "city", "geoname_id");
    d = d.has_data ? d : at(e, "geoname_id");
    d = d.has_data ? d : at(e, "geo", "geoname_id");

    if (number(&d) != 0) {
        assert_true(r->geonames[r->ngeonames - 1] == number(&d));
    }

    compare_place(e, r, file);
    compare_regions(e, r, file);

    d = at(e, "subdivisions", "0", "iso_code");
    assert_true(!d.has_data || r->nregions > 0);

    if (r->traits != traits_of(e)) {
        fail_msg("%s, record %u: traits %x, not %x", file, e->offset,
                 r->traits, traits_of(e));
    }
}


static int
has_name(MMDB_entry_s *e)
{
    MMDB_entry_data_s  d;

    d = at(e, "state1");
    d = d.has_data ? d : at(e, "region");
    d = d.has_data ? d : at(e, "subdivisions", "0", "names", "en");

    return d.has_data && d.data_size;
}


/* The first and the last address of a network have the record of that value. */
static void
network(walk_t *w, uint64_t record, const unsigned char *bits, unsigned depth,
    unsigned family, const char *file)
{
    slot_t        *s;
    unsigned       i, k;
    uint32_t       found, offset;
    ln_address_t   a;
    MMDB_entry_s   entry;

    offset = (uint32_t) (record - w->mmdb.metadata.node_count - 16);
    memset(&a, 0, sizeof(ln_address_t));
    a.family = family;
    memcpy(a.bytes, bits, family == 4 ? 4 : 16);
    found = ln_image_find(w->image, &a);

    for (i = depth; i < (family == 4 ? 32 : 128); i++) {
        a.bytes[i / 8] |= (unsigned char) (0x80 >> i % 8);
    }

    assert_int_equal(ln_image_find(w->image, &a), found);
    w->networks++;

    entry.mmdb = &w->mmdb;
    entry.offset = offset;

    for (s = &w->slots[offset * 2654435761u % SLOTS];
         s->offset && s->offset != offset + 1;
         s = s == w->slots + SLOTS - 1 ? w->slots : s + 1)
    {
        /* void */
    }

    if (s->offset == 0) {
        s->offset = offset + 1;
        s->record = found;
        w->records++;
        compare(&entry, &w->image->records[found], file);
    }

    assert_int_equal(s->record, found);

    for (k = 0; k < 3 && family == 4; k++) {
        if (memcmp(w->image->records[found].country, watched[k], 2) == 0
            && has_name(&entry))
        {
            w->named[k] += 1ull << (32 - depth);
            w->coded[k] += w->image->records[found].nregions
                           ? 1ull << (32 - depth) : 0;
        }
    }
}


/*
 * An IPv6 tree has IPv4 below ::/96; what is led there by aliases is left out.
 */
static void
walk(walk_t *w, uint64_t record, unsigned char *bits, unsigned depth,
    unsigned family, const char *file)
{
    MMDB_search_node_s    node;
    static unsigned char  zero[16];

    if (family == 6) {
        if ((depth == 16 && memcmp(bits, "\x20\x02", 2) == 0)
            || (depth == 32 && memcmp(bits, "\x20\x01\0\0", 4) == 0)
            || (depth == 96 && memcmp(bits, zero, 10) == 0
                && bits[10] == 0xff && bits[11] == 0xff))
        {
            return;
        }

        if (depth == 96 && memcmp(bits, zero, 12) == 0) {
            unsigned char  four[16] = { 0 };

            walk(w, record, four, 0, 4, file);
            return;
        }
    }

    if (record == w->mmdb.metadata.node_count) {
        return;
    }

    if (record > w->mmdb.metadata.node_count) {
        if (family == 4 || depth > 96 || memcmp(bits, zero, 12) != 0) {
            network(w, record, bits, depth, family, file);
        }

        return;
    }

    assert_int_equal(MMDB_read_node(&w->mmdb, (uint32_t) record, &node),
                     MMDB_SUCCESS);

    walk(w, node.left_record, bits, depth + 1, family, file);
    bits[depth / 8] |= (unsigned char) (0x80 >> depth % 8);
    walk(w, node.right_record, bits, depth + 1, family, file);
    bits[depth / 8] &= (unsigned char) ~(0x80 >> depth % 8);
}


static struct {
    unsigned       files;
    unsigned       refused;
    unsigned long  networks;
    unsigned long  records;
} total;


static void
every_network(const char *file)
{
    walk_t          w;
    unsigned        k;
    unsigned char   bits[16] = { 0 };
    ln_database_t  *db;

    memset(&w, 0, sizeof(walk_t));
    db = ln_database_open(file, &err);

    if (db == NULL) {
        print_message("# %s: %s\n", file, err.text);
        total.refused++;
        return;
    }

    assert_int_equal(MMDB_open(file, MMDB_MODE_MMAP, &w.mmdb), MMDB_SUCCESS);
    w.image = ln_database_image(db);
    w.slots = calloc(SLOTS, sizeof(slot_t));
    assert_non_null(w.slots);

    walk(&w, 0, bits, 0, w.mmdb.metadata.ip_version, file);

    print_message("# %s: %lu networks, %lu records", file, w.networks,
                  w.records);

    for (k = 0; k < 3; k++) {
        if (w.named[k] > 0) {
            print_message(", %s %.4f%% of %.0f", watched[k],
                          100 * w.coded[k] / w.named[k], w.named[k]);
        }
    }

    print_message("\n");

    total.files++;
    total.networks += w.networks;
    total.records += w.records;

    free(w.slots);
    MMDB_close(&w.mmdb);
    ln_database_close(db);
}


static int
each_file(const char *path, const struct stat *st, int type, struct FTW *at)
{
    const char  *end;

    (void) st;
    (void) at;

    end = strrchr(path, '.');

    if (type == FTW_F && end && strcasecmp(end, ".mmdb") == 0) {
        every_network(path);
    }

    return 0;
}


/* All files below the directory: where none is, nothing was compared. */
static void
test_every_network(void **state)
{
    char         own[4096];
    const char  *dir;

    (void) state;
    dir = getenv("LN_DATABASES");

    if (dir == NULL) {
        (void) snprintf(own, sizeof(own), "%s", testdb("layouts/"));
        *strrchr(own, '/') = '\0';
        dir = own;
    }

    memset(&total, 0, sizeof(total));

    if (nftw(dir, each_file, 16, FTW_PHYS) == -1) {
        fail_msg("%s: %s", dir, strerror(errno));
    }

    print_message("# %u files were compared, %u refused: %lu networks, "
                  "%lu records\n", total.files, total.refused, total.networks,
                  total.records);

    if (total.files == 0) {
        fail_msg("%s: there is no database below it", dir);
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_every_network)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
