/*
 * Which scripts run from right to left, and which script a language is written
 * in.  ln_cldr.c is made by make-cldr.pl.
 */

#ifndef LN_CLDR_H
#define LN_CLDR_H


/*
 * Unused bytes are 0.  A row without a region counts for all regions that have
 * none of their own.
 */
typedef struct {
    char  language[4];                  /* "pa" */
    char  region[4];                    /* "PK" */
    char  script[5];                    /* "Arab" */
} ln_cldr_script_t;


/* Sorted. */
extern const char              ln_cldr_rtl[][5];
extern const unsigned          ln_cldr_nrtl;

/*
 * Sorted by language and region: languages that run from right to left, and
 * those that are written in more than one script.
 */
extern const ln_cldr_script_t  ln_cldr_scripts[];
extern const unsigned          ln_cldr_nscripts;


#endif
