#include "html/tokenizer/ln_tag.h"


#define ln_tag(name, flags)  { name, sizeof(name) - 1, flags }


/* ids stand in bytes: ln_tag_slots, ln_element_t */
_Static_assert(LN_TAG_MAX <= 256, "an id does not fit into a byte");


const ln_tag_info_t  ln_tags[LN_TAG_MAX] = {
    [LN_TAG_OTHER] = { "", 0, 0 },
    [LN_TAG_A] = ln_tag("a", LN_FORMAT),
    [LN_TAG_ABBR] = ln_tag("abbr", 0),
    [LN_TAG_ADDRESS] = ln_tag("address", LN_SPECIAL | LN_BLOCK | LN_THROUGH),
    [LN_TAG_ANNOTATION_XML] = ln_tag("annotation-xml", 0),
    [LN_TAG_APPLET] = ln_tag("applet", LN_SPECIAL | LN_SCOPE | LN_NOFRAMESET
                             | LN_MARKER),
    [LN_TAG_AREA] = ln_tag("area", LN_VOID | LN_SPECIAL | LN_NOFRAMESET),
    [LN_TAG_ARTICLE] = ln_tag("article", LN_SPECIAL | LN_BLOCK),
    [LN_TAG_ASIDE] = ln_tag("aside", LN_SPECIAL | LN_BLOCK),
    [LN_TAG_ASTRO_ISLAND] = ln_tag("astro-island", 0),
    [LN_TAG_AUDIO] = ln_tag("audio", LN_HIDES),
    [LN_TAG_B] = ln_tag("b", LN_FORMAT | LN_BREAKOUT),
    [LN_TAG_BASE] = ln_tag("base", LN_VOID | LN_SPECIAL | LN_HEAD),
    [LN_TAG_BASEFONT] = ln_tag("basefont", LN_VOID | LN_SPECIAL | LN_HEAD),
    [LN_TAG_BGSOUND] = ln_tag("bgsound", LN_VOID | LN_SPECIAL | LN_HEAD),
    [LN_TAG_BIG] = ln_tag("big", LN_FORMAT | LN_BREAKOUT),
    [LN_TAG_BLOCKQUOTE] = ln_tag("blockquote", LN_SPECIAL | LN_BLOCK
                                 | LN_BREAKOUT),
    [LN_TAG_BODY] = ln_tag("body", LN_SPECIAL | LN_BREAKOUT | LN_NOFRAMESET),
    [LN_TAG_BR] = ln_tag("br", LN_VOID | LN_SPECIAL | LN_BREAKOUT
                         | LN_NOFRAMESET),
    [LN_TAG_BUTTON] = ln_tag("button", LN_SPECIAL | LN_NOFRAMESET),
    [LN_TAG_CANVAS] = ln_tag("canvas", LN_HIDES),
    [LN_TAG_CAPTION] = ln_tag("caption", LN_SPECIAL | LN_SCOPE | LN_PART
                              | LN_MODES | LN_MARKER),
    [LN_TAG_CENTER] = ln_tag("center", LN_SPECIAL | LN_BLOCK | LN_BREAKOUT),
    [LN_TAG_CODE] = ln_tag("code", LN_FORMAT | LN_BREAKOUT),
    [LN_TAG_COL] = ln_tag("col", LN_VOID | LN_SPECIAL | LN_PART),
    [LN_TAG_COLGROUP] = ln_tag("colgroup", LN_SPECIAL | LN_PART | LN_MODES),
    [LN_TAG_DATALIST] = ln_tag("datalist", LN_HIDES),
    [LN_TAG_DD] = ln_tag("dd", LN_SPECIAL | LN_IMPLIED | LN_BREAKOUT
                         | LN_NOFRAMESET),
    [LN_TAG_DESC] = ln_tag("desc", 0),
    [LN_TAG_DETAILS] = ln_tag("details", LN_SPECIAL | LN_BLOCK),
    [LN_TAG_DIALOG] = ln_tag("dialog", LN_BLOCK),
    [LN_TAG_DIR] = ln_tag("dir", LN_SPECIAL | LN_BLOCK),
    [LN_TAG_DIV] = ln_tag("div", LN_SPECIAL | LN_BLOCK | LN_BREAKOUT
                          | LN_THROUGH),
    [LN_TAG_DL] = ln_tag("dl", LN_SPECIAL | LN_BLOCK | LN_BREAKOUT),
    [LN_TAG_DT] = ln_tag("dt", LN_SPECIAL | LN_IMPLIED | LN_BREAKOUT
                         | LN_NOFRAMESET),
    [LN_TAG_EM] = ln_tag("em", LN_FORMAT | LN_BREAKOUT),
    [LN_TAG_EMBED] = ln_tag("embed", LN_VOID | LN_SPECIAL | LN_BREAKOUT
                            | LN_NOFRAMESET),
    [LN_TAG_FIELDSET] = ln_tag("fieldset", LN_SPECIAL | LN_BLOCK),
    [LN_TAG_FIGCAPTION] = ln_tag("figcaption", LN_SPECIAL | LN_BLOCK),
    [LN_TAG_FIGURE] = ln_tag("figure", LN_SPECIAL | LN_BLOCK),
    [LN_TAG_FONT] = ln_tag("font", LN_FORMAT),
    [LN_TAG_FOOTER] = ln_tag("footer", LN_SPECIAL | LN_BLOCK),
    [LN_TAG_FOREIGNOBJECT] = ln_tag("foreignobject", 0),
    [LN_TAG_FORM] = ln_tag("form", LN_SPECIAL),
    [LN_TAG_FRAME] = ln_tag("frame", LN_VOID | LN_SPECIAL),
    [LN_TAG_FRAMESET] = ln_tag("frameset", LN_SPECIAL | LN_HIDES),
    [LN_TAG_H1] = ln_tag("h1", LN_SPECIAL | LN_BREAKOUT | LN_HEADING),
    [LN_TAG_H2] = ln_tag("h2", LN_SPECIAL | LN_BREAKOUT | LN_HEADING),
    [LN_TAG_H3] = ln_tag("h3", LN_SPECIAL | LN_BREAKOUT | LN_HEADING),
    [LN_TAG_H4] = ln_tag("h4", LN_SPECIAL | LN_BREAKOUT | LN_HEADING),
    [LN_TAG_H5] = ln_tag("h5", LN_SPECIAL | LN_BREAKOUT | LN_HEADING),
    [LN_TAG_H6] = ln_tag("h6", LN_SPECIAL | LN_BREAKOUT | LN_HEADING),
    [LN_TAG_HEAD] = ln_tag("head", LN_SPECIAL | LN_HIDES | LN_BREAKOUT),
    [LN_TAG_HEADER] = ln_tag("header", LN_SPECIAL | LN_BLOCK),
    [LN_TAG_HGROUP] = ln_tag("hgroup", LN_SPECIAL | LN_BLOCK),
    [LN_TAG_HR] = ln_tag("hr", LN_VOID | LN_SPECIAL | LN_BREAKOUT
                         | LN_NOFRAMESET),
    [LN_TAG_HTML] = ln_tag("html", LN_SPECIAL | LN_SCOPE),
    [LN_TAG_I] = ln_tag("i", LN_FORMAT | LN_BREAKOUT),
    [LN_TAG_IFRAME] = ln_tag("iframe", LN_SPECIAL | LN_RAW | LN_HIDES
                             | LN_NOFRAMESET),
    [LN_TAG_IMAGE] = ln_tag("image", LN_VOID | LN_NOFRAMESET),
    [LN_TAG_IMG] = ln_tag("img", LN_VOID | LN_SPECIAL | LN_BREAKOUT
                          | LN_NOFRAMESET),
    [LN_TAG_INPUT] = ln_tag("input", LN_VOID | LN_SPECIAL | LN_NOFRAMESET),
    [LN_TAG_KEYGEN] = ln_tag("keygen", LN_VOID | LN_SPECIAL | LN_NOFRAMESET),
    [LN_TAG_LI] = ln_tag("li", LN_SPECIAL | LN_IMPLIED | LN_BREAKOUT
                         | LN_NOFRAMESET),
    [LN_TAG_LINK] = ln_tag("link", LN_VOID | LN_SPECIAL | LN_HEAD),
    [LN_TAG_LISTING] = ln_tag("listing", LN_SPECIAL | LN_BREAKOUT
                              | LN_NOFRAMESET),
    [LN_TAG_MAIN] = ln_tag("main", LN_SPECIAL | LN_BLOCK),
    [LN_TAG_MALIGNMARK] = ln_tag("malignmark", 0),
    [LN_TAG_MARQUEE] = ln_tag("marquee", LN_SPECIAL | LN_SCOPE
                              | LN_NOFRAMESET | LN_MARKER),
    [LN_TAG_MATH] = ln_tag("math", LN_HIDES),
    [LN_TAG_MENU] = ln_tag("menu", LN_SPECIAL | LN_BLOCK | LN_BREAKOUT),
    [LN_TAG_META] = ln_tag("meta", LN_VOID | LN_SPECIAL | LN_HEAD
                           | LN_BREAKOUT),
    [LN_TAG_METER] = ln_tag("meter", LN_HIDES),
    [LN_TAG_MGLYPH] = ln_tag("mglyph", 0),
    [LN_TAG_MI] = ln_tag("mi", 0),
    [LN_TAG_MN] = ln_tag("mn", 0),
    [LN_TAG_MO] = ln_tag("mo", 0),
    [LN_TAG_MS] = ln_tag("ms", 0),
    [LN_TAG_MTEXT] = ln_tag("mtext", 0),
    [LN_TAG_NAV] = ln_tag("nav", LN_SPECIAL | LN_BLOCK),
    [LN_TAG_NOBR] = ln_tag("nobr", LN_FORMAT | LN_BREAKOUT),
    [LN_TAG_NOEMBED] = ln_tag("noembed", LN_SPECIAL | LN_RAW | LN_HIDES),
    [LN_TAG_NOFRAMES] = ln_tag("noframes", LN_SPECIAL | LN_RAW | LN_HEAD
                               | LN_HIDES),
    [LN_TAG_NOSCRIPT] = ln_tag("noscript", LN_SPECIAL | LN_RAW | LN_HIDES),
    [LN_TAG_OBJECT] = ln_tag("object", LN_SPECIAL | LN_SCOPE | LN_HIDES
                             | LN_NOFRAMESET | LN_MARKER),
    [LN_TAG_OL] = ln_tag("ol", LN_SPECIAL | LN_BLOCK | LN_BREAKOUT),
    [LN_TAG_OPTGROUP] = ln_tag("optgroup", LN_IMPLIED),
    [LN_TAG_OPTION] = ln_tag("option", LN_IMPLIED | LN_HIDES),
    [LN_TAG_P] = ln_tag("p", LN_SPECIAL | LN_IMPLIED | LN_BREAKOUT
                        | LN_THROUGH),
    [LN_TAG_PARAM] = ln_tag("param", LN_VOID | LN_SPECIAL),
    [LN_TAG_PLAINTEXT] = ln_tag("plaintext", LN_SPECIAL | LN_HIDES),
    [LN_TAG_PRE] = ln_tag("pre", LN_SPECIAL | LN_BREAKOUT | LN_NOFRAMESET),
    [LN_TAG_PROGRESS] = ln_tag("progress", LN_HIDES),
    [LN_TAG_RB] = ln_tag("rb", LN_IMPLIED),
    [LN_TAG_RP] = ln_tag("rp", LN_IMPLIED | LN_HIDES),
    [LN_TAG_RT] = ln_tag("rt", LN_IMPLIED),
    [LN_TAG_RTC] = ln_tag("rtc", LN_IMPLIED),
    [LN_TAG_RUBY] = ln_tag("ruby", LN_BREAKOUT),
    [LN_TAG_S] = ln_tag("s", LN_FORMAT | LN_BREAKOUT),
    [LN_TAG_SCRIPT] = ln_tag("script", LN_SPECIAL | LN_RAW | LN_HEAD
                             | LN_HIDES),
    [LN_TAG_SEARCH] = ln_tag("search", LN_SPECIAL | LN_BLOCK),
    [LN_TAG_SECTION] = ln_tag("section", LN_SPECIAL | LN_BLOCK),
    [LN_TAG_SELECT] = ln_tag("select", LN_SPECIAL | LN_SCOPE | LN_HIDES
                             | LN_NOFRAMESET),
    [LN_TAG_SLOT] = ln_tag("slot", 0),
    [LN_TAG_SMALL] = ln_tag("small", LN_FORMAT | LN_BREAKOUT),
    [LN_TAG_SOURCE] = ln_tag("source", LN_VOID | LN_SPECIAL),
    [LN_TAG_SPAN] = ln_tag("span", LN_BREAKOUT),
    [LN_TAG_STRIKE] = ln_tag("strike", LN_FORMAT | LN_BREAKOUT),
    [LN_TAG_STRONG] = ln_tag("strong", LN_FORMAT | LN_BREAKOUT),
    [LN_TAG_STYLE] = ln_tag("style", LN_SPECIAL | LN_RAW | LN_HEAD | LN_HIDES),
    [LN_TAG_SUB] = ln_tag("sub", LN_BREAKOUT),
    [LN_TAG_SUMMARY] = ln_tag("summary", LN_SPECIAL | LN_BLOCK),
    [LN_TAG_SUP] = ln_tag("sup", LN_BREAKOUT),
    [LN_TAG_SVG] = ln_tag("svg", LN_HIDES),
    [LN_TAG_TABLE] = ln_tag("table", LN_SPECIAL | LN_SCOPE | LN_BREAKOUT
                            | LN_NOFRAMESET | LN_MODES),
    [LN_TAG_TBODY] = ln_tag("tbody", LN_SPECIAL | LN_PART | LN_MODES),
    [LN_TAG_TD] = ln_tag("td", LN_SPECIAL | LN_SCOPE | LN_PART | LN_MODES
                         | LN_MARKER),
    [LN_TAG_TEMPLATE] = ln_tag("template", LN_SPECIAL | LN_SCOPE | LN_HEAD
                               | LN_HIDES | LN_MODES | LN_MARKER),
    [LN_TAG_TEXTAREA] = ln_tag("textarea", LN_SPECIAL | LN_RAW | LN_HIDES
                               | LN_NOFRAMESET),
    [LN_TAG_TFOOT] = ln_tag("tfoot", LN_SPECIAL | LN_PART | LN_MODES),
    [LN_TAG_TH] = ln_tag("th", LN_SPECIAL | LN_SCOPE | LN_PART | LN_MODES
                         | LN_MARKER),
    [LN_TAG_THEAD] = ln_tag("thead", LN_SPECIAL | LN_PART | LN_MODES),
    [LN_TAG_TITLE] = ln_tag("title", LN_SPECIAL | LN_RAW | LN_HEAD | LN_HIDES),
    [LN_TAG_TR] = ln_tag("tr", LN_SPECIAL | LN_PART | LN_MODES),
    [LN_TAG_TRACK] = ln_tag("track", LN_VOID | LN_SPECIAL),
    [LN_TAG_TT] = ln_tag("tt", LN_FORMAT | LN_BREAKOUT),
    [LN_TAG_U] = ln_tag("u", LN_FORMAT | LN_BREAKOUT),
    [LN_TAG_UL] = ln_tag("ul", LN_SPECIAL | LN_BLOCK | LN_BREAKOUT),
    [LN_TAG_VAR] = ln_tag("var", LN_BREAKOUT),
    [LN_TAG_VIDEO] = ln_tag("video", LN_HIDES),
    [LN_TAG_WBR] = ln_tag("wbr", LN_VOID | LN_SPECIAL | LN_NOFRAMESET),
    [LN_TAG_XMP] = ln_tag("xmp", LN_SPECIAL | LN_RAW | LN_HIDES
                          | LN_NOFRAMESET)
};


const unsigned char  ln_tag_slots[1024] = {
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
    [327] = LN_TAG_METER,
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
    [526] = LN_TAG_PROGRESS,
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
    [681] = LN_TAG_SLOT,
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
    [1001] = LN_TAG_ASTRO_ISLAND,
    [1004] = LN_TAG_NOEMBED,
    [1009] = LN_TAG_BUTTON
};


ln_tag_id_t
ln_tag_find(const unsigned char *name, size_t len)
{
    return ln_tag_find_head(ln_tag_head(name), name, len);
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
