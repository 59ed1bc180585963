#define _GNU_SOURCE

#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <maxminddb.h>

#include "geo/database/ln_copy.h"
#include "geo/database/ln_database.h"
#include "geo/database/ln_image_build.h"
#include "geo/database/ln_record_fill.h"


struct ln_database_s {
    int         fd;
    ln_image_t  image;
};


static int ln_database_image_of(int file, size_t size, ln_error_t *err);
static int ln_database_second_opinion(int file, const ln_metadata_t *metadata,
    ln_error_t *err);
static ln_database_t *ln_database_map(int fd, ln_error_t *err);


ln_database_t *
ln_database_open(const char *path, ln_error_t *err)
{
    int             file, fd;
    size_t          size;
    ln_error_t      why;
    ln_database_t  *db;

    file = ln_copy_file(path, &size, err);

    if (file == -1) {
        return NULL;
    }

    memset(&why, 0, sizeof(ln_error_t));
    db = NULL;

    fd = ln_database_image_of(file, size, &why);
    (void) close(file);

    if (fd != -1) {
        db = ln_database_map(fd, &why);
    }

    if (db == NULL) {
        (void) ln_error(err, "\"%.200s\" cannot be used: %.200s; get it anew "
                        "from its maker", path, why.text);

    } else if ((ln_database_fields(db) & ~LN_FIELD_REGION_NAME) == 0) {
        (void) ln_error(err, "\"%.200s\" of type \"%s\" locates nobody, a "
                        "City, Country, ASN or Anonymous-IP database is "
                        "expected", path, ln_database_type(db));
        ln_database_close(db);
        db = NULL;
    }

    return db;
}


static int
ln_database_image_of(int file, size_t size, ln_error_t *err)
{
    int             fd;
    void           *map;
    ln_metadata_t   metadata;

    map = mmap(NULL, size, PROT_READ, MAP_SHARED, file, 0);

    if (map == MAP_FAILED) {
        (void) ln_error(err, "mmap: %s", strerror(errno));
        return -1;
    }

    fd = -1;

    if (ln_metadata_read(map, size, &metadata, err) == LN_OK
        && ln_database_second_opinion(file, &metadata, err) == LN_OK)
    {
        fd = ln_image_build(&metadata, err);
    }

    (void) munmap(map, size);

    return fd;
}


/* libmaxminddb has to understand the file in the same way. */

static int
ln_database_second_opinion(int file, const ln_metadata_t *metadata,
    ln_error_t *err)
{
    int     rc;
    char    path[64];
    MMDB_s  mmdb;

    (void) snprintf(path, sizeof(path), "/proc/self/fd/%d", file);

    rc = MMDB_open(path, MMDB_MODE_MMAP, &mmdb);

    if (rc != MMDB_SUCCESS) {
        return ln_error(err, "%s", MMDB_strerror(rc));
    }

    rc = LN_OK;

    if (mmdb.metadata.node_count != metadata->tree.node_count
        || mmdb.metadata.record_size != metadata->tree.record_size
        || mmdb.metadata.ip_version != metadata->tree.ip_version)
    {
        rc = ln_error(err, "its metadata is ambiguous");
    }

    MMDB_close(&mmdb);

    return rc;
}


ln_database_t *
ln_database_adopt(int fd, ln_error_t *err)
{
    if (!ln_copy_sealed(fd)) {
        (void) ln_error(err, "is not sealed");
        (void) close(fd);
        return NULL;
    }

    return ln_database_map(fd, err);
}


static ln_database_t *
ln_database_map(int fd, ln_error_t *err)
{
    ln_database_t  *db;

    db = malloc(sizeof(ln_database_t));

    if (db == NULL) {
        (void) ln_error(err, "no memory");
        (void) close(fd);
        return NULL;
    }

    db->fd = fd;

    if (ln_image_map(fd, &db->image, err) != LN_OK) {
        (void) close(fd);
        free(db);
        return NULL;
    }

    return db;
}


void
ln_database_close(ln_database_t *db)
{
    if (db) {
        ln_image_unmap(&db->image);
        (void) close(db->fd);
        free(db);
    }
}


int
ln_database_fd(const ln_database_t *db)
{
    return db->fd;
}


unsigned
ln_database_fields(const ln_database_t *db)
{
    return db->image.header->fields;
}


const char *
ln_database_type(const ln_database_t *db)
{
    return db->image.header->type;
}


time_t
ln_database_built(const ln_database_t *db)
{
    return (time_t) db->image.header->built;
}


unsigned
ln_database_entries(const ln_database_t *db)
{
    return db->image.header->entries;
}


const ln_image_t *
ln_database_image(const ln_database_t *db)
{
    return &db->image;
}


void
ln_database_locate(ln_database_t *const *dbs, unsigned n,
    const ln_address_t *address, ln_location_t *location)
{
    unsigned            i, fields[LN_DATABASES];
    uint32_t            indices[LN_DATABASES];
    const ln_record_t  *records[LN_DATABASES];

    n = n < LN_DATABASES ? n : LN_DATABASES;

    for (i = 0; i < n; i++) {
        fields[i] = ~0u;
    }

    ln_database_find(dbs, n, address, indices);
    ln_database_records(dbs, n, indices, records);
    ln_record_location(records, fields, n, location);
}


void
ln_database_prefetch(ln_database_t *const *dbs, unsigned n,
    const ln_address_t *address)
{
    unsigned      i;
    ln_address_t  a;

    a = *address;
    ln_address_unwrap(&a);

    for (i = 0; i < n; i++) {
        ln_image_prefetch(&dbs[i]->image, &a);
    }

    ln_wipe(&a, sizeof(ln_address_t));
}


void
ln_database_find(ln_database_t *const *dbs, unsigned n,
    const ln_address_t *address, uint32_t *indices)
{
    unsigned      i;
    ln_address_t  a;

    a = *address;
    ln_address_unwrap(&a);

    for (i = 0; i < n; i++) {
        indices[i] = ln_image_find(&dbs[i]->image, &a);
        __builtin_prefetch(&dbs[i]->image.records[indices[i]]);
    }

    ln_wipe(&a, sizeof(ln_address_t));
}


void
ln_database_records(ln_database_t *const *dbs, unsigned n,
    const uint32_t *indices, const ln_record_t **records)
{
    unsigned  i;

    for (i = 0; i < n; i++) {
        records[i] = &dbs[i]->image.records[indices[i]];
    }
}
