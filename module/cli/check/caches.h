/* What caches make of a page: 304s, and who may store it. */

#ifndef LN_CHECK_CACHES_H
#define LN_CHECK_CACHES_H

#include "cli/check/answer.h"
#include "cli/check/verdict.h"


/* What a page was asked for again by. */
typedef enum {
    LN_CHECK_BY_OWN = 0,                /* its own entity tag */
    LN_CHECK_BY_OTHER,                  /* that of nobody's page */
    LN_CHECK_BY_DATE                    /* Last-Modified of nobody's page */
} ln_check_condition_t;


/* Judges a page by its header.  nobody as in ln_check_judge(). */
void ln_check_judge_caches(ln_check_verdict_t *verdict,
    const ln_check_answer_t *answer, const ln_check_answer_t *nobody);

/* Judges a refusal by its header. */
void ln_check_judge_refusal(ln_check_verdict_t *verdict,
    const ln_check_answer_t *answer);

/* Judges the answer to another, conditional request for the page. */
void ln_check_judge_condition(ln_check_verdict_t *verdict,
    const ln_check_answer_t *answer, ln_check_condition_t by);


#endif
