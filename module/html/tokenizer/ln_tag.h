/*
 * The elements that the HTML Standard has rules for, and one that the placer
 * looks for (html/placer/ln_root.h): ids, names, kinds.
 */

#ifndef LN_TAG_H
#define LN_TAG_H

#include "ln_core.h"


typedef enum {
    LN_TAG_OTHER = 0,
    LN_TAG_A,
    LN_TAG_ABBR,
    LN_TAG_ADDRESS,
    LN_TAG_ANNOTATION_XML,
    LN_TAG_APPLET,
    LN_TAG_AREA,
    LN_TAG_ARTICLE,
    LN_TAG_ASIDE,
    LN_TAG_ASTRO_ISLAND,
    LN_TAG_AUDIO,
    LN_TAG_B,
    LN_TAG_BASE,
    LN_TAG_BASEFONT,
    LN_TAG_BGSOUND,
    LN_TAG_BIG,
    LN_TAG_BLOCKQUOTE,
    LN_TAG_BODY,
    LN_TAG_BR,
    LN_TAG_BUTTON,
    LN_TAG_CANVAS,
    LN_TAG_CAPTION,
    LN_TAG_CENTER,
    LN_TAG_CODE,
    LN_TAG_COL,
    LN_TAG_COLGROUP,
    LN_TAG_DATALIST,
    LN_TAG_DD,
    LN_TAG_DESC,
    LN_TAG_DETAILS,
    LN_TAG_DIALOG,
    LN_TAG_DIR,
    LN_TAG_DIV,
    LN_TAG_DL,
    LN_TAG_DT,
    LN_TAG_EM,
    LN_TAG_EMBED,
    LN_TAG_FIELDSET,
    LN_TAG_FIGCAPTION,
    LN_TAG_FIGURE,
    LN_TAG_FONT,
    LN_TAG_FOOTER,
    LN_TAG_FOREIGNOBJECT,
    LN_TAG_FORM,
    LN_TAG_FRAME,
    LN_TAG_FRAMESET,
    LN_TAG_H1,
    LN_TAG_H2,
    LN_TAG_H3,
    LN_TAG_H4,
    LN_TAG_H5,
    LN_TAG_H6,
    LN_TAG_HEAD,
    LN_TAG_HEADER,
    LN_TAG_HGROUP,
    LN_TAG_HR,
    LN_TAG_HTML,
    LN_TAG_I,
    LN_TAG_IFRAME,
    LN_TAG_IMAGE,
    LN_TAG_IMG,
    LN_TAG_INPUT,
    LN_TAG_KEYGEN,
    LN_TAG_LI,
    LN_TAG_LINK,
    LN_TAG_LISTING,
    LN_TAG_MAIN,
    LN_TAG_MALIGNMARK,
    LN_TAG_MARQUEE,
    LN_TAG_MATH,
    LN_TAG_MENU,
    LN_TAG_META,
    LN_TAG_METER,
    LN_TAG_MGLYPH,
    LN_TAG_MI,
    LN_TAG_MN,
    LN_TAG_MO,
    LN_TAG_MS,
    LN_TAG_MTEXT,
    LN_TAG_NAV,
    LN_TAG_NOBR,
    LN_TAG_NOEMBED,
    LN_TAG_NOFRAMES,
    LN_TAG_NOSCRIPT,
    LN_TAG_OBJECT,
    LN_TAG_OL,
    LN_TAG_OPTGROUP,
    LN_TAG_OPTION,
    LN_TAG_P,
    LN_TAG_PARAM,
    LN_TAG_PLAINTEXT,
    LN_TAG_PRE,
    LN_TAG_PROGRESS,
    LN_TAG_RB,
    LN_TAG_RP,
    LN_TAG_RT,
    LN_TAG_RTC,
    LN_TAG_RUBY,
    LN_TAG_S,
    LN_TAG_SCRIPT,
    LN_TAG_SEARCH,
    LN_TAG_SECTION,
    LN_TAG_SELECT,
    LN_TAG_SLOT,
    LN_TAG_SMALL,
    LN_TAG_SOURCE,
    LN_TAG_SPAN,
    LN_TAG_STRIKE,
    LN_TAG_STRONG,
    LN_TAG_STYLE,
    LN_TAG_SUB,
    LN_TAG_SUMMARY,
    LN_TAG_SUP,
    LN_TAG_SVG,
    LN_TAG_TABLE,
    LN_TAG_TBODY,
    LN_TAG_TD,
    LN_TAG_TEMPLATE,
    LN_TAG_TEXTAREA,
    LN_TAG_TFOOT,
    LN_TAG_TH,
    LN_TAG_THEAD,
    LN_TAG_TITLE,
    LN_TAG_TR,
    LN_TAG_TRACK,
    LN_TAG_TT,
    LN_TAG_U,
    LN_TAG_UL,
    LN_TAG_VAR,
    LN_TAG_VIDEO,
    LN_TAG_WBR,
    LN_TAG_XMP,
    LN_TAG_MAX
} ln_tag_id_t;


