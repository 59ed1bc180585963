/*
 * Databases: each layout, addresses of each kind; and all look-ups against
 * libmaxminddb's.  LN_BUILD/testdb holds what
 * tests/lib/testdb makes; LN_MAXMIND_DB names a checkout of
 * github.com/maxmind/MaxMind-DB, without which some tests are skipped.
 */

#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <maxminddb.h>

#include "geo/file/ln_copy.h"
#include "geo/database/ln_record_fill.h"
#include "geo/location/ln_country.h"
#include "../databases.h"


static void
test_layouts(void **state)
{
    size_t          i;
    ln_location_t   l;
    ln_database_t  *db;

    static const struct {
        const char  *layout;
        const char  *ip;
        const char  *says;
    } cases[] = {
        { "GeoIP2-City", "10.1.0.1", GB_CITY "0 0 52.14 -0.24 20" },
        { "GeoIP2-City", "10.2.0.1", "GB US  [] [2635167 ] AS0 0" },
        { "GeoIP2-City", "10.3.0.1", "GB   [GB-ENG ] [2635167 6269131 ] AS0 0"
        },
        { "GeoIP2-City", "10.4.0.1", "   [] [] AS0 0" },
        { "GeoIP2-City", "10.5.0.1", "DE  US [] [] AS0 0" },
        { "GeoIP2-City", "10.6.0.1", " GB  [] [] AS0 0" },
        { "GeoIP2-City", "10.7.0.1", "   [] [] AS0 0" },
        { "GeoIP2-City", "2001:db8:1::9", GB_CITY "0 0 52.14 -0.24 20" },
        { "GeoIP2-City", "::ffff:10.1.0.1", GB_CITY "0 0 52.14 -0.24 20" },
        { "GeoIP2-City", "64:ff9b::10.1.0.1", GB_CITY "0 0 52.14 -0.24 20" },
        { "GeoIP2-City", "2002:a01:1::1", GB_CITY "0 0 52.14 -0.24 20" },

        /* Teredo: the server's address is 10.2.0.1, the reader's 10.1.0.1 */

        { "GeoIP2-City", "2001:0:a02:1:8000:63bf:f5fe:fffe",
          GB_CITY "0 0 52.14 -0.24 20" },

        { "GeoIP2-Country", "10.1.0.1", "GB US  [] [2635167 ] AS0 0" },
        { "GeoIP2-Enterprise", "10.1.0.1",
          GB_CITY "6871 9 52.14 -0.24 20" },
        { "GeoIP2-ISP", "10.1.0.1", "   [] [] AS6871 0" },
        { "GeoIP2-Anonymous-IP", "10.1.0.1", "   [] [] AS0 3" },
        { "GeoIP2-Anonymous-IP", "10.2.0.1", "   [] [] AS0 10" },
        { "GeoIP2-Anonymous-IP", "10.3.0.1", "   [] [] AS0 5" },
        { "GeoIP2-Anonymous-IP", "10.4.0.1", "   [] [] AS0 9" },
        { "GeoIP-Anonymous-Plus", "10.1.0.1", "   [] [] AS0 3" },
        { "GeoIP-Anonymous-Plus", "10.2.0.1", "   [] [] AS0 5" },
        { "GeoIP-Anonymous-Plus", "10.3.0.1", "   [] [] AS0 5" },
        { "DBIP-City", "10.1.0.1",
          "GB   [GB-ENG ] [2635167 ] AS0 0 52.14 -0.24" },
        { "DBIP-City", "10.2.0.1", "UA   [UA-43 ] [690791 ] AS0 0" },
        { "DBIP-City", "10.3.0.1", "UA   [] [690791 ] AS0 0" },
        { "DBIP-City", "10.4.0.1", "RU   [UA-43 ] [2017370 ] AS0 0" },
        { "IPinfo-location", "10.1.0.1",
          "GB   [GB-CAM ] [2648899 ] city AS0 0 52.14 -0.24 20" },
        { "IPinfo-lite", "10.1.0.1", "GB   [] [] AS6871 0" },
        { "IPinfo-privacy", "10.1.0.1", "   [] [] AS0 13" },
        { "IPinfo-privacy", "10.2.0.1", "   [] [] AS0 9" },
        { "ip-location-db-country-ipv4", "10.1.0.1", "GB   [] [] AS0 0" },
        { "ip-location-db-country-ipv4", "2001:db8:1::1", "   [] [] AS0 0" },
        { "ip-location-db-country-ipv4", "a01:1::", "   [] [] AS0 0" },
        { "ip-location-db-country-ipv4", "::ffff:10.1.0.1",
          "GB   [] [] AS0 0" },
        { "ip-location-db-country-ipv6", "2001:db8:1::1", "FR   [] [] AS0 0"
        },
        { "ip-location-db-country-ipv6", "10.1.0.1", "   [] [] AS0 0" },
        { "ip-location-db-city", "10.1.0.1",
          "GB   [GB-ENG ] [] AS0 0 52.14 -0.24" },

        /* regions by name */

        { "ip-location-db-city-regions", "10.1.0.1",
          "UA   [UA-40 ] [] AS0 0 1.00 2.00" },
        { "ip-location-db-city-regions", "10.2.0.1",
          "UA   [UA-63 ] [] AS0 0 1.00 2.00" },
        { "ip-location-db-city-regions", "10.3.0.1",
          "UA   [UA-30 ] [] AS0 0 1.00 2.00" },
        { "ip-location-db-city-regions", "10.4.0.1",
          "UA   [UA-32 ] [] AS0 0 1.00 2.00" },
        { "ip-location-db-city-regions", "10.5.0.1",
          "RU   [UA-43 ] [] AS0 0 1.00 2.00" },
        { "ip-location-db-city-regions", "10.6.0.1",
          "RU   [RU-SPE ] [] AS0 0 1.00 2.00" },
        { "ip-location-db-city-regions", "10.7.0.1",
          "FR   [FR-IDF FR-75 ] [] AS0 0 1.00 2.00" },
        { "ip-location-db-city-regions", "10.8.0.1",
          "VN   [VN-33 ] [] AS0 0 1.00 2.00" },
        { "ip-location-db-city-regions", "10.9.0.1",
          "UA   [] [] AS0 0 1.00 2.00" },
        { "ip-location-db-city-regions", "10.10.0.1",
          "UA   [] [] AS0 0 1.00 2.00" },
        { "ip-location-db-city-regions", "10.11.0.1",
          "US   [US-MS ] [] AS0 0 1.00 2.00" },
        { "ip-location-db-city-regions", "10.12.0.1",
          "GB   [GB-ENG GB-CAM ] [] AS0 0 1.00 2.00" },
        { "ip-location-db-city-regions", "10.13.0.1",
          "GB   [GB-CAM ] [] AS0 0 1.00 2.00" },
        { "ip-location-db-city-regions", "10.14.0.1",
          "   [] [] AS0 0 1.00 2.00" },

        /* what is no country */

        { "ip-location-db-country-codes", "10.15.0.1", "   [] [] AS0 0" },
        { "ip-location-db-country-codes", "10.16.0.1", "   [] [] AS0 0" },
        { "ip-location-db-country-codes", "10.17.0.1", "   [] [] AS0 0" },
        { "ip-location-db-country-codes", "10.18.0.1", "XK   [] [] AS0 0" },
        { "ip-location-db-country-codes", "10.19.0.1", "UA   [] [] AS0 0" },
        { "ip-location-db-country-codes", "10.20.0.1", "   [] [] AS0 0" },
        { "ip-location-db-country-codes", "10.21.0.1", "   [] [] AS0 0" },

        /* codes of regions in `region` */

        { "IPinfo-extended", "10.1.0.1", "UA   [UA-43 ] [] AS0 0" },
        { "IPinfo-extended", "10.2.0.1", "UA   [UA-43 ] [] AS0 0" },
        { "IPinfo-extended", "10.3.0.1", "UA   [UA-09 ] [] AS0 0" },
        { "IPinfo-extended", "10.4.0.1", "GB   [GB-ENG ] [] AS0 0" },
        { "IPinfo-extended", "10.5.0.1", "UA   [UA-43 ] [] AS0 0" },
        { "IPinfo-extended", "10.6.0.1", "IN   [IN-TS ] [] AS0 0" },
        { "IPinfo-extended", "10.7.0.1", "IN   [IN-TS ] [] AS0 0" },

        { "IPinfo-plus", "10.1.0.1", "UA   [] [] AS6871 0" },
        { "IPinfo-plus", "10.2.0.1", "UA   [] [] AS6871 3" },
        { "IPinfo-plus", "10.3.0.1", "UA   [] [] AS6871 5" },
        { "IPinfo-plus", "10.4.0.1", "UA   [] [] AS6871 5" },
        { "IPinfo-plus", "10.5.0.1", "UA   [] [] AS6871 9" },
        { "IPinfo-plus", "10.6.0.1", "UA   [] [] AS6871 10" },
        { "IPinfo-plus", "10.7.0.1", "UA   [] [] AS6871 1" },

        /* the country of a holder is no place */

        { "IPinfo-asn", "10.1.0.1", " RU  [] [] AS6871 0" },
        { "iplocate-asn", "10.1.0.1", " RU  [] [] AS6871 0" },
        { "iplocate", "10.1.0.1",
          "UA RU  [UA-43 ] [] AS6871 3 44.50 34.17" },

        { "IPinfo-residential", "10.1.0.1", "   [] [] AS0 5" },
        { "GeoIP-Residential-Proxy", "10.1.0.1", "   [] [] AS0 5" },
        { "GeoOpen", "10.1.0.1", "BE   [] [] AS49677 0" },
        { "GeoOpen", "10.2.0.1", "   [] [] AS49677 0" },
        { "IP2Location", "10.1.0.1", "UA   [UA-43 ] [] AS0 0" },
        { "IP2Location", "10.2.0.1", "   [] [] AS0 0" }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char  name[128];

        (void) snprintf(name, sizeof(name), "layouts/%s", cases[i].layout);
        db = open_db(name);
        l = locate(&db, 1, cases[i].ip);

        if (strcmp(said(&l), cases[i].says) != 0) {
            fail_msg("%s, %s: %s", cases[i].layout, cases[i].ip, said(&l));
        }

        ln_database_close(db);
    }
}


