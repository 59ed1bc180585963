#include <stdlib.h>

#include "cli/shared/json.h"
#include "cli/witnesses.h"


ln_cli_witnesses_t *
ln_cli_witnesses_create(const ln_cli_databases_t *from)
{
    size_t               n;
    ln_cli_witnesses_t  *w;

    w = calloc(1, sizeof(ln_cli_witnesses_t));

    if (w == NULL) {
        return NULL;
    }

    w->from = from;
    w->count = from->set ? ln_jurisdictions_count(from->set) : 0;

    n = (size_t) LN_WITNESSES * (w->count + 1);
    w->answers = calloc(n, sizeof(ln_certainty_t));
    w->reasons = calloc(n, sizeof(ln_jurisdiction_reason_t));

    if (w->answers == NULL || w->reasons == NULL) {
        ln_cli_witnesses_free(w);
        return NULL;
    }

    return w;
}


void
ln_cli_witnesses_free(ln_cli_witnesses_t *w)
{
    if (w) {
        free(w->answers);
        free(w->reasons);
        free(w);
    }
}


void
ln_cli_witnesses_ask(ln_cli_witnesses_t *w, const ln_address_t *address)
{
    unsigned                   k, wanted;
    uint32_t                   indices[LN_DATABASES];
    const ln_record_t         *records[LN_DATABASES];
    const ln_cli_databases_t  *from;

    from = w->from;

    /* what no term asks for is shown as well, as its own database has it */

    wanted = LN_FIELD_PLACE|LN_FIELD_ASN|LN_FIELD_REGISTERED_COUNTRY
             |LN_WITNESS_EACH;

    if (from->set) {
        wanted |= ln_jurisdictions_needs(from->set);
    }

    ln_database_find(from->databases, from->n, address, indices);
    ln_database_records(from->databases, from->n, indices, records);
    w->n = ln_witnesses(records, from->fields, from->n, wanted, w->list);

    for (k = 0; k < w->n; k++) {
        ln_witness_location(records, from->fields, from->n, &w->list[k],
                            &w->locations[k]);

        if (from->set) {
            ln_jurisdictions_explain(from->set, &w->locations[k], address,
                                     w->answers + (size_t) k * w->count,
                                     w->reasons + (size_t) k * w->count);
        }
    }
}


ln_certainty_t
ln_cli_witnesses_answer(const ln_cli_witnesses_t *w, unsigned i, int *conflict,
    const ln_jurisdiction_reason_t **reason)
{
    unsigned        k, said, first;
    ln_certainty_t  answer;

    said = 0;
    first = 0;

    for (k = 0; k < w->n; k++) {
        said |= ln_certainty_said(w->answers[(size_t) k * w->count + i]);
        first = first ? first : said;
    }

    *conflict = (said == LN_SAID_CONFLICT);
    answer = ln_certainty_of(w->from->policy == LN_CONFLICT_FIRST ? first
                                                                  : said);
    *reason = NULL;

    for (k = 0; k < w->n; k++) {
        if (w->answers[(size_t) k * w->count + i] == answer) {
            *reason = &w->reasons[(size_t) k * w->count + i];
            break;
        }
    }

    return answer;
}


/* The name of the first database of a set, under key. */
static int
ln_cli_witness_name(const ln_cli_witnesses_t *w, unsigned databases,
    json_t *object, const char *key)
{
    const char  *path;

    path = w->from->paths[__builtin_ctz(databases)];

    return json_object_set_new(object, key, ln_cli_json_text(ln_str(path)));
}


int
ln_cli_witness_names(const ln_cli_witnesses_t *w, unsigned k, json_t *object)
{
    int                  rc;
    unsigned             of;
    const ln_witness_t  *witness;

    witness = &w->list[k];

    of = witness->place ? witness->place
         : witness->asn ? witness->asn : witness->registered;

    if (of == 0) {
        return 0;
    }

    rc = ln_cli_witness_name(w, of, object, "database");

    if (witness->asn && !(witness->asn & of)) {
        rc |= ln_cli_witness_name(w, witness->asn, object, "asn_of");
    }

    if (witness->registered && !(witness->registered & of)) {
        rc |= ln_cli_witness_name(w, witness->registered, object,
                                  "registered_country_of");
    }

    return rc;
}
