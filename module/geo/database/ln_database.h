/*
 * A database: a MaxMind DB file that was read into memory that nobody else can
 * change, verified whole, and made into a database image.  A look-up can
 * neither fault nor loop.
 */

#ifndef LN_DATABASE_H
#define LN_DATABASE_H

#include <time.h>

#include "geo/database/ln_image.h"


typedef struct ln_database_s  ln_database_t;


#define LN_DATABASES  16                /* in one look-up, at most */

_Static_assert(LN_DATABASES <= 32, "a database is a bit of an unsigned");


/*
 * Reads the file at path once, verifies tree and data section to the last
 * record, and makes the image that look-ups read: a sealed memfd, or, where
 * there is none, an unlinked temporary file.  Processes forked later share the
 * image.  The database is allocated with malloc() and freed by
 * ln_database_close().  May run in a thread.  NULL with err set when the file
 * is missing, unreadable, no regular file, empty, compressed or corrupt, when
 * it is written meanwhile, or when its records have nothing that a term could
 * ask for; and when it is 2 GB or more for a process of 32 bits.
 */
ln_database_t *ln_database_open(const char *path, ln_error_t *err);

/*
 * The same in at most so many threads, the caller's among them; it has them to
 * itself until the database is open.  Another thread may set *stop, which then
 * is read atomically: soon after, this one returns NULL with err set.  NULL:
 * nobody stops it.
 */
ln_database_t *ln_database_open_by(const char *path, unsigned threads,
    const int *stop, ln_error_t *err);

/*
 * Opens the image behind fd, which is the ln_database_fd() of another process
 * of the same program.  fd then belongs to the database; on an error it is
 * closed.  NULL with err set, also when somebody could still change the image.
 */
ln_database_t *ln_database_adopt(int fd, ln_error_t *err);

void ln_database_close(ln_database_t *db);

/* The descriptor of the image.  It belongs to the database. */
int ln_database_fd(const ln_database_t *db);

/* A mask of LN_FIELD_*: what at least one record of the database has. */
unsigned ln_database_fields(const ln_database_t *db);

/* A mask of LN_FAMILY_*: whose addresses have a record. */
unsigned ln_database_families(const ln_database_t *db);

/*
 * database_type and build_epoch of the file's metadata.  A time that time_t
 * does not reach is its last one.
 */
const char *ln_database_type(const ln_database_t *db);
time_t ln_database_built(const ln_database_t *db);

/* How many distinct records the database has. */
unsigned ln_database_entries(const ln_database_t *db);

const ln_image_t *ln_database_image(const ln_database_t *db);

/*
 * Locates address.  The place is that of the first database that has one, the
 * rest is what the first database says that says it.  The address is unwrapped
 * first.  location is written whole; location->located is 0 when no database
 * has a place: a country, region, GeoNames id or position.  Allocates nothing,
 * writes nothing else, may be called from any thread.
 */
void ln_database_locate(ln_database_t *const *dbs, unsigned n,
    const ln_address_t *address, ln_location_t *location);

/*
 * The same in steps.  ln_database_find() gives the index of the record of each
 * database, 0 where there is none.  ln_database_records() gives the records,
 * empty ones where there are none; ln_record_location() puts them together.
 * ln_database_prefetch() asks the processor for the memory that
 * ln_database_find() will read; the caller may do other work between the two.
 */
void ln_database_prefetch(ln_database_t *const *dbs, unsigned n,
    const ln_address_t *address);
void ln_database_find(ln_database_t *const *dbs, unsigned n,
    const ln_address_t *address, uint32_t *indices);
void ln_database_records(ln_database_t *const *dbs, unsigned n,
    const uint32_t *indices, const ln_record_t **records);


#endif
