/*
 * The tokenizer: where tags begin and end (HTML Standard, 13.2.5).
 *
 * The tokenizer is a state machine.  It takes a page in any pieces and keeps
 * none of them: it copies what it needs of a tag that the end of a piece cuts.
 * When a tag ends, it tells its listener.  The listener may have the text after
 * the tag read in another state: ln_tokenizer_raw().
 */

#ifndef LN_TOKENIZER_H
#define LN_TOKENIZER_H

#include "html/tokenizer/ln_attribute.h"
#include "html/tokenizer/ln_scan.h"
#include "html/tokenizer/ln_tag.h"
#include "ln_ascii.h"


/* So much of a name is kept; the rest goes into the name's key only. */
#define LN_TOKENIZER_NAME     64

#define LN_TOKENIZER_OTHER    64

/* So much of a doctype is kept. */
#define LN_TOKENIZER_DOCTYPE  256


typedef enum {
    LN_STATE_DATA = 0,

    /* in what may be a tag, up to LN_STATE_SELF_CLOSING */

    LN_STATE_TAG_OPEN,
    LN_STATE_END_TAG_OPEN,
    LN_STATE_DECLARATION,
    LN_STATE_NAME,
    LN_STATE_BEFORE_ATTRIBUTE,
    LN_STATE_ATTRIBUTE_NAME,
    LN_STATE_AFTER_ATTRIBUTE,
    LN_STATE_BEFORE_VALUE,
    LN_STATE_VALUE_DOUBLE,
    LN_STATE_VALUE_SINGLE,
    LN_STATE_VALUE_BARE,
    LN_STATE_AFTER_VALUE,
    LN_STATE_SELF_CLOSING,

    LN_STATE_COMMENT_START,
    LN_STATE_COMMENT_START_DASH,
    LN_STATE_COMMENT,
    LN_STATE_COMMENT_DASH,
    LN_STATE_COMMENT_END,
    LN_STATE_COMMENT_BANG,
    LN_STATE_BOGUS_COMMENT,
    LN_STATE_DOCTYPE,
    LN_STATE_CDATA,
    LN_STATE_CDATA_BRACKET,
    LN_STATE_CDATA_END,

    LN_STATE_RAW,
    LN_STATE_RAW_LESS,
    LN_STATE_RAW_END_OPEN,
    LN_STATE_RAW_END_NAME,

    LN_STATE_SCRIPT,
    LN_STATE_SCRIPT_LESS,
    LN_STATE_SCRIPT_ESCAPE,
    LN_STATE_SCRIPT_ESCAPE_DASH,
    LN_STATE_ESCAPED,
    LN_STATE_ESCAPED_DASH,
    LN_STATE_ESCAPED_DASHES,
    LN_STATE_ESCAPED_LESS,
    LN_STATE_DOUBLE_START,
    LN_STATE_DOUBLE,
    LN_STATE_DOUBLE_DASH,
    LN_STATE_DOUBLE_DASHES,
    LN_STATE_DOUBLE_LESS,
    LN_STATE_DOUBLE_END,

    LN_STATE_MAX
} ln_state_t;


/* In ln_tokenizer_t.wanted. */
#define LN_WANTED          1
#define LN_WANTED_SHALLOW  2
#define LN_WANTED_SLOW     3


/*
 * A start tag or an end tag.  start is the offset of its `<`, and end is that
 * of the byte behind its `>`, in code units of the page.
 */
typedef struct {
    uint64_t       start;
    uint64_t       end;
    uint64_t       key;
    ln_tag_id_t    id;
    unsigned char  closing;             /* it is an end tag */
    unsigned char  self_closing;        /* it ends with `/>` */
    unsigned char  opaque;              /* too long: told before its end */
} ln_tag_t;


typedef struct ln_tokenizer_s  ln_tokenizer_t;

/*
 * Reads by the rules of a state, from p up to end at most.  Returns the byte at
 * which the next state, t->state, goes on.
 */
typedef const unsigned char *(*ln_state_pt)(ln_tokenizer_t *t,
    const unsigned char *p, const unsigned char *end);


