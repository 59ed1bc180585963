/* Vary, and what of a reader the variables of nginx hold. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "field/ln_vary.h"
#include "hostile.h"


static void
test_refuses(void **state)
{
    unsigned  i;

    static const struct {
        const char  *name;
        const char  *expected;
    } cases[] = {
        { "", "a header name is expected" },
        { "$http_x", "name the header, not the variable, as in \"X-Country\"" },
        { "X$", "name the header, not the variable, as in \"X-Country\"" },
        { "*", "to have nothing stored say \"legal_cache no-store\"" },
        { "A,B", "name each header by itself, without commas" },
        { "A B", "a header name is expected, as in \"X-Country\"" },
        { "A:", "a header name is expected, as in \"X-Country\"" },
        { "\xd0\x90", "a header name is expected, as in \"X-Country\"" }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_string_equal(ln_vary_refuses(exact(cases[i].name)),
                            cases[i].expected);
    }

    assert_null(ln_vary_refuses(exact("X-Country")));
    assert_null(ln_vary_refuses(exact("**")));
}


static void
test_lacks(void **state)
{
    unsigned  i;

    static const struct {
        const char  *vary;
        const char  *variable;
        int          lacks;
    } cases[] = {
        { "X-Country", "http_x_country", 0 },
        { "x-country", "HTTP_X_Country", 0 },
        { "A, X-Country", "http_x_country", 0 },
        { "X-Country, A", "http_x_country", 0 },
        { "X_Country", "http_x_country", 0 },
        { "X-Country", "http_x_countr", 1 },
        { "X-Country", "http_x_country2", 1 },
        { "X-Country", "http_country", 1 },
        { "X-Country", "http_y_country", 1 },
        { "X-Country", "http_x1country", 1 },
        { "X1Country", "http_x_country", 1 },
        { "X-Country", "http_", 0 },
        { "X-Country", "http_host", 0 },
        { "X-Country", "host", 0 },
        { "X-Country", "", 0 },
        { "X-Country", "legal_country_text", 0 },
        { "X-Country", "cookie_name", 1 },
        { "Cookie", "cookie_name", 0 },
        { "X-Country", "remote_user", 1 },
        { "Authorization", "remote_user", 0 },
        { "Authorization", "Remote_Addr", 1 },
        { "Authorization", "remote_user2", 1 },
        { "Authorization", "remote", 0 },
        { "X-Country", "request_id", 1 },
        { "X-Country", "request_id2", 0 },
        { "X-Country", "request_uri", 0 },
        { "User-Agent", "msie", 0 },
        { "X-Country", "msie", 1 },
        { "X-Country", "geoip_city", 1 },
        { "Set-Cookie", "sent_http_set_cookie", 1 },
        { "X-Country", "upstream_cookie_a", 1 },
        { "X-Country", "connection_requests", 1 },
        { "", "http_x", 1 }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(ln_vary_lacks(exact(cases[i].vary),
                                       exact(cases[i].variable)),
                         cases[i].lacks);
    }
}


/* The variables of a text, each in brackets. */

static const char *
variables(ln_str_t text)
{
    size_t                n;
    ln_str_t              name;
    const unsigned char  *end;

    static char  out[512];

    end = text.data + text.len;
    n = 0;
    out[0] = '\0';

    while (ln_vary_variable_next(&text, &name) == LN_OK) {
        assert_ptr_equal(text.data + text.len, end);
        assert_ptr_equal(name.data + name.len, text.data);
        n += snprintf(out + n, sizeof(out) - n, "[%.*s]", (int) name.len,
                      (const char *) name.data);
    }

    return out;
}


static void
test_variables(void **state)
{
    ln_str_t  none = { 0, NULL };

    (void) state;

    assert_string_equal(variables(none), "");
    assert_string_equal(variables(exact("plain")), "");
    assert_string_equal(variables(exact("$a")), "[a]");
    assert_string_equal(variables(exact("x${a_1}b$C-d")), "[a_1][C]");
    assert_string_equal(variables(exact("$$a$")), "[][a][]");
    assert_string_equal(variables(exact("${")), "[]");
    assert_string_equal(variables(exact("{$a}")), "[a]");
}


static void
check(ln_str_t text)
{
    (void) variables(text);
    (void) ln_vary_refuses(text);
    (void) ln_vary_lacks(text, text);
    (void) ln_vary_lacks(text, ln_str("http_x_country"));
    (void) ln_vary_lacks(ln_str("X-Country"), text);
}


static void
test_prefixes(void **state)
{
    size_t    n;
    ln_str_t  text;

    (void) state;

    text = ln_str("http_x_country, \"X,\", ${cookie_a}$remote_user, *");

    for (n = 0; n <= text.len; n++) {
        check(exact_bytes(text.data, n));
    }
}


static void
test_places(void **state)
{
    unsigned  i;

    static const char *const  tell[] = {
        "*", "X-Country", "CF-IPCountry", "cloudfront-viewer-country",
        "Accept-Encoding, X-Country", "X-Country,Cookie", "X-Forwarded-For",
        "Acceptance", "X", "Cookies"
    };

    static const char *const  silent[] = {
        "", ",", " , ,", "Accept-Encoding", "accept-encoding", "Accept",
        "Accept, Accept-Language,User-Agent", "Origin", "Cookie",
        "Authorization", "Sec-Fetch-Dest, Sec-CH-UA-Mobile",
        "HX-Request", "X-Requested-With", "X-Forwarded-Proto"
    };

    (void) state;

    for (i = 0; i < sizeof(tell) / sizeof(tell[0]); i++) {
        assert_true(ln_vary_tells_places(exact(tell[i])));
    }

    for (i = 0; i < sizeof(silent) / sizeof(silent[0]); i++) {
        assert_false(ln_vary_tells_places(exact(silent[i])));
    }
}


static void
test_random(void **state)
{
    static const char *const  words[] = {
        "http_", "remote_", "$", "{", "}", "X-", "x_", ", ", "\"", "*", "a"
    };

    (void) state;

    hostile_words(words, sizeof(words) / sizeof(words[0]), 0, check);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_refuses),
        cmocka_unit_test(test_lacks),
        cmocka_unit_test(test_variables),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_prefixes),
        cmocka_unit_test(test_random)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
