/*
 * The tokens of CSS that selectors are made of (CSS Syntax Level 3), and the
 * errors of all parsers of selectors.
 */

#ifndef LN_SELECTOR_TOKEN_H
#define LN_SELECTOR_TOKEN_H

#include "html/selector/ln_compound.h"


/* A parser at p, in text. */
typedef struct {
    const ln_alloc_t     *alloc;
    ln_selector_t        *selector;
    ln_error_t           *error;
    ln_str_t              text;
    const unsigned char  *p;
    const unsigned char  *end;
    unsigned              in_not:1;     /* within :not() */
} ln_selector_parser_t;


/* Passes over blanks. */
void ln_selector_blank(ln_selector_parser_t *s);

/* Sets the error: unexpected "x" at offset N, WANTED is expected.  LN_ERROR. */
int ln_selector_unexpected(ln_selector_parser_t *s, const char *wanted);

/* Sets the error: WHAT at offset N, which is that of `at`.  LN_ERROR. */
int ln_selector_refuse(ln_selector_parser_t *s, const unsigned char *at,
    const char *what);

/* 1 if an identifier begins at p. */
int ln_selector_starts_ident(const ln_selector_parser_t *s);

/*
 * Read what is at p: an identifier; a quoted string; the `an+b` of an :nth-..()
 * up to its closing bracket.  The value is decoded, in the arena of alloc.
 * LN_ERROR with the error set.
 */
int ln_selector_ident(ln_selector_parser_t *s, ln_str_t *ident);
int ln_selector_string(ln_selector_parser_t *s, ln_str_t *string);
int ln_selector_nth(ln_selector_parser_t *s, ln_nth_t *nth);


#endif
