/*
 * What is counted, in memory that all workers share.  A counter goes up by an
 * atomic add and is read without a lock; none says who or which page it was.
 */

#ifndef NGX_HTTP_LEGAL_COUNTERS_H
#define NGX_HTTP_LEGAL_COUNTERS_H

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf.h"


/* Places of one notice that are told apart; later ones count as the last. */
#define NGX_HTTP_LEGAL_PLACES  16


/* Why a notice cannot be put into a body. */
typedef enum {
    NGX_HTTP_LEGAL_WHY_ENCODING = 0,              /* not to be decoded */
    NGX_HTTP_LEGAL_WHY_CORRUPT,                   /* Content-Encoding */
    NGX_HTTP_LEGAL_WHY_PART,                      /* a 206 from upstream */
    NGX_HTTP_LEGAL_WHY_CHARSET,
    NGX_HTTP_LEGAL_WHY_FRAMESET,
    NGX_HTTP_LEGAL_WHY_UNCONFIRMED,               /* a 304 from upstream */
    NGX_HTTP_LEGAL_WHYS
} ngx_http_legal_why_t;


/*
 * What is counted of a notice or a restriction.  A rule that is due in a
 * request adds one to NGX_HTTP_LEGAL_DECIDED and one to an outcome: the
 * outcomes' sum is what was decided.
 */
typedef enum {
    NGX_HTTP_LEGAL_DECIDED = 0,
    NGX_HTTP_LEGAL_UNCERTAIN,                     /* of those decided */
    NGX_HTTP_LEGAL_SPARED,                        /* uncertain, so not due */
    NGX_HTTP_LEGAL_LIFTED,                        /* by cookie, so not due */
    NGX_HTTP_LEGAL_ASKED,                         /* of those refused */
    NGX_HTTP_LEGAL_ACKNOWLEDGED,                  /* forms that came back */
    NGX_HTTP_LEGAL_INVALID,                       /* cookies and forms */

    /* outcomes */
    NGX_HTTP_LEGAL_DRY_RUN,
    NGX_HTTP_LEGAL_REFUSED,
    NGX_HTTP_LEGAL_NO_PAGE,                       /* that takes it, or stands */
    NGX_HTTP_LEGAL_FRAGMENT,                      /* of a page, which is none */
    NGX_HTTP_LEGAL_NO_PLACE,                      /* and no fallback */
    NGX_HTTP_LEGAL_OUTLET,                        /* given to a script */
    NGX_HTTP_LEGAL_HEAD,
    NGX_HTTP_LEGAL_ABORTED,                       /* before the page's end */
    NGX_HTTP_LEGAL_LOST,                          /* for no reason: a fault */
    NGX_HTTP_LEGAL_PRESENT,                       /* by an inner tier */
    NGX_HTTP_LEGAL_NOT_MODIFIED,
    NGX_HTTP_LEGAL_UNDELIVERABLE,                 /* refused, one a reason */
                                                  /* then: passed by `pass` */
    NGX_HTTP_LEGAL_PASSED = NGX_HTTP_LEGAL_UNDELIVERABLE + NGX_HTTP_LEGAL_WHYS,
    NGX_HTTP_LEGAL_SHOWN = NGX_HTTP_LEGAL_PASSED + NGX_HTTP_LEGAL_WHYS,
    NGX_HTTP_LEGAL_SHOWN_BODY = NGX_HTTP_LEGAL_SHOWN + NGX_HTTP_LEGAL_PLACES,
    NGX_HTTP_LEGAL_SHOWN_END,
    NGX_HTTP_LEGAL_SHOWN_FORMER,                  /* at places that are gone */
    NGX_HTTP_LEGAL_COUNTERS,
    NGX_HTTP_LEGAL_PENDING = NGX_HTTP_LEGAL_COUNTERS  /* no outcome yet */
} ngx_http_legal_rule_counter_t;


_Static_assert(NGX_HTTP_LEGAL_SHOWN_BODY - NGX_HTTP_LEGAL_SHOWN
               == NGX_HTTP_LEGAL_PLACES
               && NGX_HTTP_LEGAL_SHOWN_END == NGX_HTTP_LEGAL_SHOWN_BODY + 1
               && NGX_HTTP_LEGAL_SHOWN_FORMER == NGX_HTTP_LEGAL_SHOWN_END + 1
               && NGX_HTTP_LEGAL_COUNTERS == NGX_HTTP_LEGAL_SHOWN_FORMER + 1,
               "the counters of what was shown are together, and the last");


/* Of a jurisdiction: by the answer to whether a reader is in it. */
typedef enum {
    NGX_HTTP_LEGAL_ANSWER_IN = 0,
    NGX_HTTP_LEGAL_ANSWER_UNCERTAIN,
    NGX_HTTP_LEGAL_ANSWER_CONFLICT,               /* whatever that counts as */
    NGX_HTTP_LEGAL_ANSWERS
} ngx_http_legal_jurisdiction_counter_t;


