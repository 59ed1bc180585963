#include <stdlib.h>
#include <string.h>

#include "cli/check/caches.h"
#include "cli/check/host.h"
#include "cli/check/judge.h"
#include "cli/check/report.h"
#include "cli/check/robots.h"
#include "cli/check/task.h"


/* Nobody's law is made for Antarctica. */
#define LN_CHECK_NOWHERE  "AQ"

#define LN_CHECK_LONGEST  60.0          /* seconds that a server may ask for */


static int ln_check_task_allows(const ln_check_task_t *task,
    const ln_check_host_t *host, const char *url);
static size_t ln_check_task_places(const ln_check_t *check);
static int ln_check_task_judge(ln_check_task_t *task);
static int ln_check_task_next(ln_check_task_t *task);
static void ln_check_task_end(ln_check_task_t *task);


void
ln_check_task_begin(ln_check_task_t *task, ln_check_t *check, const char *url)
{
    memset(task, 0, sizeof(ln_check_task_t));

    task->check = check;
    task->url = url;
    task->at = url;
    task->host = ln_check_host(check, ln_str(url));
    task->step = check->places.n ? LN_CHECK_NOBODY : LN_CHECK_PAGE;
}


int
ln_check_task_allowed(ln_check_task_t *task)
{
    int                  rc;
    ln_check_verdict_t  *v;

    if (task->host == NULL) {
        return LN_OK;
    }

    rc = ln_check_task_allows(task, task->host, task->url);

    if (rc != LN_DECLINED) {
        return rc;
    }

    v = &task->verdict;
    v->check = task->check;
    v->url = task->url;
    v->order = task->page * ln_check_task_places(task->check);

    if (ln_check_verdict_left_out(v, task->host, NULL) != LN_OK
        || ln_check_report(v) != LN_OK)
    {
        return LN_ERROR;
    }

    ln_check_task_end(task);

    return LN_OK;
}


static int
ln_check_task_allows(const ln_check_task_t *task, const ln_check_host_t *host,
    const char *url)
{
    if (host->unread) {
        return LN_DECLINED;
    }

    return ln_robots_allows(&task->check->arena.alloc, &host->robots,
                            ln_check_target(url));
}


int
ln_check_task_redirected(ln_check_task_t *task, const char *url)
{
    int               rc;
    ln_check_list_t   copy;

    memset(&copy, 0, sizeof(ln_check_list_t));
    copy.alloc = &task->check->arena.alloc;
    task->answer.status = 0;

    if (task->redirects++ == LN_CHECK_REDIRECTS_MAX) {
        task->answer.error = "Maximum (5) redirects followed";
        return LN_DECLINED;
    }

    if (!ln_check_is_url(ln_str(url))) {
        task->answer.error = "a redirect leads to another protocol than http "
                             "and https";
        return LN_DECLINED;
    }

    if (ln_check_list_add(&copy, ln_str(url)) != LN_OK
        || ln_check_host_of(task->check, ln_str(copy.items[0])) != LN_OK)
    {
        return LN_ERROR;
    }

    task->at = copy.items[0];
    task->host = ln_check_host(task->check, ln_str(task->at));
    rc = ln_check_task_allows(task, task->host, task->at);

    if (rc == LN_DECLINED) {
        task->forbidden = 1;
        task->answer.error = "a redirect leads to a page that robots.txt "
                             "forbids";
        return LN_DECLINED;
    }

    ln_check_answer_free(&task->answer);

    return rc;
}


int
ln_check_task_starts(ln_check_task_t *task, double now)
{
    ln_check_host_t  *host;

    host = task->host;

    if (task->wake > now || (host && host->next > now)) {
        return 0;
    }

    if (host) {
        host->next = now + (double) host->robots.delay / 1000;
    }

    return 1;
}


static void
ln_check_task_end(ln_check_task_t *task)
{
    task->step = LN_CHECK_END;
    task->check->done++;
    ln_check_progress(task->check);
}


static size_t
ln_check_task_places(const ln_check_t *check)
{
    return check->places.n ? check->places.n : check->from.n ? check->from.n
                                                             : 1;
}


const char *
ln_check_task_place(const ln_check_task_t *task)
{
    if (task->step == LN_CHECK_NOBODY) {
        return LN_CHECK_NOWHERE;
    }

    return task->check->places.n ? task->check->places.items[task->place]
                                 : NULL;
}


const char *
ln_check_task_from(const ln_check_task_t *task)
{
    const ln_check_t  *check;

    check = task->check;

    return check->from.n ? check->from.items[task->place] : check->interface;
}


