#define _GNU_SOURCE

#include <stdlib.h>

#include "geo/area/ln_area_make.h"
#include "geo/area/ln_area_part.h"


#define LN_AREA_PIECE   1.0             /* degrees of a border, at most */
#define LN_AREA_BESIDE  1e-6            /* degrees from it: 0.1 m */


struct ln_area_maker_s {
    ln_area_t       area;               /* edges and pieces malloc()'ed */
    unsigned        polygon;
    unsigned char  *holds;              /* of each polygon: some position */
    size_t          edges_size;
    size_t          pieces_size;
    double         *x;                  /* of the ring */
    size_t          x_size;
};


static int ln_area_unwrap(ln_area_maker_t *m, const double *positions,
    size_t n);
static int ln_area_closes(const double *positions, size_t n);
static double ln_area_step(const double *positions, size_t i, int closes);
static int ln_area_edge(ln_area_maker_t *m, double x1, double y1, double x2,
    double y2);
static int ln_area_border(ln_area_maker_t *m, ln_area_t *area);
static int ln_area_pieces(ln_area_maker_t *m, ln_area_t *area,
    const ln_area_edge_t *e);
static int ln_area_inside_of_one(ln_area_t *area, unsigned char *holds,
    double x, double y, double dx, double dy);
static int ln_area_piece(ln_area_maker_t *m, double x1, double y1, double x2,
    double y2);
static int ln_area_index_edges(ln_area_t *area, const ln_alloc_t *alloc);
static int ln_area_index_pieces(ln_area_t *area, const ln_area_t *made,
    const ln_alloc_t *alloc);
static void *ln_area_push(void **items, unsigned n, size_t *size,
    size_t item);


ln_area_maker_t *
ln_area_begin(void)
{
    ln_area_maker_t  *m;

    m = calloc(1, sizeof(ln_area_maker_t));

    if (m) {
        m->area.south = 90;
        m->area.north = -90;
    }

    return m;
}


int
ln_area_ring(ln_area_maker_t *m, const double *positions, size_t n,
    int polygon)
{
    size_t  i;
    double  mean, pole;

    if (polygon) {
        m->polygon++;
    }

    if (ln_area_unwrap(m, positions, n) != LN_OK) {
        return LN_ERROR;
    }

    mean = 0;

    for (i = 1; i < n; i++) {
        mean += positions[2 * i + 1] / (double) (n - 1);

        if (ln_area_edge(m, m->x[i - 1], positions[2 * i - 1], m->x[i],
                         positions[2 * i + 1])
            != LN_OK)
        {
            return LN_ERROR;
        }
    }

    if (fabs(m->x[n - 1] - m->x[0]) < 180) {
        return LN_OK;
    }

    pole = mean < 0 ? -90 : 90;

    return ln_area_edge(m, m->x[n - 1], positions[2 * n - 1], m->x[n - 1],
                        pole) == LN_OK
           && ln_area_edge(m, m->x[n - 1], pole, m->x[0], pole) == LN_OK
           && ln_area_edge(m, m->x[0], pole, m->x[0], positions[1]) == LN_OK
           ? LN_OK : LN_ERROR;
}


/* Longitudes that go on where the map ends. */

static int
ln_area_unwrap(ln_area_maker_t *m, const double *positions, size_t n)
{
    int      closes;
    double  *x;
    size_t   i;

    if (n > m->x_size) {
        x = realloc(m->x, n * sizeof(double));

        if (x == NULL) {
            return LN_ERROR;
        }

        m->x = x;
        m->x_size = n;
    }

    x = m->x;
    x[0] = positions[0] - 360 * round(positions[0] / 360);
    closes = ln_area_closes(positions, n);

    for (i = 1; i < n; i++) {
        x[i] = x[i - 1] + ln_area_step(positions, i, closes);
    }

    return LN_OK;
}


/*
 * Whether edges of 360 degrees join a position with itself, as in a ring round
 * a pole that is written from -180 to 180.  The border of the map is such an
 * edge, too, and goes on along a meridian.
 */

