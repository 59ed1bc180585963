#include <stdlib.h>
#include <time.h>

#include "cli/check/caches.h"
#include "field/ln_cache_control.h"
#include "field/ln_vary.h"
#include "ln_ascii.h"


static void ln_check_stored(ln_check_verdict_t *v,
    const ln_check_answer_t *answer);
static int ln_check_line(ln_str_t *lines, ln_str_t *name, ln_str_t *value);


/* A preview is for nobody else; a page with a notice is for its reader. */

void
ln_check_judge_caches(ln_check_verdict_t *v, const ln_check_answer_t *answer,
    const ln_check_answer_t *nobody)
{
    ln_str_t  cache;

    cache = ln_str(answer->cache_control);

    if (v->place && !ln_cache_control_is_unstored(cache)) {
        ln_check_problem(v, LN_CHECK_LACKS, "the preview may be stored: "
                         "Cache-Control is \"%s\"", answer->cache_control);

    } else if (v->due && ln_cache_control_is_shareable(cache)
               && !ln_vary_tells_places(ln_str(answer->vary)))
    {
        ln_check_problem(v, LN_CHECK_LACKS, "a shared cache may give the page "
                         "to other readers: Cache-Control is \"%s\", and "
                         "%s%s%s", answer->cache_control,
                         answer->vary[0] ? "nothing in Vary, \"" : "there is "
                                           "no Vary", answer->vary,
                         answer->vary[0] ? "\", says where they are" : "");
    }

    if (v->due || v->place) {
        ln_check_stored(v, answer);
    }

    if (v->due && nobody && nobody->etag[0]
        && strcmp(answer->etag, nobody->etag) == 0
        && (v->unnamed || strcmp(answer->notice, nobody->notice) != 0))
    {
        ln_check_problem(v, LN_CHECK_LACKS, "the page without the notice has "
                         "the same entity tag, %s: a copy of it counts as "
                         "current", answer->etag);
    }
}


void
ln_check_judge_refusal(ln_check_verdict_t *v, const ln_check_answer_t *answer)
{
    if (!ln_cache_control_is_unstored(ln_str(answer->cache_control))) {
        ln_check_problem(v, LN_CHECK_LACKS, "the refusal may be stored: "
                         "Cache-Control is \"%s\", not no-store",
                         answer->cache_control);
    }

    ln_check_stored(v, answer);
}


/* What Cache-Control says is not heeded by all. */

static void
ln_check_stored(ln_check_verdict_t *v, const ln_check_answer_t *answer)
{
    ln_str_t  lines, name, value;

    lines = ln_str(answer->targeted);

    while (ln_check_line(&lines, &name, &value) == LN_OK) {
        if (ln_cache_control_is_shareable_by(name, value, time(NULL))) {
            ln_check_problem(v, LN_CHECK_LACKS, "a shared cache may give the "
                             "page to other readers: \"%.*s: %.*s\" outranks "
                             "Cache-Control", (int) name.len,
                             (const char *) name.data, (int) value.len,
                             (const char *) value.data);
        }
    }

    if (strtol(answer->age, NULL, 10) > 0
        && (v->place || !ln_vary_tells_places(ln_str(answer->vary))))
    {
        ln_check_problem(v, LN_CHECK_LACKS, "the page comes out of a shared "
                         "cache: its Age is %s", answer->age);
    }
}


/* Takes the next line off, "NAME: VALUE". */

static int
ln_check_line(ln_str_t *lines, ln_str_t *name, ln_str_t *value)
{
    ln_str_t              line;
    const unsigned char  *end;

    if (lines->len == 0) {
        return LN_DECLINED;
    }

    line = *lines;
    end = memchr(line.data, '\n', line.len);
    line.len = end ? (size_t) (end - line.data) : line.len;
    lines->data += line.len + (end != NULL);
    lines->len -= line.len + (end != NULL);

    name->data = line.data;
    name->len = (const unsigned char *) memchr(line.data, ':', line.len)
                - line.data;
    value->data = line.data + name->len + 1;
    value->len = line.len - name->len - 1;
    *value = ln_str_trim(*value);

    return LN_OK;
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
