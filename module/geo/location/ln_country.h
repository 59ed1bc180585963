/* The codes of countries and regions (ISO 3166), and groups of countries. */

#ifndef LN_COUNTRY_H
#define LN_COUNTRY_H

#include "ln_core.h"


/*
 * Whether code is an ISO 3166-1 alpha-2 code in upper case ("GB"), or XK, which
 * vendors have for Kosovo.
 */
int ln_country_known(ln_str_t code);

/*
 * The code that was probably meant.  It is the right one for a common mistake
 * ("UK" -> "GB"), for lower case ("ru" -> "RU"), for an alpha-3 code and for an
 * English name.  NULL when no code is similar.  The result is static.
 */
const char *ln_country_suggest(ln_str_t text);

/*
 * The members of a group that is built in ("EU", "EEA"), as a NULL-terminated
 * static list.  NULL when there is no such group.
 */
const char *const *ln_country_group(ln_str_t name);

/*
 * Whether code is an ISO 3166-2 code ("RU-MOW", "UA-43"), in force or one that
 * ISO has changed since 2020.
 */
int ln_region_known(ln_str_t code);

/*
 * The code that the region has today: "IN-TS" for "IN-TG", which ISO changed in
 * 2023.  The result is static; NULL when there is no such code.
 */
const char *ln_region_now(ln_str_t code);

/*
 * Whether the region inner ("GB-CAM") lies within the region outer ("GB-ENG"),
 * as ISO 3166-2 has it.  A region doesn't lie within itself.
 */
int ln_region_within(const char *inner, const char *outer);

/*
 * The country that a region is, too, or lies in: "PR" for "US-PR", "XK" for
 * "RS-KM".  Databases have readers there in that country, mostly.  The result
 * is static; NULL where there is none.
 */
const char *ln_region_country(const char *code);

/* How many regions there are, and the code of one; they are sorted by code. */
size_t ln_region_count(void);
const char *ln_region_code(size_t i);

/*
 * The nearest code of the same country: it differs in case, by a leading zero
 * or by one character.  NULL when there is none.  The result is static.
 */
const char *ln_region_suggest(ln_str_t text);


#endif
