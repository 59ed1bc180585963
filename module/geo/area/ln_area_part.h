/* What an area consists of, for the files that make areas and search them. */

#ifndef LN_AREA_PART_H
#define LN_AREA_PART_H

#include <math.h>

#include "geo/area/ln_area.h"


#define LN_AREA_BANDS      512
#define LN_AREA_KM_DEGREE  (LN_AREA_EARTH * LN_AREA_RADIAN)
#define LN_AREA_EARTH      6371.0088    /* mean radius, km */
#define LN_AREA_RADIAN     0.017453292519943295


/* Straight on the map, from its lower end.  Longitudes may go beyond 180. */
typedef struct {
    double    x1;                       /* degrees; y1 <= y2 */
    double    y1;
    double    x2;
    double    y2;
    unsigned  polygon;
} ln_area_edge_t;

/* A piece of a border, one degree long at most: its ends as unit vectors. */
typedef struct {
    double    a[3];
    double    b[3];
    double    low;                      /* latitudes, degrees */
    double    high;
} ln_area_piece_t;

/*
 * The edges or pieces that cross a band of latitude: items[from[band]] up to,
 * and without, items[from[band + 1]].
 */
typedef struct {
    unsigned  *from;
    unsigned  *items;
} ln_area_index_t;

struct ln_area_s {
    double            south;
    double            north;
    ln_area_edge_t   *edges;
    ln_area_piece_t  *pieces;
    unsigned          nedges;
    unsigned          npieces;
    unsigned          holds:1;          /* a position: it is not empty */
    unsigned          hollow;           /* the first polygon that holds none,
                                           counted from 1; 0: all do */
    ln_area_index_t   edge_index;       /* in order of polygons */
    ln_area_index_t   piece_index;
};


/* The band that a latitude is in. */
static inline unsigned
ln_area_band(const ln_area_t *area, double latitude)
{
    double  band;

    band = (latitude - area->south) / (area->north - area->south)
           * LN_AREA_BANDS;

    return band <= 0 ? 0 : band >= LN_AREA_BANDS - 1 ? LN_AREA_BANDS - 1
                                                     : (unsigned) band;
}


/* A position as a unit vector in v[3]. */
static inline void
ln_area_vector(double longitude, double latitude, double *v)
{
    v[0] = cos(latitude * LN_AREA_RADIAN) * cos(longitude * LN_AREA_RADIAN);
    v[1] = cos(latitude * LN_AREA_RADIAN) * sin(longitude * LN_AREA_RADIAN);
    v[2] = sin(latitude * LN_AREA_RADIAN);
}


#endif
