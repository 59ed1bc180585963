/* From a value of a MaxMind DB file to a record. */

#ifndef LN_RECORD_READ_H
#define LN_RECORD_READ_H

#include "geo/database/ln_record.h"
#include "geo/mmdb/ln_mmdb.h"


/* Where records are read from, and what many of them share. */
typedef struct ln_record_source_s  ln_record_source_t;


/*
 * The source of the records of section s, whose data must live longer.  The
 * caller frees it by free().  NULL when there is no memory.
 */
ln_record_source_t *ln_record_source(const ln_mmdb_section_t *s);

/*
 * Reads the verified record at offset at of the data section into record.
 * Fields are found by their own names, not by the database's type.  Layouts are
 * those of MaxMind, DB-IP, IP2Location, IPinfo, iplocate, GeoOpen and
 * ip-location-db; docs/databases.md has them, field by field.
 */
void ln_record_read(ln_record_source_t *source, size_t at,
    ln_record_t *record);


#endif
