/*
 * What a page costs that is made to be dear: usage: bench_dear [KB [NAME]].
 *
 * Each family is `head` times `open`, then `unit` until the page is full.  Its
 * time a byte is compared with that of a page like those of news sites.
 */

#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <stdlib.h>
#include <time.h>

#include "html/placer/ln_placer.h"


#define DEAR_CHUNK   32768
#define DEAR_KB      1024
#define DEAR_ROUNDS  5
#define DEAR_BAR     20.0
#define DEAR_PLACES  4
#define DEAR_ROOM    65536


#define DEAR_4(s)    s s s s
#define DEAR_480(s)  DEAR_4(DEAR_4(DEAR_4(s s s s s s s)))                    \
                     DEAR_4(DEAR_4(s s))

#define DEAR_480_I         DEAR_480("<i>")
#define DEAR_480_G         DEAR_480("<g>")
#define DEAR_480_DIV       DEAR_480("<div>")
#define DEAR_480_DIALOG_B  DEAR_4(DEAR_4(DEAR_4("<dialog><b><dialog><b>")))


typedef struct {
    const char  *name;
    unsigned     head;
    const char  *open;
    const char  *unit;
} dear_family_t;

typedef struct {
    size_t          used;
    size_t          max;
    unsigned char  *bytes;
} dear_arena_t;


