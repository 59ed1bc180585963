/* One page on its way: which requests are still to be made of it. */

#ifndef LN_CHECK_TASK_H
#define LN_CHECK_TASK_H

#include "cli/check/answer.h"
#include "cli/check/verdict.h"


/* Redirects of a page that are followed. */
#define LN_CHECK_REDIRECTS_MAX  5L


/* What a request of a task is for. */
typedef enum {
    LN_CHECK_NOBODY = 0,                /* the page where nothing is due */
    LN_CHECK_PAGE,
    LN_CHECK_OWN,                       /* .. again, by its entity tag */
    LN_CHECK_OTHER,                     /* .. by that of nobody's page */
    LN_CHECK_SINCE,                     /* .. by the date of nobody's page */
    LN_CHECK_END
} ln_check_step_t;


typedef struct {
    ln_check_t          *check;
    const char          *url;
    const char          *at;            /* url, or where a redirect leads to */
    long                 redirects;
    unsigned             forbidden:1;   /* .. which its host's robots.txt does
                                           not allow */
    ln_check_host_t     *host;          /* of at; NULL: robots.txt is ignored */
    ln_check_step_t      step;
    size_t               page;          /* index among URLs */
    size_t               place;         /* .. among places or addresses */
    long                 tries;
    double               wake;          /* not before this time */
    ln_check_answer_t    answer;
    ln_check_answer_t    nobody;
    char                 etag[LN_CHECK_VALUE];
    ln_check_verdict_t   verdict;
} ln_check_task_t;


/* Begins a task. */
void ln_check_task_begin(ln_check_task_t *task, ln_check_t *check,
    const char *url);

/*
 * Ends a task whose page robots.txt leaves out, and reports it.  LN_ERROR:
 * there is no memory.
 */
int ln_check_task_allowed(ln_check_task_t *task);

/* Whether its next request may begin now; if so, the host waits for others. */
int ln_check_task_starts(ln_check_task_t *task, double now);

/*
 * The answer is a redirect to url, which may be forbidden.  LN_OK: a request
 * for it is next.  LN_DECLINED: none is, and answer says why.  LN_ERROR: there
 * is no memory.
 */
int ln_check_task_redirected(ln_check_task_t *task, const char *url);

/*
 * Takes answer, and goes on to the next step; verdicts are reported.
 * LN_ERROR: there is no memory.
 */
int ln_check_task_answered(ln_check_task_t *task);

/* Whether the request is to be made again, and in how many seconds. */
int ln_check_task_retry(ln_check_task_t *task, double *seconds);

/* Of the request that is next: its place and address; NULL: none. */
const char *ln_check_task_place(const ln_check_task_t *task);
const char *ln_check_task_from(const ln_check_task_t *task);

/* The entity tag that it asks by; NULL: none. */
const char *ln_check_task_etag(const ln_check_task_t *task);

/* The date that it asks by; NULL: none. */
const char *ln_check_task_since(const ln_check_task_t *task);


#endif
