/* What the files that read terms share. */

#ifndef LN_TERM_PART_H
#define LN_TERM_PART_H

#include "geo/jurisdiction/ln_term.h"


typedef struct {
    const ln_alloc_t          *alloc;
    const char                *prefix;
    const ln_jurisdictions_t  *set;
} ln_term_parser_t;

typedef int (*ln_term_word_pt)(ln_term_parser_t *p, ln_str_t word,
    ln_term_t *term, ln_error_t *err);


/* Each adds one word to term; LN_ERROR with err set. */
int ln_term_country(ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err);
int ln_term_group(ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err);
int ln_term_region(ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err);
int ln_term_number(ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err);
int ln_term_trait(ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err);
int ln_term_jurisdiction(ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err);
int ln_term_area(ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err);
int ln_term_network(ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err);

/* A file name's path from prefix in path[size]; LN_ERROR if it is too long. */
int ln_term_path(ln_term_parser_t *p, ln_str_t word, char *path, size_t size,
    ln_error_t *err);


#endif