static const dear_family_t  dear_families[] = {
    { "a usual page", 1, "<!doctype html><html lang=en><body><ul>",
      "<li class=\"card card--small\"><a href=\"/news/2026/ferry\" class=\""
      "card__link\"><img src=\"/img/ferry-640.jpg\" alt=\"A ferry\" width=640"
      " height=480 loading=lazy><h3 class=\"card__title\">The ferry is late"
      "</h3></a><p>Nobody on the quay knows when it comes, and <em>nobody</em>"
      " has been told why it does not. It has been so since Monday.</p></li>\n"
      "<script>window.q=window.q||[];if(a<b){q.push({id:1,html:'<p>'})}"
      "</script>\n" },

    { "text", 1, "<p>", "nothing but text, and a & here and there, " },
    { "`<` that begin nothing", 1, "<p>", "< " },
    { "`<<`", 1, "<p>", "<" },
    { "references", 1, "<p>", "&amp;&lt;" },
    { "comments", 1, "<p>", "<!-- a -->" },
    { "comments, short", 1, "<p>", "<!>" },
    { "`<?`", 1, "<p>", "<?>" },
    { "`</>`", 1, "<p>", "</>" },
    { "doctypes", 1, "<p>", "<!doctype>" },
    { "one long attribute", 1, "<p a=\"", "> < & ' " },
    { "one long name", 1, "<p ", "aaaaaaaaa" },
    { "many attributes", 1, "<p ", "a=1 b=\"2\" c " },
    { "attributes", 1, "<main>", "<i a=1 b=\"2\" c>x</i>" },
    { "class, id, data", 1, "<main>",
      "<i class=\"a b c\" id=d data-e=f>x</i>" },
    { "many classes", 1, "<i class=\"", "a b c " },
    { "classes in tags", 1, "<main>", "<b class=\"a b c d e f g h i j\"></b>" },

    { "wide", 1, "<main>", "<i></i>" },
    { "wide, blocks", 1, "<main>", "<div></div>" },
    { "wide, voids", 1, "<main>", "<br>" },
    { "wide, custom elements", 1, "<main>", "<x-y></x-y>" },
    { "wide, many names", 1, "<main>", "<x-y></x-y><x-z></x-z>" },
    { "deep", 1, "<main>", "<div>" },
    { "deep, custom elements", 1, "<main>", "<x-y>" },
    { "deep and out", 500, "<div>", "<div></div>" },
    { "deep, then wide", 600, "<div>", "<i></i>" },
    { "paragraphs", 1, "<main>", "<p>" },
    { "paragraphs, deep", 500, "<i>", "<p>x" },
    { "`</p>`", 1, "<main>", "</p>" },
    { "`</p>`, deep", 500, "<div>", "</p>" },
    { "`</br>`, deep", 500, "<div>", "</br>" },
    { "stray ends", 1, "<main>", "</i>" },
    { "stray ends, deep", 500, "<div>", "</i>" },
    { "stray ends, deep, blocks", 500, "<i>", "</div>" },
    { "stray ends, deep, no names", 500, "<x-y>", "</x-z>" },
    { "stray ends, all open", 500, "<i><div>", "</i>" },
    { "stray ends of lists", 500, "<div>", "</li>" },
    { "stray ends of headings", 500, "<div>", "</h1>" },
    { "stray ends of forms", 500, "<div>", "</form>" },
    { "stray ends of tables", 500, "<div>", "</table></td></tr>" },
    { "stray ends of templates", 500, "<div>", "</template>" },
    { "stray ends of selects", 500, "<div>", "</select></option>" },
    { "stray ends of the body", 500, "<div>", "</body>" },
    { "stray ends in a svg", 500, "<svg><g>", "</x>" },
    { "stray ends in one svg", 1, "<svg>", "</x>" },
    { "stray ends in a deep svg", 1, "<svg>", "<g></x>" },
    { "stray p in a svg", 500, "<svg><g>", "</p>" },
    { "stray br in a svg", 500, "<g><svg>", "</br>" },
    { "svg", 1, "<main>", "<svg><g><path d=\"M0\"/></g></svg>" },
    { "svg, deep", 1, "<svg>", "<g>" },
    { "svg in svg", 1, "<main>", "<svg>" },
    { "svg with HTML", 1, "<main>", "<svg><foreignObject><p>x" },
    { "svg with desc", 1, "<main>", "<svg><desc><svg><title>" },
    { "svg, then HTML", 1, "<main>", "<svg><g><p>" },
    { "svg, fonts", 1, "<svg>", "<font color=red></font>" },
    { "math", 1, "<math>", "<mi><b></b></mi>" },
    { "math, deep", 1, "<math>", "<mrow><mi>" },
    { "math, annotations", 1, "<math>",
      "<annotation-xml encoding=text/html><p>x</p></annotation-xml>" },

    { "templates", 1, "<main>", "<template></template>" },
    { "templates, deep", 1, "<main>", "<template>" },
    { "templates with rows", 1, "<main>", "<template><tr><td></template>" },
    { "in a deep template", 500, "<template>", "<i></i>" },
    { "in a deep template, rows", 400, "<template>", "<tr><td>" },
    { "shadow roots", 1, "<main>",
      "<div><template shadowrootmode=open></template></div>" },
    { "shadow roots, deep", 1, "<main>",
      "<div><template shadowrootmode=open></template>" },
    { "slots", 1, "<div><template shadowrootmode=open>", "<slot></slot>" },
    { "slots, deep", 1, "<div><template shadowrootmode=open>", "<slot>" },

    { "selects", 1, "<main>", "<select><option>a<option>b</select>" },
    { "options", 1, "<select>", "<option>" },
    { "options, closed", 1, "<select>", "<option></option>" },
    { "selects, deep", 1, "<main>", "<div><select>" },
    { "select with all", 1, "<select>", "<div><p><b><option>" },
    { "optgroups", 1, "<select>", "<optgroup><option><hr>" },
    { "options, no select", 1, "<main>", "<option>" },
    { "inputs in a select", 400, "<div>", "<select><input>" },

    { "tables", 1, "<main>", "<table><tr><td>x</table>" },
    { "tables, deep", 1, "<main>", "<table><tr><td>" },
    { "rows", 1, "<table>", "<tr><td>x" },
    { "rows, closed", 1, "<table><tbody>", "<tr><td>x</td></tr>" },
    { "tables, fostered tags", 1, "<table>", "<i></i>" },
    { "tables, fostered text", 1, "<table>", "x<tr>" },
    { "tables, fostered and deep", 1, "<table>", "<div>" },
    { "tables, fostered tables", 1, "<table>", "<div><table>" },
    { "captions", 1, "<table>", "<caption><i>" },
    { "column groups", 1, "<table>", "<col><tr>" },
    { "column groups, stray", 1, "<table><colgroup>", "</tr>" },
    { "cells, stray ends", 120, "<table><tr><td>", "</th></caption>" },
    { "cells, deep, stray ends", 120, "<table><tr><td>", "</i>" },
    { "table in table", 1, "<table>", "<table>" },
    { "hidden inputs", 1, "<table>", "<input type=hidden>" },

    { "formatting", 1, "<main>", "<b>" },
    { "formatting, all kinds", 1, "<main>", "<b><i><u><s><em><tt><big>" },
    { "formatting, fonts", 1, "<main>", "<font color=1><font color=22>" },
    { "formatting in paragraphs", 1, "<main>", "<p><b>" },
    { "formatting that opens again", 1, "<main>", "<p><b><i>x</p>y" },
    { "formatting, adopted", 1, "<main>", "<b><p></b>x" },
    { "formatting, adopted, deep", 100, "<b><p>", "<b><p></b>" },
    { "formatting, adopted, blocks", 1, "<b>", "<div></b>" },
    { "formatting, stray", 500, "<div>", "</b>" },
    { "formatting, anchors", 1, "<main>", "<a>" },
    { "formatting, anchors, blocks", 1, "<main>", "<a><div>" },
    { "formatting, nobr", 1, "<main>", "<nobr><div>" },
    { "formatting, markers", 1, "<main>", "<object><b></object>" },
    { "formatting, markers, deep", 1, "<main>", "<b><object>" },
    { "formatting in tables", 1, "<table>", "<b><tr>" },
    { "formatting, many names", 1, "<main>",
      "<p><b><i><u><s></p><p>x</b></i>y" },

    { "lists", 1, "<main>", "<ul><li>x</ul>" },
    { "lists, deep", 1, "<main>", "<ul><li>" },
    { "items", 1, "<ul>", "<li>" },
    { "items, deep", 500, "<i>", "<li>" },
    { "items in blocks", 500, "<div>", "<li>" },
    { "definitions", 1, "<dl>", "<dt><dd>" },
    { "definitions, deep", 400, "<address>", "<dt><dd>" },
    { "headings", 1, "<main>", "<h1>x</h2>" },
    { "headings, deep", 1, "<main>", "<h1><i><h2>" },
    { "buttons", 1, "<main>", "<button>" },
    { "buttons, deep", 1, "<main>", "<button><div>" },
    { "forms", 1, "<main>", "<form></form>" },
    { "forms, deep", 500, "<div>", "<form></form>" },
    { "forms, crossed", 1, "<main>", "<form><div></form>" },
    { "forms in templates", 1, "<template>", "<form><div></form>" },
    { "ruby", 1, "<ruby>", "<rb>a<rt>b<rp>c<rtc>d" },
    { "ruby, deep", 1, "<main>", "<ruby><rp>" },

    { "hidden", 1, "<main>", "<div hidden></div>" },
    { "hidden, deep", 1, "<main>", "<div hidden>" },
    { "hidden, named", 1, "<main>", "<x-y hidden></x-y>" },
    { "hidden, many", 500, "<div hidden>", "</x>" },
    { "hidden, many, with ends", 500, "<div hidden>", "<i></i>" },
    { "popovers", 1, "<main>", "<p popover>" },
    { "dialogs", 1, "<main>", "<dialog><p></dialog>" },
    { "dialogs, deep", 1, "<main>", "<dialog>" },
    { "details", 1, "<main>", "<details><summary>x</summary>y</details>" },
    { "details, deep", 1, "<main>", "<details>" },
    { "summaries", 1, "<details>", "<summary></summary>" },
    { "summaries, deep", 1, "<main>", "<details><summary>" },
    { "meters", 1, "<main>", "<meter><progress>" },
    { "objects", 1, "<main>", "<object>" },
    { "videos", 1, "<main>", "<video><p></video>" },

    { "scripts", 1, "<main>", "<script>a<b</script>" },
    { "scripts, escaped", 1, "<script>", "<!--<script>-->" },
    { "scripts, escaped, open", 1, "<script><!--", "<script></script>" },
    { "a script with ends", 1, "<script>", "</scrip>" },
    { "a script with `<`", 1, "<script>", "<" },
    { "styles", 1, "<main>", "<style>a{}</style>" },
    { "titles", 1, "<main>", "<title>a</title>" },
    { "textareas", 1, "<main>", "<textarea>a</textarea>" },
    { "noscript", 1, "<main>", "<noscript><p></noscript>" },
    { "iframes", 1, "<main>", "<iframe></iframe>" },
    { "bodies", 1, "<main>", "<body class=a>" },
    { "htmls", 1, "<main>", "<html lang=a>" },
    { "heads", 1, "<head>", "<meta name=a content=b>" },
    { "heads, stray", 1, "<main>", "<head></head>" },
    { "after the body", 1, "</body>", " x</body>" },
    { "after the page", 1, "</html>", " x</html>" },
    { "framesets", 400, "<div>", "<frameset>" },

    { "far ends, other names", 1, "<x-y><div>" DEAR_480_I, "</x-y>" },
    { "far ends, items", 1, "<ul><li><object>" DEAR_480_I, "</li>" },
    { "far ends, paragraphs", 1, "<p><object>" DEAR_480_I, "</p>" },
    { "far ends, headings", 1, "<h1><object>" DEAR_480_I, "</h2>" },
    { "far ends, formatting", 1, "<b><div>" DEAR_480_I, "</b>" },
    { "far ends, formatting, markers", 1, "<b><object>" DEAR_480_I, "</b>" },
    { "far ends, bodies", 1, "<object>" DEAR_480_I, "</body>" },
    { "far ends, templates", 1, "<template>" DEAR_480_I, "</x></div>" },
    { "far ends, svg", 1, "<x-y><svg>" DEAR_480_I, "</x-y>" },
    { "far ends, headings, svg", 1, "<h1><svg>" DEAR_480_G, "</h1>" },
    { "far ends, two names", 1, "<x-y><x-z><div>" DEAR_480_I,
      "</x-y></x-z>" },
    { "far starts, paragraphs", 1, "<p><object>" DEAR_480_I, "<div></div>" },
    { "far starts, items", 1, "<li><section>" DEAR_480_I, "<li></li>" },
    { "far starts, items, blocks", 1, "<li><section>" DEAR_480_DIV,
      "<li></li>" },
    { "far starts, buttons", 1, "<button><object>" DEAR_480_I,
      "<button></button>" },
    { "far starts, options", 1, "<select><object>" DEAR_480_I,
      "<option></option>" },
    { "far starts, inputs", 1, "<select><object>" DEAR_480_I, "<input><hr>" },
    { "far starts, anchors", 1, "<a><object>" DEAR_480_I, "<a></a>" },
    { "far starts, nobr", 1, "<nobr><object>" DEAR_480_I, "<nobr></nobr>" },
    { "far starts, ruby", 1, "<ruby><object>" DEAR_480_I, "<rt></rt>" },
    { "far slots", 1, "<div><template shadowrootmode=open>" DEAR_480_DIV,
      "<slot></slot>" },
    { "far foreignObjects", 1, "<svg>" DEAR_480_G,
      "<foreignObject></foreignObject>" },
    { "far cells", 1, "<table><tr><td>" DEAR_480_I, "</th></tbody>" },
    { "hidden, ends of the body", 1, "<div hidden>" DEAR_480_DIV, "</body>" },
    { "hidden, bodies and tags", 1, DEAR_480_DIALOG_B, "<i></i></body>" },
    { "hidden, stray blocks", 1, "<div><dialog>" DEAR_480_I, "</div>" },
    { "hidden, blocks in p", 1, "<p><object>" DEAR_480_I, "<p></p>" },
    { "hidden, formatting", 1, "<b><dialog>" DEAR_480_DIV, "</b>" },
    { "hidden, formatting and forms", 1, "<b><form><dialog>" DEAR_480_DIV,
      "</b></form>" },
    { "hidden, stray forms", 1, "<form><table><td><dialog>" DEAR_480_DIV,
      "</form>" },
    { "hidden, stray table parts", 1, "<table><td><dialog>" DEAR_480_DIV,
      "</th></caption><col>" },
    { "hidden, formatting that is due", 1, "<p><b hidden></p>" DEAR_480_DIV,
      "</x-y><p>" },
    { "hidden, headings", 1, "<h1><dialog>" DEAR_480_I, "<h2>" },
    { "hidden, selects", 1, "<select><div hidden>" DEAR_480_I,
      "<input><select>" },
    { "adopted from afar", 1, "<b><p>" DEAR_480_DIV, "</b><b>" },
    { "adopted, anchors from afar", 1, "<a>" DEAR_480_DIV, "<a>" },
    { "adopted, in formatting", 1, "<b><i><u><s><p>" DEAR_480_DIV,
      "</b><b></i><i>" }
};


