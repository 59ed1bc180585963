/* What `legal-notice compare` has counted, as JSON. */

#ifndef LN_CLI_COMPARE_JSON_H
#define LN_CLI_COMPARE_JSON_H

#include <jansson.h>

#include "cli/compare_sums.h"


/* An object about the jurisdiction of index i.  NULL without memory. */
json_t *ln_cli_compare_json(const ln_cli_compare_t *cli, unsigned i);


#endif
