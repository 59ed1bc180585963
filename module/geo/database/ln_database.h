/*
 * A MaxMind DB file, copied to where nobody else can touch it, verified whole
 * and made into an image, so that a look-up can neither fault nor loop.
 */

#ifndef LN_DATABASE_H
#define LN_DATABASE_H

#include <time.h>

#include "geo/database/ln_image.h"


typedef struct ln_database_s  ln_database_t;


#define LN_DATABASES  16                /* at most, in one look-up */


/*
 * Copies the file at path into a sealed memfd (an unlinked temporary file
 * where there is none), verifies tree and data section to the last record,
 * and makes the image that look-ups read.  That is shared by processes forked
 * later.  Allocated with malloc(), freed by ln_database_close(); may run in a
 * thread.  NULL with err set when the file is missing, unreadable, no regular
 * file, empty, corrupt, or of a type that locates nobody.
 */
ln_database_t *ln_database_open(const char *path, ln_error_t *err);

/*
 * Opens the image behind fd, which is another process's ln_database_fd() of
 * the same program and which this takes over: it is closed on error too.  NULL
 * with err set when anybody could still change it.
 */
ln_database_t *ln_database_adopt(int fd, ln_error_t *err);

void ln_database_close(ln_database_t *db);

/* The descriptor of the image; it stays the database's own. */
int ln_database_fd(const ln_database_t *db);

/* A mask of LN_FIELD_*: what at least one record of the file has. */
unsigned ln_database_fields(const ln_database_t *db);

/* database_type and build_epoch of the file's metadata. */
const char *ln_database_type(const ln_database_t *db);
time_t ln_database_built(const ln_database_t *db);

/* How many distinct records the file has. */
unsigned ln_database_entries(const ln_database_t *db);

const ln_image_t *ln_database_image(const ln_database_t *db);

/*
 * Locates address (unwrapped first) in each of n databases; a later one fills
 * what the earlier ones lack.  location is written whole; location->located
 * is 0 when no database has a country, region, GeoNames id or position for
 * it.  Allocates nothing, writes nothing else, may be called from any thread.
 */
void ln_database_locate(ln_database_t *const *dbs, unsigned n,
    const ln_address_t *address, ln_location_t *location);

/* ln_database_find() is to come: has memory fetched for it meanwhile. */
void ln_database_expect(ln_database_t *const *dbs, unsigned n,
    const ln_address_t *address);

/*
 * The two halves of it.  The first gives the index of each database's record,
 * 0 where there is none; the second puts the records together, except for the
 * places (LN_FIELD_PLACE) of databases whose bit in old is set.
 */
void ln_database_find(ln_database_t *const *dbs, unsigned n,
    const ln_address_t *address, uint32_t *records);
void ln_database_location(ln_database_t *const *dbs, unsigned n,
    const uint32_t *records, unsigned old, ln_location_t *location);


#endif
