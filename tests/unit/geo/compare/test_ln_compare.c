/*
 * What databases say of the whole address space, compared with a slow counter:
 * it goes from network to network by libmaxminddb, and decides each one anew.
 */

#include <arpa/inet.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>
#include <maxminddb.h>

#include "geo/compare/ln_compare.h"
#include "../../arena.h"
#include "../databases.h"


#define JURISDICTIONS  3
#define MOST           4


/* Addresses by answer: of each database, and of all of them. */
typedef struct {
    double  ipv4[MOST + 1][JURISDICTIONS][4];
    double  ipv6[MOST + 1][JURISDICTIONS][4];
} counts_t;

typedef struct {
    unsigned  family;
    uint8_t   bytes[16];
    unsigned  len;
} prefix_t;


static counts_t  quick;
static unsigned  quick_n;


static void
count(double sizes[JURISDICTIONS][4], unsigned i, unsigned said, double size)
{
    static const unsigned  columns[] = { LN_UNCERTAIN, LN_OUT, LN_IN, 3 };

    sizes[i][columns[said]] += size;
}


static void
heard(void *data, const ln_compare_part_t *part)
{
    unsigned  i, k, said, all;

    (void) data;

    for (i = 0; i < JURISDICTIONS; i++) {
        all = 0;

        for (k = 0; k < quick_n; k++) {
            said = (part->in[k][i / 64] >> i % 64 & 1 ? LN_SAID_IN : 0)
                   | (part->out[k][i / 64] >> i % 64 & 1 ? LN_SAID_OUT : 0);
            count(quick.ipv4[k], i, said, part->size[0]);
            count(quick.ipv6[k], i, said, part->size[1]);
            all |= (part->heard >> k & 1) ? said : 0;
        }

        count(quick.ipv4[MOST], i, all, part->size[0]);
        count(quick.ipv6[MOST], i, all, part->size[1]);
    }
}


/* How many bits of an address have to be the same for it to be in or out. */
static unsigned
bits_of(const prefix_t *p, const uint8_t *bytes, int *in)
{
    unsigned  i;

    for (i = 0; i < p->len; i++) {
        if ((p->bytes[i / 8] ^ bytes[i / 8]) >> (7 - i % 8) & 1) {
            *in = 0;
            return i + 1;
        }
    }

    *in = 1;

    return p->len;
}


/* The bits of the network of an address in a database of libmaxminddb's. */
static unsigned
netmask(MMDB_s *mmdb, unsigned family, const uint8_t *bytes)
{
    int                    error;
    struct sockaddr_in     four;
    struct sockaddr_in6    six;
    MMDB_lookup_result_s   result;

    if (family == 6 && mmdb->metadata.ip_version == 4) {
        return 0;
    }

    memset(&four, 0, sizeof(four));
    memset(&six, 0, sizeof(six));

    if (family == 4) {
        four.sin_family = AF_INET;
        memcpy(&four.sin_addr, bytes, 4);
        result = MMDB_lookup_sockaddr(mmdb, (struct sockaddr *) &four, &error);
        assert_int_equal(error, MMDB_SUCCESS);

        return mmdb->metadata.ip_version == 6
               ? result.netmask < 96 ? 0 : result.netmask - 96u
               : result.netmask;
    }

    six.sin6_family = AF_INET6;
    memcpy(&six.sin6_addr, bytes, 16);
    result = MMDB_lookup_sockaddr(mmdb, (struct sockaddr *) &six, &error);
    assert_int_equal(error, MMDB_SUCCESS);

    return result.netmask;
}


/* Adds 1 to the bits of an address before len.  Whether there is a next one. */
static int
next(uint8_t *bytes, unsigned len)
{
    while (len--) {
        bytes[len / 8] ^= 0x80 >> len % 8;

        if (bytes[len / 8] >> (7 - len % 8) & 1) {
            return 1;
        }
    }

    return 0;
}


static void
decide(const ln_decision_source_t *source, const ln_address_t *a,
    unsigned column, double sizes[MOST + 1][JURISDICTIONS][4], double size)
{
    unsigned        i;
    ln_location_t   l;
    ln_certainty_t  answers[JURISDICTIONS];
    ln_conflicts_t  conflicts;
    uint32_t        indices[LN_DATABASES];

    const ln_record_t  *records[LN_DATABASES];

    ln_database_find(source->databases, source->n, a, indices);
    ln_database_records(source->databases, source->n, indices, records);
    ln_decision_make(source, records,
                     ln_jurisdictions_networks(source->set, a), &l, answers,
                     &conflicts);

    for (i = 0; i < JURISDICTIONS; i++) {
        sizes[column][i][ln_conflicts_has(&conflicts, i) ? 3 : answers[i]]
            += size;
    }
}


