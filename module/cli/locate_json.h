/* What is known of an address, as JSON. */

#ifndef LN_CLI_LOCATE_JSON_H
#define LN_CLI_LOCATE_JSON_H

#include <jansson.h>

#include "geo/jurisdiction/ln_jurisdiction_explain.h"


/* Jurisdictions, and room for an answer and a reason of each. */
typedef struct {
    ln_jurisdictions_t        *set;     /* NULL: none was asked for */
    ln_certainty_t            *answers;
    ln_jurisdiction_reason_t  *reasons;
} ln_cli_answers_t;


/*
 * An object about address, which was given as ip.  What is not known is left
 * out.  answers and reasons are filled.  NULL without memory.
 */
json_t *ln_cli_locate_json(const char *ip, const ln_address_t *address,
    const ln_location_t *location, const ln_cli_answers_t *a);


#endif