static const char *const  dear_places[DEAR_PLACES][2] = {
    { "append", "article" },
    { "append", "[data-none]" },
    { "after", "div.a > p:nth-child(3) i, li:nth-of-type(2) .b" },
    { "after", "article > p:not(.a):first-of-type" }
};


static dear_arena_t  dear_arena;


static void *
dear_alloc(void *arena, size_t size)
{
    size_t         used;
    dear_arena_t  *a = arena;

    used = a->used;
    a->used += (size + 15) & ~(size_t) 15;

    return a->used <= a->max ? a->bytes + used : NULL;
}


static const ln_alloc_t  dear_allocator = { dear_alloc, &dear_arena };


static double
dear_now(void)
{
    struct timespec  t;

    (void) clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);

    return (double) t.tv_sec * 1e9 + (double) t.tv_nsec;
}


static void
dear_die(const char *what, const char *name)
{
    (void) fprintf(stderr, "bench_dear: %s \"%s\"\n", what, name);
    exit(2);
}


static void
dear_fill(const dear_family_t *family, unsigned char *page, size_t size)
{
    size_t    n, len;
    unsigned  i;

    n = 0;
    len = strlen(family->open);

    for (i = 0; i < family->head; i++) {
        memcpy(page + n, family->open, len);
        n += len;
    }

    len = strlen(family->unit);

    for ( /* void */ ; n < size; n += len) {
        memcpy(page + n, family->unit, len);
    }
}


