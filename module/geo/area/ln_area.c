#define _GNU_SOURCE

#include "geo/area/ln_area.h"
#include "geo/area/ln_area_part.h"


static int ln_area_crosses(const ln_area_edge_t *e, double x, double y);
static double ln_area_distance(const ln_area_piece_t *piece, const double *p);
static void ln_area_cross(const double *a, const double *b, double *c);
static double ln_area_dot(const double *a, const double *b);
static double ln_area_angle(const double *a, const double *b);


/* Even-odd for each polygon, on a ray of growing longitude. */

int
ln_area_contains(const ln_area_t *area, double longitude, double latitude)
{
    unsigned               i, band, parity, polygon;
    const ln_area_edge_t  *e;

    /* the poles are edges of the map, and no place for a ray */

    latitude = latitude > 89.999999 ? 89.999999
               : latitude < -89.999999 ? -89.999999 : latitude;

    longitude -= 360 * round(longitude / 360);

    if (area->nedges == 0 || latitude < area->south || latitude > area->north)
    {
        return 0;
    }

    band = ln_area_band(area, latitude);
    parity = 0;
    polygon = 0;

    for (i = area->edge_index.from[band]; i < area->edge_index.from[band + 1];
         i++)
    {
        e = &area->edges[area->edge_index.items[i]];

        if (e->polygon != polygon) {
            if (parity) {
                return 1;
            }

            polygon = e->polygon;
        }

        parity ^= ln_area_crosses(e, longitude, latitude);
    }

    return parity;
}


/*
 * How often, odd or even, a ray from a position and from its copies on maps
 * to the west and east crosses an edge: of a ring that doesn't go round a
 * pole only one copy can be within.
 */

static int
ln_area_crosses(const ln_area_edge_t *e, double x, double y)
{
    int     k, crosses;
    double  at;

    if (y < e->y1 || y >= e->y2) {
        return 0;
    }

    at = e->x1 + (e->x2 - e->x1) * (y - e->y1) / (e->y2 - e->y1);
    crosses = 0;

    for (k = -1; k <= 1; k++) {
        crosses ^= (x + 360 * k < at);
    }

    return crosses;
}


int
ln_area_holds(const ln_area_t *area)
{
    return area->holds;
}


unsigned
ln_area_hollow(const ln_area_t *area)
{
    return area->hollow;
}


int
ln_area_near(const ln_area_t *area, double longitude, double latitude,
    double km)
{
    double                  p[3], degrees, margin;
    unsigned                i, band, last;
    const ln_area_piece_t  *piece;

    if (area->npieces == 0) {
        return 0;
    }

    /* a great circle between two positions of one latitude bulges polewards */

    margin = 0.01;
    degrees = km / LN_AREA_KM_DEGREE + margin;

    if (latitude + degrees < area->south || latitude - degrees > area->north) {
        return 0;
    }

    ln_area_vector(longitude, latitude, p);

    last = ln_area_band(area, latitude + degrees);

    for (band = ln_area_band(area, latitude - degrees); band <= last; band++) {

        for (i = area->piece_index.from[band];
             i < area->piece_index.from[band + 1];
             i++)
        {
            piece = &area->pieces[area->piece_index.items[i]];

            if (piece->low - degrees <= latitude
                && piece->high + degrees >= latitude
                && ln_area_distance(piece, p) <= km)
            {
                return 1;
            }
        }
    }

    return 0;
}


/* To the arc of a great circle, in km. */

static double
ln_area_distance(const ln_area_piece_t *piece, const double *p)
{
    double  n[3], c[3], to_a, to_b, length, sine;

    ln_area_cross(piece->a, piece->b, n);
    length = sqrt(ln_area_dot(n, n));

    if (length > 1e-12) {

        /* beside the arc: between the planes through its ends */

        ln_area_cross(n, p, c);

        if (ln_area_dot(c, piece->a) <= 0 && ln_area_dot(c, piece->b) >= 0) {
            sine = fabs(ln_area_dot(n, p)) / length;
            return LN_AREA_EARTH * asin(sine < 1 ? sine : 1);
        }
    }

    to_a = ln_area_angle(piece->a, p);
    to_b = ln_area_angle(piece->b, p);

    return LN_AREA_EARTH * (to_a < to_b ? to_a : to_b);
}


static void
ln_area_cross(const double *a, const double *b, double *c)
{
    c[0] = a[1] * b[2] - a[2] * b[1];
    c[1] = a[2] * b[0] - a[0] * b[2];
    c[2] = a[0] * b[1] - a[1] * b[0];
}


static double
ln_area_dot(const double *a, const double *b)
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}


static double
ln_area_angle(const double *a, const double *b)
{
    double  c[3];

    ln_area_cross(a, b, c);

    return atan2(sqrt(ln_area_dot(c, c)), ln_area_dot(a, b));
}


ln_certainty_t
ln_area_decide(const ln_area_t *area, const ln_location_t *location)
{
    double  km;

    if (!location->has_position) {
        return LN_UNCERTAIN;
    }

    km = location->has_radius ? location->accuracy_radius
                              : LN_AREA_UNKNOWN_RADIUS;

    if (ln_area_near(area, location->longitude, location->latitude, km)) {
        return LN_UNCERTAIN;
    }

    return ln_area_contains(area, location->longitude, location->latitude)
           ? LN_IN : LN_OUT;
}
