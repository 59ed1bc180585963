#define _POSIX_C_SOURCE  200809L
#define _FILE_OFFSET_BITS  64

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "notice/ln_markup.h"
#include "notice/ln_text_choice.h"
#include "../arena.h"


static char  dir[64];


static void
write_file(const char *name, const char *content)
{
    char   path[128];
    FILE  *f;

    (void) snprintf(path, sizeof(path), "%s/%s", dir, name);

    f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(fputs(content, f) < 0, 0);
    assert_int_equal(fclose(f), 0);
}


static int
setup(void **state)
{
    (void) state;

    strcpy(dir, "/tmp/ln_text.XXXXXX");

    return mkdtemp(dir) == NULL;
}


static int
teardown(void **state)
{
    char  command[128];

    (void) state;

    (void) arena_free(NULL);

    (void) snprintf(command, sizeof(command), "rm -r %s", dir);

    return system(command);
}


static void
refused(const char *name, const char *message)
{
    char        path[128];
    ln_text_t   text;
    ln_error_t  err;

    memset(&err, 0, sizeof(err));
    (void) snprintf(path, sizeof(path), "%s%s%s", dir, *name ? "/" : "", name);

    assert_int_not_equal(ln_text_load(&alloc, path, &text, &err), LN_OK);

    if (strstr(err.text, message) == NULL || strstr(err.text, dir) == NULL) {
        fail_msg("%s", err.text);
    }
}


static void
test_directory(void **state)
{
    ln_text_t             text;
    ln_error_t            err;
    ln_str_t              none = { 0, NULL };
    ln_language_choice_t  order[2];

    (void) state;

    write_file("ru.html", "<p>\xd0\x96</p>\n");
    write_file("en.html", "<p>e</p>\n");
    write_file("fa.html", "<p>f</p>\n");
    write_file(".hidden.html", "<p>");
    write_file("README", "<p>");

    assert_int_equal(ln_text_load(&alloc, dir, &text, &err), LN_OK);
    assert_int_equal(text.ntranslations, 3);
    assert_true(ln_str_eq(text.languages[0], ln_str("en")));
    assert_true(ln_str_eq(text.languages[2], ln_str("ru")));

    memset(order, 0, sizeof(order));
    order[0].source = LN_LANGUAGE_PAGE;
    order[1].source = LN_LANGUAGE_READER;

    assert_int_equal(ln_text_choose(&text, order, 2, ln_str("ru-RU"),
                                    ln_str("fa")), 2);
    assert_int_equal(ln_text_choose(&text, order, 2, ln_str("de"),
                                    ln_str("fa")), 1);
    assert_int_equal(ln_text_choose(&text, order, 2, none, none), 0);

    order[0].source = LN_LANGUAGE_TAG;
    order[0].tag = ln_str("fa");
    assert_int_equal(ln_text_choose(&text, order, 2, ln_str("ru"), none), 1);
}


/* Whether another Accept-Language could have given another text. */

static void
test_reader_chooses(void **state)
{
    ln_str_t              none = { 0, NULL };
    ln_text_t             text;
    ln_language_choice_t  order[2];

    static ln_str_t  languages[] = { ln_string("en"), ln_string("ru") };

    (void) state;

    memset(&text, 0, sizeof(text));
    text.languages = languages;
    text.ntranslations = 2;

    memset(order, 0, sizeof(order));
    order[0].source = LN_LANGUAGE_PAGE;
    order[1].source = LN_LANGUAGE_READER;

    assert_true(ln_text_reader_chooses(&text, order, 2, none));
    assert_true(ln_text_reader_chooses(&text, order, 2, ln_str("de")));
    assert_false(ln_text_reader_chooses(&text, order, 2, ln_str("ru-RU")));
    assert_false(ln_text_reader_chooses(&text, order, 1, none));
    assert_false(ln_text_reader_chooses(&text, order, 0, none));

    order[0].source = LN_LANGUAGE_READER;
    assert_true(ln_text_reader_chooses(&text, order, 2, ln_str("ru")));

    order[0].source = LN_LANGUAGE_TAG;
    order[0].tag = ln_str("ru");
    assert_false(ln_text_reader_chooses(&text, order, 2, none));

    order[0].tag = ln_str("en");
    assert_false(ln_text_reader_chooses(&text, order, 2, none));

    order[0].tag = ln_str("de");
    assert_true(ln_text_reader_chooses(&text, order, 2, none));

    /* the first language of the texts, as the page's */

    order[0].source = LN_LANGUAGE_PAGE;
    assert_false(ln_text_reader_chooses(&text, order, 2, ln_str("en")));

    /* where there is one text, nobody chooses */

    order[0].source = LN_LANGUAGE_READER;
    text.ntranslations = 1;
    assert_false(ln_text_reader_chooses(&text, order, 2, none));
}


/* Markup in the charset of a page, whose length is known beforehand. */

