/*
 * Databases: an input is a file; the seeds are small good ones.
 * Each is refused with a reason or can be looked up anywhere.
 */

#define _GNU_SOURCE

#include <sys/mman.h>
#include <unistd.h>

#include "fuzzing.h"
#include "geo/file/ln_copy.h"
#include "geo/database/ln_database.h"


static void
fuzz_look(ln_database_t *db)
{
    unsigned        i;
    uint32_t        seed;
    ln_address_t    a;
    ln_location_t   l;

    seed = 1;

    for (i = 0; i < 64; i++) {
        memset(&a, 0, sizeof(ln_address_t));
        a.family = i % 2 ? 4 : 6;
        a.bytes[0] = (unsigned char) (i < 8 ? 10 : fuzz_random(&seed));
        a.bytes[1] = (unsigned char) (i < 16 ? i / 2 : fuzz_random(&seed));
        a.bytes[2] = (unsigned char) fuzz_random(&seed);

        ln_database_locate(&db, 1, &a, &l);

        fuzz_assert(l.nregions <= LN_LOCATION_REGIONS);
        fuzz_assert(l.ngeonames <= LN_LOCATION_GEONAMES);
        fuzz_assert(l.country[2] == '\0');
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int             fd;
    char            path[64];
    ln_error_t      err;
    ln_database_t  *db;

    fd = ln_copy_create("fuzz");
    fuzz_assert(fd != -1);
    fuzz_assert(ln_copy_write(fd, 0, data, size) == LN_OK);

    memset(&err, 0, sizeof(ln_error_t));
    (void) snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    db = ln_database_open(path, &err);

    fuzz_assert((db == NULL) == (err.text[0] != '\0'));

    if (db) {
        fuzz_look(db);
        ln_database_close(db);
    }

    (void) close(fd);

    return 0;
}
