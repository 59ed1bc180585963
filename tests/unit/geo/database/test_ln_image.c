/* An image of several MB, which its maker maps and unmaps piece by piece. */

#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

#include "../databases.h"


/* Of a whole tree: each node has two others, or the one record twice. */
#define NODES  ((1u << 18) - 1)


static void
put_node(FILE *f, uint32_t child)
{
    int  shift;

    child = child < NODES ? child : NODES + 16;

    for (shift = 24; shift >= 0; shift -= 8) {
        (void) putc((int) (child >> shift & 0xff), f);
    }
}


static void
write_large(FILE *f)
{
    uint32_t  node;

    static const char  rest[] =
        "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
        "\xe1\x4c" "country_code" "\x42RU"
        "\xab\xcd\xefMaxMind.com" "\xe9"
        "\x4anode_count" "\xc4\0\x03\xff\xff"
        "\x4brecord_size" "\xa1\x20"
        "\x4aip_version" "\xa1\4"
        "\x4d" "database_type" "\x44Test"
        "\x49languages" "\0\4"
        "\x4b" "description" "\xe0"
        "\x5b" "binary_format_major_version" "\xa1\2"
        "\x5b" "binary_format_minor_version" "\xa0"
        "\x4b" "build_epoch" "\4\2\x65\0\0\0";

    for (node = 0; node < NODES; node++) {
        put_node(f, 2 * node + 1);
        put_node(f, 2 * node + 2);
    }

    assert_int_equal(fwrite(rest, 1, sizeof(rest) - 1, f), sizeof(rest) - 1);
}


/*
 * What is still mapped cannot be sealed, and no other process takes it.  A
 * system without seals (LN_HIDDEN) takes nothing.
 */
static void
test_adopt(void **state)
{
    int             fd;
    FILE           *f;
    ln_location_t   l;
    ln_database_t  *db, *other;

    char  name[] = "/tmp/ln-test-image-XXXXXX";

    (void) state;

    fd = mkstemp(name);
    assert_int_not_equal(fd, -1);
    f = fdopen(fd, "w");
    assert_non_null(f);
    write_large(f);
    assert_int_equal(fclose(f), 0);

    memset(&err, 0, sizeof(ln_error_t));
    db = ln_database_open(name, &err);
    assert_int_equal(unlink(name), 0);

    if (db == NULL) {
        fail_msg("%s", err.text);
    }

    other = ln_database_adopt(dup(ln_database_fd(db)), &err);
    ln_database_close(db);
    assert_int_equal(other == NULL, getenv("LN_HIDDEN") != NULL);

    if (other) {
        l = locate(&other, 1, "1.2.3.4");
        assert_string_equal(said(&l), "RU   [] [] AS0 0");
        ln_database_close(other);
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_adopt)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
