/*
 * Areas on the globe: polygons with holes, by edges that are straight in
 * longitude and latitude (RFC 7946).
 */

#ifndef LN_AREA_H
#define LN_AREA_H

#include "geo/location/ln_certainty.h"
#include "geo/location/ln_location.h"


/* Of a position that a database gives without its accuracy, in km. */
#define LN_AREA_UNKNOWN_RADIUS  50


typedef struct ln_area_s        ln_area_t;
typedef struct ln_area_maker_s  ln_area_maker_t;


/*
 * Polygons are added ring by ring and then made into an area.  The maker is
 * malloc()'ed and freed by ln_area_end(); the area is of alloc.
 */
ln_area_maker_t *ln_area_begin(void);

/*
 * Adds the ring of n positions, longitude and latitude in turn, the last equal
 * to the first.  The first ring of a polygon (polygon != 0) is its border, the
 * others are holes.  An edge takes the short way round the globe, but one of
 * 360 degrees is the map's own border; a ring round a pole holds the pole
 * that is nearer.  LN_ERROR when there is no memory.
 */
int ln_area_ring(ln_area_maker_t *maker, const double *positions, size_t n,
    int polygon);

/*
 * The area of all polygons together; borders that two of them share are none.
 * NULL when there is no memory, or alloc is NULL, which only frees maker.
 */
ln_area_t *ln_area_end(ln_area_maker_t *maker, const ln_alloc_t *alloc);

/* Whether a position, in degrees, is within. */
int ln_area_contains(const ln_area_t *area, double longitude, double latitude);

/* Whether a border is within km of it, by great circle on a sphere. */
int ln_area_near(const ln_area_t *area, double longitude, double latitude,
    double km);

/*
 * In or out; uncertain where the accuracy radius reaches over a border, or
 * the position is not known.
 */
ln_certainty_t ln_area_decide(const ln_area_t *area,
    const ln_location_t *location);


#endif
