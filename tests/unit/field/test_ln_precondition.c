/* Preconditions after RFC 9110, 13, and the entity tags of variants. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "field/ln_precondition.h"
#include "field/ln_variant_tag.h"
#include "hostile.h"


#define KEY  "0123456789abcdef"


static const char *
variant(ln_str_t original, int64_t modified, ln_str_t key)
{
    size_t          n, size;
    unsigned char  *out;

    static char  text[512];

    size = LN_VARIANT_TAG_SIZE + original.len + key.len;
    out = malloc(size);
    assert_non_null(out);

    n = ln_variant_tag_write(original, modified, key, out);
    assert_true(n <= size && n < sizeof(text));

    memcpy(text, out, n);
    text[n] = '\0';
    free(out);

    return text;
}


static void
test_variant(void **state)
{
    (void) state;

    assert_string_equal(variant(exact("\"a\""), -1, exact("k")), "\"a-k\"");
    assert_string_equal(variant(exact("W/\"a-b\""), 1, exact("-")),
                        "W/\"a-b--\"");
    assert_string_equal(variant(exact("\"\""), -1, exact("k")), "\"-k\"");
    assert_string_equal(variant(exact(""), 0x5f3a8c00, exact(KEY)),
                        "W/\"LM-5f3a8c00-" KEY "\"");
    assert_string_equal(variant(exact(""), 0, exact("k")), "W/\"LM-0-k\"");
    assert_string_equal(variant(exact(""), -2, exact("k")),
                        "W/\"LM-fffffffffffffffe-k\"");
    assert_string_equal(variant(exact(""), -1, exact("k")), "");

    /* what is no entity tag counts as none */

    assert_string_equal(variant(exact("a"), -1, exact("k")), "");
    assert_string_equal(variant(exact("a"), 16, exact("k")), "W/\"LM-10-k\"");
}


/* The original of a variant's tag, as `TAG TIME`; `!`: not of that key. */

static const char *
original(const char *text, const char *key)
{
    int              rc;
    int64_t          time;
    ln_entity_tag_t  tag, of;

    static char  out[256];

    assert_int_equal(ln_entity_tag_parse(exact(text), &tag), LN_OK);
    rc = ln_variant_tag_original(&tag, exact(key), &of, &time);

    if (rc != LN_OK) {
        return "!";
    }

    snprintf(out, sizeof(out), "%s%.*s %lld", of.weak ? "weak " : "",
             (int) of.opaque.len, (const char *) of.opaque.data,
             (long long) time);

    return out;
}


static void
test_original(void **state)
{
    (void) state;

    assert_string_equal(original("\"a-k\"", "k"), "a 0");
    assert_string_equal(original("W/\"a-k-k\"", "k"), "weak a-k 0");
    assert_string_equal(original("\"-k\"", "k"), " 0");
    assert_string_equal(original("\"a-k\"", "l"), "!");
    assert_string_equal(original("\"ak\"", "k"), "!");
    assert_string_equal(original("\"k\"", "k"), "!");
    assert_string_equal(original("\"\"", "k"), "!");
    assert_string_equal(original("\"a-kk\"", "k"), "!");

    assert_string_equal(original("W/\"LM-5f3A-k\"", "k"),
                        "weak LM-5f3A 24378");
    assert_string_equal(original("\"LM-5f3a-k\"", "k"), "LM-5f3a 0");
    assert_string_equal(original("W/\"LM-10-k\"", "k"), "weak LM-10 16");
    assert_string_equal(original("W/\"abc12-k\"", "k"), "weak abc12 0");
    assert_string_equal(original("W/\"LM--k\"", "k"), "weak LM- 0");
    assert_string_equal(original("W/\"LM-k\"", "k"), "weak LM 0");
    assert_string_equal(original("W/\"LM-5g-k\"", "k"), "weak LM-5g 0");
    assert_string_equal(original("W/\"LM-7fffffffffffffff-k\"", "k"),
                        "weak LM-7fffffffffffffff 9223372036854775807");
    assert_string_equal(original("W/\"LM-8000000000000000-k\"", "k"),
                        "weak LM-8000000000000000 0");
}


