#define _GNU_SOURCE                     /* memmem() */

#include <stdlib.h>

#include "cli/check/caches.h"
#include "cli/check/differ.h"
#include "cli/check/judge.h"
#include "cli/check/notices.h"
#include "cli/shared/json.h"
#include "field/ln_link.h"
#include "field/ln_media_type.h"
#include "geo/location/ln_location.h"
#include "ln_ascii.h"
#include "notice/ln_form.h"


static int ln_check_is_answered(ln_check_verdict_t *v,
    const ln_check_answer_t *answer, const ln_check_answer_t *nobody);
static void ln_check_refused(ln_check_verdict_t *v,
    const ln_check_answer_t *answer);
static int ln_check_is_refusal(const ln_check_verdict_t *v,
    const ln_check_answer_t *answer, const ln_check_answer_t *nobody);
static int ln_check_asks(const ln_check_answer_t *answer);
static int ln_check_is_previewed(ln_check_verdict_t *v,
    const ln_check_answer_t *answer);
static int ln_check_is_page(ln_check_verdict_t *v, ln_check_page_t *page);
static void ln_check_differs(ln_check_verdict_t *v,
    const ln_check_page_t *page);


int
ln_check_judge(ln_check_verdict_t *v, const ln_check_answer_t *answer,
    const ln_check_answer_t *nobody)
{
    ln_check_page_t  page;

    memset(&page, 0, sizeof(ln_check_page_t));
    page.answer = answer;
    page.nobody = nobody;

    if (ln_check_verdict_begin(v, answer->status) != LN_OK) {
        return LN_ERROR;
    }

    if (!ln_check_is_answered(v, answer, nobody)
        || !ln_check_is_previewed(v, answer)
        || !ln_check_is_page(v, &page))
    {
        return LN_OK;
    }

    if (ln_check_judge_notices(v, &page) != LN_OK) {
        return LN_ERROR;
    }

    ln_check_judge_caches(v, answer, nobody);

    if (nobody) {
        ln_check_differs(v, &page);
    }

    return LN_OK;
}


static int
ln_check_is_answered(ln_check_verdict_t *v, const ln_check_answer_t *answer,
    const ln_check_answer_t *nobody)
{
    if (answer->status == 0) {
        ln_check_problem(v, LN_CHECK_FAILED, "%s", answer->error);
        return 0;
    }

    if (answer->cut) {
        ln_check_problem(v, LN_CHECK_FAILED, "the header cannot be judged: %s "
                         "is longer than %d bytes", answer->cut,
                         LN_CHECK_VALUE - 1);
        return 0;
    }

    if (ln_check_is_refusal(v, answer, nobody)) {
        ln_check_refused(v, answer);
        return 0;
    }

    if (answer->status == 503 && answer->notice[0]
        && (nobody == NULL || nobody->status != 503))
    {
        ln_check_problem(v, LN_CHECK_FAILED, "the notice is undeliverable "
                         "there: a page with the notice alone stands in its "
                         "place (503)");
        return 0;
    }

    if (answer->status < 200 || answer->status > 299) {
        ln_check_problem(v, LN_CHECK_FAILED, "the status is %ld",
                         answer->status);
        return 0;
    }

    return 1;
}


/* As of a page, it is to be that of the place, and not of whoever checks. */

static void
ln_check_refused(ln_check_verdict_t *v, const ln_check_answer_t *answer)
{
    if (!ln_check_is_previewed(v, answer)) {
        return;
    }

    v->result = LN_CHECK_REFUSED;

    if (ln_check_asks(answer)) {
        ln_check_set(v, v->object, "asks", json_true());
    }

    ln_check_judge_refusal(v, answer);
}


/*
 * Whether that place is refused: by 451, by a Link (RFC 7725, 4), by a form, or
 * by another status where the module says whose page it is, and nobody's page
 * is one.  A limit of requests or of time, or a password, is no refusal of a
 * place.
 */

static int
ln_check_is_refusal(const ln_check_verdict_t *v,
    const ln_check_answer_t *answer, const ln_check_answer_t *nobody)
{
    if (answer->status == 451 || ln_check_asks(answer)) {
        return 1;
    }

    if (answer->status >= 400
        && ln_link_has(ln_str(answer->link), ln_str("blocked-by")))
    {
        return 1;
    }

    return v->place && nobody
           && answer->status >= 400 && answer->status < 500
           && answer->status != 401 && answer->status != 408
           && answer->status != 429 && answer->notice[0] == '\0'
           && nobody->status >= 200 && nobody->status < 300
           && ln_str_caseless_eq(ln_str(answer->preview), ln_str(v->place));
}


/* Whether the page has the form by which its reader lifts the restriction. */

static int
ln_check_asks(const ln_check_answer_t *answer)
{
    static const ln_str_t  field = ln_string("name=\"" LN_FORM_FIELD "\"");

    return answer->status >= 400 && answer->status < 500
           && answer->len >= field.len
           && memmem(answer->body, answer->len, field.data, field.len) != NULL;
}


static int
ln_check_is_previewed(ln_check_verdict_t *v, const ln_check_answer_t *answer)
{
    const char  *near;

    if (v->place == NULL) {
        return 1;
    }

    if (strcmp(answer->preview, "invalid") == 0) {
        near = ln_location_suggest(ln_str(v->place));
        ln_check_problem(v, LN_CHECK_FAILED, "\"%s\" is no place, the server "
                         "says%s%s%s", v->place,
                         near ? ", did you mean \"" : "", near ? near : "",
                         near ? "\"?" : "");
        return 0;
    }

    if (answer->preview[0] == '\0') {
        ln_check_problem(v, LN_CHECK_FAILED, "it is no preview: your address "
                         "must be in a network of legal_preview, and a rule in "
                         "force there");
        return 0;
    }

    if (!ln_str_caseless_eq(ln_str(answer->preview), ln_str(v->place))) {
        ln_check_problem(v, LN_CHECK_FAILED, "it is a preview of \"%s\"",
                         answer->preview);
        return 0;
    }

    return 1;
}


static int
ln_check_is_page(ln_check_verdict_t *v, ln_check_page_t *page)
{
    ln_media_type_t           type;
    const ln_check_answer_t  *answer;

    answer = page->answer;
    memset(&type, 0, sizeof(ln_media_type_t));
    ln_media_type_read(ln_str(answer->type), &type);

    page->charset = type.charset;
    page->plain = ln_media_type_is(&type, ln_str("text/plain"));

    if (page->plain || answer->notice[0]
        || ln_media_type_is(&type, ln_str("text/html"))
        || ln_media_type_is(&type, ln_str("application/xhtml+xml")))
    {
        return 1;
    }

    v->result = LN_CHECK_NO_PAGE;
    ln_check_set(v, v->object, "type",
                 ln_cli_json_text(ln_str(answer->type)));

    return 0;
}


/* Beyond its notices; which these are in a plain text, no markup tells. */

static void
ln_check_differs(ln_check_verdict_t *v, const ln_check_page_t *page)
{
    ln_str_t  here, other;

    if (page->nobody->status != page->answer->status || page->plain
        || ln_str_caseless_begins(page->charset, ln_str("utf-16")))
    {
        return;
    }

    here.data = page->answer->body;
    here.len = page->answer->len;
    other.data = page->nobody->body;
    other.len = page->nobody->len;

    ln_check_differ(v, here, other);
}
