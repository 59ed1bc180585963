#include <errno.h>
#include <stdlib.h>

#include <jansson.h>

#include "geo/area/ln_area_make.h"
#include "geo/area/ln_geojson.h"
#include "geo/area/ln_geojson_line.h"


#define LN_GEOJSON_STEPS  64


/* The steps lead to the value that is being read. */
typedef struct {
    ln_area_maker_t    *maker;
    ln_str_t            text;
    const char         *path;
    ln_geojson_step_t   steps[LN_GEOJSON_STEPS];
    unsigned            nsteps;
    unsigned            npolygons;
    unsigned            sought;         /* a polygon, counted from 1 */
    unsigned            line;           /* .. where that is */
    double             *positions;
    size_t              size;
    ln_error_t         *err;
} ln_geojson_t;


static unsigned ln_geojson_seek(ln_geojson_t *g, json_t *root,
    unsigned polygon);
static int ln_geojson_object(ln_geojson_t *g, json_t *object);
static int ln_geojson_items(ln_geojson_t *g, json_t *object,
    const char *member, int (*handler)(ln_geojson_t *, json_t *));
static int ln_geojson_feature(ln_geojson_t *g, json_t *object);
static int ln_geojson_polygon(ln_geojson_t *g, json_t *rings);
static int ln_geojson_ring(ln_geojson_t *g, json_t *ring, int outer);
static int ln_geojson_position(ln_geojson_t *g, json_t *position,
    double *xy);
static int ln_geojson_crs(ln_geojson_t *g, json_t *object);
static int ln_geojson_fail(ln_geojson_t *g, const char *why);
static int ln_geojson_step(ln_geojson_t *g, const char *member, size_t item);


ln_area_t *
ln_geojson_parse(const ln_alloc_t *alloc, ln_str_t text, const char *path,
    unsigned *hollow, ln_error_t *err)
{
    int            rc;
    json_t        *root;
    ln_area_t     *area;
    ln_geojson_t   g;
    json_error_t   why;

    errno = 0;
    root = json_loadb((const char *) text.data, text.len,
                      JSON_REJECT_DUPLICATES, &why);

    if (root == NULL && errno == ENOMEM) {

        /* what it says then is nothing, or another fault */

        (void) ln_error(err, "no memory");
        return NULL;
    }

    if (root == NULL) {
        (void) ln_error(err, "%.200s in area \"%.200s\":%d, GeoJSON is "
                        "expected", why.text, path,
                        why.line > 0 ? why.line : 1);
        return NULL;
    }

    memset(&g, 0, sizeof(ln_geojson_t));

    g.maker = ln_area_begin();
    g.text = text;
    g.path = path;
    g.err = err;

    if (g.maker == NULL) {
        json_decref(root);
        (void) ln_error(err, "no memory");
        return NULL;
    }

    rc = ln_geojson_crs(&g, root);

    if (rc == LN_OK) {
        rc = ln_geojson_object(&g, root);
    }

    if (rc == LN_OK && g.npolygons == 0) {
        rc = ln_geojson_fail(&g, "no polygon in it, a Polygon or MultiPolygon "
                             "is expected");
    }

    area = ln_area_end(g.maker, rc == LN_OK ? alloc : NULL);

    if (rc == LN_OK && area == NULL) {
        (void) ln_error(err, "no memory");
    }

    *hollow = 0;

    if (area && ln_area_hollow(area)) {
        *hollow = ln_geojson_seek(&g, root, ln_area_hollow(area));
    }

    free(g.positions);
    json_decref(root);

    return area;
}


/* The line of a polygon: the way there is gone again, and makes no area. */

static unsigned
ln_geojson_seek(ln_geojson_t *g, json_t *root, unsigned polygon)
{
    g->maker = NULL;
    g->nsteps = 0;
    g->npolygons = 0;
    g->sought = polygon;

    (void) ln_geojson_object(g, root);

    return g->line;
}


static int
ln_geojson_object(ln_geojson_t *g, json_t *object)
{
    const char  *type;

    type = json_string_value(json_object_get(object, "type"));

    if (type == NULL) {
        return ln_geojson_fail(g, "an object with a \"type\" is expected");
    }

    if (strcmp(type, "FeatureCollection") == 0) {
        return ln_geojson_items(g, object, "features", ln_geojson_object);
    }

    if (strcmp(type, "Feature") == 0) {
        return ln_geojson_feature(g, object);
    }

    if (strcmp(type, "GeometryCollection") == 0) {
        return ln_geojson_items(g, object, "geometries", ln_geojson_object);
    }

    if (strcmp(type, "MultiPolygon") == 0) {
        return ln_geojson_items(g, object, "coordinates",
                                ln_geojson_polygon);
    }

    if (strcmp(type, "Polygon") == 0) {

        if (ln_geojson_step(g, "coordinates", 0) != LN_OK
            || ln_geojson_polygon(g, json_object_get(object, "coordinates"))
               != LN_OK)
        {
            return LN_ERROR;
        }

        g->nsteps--;
        return LN_OK;
    }

    return ln_geojson_fail(g, "it has no area, Polygon, MultiPolygon and "
                           "collections of them are allowed");
}


