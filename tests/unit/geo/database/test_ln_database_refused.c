/*
 * Databases that are refused: cut at every byte, changed at any, or not sealed.
 * LN_BUILD/testdb holds what tests/lib/testdb makes.
 */

#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "geo/file/ln_copy.h"
#include "../databases.h"


static char         *good;
static size_t        good_size;
static char          spoilt[] = "/tmp/ln-test-database-XXXXXX";


static int
setup_spoil(void **state)
{
    int          fd;
    struct stat  st;

    (void) state;

    fd = open(testdb("layouts/GeoIP2-City"), O_RDONLY);

    if (fd == -1 || fstat(fd, &st) == -1) {
        return 1;
    }

    good_size = st.st_size;
    good = malloc(good_size);

    if (good == NULL || read(fd, good, good_size) != (ssize_t) good_size) {
        return 1;
    }

    (void) close(fd);
    strcpy(spoilt + sizeof(spoilt) - 7, "XXXXXX");

    return (fd = mkstemp(spoilt)) == -1 || close(fd) == -1;
}


static int
teardown_spoil(void **state)
{
    (void) state;

    free(good);

    return unlink(spoilt);
}


static ln_database_t *
spoil(const char *data, size_t len)
{
    int  fd;

    fd = open(spoilt, O_WRONLY|O_TRUNC);
    assert_int_not_equal(fd, -1);
    assert_int_equal(write(fd, data, len), len);
    assert_int_equal(close(fd), 0);
    memset(&err, 0, sizeof(ln_error_t));

    return ln_database_open(spoilt, &err);
}


static void
refused(const char *data, size_t len, const char *says)
{
    assert_null(spoil(data, len));

    if (strstr(err.text, says) == NULL) {
        fail_msg("\"%s\", not \"%s\"", err.text, says);
    }
}


static char *
find_in(char *data, const char *what)
{
    char  *p;

    p = memmem(data, good_size, what, strlen(what));
    assert_non_null(p);

    return p;
}


static void
test_refused(void **state)
{
    size_t          i, nodes, size;
    char           *data, *p;
    ln_database_t  *opened;

    (void) state;

    refused("", 0, "is empty");
    refused("x", 1, "no metadata");
    refused("\xab\xcd\xefMaxMind.com", 14, "metadata is corrupt");

    for (i = 1; i < good_size; i++) {
        assert_null(spoil(good, i));
    }

    assert_null(ln_database_open("/tmp", &err));
    assert_non_null(strstr(err.text, "not a regular file"));
    assert_null(ln_database_open("/nowhere/x.mmdb", &err));
    assert_non_null(strstr(err.text, "No such file"));
    assert_null(ln_database_open(testdb("layouts/Domain"), &err));
    assert_non_null(strstr(err.text, "locates nobody"));

    data = malloc(good_size);
    assert_non_null(data);

    /* node_count: behind its key, a uint32 of some bytes */

    memcpy(data, good, good_size);
    p = find_in(data, "node_count") + 10;
    p[1] = (char) 0xff;
    refused(data, good_size, "reaches beyond the file");

    memcpy(data, good, good_size);
    p = find_in(data, "record_size") + 11;
    p[1] = 29;
    refused(data, good_size, "metadata is invalid");

    memcpy(data, good, good_size);
    p = find_in(data, "ip_version") + 10;
    p[1] = 5;
    refused(data, good_size, "metadata is invalid");

    /* what counts nodes or bits is a number, of 16 bits or more */

    memcpy(data, good, good_size);
    p = find_in(data, "node_count") + 10;
    *p = (char) ((*p & 0x1f) | 0x40);
    refused(data, good_size, "metadata is corrupt");

    memcpy(data, good, good_size);
    p = find_in(data, "record_size") + 11;
    *p = (char) 0xa1;
    opened = spoil(data, good_size);
    assert_non_null(opened);
    ln_database_close(opened);

    /* libmaxminddb loses memory over languages that are no texts */

    memcpy(data, good, good_size);
    p = find_in(data, "languages") + 9;
    assert_memory_equal(p, "\x01\x04\x42" "en", 5);
    p[2] = (char) 0xa2;
    refused(data, good_size, "metadata is corrupt: \"languages\"");
    p[2] = 0x42;
    p[0] = (char) 0x63;
    p[1] = 0;
    refused(data, good_size, "metadata is corrupt");

    /* the root points at itself */

    memcpy(data, good, good_size);
    memset(data, 0, 7);
    refused(data, good_size, "a cycle");

    /* and behind the data */

    memcpy(data, good, good_size);
    memset(data, 0xff, 7);
    refused(data, good_size, "points beyond the file");

    /* a side of the last node does, while all nodes can be reached */

    memcpy(data, good, good_size);
    p = find_in(data, "node_count") + 10;

    for (nodes = 0, i = 1; i <= (*p & 0x1f); i++) {
        nodes = nodes << 8 | (unsigned char) p[i];
    }

    p = find_in(data, "record_size") + 11;
    size = (unsigned char) p[1] / 4;
    memset(data + (nodes - 1) * size, 0xff, 3);
    refused(data, good_size, "points beyond the file");

    free(data);
}


