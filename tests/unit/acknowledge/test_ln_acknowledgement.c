/* Acknowledgements: good for what they say, and for nothing else. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "acknowledge/ln_acknowledgement.h"
#include "../chance.h"
#include "../exact.h"


#define DIGEST                                                                \
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

#define NOW   1796000000LL
#define DAY   86400LL


static ln_keys_t  keys;


static ln_acknowledged_t
what(const char *rule, const char *digest, const char *host)
{
    ln_acknowledged_t  w;

    w.rule = ln_str(rule);
    w.digest = ln_str(digest);
    w.host = ln_str(host);

    return w;
}


static int
good(const char *rule, const char *digest, const char *host, const void *value,
    size_t len, int64_t now)
{
    ln_acknowledged_t  w;

    w = what(rule, digest, host);

    return ln_acknowledgement_good(&keys, LN_ACKNOWLEDGEMENT_COOKIE, &w,
                                   exact_bytes(value, len), now, 30 * DAY);
}


static void
make(unsigned char *out)
{
    ln_acknowledged_t  w;

    w = what("gate", DIGEST, "a.example");
    assert_int_equal(ln_acknowledgement_make(&keys, LN_ACKNOWLEDGEMENT_COOKIE,
                                             &w, NOW + DAY, out), LN_OK);
}


static void
test_good(void **state)
{
    size_t             i;
    unsigned char      value[LN_ACKNOWLEDGEMENT_LEN + 1];
    ln_acknowledged_t  w;

    (void) state;

    make(value);
    value[LN_ACKNOWLEDGEMENT_LEN] = '0';
    assert_memory_equal(value, "1796086400.", 11);

#define GOOD(rule, digest, host, len, now)                                    \
    good(rule, digest, host, value, len, now)

    assert_true(GOOD("gate", DIGEST, "a.example", LN_ACKNOWLEDGEMENT_LEN,
                     NOW));

    /* not for another restriction, text or host */

    assert_false(GOOD("gat", DIGEST, "a.example", LN_ACKNOWLEDGEMENT_LEN,
                      NOW));
    assert_false(GOOD("gate2", DIGEST, "a.example", LN_ACKNOWLEDGEMENT_LEN,
                      NOW));
    assert_false(GOOD("gate", "8" DIGEST, "a.example", LN_ACKNOWLEDGEMENT_LEN,
                      NOW));
    assert_false(GOOD("gate", DIGEST, "b.example", LN_ACKNOWLEDGEMENT_LEN,
                      NOW));
    assert_false(GOOD("gate", DIGEST, "", LN_ACKNOWLEDGEMENT_LEN, NOW));
    assert_false(GOOD("gate\n" DIGEST, "", "a.example",
                      LN_ACKNOWLEDGEMENT_LEN, NOW));

    /* no form is a cookie */

    w = what("gate", DIGEST, "a.example");
    assert_false(ln_acknowledgement_good(&keys, LN_ACKNOWLEDGEMENT_FORM, &w,
                                         exact_bytes(value,
                                                     LN_ACKNOWLEDGEMENT_LEN),
                                         NOW, 30 * DAY));

    /* until its time, and not after it */

    assert_true(GOOD("gate", DIGEST, "a.example", LN_ACKNOWLEDGEMENT_LEN,
                     NOW + DAY - 1));
    assert_false(GOOD("gate", DIGEST, "a.example", LN_ACKNOWLEDGEMENT_LEN,
                      NOW + DAY));
    assert_false(GOOD("gate", DIGEST, "a.example", LN_ACKNOWLEDGEMENT_LEN,
                      NOW + 400 * DAY));

    /* an hour is all that a clock may be behind */

    assert_true(GOOD("gate", DIGEST, "a.example", LN_ACKNOWLEDGEMENT_LEN,
                     NOW - 29 * DAY - 3600));
    assert_false(GOOD("gate", DIGEST, "a.example", LN_ACKNOWLEDGEMENT_LEN,
                      NOW - 29 * DAY - 3601));

    /* whole, and as it was made: each byte counts */

    for (i = 0; i < LN_ACKNOWLEDGEMENT_LEN; i++) {
        assert_false(GOOD("gate", DIGEST, "a.example", i, NOW));
    }

    assert_false(GOOD("gate", DIGEST, "a.example", LN_ACKNOWLEDGEMENT_LEN + 1,
                      NOW));

    for (i = 0; i < 8 * LN_ACKNOWLEDGEMENT_LEN; i++) {
        value[i / 8] ^= 1 << (i % 8);
        assert_false(GOOD("gate", DIGEST, "a.example", LN_ACKNOWLEDGEMENT_LEN,
                          NOW));
        value[i / 8] ^= 1 << (i % 8);
    }

    assert_true(GOOD("gate", DIGEST, "a.example", LN_ACKNOWLEDGEMENT_LEN,
                     NOW));

    assert_false(good("gate", DIGEST, "a.example", "", 0, NOW));
}


