/* Files of GeoJSON. */

#ifndef LN_GEOJSON_FILE_H
#define LN_GEOJSON_FILE_H

#include "geo/area/ln_area.h"


#define LN_GEOJSON_SIZE  (64 * 1024 * 1024)     /* bytes of a file, at most */


/*
 * The area of the file at path, as ln_geojson_parse() says of its text.  Memory
 * comes from alloc.  NULL with err set, which names the file.
 */
ln_area_t *ln_geojson_load(const ln_alloc_t *alloc, const char *path,
    unsigned *hollow, ln_error_t *err);


#endif