/* One field with a value, or a date. */

static ln_condition_t
condition(ln_condition_name_t name, const char *value, int64_t date)
{
    ln_condition_t  c;

    c.name = name;
    c.value = ln_str(value);
    c.date = date;

    return c;
}


/* What one condition, or two, mean for a page with these validators. */

static int
decide(ln_condition_t one, ln_condition_t two, const char *etag,
    int64_t modified, unsigned is_variant, ln_since_t since)
{
    ln_condition_t       conditions[3];
    ln_representation_t  page;

    one.value = exact_bytes(one.value.data, one.value.len);
    two.value = exact_bytes(two.value.data, two.value.len);

    conditions[0] = one;
    conditions[1] = two;
    conditions[2] = condition(LN_NO_CONDITION, "\"never read\"", -1);

    page.etag = exact(etag);
    page.modified = modified;
    page.variant = is_variant;

    return ln_precondition(conditions, 3, &page, since);
}


static void
test_tags(void **state)
{
    unsigned        i;
    ln_condition_t  none;

    static const struct {
        ln_condition_name_t  name;
        const char          *value;
        const char          *etag;
        int                  original;
        int                  variant;
    } cases[] = {
        { LN_IF_NONE_MATCH, "\"a\"", "\"a\"", 304, 304 },
        { LN_IF_NONE_MATCH, "W/\"a\"", "\"a\"", 304, 304 },
        { LN_IF_NONE_MATCH, "\"b\", \"a\"", "W/\"a\"", 304, 304 },
        { LN_IF_NONE_MATCH, "\"b\"", "\"a\"", 0, 0 },
        { LN_IF_NONE_MATCH, "\"a\"", "", 0, 0 },
        { LN_IF_NONE_MATCH, "\"a\"", "a", 0, 0 },
        { LN_IF_NONE_MATCH, "", "\"a\"", 0, 0 },
        { LN_IF_NONE_MATCH, "*", "\"a\"", 304, 0 },
        { LN_IF_NONE_MATCH, "*", "", 304, 0 },
        { LN_IF_NONE_MATCH, "*, \"b\"", "\"a\"", 0, 0 },
        { LN_IF_MATCH, "\"a\"", "\"a\"", 0, 0 },
        { LN_IF_MATCH, "W/\"a\"", "\"a\"", 412, 412 },
        { LN_IF_MATCH, "\"a\"", "W/\"a\"", 412, 412 },
        { LN_IF_MATCH, "\"b\"", "\"a\"", 412, 412 },
        { LN_IF_MATCH, "\"a\"", "", 412, 412 },
        { LN_IF_MATCH, "*", "\"a\"", 0, 0 },
        { LN_IF_MATCH, "*", "", 0, 0 }
    };

    (void) state;

    none = condition(LN_NO_CONDITION, "", -1);

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(decide(condition(cases[i].name, cases[i].value, -1),
                                none, cases[i].etag, -1, 0, LN_SINCE_EXACT),
                         cases[i].original);
        assert_int_equal(decide(none,
                                condition(cases[i].name, cases[i].value, -1),
                                cases[i].etag, -1, 1, LN_SINCE_EXACT),
                         cases[i].variant);
    }

    assert_int_equal(decide(none, none, "\"a\"", 1, 0, LN_SINCE_EXACT), 0);

    /* the second of two fields */

    assert_int_equal(decide(condition(LN_IF_NONE_MATCH, "\"b\"", -1),
                            condition(LN_IF_NONE_MATCH, "\"a\"", -1),
                            "\"a\"", -1, 1, LN_SINCE_EXACT), 304);
}


