/* Which pages are checked: URLs in order. */

#ifndef LN_CHECK_LIST_H
#define LN_CHECK_LIST_H

#include "ln_core.h"


/* Strings that end in a zero, in the memory of alloc. */
typedef struct {
    const ln_alloc_t  *alloc;
    char             **items;
    size_t             n;
} ln_check_list_t;


/* Adds a copy of text.  LN_ERROR: there is no memory. */
int ln_check_list_add(ln_check_list_t *list, ln_str_t text);

/*
 * Adds each line of file, without blanks around; # begins a comment.  LN_ERROR
 * with errno set.
 */
int ln_check_list_read(ln_check_list_t *list, FILE *file);

/* Whether text is an http or https URL. */
int ln_check_is_url(ln_str_t text);

/* Whether text is one of the list. */
int ln_check_list_has(const ln_check_list_t *list, ln_str_t text);


#endif