/* Where the metadata stands, and how many nodes it can have. */
static void
test_limits(void **state)
{
    char            *data, *p;
    size_t           at, n;
    ln_database_t   *db;

    (void) state;

    data = calloc(1, good_size + 131072 + 8);
    assert_non_null(data);
    memcpy(data, good, good_size);
    at = (size_t) (find_in(data, "\xab\xcd\xefMaxMind.com") - data);
    db = spoil(data, at + 131072);
    assert_non_null(db);
    ln_database_close(db);
    refused(data, at + 131073, "cannot be used");

    /* node_count with four bytes */

    p = find_in(data, "node_count") + 10;
    n = *p & 0x1f;
    memmove(p + 5, p + 1 + n, good_size - (size_t) (p + 1 + n - data));
    memcpy(p, "\xc4\x7f\xff\xff\xff", 5);
    refused(data, good_size + 4 - n, "reaches beyond");
    memcpy(p, "\xc4\x80\0\0\0", 5);
    refused(data, good_size + 4 - n, "its metadata is invalid: 2147483648");

    free(data);
}


/* What is packed says so; what is corrupt is to be got anew. */
static void
test_packed(void **state)
{
    size_t         i;
    unsigned char  data[2048];

    static const struct {
        const char  *magic;
        size_t       len;
        size_t       at;
        const char  *name;
    } cases[] = {
        { "\x1f\x8b\x08", 3, 0, "(gzip), unpack it" },
        { "PK\x03\x04", 4, 0, "(zip), unpack it" },
        { "\xfd" "7zXZ\0", 6, 0, "(xz), unpack it" },
        { "BZh9", 4, 0, "(bzip2), unpack it" },
        { "\x28\xb5\x2f\xfd", 4, 0, "(zstd), unpack it" },
        { "ustar", 5, 257, "(tar), unpack it" }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        memset(data, 'x', sizeof(data));
        memcpy(data + cases[i].at, cases[i].magic, cases[i].len);
        refused((char *) data, sizeof(data), cases[i].name);
        assert_null(strstr(err.text, "anew"));
    }

    /* cut within what tells, and nothing of the kind */

    refused("\x1f", 1, "get it anew from its maker");

    memset(data, 'x', sizeof(data));
    refused((char *) data, sizeof(data), "get it anew from its maker");
}


/* Any byte may be any other: refused, or read without fault. */
static void
test_mutated(void **state)
{
    char            *data;
    unsigned         i, k, opened;
    ln_location_t    l;
    ln_database_t   *db;

    (void) state;

    data = malloc(good_size);
    assert_non_null(data);
    opened = 0;
    srand(1);

    for (i = 0; i < 4000; i++) {
        memcpy(data, good, good_size);

        for (k = 0; k < 1 + i % 3; k++) {
            data[(size_t) rand() % good_size] = (char) rand();
        }

        db = spoil(data, good_size);

        if (db) {
            opened++;
            l = locate(&db, 1, "10.1.0.1");
            l = locate(&db, 1, "2001:db8:1::1");
            assert_in_range(l.nregions, 0, LN_LOCATION_REGIONS);
            ln_database_close(db);

        } else {
            assert_true(err.text[0] != '\0');
        }
    }

    assert_in_range(opened, 1, 3999);
    free(data);
}