static int
ln_area_closes(const double *positions, size_t n)
{
    size_t  i, before, behind;

    for (i = 1; i < n; i++) {

        if (fabs(positions[2 * i] - positions[2 * i - 2]) != 360) {
            continue;
        }

        before = i == 1 ? n - 1 : i - 1;
        behind = i == n - 1 ? 1 : i + 1;

        if (positions[2 * before] == positions[2 * before - 2]
            || positions[2 * behind] == positions[2 * behind - 2])
        {
            return 0;
        }
    }

    return 1;
}


/* Degrees of longitude from position i - 1 to position i: the short way. */

static double
ln_area_step(const double *positions, size_t i, int closes)
{
    double  step;

    step = positions[2 * i] - positions[2 * i - 2];

    if (fabs(step) == 360) {
        return closes ? 0 : step;
    }

    return fabs(step) > 180 ? step - 360 * round(step / 360) : step;
}


static int
ln_area_edge(ln_area_maker_t *m, double x1, double y1, double x2, double y2)
{
    ln_area_t       *area;
    ln_area_edge_t  *e;

    area = &m->area;

    if (x1 == x2 && y1 == y2) {
        return LN_OK;
    }

    e = ln_area_push((void **) &area->edges, area->nedges, &m->edges_size,
                     sizeof(ln_area_edge_t));
    if (e == NULL) {
        return LN_ERROR;
    }

    e->x1 = y1 <= y2 ? x1 : x2;
    e->y1 = y1 <= y2 ? y1 : y2;
    e->x2 = y1 <= y2 ? x2 : x1;
    e->y2 = y1 <= y2 ? y2 : y1;
    e->polygon = m->polygon;

    area->south = e->y1 < area->south ? e->y1 : area->south;
    area->north = e->y2 > area->north ? e->y2 : area->north;
    area->nedges++;

    return LN_OK;
}


ln_area_t *
ln_area_end(ln_area_maker_t *m, const ln_alloc_t *alloc)
{
    ln_area_t  *area;

    area = NULL;

    if (alloc) {
        area = ln_alloc(alloc, sizeof(ln_area_t));
    }

    if (area) {
        *area = m->area;
        area->pieces = NULL;

        if (area->north - area->south < LN_AREA_BESIDE) {
            area->north = area->south + LN_AREA_BESIDE;
        }

        if (ln_area_index_edges(area, alloc) != LN_OK
            || ln_area_border(m, area) != LN_OK
            || ln_area_index_pieces(area, &m->area, alloc) != LN_OK)
        {
            area = NULL;
        }
    }

    free(m->area.edges);
    free(m->area.pieces);
    free(m->holds);
    free(m->x);
    free(m);

    return area;
}


/*
 * The pieces of edges that have the area on one side and not on the other: of
 * those along a pole, where the map ends, none.
 */

static int
ln_area_border(ln_area_maker_t *m, ln_area_t *area)
{
    unsigned  i;

    m->holds = calloc(m->polygon + 1, 1);
    if (m->holds == NULL) {
        return LN_ERROR;
    }

    for (i = 0; i < area->nedges; i++) {
        if (ln_area_pieces(m, area, &area->edges[i]) != LN_OK) {
            return LN_ERROR;
        }
    }

    for (i = m->polygon; i; i--) {
        if (m->holds[i]) {
            area->holds = 1;

        } else {
            area->hollow = i;
        }
    }

    return LN_OK;
}


static int
ln_area_pieces(ln_area_maker_t *m, ln_area_t *area, const ln_area_edge_t *e)
{
    double    dx, dy, x, y;
    unsigned  i, n;

    dx = e->x2 - e->x1;
    dy = e->y2 - e->y1;
    n = (unsigned) ceil((fabs(dx) > dy ? fabs(dx) : dy) / LN_AREA_PIECE);
    n = n ? n : 1;

    dx /= n;
    dy /= n;

    for (i = 0; i < n; i++) {
        x = e->x1 + i * dx;
        y = e->y1 + i * dy;

        if (ln_area_inside_of_one(area, &m->holds[e->polygon], x, y, dx, dy)
            && ln_area_piece(m, x, y, x + dx, y + dy) != LN_OK)
        {
            return LN_ERROR;
        }
    }

    return LN_OK;
}


