/*
 * The names are found by a perfect hash: the first 8 bytes tell them apart,
 * and the product of these with LN_TAG_FACTOR has its upper 10 bits to itself.
 * A name added here needs a slot, and may need another factor; the unit test
 * finds out.
 */

#include "ln_tag.h"


#define LN_TAG_FACTOR  0x3286423887ecbe87ULL
#define LN_TAG_SHIFT   54


#define ln_tag(name, flags)  { name, sizeof(name) - 1, flags }


const ln_tag_info_t  ln_tags[LN_TAG_MAX] = {
    { "", 0, 0 },
    ln_tag("a", LN_FORMAT),
    ln_tag("abbr", 0),
    ln_tag("address", LN_SPECIAL | LN_BLOCK),
    ln_tag("annotation-xml", 0),
    ln_tag("applet", LN_SPECIAL | LN_SCOPE | LN_NOFRAMESET),
    ln_tag("area", LN_VOID | LN_SPECIAL | LN_NOFRAMESET),
    ln_tag("article", LN_SPECIAL | LN_BLOCK),
    ln_tag("aside", LN_SPECIAL | LN_BLOCK),
    ln_tag("audio", LN_HIDES),
    ln_tag("b", LN_FORMAT | LN_BREAKOUT),
    ln_tag("base", LN_VOID | LN_SPECIAL | LN_HEAD),
    ln_tag("basefont", LN_VOID | LN_SPECIAL | LN_HEAD),
    ln_tag("bgsound", LN_VOID | LN_SPECIAL | LN_HEAD),
    ln_tag("big", LN_FORMAT | LN_BREAKOUT),
    ln_tag("blockquote", LN_SPECIAL | LN_BLOCK | LN_BREAKOUT),
    ln_tag("body", LN_SPECIAL | LN_BREAKOUT | LN_NOFRAMESET),
    ln_tag("br", LN_VOID | LN_SPECIAL | LN_BREAKOUT | LN_NOFRAMESET),
    ln_tag("button", LN_SPECIAL | LN_NOFRAMESET),
    ln_tag("canvas", LN_HIDES),
    ln_tag("caption", LN_SPECIAL | LN_SCOPE | LN_PART),
    ln_tag("center", LN_SPECIAL | LN_BLOCK | LN_BREAKOUT),
    ln_tag("code", LN_FORMAT | LN_BREAKOUT),
    ln_tag("col", LN_VOID | LN_SPECIAL | LN_PART),
    ln_tag("colgroup", LN_SPECIAL | LN_PART),
    ln_tag("datalist", LN_HIDES),
    ln_tag("dd", LN_SPECIAL | LN_IMPLIED | LN_BREAKOUT | LN_NOFRAMESET),
    ln_tag("desc", 0),
    ln_tag("details", LN_SPECIAL | LN_BLOCK),
    ln_tag("dialog", LN_BLOCK),
    ln_tag("dir", LN_SPECIAL | LN_BLOCK),
    ln_tag("div", LN_SPECIAL | LN_BLOCK | LN_BREAKOUT),
    ln_tag("dl", LN_SPECIAL | LN_BLOCK | LN_BREAKOUT),
    ln_tag("dt", LN_SPECIAL | LN_IMPLIED | LN_BREAKOUT | LN_NOFRAMESET),
    ln_tag("em", LN_FORMAT | LN_BREAKOUT),
    ln_tag("embed", LN_VOID | LN_SPECIAL | LN_BREAKOUT | LN_NOFRAMESET),
    ln_tag("fieldset", LN_SPECIAL | LN_BLOCK),
    ln_tag("figcaption", LN_SPECIAL | LN_BLOCK),
    ln_tag("figure", LN_SPECIAL | LN_BLOCK),
    ln_tag("font", LN_FORMAT),
    ln_tag("footer", LN_SPECIAL | LN_BLOCK),
    ln_tag("foreignobject", 0),
    ln_tag("form", LN_SPECIAL),
    ln_tag("frame", LN_VOID | LN_SPECIAL),
    ln_tag("frameset", LN_SPECIAL | LN_HIDES),
    ln_tag("h1", LN_SPECIAL | LN_BREAKOUT | LN_HEADING),
    ln_tag("h2", LN_SPECIAL | LN_BREAKOUT | LN_HEADING),
    ln_tag("h3", LN_SPECIAL | LN_BREAKOUT | LN_HEADING),
    ln_tag("h4", LN_SPECIAL | LN_BREAKOUT | LN_HEADING),
    ln_tag("h5", LN_SPECIAL | LN_BREAKOUT | LN_HEADING),
    ln_tag("h6", LN_SPECIAL | LN_BREAKOUT | LN_HEADING),
    ln_tag("head", LN_SPECIAL | LN_HIDES | LN_BREAKOUT),
    ln_tag("header", LN_SPECIAL | LN_BLOCK),
    ln_tag("hgroup", LN_SPECIAL | LN_BLOCK),
    ln_tag("hr", LN_VOID | LN_SPECIAL | LN_BREAKOUT | LN_NOFRAMESET),
    ln_tag("html", LN_SPECIAL | LN_SCOPE),
    ln_tag("i", LN_FORMAT | LN_BREAKOUT),
    ln_tag("iframe", LN_SPECIAL | LN_RAW | LN_HIDES | LN_NOFRAMESET),
    ln_tag("image", LN_VOID | LN_NOFRAMESET),
    ln_tag("img", LN_VOID | LN_SPECIAL | LN_BREAKOUT | LN_NOFRAMESET),
    ln_tag("input", LN_VOID | LN_SPECIAL | LN_NOFRAMESET),
    ln_tag("keygen", LN_VOID | LN_SPECIAL | LN_NOFRAMESET),
    ln_tag("li", LN_SPECIAL | LN_IMPLIED | LN_BREAKOUT | LN_NOFRAMESET),
    ln_tag("link", LN_VOID | LN_SPECIAL | LN_HEAD),
    ln_tag("listing", LN_SPECIAL | LN_BREAKOUT | LN_NOFRAMESET),
    ln_tag("main", LN_SPECIAL | LN_BLOCK),
    ln_tag("malignmark", 0),
    ln_tag("marquee", LN_SPECIAL | LN_SCOPE | LN_NOFRAMESET),
    ln_tag("math", LN_HIDES),
    ln_tag("menu", LN_SPECIAL | LN_BLOCK | LN_BREAKOUT),
    ln_tag("meta", LN_VOID | LN_SPECIAL | LN_HEAD | LN_BREAKOUT),
    ln_tag("mglyph", 0),
    ln_tag("mi", 0),
    ln_tag("mn", 0),
    ln_tag("mo", 0),
    ln_tag("ms", 0),
    ln_tag("mtext", 0),
    ln_tag("nav", LN_SPECIAL | LN_BLOCK),
    ln_tag("nobr", LN_FORMAT | LN_BREAKOUT),
    ln_tag("noembed", LN_SPECIAL | LN_RAW | LN_HIDES),
    ln_tag("noframes", LN_SPECIAL | LN_RAW | LN_HEAD | LN_HIDES),
    ln_tag("noscript", LN_SPECIAL | LN_RAW | LN_HIDES),
    ln_tag("object", LN_SPECIAL | LN_SCOPE | LN_HIDES | LN_NOFRAMESET),
    ln_tag("ol", LN_SPECIAL | LN_BLOCK | LN_BREAKOUT),
    ln_tag("optgroup", LN_IMPLIED | LN_HIDES),
    ln_tag("option", LN_IMPLIED | LN_HIDES),
    ln_tag("p", LN_SPECIAL | LN_IMPLIED | LN_BREAKOUT),
    ln_tag("param", LN_VOID | LN_SPECIAL),
    ln_tag("plaintext", LN_SPECIAL | LN_HIDES),
    ln_tag("pre", LN_SPECIAL | LN_BREAKOUT | LN_NOFRAMESET),
    ln_tag("rb", LN_IMPLIED),
    ln_tag("rp", LN_IMPLIED),
    ln_tag("rt", LN_IMPLIED),
    ln_tag("rtc", LN_IMPLIED),
    ln_tag("ruby", LN_BREAKOUT),
    ln_tag("s", LN_FORMAT | LN_BREAKOUT),
    ln_tag("script", LN_SPECIAL | LN_RAW | LN_HEAD | LN_HIDES),
    ln_tag("search", LN_SPECIAL | LN_BLOCK),
    ln_tag("section", LN_SPECIAL | LN_BLOCK),
    ln_tag("select", LN_SPECIAL | LN_HIDES | LN_NOFRAMESET),
    ln_tag("small", LN_FORMAT | LN_BREAKOUT),
    ln_tag("source", LN_VOID | LN_SPECIAL),
    ln_tag("span", LN_BREAKOUT),
    ln_tag("strike", LN_FORMAT | LN_BREAKOUT),
    ln_tag("strong", LN_FORMAT | LN_BREAKOUT),
    ln_tag("style", LN_SPECIAL | LN_RAW | LN_HEAD | LN_HIDES),
    ln_tag("sub", LN_BREAKOUT),
    ln_tag("summary", LN_SPECIAL | LN_BLOCK),
    ln_tag("sup", LN_BREAKOUT),
    ln_tag("svg", LN_HIDES),
    ln_tag("table", LN_SPECIAL | LN_SCOPE | LN_BREAKOUT | LN_NOFRAMESET),
    ln_tag("tbody", LN_SPECIAL | LN_PART),
    ln_tag("td", LN_SPECIAL | LN_SCOPE | LN_PART),
    ln_tag("template", LN_SPECIAL | LN_SCOPE | LN_HEAD | LN_HIDES),
    ln_tag("textarea", LN_SPECIAL | LN_RAW | LN_HIDES | LN_NOFRAMESET),
    ln_tag("tfoot", LN_SPECIAL | LN_PART),
    ln_tag("th", LN_SPECIAL | LN_SCOPE | LN_PART),
    ln_tag("thead", LN_SPECIAL | LN_PART),
    ln_tag("title", LN_SPECIAL | LN_RAW | LN_HEAD | LN_HIDES),
    ln_tag("tr", LN_SPECIAL | LN_PART),
    ln_tag("track", LN_VOID | LN_SPECIAL),
    ln_tag("tt", LN_FORMAT | LN_BREAKOUT),
    ln_tag("u", LN_FORMAT | LN_BREAKOUT),
    ln_tag("ul", LN_SPECIAL | LN_BLOCK | LN_BREAKOUT),
    ln_tag("var", LN_BREAKOUT),
    ln_tag("video", LN_HIDES),
    ln_tag("wbr", LN_VOID | LN_SPECIAL | LN_NOFRAMESET),
    ln_tag("xmp", LN_SPECIAL | LN_RAW | LN_HIDES | LN_NOFRAMESET)
};


