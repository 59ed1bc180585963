/*
 * The stack of open elements (HTML Standard, 13.2.4.2), and all else that tree
 * construction knows of a page.  No tree is built.
 *
 * The stack holds LN_STACK_DEPTH elements at most.  Deeper ones are only
 * counted: each start tag counts up, each end tag counts down.  No selector
 * matches them.
 */

#ifndef LN_STACK_H
#define LN_STACK_H

#include "html/tokenizer/ln_tokenizer.h"


#define LN_STACK_DEPTH  512
#define LN_STACK_NAMES  64              /* counters for names without id */
#define LN_STACK_HIDERS 16
#define LN_STACK_FORMATTING  24
#define LN_STACK_GROUPS 8               /* names of details that are open */


typedef enum {
    LN_NS_HTML = 0,
    LN_NS_SVG,
    LN_NS_MATHML
} ln_ns_t;


/*
 * Insertion modes of a page outside of its body.  While the phase is
 * LN_PHASE_BODY, the mode of the current element counts: ln_mode_t.
 */
typedef enum {
    LN_PHASE_INITIAL = 0,
    LN_PHASE_BEFORE_HEAD,
    LN_PHASE_IN_HEAD,
    LN_PHASE_AFTER_HEAD,
    LN_PHASE_BODY,
    LN_PHASE_AFTER_BODY,
    LN_PHASE_CUT                        /* behind <frameset>, <plaintext> */
} ln_phase_t;

_Static_assert(LN_PHASE_BEFORE_HEAD < LN_PHASE_AFTER_HEAD
               && LN_PHASE_AFTER_HEAD < LN_PHASE_BODY
               && LN_PHASE_BODY < LN_PHASE_AFTER_BODY,
               "phases are compared by their order in a page");


/*
 * Insertion modes within the body.  Elements hand the mode on to what is in
 * them, unless ln_tags has LN_MODES for them.
 */
typedef enum {
    LN_MODE_BODY = 0,
    LN_MODE_TABLE,
    LN_MODE_CAPTION,
    LN_MODE_COLUMN_GROUP,
    LN_MODE_TABLE_BODY,
    LN_MODE_ROW,
    LN_MODE_CELL,
    LN_MODE_TEMPLATE
} ln_mode_t;


/* What may go the short way of ln_quick.h. */
#define LN_ELEMENT_QUICK  0x01          /* tags in the element */
#define LN_ELEMENT_SHUT   0x02          /* the end tag of the element */


/*
 * Where searches from an element towards the root end: the nearest element of
 * each kind, itself included.  A position: its index plus 1, 0 for none.
 */
typedef struct {
    uint16_t       special;             /* LN_SPECIAL, or the like in SVG */
    uint16_t       item;                /* special, but no LN_THROUGH */
    uint16_t       scope;               /* LN_SCOPE, or the like in SVG */
    uint16_t       html;                /* around SVG, MathML: of these alone */
    uint16_t       link;                /* an a, 0 where LN_MARKER is nearer */
} ln_bounds_t;


typedef struct {
    uint64_t       key;                 /* of its name: ln_tag_key() */
    uint32_t       children;            /* elements in it, so far */
    uint32_t       looks;               /* of a font: ln_tag_looks() */
    ln_bounds_t    bounds;
    uint16_t       previous;            /* position of the next outer one whose
                                           ln_stack_name() is the same */
    unsigned char  id;                  /* ln_tag_id_t */
    unsigned char  mode;                /* ln_mode_t */
    unsigned char  quick;               /* LN_ELEMENT_.. */
    unsigned char  ns:2;                /* ln_ns_t */
    unsigned char  watched:1;           /* close() is told of its end */
    unsigned char  hidden:1;            /* a notice in it is not shown */
    unsigned char  html_hidden:1;       /* likewise, of HTML within it */
    unsigned char  integration:1;       /* "HTML integration point" */
    unsigned char  inert:1;             /* it stands in a template */
    unsigned char  owned:1;             /* a root: see ln_choice_root.h */
} ln_element_t;

