/*
 * When the system has no memory, no memfd or no descriptor: an error, or the
 * fallback, and nothing lost.  The C library's own functions stand behind
 * those here, so that each of their calls can be made to fail in turn; under
 * a sanitizer, which needs them itself, only the rest is tested.
 */

#define _GNU_SOURCE

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>

#include "../databases.h"
#include "geo/database/ln_copy.h"


static long  left = -1;                 /* allocations until one fails */
static int   no_memfd;


int
memfd_create(const char *name, unsigned flags)
{
    if (no_memfd) {
        errno = ENOSYS;
        return -1;
    }

    return (int) syscall(SYS_memfd_create, name, flags);
}


#ifndef __SANITIZE_ADDRESS__

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t size);


static int
fails(void)
{
    if (left < 0) {
        return 0;
    }

    return left == 0 || left-- == 0;
}


void *
malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}


void *
calloc(size_t n, size_t size)
{
    return fails() ? NULL : __libc_calloc(n, size);
}


void *
realloc(void *p, size_t size)
{
    return fails() ? NULL : __libc_realloc(p, size);
}

#endif


static unsigned
descriptors(void)
{
    DIR       *d;
    unsigned   n;

    d = opendir("/proc/self/fd");
    assert_non_null(d);

    for (n = 0; readdir(d) != NULL; n++) { /* void */ }

    (void) closedir(d);

    return n;
}


static void
test_no_memory(void **state)
{
    long            n;
    unsigned        open;
    ln_error_t      err;
    ln_database_t  *db;

    (void) state;

#ifdef __SANITIZE_ADDRESS__
    print_message("# skipped under AddressSanitizer\n");
    return;
#endif

    open = descriptors();
    (void) testdb("layouts/GeoIP2-City");

    for (n = 0; n < 200; n++) {
        memset(&err, 0, sizeof(ln_error_t));
        left = n;
        db = ln_database_open(path, &err);
        left = -1;

        if (db) {
            break;
        }

        assert_true(err.text[0] != '\0');
        assert_int_equal(descriptors(), open);
    }

    assert_in_range(n, 8, 199);
    ln_database_close(db);
    assert_int_equal(descriptors(), open);
}


/* An unlinked file in TMPDIR, which nobody else is given. */
static void
test_no_memfd(void **state)
{
    ln_error_t      err;
    ln_address_t    a;
    ln_location_t   l;
    ln_database_t  *db;

    (void) state;

    no_memfd = 1;
    db = ln_database_open(testdb("City"), &err);
    no_memfd = 0;

    if (db == NULL) {
        fail_msg("%s", err.text);
    }

    (void) ln_address_parse(ln_str("127.0.0.11"), &a);
    ln_database_locate(&db, 1, &a, &l);
    assert_string_equal(l.country, "RU");

    /* it could be changed, so no other process takes it */

    assert_null(ln_database_adopt(dup(ln_database_fd(db)), &err));
    assert_string_equal(err.text, "is not sealed");
    ln_database_close(db);

    no_memfd = 1;
    assert_int_equal(setenv("TMPDIR", "/nowhere", 1), 0);
    assert_null(ln_database_open(testdb("City"), &err));
    assert_non_null(strstr(err.text, "cannot copy database"));
    assert_int_equal(unsetenv("TMPDIR"), 0);
    no_memfd = 0;
}


static void
test_no_descriptor(void **state)
{
    unsigned        n;
    ln_error_t      err;
    ln_database_t  *db;
    struct rlimit   was, now;

    (void) state;

    assert_int_equal(getrlimit(RLIMIT_NOFILE, &was), 0);
    (void) testdb("City");

    for (n = 3; n < 64; n++) {
        now = was;
        now.rlim_cur = n;
        assert_int_equal(setrlimit(RLIMIT_NOFILE, &now), 0);
        db = ln_database_open(path, &err);
        assert_int_equal(setrlimit(RLIMIT_NOFILE, &was), 0);

        if (db) {
            break;
        }

        assert_true(err.text[0] != '\0');
    }

    assert_in_range(n, 4, 63);
    ln_database_close(db);
}


static void
test_disk_full(void **state)
{
    int   fd;
    char  byte;

    (void) state;

    fd = open("/dev/full", O_WRONLY);
    byte = 0;
    assert_int_equal(ln_copy_write(fd, &byte, 1), LN_ERROR);
    assert_int_equal(errno, ENOSPC);
    (void) close(fd);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_no_memfd),
        cmocka_unit_test(test_no_descriptor),
        cmocka_unit_test(test_disk_full)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
