/* No address stays on the stack of who looks it up. */

#define _GNU_SOURCE

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <ucontext.h>
#include <cmocka.h>

#include "geo/address/ln_network.h"
#include "geo/jurisdiction/ln_decision_cache.h"
#include "ln_wipe.h"
#include "../../arena.h"
#include "../databases.h"


#if defined(__SANITIZE_ADDRESS__)
#define SPILLS  1                       /* what it has, wherever it likes */
#else
#define SPILLS  0
#endif


/* What a decision runs on, so that it can be looked at afterwards. */
static unsigned char         stack[262144];
static ucontext_t            outside, inside;
static const char           *reader_text;
static ln_address_t          reader;
static ln_network_t          reader_network;
static ln_location_t         reader_location;
static ln_certainty_t        reader_answers[1];
static ln_conflicts_t        reader_conflicts;
static unsigned              reader_fields = ~0u;
static ln_decision_source_t  reader_source;


/* As a reader is located, whose address comes and goes elsewhere. */
static void
located(void)
{
    (void) ln_address_parse(ln_str(reader_text), &reader);
    (void) ln_network_find(&reader_network, 1, &reader);

    ln_decision_cache_decide(NULL, &reader_source, &reader, &reader_location,
                             reader_answers, &reader_conflicts);
    ln_wipe_stack();
}


/* Someone who leaves an address behind. */
__attribute__((noinline))
static void
careless(unsigned deep)
{
    volatile unsigned char  copy[16];
    unsigned                i;

    for (i = 0; i < 16; i++) {
        copy[i] = reader.bytes[i];
    }

    if (deep) {
        careless(deep - 1);
    }

    (void) copy[0];
}


static void
left(void)
{
    (void) ln_address_parse(ln_str(reader_text), &reader);
    careless(8);
}


static void
left_and_wiped(void)
{
    (void) ln_address_parse(ln_str(reader_text), &reader);
    careless(8);
    ln_wipe_stack();
}


/* Whether the reader's address is somewhere on the stack that ran has left. */
static int
found(void (*run)(void))
{
    int            f;
    size_t         k, len;
    ln_address_t   a;
    unsigned char  reversed[16];

    memset(stack, 0, sizeof(stack));

    assert_int_equal(getcontext(&inside), 0);
    inside.uc_stack.ss_sp = stack;
    inside.uc_stack.ss_size = sizeof(stack);
    inside.uc_link = &outside;
    makecontext(&inside, run, 0);
    assert_int_equal(swapcontext(&outside, &inside), 0);

    f = memmem(stack, sizeof(stack), reader_text, strlen(reader_text)) != NULL;

    /* as it came, and unwrapped */

    for (a = reader; /* void */ ; ln_address_unwrap(&a)) {
        len = a.family == 4 ? 4 : 8;

        for (k = 0; k < len; k++) {
            reversed[k] = a.bytes[len - 1 - k];
        }

        /* the first bytes of a mapped address are zeros */

        if (a.bytes[0]) {
            f |= memmem(stack, sizeof(stack), a.bytes, len) != NULL;
            f |= memmem(stack, sizeof(stack), reversed, len) != NULL;
        }

        if (a.family == 4 || a.bytes[0]) {
            break;
        }
    }

    return f;
}


/*
 * Nobody finds an address in a worker's memory once its request is answered,
 * whatever compiler and optimization made of the functions that had it.
 */
static void
test_wiped(void **state)
{
    size_t               i;
    ln_str_t             words[2];
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
    assert_int_equal(ln_network_parse(words[1], &reader_network, &err), LN_OK);

    reader_source.set = set;
    reader_source.databases = &db;
    reader_source.fields = &reader_fields;
    reader_source.n = 1;

    for (i = 0; i < sizeof(addresses) / sizeof(addresses[0]); i++) {
        reader_text = addresses[i];

        assert_false(found(located));
        assert_int_equal(reader_answers[0], i < 2 ? LN_IN : LN_OUT);

        /* the test would see it */

        if (i != 1) {
            assert_true(found(left));
        }

        assert_false(found(left_and_wiped));
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
        (void) puts("1..0 # SKIP under ASan");
        return 0;
    }

    return cmocka_run_group_tests(tests, NULL, NULL);
}
