/* robots.txt as RFC 9309 has it, and as files of this kind are written. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../arena.h"
#include "../exact.h"
#include "robots/ln_robots.h"


static ln_robots_t
reads(const char *text)
{
    ln_robots_t  robots;

    assert_int_equal(ln_robots_read(&alloc, exact(text), exact("news-check"),
                                    &robots),
                     LN_OK);

    return robots;
}


/* Whether robots.txt lets a program fetch target. */

static int
may(const char *text, const char *target)
{
    ln_robots_t  robots;

    robots = reads(text);

    return ln_robots_allows(&alloc, &robots, exact(target)) == LN_OK;
}


#define assert_may(text, target)  assert_true(may(text, target))
#define assert_may_not(text, target)  assert_false(may(text, target))


static void
test_groups(void **state)
{
    (void) state;

    assert_may("", "/a");
    assert_may("Disallow: /", "/a");
    assert_may("User-agent: other\nDisallow: /\n", "/a");
    assert_may("User-agent: *\nDisallow:\n", "/a");
    assert_may_not("User-agent: *\nDisallow: /", "/a");
    assert_may_not("user-AGENT : NEWS-Check\nDISALLOW\t:/a # c", "/a");
    assert_may_not("User-agent: news-check/1.0\nDisallow: /", "/a");
    assert_may("User-agent: news-checker\nDisallow: /\n", "/a");
    assert_may("User-agent: news\nDisallow: /\n", "/a");
    assert_may_not("User-agent: * (all)\nDisallow: /", "/a");
    assert_may("User-agent: *all\nDisallow: /", "/a");

    /* its own group alone counts, wherever it stands */

    assert_may("User-agent: *\nDisallow: /\n\nUser-agent: news-check\n"
               "Allow: /\n", "/a");
    assert_may("User-agent: news-check\nDisallow:\n"
               "User-agent: *\nDisallow: /\n", "/a");
    assert_may("User-agent: news-check\nUser-agent: other\n", "/a");

    /* groups of one name are one; several names may share a group */

    assert_may_not("User-agent: news-check\nDisallow: /a\nUser-agent: x\n"
                   "Disallow: /\nUser-agent: news-check\nDisallow: /b\n",
                   "/a");
    assert_may_not("User-agent: news-check\nDisallow: /a\nUser-agent: x\n"
                   "Disallow: /\nUser-agent: news-check\nDisallow: /b\n",
                   "/b");
    assert_may("User-agent: news-check\nDisallow: /a\nUser-agent: x\n"
               "Disallow: /\n", "/c");
    assert_may_not("User-agent: x\nUser-agent: news-check\nDisallow: /a\n",
                   "/a");
    assert_may_not("User-agent: *\nUser-agent: x\nDisallow: /a\n", "/a");

    /* other lines end no group */

    assert_may_not("User-agent: x\nSitemap: https://a/s.xml\n\n# c\n"
                   "User-agent: news-check\nDisallow: /a", "/a");
    assert_may_not("User-agent: news-check\nno line\nCrawl-delay: 1\n"
                   "User-agent: x\nDisallow: /a", "/a");
}


static void
test_lines(void **state)
{
    (void) state;

    assert_may_not("\xef\xbb\xbfUser-agent: *\r\nDisallow: /a\r\n", "/a");
    assert_may_not("User-agent: *\rDisallow: /a\r", "/a");
    assert_may("User-agent: *\n#Disallow: /a\n", "/a");
    assert_may_not("User-agent: *\nDisallow: /a#b\n", "/a");
    assert_may("User-agent: *\nDisallow /a\n", "/a");
    assert_may("User-agent: *\n: /a\n:\n", "/a");
}


static void
test_longest(void **state)
{
    const char  *text;

    (void) state;

    text = "User-agent: *\nAllow: /a/b\nDisallow: /a\nDisallow: /a/b/c\n"
           "Allow: /same\nDisallow: /same\nDisallow: /also\nAllow: /also\n";

    assert_may(text, "/");
    assert_may_not(text, "/a");
    assert_may_not(text, "/ab");
    assert_may(text, "/a/b");
    assert_may(text, "/a/b?x");
    assert_may_not(text, "/a/b/cd");
    assert_may(text, "/same");
    assert_may(text, "/also");
    assert_may(text, "/A");
}


