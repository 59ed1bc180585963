/*
 * Which elements are open: the standard's tree construction (13.2.6), as far
 * as it bears on where elements begin and end.  No tree is built.
 *
 * The stack holds at most LN_TREE_DEPTH elements.  Those deeper are counted
 * only: each start tag of theirs counts up, each end tag down, nothing among
 * them is matched.
 */

#ifndef LN_TREE_H
#define LN_TREE_H

#include "html/tokenizer/ln_tokenizer.h"


#define LN_TREE_DEPTH  512
#define LN_TREE_NAMES  64               /* kinds of names without an id */


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


/* Those within it; an element hands its mode on to what is in it. */
typedef enum {
    LN_MODE_BODY = 0,
    LN_MODE_TABLE,
    LN_MODE_CAPTION,
    LN_MODE_COLGROUP,
    LN_MODE_TABLE_BODY,
    LN_MODE_ROW,
    LN_MODE_CELL,
    LN_MODE_SELECT,
    LN_MODE_TEMPLATE
} ln_mode_t;


/* What may go the short way of ln_tree_quick.h. */
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

    uint16_t             open[LN_TAG_MAX + LN_TREE_NAMES];
    unsigned char        quick_tags[LN_TAG_MAX];
    ln_element_t         stack[LN_TREE_DEPTH];
};


void ln_tree_init(ln_tree_t *tree, ln_tokenizer_t *tokenizer,
    const ln_tree_listener_t *listener);

/* Reads by the rules of XML, before the first byte. */
void ln_tree_xml(ln_tree_t *tree);

/* Of elements of an id that is not in told[] nobody is told that they open. */
void ln_tree_quiet(ln_tree_t *tree, const unsigned char *told);

/* What the tokenizer tells. */
void ln_tree_tag(ln_tree_t *tree, const ln_tag_t *tag);
void ln_tree_text(ln_tree_t *tree, uint64_t offset);
void ln_tree_doctype(ln_tree_t *tree);

/*
 * Writes the end tags of the open elements whose content is not shown, so
 * that what follows is, and at the page's end that of a table; returns the
 * length, at most size.
 */
size_t ln_tree_closer(const ln_tree_t *tree, int last, char *out,
    size_t size);


/* Of the tree's own files. */

static inline ln_element_t *
ln_tree_top(ln_tree_t *tree)
{
    return &tree->stack[tree->depth - 1];
}


static inline int
ln_tree_is(const ln_element_t *element, ln_tag_id_t id)
{
    return element->id == id && element->ns == LN_NS_HTML;
}


/* Where in tree->open elements of that name are counted. */
static inline unsigned
ln_tree_name(uint64_t key)
{
    return key < LN_TAG_MAX ? (unsigned) key
                            : LN_TAG_MAX + (unsigned) (key % LN_TREE_NAMES);
}


/* Whether an element of that name may be on the stack. */
static inline int
ln_tree_has(const ln_tree_t *tree, uint64_t key)
{
    return tree->open[ln_tree_name(key)] != 0;
}


/* Whether a heading of any level is. */
static inline int
ln_tree_has_heading(const ln_tree_t *tree)
{
    return (tree->open[LN_TAG_H1] | tree->open[LN_TAG_H2]
            | tree->open[LN_TAG_H3] | tree->open[LN_TAG_H4]
            | tree->open[LN_TAG_H5] | tree->open[LN_TAG_H6]) != 0;
}


/* Of a start tag that could go the short way, but that somebody waits for. */
int ln_tree_quick_told(ln_tree_t *tree, const ln_tag_t *tag);

/* A step of a mode: whether the tag is to be looked at once more. */
#define LN_TREE_DONE   0
#define LN_TREE_AGAIN  1

typedef enum {
    LN_SCOPE_DEFAULT,
    LN_SCOPE_BUTTON,
    LN_SCOPE_LIST,
    LN_SCOPE_TABLE,
    LN_SCOPE_SELECT
} ln_scope_t;

/* Opens an element for the present tag, for none, or one without content. */
void ln_tree_insert(ln_tree_t *tree, ln_ns_t ns);
void ln_tree_imply(ln_tree_t *tree, ln_tag_id_t id);
void ln_tree_insert_void(ln_tree_t *tree);
void ln_tree_insert_raw(ln_tree_t *tree);

/* Ends elements; own: the last of them by its own end tag. */
void ln_tree_pop(ln_tree_t *tree, int own);
void ln_tree_pop_to(ln_tree_t *tree, unsigned index, int own);
void ln_tree_remove(ln_tree_t *tree, unsigned index, int own);
void ln_tree_imply_ends(ln_tree_t *tree, uint64_t except);

/* The standard's "special" category; what ends the search for an element. */
int ln_tree_special(const ln_element_t *e);
int ln_tree_scope_ends(const ln_element_t *e, ln_scope_t scope);

/* The index of the innermost HTML element in scope, -1 for none. */
int ln_tree_in_scope(ln_tree_t *tree, uint64_t key, ln_scope_t scope);
void ln_tree_close_p(ln_tree_t *tree);

void ln_tree_in_xml(ln_tree_t *tree);

/* By the rules of the mode, foreign content or not. */
int ln_tree_in_mode(ln_tree_t *tree);
int ln_tree_head_tag(ln_tree_t *tree);
int ln_tree_in_body(ln_tree_t *tree);
int ln_tree_hidden_input(ln_tree_t *tree);

/* Ends the innermost formatting element of that key; 0: there is none. */
int ln_tree_adopt(ln_tree_t *tree, uint64_t key);

int ln_tree_in_table(ln_tree_t *tree);
int ln_tree_in_caption(ln_tree_t *tree);
int ln_tree_in_colgroup(ln_tree_t *tree);
int ln_tree_in_table_body(ln_tree_t *tree);
int ln_tree_in_row(ln_tree_t *tree);
int ln_tree_in_cell(ln_tree_t *tree);
int ln_tree_in_select(ln_tree_t *tree);
int ln_tree_in_template(ln_tree_t *tree);
int ln_tree_is_foreign(ln_tree_t *tree);
int ln_tree_in_foreign(ln_tree_t *tree);
void ln_tree_cut(ln_tree_t *tree);


#endif