/*
 * Only what nobody can change is taken from another process.  A system without
 * seals (LN_HIDDEN) takes nothing.
 */
static void
test_adopt(void **state)
{
    int             fd;
    ln_location_t   l;
    ln_database_t  *db, *other;

    (void) state;

    db = open_db("City");
    other = ln_database_adopt(dup(ln_database_fd(db)), &err);

    if (getenv("LN_HIDDEN")) {
        assert_null(other);
        assert_string_equal(err.text, "is not sealed");
        ln_database_close(db);
        return;
    }

    assert_non_null(other);
    ln_database_close(db);

    l = locate(&other, 1, "127.0.0.11");
    assert_string_equal(l.country, "RU");
    ln_database_close(other);

    fd = ln_copy_create("x");
    assert_null(ln_database_adopt(fd, &err));
    assert_string_equal(err.text, "is not sealed");

    fd = ln_copy_create("x");
    assert_int_equal(ln_copy_write(fd, 0, "x", 1), LN_OK);
    ln_copy_seal(fd);
    assert_null(ln_database_adopt(fd, &err));
    assert_non_null(strstr(err.text, "no image"));

    fd = ln_copy_create("x");
    assert_int_equal(ln_copy_write(fd, 0, good, good_size), LN_OK);
    ln_copy_seal(fd);
    assert_int_equal(write(fd, "x", 1), -1);
    assert_null(ln_database_adopt(fd, &err));
    assert_non_null(strstr(err.text, "no image"));
}


/* A build date that a time_t of 32 bits has not is its last one. */
static void
test_built(void **state)
{
    char           *date;
    ln_database_t  *db;

    (void) state;

    date = memmem(good, good_size, "build_epoch\x04\x02", 13);
    assert_non_null(date);
    memcpy(date + 13, "\xf0\x00\x00\x00", 4);

    db = spoil(good, good_size);
    assert_non_null(db);
    assert_true(ln_database_built(db)
                == (sizeof(time_t) == 4 ? INT32_MAX : (time_t) 0xf0000000u));
    ln_database_close(db);
}


/* A file of 5 GB takes no disk: it is a hole with an end. */
static void
test_large(void **state)
{
    int    fd;
    off_t  at;

    (void) state;

    at = (off_t) 5 << 30;
    fd = open(spoilt, O_WRONLY|O_TRUNC);
    assert_int_not_equal(fd, -1);
    assert_int_equal(pwrite(fd, good, good_size, at), good_size);
    assert_int_equal(close(fd), 0);

    memset(&err, 0, sizeof(ln_error_t));
    assert_null(ln_database_open(spoilt, &err));
    assert_non_null(strstr(err.text, spoilt));
    assert_true(sizeof(size_t) > 4
                || strstr(err.text, "of 5120 MB is too large for a 32-bit "
                                    "nginx, a 64-bit one is needed"));
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test_setup_teardown(test_refused, setup_spoil,
                                        teardown_spoil),
        cmocka_unit_test_setup_teardown(test_limits, setup_spoil,
                                        teardown_spoil),
        cmocka_unit_test_setup_teardown(test_packed, setup_spoil,
                                        teardown_spoil),
        cmocka_unit_test_setup_teardown(test_mutated, setup_spoil,
                                        teardown_spoil),
        cmocka_unit_test_setup_teardown(test_adopt, setup_spoil,
                                        teardown_spoil),
        cmocka_unit_test_setup_teardown(test_built, setup_spoil,
                                        teardown_spoil),
        cmocka_unit_test_setup_teardown(test_large, setup_spoil,
                                        teardown_spoil)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
