/* The words of a term. */

#ifndef LN_TERM_WORD_H
#define LN_TERM_WORD_H

#include "geo/term/ln_term.h"


/* Adds one word to term.  LN_ERROR with err set. */
typedef int (*ln_term_word_pt)(const ln_term_parser_t *p, ln_str_t word,
    ln_term_t *term, ln_error_t *err);


/* An ISO 3166-1 alpha-2 code. */
int ln_term_country(const ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err);

/* A group of countries that is built in: its members are added. */
int ln_term_group(const ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err);

/* An ISO 3166-2 code. */
int ln_term_region(const ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err);

/* A GeoNames id or the number of an autonomous system: 1 to 2^32 - 1. */
int ln_term_number(const ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err);

/* `anonymous`, `vpn`, `proxy`, `tor` or `hosting`. */
int ln_term_trait(const ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err);

/* The name of a jurisdiction that is defined above. */
int ln_term_jurisdiction(const ln_term_parser_t *p, ln_str_t word,
    ln_term_t *term, ln_error_t *err);

/* The name of a GeoJSON file. */
int ln_term_area(const ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err);


#endif
