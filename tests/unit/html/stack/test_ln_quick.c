/* Which tags go the short way, and that they end where they would without. */

#include "../placing.h"
#include "html/stack/ln_quick.h"


/* A body, so that no frameset may come, and bytes enough after it. */
#define PAGE(page)                                                            \
    "<!doctype html><body>" page                                              \
    "<!-- and so on, so that all tags before it lie well before the end -->"


/* ln_quick_end() takes names of less than 8 letters. */
static void
names(void **state)
{
    unsigned              i, k, kind;
    const ln_tag_info_t  *tag;

    (void) state;

    for (i = 0; i < LN_TAG_MAX; i++) {
        tag = &ln_tags[i];
        kind = ln_quick_kinds[i];

        if (kind & LN_QUICK_SHUT) {
            assert_true(kind & LN_QUICK_END);
            assert_in_range(tag->len, 1, 7);

            for (k = 0; k < tag->len; k++) {
                assert_in_range(tag->name[k], 'a', 'z');
            }
        }

        /* what has a rule of its own that is not one of LN_QUICK_IF */

        if (tag->flags & (LN_RAW | LN_HIDES | LN_PART | LN_MODES)) {
            assert_int_equal(kind & (LN_QUICK_OPEN | LN_QUICK_VOID), 0);
        }

        if (kind & LN_QUICK_RAW) {
            assert_true((tag->flags & LN_RAW) || i == LN_TAG_NOSCRIPT);
            assert_int_equal(kind, LN_QUICK_RAW);
        }

        if (kind & LN_QUICK_PART) {
            assert_true(tag->flags & LN_PART);
        }

        assert_int_equal((kind & LN_QUICK_VOID) != 0,
                         kind != 0 && (tag->flags & LN_VOID) != 0);
        assert_int_equal((kind & LN_QUICK_HEADING) != 0,
                         (tag->flags & LN_HEADING) != 0);

        if (tag->flags & LN_BLOCK) {
            assert_true(kind == 0 || (kind & LN_QUICK_BLOCK));
        }
    }
}


