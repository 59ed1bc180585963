/*
 * A term: what a jurisdiction is made of.  `country RU BY` is one, and so is
 * `except region UA-43`.
 */

#ifndef LN_TERM_H
#define LN_TERM_H

#include "geo/address/ln_network.h"
#include "geo/area/ln_area.h"
#include "geo/database/ln_gazetteer.h"


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
    ln_geoname_t         *geonames;     /* of numbers; id 0: not known */
    ln_network_t         *networks;     /* sorted */
    ln_area_t           **areas;
    unsigned              traits;

    char                **warnings;     /* what is odd about it, to be told */
    unsigned              nwarnings;
};


/* What ln_term_parse() needs to know. */
typedef struct {
    const ln_alloc_t     *alloc;        /* of all that the term keeps */
    const char           *prefix;       /* of relative file names */
    const ln_str_t       *names;        /* of the jurisdictions above */
    unsigned              nnames;
} ln_term_parser_t;


/*
 * Fills term, which is zeroed, from a list of words: the first is the term's
 * name, at least one more must follow.  A jurisdiction that a term names must
 * be one of parser->names; the term keeps its index there.  LN_ERROR with err
 * set, which names the bad word and, where one is similar, the right one.
 */
int ln_term_parse(const ln_term_parser_t *parser, const ln_str_t *words,
    unsigned nwords, ln_term_t *term, ln_error_t *err);


#endif