static void
test_special(void **state)
{
    (void) state;

    assert_may_not("User-agent: *\nDisallow: /*.php", "/a/b.php?x");
    assert_may("User-agent: *\nDisallow: /*.php", "/a/b.ph");
    assert_may_not("User-agent: *\nDisallow: /*.php$", "/a/b.php");
    assert_may("User-agent: *\nDisallow: /*.php$", "/a/b.php?x");
    assert_may_not("User-agent: *\nDisallow: /*.php$", "/a.php.php");
    assert_may_not("User-agent: *\nDisallow: /a$", "/a");
    assert_may("User-agent: *\nDisallow: /a$", "/a/");
    assert_may("User-agent: *\nDisallow: /a$", "/b/a");
    assert_may_not("User-agent: *\nDisallow: *", "/x");
    assert_may_not("User-agent: *\nDisallow: *$", "/x");
    assert_may_not("User-agent: *\nDisallow: /**a**", "/x/a");
    assert_may_not("User-agent: *\nDisallow: /a*b*c", "/a--bb--c-");
    assert_may("User-agent: *\nDisallow: /a*b*c", "/a--c--b-");
    assert_may("User-agent: *\nDisallow: /ab*ba$", "/aba");
    assert_may_not("User-agent: *\nDisallow: /ab*ba$", "/abba");
    assert_may_not("User-agent: *\nDisallow: /a$b", "/a$b");
    assert_may("User-agent: *\nDisallow: $", "/a");
    assert_may("User-agent: *\nDisallow: news", "/news");

    /* a URL may have no path */

    assert_may_not("User-agent: *\nDisallow: /$", "");
    assert_may_not("User-agent: *\nDisallow: /?q", "?q=/");
    assert_may("User-agent: *\nDisallow: /?q", "?r");
    assert_may("User-agent: *\nDisallow: /$", "?");

    /* the file itself is always there to be read */

    assert_may("User-agent: *\nDisallow: /", "/robots.txt");
    assert_may_not("User-agent: *\nDisallow: /", "/robots.txt?");
}


/* RFC 9309, 2.2.2 and 2.2.3. */

static void
test_escapes(void **state)
{
    (void) state;

    assert_may_not("User-agent: *\nDisallow: /foo/bar/%62%61%7A",
                   "/foo/bar/baz");
    assert_may_not("User-agent: *\nDisallow: /foo/bar/baz",
                   "/foo/bar/%62%61%7a");
    assert_may_not("User-agent: *\nDisallow: /\xe3\x83\x84",
                   "/%E3%83%84");
    assert_may_not("User-agent: *\nDisallow: /%e3%83%84", "/\xe3\x83\x84");
    assert_may("User-agent: *\nDisallow: /a%2Fb", "/a/b");
    assert_may_not("User-agent: *\nDisallow: /a%2fb", "/a%2Fb");
    assert_may_not("User-agent: *\nDisallow: /a-%2A.html", "/a-*.html");
    assert_may("User-agent: *\nDisallow: /a-%2A.html", "/a-b.html");
    assert_may_not("User-agent: *\nDisallow: /a-%24", "/a-$x");
    assert_may_not("User-agent: *\nDisallow: /a%", "/a%");
    assert_may_not("User-agent: *\nDisallow: /a%4", "/a%4");
    assert_may_not("User-agent: *\nDisallow: /a%zz", "/a%zzb");
}


static uint32_t
delays(const char *value)
{
    char  text[128];

    (void) snprintf(text, sizeof(text), "User-agent: *\nCrawl-delay: %s\n",
                    value);

    return reads(text).delay;
}


