/* What a response says of its notices, and whether that is right. */

#ifndef LN_CHECK_JUDGE_H
#define LN_CHECK_JUDGE_H

#include "cli/check/answer.h"
#include "cli/check/verdict.h"


/*
 * Begins object, which the caller gives away, and judges answer.  nobody is the
 * answer to a reader to whom nothing is due, or NULL.  LN_ERROR: there is no
 * memory.
 */
int ln_check_judge(ln_check_verdict_t *verdict, const ln_check_answer_t *answer,
    const ln_check_answer_t *nobody);


#endif
