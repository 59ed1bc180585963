/* What the databases of `legal-notice locate` say, each for itself. */

#ifndef LN_CLI_WITNESSES_H
#define LN_CLI_WITNESSES_H

#include <jansson.h>

#include "cli/databases.h"
#include "geo/jurisdiction/ln_jurisdiction_explain.h"


/*
 * The witnesses of one address, with the location, and the answer and reason
 * for each jurisdiction, of each: those of witness w begin at w * count.
 */
typedef struct {
    const ln_cli_databases_t  *from;
    unsigned                   n;
    unsigned                   count;   /* of jurisdictions */
    ln_witness_t               list[LN_WITNESSES];
    ln_location_t              locations[LN_WITNESSES];
    ln_certainty_t            *answers;
    ln_jurisdiction_reason_t  *reasons;
} ln_cli_witnesses_t;


/* Room for witnesses.  NULL without memory; freed by the next function. */
ln_cli_witnesses_t *ln_cli_witnesses_create(const ln_cli_databases_t *from);
void ln_cli_witnesses_free(ln_cli_witnesses_t *w);

/* Asks all databases about address. */
void ln_cli_witnesses_ask(ln_cli_witnesses_t *w, const ln_address_t *address);

/*
 * The answer of jurisdiction i, joined.  *conflict says whether witnesses
 * contradict each other; *reason is that of the first witness whose answer it
 * is, NULL where it is nobody's.
 */
ln_certainty_t ln_cli_witnesses_answer(const ln_cli_witnesses_t *w, unsigned i,
    int *conflict, const ln_jurisdiction_reason_t **reason);

/* Adds to object which databases witness k is of.  Not 0 without memory. */
int ln_cli_witness_names(const ln_cli_witnesses_t *w, unsigned k,
    json_t *object);


#endif
