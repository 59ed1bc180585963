/* A notice in a page: is it there, where, and is it seen by its markup? */

#ifndef LN_CHECK_PAGE_H
#define LN_CHECK_PAGE_H

#include "ln_core.h"


typedef struct {
    unsigned     visible:1;     /* an element that markup does not hide */
    unsigned     owned:1;       /* .. in one that a script renders again */
    unsigned     named:1;       /* its name is in the bytes, in whatever */
    uint64_t     offset;        /* where its content begins, if visible */
    const char  *within;        /* "article", "main" or "body" */
} ln_check_found_t;


/*
 * Looks for the notice of that name, and in that language unless it is empty,
 * as the placer does for elements.  charset is the label that Content-Type has,
 * or empty.  LN_ERROR: there is no memory.
 */
int ln_check_page(const ln_alloc_t *alloc, ln_str_t page, ln_str_t charset,
    ln_str_t name, ln_str_t lang, ln_check_found_t *found);

/*
 * The next name of a notice in the page's bytes from *at on, which is moved
 * behind it.  LN_DECLINED: there is none.
 */
int ln_check_page_next(ln_str_t page, size_t *at, ln_str_t *name);

/*
 * The next notice of a page from byte at on, an element of its own; an empty
 * string at the page's end where there is none.
 */
ln_str_t ln_check_page_element(ln_str_t page, size_t at);


#endif