static void
ends(void **state)
{
    static const placing_case_t  cases[] = {
        { "after article", PAGE("<article><DIV><p>a</P></DiV></article>|"),
          0, NULL },
        { "append main", PAGE("<main><div>a</div\n>b|</main></div>"), 0,
          NULL },
        { "append main", PAGE("<main><div>a</div x=y>b|</main></div>"), 0,
          NULL },
        { "append main", PAGE("<main><s>a</small></s>|</main>"), 0, NULL },
        { "append main", PAGE("<main><small>a</s></small>|</main>"), 0, NULL },
        { "append h1", PAGE("<h1>a</h\x11>b|</h1>"), 0, NULL },
        { "append main", PAGE("<main><h1>a</h\x11>b</h2>|</main>"), 0, NULL },
        { "append main", PAGE("<main><x-y>a</X-Y>|</main></x-y>"), 0, NULL },
        { "append b", PAGE("<b>a<p>b|</b></p>c"), 0, NULL },
        { "append main", PAGE("<main><blockquote>a</blockquot>b</blockquote>"
                              "|</main>"), 0, NULL },
        { "append main", PAGE("<main><div>a</></div>|</main>"), 0, NULL },
        { "append main", PAGE("<main><table><tr><td><p>a</p><b>c</b></td></tr>"
                              "</table>|</main>"), 0, NULL },

        /* in a foreignObject, also when what was between is taken out */

        { "append p", PAGE("<p><svg><foreignObject><div>a</div>"
                           "<![CDATA[<i></svg></p>]]></svg></p>|"), 0, NULL },
        { "append p", PAGE("<p><svg><foreignObject><div>a</div >"
                           "<![CDATA[<i></svg></p>]]></svg></p>|"), 0, NULL },
        { "append p", PAGE("<p><svg><foreignObject><b><div>a</b></div>"
                           "<![CDATA[<i></svg></p>]]></svg></p>|"), 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
starts(void **state)
{
    static const placing_case_t  cases[] = {
        { "after p", PAGE("<p>a|<p>b"), 0, NULL },
        { "after p", PAGE("<p><b>a|<div>b"), 0, NULL },
        { "append a", PAGE("<a>b|<a>c"), 0, NULL },
        { "after h1", PAGE("<h1>a|<h2>b"), 0, NULL },
        { "after li", PAGE("<ul><li>a|<li>b"), 0, NULL },
        { "after li", PAGE("<ul><li><div>a|<li>b"), 0, NULL },
        { "after ul ul > li", PAGE("<ul><li><ul><li>a|<li>b"), 0, NULL },
        { "after dd", PAGE("<dl><dd>a|<dt>b"), 0, NULL },
        { "append main", PAGE("<main><br>a<img src=b>c<wbr>d|</main>"), 0,
          NULL },
        { "append main", PAGE("<main>a <                   b|</main>"), 0,
          NULL },
        { "append main", PAGE("<main>a <>                  b|</main>"), 0,
          NULL },
        { "append main", PAGE("<main>a </                  b></b>|</main>"),
          0, NULL },
        { "append main", PAGE("<main><p\x01>a</p\x01>|</main>"), 0, NULL },
        { "append main", PAGE("<main><b\x01>a|</main></b\x01>"), 0, NULL },
        { "append p:nth-child(3)", PAGE("<div><br><i>a</i><p>b</p>|</div>"),
          0, NULL },
        { "append p:nth-of-type(2)", PAGE("<div><p>a</p><i>b</i><p>c</p>|"
                                          "</div>"), 0, NULL },
        { "append div div > i", PAGE("<div><p><i>a</i></p><div><i>b|</i></div>"
                                     "</div>"), 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


/* Parts of a table, and what stands in their way. */
static void
tables(void **state)
{
    static const placing_case_t  cases[] = {
        { "append main", PAGE("<main><table><tbody><tr><td>a</td><th>b</th>"
                              "</tr><tr><td>c</td></tr></tbody></table>|"
                              "</main>"), 0, NULL },
        { "append td:nth-child(2)", PAGE("<table><tbody><tr><td>a</td><td>b|"
                                         "</td></tr></table>"), 0, NULL },
        { "append tr:nth-child(2) dl", PAGE("<table><tbody><tr><td>a</td></tr>"
                                           "<tr><td><dl>b|</dl></td></tr>"),
          0, NULL },
        { "append dl", PAGE("<table><tbody><tr><td>a</td></tr></tbody></table>"
                           "<dl>b|</dl>"), 0, NULL },
        { "append dl", PAGE("<table><tbody><tr><td><b>a</td><td><dl>b|</dl>"),
          0, NULL },

        /* no end tag of a cell, of a row, or the wrong one */

        { "append dl", PAGE("<table><tbody><tr><td>a<td><dl>b|</dl>"), 0,
          NULL },
        { "append dl", PAGE("<table><tbody><tr><td>a<tr><td><dl>b|</dl>"),
          0, NULL },
        { "append main", PAGE("<main><table><tbody><tr><td>a</th>b</td></tr>"
                              "</table>|</main>"), 0, NULL },
        { "append main", PAGE("<main><table><tbody><tr><td>a</tr>b</table>|"
                              "</main>"), 0, NULL },

        /* a cell in a cell, a row in a div, a div in a row */

        { "append main", PAGE("<main><div><tr><td>a</td></tr>|</main>"),
          0, NULL },
        { "append dl", PAGE("<table><tbody><tr><div>a<td>b</td></div><td>"
                           "<dl>c|</dl>"), 0, NULL },
        { "append div", PAGE("<table><tbody><tr><div>a|<td>b</td></tr>"), 0,
          NULL },
        { "append dl", PAGE("<table><tbody><tr hidden><td>a</td></tr><tr><td>"
                           "<dl>b|</dl>"), 0, NULL },
        { "append dl", PAGE("<template><tr><td><dl>a</dl></td></tr></template>"
                           "<dl>b|</dl>"), 0, NULL },
        { "append dl", PAGE("<details><table><tbody><tr><td>a</td></tr></tbody>"
                           "</table></details><dl>b|</dl>"), 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


/* SVG, selects and raw text. */
static void
others(void **state)
{
    static const placing_case_t  cases[] = {
        { "append dl", PAGE("<dl><svg><path d=a /><g><use></use></g></svg>b|"
                           "</dl>"), 0, NULL },
        { "append dl", PAGE("<dl><svg/>b|</dl>"), 0, NULL },
        { "append dl", PAGE("<dl><svg><svg><path></svg><path></svg>b|</dl>"),
          0, NULL },
        { "append dl", PAGE("<dl><svg><g></svg>b|</dl>"), 0, NULL },
        { "append dl", PAGE("<dl><svg><g></x></g></svg>b|</dl>"), 0, NULL },
        { "append dl", PAGE("<dl><svg><desc><x-y></x-y></desc></svg>b|</dl>"),
          0, NULL },
        { "append dl", PAGE("<svg><![CDATA[a><dl>]]></svg><dl>b|</dl>"),
          0, NULL },
        { "append dl", PAGE("<svg></svg><![CDATA[a><dl>b|</dl>]]>"), 0,
          NULL },
        { "append dl:nth-child(2)", PAGE("<div><svg></svg><dl>b|</dl></div>"),
          0, NULL },
        { "append dl", PAGE("<svg><foreignObject><x-y></x-y></foreignObject>"
                           "</svg><dl>b|</dl>"), 0, NULL },

        { "append dl", PAGE("<dl><select><option>a</option><option>b</option>"
                           "</select>c|</dl>"), 0, NULL },
        { "append dl", PAGE("<dl><select><option>a<option>b</select>c|</dl>"),
          0, NULL },
        { "append dl", PAGE("<dl><select><optgroup><option>a</option>"
                           "</optgroup><option>b</option></select>c|</dl>"),
          0, NULL },
        { "append dl", PAGE("<select><option>a</option></select><dl>c|</dl>"),
          0, NULL },
        { "append dl", PAGE("<dl><option>a</option>c|</dl>"), 0, NULL },

        { "append dl", PAGE("<dl><script>a</b></script>c|</dl>"), 0, NULL },
        { "append dl", PAGE("<dl><script>a<!--<script></script>b</script>c|"
                           "</dl>"), 0, NULL },
        { "append dl", PAGE("<dl><style>a</dl></style>c|</dl>"), 0, NULL },
        { "append dl", PAGE("<dl><iframe></dl></iframe>c|</dl>"), 0, NULL },
        { "append dl", PAGE("<dl><noscript></dl></noscript>c|</dl>"), 0, NULL },
        { "append dl:nth-child(2)", PAGE("<div><script></script><dl>b|</dl>"
                                        "</div>"), 0, NULL },

        { "append dl", PAGE("<dl><button>a</button><button>b</button>c|</dl>"),
          0, NULL },
        { "after button:nth-child(1)",
          PAGE("<div><button>a|<button>b</button>"), 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


/* What is open at the page's end, where the notice goes. */
static void
left_open(void **state)
{
    static const placing_case_t  cases[] = {
        { "append main", PAGE("<svg><path/><tr></path>") "|", 2,
          "</tr></svg>" },
        { "append main", PAGE("<svg><path><tr></path>") "|", 2, "</svg>" },
        { "append main", PAGE("<select><option hidden>a</option><b><div>") "|",
          2, "</div></select>" },
        { "append main", PAGE("<select><option>a</option><div>") "|", 2,
          "</div></select>" },
        { "append main", PAGE("<button>a<svg>") "|", 2, "</svg>" },
        { "append main", PAGE("<svg><desc><x-y><![CDATA[a><dl>]]>") "|", 2,
          "</dl></x-y></desc></svg>" }
    };

    (void) state;

    placing_table(cases);
}


/* Its end tag must be told to what remembers its name. */
static void
named(void **state)
{
    static const placing_case_t  cases[] = {
        { "append article", "<body><foreignObject><nobr><a></nobr><g></g><b>"
                            "</foreignObject><article>x|</article>", 0, NULL },
        { "append article", "<body><foreignObject><nobr><a></nobr><x-y></x-y>"
                            "<i></foreignObject><article>x|</article>", 0,
          NULL }
    };

    (void) state;

    placing_table(cases);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(ends),
        cmocka_unit_test(starts),
        cmocka_unit_test(tables),
        cmocka_unit_test(others),
        cmocka_unit_test(left_open),
        cmocka_unit_test(named)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