static void
test_fields(void **state)
{
    ln_database_t  *db;

    (void) state;

    db = open_db("layouts/DBIP-City");
    assert_int_equal(ln_database_fields(db), LN_FIELD_COUNTRY|LN_FIELD_REGION
                     |LN_FIELD_REGION_NAME|LN_FIELD_GEONAME
                     |LN_FIELD_POSITION);
    assert_string_equal(ln_database_type(db), "DBIP-City");
    assert_true(ln_database_built(db) > 1500000000);
    ln_database_close(db);

    db = open_db("layouts/GeoIP2-Anonymous-IP");
    assert_int_equal(ln_database_fields(db), LN_FIELD_TRAITS
                     |LN_FIELD_TRAIT(LN_TRAIT_ANONYMOUS|LN_TRAIT_VPN
                                     |LN_TRAIT_PROXY|LN_TRAIT_TOR
                                     |LN_TRAIT_HOSTING));
    ln_database_close(db);

    /* what has no key can't be said */

    db = open_db("layouts/IPinfo-core");
    assert_int_equal(ln_database_fields(db), LN_FIELD_COUNTRY|LN_FIELD_TRAITS
                     |LN_FIELD_TRAIT(LN_TRAIT_ANONYMOUS|LN_TRAIT_HOSTING));
    ln_database_close(db);
}


