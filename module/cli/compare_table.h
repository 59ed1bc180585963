/* What `legal-notice compare` has counted, as tables for a terminal. */

#ifndef LN_CLI_COMPARE_TABLE_H
#define LN_CLI_COMPARE_TABLE_H

#include "cli/compare_sums.h"


/*
 * Writes all of it to standard output: the databases, a table for each
 * jurisdiction and family of addresses, and what the columns mean.
 */
void ln_cli_compare_table(const ln_cli_compare_t *cli);


#endif
