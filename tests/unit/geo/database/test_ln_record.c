/*
 * Records whose countries, subdivisions and keys lie where what is remembered
 * of one is in the place of the other's.
 */

#define _GNU_SOURCE

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "geo/database/ln_record_fill.h"
#include "geo/database/ln_record_read.h"
#include "geo/location/ln_country.h"


static unsigned char  data[500000];


static size_t
put(size_t at, const char *text)
{
    memcpy(data + at, text, strlen(text));

    return at + strlen(text);
}


static size_t
put_text(size_t at, const char *text)
{
    data[at] = (unsigned char) (0x40 | strlen(text));

    return put(at + 1, text);
}


/* A pointer of two bytes behind its first. */
static size_t
put_pointer(size_t at, size_t target)
{
    target -= 2048;
    data[at] = (unsigned char) (0x28 | target >> 16);
    data[at + 1] = (unsigned char) (target >> 8);
    data[at + 2] = (unsigned char) target;

    return at + 3;
}


/* { "iso_code": code, "geoname_id": id }, by pointers to the keys. */
static size_t
put_place(size_t at, size_t iso_code, size_t geoname_id, const char *code,
    unsigned char id)
{
    data[at++] = 0xe2;
    at = put_text(put_pointer(at, iso_code), code);
    at = put_pointer(at, geoname_id);
    data[at++] = 0xc1;
    data[at++] = id;

    return at;
}


static void
put_record(size_t at, size_t country, size_t regions)
{
    data[at++] = 0xe4;
    at = put_pointer(put_text(at, "country"), country);
    at = put_pointer(put_text(at, "registered_country"), country);
    at = put_pointer(put_text(at, "represented_country"), country);
    (void) put_pointer(put_text(at, "subdivisions"), regions);
}


static void
says(ln_record_source_t *source, size_t at, const char *country,
    uint32_t id, const char *region, uint32_t region_id)
{
    ln_record_t  r;

    ln_record_read(source, at, &r);

    assert_memory_equal(r.country, country, 2);
    assert_memory_equal(r.registered_country, country, 2);
    assert_memory_equal(r.represented_country, country, 2);
    assert_int_equal(r.nregions, region[0] != '\0');
    assert_int_equal(strncmp(r.regions[0], region, 3), 0);
    assert_int_equal(r.ngeonames, region[0] ? 2 : 1);
    assert_int_equal(r.geonames[0], id);
    assert_int_equal(r.geonames[1], region_id);
}


static void
test_shared(void **state)
{
    unsigned             i;
    ln_mmdb_section_t    s;
    ln_record_source_t  *source;

    (void) state;

    /* the keys are 256 bytes apart, the values 4096 */

    (void) put_text(3000, "iso_code");
    (void) put_text(3256, "geoname_id");
    (void) put_text(3512, "is_in_european_union");

    (void) put_place(5000, 3000, 3256, "RU", 1);
    (void) put_place(9096, 3000, 3256, "DE", 2);
    (void) put_place(13192, 3512, 3256, "FR", 3);

    (void) put_place(put(6000, "\x01\x04"), 3000, 3256, "MOW", 4);
    (void) put_place(put(10096, "\x01\x04"), 3000, 3256, "BE", 5);
    data[14192] = 0x00;
    data[14193] = 0x04;

    put_record(100, 5000, 6000);
    put_record(300, 9096, 10096);
    put_record(500, 13192, 14192);

    s.data = data;
    s.len = sizeof(data);
    source = ln_record_source(&s);
    assert_non_null(source);

    for (i = 0; i < 3; i++) {
        says(source, 100, "RU", 1, "MOW", 4);
        says(source, 100, "RU", 1, "MOW", 4);
        says(source, 300, "DE", 2, "BE\0", 5);
        says(source, 500, "\0\0", 3, "", 0);
    }

    free(source);
}


