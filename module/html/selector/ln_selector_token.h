/* The tokens of CSS that selectors are made of. */

#ifndef LN_SELECTOR_TOKEN_H
#define LN_SELECTOR_TOKEN_H

#include "html/selector/ln_compound.h"


typedef struct {
    const ln_alloc_t     *alloc;
    ln_selector_t        *selector;
    ln_error_t           *error;
    ln_str_t              text;
    const unsigned char  *p;
    const unsigned char  *end;
    unsigned              in_not:1;
} ln_selector_parser_t;


void ln_selector_blank(ln_selector_parser_t *s);

/* "unexpected "x" at offset N, WANTED"; LN_ERROR. */
int ln_selector_unexpected(ln_selector_parser_t *s, const char *wanted);

/* As above for what was found at `at` and is named by its own words. */
int ln_selector_refuse(ln_selector_parser_t *s, const unsigned char *at,
    const char *what);

int ln_selector_starts_ident(const ln_selector_parser_t *s);
int ln_selector_ident(ln_selector_parser_t *s, ln_str_t *ident);
int ln_selector_string(ln_selector_parser_t *s, ln_str_t *string);
int ln_selector_nth(ln_selector_parser_t *s, ln_nth_t *nth);


#endif
