/*
 * Areas on the globe: polygons with holes, by edges that are straight in
 * longitude and latitude (RFC 7946).
 */

#ifndef LN_AREA_H
#define LN_AREA_H

#include "geo/location/ln_certainty.h"
#include "geo/location/ln_location.h"


/* The accuracy radius, in km, of a position that comes without one. */
#define LN_AREA_UNKNOWN_RADIUS  50


typedef struct ln_area_s  ln_area_t;


/* Whether a position, in degrees, is within the area. */
int ln_area_contains(const ln_area_t *area, double longitude, double latitude);

/* Whether any position is within the area, 0.1 m beside a border at least. */
int ln_area_holds(const ln_area_t *area);

/*
 * The first of the polygons that holds no position, counted from 1, as if all
 * its positions were on a line; 0: each holds some.
 */
unsigned ln_area_hollow(const ln_area_t *area);

/*
 * Whether a border of the area is within km of a position, by great circle on
 * a sphere.
 */
int ln_area_near(const ln_area_t *area, double longitude, double latitude,
    double km);

/*
 * In or out.  Uncertain: the circle of the location's accuracy radius crosses a
 * border, or the position is not known.
 */
ln_certainty_t ln_area_decide(const ln_area_t *area,
    const ln_location_t *location);


#endif
