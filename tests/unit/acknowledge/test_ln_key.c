/* Keys: what RFC 4231 says they sign, and files that are none. */

#define _POSIX_C_SOURCE  200809L
#define _FILE_OFFSET_BITS  64

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "acknowledge/ln_key.h"
#include "../exact.h"


static char  path[] = "/tmp/ln-test-key.XXXXXX";


static void
signs(ln_str_t secret, const char *message, const char *expected)
{
    unsigned        i;
    ln_key_t       *key;
    unsigned char   signature[LN_KEY_SIGN];

    key = ln_key_create(secret);
    assert_non_null(key);

    /* a key signs more than once */

    for (i = 0; i < 3; i++) {
        ln_key_sign(key, exact(message), signature);
        assert_memory_equal(signature, expected, LN_KEY_SIGN);
    }

    ln_key_free(key);
}


static void
test_rfc4231(void **state)
{
    unsigned char  bytes[131];

    (void) state;

    memset(bytes, 0x0b, 20);
    signs(exact_bytes(bytes, 20), "Hi There",
          "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");

    signs(exact("Jefe"), "what do ya want for nothing?",
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");

    memset(bytes, 0xaa, sizeof(bytes));
    signs(exact_bytes(bytes, sizeof(bytes)),
          "Test Using Larger Than Block-Size Key - Hash Key First",
          "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}


static void
write_file(const void *data, size_t len, mode_t mode)
{
    FILE  *f;

    f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(data, 1, len, f), len);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(chmod(path, mode), 0);
}


static void
refused(const char *file, const char *why)
{
    ln_error_t  err;

    memset(&err, 0, sizeof(ln_error_t));
    assert_null(ln_key_load(file, &err));

    if (strstr(err.text, why) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", err.text, why);
    }
}


static void
test_files(void **state)
{
    ln_key_t       *key, *same;
    ln_error_t      err;
    unsigned char   bytes[LN_KEY_MAX + 1], one[LN_KEY_SIGN], two[LN_KEY_SIGN];

    (void) state;

    memset(&err, 0, sizeof(ln_error_t));
    memset(bytes, 'k', sizeof(bytes));

    write_file(bytes, LN_KEY_MIN, 0600);
    key = ln_key_load(path, &err);
    assert_non_null(key);
    same = ln_key_create(exact_bytes(bytes, LN_KEY_MIN));
    assert_non_null(same);

    ln_key_sign(key, ln_str("a"), one);
    ln_key_sign(same, ln_str("a"), two);
    assert_memory_equal(one, two, LN_KEY_SIGN);

    ln_key_free(key);
    ln_key_free(same);

    /* all of its bytes count */

    bytes[LN_KEY_MAX - 1] = 'x';
    write_file(bytes, LN_KEY_MAX, 0400);
    key = ln_key_load(path, &err);
    assert_non_null(key);
    ln_key_sign(key, ln_str("a"), one);
    ln_key_free(key);

    bytes[LN_KEY_MAX - 1] = 'k';
    same = ln_key_create(exact_bytes(bytes, LN_KEY_MAX));
    ln_key_sign(same, ln_str("a"), two);
    assert_memory_not_equal(one, two, LN_KEY_SIGN);
    ln_key_free(same);

    write_file(bytes, LN_KEY_MIN - 1, 0600);
    refused(path, "has 31 bytes, 32 to 4096 are expected");
    write_file(bytes, 0, 0600);
    refused(path, "has 0 bytes");
    write_file(bytes, LN_KEY_MAX + 1, 0600);
    refused(path, "has 4097 bytes");

    write_file(bytes, LN_KEY_MIN, 0640);
    refused(path, "has mode 0640, others than its owner may use it");
    write_file(bytes, LN_KEY_MIN, 0604);
    refused(path, "mode 0604");
    write_file(bytes, LN_KEY_MIN, 0620);
    refused(path, "mode 0620");
    write_file(bytes, LN_KEY_MIN, 0601);
    refused(path, "mode 0601");

    refused("/nonexistent/key",
            "cannot read \"/nonexistent/key\": No such file "
            "or directory: \"openssl rand -out FILE 32\" makes one");
    refused("/dev/null/key", "cannot read \"/dev/null/key\": Not a directory");
    refused("/dev/null", "is not a regular file");
    refused("/tmp", "is not a regular file");
    ln_key_free(NULL);
}


int
main(void)
{
    int  fd, failed;

    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_rfc4231),
        cmocka_unit_test(test_files)
    };

    fd = mkstemp(path);
    if (fd == -1) {
        return 1;
    }

    (void) close(fd);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    (void) unlink(path);

    return failed;
}
