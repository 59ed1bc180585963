/* The tests' databases, which tests/lib/testdb makes in LN_BUILD/testdb. */

#ifndef LN_TEST_DATABASES_H
#define LN_TEST_DATABASES_H

#include <stdlib.h>

#include "geo/database/ln_database.h"


static ln_error_t  err;
static char        path[4096];


static inline const char *
testdb(const char *name)
{
    const char  *build;

    build = getenv("LN_BUILD");
    (void) snprintf(path, sizeof(path), "%s/testdb/%s.mmdb",
                    build ? build : "build", name);

    return path;
}


static inline ln_database_t *
open_db(const char *name)
{
    ln_database_t  *db;

    memset(&err, 0, sizeof(ln_error_t));
    db = ln_database_open(testdb(name), &err);

    if (db == NULL) {
        fail_msg("%s", err.text);
    }

    return db;
}


static inline ln_location_t
locate(ln_database_t *const *dbs, unsigned n, const char *ip)
{
    ln_address_t   a;
    ln_location_t  l;

    (void) ln_address_parse(ln_str(ip), &a);
    ln_database_locate(dbs, n, &a, &l);

    return l;
}


/* One line of all that a location says. */
static inline const char *
said(const ln_location_t *l)
{
    size_t       n;
    unsigned     i;
    static char  text[512];

    n = snprintf(text, sizeof(text), "%s %s %s [", l->country,
                 l->registered_country, l->represented_country);

    for (i = 0; i < l->nregions; i++) {
        n += snprintf(text + n, sizeof(text) - n, "%s ", l->regions[i]);
    }

    n += snprintf(text + n, sizeof(text) - n, "] [");

    for (i = 0; i < l->ngeonames; i++) {
        n += snprintf(text + n, sizeof(text) - n, "%u ",
                      (unsigned) l->geonames[i]);
    }

    n += snprintf(text + n, sizeof(text) - n, "]%s AS%u %x",
                  l->has_city ? " city" : "", (unsigned) l->asn, l->traits);

    if (l->has_position) {
        n += snprintf(text + n, sizeof(text) - n, " %.2f %.2f", l->latitude,
                      l->longitude);
    }

    if (l->has_radius) {
        (void) snprintf(text + n, sizeof(text) - n, " %.0f",
                        l->accuracy_radius);
    }

    return text;
}


#define GB_CITY  "GB US  [GB-ENG GB-CAM ] "                                   \
                 "[2635167 6269131 2653940 2648899 ] city AS"


#endif
