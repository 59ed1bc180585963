/* What `legal-notice compare` counts. */

#ifndef LN_CLI_COMPARE_SUMS_H
#define LN_CLI_COMPARE_SUMS_H

#include "cli/databases.h"
#include "geo/compare/ln_compare.h"


/*
 * Columns of a sum, beside LN_OUT, LN_UNCERTAIN and LN_IN: these databases
 * contradict each other; they say out where another database says in; they do
 * not say out where more databases say out than in.
 */
#define LN_CLI_CONFLICT  3
#define LN_CLI_MISSED    4
#define LN_CLI_NEEDLESS  5
#define LN_CLI_COLUMNS   6

/*
 * Of one jurisdiction: IPv4 addresses, and IPv6 networks of 64 bits, by
 * LN_COMPARE_IPV4 and LN_COMPARE_IPV6; by ln_pair(); by column.
 */
typedef struct {
    double  all[2][LN_CLI_COLUMNS];
    double  alone[2][LN_DATABASES][LN_CLI_COLUMNS];
    double  pairs[2][LN_PAIRS][LN_CLI_COLUMNS];
} ln_cli_sums_t;

typedef struct {
    ln_cli_databases_t   from;
    ln_cli_sums_t       *sums;          /* one a jurisdiction */
} ln_cli_compare_t;

typedef struct {
    unsigned     column;
    const char  *name;
} ln_cli_column_t;


/* The columns as they are shown, LN_CLI_COLUMNS of them. */
extern const ln_cli_column_t  ln_cli_columns[];


/* Adds a part of the address space to the sums of all jurisdictions. */
void ln_cli_compare_heard(void *data, const ln_compare_part_t *part);


#endif
