/* Code units of pages, whole, cut in two at every byte, and byte by byte. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "../../exact.h"
#include "html/charset/ln_code_unit.h"


typedef struct {
    int            begun;
    uint64_t       offset;
    size_t         len;
    unsigned char  units[64];
} got_t;


static void
begin(void *ctx, uint64_t offset)
{
    got_t  *got = ctx;

    assert_false(got->begun);
    assert_int_equal(got->len, 0);
    got->begun = 1;
    got->offset = offset;
}


static void
units(void *ctx, const unsigned char *p, size_t len)
{
    got_t  *got = ctx;

    assert_true(got->begun);
    assert_in_range(got->len + len, 0, sizeof(got->units));
    memcpy(got->units + got->len, p, len);
    got->len += len;
}


static void
feed(ln_code_units_t *u, const char *p, size_t len)
{
    ln_str_t  piece;

    piece = exact_bytes(p, len);
    ln_code_units_feed(u, piece.data, piece.len);
}


/* The first `cut` bytes, then the rest in pieces of that size. */
static void
read_page(ln_charset_t charset, const char *page, size_t len, size_t cut,
    size_t size, got_t *got)
{
    size_t                    n;
    ln_code_units_t           u;
    ln_code_units_listener_t  listener;

    memset(got, 0, sizeof(got_t));
    memset(&u, 0xef, sizeof(ln_code_units_t));
    listener.begin = begin;
    listener.units = units;
    listener.ctx = got;

    ln_code_units_init(&u, &listener);
    ln_code_units_charset(&u, charset);
    feed(&u, page, cut);

    for ( /* void */ ; cut < len; cut += n) {
        n = size < len - cut ? size : len - cut;
        feed(&u, page + cut, n);
    }

    ln_code_units_end(&u);
    assert_true(got->begun);
}


/* u: what a page's bytes become; at: where it begins after a BOM, in units */
#define page(charset, bytes, at, u)                                           \
    { LN_CHARSET_##charset, bytes, sizeof(bytes) - 1, at, u, sizeof(u) - 1 }

static void
test_pages(void **state)
{
    size_t  i, cut;
    got_t   got;

    static const struct {
        ln_charset_t  charset;
        const char   *bytes;
        size_t        len;
        uint64_t      offset;
        const char   *units;
        size_t        nunits;
    } cases[] = {
        page(UTF8, "", 0, ""),
        page(UTF8, "a\xd0\x96~\\\x1b(J~", 0, "a\xd0\x96~\\\x1b(J~"),

        /* a BOM goes before what was said */

        page(UTF8, "\xef\xbb\xbf", 3, ""),
        page(UTF8, "\xef\xbb\xbf" "ab", 3, "ab"),
        page(UTF8, "\xef\xbb\xbf\xef\xbb\xbf", 3, "\xef\xbb\xbf"),
        page(UTF16LE, "\xef\xbb\xbf" "abc", 3, "abc"),
        page(ISO2022JP, "\xef\xbb\xbf\x1b$B<", 3, "\x1b$B<"),
        page(UTF8, "\xff\xfe" "a\0\0a", 1, "a\x80"),
        page(UTF8, "\xfe\xff" "a\0\0a", 1, "\x80" "a"),
        page(UTF16BE, "\xff\xfe" "a\0", 1, "a"),
        page(UTF16LE, "\xfe\xff\0a", 1, "a"),
        page(ISO2022JP, "\xff\xfe\x1b\0$\0B\0<\0", 1, "\x1b$B<"),
        page(ISO2022JP, "\xfe\xff\0\x1b\0$\0B\0<", 1, "\x1b$B<"),

        /* what only begins as one does */

        page(UTF8, "\xef", 0, "\xef"),
        page(UTF8, "\xef\xbb", 0, "\xef\xbb"),
        page(UTF8, "\xef\xbb\xbe", 0, "\xef\xbb\xbe"),
        page(UTF8, "\xef\xba\xbf", 0, "\xef\xba\xbf"),
        page(UTF8, "\xee\xbb\xbf", 0, "\xee\xbb\xbf"),
        page(UTF8, "a\xef\xbb\xbf", 0, "a\xef\xbb\xbf"),
        page(UTF8, "\xff", 0, "\xff"),
        page(UTF8, "\xff\xff" "a", 0, "\xff\xff" "a"),
        page(UTF8, "\xfe\xfe" "a", 0, "\xfe\xfe" "a"),

        /* units of two bytes: ASCII's last one, surrogates, half a unit */

        page(UTF16LE, "a\0\x7f\0\x80\0\xef\0", 0, "a\x7f\x80\x80"),
        page(UTF16BE, "\0a\0\x7f\0\x80\0\xef", 0, "a\x7f\x80\x80"),
        page(UTF16LE, "\xff\xdb\0\xdc\xff\xdf\0\xe0", 0, "\x80\x81\x81\x80"),
        page(UTF16BE, "\xdb\xff\xdc\0\xdf\xff\xe0\0", 0, "\x80\x81\x81\x80"),
        page(UTF16LE, "a\0b", 0, "a"),
        page(UTF16BE, "\xef\xbb", 0, "\x80"),

        /* escape sequences: `~` and `\` are themselves in ASCII alone */

        page(ISO2022JP, "~\\", 0, "~\\"),
        page(ISO2022JP, "\x1b(J~\\}[", 0, "\x80\x80\x80\x80\x80}["),
        page(ISO2022JP, "\x1b(J\x1b(B~\\", 0, "\x80\x80\x80\x80\x80\x80~\\"),
        page(ISO2022JP, "\x1b$B<a", 0, "\x80\x80\x80\x80\x80"),
        page(ISO2022JP, "\x1b$@<a", 0, "\x80\x80\x80\x80\x80"),
        page(ISO2022JP, "\x1b(I<a", 0, "\x80\x80\x80\x80\x80"),

        /* what is none */

        page(ISO2022JP, "\x1b(K<", 0, "\x80(K<"),
        page(ISO2022JP, "\x1b$A<", 0, "\x80$A<"),
        page(ISO2022JP, "\x1b$I<", 0, "\x80$I<"),
        page(ISO2022JP, "\x1b(@<", 0, "\x80(@<"),
        page(ISO2022JP, "\x1b)B<", 0, "\x80)B<"),
        page(ISO2022JP, "\x1b(J\x1b~~", 0, "\x80\x80\x80\x80\x80\x80"),
        page(ISO2022JP, "\x1b\x1b(J~", 0, "\x80\x80\x80\x80\x80"),
        page(ISO2022JP, "\x1b(\x1b(J~", 0, "\x80(\x80\x80\x80\x80"),
        page(ISO2022JP, "a\x1b", 0, "a\x80"),
        page(ISO2022JP, "a\x1b$", 0, "a\x80$")
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        for (cut = 0; cut <= cases[i].len; cut++) {
            read_page(cases[i].charset, cases[i].bytes, cases[i].len, cut,
                      cut ? cases[i].len : 1, &got);

            if (got.offset != cases[i].offset || got.len != cases[i].nunits
                || memcmp(got.units, cases[i].units, got.len) != 0)
            {
                fail_msg("page %zu, cut at %zu: %zu units from %llu on", i,
                         cut, got.len, (unsigned long long) got.offset);
            }
        }
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_pages)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