/* Which text the listener is told of, once: its first one that is not blank. */
typedef enum {
    LN_WATCH_NONE = 0,
    LN_WATCH_TEXT,
    LN_WATCH_BLANKS                     /* of a blank, too */
} ln_watch_t;


/*
 * The listener is told, in the order of the page: of a whole tag; of the offset
 * where text begins, as watch_text has it; of a doctype.
 */
typedef struct {
    void  (*tag)(void *ctx, const ln_tag_t *tag);
    void  (*text)(void *ctx, uint64_t offset, int blank);
    void  (*doctype)(void *ctx);
    void   *ctx;
} ln_tokenizer_listener_t;


struct ln_tokenizer_s {
    ln_state_t        state;
    ln_state_t        text_state;       /* of the text behind this tag */
    ln_state_t        raw_state;        /* of raw text, if no end tag comes */
    ln_tag_id_t       raw;              /* the element of raw text */

    unsigned char     watch_text;       /* ln_watch_t */
    unsigned char     foreign;          /* `<![CDATA[` begins a section */
    unsigned char     attributes_read;  /* keep those of this tag */
    unsigned char     stopped;          /* read no more */

    /*
     * By ln_tag_id_t: somebody asks about attributes of such tags.
     * LN_WANTED_SHALLOW: of those that may be told as shallow (ln_quick.h).
     * LN_WANTED_SLOW: of those that cannot go the short way.  The states, which
     * know neither, keep those of all.
     */

    unsigned char     wanted[LN_TAG_MAX];

    ln_tag_t                 tag;
    ln_tokenizer_listener_t  listener;
    ln_scan_pt               scan;
    ln_state_pt              text;      /* reads text, and may read tags */
    void                    *text_ctx;  /* of text, as ln_fast_use() has it */

    uint64_t          offset;           /* of data */
    const unsigned char  *data;

    unsigned          name_len;
    uint64_t          name_more;
    unsigned char     name[LN_TOKENIZER_NAME];

    /* the last name in the page that is none of ln_tags, if it fits */

    unsigned          other_len;
    unsigned char     other[LN_TOKENIZER_OTHER];

    unsigned          doctype_len;
    unsigned char     doctype[LN_TOKENIZER_DOCTYPE];

    ln_attributes_t   attributes;
};


void ln_tokenizer_init(ln_tokenizer_t *t);

/* Keep the attributes of start tags of that id, or of all start tags. */
void ln_tokenizer_want(ln_tokenizer_t *t, ln_tag_id_t id);
void ln_tokenizer_want_all(ln_tokenizer_t *t);

/* Keep the attributes of start tags of that id where they may be shallow. */
void ln_tokenizer_want_shallow(ln_tokenizer_t *t, ln_tag_id_t id);

/*
 * Reads the next bytes of the page, up to end, or less if the listener has set
 * stopped.  Returns the first byte that was not read.
 */
const unsigned char *ln_tokenizer_feed(ln_tokenizer_t *t,
    const unsigned char *p, const unsigned char *end);

/*
 * A tag is being read that is too long to be waited for.  Tells the listener of
 * it now, as an opaque tag: by its name, without attributes, and with offset as
 * its end.  The listener is not told again when the tag's `>` comes.
 */
void ln_tokenizer_force(ln_tokenizer_t *t, uint64_t offset);

_Static_assert(LN_STATE_SELF_CLOSING - LN_STATE_TAG_OPEN == 12,
               "the states of a tag are not together");

/* 1 if what was fed ends in what may be a tag. */
static inline int
ln_tokenizer_in_tag(const ln_tokenizer_t *t)
{
    return t->state >= LN_STATE_TAG_OPEN && t->state <= LN_STATE_SELF_CLOSING;
}


/*
 * From the listener: the text behind the present tag is the content of element
 * id, which has no tags in it.  Nothing is fed behind <plaintext>.
 */
void ln_tokenizer_raw(ln_tokenizer_t *t, ln_tag_id_t id);

/*
 * The text that ends the comment, doctype, section or tag in which the page has
 * broken off: "-->", for one.  Empty where none is open.
 */
