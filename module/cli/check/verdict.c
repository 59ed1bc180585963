#include <stdlib.h>

#include "cli/check/verdict.h"
#include "cli/shared/json.h"


const char *
ln_check_result_word(ln_check_result_t result)
{
    static const char *const  words[] = {
        "ok", "refused", "no page", "left out", "lacks", "failed"
    };

    return words[result];
}


int
ln_check_verdict_begin(ln_check_verdict_t *v, long status)
{
    int  rc;

    v->result = LN_CHECK_OK;
    v->due = 0;
    v->unnamed = 0;
    v->object = json_object();
    v->problems = json_array();

    rc = json_object_set_new(v->object, "url",
                             ln_cli_json_text(ln_str(v->url)));

    if (v->place) {
        rc |= json_object_set_new(v->object, "as",
                                  ln_cli_json_text(ln_str(v->place)));
    }

    if (v->from) {
        rc |= json_object_set_new(v->object, "from",
                                  ln_cli_json_text(ln_str(v->from)));
    }

    rc |= json_object_set_new(v->object, "status",
                              json_integer(status));
    rc |= json_object_set_new(v->object, "notices", json_array());
    rc |= json_object_set_new(v->object, "problems", v->problems);

    if (rc != 0) {
        json_decref(v->object);
        return LN_ERROR;
    }

    return LN_OK;
}


int
ln_check_verdict_left_out(ln_check_verdict_t *v, const ln_check_host_t *host,
    const char *redirect)
{
    if (ln_check_verdict_begin(v, 0) != LN_OK) {
        return LN_ERROR;
    }

    v->result = LN_CHECK_LEFT_OUT;

    if (redirect) {
        ln_check_set(v, v->object, "redirect",
                     ln_cli_json_text(ln_str(redirect)));
    }

    if (host->unread) {
        ln_check_problem(v, LN_CHECK_FAILED, "%s%s%s robots.txt cannot be "
                         "read (%s), and what it forbids is not known: "
                         "--ignore-robots asks for the page all the same",
                         redirect ? "a redirect leads to " : "its",
                         redirect ? redirect : "",
                         redirect ? ", whose" : "", host->unread);
    }

    return LN_OK;
}


/* The worst result stays. */

void
ln_check_problem(ln_check_verdict_t *v, ln_check_result_t result,
    const char *fmt, ...)
{
    char     text[1024];
    va_list  args;

    va_start(args, fmt);
    (void) vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);

    if (json_array_append_new(v->problems, ln_cli_json_text(ln_str(text)))) {
        v->check->unwritten = 1;
    }

    if (result > v->result) {
        v->result = result;
    }
}


void
ln_check_remark(ln_check_verdict_t *v, const char *fmt, ...)
{
    char      text[1024];
    json_t   *remarks;
    va_list   args;

    va_start(args, fmt);
    (void) vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);

    remarks = json_object_get(v->object, "remarks");

    if (remarks == NULL) {
        ln_check_set(v, v->object, "remarks", json_array());
        remarks = json_object_get(v->object, "remarks");
    }

    if (json_array_append_new(remarks, ln_cli_json_text(ln_str(text)))) {
        v->check->unwritten = 1;
    }
}


/* What is written without a part of it would say something else. */

void
ln_check_set(ln_check_verdict_t *v, json_t *object, const char *key,
    json_t *value)
{
    if (json_object_set_new(object, key, value)) {
        v->check->unwritten = 1;
    }
}
