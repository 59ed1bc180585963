/* What the files that read records share. */

#ifndef LN_RECORD_PART_H
#define LN_RECORD_PART_H

#include "geo/database/ln_record.h"
#include "geo/database/ln_record_read.h"
#include "geo/location/ln_region_name.h"
#include "geo/mmdb/ln_value.h"


#define LN_RECORD_HAS_LATITUDE   0x01
#define LN_RECORD_HAS_LONGITUDE  0x02
#define LN_RECORD_HAS_RADIUS     0x04
#define LN_RECORD_HAS_TRAITS     0x08
#define LN_RECORD_HAS_NAME       0x10   /* of a region */
#define LN_RECORD_HAS_SCORE      0x20   /* of an anonymizer */
#define LN_RECORD_HAS_PLACE      0x40   /* its country is where readers are, */
#define LN_RECORD_HAS_HOLDER     0x80   /* or the seat of a holder */


#define LN_RECORD_NAMES          256    /* entries of caches */
#define LN_RECORD_KNOWN          4096


/* Subdivisions: GeoNames ids, codes without the country's, English names. */
typedef struct {
    uint32_t  geonames[LN_RECORD_REGIONS];
    char      codes[LN_RECORD_REGIONS][3];
    ln_str_t  names[LN_RECORD_REGIONS];
    uint8_t   n;
} ln_record_subdivisions_t;

/* Texts of a flat layout that may be a region's code, or its name. */
typedef enum {
    LN_RECORD_REGION_CODE,
    LN_RECORD_REGION,
    LN_RECORD_REGION_NAME,
    LN_RECORD_STATE1,
    LN_RECORD_STATE2,
    LN_RECORD_REGION_TEXTS
} ln_record_region_text_t;

/* What has been read of a record so far; it is put together at the end. */
typedef struct {
    ln_record_source_t        *source;
    ln_record_t               *record;
    ln_record_subdivisions_t   subdivisions;
    uint32_t                   country; /* GeoNames ids */
    uint32_t                   city;
    ln_str_t                   texts[LN_RECORD_REGION_TEXTS];
    ln_str_t                   town;    /* a city's name */
    double                     latitude;
    double                     longitude;
    double                     radius;
    unsigned                   has;     /* LN_RECORD_HAS_* */
} ln_record_reader_t;

typedef struct ln_record_field_s  ln_record_field_t;

/* Handles the value of a field.  param is that of the field. */
typedef void (*ln_record_handler_pt)(ln_record_reader_t *r,
    const ln_value_t *value, unsigned param);

/* A known key of a map.  The last field of a list has no name. */
struct ln_record_field_s {
    const char            *name;
    ln_record_handler_pt   handler;
    unsigned               param;
};

/*
 * Thousands of records point at the same values.  These caches keep what was
 * read of such values.  The index of an entry is the offset of the value,
 * modulo the size of the cache.  A name is cached with the list of fields that
 * it was looked up in.  The offset of a country or region is that of the first
 * item of its map or array.
 */

typedef struct {
    size_t                    at;
    const ln_record_field_t  *fields;
    const ln_record_field_t  *field;
} ln_record_name_t;

typedef struct {
    size_t    at;
    uint32_t  id;
    uint32_t  asn;
    char      code[2];
} ln_record_country_t;

typedef struct {
    size_t                    at;
    ln_record_subdivisions_t  subdivisions;
    unsigned                  has;
} ln_record_regions_t;

typedef struct {
    const unsigned char  *text;         /* as it lies in the section */
    char                  country[2];
    ln_named_region_t     named;
} ln_record_named_t;

/* A subdivision's code as it is in the file, and what ISO 3166-2 has for it. */
typedef struct {
    char  country[2];
    char  code[3];
    char  now[7];
    char  is_iso;                       /* whether it has any */
} ln_record_code_t;

struct ln_record_source_s {
    ln_mmdb_section_t    s;
    ln_record_name_t     names[LN_RECORD_NAMES];
    ln_record_country_t  countries[LN_RECORD_KNOWN];
    ln_record_regions_t  regions[LN_RECORD_KNOWN];
    ln_record_named_t    named[LN_RECORD_KNOWN];
    ln_record_code_t     codes[LN_RECORD_KNOWN];
};


#endif
