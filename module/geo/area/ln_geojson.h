/* Areas from GeoJSON files (RFC 7946). */

#ifndef LN_GEOJSON_H
#define LN_GEOJSON_H

#include "geo/area/ln_area.h"


#define LN_GEOJSON_SIZE  (64 * 1024 * 1024)     /* bytes of a file, at most */


/*
 * The area of all polygons and multipolygons of the file at path.  The file
 * holds a geometry, a collection of geometries, a feature or a collection of
 * features.  Memory comes from alloc.  NULL with err set, which names file and
 * line.  *hollow is the line of the first polygon that holds no position, or 0.
 */
ln_area_t *ln_geojson_load(const ln_alloc_t *alloc, const char *path,
    unsigned *hollow, ln_error_t *err);

/* The same for a text in memory.  Errors name path. */
ln_area_t *ln_geojson_parse(const ln_alloc_t *alloc, ln_str_t text,
    const char *path, unsigned *hollow, ln_error_t *err);


#endif