static void
test_dates(void **state)
{
    unsigned        i;
    ln_condition_t  none;

    static const struct {
        ln_condition_name_t  name;
        int64_t              date;
        int64_t              modified;
        int                  off;
        int                  exact;
        int                  before;
    } cases[] = {
        { LN_IF_MODIFIED_SINCE, 10, 10, 0, 304, 304 },
        { LN_IF_MODIFIED_SINCE, 9, 10, 0, 0, 0 },
        { LN_IF_MODIFIED_SINCE, 11, 10, 0, 0, 304 },
        { LN_IF_MODIFIED_SINCE, -1, 10, 0, 0, 0 },
        { LN_IF_MODIFIED_SINCE, 10, -1, 0, 0, 0 },
        { LN_IF_MODIFIED_SINCE, -1, -1, 0, 0, 0 },
        { LN_IF_UNMODIFIED_SINCE, 10, 10, 0, 0, 0 },
        { LN_IF_UNMODIFIED_SINCE, 11, 10, 0, 0, 0 },
        { LN_IF_UNMODIFIED_SINCE, 9, 10, 412, 412, 412 },
        { LN_IF_UNMODIFIED_SINCE, -1, 10, 412, 412, 412 },
        { LN_IF_UNMODIFIED_SINCE, 10, -1, 412, 412, 412 }
    };

    (void) state;

    none = condition(LN_NO_CONDITION, "", -1);

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(decide(condition(cases[i].name, "", cases[i].date),
                                none, "\"a\"", cases[i].modified, 0,
                                LN_SINCE_OFF),
                         cases[i].off);
        assert_int_equal(decide(condition(cases[i].name, "", cases[i].date),
                                none, "\"a\"", cases[i].modified, 0,
                                LN_SINCE_EXACT),
                         cases[i].exact);
        assert_int_equal(decide(condition(cases[i].name, "", cases[i].date),
                                none, "\"a\"", cases[i].modified, 0,
                                LN_SINCE_BEFORE),
                         cases[i].before);
    }
}


/* A date counts beside a tag, as in nginx, except where it is a variant's. */

static void
test_both(void **state)
{
    ln_condition_t  newer, older, same, other, match;

    (void) state;

    newer = condition(LN_IF_MODIFIED_SINCE, "", 10);
    older = condition(LN_IF_MODIFIED_SINCE, "", 9);
    same = condition(LN_IF_NONE_MATCH, "\"a\"", -1);
    other = condition(LN_IF_NONE_MATCH, "\"b\"", -1);
    match = condition(LN_IF_MATCH, "\"b\"", -1);

    assert_int_equal(decide(newer, same, "\"a\"", 10, 0, LN_SINCE_EXACT), 304);
    assert_int_equal(decide(older, same, "\"a\"", 10, 0, LN_SINCE_EXACT), 0);
    assert_int_equal(decide(newer, other, "\"a\"", 10, 0, LN_SINCE_EXACT), 0);

    assert_int_equal(decide(older, same, "\"a\"", -1, 1, LN_SINCE_EXACT), 304);
    assert_int_equal(decide(newer, other, "\"a\"", -1, 1, LN_SINCE_EXACT), 0);

    /* what fails goes before what matches */

    assert_int_equal(decide(same, match, "\"a\"", -1, 1, LN_SINCE_EXACT), 412);
}


/* What the upstream is asked, in memory of its size. */

static const char *
map(const ln_condition_t *conditions, size_t n, const char *key,
    int64_t *modified)
{
    size_t          len, size;
    unsigned char  *out;

    static char  text[1024];

    size = ln_precondition_map_size(conditions, n);
    out = malloc(size ? size : 1);
    assert_non_null(out);

    len = ln_precondition_map(conditions, n, ln_str(key), out, modified);
    assert_true(len <= size && len < sizeof(text));

    memcpy(text, out, len);
    text[len] = '\0';
    free(out);

    return text;
}


static void
test_map(void **state)
{
    int64_t         modified;
    ln_condition_t  two[3];

    (void) state;

    two[0] = condition(LN_IF_NONE_MATCH, "\"a-k\",W/\"b-k\",\"c\",!,\"d-l\"",
                       -1);
    two[1] = condition(LN_IF_MATCH, "\"e-k\"", -1);
    two[2] = condition(LN_IF_NONE_MATCH, "\"f-k\"", -1);

    assert_string_equal(map(two, 3, "k", &modified),
                        "\"a\", W/\"b\", \"f\"");
    assert_int_equal(modified, 0);

    assert_string_equal(map(two, 3, "m", &modified), "");
    assert_int_equal(modified, 0);

    assert_string_equal(map(NULL, 0, "k", &modified), "");

    two[2] = condition(LN_IF_NONE_MATCH, "\"c\", !, \"g-k\"", -1);
    assert_string_equal(map(two + 2, 1, "k", &modified), "\"g\"");

    two[2] = condition(LN_IF_NONE_MATCH, "W/\"LM-a-k\",W/\"LM-c-k\","
                       "W/\"LM-b-k\",W/\"LM-0-k\"", -1);

    assert_string_equal(map(two + 2, 1, "k", &modified), "W/\"LM-0\"");
    assert_int_equal(modified, 12);

    assert_string_equal(map(two, 3, "k", &modified),
                        "\"a\", W/\"b\", W/\"LM-0\"");
}


