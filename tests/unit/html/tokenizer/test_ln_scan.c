/* Each scanner that this machine has finds what a plain loop finds. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "html/tokenizer/ln_scan.h"
#include "html/tokenizer/ln_tag.h"


static void
scans(void **state)
{
    size_t          len, at, from;
    unsigned        n;
    ln_scan_pt      scan;
    unsigned char  *p;

    (void) state;

    for (n = 0; (scan = ln_scan_each(n)) != NULL; n++) {
        for (len = 0; len < 200; len++) {
            p = malloc(len + 1);
            assert_non_null(p);

            /* 0xbc differs from `<` in the upper bit only, `=` in the lowest */

            memset(p, len & 1 ? 0xbc : '=', len + 1);

            for (from = 0; from < 3 && from <= len; from++) {
                assert_true(scan(p + from, p + len, '<') == p + len);

                for (at = from; at < len; at++) {
                    p[at] = '<';
                    p[len] = '<';
                    assert_true(scan(p + from, p + len, '<') == p + at);
                    assert_true(ln_scan(scan, p + from, p + len, '<')
                                == p + at);
                    p[at] = p[0] == '<' ? 0xbc : p[at ? 0 : 1];
                }
            }

            free(p);
        }
    }

    /* the plain one, and SSE2 or NEON where the compiler has it */

#if defined __SSE2__ || defined __aarch64__
    assert_true(n > 1);
    assert_ptr_not_equal(ln_scan_best(), ln_scan_each(0));
#else
    assert_int_equal(n, 1);
#endif

    assert_non_null(ln_scan_best());
}


#if defined __x86_64__

/* Whoever comes next, zlib for one, finds the registers' upper halves empty. */
static void
uppers(void **state)
{
    unsigned        n, i, start;
    ln_scan_pt      scan;
    unsigned char   p[300], upper[16][16], none[16][16];

    (void) state;

    if (!__builtin_cpu_supports("avx2")) {
        skip();
    }

    memset(none, 0, sizeof(none));
    memset(p, 'x', sizeof(p));
    p[200] = '<';

    for (n = 0; (scan = ln_scan_each(n)) != NULL; n++) {
        for (start = 0; start < 300; start += 201) {

            __asm__ volatile ("vzeroupper");

            (void) scan(p + start, p + 300, '<');

#define UPPER(i)                                                              \
    __asm__ volatile ("vextractf128 $1, %%ymm" #i ", %0"                      \
                      : "=m" (upper[i]) :: "memory")

            UPPER(0); UPPER(1); UPPER(2); UPPER(3);
            UPPER(4); UPPER(5); UPPER(6); UPPER(7);
            UPPER(8); UPPER(9); UPPER(10); UPPER(11);
            UPPER(12); UPPER(13); UPPER(14); UPPER(15);

            __asm__ volatile ("vzeroupper");

            for (i = 0; i < 16; i++) {
                assert_memory_equal(upper[i], none[i], 16);
            }
        }
    }
}

#endif


static void
near(void **state)
{
    uint64_t        one;
    unsigned        i, c;
    unsigned char   p[LN_NEAR], out[LN_NEAR];
    ln_near_mask_t  mask;

    (void) state;

    for (i = 0; i < LN_NEAR; i++) {
        for (c = 0; c < 256; c++) {
            memset(p, 'x', LN_NEAR);
            p[i] = (unsigned char) c;

            /* all bits of the one byte, and no other: sets are inverted, too */

            one = (((uint64_t) 1 << LN_NEAR_BITS) - 1) << (i * LN_NEAR_BITS);
            assert_int_equal(ln_near_first((ln_near_mask_t) one), i);

            mask = ln_near_two(ln_near_load(p), (unsigned char) c, 0xff);
            assert_true(c == 'x' || mask == one);

            mask = ln_near_is(ln_near_load(p), '>');
            assert_true(mask == (c == '>' ? one : 0));

            mask = ln_near_blank(ln_near_load(p));
            assert_true(mask == (c <= ' ' ? one : 0));

            ln_near_lower(ln_near_load(p), out);
            assert_int_equal(out[i], c >= 'A' && c <= 'Z' ? c + 32 : c);
            assert_int_equal(out[(i + 1) % LN_NEAR], 'x');
        }
    }
}


static void
wide(void **state)
{
    uint64_t        one;
    unsigned        i, c;
    unsigned char   p[LN_WIDE];
    ln_wide_mask_t  mask;

    (void) state;

    for (i = 0; i < LN_WIDE; i++) {
        for (c = 0; c < 256; c++) {
            memset(p, 'x', LN_WIDE);
            p[i] = (unsigned char) c;

            one = (((uint64_t) 1 << LN_WIDE_BITS) - 1) << (i * LN_WIDE_BITS);
            assert_int_equal(ln_wide_first((ln_wide_mask_t) one), i);

            mask = ln_wide_is(p, (unsigned char) c);
            assert_true(c == 'x' || mask == one);

            mask = ln_wide_two(p, '=', '>');
            assert_true(mask == (c == '=' || c == '>' ? one : 0));

            mask = ln_wide_blank(p);
            assert_true(mask == (c <= ' ' ? one : 0));

            mask = ln_wide_name_end(p);
            assert_true(mask == one || (mask == 0 && strchr(" \t\n\f\r/=>",
                                                            c) == NULL));
            assert_true(mask == 0 || c < ' ' || strchr(" /=>", c));
        }
    }

    ln_wide_done();
}


static void
line(void **state)
{
    unsigned       i, c, gap;
    unsigned char  p[LN_LINE];

    (void) state;

    for (i = 0; i < LN_LINE; i++) {
        for (c = 0; c < 256; c++) {
            gap = c % LN_LINE;
            memset(p, c + 1, LN_LINE);
            p[i] = p[gap] = (unsigned char) c;

            assert_true(ln_line_is(p, (unsigned char) c)
                        == ((uint64_t) 1 << i | (uint64_t) 1 << gap));
        }
    }

    ln_wide_done();
}


/* Every name that the standard has rules for is found, and no other. */
static void
tags(void **state)
{
    size_t         len;
    unsigned       i;
    unsigned char  name[32];

    (void) state;

    for (i = 1; i < LN_TAG_MAX; i++) {
        len = ln_tags[i].len;
        memset(name, 0, sizeof(name));
        memcpy(name, ln_tags[i].name, len);

        assert_int_equal(strlen(ln_tags[i].name), len);
        assert_int_equal(ln_tag_find(name, len), i);
        assert_true(ln_tag_key(i, name, len) == i);

        name[len - 1] = 'q';
        assert_true(ln_tag_find(name, len) != i);
    }

    memset(name, 0, sizeof(name));
    memcpy(name, "foreignobjecs", 13);
    assert_int_equal(ln_tag_find(name, 13), LN_TAG_OTHER);
    assert_true(ln_tag_key(LN_TAG_OTHER, name, 13) > LN_TAG_MAX);
    assert_true(ln_tag_key(LN_TAG_OTHER, name, 13)
                != ln_tag_key(LN_TAG_OTHER, name, 12));
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(scans),
#if defined __x86_64__
        cmocka_unit_test(uppers),
#endif
        cmocka_unit_test(near),
        cmocka_unit_test(wide),
        cmocka_unit_test(line),
        cmocka_unit_test(tags)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