/* Names of one country, and one name of two countries. */
static void
test_names_shared(void **state)
{
    unsigned             i, k;
    ln_record_t          r;
    ln_mmdb_section_t    s;
    ln_record_source_t  *source;

    static const struct {
        const char  *country;
        size_t       name;
        const char  *region;
    } cases[] = {
        { "FR", 5000, "BRE" },          /* Brittany */
        { "FR", 9096, "20R" },          /* Corsica */
        { "FR", 13192, NULL },          /* Nowhere */
        { "DE", 5000, NULL }
    };

    (void) state;

    memset(data, 0, sizeof(data));
    (void) put_text(5000, "Brittany");
    (void) put_text(9096, "Corsica");
    (void) put_text(13192, "Nowhere");

    for (i = 0; i < 4; i++) {
        k = (unsigned) put_text(put(100 * i, "\xe2"), "country_code");
        k = (unsigned) put_text(put_text(k, cases[i].country), "region_name");
        (void) put_pointer(k, cases[i].name);
    }

    s.data = data;
    s.len = sizeof(data);
    source = ln_record_source(&s);
    assert_non_null(source);

    for (i = 0; i < 12; i++) {
        k = i % 4;
        ln_record_read(source, 100 * k, &r);

        if (r.nregions != (cases[k].region != NULL)
            || (cases[k].region && memcmp(r.regions[0], cases[k].region, 3)))
        {
            fail_msg("%u: %u regions, %.3s", i, r.nregions, r.regions[0]);
        }
    }

    free(source);
}


/* More codes of one country than are remembered. */
static void
test_codes_shared(void **state)
{
    char                 code[4], whole[8];
    size_t               i, at;
    const char          *now;
    ln_record_t          r;
    ln_mmdb_section_t    s;
    ln_record_source_t  *source;

    static const char  letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    (void) state;

    memset(data, 0, sizeof(data));
    (void) put_text(3000, "iso_code");
    (void) put_text(3256, "geoname_id");
    (void) put_place(5000, 3000, 3256, "GB", 1);

    s.data = data;
    s.len = sizeof(data);
    source = ln_record_source(&s);
    assert_non_null(source);

    for (i = 0; i < 36 * 36 * 36; i++) {
        code[0] = letters[i / 36 / 36];
        code[1] = letters[i / 36 % 36];
        code[2] = letters[i % 36];
        code[3] = '\0';

        /* what is remembered of one list is in the place of the other's */

        at = (i % 2) ? 6000 : 10096;
        (void) put_place(put(at, "\x01\x04"), 3000, 3256, code, 2);
        put_record(100, 5000, at);
        ln_record_read(source, 100, &r);

        (void) snprintf(whole, sizeof(whole), "GB-%s", code);
        now = ln_region_now(ln_str(whole));
        now = now ? now + 3 : code;

        if (r.nregions != 1 || strncmp(r.regions[0], now, 3) != 0) {
            fail_msg("%s: %u regions, %.3s", whole, r.nregions, r.regions[0]);
        }
    }

    free(source);
}


/* Subdivisions by codes with their country's before them, and by none. */
static void
test_codes(void **state)
{
    size_t               i, at;
    ln_record_t          r;
    ln_mmdb_section_t    s;
    ln_record_source_t  *source;

    static const struct {
        const char  *first;
        const char  *second;
        unsigned     n;
        const char  *regions[2];
    } cases[] = {
        { "GB-ENG", "CAM", 2, { "ENG", "CAM" } },
        { "UA-43", "GB-NIR", 2, { "43\0", "NIR" } },
        { "A", "7", 2, { "A\0\0", "7\0\0" } },
        { "GB-", "ENGL", 0, { NULL, NULL } },
        { "GB-ENGL", "GB-E+W", 0, { NULL, NULL } },
        { "gb-eng", "e-g", 1, { "ENG", NULL } },
        { "GBR-ENG", "CAM", 1, { "CAM", NULL } }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        memset(data, 0, sizeof(data));
        (void) put_text(3000, "iso_code");
        (void) put_text(3256, "geoname_id");
        (void) put_place(5000, 3000, 3256, "GB", 1);

        at = put(6000, "\x02\x04");
        at = put_place(at, 3000, 3256, cases[i].first, 2);
        (void) put_place(at, 3000, 3256, cases[i].second, 3);
        put_record(100, 5000, 6000);

        s.data = data;
        s.len = sizeof(data);
        source = ln_record_source(&s);
        assert_non_null(source);

        ln_record_read(source, 100, &r);

        if (r.nregions != cases[i].n) {
            fail_msg("%s %s: %u regions", cases[i].first, cases[i].second,
                     r.nregions);
        }

        for (at = 0; at < r.nregions; at++) {
            assert_memory_equal(r.regions[at], cases[i].regions[at], 3);
        }

        free(source);
    }
}


