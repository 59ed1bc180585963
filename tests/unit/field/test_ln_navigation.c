/* Who asks for a page, by what browsers of today and of yesterday send. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "field/ln_navigation.h"
#include "hostile.h"


static int
document(const char *dest, const char *site, const char *purpose,
    const char *accept)
{
    ln_navigation_t  n;

    memset(&n, 0, sizeof(ln_navigation_t));
    n.dest = exact(dest);
    n.site = exact(site);
    n.purpose = exact(purpose);
    n.accept = exact(accept);

    return ln_navigation_is_document(&n);
}


static void
test_dest(void **state)
{
    (void) state;

    assert_true(document("document", "none", "", ""));
    assert_true(document("document", "cross-site", "", "image/png"));
    assert_true(document("iframe", "same-origin", "", ""));
    assert_true(document("frame", "same-origin", "", ""));

    assert_false(document("iframe", "cross-site", "", "text/html"));
    assert_false(document("iframe", "same-site", "", "text/html"));
    assert_false(document("iframe", "none", "", "text/html"));
    assert_false(document("iframe", "", "", "text/html"));
    assert_false(document("frame", "cross-site", "", "text/html"));
    assert_false(document("embed", "same-origin", "", "text/html"));
    assert_false(document("object", "same-origin", "", "text/html"));
    assert_false(document("empty", "same-origin", "", "text/html"));
    assert_false(document("image", "same-origin", "", "text/html"));
    assert_false(document("Document", "none", "", ""));
    assert_false(document("document, image", "none", "", ""));
}


/* A service worker that fetches what it was asked for. */

static void
test_worker(void **state)
{
    ln_navigation_t  n;

    (void) state;

    memset(&n, 0, sizeof(ln_navigation_t));
    n.dest = ln_str("empty");
    n.mode = ln_str("navigate");
    assert_true(ln_navigation_is_document(&n));

    n.site = ln_str("cross-site");
    assert_true(ln_navigation_is_document(&n));

    n.purpose = ln_str("prefetch");
    assert_false(ln_navigation_is_document(&n));

    n.purpose.len = 0;
    n.mode = ln_str("cors");
    assert_false(ln_navigation_is_document(&n));

    n.dest = ln_str("image");
    n.mode = ln_str("navigate");
    assert_false(ln_navigation_is_document(&n));
}


static void
test_purpose(void **state)
{
    (void) state;

    assert_false(document("document", "none", "prefetch", ""));
    assert_false(document("document", "none", "prefetch;prerender", ""));
    assert_false(document("document", "none", "prefetch;anonymous-client-ip",
                          ""));
    assert_false(document("", "", "Prefetch", ""));
    assert_false(document("", "", "preview", ""));
    assert_false(document("", "", "prerender", "text/html"));
    assert_false(document("document", "", "x, prefetch", ""));

    assert_true(document("document", "none", "x", ""));
    assert_true(document("document", "none", "prefetching", ""));
    assert_true(document("document", "none", ",", ""));
}


static void
test_accept(void **state)
{
    (void) state;

    assert_true(document("", "", "", ""));
    assert_true(document("", "", "", "*/*"));
    assert_true(document("", "", "", "*/*;q=0.1"));
    assert_true(document("", "", "", "*/*, */*"));
    assert_true(document("", "", "", "text/html"));
    assert_true(document("", "", "", "text/*"));
    assert_true(document("", "", "", "Text/HTML;q=0.1, image/png"));
    assert_true(document("", "", "", "application/xhtml+xml, */*"));
    assert_true(document("", "", "",
                         "text/html,application/xhtml+xml,application/xml;"
                         "q=0.9,image/webp,*/*;q=0.8"));

    assert_false(document("", "", "", "image/webp,*/*"));
    assert_false(document("", "", "", "image/png"));
    assert_false(document("", "", "", "application/json, */*"));
    assert_false(document("", "", "", "text/html;q=0"));
    assert_false(document("", "", "", "text/html;q=0, */*"));
    assert_false(document("", "", "", "application/xhtml+xml"));
    assert_false(document("", "", "", "text"));
}


static int
same(const char *site, const char *origin, const char *host)
{
    ln_navigation_t  n;

    memset(&n, 0, sizeof(ln_navigation_t));
    n.site = exact(site);
    n.origin = exact(origin);

    return ln_navigation_is_same_origin(&n, exact(host));
}


static void
test_origin(void **state)
{
    (void) state;

    assert_true(same("same-origin", "", "a.example"));
    assert_true(same("same-origin", "null", "a.example"));
    assert_true(same("same-origin", "https://b.example", "a.example"));
    assert_true(same("", "", "a.example"));
    assert_true(same("", "https://a.example", "a.example"));
    assert_true(same("", "http://a.example:8080", "a.example"));
    assert_true(same("", "HTTPS://A.Example:8443", "a.example"));
    assert_true(same("", "http://[2001:db8::1]:8080", "[2001:db8::1]"));
    assert_true(same("", "http://[2001:db8::1]", "[2001:db8::1]"));
    assert_true(same("", "http://a.example.", "a.example"));
    assert_true(same("", "http://a.example.:8080", "a.example"));
    assert_true(same("", "http://192.0.2.1", "192.0.2.1"));
    assert_true(same("", "http://192.0.2.1:80", "192.0.2.1"));

    assert_false(same("cross-site", "https://a.example", "a.example"));
    assert_false(same("same-site", "https://a.example", "a.example"));
    assert_false(same("none", "https://a.example", "a.example"));
    assert_false(same("Same-Origin", "", "a.example"));
    assert_false(same("same-origin, same-origin", "", "a.example"));
    assert_false(same("", "null", "a.example"));
    assert_false(same("", "null", "null"));
    assert_false(same("", "https://", ""));
    assert_false(same("", "https://.", ""));
    assert_false(same("", "https://a.example..", "a.example"));
    assert_false(same("", "https://:80", ""));
    assert_false(same("", "https://b.example", "a.example"));
    assert_false(same("", "https://a.example.b.example", "a.example"));
    assert_false(same("", "https://b.a.example", "a.example"));
    assert_false(same("", "https://a.example:80:90", "a.example"));
    assert_false(same("", "https://a.example, https://a.example",
                      "a.example"));
    assert_false(same("", "ftp://a.example", "a.example"));
    assert_false(same("", "http://192.0.2.11", "192.0.2.1"));
    assert_false(same("", "80", "80"));
}


/* Neither reads beyond what there is, whatever it is. */

static void
check(ln_str_t value)
{
    ln_navigation_t  n;

    memset(&n, 0, sizeof(ln_navigation_t));
    n.origin = value;
    n.accept = value;
    n.purpose = value;

    (void) ln_navigation_is_document(&n);
    assert_false(ln_navigation_is_same_origin(&n, ln_str("host"))
                 && value.len > 0 && value.len < sizeof("http://host") - 1);

    n.purpose.len = 0;
    (void) ln_navigation_is_document(&n);
}


static void
test_hostile(void **state)
{
    static const char *const  words[] = {
        "http://", "https://", "host", ":", "8", "null", "[", "]", "*/*", ",",
        "text/html", ";q=0"
    };

    (void) state;

    hostile_prefixes("https://host:8443", check);
    hostile_random("htps:/o*,8", 10, check);
    hostile_words(words, sizeof(words) / sizeof(words[0]), 0, check);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_dest),
        cmocka_unit_test(test_worker),
        cmocka_unit_test(test_purpose),
        cmocka_unit_test(test_accept),
        cmocka_unit_test(test_origin),
        cmocka_unit_test(test_hostile)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
