/* What a response says to caches (RFC 9111, RFC 9213). */

#ifndef LN_CACHE_CONTROL_H
#define LN_CACHE_CONTROL_H

#include <time.h>

#include "ln_core.h"


/*
 * Writes `, DIRECTIVE` for each directive of a Cache-Control value that a
 * private response may carry: each that says nothing of shared caches.  out has
 * 3 * value.len bytes.  Returns how many were written.
 */
size_t ln_cache_control_private(ln_str_t value, unsigned char *out);

/*
 * 1 if a field of that name is for caches of one kind, which heed it before
 * Cache-Control: those of nginx, Akamai, Varnish and Fastly, and by RFC 9213,
 * 2.2, each that ends in `-Cache-Control`.
 */
int ln_cache_control_is_targeted(ln_str_t name);

/*
 * 1 if a value of Cache-Control lets no cache store the response: `no-store`.
 */
int ln_cache_control_is_unstored(ln_str_t value);

/*
 * 1 if a shared cache that heeds the value may store the response: it has
 * neither `no-store` nor `private`.  `private="a"` is of field a alone.
 */
int ln_cache_control_is_shareable(ln_str_t value);

/*
 * The same of a field for caches of one kind, at the time now.  Such a field
 * has words of its own: `!no-store` and `bypass-cache` of Edge-Control; seconds
 * or `@` and a time in X-Accel-Expires, which else says nothing.
 */
int ln_cache_control_is_shareable_by(ln_str_t name, ln_str_t value, time_t now);


#endif