/* Files for IPv4 and IPv6 apart, and a later one that has more. */
static void
test_several(void **state)
{
    uint32_t            indices[3];
    ln_address_t        a;
    ln_location_t       l;
    ln_database_t      *dbs[3];
    const ln_record_t  *records[3];

    static const unsigned  fields[] = {
        (unsigned) ~LN_FIELD_LOCATION, ~0u, (unsigned) ~LN_FIELD_LOCATION
    };

    (void) state;

    dbs[0] = open_db("layouts/ip-location-db-country-ipv4");
    dbs[1] = open_db("layouts/ip-location-db-country-ipv6");
    dbs[2] = open_db("layouts/GeoIP2-Enterprise");

    l = locate(dbs, 2, "10.1.0.1");
    assert_string_equal(said(&l), "GB   [] [] AS0 0");
    l = locate(dbs, 2, "2001:db8:1::1");
    assert_string_equal(said(&l), "FR   [] [] AS0 0");

    /* the place of the first that has one, the rest of who says it */

    l = locate(dbs, 3, "10.1.0.1");
    assert_string_equal(said(&l), "GB US  [] [] AS6871 9");

    /* an old one's place is none, what it says else counts */

    (void) ln_address_parse(ln_str("10.1.0.1"), &a);
    ln_database_find(dbs, 3, &a, indices);
    ln_database_records(dbs, 3, indices, records);
    ln_record_location(records, fields, 3, &l);
    assert_string_equal(said(&l), "   [] [] AS6871 9");
    assert_int_equal(l.located, 0);

    ln_database_close(dbs[0]);
    dbs[0] = dbs[2];
    dbs[2] = open_db("layouts/ip-location-db-city");
    l = locate(dbs, 3, "10.1.0.1");
    assert_string_equal(said(&l), GB_CITY "6871 9 52.14 -0.24 20");

    ln_database_close(dbs[0]);
    ln_database_close(dbs[1]);
    ln_database_close(dbs[2]);
}