/* Flags of an element, for ln_tag_info_t. */
#define LN_VOID          0x0001     /* has no content and no end tag */
#define LN_SPECIAL       0x0002     /* of the standard's "special" category */
#define LN_FORMAT        0x0004     /* "formatting": see ln_adoption.h */
#define LN_SCOPE         0x0008     /* is the limit of most scopes */
#define LN_IMPLIED       0x0010     /* "generate implied end tags" ends it */
#define LN_BLOCK         0x0020     /* its start tag ends a p */
#define LN_RAW           0x0040     /* its content is text, never tags */
#define LN_HEAD          0x0080     /* read by the rules of "in head" */
#define LN_PART          0x0100     /* caption, col, colgroup, tbody .. tr */
#define LN_HIDES         0x0200     /* its content is not shown as text */
#define LN_BREAKOUT      0x0400     /* its start tag ends foreign content */
#define LN_HEADING       0x0800     /* h1 .. h6 */
#define LN_NOFRAMESET    0x1000     /* no <frameset> may follow it */
#define LN_MODES         0x2000     /* its content has an insertion mode */
#define LN_MARKER        0x4000     /* a marker: see ln_formatting.h */
#define LN_THROUGH       0x8000     /* a li, dd, dt ends one around it, too */

typedef struct {
    char      name[16];                 /* zero past its end */
    unsigned  len;
    unsigned  flags;
} ln_tag_info_t;


/* By ln_tag_id_t.  LN_TAG_OTHER, any other one, has no name and no flags. */
extern const ln_tag_info_t  ln_tags[LN_TAG_MAX];


/*
 * Names are found by a perfect hash.  The first 8 bytes of a name are a number
 * that no other name has; the upper 10 bits of its product with LN_TAG_FACTOR
 * are the name's slot, which no other name has either.  A name that is added to
 * ln_tags needs its slot, and may need another factor: test_ln_scan says so.
 */

#define LN_TAG_FACTOR  0x3286423887ecbe87ULL
#define LN_TAG_SHIFT   54

extern const unsigned char  ln_tag_slots[1024];


/* The 8 bytes at p as a number, the first in the lowest bits. */
static inline uint64_t
ln_tag_head(const unsigned char *p)
{
    uint64_t  head;

    memcpy(&head, p, 8);

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    head = __builtin_bswap64(head);
#endif

    return head;
}


/*
 * The only id whose name may have this head: the ln_tag_head() of a name in
 * small letters, with zeros behind a shorter one.
 */
static inline ln_tag_id_t
ln_tag_hash(uint64_t head)
{
    return ln_tag_slots[(head * LN_TAG_FACTOR) >> LN_TAG_SHIFT];
}


/*
 * The id of a name of len bytes in small letters, LN_TAG_OTHER for none.  head
 * is its ln_tag_head(), with zeros behind a shorter name.  Of name itself only
 * the bytes behind the eighth are read.
 */
static inline ln_tag_id_t
ln_tag_find_head(uint64_t head, const unsigned char *name, size_t len)
{
    ln_tag_id_t           id;
    const ln_tag_info_t  *tag;

    id = ln_tag_hash(head);
    tag = &ln_tags[id];

    if (ln_tag_head((const unsigned char *) tag->name) != head
        || tag->len != len
        || (len > 8 && memcmp(tag->name + 8, name + 8, len - 8) != 0))
    {
        return LN_TAG_OTHER;
    }

    return id;
}


/*
 * The id of a name of len bytes in small letters, LN_TAG_OTHER for none.  Of a
 * shorter name 8 bytes can be read, and those behind its end are zero.
 */
ln_tag_id_t ln_tag_find(const unsigned char *name, size_t len);

/*
 * The key of a name, which stands for it on the stack and in selectors: its id
 * or, for LN_TAG_OTHER, a hash of its bytes that no id equals.
 */
uint64_t ln_tag_key(ln_tag_id_t id, const unsigned char *name, size_t len);


#endif