_Static_assert(sizeof(ln_element_t) == 32, "the stack takes more memory");


/* An open element that hides what is in it: see ln_hider.h. */
typedef struct {
    unsigned       index;               /* on the stack */
    unsigned char  whole;               /* it hides all that is in it */
    unsigned char  summary;             /* a details: its summary has come */
    unsigned char  host;                /* it has a shadow root .. */
    unsigned char  root;                /* .. whose template is open .. */
    unsigned char  slot;                /* .. with a slot for its content */
    unsigned char  moves;               /* React moves its content away */
    unsigned char  named;               /* it is here for its name alone */
    unsigned char  len;
    unsigned char  name[LN_TOKENIZER_OTHER];    /* where it has no id */
    uint32_t       looks;               /* ln_tag_looks() */
} ln_hider_t;

/* An active formatting element, or a marker: see ln_formatting.h. */
typedef struct {
    unsigned short  index;              /* on the stack; 0: it has left it */
    unsigned char   id;                 /* LN_TAG_OTHER for a marker */
    unsigned char   hides;
    uint32_t        looks;              /* of its start tag; 0: not known */
} ln_formatting_t;

_Static_assert(LN_NS_MATHML < 4, "a namespace does not fit into two bits");
_Static_assert(LN_STACK_DEPTH < UINT16_MAX, "a position does not fit");


/*
 * The listener is told of elements.  index is an element's index on the stack,
 * 0 for <html>.  Offsets count in code units of the page.
 */
typedef struct {

    /* an element has opened at `at`; tag is NULL if it has no start tag */
    void  (*open)(void *ctx, unsigned index, const ln_tag_t *tag, uint64_t at);

    /* a watched element ends at `append`, and its end tag at `after` */
    void  (*close)(void *ctx, unsigned index, uint64_t append,
        uint64_t after);

    /* a closed element has left the stack, while those above it stay */
    void  (*removed)(void *ctx, unsigned index);

    /* an element that opens again has been put there, below others */
    void  (*raised)(void *ctx, unsigned index);

    /*
     * no notice goes into an open element any more, as was found only now; the
     * elements above it on the stack are barred with it
     */
    void  (*barred)(void *ctx, unsigned index);

    /* 1 if a notice has ended the element, a p or one in a p, already */
    int   (*was_ended)(void *ctx, unsigned index);

    /* `</body>` or `</html>`; and then, the body goes on nevertheless */
    void  (*ended)(void *ctx, const ln_tag_t *tag);
    void  (*reopened)(void *ctx);

    /* nothing after `at` can be seen */
    void  (*cut)(void *ctx, uint64_t at);

    void   *ctx;
} ln_tree_listener_t;


typedef struct ln_tree_s  ln_tree_t;

struct ln_tree_s {
    ln_tokenizer_t      *tokenizer;
    ln_tree_listener_t   listener;
    const ln_tag_t      *tag;           /* the present one */

    ln_phase_t           phase;
    unsigned             depth;         /* elements on the stack */
    unsigned             bounded;       /* of these, those with bounds */
    unsigned             overflow;      /* open ones that it cannot hold */
    unsigned             templates;     /* open <template>s */
    unsigned             nhiders;       /* in hiders, the outermost first */
    unsigned             nformatting;   /* in formatting, the oldest first */
    unsigned             nleft;         /* of them, those off the stack */
    unsigned             ngroups;       /* in groups */
    unsigned             clearing;      /* its marker is cleared with it */
    unsigned             form_at;       /* of the form pointer; 0: the stack
                                           does not have it */

    /* what the present tag has closed last, and its index */

    ln_tag_id_t          popped;
    unsigned             popped_at;

