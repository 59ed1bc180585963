/* Memory by the megabyte: zeroed, aligned where it is much, and given back. */

#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/mman.h>

#include <cmocka.h>

#include "ln_large.h"


#define MB  ((size_t) 1024 * 1024)


static const size_t  sizes[] = {
    0, 1, 4096, 2 * MB, 4 * MB - 1, 4 * MB, 4 * MB + 1, 9 * MB, 10 * MB
};


/* Bytes that the program has mapped, without an emulator's own. */
static unsigned long
mapped(void)
{
    FILE           *f;
    char            line[8192];
    unsigned long   from, to, sum;

    f = fopen("/proc/self/maps", "r");
    assert_non_null(f);

    for (sum = 0; fgets(line, sizeof(line), f) != NULL; sum += to - from) {
        assert_int_equal(sscanf(line, "%lx-%lx", &from, &to), 2);
    }

    (void) fclose(f);

    return sum;
}


static void
test_sizes(void **state)
{
    size_t          i, k;
    unsigned char  *p;

    (void) state;

    for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        p = ln_large_alloc(sizes[i]);
        assert_non_null(p);

        for (k = 0; k < sizes[i]; k++) {
            if (p[k]) {
                fail_msg("%lu bytes: not zeroed", (unsigned long) sizes[i]);
            }
        }

        memset(p, 1, sizes[i]);

        if (sizes[i] >= 4 * MB) {
            assert_int_equal((uintptr_t) p % (2 * MB), 0);
        }

        ln_large_free(p, sizes[i]);
    }

    ln_large_free(NULL, 1);
    ln_large_free(NULL, 10 * MB);
    assert_null(ln_large_alloc(SIZE_MAX / 2 + 2));
}


/* What was mapped is unmapped, to the last page. */
static void
test_given_back(void **state)
{
    void           *p;
    unsigned        i;
    unsigned long   was;

    (void) state;

#ifdef __SANITIZE_ADDRESS__
    print_message("# skipped under AddressSanitizer\n");
    return;
#endif

    p = ln_large_alloc(9 * MB);
    ln_large_free(p, 9 * MB);
    was = mapped();

    for (i = 0; i < 20; i++) {
        p = ln_large_alloc(9 * MB);
        assert_non_null(p);
        assert_true(mapped() >= was + 9 * MB);
        ln_large_free(p, 9 * MB);
        assert_int_equal(mapped(), was);
    }
}


static void
test_unmap(void **state)
{
    char           *p;
    unsigned long   was;

    (void) state;

    was = mapped();
    p = mmap(NULL, 9 * MB, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0);
    assert_ptr_not_equal(p, MAP_FAILED);
    ln_large_unmap(p, 9 * MB - 5);
    assert_int_equal(mapped(), was);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_given_back),
        cmocka_unit_test(test_unmap)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
