/* Pages are fetched, some at a time, by libcurl. */

#ifndef LN_CHECK_FETCH_H
#define LN_CHECK_FETCH_H

#include "cli/check/answer.h"
#include "cli/check/check.h"


/* Fetches and judges all pages.  LN_ERROR with err set. */
int ln_check_fetch_all(ln_check_t *check, ln_error_t *err);

/*
 * Fetches one URL as nobody's page, again where the server is busy.  LN_ERROR
 * with err set: there is no response, and answer->status is 0.
 */
int ln_check_fetch(ln_check_t *check, const char *url,
    ln_check_answer_t *answer, ln_error_t *err);


#endif