/* An id is a number from 1 to that of 32 bits, of whatever type. */
static void
test_ids(void **state)
{
    size_t               i, at;
    ln_record_t          r;
    ln_mmdb_section_t    s;
    ln_record_source_t  *source;

    static const struct {
        size_t       len;
        const char  *bytes;
        uint32_t     id;                /* 0: it has none */
    } cases[] = {
        { 1, "\xc0", 0 },                               /* 0 */
        { 2, "\xc1\x01", 1 },
        { 3, "\xa2\xff\xff", 65535 },                   /* 16 bits */
        { 5, "\xc4\xff\xff\xff\xfe", 4294967294u },
        { 5, "\xc4\xff\xff\xff\xff", 4294967295u },
        { 6, "\x04\x02\xff\xff\xff\xff", 4294967295u },   /* 64 bits */
        { 7, "\x05\x02\x01\x00\x00\x00\x00", 0 },
        { 6, "\x04\x01\xff\xff\xff\xff", 0 },             /* -1 */
        { 3, "\x01\x01\x07", 7 },
        { 9, "\x68\x41\xef\xff\xff\xff\xe0\x00\x00", 4294967295u },
        { 9, "\x68\x41\xf0\x00\x00\x00\x00\x00\x00", 0 }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        memset(data, 0, sizeof(data));

        at = put_text(put(100, "\xe1"), "country");
        at = put_text(put(at, "\xe1"), "geoname_id");
        memcpy(data + at, cases[i].bytes, cases[i].len);

        s.data = data;
        s.len = sizeof(data);
        source = ln_record_source(&s);
        assert_non_null(source);

        ln_record_read(source, 100, &r);

        if (r.ngeonames != (cases[i].id != 0)
            || (r.ngeonames && r.geonames[0] != cases[i].id))
        {
            fail_msg("number %zu: %u ids, %u", i, r.ngeonames, r.geonames[0]);
        }

        free(source);
    }
}


/* { "country": { "iso_code": .. }, "subdivisions": [ { "iso_code": .. } ] } */
static size_t
put_code(size_t at, const char *code)
{
    char  country[3] = { code[0], code[1], '\0' };

    at = put_text(put(at, "\xe2"), "country");
    at = put_text(put_text(put(at, "\xe1"), "iso_code"), country);
    at = put(put_text(at, "subdivisions"), "\x01\x04\xe1");

    return put_text(put_text(at, "iso_code"), code + 3);
}


/*
 * Each code of ISO 3166-2, by one reader: there are more than it remembers, so
 * that each place has been another's.
 */
static void
test_every_code(void **state)
{
    char                 region[3];
    size_t               i, k, at, n;
    ln_record_t          r;
    const char          *now, *country;
    ln_mmdb_section_t    s;
    ln_record_source_t  *source;
    static size_t        offsets[8000];

    (void) state;

    n = ln_region_count();
    assert_in_range(n, 4097, 8000);
    memset(data, 0, sizeof(data));

    for (at = 0, i = 0; i < n; i++) {
        assert_true(at + 100 < sizeof(data));
        offsets[i] = at;
        at = put_code(at, ln_region_code(i));
    }

    s.data = data;
    s.len = sizeof(data);
    source = ln_record_source(&s);
    assert_non_null(source);

    for (k = 0; k < 3; k++) {
        for (i = 0; i < n; i++) {
            ln_record_read(source, offsets[i], &r);

            now = ln_region_now(ln_str(ln_region_code(i)));
            memset(region, 0, sizeof(region));
            memcpy(region, now + 3, strlen(now + 3));

            country = r.regions_country[0] ? r.regions_country : r.country;

            if (r.nregions != 1 || memcmp(r.regions[0], region, 3) != 0
                || memcmp(country, now, 2) != 0)
            {
                fail_msg("%s: %.3s, not %s", ln_region_code(i), r.regions[0],
                         now);
            }
        }
    }

    free(source);
}


/* { "iso_code": code, "geoname_id": id } */
static size_t
put_region(size_t at, const char *code, unsigned char id)
{
    data[at++] = 0xe2;
    at = put_text(put_text(at, "iso_code"), code);
    at = put_text(at, "geoname_id");
    data[at++] = 0xc1;
    data[at++] = id;

    return at;
}