static void
test_delay(void **state)
{
    (void) state;

    assert_int_equal(delays("10"), 10000);
    assert_int_equal(delays("0"), 0);
    assert_int_equal(delays(""), 0);
    assert_int_equal(delays("0.5"), 500);
    assert_int_equal(delays("1.2345"), 1234);
    assert_int_equal(delays(".25"), 250);
    assert_int_equal(delays("1.2.3"), 0);
    assert_int_equal(delays("1.2345.6"), 0);
    assert_int_equal(delays("-1"), 0);
    assert_int_equal(delays("1 s"), 0);
    assert_int_equal(delays("86400"), 86400000);
    assert_int_equal(delays("99999999999999999999999"), 86400000);

    assert_int_equal(reads("Crawl-delay: 1\n").delay, 0);
    assert_int_equal(reads("User-agent: *\nCrawl-delay: 9\nDisallow: /\n"
                           "User-agent: news-check\nCrawl-delay: 2").delay,
                     2000);
    assert_int_equal(reads("User-agent: x\nCrawl-delay: 9\n").delay, 0);
}


/* A file that is too large is read to its last whole line. */

static void
test_large(void **state)
{
    char     *text;
    size_t    n;
    unsigned  i;

    (void) state;

    for (i = 0; i < 2; i++) {
        text = malloc(LN_ROBOTS_MAX + 64);
        assert_non_null(text);

        n = sprintf(text, "User-agent: *\nDisallow: /a\n");
        memset(text + n, '#', LN_ROBOTS_MAX - n);
        memcpy(text + LN_ROBOTS_MAX - 13, "\nDisallow: /bcde\nDisallow: /f\n",
               31);

        if (i) {
            memcpy(text + LN_ROBOTS_MAX - 13, "\nDisallow: /g\nDisallow: /f\n",
                   28);
        }

        assert_false(may(text, "/a"));
        assert_true(may(text, "/b"));
        assert_true(may(text, "/bcde"));
        assert_true(may(text, "/f"));
        assert_true(may(text, "/g"));
        free(text);
    }
}


/* Whatever a file says and wherever it is cut: no byte beyond is read. */

static void
test_cut(void **state)
{
    size_t       n;
    ln_robots_t  robots;

    static const char  text[] =
        "\xef\xbb\xbfUser-agent: *\r\nDisallow: /%e3%8\r\nAllow: /*a$\n"
        "Crawl-delay: 1.5\nUser-agent: news-check\nDisallow: /a%2\n: x\n\n#";

    for (n = 0; n < sizeof(text); n++) {
        assert_int_equal(ln_robots_read(&alloc, exact_bytes(text, n),
                                        exact("news-check"), &robots),
                         LN_OK);
        (void) ln_robots_allows(&alloc, &robots, exact_bytes(text + n / 2,
                                                             n / 2));
        (void) arena_free(state);
    }
}


static void
test_no_memory(void **state)
{
    int          rc;
    unsigned     most;
    ln_robots_t  robots;

    rc = LN_ERROR;

    for (most = 0; rc != LN_DECLINED; most++) {
        (void) arena_free(state);
        arena_most = most;

        rc = ln_robots_read(&alloc, ln_str("User-agent: *\nDisallow: /a\n"
                                           "User-agent: news-check\n"
                                           "Disallow: /\n"),
                            ln_str("news-check"), &robots);

        if (rc == LN_OK) {
            rc = ln_robots_allows(&alloc, &robots, ln_str("/a"));
        }

        assert_int_not_equal(rc, LN_OK);
    }

    assert_true(most > 4);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test_teardown(test_groups, arena_free),
        cmocka_unit_test_teardown(test_lines, arena_free),
        cmocka_unit_test_teardown(test_longest, arena_free),
        cmocka_unit_test_teardown(test_special, arena_free),
        cmocka_unit_test_teardown(test_escapes, arena_free),
        cmocka_unit_test_teardown(test_delay, arena_free),
        cmocka_unit_test_teardown(test_large, arena_free),
        cmocka_unit_test_teardown(test_cut, arena_free),
        cmocka_unit_test_teardown(test_no_memory, arena_free)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
