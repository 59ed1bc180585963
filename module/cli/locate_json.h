/* What is known of an address, as a line of JSON. */

#ifndef LN_CLI_LOCATE_JSON_H
#define LN_CLI_LOCATE_JSON_H

#include "geo/jurisdiction/ln_jurisdiction_explain.h"


/* Jurisdictions, and room for an answer and a reason of each. */
typedef struct {
    ln_jurisdictions_t        *set;     /* NULL: none was asked for */
    ln_certainty_t            *answers;
    ln_jurisdiction_reason_t  *reasons;
} ln_cli_answers_t;


/*
 * Writes address, which was given as ip, to standard output.  What is not known
 * is left out.  answers and reasons are filled.
 */
void ln_cli_locate_json(const char *ip, const ln_address_t *address,
    const ln_location_t *location, const ln_cli_answers_t *a);


#endif
