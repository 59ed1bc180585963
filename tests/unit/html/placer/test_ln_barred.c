/* Places that are passed over, as no notice would be shown in them. */

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
        { "append p", "<p hidden>a</p><p>b</p>|", 0, NULL },
        { "prepend p", "<p hidden>a</p>|<p>b</p>", 0, NULL },
        { "before p", "|<p hidden>a</p><p>b</p>", 0, NULL },
        { "after p", "<p hidden>a</p>|<p>b</p>", 0, NULL },
        { "append p", "<dialog><p>a</p></dialog><p>b</p>|", 0, NULL },
        { "append p", "<dialog open><p>a</p>|</dialog><p>b</p>", 0, NULL },
        { "append p", "<dialog popover open><p>a</p>|</dialog>", 0, NULL },
        { "append p", "<details><p>a</p></details><p>b</p>|", 0, NULL },
        { "append p", "<details open><p>a</p>|</details><p>b</p>", 0, NULL },
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
          NULL }
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

        /* a host has one shadow root: a second template is none */

        { "append p", "<main><template shadowrootmode=open>a</template>"
                      "<template shadowrootmode=open><slot></slot></template>"
                      "<p>b</p></main><p>c</p>|", 0, NULL },

        /* no host */

        { "append main", "<main><template>a</template>b|</main>", 0, NULL },
        { "append main", "<main><template shadowrootmode=a>b</template>c|"
                         "</main>", 0, NULL },
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
        { NULL, "<meter><b>a|", 1, "</b></meter>" },
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


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(hidden_by_attributes),
        cmocka_unit_test(shadow_hosts),
        cmocka_unit_test(hiding_left_open)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
