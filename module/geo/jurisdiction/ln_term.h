/* One term of a jurisdiction; private to the jurisdictions' files. */

#ifndef LN_TERM_H
#define LN_TERM_H

#include "geo/area/ln_area.h"
#include "geo/database/ln_gazetteer.h"
#include "geo/jurisdiction/ln_jurisdiction.h"
#include "geo/address/ln_network.h"


typedef enum {
    LN_TERM_COUNTRY,
    LN_TERM_REGION,
    LN_TERM_GEONAME,
    LN_TERM_REGISTERED_COUNTRY,
    LN_TERM_REPRESENTED_COUNTRY,
    LN_TERM_AREA,
    LN_TERM_NETWORK,
    LN_TERM_ASN,
    LN_TERM_TRAIT,
    LN_TERM_JURISDICTION
} ln_term_kind_t;


typedef struct ln_term_s  ln_term_t;

struct ln_term_s {
    ln_term_t            *next;
    ln_str_t              text;         /* as it was written, without except */
    const char           *name;
    const char           *file;
    unsigned              line;
    ln_term_kind_t        kind;
    unsigned              needs;        /* LN_FIELD_* */
    unsigned              except:1;

    unsigned              n;            /* of the array that kind has */
    char                (*countries)[3];
    char                (*regions)[8];
    uint32_t             *numbers;      /* GeoNames ids, ASNs, indices */
    ln_gazetteer_t       *places;       /* of GeoNames ids; id 0: not known */
    ln_network_t         *networks;     /* sorted */
    ln_area_t           **areas;
    unsigned              traits;
};


/*
 * Fills term from a word list whose first word is its name; jurisdictions
 * that it names are looked up in set.  LN_ERROR with err set.
 */
int ln_term_parse(const ln_alloc_t *alloc, const char *prefix,
    const ln_jurisdictions_t *set, const ln_str_t *words, unsigned nwords,
    ln_term_t *term, ln_error_t *err);

/* Room for one more of n items: an arena's arrays grow by doubling. */
void *ln_term_push(const ln_alloc_t *alloc, void *items, unsigned n,
    size_t size);

/* The answer of one term; answers are those of the jurisdictions above. */
ln_certainty_t ln_term_decide(const ln_term_t *term,
    const ln_location_t *location, const ln_address_t *address,
    const ln_certainty_t *answers);


#endif
