/* "did you mean ..": the defined name that is nearest to one that is not. */

#ifndef LN_SUGGEST_H
#define LN_SUGGEST_H

#include "ln_core.h"


/* A name that is not defined, and the defined one that is nearest to it. */
typedef struct {
    ln_str_t  name;
    ln_str_t  best;         /* empty: none is near */
    size_t    distance;     /* edits from name to best */
    char      text[128];
} ln_suggestion_t;


/*
 * Begins with name.  Each defined name is then tried.  The caller keeps the
 * bytes of both.
 */
void ln_suggest_init(ln_suggestion_t *suggestion, ln_str_t name);
void ln_suggest_try(ln_suggestion_t *suggestion, ln_str_t candidate);

/* `, did you mean "..."?` or an empty string; kept in suggestion. */
const char *ln_suggest_text(ln_suggestion_t *suggestion);


#endif
