/* Cookie: the cookies that a client sends (RFC 6265, 4.2.1 and 5.4). */

#ifndef LN_COOKIE_H
#define LN_COOKIE_H

#include "ln_core.h"


/*
 * Takes the next cookie of that name off a value of Cookie.  A name may stand
 * there more than once: a client has a cookie for each path and domain.  Names
 * are told apart by case.  What has no `=` is no cookie of any name.
 *
 * LN_OK: value is set, without blanks at its ends and with the quotes that it
 * may have; cookies is what follows.  LN_DECLINED: there is no further one.
 */
int ln_cookie_next(ln_str_t *cookies, ln_str_t name, ln_str_t *value);


#endif
