/* robots.txt (RFC 9309): which URLs a site lets a program fetch. */

#ifndef LN_ROBOTS_H
#define LN_ROBOTS_H

#include "ln_core.h"


/* RFC 9309, 2.5: what is read of a file at least; here also at most. */
#define LN_ROBOTS_MAX  (500 * 1024)


typedef struct {
    ln_str_t           pattern;
    unsigned           allow:1;
} ln_robots_rule_t;

/* The rules of one program. */
typedef struct {
    ln_robots_rule_t  *rules;
    size_t             n;
    uint32_t           delay;           /* Crawl-delay, in ms; 0: none */
} ln_robots_t;


/*
 * Reads what text says to agent, a product token: the groups that name it, or
 * else those of `*`.  Crawl-delay is none of the RFC's; it is the wait between
 * two requests, at most a day.  The rules are in the memory of alloc.
 * LN_ERROR: there is none.
 */
int ln_robots_read(const ln_alloc_t *alloc, ln_str_t text, ln_str_t agent,
    ln_robots_t *robots);

/*
 * Whether target, the path and query of a URL, may be fetched: the longest
 * pattern that matches says so, and of two as long the one that allows.  The
 * path may be empty.
 * LN_OK: it may; LN_DECLINED: it may not; LN_ERROR: there is no memory.
 */
int ln_robots_allows(const ln_alloc_t *alloc, const ln_robots_t *robots,
    ln_str_t target);


#endif
