/* Formatting elements that open again: the list of active ones. */

#include "../placing.h"


/* What is open again hides, and keeps headings and options from their end. */
static void
what_is_open_again(void **state)
{
    static const placing_case_t  cases[] = {
        { NULL, "<p><b>x</p><h1 hidden>a<h2>b</h2>c|", 1, "</h1>" },
        { NULL, "<h1 hidden>a<h2>b</h2>c|", 0, NULL },
        { NULL, "<option><p><b>x</p>a<option>b</option>c|", 1, "</option>" },
        { NULL, "<option>a<option>b</option>c|", 0, NULL },
        { "append h1", "<p><b hidden>a</p>b<h1>c</h1></b><h1>d|</h1>", 0,
          NULL },

        /* before a blank, a void element, SVG, `</br>`; not before a block */

        { NULL, "<p><b hidden>a</p>\n<div>b|", 1, "</div></b>" },
        { NULL, "<p><b hidden>a</p><img><div>b|", 1, "</div></b>" },
        { NULL, "<p><b hidden>a</p><svg></svg><div>b|", 1, "</div></b>" },
        { NULL, "<p><b hidden>a</p></br><div>b|", 1, "</div></b>" },
        { NULL, "<p><b hidden>a</p><span></span><div>b|", 1, "</div></b>" },
        { NULL, "<p><b hidden>a</p><i></i><div>b|", 1, "</div></b>" },
        { NULL, "<p><b hidden>a</p><nobr></nobr><div>b|", 1, "</div></b>" },
        { NULL, "<p><b hidden>a</p><a></a><div>b|", 1, "</div></b>" },
        { NULL, "<p><b hidden>a</p><input><div>b|", 1, "</div></b>" },
        { NULL, "<p><b hidden>a</p><button></button><div>b|", 1,
          "</div></b>" },
        { NULL, "<p><b hidden>a</p><select></select><div>b|", 1,
          "</div></b>" },
        { NULL, "<p><b hidden>a</p><option></option><div>b|", 1,
          "</div></b>" },
        { NULL, "<p><b hidden>a</p><xmp></xmp><div>b|", 1, "</div></b>" },
        { NULL, "<p><b hidden>a</p><div><div></b>b|", 0, NULL },
        { NULL, "<p><b hidden>a</p><hr><div></b>b|", 0, NULL },
        { NULL, "<p><b hidden>a</p><source><div></b>b|", 0, NULL },
        { NULL, "<p><b hidden>a</p><iframe> </iframe><div></b>b|", 0, NULL },
        { NULL, "<p><b hidden>a</p><!-- b --><div></b>c|", 0, NULL },
        { NULL, "<svg><g><desc><p><b hidden>a</p></desc> <b></b></g></svg>c|",
          1, "</b>" },

        /* raw text is closed first */

        { NULL, "<p><b hidden>x</p><iframe>a|", 1, "</iframe></b>" },

        /* a blank between the parts of a table opens nothing, a word does */

        { "append td", "<table><b hidden>x</b><tr><td>y|</td></table>", 0,
          NULL },
        { NULL, "<table><b hidden>x<tr><td>y</table>z|", 1, "</b>" },
        { "append td", "<table><b hidden>x<tr>\n<td>y|</td></table>", 0,
          NULL },

        /* what has a name more ends the newest first */

        { NULL, "<div><font popover>a</div><h1><font>b|", 1,
          "</font></font>" },
        { NULL, "<h2 hidden><math><mi><b>a</math><h1><b>b</h1>c|", 1,
          "</b></b></mi></math></h2>" },
        { NULL, "<form popover><i><b><u><p>a</i>b</form>c|", 1, "</b>" },

        /* a fourth of a name, with which one has left the list */

        { NULL, "<table><i><td><b hidden><math><mi><b><em><b><b><b>a|", 1,
          "</b></b></b></em></b></mi></math></b>" },
        { NULL, "<div hidden><math><mi><b><em><b><b><b>a|", 1,
          "</b></b></b></b></mi></math></div>" },
        { NULL, "<b><ul><b hidden><b><b><b></ul>a|", 1, "</b></b></b></b>" },
        { NULL, "<b><ul><b hidden><b><b><b></ul>|", 1,
          "</b></b></b></b></b>" },

        /* also where what is left was before a caption or a cell */

        { NULL, "<select><math><mi><b><table><b hidden><caption>a|", 1,
          "</caption></table></b></b></mi></math></select>" },
        { NULL, "<svg><desc><i><b><table><b hidden><i hidden><tr><td>a|", 1,
          "</td></tr></tbody></table></i></i></desc></svg></b>" },
        { NULL, "<select><math><mi><b><u><table><u hidden><tr><th>a|", 1,
          "</th></tr></tbody></table></b></mi></math></select></u>" }
    };

    (void) state;

    placing_table(cases);
}


