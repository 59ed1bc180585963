/*
 * Which elements are open: the standard's tree construction (13.2.6), as far
 * as it bears on where elements begin and end.  No tree is built.
 *
 * The stack holds at most LN_STACK_DEPTH elements.  Those deeper are counted
 * only: each start tag of theirs counts up, each end tag down, nothing among
 * them is matched.
 */

#ifndef LN_STACK_H
#define LN_STACK_H

#include "html/tokenizer/ln_tokenizer.h"


#define LN_STACK_DEPTH  512
#define LN_STACK_NAMES  64               /* kinds of names without an id */


typedef enum {
    LN_NS_HTML = 0,
    LN_NS_SVG,
    LN_NS_MATHML
} ln_ns_t;


/* The standard's insertion modes before and after the body's content. */
typedef enum {
    LN_PHASE_INITIAL = 0,
    LN_PHASE_BEFORE_HEAD,
    LN_PHASE_IN_HEAD,
    LN_PHASE_AFTER_HEAD,
    LN_PHASE_BODY,
    LN_PHASE_AFTER_BODY,
    LN_PHASE_CUT                        /* frameset, plaintext: all is said */
} ln_phase_t;

_Static_assert(LN_PHASE_BEFORE_HEAD < LN_PHASE_AFTER_HEAD
               && LN_PHASE_AFTER_HEAD < LN_PHASE_BODY
               && LN_PHASE_BODY < LN_PHASE_AFTER_BODY,
               "phases are compared by their order in a page");


/* Those within it; an element hands its mode on to what is in it. */
typedef enum {
    LN_MODE_BODY = 0,
    LN_MODE_TABLE,
    LN_MODE_CAPTION,
    LN_MODE_COLUMN_GROUP,
    LN_MODE_TABLE_BODY,
    LN_MODE_ROW,
    LN_MODE_CELL,
    LN_MODE_SELECT,
    LN_MODE_TEMPLATE
} ln_mode_t;


/* What may go the short way of ln_quick_tag.h. */
#define LN_ELEMENT_QUICK  0x01          /* tags in it */
#define LN_ELEMENT_SHUT   0x02          /* its end tag */

typedef struct {
    uint64_t       key;                 /* of its name: ln_tag_key() */
    uint32_t       children;
    unsigned char  id;                  /* ln_tag_id_t */
    unsigned char  mode;                /* ln_mode_t */
    unsigned char  quick;               /* LN_ELEMENT_.. */
    unsigned char  ns:2;                /* ln_ns_t */
    unsigned char  watched:1;           /* tell when it ends */
    unsigned char  hidden:1;            /* text put into it is not shown */
    unsigned char  html_hidden:1;       /* likewise at an integration point */
    unsigned char  integration:1;       /* holds HTML in foreign content */
    unsigned char  inert:1;             /* in a template */
} ln_element_t;

_Static_assert(LN_NS_MATHML < 4, "a namespace does not fit into two bits");
_Static_assert(LN_STACK_DEPTH <= UINT16_MAX,
               "ln_tree_t.open cannot count all elements");


/*
 * Whom the tree tells.  index is that of an element on the stack; tag is NULL
 * for one whose start tag was left out, which begins at `at`.
 */
typedef struct {
    void  (*open)(void *ctx, unsigned index, const ln_tag_t *tag, uint64_t at);

    /* a watched element ends before `append`; `after` is past its end tag */
    void  (*close)(void *ctx, unsigned index, uint64_t append,
        uint64_t after);

    /* index, that has been closed, is taken from amid the stack */
    void  (*removed)(void *ctx, unsigned index);

    /* `</body>` or `</html>`, and that the body goes on after it */
    void  (*ended)(void *ctx, const ln_tag_t *tag);
    void  (*reopened)(void *ctx);

    /* from here on nothing that is written can be seen */
    void  (*cut)(void *ctx, uint64_t at);

    void   *ctx;
} ln_tree_listener_t;


typedef struct ln_tree_s  ln_tree_t;

struct ln_tree_s {
    ln_tokenizer_t      *tokenizer;
    ln_tree_listener_t   listener;
    const ln_tag_t      *tag;           /* the one being worked on */

    ln_phase_t           phase;
    unsigned             depth;
    unsigned             overflow;      /* open elements past the bound */
    unsigned             templates;     /* open ones */

    unsigned char        raw;           /* the current element is raw text */
    unsigned char        begun;         /* by a doctype or without one */
    unsigned char        quirks;
    unsigned char        frameset;      /* the page is one */
    unsigned char        frameset_ok;
    unsigned char        form;          /* the form element pointer is set */
    unsigned char        xml;           /* the page is XHTML */
    unsigned char        quick;         /* tags may go the short way */

    uint16_t             open[LN_TAG_MAX + LN_STACK_NAMES];
    unsigned char        quick_tags[LN_TAG_MAX];
    ln_element_t         stack[LN_STACK_DEPTH];
};


static inline ln_element_t *
ln_stack_top(ln_tree_t *tree)
{
    return &tree->stack[tree->depth - 1];
}


static inline int
ln_element_is(const ln_element_t *element, ln_tag_id_t id)
{
    return element->id == id && element->ns == LN_NS_HTML;
}


/* Where in tree->open elements of that name are counted. */
static inline unsigned
ln_stack_name(uint64_t key)
{
    return key < LN_TAG_MAX ? (unsigned) key
                            : LN_TAG_MAX + (unsigned) (key % LN_STACK_NAMES);
}


/* Whether an element of that name may be on the stack. */
static inline int
ln_stack_has(const ln_tree_t *tree, uint64_t key)
{
    return tree->open[ln_stack_name(key)] != 0;
}


/* Whether a heading of any level is. */
static inline int
ln_stack_has_heading(const ln_tree_t *tree)
{
    return (tree->open[LN_TAG_H1] | tree->open[LN_TAG_H2]
            | tree->open[LN_TAG_H3] | tree->open[LN_TAG_H4]
            | tree->open[LN_TAG_H5] | tree->open[LN_TAG_H6]) != 0;
}


/* Opens an element for the present tag, for none, or one without content. */
void ln_stack_insert(ln_tree_t *tree, ln_ns_t ns);
void ln_stack_imply(ln_tree_t *tree, ln_tag_id_t id);
void ln_stack_insert_void(ln_tree_t *tree);
void ln_stack_insert_raw(ln_tree_t *tree);

/* Ends elements; own: the last of them by its own end tag. */
void ln_stack_pop(ln_tree_t *tree, int own);
void ln_stack_pop_to(ln_tree_t *tree, unsigned index, int own);
void ln_stack_remove(ln_tree_t *tree, unsigned index, int own);
void ln_stack_imply_ends(ln_tree_t *tree, uint64_t except);

/* From here on nothing that is written can be seen. */
void ln_stack_cut(ln_tree_t *tree);


#endif
