#define _GNU_SOURCE                     /* memmem(), strcasestr() */

#include <stdlib.h>

#include "cli/check/caches.h"
#include "cli/check/differ.h"
#include "cli/check/judge.h"
#include "cli/check/page.h"
#include "cli/shared/json.h"
#include "field/ln_field_list.h"
#include "field/ln_media_type.h"
#include "geo/location/ln_location.h"
#include "ln_ascii.h"
#include "notice/ln_form.h"


static int ln_check_is_answered(ln_check_verdict_t *v,
    const ln_check_answer_t *answer, const ln_check_answer_t *nobody);
static int ln_check_refuses(const ln_check_verdict_t *v,
    const ln_check_answer_t *answer, const ln_check_answer_t *nobody);
static int ln_check_asks(const ln_check_answer_t *answer);
static int ln_check_is_previewed(ln_check_verdict_t *v,
    const ln_check_answer_t *answer);
static int ln_check_is_page(ln_check_verdict_t *v,
    const ln_check_answer_t *answer, ln_str_t *charset, int *plain);
static int ln_check_named(ln_check_verdict_t *v,
    const ln_check_answer_t *answer, ln_str_t charset, int plain);
static int ln_check_notice(ln_check_verdict_t *v,
    const ln_check_answer_t *answer, ln_str_t charset, int plain,
    ln_str_t claim);
static int ln_check_has(const ln_check_answer_t *answer, ln_str_t name);
static void ln_check_markup(ln_check_verdict_t *v,
    const ln_check_answer_t *answer);
static void ln_check_owed(ln_check_verdict_t *v,
    const ln_check_answer_t *answer);
static void ln_check_differs(ln_check_verdict_t *v,
    const ln_check_answer_t *answer, const ln_check_answer_t *nobody,
    ln_str_t charset, int plain);