/* Items of a map, and subdivisions: so many are read. */
static void
test_limits(void **state)
{
    size_t               at, n, i;
    ln_record_t          r;
    ln_mmdb_section_t    s;
    ln_record_source_t  *source;

    (void) state;

    s.data = data;
    s.len = sizeof(data);

    for (n = 256; n <= 257; n++) {
        memset(data, 0, sizeof(data));
        source = ln_record_source(&s);
        assert_non_null(source);

        at = 0;
        data[at++] = 0xfd;
        data[at++] = (unsigned char) (n - 29);

        for (i = 1; i < n; i++) {
            at = put_text(put_text(at, "x"), "y");
        }

        (void) put_region(put_text(at, "country"), "RU", 1);
        ln_record_read(source, 0, &r);
        assert_memory_equal(r.country, n == 256 ? "RU" : "\0\0", 2);
        free(source);
    }

    memset(data, 0, sizeof(data));
    source = ln_record_source(&s);
    assert_non_null(source);

    at = put_text(put(0, "\xe3"), "city");
    at = put_region(at, "x", 9);
    at = put_text(put_region(put_text(at, "country"), "GB", 1),
                  "subdivisions");
    at = put(at, "\x04\x04");
    at = put_region(put_region(at, "ENG", 2), "CAM", 3);
    (void) put_region(put_region(at, "KEN", 4), "ESS", 5);
    ln_record_read(source, 0, &r);

    assert_int_equal(r.nregions, 3);
    assert_memory_equal(r.regions[2], "KEN", 3);
    assert_int_equal(r.ngeonames, 5);
    assert_int_equal(r.geonames[3], 4);
    assert_int_equal(r.geonames[4], 9);
    free(source);
}


/* What is no position on earth is none; a radius is rounded up. */
static void
test_positions(void **state)
{
    size_t               i, at;
    ln_record_t          r;
    ln_mmdb_section_t    s;
    ln_record_source_t  *source;

    static const struct {
        const char  *latitude;
        const char  *longitude;
        const char  *radius;
        unsigned     flags;
        unsigned     km;
    } cases[] = {
        { "10", "20", "30", LN_RECORD_POSITION|LN_RECORD_RADIUS, 30 },
        { "90", "180", "0.5", LN_RECORD_POSITION|LN_RECORD_RADIUS, 1 },
        { "-90", "-180", "65535", LN_RECORD_POSITION|LN_RECORD_RADIUS, 65535 },
        { "10", "20", "70000", LN_RECORD_POSITION|LN_RECORD_RADIUS, 65535 },
        { "10", "20", "0", LN_RECORD_POSITION|LN_RECORD_RADIUS, 0 },
        { "10", "20", "-1", LN_RECORD_POSITION, 0 },
        { "10", "20", "x", LN_RECORD_POSITION, 0 },
        { "10", "180.5", "30", 0, 0 },
        { "10", "-180.5", "30", 0, 0 },
        { "90.5", "20", "30", 0, 0 },
        { "-90.5", "20", "30", 0, 0 },
        { "x", "20", "30", 0, 0 },
        { "10", "x", "30", 0, 0 }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        memset(data, 0, sizeof(data));

        at = put_text(put_text(put(0, "\xe4"), "country_code"), "DE");
        at = put_text(put_text(at, "latitude"), cases[i].latitude);
        at = put_text(put_text(at, "longitude"), cases[i].longitude);
        (void) put_text(put_text(at, "radius"), cases[i].radius);

        s.data = data;
        s.len = sizeof(data);
        source = ln_record_source(&s);
        assert_non_null(source);
        ln_record_read(source, 0, &r);
        free(source);

        if (r.flags != cases[i].flags || r.accuracy_radius != cases[i].km) {
            fail_msg("%s %s %s: flags %u, %u km", cases[i].latitude,
                     cases[i].longitude, cases[i].radius, r.flags,
                     r.accuracy_radius);
        }

        if (r.flags) {
            assert_true(r.latitude == (float) atof(cases[i].latitude));
            assert_true(r.longitude == (float) atof(cases[i].longitude));
        }
    }
}