const char *ln_tokenizer_closer(const ln_tokenizer_t *t);


/* For the tokenizer's own files, each of which has functions for states. */


/*
 * The tag's id is known: keep its attributes, any of which may hide it.  Where
 * tags are read at once, a cheaper look says so: ln_fast_text.h.
 */
static inline void
ln_tokenizer_ask(ln_tokenizer_t *t)
{
    t->attributes_read = !t->tag.closing;

    ln_attributes_clear(&t->attributes);
}


/* The name in t->name is none of ln_tags: it is kept. */
static inline void
ln_tokenizer_other(ln_tokenizer_t *t, unsigned len)
{
    if (len <= LN_TOKENIZER_OTHER) {
        memcpy(t->other, t->name, len < LN_NEAR ? LN_NEAR
                                                : LN_TOKENIZER_OTHER);
        t->other_len = len;
    }
}


/* The offset of p in the page. */
static inline uint64_t
ln_tokenizer_at(const ln_tokenizer_t *t, const unsigned char *p)
{
    return t->offset + (uint64_t) (p - t->data);
}


/*
 * The listener waits for text.  Tells it where text begins that is not blank;
 * returns that place, or the `<` that comes before.
 */
static inline const unsigned char *
ln_tokenizer_watched(ln_tokenizer_t *t, const unsigned char *p,
    const unsigned char *end)
{
    /* what is no character in a document may stand before a blank */

    while (ln_unlikely(t->watch_text == LN_WATCH_BLANKS) && p < end
           && *p == '\0')
    {
        p++;
    }

    if (ln_unlikely(t->watch_text == LN_WATCH_BLANKS) && p < end
        && ln_is_space(*p))
    {
        t->listener.text(t->listener.ctx, ln_tokenizer_at(t, p), 1);

        if (t->stopped || !t->watch_text) {
            return p;
        }
    }

    while (p < end && (ln_is_space(*p) || *p == '\0')) {
        p++;
    }

    if (p == end || *p == '<') {
        return p;
    }

    t->listener.text(t->listener.ctx, ln_tokenizer_at(t, p), 0);

    /* whoever still watches wants to know of one more only */

    if (!t->stopped) {
        t->watch_text = 0;
    }

    return p;
}


/* The `<` at p may begin a tag: goes on behind it. */
static inline const unsigned char *
ln_tokenizer_less(ln_tokenizer_t *t, const unsigned char *p)
{
    t->tag.start = ln_tokenizer_at(t, p);
    t->tag.opaque = 0;
    t->state = LN_STATE_TAG_OPEN;

    return p + 1;
}


/* A tag is whole, and p is behind its `>`: tells the listener of it. */
static inline const unsigned char *
ln_tokenizer_tag_end(ln_tokenizer_t *t, const unsigned char *p)
{
    /* what an opaque tag's name tells has been told */

    if (!t->tag.opaque) {
        t->tag.end = ln_tokenizer_at(t, p);
        t->text_state = LN_STATE_DATA;
        t->listener.tag(t->listener.ctx, &t->tag);
    }

    t->state = t->text_state;

    return p;
}


static inline void
ln_tokenizer_name(ln_tokenizer_t *t, unsigned char c)
{
    if (c == '\0') {
        /* U+FFFD, cut to a byte that no name has */
        c = 0xff;
    }

    if (t->name_len < LN_TOKENIZER_NAME) {
        t->name[t->name_len++] = ln_lower(c);
        return;
    }

    t->name_more = (t->name_more ^ ln_lower(c) ^ 0x100) * 0x100000001b3ULL;
}


static inline void
ln_tokenizer_name_begin(ln_tokenizer_t *t)
{
    memset(t->name, 0, 8);
    t->name_len = 0;
    t->name_more = 0;
}


#define ln_state(name)                                                        \
    const unsigned char *                                                     \
    name(ln_tokenizer_t *t, const unsigned char *p, const unsigned char *end)


/* The state of text between tags, for any machine. */
ln_state(ln_tokenizer_text);


#endif
