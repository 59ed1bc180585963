#include <string.h>

#include "cli/check/notices.h"
#include "cli/check/page.h"
#include "cli/check/result.h"
#include "cli/shared/json.h"
#include "field/ln_field_list.h"
#include "ln_ascii.h"


/* Notices of one page that are looked for though the header has no name. */
#define LN_CHECK_UNNAMED  64


static int ln_check_named(ln_check_verdict_t *v, const ln_check_page_t *page);
static int ln_check_notice(ln_check_verdict_t *v, const ln_check_page_t *page,
    ln_str_t claim);
static int ln_check_find(const ln_check_page_t *page,
    const ln_check_answer_t *answer, ln_str_t name, ln_str_t lang,
    ln_check_found_t *found);
static int ln_check_list(ln_check_verdict_t *v, ln_str_t name, ln_str_t lang,
    const ln_check_found_t *found);
static void ln_check_is_owned(ln_check_verdict_t *v, ln_str_t name,
    const ln_check_found_t *found);
static int ln_check_markup(ln_check_verdict_t *v, const ln_check_page_t *page);
static int ln_check_owed(ln_check_verdict_t *v, const ln_check_page_t *page);
static int ln_check_unnamed(ln_check_verdict_t *v, const ln_check_page_t *page,
    ln_str_t name);
static int ln_check_has(const ln_check_answer_t *answer, ln_str_t name);
static int ln_check_is_listed(const ln_check_verdict_t *v, ln_str_t name);


int
ln_check_judge_notices(ln_check_verdict_t *v, const ln_check_page_t *page)
{
    if (ln_check_named(v, page) != LN_OK
        || ln_check_markup(v, page) != LN_OK)
    {
        return LN_ERROR;
    }

    return ln_check_owed(v, page);
}


/* What the header names must be there. */

static int
ln_check_named(ln_check_verdict_t *v, const ln_check_page_t *page)
{
    ln_str_t  list, claim;

    list = ln_str(page->answer->notice);

    while (ln_field_list_next(&list, &claim) == LN_OK) {
        v->due = 1;

        if (ln_check_notice(v, page, claim) != LN_OK) {
            return LN_ERROR;
        }
    }

    return LN_OK;
}


/* claim: "undesirable;lang=ru" */

static int
ln_check_notice(ln_check_verdict_t *v, const ln_check_page_t *page,
    ln_str_t claim)
{
    ln_str_t              name, lang;
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
                         page->answer->notice);
        return LN_OK;
    }

    if (page->plain) {
        return ln_check_list(v, name, lang, NULL);
    }

    if (ln_check_find(page, page->answer, name, lang, &found) != LN_OK
        || ln_check_list(v, name, lang, &found) != LN_OK)
    {
        return LN_ERROR;
    }

    if (!found.visible) {
        ln_check_problem(v, LN_CHECK_LACKS, "\"%.*s\" is named by "
                         "Legal-Notice, and %s", (int) name.len,
                         (const char *) name.data,
                         found.named ? "the page hides it, or has it in "
                                       "another language"
                                     : "is not in the page");
    }

    ln_check_is_owned(v, name, &found);

    return LN_OK;
}


static int
ln_check_find(const ln_check_page_t *page, const ln_check_answer_t *answer,
    ln_str_t name, ln_str_t lang, ln_check_found_t *found)
{
    int             rc;
    ln_str_t        body;
    ln_cli_arena_t  arena;

    body.data = answer->body;
    body.len = answer->len;

    ln_cli_arena_init(&arena);
    rc = ln_check_page(&arena.alloc, body, page->charset, name, lang, found);
    ln_cli_arena_free(&arena);

    return rc;
}


/* found: NULL in a plain text, which has no markup that could tell. */

static int
ln_check_list(ln_check_verdict_t *v, ln_str_t name, ln_str_t lang,
    const ln_check_found_t *found)
{
    int      rc;
    json_t  *notice;

    notice = json_object();
    rc = json_object_set_new(notice, "name", ln_cli_json_text(name));
    rc |= json_object_set_new(notice, "lang", ln_cli_json_text(lang));
    rc |= json_array_append_new(json_object_get(v->object, "notices"), notice);

    if (rc != 0) {
        return LN_ERROR;
    }

    if (found == NULL) {
        ln_check_set(v, notice, "within", json_string("text"));
        return LN_OK;
    }

    ln_check_set(v, notice, "visible", json_boolean(found->visible));

    if (found->visible) {
        ln_check_set(v, notice, "within", json_string(found->within));
        ln_check_set(v, notice, "offset",
                     json_integer((json_int_t) found->offset));
    }

    return LN_OK;
}