const char *
ln_check_task_etag(const ln_check_task_t *task)
{
    return task->step == LN_CHECK_OWN ? task->etag
           : task->step == LN_CHECK_OTHER ? task->nobody.etag : NULL;
}


const char *
ln_check_task_since(const ln_check_task_t *task)
{
    return task->step == LN_CHECK_SINCE ? task->nobody.last_modified : NULL;
}


int
ln_check_task_retry(ln_check_task_t *task, double *seconds)
{
    long                status;
    size_t              digits;
    ln_check_answer_t  *answer;

    answer = &task->answer;
    status = answer->status;

    /* a 503 with a notice is the module's: it is the answer */

    if (task->tries >= task->check->retries || answer->too_large
        || !(status == 0 || status == 429 || status == 502 || status == 504
             || (status == 503 && answer->notice[0] == '\0')))
    {
        return 0;
    }

    *seconds = (double) (1u << (task->tries < 5 ? task->tries : 5)) / 2;

    /* a date is left alone: clocks differ */

    digits = strspn(answer->retry_after, "0123456789");

    if (digits && answer->retry_after[digits] == '\0') {
        *seconds = strtod(answer->retry_after, NULL);
    }

    if (*seconds > LN_CHECK_LONGEST) {
        *seconds = LN_CHECK_LONGEST;
    }

    task->tries++;
    ln_check_answer_free(answer);

    return 1;
}


int
ln_check_task_answered(ln_check_task_t *task)
{
    task->tries = 0;

    switch (task->step) {

    case LN_CHECK_NOBODY:
        task->nobody = task->answer;
        memset(&task->answer, 0, sizeof(ln_check_answer_t));
        break;

    case LN_CHECK_PAGE:
        if (ln_check_task_judge(task) != LN_OK) {
            return LN_ERROR;
        }

        break;

    default: /* LN_CHECK_OWN, LN_CHECK_OTHER, LN_CHECK_SINCE */
        ln_check_judge_condition(&task->verdict, &task->answer,
                                 task->step == LN_CHECK_OWN ? LN_CHECK_BY_OWN
                                 : task->step == LN_CHECK_OTHER
                                 ? LN_CHECK_BY_OTHER : LN_CHECK_BY_DATE);
        break;
    }

    ln_check_answer_free(&task->answer);

    /* the next request of the page is for its own URL */

    task->at = task->url;
    task->host = ln_check_host(task->check, ln_str(task->url));
    task->redirects = 0;
    task->forbidden = 0;

    return ln_check_task_next(task);
}


static int
ln_check_task_judge(ln_check_task_t *task)
{
    ln_check_verdict_t  *v;

    v = &task->verdict;
    memset(v, 0, sizeof(ln_check_verdict_t));

    v->check = task->check;
    v->url = task->url;
    v->place = ln_check_task_place(task);
    v->from = ln_check_task_from(task);
    v->order = task->page * ln_check_task_places(task->check) + task->place;

    if (task->forbidden) {
        task->etag[0] = '\0';
        return ln_check_verdict_left_out(v, task->host, task->at);
    }

    (void) snprintf(task->etag, sizeof(task->etag), "%s", task->answer.etag);

    return ln_check_judge(v, &task->answer,
                          task->check->places.n ? &task->nobody : NULL);
}


/* Conditions are asked of pages that are there and have an entity tag. */

static int
ln_check_task_next(ln_check_task_t *task)
{
    int  there;

    there = task->verdict.result == LN_CHECK_OK
            || task->verdict.result == LN_CHECK_LACKS;

    if (task->step == LN_CHECK_NOBODY) {
        task->step = LN_CHECK_PAGE;
        return LN_OK;
    }

    if (task->step == LN_CHECK_PAGE && there && task->etag[0]) {
        task->step = LN_CHECK_OWN;
        return LN_OK;
    }

    if (task->step < LN_CHECK_OTHER && there && task->verdict.due
        && task->nobody.etag[0] && strcmp(task->nobody.etag, task->etag) != 0)
    {
        task->step = LN_CHECK_OTHER;
        return LN_OK;
    }

    if (task->step < LN_CHECK_SINCE && there && task->verdict.due
        && task->nobody.last_modified[0])
    {
        task->step = LN_CHECK_SINCE;
        return LN_OK;
    }

    if (ln_check_report(&task->verdict) != LN_OK) {
        return LN_ERROR;
    }

    if (++task->place < ln_check_task_places(task->check)) {
        task->step = LN_CHECK_PAGE;
        return LN_OK;
    }

    ln_check_answer_free(&task->nobody);
    ln_check_task_end(task);

    return LN_OK;
}