/* A field of another type than that of its name says nothing of a reader. */
static void
test_odd_types(void **state)
{
    size_t               i, k, at;
    ln_record_t          r;
    ln_mmdb_section_t    s;
    ln_record_source_t  *source;

    static const char *const  keys[] = {
        "country", "registered_country", "represented_country", "subdivisions",
        "city", "location", "traits", "anonymizer", "privacy", "geo", "as",
        "asn", "autonomous_system_number", "region", "region_code",
        "latitude", "longitude", "radius", "geoname_id", "is_anonymous"
    };

    /* an empty map, arrays, a text, bytes, 5, true, a float, 128 bits */

    static const struct {
        const char  *bytes;
        size_t       len;
        int          number;
    } values[] = {
        { "\xe0", 1, 0 }, { "\x00\x04", 2, 0 }, { "\x41x", 2, 0 },
        { "\x0a\x04\x43" "asn\x41" "5\x48" "latitude\x41" "5\x49"
          "longitude\x41" "5\x4c" "is_anonymous\x44" "true\x48" "iso_code"
          "\x42" "FR", 61, 0 },
        { "\x82\xff\xfe", 3, 0 }, { "\xc1\x05", 2, 1 }, { "\x01\x07", 2, 0 },
        { "\x04\x08\x7f\xc0\x00\x00", 6, 0 }, { "\x01\x03\x05", 3, 0 }
    };

    (void) state;

    for (k = 0; k < sizeof(keys) / sizeof(keys[0]); k++) {
        for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
            memset(data, 0, sizeof(data));
            at = put_text(put(0, "\xe3"), keys[k]);
            memcpy(data + at, values[i].bytes, values[i].len);
            at = put_text(at + values[i].len, "country_code");
            (void) put_text(put_text(put_text(at, "DE"), "state1"), "");

            s.data = data;
            s.len = sizeof(data);
            source = ln_record_source(&s);
            assert_non_null(source);
            ln_record_read(source, 0, &r);
            free(source);

            if (strcmp(keys[k], "geo") != 0) {
                assert_memory_equal(r.country, "DE", 2);
            }

            if (memcmp(r.registered_country, "\0\0", 2) != 0
                || memcmp(r.represented_country, "\0\0", 2) != 0
                || r.nregions || r.flags & (LN_RECORD_POSITION|LN_RECORD_RADIUS)
                || (r.traits && strcmp(keys[k], "is_anonymous") != 0)
                || (!values[i].number && (r.asn || r.ngeonames)))
            {
                fail_msg("%s, value %zu: %.3s, AS%u, %u ids, flags %u", keys[k],
                         i, r.regions[0], r.asn, r.ngeonames, r.flags);
            }
        }
    }
}


/* An autonomous system is a number from 1 on, with "AS" before it or not. */
static void
test_systems(void **state)
{
    size_t               i;
    ln_record_t          r;
    ln_mmdb_section_t    s;
    ln_record_source_t  *source;

    static const struct {
        const char  *text;
        uint32_t     asn;
    } cases[] = {
        { "12389", 12389 }, { "AS12389", 12389 }, { "as1", 1 },
        { "4294967295", 4294967295U }, { "4294967297", 0 }, { "0", 0 },
        { "AS0", 0 }, { "-1", 0 }, { "AS", 0 }, { "A12389", 0 },
        { "AX12389", 0 }, { "AS 12389", 0 }, { "AS-1", 0 }, { "", 0 },
        { "AS1.10", 0 }, { "1.5", 0 }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        memset(data, 0, sizeof(data));
        (void) put_text(put_text(put(0, "\xe1"), "asn"), cases[i].text);

        s.data = data;
        s.len = sizeof(data);
        source = ln_record_source(&s);
        assert_non_null(source);
        ln_record_read(source, 0, &r);
        free(source);

        if (r.asn != cases[i].asn) {
            fail_msg("\"%s\": AS%u", cases[i].text, (unsigned) r.asn);
        }
    }
}


/* Of regions of two countries the first one's count; a name is no list. */
static void
test_subdivisions(void **state)
{
    size_t               i, at;
    ln_record_t          r;
    ln_mmdb_section_t    s;
    ln_record_source_t  *source;

    static const struct {
        const char  *key;
        const char  *value;
        const char  *region;
    } cases[] = {
        { "name", "\x46" "Crimea", "43" },
        { "names", "\xe1\x42" "en" "\x46" "Crimea", "43" },
        { "names", "\xe1\x42" "en" "\xe1\x42" "en" "\x46" "Crimea", "43" },
        { "names", "\xe1\x42" "de" "\x44" "Krim", NULL },
        { "names", "\xc1\x05", NULL },
        { "name", "\x47" "Nowhere", NULL },
        { "iso_code", "\xc1\x2b", NULL },
        { "geoname_id", "\x41" "x", NULL }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        memset(data, 0, sizeof(data));
        at = put_text(put_text(put(0, "\xe2"), "country_code"), "UA");

        /* [ "x", { key: value } ] */

        at = put(put_text(at, "subdivisions"), "\x02\x04\x41x\xe1");
        (void) put(put_text(at, cases[i].key), cases[i].value);

        s.data = data;
        s.len = sizeof(data);
        source = ln_record_source(&s);
        assert_non_null(source);
        ln_record_read(source, 0, &r);
        free(source);

        if (r.nregions != (cases[i].region != NULL)
            || (cases[i].region
                && strncmp(r.regions[0], cases[i].region, 3) != 0)
            || r.ngeonames)
        {
            fail_msg("%s %s: %u regions, %.3s", cases[i].key, cases[i].value,
                     r.nregions, r.regions[0]);
        }
    }
}


