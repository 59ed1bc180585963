#include "geo/jurisdiction/ln_jurisdiction_part.h"


static ln_certainty_t ln_jurisdiction_explain(const ln_jurisdiction_t *j,
    const ln_location_t *location, const ln_address_t *address,
    const ln_certainty_t *answers, ln_jurisdiction_reason_t *reason);


void
ln_jurisdictions_explain(const ln_jurisdictions_t *set,
    const ln_location_t *location, const ln_address_t *address,
    ln_certainty_t *answers, ln_jurisdiction_reason_t *reasons)
{
    unsigned                  i;
    const ln_jurisdiction_t  *j;

    for (i = 0, j = set->first; j; j = j->next, i++) {
        answers[i] = ln_jurisdiction_explain(j, location, address, answers,
                                             &reasons[i]);
    }
}


/* OR of the terms AND NOT each `except`: max, min and 2 - x. */

static ln_certainty_t
ln_jurisdiction_explain(const ln_jurisdiction_t *j,
    const ln_location_t *location, const ln_address_t *address,
    const ln_certainty_t *answers, ln_jurisdiction_reason_t *reason)
{
    ln_certainty_t    any, none, answer;
    const ln_term_t  *term, *why, *why_not;

    any = LN_OUT;
    none = LN_IN;
    why = NULL;
    why_not = NULL;

    for (term = j->terms; term; term = term->next) {
        answer = ln_term_decide(term, location, address, answers);

        if (term->except) {
            answer = LN_IN - answer;

            if (answer < none) {
                none = answer;
                why_not = term;
            }

        } else if (answer > any) {
            any = answer;
            why = term;
        }
    }

    memset(reason, 0, sizeof(ln_jurisdiction_reason_t));

    term = none < any ? why_not : why;

    if (term) {
        reason->text = term->text;
        reason->file = term->file;
        reason->line = term->line;
        reason->except = term->except;
    }

    return any < none ? any : none;
}
