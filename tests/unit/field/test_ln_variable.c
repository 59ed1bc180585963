/* When nginx's variables are known. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "field/ln_variable.h"
#include "../exact.h"


static void
known(const char *name, ln_variable_t expected)
{
    if (ln_variable(exact(name)) != expected) {
        fail_msg("$%s is not %d", name, expected);
    }
}


static void
test_known(void **state)
{
    (void) state;

    known("arg_a", LN_VARIABLE_REQUEST);
    known("HTTP_X_PLAN", LN_VARIABLE_REQUEST);
    known("cookie_a", LN_VARIABLE_REQUEST);
    known("uri", LN_VARIABLE_REQUEST);
    known("legal_country", LN_VARIABLE_REQUEST);
    known("upstream_http_x_legal", LN_VARIABLE_RESPONSE);
    known("upstream_cookie_a", LN_VARIABLE_RESPONSE);
    known("upstream_cache_status", LN_VARIABLE_RESPONSE);
    known("sent_http_x", LN_VARIABLE_RESPONSE);
    known("status", LN_VARIABLE_RESPONSE);
    known("upstream_trailer_x", LN_VARIABLE_BODY);
    known("upstream_response_time", LN_VARIABLE_BODY);
    known("sent_trailer_x", LN_VARIABLE_BODY);
    known("bytes_sent", LN_VARIABLE_BODY);
    known("legal_notices", LN_VARIABLE_VERDICT);
    known("legal_variant", LN_VARIABLE_VERDICT);
    known("", LN_VARIABLE_UNKNOWN);
    known("urix", LN_VARIABLE_UNKNOWN);
    known("ur", LN_VARIABLE_UNKNOWN);
    known("is_legal", LN_VARIABLE_UNKNOWN);
    known("status_x", LN_VARIABLE_UNKNOWN);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_known)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