/* Some databases have Crimea under Russia: by whatever code, it is UA-43. */
static void
test_elsewhere(void **state)
{
    size_t               i, at;
    ln_record_t          r;
    ln_mmdb_section_t    s;
    ln_record_source_t  *source;

    static const struct {
        const char  *code;              /* in a subdivision, with the name; */
        const char  *name;              /* no name: in region_code */
        const char  *country;
        const char  *region;
    } cases[] = {
        { "CR", "Crimea", "UA", "43" },
        { "43", "Crimea", "UA", "43" },
        { "UA-43", "Crimea", "UA", "43" },
        { "MOW", "Crimea", "", "MOW" },
        { "QQ", "Nowhere", "", "QQ" },
        { "UA-43", NULL, "UA", "43" },
        { "ua-43", NULL, "UA", "43" },
        { "RU-MOW", NULL, "", "MOW" },
        { "ZZ-MOW", NULL, "", "MOW" },
        { "UA-MOW", NULL, "", "MOW" },
        { "UA-99", NULL, "", NULL }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        memset(data, 0, sizeof(data));
        at = put_text(put_text(put(0, "\xe2"), "country_code"), "RU");

        if (cases[i].name) {
            at = put(put_text(at, "subdivisions"), "\x01\x04\xe2");
            at = put_text(put_text(at, "iso_code"), cases[i].code);
            at = put(put_text(at, "names"), "\xe1");
            (void) put_text(put_text(at, "en"), cases[i].name);

        } else {
            (void) put_text(put_text(at, "region_code"), cases[i].code);
        }

        s.data = data;
        s.len = sizeof(data);
        source = ln_record_source(&s);
        assert_non_null(source);
        ln_record_read(source, 0, &r);
        free(source);

        if (strncmp(r.country, "RU", 2) != 0
            || r.nregions != (cases[i].region != NULL)
            || strncmp(r.regions_country, cases[i].country, 2) != 0
            || (cases[i].region
                && strncmp(r.regions[0], cases[i].region, 3) != 0))
        {
            fail_msg("%s %s: %.2s-%.3s", cases[i].code,
                     cases[i].name ? cases[i].name : "", r.regions_country,
                     r.regions[0]);
        }
    }
}


/* What databases.md names first is the country, whatever else says one. */
static void
test_first_country(void **state)
{
    size_t               i, k, at;
    ln_record_t          r;
    ln_mmdb_section_t    s;
    ln_record_source_t  *source;

    static const char *const  fields[][2] = {
        { "country", "" },
        { "country", "iso_code" },
        { "country_code", "" },
        { "geo", "country_code" }
    };

    (void) state;

    for (i = 0; i < 3; i++) {
        for (k = (i < 2) ? 2 : 3; k < 4; k++) {
            memset(data, 0, sizeof(data));
            at = put_text(put(0, "\xe2"), fields[i][0]);

            if (fields[i][1][0]) {
                at = put_text(put(at, "\xe1"), fields[i][1]);
            }

            at = put_text(put_text(at, "RU"), fields[k][0]);

            if (fields[k][1][0]) {
                at = put_text(put(at, "\xe1"), fields[k][1]);
            }

            (void) put_text(at, "DE");

            s.data = data;
            s.len = sizeof(data);
            source = ln_record_source(&s);
            assert_non_null(source);
            ln_record_read(source, 0, &r);
            free(source);

            if (memcmp(r.country, "RU", 2) != 0) {
                fail_msg("%s before %s: %.2s", fields[i][0], fields[k][0],
                         r.country);
            }
        }
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_shared),
        cmocka_unit_test(test_names_shared),
        cmocka_unit_test(test_codes_shared),
        cmocka_unit_test(test_codes),
        cmocka_unit_test(test_ids),
        cmocka_unit_test(test_every_code),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_positions),
        cmocka_unit_test(test_odd_types),
        cmocka_unit_test(test_systems),
        cmocka_unit_test(test_subdivisions),
        cmocka_unit_test(test_elsewhere),
        cmocka_unit_test(test_first_country)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