static void
count_slowly(const ln_decision_source_t *source, MMDB_s *mmdbs,
    unsigned family, const prefix_t *prefixes, unsigned nprefixes,
    double sizes[MOST + 1][JURISDICTIONS][4], unsigned *networks)
{
    int                   in, skip;
    double                size;
    unsigned              i, len, bits;
    ln_address_t          a;
    ln_decision_source_t  one;

    memset(&a, 0, sizeof(ln_address_t));
    a.family = family;

    do {
        len = 0;
        skip = 0;

        for (i = 0; i < source->n; i++) {
            bits = netmask(&mmdbs[i], family, a.bytes);
            len = bits > len ? bits : len;
        }

        for (i = 0; i < nprefixes; i++) {
            if (prefixes[i].family == family) {
                bits = bits_of(&prefixes[i], a.bytes, &in);
                len = bits > len ? bits : len;

            } else if (family == 6 && prefixes[i].family == 0) {
                bits = bits_of(&prefixes[i], a.bytes, &in);
                len = bits > len ? bits : len;
                skip |= in;
            }
        }

        if (!skip) {
            size = ldexp(1, family == 4 ? 32 - (int) len : 64 - (int) len);
            decide(source, &a, MOST, sizes, size);

            for (i = 0; i < source->n; i++) {
                one = *source;
                one.databases += i;
                one.n = 1;
                decide(&one, &a, i, sizes, size);
            }

            (*networks)++;
        }

    } while (next(a.bytes, len));
}


static void
assert_same(double a[MOST + 1][JURISDICTIONS][4],
    double b[MOST + 1][JURISDICTIONS][4], double all)
{
    double    sum;
    unsigned  k, i, c;

    for (k = 0; k <= MOST; k++) {
        for (i = 0; i < JURISDICTIONS; i++) {
            sum = 0;

            for (c = 0; c < 4; c++) {
                if (fabs(a[k][i][c] - b[k][i][c]) > 1e-12 * all) {
                    fail_msg("database %u, jurisdiction %u, answer %u: "
                             "%f, not %f", k, i, c, a[k][i][c], b[k][i][c]);
                }

                sum += a[k][i][c];
            }

            assert_true(k < MOST && sum == 0 ? 1
                        : fabs(sum - all) <= 1e-4 * all);
        }
    }
}


static void
test_whole(void **state)
{
    unsigned               i, n, networks;
    ln_str_t               words[3];
    counts_t               slow;
    MMDB_s                 mmdbs[MOST];
    ln_database_t         *dbs[MOST];
    ln_jurisdiction_t     *j;
    ln_jurisdictions_t    *set;
    ln_decision_source_t   source;

    static const unsigned  fields[] = { ~0u, ~0u, ~0u, ~0u };

    static const char *const  names[MOST] = {
        "layouts/GeoIP2-City", "layouts/ip-location-db-country-ipv4",
        "City", "layouts/ip-location-db-country-ipv6"
    };

    static const char *const  terms[JURISDICTIONS][3] = {
        { "country", "GB", "RU" }, { "region", "GB-CAM", "UA-43" },
        { "network", "10.1.2.0/24", "2001:db8:1:2::/64" }
    };

    static const prefix_t  prefixes[] = {
        { 4, { 10, 1, 2 }, 24 },
        { 6, { 0x20, 0x01, 0x0d, 0xb8, 0, 1, 0, 2 }, 64 },
        { 0, { 0 }, 96 },
        { 0, { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff }, 96 },
        { 0, { 0, 0x64, 0xff, 0x9b }, 96 },
        { 0, { 0x20, 0x01 }, 32 },
        { 0, { 0x20, 0x02 }, 16 }
    };

    (void) state;

    set = ln_jurisdictions_create(&alloc, "/");

    for (i = 0; i < JURISDICTIONS; i++) {
        j = ln_jurisdiction_add(set, ln_str(terms[i][0]), &err);

        for (n = 0; n < 3; n++) {
            words[n] = ln_str(terms[i][n]);
        }

        assert_int_equal(ln_jurisdiction_term(j, words, 3, "f", 1, &err),
                         LN_OK);
    }

    assert_int_equal(ln_jurisdictions_end(set, &err), LN_OK);

    for (i = 0; i < MOST; i++) {
        dbs[i] = open_db(names[i]);
        assert_int_equal(MMDB_open(testdb(names[i]), MMDB_MODE_MMAP,
                                   &mmdbs[i]), MMDB_SUCCESS);
    }

    for (n = 1; n <= MOST; n++) {
        memset(&source, 0, sizeof(ln_decision_source_t));
        source.set = set;
        source.databases = dbs;
        source.fields = fields;
        source.n = n;

        memset(&quick, 0, sizeof(counts_t));
        memset(&slow, 0, sizeof(counts_t));
        quick_n = n;
        networks = 0;

        assert_int_equal(ln_compare(&source, heard, NULL), LN_OK);
        count_slowly(&source, mmdbs, 4, prefixes, 7, slow.ipv4, &networks);
        count_slowly(&source, mmdbs, 6, prefixes, 7, slow.ipv6, &networks);

        assert_in_range(networks, 100, 100000);
        assert_same(quick.ipv4, slow.ipv4, ldexp(1, 32));
        assert_same(quick.ipv6, slow.ipv6, ldexp(1, 64));
    }

    /* some of each answer was seen */

    for (i = 0; i < 4; i++) {
        assert_true(slow.ipv6[MOST][0][i] > 0);
    }

    assert_true(slow.ipv4[MOST][2][LN_IN] == 256);

    for (i = 0; i < MOST; i++) {
        ln_database_close(dbs[i]);
        MMDB_close(&mmdbs[i]);
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test_teardown(test_whole, arena_free)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
