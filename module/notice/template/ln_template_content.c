/*
 * Which elements and texts of a text may stand where.
 *
 * A text closes what it opens.  So a browser's parser changes it in two ways
 * only: a start tag ends an element that is open, or stands where a table
 * takes nothing of its kind.  Both are a matter of the open elements.
 */

#include "html/placer/ln_contains.h"
#include "ln_ascii.h"
#include "notice/template/ln_template_content.h"
#include "notice/template/ln_template_name.h"


#define LN_TEMPLATE_NAMES  44


/*
 * A start tag of one of `names` ends an open element of `ends`.  It is looked
 * for from the innermost element out, up to one of `until`; "*" is any.
 */
typedef struct {
    ln_str_t  names[LN_TEMPLATE_NAMES];
    ln_str_t  ends[LN_TEMPLATE_NAMES];
    ln_str_t  until[LN_TEMPLATE_NAMES];
    char     *allowed;
} ln_template_ends_t;

/* What stands directly in `parent`, and elsewhere nowhere. */
typedef struct {
    ln_str_t  parent;
    ln_str_t  children[LN_TEMPLATE_NAMES];
    char     *allowed;
} ln_template_table_t;


static int ln_template_one_of(ln_str_t name, const ln_str_t *list);
static int ln_template_content_ends(ln_template_parser_t *s,
    const unsigned char *at, ln_str_t name, const ln_template_ends_t *rule);
static int ln_template_content_table(ln_template_parser_t *s,
    const unsigned char *at, ln_str_t name);
static const ln_template_table_t *ln_template_table(
    const ln_template_parser_t *s);


#define S(s)  ln_string(s)

/* "has an element in scope" */
#define LN_TEMPLATE_SCOPE                                                     \
    S("applet"), S("caption"), S("marquee"), S("table"), S("td"), S("th")

/* special elements but address, div, p, and search, which is a new one */
#define LN_TEMPLATE_SPECIAL                                                   \
    LN_TEMPLATE_SCOPE, S("article"), S("aside"), S("blockquote"),             \
    S("button"), S("center"), S("details"), S("dir"), S("dl"),                \
    S("fieldset"), S("figcaption"), S("figure"), S("footer"), S("h1"),        \
    S("h2"), S("h3"), S("h4"), S("h5"), S("h6"), S("header"), S("hgroup"),    \
    S("listing"), S("main"), S("menu"), S("nav"), S("ol"), S("pre"),          \
    S("section"), S("summary"), S("ul")


static const ln_template_ends_t  ln_template_ends[] = {

    { { S("address"), S("article"), S("aside"), S("blockquote"), S("center"),
        S("details"), S("dialog"), S("dir"), S("div"), S("dl"),
        S("fieldset"), S("figcaption"), S("figure"), S("footer"),
        S("header"), S("hgroup"), S("main"), S("menu"), S("nav"), S("ol"),
        S("p"), S("search"), S("section"), S("summary"), S("ul"), S("h1"),
        S("h2"), S("h3"), S("h4"), S("h5"), S("h6"), S("pre"), S("listing"),
        S("hr"), S("table"), S("li"), S("dd"), S("dt") },
      { S("p") }, { LN_TEMPLATE_SCOPE, S("button") },
      "words and elements like <b>, <a> and <br> are allowed in it" },

    { { S("h1"), S("h2"), S("h3"), S("h4"), S("h5"), S("h6") },
      { S("h1"), S("h2"), S("h3"), S("h4"), S("h5"), S("h6") }, { S("*") },
      "words and elements like <b>, <a> and <br> are allowed in it" },

    { { S("li") }, { S("li") },
      { LN_TEMPLATE_SPECIAL, S("li"), S("dd"), S("dt") },
      "all elements are allowed in it but <li> outside of another list" },

    { { S("dd"), S("dt") }, { S("dd"), S("dt") },
      { LN_TEMPLATE_SPECIAL, S("li") },
      "all elements are allowed in it but <dt> and <dd> outside of another "
      "list" },

    { { S("a") }, { S("a") },
      { S("applet"), S("caption"), S("marquee"), S("td"), S("th") },
      "all elements are allowed in it but <a>" },

    { { S("nobr") }, { S("nobr") }, { LN_TEMPLATE_SCOPE },
      "all elements are allowed in it but <nobr>" },

    { { S("button") }, { S("button") }, { LN_TEMPLATE_SCOPE },
      "all elements are allowed in it but <button>" },

    { { S("option"), S("optgroup") }, { S("option") }, { S("*") },
      "words are allowed in it" },

    { { S("rb"), S("rtc") },
      { S("dd"), S("dt"), S("li"), S("optgroup"), S("option"), S("p"),
        S("rb"), S("rp"), S("rt"), S("rtc") }, { S("*") },
      "<rb> and <rtc> are allowed in <ruby>" },

    { { S("rp"), S("rt") },
      { S("dd"), S("dt"), S("li"), S("optgroup"), S("option"), S("p"),
        S("rb"), S("rp"), S("rt") }, { S("*") },
      "<rp> and <rt> are allowed in <ruby>" }
};