static void
test_charsets(void **state)
{
    size_t         n;
    ln_str_t       utf8 = ln_string("<p>\xd0\x96</p>");
    unsigned char  out[64];

    (void) state;

    n = ln_markup_write(LN_CHARSET_UTF8, utf8, out);
    assert_int_equal(n, utf8.len);
    assert_memory_equal(out, utf8.data, n);

    n = ln_markup_write(LN_CHARSET_UNKNOWN, utf8, out);
    assert_int_equal(n, strlen("<p>&#1046;</p>"));
    assert_memory_equal(out, "<p>&#1046;</p>", n);
    assert_int_equal(ln_markup_write(LN_CHARSET_UNKNOWN, utf8, NULL), n);

    n = ln_markup_write(LN_CHARSET_UTF16LE, utf8, out);
    assert_int_equal(n, 16);
    assert_memory_equal(out, "<\0p\0>\0\x16\x04<\0/\0p\0>", n);
    assert_int_equal(ln_markup_write(LN_CHARSET_UTF16LE, utf8, NULL), n);

    n = ln_markup_write(LN_CHARSET_UTF16BE, utf8, out);
    assert_int_equal(n, 16);
    assert_memory_equal(out, "\0<\0p\0>\x04\x16\0<\0/\0p\0>", n);
}


static void
test_refused(void **state)
{
    (void) state;

    refused("", "no LANG.html file");
    refused("none.html", "No such file");

    write_file("ru.html", "");
    refused("ru.html", "is empty");
    refused("", "is empty");

    write_file("ru.html", "a\n<p>b");
    refused("ru.html", "ru.html\":2:1");

    write_file("ru.html", "a");
    write_file("notice.html", "a");
    refused("", "\"notice\" is no BCP 47 language tag");
}


static void
test_markup(void **state)
{
    char        path[128], out[2048];
    size_t      len;
    ln_text_t   text;
    ln_error_t  err;

    (void) state;

    write_file("fa.html", "<p>\xd0\x96&amp;</p>\n");
    (void) snprintf(path, sizeof(path), "%s/fa.html", dir);
    assert_int_equal(ln_text_load(&alloc, path, &text, &err), LN_OK);

    len = ln_markup_notice(text.translations, ln_str("n-1"), NULL,
                           (unsigned char *) out);
    assert_int_equal(len, ln_markup_notice(text.translations, ln_str("n-1"),
                                           NULL, NULL));
    out[len] = '\0';
    assert_string_equal(out, "<aside class=\"legal-notice\" role=\"note\" "
                        "lang=\"fa\" dir=\"rtl\" data-legal-notice=\"n-1\">"
                        "<p>\xd0\x96&amp;</p></aside>");

    len = ln_markup_ascii(ln_str("a\xd0\x96\xf0\x9f\x98\x80\xff"),
                          (unsigned char *) out);
    out[len] = '\0';
    assert_string_equal(out, "a&#1046;&#128512;&#65533;");

    /* the last of ASCII, the first beyond it, and what is no character */

    len = ln_markup_ascii(ln_str("\x7f\xc2\x80\x80\xd0"),
                          (unsigned char *) out);
    out[len] = '\0';
    assert_string_equal(out, "\x7f&#128;&#65533;&#65533;");

    /* two characters that ISO-2022-JP may have others for */

    len = ln_markup_write(LN_CHARSET_ISO2022JP, ln_str("~\xd0\x96\\[}"),
                          (unsigned char *) out);
    out[len] = '\0';
    assert_string_equal(out, "&#126;&#1046;&#92;[}");
    assert_int_equal(len, ln_markup_write(LN_CHARSET_ISO2022JP,
                                          ln_str("~\xd0\x96\\[}"), NULL));

    len = ln_markup_write(LN_CHARSET_MULTIBYTE, ln_str("~\xd0\x96\\"),
                          (unsigned char *) out);
    out[len] = '\0';
    assert_string_equal(out, "~&#1046;\\");

    write_file("notice.html", "a");
    (void) snprintf(path, sizeof(path), "%s/notice.html", dir);
    assert_int_equal(ln_text_load(&alloc, path, &text, &err), LN_OK);
    len = ln_markup_notice(text.translations, ln_str("n"), NULL,
                           (unsigned char *) out);
    out[len] = '\0';
    assert_non_null(strstr(out, "role=\"note\" dir=\"auto\" data"));

    assert_int_equal(ln_text_make(&alloc, ln_str("en"), ln_str("<h1>C</h1>"),
                                  &text, &err),
                     LN_OK);
    len = ln_markup_page(text.translations, ln_str("A & <B>"), NULL,
                         (unsigned char *) out);
    out[len] = '\0';
    assert_non_null(strstr(out, "<title>A &amp; &lt;B></title>"));
    assert_non_null(strstr(out, "<html lang=\"en\" dir=\"ltr\">"));
    assert_non_null(strstr(out, "<main>\n<h1>C</h1>\n</main>"));

    assert_int_equal(ln_text_make(&alloc, ln_str("en"), ln_str("<h1>C"), &text,
                                  &err),
                     LN_ERROR);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test_setup_teardown(test_directory, setup, teardown),
        cmocka_unit_test(test_reader_chooses),
        cmocka_unit_test(test_charsets),
        cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(test_markup, setup, teardown)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
