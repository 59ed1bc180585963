/*
 * What caches tell readers apart by, the fields in Vary, and what of a reader
 * nginx's variables hold.
 */

#ifndef LN_VARY_H
#define LN_VARY_H

#include "ln_core.h"


/*
 * NULL if a name can stand in Vary as the name of a field, else what is
 * expected in its place.
 */
const char *ln_vary_refuses(ln_str_t name);

/*
 * 1 if a variable of that name, in any case and without its `$`, is one
 * reader's, and is made of no field of the request that vary, a value of Vary,
 * has.  What `set`, `map` and other modules make is not known: 0.
 */
int ln_vary_lacks(ln_str_t vary, ln_str_t variable);

/*
 * 1 if caches that heed a value of Vary may tell places of readers apart: it
 * has `*`, or a field that may say where a reader is, as X-Country does.  What
 * browsers send of themselves says nothing of that: Accept-Encoding, User-Agent
 * and the like.  Nor does Cookie: readers without one get the same page.
 */
int ln_vary_tells_places(ln_str_t vary);

/*
 * Takes text up to the next variable off it, `$name` or `${name}` as nginx
 * writes them.  LN_OK: name is set, which may be empty.  LN_DECLINED: there is
 * no further one.
 */
int ln_vary_variable_next(ln_str_t *text, ln_str_t *name);


#endif
