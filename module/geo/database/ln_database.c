#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include <maxminddb.h>

#include "geo/file/ln_copy.h"
#include "geo/database/ln_database.h"
#include "geo/file/ln_file.h"
#include "geo/database/ln_image_build.h"
#include "geo/database/ln_record_fill.h"
#include "ln_together.h"


/* Beyond that nothing could be mapped, however much memory there is. */
#define LN_DATABASE_MOST  (SIZE_MAX / 2)


struct ln_database_s {
    int         fd;
    ln_image_t  image;
};


static int ln_database_read(const ln_file_t *file, unsigned threads,
    const int *stop, ln_error_t *err);
static int ln_database_second_opinion(const unsigned char *end, size_t len,
    uint64_t size, const ln_metadata_t *metadata, ln_error_t *err);
static int ln_database_compare(const char *path,
    const ln_metadata_t *metadata, ln_error_t *err);
static ln_database_t *ln_database_refuse(const char *path,
    const ln_file_t *file, int rc, const ln_error_t *why, ln_error_t *err);
static ln_database_t *ln_database_map(int fd, ln_error_t *err);


ln_database_t *
ln_database_open(const char *path, ln_error_t *err)
{
    return ln_database_open_by(path, ln_together_threads(), NULL, err);
}


ln_database_t *
ln_database_open_by(const char *path, unsigned threads, const int *stop,
    ln_error_t *err)
{
    int             fd;
    ln_file_t       file;
    ln_error_t      why;
    ln_database_t  *db;

    if (ln_file_open(path, &file, err) != LN_OK) {
        return NULL;
    }

    if (file.size > LN_DATABASE_MOST) {
        (void) ln_error(err, "database \"%.200s\" of %lu MB is too large for a "
                        "32-bit nginx, a 64-bit one is needed", path,
                        (unsigned long) (file.size >> 20));
        ln_file_close(&file);
        return NULL;
    }

    memset(&why, 0, sizeof(ln_error_t));
    fd = ln_database_read(&file, threads, stop, &why);

    db = fd >= 0 ? ln_database_map(fd, &why)
                 : ln_database_refuse(path, &file, fd, &why, err);

    if (db == NULL && fd >= 0) {
        (void) ln_database_refuse(path, &file, LN_ERROR, &why, err);
    }

    ln_file_close(&file);

    if (db && (ln_database_fields(db) & ~LN_FIELD_REGION_NAME) == 0) {
        (void) ln_error(err, "\"%.200s\" of type \"%s\" locates nobody, a "
                        "City, Country, ASN or Anonymous-IP database is "
                        "expected", path, ln_database_type(db));
        ln_database_close(db);
        db = NULL;
    }

    return db;
}


/* Why, and what to do about it. */

static ln_database_t *
ln_database_refuse(const char *path, const ln_file_t *file, int rc,
    const ln_error_t *why, ln_error_t *err)
{
    size_t          len;
    ln_error_t      unread;
    const char     *packer;
    unsigned char   start[LN_FILE_PACKED];

    packer = NULL;
    len = file->size < sizeof(start) ? (size_t) file->size : sizeof(start);

    if (rc == LN_DECLINED
        && ln_file_read(file, 0, start, len, &unread) == LN_OK)
    {
        packer = ln_file_packed(start, len);
    }

    if (packer) {
        (void) ln_error(err, "\"%.200s\" cannot be used: it is compressed or "
                        "an archive (%s), unpack it", path, packer);

    } else if (rc == LN_DECLINED) {
        (void) ln_error(err, "\"%.200s\" cannot be used: %.200s; get it anew "
                        "from its maker", path, why->text);

    } else {
        (void) ln_error(err, "cannot read database \"%.200s\": %.200s", path,
                        why->text);
    }

    return NULL;
}


/* Returns as ln_image_build() does. */

static int
ln_database_read(const ln_file_t *file, unsigned threads, const int *stop,
    ln_error_t *err)
{
    int             rc;
    size_t          len;
    ln_metadata_t   metadata;
    unsigned char  *end;

    len = file->size < LN_METADATA_MOST ? (size_t) file->size
                                        : LN_METADATA_MOST;
    end = malloc(len);

    if (end == NULL) {
        return ln_error(err, "no memory");
    }

    rc = ln_file_read(file, file->size - len, end, len, err);

    if (rc == LN_OK
        && ln_metadata_read(end, len, file->size, &metadata, err) != LN_OK)
    {
        rc = LN_DECLINED;
    }

    if (rc == LN_OK) {
        rc = ln_database_second_opinion(end, len, file->size, &metadata, err);
    }

    free(end);

    return rc == LN_OK ? ln_image_build(file, &metadata, threads, stop, err)
                       : rc;
}


/*
 * libmaxminddb has to understand the metadata in the same way.  It opens a file
 * by its name and maps it: one of the same size that has the same end, and a
 * hole before, which takes no memory.  Without /proc that file needs a name.
 */

static int
ln_database_second_opinion(const unsigned char *end, size_t len,
    uint64_t size, const ln_metadata_t *metadata, ln_error_t *err)
{
    int   rc, fd, named;
    char  path[LN_COPY_PATH];

    fd = ln_copy_create("legal_metadata");
    (void) snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    named = fd == -1 || access(path, R_OK) == -1;

    if (named) {
        if (fd != -1) {
            (void) close(fd);
        }

        fd = ln_copy_create_named("legal_metadata", path, sizeof(path));
    }

    if (fd == -1) {
        return ln_error(err, "no file \"%.100s\" can be made, which is needed "
                        "as there is no /proc: %s; TMPDIR may name another "
                        "directory", path, strerror(errno));
    }

    if (ftruncate(fd, (off_t) size) == -1
        || ln_copy_write(fd, size - len, end, len) != LN_OK)
    {
        rc = ln_error(err, "cannot write a file: %s", strerror(errno));

    } else {
        rc = ln_database_compare(path, metadata, err);
    }

    if (named) {
        (void) unlink(path);
    }

    (void) close(fd);

    return rc;
}


static int
ln_database_compare(const char *path, const ln_metadata_t *metadata,
    ln_error_t *err)
{
    int     rc;
    MMDB_s  mmdb;

    rc = MMDB_open(path, MMDB_MODE_MMAP, &mmdb);

    if (rc != MMDB_SUCCESS) {
        (void) ln_error(err, "%s", MMDB_strerror(rc));

        return rc == MMDB_OUT_OF_MEMORY_ERROR || rc == MMDB_FILE_OPEN_ERROR
               || rc == MMDB_IO_ERROR ? LN_ERROR : LN_DECLINED;
    }

    rc = LN_OK;

    if (mmdb.metadata.node_count != metadata->tree.node_count
        || mmdb.metadata.record_size != metadata->tree.record_size
        || mmdb.metadata.ip_version != metadata->tree.ip_version)
    {
        (void) ln_error(err, "its metadata is ambiguous");
        rc = LN_DECLINED;
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


unsigned
ln_database_families(const ln_database_t *db)
{
    return db->image.header->families;
}


const char *
ln_database_type(const ln_database_t *db)
{
    return db->image.header->type;
}


time_t
ln_database_built(const ln_database_t *db)
{
    uint64_t  built, last;

    built = db->image.header->built;
    last = sizeof(time_t) == sizeof(int32_t) ? INT32_MAX : INT64_MAX;

    return (time_t) (built < last ? built : last);
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
