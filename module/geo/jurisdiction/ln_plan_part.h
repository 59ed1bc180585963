/* What the files that make plans and decide by them share. */

#ifndef LN_PLAN_PART_H
#define LN_PLAN_PART_H

#include "geo/jurisdiction/ln_mask.h"
#include "geo/jurisdiction/ln_plan.h"
#include "geo/address/ln_radix.h"


#define LN_PLAN_TRAITS  5


/*
 * What a mask is for; keys are a kind with a code or number.  In the names UNC
 * makes jurisdictions uncertain, the others in.
 */
typedef enum {
    LN_PLAN_COUNTRY = 1,
    LN_PLAN_REGISTERED,
    LN_PLAN_REPRESENTED,
    LN_PLAN_REGION,
    LN_PLAN_REGION_UNC,                 /* the last region of a record */
    LN_PLAN_NO_REGION_UNC,              /* country of a record without one */
    LN_PLAN_ASN
} ln_plan_kind_t;

typedef enum {
    LN_PLAN_PLACE = 1,                  /* a GeoNames id */
    LN_PLAN_PLACE_UNC,                  /* the last id of a record */
    LN_PLAN_PLACE_COUNTRY,              /* the id is of this country */
    LN_PLAN_PLACE_COUNTRY_UNC,          /* country, for ids of no known way */
    LN_PLAN_PLACE_NO_ID_UNC             /* country of a record without ids */
} ln_plan_place_kind_t;

/* Masks for what a location lacks. */
typedef struct {
    uint32_t  country;                  /* terms of country, region */
    uint32_t  registered;
    uint32_t  unlocated;                /* terms of represented_country */
    uint32_t  nowhere;                  /* geoname: no country and no id */
    uint32_t  place_country;            /* geoname: is a country, none known */
    uint32_t  place_always;             /* geoname: no city */
    uint32_t  place_no_country;         /* .. and no country */
    uint32_t  place_no_id;              /* .. and no id */
} ln_plan_lacks_t;

typedef struct {
    ln_area_t  *area;
    uint32_t    mask;
} ln_plan_area_t;

/* A row's network begins, or has ended, at an address. */
typedef struct {
    unsigned char  at[16];
    unsigned       row;
    int            step;                /* 1 or -1 */
} ln_plan_edge_t;

struct ln_plan_s {
    ln_alloc_t         alloc;
    unsigned           n;
    ln_masks_t         masks;           /* 2 rows a jurisdiction, see below */
    ln_mask_table_t    table;
    ln_masks_t         place_masks;     /* taken anew at each learning */
    ln_mask_table_t    place_table;
    ln_plan_lacks_t    lacks;
    ln_plan_lacks_t    place_lacks;
    uint32_t           traits[LN_PLAN_TRAITS];
    unsigned           has;             /* bits of 1 << ln_plan_kind_t */
    unsigned           has_places:1;
    unsigned           nids;            /* GeoNames ids of all terms */

    ln_plan_area_t    *areas;
    unsigned           nareas;
    ln_plan_edge_t    *edges;
    unsigned           nedges;
    ln_radix_t        *radix;
    uint32_t          *named_by;        /* masks of rows, one a jurisdiction */
    uint32_t           named;           /* the mask of those named at all */
};


/* Makes the radix tree of all edges.  LN_ERROR when there is no memory. */
int ln_plan_networks_end(ln_plan_t *plan);

/*
 * A jurisdiction's row is its index; that of its `except` terms lies beyond
 * the words of these.
 */
static inline unsigned
ln_plan_row(const ln_plan_t *plan, unsigned i, const ln_term_t *term)
{
    return term->except ? plan->masks.words / 2 * 64 + i : i;
}


static inline uint64_t
ln_plan_key(unsigned kind, const char *code)
{
    unsigned  i;
    uint64_t  key;

    for (key = kind, i = 0; i < 6 && code[i]; i++) {
        key = key << 8 | (unsigned char) code[i];
    }

    return key;
}


static inline uint64_t
ln_plan_number(unsigned kind, uint32_t number)
{
    return (uint64_t) kind << 56 | number;
}


#endif
