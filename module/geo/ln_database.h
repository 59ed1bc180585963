/*
 * A MaxMind DB file, copied to where nobody else can touch it and verified
 * whole, so that a look-up can neither fault nor loop.
 */

#ifndef LN_DATABASE_H
#define LN_DATABASE_H

#include <time.h>

#include "ln_address.h"
#include "ln_location.h"


typedef struct ln_database_s  ln_database_t;


/*
 * Copies the file at path into a sealed memfd (an unlinked temporary file
 * where there is none), verifies tree and data section to the last record,
 * finds out which fields its records have, and opens it through libmaxminddb.
 * The copy is shared by processes forked later.  Allocated with malloc(),
 * freed by ln_database_close().  NULL with err set when it is missing,
 * unreadable, no regular file, empty, corrupt, or of a type that locates
 * nobody.
 */
ln_database_t *ln_database_open(const char *path, ln_error_t *err);

void ln_database_close(ln_database_t *db);

/* A mask of LN_FIELD_*: what at least one record of the file has. */
unsigned ln_database_fields(const ln_database_t *db);

/* database_type and build_epoch of the file's metadata. */
const char *ln_database_type(const ln_database_t *db);
time_t ln_database_built(const ln_database_t *db);

/* How many distinct records the file has. */
unsigned ln_database_entries(const ln_database_t *db);

/*
 * Locates address (unwrapped first) in each of n databases; a later one fills
 * what the earlier ones lack.  location is written whole; location->located
 * is 0 when no database has a country, region, GeoNames id or position for
 * it.  Allocates nothing, writes nothing else, may be called from any thread.
 */
void ln_database_locate(ln_database_t *const *dbs, unsigned n,
    const ln_address_t *address, ln_location_t *location);


#endif
