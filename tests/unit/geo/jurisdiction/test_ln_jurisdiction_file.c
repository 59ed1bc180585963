/* Files of jurisdictions in nginx's syntax: what is read, what is refused. */

#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "geo/jurisdiction/ln_jurisdiction_check.h"
#include "geo/jurisdiction/ln_jurisdiction_explain.h"
#include "geo/jurisdiction/ln_jurisdiction_file.h"
#include "../../arena.h"


static char                 dir[] = "/tmp/ln-test-conf-XXXXXX";
static char                 prefix[64];
static ln_error_t           err;
static ln_jurisdictions_t  *set;


static int
group_setup(void **state)
{
    (void) state;

    if (mkdtemp(dir) == NULL) {
        return 1;
    }

    (void) snprintf(prefix, sizeof(prefix), "%s/", dir);

    return 0;
}


static int
group_teardown(void **state)
{
    (void) state;

    return rmdir(dir);
}


static const char *
path(const char *name)
{
    static char  text[128];

    (void) snprintf(text, sizeof(text), "%s%s", prefix, name);

    return text;
}


static void
put(const char *name, const char *text)
{
    FILE  *f;

    f = fopen(path(name), "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}


static void
release(void)
{
    (void) arena_free(NULL);
}


static int
load(const char *text)
{
    int  rc;

    put("a.conf", text);
    memset(&err, 0, sizeof(ln_error_t));
    set = ln_jurisdictions_create(&alloc, prefix);
    rc = set ? ln_jurisdiction_file(set, &alloc, path("a.conf"), &err)
             : LN_ERROR;
    (void) unlink(path("a.conf"));

    return rc;
}


static void
test_reads(void **state)
{
    ln_address_t              a;
    ln_location_t             l;
    ln_certainty_t            answers[4];
    ln_jurisdiction_reason_t  reasons[4];

    (void) state;

    put("one.inc", "country BY; # and no more");
    put("b1.conf", "legal_jurisdiction b1{country FR;}");
    put("b2.conf", "legal_jurisdiction b2{country DE;}\n");

    assert_int_equal(load("# x\nlegal_jurisdiction \"a\" {\r\n\tcountry 'RU';"
                          "include one.inc;\n region UA-4\\3;\n}\n"
                          "include b*.conf; include none*.conf;"), LN_OK);
    assert_int_equal(ln_jurisdictions_count(set), 3);
    assert_true(ln_str_eq(ln_jurisdictions_name(set, 2), ln_str("b2")));

    memset(&a, 0, sizeof(ln_address_t));
    (void) ln_location_from_code(ln_str("UA-43"), &l);
    ln_jurisdictions_explain(set, &l, &a, answers, reasons);
    assert_int_equal(answers[0], LN_IN);
    assert_int_equal(reasons[0].line, 4);
    assert_true(ln_str_eq(reasons[0].text, ln_str("region UA-43")));

    (void) ln_location_from_code(ln_str("BY"), &l);
    ln_jurisdictions_explain(set, &l, &a, answers, reasons);
    assert_int_equal(answers[0], LN_IN);
    assert_string_equal(reasons[0].file, path("one.inc"));

    release();
    (void) unlink(path("one.inc"));
    (void) unlink(path("b1.conf"));
    (void) unlink(path("b2.conf"));
}


static void
test_refuses(void **state)
{
    size_t  i;

    static const struct {
        const char  *text;
        const char  *says;
    } cases[] = {
        { "x", "unexpected end of file" },
        { "# only", "" },
        { ";", "unexpected \";\"" },
        { "{", "unexpected \"{\"" },
        { "}", "unexpected \"}\"" },
        { "legal_jurisdiction a {\n x }", "unexpected \"}\"" },
        { "legal_jurisdiction a {", "\"}\" is missing" },
        { "legal_jurisdiction a { country \"RU; }", "quote is not closed" },
        { "legal_jurisdiction \"a\\\"", "quote is not closed" },
        { "legal_jurisdiction \"a\\", "quote is not closed" },
        { "legal_jurisdiction a { country RU; legal_jurisdiction b {",
          "are allowed here" },
        { "legal_jurisdiction { country RU; }", "are allowed here" },
        { "legal_jurisdiction a\n{\ncountry UK; }", "\"GB\"? in " },
        { "legal_jurisdiction a?b { country RU; }", "invalid name" },
        { "legal_jurisdiction a { except country RU; }", "no term" },
        { "include a.conf;", "too deep" },
        { "include none.conf;", "cannot open" },
        { "include /tmp;", "cannot read" }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {

        if (load(cases[i].text) != (cases[i].says[0] ? LN_ERROR : LN_OK)
            || strstr(err.text, cases[i].says) == NULL)
        {
            fail_msg("\"%s\" says \"%s\"", cases[i].text, err.text);
        }

        release();
    }

    assert_int_equal(load("include a.conf;"), LN_ERROR);
    assert_int_equal(err.line, 1);
    release();
}


/* Files in files, and a file of 16 MB. */
static void
test_files(void **state)
{
    char      text[64], name[16];
    size_t    size;
    unsigned  i, n;

    (void) state;

    for (n = 8; n <= 9; n++) {
        for (i = 1; i < n; i++) {
            (void) snprintf(name, sizeof(name), "%u.inc", i);
            (void) snprintf(text, sizeof(text), i + 1 < n ? "include %u.inc;"
                            : "legal_jurisdiction a { country RU; }", i + 1);
            put(name, text);
        }

        assert_int_equal(load("include 1.inc;"), n == 8 ? LN_OK : LN_ERROR);
        release();
    }

    assert_non_null(strstr(err.text, "files are included too deep in"));

    for (i = 1; i < n; i++) {
        (void) snprintf(name, sizeof(name), "%u.inc", i);
        (void) unlink(path(name));
    }

    for (size = 16 << 20; size <= (16 << 20) + 1; size++) {
        put("large", "legal_jurisdiction a { country RU; }\n#");
        assert_int_equal(truncate(path("large"), size), 0);
        assert_int_equal(load("include large;"), size == 16 << 20 ? LN_OK
                                                                  : LN_ERROR);
        release();
    }

    assert_non_null(strstr(err.text, "it is larger than 16 MB"));
    (void) unlink(path("large"));
}


static void
test_limits(void **state)
{
    char      *text;
    unsigned   i, n;

    (void) state;

    text = malloc(10000);
    assert_non_null(text);

    /* words of a directive */

    for (n = 512; n <= 513; n++) {
        strcpy(text, "legal_jurisdiction a { asn");

        for (i = 1; i < n; i++) {
            strcat(text, " 1");
        }

        strcat(text, ";}");
        assert_int_equal(load(text), n == 512 ? LN_OK : LN_ERROR);
        release();
    }

    assert_non_null(strstr(err.text, "too many words in a directive in"));

    /* a file's name: with its NUL it has 4096 bytes */

    for (n = 4095; n <= 4096; n++) {
        (void) sprintf(text, "include /%0*d*;", (int) (n - 2), 0);
        assert_int_equal(load(text), n == 4095 ? LN_OK : LN_ERROR);
        release();
    }

    assert_non_null(strstr(err.text, "the name of a file is too long in"));
    free(text);

    for (n = 0; n < 100; n++) {
        arena_most = n;
        i = (load("legal_jurisdiction a { country RU; }") == LN_OK);
        release();

        if (i) {
            break;
        }
    }

    arena_most = ARENA_MAX;
    assert_in_range(n, 3, 99);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_reads),
        cmocka_unit_test(test_refuses),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_limits)
    };

    return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
