/* What is written of each page: a line, JSON, and a page of all of them. */

#ifndef LN_CHECK_REPORT_H
#define LN_CHECK_REPORT_H

#include "cli/check/verdict.h"


/*
 * Counts and writes a verdict, whose object is given away.  LN_ERROR: there is
 * no memory.
 */
int ln_check_report(ln_check_verdict_t *verdict);

/* The sums, and the HTML report.  LN_ERROR with err set. */
int ln_check_report_end(ln_check_t *check, ln_error_t *err);

/* Frees what is kept for the report. */
void ln_check_report_free(ln_check_t *check);

/* Says how far it has got, on a terminal. */
void ln_check_progress(ln_check_t *check);


#endif
