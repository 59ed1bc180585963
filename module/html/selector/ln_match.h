/*
 * Matches selectors against the open elements.
 *
 * A selector `a b > c` is matched while elements open, each compound once for
 * each element.  Each compound selector but the subject (c) has two bits for
 * each element on the stack.  The first bit says that the element matches the
 * compound and all that is written left of it.  The second bit says that the
 * element or an ancestor does.  When c opens, the bits of its parent decide.
 */

#ifndef LN_MATCH_H
#define LN_MATCH_H

#include "html/selector/ln_compound.h"
#include "html/stack/ln_stack.h"


/* A selector as used on one page. */
typedef struct {
    const ln_selector_t  *selector;
    unsigned             *slots;        /* in ln_attributes_t, by its names */
    unsigned              bit;          /* of its compounds, the first */
    unsigned              counter;      /* of its counters, the first */
} ln_matcher_t;


typedef struct {
    const ln_tree_t   *tree;
    ln_attributes_t   *attributes;

    unsigned           nbytes;          /* for the bits of an element */
    unsigned char     *self;            /* the element matches */
    unsigned char     *above;           /* it or an ancestor does */

    unsigned           ncounters;
    uint64_t          *counted;         /* keys of types */
    uint32_t          *counters;        /* children of that key, so far */
} ln_match_t;


/* How much the selectors of a page need together. */
typedef struct {
    unsigned  names;
    unsigned  bits;
    unsigned  counters;
} ln_match_size_t;


/* Adds what a selector needs to size. */
void ln_match_measure(ln_match_size_t *size, const ln_selector_t *selector);

/* Memory for selectors of that size.  LN_ERROR when there is none. */
int ln_match_init(ln_match_t *match, const ln_alloc_t *alloc,
    const ln_match_size_t *size, const ln_tree_t *tree,
    ln_attributes_t *attributes);

/*
 * Adds a selector, and sets up matcher for it.  used is what the selectors
 * before this one have taken; it is zero at first.  LN_ERROR when there is no
 * memory.
 */
int ln_match_add(ln_match_t *match, const ln_alloc_t *alloc,
    ln_match_size_t *used, ln_matcher_t *matcher,
    const ln_selector_t *selector);

/*
 * An element has opened; an element has left the stack below others; one has
 * been put there below others.
 */
void ln_match_push(ln_match_t *match, unsigned index);
void ln_match_remove(ln_match_t *match, unsigned index);
void ln_match_raise(ln_match_t *match, unsigned index);

/* 1 if the element that has just opened matches; plain: no attributes. */
int ln_match_element(ln_match_t *match, const ln_matcher_t *matcher,
    unsigned index, int plain);


#endif
