/* What is known of an address, as JSON. */

#ifndef LN_CLI_LOCATE_JSON_H
#define LN_CLI_LOCATE_JSON_H

#include "cli/witnesses.h"


/*
 * An object about address, which was given as ip and which w was asked about.
 * What is not known is left out.  NULL without memory.
 */
json_t *ln_cli_locate_json(const char *ip, const ln_cli_witnesses_t *w);


#endif