static const unsigned char  ln_tag_slots[1024] = {
    [18] = LN_TAG_PRE,
    [29] = LN_TAG_SUP,
    [35] = LN_TAG_SCRIPT,
    [53] = LN_TAG_BIG,
    [65] = LN_TAG_ABBR,
    [80] = LN_TAG_THEAD,
    [93] = LN_TAG_U,
    [100] = LN_TAG_EM,
    [106] = LN_TAG_P,
    [107] = LN_TAG_NAV,
    [113] = LN_TAG_BASEFONT,
    [131] = LN_TAG_BR,
    [145] = LN_TAG_BODY,
    [147] = LN_TAG_A,
    [148] = LN_TAG_SMALL,
    [156] = LN_TAG_PLAINTEXT,
    [162] = LN_TAG_SECTION,
    [185] = LN_TAG_DD,
    [195] = LN_TAG_STRONG,
    [199] = LN_TAG_ADDRESS,
    [201] = LN_TAG_MALIGNMARK,
    [206] = LN_TAG_MN,
    [207] = LN_TAG_TFOOT,
    [228] = LN_TAG_H1,
    [230] = LN_TAG_SVG,
    [243] = LN_TAG_RP,
    [245] = LN_TAG_DATALIST,
    [247] = LN_TAG_HGROUP,
    [270] = LN_TAG_BASE,
    [272] = LN_TAG_CAPTION,
    [278] = LN_TAG_H3,
    [299] = LN_TAG_DIR,
    [311] = LN_TAG_SUMMARY,
    [315] = LN_TAG_STYLE,
    [320] = LN_TAG_HR,
    [322] = LN_TAG_DESC,
    [324] = LN_TAG_SOURCE,
    [329] = LN_TAG_H5,
    [333] = LN_TAG_ASIDE,
    [334] = LN_TAG_DIV,
    [338] = LN_TAG_TBODY,
    [343] = LN_TAG_RT,
    [346] = LN_TAG_TD,
    [349] = LN_TAG_B,
    [355] = LN_TAG_DETAILS,
    [359] = LN_TAG_IMAGE,
    [364] = LN_TAG_MATH,
    [379] = LN_TAG_WBR,
    [385] = LN_TAG_DL,
    [391] = LN_TAG_LI,
    [406] = LN_TAG_FRAMESET,
    [412] = LN_TAG_IFRAME,
    [415] = LN_TAG_HTML,
    [416] = LN_TAG_SUB,
    [424] = LN_TAG_FONT,
    [433] = LN_TAG_STRIKE,
    [442] = LN_TAG_TEMPLATE,
    [446] = LN_TAG_TH,
    [453] = LN_TAG_TITLE,
    [457] = LN_TAG_TRACK,
    [458] = LN_TAG_NOBR,
    [473] = LN_TAG_VIDEO,
    [475] = LN_TAG_LINK,
    [488] = LN_TAG_AREA,
    [492] = LN_TAG_BLOCKQUOTE,
    [495] = LN_TAG_KEYGEN,
    [496] = LN_TAG_FIGCAPTION,
    [506] = LN_TAG_AUDIO,
    [512] = LN_TAG_OPTION,
    [532] = LN_TAG_MARQUEE,
    [544] = LN_TAG_IMG,
    [555] = LN_TAG_FOREIGNOBJECT,
    [560] = LN_TAG_OL,
    [577] = LN_TAG_MTEXT,
    [585] = LN_TAG_DT,
    [593] = LN_TAG_MI,
    [605] = LN_TAG_TABLE,
    [614] = LN_TAG_NOFRAMES,
    [618] = LN_TAG_APPLET,
    [624] = LN_TAG_FIGURE,
    [644] = LN_TAG_CENTER,
    [664] = LN_TAG_VAR,
    [684] = LN_TAG_HEAD,
    [689] = LN_TAG_SEARCH,
    [697] = LN_TAG_TR,
    [705] = LN_TAG_COL,
    [707] = LN_TAG_NOSCRIPT,
    [713] = LN_TAG_S,
    [722] = LN_TAG_FRAME,
    [732] = LN_TAG_OPTGROUP,
    [737] = LN_TAG_HEADER,
    [740] = LN_TAG_I,
    [742] = LN_TAG_FOOTER,
    [743] = LN_TAG_MO,
    [747] = LN_TAG_TT,
    [749] = LN_TAG_UL,
    [751] = LN_TAG_ARTICLE,
    [763] = LN_TAG_SELECT,
    [765] = LN_TAG_H2,
    [771] = LN_TAG_COLGROUP,
    [777] = LN_TAG_PARAM,
    [787] = LN_TAG_TEXTAREA,
    [790] = LN_TAG_MENU,
    [792] = LN_TAG_CANVAS,
    [815] = LN_TAG_H4,
    [816] = LN_TAG_ANNOTATION_XML,
    [830] = LN_TAG_INPUT,
    [836] = LN_TAG_SPAN,
    [839] = LN_TAG_XMP,
    [843] = LN_TAG_MS,
    [851] = LN_TAG_MGLYPH,
    [855] = LN_TAG_MAIN,
    [866] = LN_TAG_H6,
    [867] = LN_TAG_EMBED,
    [885] = LN_TAG_OBJECT,
    [900] = LN_TAG_LISTING,
    [912] = LN_TAG_BGSOUND,
    [916] = LN_TAG_RB,
    [925] = LN_TAG_FORM,
    [929] = LN_TAG_META,
    [945] = LN_TAG_CODE,
    [951] = LN_TAG_RUBY,
    [954] = LN_TAG_DIALOG,
    [966] = LN_TAG_RTC,
    [982] = LN_TAG_FIELDSET,
    [1004] = LN_TAG_NOEMBED,
    [1009] = LN_TAG_BUTTON
};


ln_tag_id_t
ln_tag_find(const unsigned char *name, size_t len)
{
    int          i;
    uint64_t     head;
    ln_tag_id_t  id;

    head = 0;

    for (i = 0; i < 8; i++) {
        head |= (uint64_t) name[i] << (8 * i);
    }

    id = ln_tag_slots[(head * LN_TAG_FACTOR) >> LN_TAG_SHIFT];

    if (ln_tags[id].len != len || memcmp(ln_tags[id].name, name, len) != 0) {
        return LN_TAG_OTHER;
    }

    return id;
}


uint64_t
ln_tag_key(ln_tag_id_t id, const unsigned char *name, size_t len)
{
    size_t    i;
    uint64_t  key;

    if (id != LN_TAG_OTHER) {
        return id;
    }

    key = 0xcbf29ce484222325ULL;        /* FNV-1a */

    for (i = 0; i < len; i++) {
        key = (key ^ name[i]) * 0x100000001b3ULL;
    }

    return key | 0x8000000000000000ULL;
}
