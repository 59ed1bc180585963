#define _GNU_SOURCE

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ln_database.h"
#include "ln_record.h"
#include "ln_verify.h"


struct ln_database_s {
    MMDB_s    mmdb;
    unsigned  fields;
    unsigned  entries;
};


static int ln_database_copy(const char *path, ln_error_t *err);
static int ln_database_fill(int from, int to);
static int ln_database_temporary(void);
static int ln_database_check(ln_database_t *db, int fd, ln_error_t *err);
static void ln_database_record(void *ctx, uint32_t offset);


ln_database_t *
ln_database_open(const char *path, ln_error_t *err)
{
    int             fd;
    ln_error_t      why;
    ln_database_t  *db;

    fd = ln_database_copy(path, err);
    if (fd == -1) {
        return NULL;
    }

    memset(&why, 0, sizeof(ln_error_t));

    db = calloc(1, sizeof(ln_database_t));

    if (db == NULL) {
        (void) ln_error(err, "no memory");

    } else if (ln_database_check(db, fd, &why) != LN_OK) {
        (void) ln_error(err, "\"%s\" cannot be used: %s; get it anew from its "
                        "maker", path, why.text);
        free(db);
        db = NULL;

    } else if (db->fields == 0) {
        (void) ln_error(err, "\"%s\" of type \"%s\" locates nobody, a City, "
                        "Country, ASN or Anonymous-IP database is expected",
                        path, db->mmdb.metadata.database_type);
        ln_database_close(db);
        db = NULL;
    }

    (void) close(fd);

    return db;
}


/* The copy as an open file that no other process can reach or change. */

static int
ln_database_copy(const char *path, ln_error_t *err)
{
    int          from, to;
    struct stat  st;

    from = open(path, O_RDONLY|O_CLOEXEC|O_NONBLOCK);

    if (from == -1 || fstat(from, &st) == -1) {
        (void) ln_error(err, "cannot open database \"%s\": %s", path,
                        strerror(errno));
        if (from != -1) {
            (void) close(from);
        }

        return -1;
    }

    if (!S_ISREG(st.st_mode) || st.st_size == 0) {
        (void) ln_error(err, "database \"%s\" is %s", path,
                        st.st_size ? "not a regular file" : "empty");
        (void) close(from);
        return -1;
    }

    to = memfd_create("legal_database", MFD_CLOEXEC|MFD_ALLOW_SEALING);

    if (to == -1) {
        to = ln_database_temporary();
    }

    if (to == -1 || ln_database_fill(from, to) != LN_OK) {
        (void) ln_error(err, "cannot copy database \"%s\": %s", path,
                        strerror(errno));
        (void) close(from);
        if (to != -1) {
            (void) close(to);
        }

        return -1;
    }

    (void) close(from);
    (void) fcntl(to, F_ADD_SEALS,
                 F_SEAL_SHRINK|F_SEAL_GROW|F_SEAL_WRITE|F_SEAL_SEAL);

    return to;
}


static int
ln_database_temporary(void)
{
    int          fd;
    char         path[4096];
    const char  *dir;

    dir = getenv("TMPDIR");
    (void) snprintf(path, sizeof(path), "%s/legal_database.XXXXXX",
                    dir ? dir : "/tmp");

    fd = mkostemp(path, O_CLOEXEC);
    if (fd != -1) {
        (void) unlink(path);
    }

    return fd;
}


static int
ln_database_fill(int from, int to)
{
    char    *buf;
    ssize_t  n, m, done;

    buf = malloc(1024 * 1024);
    if (buf == NULL) {
        return LN_ERROR;
    }

    while ((n = read(from, buf, 1024 * 1024)) != 0) {

        if (n == -1 && errno == EINTR) {
            continue;
        }

        for (done = 0; done < n; done += m) {
            m = write(to, buf + done, n - done);

            if (m <= 0) {
                free(buf);
                return LN_ERROR;
            }
        }

        if (n == -1) {
            free(buf);
            return LN_ERROR;
        }
    }

    free(buf);

    return LN_OK;
}


/* libmaxminddb opens only what has been verified: metadata first of all. */

static int
ln_database_check(ln_database_t *db, int fd, ln_error_t *err)
{
    int              rc;
    char             path[64];
    void            *map;
    struct stat      st;

    if (fstat(fd, &st) == -1) {
        return ln_error(err, "fstat: %s", strerror(errno));
    }

    map = mmap(NULL, st.st_size, PROT_READ, MAP_SHARED, fd, 0);
    if (map == MAP_FAILED) {
        return ln_error(err, "mmap: %s", strerror(errno));
    }

    rc = ln_verify(map, st.st_size, ln_database_record, NULL, err);

    if (rc == LN_OK) {
        (void) snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
        rc = MMDB_open(path, MMDB_MODE_MMAP, &db->mmdb);

        if (rc != MMDB_SUCCESS) {
            rc = ln_error(err, "%s", MMDB_strerror(rc));

        } else {
            rc = ln_verify(map, st.st_size, ln_database_record, db, err);
        }
    }

    (void) munmap(map, st.st_size);

    return rc;
}


/* Notes which fields a record has, once libmaxminddb can read it. */

static void
ln_database_record(void *ctx, uint32_t offset)
{
    MMDB_entry_s    entry;
    ln_location_t   location;
    ln_database_t  *db = ctx;

    if (db == NULL) {
        return;
    }

    memset(&location, 0, sizeof(ln_location_t));
    entry.mmdb = &db->mmdb;
    entry.offset = offset;

    db->fields |= ln_record_read(&entry, &location);
    db->entries++;
}


unsigned
ln_database_entries(const ln_database_t *db)
{
    return db->entries;
}


void
ln_database_close(ln_database_t *db)
{
    if (db) {
        MMDB_close(&db->mmdb);
        free(db);
    }
}


unsigned
ln_database_fields(const ln_database_t *db)
{
    return db->fields;
}


const char *
ln_database_type(const ln_database_t *db)
{
    return db->mmdb.metadata.database_type;
}


time_t
ln_database_built(const ln_database_t *db)
{
    return (time_t) db->mmdb.metadata.build_epoch;
}


void
ln_database_locate(ln_database_t *const *dbs, unsigned n,
    const ln_address_t *address, ln_location_t *location)
{
    int                    error;
    unsigned               i;
    ln_address_t           a;
    struct sockaddr_in     sin;
    struct sockaddr_in6    sin6;
    struct sockaddr       *sa;
    MMDB_lookup_result_s   result;

    memset(location, 0, sizeof(ln_location_t));

    a = *address;
    ln_address_unwrap(&a);

    if (a.family == 4) {
        memset(&sin, 0, sizeof(sin));
        sin.sin_family = AF_INET;
        memcpy(&sin.sin_addr, a.bytes, 4);
        sa = (struct sockaddr *) &sin;

    } else if (a.family == 6) {
        memset(&sin6, 0, sizeof(sin6));
        sin6.sin6_family = AF_INET6;
        memcpy(&sin6.sin6_addr, a.bytes, 16);
        sa = (struct sockaddr *) &sin6;

    } else {
        return;
    }

    for (i = 0; i < n; i++) {

        if (a.family == 6 && dbs[i]->mmdb.metadata.ip_version == 4) {
            continue;
        }

        result = MMDB_lookup_sockaddr(&dbs[i]->mmdb, sa, &error);

        if (error == MMDB_SUCCESS && result.found_entry) {
            (void) ln_record_read(&result.entry, location);
        }
    }
}
