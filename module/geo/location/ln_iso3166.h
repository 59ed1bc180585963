/*
 * The tables of ISO 3166, sorted by code.  ln_iso3166.c is made by
 * make-iso3166.pl.
 */

#ifndef LN_ISO3166_H
#define LN_ISO3166_H


typedef struct {
    char         alpha2[3];
    char         alpha3[4];
    const char  *name;                  /* English, in ASCII */
} ln_iso_country_t;

typedef struct {
    char            code[8];
    unsigned short  parent;             /* index of the region around it,
                                           plus 1; 0 where there is none */
    unsigned short  now;                /* likewise of its code of today, where
                                           ISO has given it another one */
} ln_iso_region_t;

/* A region that is a country, too, or lies in one: databases have that. */
typedef struct {
    char            code[8];
    char            country[3];
} ln_iso_region_country_t;


extern const ln_iso_country_t  ln_iso_countries[];
extern const unsigned          ln_iso_ncountries;
extern const ln_iso_region_t   ln_iso_regions[];
extern const unsigned          ln_iso_nregions;

extern const ln_iso_region_country_t  ln_iso_region_countries[];
extern const unsigned                 ln_iso_nregion_countries;


#endif