/* A place is taken whole, or not at all. */
static void
test_disagree(void **state)
{
    ln_location_t   l;
    ln_database_t  *dbs[2];

    (void) state;

    dbs[0] = open_db("layouts/GeoIP2-City");
    dbs[1] = open_db("City");

    memset(&l, 0, sizeof(ln_location_t));
    memcpy(l.country, "GB", 3);
    l.located = 1;
    ln_record_fill(&ln_database_image(dbs[0])->records[1], ~0u, &l);
    assert_string_equal(l.country, "GB");
    assert_int_equal(l.nregions, 0);
    assert_int_equal(l.ngeonames, 0);
    assert_int_equal(l.has_position, 0);

    l = locate(dbs, 2, "10.99.0.1");
    assert_int_equal(l.located, 0);

    ln_database_close(dbs[0]);
    ln_database_close(dbs[1]);
}


static void
test_private(void **state)
{
    size_t          i;
    ln_location_t   l;
    ln_database_t  *db;

    static const char *const  ips[] = {
        "192.168.1.1", "172.16.0.1", "127.0.0.1", "100.64.0.1", "::1",
        "fe80::1", "fc00::1", "0.0.0.0", "::", "255.255.255.255", ""
    };

    (void) state;

    db = open_db("layouts/GeoIP2-City");

    for (i = 0; i < sizeof(ips) / sizeof(ips[0]); i++) {
        l = locate(&db, 1, ips[i]);
        assert_int_equal(l.located, 0);
    }

    ln_database_close(db);
}


