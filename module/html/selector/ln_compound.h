/* A parsed selector: what its parser builds and the matcher reads. */

#ifndef LN_COMPOUND_H
#define LN_COMPOUND_H

#include "html/selector/ln_selector.h"
#include "html/tokenizer/ln_tag.h"


/* Bounds, so that a selector cannot make a page's memory large. */
#define LN_SELECTOR_COMPLEX    64
#define LN_SELECTOR_COMPOUNDS  16       /* of one complex selector */
#define LN_SELECTOR_SIMPLE     32       /* of one compound selector, a kind */


typedef enum {
    LN_CONDITION_PRESENT,               /* [a] */
    LN_CONDITION_EQUAL,                 /* [a=v], #v */
    LN_CONDITION_INCLUDES,              /* [a~=v], .v */
    LN_CONDITION_DASH,                  /* [a|=v] */
    LN_CONDITION_PREFIX,                /* [a^=v] */
    LN_CONDITION_SUFFIX,                /* [a$=v] */
    LN_CONDITION_SUBSTRING              /* [a*=v] */
} ln_condition_kind_t;


typedef struct {
    ln_condition_kind_t  kind;
    unsigned             attribute;     /* in the selector's names */
    unsigned             caseless:1;
    ln_str_t             value;
} ln_condition_t;


/* :nth-child(an+b), or :nth-of-type() with a counter of the selector */
typedef struct {
    int       a;
    int       b;
    unsigned  of_type:1;
    unsigned  counter;
} ln_nth_t;


typedef struct ln_compound_s  ln_compound_t;

struct ln_compound_s {
    uint64_t         type;              /* ln_tag_key(), 0 for any */
    ln_tag_id_t      id;                /* of type */
    ln_condition_t  *conditions;
    ln_nth_t        *nths;
    ln_compound_t   *nots;
    unsigned         nconditions;
    unsigned         nnths;
    unsigned         nnots;
    unsigned         child:1;           /* `>` and not a blank before it */
    unsigned         bit;               /* what it is on the stack */
};


/* From left to right; the last one is the subject. */
typedef struct {
    ln_compound_t  *compounds;
    unsigned        ncompounds;
} ln_complex_t;


struct ln_selector_s {
    ln_complex_t   *complexes;
    unsigned        ncomplexes;

    ln_str_t       *names;              /* of attributes, in small letters */
    unsigned        nnames;

    uint64_t       *counted;            /* types of :nth-of-type() */
    unsigned        ncounted;

    unsigned        nbits;
};


/* Of the parser's own files. */

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
int ln_selector_compound(ln_selector_parser_t *s, ln_compound_t *compound);


#endif
