/*
 * Regions by their names.  Some databases have names of regions and no codes;
 * each vendor spells them in a way of his own.
 */

#ifndef LN_REGION_NAME_H
#define LN_REGION_NAME_H

#include "ln_core.h"


/*
 * What a name names: a region, or two that share it, a city and the region
 * around it.  These are indices for ln_region_code() plus 1.  region is 0 where
 * the name isn't known; around is region where there is but one.
 */
typedef struct {
    unsigned short  region;
    unsigned short  around;
} ln_named_region_t;

/*
 * A name, folded: the country's capital letters, a blank, then words of small
 * letters and digits of ASCII.  stem is the one region (its index plus 1) that
 * has this name with a word like "province" or without it; 0 where there are
 * several.
 */
typedef struct {
    const char         *name;
    ln_named_region_t   named;
    unsigned short      stem;
} ln_region_name_t;


/* The tables of ln_region_names.c, sorted by name. */
extern const ln_region_name_t  ln_region_names[];
extern const unsigned          ln_region_nnames;

/*
 * Digits and Latin letters, U+0030 to U+024F and U+1E00 to U+1EFF, as small
 * letters of ASCII; empty where a character is none.
 */
#define LN_REGION_LATIN    0x30
#define LN_REGION_VIET     0x1e00
#define LN_REGION_NLATIN   (0x250 - LN_REGION_LATIN)
#define LN_REGION_NVIET    0x100

extern const char  ln_region_letters[LN_REGION_NLATIN + LN_REGION_NVIET][3];

/* Words like "province", which a name may have or lack; NULL ends them. */
extern const char *const       ln_region_words[];


/*
 * The region of country, two capital letters, that a database has by that name
 * in UTF-8.  Names are those of ISO 3166-2 and CLDR, and spellings that were
 * seen in databases.  Case, accents and apostrophes don't matter; a word like
 * "Oblast" may be there or not, where that leaves one region.  The region may
 * be another country's: some databases have Crimea under RU.
 */
ln_named_region_t ln_region_named(const char *country, ln_str_t name);

/*
 * The code ("UA-43") of what a name names in a record with that city: "Kyiv" is
 * the city in a record of Kyiv, else the oblast.  named.region is not 0.
 */
const char *ln_region_named_code(ln_named_region_t named, ln_str_t name,
    ln_str_t city);


#endif