/* All addresses that matter, as libmaxminddb finds them. */
static void
against_libmaxminddb(const char *file)
{
    int                    error;
    unsigned               i, k, found;
    uint32_t               record;
    MMDB_s                 mmdb;
    ln_address_t           a;
    ln_database_t         *db;
    MMDB_lookup_result_s   result;
    struct sockaddr_in     sin;
    struct sockaddr_in6    sin6;

    db = ln_database_open(file, &err);

    if (db == NULL) {
        return;
    }

    assert_int_equal(MMDB_open(file, MMDB_MODE_MMAP, &mmdb), MMDB_SUCCESS);
    found = 0;

    for (i = 0; i < 40000; i++) {
        memset(&a, 0, sizeof(ln_address_t));
        memset(&sin, 0, sizeof(sin));
        memset(&sin6, 0, sizeof(sin6));

        a.family = (i % 4 || mmdb.metadata.ip_version == 4) ? 4 : 6;

        for (k = 0; k < (a.family == 4 ? 4 : 16); k++) {
            a.bytes[k] = (unsigned char) rand();
        }

        if (a.family == 4) {
            a.bytes[0] = i % 8 == 1 ? 10 : i % 8 == 2 ? 127 : a.bytes[0];
            a.bytes[1] %= i % 8 < 3 ? 8 : 255;
            a.bytes[2] = i % 8 == 2 ? 0 : a.bytes[2];
            sin.sin_family = AF_INET;
            memcpy(&sin.sin_addr, a.bytes, 4);
            result = MMDB_lookup_sockaddr(&mmdb, (struct sockaddr *) &sin,
                                          &error);
        } else {
            memcpy(a.bytes, i % 8 ? "\x20\x01\x0d\xb8" : "\x2a\x02\x06\xb8",
                   4);
            a.bytes[4] = 0;
            a.bytes[5] %= 32;
            sin6.sin6_family = AF_INET6;
            memcpy(&sin6.sin6_addr, a.bytes, 16);
            result = MMDB_lookup_sockaddr(&mmdb, (struct sockaddr *) &sin6,
                                          &error);
        }

        record = ln_image_find(ln_database_image(db), &a);

        /* what has no field of ours has no record here */

        if (record == 0) {
            continue;
        }

        found++;
        assert_int_equal(error, MMDB_SUCCESS);
        assert_true(result.found_entry);

        const ln_record_t   *r = &ln_database_image(db)->records[record];
        MMDB_entry_data_s    data;

        if (MMDB_get_value(&result.entry, &data, "country", "iso_code", NULL)
            == MMDB_SUCCESS && data.has_data)
        {
            assert_memory_equal(r->country, data.utf8_string, 2);
        }

        if (MMDB_get_value(&result.entry, &data, "city", "geoname_id", NULL)
            == MMDB_SUCCESS && data.has_data)
        {
            assert_int_equal(r->geonames[r->ngeonames - 1], data.uint32);
            assert_true(r->flags & LN_RECORD_CITY);

        } else if (r->fields & LN_FIELD_REGION) {
            assert_false(r->flags & LN_RECORD_CITY);
        }

        if (MMDB_get_value(&result.entry, &data, "subdivisions", "0",
                           "iso_code", NULL)
            == MMDB_SUCCESS && data.has_data)
        {
            char         code[8];
            const char  *now;

            (void) snprintf(code, sizeof(code), "%.2s-%.*s", r->country,
                            (int) data.data_size, data.utf8_string);
            now = ln_region_now(ln_str(code));
            now = now ? now : code;

            assert_memory_equal(r->regions[0], now + 3, strlen(now + 3));
        }

        if (MMDB_get_value(&result.entry, &data, "location", "latitude", NULL)
            == MMDB_SUCCESS && data.has_data)
        {
            assert_true(r->latitude == (float) data.double_value);
        }

        if (MMDB_get_value(&result.entry, &data, "autonomous_system_number",
                           NULL)
            == MMDB_SUCCESS && data.has_data)
        {
            assert_int_equal(r->asn, data.uint32);
        }
    }

    print_message("# %s: %u found\n", file, found);

    MMDB_close(&mmdb);
    ln_database_close(db);
}


static void
test_against_libmaxminddb(void **state)
{
    size_t       i;
    const char  *real;

    static const char *const  names[] = {
        "City", "Country", "ASN", "layouts/GeoIP2-City",
        "layouts/GeoIP2-Country", "layouts/GeoIP2-ISP",
        "layouts/ip-location-db-country-ipv4", "layouts/DBIP-City"
    };

    (void) state;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        against_libmaxminddb(testdb(names[i]));
    }

    real = getenv("LN_GEO_DATABASE");

    if (real) {
        against_libmaxminddb(real);

    } else {
        print_message("# a real database: skipped, LN_GEO_DATABASE names "
                      "none\n");
    }
}


