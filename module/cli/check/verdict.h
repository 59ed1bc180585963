/* A verdict on one page as one reader gets it. */

#ifndef LN_CHECK_VERDICT_H
#define LN_CHECK_VERDICT_H

#include "cli/check/check.h"


typedef enum {
    LN_CHECK_OK = 0,
    LN_CHECK_REFUSED,                   /* the page is refused, as 451 */
    LN_CHECK_NO_PAGE,                   /* a picture, JSON .. */
    LN_CHECK_LEFT_OUT,                  /* robots.txt forbids to look */
    LN_CHECK_LACKS,                     /* something is not as it must be */
    LN_CHECK_FAILED                     /* it cannot be told */
} ln_check_result_t;

/* One page as one reader gets it. */
typedef struct {
    ln_check_t         *check;
    const char         *url;
    const char         *place;          /* --as; or NULL */
    const char         *from;           /* the address; or NULL */
    size_t              order;          /* in a report */
    ln_check_result_t   result;
    json_t             *object;         /* what is written of it */
    json_t             *problems;       /* an array within it */
    unsigned            due:1;          /* a notice is in the page */
    unsigned            unnamed:1;      /* .. of which the header says nothing,
                                           and nobody's page does not have it */
} ln_check_verdict_t;


/*
 * Begins the object, which the caller gives away, with what was asked for and
 * the status.  LN_ERROR: there is no memory.
 */
int ln_check_verdict_begin(ln_check_verdict_t *verdict, long status);

/*
 * The same of a page that is not fetched, as the robots.txt of host leaves it
 * out or cannot be read.  redirect: where the page leads to; NULL: it is the
 * page itself.
 */
int ln_check_verdict_left_out(ln_check_verdict_t *verdict,
    const ln_check_host_t *host, const char *redirect);

/* Notes what is wrong, and that the result is this one or a worse one. */
void ln_check_problem(ln_check_verdict_t *verdict, ln_check_result_t result,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* Notes what is no fault. */
void ln_check_remark(ln_check_verdict_t *verdict, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * Sets what is written of the page: key of object, which may be a part of it.
 * The value is given away.
 */
void ln_check_set(ln_check_verdict_t *verdict, json_t *object, const char *key,
    json_t *value);

/* The word for a result. */
const char *ln_check_result_word(ln_check_result_t result);


#endif
