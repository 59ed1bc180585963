#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/un.h>

#include <cmocka.h>

#include "geo/address/ln_address.h"
#include "geo/address/ln_carrier.h"
#include "../../chance.h"
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
    unwraps("::", 6, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
    unwraps("::127.0.0.11", 4, "\x7f\0\0\x0b");
    unwraps("::2", 4, "\0\0\0\2");
    unwraps("::1:0:0", 6, "\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\0");
}


/* What carries an IPv4 address is what is unwrapped, network by network. */
static void
test_carrier(void **state)
{
    int            carries, yes, no;
    unsigned       i, k, len, at;
    ln_address_t   a, b;

    static const unsigned char  own[15];

    static const char *const  starts[] = {
        "::", "::fffe:0:0", "::ffff:0:0", "::ffff:ffff:ffff", "64:ff9b::",
        "64:ff9b::1:0:0", "64:ff9a:ffff::", "2001::", "2001:1::", "2002::",
        "2001:ffff::", "2003::", "2000::", "fe80::", "::1:0:0"
    };

    (void) state;

    for (i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
        for (len = 0; len <= 128; len++) {
            yes = no = 0;
            assert_int_equal(ln_address_parse(exact(starts[i]), &a), LN_OK);

            for (k = len; k < 128; k++) {
                a.bytes[k / 8] &= (unsigned char) ~(0x80 >> k % 8);
            }

            /* the network's first address, its last, and some between */

            for (k = 0; k < 200; k++) {
                b = a;

                for (at = len; at < 128; at++) {
                    b.bytes[at / 8] |= (unsigned char)
                                       ((k == 1 || (k > 1 && chance(2)))
                                        << (7 - at % 8));
                }

                /* its first bits may be those of a smaller network */

                for (at = len; k > 100 && at < len + k - 100 && at < 128;
                     at++)
                {
                    b.bytes[at / 8] &= (unsigned char) ~(0x80 >> at % 8);
                }

                carries = ln_carrier(b.bytes, 128);
                ln_address_unwrap(&b);

                if (memcmp(b.bytes, own, 15) == 0 && b.bytes[15] <= 1) {
                    continue;           /* :: and ::1 */
                }

                assert_int_equal(carries, b.family == 4);
                yes |= b.family == 4;
                no |= b.family == 6;
            }

            carries = ln_carrier(a.bytes, len);
            assert_true(carries == 1 ? !no : carries == 0 ? !yes : 1);
            assert_true(yes && no ? carries == -1 : 1);
        }
    }
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


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_unwrap),
        cmocka_unit_test(test_carrier),
        cmocka_unit_test(test_none)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
