/* Areas from GeoJSON files (RFC 7946). */

#ifndef LN_GEOJSON_H
#define LN_GEOJSON_H

#include "geo/area/ln_area.h"


/*
 * The area of all polygons and multipolygons of a text, which is that of the
 * file at path: a geometry, a collection of geometries, a feature or a
 * collection of features.  Memory comes from alloc.  NULL with err set, which
 * names file and line.  *hollow is the line of the first polygon that holds no
 * position, or 0.
 */
ln_area_t *ln_geojson_parse(const ln_alloc_t *alloc, ln_str_t text,
    const char *path, unsigned *hollow, ln_error_t *err);


#endif
