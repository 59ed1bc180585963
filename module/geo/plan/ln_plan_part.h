/*
 * What a plan consists of, for the files that make plans and decide by them.
 * A bit of a mask is a row.  A jurisdiction has two rows: one in the first half
 * of the bits, for its terms, and one in the second half, for its `except`
 * terms.
 */

#ifndef LN_PLAN_PART_H
#define LN_PLAN_PART_H

#include "geo/address/ln_radix.h"
#include "geo/plan/ln_mask.h"
#include "geo/plan/ln_plan.h"


/*
 * The kinds of things that have a mask.  The key of a mask is a kind with a
 * code or a number.  Masks of the kinds with UNC in their names (uncertain)
 * have the rows that are uncertain, the others the rows that are in.
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

/* The same for keys of geoname_table. */
typedef enum {
    LN_PLAN_GEONAME = 1,                /* an id */
    LN_PLAN_GEONAME_UNC,                /* the last id of a record */
    LN_PLAN_GEONAME_COUNTRY,            /* the id is that of a country */
    LN_PLAN_GEONAME_COUNTRY_UNC,        /* country, for ids in no gazetteer */
    LN_PLAN_GEONAME_NO_ID_UNC,          /* country of a record without ids */
    LN_PLAN_GEONAME_CITY_UNC            /* country of a city's id alone */
} ln_plan_geoname_kind_t;

/* 0xff begins the keys of sets of networks */
_Static_assert(LN_PLAN_ASN < 0xff && LN_PLAN_GEONAME_CITY_UNC < 0xff,
               "a kind is one byte of a key, and none of them is 0xff");

_Static_assert(LN_TERM_JURISDICTION < 32, "a kind of term is a bit of has");

/*
 * Masks of the rows that are uncertain where a location lacks something, each
 * by its index.
 */
typedef struct {
    uint32_t  country;                  /* terms of country, region */
    uint32_t  registered;
    uint32_t  unlocated;                /* terms of represented_country */
} ln_plan_lacks_t;

typedef struct {
    uint32_t  country;                  /* the id is that of a country */
    uint32_t  country_and_ids;
    uint32_t  city;
    uint32_t  city_and_country;
    uint32_t  city_and_ids;
    uint32_t  around;                   /* a city has no other id */
    uint32_t  around_and_country;
} ln_plan_geoname_lacks_t;

typedef struct {
    ln_area_t  *area;
    uint32_t    mask;
} ln_plan_area_t;

/* A row's network begins, or has ended, at an address. */
typedef struct {
    unsigned char  at[16];              /* IPv4 as IPv4-mapped IPv6 */
    unsigned       row;
    int            step;                /* 1 or -1 */
} ln_plan_edge_t;

struct ln_plan_s {
    ln_alloc_t                alloc;
    unsigned                  n;        /* jurisdictions */
    unsigned                  has;      /* bits of 1 << ln_term_kind_t */
    unsigned                  needs;    /* LN_FIELD_* of terms */

    ln_masks_t                masks;
    ln_mask_table_t           table;
    ln_plan_lacks_t           lacks;
    uint32_t                  traits[LN_TRAITS];

    unsigned                  ngeonames;  /* ids of all geoname terms */
    unsigned                  has_geonames:1;
    ln_masks_t                geoname_masks;
    ln_mask_table_t           geoname_table;
    ln_plan_geoname_lacks_t   geoname_lacks;

    ln_plan_area_t           *areas;
    unsigned                  nareas;
    ln_plan_edge_t           *edges;
    unsigned                  nedges;
    ln_radix_t               *radix;    /* NULL: no networks */
    uint32_t                 *named_by; /* by jurisdiction: a mask of rows */
    uint32_t                  named;    /* those that terms name, a mask */
};


/*
 * The row of a term of the jurisdiction of index i: it is i, or, for an
 * `except` term, i beyond the first half of a mask's words.
 */
static inline unsigned
ln_plan_row(const ln_plan_t *plan, unsigned i, const ln_term_t *term)
{
    return term->except ? plan->masks.words / 2 * 64 + i : i;
}


/* The key of a kind with a code of at most 6 characters. */
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


/* The key of a kind with a number. */
static inline uint64_t
ln_plan_number(unsigned kind, uint32_t number)
{
    return (uint64_t) kind << 56 | number;
}


#endif
