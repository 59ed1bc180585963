/* A page of all that was checked, for a lawyer's file. */

#ifndef LN_CHECK_REPORT_HTML_H
#define LN_CHECK_REPORT_HTML_H

#include "cli/check/check.h"


/* Writes the rows of check, in their order; what is wrong comes first. */
void ln_check_html(const ln_check_t *check, FILE *f);


#endif