static int
ln_area_inside_of_one(ln_area_t *area, unsigned char *holds, double x,
    double y, double dx, double dy)
{
    int     left, right;
    double  length;

    x += dx / 2;
    y += dy / 2;
    length = hypot(dx, dy) / LN_AREA_BESIDE;

    left = ln_area_contains(area, x - dy / length, y + dx / length);
    right = ln_area_contains(area, x + dy / length, y - dx / length);

    *holds |= left | right;

    return left != right;
}


static int
ln_area_piece(ln_area_maker_t *m, double x1, double y1, double x2, double y2)
{
    ln_area_piece_t  *piece;

    piece = ln_area_push((void **) &m->area.pieces, m->area.npieces,
                         &m->pieces_size, sizeof(ln_area_piece_t));
    if (piece == NULL) {
        return LN_ERROR;
    }

    ln_area_vector(x1, y1, piece->a);
    ln_area_vector(x2, y2, piece->b);
    piece->low = y1;
    piece->high = y2;
    m->area.npieces++;

    return LN_OK;
}


/*
 * Two passes over n items: the first counts for each band, the second fills.
 * Where a band begins is counted down while it is filled, from the last item.
 */

#define ln_area_index(area, index, n, alloc, low, high)                       \
                                                                              \
    (index)->from = ln_calloc(alloc, (LN_AREA_BANDS + 1) * sizeof(unsigned)); \
                                                                              \
    if ((index)->from == NULL) {                                              \
        return LN_ERROR;                                                      \
    }                                                                         \
                                                                              \
    for (i = 0; i < n; i++) {                                                 \
        last = ln_area_band(area, high);                                      \
                                                                              \
        for (band = ln_area_band(area, low); band <= last; band++) {          \
            (index)->from[band]++;                                            \
        }                                                                     \
    }                                                                         \
                                                                              \
    for (band = 1; band <= LN_AREA_BANDS; band++) {                           \
        (index)->from[band] += (index)->from[band - 1];                       \
    }                                                                         \
                                                                              \
    (index)->items = ln_alloc(alloc, ((index)->from[LN_AREA_BANDS] + 1)       \
                                     * sizeof(unsigned));                     \
                                                                              \
    if ((index)->items == NULL) {                                             \
        return LN_ERROR;                                                      \
    }                                                                         \
                                                                              \
    for (i = n; i--; /* void */) {                                            \
        last = ln_area_band(area, high);                                      \
                                                                              \
        for (band = ln_area_band(area, low); band <= last; band++) {          \
            (index)->items[--(index)->from[band]] = i;                        \
        }                                                                     \
    }


static int
ln_area_index_edges(ln_area_t *area, const ln_alloc_t *alloc)
{
    unsigned         i, band, last;
    ln_area_edge_t  *edges;

    edges = ln_alloc(alloc, (area->nedges + 1) * sizeof(ln_area_edge_t));

    if (edges == NULL) {
        return LN_ERROR;
    }

    if (area->nedges) {
        memcpy(edges, area->edges, area->nedges * sizeof(ln_area_edge_t));
    }

    area->edges = edges;

    ln_area_index(area, &area->edge_index, area->nedges, alloc, edges[i].y1,
                  edges[i].y2)

    return LN_OK;
}


static int
ln_area_index_pieces(ln_area_t *area, const ln_area_t *made,
    const ln_alloc_t *alloc)
{
    unsigned          i, band, last;
    ln_area_piece_t  *pieces;

    area->npieces = made->npieces;

    pieces = ln_alloc(alloc, (area->npieces + 1) * sizeof(ln_area_piece_t));

    if (pieces == NULL) {
        return LN_ERROR;
    }

    if (area->npieces) {
        memcpy(pieces, made->pieces, area->npieces * sizeof(ln_area_piece_t));
    }

    area->pieces = pieces;

    ln_area_index(area, &area->piece_index, area->npieces, alloc,
                  pieces[i].low, pieces[i].high)

    return LN_OK;
}


/* The place of one more item in an array that grows by doubling. */

static void *
ln_area_push(void **items, unsigned n, size_t *size, size_t item)
{
    void  *grown;

    if (n == *size) {
        grown = realloc(*items, (*size ? 2 * *size : 64) * item);

        if (grown == NULL) {
            return NULL;
        }

        *items = grown;
        *size = *size ? 2 * *size : 64;
    }

    return (char *) *items + n * item;
}
