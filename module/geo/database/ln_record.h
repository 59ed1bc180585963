/* One record of a database, whatever its layout, in one compact form. */

#ifndef LN_RECORD_H
#define LN_RECORD_H

#include "geo/location/ln_location.h"
#include "geo/mmdb/ln_mmdb.h"


#define LN_RECORD_REGIONS   3
#define LN_RECORD_GEONAMES  5

#define LN_RECORD_POSITION  0x01
#define LN_RECORD_RADIUS    0x02        /* accuracy_radius is known */
#define LN_RECORD_CITY      0x04        /* geonames go down to a city */
#define LN_RECORD_COUNTRY   0x08        /* the first of geonames is it */


/*
 * 64 bytes, one cache line, equal for equal content.  Codes are not
 * terminated; zero where not known.  regions are the parts of ISO 3166-2 codes
 * behind the country's, the most specific last; so are geonames.
 */
typedef struct {
    uint32_t  geonames[LN_RECORD_GEONAMES];
    float     latitude;                 /* degrees, WGS 84 */
    float     longitude;
    uint32_t  asn;
    uint16_t  accuracy_radius;          /* km */
    uint16_t  fields;                   /* LN_FIELD_* */
    uint8_t   flags;                    /* LN_RECORD_* */
    uint8_t   traits;                   /* LN_TRAIT_* */
    uint8_t   nregions;
    uint8_t   ngeonames;
    char      country[2];
    char      registered_country[2];
    char      represented_country[2];
    char      regions[LN_RECORD_REGIONS][3];
    char      pad[9];
} ln_record_t;

_Static_assert(sizeof(ln_record_t) == 64, "a record is one cache line");


/* Where records are read from, and what many of them share. */
typedef struct ln_record_source_s  ln_record_source_t;


/*
 * The source of the verified records of section s, which has to outlive it.
 * For free(); NULL when there is no memory.
 */
ln_record_source_t *ln_record_source(const ln_mmdb_section_t *s);

/*
 * Reads the verified record at offset at of the data section into record.
 * Fields are found by their own names, not by the database's: layouts of
 * MaxMind (GeoIP2 and GeoLite2 City, Country, Enterprise, ASN, ISP,
 * Anonymous-IP, Anonymous-Plus), DB-IP, IPinfo and ip-location-db.
 */
void ln_record_read(ln_record_source_t *source, size_t at,
    ln_record_t *record);

/*
 * Fills what location lacks from record, only from fields (LN_FIELD_*).
 * Regions and GeoNames ids count only where the country is the same as the one
 * that an earlier record gave.
 */
void ln_record_fill(const ln_record_t *record, unsigned fields,
    ln_location_t *location);


#endif
