/* Hosts of pages. */

#ifndef LN_CHECK_HOST_H
#define LN_CHECK_HOST_H

#include "cli/check/check.h"


/* Scheme, host and port of url. */
ln_str_t ln_check_origin(ln_str_t url);

/* The host of url; NULL: none was read. */
ln_check_host_t *ln_check_host(const ln_check_t *check, ln_str_t url);

/* The path and query of url, as a request has them. */
ln_str_t ln_check_target(const char *url);


#endif
