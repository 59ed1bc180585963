/* What a response says of its notices, and whether that is right. */

#ifndef LN_CHECK_JUDGE_H
#define LN_CHECK_JUDGE_H

#include "cli/check/answer.h"
#include "cli/check/check.h"


typedef enum {
    LN_CHECK_OK = 0,
    LN_CHECK_REFUSED,                   /* the page is refused, as 451 */
    LN_CHECK_NO_PAGE,                   /* a picture, JSON .. */
    LN_CHECK_LACKS,                     /* something is not as it must be */
    LN_CHECK_FAILED                     /* it cannot be told */
} ln_check_result_t;

/* One page as one reader gets it. */
typedef struct {
    ln_check_t         *check;
    const char         *url;
    const char         *place;          /* --as; or NULL */
    const char         *from;           /* the address; or NULL */
    ln_check_result_t   result;
    json_t             *object;         /* what is written of it */
    json_t             *problems;       /* an array within it */
    unsigned            due:1;          /* a notice is in the page */
} ln_check_verdict_t;


/*
 * Begins object, which the caller gives away, and judges answer.  nobody is the
 * answer to a reader to whom nothing is due, or NULL.  LN_ERROR: there is no
 * memory.
 */
int ln_check_judge(ln_check_verdict_t *verdict, const ln_check_answer_t *answer,
    const ln_check_answer_t *nobody);

/*
 * Judges the status of another request for the same, with If-None-Match: own is
 * whether the entity tag was that of this page, or else that of nobody's.
 */
void ln_check_judge_condition(ln_check_verdict_t *verdict, long status,
    int own);

/* The word for a result. */
const char *ln_check_result_word(ln_check_result_t result);


#endif
