/* Where tags begin and end: all of it by where a notice goes. */

#include "../placing.h"


static void
text_is_no_tag(void **state)
{
    static const placing_case_t  cases[] = {
        { "append body", "<body>a < b</ 1></>c|</body>", 0, NULL },
        { "append body", "<body><!-- </body> -->|</body>", 0, NULL },
        { "append body", "<body><!--></body>-->|</body>", 0, NULL },
        { "append p", "<p><!--><b>x</b></p>|", 0, NULL },
        { "append p", "<p><!---><b>x</b></p>|", 0, NULL },
        { "append p", "<p><!--a--!><b>x</b></p>|", 0, NULL },
        { "append p", "<p><!--</p>--><!--</p>---></p>|", 0, NULL },
        { "append p", "<p><!--<!--</p>--></p>|-->", 0, NULL },
        { "append p", "<p><!a </p></p>|", 0, NULL },
        { "append p", "<p><?</p></p>|", 0, NULL },
        { "append p", "<p></ </p></p>|", 0, NULL },
        { "append p", "<p><!-a></b></p>|", 0, NULL },
        { "append p", "<p><!doctype </p></p>|", 0, NULL },

        /* not in foreign content: a bogus comment up to the first `>` */

        { "append p", "<p><![CDATA[<b>x</p>|]]>", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
attributes_hide_tags(void **state)
{
    static const placing_case_t  cases[] = {
        { "append p", "<p><img alt=\"</p>\"></p>|", 0, NULL },
        { "append p", "<p><img alt='</p>' b></p>|", 0, NULL },
        { "append p", "<p><img alt = \"</p>\"c=d></p>|", 0, NULL },
        { "append p", "<p><img alt=a\"b></p>|\">", 0, NULL },
        { "append p", "<p><img \"a></p>|\">", 0, NULL },
        { "append p", "<p><img ='a></p>|'>", 0, NULL },
        { "append p", "<p><img a=></p>|", 0, NULL },
        { "append p", "<p><br/></p>|", 0, NULL },
        { "append p", "<p><i/ title=\"</p>\"/>x</i></p>|", 0, NULL },
        { "append p", "<p></i title=\"</p>\"></p>|", 0, NULL },
        { "append p", "<P\r\n\tID=a\f>x</P\n>|", 0, NULL },
        { "append div", "<div/>x|</div/>", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
raw_text(void **state)
{
    static const placing_case_t  cases[] = {
        { NULL, "<body><textarea></body></textarea>|</body>", 0, NULL },
        { NULL, "<body><style></body></style>|</body>", 0, NULL },
        { NULL, "<body><xmp></body></xmp>|</body>", 0, NULL },
        { NULL, "<body><iframe></body></iframe>|</body>", 0, NULL },
        { NULL, "<body><noembed></body></noembed>|</body>", 0, NULL },
        { NULL, "<body><noframes></body></noframes>|</body>", 0, NULL },
        { NULL, "<body><noscript></body></noscript>|</body>", 0, NULL },
        { NULL, "<body><style></STYLE a=\"</body>\">|</body>", 0, NULL },
        { NULL, "<body><textarea></textarea/>|</body>", 0, NULL },
        { NULL, "<body><textarea><!--</textarea>x|</body>", 0, NULL },
        { NULL, "<body><style></styl</style>|</body>", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
scripts(void **state)
{
    static const placing_case_t  cases[] = {
        { NULL, "<body><script>'</body>'</script>|</body>", 0, NULL },
        { NULL, "<body><script><!--</script>|</body>", 0, NULL },
        { NULL, "<body><script><!-- <script> </script></body>-->"
                "</script>|</body>", 0, NULL },
        { NULL, "<body><script><!--<script></script></body></script>|</body>",
          0, NULL },
        { NULL, "<body><script><!--<scriptx></script>|</body>", 0, NULL },
        { NULL, "<body><script><!--<script>--></script>|</body>", 0, NULL },
        { NULL, "<body><script><!-<script></script>|</body>", 0, NULL },
        { NULL, "<body><script><!--><script></script>|</body>", 0, NULL },
        { NULL, "<body><script><!--<script/</script>x</script>|</body>",
          0, NULL },
        { NULL, "<body><script><!--<script ></scripty></script >"
                "</script\n>|</body>", 0, NULL },
        { NULL, "<body><script>a<b;</SCRIPT >|</body>", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
cdata_in_foreign_content_only(void **state)
{
    static const placing_case_t  cases[] = {
        { "append p", "<p><svg><![CDATA[</svg></p>]]></svg></p>|", 0, NULL },
        { "append p", "<p><svg><![CDATA[]]]]]></svg></p>|", 0, NULL },
        { "append p", "<p><math><![CDATA[</p>]>]]></math></p>|", 0, NULL },
        { "append p", "<p><svg><![cdata[<a>]]></svg></p>|", 0, NULL },
        { "append p", "<p><svg><foreignObject><![CDATA[</svg></p>]]>"
                      "</foreignObject></svg></p>|", 0, NULL },
        { "append p", "<p><svg><foreignObject><i><![CDATA[</b>x</i>"
                      "</foreignObject></svg></p>|", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
bytes_are_no_names(void **state)
{
    static const placing_case_t  cases[] = {
        { "append p", "<p\xc3\xa9>x</p\xc3\xa9><p>y</p>|", 0, NULL },
        { "append x-y", "<x-y>x</x-yz>|</x-y>", 0, NULL },
        { "append x-y", "<x-yzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
                        "zzzzzzzzzzzzzzzzzzzzzzzz><x-y>|</x-y>", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


/* What ends a comment, a doctype, a CDATA section, and what does not. */
static void
ends_of_comments(void **state)
{
    static const placing_case_t  cases[] = {
        { "append p", "<p><!----></b></p>|", 0, NULL },
        { "append p", "<p><!--a-></p>--></p>|", 0, NULL },
        { "append p", "<p><!--a--x></p>--></p>|", 0, NULL },
        { "append p", "<p><!--a--!</p>--></p>|", 0, NULL },
        { "append p", "<p><!--a--!-></p>--></p>|", 0, NULL },
        { "append p", "<p><!--a--!--></b></p>|", 0, NULL },
        { "append p", "<p><!---a></p>--></p>|", 0, NULL },
        { "append p", "<p><!---!></p>--></p>|", 0, NULL },
        { "append p", "<p><!-----></b></p>|", 0, NULL },
        { "append p", "<p><svg><![CDATA[ ]a></p> ]]a</p>]]></svg></p>|", 0,
          NULL },
        { "append p", "<p><svg><![CDATAx</p>]]></svg>a></p>|", 0, NULL },
        { "append p", "<p><!doctypehtml x='>'</p>|</p>", 0, NULL },
        { "append p", "<p><!doc></b></p>|", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


/* Where the page breaks off. */
static void
cut_pages(void **state)
{
    static const placing_case_t  cases[] = {
        { NULL, "<p>a|<!", 0, "" },
        { NULL, "<p>a|<!-", 0, "" },
        { NULL, "<p>a|<", 0, "" },
        { NULL, "<p>a|</", 0, "" },
        { NULL, "<p>a<!--|", 1, "-->" },
        { NULL, "<p>a<!---|", 1, "-->" },
        { NULL, "<p>a<!--b-|", 1, "-->" },
        { NULL, "<p>a<!--b--|", 1, "-->" },
        { NULL, "<p>a<!--b--!|", 1, "-->" },
        { NULL, "<p>a<!b|", 1, ">" },
        { NULL, "<p>a<?b|", 1, ">" },
        { NULL, "<p>a<!doctype x|", 1, ">" },
        { NULL, "<p>a<svg><![CDATA[b|", 1, "]]></svg>" },
        { NULL, "<p>a<svg><![CDATA[b]|", 1, "]]></svg>" },
        { NULL, "<p>a<svg><![CDATA[b]]|", 1, "]]></svg>" },
        { NULL, "<p>a|<b", 0, NULL },
        { NULL, "<p>a|<b c", 0, NULL },
        { NULL, "<p>a|<b c ", 0, NULL },
        { NULL, "<p>a|<b c=", 0, NULL },
        { NULL, "<p>a|<b c='d", 0, NULL },
        { NULL, "<p>a|<b c=\"d", 0, NULL },
        { NULL, "<p>a|<b c=d", 0, NULL },
        { NULL, "<p>a|<b c='d'", 0, NULL },
        { NULL, "<p>a|<b /", 0, NULL },
        { NULL, "<title>a|", 1, "</title>" },
        { NULL, "<title>a</titl|", 1, "</title>" },
        { NULL, "<p>a<script>b</script|", 1, "</script>" }
    };

    (void) state;

    placing_table(cases);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(text_is_no_tag),
        cmocka_unit_test(ends_of_comments),
        cmocka_unit_test(cut_pages),
        cmocka_unit_test(attributes_hide_tags),
        cmocka_unit_test(raw_text),
        cmocka_unit_test(scripts),
        cmocka_unit_test(cdata_in_foreign_content_only),
        cmocka_unit_test(bytes_are_no_names)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