/*
 * Whatever comes: the list of originals is no longer than there is room, each
 * of it is an entity tag, and the variants of these match the reader's list.
 */

static void
check(ln_str_t value)
{
    int                  rc;
    char                 originals[1024];
    int64_t              modified;
    ln_str_t             list, text;
    const char          *tag;
    ln_condition_t       c;
    ln_entity_tag_t      of;
    ln_representation_t  page;

    c = condition(LN_IF_NONE_MATCH, "", -1);
    c.value = value;

    strcpy(originals, map(&c, 1, "k", &modified));
    list = exact(originals);

    page.modified = -1;
    page.variant = 1;

    while ((rc = ln_entity_tag_next(&list, &of)) != LN_DECLINED) {
        assert_int_equal(rc, LN_OK);

        text.data = of.opaque.data - 1 - 2 * of.weak;
        text.len = of.opaque.len + 2 + 2 * of.weak;
        tag = variant(text, -1, ln_str("k"));
        page.etag = ln_str(tag);

        assert_int_equal(ln_precondition(&c, 1, &page, LN_SINCE_EXACT), 304);
    }

    assert_true(modified >= 0);
}


/* A strong tag that is named as such. */
static void
test_names(void **state)
{
    ln_condition_t  conditions[2];

    (void) state;

    memset(conditions, 0, sizeof(conditions));
    conditions[0].name = LN_IF_MATCH;
    conditions[0].value = ln_str("\"a\"");
    conditions[1].name = LN_IF_NONE_MATCH;
    conditions[1].value = ln_str("\"b\", W/\"c\", \"d\"");

    assert_int_equal(ln_precondition_names(conditions, 2, exact("\"a\"")), 0);
    assert_int_equal(ln_precondition_names(conditions, 2, exact("\"b\"")), 1);
    assert_int_equal(ln_precondition_names(conditions, 2, exact("\"c\"")), 0);
    assert_int_equal(ln_precondition_names(conditions, 2, exact("\"d\"")), 1);
    assert_int_equal(ln_precondition_names(conditions, 2, exact("W/\"d\"")), 0);
    assert_int_equal(ln_precondition_names(conditions, 2, exact("")), 0);
    assert_int_equal(ln_precondition_names(conditions, 1, exact("\"b\"")), 0);

    conditions[0].name = LN_IF_NONE_MATCH;
    assert_int_equal(ln_precondition_names(conditions, 2, exact("\"a\"")), 1);
    assert_int_equal(ln_precondition_names(conditions, 2, exact("\"d\"")), 1);
}


static void
test_prefixes(void **state)
{
    size_t    n;
    ln_str_t  text;

    (void) state;

    text = ln_str(" \"a-k\",W/\"b,\\-k\" ,, w/\"\", W/, \"c d\", *,"
                  "W/\"LM-12-k\", \"-k\", \"e");

    for (n = 0; n <= text.len; n++) {
        check(exact_bytes(text.data, n));
    }
}


static void
test_random(void **state)
{
    static const char *const  words[] = {
        "\"", "\"", "W/", "-k\"", "-k\",", "LM-", "a", "f", ",", " ", "*"
    };

    (void) state;

    hostile_words(words, sizeof(words) / sizeof(words[0]), 1, check);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_variant),
        cmocka_unit_test(test_original),
        cmocka_unit_test(test_tags),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_both),
        cmocka_unit_test(test_map),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_prefixes),
        cmocka_unit_test(test_random)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
