/* Places that are passed over, as no notice would be shown in them. */

#include <stdio.h>

#include "../placing.h"


static void
hidden_by_attributes(void **state)
{
    static const placing_case_t  cases[] = {
        { "append p", "<div hidden><p>a</p></div><p>b</p>|", 0, NULL },
        { "append p", "<div class=a hidden><p>a</p></div><p>b</p>|", 0, NULL },
        { "append p", "<div hidden class=a><p>a</p></div><p>b</p>|", 0, NULL },
        { "append p", "<div HIDDEN=''><p>a</p></div><p>b</p>|", 0, NULL },
        { "append p", "<div a=b data-long-name hidden c=d><p>a</p></div>"
                      "<p>b</p>|", 0, NULL },
        { "append p", "<div a=b\n  hidden\n><p>a</p></div><p>b</p>|", 0,
          NULL },
        { "append p", "<div/hidden/><p>a</p></div><p>b</p>|", 0, NULL },
        { "append p", "<div hidden=until-found><p>a</p></div><p>b</p>|", 0,
          NULL },
        { "append p", "<div popover><p>a</p></div><p>b</p>|", 0, NULL },
        { "append p", "<div a=\"b\" popover=\"manual\"><p>a</p></div>"
                      "<p>b</p>|", 0, NULL },
        { "append p", "<div style='display:none'><p>a</p></div><p>b</p>|", 0,
          NULL },
        { "append p", "<div style=\"color: red; DISPLAY : None\n!important\">"
                      "<p>a</p></div><p>b</p>|", 0, NULL },
        { "append p", "<div a=b style=display:none;><p>a</p></div><p>b</p>|",
          0, NULL },
        { "append p", "<div style=' ;a:url(b;c); display:none '><p>a</p></div>"
                      "<p>b</p>|", 0, NULL },
        { "append p", "<div style='display&#58;none'><p>a</p></div><p>b</p>|",
          0, NULL },
        { "append p", "<div class=k style='display:none'><p>a</p></div>"
                      "<p>b</p>|", 0, NULL },
        { "append .k", "<div class=k style='display:none'>a</div>"
                       "<p class=k>b</p>|", 0, NULL },
        { "append p", "<dialog open style='display:none'><p>a</p></dialog>"
                      "<p>b</p>|", 0, NULL },
        { "append b", "<details open style='display:none'><summary><b>a</b>"
                      "</summary></details><b>c|</b>", 0, NULL },

        /* it is shown */

        { "append p", "<div style='display:block'><p>a</p>|</div>", 0, NULL },
        { "append p", "<div style='--x-display:none'><p>a</p>|</div>", 0,
          NULL },
        { "append p", "<div style='display:none-such'><p>a</p>|</div>", 0,
          NULL },
        { "append p", "<div style='max-height:none'><p>a</p>|</div>", 0, NULL },
        { "append p", "<div style='display'><p>a</p>|</div>", 0, NULL },
        { "append p", "<div style=''><p>a</p>|</div>", 0, NULL },
        { "append p", "<div style=';'><p>a</p>|</div>", 0, NULL },
        { "append p", "<div style='display:'><p>a</p>|</div>", 0, NULL },
        { "append p", "<div styles='display:none'><p>a</p>|</div>", 0, NULL },
        { "append p", "<div style=a style=display:none><p>a</p>|</div>", 0,
          NULL },
        { "append p", "<p hidden>a</p><p>b</p>|", 0, NULL },
        { "prepend p", "<p hidden>a</p>|<p>b</p>", 0, NULL },
        { "before p", "|<p hidden>a</p><p>b</p>", 0, NULL },
        { "after p", "<p hidden>a</p>|<p>b</p>", 0, NULL },
        { "append p", "<dialog><p>a</p></dialog><p>b</p>|", 0, NULL },
        { "append p", "<dialog open><p>a</p>|</dialog><p>b</p>", 0, NULL },
        { "append p", "<dialog popover open><p>a</p>|</dialog>", 0, NULL },
        { "append p", "<details><p>a</p></details><p>b</p>|", 0, NULL },
        { "append p", "<details open><p>a</p>|</details><p>b</p>", 0, NULL },

        /* of details with one name, the first open one alone is open */

        { "append b", "<details name=n open><p>a</p></details>"
                      "<details name=n open><b>a</b></details><b>c|</b>", 0,
          NULL },
        { "append b", "<details name=n open><p>a</p></details>"
                      "<details open NAME='n'><summary><b>a|</b></summary>"
                      "</details>", 0, NULL },
        { "append b", "<details name=n open><b>a|</b></details>"
                      "<details name=n open><b>a</b></details>", 0, NULL },
        { "append b", "<details name=n open><details name=n open><b>a</b>"
                      "</details></details><b>c|</b>", 0, NULL },
        { "append b", "<details name=n open hidden>a</details>"
                      "<details name=n open><b>a</b></details><b>c|</b>", 0,
          NULL },
        { "append b", "<details name=n>a</details>"
                      "<details name=n open><b>a|</b></details>", 0, NULL },
        { "append b", "<details name=n open>a</details>"
                      "<details name=N open><b>a|</b></details>", 0, NULL },
        { "append b", "<details name='' open>a</details>"
                      "<details name='' open><b>a|</b></details>", 0, NULL },
        { "append b", "<template><details name=n open>a</details></template>"
                      "<details name=n open><b>a|</b></details>", 0, NULL },
        { "append b", "<div name=n open>a</div>"
                      "<details name=n open><b>a|</b></details>", 0, NULL },
        { "append b", "<details>x<summary><b>a|</b></summary></details>", 0,
          NULL },
        { "append b", "<details><summary>a</summary><summary><b>a</b>"
                      "</summary></details><b>c|</b>", 0, NULL },
        { "append b", "<details hidden><summary><b>a</b></summary></details>"
                      "<b>c|</b>", 0, NULL },
        { "append b", "<ruby>a<rp><b>(</b></rp></ruby><b>c|</b>", 0, NULL },
        { "append b", "<meter><b>a</b></meter><b>c|</b>", 0, NULL },
        { "append b", "<progress><b>a</b></progress><b>c|</b>", 0, NULL },

        /* the next place, where none of the first is shown */

        { "append article;append main", "<main><article hidden>a</article>b|"
                                        "</main>", 1, NULL },
        { "append article", "<div hidden><article>a</article></div>|</body>",
          1, NULL },

        /* not hidden */

        { "append p", "<div aria-hidden=a data-hidden title='a hidden b'>"
                      "<p>a</p>|</div>", 0, NULL },
        { "append p", "<div class='hidden' overflow-hidden><p>a</p>|</div>",
          0, NULL },
        { "append p", "<body hidden><p>a</p>|</body>", 0, NULL },
        { NULL, "<body><input type=hidden>a|</body>", 0, NULL },

        /* React moves it */

        { "append p", "<div hidden id=\"S:1f\"><p>a</p>|</div><p>b</p>", 0,
          NULL },
        { "append p", "<div hidden=\"\" id=\"x-S:0\"><p>a</p>|</div>", 0,
          NULL },
        { "append p", "<div hidden id=\"S:\"><p>a</p></div><p>b</p>|", 0,
          NULL },

        /* .. and nothing that is called otherwise */

        { "append p", "<div hidden id=\"S:1g\"><p>a</p></div><p>b</p>|", 0,
          NULL },
        { "append p", "<div hidden id=\"S:1F\"><p>a</p></div><p>b</p>|", 0,
          NULL },
        { "append p", "<div hidden id=\"T:1\"><p>a</p></div><p>b</p>|", 0,
          NULL },
        { "append p", "<div hidden id=\":1\"><p>a</p></div><p>b</p>|", 0,
          NULL },
        { "append p", "<div hidden id=\"1f\"><p>a</p></div><p>b</p>|", 0,
          NULL },
        { "append p", "<div hidden id><p>a</p></div><p>b</p>|", 0, NULL },
        { "append p", "<div id=\"S:1\" popover><p>a</p></div><p>b</p>|", 0,
          NULL },

        /* details may be a popover, a dialog shows itself */

        { "append p", "<details open popover><p>a</p></details><p>b</p>|", 0,
          NULL },
        { "append b", "<details popover><summary><b>a</b></summary></details>"
                      "<b>c|</b>", 0, NULL },
        { "append b", "<div><summary><b>a|</b></summary></div>", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
shadow_hosts(void **state)
{
    static const placing_case_t  cases[] = {
        { "append main", "<main><template shadowrootmode=open>a</template>b"
                         "</main>c|", 1, NULL },
        { "append main", "<main>\n<template shadowrootmode=CLOSED>a"
                         "</template>b</main><main>c|</main>", 0, NULL },
        { "prepend main", "<main><template shadowrootmode=open>a</template>b"
                          "</main><main>|c</main>", 0, NULL },
        { "prepend main", "<main>|<p>a</p></main>", 0, NULL },
        { "prepend main", "<main>|<!-- a --> b", 0, NULL },
        { "append main;after main",
          "<main><template shadowrootmode=open>a</template>b</main>|c", 1,
          NULL },
        { "append p", "<main><template shadowrootmode=open>a</template>"
                      "<p>b</p></main><p>c</p>|", 0, NULL },
        { "append h1;append main",
          "<main><template shadowrootmode=open><h1>a</h1></template></main>"
          "<main>b|</main>", 1, NULL },
        { "append main;after h1",
          "<h1>a</h1>|<main><template shadowrootmode=open>a</template></main>",
          1, NULL },

        /* formatting that opens again in it is no host */

        { "append div", "<p>a<i><b><div>b</b>c|</div>d<p>e", 0, NULL },
        { "append div", "<p>a<i><div>b</i>c|</div>d<p>e", 0, NULL },

        /* its content has a slot */

        { "append main", "<main><template shadowrootmode=open><i><slot></slot>"
                         "</i></template>b|</main>", 0, NULL },
        { "prepend main", "<main>|<template shadowrootmode=open><slot>"
                          "</template>b</main>", 0, NULL },
        { "append p", "<x-y><template shadowrootmode=open><slot></template>"
                      "<p>b</p>|</x-y>", 0, NULL },
        { "append p", "<x-y><template shadowrootmode=open><div hidden><slot>"
                      "</div></template><p>b</p></x-y><p>c</p>|", 0, NULL },
        { "append main", "<main><template shadowrootmode=open><slot name=a>"
                         "</template>b</main><main>c|</main>", 0, NULL },

        { "append main", "<main><template shadowrootmode=closed><slot name=''>"
                         "</template>b|</main>", 0, NULL },

        /* a slot that hides, or that another host has, shows nothing here */

        { "append main", "<main><template shadowrootmode=open><svg><slot>"
                         "</slot></svg></template>b</main><main>c|</main>", 0,
          NULL },
        { "append main", "<main><template shadowrootmode=open><math><slot>"
                         "</slot></math></template>b</main><main>c|</main>", 0,
          NULL },
        { "append main", "<main><template shadowrootmode=open><meter><slot>"
                         "</slot></meter></template>b</main><main>c|</main>",
          0, NULL },
        { "append main", "<main><template shadowrootmode=open><p hidden>"
                         "<slot></slot></p></template>b</main><main>c|</main>",
          0, NULL },
        { "append main", "<main><template shadowrootmode=open><div>"
                         "<template shadowrootmode=open><slot></slot>"
                         "</template>a</div></template>b</main>"
                         "<main>c|</main>", 0, NULL },
        { "append main", "<main><template shadowrootmode=open><div>"
                         "<template shadowrootmode=open><slot></slot>"
                         "</template><slot></slot></div></template>b|</main>",
          0, NULL },
        { "append main", "<main><template><slot></slot></template>b|</main>",
          0, NULL },
        { "append main", "<main><slot><p>a</p></slot>b|</main>", 0, NULL },

        /* React moves what is between the slot and its root */

        { "append main", "<main><template shadowrootmode=open>"
                         "<div hidden id=\"S:1\"><slot></slot></div></template>"
                         "b|</main>", 0, NULL },

        /* a host that is hidden stays so, whatever has a slot */

        { "append div", "<div hidden><template shadowrootmode=open><slot>"
                        "</slot></template>a</div><div>b|</div>", 0, NULL },
        { "append p", "<div hidden><template shadowrootmode=open><slot>"
                      "</slot></template><p>a</p></div><p>b</p>|", 0, NULL },
        { "append p", "<div hidden><main><template shadowrootmode=open><slot>"
                      "</slot></template><p>a</p></main></div><p>b</p>|", 0,
          NULL },
        { "append p", "<dialog><template shadowrootmode=open><slot></slot>"
                      "</template><p>a</p></dialog><p>b</p>|", 0, NULL },
        { "append p", "<div hidden id=\"S:1\"><template shadowrootmode=open>"
                      "<slot></slot></template><p>a</p>|</div>", 0, NULL },
        { "append p", "<svg><foreignObject><x-y><template shadowrootmode=open>"
                      "<slot></slot></template><p>a</p>|</x-y>", 0, NULL },

        /* a host has one shadow root: a second template is none */

        { "append p", "<main><template shadowrootmode=open>a</template>"
                      "<template shadowrootmode=open><slot></slot></template>"
                      "<p>b</p></main><p>c</p>|", 0, NULL },

        /* no host */

        { "append main", "<main><template>a</template>b|</main>", 0, NULL },
        { "append main", "<main><template shadowrootmode=a>b</template>c|"
                         "</main>", 0, NULL },
        { "append main", "<main><template shadowrootmode=none>b</template>c|"
                         "</main>", 0, NULL },
        { "append main", "<main><template shadowrootmode=opened>b</template>"
                         "c|</main>", 0, NULL },
        { "append body", "<body><template shadowrootmode=open>b</template>c|"
                         "</body>", 0, NULL },
        { "append section ul", "<section><ul><template shadowrootmode=open>b"
                               "</template>c|</ul></section>", 0, NULL },

        /* too late for what has been chosen by then */

        { "append main", "<main>a<p>b</p><template shadowrootmode=open>b"
                         "</template>c</main>d|", 1, NULL }
    };

    (void) state;

    placing_table(cases);
}


/* What is left open and hides is closed before the notice. */
static void
hiding_left_open(void **state)
{
    static const placing_case_t  cases[] = {
        { NULL, "<div hidden>a|", 1, "</div>" },
        { NULL, "<body><dialog><p>a|</body>", 0, "</p></dialog>" },
        { NULL, "<p popover>a|", 1, "</p>" },
        { NULL, "<details>a|", 1, "</details>" },
        { NULL, "<details><summary>a|", 0, NULL },
        { NULL, "<ruby>a<rp>b|", 1, "</rp>" },
        { NULL, "<progress>a|", 1, "</progress>" },
        { NULL, "<meter><b>a|", 1, "</meter>" },
        { NULL, "<x-y hidden>a|", 1, "</x-y>" },

        /* after </a>, or </form>, the div stands one higher */

        { NULL, "<a><div hidden>x</a>y|", 1, "</div>" },
        { NULL, "<form><div hidden>x</form>y|", 1, "</div>" },
        { NULL, "<form><x-y hidden>x</form>y|", 1, "</x-y>" },
        { NULL, "<form><i><div hidden>x</form>y</div></i><p>z|", 0, NULL },
        { NULL, "<a><div hidden>x</a>y</div>z|", 0, NULL },
        { NULL, "<a><div hidden>x</a>y</div><p><b>z|", 0, NULL },
        { NULL, "<x-y><template shadowrootmode=open>a|", 1,
          "</template></x-y>" },
        { NULL, "<div><template shadowrootmode=open>a</template>b|", 1,
          "</div>" }
    };

    (void) state;

    placing_table(cases);
}


/*
 * A formatting element that hides, and that another tag ends, opens again
 * before what follows.
 */
static void
formatting_opens_again(void **state)
{
    static const placing_case_t  cases[] = {
        { NULL, "<p><b hidden>a</p>b|", 1, "</b>" },
        { NULL, "<body><div><font popover>a</div>b|</body>", 0, "</font>" },
        { NULL, "<div><b hidden><i hidden>a</div>b|", 1, "</i></b>" },
        { NULL, "<div><b hidden>a</div><b>b|", 1, "</b></b>" },
        { NULL, "<div><x-y hidden><a hidden>a</x-y>b|", 1, "</a>" },
        { NULL, "<button><em popover>a</button><i>b|", 1, "</em>" },
        { "append h1", "<p><b hidden>a</p><h1>b</h1>c|", 2, "</b>" },
        { "before h1;after p", "<div><b hidden>a</div><h1>b</h1>c|", 3,
          "</b>" },
        { "append div", "<div>a<b hidden>b</div>c|", 2, "</b>" },
        { "append div", "<body><div>a<b hidden>b</div>c|</body>", 1, "</b>" },
        { NULL, "<p><b hidden>a</p><ul><li>b|", 1, "</b>" },
        { NULL, "<font popover><ul><font>a</ul>b|", 1, "</font></font>" },
        { NULL, "<em hidden>a<em><p>b|", 1, "</p></em></em>" },
        { "after i", "<p><i>a</i>|<b hidden>b</p>c", 0, NULL },
        { "before ~ c", "<p><b hidden>a</p>c|", 2, "</b>" },

        /* until its own end tag .. */

        { "append h1", "<p><b hidden>a</p>b</b><h1>c|</h1>", 0, NULL },
        { "append div", "<div><p><b hidden>a</p>b</b>c|</div>", 0, NULL },
        { "append div", "<b><p><b hidden>a</p>b</b><div>c|</div>", 0, NULL },
        { "append h1", "<p><b hidden>a</p><b>b</b><h1>c</h1></b>"
                       "<h1>d|</h1>", 0, NULL },
        { "append h1", "<p><a hidden>a</p>b<a>c</a><h1>d|</h1>", 0, NULL },
        { "append h1", "<p><a hidden>a<a>b</a></p><h1>c|</h1>", 0, NULL },
        { "append h1", "<p><nobr hidden>a</p>b<nobr>c</nobr><h1>d|</h1>", 0,
          NULL },

        /* .. or the end of what has a marker */

        { "append h1", "<table><td><p><b hidden>a</table><h1>b|</h1>", 0,
          NULL },
        { "append td", "<table><td><p><b hidden>a</p>|</td></table>", 0,
          "</b>" },
        { NULL, "<b><div><p><b hidden>a</p>b|", 1, "</b>" },
        { "append h1", "<object><b hidden>a</object><h1>b|</h1>", 0, NULL },
        { "append h1", "<marquee><b hidden>a</marquee><h1>b|</h1>", 0, NULL },

        /* what the adoption agency moves out of it is not hidden */

        { NULL, "<b hidden><p>a</b>b|", 0, NULL },
        { "append i", "<b hidden><p>a</b><i>b|</i>", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


/* Formatting that does not hide is not ended for what does. */
static void
formatting_goes_on(void **state)
{
    static const placing_case_t  cases[] = {
        { "append div", "<div><dialog><font>a|</div>b", 0, "</dialog>" },
        { "after p", "<body><dialog><p><b>a<i>b|</body>", 1,
          "</p></dialog>" },
        { NULL, "<canvas><math><mtext><x-y>a|", 1,
          "</x-y></mtext></math></canvas>" },
        { NULL, "<svg><title><g>a|", 1, "</g></title></svg>" },
        { NULL, "<svg><desc><x-a><x-b>a|", 1, "</x-a></desc></svg>" },
        { "append p", "<svg><title><x-y></x-y></title></svg><p>a</p>|", 0,
          NULL },
        { NULL, "<details><summary hidden id=S:1>a|", 1,
          "</summary></details>" },
        { "after dt", "<dl><dt hidden><math><annotation-xml>|<dt>a</dl>", 0,
          "</annotation-xml></math></dt>" },
        { "after p", "<p hidden><math><annotation-xml>|<div>a</div>", 0,
          "</annotation-xml></math></p>" },
        { "after nobr", "<nobr hidden><math><annotation-xml>|<nobr>a", 0,
          "</annotation-xml></math></nobr>" },
        { "append div", "<div><svg><defs><foreignObject><b>a</div>b|", 0,
          "</b></foreignobject></svg>" }
    };

    (void) state;

    placing_table(cases);
}


/* At the end of a page, nobody moves what is left open. */
static void
left_open_at_the_end(void **state)
{
    static const placing_case_t  cases[] = {
        { NULL, "<div hidden id=\"S:1\"><p>a|", 1, "</p></div>" },
        { NULL, "<x-y hidden><x-y>a|", 1, "</x-y></x-y>" },
        { NULL, "<x-y hidden><a-b><x-y>a<x-y>b|", 1, "</x-y></x-y></x-y>" },
        { NULL, "<x-y hidden><x-y>a</x-y><p>b|", 1, "</p></x-y>" },
        { "append div", "<b hidden id=\"S:1\"><div>a</div></b><div>b|</div>", 0,
          NULL },
        { NULL, "<body><div hidden id=\"S:1\"><p>a|</body>", 0,
          "</p></div>" },
        { "append p", "<div hidden id=\"S:1\"><p>a</p>|</div>b", 0, NULL },
        { "append div", "<div hidden id=\"S:1\">a<div>b|", 0,
          "</div></div>" },
        { NULL, "<svg><defs><foreignObject><x-y>a|", 1,
          "</x-y></foreignobject></svg>" },
        { "after body", "<body><dialog>a|</body>", 0, "</dialog>" },
        { "after body", "<body><dialog>a</body>b|", 0, "</dialog>" },
        { "after body", "<body><div hidden id=\"S:1\">a|</body>", 0,
          "</div>" },

        /* SVG does not show it */

        { "append p", "<svg><defs><foreignObject><p>a</p></foreignObject>"
                      "</defs></svg><p>b</p>|", 0, NULL },
        { NULL, "<math><foreignObject>a|", 1, "</foreignobject></math>" },
        { "append p", "<svg><g><foreignObject><p>a</p>|</foreignObject>"
                      "</g></svg><p>b</p>", 0, NULL },

        /* `</form>` leaves open what is in it */

        { NULL, "<form hidden><x-y><p>a|", 1, "</p></x-y></form>" },
        { NULL, "<body><form hidden><h1>a</form>b|</body>", 0, "</h1>" }
    };

    (void) state;

    placing_table(cases);
}


/*
 * A form whose end tag ends it no more is ended by that of what is around it:
 * behind the end tags that are written, an element is shown.
 */
static void
forms_that_are_stuck(void **state)
{
    char             page[512];
    size_t           i, k, len;
    ln_place_t       place;
    ln_error_t       error;
    placing_run_t    run;
    ln_place_list_t  none, aside;

    /* the first ones hold a form, and end it */

    static const char *const  around[] = {
        "li", "dd", "dt", "pre", "listing", "button", "div", "h1", "object",
        "marquee", "center", "article", "applet", "details", "p", "x-y",
        "span", "b", "select", "table", "td", "th", "caption", "template"
    };

    static const char *const  pages[] = {
        "<body><div hidden><%s><form><table><tr><td></form>y",
        "<table><tr><td><div hidden><%s><form><table><tr><td></form>y",
        "<table><caption><div hidden><%s><form><ul><li></form>y",
        "<div><form hidden><%s><table><tr><td></form><form><b>y",
        "<%s hidden><form><script><!--<script>",
        "<%s hidden><form></form><form><i><b>y",
        "<body><%s hidden><form><table><tr><td></form>y",
        "<div hidden><svg><foreignObject><%s><form><table><td></form>y",
        ("<div hidden><math><annotation-xml encoding=text/html><%s><form>"
         "<table><td></form>y")
    };

    (void) state;

    memset(&none, 0, sizeof(ln_place_list_t));
    aside.places = &place;
    aside.nplaces = 1;

    for (i = 0; i < sizeof(around) / sizeof(around[0]); i++) {
        for (k = 0; k < sizeof(pages) / sizeof(pages[0]); k++) {
            if (k > 5 && i > 13) {
                break;
            }

            len = (size_t) snprintf(page, sizeof(page), pages[k], around[i]);

            placing_run(&run, &none, 1, (unsigned char *) page, len, 1, 1);
            assert_int_equal(run.placements[0].offset, len);

            len += (size_t) snprintf(page + len, sizeof(page) - len,
                                     "%s<aside>n", run.closers[0]);
            assert_true(len < sizeof(page));
            placing_free();

            assert_int_equal(placing_parse("before aside", 12, &place, &error),
                             LN_OK);
            placing_run(&run, &aside, 1, (unsigned char *) page, len, 1, 7);

            if (run.placements[0].rank != 0) {
                fail_msg("%s is not shown", page);
            }

            placing_free();
        }
    }
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(hidden_by_attributes),
        cmocka_unit_test(shadow_hosts),
        cmocka_unit_test(hiding_left_open),
        cmocka_unit_test(formatting_opens_again),
        cmocka_unit_test(formatting_goes_on),
        cmocka_unit_test(left_open_at_the_end),
        cmocka_unit_test(forms_that_are_stuck)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