/* Nanoseconds that the page takes; the longest call for a chunk. */
static double
dear_place(const unsigned char *page, size_t size, const ln_place_list_t *list,
    double *longest)
{
    size_t        at, n;
    double        start, begun, call;
    ln_placer_t  *placer;

    dear_arena.used = 0;
    start = dear_now();
    placer = ln_placer_create(&dear_allocator, list, 1);

    if (placer == NULL) {
        dear_die("no memory for", "a placer");
    }

    ln_placer_charset(placer, LN_CHARSET_UTF8);

    for (at = 0; at < size; at += n) {
        n = size - at < DEAR_CHUNK ? size - at : DEAR_CHUNK;
        begun = dear_now();
        ln_placer_feed(placer, page + at, n, at + n == size);
        call = dear_now() - begun;
        *longest = call > *longest ? call : *longest;
        (void) ln_placer_next(placer);
    }

    return dear_now() - start;
}


static double
dear_best(const unsigned char *page, size_t size, const ln_place_list_t *list,
    double *longest)
{
    double    time, best, call;
    unsigned  round;

    best = 0;
    *longest = 0;

    for (round = 0; round < DEAR_ROUNDS; round++) {
        call = 0;
        time = dear_place(page, size, list, &call);

        if (round == 0 || time < best) {
            best = time;
            *longest = call;
        }
    }

    return best;
}