/* The element that has opened again is in the place of selectors. */
static void
selectors(void **state)
{
    static const placing_case_t  cases[] = {
        { "append div > p:nth-child(2)", "<div><p><b>x</p>y<p>z</p></div>|", 1,
          NULL },
        { "append b > p", "<div><p><b>x</p>y<p>z</p>|</div>", 0, NULL },
        { "append div > p:nth-child(2)", "<div><p><b>x</b></p><p>z</p>|"
                                         "</div>", 0, NULL },

        /* it has been there, and is no place again */

        { "append b:nth-of-type(2)", "<div><b></b><p><b>x</p>y</div><h1>z"
                                     "</h1>|", 1, NULL }
    };

    (void) state;

    placing_table(cases);
}


/* Three of a name and equal attributes open again (the Noah's Ark clause). */
static void
equal_ones(void **state)
{
    static const placing_case_t  cases[] = {
        { NULL, "<p><b hidden><b hidden><b hidden><b hidden>a</p>b|", 1,
          "</b></b></b>" },
        { NULL, "<p><b hidden><b hidden><b hidden>a</p>b|", 1,
          "</b></b></b>" },
        { NULL, "<p><b hidden><b popover><b hidden><b hidden>a</p>b|", 1,
          "</b></b></b></b>" },

        /* the fourth is open, and its end tag does not end it in the p */

        { NULL, "<b hidden><b hidden><b hidden><b hidden><p>a</b></b></b></b>"
                "b|", 1, "</p></b>" },
        { NULL, "<b hidden><b hidden><b hidden><p>a</b></b></b>b|", 0, NULL },
        { NULL, "<p><b hidden><b a><b b1><i><u><em><s>a</p>b|", 1,
          "</b></b></b>" },
        { NULL, "<font popover><div><font size=1><font size=2><font size=1>"
                "<font size=1>a</div>b|", 1,
          "</font></font></font></font></font>" }
    };

    (void) state;

    placing_table(cases);
}


/* Cells and the like have a list of their own. */
static void
markers(void **state)
{
    static const placing_case_t  cases[] = {
        { "append td", "<p><b hidden>x</p><table><tr><td>a|</td></table>", 0,
          NULL },
        { "append th", "<p><b hidden>x</p><table><tr><th>a|</table>", 0,
          NULL },
        { "append caption", "<p><b hidden>x</p><table><caption>a|</table>", 0,
          NULL },
        { "append h1", "<p><b hidden>x</p><marquee><h1>a</h1></marquee>|", 2,
          "</b>" },
        { NULL, "<p><b hidden>x</p><table><tr><td>a</table>b|", 1, "</b>" },
        { NULL, "<p><b hidden>x</p><table><tr><td><i hidden>a</table>b|", 1,
          "</b>" },

        /* that of the cell stays when the object's is cleared for it */

        { NULL, "<p><b hidden>a</p><table><tr><td><object></td></tr></table>"
                "b|", 0, NULL },
        { NULL, "<p><b hidden>a</p><table><tr><td><object></object></td></tr>"
                "</table>b|", 1, "</b>" },
        { NULL, "<p><b hidden>a</p><table><object><tr></table>b|", 0, NULL },

        { NULL, "<object><p><b hidden>a</p><template><td><object></td><i>c|",
          1, "</template></object></b>" },

        /* what is before the cell that is closed */

        { NULL, "<div hidden><p><b popover>a</p><table><tr><td>c|", 1,
          "</td></tr></tbody></table></div></b>" }
    };

    (void) state;

    placing_table(cases);
}