int
ln_check_judge(ln_check_verdict_t *v, const ln_check_answer_t *answer,
    const ln_check_answer_t *nobody)
{
    int       plain;
    ln_str_t  charset;

    if (ln_check_verdict_begin(v, answer->status) != LN_OK) {
        return LN_ERROR;
    }

    if (!ln_check_is_answered(v, answer, nobody)
        || !ln_check_is_previewed(v, answer)
        || !ln_check_is_page(v, answer, &charset, &plain))
    {
        return LN_OK;
    }

    if (ln_check_named(v, answer, charset, plain) != LN_OK) {
        return LN_ERROR;
    }

    ln_check_markup(v, answer);
    ln_check_owed(v, answer);
    ln_check_judge_caches(v, answer, nobody);

    if (nobody) {
        ln_check_differs(v, answer, nobody, charset, plain);
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

    if (answer->status == 451 || strcasestr(answer->link, "blocked-by")
        || ln_check_asks(answer) || ln_check_refuses(v, answer, nobody))
    {
        v->result = LN_CHECK_REFUSED;

        if (ln_check_asks(answer)) {
            ln_check_set(v, v->object, "asks", json_true());
        }

        if (strcasestr(answer->cache_control, "no-store") == NULL) {
            ln_check_problem(v, LN_CHECK_LACKS, "the refusal may be stored: "
                             "Cache-Control is \"%s\", not no-store",
                             answer->cache_control);
        }

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


/*
 * Whether that place is refused by another status than 451: the module says
 * whose page it is, and nobody's page is one.  A limit of requests or of time,
 * or a password, is no refusal of a place.
 */

static int
ln_check_refuses(const ln_check_verdict_t *v, const ln_check_answer_t *answer,
    const ln_check_answer_t *nobody)
{
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
ln_check_is_page(ln_check_verdict_t *v, const ln_check_answer_t *answer,
    ln_str_t *charset, int *plain)
{
    ln_media_type_t  type;

    memset(&type, 0, sizeof(ln_media_type_t));
    ln_media_type_read(ln_str(answer->type), &type);

    *charset = type.charset;
    *plain = ln_media_type_is(&type, ln_str("text/plain"));

    if (*plain || answer->notice[0]
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


/* What the header names must be there. */

static int
ln_check_named(ln_check_verdict_t *v, const ln_check_answer_t *answer,
    ln_str_t charset, int plain)
{
    ln_str_t  list, claim;

    list = ln_str(answer->notice);

    while (ln_field_list_next(&list, &claim) == LN_OK) {
        v->due = 1;

        if (ln_check_notice(v, answer, charset, plain, claim) != LN_OK) {
            return LN_ERROR;
        }
    }

    return LN_OK;
}


/* claim: "undesirable;lang=ru" */

static int
ln_check_notice(ln_check_verdict_t *v, const ln_check_answer_t *answer,
    ln_str_t charset, int plain, ln_str_t claim)
{
    int                   rc;
    json_t               *notice;
    ln_str_t              name, lang, page;
    ln_cli_arena_t        arena;
    ln_check_found_t      found;
    const unsigned char  *semicolon;

    name = claim;
    lang.len = 0;
    lang.data = NULL;
    semicolon = memchr(claim.data, ';', claim.len);

    if (semicolon) {
        name.len = semicolon - claim.data;
        lang.data = semicolon + 1;
        lang.len = claim.len - name.len - 1;

        if (ln_str_caseless_begins(lang, ln_str("lang="))) {
            lang.data += 5;
            lang.len -= 5;

        } else {
            lang.len = 0;
        }
    }

    if (!ln_is_identifier(name) || (lang.len && !ln_is_identifier(lang))) {
        ln_check_problem(v, LN_CHECK_LACKS, "Legal-Notice is not valid: \"%s\"",
                         answer->notice);
        return LN_OK;
    }

    page.data = answer->body;
    page.len = answer->len;

    notice = json_object();
    rc = json_object_set_new(notice, "name", ln_cli_json_text(name));
    rc |= json_object_set_new(notice, "lang", ln_cli_json_text(lang));
    rc |= json_array_append_new(json_object_get(v->object, "notices"), notice);

    if (rc != 0) {
        return LN_ERROR;
    }

    if (plain) {

        /* plain text has no markup that could tell */

        return json_object_set_new(notice, "within", json_string("text"));
    }

    ln_cli_arena_init(&arena);
    rc = ln_check_page(&arena.alloc, page, charset, name, lang, &found);
    ln_cli_arena_free(&arena);

    if (rc != LN_OK) {
        return LN_ERROR;
    }

    ln_check_set(v, notice, "visible", json_boolean(found.visible));

    if (found.visible) {
        ln_check_set(v, notice, "within", json_string(found.within));
        ln_check_set(v, notice, "offset",
                     json_integer((json_int_t) found.offset));
    }

    if (!found.visible) {
        ln_check_problem(v, LN_CHECK_LACKS, "\"%.*s\" is named by "
                         "Legal-Notice, and %s", (int) name.len,
                         (const char *) name.data,
                         found.named ? "the page hides it, or has it in "
                                       "another language"
                                     : "is not in the page");

    } else if (found.owned) {
        ln_check_problem(v, LN_CHECK_LACKS, "\"%.*s\" is in an element that a "
                         "script renders again: it may be taken out",
                         (int) name.len, (const char *) name.data);
    }

    return LN_OK;
}


/* And what is there must be named by the header. */

static void
ln_check_markup(ln_check_verdict_t *v, const ln_check_answer_t *answer)
{
    size_t    at;
    ln_str_t  page, name;

    at = 0;
    page.data = answer->body;
    page.len = answer->len;

    while (ln_check_page_next(page, &at, &name) == LN_OK) {
        if (!ln_check_has(answer, name)) {
            ln_check_problem(v, LN_CHECK_LACKS, "\"%.*s\" is in the page, and "
                             "Legal-Notice does not name it", (int) name.len,
                             (const char *) name.data);
        }
    }
}


static int
ln_check_has(const ln_check_answer_t *answer, ln_str_t name)
{
    ln_str_t  list, claim;

    list = ln_str(answer->notice);

    while (ln_field_list_next(&list, &claim) == LN_OK) {
        if (ln_str_caseless_begins(claim, name)
            && (claim.len == name.len || claim.data[name.len] == ';'))
        {
            return 1;
        }
    }

    return 0;
}


static void
ln_check_owed(ln_check_verdict_t *v, const ln_check_answer_t *answer)
{
    size_t  i;

    for (i = 0; i < v->check->notices.n; i++) {
        if (!ln_check_has(answer, ln_str(v->check->notices.items[i]))) {
            ln_check_problem(v, LN_CHECK_LACKS, "\"%s\" is owed, and is not "
                             "there", v->check->notices.items[i]);
        }
    }
}


/* Beyond its notices; which these are in a plain text, no markup tells. */

static void
ln_check_differs(ln_check_verdict_t *v, const ln_check_answer_t *answer,
    const ln_check_answer_t *nobody, ln_str_t charset, int plain)
{
    ln_str_t  page, other;

    if (nobody->status != answer->status || plain
        || ln_str_caseless_begins(charset, ln_str("utf-16")))
    {
        return;
    }

    page.data = answer->body;
    page.len = answer->len;
    other.data = nobody->body;
    other.len = nobody->len;

    ln_check_differ(v, page, other);
}