static void
ln_check_is_owned(ln_check_verdict_t *v, ln_str_t name,
    const ln_check_found_t *found)
{
    if (found->visible && found->owned) {
        ln_check_problem(v, LN_CHECK_LACKS, "\"%.*s\" is in an element that a "
                         "script renders again: it may be taken out",
                         (int) name.len, (const char *) name.data);
    }
}


/* And what is there must be named by the header, unless it is seen. */

static int
ln_check_markup(ln_check_verdict_t *v, const ln_check_page_t *page)
{
    int       rc;
    size_t    at;
    ln_str_t  body, name;
    unsigned  n;

    at = 0;
    body.data = page->answer->body;
    body.len = page->answer->len;

    for (n = 0; ln_check_page_next(body, &at, &name) == LN_OK; /* void */ ) {

        if (ln_check_has(page->answer, name) || ln_check_is_listed(v, name)) {
            continue;
        }

        rc = LN_DECLINED;

        if (!page->plain && n++ < LN_CHECK_UNNAMED) {
            rc = ln_check_unnamed(v, page, name);
        }

        if (rc == LN_ERROR) {
            return LN_ERROR;
        }

        if (rc == LN_DECLINED) {
            ln_check_problem(v, LN_CHECK_LACKS, "\"%.*s\" is in the page, and "
                             "Legal-Notice does not name it", (int) name.len,
                             (const char *) name.data);
        }
    }

    return LN_OK;
}


static int
ln_check_owed(ln_check_verdict_t *v, const ln_check_page_t *page)
{
    int       rc;
    size_t    i;
    ln_str_t  name;

    for (i = 0; i < v->check->notices.n; i++) {
        name = ln_str(v->check->notices.items[i]);

        if (ln_check_has(page->answer, name) || ln_check_is_listed(v, name)) {
            continue;
        }

        /* bytes of a page in UTF-16 do not tell its names */

        rc = LN_DECLINED;

        if (!page->plain && ln_is_identifier(name)) {
            rc = ln_check_unnamed(v, page, name);
        }

        if (rc == LN_ERROR) {
            return LN_ERROR;
        }

        if (rc == LN_DECLINED) {
            ln_check_problem(v, LN_CHECK_LACKS, "\"%s\" is owed, and is not "
                             "there", v->check->notices.items[i]);
        }
    }

    return LN_OK;
}


/*
 * A notice that the header does not name is there all the same where the page
 * shows it: the header of a long page goes before its places are known, if it
 * has no fallback.  LN_DECLINED: the page does not show it.
 */

static int
ln_check_unnamed(ln_check_verdict_t *v, const ln_check_page_t *page,
    ln_str_t name)
{
    ln_str_t          lang = { 0, NULL };
    ln_check_found_t  found;

    if (ln_check_find(page, page->answer, name, lang, &found) != LN_OK) {
        return LN_ERROR;
    }

    if (!found.visible) {
        return LN_DECLINED;
    }

    v->due = 1;

    if (ln_check_list(v, name, lang, &found) != LN_OK) {
        return LN_ERROR;
    }

    ln_check_remark(v, "\"%.*s\" is in the page, and Legal-Notice does not "
                    "name it", (int) name.len, (const char *) name.data);
    ln_check_is_owned(v, name, &found);

    if (page->nobody) {
        if (ln_check_find(page, page->nobody, name, lang, &found) != LN_OK) {
            return LN_ERROR;
        }

        v->unnamed |= !found.visible;
    }

    return LN_OK;
}


static int
ln_check_has(const ln_check_answer_t *answer, ln_str_t name)
{
    ln_str_t  list, claim;

    list = ln_str(answer->notice);

    while (ln_field_list_next(&list, &claim) == LN_OK) {
        if (ln_str_eq(ln_field_head(&claim), name)) {
            return 1;
        }
    }

    return 0;
}


/* Whether it was found before. */

static int
ln_check_is_listed(const ln_check_verdict_t *v, ln_str_t name)
{
    size_t    i;
    json_t   *list;
    ln_str_t  known;

    list = json_object_get(v->object, "notices");

    for (i = 0; i < json_array_size(list); i++) {
        known = ln_str(ln_check_string(json_array_get(list, i), "name"));

        if (ln_str_eq(known, name)) {
            return 1;
        }
    }

    return 0;
}
