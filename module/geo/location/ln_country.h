/* ISO 3166 and the groups of countries that are built in. */

#ifndef LN_COUNTRY_H
#define LN_COUNTRY_H

#include "ln_core.h"


/* Whether code is an ISO 3166-1 alpha-2 code, upper case ("GB"). */
int ln_country_known(ln_str_t code);

/*
 * The code that was probably meant: the right one for a common mistake
 * ("UK" -> "GB"), for lower case ("ru" -> "RU"), for an alpha-3 code or an
 * English name; NULL when nothing is near.  The result is static.
 */
const char *ln_country_suggest(ln_str_t text);

/* Whether code is an ISO 3166-2 code in force ("RU-MOW", "UA-43"). */
int ln_region_known(ln_str_t code);

/*
 * Whether the region inner ("GB-CAM") lies within the region outer ("GB-ENG"),
 * as ISO 3166-2 has it; not if they are the same.
 */
int ln_region_within(const char *inner, const char *outer);

/* All regions, sorted by code. */
size_t ln_region_count(void);
const char *ln_region_code(size_t i);

/* The nearest code of the same country, or NULL; the result is static. */
const char *ln_region_suggest(ln_str_t text);

/*
 * The members of a built-in group ("EU", "EEA") as a NULL-terminated static
 * list, or NULL when there is no such group.
 */
const char *const *ln_country_group(ln_str_t name);


#endif
