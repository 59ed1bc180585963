#define _GNU_SOURCE                     /* strcasestr() */

#include <stdlib.h>
#include <string.h>

#include "cli/check/caches.h"


static int ln_check_may_store(const char *value);
static void ln_check_stored(ln_check_verdict_t *v,
    const ln_check_answer_t *answer);


static int
ln_check_may_store(const char *value)
{
    return strcasestr(value, "no-store") == NULL
           && strcasestr(value, "private") == NULL;
}


/* A preview is for nobody else; a page with a notice is for its reader. */

void
ln_check_judge_caches(ln_check_verdict_t *v, const ln_check_answer_t *answer,
    const ln_check_answer_t *nobody)
{
    const char  *cache;

    cache = answer->cache_control;

    if (v->place && strcasestr(cache, "no-store") == NULL) {
        ln_check_problem(v, LN_CHECK_LACKS, "the preview may be stored: "
                         "Cache-Control is \"%s\"", cache);

    } else if (v->due && ln_check_may_store(cache) && answer->vary[0] == '\0') {
        ln_check_problem(v, LN_CHECK_LACKS, "a shared cache may give the page "
                         "to other readers: Cache-Control is \"%s\", and there "
                         "is no Vary", cache);
    }

    if (v->due || v->place) {
        ln_check_stored(v, answer);
    }

    if (v->due && nobody && nobody->etag[0]
        && strcmp(answer->etag, nobody->etag) == 0
        && strcmp(answer->notice, nobody->notice) != 0)
    {
        ln_check_problem(v, LN_CHECK_LACKS, "the page without the notice has "
                         "the same entity tag, %s: a copy of it counts as "
                         "current", answer->etag);
    }
}


/* What Cache-Control says is not heeded by all. */

static void
ln_check_stored(ln_check_verdict_t *v, const ln_check_answer_t *answer)
{
    if (answer->targeted[0] && ln_check_may_store(answer->targeted)) {
        ln_check_problem(v, LN_CHECK_LACKS, "a shared cache may give the page "
                         "to other readers: \"%s\" outranks Cache-Control",
                         answer->targeted);
    }

    if (strtol(answer->age, NULL, 10) > 0
        && (v->place || answer->vary[0] == '\0'))
    {
        ln_check_problem(v, LN_CHECK_LACKS, "the page comes out of a shared "
                         "cache: its Age is %s", answer->age);
    }
}


void
ln_check_judge_condition(ln_check_verdict_t *v, const ln_check_answer_t *answer,
    ln_check_condition_t by)
{
    static const char *const  keys[] = {
        "if_none_match", "if_none_match_nobody", "if_modified_since_nobody"
    };

    ln_check_set(v, v->object, keys[by], json_integer(answer->status));

    if (answer->status == 0) {
        ln_check_problem(v, LN_CHECK_FAILED, "asked for again by a condition: "
                         "%s", answer->error);
        return;
    }

    if (answer->status != 304
        && (answer->status < 200 || answer->status > 299))
    {
        ln_check_problem(v, LN_CHECK_FAILED, "asked for again by a condition, "
                         "the status is %ld", answer->status);
        return;
    }

    if (by != LN_CHECK_BY_OWN && answer->status == 304) {
        ln_check_problem(v, LN_CHECK_LACKS, "a copy without the notice is said "
                         "to be current: 304 to the %s of the page without it",
                         by == LN_CHECK_BY_OTHER ? "entity tag"
                                                 : "Last-Modified");
    }
}