static int
ln_geojson_items(ln_geojson_t *g, json_t *object, const char *member,
    int (*handler)(ln_geojson_t *, json_t *))
{
    size_t   i, n;
    json_t  *items;

    items = json_object_get(object, member);

    if (!json_is_array(items)) {
        return ln_geojson_fail(g, "its list is missing");
    }

    if (ln_geojson_step(g, member, 0) != LN_OK) {
        return LN_ERROR;
    }

    n = json_array_size(items);

    for (i = 0; i < n; i++) {

        if (ln_geojson_step(g, NULL, i) != LN_OK
            || handler(g, json_array_get(items, i)) != LN_OK)
        {
            return LN_ERROR;
        }

        g->nsteps--;
    }

    g->nsteps--;

    return LN_OK;
}


/* A feature without a geometry is one of no place (RFC 7946, 3.2). */

static int
ln_geojson_feature(ln_geojson_t *g, json_t *object)
{
    json_t  *geometry;

    geometry = json_object_get(object, "geometry");

    if (json_is_null(geometry)) {
        return LN_OK;
    }

    if (!json_is_object(geometry)) {
        return ln_geojson_fail(g, "its \"geometry\" is missing");
    }

    if (ln_geojson_step(g, "geometry", 0) != LN_OK
        || ln_geojson_object(g, geometry) != LN_OK)
    {
        return LN_ERROR;
    }

    g->nsteps--;

    return LN_OK;
}


static int
ln_geojson_polygon(ln_geojson_t *g, json_t *rings)
{
    size_t  i, n;

    n = json_array_size(rings);

    if (n == 0) {
        return ln_geojson_fail(g, "a polygon's list of rings is expected");
    }

    if (g->sought) {
        g->npolygons++;

        if (g->npolygons < g->sought) {
            return LN_OK;
        }

        g->line = ln_geojson_line(g->text, g->steps, g->nsteps);
        return LN_ERROR;
    }

    for (i = 0; i < n; i++) {

        if (ln_geojson_step(g, NULL, i) != LN_OK
            || ln_geojson_ring(g, json_array_get(rings, i), i == 0) != LN_OK)
        {
            return LN_ERROR;
        }

        g->nsteps--;
    }

    g->npolygons++;

    return LN_OK;
}


static int
ln_geojson_ring(ln_geojson_t *g, json_t *ring, int outer)
{
    size_t   i, n;
    double  *p;

    n = json_array_size(ring);

    if (n < 4) {
        return ln_geojson_fail(g, "a ring of four positions or more is "
                               "expected");
    }

    if (n > g->size) {
        p = realloc(g->positions, n * 2 * sizeof(double));

        if (p == NULL) {
            return ln_error(g->err, "no memory");
        }

        g->positions = p;
        g->size = n;
    }

    p = g->positions;

    for (i = 0; i < n; i++) {

        if (ln_geojson_step(g, NULL, i) != LN_OK
            || ln_geojson_position(g, json_array_get(ring, i), p + 2 * i)
               != LN_OK)
        {
            return LN_ERROR;
        }

        g->nsteps--;
    }

    if (p[0] != p[2 * n - 2] || p[1] != p[2 * n - 1]) {
        return ln_geojson_fail(g, "the ring is not closed, its last position "
                               "must be its first");
    }

    if (ln_area_ring(g->maker, p, n, outer) != LN_OK) {
        return ln_error(g->err, "no memory");
    }

    return LN_OK;
}


static int
ln_geojson_position(ln_geojson_t *g, json_t *position, double *xy)
{
    json_t  *x, *y;

    x = json_array_get(position, 0);
    y = json_array_get(position, 1);

    if (!json_is_number(x) || !json_is_number(y)) {
        return ln_geojson_fail(g, "a position is two numbers, longitude and "
                               "latitude");
    }

    xy[0] = json_number_value(x);
    xy[1] = json_number_value(y);

    if (!(xy[1] >= -90 && xy[1] <= 90)) {
        return ln_geojson_fail(g, "a latitude is beyond 90 degrees, longitude "
                               "comes first");
    }

    if (!(xy[0] >= -360 && xy[0] <= 360)) {
        return ln_geojson_fail(g, "a longitude is beyond 360 degrees, WGS 84 "
                               "is expected");
    }

    return LN_OK;
}


/* The specification of 2008 had it; what is not WGS 84 would be misplaced. */

static int
ln_geojson_crs(ln_geojson_t *g, json_t *object)
{
    json_t      *crs;
    const char  *name;

    crs = json_object_get(object, "crs");

    if (crs == NULL || json_is_null(crs)) {
        return LN_OK;
    }

    name = json_string_value(json_object_get(json_object_get(crs,
                                                             "properties"),
                                             "name"));

    if (name && (strstr(name, "CRS84") || strstr(name, "4326"))) {
        return LN_OK;
    }

    if (ln_geojson_step(g, "crs", 0) != LN_OK) {
        return LN_ERROR;
    }

    return ln_geojson_fail(g, "its \"crs\" is not WGS 84, convert it with "
                           "\"ogr2ogr -t_srs EPSG:4326\"");
}


static int
ln_geojson_step(ln_geojson_t *g, const char *member, size_t item)
{
    if (g->nsteps == LN_GEOJSON_STEPS) {
        return ln_geojson_fail(g, "collections are nested too deep");
    }

    g->steps[g->nsteps].member = member;
    g->steps[g->nsteps++].item = item;

    return LN_OK;
}


static int
ln_geojson_fail(ln_geojson_t *g, const char *why)
{
    g->err->line = ln_geojson_line(g->text, g->steps, g->nsteps);

    return ln_error(g->err, "invalid area \"%.250s\":%u: %s", g->path,
                    g->err->line, why);
}
