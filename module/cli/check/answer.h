/* A response, as far as a check looks at it. */

#ifndef LN_CHECK_ANSWER_H
#define LN_CHECK_ANSWER_H

#include "ln_core.h"


/* Bytes of a field's value, with its NUL. */
#define LN_CHECK_VALUE  8192


typedef struct {
    long            status;             /* 0: there is none */
    const char     *error;              /* .. and why */
    const char     *cut;                /* a field that is too long to be kept,
                                           as "Vary"; or NULL */
    char            type[LN_CHECK_VALUE];
    char            notice[LN_CHECK_VALUE];         /* Legal-Notice */
    char            preview[LN_CHECK_VALUE];        /* Legal-Preview */
    char            cache_control[LN_CHECK_VALUE];
    char            vary[LN_CHECK_VALUE];
    char            etag[LN_CHECK_VALUE];
    char            last_modified[LN_CHECK_VALUE];
    char            age[LN_CHECK_VALUE];
    char            targeted[LN_CHECK_VALUE];   /* fields for some caches, one
                                                   a line */
    char            link[LN_CHECK_VALUE];
    char            retry_after[LN_CHECK_VALUE];
    unsigned char  *body;               /* malloc()'ed */
    size_t          len;
    unsigned        too_large:1;
    unsigned        header:1;           /* it has come to its end */
} ln_check_answer_t;


/* Notes a line of the header; one that begins a response begins anew. */
void ln_check_answer_field(ln_check_answer_t *answer, ln_str_t line);

/* Appends to the body.  LN_ERROR: no memory, or it is too large. */
int ln_check_answer_body(ln_check_answer_t *answer, ln_str_t bytes);

/* Frees the body and forgets all. */
void ln_check_answer_free(ln_check_answer_t *answer);


#endif
