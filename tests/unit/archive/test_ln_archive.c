#define _POSIX_C_SOURCE  200809L
#define _FILE_OFFSET_BITS  64

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "archive/ln_archive.h"


/* Of "abc", by FIPS 180-2, B.1. */
#define ABC  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


static char  dir[64];


static const char *
in_dir(const char *name)
{
    static char  path[256];

    (void) snprintf(path, sizeof(path), "%s/%s", dir, name);

    return path;
}


static int
setup(void **state)
{
    (void) state;

    strcpy(dir, "/tmp/ln_archive.XXXXXX");

    return mkdtemp(dir) == NULL;
}


static int
teardown(void **state)
{
    char  command[128];

    (void) state;
    (void) snprintf(command, sizeof(command), "rm -r %s", dir);

    return system(command);
}


static void
test_digest(void **state)
{
    char  hex[LN_DIGEST_LEN + 1];

    (void) state;

    ln_digest(ln_str("abc"), hex);
    assert_string_equal(hex, ABC);

    assert_true(ln_digest_begins(ln_str(ABC), LN_DIGEST_LEN));
    assert_true(ln_digest_begins(ln_str("ba7816bf"), 8));
    assert_false(ln_digest_begins(ln_str("ba7816b"), 8));
    assert_false(ln_digest_begins(ln_str("BA7816BF"), 8));
    assert_false(ln_digest_begins(ln_str("../../etc"), 8));
    assert_false(ln_digest_begins(ln_str(ABC "0"), 8));
}