/* The first key signs; each is taken. */

static void
test_keys(void **state)
{
    ln_keys_t          other;
    unsigned char      value[LN_ACKNOWLEDGEMENT_LEN];
    ln_acknowledged_t  w;

    (void) state;

    make(value);
    w = what("gate", DIGEST, "a.example");

#define TAKEN(k)                                                              \
    ln_acknowledgement_good(&(k), LN_ACKNOWLEDGEMENT_COOKIE, &w,              \
                            exact_bytes(value, sizeof(value)), NOW, 30 * DAY)

    other.n = 1;
    other.keys[0] = keys.keys[1];
    assert_false(TAKEN(other));

    other.n = 2;
    other.keys[1] = keys.keys[0];
    assert_true(TAKEN(other));

    other.n = 0;
    assert_false(TAKEN(other));
    assert_int_equal(ln_acknowledgement_make(&other,
                                             LN_ACKNOWLEDGEMENT_COOKIE, &w,
                                             NOW, value), LN_ERROR);
}


/* Those of an hour are the same, and none lasts longer. */

static void
test_expiry(void **state)
{
    unsigned  n;
    int64_t   now, lasts, expiry, step;

    (void) state;

    assert_int_equal(ln_acknowledgement_expiry(7199, 30 * DAY),
                     3600 + 30 * DAY);
    assert_int_equal(ln_acknowledgement_expiry(7200, 30 * DAY),
                     7200 + 30 * DAY);
    assert_int_equal(ln_acknowledgement_expiry(7199, DAY), 3600 + DAY);
    assert_int_equal(ln_acknowledgement_expiry(7199, 3600), 7050 + 3600);
    assert_int_equal(ln_acknowledgement_expiry(7199, 47), 7199 + 47);
    assert_int_equal(ln_acknowledgement_expiry(7199, 48), 7198 + 48);
    assert_int_equal(ln_acknowledgement_expiry(7199, 1), 7200);

    for (n = 0; n < 20000; n++) {
        lasts = 1 + chance(n % 2 ? 200000 : 40000000);
        now = NOW + chance(1000000);
        expiry = ln_acknowledgement_expiry(now, lasts);
        step = lasts / 24 < 3600 ? lasts / 24 : 3600;

        assert_true(expiry <= now + lasts);
        assert_true(expiry > now + lasts - (step ? step : 1));
    }
}


static void
test_limits(void **state)
{
    char               host[LN_ACKNOWLEDGED_MAX + 1];
    size_t             len;
    unsigned char      value[LN_ACKNOWLEDGEMENT_LEN];
    ln_acknowledged_t  w;

    (void) state;

    memset(host, 'h', sizeof(host));

    for (len = 0; len < sizeof(host); len++) {
        w = what("gate", DIGEST, "");
        w.host = exact_bytes(host, len);

        assert_int_equal(ln_acknowledgement_make(&keys,
                                                 LN_ACKNOWLEDGEMENT_COOKIE,
                                                 &w, NOW, value),
                         4 + 64 + len < LN_ACKNOWLEDGED_MAX - 32 ? LN_OK
                                                                 : LN_ERROR);
    }

    w = what("gate", DIGEST, "a");
    assert_int_equal(ln_acknowledgement_make(&keys, LN_ACKNOWLEDGEMENT_COOKIE,
                                             &w, 9999999999LL, value), LN_OK);
    assert_int_equal(ln_acknowledgement_make(&keys, LN_ACKNOWLEDGEMENT_COOKIE,
                                             &w, 10000000000LL, value),
                     LN_ERROR);
    assert_int_equal(ln_acknowledgement_make(&keys, LN_ACKNOWLEDGEMENT_COOKIE,
                                             &w, -1, value), LN_ERROR);
}


int
main(void)
{
    int  failed;

    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_good),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_expiry),
        cmocka_unit_test(test_limits)
    };

    keys.keys[0] = ln_key_create(ln_str("one"));
    keys.keys[1] = ln_key_create(ln_str("two"));
    keys.n = 2;

    failed = cmocka_run_group_tests(tests, NULL, NULL);

    ln_key_free(keys.keys[0]);
    ln_key_free(keys.keys[1]);

    return failed;
}
