/* Areas from rings of positions. */

#ifndef LN_AREA_MAKE_H
#define LN_AREA_MAKE_H

#include "geo/area/ln_area.h"


typedef struct ln_area_maker_s  ln_area_maker_t;


/*
 * Polygons are added ring by ring and then made into an area.  The maker is
 * allocated with malloc() and freed by ln_area_end().  NULL when there is no
 * memory.
 */
ln_area_maker_t *ln_area_begin(void);

/*
 * Adds the ring of n positions, longitude and latitude in turn, in degrees; the
 * last position equals the first.  The first ring of a polygon (polygon != 0)
 * is its border, the others are holes.  An edge takes the short way round the
 * globe.  An edge of 360 degrees is the border of the map where a meridian goes
 * on from it; else its ends are one place.  A ring round a pole contains the
 * nearer pole.  LN_ERROR when there is no memory.
 */
int ln_area_ring(ln_area_maker_t *maker, const double *positions, size_t n,
    int polygon);

/*
 * The area of all polygons together, with memory from alloc.  An edge that two
 * polygons share is no border.  Frees the maker; with alloc NULL it does only
 * that.  NULL when there is no memory.
 */
ln_area_t *ln_area_end(ln_area_maker_t *maker, const ln_alloc_t *alloc);


#endif