static void
test_archive(void **state)
{
    char         archive[128], twin[LN_DIGEST_LEN + 1];
    FILE        *f;
    ln_str_t     text;
    ln_error_t   err;
    struct stat  before, after;

    (void) state;

    strcpy(archive, in_dir("a/"));

    /* looked at, it is not made; nor may it be umask that says who reads */

    assert_int_equal(ln_archive_check(archive, &err), LN_OK);
    assert_int_equal(access(archive, F_OK), -1);

    (void) umask(077);
    assert_int_equal(ln_archive_put(archive, ABC, ln_str("abc"), &err), LN_OK);
    assert_int_equal(stat(archive, &before), 0);
    assert_int_equal(before.st_mode & 07777, 0755);
    assert_int_equal(ln_archive_note(archive, ln_str("1\n"), &err), LN_OK);
    assert_int_equal(ln_archive_note(archive, ln_str("2\n"), &err), LN_OK);
    (void) umask(022);

    assert_int_equal(stat(in_dir("a/" ABC), &before), 0);
    assert_int_equal(before.st_mode & 07777, 0444);
    assert_int_equal(before.st_nlink, 1);
    assert_int_equal(stat(in_dir("a/" LN_ARCHIVE_MANIFEST), &after), 0);
    assert_int_equal(after.st_mode & 07777, 0644);
    assert_int_equal(after.st_size, 4);

    /* what is there already keeps the mode that its owner gave it */

    assert_int_equal(chmod(archive, 0700), 0);
    assert_int_equal(ln_archive_note(archive, ln_str("3\n"), &err), LN_OK);
    assert_int_equal(stat(archive, &after), 0);
    assert_int_equal(after.st_mode & 07777, 0700);

    /* once */

    assert_int_equal(ln_archive_check(archive, &err), LN_OK);
    assert_int_equal(ln_archive_put(archive, ABC, ln_str("abc"), &err), LN_OK);
    assert_int_equal(stat(in_dir("a/" ABC), &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);

    /* by all of it, or by its beginning, as long as there is one */

    assert_int_equal(ln_archive_get(archive, ln_str(ABC), &text, &err), LN_OK);
    assert_true(ln_str_eq(text, ln_str("abc")));
    free((void *) text.data);

    assert_int_equal(ln_archive_get(archive, ln_str("ba7816bf"), &text, &err),
                     LN_OK);
    free((void *) text.data);

    memset(twin, '0', LN_DIGEST_LEN);
    memcpy(twin, ABC, 8);
    twin[LN_DIGEST_LEN] = '\0';
    (void) snprintf(archive + strlen(archive), 80, "%s", twin);
    f = fopen(archive, "w");
    assert_non_null(f);
    assert_int_equal(fclose(f), 0);
    strcpy(archive, in_dir("a"));
    assert_int_equal(ln_archive_get(archive, ln_str("ba7816bf"), &text, &err),
                     LN_ERROR);
    assert_non_null(strstr(err.text, "several texts"));

    /* a file with other bytes stays, and is no text */

    assert_int_equal(ln_archive_put(archive, twin, ln_str("abc"), &err),
                     LN_DECLINED);
    assert_int_equal(ln_archive_get(archive, ln_str(twin), &text, &err),
                     LN_ERROR);
    assert_non_null(strstr(err.text, "was changed"));

    assert_int_equal(ln_archive_get(archive, ln_str("00000000"), &text, &err),
                     LN_ERROR);
    assert_non_null(strstr(err.text, "no text in"));
}


/* As many bytes and digits as are taken, and one more, or one less. */

static void
test_limits(void **state)
{
    char            name[LN_DIGEST_LEN + 1];
    size_t          n;
    FILE           *f;
    ln_str_t        text, got;
    ln_error_t      err;
    unsigned char  *bytes;

    (void) state;

    bytes = calloc(1, (2 << 20) + 1);
    assert_non_null(bytes);
    text.data = bytes;

    for (n = 2 << 20; n <= (2 << 20) + 1; n++) {
        text.len = n;
        ln_digest(text, name);
        f = fopen(in_dir(name), "w");
        assert_non_null(f);
        assert_int_equal(fwrite(bytes, 1, n, f), n);
        assert_int_equal(fclose(f), 0);

        if (n == 2 << 20) {
            assert_int_equal(ln_archive_get(dir, ln_str(name), &got, &err),
                             LN_OK);
            assert_true(ln_str_eq(got, text));
            free((void *) got.data);

        } else {
            assert_int_equal(ln_archive_get(dir, ln_str(name), &got, &err),
                             LN_ERROR);
            assert_non_null(strstr(err.text, "cannot read"));
        }
    }

    free(bytes);

    name[8] = '\0';
    assert_int_equal(ln_archive_get(dir, ln_str(name), &got, &err), LN_ERROR);
    assert_non_null(strstr(err.text, "cannot read"));
    name[7] = '\0';
    assert_int_equal(ln_archive_get(dir, ln_str(name), &got, &err), LN_ERROR);
    assert_non_null(strstr(err.text, "is no digest"));
}


/* A link that leads out of the archive is not followed. */

static void
test_links(void **state)
{
    char        victim[128];
    ln_str_t    text;
    ln_error_t  err;

    (void) state;

    strcpy(victim, in_dir("victim"));
    assert_int_equal(symlink("/etc/passwd", in_dir(ABC)), 0);
    assert_int_equal(symlink(victim, in_dir(LN_ARCHIVE_MANIFEST)), 0);

    assert_int_equal(ln_archive_put(dir, ABC, ln_str("abc"), &err), LN_ERROR);
    assert_int_equal(ln_archive_get(dir, ln_str(ABC), &text, &err), LN_ERROR);
    assert_int_equal(ln_archive_note(dir, ln_str("1\n"), &err), LN_ERROR);
    assert_int_equal(access(victim, F_OK), -1);
}


static void
test_refused(void **state)
{
    int         status;
    pid_t       pid;
    ln_error_t  err;

    (void) state;

    assert_int_equal(ln_archive_check("/dev/null", &err), LN_ERROR);
    assert_non_null(strstr(err.text, "is no directory"));
    assert_int_equal(ln_archive_check("/dev/null/a", &err), LN_ERROR);
    assert_int_equal(ln_archive_check(in_dir("no/such"), &err), LN_ERROR);
    assert_non_null(strstr(err.text, "cannot be made"));
    assert_int_equal(ln_archive_put("/dev/null", ABC, ln_str("abc"), &err),
                     LN_ERROR);
    assert_int_equal(ln_archive_note("/dev/null", ln_str("abc"), &err),
                     LN_ERROR);

    if (geteuid() != 0) {
        return;
    }

    /* as another user, who may read there and not write */

    assert_int_equal(chmod(dir, 0755), 0);

    pid = fork();

    if (pid == 0) {
        if (setuid(65534) != 0
            || ln_archive_check(dir, &err) != LN_ERROR
            || strstr(err.text, "cannot be written") == NULL
            || ln_archive_check(in_dir("a"), &err) != LN_ERROR
            || strstr(err.text, "cannot be made") == NULL
            || ln_archive_put(dir, ABC, ln_str("abc"), &err) != LN_ERROR)
        {
            _exit(1);
        }

        _exit(0);
    }

    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_digest),
        cmocka_unit_test_setup_teardown(test_limits, setup, teardown),
        cmocka_unit_test_setup_teardown(test_archive, setup, teardown),
        cmocka_unit_test_setup_teardown(test_links, setup, teardown),
        cmocka_unit_test_setup_teardown(test_refused, setup, teardown)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