/* Of a database: replaced files that were put in use, and that could not be. */
typedef enum {
    NGX_HTTP_LEGAL_SWAPS = 0,
    NGX_HTTP_LEGAL_SWAPS_FAILED,
    NGX_HTTP_LEGAL_DATABASE_COUNTERS
} ngx_http_legal_database_counter_t;


/* Of a pair of databases. */
typedef enum {
    NGX_HTTP_LEGAL_PAIR_CONFLICTS = 0,
    NGX_HTTP_LEGAL_PAIR_COUNTERS
} ngx_http_legal_pair_counter_t;


/* Of all requests where rules are applied. */
typedef enum {
    NGX_HTTP_LEGAL_REQUESTS = 0,
    NGX_HTTP_LEGAL_UNLOCATED,
    NGX_HTTP_LEGAL_PREVIEWS,
    NGX_HTTP_LEGAL_PREVIEWS_REFUSED,
    NGX_HTTP_LEGAL_CACHE_HITS,
    NGX_HTTP_LEGAL_CACHE_MISSES,
    NGX_HTTP_LEGAL_CACHE_MEMORY,
    NGX_HTTP_LEGAL_CODED_SPLICED,                 /* pages that came compressed,
                                                     and how they went */
    NGX_HTTP_LEGAL_CODED_LAID_OUT,
    NGX_HTTP_LEGAL_CODED_UNACCEPTED,
    NGX_HTTP_LEGAL_CODED_OTHER,
    NGX_HTTP_LEGAL_CODED_TEXT,
    NGX_HTTP_LEGAL_PATTERN_LIMITS,
    NGX_HTTP_LEGAL_UNDETERMINED,
    NGX_HTTP_LEGAL_CONFLICTS,
    NGX_HTTP_LEGAL_REQUEST_COUNTERS
} ngx_http_legal_request_counter_t;


/* A rule has the most counters; an entry of the zone has room for as many. */
_Static_assert((int) NGX_HTTP_LEGAL_REQUEST_COUNTERS
               <= (int) NGX_HTTP_LEGAL_COUNTERS
               && (int) NGX_HTTP_LEGAL_DATABASE_COUNTERS
                  <= (int) NGX_HTTP_LEGAL_COUNTERS
               && (int) NGX_HTTP_LEGAL_PAIR_COUNTERS
                  <= (int) NGX_HTTP_LEGAL_COUNTERS
               && (int) NGX_HTTP_LEGAL_ANSWERS <= (int) NGX_HTTP_LEGAL_COUNTERS,
               "what is counted of anything fits into an entry");


/* What is logged at most once a minute, of a rule or of all requests. */
typedef enum {
    NGX_HTTP_LEGAL_LOG_UNDELIVERABLE = 0,         /* one a reason */
    NGX_HTTP_LEGAL_LOG_DRY_RUN = NGX_HTTP_LEGAL_WHYS,
    NGX_HTTP_LEGAL_LOG_LOST,
    NGX_HTTP_LEGAL_LOG_PATTERN,
    NGX_HTTP_LEGAL_LOG_CORRUPT,
    NGX_HTTP_LEGAL_LOG_SLOW,
    NGX_HTTP_LEGAL_LOG_ENDED,
    NGX_HTTP_LEGAL_LOG_UNACCEPTED,
    NGX_HTTP_LEGAL_LOG_OTHER,
    NGX_HTTP_LEGAL_LOG_FRAMES,
    NGX_HTTP_LEGAL_LOGS
} ngx_http_legal_log_t;


/* An entry of the zone: the counters of one rule, jurisdiction or database. */
struct ngx_http_legal_counters_s {
    ngx_queue_t    queue;
    ngx_uint_t     kind;
    ngx_uint_t     hash;                          /* of the name */
    ngx_uint_t     places[NGX_HTTP_LEGAL_PLACES]; /* a hash of each */
    ngx_atomic_t   n[NGX_HTTP_LEGAL_COUNTERS];
    ngx_atomic_t   logged[NGX_HTTP_LEGAL_LOGS];   /* when, in seconds */
    size_t         len;
    u_char         name[];
};


#define ngx_http_legal_add(counters, what)                                    \
    (void) ngx_atomic_fetch_add(&(counters)->n[what], 1)


/* The name of each reason. */
extern const char *const  ngx_http_legal_whys[NGX_HTTP_LEGAL_WHYS];


/*
 * Which counter of rule stands for its notice at a place of that rank: from 0
 * for the rule's first place, then the end of the body, then that of the page.
 */
ngx_uint_t ngx_http_legal_counter_shown(ngx_http_legal_rule_t *rule,
    ngx_uint_t rank);

/* Which one stands for a page that a notice could not be put into. */
ngx_uint_t ngx_http_legal_counter_undeliverable(ngx_http_legal_why_t why,
    ngx_uint_t passed);

/* The notices that were put into pages, at whatever place. */
ngx_atomic_uint_t ngx_http_legal_counters_shown(
    ngx_http_legal_counters_t *counters);


#endif