/* Each file of a directory is refused or can be read. */
static unsigned
each_file(const char *dir, int must)
{
    char             name[4096];
    DIR             *d;
    unsigned         n;
    ln_location_t    l;
    ln_database_t   *db;
    struct dirent   *entry;

    d = opendir(dir);
    n = 0;

    if (d == NULL) {
        fail_msg("%s: %s", dir, strerror(errno));
    }

    while ((entry = readdir(d)) != NULL) {

        if (strstr(entry->d_name, ".mmdb") == NULL) {
            continue;
        }

        (void) snprintf(name, sizeof(name), "%.2000s/%.500s", dir,
                        entry->d_name);
        n++;
        memset(&err, 0, sizeof(ln_error_t));
        db = ln_database_open(name, &err);

        if (db == NULL) {
            assert_true(err.text[0] != '\0');

            if (must) {
                print_message("# %s\n", err.text);
            }

            continue;
        }

        l = locate(&db, 1, "1.1.1.1");
        l = locate(&db, 1, "2001:218::1");
        (void) l;
        ln_database_close(db);
        against_libmaxminddb(name);
    }

    (void) closedir(d);

    return n;
}


static void
test_maxmind(void **state)
{
    size_t           i;
    char             dir[2048];
    const char      *top;
    ln_location_t    l;
    ln_database_t   *db;

    static const struct {
        const char  *file;
        const char  *ip;
        const char  *says;
    } cases[] = {
        { "GeoIP2-City-Test", "81.2.69.160",
          "GB US  [GB-ENG ] [2635167 6269131 2643743 ] city AS0 0 51.51 -0.09 "
          "100" },
        { "GeoIP2-City-Test", "2001:218::1",
          "JP JP  [] [1861060 ] AS0 0 35.69 139.75 100" },
        { "GeoIP2-Country-Test", "202.196.224.1",
          "PH PH US [] [1694008 ] AS0 0" },
        { "GeoIP2-Enterprise-Test", "74.209.24.1",
          "US US  [US-NY ] [6252001 5128638 5112335 ] city AS14671 0 42.35 "
          "-73.55 27" },
        { "GeoIP2-ISP-Test", "1.128.0.1", "   [] [] AS1221 0" },
        { "GeoLite2-ASN-Test", "1.128.0.1", "   [] [] AS1221 0" },
        { "GeoIP2-Anonymous-IP-Test", "1.2.0.1", "   [] [] AS0 3" },
        { "GeoIP-Anonymous-Plus-Test", "1.2.0.1", "   [] [] AS0 3" }
    };

    (void) state;

    top = getenv("LN_MAXMIND_DB");

    if (top == NULL) {
        print_message("# skipped: LN_MAXMIND_DB names no checkout of "
                      "MaxMind-DB\n");
        return;
    }

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        (void) snprintf(dir, sizeof(dir), "%s/test-data/%s.mmdb", top,
                        cases[i].file);
        db = ln_database_open(dir, &err);

        if (db == NULL) {
            fail_msg("%s", err.text);
        }

        l = locate(&db, 1, cases[i].ip);

        if (strcmp(said(&l), cases[i].says) != 0) {
            fail_msg("%s, %s: %s", cases[i].file, cases[i].ip, said(&l));
        }

        ln_database_close(db);
    }

    (void) snprintf(dir, sizeof(dir), "%s/test-data", top);
    assert_in_range(each_file(dir, 0), 30, 1000);
    (void) snprintf(dir, sizeof(dir), "%s/bad-data/libmaxminddb", top);
    assert_in_range(each_file(dir, 1), 10, 1000);
    (void) snprintf(dir, sizeof(dir), "%s/bad-data/maxminddb-golang", top);
    assert_in_range(each_file(dir, 1), 5, 1000);
    (void) snprintf(dir, sizeof(dir), "%s/bad-data/maxminddb-python", top);
    assert_in_range(each_file(dir, 1), 1, 1000);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_layouts),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_several),
        cmocka_unit_test(test_disagree),
        cmocka_unit_test(test_private),
        cmocka_unit_test(test_against_libmaxminddb),
        cmocka_unit_test(test_maxmind)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
