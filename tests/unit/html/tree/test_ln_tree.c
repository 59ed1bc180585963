/* Where elements end. */

#include "../placing.h"


static void
own_end_tags(void **state)
{
    static const placing_case_t  cases[] = {
        { "before p", "<b>x</b>|<p>y</p>", 0, NULL },
        { "prepend p", "|<p class=a>y</p>", 0, NULL },
        { "append p", "<p>y</p>|", 0, NULL },
        { "after p", "<p>y</p>|z", 0, NULL },
        { "before br", "<p>a|<br>b", 0, NULL },
        { "after br", "<p>a<br>|b", 0, NULL },
        { "after img", "<p><img src=a />|b", 0, NULL },
        { "after script", "<p><script>'</p>'</script>|", 0, NULL },
        { "append div", "<div>a</p>b</span>c|</div>", 0, NULL },
        { "append div", "<div><div>a</div>b|</div>", 0, NULL },
        { "append x-y", "<x-y>a</x>b|</x-y>", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
implied_end_tags(void **state)
{
    static const placing_case_t  cases[] = {
        { "append p", "<p>a|<p>b", 0, NULL },
        { "after p", "<p>a|<div>b</div>", 0, NULL },
        { "append p", "<p>a<b>b</b>|<h1>c", 0, NULL },
        { "append p", "<div><p>a|</div>", 0, NULL },
        { "append p", "<p>a|<hr>", 0, NULL },
        { "append p", "<p>a|<pre>b", 0, NULL },
        { "append p", "<p>a<button>b<p>c</p></button></p>|", 0, NULL },
        { "append p", "<p>a<object><p>b</object></p>|", 0, NULL },
        { "append p", "<!doctype html><p>a|<table></table>", 0, NULL },
        { "append p", "<p>a<table></table></p>|", 0, NULL },
        { "append li", "<ul><li>a|<li>b</ul>", 0, NULL },
        { "after li", "<ul><li>a|</ul>", 0, NULL },
        { "append li", "<ul><li>a<ul><li>b</ul>c|<li>d</ul>", 0, NULL },
        { "append li", "<ul><li>a<div><p>b|<li>d</ul>", 0, NULL },
        { "append dt", "<dl><dt>a|<dd>b", 0, NULL },
        { "append dd", "<dl><dt>a<dd>b|<dt>c", 0, NULL },
        { "append tr", "<table><tr><td>a|<tr><td>b</table>", 0, NULL },
        { "append td", "<table><tr><td>a|<th>b</table>", 0, NULL },
        { "append th", "<table><tr><th>a<p>b|</tr></table>", 0, NULL },
        { "append td", "<table><tr><td>a<table><tr><td>b</table>|</table>",
          0, NULL },
        { "after thead", "<table><thead><tr><td>a|<tbody><tr></table>",
          0, NULL },
        { "after tbody", "<table><tr><td>a|<tfoot><tr></table>", 0, NULL },
        { "append caption", "<table><caption>a<b>c|<tr><td>b</table>",
          0, NULL },
        { "after colgroup", "<table><colgroup><col>|<tr></table>", 0, NULL },
        { "append rt", "<ruby>a<rt>b|<rp>c</ruby>", 0, NULL },
        { "append h1", "<h1>a|</h2>", 0, NULL },
        { "append h1", "<h1>a|<h2>b", 0, NULL },
        { "append button", "<button>a|<button>b", 0, NULL },
        { "append a", "<a>b|<a>c</a>", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
end_tags_that_close_several(void **state)
{
    static const placing_case_t  cases[] = {
        { "append span", "<div><span>a|</div>b", 0, NULL },
        { "after div", "<section><div><span>a</div>|b", 0, NULL },
        { "append article", "<article><div><p>a|</article>b", 0, NULL },
        { "append div", "<div><table><tr><td></div>a</table>|</div>",
          0, NULL },
        { "append div", "<div><b>a<i>b|</div>c", 0, NULL },
        { "append p", "<b><p>a</b>b</p>|", 0, NULL },
        { "append div", "<b><div>a</b><p>b|</div>", 0, NULL },
        { "append div", "<a><div><p>a</a>b</p>c|</div>d", 0, NULL },
        { "append b > i", "<a><b><p>a</a></p><i>b|</i></b>", 0, NULL },
        { "append div", "<form><div></form>a|</div>", 0, NULL },
        { "append form", "<form><form>a|</form>b</form>", 0, NULL },
        { "append .b", "<form></form><form class=b>a|</form>", 0, NULL },
        { "append div", "<div><span></x></i></td>|</body >", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


/* Tags where the standard has another rule for them, or passes them over. */
static void
tags_out_of_place(void **state)
{
    static const placing_case_t  cases[] = {

        /* before the head, and in it */

        { "append p", "</x></p></title><p>a</p>|", 0, NULL },
        { "before p", "</br>|<p>a</p>", 0, NULL },
        { "append p", "</head><p>a</p>|", 0, NULL },
        { "append p", "</body></html><p>a</p>|", 0, NULL },
        { "append p", "<html></x><html></p><p>a</p>|", 0, NULL },
        { "append p", "<html></head></x><p>a</p>|", 0, NULL },
        { "append p", "<head></x><head></p></head><p>a</p>|", 0, NULL },
        { "append p", "<body><head><p>a</p>|", 0, NULL },
        { "append p", "<body><noscript><p>a</noscript><p>b</p>|", 0, NULL },

        /* frames, where something has been shown */

        { "append p", "<input type=hidxen><frameset></frameset><p>a</p>|", 0,
          NULL },
        { "append p", "<input><frameset></frameset><p>a</p>|", 0, NULL },
        { "append p", "<template><frameset></frameset></template><p>a</p>|",
          0, NULL },

        /* tables */

        { "append p", "<table><caption></body></html></td><p>a</p>|</caption>",
          0, NULL },
        { "append p", "<table><colgroup><html><col></col></colgroup><tr><td>"
                      "<p>a</p>|", 0, NULL },
        { "append p", "<template><col><html><x></x></template><p>a</p>|", 0,
          NULL },
        { "append p", "<table><tr><td></thead></tfoot></col><p>a</p>|", 0,
          NULL },
        { "append td", "<table><tr><td>a|</tbody><tr></table>", 0, NULL },
        { "append td", "<table><tr><td>a|</table>", 0, NULL },

        /* MathML's texts hold HTML, but for what is theirs */

        { "append mi p", "<math><mi><p>a</p>|</mi></math>", 0, NULL },
        { "append mo p", "<math><mo><p>a</p>|</mo></math>", 0, NULL },
        { "append mn p", "<math><mn><p>a</p>|</mn></math>", 0, NULL },
        { "append ms p", "<math><ms><p>a</p>|</ms></math>", 0, NULL },
        { "append mtext p", "<math><mtext><p>a</p>|</mtext></math>", 0,
          NULL },
        { "append p", "<math><mi><malignmark/><mglyph/><p>a</p>|</mi></math>",
          0, NULL },
        { "append p", "<math><mi><malignmark><b></malignmark></b><p>a</p>|",
          0, NULL },
        { "append p", "<math><mrow><p>a</p>|", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
foreign_content(void **state)
{
    static const placing_case_t  cases[] = {
        { "append div", "<div><svg><title>a</title><p/></svg>|</div>",
          0, NULL },
        { "append div", "<div><svg><style><a></style></svg>|</div>", 0, NULL },
        { "append div", "<div><svg><script/></svg>|</div>", 0, NULL },
        { "append div", "<div><math><mi><b>a</b></mi></math>|</div>", 0, NULL },
        { "append div", "<div><svg><foreignObject><div>a</div>"
                        "</foreignObject></svg>|</div>", 0, NULL },
        { "append div", "<div><svg/>|</div>", 0, NULL },
        { "after svg", "<div><svg><g></svg>|</div>", 0, NULL },
        { "append div", "<div><svg><desc/><p>a|</div>", 0, NULL },
        { "append p", "<!a-b><p>a</p>|", 0, NULL },
        { "append p", "<!-ab><p>a</p>|", 0, NULL },

        /* HTML ends it: the notice ends it too, names of no rule with it */

        { "before p", "<div><svg>|<p>a", 0, "</svg>" },
        { "append div", "<div><svg><g>|</div>", 0, "</svg>" }
    };

    (void) state;

    placing_table(cases);
}


static void
hidden_content(void **state)
{
    static const placing_case_t  cases[] = {
        { "append p", "<template><p>a</p></template><p>b</p>|", 0, NULL },
        { "append p", "<template><tr><td><p></template><p>b</p>|", 0, NULL },
        { "append *:not(html)", "<title>a</title><div>b|</body>", 0, NULL },
        { "after .a", "<select><option class=a>b</select><p class=a>c</p>|",
          0, NULL },
        { "append .a", "<video class=a>b</video><p class=a>c</p>|", 0, NULL },
        { "append .a", "<img class=a><p class=a>c</p>|", 0, NULL },
        { "append .a", "<script class=a></script><p class=a>c</p>|", 0,
          NULL },
        { "before .a", "<head class=a></head>|<p class=a>c</p>", 0, NULL },
        { NULL, "<body><select><option>a</body>|", 1, "</option></select>" },
        { NULL, "<body><select><xmp></select>b</body>|", 1,
          "</xmp></select>" },
        { NULL, "<body><select><textarea></body></textarea></body>|", 1,
          "</select>" },
        { NULL, "<body><select></body><b>c</select>|</body>", 0, NULL },
        { NULL, "<body><object></body>|", 1, "</object>" },
        { NULL, "<body><object></html>|", 1, "</object>" },
        { NULL, "<body><video><p>a|</body>", 0, "</p></video>" }
    };

    (void) state;

    placing_table(cases);
}


/* `<` and `-` in scripts that lead nowhere. */
static void
scripts(void **state)
{
    static const placing_case_t  cases[] = {
        { "append p", "<script></1<p></script><p>a</p>|", 0, NULL },
        { "append p", "<script><!<p></script><p>a</p>|", 0, NULL },
        { "append p", "<script><!-<p></script><p>a</p>|", 0, NULL },
        { "append p", "<script><!--a-<p></script><p>a</p>|", 0, NULL },
        { "append p", "<script><!------<p></script><p>a</p>|", 0, NULL },
        { "append p", "<script><!-----><p></script><p>a</p>|", 0, NULL },
        { "append p", "<script><!--<1<p></script><p>a</p>|", 0, NULL },
        { "append p", "<script><!--<script1></script><p>a</p>|", 0, NULL },
        { "append p", "<script><!--a-b<script></script><p></script><p>a</p>|",
          0, NULL },
        { "append p", "<script><!--a--b<script></script><p></script><p>a</p>|",
          0, NULL },
        { "append p", "<script><!--<style></script><p>a</p>|", 0, NULL },
        { "append p", "<script><!--<script><p>-<p>--<p>------<p></script><p>"
                      "--></script><p>a</p>|", 0, NULL },
        { "append p", "<script><!--<script>-----></script><p>a</p>|", 0, NULL },
        { "append p", "<script><!--<script></script1></script ></script><p>a"
                      "</p>|", 0, NULL },
        { "append p", "<script><!--<script></style></script></script><p>a"
                      "</p>|", 0, NULL },
        { "append p", "<script><!--<script></1<p></script/></script><p>a</p>|",
          0, NULL },
        { "append p", "<title></1<p></title1></title><p>a</p>|", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
head_and_body_left_out(void **state)
{
    static const placing_case_t  cases[] = {
        { NULL, "a|", 0, NULL },
        { NULL, "<p>a|", 0, NULL },
        { NULL, "<title>a</title>b|", 0, NULL },
        { "prepend body", "<html><head><title>a</title>|<p>b", 0, NULL },
        { "prepend body", "<title>a</title> \n|b", 0, NULL },
        { "prepend body", "<title>a</title><body class=x>|b", 0, NULL },
        { "before body", "<title>a</title></head>|<body>b", 0, NULL },
        { "after head", "<head><title>a</title></head>|<body>b", 0, NULL },
        { "after head", "<title>a</title>|<p>b", 0, NULL },
        { "append p", "\xef\xbb\xbf<html><head><title>x</title></head><body>"
                      "<p>a</p>|", 0, NULL },
        { NULL, "<head><script></script></head> <body>a|</body>", 0, NULL },
        { NULL, "<head></head><body>a<body b=c>d|</body>", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
after_the_body(void **state)
{
    static const placing_case_t  cases[] = {
        { NULL, "<body>a|</body>", 0, NULL },
        { NULL, "<body>a|</body> <!-- b --> </html>\n", 0, NULL },
        { NULL, "<body>a|</html>", 0, NULL },
        { NULL, "<body>a</body>b|", 0, NULL },
        { NULL, "<body>a</body></html>b|", 0, NULL },
        { NULL, "<body>a</body><p>b|</body>", 0, NULL },
        { NULL, "<body>a</body><p>b|</body>\n</html>", 0, NULL },
        { NULL, "<body>a</body><script></script>|</html>", 0, NULL },
        { NULL, "<body>a</body></body>|</body>", 0, NULL },
        { "append body", "<body>a</body>b|</html>", 0, NULL },
        { "after body", "<body>a</body>|</html>", 0, NULL },
        { "after body", "<body>a|</html>", 0, NULL },
        { "append html", "<body>a</body>|</html>", 0, NULL },
        { "after html", "<body>a</body></html>|", 0, NULL },
        { "append p", "<body><p>a|</body></html>", 0, NULL },
        { "append p", "<body><p>a</body></html>b|", 0, NULL },
        { "append p", "<body><p>a</body></html>b</p>|", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
what_shows_nothing_after_it(void **state)
{
    static const placing_case_t  cases[] = {
        { NULL, "<body>a|<plaintext>b</body>", 0, NULL },
        { "append p", "<p>a|<plaintext>b</p>", 0, NULL },
        { NULL, "<html><head></head>|<frameset><frame></frameset>", 1, NULL },
        { NULL, "<p>|<frameset>", 0, NULL },
        { NULL, "<p>x<frameset>|", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


/* A table that the page leaves open would put the notice before it. */
static void
tables_left_open(void **state)
{
    static const placing_case_t  cases[] = {
        { NULL, "<body><table><tr><td>a</td>|", 1, "</table>" },
        { NULL, "<body><table><tr><td>a|", 0, NULL },
        { NULL, "<body><table><tr><td>a<table><tbody>|", 1, "</table>" },
        { NULL, "<body><table>|", 1, "</table>" },
        { NULL, "<table><colgroup>|", 1, "</table>" },
        { NULL, "<table><tr><td>a</td></body></html>|", 1, "</table>" },
        { NULL, "<table><caption>a|", 0, NULL },
        { NULL, "<table><tr><!-- |", 1, "--></table>" },
        { NULL, "<table><tr>|<plaintext>", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


/* What stands in MathML's text and SVG's HTML ends nothing around it. */
static void
islands(void **state)
{
    static const placing_case_t  cases[] = {
        { "append div", "<div><h2><math><mtext></h2></div>a|", 0, NULL },
        { "append li", "<ul><li><math><mtext><li>a</ul>b|", 0, NULL },
        { "append li", "<ul><li><svg><desc><li>a</ul>b|", 0,
          "</li></desc></svg>" },
        { "append div", "<div><b><math><mi></b></div>a|", 0, NULL },
        { "append div", "<div><x><math><mo></x></div>a|", 0, NULL },
        { "append div", "<div><b><svg><foreignObject></b></div>a|", 0, NULL },
        { "append h2", "<h2><svg><g>|</h2>", 0, "</svg>" },
        { "append div", "<div><svg><foreignObject></p></div>a|", 0, NULL },
        { "append div", "<div><svg><g></p>|</div>", 0, NULL },
        { "append div", "<div><math><annotation-xml><p>a|</div>", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


/* What the phases before and after the body make of a tag. */
static void
phases(void **state)
{
    static const placing_case_t  cases[] = {
        { NULL, "</p></div><html></p><head></p></head></p><body>a|</body>",
          0, NULL },
        { NULL, "<html><html lang=x><head><head><html></head><head><html>"
                "<body>a|</body>", 0, NULL },
        { NULL, "<head><noscript></body></noscript></head><body>a|</body>", 0,
          NULL },
        { NULL, "<head></br>a|</body>", 0, NULL },
        { NULL, "<html></br>a|</body>", 0, NULL },
        { NULL, "</br>a|</body>", 0, NULL },
        { NULL, "<head></head></br>a|</body>", 0, NULL },
        { NULL, "<head></head><link><title></title><p>a|</body>", 0, NULL },
        { NULL, "<body>a<caption><tr><td><frame><head>b|</body>", 0, NULL },
        { NULL, "<body><svg></body></html><g></g></svg>a|", 0, NULL },
        { NULL, "<body><svg></body><p>a|", 0, NULL },
        { NULL, "<body><div></body></div>a|</html>", 0, NULL },
        { "after head", "<head></head>|<body>", 0, NULL },
        { "append body", "<body>a</body><!-- b --></html><!-- c -->\nd|", 0,
          NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
odd_elements(void **state)
{
    static const placing_case_t  cases[] = {
        { "append div", "<div><svg><font></font>|</div>", 0, "</svg>" },
        { "append div", "<div><svg><font color=a>b|</div>", 0, NULL },
        { "append div", "<div><svg/>a|</div>", 0, NULL },
        { "append div", "<div><svg><g/></svg>a|</div>", 0, NULL },
        { "append div", "<div><math><mi><mglyph/></mi></math>a|</div>", 0,
          NULL },
        { "append div", "<div><math><annotation-xml><svg></svg>"
                        "</annotation-xml></math>a|</div>", 0, NULL },
        { "append div", "<div><math><annotation-xml encoding=text/html><div>"
                        "b</div></annotation-xml></math>a|</div>", 0, NULL },
        { "append div", "<div><math><annotation-xml encoding="
                        "Application/XHTML+xml><div>b</div></annotation-xml>"
                        "</math>a|</div>", 0, NULL },
        { "after select", "<select><optgroup><option>a</select>|b", 0, NULL },
        { "after select", "<select><optgroup label=a></select>|b", 0, NULL },
        { "after select", "<select><option>a<optgroup><option>b</select>|c",
          0, NULL },
        { "append nobr", "<nobr>a|<nobr>b</nobr>", 0, NULL },
        { "append div", "<div><b><x><p></b>c</x></p>|</div>", 0, NULL },
        { "append div", "<div><i><b><p>a<span></i>b</p></b>|</div>", 0, NULL },
        { "append div", "<div><image>a|</div>", 0, NULL },
        { "after img", "<div><image>|a</div>", 0, NULL },
        { "append li", "<ul><li>a|</li></li><li></ul>", 0, NULL },
        { "append div", "<div></li></h1></form></b></x></body-x>a|</div>", 0,
          NULL },
        { "append h1", "<div><h1>a|</h2></h1></div>", 0, NULL },
        { "append div", "<h1><div>a|</h1></div>", 0, NULL },
        { "append div", "<div><form><p></form>a|</div>", 0, NULL },
        { "append rb", "<ruby><rb>a|<rtc><rt>b<rp>c</ruby>", 0, NULL },
        { "append li", "<ul><li><svg><g>a|<li></ul>", 0, "</svg>" },
        { "append p", "<p><video>a|<div>b", 0, "</video>" },
        { "append h1", "<h1><video>a|</h2>", 0, "</video>" },
        { "append a", "<a><video><b>a|<a>b", 0, "</video>" },
        { "append li", "<li><audio><i>a|<li>b", 0, "</audio>" },
        { "append td", "<table><td><video><b>a|<tr>", 0, "</video>" },
        { "after select", "<div><select>a|<input>", 0, "</select>" },
        { "append h3", "<h3>a|</h1>", 0, NULL },
        { "after svg", "<b><svg><g>a|</p>b", 0, "</svg>" },
        { "after svg", "<b><svg><g>a|</br>b", 0, "</svg>" },
        { "append div", "<div><template><p><template></p></template></div>"
          "</template>a|</div>", 0, NULL },
        { "append div", "<div><button>a|</div>", 0, NULL },
        { "append div", "<div><xmp></div></xmp><listing>\n</listing>a|</div>",
          0, NULL },
        { "append div", "<div><applet></div></applet>a|</div>", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


/* Deeper than what is kept: counted only, and out of it again. */
static void
too_deep(void **state)
{
    size_t           i, n, at;
    char            *page;
    ln_place_t       places[PLACING_PLACES];
    placing_run_t    run;
    ln_place_list_t  list;

    static const char  *inner[] = {
        "<p>a</p>", "<svg><g/></svg>", "<br><img>", "<x/>", "<b></b></b>",
        "<script></div></script>", "<textarea></div></textarea>",
        "<svg/>", "<table><tr><td></td></tr></table>", "<div></div>"
    };

    (void) state;

    page = malloc(20000);
    assert_non_null(page);

    for (i = 0; i < sizeof(inner) / sizeof(inner[0]); i++) {
        strcpy(page, "<body><article>");

        for (n = 0; n < LN_PLACER_HOLD / 100; n++) {
            strcat(page, "<div>");
        }

        strcat(page, inner[i]);

        for (n = 0; n < LN_PLACER_HOLD / 100; n++) {
            strcat(page, "</div>");
        }

        at = strlen(page);
        strcat(page, "</article>b</body>");

        list.places = places;
        list.nplaces = placing_parse_list("append article", places);

        for (n = 1; n < 20000; n = n * 7 + 1) {
            placing_run(&run, &list, 1, (unsigned char *) page, strlen(page),
                        n, n);
            assert_int_equal(run.placements[0].rank, 0);

            /* a table is not counted as one, nor is </b> without a <b> */

            if (i != 4 && i != 8) {
                assert_int_equal(run.placements[0].offset, at);
            }
        }

        placing_free();
    }

    strcpy(page, "<body>");

    for (n = 0; n < 600; n++) {
        strcat(page, "<div>");
    }

    at = strlen(page);
    strcat(page, "<plaintext></body>");

    list.places = NULL;
    list.nplaces = 0;
    placing_run(&run, &list, 1, (unsigned char *) page, strlen(page), 1000,
                1000);
    assert_int_equal(run.placements[0].offset, at);

    page[at] = '\0';
    strcat(page, "</body></html>");
    placing_run(&run, &list, 1, (unsigned char *) page, strlen(page), 1000,
                1000);
    assert_int_equal(run.placements[0].offset, at);
    assert_int_equal(run.placements[0].rank, 0);

    placing_free();
    free(page);
}


/* In quirks mode only a table may be in a p. */
static void
quirks(void **state)
{
    static const placing_case_t  cases[] = {
        { "append p", "<p>a<table></table></p>|", 0, NULL },
        { "append p", "<!doctype html><p>a|<table></table></p>", 0, NULL },
        { "append p", "<!doctype>" "<p>a<table></table></p>|", 0, NULL },
        { "append p", "<!doctype htm><p>a<table></table></p>|", 0, NULL },
        { "append p", "<!doctype htmlx><p>a<table></table></p>|", 0, NULL },
        { "append p", "<!doctype html x><p>a<table></table></p>|", 0, NULL },
        { "append p", "<!doctype html ><p>a|<table></table></p>", 0, NULL },
        { "append p", "<!DOCTYPE HTML PUBLIC \"html\"><p>a<table></table>"
                      "</p>|", 0, NULL },
        { "append p", "<!doctype html public><p>a<table></table></p>|",
          0, NULL },
        { "append p", "<!doctype html public \"a><p>a<table></table></p>|",
          0, NULL },
        { "append p", "<!doctype html public \"a\" \"b><p>a<table></table>"
                      "</p>|", 0, NULL },
        { "append p", "<!doctype html public 'a'><p>a|<table></table></p>",
          0, NULL },
        { "append p", "<!doctype html public '-//W3C//DTD HTML 4.01 "
                      "Transitional//EN'><p>a<table></table></p>|", 0, NULL },
        { "append p", "<!doctype html public '-//W3C//DTD HTML 4.01 "
                      "Transitional//EN' 'x'><p>a|<table></table></p>",
          0, NULL },
        { "append p", "<!doctype html public '-//W3C//DTD HTML 3.2//EN' 'x'>"
                      "<p>a<table></table></p>|", 0, NULL },
        { "append p", "<!doctype html system 'about:legacy-compat'>"
                      "<p>a|<table></table></p>", 0, NULL },
        { "append p", "<!doctype html system \"http://www.ibm.com/data/dtd/"
                      "v11/ibmxhtml1-transitional.dtd\"><p>a<table></table>"
                      "</p>|", 0, NULL },
        { "append p", "<!doctype html system><p>a<table></table></p>|",
          0, NULL },

        /* public identifiers: the first and the last of each kind */

        { "append p", "<!doctype html public '"
                      "-//W3O//DTD W3 HTML Strict 3.0//EN//' 'x'>"
                      "<p>a<table></table></p>|", 0, NULL },
        { "append p", "<!doctype html public '"
                      "-//W3O//DTD W3 HTML Strict 3.0//EN//x' 'x'>"
                      "<p>a|<table></table></p>", 0, NULL },
        { "append p", "<!doctype html public '"
                      "-/W3C/DTD HTML 4.0 Transitional/EN' 'x'>"
                      "<p>a<table></table></p>|", 0, NULL },
        { "append p", "<!doctype html public '"
                      "-/W3C/DTD HTML 4.0 Transitional/E' 'x'>"
                      "<p>a|<table></table></p>", 0, NULL },
        { "append p", "<!doctype html public 'HTML' 'x'>"
                      "<p>a<table></table></p>|", 0, NULL },
        { "append p", "<!doctype html public '"
                      "+//Silmaril//dtd html Pro v0r11 19970101//x' 'x'>"
                      "<p>a<table></table></p>|", 0, NULL },
        { "append p", "<!doctype html public '"
                      "+//Silmaril//dtd html Pro v0r11 19970101/' 'x'>"
                      "<p>a|<table></table></p>", 0, NULL },
        { "append p", "<!doctype html public '"
                      "-//WebTechs//DTD Mozilla HTML 2.0//' 'x'>"
                      "<p>a<table></table></p>|", 0, NULL },
        { "append p", "<!doctype html public '"
                      "-//WebTechs//DTD Mozilla HTML 2.1//' 'x'>"
                      "<p>a|<table></table></p>", 0, NULL },
        { "append p", "<!doctype html public '"
                      "-//W3C//DTD HTML 4.01 Frameset//EN'>"
                      "<p>a<table></table></p>|", 0, NULL },
        { "append p", "<!doctype html public '"
                      "-//W3C//DTD HTML 4.01 Frameset//EN' 'x'>"
                      "<p>a|<table></table></p>", 0, NULL },
        { "append p", "<!doctype html public '-//W3C//DTD HTML 4.01//EN'>"
                      "<p>a|<table></table></p>", 0, NULL },

        /* one that does not come first */

        { "append p", "<!doctype html><!doctype x><p>a|<table></table></p>",
          0, NULL },
        { "append p", "</p><!doctype html><p>a<table></table></p>|", 0, NULL },
        { "append p", "<!-- --><!doctype html><p>a|<table></table></p>",
          0, NULL }
    };

    (void) state;

    placing_table(cases);
}


/* What comes before a <frameset> and still allows one. */
static void
framesets(void **state)
{
    static const placing_case_t  cases[] = {
        { NULL, "<html><head></head>|<frameset></frameset>", 1, NULL },
        { NULL, "<body><frameset>|", 0, NULL },
        { NULL, "<div>|<frameset>", 0, NULL },
        { NULL, "<p></p>|<frameset>", 0, NULL },
        { NULL, "<div><input type=hidden>|<frameset>", 0, NULL },
        { NULL, "<div><input><frameset>|", 0, NULL },
        { NULL, "<div><template></template><frameset>|", 0, NULL },
        { NULL, "<div><br><frameset>|", 0, NULL },
        { NULL, "<div><img><frameset>|", 0, NULL },
        { NULL, "<div><hr><frameset>|", 0, NULL },
        { NULL, "<div><table></table><frameset>|", 0, NULL },
        { NULL, "<div><li></li><frameset>|", 0, NULL },
        { NULL, "<div><dd></dd><frameset>|", 0, NULL },
        { NULL, "<div><pre></pre><frameset>|", 0, NULL },
        { NULL, "<div><button></button><frameset>|", 0, NULL },
        { NULL, "<div><select></select><frameset>|", 0, NULL },
        { NULL, "<div><textarea></textarea><frameset>|", 0, NULL },
        { NULL, "<div><xmp></xmp><frameset>|", 0, NULL },
        { NULL, "<div><iframe></iframe><frameset>|", 0, NULL },
        { NULL, "<div><object></object><frameset>|", 0, NULL },
        { NULL, "<div><area><frameset>|", 0, NULL },
        { NULL, "<div><embed><frameset>|", 0, NULL },
        { NULL, "<div><wbr><frameset>|", 0, NULL },
        { NULL, "<div>\xc2\xa0<frameset>|", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(own_end_tags),
        cmocka_unit_test(tables_left_open),
        cmocka_unit_test(islands),
        cmocka_unit_test(phases),
        cmocka_unit_test(odd_elements),
        cmocka_unit_test(too_deep),
        cmocka_unit_test(quirks),
        cmocka_unit_test(framesets),
        cmocka_unit_test(implied_end_tags),
        cmocka_unit_test(end_tags_that_close_several),
        cmocka_unit_test(tags_out_of_place),
        cmocka_unit_test(foreign_content),
        cmocka_unit_test(hidden_content),
        cmocka_unit_test(scripts),
        cmocka_unit_test(head_and_body_left_out),
        cmocka_unit_test(after_the_body),
        cmocka_unit_test(what_shows_nothing_after_it)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
