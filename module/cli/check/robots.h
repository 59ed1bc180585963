/* robots.txt of the hosts of pages. */

#ifndef LN_CHECK_ROBOTS_H
#define LN_CHECK_ROBOTS_H

#include "cli/check/check.h"


/* What robots.txt calls this command: its product token. */
#define LN_CHECK_AGENT  "legal-notice-check"


/* Reads robots.txt of each host once.  LN_ERROR: there is no memory. */
int ln_check_hosts(ln_check_t *check);

/* The same of the host of url alone. */
int ln_check_host_of(ln_check_t *check, ln_str_t url);


#endif
