/* A parsed selector list: its parser builds it, the matcher reads it. */

#ifndef LN_COMPOUND_H
#define LN_COMPOUND_H

#include "html/selector/ln_selector.h"
#include "html/tokenizer/ln_tag.h"


/* Bounds of a selector list, which bound the memory of each page. */
#define LN_SELECTOR_NAME_MAX   64       /* bytes of an element's name */
#define LN_SELECTOR_COMPLEX    64
#define LN_SELECTOR_COMPOUNDS  16       /* in one complex selector */
#define LN_SELECTOR_SIMPLE     32       /* of each kind in one compound */


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
    unsigned             attribute;     /* index in the list's names */
    unsigned             caseless:1;
    ln_str_t             value;
} ln_condition_t;


/* :nth-child(an+b); or :nth-of-type(), with the index of a counter. */
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
    unsigned         child:1;           /* `>` stands before it, no blank */
    unsigned         bit;               /* its bit in ln_match_t */
};


/* Compounds from left to right; the last one is the subject. */
typedef struct {
    ln_compound_t  *compounds;
    unsigned        ncompounds;
} ln_complex_t;


struct ln_selector_s {
    ln_complex_t   *complexes;
    unsigned        ncomplexes;

    ln_str_t       *names;              /* of attributes, in small letters */
    unsigned        nnames;

    uint64_t       *counted;            /* types with a counter: keys */
    unsigned        ncounted;

    unsigned        nbits;
};


#endif
