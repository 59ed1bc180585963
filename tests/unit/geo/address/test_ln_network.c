/* Networks: each length of a prefix, sets of them, and what is none. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <arpa/inet.h>
#include <cmocka.h>

#include "geo/address/ln_network.h"
#include "../../exact.h"


static ln_error_t  err;


static ln_network_t
network(const char *text)
{
    ln_network_t  n;

    memset(&err, 0, sizeof(ln_error_t));

    if (ln_network_parse(exact(text), &n, &err) != LN_OK) {
        fail_msg("%s", err.text);
    }

    return n;
}


/* The first and the last address of each, and one that is not its first. */
static void
test_lengths(void **state)
{
    char           text[80], ip[INET6_ADDRSTRLEN];
    unsigned       k, i, n, length;
    ln_network_t   got;
    unsigned char  first[16], last[16];

    static const struct {
        int            family;
        unsigned       bits;
        const char    *address;
        unsigned char  before[12];
    } families[] = {
        { AF_INET, 32, "171.205.239.181",
          { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff } },
        { AF_INET6, 128, "9abc:def1:9abc:def1:9abc:def1:9abc:def1", { 0 } }
    };

    (void) state;

    for (k = 0; k < 2; k++) {
        n = families[k].bits;

        /* ::/0 is refused: see test_errors() */

        for (length = (n == 128); length <= n; length++) {
            assert_int_equal(inet_pton(families[k].family,
                                       families[k].address, first), 1);

            memcpy(last, first, 16);

            for (i = length; i < n; i++) {
                first[i / 8] &= (unsigned char) ~(0x80 >> i % 8);
                last[i / 8] |= 0x80 >> i % 8;
            }

            (void) inet_ntop(families[k].family, first, ip, sizeof(ip));
            (void) snprintf(text, sizeof(text), "%s/%u", ip, length);
            got = network(text);

            i = 16 - n / 8;
            assert_memory_equal(got.first, families[k].before, i);
            assert_memory_equal(got.last, families[k].before, i);
            assert_memory_equal(got.first + i, first, n / 8);
            assert_memory_equal(got.last + i, last, n / 8);

            /* of each longer prefix the last bit is set */

            (void) inet_ntop(families[k].family, last, ip, sizeof(ip));
            (void) snprintf(text, sizeof(text), "%s/%u", ip, length);
            assert_int_equal(ln_network_parse(exact(text), &got, &err),
                             length == n ? LN_OK : LN_ERROR);
        }
    }

    got = network("192.0.2.1");
    assert_memory_equal(got.first, got.last, 16);
    assert_int_equal(got.first[15], 1);
}


static void
test_errors(void **state)
{
    size_t        i;
    ln_network_t  n;

    static const struct {
        const char  *text;
        const char  *says;
    } cases[] = {
        { "", "a CIDR like" },
        { "/8", "a CIDR like" },
        { "10.0.0/8", "a CIDR like" },
        { "10.0.0.0/", "0 to 32 is expected" },
        { "10.0.0.0/33", "0 to 32 is expected" },
        { "10.0.0.0/0008", "0 to 32 is expected" },
        { "10.0.0.0/-8", "0 to 32 is expected" },
        { "10.0.0.0/8/8", "0 to 32 is expected" },
        { "10.0.0.0/:", "0 to 32 is expected" },
        { "10.0.0.0/8:", "0 to 32 is expected" },
        { "2001:db8::/129", "0 to 128 is expected" },
        { "2001:db8::/999", "0 to 128 is expected" },
        { "2001:db8::/1280", "0 to 128 is expected" },
        { "2001:db8::/4294967296", "0 to 128 is expected" },
        { "10.0.0.1/31", "bits set beyond" },
        { "10.0.0.0/6", "bits set beyond" },
        { "2001:db8::1/127", "bits set beyond" },
        { "::/0", "would hold all of IPv4, too" },
        { "::/64", "for all of IPv6 write" },
        { "::/80", "for all of IPv4" }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        memset(&err, 0, sizeof(ln_error_t));

        if (ln_network_parse(exact(cases[i].text), &n, &err) != LN_ERROR
            || strstr(err.text, cases[i].says) == NULL)
        {
            fail_msg("\"%s\" says \"%s\"", cases[i].text, err.text);
        }
    }
}


static int
has(const ln_network_t *networks, unsigned n, const char *ip)
{
    ln_address_t  address;

    (void) ln_address_parse(exact(ip), &address);

    return ln_network_find(networks, n, &address);
}


/* IPv6 networks that hold nobody, as their addresses count as IPv4. */
static void
test_carries(void **state)
{
    size_t        i;
    ln_network_t  n;

    static const struct {
        const char  *text;
        int          carries;
    } cases[] = {
        { "2002::/16", 1 }, { "2002:7f00:b::/48", 1 }, { "2001::/32", 1 },
        { "64:ff9b::/96", 1 }, { "::10.0.0.0/104", 1 }, { "::2", 1 },
        { "::1", 0 }, { "::", 0 }, { "::/127", 0 }, { "::/96", 1 },
        { "10.0.0.0/8", 0 }, { "::ffff:10.0.0.0/104", 0 }, { "2000::/3", 0 },
        { "2001::/31", 0 }, { "2001:1::/32", 0 }, { "2003::/16", 0 },
        { "2001:db8::1", 0 }, { "64:ff9b:1::/48", 0 }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        n = network(cases[i].text);

        if (ln_network_carries(&n) != cases[i].carries) {
            fail_msg("%s", cases[i].text);
        }
    }
}


/* Those that overlap, touch, stand in one another, and stand alone. */
static void
test_sets(void **state)
{
    size_t        i;
    unsigned      n;
    ln_network_t  set[8];

    static const char *const  in[] = {
        "10.0.0.0", "10.255.255.255", "11.0.0.0", "11.0.0.255", "9.9.9.9",
        "::ffff:10.1.2.3", "::10.1.2.3", "2001:db8::", "2001:db8::1",
        "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "255.255.255.255"
    };

    static const char *const  out[] = {
        "9.255.255.255", "11.0.1.0", "9.9.9.8", "9.9.9.10", "2001:db9::",
        "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "255.255.255.254",
        "::11.1.2.3", "0.0.0.0", "::", ""
    };

    (void) state;

    set[0] = network("11.0.0.0/24");
    set[1] = network("10.2.0.0/16");
    set[2] = network("2001:db8::/32");
    set[3] = network("10.0.0.0/8");
    set[4] = network("255.255.255.255");
    set[5] = network("2001:db8::/64");
    set[6] = network("9.9.9.9");
    set[7] = network("10.0.0.0/9");

    n = ln_network_sort(set, 8);
    assert_int_equal(n, 5);

    for (i = 0; i < sizeof(in) / sizeof(in[0]); i++) {
        if (!has(set, n, in[i])) {
            fail_msg("%s is out", in[i]);
        }
    }

    for (i = 0; i < sizeof(out) / sizeof(out[0]); i++) {
        if (has(set, n, out[i])) {
            fail_msg("%s is in", out[i]);
        }
    }

    assert_int_equal(ln_network_sort(set, 0), 0);
    assert_false(has(set, 0, "10.0.0.0"));
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_lengths),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_carries),
        cmocka_unit_test(test_sets)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