/* The adoption agency's ends: eight blocks, three elements between. */
static void
adoption(void **state)
{
    static const placing_case_t  cases[] = {
        { NULL, "<b hidden><p>1<p>2<p>3<p>4<p>5<p>6<p>7</b>x|", 0, NULL },
        { NULL, "<b hidden><div><div><div><div><div><div><div>7</b>x|", 0,
          NULL },
        { NULL, "<b hidden><div><div><div><div><div><div><div><div>8</b>x|", 1,
          "</b>" },
        { NULL, "<b hidden><div><div><div><div><div><div><div><div><div>9</b>"
                "x|", 1, "</div></b>" },
        { "append h1", "<b hidden><div><div><div><div><div><div><div><div>"
                       "<h1>9</h1></b></div><h1>x</h1>|", 2, "</b>" },
        { "append .k .l", "<b hidden><div><div><div><div><div><div><div>"
                          "<div class=k></b></b><p class=l>9</p>|", 0, NULL },
        { NULL, "<i><b hidden><u><em><s><p>x</i>y|", 0, NULL },
        { NULL, "<i><b hidden><u><em><p>x</i>y|", 1, "</p></b>" },
        { NULL, "<b><video><p>x</b>y|", 0, NULL },
        { NULL, "<b><i><x-y hidden><p>x</b>y|", 0, NULL },

        /* an a ends one that is out of scope, too */

        { "append body > i", "<a><table><a>x</a></table></a><i>b|</i>", 0,
          NULL },
        { "append body > i", "<p><a>x</p><a>y</a><i>b|</i>", 0, NULL },
        { "append body > i", "<nobr><p>x<nobr>y</nobr></p></nobr><i>b|</i>", 0,
          NULL }
    };

    (void) state;

    placing_table(cases);
}


/* A form ends by the end tag that comes for it, or with what is around it. */
static void
forms(void **state)
{
    static const placing_case_t  cases[] = {
        { NULL, "<form hidden><div></form>x|", 1, "</div>" },
        { NULL, "<div hidden><form><table><td></form>x|", 1,
          "</td></tr></tbody></table></div>" },
        { NULL, "<div><option><form><table><td></form>x|", 1,
          "</td></tr></tbody></table></div>" },
        { NULL, "<div><b hidden><form><table><td></form>x|", 1,
          "</td></tr></tbody></table></div></b>" },
        { "append div", "<div><option><form><table><td></form>x</table></div>"
                        "y|", 1, NULL },
        { NULL, "<table><td><option><math><mi><form><table><td></form>x|", 1,
          "</td></tr></tbody></table></td></table>" },

        /* that of a table is closed at once, and there is no second one */

        { "append .k", "<table><form><tr><td>x</table><form class=k>y</form>"
                       "z|", 1, NULL },
        { "append .k", "<table><form></form></table><form class=k>y|</form>",
          0, NULL },
        { "append .k", "<form><table><form></form></table></form>"
                       "<form class=k>y|</form>", 0, NULL },
        { NULL, "<div><form></div><div hidden></form>y|", 1, "</div>" }
    };

    (void) state;

    placing_table(cases);
}


/* A NUL is no character of a document: what stands behind it counts. */

static void
nuls(void **state)
{
    size_t          i, k, len;
    unsigned char   page[128];

    static const placing_case_t  cases[] = {
        { NULL, "<p><b hidden>a</p>%\n<div>b", 1, "</div></b>" },
        { NULL, "<p><b hidden>a</p>%%\n%\n<div>b", 1, "</div></b>" },
        { NULL, "<p><b hidden>a</p>\n%<div>b", 1, "</div></b>" },
        { NULL, "<p><b hidden>a</p>%<div>b", 1, "</b>" }
    };

    (void) state;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        len = strlen(cases[i].page);

        for (k = 0; k < len; k++) {
            page[k] = cases[i].page[k] == '%' ? '\0' : cases[i].page[k];
        }

        placing_check_bytes(&cases[i], page, len, len);
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(nuls),
        cmocka_unit_test(what_is_open_again),
        cmocka_unit_test(selectors),
        cmocka_unit_test(equal_ones),
        cmocka_unit_test(markers),
        cmocka_unit_test(adoption),
        cmocka_unit_test(forms)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