static void
dear_parse(const char *const *names, ln_place_t *place)
{
    ln_str_t    words[2];
    ln_error_t  error;

    words[0] = ln_str(names[0]);
    words[1] = ln_str(names[1]);

    if (ln_place_parse(&dear_allocator, words, 2, place, &error) != LN_OK) {
        dear_die("cannot parse", error.text);
    }

    dear_arena.bytes += dear_arena.used;
    dear_arena.max -= dear_arena.used;
    dear_arena.used = 0;
}


static void
dear_row(const dear_family_t *family, unsigned char *page, size_t size,
    const ln_place_t *places, double *usual)
{
    double           time, longest, worst, longest_of_all;
    unsigned         k;
    ln_place_list_t  list;

    dear_fill(family, page, size);
    (void) printf("| %s |", family->name);

    worst = 0;
    longest_of_all = 0;

    for (k = 0; k < DEAR_PLACES; k++) {
        list.places = (ln_place_t *) &places[k];
        list.nplaces = 1;

        time = dear_best(page, size, &list, &longest) / (double) size;

        if (usual[k] == 0) {
            usual[k] = time;
        }

        worst = time / usual[k] > worst ? time / usual[k] : worst;
        longest_of_all = longest > longest_of_all ? longest : longest_of_all;
        (void) printf(" %.2f |", time);
    }

    (void) printf(" %.1f%s | %.2f |\n", worst, worst > DEAR_BAR ? " (missed)"
                  : "", longest_of_all / 1e6);
    (void) fflush(stdout);
}


int
main(int argc, char *argv[])
{
    size_t          size;
    double          usual[DEAR_PLACES];
    unsigned        i;
    ln_place_t      places[DEAR_PLACES];
    unsigned char  *page;

    size = (size_t) (argc > 1 ? atoi(argv[1]) : DEAR_KB) << 10;
    page = malloc(size + DEAR_ROOM);
    dear_arena.max = (size_t) 8 << 20;
    dear_arena.bytes = malloc(dear_arena.max);

    if (page == NULL || dear_arena.bytes == NULL) {
        dear_die("no memory for", "a page");
    }

    for (i = 0; i < DEAR_PLACES; i++) {
        dear_parse(dear_places[i], &places[i]);
    }

    memset(usual, 0, sizeof(usual));

    (void) printf("## Dear pages\n\n| pages of %zu KB: nanoseconds a "
                  "byte | `%s %s` | `%s %s` | `%s %s` | `%s %s` | times a usual"
                  " page's | longest call, ms |\n|---|--:|--:|--:|--:|--:|--:|"
                  "\n", size >> 10, dear_places[0][0], dear_places[0][1],
                  dear_places[1][0], dear_places[1][1], dear_places[2][0],
                  dear_places[2][1], dear_places[3][0], dear_places[3][1]);

    for (i = 0; i < sizeof(dear_families) / sizeof(dear_families[0]); i++) {
        if (i == 0 || argc < 3 || strstr(dear_families[i].name, argv[2])) {
            dear_row(&dear_families[i], page, size, places, usual);
        }
    }

    return 0;
}
