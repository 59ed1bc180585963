/*
 * Places: where in a document a notice goes, as the directive `place` says it.
 * A place is a selector or a pattern, and a side of what it matches.
 */

#ifndef LN_PLACE_H
#define LN_PLACE_H

#include "html/selector/ln_pattern.h"
#include "html/selector/ln_selector.h"


typedef enum {
    LN_PLACE_BEFORE,                    /* before the start tag */
    LN_PLACE_PREPEND,                   /* after the start tag */
    LN_PLACE_APPEND,                    /* before the element's real end */
    LN_PLACE_AFTER                      /* after the element's real end */
} ln_place_position_t;


/* `append article` has a selector, `before ~ PATTERN` a pattern; never both. */
typedef struct {
    ln_place_position_t   position;
    const ln_selector_t  *selector;
    const ln_pattern_t   *pattern;
} ln_place_t;


/*
 * Which elements a script owns and renders again, as the directive `hydrated`
 * says it: known ones (ln_root.h), those that selector matches, or none.
 */
typedef struct {
    const ln_selector_t  *selector;     /* NULL for none */
    unsigned              known:1;
} ln_hydrated_t;


/* The places of one notice, the preferred one first; may be empty. */
typedef struct {
    const ln_place_t  *places;
    unsigned           nplaces;
} ln_place_list_t;


/*
 * Parses the words of `place`: {append, article} or {before, ~*, PATTERN}.
 *
 * A selector lives in alloc's arena.  A pattern is the caller's to free, by
 * ln_pattern_free().  LN_ERROR with err set.
 */
int ln_place_parse(const ln_alloc_t *alloc, const ln_str_t *words,
    unsigned nwords, ln_place_t *place, ln_error_t *err);

/*
 * Whether a selector of place matches only where nothing may stand: in the
 * head, or where nothing is shown.  Then err says so.
 */
int ln_place_is_vain(const ln_place_t *place, ln_error_t *err);

/*
 * Parses the words of `hydrated`: {auto}, {off}, or {SELECTOR, ..}, with auto
 * among the selectors or not.  As above.
 */
int ln_hydrated_parse(const ln_alloc_t *alloc, const ln_str_t *words,
    unsigned nwords, ln_hydrated_t *hydrated, ln_error_t *err);


#endif
