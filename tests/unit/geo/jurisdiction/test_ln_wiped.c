/* No address stays on the stack of who looks it up. */

#define _GNU_SOURCE

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <ucontext.h>
#include <cmocka.h>

#include "geo/jurisdiction/ln_decision_cache.h"
#include "../../arena.h"
#include "../databases.h"


#if defined(__SANITIZE_ADDRESS__) || !defined(__OPTIMIZE__)
#define SPILLS  1                       /* what it computes, onto the stack */
#else
#define SPILLS  0
#endif


/* What a decision runs on, so that it can be looked at afterwards. */
static unsigned char         stack[262144];
static ucontext_t            outside, inside;
static ln_address_t          reader;
static ln_location_t         reader_location;
static ln_certainty_t        reader_answers[1];
static ln_conflicts_t        reader_conflicts;
static unsigned              reader_fields = ~0u;
static ln_decision_source_t  reader_source;


static void
on_stack(void)
{
    ln_decision_cache_decide(NULL, &reader_source, &reader, &reader_location,
                             reader_answers, &reader_conflicts);
}


/* Nobody finds an address in a worker's memory once its request is answered. */
static void
test_wiped(void **state)
{
    size_t               i, k, len;
    ln_str_t             words[2];
    unsigned char        reversed[16];
    ln_database_t       *db;
    ln_jurisdiction_t   *j;
    ln_jurisdictions_t  *set;

    static const char *const  addresses[] = {
        "10.1.2.77", "::ffff:10.1.2.77",
        "2001:db8:1234:5678:9abc:def0:1357:2468"
    };

    (void) state;

    db = open_db("layouts/GeoIP2-City");
    set = ln_jurisdictions_create(&alloc, "/");
    j = ln_jurisdiction_add(set, ln_str("a"), &err);
    words[0] = ln_str("network");
    words[1] = ln_str("10.1.2.0/24");
    assert_int_equal(ln_jurisdiction_term(j, words, 2, "f", 1, &err), LN_OK);
    assert_int_equal(ln_jurisdictions_end(set, &err), LN_OK);

    reader_source.set = set;
    reader_source.databases = &db;
    reader_source.fields = &reader_fields;
    reader_source.n = 1;

    for (i = 0; i < sizeof(addresses) / sizeof(addresses[0]); i++) {
        assert_int_equal(ln_address_parse(ln_str(addresses[i]), &reader),
                         LN_OK);
        memset(stack, 0, sizeof(stack));

        assert_int_equal(getcontext(&inside), 0);
        inside.uc_stack.ss_sp = stack;
        inside.uc_stack.ss_size = sizeof(stack);
        inside.uc_link = &outside;
        makecontext(&inside, on_stack, 0);
        assert_int_equal(swapcontext(&outside, &inside), 0);

        assert_int_equal(reader_answers[0], reader.family == 4 || i == 1
                                            ? LN_IN : LN_OUT);
        ln_address_unwrap(&reader);
        len = reader.family == 4 ? 4 : 8;

        for (k = 0; k < len; k++) {
            reversed[k] = reader.bytes[len - 1 - k];
        }

        assert_null(memmem(stack, sizeof(stack), reader.bytes, len));
        assert_null(memmem(stack, sizeof(stack), reversed, len));
    }

    (void) arena_free(NULL);

    ln_database_close(db);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_wiped)
    };

    if (SPILLS) {
        (void) puts("1..0 # SKIP without optimization, or under ASan");
        return 0;
    }

    return cmocka_run_group_tests(tests, NULL, NULL);
}
