/*
 * Selectors against the open elements.  Each compound selector but the subject
 * has a bit for each element on the stack: whether that element, or one it is
 * in, matches it and all that is written before it.
 */

#ifndef LN_MATCH_H
#define LN_MATCH_H

#include "html/selector/ln_compound.h"
#include "html/stack/ln_stack.h"


/* A selector as used on one page. */
typedef struct {
    const ln_selector_t  *selector;
    unsigned             *slots;        /* of its names in the attributes */
    unsigned              bit;          /* its first one */
    unsigned              counter;
} ln_matcher_t;


typedef struct {
    const ln_tree_t   *tree;
    ln_attributes_t   *attributes;

    unsigned           nbytes;          /* of bits, for each element */
    unsigned char     *self;
    unsigned char     *above;           /* of it or an element it is in */

    unsigned           ncounters;
    uint64_t          *counted;         /* keys */
    uint32_t          *counters;        /* children of that key, so far */
} ln_match_t;


/* What the selectors of a page need together. */
typedef struct {
    unsigned  names;
    unsigned  bits;
    unsigned  counters;
} ln_match_size_t;


void ln_match_measure(ln_match_size_t *size, const ln_selector_t *selector);

int ln_match_init(ln_match_t *match, const ln_alloc_t *alloc,
    const ln_match_size_t *size, const ln_tree_t *tree,
    ln_attributes_t *attributes);

/* Adds a selector; bits and counters of size count those added before. */
int ln_match_add(ln_match_t *match, const ln_alloc_t *alloc,
    ln_match_size_t *used, ln_matcher_t *matcher,
    const ln_selector_t *selector);

/* An element was pushed, and one was taken from amid the stack. */
void ln_match_push(ln_match_t *match, unsigned index);
void ln_match_remove(ln_match_t *match, unsigned index);

/* Whether the element just pushed matches; plain: it has no attributes. */
int ln_match_element(ln_match_t *match, const ln_matcher_t *matcher,
    unsigned index, int plain);


#endif
