/*
 * Where tags begin and end, after the HTML standard's section 13.2.5.
 *
 * A state machine that takes a page in any pieces and keeps none: what it
 * needs of a tag that is cut by a piece's end it copies.  It says "tag" when a
 * tag ends; whoever is told sets the mode that the text after it is read in.
 */

#ifndef LN_TOKENIZER_H
#define LN_TOKENIZER_H

#include "html/tokenizer/ln_attribute.h"
#include "html/tokenizer/ln_scan.h"
#include "html/tokenizer/ln_tag.h"


/* What of a name is kept; what is past it goes into the name's key only. */
#define LN_TOKENIZER_NAME     64

/* What of a <!doctype> is kept. */
#define LN_TOKENIZER_DOCTYPE  256


typedef enum {
    LN_STATE_DATA = 0,
    LN_STATE_PLAINTEXT,

    /* a tag that may still turn out to be none, up to LN_STATE_SELF_CLOSING */

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


/* start is the offset of its `<`, end that of the byte after its `>`. */
typedef struct {
    uint64_t       start;
    uint64_t       end;
    uint64_t       key;
    ln_tag_id_t    id;
    unsigned char  closing;             /* an end tag */
    unsigned char  self_closing;
    unsigned char  opaque;              /* given before its end: too long */
} ln_tag_t;


typedef struct ln_tokenizer_s  ln_tokenizer_t;
typedef struct ln_tree_s       ln_tree_t;

/* A state, or more: returns where the next one goes on. */
typedef const unsigned char *(*ln_state_pt)(ln_tokenizer_t *t,
    const unsigned char *p, const unsigned char *end);


/* Whom the tokenizer tells; each is called in the order of the page. */
typedef struct {
    void  (*tag)(void *ctx, const ln_tag_t *tag);
    void  (*text)(void *ctx, uint64_t offset);
    void  (*doctype)(void *ctx);
    void   *ctx;
} ln_listener_t;


struct ln_tokenizer_s {
    ln_state_t        state;
    ln_state_t        text_state;       /* of the text between tags */
    ln_state_t        raw_state;        /* to go back to from a false end */
    ln_tag_id_t       raw;              /* the element of raw text */

    unsigned char     watch_text;       /* tell of text that is not blank */
    unsigned char     foreign;          /* `<![CDATA[` begins a section */
    unsigned char     attributes_read;
    unsigned char     stopped;          /* take no more bytes */

    unsigned char     wanted[LN_TAG_MAX];   /* attributes, by ln_tag_id_t */

    ln_tag_t          tag;
    ln_listener_t     listener;
    ln_scan_pt        scan;
    ln_state_pt       text;             /* reads text and whole tags */
    ln_tree_t        *tree;             /* takes tags by the short way */

    uint64_t          offset;           /* of data */
    const unsigned char  *data;

    unsigned          name_len;
    uint64_t          name_more;
    unsigned char     name[LN_TOKENIZER_NAME];

    unsigned          doctype_len;
    unsigned char     doctype[LN_TOKENIZER_DOCTYPE];

    ln_attributes_t   attributes;
};


void ln_tokenizer_init(ln_tokenizer_t *t);

/* Attributes of tags of that id will be asked about; of all tags. */
void ln_tokenizer_want(ln_tokenizer_t *t, ln_tag_id_t id);
void ln_tokenizer_want_all(ln_tokenizer_t *t);

/* The n-th reader of text that this machine has, NULL past the last. */
ln_state_pt ln_tokenizer_text(unsigned n);

/* Reads up to end or, where the listener stops it, not so far. */
const unsigned char *ln_tokenizer_feed(ln_tokenizer_t *t,
    const unsigned char *p, const unsigned char *end);

/*
 * Gives the tag that is being read, for what its name tells, as an opaque one
 * without attributes.  Nothing is said when its `>` comes.
 */
void ln_tokenizer_force(ln_tokenizer_t *t, uint64_t offset);

/* Whether the tag at the end of what was fed may still be one. */
static inline int
ln_tokenizer_in_tag(const ln_tokenizer_t *t)
{
    return t->state >= LN_STATE_TAG_OPEN && t->state <= LN_STATE_SELF_CLOSING;
}


/* The text after the present tag is that of raw element id. */
void ln_tokenizer_raw(ln_tokenizer_t *t, ln_tag_id_t id);

/*
 * What ends the comment, tag or raw text that the page broke off in; empty
 * between tags.
 */
const char *ln_tokenizer_closer(const ln_tokenizer_t *t);


/* Of the tokenizer's own files: one function a state. */

typedef const unsigned char *(*ln_state_pt)(ln_tokenizer_t *t,
    const unsigned char *p, const unsigned char *end);

void ln_tokenizer_name(ln_tokenizer_t *t, unsigned char c);
void ln_tokenizer_named(ln_tokenizer_t *t);


/* The tag's id is known: does anyone ask about its attributes? */
static inline void
ln_tokenizer_ask(ln_tokenizer_t *t)
{
    t->attributes_read = !t->tag.closing && t->wanted[t->tag.id];

    if (t->attributes_read || t->attributes.used) {
        ln_attributes_clear(&t->attributes);
    }
}


static inline uint64_t
ln_tokenizer_at(const ln_tokenizer_t *t, const unsigned char *p)
{
    return t->offset + (uint64_t) (p - t->data);
}


/* The tag is whole, p is past its `>`: tells the listener of it. */
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
ln_tokenizer_name_begin(ln_tokenizer_t *t)
{
    memset(t->name, 0, 8);
    t->name_len = 0;
    t->name_more = 0;
}


#define ln_state(name)                                                        \
    const unsigned char *                                                     \
    name(ln_tokenizer_t *t, const unsigned char *p, const unsigned char *end)

ln_state(ln_text_near);
ln_state(ln_text_avx2);
ln_state(ln_before_attribute);
ln_state(ln_attribute_name_state);
ln_state(ln_after_attribute);
ln_state(ln_before_value);
ln_state(ln_value_double);
ln_state(ln_value_single);
ln_state(ln_value_bare);
ln_state(ln_after_value);
ln_state(ln_self_closing);
ln_state(ln_comment_start);
ln_state(ln_comment_start_dash);
ln_state(ln_comment);
ln_state(ln_comment_dash);
ln_state(ln_comment_end);
ln_state(ln_comment_bang);
ln_state(ln_bogus_comment);
ln_state(ln_doctype);
ln_state(ln_cdata);
ln_state(ln_cdata_bracket);
ln_state(ln_cdata_end);
ln_state(ln_raw);
ln_state(ln_raw_less);
ln_state(ln_raw_end_open);
ln_state(ln_raw_end_name);
ln_state(ln_script);
ln_state(ln_script_less);
ln_state(ln_script_escape);
ln_state(ln_script_escape_dash);
ln_state(ln_escaped);
ln_state(ln_escaped_dash);
ln_state(ln_escaped_dashes);
ln_state(ln_escaped_less);
ln_state(ln_double_start);
ln_state(ln_double);
ln_state(ln_double_dash);
ln_state(ln_double_dashes);
ln_state(ln_double_less);
ln_state(ln_double_end);


#endif