static const ln_template_table_t  ln_template_tables[] = {

    { S("table"),
      { S("caption"), S("colgroup"), S("col"), S("thead"), S("tbody"),
        S("tfoot"), S("tr") },
      "<caption>, <colgroup>, <col>, <thead>, <tbody>, <tfoot> and <tr>" },

    { S("thead"), { S("tr") }, "<tr>" },
    { S("tbody"), { S("tr") }, "<tr>" },
    { S("tfoot"), { S("tr") }, "<tr>" },
    { S("tr"), { S("td"), S("th") }, "<td> and <th>" },
    { S("colgroup"), { S("col") }, "<col>" }
};


/* What is another element for a parser, or has no content. */

static const ln_str_t  ln_template_obsolete[] = {
    S("basefont"), S("bgsound"), S("image"), S("keygen"), S("param")
};


int
ln_template_content_element(ln_template_parser_t *s,
    const unsigned char *at, ln_str_t name)
{
    size_t  i;

    if (ln_template_is(name, ln_template_obsolete)) {
        (void) ln_error(s->err, "\"<%.*s>\" is not allowed in a text, browsers "
                        "make something else of it%s", (int) name.len,
                        (const char *) name.data,
                        ln_str_caseless_eq(name, ln_str("image"))
                        ? ", write <img>" : "");
        return ln_template_fail(s, at);
    }

    s->t->contains |= ln_contains(name);

    if (ln_template_content_table(s, at, name) != LN_OK) {
        return LN_ERROR;
    }

    for (i = 0; i < sizeof(ln_template_ends) / sizeof(ln_template_ends[0]);
         i++)
    {
        if (ln_template_one_of(name, ln_template_ends[i].names)
            && ln_template_content_ends(s, at, name, &ln_template_ends[i])
               != LN_OK)
        {
            return LN_ERROR;
        }
    }

    return LN_OK;
}


static int
ln_template_one_of(ln_str_t name, const ln_str_t *list)
{
    unsigned  i;

    for (i = 0; i < LN_TEMPLATE_NAMES && list[i].len; i++) {
        if (ln_str_caseless_eq(name, list[i])) {
            return 1;
        }
    }

    return 0;
}


static int
ln_template_content_ends(ln_template_parser_t *s, const unsigned char *at,
    ln_str_t name, const ln_template_ends_t *rule)
{
    ln_str_t  open;
    unsigned  i;

    for (i = s->depth; i > 0; i--) {
        open = s->open[i - 1];

        if (ln_template_one_of(open, rule->ends)) {
            (void) ln_error(s->err, "\"<%.*s>\" would end the \"<%.*s>\" that "
                            "it stands in, %s", (int) name.len,
                            (const char *) name.data, (int) open.len,
                            (const char *) open.data, rule->allowed);
            return ln_template_fail(s, at);
        }

        if (rule->until[0].data[0] == '*'
            || ln_template_one_of(open, rule->until))
        {
            break;
        }
    }

    return LN_OK;
}


/* Parts of a table stand in their parents, and nothing else does. */

static int
ln_template_content_table(ln_template_parser_t *s, const unsigned char *at,
    ln_str_t name)
{
    size_t                      i, n;
    ln_str_t                    parent;
    const ln_template_table_t  *table;

    table = ln_template_table(s);

    if (table) {

        for (i = 0; table->children[i].len; i++) {
            if (ln_str_caseless_eq(name, table->children[i])) {
                return LN_OK;
            }
        }

        parent = table->parent;
        (void) ln_error(s->err, "\"<%.*s>\" cannot stand directly in "
                        "\"<%.*s>\", %s can", (int) name.len,
                        (const char *) name.data, (int) parent.len,
                        (const char *) parent.data, table->allowed);
        return ln_template_fail(s, at);
    }

    n = sizeof(ln_template_tables) / sizeof(ln_template_tables[0]);

    for (i = 0; i < n; i++) {
        if (ln_template_one_of(name, ln_template_tables[i].children)) {
            parent = ln_template_tables[i].parent;
            (void) ln_error(s->err, "\"<%.*s>\" can only stand directly in "
                            "\"<%.*s>\", a browser would drop it",
                            (int) name.len, (const char *) name.data,
                            (int) parent.len, (const char *) parent.data);
            return ln_template_fail(s, at);
        }
    }

    return LN_OK;
}


/* What the innermost open element is of a table, NULL for none. */

static const ln_template_table_t *
ln_template_table(const ln_template_parser_t *s)
{
    size_t  i, n;

    n = sizeof(ln_template_tables) / sizeof(ln_template_tables[0]);

    for (i = 0; s->depth && i < n; i++) {
        if (ln_str_caseless_eq(s->open[s->depth - 1],
                               ln_template_tables[i].parent))
        {
            return &ln_template_tables[i];
        }
    }

    return NULL;
}


int
ln_template_content_words(ln_template_parser_t *s, const unsigned char *at)
{
    ln_str_t                    parent;
    const ln_template_table_t  *table;

    table = ln_template_table(s);

    if (table == NULL) {
        return LN_OK;
    }

    parent = table->parent;
    (void) ln_error(s->err, "words cannot stand directly in \"<%.*s>\", a "
                    "browser would move them out of the table, %s can",
                    (int) parent.len, (const char *) parent.data,
                    table->allowed);

    return ln_template_fail(s, at);
}
