/* What `legal-notice compare` has counted, as JSON. */

#ifndef LN_CLI_COMPARE_JSON_H
#define LN_CLI_COMPARE_JSON_H

#include <jansson.h>

#include "cli/databases.h"
#include "geo/compare/ln_compare.h"


#define LN_CLI_CONFLICT  3              /* beside LN_OUT, LN_UNCERTAIN, LN_IN */
#define LN_CLI_ANSWERS   4


/*
 * Of one jurisdiction: IPv4 addresses, and IPv6 networks of 64 bits, by
 * LN_COMPARE_IPV4 and LN_COMPARE_IPV6; by ln_pair(); by answer.
 */
typedef struct {
    double  all[2][LN_CLI_ANSWERS];
    double  alone[2][LN_DATABASES][LN_CLI_ANSWERS];
    double  pairs[2][LN_PAIRS][LN_CLI_ANSWERS];
} ln_cli_sums_t;

typedef struct {
    ln_cli_databases_t   from;
    ln_cli_sums_t       *sums;          /* one a jurisdiction */
} ln_cli_compare_t;


/* An object about the jurisdiction of index i.  NULL without memory. */
json_t *ln_cli_compare_json(const ln_cli_compare_t *cli, unsigned i);


#endif
