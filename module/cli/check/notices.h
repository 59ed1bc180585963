/* The notices of a page: those that its header names, has, and owes. */

#ifndef LN_CHECK_NOTICES_H
#define LN_CHECK_NOTICES_H

#include "cli/check/answer.h"
#include "cli/check/verdict.h"


/* A response that is a page. */
typedef struct {
    const ln_check_answer_t  *answer;
    const ln_check_answer_t  *nobody;   /* as in ln_check_judge(), or NULL */
    ln_str_t                  charset;  /* the label of Content-Type */
    unsigned                  plain:1;  /* a plain text */
} ln_check_page_t;


/* LN_ERROR: there is no memory. */
int ln_check_judge_notices(ln_check_verdict_t *verdict,
    const ln_check_page_t *page);


#endif
