#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/un.h>

#include <cmocka.h>

#include "geo/address/ln_address.h"
#include "geo/location/ln_country.h"
#include "geo/location/ln_location.h"
#include "../../exact.h"


static void
unwraps(const char *text, unsigned family, const char *bytes)
{
    ln_address_t  a;

    assert_int_equal(ln_address_parse(exact(text), &a), LN_OK);
    ln_address_unwrap(&a);
    assert_int_equal(a.family, family);
    assert_memory_equal(a.bytes, bytes, family == 4 ? 4 : 16);
}


static void
test_unwrap(void **state)
{
    (void) state;

    unwraps("127.0.0.11", 4, "\x7f\0\0\x0b");
    unwraps("::ffff:127.0.0.11", 4, "\x7f\0\0\x0b");
    unwraps("64:ff9b::7f00:b", 4, "\x7f\0\0\x0b");
    unwraps("2002:7f00:000b::1", 4, "\x7f\0\0\x0b");
    unwraps("2001:0:4136:e378:8000:63bf:80ff:fff4", 4, "\x7f\0\0\x0b");
    unwraps("2001:db8::1", 6, "\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\1");
    unwraps("::1", 6, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1");
}


static void
test_none(void **state)
{
    size_t               i;
    ln_address_t         a;
    struct sockaddr_un   un;
    struct sockaddr_in   sin;
    struct sockaddr_in6  sin6;

    static const char *const  texts[] = {
        "", "x", "1.2.3", "1.2.3.4:80", "[::1]", "1.2.3.4, 5.6.7.8",
        " 1.2.3.4", "fe80::1%lo", "1.2.3.256", "unknown",
        "1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa:bbbb"
    };

    (void) state;

    for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        a.family = 9;
        assert_int_equal(ln_address_parse(exact(texts[i]), &a), LN_DECLINED);
        assert_int_equal(a.family, 0);
    }

    ln_address_from_sockaddr(NULL, &a);
    assert_int_equal(a.family, 0);

    memset(&sin, 0, sizeof(sin));
    sin.sin_family = AF_INET;
    sin.sin_addr.s_addr = htonl(0x7f00000b);
    ln_address_from_sockaddr((struct sockaddr *) &sin, &a);
    assert_int_equal(a.family, 4);
    assert_memory_equal(a.bytes, "\x7f\0\0\x0b", 4);

    memset(&sin6, 0, sizeof(sin6));
    sin6.sin6_family = AF_INET6;
    sin6.sin6_addr.s6_addr[15] = 1;
    ln_address_from_sockaddr((struct sockaddr *) &sin6, &a);
    assert_int_equal(a.family, 6);
    assert_int_equal(a.bytes[15], 1);

    memset(&un, 0, sizeof(un));
    un.sun_family = AF_UNIX;
    a.family = 9;
    ln_address_from_sockaddr((struct sockaddr *) &un, &a);
    assert_int_equal(a.family, 0);
}


static void
test_codes(void **state)
{
    size_t         n;
    ln_location_t  l;

    (void) state;

    assert_int_equal(ln_location_from_code(exact("ru"), &l), LN_OK);
    assert_string_equal(l.country, "RU");
    assert_int_equal(l.nregions, 0);
    assert_int_equal(ln_location_from_code(exact("UA-43"), &l), LN_OK);
    assert_string_equal(l.country, "UA");
    assert_string_equal(l.regions[0], "UA-43");
    assert_int_equal(ln_location_from_code(exact("XX"), &l), LN_DECLINED);
    assert_int_equal(ln_location_from_code(exact("T1"), &l), LN_DECLINED);
    assert_int_equal(ln_location_from_code(exact("RU-XXX"), &l), LN_DECLINED);
    assert_int_equal(ln_location_from_code(exact(""), &l), LN_DECLINED);
    assert_int_equal(l.located, 0);

    assert_string_equal(ln_country_suggest(exact("UK")), "GB");
    assert_string_equal(ln_country_suggest(exact("ru")), "RU");
    assert_string_equal(ln_country_suggest(exact("KAZ")), "KZ");
    assert_null(ln_country_suggest(exact("QQ")));
    assert_string_equal(ln_region_suggest(ln_str("UA-9")), "UA-09");
    assert_string_equal(ln_region_suggest(ln_str("ru-mow")), "RU-MOW");

    for (n = 0; ln_country_group(exact("EU"))[n]; n++) {
        assert_true(ln_country_known(exact(
                                      ln_country_group(exact("EU"))[n])));
    }

    assert_int_equal(n, 27);

    for (n = 0; ln_country_group(exact("EEA"))[n]; n++) { /* void */ }

    assert_int_equal(n, 30);
    assert_null(ln_country_group(exact("NATO")));
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_unwrap),
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_codes)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