    unsigned char        raw;           /* the current element is raw text */
    unsigned char        begun;         /* too late for a doctype */
    unsigned char        quirks;        /* quirks mode */
    unsigned char        frameset;      /* the page is a frameset */
    unsigned char        frameset_ok;   /* the "frameset-ok flag" */
    unsigned char        form;          /* the form element pointer is set */
    unsigned char        xml;           /* the page is read as XML */
    unsigned char        quick;         /* tags may go the short way */
    unsigned char        listed;        /* formatting is kept */
    unsigned char        calm;          /* so many tags without need */
    unsigned char        again;         /* what opens has been open before */

    /* open elements by name, as ln_stack_name() has it */

    uint16_t             open[LN_TAG_MAX + LN_STACK_NAMES];

    /*
     * Likewise, of the elements whose bounds are known: the position of the
     * innermost, 0 for none.  ln_element_t.previous goes on from there.
     */

    uint16_t             innermost[LN_TAG_MAX + LN_STACK_NAMES];

    uint16_t             quick_tags[LN_TAG_MAX];    /* LN_QUICK_.., by id */
    ln_hider_t           hiders[LN_STACK_HIDERS];
    uint64_t             groups[LN_STACK_GROUPS];   /* hashes */
    ln_formatting_t      formatting[LN_STACK_FORMATTING];
    ln_element_t         stack[LN_STACK_DEPTH];
};


/* The current node; the stack is not empty. */
static inline ln_element_t *
ln_stack_top(ln_tree_t *tree)
{
    return &tree->stack[tree->depth - 1];
}


/* 1 if the element is that HTML element. */
static inline int
ln_element_is(const ln_element_t *element, ln_tag_id_t id)
{
    return element->id == id && element->ns == LN_NS_HTML;
}


/* The index in tree->open for a name; names without id share some of them. */
static inline unsigned
ln_stack_name(uint64_t key)
{
    return key < LN_TAG_MAX ? (unsigned) key
                            : LN_TAG_MAX + (unsigned) (key % LN_STACK_NAMES);
}


/* 0 if no element of that name is on the stack. */
static inline int
ln_stack_has(const ln_tree_t *tree, uint64_t key)
{
    return tree->open[ln_stack_name(key)] != 0;
}


/* 1 if a heading of any level is on the stack. */
static inline int
ln_stack_has_heading(const ln_tree_t *tree)
{
    return (tree->open[LN_TAG_H1] | tree->open[LN_TAG_H2]
            | tree->open[LN_TAG_H3] | tree->open[LN_TAG_H4]
            | tree->open[LN_TAG_H5] | tree->open[LN_TAG_H6]) != 0;
}


/*
 * Open an element: for the present tag; without a tag; likewise, and close it
 * again, as `</p>` does; for the present tag, and close it, as it is void; for
 * the present tag, and read raw text.
 */
void ln_stack_insert(ln_tree_t *tree, ln_ns_t ns);
void ln_stack_imply(ln_tree_t *tree, ln_tag_id_t id);
void ln_stack_imply_empty(ln_tree_t *tree, ln_tag_id_t id);
void ln_stack_insert_void(ln_tree_t *tree);
void ln_stack_insert_raw(ln_tree_t *tree);

/*
 * Close elements: the current one; all from index on; the one at index alone.
 * own: the present tag is the end tag of the outermost of them.
 */
void ln_stack_pop(ln_tree_t *tree, int own);
void ln_stack_pop_to(ln_tree_t *tree, unsigned index, int own);
void ln_stack_remove(ln_tree_t *tree, unsigned index, int own);

/* Puts a formatting element that opens again there, below others. */
void ln_stack_raise(ln_tree_t *tree, unsigned index, ln_tag_id_t id);

/* "Generate implied end tags", except for elements of that key. */
void ln_stack_imply_ends(ln_tree_t *tree, uint64_t except);

/* Nothing after the present tag can be seen: no more is read. */
void ln_stack_cut(ln_tree_t *tree);


#endif
