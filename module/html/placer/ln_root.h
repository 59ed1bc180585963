/*
 * Roots: elements whose content a script owns and renders again.  A notice that
 * is written into one is taken out when the script hydrates it.
 *
 * A root is known by markup alone, when its start tag has been read: by its id,
 * an attribute or its name.  Where a framework owns the whole document, a sign
 * of it stands in the head, and the body is the root.  docs/frameworks.md says
 * which framework is known by what, and what was seen.
 *
 * Only elements with an index of up to LN_QUICK_SHALLOW on the stack are looked
 * at, and islands, which have a name of their own, wherever they are.
 */

#ifndef LN_ROOT_H
#define LN_ROOT_H

#include "html/stack/ln_quick.h"


/* Attributes that roots are known by, beside those of tree construction. */
#define LN_ROOT_SLOTS  15


typedef struct {
    const ln_attributes_t  *attributes;

    /* signs that the head has had: */

    unsigned                document:1; /* a script owns the whole document */
    unsigned                element:1;  /* .. one element alone, whatever else
                                               the head says */
} ln_roots_t;


/*
 * Has the tokenizer keep the attributes that roots are known by; told becomes
 * LN_QUICK_TOLD_SHALLOW for elements that may be roots and are LN_QUICK_QUIET.
 * The tokenizer's attributes have room for LN_ROOT_SLOTS names, and as yet only
 * those of tree construction.
 */
void ln_roots_init(ln_roots_t *roots, ln_tokenizer_t *t, unsigned char *told);

/* 1 if the head has said that a script owns the whole document. */
static inline int
ln_root_document(const ln_roots_t *roots)
{
    return roots->document && !roots->element;
}


/*
 * The element at index has opened, tag is NULL if it has no start tag.  1 if it
 * is a root.  Signs in the head are taken note of.
 */
int ln_root_opened(ln_roots_t *roots, const ln_tree_t *tree, unsigned index,
    const ln_tag_t *tag);


#endif
